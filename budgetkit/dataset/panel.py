"""One row for every entity, fiscal year, phase and scope, each number with where it came from."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

import pandas as pd
import pyarrow as pa

from budgetkit.dataset.comparability import PanelRow, compared
from budgetkit.dataset.measures import (
    PANEL_MEASURES,
    STATED,
    Value,
    is_money,
    printed_values,
    stated_value,
)
from budgetkit.schema.frames import MONEY
from budgetkit.schema.tables import CleanTables

KEY = ("entity_id", "department_name", "region_code", "scope", "fiscal_year", "phase")
"""Columns that name a row of the panel."""

_TEXT, _LIST = pd.StringDtype(), pd.ArrowDtype(pa.list_(pa.string()))
_TYPES: dict[str, Any] = {
    **dict.fromkeys(KEY, _TEXT),
    "fiscal_year": pd.Int64Dtype(),
    "document_ids": _LIST,
    "derived": pd.BooleanDtype(),
    "comparable_with_previous": pd.BooleanDtype(),
    "comparability_note": _TEXT,
}
_COMPANIONS = {
    "": pd.ArrowDtype(MONEY),
    "_line_ids": _LIST,
    "_derived": pd.BooleanDtype(),
    "_finding": pd.BooleanDtype(),
    "_reason": _TEXT,
}
PANEL_TYPES = _TYPES | {
    measure + companion: dtype for measure in PANEL_MEASURES for companion, dtype in _COMPANIONS.items()
}
"""Every column of the panel, in order, with its type."""


def read_panel(dataset: CleanTables) -> pd.DataFrame:
    """Panel of a dataset; see `Dataset.panel`."""
    rows = _rows(dataset)
    _add_derived(rows, dataset)
    touched = _Touched(dataset.findings)
    notes = compared(rows, dataset.statements)
    records = [
        _record(rows[key], notes[key], touched) for key in sorted(rows, key=_order) if rows[key].is_worth_it()
    ]
    return pd.DataFrame(
        {
            name: pd.Series([record[name] for record in records], dtype=dtype)
            for name, dtype in PANEL_TYPES.items()
        }
    )


def _rows(dataset: CleanTables) -> dict[tuple, PanelRow]:
    """Rows with what the documents print, of their own year and phase and of the others that they print."""
    rows: dict[tuple, PanelRow] = {}
    groups = dict(tuple(dataset.lines.groupby("document_id", sort=False)))
    tables = dict(tuple(dataset.tables.groupby("document_id", sort=False)))
    statements = dict(tuple(dataset.statements.groupby("document_id", sort=False)))
    for place, document in enumerate(dataset.documents.itertuples(index=False)):
        own = (_year(document.fiscal_year), document.phase)
        lines = groups.get(document.document_id, dataset.lines.head(0))
        periods = {(_year(year), phase) for year, phase in _distinct(lines)}
        for period in sorted(periods | {own}, key=str):
            frame = dataset.documents.iloc[[place]].assign(fiscal_year=period[0], phase=period[1])
            frame = frame.astype({"fiscal_year": "Int64", "phase": "string"})
            one = CleanTables(
                {
                    "documents": frame,
                    "lines": lines,
                    "tables": tables.get(document.document_id, dataset.tables.head(0)),
                    "statements": statements.get(document.document_id, dataset.statements.head(0)),
                }
            )
            row = rows.setdefault(_key(document, *period), PanelRow())
            row.add(document, printed_values(one), is_own=period == own)
    return rows


def _distinct(lines: pd.DataFrame) -> list[tuple]:
    return list(lines[["fiscal_year", "phase"]].drop_duplicates().itertuples(index=False, name=None))


def _year(year: Any) -> int | None:
    return None if pd.isna(year) else int(year)


def _key(document: tuple, year: int | None, phase: str) -> tuple:
    # Without a name, a document is an entity of its own: two unknowns are not the same.
    name = document.department_name or ("" if document.entity_id else document.document_id)
    who = (document.entity_id, "", "") if document.entity_id else ("", name, document.region_code)
    return (*who, document.scope, year, phase)


def _order(key: tuple) -> tuple:
    *who, year, phase = key
    return (*who, year is None, year or 0, phase)


def _add_derived(rows: dict[tuple, PanelRow], dataset: CleanTables) -> None:
    """Prior years backed out from a stated change, where nothing is printed and the base is fully named."""
    statements = dataset.statements
    chosen = statements[statements["derived"].fillna(False) & (statements["phase"] != "")]
    documents = {row.document_id: row for row in dataset.documents.itertuples(index=False)}
    for statement in chosen.itertuples(index=False):
        document = documents.get(statement.document_id)
        if document is None or pd.isna(statement.fiscal_year) or not is_money(statement):
            continue
        row = rows.setdefault(_key(document, int(statement.fiscal_year), statement.phase), PanelRow())
        row.add_derived(document, STATED[statement.metric], stated_value(statement))


class _Touched:
    """What a finding of weight touches: lines by id, statements by their words."""

    def __init__(self, findings: pd.DataFrame) -> None:
        grave = findings[findings["severity"].isin(["error", "warning"])]
        self.line_ids = {line_id for own in grave["line_ids"] for line_id in own}
        self.quotes: dict[str, set[str]] = defaultdict(set)
        for document_id, places in zip(grave["document_id"], grave["places"], strict=True):
            for place in json.loads(places or "[]"):
                if isinstance(place, dict) and place.get("quote"):
                    self.quotes[document_id].add(place["quote"])

    def __call__(self, value: Value) -> bool:
        if not self.line_ids.isdisjoint(value.line_ids):
            return True
        quotes = self.quotes.get(value.document_id, ()) if value.quote else ()
        return any(value.quote in quote or quote in value.quote for quote in quotes)


def _record(row: PanelRow, note: tuple[bool | None, str], touched: _Touched) -> dict[str, Any]:
    document = row.document
    record: dict[str, Any] = {name: getattr(document, name) for name in KEY[:4]}
    record |= {"fiscal_year": row.period[0], "phase": row.period[1], "document_ids": row.document_ids}
    values = {measure: row.value(measure) for measure in PANEL_MEASURES}
    known = [value for value in values.values() if value.amount is not None]
    record |= {"derived": bool(known) and all(value.derived for value in known)}
    record |= dict(zip(("comparable_with_previous", "comparability_note"), note, strict=True))
    for measure, value in values.items():
        gap = value.amount is None
        record |= {
            measure: value.amount,
            f"{measure}_line_ids": list(value.line_ids),
            f"{measure}_derived": None if gap else value.derived,
            f"{measure}_finding": None if not value.line_ids else touched(value),
            f"{measure}_reason": value.reason,
        }
    return record


__all__ = ["KEY", "PANEL_MEASURES", "PANEL_TYPES", "read_panel"]

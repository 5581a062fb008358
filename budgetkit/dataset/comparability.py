"""Rows of the panel while they are made, and whether a year may be compared with the year before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from budgetkit.dataset.measures import Value

_NOTHING = Value(None, reason="no document of this entity gives it for this year and phase")


@dataclass(slots=True)
class PanelRow:
    """One entity, year, phase and scope: what every document gives for each measure."""

    document: Any = None
    period: tuple[int | None, str] = (None, "")
    is_own: bool = False
    documents: dict[str, Any] = field(default_factory=dict)
    given: dict[str, list[Value]] = field(default_factory=dict)

    def add(self, document: Any, values: dict[str, Value], is_own: bool) -> None:
        """Add what the tables of a document print."""
        if is_own or any(value.amount is not None for value in values.values()):
            self._remember(document, is_own)
        for measure, value in values.items():
            value = value._replace(document_id=document.document_id, own=is_own)
            self.given.setdefault(measure, []).append(value)

    def add_derived(self, document: Any, measure: str, value: Value) -> None:
        """Add a prior figure that a sentence gives; whatever is printed wins."""
        if self.value(measure).amount is None or self.value(measure).derived:
            self._remember(document, False)
            self.given.setdefault(measure, []).append(value)

    def _remember(self, document: Any, is_own: bool) -> None:
        if self.document is None or (is_own and not self.is_own):
            self.document, self.is_own = document, is_own
        self.documents[document.document_id] = document

    def is_worth_it(self) -> bool:
        """Whether any document is of this row, or gives a figure for it."""
        return self.document is not None

    @property
    def document_ids(self) -> list[str]:
        """Documents that the row rests on."""
        return sorted(self.documents)

    def value(self, measure: str) -> Value:
        """The one figure of a measure, or a gap with its reason.

        Documents must agree within the rounding of what they print; then the document of this very year
        and phase gives the figure. A figure that is printed wins over one that a sentence implies.
        """
        given = self.given.get(measure, [])
        known = [value for value in given if value.amount is not None]
        known = [value for value in known if not value.derived] or known
        if not known:
            gaps = sorted(given, key=lambda value: not value.own)
            disputed = [value for value in gaps if value.line_ids]
            return next(iter(disputed + gaps), _NOTHING)
        best = min(known, key=lambda value: (not value.own, value.step, value.document_id))
        rivals = [value for value in known if abs(value.amount - best.amount) > value.step + best.step]
        if rivals:
            said = "; ".join(
                f"{value.document_id}: {value.amount:,.2f}"
                for value in sorted({best, *rivals}, key=lambda value: value.document_id)
            )
            line_ids = tuple(line_id for value in (best, *rivals) for line_id in value.line_ids)
            return Value(None, line_ids, f"documents give different amounts ({said})", best.document_id)
        return best


def compared(rows: dict[tuple, PanelRow], statements: pd.DataFrame) -> dict[tuple, tuple[bool | None, str]]:
    """Whether each row may be compared with the year before, and why not or what is not known."""
    units = _unit_counts(statements)
    for key, row in rows.items():
        row.period = (key[-2], key[-1])
    return {key: _compare(key, row, rows, units) for key, row in rows.items()}


def _unit_counts(statements: pd.DataFrame) -> dict[str, int]:
    """Budget units that a document says it covers, where it says so once."""
    own = statements[
        (statements["metric"] == "budget_units")
        & (statements["subject"].isin(["", "budget_units"]))
        & ~statements["derived"].fillna(False)
        & statements["value"].notna()
    ]
    said = own.groupby("document_id")["value"].agg(lambda values: set(map(int, values)))
    return {document_id: next(iter(counts)) for document_id, counts in said.items() if len(counts) == 1}


def _compare(
    key: tuple, row: PanelRow, rows: dict[tuple, PanelRow], units: dict[str, int]
) -> tuple[bool | None, str]:
    *who, scope, year, phase = key
    if year is None:
        return None, "the fiscal year is not known"
    before = rows.get((*who, scope, year - 1, phase))
    if before is None or not before.is_worth_it():
        scopes = _scopes((*who, year - 1, phase), rows)
        if scopes:
            return False, f"scope changes: {scopes} in {year - 1}, {scope or 'unknown'} in {year}"
        return None, f"nothing for {year - 1} {phase}".strip()
    reorganised = "reorganisation is not checked" if row.document.entity_id else "reorganisation not known"
    shared = sorted(set(row.documents) & set(before.documents))
    if shared:
        return True, f"{shared[0]} gives both years side by side; {reorganised}"
    differs, unknown = [], []
    for name, old, new in (
        ("classification edition", _editions(before), _editions(row)),
        ("number of budget units", _counts(before, units), _counts(row, units)),
    ):
        if len(old) != 1 or len(new) != 1:
            unknown.append(f"{name} not known for both years")
        elif old != new:
            differs.append(f"{name} changes from {next(iter(old))} to {next(iter(new))}")
    verdict = False if differs else None if unknown else True
    return verdict, "; ".join([*differs, *unknown, reorganised])


def _scopes(period: tuple, rows: dict[tuple, PanelRow]) -> str:
    """The scopes in which an entity has anything for a year and phase."""
    same = [
        old[-3] for old, found in rows.items() if (*old[:-3], *old[-2:]) == period and found.is_worth_it()
    ]
    return ", ".join(sorted(scope or "unknown" for scope in same))


def _editions(row: PanelRow) -> set[str]:
    return {document.classification_edition for document in row.documents.values()} - {""}


def _counts(row: PanelRow, units: dict[str, int]) -> set[int]:
    return {units[document_id] for document_id in row.documents if document_id in units}

"""What stands behind a figure: exact sums, the printed lines, and the findings that touch them."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal

import pandas as pd

from budgetkit.dataset import Dataset
from budgetkit.errors import WrongUsage
from budgetkit.schema.frames import MONEY

YUAN = pd.ArrowDtype(MONEY)
"""Exact yuan with two decimals, the dtype of every ``*_yuan`` column."""

# A finding of severity ``info`` (rounding, a proven repair) does not put a figure in doubt.
_DOUBTFUL = ("error", "warning")


def fen(amounts: pd.Series) -> pd.Series:
    """Exact yuan as integers of fen (``Int64``), in which sums cannot lose anything.

    >>> fen(pd.Series([Decimal("1.25")], dtype=YUAN)).tolist()
    [125]
    """
    values = [None if pd.isna(amount) else int(Decimal(amount).scaleb(2)) for amount in amounts]
    return pd.Series(values, index=amounts.index, dtype="Int64")


def yuan(amounts_fen: Iterable[int | None], index: pd.Index | None = None) -> pd.Series:
    """Integers of fen as exact yuan; a missing amount stays missing.

    >>> yuan([125, None]).tolist()
    [Decimal('1.25'), <NA>]
    """
    values = [None if pd.isna(amount) else Decimal(int(amount)).scaleb(-2) for amount in amounts_fen]
    return pd.Series(values, index=index, dtype=YUAN)


def share(part: int | None, whole: int | None) -> float | None:
    """Part divided by whole, 0 to 1; ``None`` when either is missing or the whole is zero."""
    if pd.isna(part) or pd.isna(whole) or not whole:
        return None
    return int(part) / int(whole)


def chosen_documents(dataset: Dataset, document: str = "") -> pd.DataFrame:
    """Rows of ``documents`` a question is about, the years of a department one after the other.

    Parameters
    ----------
    dataset : Dataset
        From ``budgetkit.load``.
    document : str
        One ``document_id``; empty for all documents.

    Raises
    ------
    WrongUsage
        If the dataset holds no such document.
    """
    order = ["department_name", "fiscal_year", "document_id"]
    documents = dataset.documents.sort_values(order, kind="stable")
    if not document:
        return documents
    found = documents[documents["document_id"] == document]
    if found.empty:
        known = documents["document_id"].tolist()
        near = difflib.get_close_matches(document, known, n=5, cutoff=0.3) or known[:5]
        more = f" and {len(known) - len(near)} more" if len(known) > len(near) else ""
        advice = (
            f"take one of: {', '.join(near)}{more}" if near else "the dataset is empty: run budgetkit build"
        )
        raise WrongUsage(f"no document {document!r} in the dataset", advice=advice)
    return found


def by_document(dataset: Dataset, document: str = "") -> Iterator[tuple[pd.Series, Dataset]]:
    """Each chosen row of ``documents`` with a dataset of its own, which no department and unit share.

    Raises
    ------
    WrongUsage
        As `chosen_documents`.
    """
    chosen = chosen_documents(dataset, document)
    frames = {}
    for name in ("lines", "tables", "findings", "unread"):
        frame = getattr(dataset, name)
        frame = frame[frame["document_id"].isin(chosen["document_id"])]
        frames[name] = frame.head(0), dict(tuple(frame.groupby("document_id", sort=False)))
    for place, entry in chosen.iterrows():
        own = {name: groups.get(entry["document_id"], empty) for name, (empty, groups) in frames.items()}
        yield entry, Dataset({**own, "documents": chosen.loc[[place]]})


def current(lines: pd.DataFrame, document: pd.Series) -> pd.DataFrame:
    """Lines of the document's own year and phase; columns such as 上年预算数 are of another."""
    chosen = lines["phase"].isin(["", document["phase"]])
    if not pd.isna(document["fiscal_year"]):
        chosen &= lines["fiscal_year"].fillna(document["fiscal_year"]) == document["fiscal_year"]
    return lines[chosen.astype(bool)]


def as_list(value: object) -> list:
    """A list that may have been read from CSV (joined by ``;``, or JSON)."""
    if value is None or (isinstance(value, float) and pd.isna(value)) or value is pd.NA:
        return []
    if isinstance(value, str):
        if value.startswith("["):
            return json.loads(value)
        return [part for part in value.split(";") if part]
    return list(value)


def join_ids(ids: Iterable[str]) -> str:
    """Identifiers joined by ``;`` in order of first appearance, each once."""
    return ";".join(dict.fromkeys(ids))


class Doubts:
    """Which findings touch which lines, looked up by line and by table.

    A finding that names no line but a place in a table touches every line of the table.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._by_line: dict[str, list[tuple[str, str]]] = {}
        self._by_table: dict[str, list[tuple[str, str]]] = {}
        findings = dataset.findings
        for finding in findings[findings["severity"].isin(_DOUBTFUL)].itertuples():
            entry = (finding.finding_id, finding.severity)
            line_ids = as_list(finding.line_ids)
            for line_id in line_ids:
                self._by_line.setdefault(line_id, []).append(entry)
            places = [place for place in as_list(finding.places) if "document" not in place]
            tables = {place.get("table") for place in places} if not line_ids else set()
            for table in sorted(filter(None, tables)):
                self._by_table.setdefault(f"{finding.document_id}/{table}", []).append(entry)

    def about(self, line_ids: Iterable[str]) -> dict[str, str]:
        """``finding_ids`` (joined by ``;``) and ``worst_severity`` of some lines, both empty if clean."""
        line_ids = list(line_ids)
        tables = dict.fromkeys(line_id.rpartition("/")[0] for line_id in line_ids)
        found = [entry for line_id in line_ids for entry in self._by_line.get(line_id, ())]
        found += [entry for table in tables for entry in self._by_table.get(table, ())]
        severities = {severity for _, severity in found}
        worst = next((severity for severity in _DOUBTFUL if severity in severities), "")
        return {"finding_ids": join_ids(identifier for identifier, _ in found), "worst_severity": worst}

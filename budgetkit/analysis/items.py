"""Change by functional 项 from one year to the next, with what appeared, ended or was renamed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from budgetkit.analysis.change import series_key
from budgetkit.analysis.evidence import Doubts, by_document, chosen_documents, fen, join_ids, share, yuan
from budgetkit.analysis.grain import with_grain
from budgetkit.dataset import Dataset

_DOCUMENT = ("document_id", "department_name", "scope", "fiscal_year", "phase")
_ROW = [
    *_DOCUMENT,
    "base_year",
    "base_document_id",
    "fund",
    "functional_code",
    "functional_name",
    "prior_name",
]
_ROW += ["counterpart_code", "status", "prior_yuan", "amount_yuan", "change_yuan", "growth", "contribution"]
_ROW += ["comparable", "line_ids", "finding_ids", "worst_severity", "reason"]


def change_by_item(dataset: Dataset, document: str = "") -> pd.DataFrame:
    """Compare the functional items of a document with those of the year before.

    Parameters
    ----------
    dataset : Dataset
        From ``budgetkit.load``.
    document : str
        One ``document_id``: it is compared with the year before; empty for every document.

    Returns
    -------
    DataFrame
        One row per functional code, the largest change first: ``status`` (``continued``, ``renamed`` the
        same code under another name, ``appeared``, ``ended``, ``code_changed`` the same name under another
        code, which ``counterpart_code`` gives), ``prior_yuan``, ``amount_yuan`` (missing when the code is
        not listed), ``change_yuan``, ``growth`` (missing for what appeared, never 100 %),
        ``contribution`` (change divided by the prior total), ``comparable`` (same code and same
        edition of the classification), evidence and ``reason``. A document without a prior year has one
        row, which tells why in ``reason``. Both years come from one kind of table and one fund.

    Notes
    -----
    Items that changed their code are told, never chained.
    """
    years = list(by_document(dataset))
    chosen = set(chosen_documents(dataset, document)["document_id"])
    doubts, rows = Doubts(dataset), []
    for entry, own in years:
        if entry["document_id"] not in chosen:
            continue
        base = next((other for other in years if _is_base(other[0], entry)), None)
        found = _compare(entry, own, base)
        rows += [{**row, **doubts.about(row.get("line_ids", "").split(";"))} for row in found]
    frame = pd.DataFrame(rows, columns=_ROW)
    for name in ("prior_yuan", "amount_yuan", "change_yuan"):
        frame[name] = yuan(frame[name], index=frame.index)
    texts = [
        "base_document_id",
        "fund",
        "functional_code",
        "functional_name",
        "prior_name",
        "counterpart_code",
    ]
    frame[[*texts, "status"]] = frame[[*texts, "status"]].astype(object).fillna("")
    types = {"growth": "Float64", "contribution": "Float64", "comparable": "boolean", "base_year": "Int64"}
    return with_grain(frame.astype(types), "document and functional item")


def _is_base(other: pd.Series, entry: pd.Series) -> bool:
    years = (other["fiscal_year"], entry["fiscal_year"])
    return (
        not any(map(pd.isna, years)) and years[0] == years[1] - 1 and series_key(other) == series_key(entry)
    )


def _compare(entry: pd.Series, own: Dataset, base: tuple[pd.Series, Dataset] | None) -> list[dict]:
    head = {name: entry[name] for name in _DOCUMENT} | {"line_ids": "", "reason": ""}
    if base is None:
        return [{**head, "reason": "prior_year_not_loaded"}]
    head |= {"base_year": base[0]["fiscal_year"], "base_document_id": base[0]["document_id"]}
    for fund in ("", "general_public_budget"):
        now, prior = _items(own, fund), _items(base[1], fund)
        if len(now) and len(prior):
            break
    else:
        return [{**head, "reason": "no_functional_items"}]
    edition = entry["classification_edition"] == base[0]["classification_edition"]
    head |= {"fund": fund or "all"}
    rows = [_row(head, code, now, prior, bool(edition)) for code in sorted({*now.index, *prior.index})]
    return sorted(rows, key=lambda row: (-abs(row["change_yuan"] or 0), row["functional_code"]))


def _items(own: Dataset, fund: str) -> pd.DataFrame:
    """Sum, name and cells of each functional code; nothing when the table prints no codes."""
    facts = own.facts("expenditure", fund=fund)
    facts = facts[facts["functional_code"].str.len() == 7]
    facts = facts.assign(fen=fen(facts["amount_yuan"]))
    grouped = facts.groupby("functional_code", sort=True)
    return grouped.agg(fen=("fen", "sum"), name=("functional_name", "first"), line_ids=("line_id", list))


def _row(head: dict, code: str, now: pd.DataFrame, prior: pd.DataFrame, edition: bool) -> dict:
    here, before = _item(now, code), _item(prior, code)
    status, counterpart = _status(code, now, prior)
    change = (here.fen or 0) - (before.fen or 0)
    reason = {"appeared": "not_listed_before", "ended": "no_longer_listed", "code_changed": "code_changed"}
    return {
        **head,
        "functional_code": code,
        "functional_name": here.name or before.name,
        "prior_name": before.name,
        "counterpart_code": counterpart,
        "status": status,
        "prior_yuan": before.fen,
        "amount_yuan": here.fen,
        "change_yuan": change,
        "growth": None if here.fen is None else share(change, before.fen),
        "contribution": share(change, int(prior["fen"].sum())),
        "comparable": here.fen is not None and before.fen is not None and edition,
        "line_ids": join_ids([*before.line_ids, *here.line_ids]),
        "reason": reason.get(status, "" if edition else "edition_differs"),
    }


class _Item(NamedTuple):
    """A functional code in one year; without an amount where it is not listed."""

    fen: int | None = None
    name: str = ""
    line_ids: Sequence[str] = ()


def _item(items: pd.DataFrame, code: str) -> _Item:
    if code not in items.index:
        return _Item()
    return _Item(int(items["fen"][code]), items["name"][code], items["line_ids"][code])


def _status(code: str, now: pd.DataFrame, prior: pd.DataFrame) -> tuple[str, str]:
    """What became of a code, and the code that has its name in the other year."""
    if code in now.index and code in prior.index:
        return ("continued" if now["name"][code] == prior["name"][code] else "renamed"), ""
    mine, there, status = (now, prior, "appeared") if code in now.index else (prior, now, "ended")
    twins = there.index[(there["name"] == mine["name"][code]) & ~there.index.isin(mine.index)]
    return ("code_changed", twins[0]) if len(twins) == 1 else (status, "")

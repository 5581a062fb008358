"""Change by functional 项 from one year to the next, with what appeared, ended or was renamed."""

from __future__ import annotations

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
    here, before = code in now.index, code in prior.index
    amount, earlier = int(now["fen"][code]) if here else None, int(prior["fen"][code]) if before else None
    name, old = now["name"][code] if here else "", prior["name"][code] if before else ""
    status, counterpart = "continued" if name == old else "renamed", ""
    if not (here and before):
        there, status = (prior, "appeared") if here else (now, "ended")
        mine = now if here else prior
        twins = there.index[(there["name"] == (name or old)) & ~there.index.isin(mine.index)]
        if len(twins) == 1:
            status, counterpart = "code_changed", twins[0]
    change = (amount or 0) - (earlier or 0)
    reason = {"appeared": "not_listed_before", "ended": "no_longer_listed", "code_changed": "code_changed"}
    line_ids = [*(prior["line_ids"][code] if before else ()), *(now["line_ids"][code] if here else ())]
    return {
        **head,
        "functional_code": code,
        "functional_name": name or old,
        "prior_name": old,
        "counterpart_code": counterpart,
        "status": status,
        "prior_yuan": earlier,
        "amount_yuan": amount,
        "change_yuan": change,
        "growth": share(change, earlier) if here else None,
        "contribution": share(change, int(prior["fen"].sum())),
        "comparable": here and before and edition,
        "line_ids": join_ids(line_ids),
        "reason": reason.get(status, "" if edition else "edition_differs"),
    }

"""Expenditure of one document in four sums of one table: all of it, basic, project, the rest."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from budgetkit.analysis.basic import rounding
from budgetkit.analysis.evidence import current, fen, share
from budgetkit.analysis.survey import printed_totals
from budgetkit.dataset import Dataset

PARTS = ("basic", "project", "other")
"""``other`` is what a header prints beside basic and project expenditure: 单位预留, 上缴上级, 经营 …"""


@dataclass(frozen=True)
class Totals:
    """Sums of one table.

    Parameters
    ----------
    kind, fund : str
        Which table, and whose money its total is.
    fen : dict of str to int
        ``expenditure`` and those of ``basic``, ``project``, ``other`` that the table tells; what it
        does not tell is not in it.
    line_ids : dict of str to list
        The printed cells behind each sum.
    coverage : float or None
        Sum of the rows divided by the printed total; ``None`` when no total is printed.
    """

    kind: str
    fund: str
    fen: dict[str, int]
    line_ids: dict[str, list[str]] = field(default_factory=dict)
    coverage: float | None = None


def expenditure_totals(own: Dataset, document: pd.Series) -> Totals | None:
    """Read the sums of expenditure of a document's own year and phase.

    Parameters
    ----------
    own : Dataset
        One document, from `evidence.by_document`.
    document : Series
        Its row of ``documents``.

    Returns
    -------
    Totals or None
        The printed total row where there is one, else the sum of the leaves; ``None`` without any table.
        A blank part counts as zero only where the printed total leaves no room for another value.
    """
    facts = own.facts("expenditure")
    if facts.empty:
        return _from_summary(own)
    top = facts["nature"].str.split("/").str[0]
    part = top.where(top.isin(["basic", "project"]), "other")
    sums = fen(facts["amount_yuan"]).groupby(part).sum()
    ids = facts["line_id"].groupby(part).agg(list)
    split = bool((top != "").any())
    amounts = {name: int(sums[name]) for name in PARTS if split and name in sums}
    line_ids = {name: ids[name] for name in amounts}
    leaves = int(fen(facts["amount_yuan"]).sum())
    amounts["expenditure"], line_ids["expenditure"] = leaves, facts["line_id"].tolist()

    lines = current(own.lines, document)
    rows = lines[(lines["table_id"] == facts["table_id"].iloc[0]) & (lines["row_kind"] == "total")]
    rows = rows[(rows["column_kind"] != "of_which") & (rows["direction"] != "revenue")]
    rows = rows.sort_values(["row", "column"], kind="stable")
    for name, nature in (("expenditure", ""), ("basic", "basic"), ("project", "project")):
        printed = rows[rows["nature"] == nature].head(1)
        if len(printed):
            amounts[name] = int(fen(printed["amount_yuan"]).iloc[0])
            line_ids[name] = printed["line_id"].tolist()
    total = rows[rows["nature"] == ""]
    coverage = share(leaves, amounts["expenditure"]) if len(total) else None
    _fill_blank(amounts, rounding(rows if len(rows) else facts))
    kind, fund = facts["kind"].iloc[0], facts["fund"].iloc[0] if facts["fund"].nunique() == 1 else "all"
    return Totals(kind, fund, amounts, line_ids, coverage)


def _from_summary(own: Dataset) -> Totals | None:
    """The totals that a summary prints, for a document without a table of expenditure."""
    printed = printed_totals(own)
    printed = printed[printed["measure"] != "revenue"].set_index("measure")
    if "expenditure" not in printed.index:
        return None
    amounts = {name: int(amount) for name, amount in fen(printed["amount_yuan"]).items()}
    line_ids = {name: [line_id] for name, line_id in printed["line_id"].items()}
    _fill_blank(amounts, 0)
    return Totals(printed.loc["expenditure", "kind"], "all", amounts, line_ids)


def _fill_blank(amounts: dict[str, int], tolerance: int) -> None:
    known = sum(amounts.get(name, 0) for name in PARTS)
    if any(name in amounts for name in PARTS) and abs(known - amounts["expenditure"]) <= tolerance:
        for name in PARTS:
            amounts.setdefault(name, 0)

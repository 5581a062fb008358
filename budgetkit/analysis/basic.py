"""Basic expenditure of one document, each yuan once, split into personnel and operating."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from budgetkit.amounts import FEN_PER_UNIT
from budgetkit.analysis.evidence import current, fen, share
from budgetkit.dataset import Dataset
from budgetkit.rules.kinds import kinds_with

PERSONNEL, OPERATING = "personnel", "operating"
_GROUP_OF_NATURE = {"basic/personnel": PERSONNEL, "basic/operating": OPERATING}
# Within basic expenditure; 309 and 311 to 313 stay out of it (财预〔2017〕98号).
_GROUP_OF_CLASS = {
    "301": PERSONNEL, "303": PERSONNEL,
    "302": OPERATING, "307": OPERATING, "310": OPERATING, "399": OPERATING,
}  # fmt: skip

BY_ECONOMIC = (("basic_expenditure", ""),)
BY_FUNCTION = (("expenditure", "general_public_budget"), ("expenditure", ""))
"""Measure and fund of `Dataset.facts` that may answer, the preferred one first."""

MOST_UNCOVERED = 0.05
"""Where the rows miss more of the printed total than this, no ratio is told."""


@dataclass(frozen=True)
class BasicTable:
    """The lines of basic expenditure of one table.

    Parameters
    ----------
    kind, table_id, fund : str
        Which table it is and which money it covers.
    leaves : DataFrame
        Each yuan once, from `Dataset.facts`: columns of ``lines`` with ``group`` (``personnel``,
        ``operating`` or empty) and ``fen``.
    wholes : DataFrame
        Lines of the same table that print basic expenditure as a whole (nature ``basic``).
    totals : DataFrame
        Leaf columns of the total rows.
    split : str
        ``printed`` when the columns tell personnel from operating, ``code_group`` when only the economic
        codes do, empty when nothing does.
    """

    kind: str
    table_id: str
    fund: str
    leaves: pd.DataFrame
    wholes: pd.DataFrame
    totals: pd.DataFrame
    split: str

    def amount(self, group: str) -> int | None:
        """Sum of the leaves of a group in fen; ``None`` when there is no leaf."""
        chosen = self.leaves[self.leaves["group"] == group]
        return int(chosen["fen"].sum()) if len(chosen) else None

    def printed_total(self, group: str) -> pd.DataFrame:
        """Lines of the total row of a group: one, or wages and households; empty if not printed."""
        chosen = self.totals[self.totals["group"] == group]
        return chosen[chosen["row"] == chosen["row"].min()]

    def printed_whole(self) -> int | None:
        """Total basic expenditure as printed, in fen."""
        whole = self.wholes[(self.wholes["row_kind"] == "total") & (self.wholes["nature"] == "basic")]
        if whole.empty:
            return None
        return int(whole.sort_values(["row", "column"])["fen"].iloc[0])

    def coverage(self) -> float | None:
        """Sum of the leaves of both groups divided by the printed total; ``None`` if none is printed."""
        return share(self.leaves.loc[self.leaves["group"] != "", "fen"].sum(), self.printed_whole())

    def lacks_rows(self) -> bool:
        """Whether the leaves are known to miss so much of the printed total that ratios would mislead."""
        coverage = self.coverage()
        return coverage is not None and abs(coverage - 1) > MOST_UNCOVERED

    def is_complete(self) -> bool:
        """Whether the leaves add up to the printed total within the rounding of the printed digits."""
        whole = self.printed_whole()
        if whole is None:
            parts = [self.printed_total(group)["fen"].sum() for group in (PERSONNEL, OPERATING)]
            whole = int(sum(parts)) if any(parts) else None
        if whole is None:
            return False
        split = self.leaves[self.leaves["group"] != ""]
        return abs(int(split["fen"].sum()) - whole) <= rounding(split)


def rounding(lines: pd.DataFrame) -> int:
    """How far a printed total may be off the sum of its printed parts, in fen.

    Every printed figure, the total too, may be off by half of its last digit.
    """
    if lines.empty:
        return 0
    steps = [
        FEN_PER_UNIT.get(unit, 0) // 10 ** int(decimals)
        for unit, decimals in zip(lines["printed_unit"], lines["decimals"], strict=True)
    ]
    return (sum(steps) + max(steps)) // 2


def basic_table(own: Dataset, document: pd.Series, sources: tuple[tuple[str, str], ...]) -> BasicTable | None:
    """Find the first table among the sources that prints basic expenditure of a document.

    Parameters
    ----------
    own : Dataset
        One document, from `evidence.by_document`.
    document : Series
        Its row of ``documents``.
    sources : tuple of (measure, fund)
        ``BY_ECONOMIC`` or ``BY_FUNCTION`` or both. A table that tells personnel from operating wins over
        one that does not, whatever their order.
    """
    found = []
    for measure, fund in sources:
        facts = _basic(own.facts(measure, fund=fund))
        if len(facts):
            lines = current(own.lines, document)
            table = _table(facts, _basic(lines[lines["table_id"] == facts["table_id"].iloc[0]]))
            if table.split:
                return table
            found.append(table)
    return next(iter(found), None)


def _basic(lines: pd.DataFrame) -> pd.DataFrame:
    """Lines of basic expenditure, in printed order, with ``group`` and ``fen``."""
    # A table of basic expenditure only need not print the word over its total column.
    whole = lines["kind"].isin(kinds_with(nature="basic")) & (lines["nature"] == "")
    lines = lines.assign(nature=lines["nature"].mask(whole, "basic"))
    lines = lines[lines["nature"].str.startswith("basic") & (lines["column_kind"] != "of_which")]
    top = lines["nature"].str.split("/").str[:2].str.join("/")
    by_code = lines["department_economic_code"].str[:3].map(_GROUP_OF_CLASS).where(lines["nature"] == "basic")
    group = top.map(_GROUP_OF_NATURE).fillna(by_code).fillna("").astype(object)
    lines = lines.assign(group=group, fen=fen(lines["amount_yuan"]).astype("int64"))
    return lines.sort_values(["row", "column"], kind="stable")


def _table(facts: pd.DataFrame, lines: pd.DataFrame) -> BasicTable:
    leaves = facts
    if (facts["row_kind"] == "total").any():
        # Rows that do not add up to the printed total: they are told all the same, and `coverage` tells
        # how far they go.
        items = lines[(lines["row_kind"] == "item")]
        leaves = items[items["column"].isin(_leaf_columns(items))]
        leaves = leaves if len(leaves) else facts
    first, columns = facts.iloc[0], leaves["column"].unique()
    return BasicTable(
        kind=first["kind"],
        table_id=first["table_id"],
        fund=first["fund"],
        leaves=leaves,
        wholes=lines[lines["nature"] == "basic"],
        totals=lines[(lines["row_kind"] == "total") & lines["column"].isin(columns)],
        split=_split(leaves),
    )


def _leaf_columns(items: pd.DataFrame) -> list[int]:
    """Columns that are not the sum of others: items, or what stands alone as 小计 or 合计."""
    for kind in ("item", "subtotal", "total"):
        columns = items.loc[items["column_kind"] == kind, "column"].unique()
        if len(columns):
            return columns.tolist()
    return []


def _split(leaves: pd.DataFrame) -> str:
    known = leaves[leaves["group"] != ""]
    if known.empty:
        return ""
    groups_in_column = known.groupby("column")["group"].nunique()
    return "printed" if (groups_in_column == 1).all() and len(groups_in_column) > 1 else "code_group"

"""Rows without code or number of their own: whose parts they are, by kinship of funds or by their sums.

A label such as 工资福利支出 below 一、基本支出, or a project's name below that of its unit, says nothing
of levels. It is taken for a part where fund and nature lie within those of the row above, or where the sums
of whole runs of rows prove it in every column; what neither shows stays on the top level.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from budgetkit.rows.row import Row

Figures = dict[int, dict[int, int]]
"""Printed fen by row and column; blank cells are missing."""

MOST_ROWS = 200
"""Rows of a list whose heads are looked for by their sums."""
_BUDGETS = ("general_public_budget", "government_managed_funds", "state_capital_operations")
_BALANCES = ("opening_carryover", "closing_carryover")
_APART = (
    *_BALANCES,
    "use_of_surplus",
    "surplus_distribution",
    "current_year_revenue",
    "current_year_expenditure",
    "total_sources",
    "total_uses",
)
"""Measures of rows that are no parts of the row above."""


def adopt(rows: Sequence[Row], figures: Figures) -> None:
    """Give rows without code and number the row that they are part of, in place.

    Parameters
    ----------
    rows : sequence of Row
        One side of a table, parents by code, unit, 其中 and number already found.
    figures : dict of row to dict of column to int
        Printed fen.
    """
    body = [row for row in rows if not row.blank]
    numbered = any(row.level is not None for row in body)
    for place, head in enumerate(body):
        if head.row_kind == "total" or head.counted:
            continue
        run = _run_below(body[place + 1 :])
        if head.level is not None or head.measure not in _BALANCES:
            _adopt_kin(head, run, figures)
        elif numbered:
            _adopt_budgets(head, run, figures)
    plain = all(row.level is None and row.parent is None and not row.is_classified for row in body)
    if plain and 3 <= len(body) <= MOST_ROWS:
        _adopt_by_sums(body, figures)


def _adopt_kin(head: Row, run: list[Row], figures: Figures) -> None:
    """Put rows under a head whose fund or nature holds theirs, or whose sum they are."""
    numbered = head.level is not None
    if not numbered:
        # a list without any numbers: the funds right below the one that covers them
        run = [] if head.parent is not None else list(takewhile(lambda row: _lies_within(head, row), run))
    within = numbered and all(_lies_within(head, row) for row in run)
    if not run or not (within or _adds_up(head, run, figures, least=1 + numbered)):
        return
    partial = not _exhausts(head, run, figures)
    for row in run:
        row.parent, row.fund = head.row, row.fund or head.fund
        if partial:
            row.row_kind = "of_which"


def _adopt_budgets(head: Row, run: list[Row], figures: Figures) -> None:
    """Budgets below money carried over are parts of it where they add up to it."""
    run = [row for row in run if row.fund in _BUDGETS]
    if _adds_up(head, run, figures, least=1):
        for row in run:
            row.parent, row.fund = head.row, f"carryover/{row.fund}"


def _run_below(rows: Sequence[Row]) -> list[Row]:
    """The rows that follow without number, code, unit or sum of their own."""
    run: list[Row] = []
    for row in rows:
        if row.level is not None or row.parent is not None or row.row_kind != "item":
            break
        if row.measure in _APART or row.is_unit or row.unit_code or row.department_economic_code:
            break
        run.append(row)
    return run


def _lies_within(head: Row, row: Row) -> bool:
    """Whether fund or nature of a row are parts of those of the head."""
    if head.fund == "appropriation" and row.fund in _BUDGETS:
        return True
    return any(
        whole and part.startswith(whole + "/")
        for whole, part in ((head.fund, row.fund), (head.nature, row.nature))
    )


def _exhausts(head: Row, run: Sequence[Row], figures: Figures) -> bool:
    """Whether kin are all of the head: by their sums, or as the budgets of 财政拨款 and the natures are.

    Kinds of revenue below a budget (专项收入 below 一般公共预算) may be some of it only.
    """
    if _adds_up(head, run, figures, least=1):
        return True
    within = bool(head.nature) and all(row.nature.startswith(f"{head.nature}/") for row in run)
    return within or head.fund == "appropriation"


def _adds_up(head: Row, run: Sequence[Row], figures: Figures, least: int) -> bool:
    """Whether the head is the sum of the run in each column, of at least so many rows that are not zero."""
    whole = figures.get(head.row, {})
    if not any(whole.values()):
        return False
    parts = [figures.get(row.row, {}) for row in run]
    columns = set(whole).union(*parts)
    if any(whole.get(column, 0) != sum(part.get(column, 0) for part in parts) for column in columns):
        return False
    return sum(any(part.values()) for part in parts) >= least


def _adopt_by_sums(body: Sequence[Row], figures: Figures) -> None:
    """Heads over lists of names: every row is a head or a part, and the heads make the total.

    Rows that repeat the total at the beginning stand over all that follow (the department, a class of
    projects). Without a printed total only one head over all other rows counts.
    """
    items = [row for row in body if row.row_kind == "item"]
    totals = [row for row in body if row.row_kind == "total"]
    if len(items) + len(totals) != len(body) or len(items) < 2 or len(totals) > 1:
        return
    if not totals:
        if _adds_up(items[0], items[1:], figures, least=2):
            _put_under(items[0], items[1:])
        return
    if not _adds_up(totals[0], items, figures, least=1):  # else the rows are a plain list
        _adopt_under_total(totals[0], items, figures)


def _adopt_under_total(total: Row, items: list[Row], figures: Figures) -> None:
    outer: list[Row] = []
    while len(items) > 1 and _adds_up(total, items[:1], figures, least=1):
        outer, items = [*outer, items[0]], items[1:]
    readings = _partitions(items, figures)
    readings = [r for r in readings if _adds_up(total, [head for head, _ in r], figures, least=1)]
    if _adds_up(total, items, figures, least=1):
        readings = [[(row, []) for row in items]]
    if len(readings) != 1:
        return
    for head, parts in readings[0]:
        _put_under(head, parts)
    for above, below in pairwise([*outer, None]):
        _put_under(above, [below] if below else [head for head, _ in readings[0]])


def _put_under(head: Row, parts: Sequence[Row]) -> None:
    """Make rows the parts of a head, which is then no project itself."""
    for row in parts:
        row.parent = head.row
    if parts:
        head.project_name = ""


def _partitions(items: Sequence[Row], figures: Figures) -> list[list[tuple[Row, list[Row]]]]:
    """Ways to part a list into heads and the rows they are the sums of; two at most are told."""
    found: list[list[list[tuple[Row, list[Row]]]]] = [[] for _ in items] + [[[]]]
    for start in range(len(items) - 2, -1, -1):
        whole = {column: fen for column, fen in figures.get(items[start].row, {}).items() if fen}
        sums: dict[int, int] = {}
        for end in range(start + 2, len(items) + 1):
            for column, fen in figures.get(items[end - 1].row, {}).items():
                sums[column] = sums.get(column, 0) + fen
            if whole and found[end] and {column: fen for column, fen in sums.items() if fen} == whole:
                group = (items[start], list(items[start + 1 : end]))
                found[start] += [[group, *rest] for rest in found[end]]
        found[start] = found[start][:2]
    return found[0]

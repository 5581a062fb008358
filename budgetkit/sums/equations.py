"""Columns to equations: which columns of a header add up to which, along one tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import NamedTuple

from budgetkit.records import grouped
from budgetkit.rules.identities import Identity, Tree, trees
from budgetkit.sums.intervals import STATES, Interval, add_intervals, compare_figures


class AmountColumn(NamedTuple):
    """What a header (or every line of a column) says of the amounts of one column."""

    index: int
    direction: str = ""
    fund: str | None = ""
    nature: str | None = ""
    measure: str | None = ""
    phase: str = ""
    fiscal_year: int | None = None
    column_kind: str = "item"


class Equation(NamedTuple):
    """``total`` is the sum of ``parts`` (column numbers); ``optional`` parts may or may not count."""

    total: int
    parts: tuple[int, ...]
    optional: tuple[int, ...] = ()
    relation: str = "sum"


def amount_columns(columns: Iterable) -> list[AmountColumn]:
    """Amount columns of a described table (of its ``tables.Column``)."""
    read = attrgetter(*AmountColumn._fields)
    return [AmountColumn(*read(column)) for column in columns if column.role == "amount"]


def equations(identity: Identity, columns: Iterable[AmountColumn], complete: bool = True) -> list[Equation]:
    """Equations of one row identity over the columns that a header prints.

    Parameters
    ----------
    identity : Identity
        With ``along`` naming the tree.
    columns : iterable of AmountColumn
        Amount columns; one whose node on the tree is ``None`` (it differs from row to row) is left out.
    complete : bool
        Whether ``columns`` holds every printed column. Where it does not (columns seen only through
        their figures), a whole with a single part is not taken as exhausted by it: ``at_most``.
    """
    tree, along = trees()[identity.along], identity.along
    groups: dict[tuple, list[AmountColumn]] = defaultdict(list)
    for column in columns:
        other = column.nature if along == "fund" else column.fund
        if None not in (getattr(column, along), column.measure) and column.measure not in tree.aside:
            groups[column.direction, other, column.phase, column.fiscal_year].append(column)
    return [found for group in groups.values() for found in _sums_along(tree, along, group, complete)]


def _sums_along(
    tree: Tree, along: str, columns: Iterable[AmountColumn], complete: bool
) -> Iterator[Equation]:
    """Each whole with the columns below it, up to the nearest printed node."""
    nodes = grouped(columns, lambda c: "" if getattr(c, along) in tree.root else getattr(c, along))
    parts: dict[str, list[AmountColumn]] = defaultdict(list)
    for path, members in nodes.items():
        above = next((node for node in tree.ancestors(path) if node in nodes), None)
        if above is not None:
            parts[above] += members
    for path, members in parts.items():
        if whole := _whole_of(nodes[path], tree.optional):
            beside = [column.index for column in _exhausting(nodes[path]) if column is not whole]
            yield from _sums_of(whole, members, beside if path == "" else (), complete)


def _exhausting(columns: Iterable[AmountColumn]) -> list[AmountColumn]:
    """The columns that are no 其中 of others."""
    return [column for column in columns if column.column_kind != "of_which"]


def _whole_of(columns: list[AmountColumn], optional: tuple[str, ...]) -> AmountColumn | None:
    """The one column of a node that sums what is below it: a printed total, else the only full column."""
    totals = [column for column in columns if column.column_kind in ("total", "subtotal")]
    able = [column for column in totals or _exhausting(columns) if column.measure not in optional]
    return able[0] if len(able) == 1 else None


def _sums_of(
    whole: AmountColumn, parts: list[AmountColumn], beside: Iterable[int], complete: bool
) -> Iterator[Equation]:
    """What a whole says of the columns below it; ``beside`` are balances that may count into it."""
    full = tuple(column.index for column in _exhausting(parts))
    if len(full) > 1 or (full and complete):
        yield Equation(whole.index, full, tuple(beside))
    elif full:
        yield Equation(whole.index, full, relation="at_most")
    for column in parts:
        if column.column_kind == "of_which":
            yield Equation(whole.index, (column.index,), relation="at_most")


def state_of(equation: Equation, figures: Mapping[int, Interval]) -> str:
    """State of one equation over the figures of a row by column; blank columns count as zero.

    Empty when none of its columns holds a figure. Where ``optional`` parts may count, the better state.
    """
    if not any(column in figures for column in (equation.total, *equation.parts)):
        return ""
    printed = figures.get(equation.total, Interval())
    ways = {equation.parts, equation.parts + equation.optional}
    sums = (add_intervals(figures[column] for column in way if column in figures) for way in ways)
    states = (compare_figures(printed, expected, equation.relation).state for expected in sums)
    return min(states, key=STATES.index)

"""Columns to equations: which columns of a header add up to which, along one tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from budgetkit.rules.identities import Identity, trees
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
    """Headings of the amount columns of a described table (``tables.Column``)."""
    return [
        AmountColumn(c.index, c.direction, c.fund, c.nature, c.measure, c.phase, c.fiscal_year, c.column_kind)
        for c in columns
        if c.role == "amount"
    ]


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
    for heading in columns:
        other = heading.nature if along == "fund" else heading.fund
        if getattr(heading, along) is None or (along != "measure" and heading.measure is None):
            continue
        if along == "measure" or heading.measure not in tree.aside:
            groups[heading.direction, other, heading.phase, heading.fiscal_year].append(heading)
    found: list[Equation] = []
    for group in groups.values():
        found += _of_group(group, along, complete)
    return found


def _of_group(group: list[AmountColumn], along: str, complete: bool) -> list[Equation]:
    tree = trees()[along]
    nodes: dict[str, list[AmountColumn]] = defaultdict(list)
    for heading in group:
        path = getattr(heading, along)
        nodes["" if path in tree.root else path].append(heading)
    wholes, loose = {}, []
    for path, members in nodes.items():
        marked = [m for m in members if m.column_kind in ("total", "subtotal")]
        candidates = marked or [m for m in members if m.column_kind != "of_which"]
        balances = [m for m in candidates if m.measure in tree.optional]
        candidates = [m for m in candidates if m not in balances]
        if len(candidates) == 1:
            wholes[path] = candidates[0]
        if path == "":
            loose = [m.index for m in members if m not in candidates and m.column_kind != "of_which"]
    parts: dict[str, list[AmountColumn]] = defaultdict(list)
    for path, members in nodes.items():
        above = next((a for a in tree.ancestors(path) if a in nodes), None) if path else None
        if above in wholes:
            parts[above] += members
    found = []
    for path, members in parts.items():
        whole = wholes[path].index
        full = [m.index for m in members if m.column_kind != "of_which"]
        if len(full) > 1 or (full and complete):
            found.append(Equation(whole, tuple(full), tuple(loose) if path == "" else ()))
        elif full:
            found.append(Equation(whole, tuple(full), (), "at_most"))
        found += [Equation(whole, (m.index,), (), "at_most") for m in members if m.column_kind == "of_which"]
    return found


def state_of(equation: Equation, figures: Mapping[int, Interval]) -> str:
    """State of one equation over ``{column: (fen, step)}``; blank columns count as zero.

    Empty when none of its columns holds a figure.
    """
    if not any(column in figures for column in (equation.total, *equation.parts)):
        return ""
    states = set()
    for parts in {equation.parts, equation.parts + equation.optional}:
        expected = add_intervals(figures[column] for column in parts if column in figures)
        printed = figures.get(equation.total, Interval())
        states.add(compare_figures(printed, expected, equation.relation).state)
    return next(state for state in STATES if state in states)

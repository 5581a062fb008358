"""Columns of two tables that print the same breakdown: figure by figure, code by code.

Which columns these are is read from the figures themselves: one total, the same codes, and hardly a figure
that differs. Then a figure that does differ is wrong in one of them, and where sums say nothing (two rows
changed places, a column has no detail below it) this tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from operator import attrgetter
from typing import NamedTuple

from budgetkit.checks.check import Check, check_figures
from budgetkit.records import Line, grouped
from budgetkit.rules.identities import comparisons, identity_of
from budgetkit.sums.intervals import add_lines, compare_figures

SAME_BREAKDOWN = "same-breakdown"
"""Identity of these checks in ``comparisons.toml``."""
_LEAST_ALIKE = 4
"""Codes with figures that two columns must share."""
_MOST_APART = 2
"""Codes at which they may differ: one wrong figure, or two that changed places."""
_LEAST_AGREEING = 3
"""Codes that must agree for each that does not."""
_SCHEMES = ("functional_code", "department_economic_code")

_Key = tuple[str, str, str]


class _Column(NamedTuple):
    """One column of figures by code, with the total printed over or under them."""

    total: Line
    lines: dict[_Key, Line]


def check_breakdowns(lines: Iterable[Line]) -> list[Check]:
    """Figures that stand in two tables under one code as checks: they are equal.

    Parameters
    ----------
    lines : iterable of Line
        All lines of one document.

    Returns
    -------
    list of Check
        One for each code of every pair of columns of two tables that print the same breakdown.
    """
    rule = next(each for each in comparisons() if each.id == SAME_BREAKDOWN)
    identity = identity_of(rule, "document", relation="equal")
    found = [
        check_figures(identity, [other.lines[key]], [one.lines[key]])
        for one, other in _pairs(list(_columns(lines)))
        for key in one.lines.keys() & other.lines.keys()
    ]
    return sorted(found, key=lambda check: (check.table_id, check.column, check.row))


def _columns(lines: Iterable[Line]) -> Iterator[_Column]:
    for _, members in sorted(grouped(lines, lambda line: (line.table_id, line.column)).items()):
        totals = [line for line in members if line.row_kind == "total"]
        by_code = _by_code(members)
        if len(totals) == 1 and totals[0].amount_fen and len(by_code) >= _LEAST_ALIKE:
            yield _Column(totals[0], by_code)


def _by_code(lines: Iterable[Line]) -> dict[_Key, Line]:
    """Figures by the code and unit of their row; what stands twice is not known to be one thing."""
    rows = [line for line in lines if line.row_kind in ("item", "subtotal") and line.amount_fen]
    found = {}
    for scheme in _SCHEMES:
        for code, same in grouped(rows, attrgetter(scheme, "unit")).items():
            if code[0] and len(same) == 1:
                found[scheme, *code] = same[0]
    return found


def _pairs(columns: list[_Column]) -> Iterator[tuple[_Column, _Column]]:
    """Columns that print one breakdown; of one table only the column that agrees best."""
    best: dict[tuple[str, str, int], tuple[int, _Column, _Column]] = {}
    for one, other in combinations(columns, 2):
        whole, same = one.total, other.total
        if whole.table_id == same.table_id or whole.period != same.period or not _agree(whole, same):
            continue
        if whole.nature and same.nature and whole.nature != same.nature:  # figures that slid aside
            continue
        agreeing = _agreeing(one, other)
        key = (whole.table_id, same.table_id, same.column)
        if agreeing > best.get(key, (0,))[0]:
            best[key] = (agreeing, one, other)
    yield from ((one, other) for _, one, other in best.values())


def _agreeing(one: _Column, other: _Column) -> int:
    """How many codes agree; 0 where the columns do not print one breakdown."""
    shared = one.lines.keys() & other.lines.keys()
    apart = sum(not _agree(one.lines[key], other.lines[key]) for key in shared)
    apart += len(one.lines.keys() ^ other.lines.keys())
    agreeing = len(shared) - apart
    enough = len(shared) >= _LEAST_ALIKE and agreeing >= _LEAST_AGREEING * max(apart, 1)
    return agreeing if enough and apart <= _MOST_APART else 0


def _agree(one: Line, other: Line) -> bool:
    return compare_figures(add_lines([one]), add_lines([other])).state != "fails"

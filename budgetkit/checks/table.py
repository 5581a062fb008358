"""Named figures of one table: sums, balances, and figures that must not be there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from budgetkit.checks.check import Check, check_figures, not_assessable, too_early
from budgetkit.checks.conditions import condition
from budgetkit.checks.lookup import Index
from budgetkit.records import Line
from budgetkit.rules.identities import Identity
from budgetkit.text import fold


class _Part(NamedTuple):
    """A line that an operand of the parts names, with the sign and the number of that operand."""

    line: Line
    sign: int
    operand: int


class _Totals(NamedTuple):
    """All figures of a table that an identity calls the whole, and all lines of the table."""

    totals: list[Line]
    lines: list[Line]

    def fund_of(self, column: int) -> str | None:
        """Fund that a column covers; ``None`` where its lines differ."""
        funds = {"" if line.fund == "all" else line.fund for line in self.lines if line.column == column}
        return funds.pop() if len(funds) == 1 else None


def within_table(index: Index, identity: Identity, table: str) -> Iterator[Check]:
    """Try an identity that names its figures on one table, on each whole with the parts that belong to it."""
    lines = index.tables[table]
    replaced = identity.unless_printed is not None and index.select(identity.unless_printed, table)
    if replaced or too_early(identity, lines):
        return
    totals = list(chain(*(index.select(operand, table) for operand in identity.total)))
    if identity.relation == "absent":
        yield from (check_figures(identity, [line], []) for line in totals if line.amount_fen)
        return
    numbered = list(enumerate(identity.parts))
    parts = [_Part(line, one.sign, n) for n, one in numbered for line in index.select(one, table)]
    known = condition(index, identity)
    if totals and known and _has_all(identity, parts):
        for total in totals:
            yield from _of_total(index, identity, total, parts, _Totals(totals, lines))
    elif known is not False:
        yield not_assessable(identity, (table, -1, -1))


def _has_all(identity: Identity, parts: Iterable[_Part]) -> bool:
    """Whether there are parts, among them those that an identity cannot do without."""
    found = {part.operand for part in parts}
    return bool(found) and found.issuperset(identity.needs_all)


def _of_total(
    index: Index, identity: Identity, total: Line, parts: list[_Part], beside: _Totals
) -> Iterator[Check]:
    own = [(name, index.value(total, name)) for name in identity.by]
    others = (part for part in parts if part.line is not total)
    same = [part for part in others if all(index.value(part.line, name) == value for name, value in own)]
    for group in _ALIGNED[identity.align](total, same, beside):
        if not _has_all(identity, group):
            continue
        lines = [part.line for part in group]
        if _prints_marks(identity, total, lines):
            yield not_assessable(identity, total.place)
        else:
            yield check_figures(identity, [total], lines, weights=[part.sign for part in group])


def _prints_marks(identity: Identity, total: Line, parts: list[Line]) -> bool:
    """Whether parts that print nothing but marks stand under a total that prints a figure."""
    if not total.amount_fen or len(parts) < 2:
        return False
    return all(set(fold(part.printed)) <= set(identity.not_stated) for part in parts)


def _in_row(total: Line, parts: list[_Part]) -> list[_Part]:
    return [part for part in parts if part.line.row == total.row]


def _in_column(column: int, parts: list[_Part]) -> list[_Part]:
    return [part for part in parts if part.line.column == column]


def _by_column(total: Line, parts: list[_Part], beside: _Totals) -> list[list[_Part]]:
    """Its own column, and those of the other side that print the same fund and no whole of their own."""
    fund, taken = beside.fund_of(total.column), {line.column for line in beside.totals}
    return [
        _in_column(column, parts)
        for column in sorted({part.line.column for part in parts})
        if column == total.column or (column not in taken and beside.fund_of(column) == fund)
    ]


def _of_series(total: Line, parts: list[_Part], beside: _Totals) -> list[list[_Part]]:
    """In its row, else in its column, else all that there are where it is the only whole of its period."""
    alone = [other.period for other in beside.totals].count(total.period) == 1
    return [_in_row(total, parts) or _in_column(total.column, parts) or (parts if alone else [])]


def _of_list(total: Line, parts: list[_Part], beside: _Totals) -> list[list[_Part]]:
    """Rows of a list, which may print its own total among its rows; that is no part."""
    if len(beside.totals) > 1 or not parts:
        return []
    largest = max(parts, key=lambda part: part.line.amount_fen)
    rest = [part for part in parts if part is not largest]
    own_total = rest and sum(part.line.amount_fen for part in rest) == largest.line.amount_fen
    return [rest if own_total else parts]


_ALIGNED: dict[str, Callable[[Line, list[_Part], _Totals], list[list[_Part]]]] = {
    "": lambda total, parts, beside: [parts],
    "only": lambda total, parts, beside: [parts] if len(beside.totals) == 1 else [],
    "row": lambda total, parts, beside: [_in_row(total, parts)],
    "column": lambda total, parts, beside: [_in_column(total.column, parts)],
    "side": _by_column,
    "series": _of_series,
    "listed": _of_list,
}
"""Which parts belong to one whole, by ``align`` of the identity; each list is tried by itself."""

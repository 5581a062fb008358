"""Printed rates, shares and changes against the columns that they compare.

A column of per cent makes no lines, so its cells are read from the table. What a column compares is told
by years and phases of the other columns; of several pairs that could be meant the one that fits most
rows is taken, and a column that no pair fits says nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from operator import attrgetter

from budgetkit.checks.check import Check, Place, check_figures
from budgetkit.checks.quantities import NEAR, Bounds, Quantity, of_lines, ratio
from budgetkit.records import Line, grouped
from budgetkit.rules.identities import ComparedColumn, comparisons, identity_of

_PHASES = ("approved", "adjusted", "expected", "executed")
_PERCENT = re.compile(r"([-−－]?)([\d,]*\.?\d+)[%％]?")
_SAYS_MOST = 2
"""Rows that must fit before a row that does not is the publisher's."""

Rows = dict[int, dict[int, Line]]
"""Lines of one table by row and column."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One printed comparison tried on one row.

    ``state`` is ``holds``, ``near`` (off by a tenth of a percentage point at most) or ``fails``; ``printed``
    and ``expected`` are fen for a change and per cent for the rest; ``later`` and ``base`` are the figures
    compared (of a share: the row and the total), ``None`` for a blank cell that a change counts as zero.
    """

    rule: ComparedColumn
    state: str
    place: Place
    text: str
    decimals: int
    printed: Fraction
    expected: Fraction
    later: Line | None
    base: Line | None


def check_changes(tables: Iterable, lines: Sequence[Line]) -> list[Check]:
    """Printed changes as checks: the change is the later figure less its base.

    Parameters
    ----------
    tables : iterable of Table
        Described tables of one document.
    lines : sequence of Line
        All their lines.

    Returns
    -------
    list of Check
        One for each row of every column of changes that is understood.
    """
    at = {line.place: line for line in lines}
    found = []
    for each in _understood(tables, lines, ("difference",)):
        signs = {1: each.later, -1: each.base}
        parts = {sign: line for sign, line in signs.items() if line is not None}
        identity = identity_of(each.rule, "row")
        found.append(check_figures(identity, [at[each.place]], [*parts.values()], weights=[*parts]))
    return found


def find_missed(tables: Iterable, lines: Sequence[Line]) -> list[Comparison]:
    """Printed rates and shares that do not hold, in columns that are understood; as `check_changes`."""
    tried = _understood(tables, lines, ("growth", "completion", "share"))
    return [each for each in tried if each.state != "holds"]


def _understood(tables: Iterable, lines: Iterable[Line], says: tuple[str, ...]) -> Iterator[Comparison]:
    rows: dict[str, Rows] = defaultdict(lambda: defaultdict(dict))
    for line in lines:
        rows[line.table_id][line.row][line.column] = line
    for table in tables:
        for column in table.columns:
            rule = _rule_of(column)
            if rule and rule.says in says and table.table_id in rows:
                yield from _best(table, column, rule, rows[table.table_id])


def _rule_of(column) -> ComparedColumn | None:
    if column.role not in ("amount", "share") or not column.path:
        return None
    if column.role == "amount" and column.measure != "year_on_year_change":
        return None
    rules = [rule for rule in comparisons() if rule.role == column.role]
    labels = reversed(column.path[-2:])
    return next((rule for label in labels for rule in rules if rule.pattern.search(label)), None)


def _best(table, column, rule: ComparedColumn, rows: Rows) -> list[Comparison]:
    def fitting(tried: list[Comparison]) -> int:
        return sum(each.state == "holds" and each.printed != 0 for each in tried)

    tried = [list(_tried(table, column, rule, rows, pair)) for pair in _pairs(table, column, rule)]
    best = max(tried, key=fitting, default=[])
    held = sum(each.state == "holds" for each in best)
    return best if fitting(best) >= _SAYS_MOST and held * 2 > len(best) else []


def _pairs(table, column, rule: ComparedColumn) -> Iterator[tuple[int, int]]:
    """Columns that could be compared: (later, base), or for a share (own, own)."""
    amounts = [c for c in table.columns if c.role == "amount" and c.measure != "year_on_year_change"]
    for depth in range(len(column.path) - 1, -1, -1):
        beside = [c for c in amounts if c.path[:depth] == column.path[:depth]]
        if rule.says == "share":
            pairs = [(c.index, c.index) for c in beside]
        else:
            both = permutations(_heads(beside), 2)
            pairs = [(later.index, base.index) for base, later in both if _when(base) < _when(later)]
        if pairs:
            yield from pairs
            return


def _heads(columns: Sequence) -> list:
    """The whole of each year and phase among columns."""
    full = (column for column in columns if column.column_kind != "of_which")
    ordered = sorted(full, key=lambda c: (c.nature.count("/") + bool(c.nature), c.index))
    return [same[0] for same in grouped(ordered, attrgetter("fiscal_year", "phase")).values()]


def _when(column) -> tuple[int, int]:
    return column.fiscal_year or 0, _PHASES.index(column.phase) if column.phase in _PHASES else -1


def _tried(table, column, rule: ComparedColumn, rows: Rows, pair: tuple[int, int]) -> Iterator[Comparison]:
    says, (own, other) = rule.says, pair
    total = next((row[own] for row in rows.values() if own in row and row[own].row_kind == "total"), None)
    for number, row in rows.items():
        later, base = row.get(own), total if says == "share" else row.get(other)
        if not _can_be_read(later, base) or not _can_be_read(later, base, row.get(column.index)):
            continue
        text = table.text(number, column.index).strip()
        printed = _read_change(row.get(column.index)) if says == "difference" else _read_percent(text)
        bounds = _bounds(says, later, base) if printed else None
        if not printed or not bounds:
            continue
        (value, half), decimals = printed
        off = max(bounds.low - value, value - bounds.high, 0)
        near = says != "difference" and off <= max(NEAR, 2 * half)
        state = "holds" if off <= half else "near" if near else "fails"
        place = (table.table_id, number, column.index)
        yield Comparison(rule, state, place, text, decimals, value, bounds.exact, later, base)


def _can_be_read(*operands: Line | None) -> bool:
    """Whether something is printed and nothing of it is unreadable."""
    printed = [line for line in operands if line]
    return bool(printed) and not any(line.unread for line in printed)


def _read_change(line: Line | None) -> tuple[Quantity, int] | None:
    return (of_lines([line]), line.decimals) if line else None


def _read_percent(text: str) -> tuple[Quantity, int] | None:
    found = _PERCENT.fullmatch("".join(text.split()))
    if not found:
        return None
    digits = found[2].replace(",", "")
    decimals = len(digits.partition(".")[2])
    return Quantity(Fraction(digits) * (-1 if found[1] else 1), Fraction(1, 2 * 10**decimals)), decimals


def _bounds(says: str, later: Line | None, base: Line | None) -> Bounds | None:
    """What a comparison may be at least, is as printed, and may be at most.

    A blank cell counts as zero in a change, and leaves everything else open.
    """
    if says == "difference":
        change = of_lines(filter(None, [later])) - of_lines(filter(None, [base]))
        return Bounds(change.low, change.value, change.high)
    if not later or not base or later.amount_fen < 0:
        return None
    bounds = ratio(of_lines([later]), of_lines([base]))
    return Bounds(*(bound - 100 for bound in bounds)) if bounds and says == "growth" else bounds

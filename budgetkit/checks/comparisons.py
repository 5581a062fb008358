"""Printed rates, shares and changes against the columns that they compare.

A column of per cent makes no lines, so its cells are read from the table. What a column compares is told
by years and phases of the other columns; of several pairs that could be meant the one that fits most
rows is taken, and a column that no pair fits says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from budgetkit.checks.check import Check, check_figures
from budgetkit.records import Line
from budgetkit.rules.identities import Identity, comparisons
from budgetkit.sums.intervals import add_lines

_PHASES = ("approved", "adjusted", "expected", "executed")
_PERCENT = re.compile(r"([-−－]?)([\d,]*\.?\d+)[%％]?")
_NEAR = Fraction(1, 10)
"""Percentage points within which a rate that misses is noted, not asked about."""
SAYS_MOST = 2
"""Rows that must fit before a row that does not is the publisher's."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One printed comparison tried on one row.

    ``state`` is ``holds``, ``near`` (off by a tenth of a percentage point at most) or ``fails``; ``printed``
    and ``expected`` are fen for a change and per cent for the rest; ``later`` and ``base`` are the figures
    compared (of a share: the row and the total), ``None`` for a blank cell that a change counts as zero.
    """

    rule: Mapping
    state: str
    table_id: str
    row: int
    column: int
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
    at = {(line.table_id, line.row, line.column): line for line in lines}
    found = []
    for tried in _understood(tables, lines, ("difference",)):
        for each in tried:
            place = (each.table_id, each.row, each.column)
            parts = [(line, sign) for line, sign in ((each.later, 1), (each.base, -1)) if line is not None]
            total = [at[place]] if place in at else []
            weights = [sign for _, sign in parts]
            found.append(
                check_figures(_identity(each.rule), total, [p[0] for p in parts], place, "sum", weights)
            )
    return found


def find_missed(tables: Iterable, lines: Sequence[Line]) -> list[Comparison]:
    """Printed rates and shares that do not hold, in columns that are understood; as `check_changes`."""
    says = ("growth", "completion", "share")
    return [each for tried in _understood(tables, lines, says) for each in tried if each.state != "holds"]


def _identity(rule: Mapping) -> Identity:
    return Identity(rule["id"], rule["rule"], "row", rule["title_zh"], rule["title_en"])


def _understood(tables: Iterable, lines: Iterable[Line], says: tuple[str, ...]) -> Iterator[list[Comparison]]:
    rows: dict[str, dict[int, dict[int, Line]]] = {}
    for line in lines:
        rows.setdefault(line.table_id, {}).setdefault(line.row, {})[line.column] = line
    for table in tables:
        for column in table.columns:
            rule = _rule_of(column)
            if rule and rule["says"] in says and table.table_id in rows:
                yield _best(table, column, rule, rows[table.table_id])


def _rule_of(column) -> Mapping | None:
    if column.role not in ("amount", "share") or not column.path:
        return None
    if column.role == "amount" and column.measure != "year_on_year_change":
        return None
    labels = column.path[-2:]
    return next(
        (
            rule
            for label in reversed(labels)
            for rule in comparisons()
            if rule["role"] == column.role and re.search(rule["pattern"], label)
        ),
        None,
    )


def _best(table, column, rule: Mapping, rows: Mapping[int, Mapping[int, Line]]) -> list[Comparison]:
    best: list[Comparison] = []
    most = 0
    for pair in _pairs(table, column, rule):
        tried = list(_tried(table, column, rule, rows, pair))
        fitting = sum(each.state == "holds" and each.printed != 0 for each in tried)
        if fitting > most:
            best, most = tried, fitting
    fitting = sum(each.state == "holds" for each in best)
    return best if most >= SAYS_MOST and fitting * 2 > len(best) else []


def _pairs(table, column, rule: Mapping) -> Iterator[tuple[int, int]]:
    """Columns that could be compared: (later, base), or for a share (own, own)."""
    for depth in range(len(column.path) - 1, -1, -1):
        beside = [
            c
            for c in table.columns
            if c.role == "amount" and c.measure != "year_on_year_change"
            if c.path[:depth] == column.path[:depth]
        ]
        if rule["says"] == "share":
            pairs = [(c.index, c.index) for c in beside]
        else:
            pairs = [
                (later.index, base.index)
                for base, later in permutations(_heads(beside), 2)
                if _when(base) < _when(later)
            ]
        if pairs:
            yield from pairs
            return


def _heads(columns: Sequence) -> list:
    """The whole of each year and phase among columns."""
    whole: dict[tuple, object] = {}
    for column in sorted(columns, key=lambda c: (c.nature.count("/") + bool(c.nature), c.index)):
        if column.column_kind != "of_which":
            whole.setdefault((column.fiscal_year, column.phase), column)
    return list(whole.values())


def _when(column) -> tuple[int, int]:
    return column.fiscal_year or 0, _PHASES.index(column.phase) if column.phase in _PHASES else -1


def _tried(
    table, column, rule: Mapping, rows: Mapping[int, Mapping[int, Line]], pair: tuple[int, int]
) -> Iterator[Comparison]:
    share = rule["says"] == "share"
    total = next(
        (row[pair[0]] for row in rows.values() if pair[0] in row and row[pair[0]].row_kind == "total"), None
    )
    for number, row in rows.items():
        later, base = row.get(pair[0]), total if share else row.get(pair[1])
        if rule["says"] == "difference":
            read = _read_change(row.get(column.index)) if later or base else None
        else:
            read = _read_percent(table.text(number, column.index)) if later and base else None
        low_high = _interval(rule["says"], later, base) if read else None
        if read is None or low_high is None:
            continue
        printed, half, decimals = read
        low, high = low_high
        off = max(low - printed, printed - high, Fraction(0))
        near = rule["says"] != "difference" and off <= max(_NEAR, 2 * half)
        state = "holds" if off <= half else "near" if near else "fails"
        yield Comparison(
            rule, state, table.table_id, number, column.index, table.text(number, column.index).strip(),
            decimals, printed, _exact(rule["says"], later, base), later, base,
        )  # fmt: skip


def _read_change(line: Line | None) -> tuple[Fraction, Fraction, int] | None:
    if line is None:
        return None
    return Fraction(line.amount_fen), _half(line), line.decimals


def _read_percent(text: str) -> tuple[Fraction, Fraction, int] | None:
    found = _PERCENT.fullmatch("".join(text.split()))
    if not found:
        return None
    digits = found[2].replace(",", "")
    decimals = len(digits.partition(".")[2])
    half = Fraction(1, 2 * 10**decimals)
    return Fraction(digits) * (-1 if found[1] else 1), half, decimals


def _exact(says: str, later: Line | None, base: Line | None) -> Fraction:
    if says == "difference":
        return Fraction((later.amount_fen if later else 0) - (base.amount_fen if base else 0))
    ratio = Fraction(100 * later.amount_fen, base.amount_fen)
    return ratio - 100 if says == "growth" else ratio


def _half(line: Line | None) -> Fraction:
    return Fraction(add_lines([line] if line else ()).step, 2)


def _interval(says: str, later: Line | None, base: Line | None) -> tuple[Fraction, Fraction] | None:
    """What the comparison may be, each printed figure being off by half of its last digit."""
    if says == "difference":
        exact, room = _exact(says, later, base), _half(later) + _half(base)
        return exact - room, exact + room
    least, most = base.amount_fen - _half(base), base.amount_fen + _half(base)
    if least <= 0 or later.amount_fen < 0:
        return None
    low = 100 * max(later.amount_fen - _half(later), Fraction(0)) / most
    high = 100 * (later.amount_fen + _half(later)) / least
    return (low - 100, high - 100) if says == "growth" else (low, high)

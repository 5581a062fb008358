"""Printed figures of the prose as intervals, and what a mismatch with another figure looks like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from budgetkit.amounts import FEN_PER_UNIT
from budgetkit.records import Line
from budgetkit.sums.intervals import add_lines

MONEY = FEN_PER_UNIT | {"万": FEN_PER_UNIT["万元"], "亿": FEN_PER_UNIT["亿元"]}
"""Fen in one unit of money as prose prints it."""
NEAR = Fraction(1, 10)
"""Percentage points within which a share or a rate is close, not wrong."""
_UNIT_SLIPS = (Fraction(10**4), Fraction(1, 10**4), Fraction(10**8), Fraction(1, 10**8))
_POINT_SLIPS = (Fraction(10), Fraction(100), Fraction(1, 10), Fraction(1, 100))


class Quantity(NamedTuple):
    """A figure (fen, percent or a count) and half of its last printed digit."""

    value: Fraction
    half: Fraction = Fraction(0)

    def __add__(self, other: Quantity) -> Quantity:
        return Quantity(self.value + other.value, self.half + other.half)

    def __sub__(self, other: Quantity) -> Quantity:
        return Quantity(self.value - other.value, self.half + other.half)


class Bounds(NamedTuple):
    """A percentage of printed figures: what it may be at least, is as printed, and may be at most."""

    low: Fraction
    exact: Fraction
    high: Fraction


def of_statement(statement: Mapping) -> Quantity:
    """Value of a statement: money in fen, 倍 in percent, else in its unit; a plain 0 is exactly nothing."""
    value, decimals = Fraction(statement["value"]), statement["decimals"]
    factor = MONEY.get(statement["unit"], 100 if statement["unit"] == "倍" else 1)
    counted = statement["unit"] not in ("%", "倍") and factor == 1
    exact = counted or (not value and not decimals)
    return Quantity(value * factor, Fraction(0) if exact else Fraction(factor, 2 * 10**decimals))


def of_lines(lines: Iterable[Line]) -> Quantity:
    """Sum of printed figures of tables, in fen."""
    fen, step = add_lines(lines)
    return Quantity(Fraction(fen), Fraction(step, 2))


def agree(a: Quantity, b: Quantity) -> bool:
    """Whether one true figure, rounded half up, may stand behind both."""
    apart, room = abs(a.value - b.value), a.half + b.half
    return apart < room or (apart == room and not (a.half and b.half))


def mismatch(stated: Quantity, table: Quantity) -> str:
    """Why a stated amount misses another: ``unit-slip``, ``truncated``, ``last-digit`` or ``differs``."""
    if stated.value and table.value:
        for slip in _UNIT_SLIPS:
            if agree(Quantity(stated.value * slip, stated.half * slip), table):
                return "unit-slip"
        short = abs(table.value) - abs(stated.value)
        same_sign = (table.value > 0) == (stated.value > 0)
        if same_sign and 0 < short < 2 * stated.half + table.half:
            return "truncated"
    digit = 2 * stated.half
    if stated.value and digit and abs(_rounded(table.value, digit) - stated.value) == digit:
        return "last-digit"
    return "differs"


def ratio(part: Quantity, whole: Quantity) -> Bounds | None:
    """Percent that a part is of a whole; ``None`` without a whole."""
    low, high = whole.value - whole.half, whole.value + whole.half
    if low <= 0:
        return None
    ends = [100 * (part.value + sign * part.half) / edge for sign in (-1, 1) for edge in (low, high)]
    return Bounds(min(ends), 100 * part.value / whole.value, max(ends))


def growth(now: Quantity, change: Quantity) -> Bounds | None:
    """Percent that a change is of the earlier figure; ``None`` where that is not above zero for certain."""
    ends = []
    for level in (now.value - now.half, now.value + now.half):
        for delta in (change.value - change.half, change.value + change.half):
            if level - delta <= 0:
                return None
            ends.append(100 * delta / (level - delta))
    return Bounds(min(ends), 100 * change.value / (now.value - change.value), max(ends))


def ratios(parts: Sequence[Quantity], wholes: Iterable[Quantity]) -> list[Bounds]:
    """Percent that any part is of any whole."""
    found = [ratio(part, whole) for whole in wholes for part in parts]
    return [bounds for bounds in found if bounds]


def within(stated: Quantity, bounds: Bounds) -> bool:
    """Whether a stated percentage meets the interval that its amounts allow."""
    return bounds.low <= stated.value + stated.half and stated.value - stated.half <= bounds.high


def within_any(stated: Quantity, found: Iterable[Bounds]) -> bool:
    """Whether a stated percentage meets one of several intervals."""
    return any(within(stated, bounds) for bounds in found)


def closest(found: Iterable[Bounds], stated: Quantity) -> Fraction:
    """Of several percentages as printed the one nearest to what is stated."""
    return min((bounds.exact for bounds in found), key=lambda exact: abs(exact - stated.value))


def off_by(stated: Quantity, exact: Fraction) -> str:
    """Why a percentage misses: ``truncated``, ``double-rounding``, ``near``, ``slip`` or ``differs``."""
    digit = 2 * stated.half
    short = abs(exact) - abs(stated.value)
    if 0 < short < digit:
        return "truncated"
    finer = _rounded(exact, digit / 10)
    if _rounded(finer, digit) == stated.value:
        return "double-rounding"
    if abs(exact - stated.value) <= NEAR + stated.half:
        return "near"
    slips = (Quantity(stated.value * slip, stated.half * slip) for slip in _POINT_SLIPS)
    return "slip" if any(agree(each, Quantity(exact, digit)) for each in slips) else "differs"


def _rounded(value: Fraction, digit: Fraction) -> Fraction:
    """Half away from zero, as printed figures are."""
    if not digit:
        return value
    scaled = abs(value) / digit
    whole = int(scaled + Fraction(1, 2))
    return whole * digit if value >= 0 else -whole * digit


def finer(form: str) -> int:
    """Decimals beyond the printed ones that a percentage needs to show why it misses."""
    return 0 if form in ("differs", "slip", "unsure") else 1


def print_percent(value: Fraction, decimals: int) -> str:
    """Percentage with a number of decimals.

    >>> print_percent(Fraction(15, 4), 1)
    '3.8'
    """
    scaled = _rounded(value, Fraction(1, 10**decimals))
    return f"{float(scaled):.{decimals}f}"

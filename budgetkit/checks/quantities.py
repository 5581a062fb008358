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

    @property
    def low(self) -> Fraction:
        """The least that it may be."""
        return self.value - self.half

    @property
    def high(self) -> Fraction:
        """The most that it may be."""
        return self.value + self.half

    def times(self, factor: Fraction | int) -> Quantity:
        """The figure printed with its point or its unit moved, or with the other sign."""
        return Quantity(self.value * factor, self.half * abs(factor))

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
        if any(agree(stated.times(slip), table) for slip in _UNIT_SLIPS):
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
    if whole.low <= 0:
        return None
    ends = [100 * one / all_of_it for one in (part.low, part.high) for all_of_it in (whole.low, whole.high)]
    return Bounds(min(ends), 100 * part.value / whole.value, max(ends))


def growth(now: Quantity, change: Quantity) -> Bounds | None:
    """Percent that a change is of the earlier figure; ``None`` where that is not above zero for certain."""
    if now.low <= change.high:
        return None
    levels, changes = (now.low, now.high), (change.low, change.high)
    ends = [100 * delta / (level - delta) for level in levels for delta in changes]
    return Bounds(min(ends), 100 * change.value / (now.value - change.value), max(ends))


def ratios(parts: Sequence[Quantity], wholes: Iterable[Quantity]) -> list[Bounds]:
    """Percent that any part is of any whole."""
    found = [ratio(part, whole) for whole in wholes for part in parts]
    return [bounds for bounds in found if bounds]


def within(stated: Quantity, bounds: Bounds) -> bool:
    """Whether a stated percentage meets the interval that its amounts allow."""
    return bounds.low <= stated.high and stated.low <= bounds.high


def within_any(stated: Quantity, found: Iterable[Bounds]) -> bool:
    """Whether a stated percentage meets one of several intervals."""
    return any(within(stated, bounds) for bounds in found)


class Miss(NamedTuple):
    """Why a stated percentage misses, the nearest that its amounts make, and how that would be printed."""

    form: str
    exact: Fraction
    printed: str


def miss(stated: Quantity, found: Iterable[Bounds], decimals: int) -> Miss:
    """What is said of a percentage with a number of decimals that meets none of several intervals.

    >>> miss(Quantity(Fraction(50)), [Bounds(Fraction(3), Fraction(15, 4), Fraction(4))], 1).printed
    '3.8'
    """
    exact = min((bounds.exact for bounds in found), key=lambda exact: abs(exact - stated.value))
    form = off_by(stated, exact)
    if form not in ("differs", "slip"):
        decimals += 1  # one more digit shows why it misses
    return Miss(form, exact, f"{float(_rounded(exact, Fraction(1, 10**decimals))):.{decimals}f}")


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
    slips = any(agree(stated.times(slip), Quantity(exact, digit)) for slip in _POINT_SLIPS)
    return "slip" if slips else "differs"


def _rounded(value: Fraction, digit: Fraction) -> Fraction:
    """Half away from zero, as printed figures are."""
    if not digit:
        return value
    whole = int(abs(value) / digit + Fraction(1, 2)) * digit
    return whole if value >= 0 else -whole

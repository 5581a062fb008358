"""Printed money to exact fen and back.

One yuan is 100 fen; a figure in 万元 with up to six decimals is a whole number of fen, so no
amount ever passes through a binary fraction.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from budgetkit.errors import UnknownUnit, UnreadableAmount
from budgetkit.text import normalise

FEN_PER_UNIT = {"元": 100, "百元": 10**4, "千元": 10**5, "万元": 10**6, "百万元": 10**8, "亿元": 10**10}
"""Fen in one printed unit; the keys are the units that may head a table."""

LARGEST_FEN = 10**18
"""Ten thousand trillion yuan, more than any public budget; longer figures are codes."""
MOST_DIGITS = 100
"""Digits on either side of the point; longer ones are no figure, and no time is spent on their value."""

_SHORT_UNITS = {"万": "万元", "亿": "亿元", "圆": "元"}
_ZERO = re.compile(r"^(?:[-—/]+|0+(?:\.0*)?)$")
_NUMBER = re.compile(
    r"^¥?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<decimals>\d*))?(?P<unit>亿元|百万元|万元|千元|百元|元|圆|万|亿)?$"
)


class Amount(NamedTuple):
    """An amount as printed.

    Parameters
    ----------
    fen : int
        Exact value in fen.
    step_fen : int
        Value of one unit of the last printed digit; the true figure lies within half of it.
    decimals : int
        Printed decimals.
    unit : str
        Unit in force: the cell's own when it prints one, else the table's.
    """

    fen: int
    step_fen: int
    decimals: int
    unit: str


class Refusal(Enum):
    """Why a text is no amount; the values are what an error says."""

    NO_NUMBER = "cannot read {text!r} as an amount"
    TOO_LONG = "{text!r} {unit} is too long to be money"
    TOO_FINE = "{text!r} {unit} is finer than one fen"
    NO_UNIT = "no unit of money for {text!r}: {unit!r}"


def read_amount(text: str, unit: str) -> Amount | None:
    """Read a printed amount.

    Parameters
    ----------
    text : str
        Cell text as printed; full-width digits, thousands separators, brackets or a minus sign for
        a negative figure, a leading ¥, and a unit of its own (``400万元``) are fine.
    unit : str
        Unit stated for the column or table, a key of ``FEN_PER_UNIT``.

    Returns
    -------
    Amount or None
        ``None`` for a blank cell, which is *not* the same as a printed zero or dash.

    Raises
    ------
    UnreadableAmount
        If the text is neither blank nor a number, is finer than one fen, or is so long that it must be
        something else, such as the code of a project.
    UnknownUnit
        If ``unit`` is not known and the text prints none of its own.

    Examples
    --------
    >>> read_amount("1,204.50", "万元")
    Amount(fen=1204500000, step_fen=10000, decimals=2, unit='万元')
    >>> read_amount("", "万元") is None, read_amount("—", "万元").fen
    (True, 0)
    >>> read_amount("(35)", "元").fen
    -3500
    """
    found = _parse(text, unit)
    if not isinstance(found, Refusal):
        return found
    if found is Refusal.NO_UNIT:
        raise _unknown_unit(text, unit)
    raise UnreadableAmount(found.value.format(text=text[:MOST_DIGITS], unit=unit))


def find_amount(text: str, unit: str) -> Amount | None:
    """The amount that a text prints, as `read_amount`; ``None`` also for what is no amount.

    >>> find_amount("35", "元").fen, find_amount("详见附表", "元"), find_amount("", "元")
    (3500, None, None)
    """
    found = _parse(text, unit)
    return None if isinstance(found, Refusal) else found


def is_number(text: str) -> bool:
    """Tell whether a cell text reads as a figure or a printed zero (blank is not one; long codes are)."""
    return _parse(text, "元") not in (None, Refusal.NO_NUMBER)


@lru_cache(maxsize=65536)
def _parse(text: str, unit: str) -> Amount | Refusal | None:
    """The amount of a text, why it prints none, or ``None`` where it is blank."""
    plain = normalise(text)
    if not plain:
        return None
    if _ZERO.match(plain):
        decimals = len(plain.partition(".")[2])
        return _amount(0, decimals, unit)
    negative = plain[0] == "-" or (plain[0] == "(" and plain[-1] == ")")
    number = _NUMBER.match(plain.strip("()") if plain[0] == "(" else plain.lstrip("+-"))
    if number is None:
        return Refusal.NO_NUMBER
    decimals = number["decimals"] or ""
    if len(number["digits"]) > MOST_DIGITS or len(decimals) > MOST_DIGITS:
        return Refusal.TOO_LONG
    value = int(number["digits"].replace(",", "") + decimals)
    own_unit = _SHORT_UNITS.get(number["unit"], number["unit"])
    return _amount(-value if negative else value, len(decimals), own_unit or unit)


def _amount(value: int, decimals: int, unit: str) -> Amount | Refusal:
    """The amount of a figure whose digits, without the decimal point, are ``value``."""
    if unit not in FEN_PER_UNIT:
        return Refusal.NO_UNIT
    fen, rest = divmod(abs(value) * FEN_PER_UNIT[unit], 10**decimals)
    if rest:
        return Refusal.TOO_FINE
    if fen > LARGEST_FEN:
        return Refusal.TOO_LONG
    step_fen = max(1, FEN_PER_UNIT[unit] // 10**decimals)
    return Amount(-fen if value < 0 else fen, step_fen, decimals, unit)


def print_amount(fen: int, unit: str = "元", decimals: int = 2) -> str:
    """Print an amount with thousands separators, the inverse of `read_amount`.

    Digits beyond ``decimals`` are rounded half away from zero, as printed tables do. Raises `UnknownUnit`
    for a unit that is none of ``FEN_PER_UNIT``.

    >>> print_amount(1880860000, "万元"), print_amount(-3500, "元", 0)
    ('1,880.86', '-35')
    >>> print_amount(12345, "万元", 6)
    '0.012345'
    """
    if unit not in FEN_PER_UNIT:
        raise _unknown_unit(str(fen), unit)
    factor = FEN_PER_UNIT[unit]
    scaled, rest = divmod(abs(fen) * 10**decimals, factor)
    scaled += rest * 2 >= factor
    whole, fraction = divmod(scaled, 10**decimals)
    sign = "-" if fen < 0 and scaled else ""
    return f"{sign}{whole:,}" + (f".{fraction:0{decimals}d}" if decimals else "")


def _unknown_unit(text: str, unit: str) -> UnknownUnit:
    message = Refusal.NO_UNIT.value.format(text=text[:MOST_DIGITS], unit=unit)
    return UnknownUnit(message, advice=f"known units are {'、'.join(FEN_PER_UNIT)}")

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
from budgetkit.text import fold, normalise

FEN_PER_UNIT = {"元": 100, "百元": 10**4, "千元": 10**5, "万元": 10**6, "百万元": 10**8, "亿元": 10**10}
"""Fen in one printed unit; the keys are the units that may head a table."""

LARGEST_FEN = 10**18
"""Ten thousand trillion yuan, more than any public budget; longer figures are codes."""
MOST_DIGITS = 100
"""Digits on either side of the point; longer ones are no figure, and no time is spent on their value."""

_SHORT_UNITS = {"万": "万元", "亿": "亿元", "圆": "元"}
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_ZERO = re.compile(r"¥?[-—/]+")
_DIGIT = re.compile(r"\d")
_SIGN = "[-+△▲负减]"
_SIGN_ALONE = re.compile(f"{_SIGN}|[—/]+")
_FOOTNOTE = r"[①-⒇⓵-⓾❶-➓*※†‡★☆]|[⁰¹²³⁴-⁹]+|\^\d{1,2}\^|<sup>\d{1,2}</sup>|\[注?\d{1,2}\]"
_NOTE = r"注(?:\d{1,2}|[①-⑳])?"
_MARK = rf"(?:{_FOOTNOTE}|{_NOTE}|\({_NOTE}\))"
_DOUBTFUL_MARK = r"(?:#|\(\d{1,2}\))"
"""Marks only behind a figure with decimals or separators: 12(3) may be 3 of 12, 12# a house number."""
_MARKS_ALONE = re.compile(rf"(?:[、,]?{_MARK})+")
_NUMBER = re.compile(
    rf"(?P<before>[*※†‡★☆]*)(?P<open>¥?\()?(?P<sign>{_SIGN})?(?:¥(?P<inner>-)?)?"
    r"(?:(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<decimals>\d*))?|\.(?P<below_one>\d+))"
    r"(?P<unit>亿元|百万元|万元|千元|百元|元|圆|万|亿)?(?P<close>\))?(?P<minus>-)?"
    rf"(?P<marks>(?:[、,]?{_MARK})*)(?P<doubtful>(?:[、,]?(?:{_MARK}|{_DOUBTFUL_MARK}))*)"
)


_ERROR = re.compile(r"##|#(?:REF|N/A|VALUE|DIV|NAME|NUM|NULL)|[\ufffd\ue000-\uf8ff]|^[×*?xX■□]{2,}$")
_HIDDEN = re.compile("#{2,}|#(?:REF!|N/A|VALUE!|DIV/0!|NAME[?]|NUM!|NULL!)")
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[一二三四五六七八九十]+)[、.)](?!\d)")
_NO_MONEY = re.compile(r"[≥≤><%‰*]|(?:^|[^\d.])\d+[\u2e80-\u9fff]+$|(?:19|20)\d\d[-./年比]\d")
"""Targets, products, counts (169件) and dates."""
_DECIMALS = re.compile(r"\d\.\d|\d,\d{3}")
_WORD = re.compile(r"[A-Za-z\u2e80-\u9fff]")
_LONGEST_WORD = 6
"""Characters of a stamp that may run through a figure."""


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
        Cell text as printed; full-width digits, thousands separators, a negative figure in brackets or
        with a minus sign before or behind it, △, ▲, 负 or 减, a leading ¥, a unit of its own (``400万元``),
        note marks (``①``, ``*``, ``注1``, ``[1]``, a raised digit) and the line break of a narrow cell
        (``1,234,5`` over ``67.00``) are fine.
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


def may_be_figure(text: str) -> bool:
    """Whether a cell of a column of money prints a figure, if a damaged one, and no words.

    >>> [may_be_figure(text) for text in ("########", "6印6.60", "1,2O4.00", "△")]
    [True, True, True, True]
    >>> [may_be_figure(text) for text in ("5、教育支出", "≥5次", "169件", "详见附表")]
    [False, False, False, False]
    """
    plain = normalise(text)
    if _ERROR.search(plain):
        return True
    if _NUMBERED.match(plain) or _NO_MONEY.search(plain.rstrip("*①②③④⑤")):
        return False
    digits, words = len(_DIGIT.findall(plain)), len(_WORD.findall(plain))
    few = words <= (_LONGEST_WORD if _DECIMALS.search(plain) else digits / 2)
    return few and bool(digits or re.search("[△▲]", plain))


def is_error(text: str) -> bool:
    """Whether a cell prints what a spreadsheet prints for a figure that it cannot show.

    >>> is_error("####"), is_error("#REF!"), is_error("指标#1")
    (True, True, False)
    """
    return bool(_HIDDEN.fullmatch(normalise(text)))


@lru_cache(maxsize=65536)
def _parse(text: str, unit: str) -> Amount | Refusal | None:
    """The amount of a text, why it prints none, or ``None`` where it is blank."""
    parts = fold(text.translate(_INVISIBLE)).strip("\"' ").split()
    plain = "".join(parts)
    if not plain:
        return None
    if _ZERO.fullmatch(plain):
        return _amount(0, 0, unit)
    number = _NUMBER.fullmatch(plain)
    if number is None or (len(parts) > 1 and _prints_several(text, parts)) or not _is_certain(number):
        return Refusal.NO_NUMBER
    decimals = number["decimals"] or number["below_one"] or ""
    whole = (number["digits"] or "").replace(",", "")
    if len(whole) > MOST_DIGITS or len(decimals) > MOST_DIGITS:
        return Refusal.TOO_LONG
    negative = _signs(number) not in ([], ["+"])
    value = int(whole + decimals)
    own_unit = _SHORT_UNITS.get(number["unit"], number["unit"])
    return _amount(-value if negative else value, len(decimals), own_unit or unit)


def _signs(number: re.Match[str]) -> list[str]:
    return [sign for sign in number.group("open", "sign", "inner", "minus") if sign]


def _is_certain(number: re.Match[str]) -> bool:
    """Whether a text in the grammar of figures has one meaning only: one sign at most, and sure marks."""
    sure = number["decimals"] or number["below_one"] or "," in (number["digits"] or "")
    brackets = bool(number["open"]) == bool(number["close"])
    return brackets and len(_signs(number)) <= 1 and bool(sure or not number["doubtful"])


def _prints_several(text: str, parts: list[str]) -> bool:
    """Whether the pieces of a text, each complete in itself, may be figures of their own.

    A narrow cell breaks a figure anywhere: behind a separator (21,601, over 733.00) or within a group. Where
    each piece may stand alone nobody can tell it from two figures. A dash in a line of its own is a zero.
    """
    lines = [fold(line).strip() for line in text.split("\n")]
    if _ZERO.fullmatch(parts[-1]) or any(_SIGN_ALONE.fullmatch(line) for line in lines):
        return True
    figures = [part for part in parts if _DIGIT.search(part) and not _MARKS_ALONE.fullmatch(part)]
    return len(figures) > 1 and all(_stands_alone(part) for part in figures)


def _stands_alone(part: str) -> bool:
    return bool(_NUMBER.fullmatch(part)) and not part.startswith(".") and not part.endswith(".")


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

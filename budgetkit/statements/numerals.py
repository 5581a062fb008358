"""Amounts spelled out in numerals, formal (壹佰贰拾万元整) and plain (三十五万元)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_DIGITS = {
    mark: value
    for marks in ("零一二三四五六七八九", "〇壹贰叁肆伍陆柒捌玖")
    for value, mark in enumerate(marks)
}
_DIGITS["两"] = 2
_SCALES = "十百千拾佰仟"
_GROUPS = {"万": 10**4, "亿": 10**8}
_MARKS = "".join([*_DIGITS, *_SCALES, *_GROUPS])
_SPELLED = re.compile(
    rf"(?<![\d几数上每第多{_MARKS}])[{_MARKS}]{{2,20}}元(?!化|论|素|旦|宵|件|器|月|结构|复|[零壹贰叁肆伍陆柒捌玖]+[角分])"
)
_ONE = "[一二两三四五六七八九壹贰叁肆伍陆柒捌玖]"
_SECTION = re.compile(
    rf"[零〇]?(?:(?P<thousands>{_ONE})[千仟])?[零〇]?(?:(?P<hundreds>{_ONE})[百佰])?[零〇]?(?:(?P<tens>{_ONE})?(?P<ten>[十拾]))?"
    rf"[零〇]?(?P<ones>{_ONE})?"
)
_LARGEST = 10**16


class Spelled(NamedTuple):
    """An amount in words: its place and its figure in 万元, 亿元 or 元; none where several readings fit."""

    start: int
    stop: int
    value: str
    unit: str


def find_spelled(text: str) -> Iterator[Spelled]:
    """Amounts that a text spells out.

    >>> list(find_spelled("捐款壹佰贰拾万元整，约二十元，三五万元"))[:2]
    [Spelled(start=2, stop=8, value='120', unit='万元'), Spelled(start=11, stop=14, value='20', unit='元')]
    """
    for found in _SPELLED.finditer(text):
        words = found[0][:-1]
        if not any(_DIGITS.get(mark) for mark in words) and words[0] not in "十拾":
            continue  # 百万元 and 千元 are units
        unit = words[-1] + "元" if words[-1] in _GROUPS else "元"
        value = read_numeral(words.rstrip("万亿") if unit != "元" else words)
        yield Spelled(*found.span(), "" if value is None else str(value), "" if value is None else unit)


def read_numeral(words: str) -> int | None:
    """The number that numerals spell, ``None`` where they can be read in more than one way.

    >>> [read_numeral(words) for words in ("十二", "三百零五", "一亿二千万", "三五", "三万五", "二百五")]
    [12, 305, 120000000, None, None, None]
    """
    total, last = 0, 10**16
    for part in re.findall(r"[^万亿]*[万亿]|[^万亿]+$", words):
        group = _GROUPS.get(part[-1], 1)
        value = _below_ten_thousand(part.rstrip("万亿"))
        if value is None or group >= last or (group == 1 and total and not _is_placed(part)):
            return None
        total, last = total + value * group, group
    return total if 0 < total < _LARGEST else None


def _below_ten_thousand(words: str) -> int | None:
    found = _SECTION.fullmatch(words)
    if found is None:
        return None
    scaled = [_DIGITS.get(found[name] or "", 0) for name in ("thousands", "hundreds", "tens", "ones")]
    if found["ten"] and not found["tens"]:
        if any(scaled[:2]):
            return None
        scaled[2] = 1
    if scaled[3] and any(scaled[:2]) and not (found["ten"] or set(words) & set("零〇")):
        return None  # 二百五: 205 or 250
    return sum(digit * scale for digit, scale in zip(scaled, (1000, 100, 10, 1), strict=True)) or None


def _is_placed(words: str) -> bool:
    """Whether the digits behind 万 or 亿 tell their place: 三万零五, 三万五千."""
    return words[0] in "零〇" or words[1:2] in ("千", "仟")

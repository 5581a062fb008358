"""Figures of a printed line that stand there as in a table: alone, without a unit or a word behind them."""

from __future__ import annotations

import re
from typing import NamedTuple

from budgetkit.text import fold

_NUMBER = re.compile(
    r"(?P<sign>[-+△▲]?\(?[-△▲]?¥?)(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<tail>[-)*①-⑳†]*)"
)
_BESIDE = re.compile(r"[\s|<>()\u2e80-\u9fff]?")
"""What may stand beside a figure: a gap, a rule of a text table, a mark of HTML, or the word of a cell."""
_GAP = re.compile(r"[\s|<>]?")
_MONEY = r"\s*(?:[百千万亿]*元|[万亿][,。;、]|[%‰])"
_UNIT_BELOW = re.compile(_MONEY)
_UNIT = re.compile(
    rf"{_MONEY}|\s*(?:[万亿]|个|人|辆|台|套|家|次|年|月|日|页|项|平方|公里|倍|㎡|吨|亩|户|名|处)"
)
_SENTENCE = re.compile(r"[。;,，]\s*[\u4e00-\u9fff]|。$")
_LEADER = re.compile(r"[.·…]{4,}")
_WORD = re.compile(r"[A-Za-z\u2e80-\u9fff]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MOST_DECIMALS = 6
_LONGEST = 15
"""Digits before the point; longer ones are codes."""


class PrintedFigure(NamedTuple):
    """A figure of a line: its printed text, and whether it can only be an amount.

    ``certain`` figures have decimals or thousands separators; a whole number may also count something.
    ``alone`` ones do not touch a word.
    """

    text: str
    certain: bool
    alone: bool


def read_figures(line: str, following: str = "") -> list[PrintedFigure]:
    """Figures of a printed line without a unit behind them; ``following`` is the line printed next.

    Examples
    --------
    >>> [figure.text for figure in read_figures("行政运行  1,204.50  33.00")]
    ['1,204.50', '33.00']
    >>> read_figures("支出33.00万元，占5.2%"), read_figures("2.1 收入情况"), read_figures("收入33.00", "万元")
    ([], [], [])
    """
    text = _LEADER.sub(lambda leader: " " * len(leader[0]), fold(line))
    found = []
    for match in _NUMBER.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if not (_BESIDE.fullmatch(before[-1:]) and _BESIDE.fullmatch(after[:1])):
            continue
        rest = after.strip()
        has_unit = _UNIT.match(rest) if rest else _UNIT_BELOW.match(fold(following))
        if has_unit or _is_numbering(match, before, rest):
            continue
        if figure := _figure(line, match, before, after):
            found.append(figure)
    return found


def _figure(line: str, match: re.Match[str], before: str, after: str) -> PrintedFigure | None:
    whole, _, decimals = match["digits"].partition(".")
    if len(decimals) > _MOST_DECIMALS or len(whole.replace(",", "")) > _LONGEST:
        return None
    certain = bool(decimals) or "," in whole
    alone = bool(_GAP.fullmatch(before[-1:]) and _GAP.fullmatch(after[:1]))
    if not certain and (not alone or _YEAR.fullmatch(whole) or not _WORD.search(before)):
        return None  # what stands before the first word is a code, or the number of the row
    return PrintedFigure(line[match.start() : match.end()].strip(), certain, alone)


def _is_numbering(match: re.Match[str], before: str, rest: str) -> bool:
    """Whether a number begins a line that goes on in words: 2.1 收入情况."""
    short = len(match["digits"]) <= 4 and "," not in match["digits"]
    return (
        short
        and not before.strip()
        and bool(rest)
        and not rest[0].isdigit()
        and match["digits"].count(".") <= 1
    )


def is_sentence(line: str) -> bool:
    """Whether a printed line is a part of running prose."""
    return bool(_SENTENCE.search(fold(line)))

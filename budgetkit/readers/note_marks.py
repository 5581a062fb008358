"""Note marks behind figures: a small raised 2 is no digit of the figure and no line of its own."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter

from budgetkit.readers.words import LEAST_RAISED, SMALLER, Word

BESIDE = 0.4
"""Ems between the end of a figure and the mark behind it."""
MOST_RAISED = 0.8
"""Ems from the baseline of a figure up to that of its mark."""
_MARK = re.compile(r"\d{1,2}|[①-⑳*＊※†‡]+|[\[(（【]?注?\d{1,2}[\])）】]|注\d{0,2}")
_FIGURE_END = re.compile(r"\d[)）]?$")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def settle_marks(words: list[Word]) -> list[Word]:
    """Words with each raised mark on the line of its figure; a raised digit is printed as one (18.60²)."""
    if not words or min(word.size for word in words) >= SMALLER * max(word.size for word in words):
        return words
    figures = [word for word in words if _FIGURE_END.search(word.text)]
    figures.sort(key=attrgetter("end"))
    ends = [word.end for word in figures]
    return [_settle(word, figures, ends) if _MARK.fullmatch(word.text) else word for word in words]


def _settle(word: Word, figures: list[Word], ends: list[float]) -> Word:
    figure = next(_figures_of(word, figures, ends), None)
    if figure is None:
        return word
    text = word.text.translate(_RAISED) if word.text.isdigit() else word.text
    return replace(word, text=text, line=figure.line, y=figure.y)


def _figures_of(word: Word, figures: list[Word], ends: list[float]) -> Iterator[Word]:
    """Figures that end where a smaller, raised mark begins."""
    reach = BESIDE * word.size / SMALLER
    for figure in figures[bisect_left(ends, word.start - 2 * reach) : bisect_right(ends, word.start + reach)]:
        raised, gap = figure.line - word.line, word.start - figure.end
        near = figure.direction == word.direction and abs(gap) <= BESIDE * figure.size
        small = word.size < SMALLER * figure.size
        if near and small and LEAST_RAISED * figure.size < raised < MOST_RAISED * figure.size:
            yield figure

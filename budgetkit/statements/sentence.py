"""Printed passages to sentences, folded for reading, with the way back to the printed words and page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from budgetkit.model import Paragraph
from budgetkit.statements.passage import DROPPED, Passage, read_passages

_CLAIM = re.compile(r"[\d０-９]|持平|一致|相等|相同|没有|未|无|原因|全部|均|单位(?:包括|包含|有|为|[:：])")
_FOLD = str.maketrans("（）：；％．０１２３４５６７８９－＋", "():;%.0123456789-+")
_WIDE_COMMA = re.compile(r"(?<![\d.,，])\d{1,3}(?:[,，]\d{3})+(?=(?:\.\d+)?(?:万|亿)?元)")
_FULL_STOP = re.compile("[。！？]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence between full stops.

    ``text`` is folded for reading: no white space, no quotation marks, brackets, colons and digits of half
    width. ``quote`` gives back the characters as printed, ``page`` the page where a place of it stands.
    """

    text: str
    section: str
    paragraph: int
    _printed: str
    _places: list[int]
    _starts: list[int]
    _pages: list[int]

    def quote(self, start: int, stop: int) -> str:
        """Printed characters of ``text[start:stop]``."""
        return self._printed[self._places[start] : self._places[stop - 1] + 1].strip()

    def page(self, place: int) -> int:
        """Page of the character at ``place``."""
        return self._pages[bisect_right(self._starts, self._places[place]) - 1]


def read_sentences(lines: Iterable[Paragraph]) -> Iterator[Sentence]:
    """Sentences of the prose in reading order; the glossary and paragraphs without a figure are left out.

    Parameters
    ----------
    lines : iterable of Paragraph
        Printed lines of a document, in reading order.
    """
    for number, passage in enumerate(read_passages(lines)):
        if any(_CLAIM.search(line.text) for line in passage.lines):
            yield from _split(passage, number)


def _split(passage: Passage, number: int) -> Iterator[Sentence]:
    parts = [line.text.strip() for line in passage.lines]
    printed, pages = "".join(parts), [line.page for line in passage.lines]
    starts = [0, *accumulate(map(len, parts))]
    places = [place for place, letter in enumerate(printed) if not DROPPED.match(letter)]
    folded = "".join(printed[place] for place in places).translate(_FOLD)
    folded = _WIDE_COMMA.sub(lambda found: found[0].replace("，", ","), folded)
    start = 0
    for stop in [*(found.start() for found in _FULL_STOP.finditer(folded)), len(folded)]:
        if stop > start:
            here = places[start:stop]
            yield Sentence(folded[start:stop], passage.section, number, printed, here, starts[:-1], pages)
        start = stop + 1

"""Printed passages to sentences, folded for reading, and what they state back to printed words and page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from budgetkit.model import Paragraph
from budgetkit.statements.passage import DROPPED, Passage, read_passages
from budgetkit.text import fold

_CLAIM = re.compile(r"\d|持平|一致|相等|相同|没有|未|无|原因|全部|均|单位(?:包括|包含|有|为|:)")
_CLAUSE_COMMA = re.compile(r",(?!(?<=\d,)\d{3}(?!\d))")
"""A comma that parts clauses, not the digits of a figure."""
_NOT_READ = dict.fromkeys(map(ord, DROPPED))
_FULL_STOP = re.compile("[。!?]")
# Whom to call: no such words may stand in a quotation.
_PERSONAL = re.compile(
    r"(?:联系人|负责人|经办人|审核人|填报人|填表人|责任人|联系电话|办公电话|电话|手机|传真|邮箱)\s*(?:[:：为是]|\d)|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}[-—]\d{7,8}"
)
_STATED = (
    "metric", "subject", "fiscal_year", "phase", "base_year", "base_phase", "value", "unit", "decimals",
    "derived",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence between full stops.

    ``text`` is folded for reading, without white space and quotation marks; whatever is printed, ``，`` parts
    clauses and ``,`` the digits of a figure. ``quote`` gives back the characters as printed, ``page`` the
    page where a place of it stands.
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
        if any(_CLAIM.search(fold(line.text)) for line in passage.lines):
            yield from _split(passage, number)


def _split(passage: Passage, number: int) -> Iterator[Sentence]:
    parts = [line.text.strip() for line in passage.lines]
    printed, pages = "".join(parts), [line.page for line in passage.lines]
    starts = [0, *accumulate(map(len, parts))]
    marks = fold(printed)
    places = [place for place, mark in enumerate(marks) if mark not in DROPPED]
    folded = _CLAUSE_COMMA.sub("，", marks.translate(_NOT_READ))
    start = 0
    for stop in [*(found.start() for found in _FULL_STOP.finditer(folded)), len(folded)]:
        if stop > start:
            here = places[start:stop]
            yield Sentence(folded[start:stop], passage.section, number, printed, here, starts[:-1], pages)
        start = stop + 1


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure or claim: of what, of which year and phase, against which base.

    ``start`` and ``stop`` are the place in the sentence of the words that say it, ``place`` tells its page.
    """

    metric: str
    subject: str
    fiscal_year: int | None
    phase: str
    start: int
    stop: int
    place: int
    value: str = ""
    unit: str = ""
    base_year: int | None = None
    base_phase: str = ""
    derived: bool = False

    @property
    def decimals(self) -> int:
        """Decimals of the value."""
        return len(self.value.partition(".")[2])


def record_statements(sentence: Sentence, statements: list[Statement]) -> list[dict]:
    """Records of what a sentence states; one whose words say whom to call is left out."""
    records = []
    for one in statements:
        quote = sentence.quote(one.start, one.stop)
        if _PERSONAL.search(quote):
            continue
        stated = {name: getattr(one, name) for name in _STATED}
        page = sentence.page(one.place)
        records.append(stated | {"section": sentence.section, "quote": quote, "page": page})
    return records

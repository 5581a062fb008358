"""Printed passages to sentences, folded for reading, and what they state back to printed words and page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from budgetkit.model import Paragraph
from budgetkit.statements.passage import DROPPED, Passage, read_passages
from budgetkit.text import fold

_CLAIM = re.compile(r"\d|持平|一致|相等|相同|没有|未|无|原因|全部|均|单位(?:包括|包含|有|为|:)")
_MONEY = re.compile("[元¥￥]|[万亿]$")
_LONGEST = 4000  # characters; what runs on without a full stop is no prose, and reading it would take long
_CLAUSE_COMMA = re.compile(r",(?!(?<=\d,)\d{3}(?!\d))")
"""A comma that parts clauses, not the digits of a figure."""
_NOT_READ = dict.fromkeys(map(ord, DROPPED))
_FULL_STOP = re.compile("[。!?]")
_LONGEST_QUOTE = 300
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
    clauses and ``,`` the digits of a figure. ``understood`` tells whether the grammar reads it: of a term
    that is explained, and where nothing is claimed, only the money is read. ``quote`` gives back the
    characters as printed, ``line`` the printed line where a place of it stands.
    """

    text: str
    section: str
    paragraph: int
    understood: bool
    lines: Sequence[Paragraph]
    _printed: str
    _places: list[int]
    _starts: list[int]

    def quote(self, start: int, stop: int) -> str:
        """Printed characters of ``text[start:stop]``."""
        return self._printed[self._places[start] : self._places[stop - 1] + 1].strip()

    def line(self, place: int) -> int:
        """Which of the lines holds the character at ``place``."""
        return bisect_right(self._starts, self._places[place]) - 1

    def begins_line(self, place: int) -> bool:
        """Whether a printed line begins with the character at ``place``."""
        return self._places[place] == self._starts[self.line(place)]

    def page(self, place: int) -> int:
        """Page of the character at ``place``."""
        return self.lines[self.line(place)].page

    def gap(self, place: int) -> str:
        """What the line prints between the character at ``place`` and the one before: blanks, or a tab."""
        return self._printed[self._places[place - 1] + 1 : self._places[place]]


def read_sentences(lines: Iterable[Paragraph]) -> Iterator[Sentence]:
    """Sentences of the prose in reading order; paragraphs without a figure are left out.

    Parameters
    ----------
    lines : iterable of Paragraph
        Printed lines of a document, in reading order.
    """
    for number, passage in enumerate(read_passages(lines)):
        yield from split_passage(passage, number)


def split_passage(passage: Passage, number: int = 0) -> Iterator[Sentence]:
    """Sentences of a passage; none where it claims nothing and no word may be money."""
    parts = [line.text.strip() for line in passage.lines]
    understood = not passage.glossary and any(_CLAIM.search(fold(part)) for part in parts)
    if not understood and not any(_MONEY.search(part) for part in parts):
        return
    printed = "".join(parts)
    starts = [0, *accumulate(map(len, parts))][:-1]
    marks = fold(printed)
    places = [place for place, mark in enumerate(marks) if mark not in DROPPED]
    folded = _CLAUSE_COMMA.sub("，", marks.translate(_NOT_READ))
    start = 0
    for stop in [*(found.start() for found in _FULL_STOP.finditer(folded)), len(folded)]:
        if stop > start:
            text, here = folded[start:stop], places[start:stop]
            whole = understood and len(text) <= _LONGEST
            yield Sentence(text, passage.section, number, whole, passage.lines, printed, here, starts)
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


def quotable(sentence: Sentence, start: int, stop: int) -> tuple[int, int]:
    """The widest words around a place that may be quoted: the sentence, its clause, or only the place."""
    text = sentence.text
    for marks in ("", "；;", "，；;,:"):
        begin = max(text.rfind(mark, 0, start) for mark in marks) + 1 if marks else 0
        ends = [end for mark in marks if (end := text.find(mark, stop)) >= 0]
        end = min(ends, default=len(text))
        if end - begin <= _LONGEST_QUOTE and not _PERSONAL.search(sentence.quote(begin, end)):
            return begin, end
    return start, stop


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

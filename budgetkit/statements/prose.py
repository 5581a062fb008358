"""Printed lines to sentences: page numbers skipped, headings kept apart, pages remembered."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from budgetkit.model import Paragraph

_PAGE_NUMBER = re.compile(r"[-—–─\s]*(?:第?\s*\d{1,3}\s*页?(?:\s*[/共]\s*\d{1,3}\s*页?)?)[-—–─\s]*")
_PART = re.compile(r"\s*第[一二三四五六七八九十]+(?:部分|章)")
_FIRST = re.compile(r"\s*[一二三四五六七八九十]{1,3}\s*、")
_STARTER = re.compile(
    r"\s*(?:第[一二三四五六七八九十]+(?:部分|章)|[一二三四五六七八九十]{1,3}\s*、|[(（][一二三四五六七八九十]{1,3}[)）]"
    r"|\d{1,2}\s*[.．、](?!\d)|[(（]\d{1,2}[)）]|[①-⑳])"
)
_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}\s*、|[(（][一二三四五六七八九十]{1,3}[)）]、?|\d{1,2}\s*[.．、]|第.{1,3}(?:部分|章))\s*"
)
_FIGURE = re.compile(r"\d\s*(?:万元|亿元|元|%|％|辆|个|家|人)|\d\.\d|\d\s*万?$")
_CLAIM = re.compile(r"[\d０-９]|持平|一致|相等|相同|没有|未|无|原因|全部|均|单位(?:包括|包含|有|为|[:：])")
_GLOSSARY = re.compile(r"名词解释|专业名词|术语解释")
_FOLD = str.maketrans("（）：；％．０１２３４５６７８９－＋", "():;%.0123456789-+")
_COVER = re.compile(
    r"[\u4e00-\u9fff()（）]{0,16}20\d\d\s*年度?[\u4e00-\u9fff()（）]{0,12}(?:部门|单位)(?:预算|决算)(?:公开|报告|草案)?"
)
_GOES_ON = re.compile(r"\d(?!\d\d\d年|[、.．])|[编总为收支安中的，。]")
_LONGEST_COVER = 24  # characters; a line of prose that is wrapped is longer
_WIDE_COMMA = re.compile(r"(?<![\d.,，])\d{1,3}(?:[,，]\d{3})+(?=(?:\.\d+)?(?:万|亿)?元)")
_DROP = re.compile("[\\s\u3000\u200b\ufeff“”\"‘’'＂＇]")


@dataclass(slots=True)
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


@dataclass(slots=True)
class _Block:
    """Lines of one printed paragraph, joined."""

    section: str
    parts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    length: int = 0

    def add(self, line: Paragraph) -> None:
        self.starts.append(self.length)
        self.pages.append(line.page)
        self.parts.append(line.text.strip())
        self.length += len(self.parts[-1])


def read_sentences(lines: Iterable[Paragraph]) -> Iterator[Sentence]:
    """Sentences of the prose in reading order; the glossary and paragraphs without a figure are left out.

    Parameters
    ----------
    lines : iterable of Paragraph
        Printed lines of a document, in reading order.
    """
    for number, block in enumerate(_blocks(lines)):
        if any(_CLAIM.search(part) for part in block.parts):
            yield from _split(block, number)


def _blocks(lines: Iterable[Paragraph]) -> Iterator[_Block]:
    headings = ["", ""]
    block = _Block("")
    opened = 0  # level of a heading whose second line may follow
    glossary: int | None = None  # level of the heading that opened it
    lines = list(lines)
    for line, after in zip_longest(lines, lines[1:]):
        text = line.text.strip()
        if not text or _PAGE_NUMBER.fullmatch(text):
            continue
        starts = bool(_STARTER.match(text))
        if opened and not starts and _is_title(text):
            headings[opened - 1] += _DROP.sub("", text)  # the second line of a heading
            block.section, opened = " / ".join(filter(None, headings)), 0
            continue
        opened = 0
        if not starts and _is_cover(text, block) and not (after and _GOES_ON.match(after.text.strip())):
            if block.parts:
                yield block
            block = _Block(block.section)
            continue
        if not starts and not _is_title(text):
            if glossary is None:
                block.add(line)
            continue
        if block.parts:
            yield block
        if _is_heading(text):
            level = _level(text)
            if _GLOSSARY.search(text):
                glossary = level if glossary is None else min(level, glossary)
            elif glossary is not None and level <= glossary:
                glossary = None
            bare = _DROP.sub("", _NUMBERING.sub("", text)).rstrip(":：")
            headings = [headings[0], bare] if level == 2 else [bare, ""]
            complete = re.search(r"(?:说明|情况|表|解释)$", bare)
            opened = 0 if complete or not starts else 2 if level == 2 else 1
            block = _Block(" / ".join(filter(None, headings)))
            continue
        block = _Block(" / ".join(filter(None, headings)))
        if glossary is None:
            block.add(line)
    if block.parts:
        yield block


def _is_heading(text: str) -> bool:
    return (
        len(text) <= 60
        and not re.search(r"[。；;，,]|[:：](?!$)|[(（][类款项][)）].", text)
        and not _FIGURE.search(text)
    )


def _level(heading: str) -> int:
    """0 for a part or a title without number, 1 for 一、, 2 for all below."""
    if _PART.match(heading) or not _STARTER.match(heading):
        return 0
    return 1 if _FIRST.match(heading) else 2


def _is_title(text: str) -> bool:
    """A heading without a number, such as 2025年部门预算编制说明."""
    return len(text) <= 30 and bool(re.search(r"(?:说明|名词解释)[:：]?$", text)) and _is_heading(text)


def _is_cover(text: str, block: _Block) -> bool:
    """The title of the whole (2031年度…部门决算) between paragraphs: no part of the first sentence."""
    begun = block.parts and not block.parts[-1].endswith(("。", "；", ";", "：", ":"))
    return not begun and len(text) <= _LONGEST_COVER and bool(_COVER.fullmatch(text))


def _split(block: _Block, number: int) -> Iterator[Sentence]:
    printed = "".join(block.parts)
    kept = [(place, letter) for place, letter in enumerate(printed) if not _DROP.match(letter)]
    folded = "".join(letter for _, letter in kept).translate(_FOLD)
    folded = _WIDE_COMMA.sub(lambda found: found[0].replace("，", ","), folded)
    places = [place for place, _ in kept]
    start = 0
    for stop in [*(found.start() for found in re.finditer("[。！？]", folded)), len(folded)]:
        if stop > start:
            yield Sentence(
                folded[start:stop],
                block.section,
                number,
                printed,
                places[start:stop],
                block.starts,
                block.pages,
            )
        start = stop + 1

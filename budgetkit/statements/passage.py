"""Printed lines to passages: each a printed paragraph under its headings, page numbers and covers skipped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import NamedTuple

from budgetkit.model import Paragraph
from budgetkit.text import fold

_PAGE_NUMBER = re.compile(r"[-—\s]*(?:第?\s*\d{1,3}\s*页?(?:\s*[/共]\s*\d{1,3}\s*页?)?)[-—\s]*")
_PART = re.compile(r"\s*第[一二三四五六七八九十]+(?:部分|章)")
_FIRST = re.compile(r"\s*[一二三四五六七八九十]{1,3}\s*、")
_STARTER = re.compile(
    r"\s*(?:第[一二三四五六七八九十]+(?:部分|章)|[一二三四五六七八九十]{1,3}\s*、|\([一二三四五六七八九十]{1,3}\)"
    r"|\d{1,2}\s*[.、](?!\d)|\(\d{1,2}\)|[①-⑳])"
)
_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}\s*、|\([一二三四五六七八九十]{1,3}\)、?|\d{1,2}\s*[.、]|第.{1,3}(?:部分|章))\s*"
)
_FIGURE = re.compile(r"\d\s*(?:万元|亿元|元|%|辆|个|家|人)|\d\.\d|\d\s*万?$")
_NO_HEADING = re.compile(r"[。;,]|:(?!$)|\([类款项]\).")
_COMPLETE = re.compile(r"(?:说明|情况|表|解释)$")
_GLOSSARY = re.compile(r"名词解释|专业名词|术语解释")
_COVER = re.compile(
    r"[\u4e00-\u9fff()]{0,16}20\d\d\s*年度?[\u4e00-\u9fff()]{0,12}(?:部门|单位)(?:预算|决算)(?:公开|报告|草案)?"
)
_GOES_ON = re.compile(r"\d(?!\d\d\d年|[、.])|[编总为收支安中的,。]")
_LONGEST_COVER = 24  # characters; a line of prose that is wrapped is longer
DROPPED = " \"'"
"""What a sentence and the name of a section leave out, as folded."""


class Passage(NamedTuple):
    """Lines of one printed paragraph, and the headings it stands under; ``glossary``: it explains terms."""

    section: str
    lines: tuple[Paragraph, ...]
    glossary: bool = False


class Outline(NamedTuple):
    """Where in the outline of the document a line stands.

    ``open_level`` is 1 or 2 where the second line of the upper or lower heading may follow; ``glossary`` is
    the level of the heading that opened the glossary.
    """

    upper: str = ""
    lower: str = ""
    open_level: int = 0
    glossary: int | None = None

    @property
    def section(self) -> str:
        """The headings as `statements` prints them."""
        return " / ".join(filter(None, (self.upper, self.lower)))


def read_passages(lines: Iterable[Paragraph]) -> Iterator[Passage]:
    """Printed paragraphs in reading order."""
    outline, under, terms = Outline(), [], []
    lines = list(lines)
    for line, after in zip_longest(lines, lines[1:]):
        printed = line.text.strip()
        text = fold(printed)
        if not printed or _PAGE_NUMBER.fullmatch(text):
            continue
        role = _role(text, outline, under, after)
        if role != "text":
            yield from _closed(outline, under, terms)
        outline = _moved(outline, role, printed)
        if role in ("text", "numbered"):
            (under if outline.glossary is None else terms).append(line)
    yield from _closed(outline, under, terms)


def _closed(outline: Outline, under: list[Paragraph], terms: list[Paragraph]) -> Iterator[Passage]:
    """The paragraphs that end here, of prose and of the glossary; their lists are empty afterwards."""
    for lines, glossary in ((under, False), (terms, True)):
        if lines:
            yield Passage(outline.section, tuple(lines), glossary)
            lines.clear()


def _role(text: str, outline: Outline, under: list[Paragraph], after: Paragraph | None) -> str:
    """Which a line is: ``heading``, the ``rest`` of one, ``cover``, ``numbered`` prose, more ``text``."""
    title = _is_title(text)
    if not _STARTER.match(text):
        if outline.open_level and title:
            return "rest"
        if _is_cover(text, under) and not (after and _GOES_ON.match(fold(after.text).strip())):
            return "cover"
        if not title:
            return "text"
    return "heading" if _is_heading(text) else "numbered"


def _moved(outline: Outline, role: str, printed: str) -> Outline:
    """The outline behind a line."""
    if role == "heading":
        return _opened(outline, printed)
    if not outline.open_level:
        return outline
    if role != "rest":
        return outline._replace(open_level=0)
    name = "lower" if outline.open_level == 2 else "upper"
    return outline._replace(**{name: getattr(outline, name) + _dense(printed)}, open_level=0)


def _opened(outline: Outline, printed: str) -> Outline:
    heading = fold(printed)
    level, glossary = _level(heading), outline.glossary
    if _GLOSSARY.search(heading):
        glossary = level if glossary is None else min(level, glossary)
    elif glossary is not None and level <= glossary:
        glossary = None
    bare = _dense(printed[len(heading) - len(_NUMBERING.sub("", heading)) :]).rstrip(":：")
    complete = _COMPLETE.search(bare) or not _STARTER.match(heading)
    if level == 2:
        return Outline(outline.upper, bare, 0 if complete else 2, glossary)
    return Outline(bare, "", 0 if complete else 1, glossary)


def _dense(printed: str) -> str:
    """Printed characters without white space and quotation marks."""
    return "".join(mark for mark, meant in zip(printed, fold(printed), strict=True) if meant not in DROPPED)


def _is_heading(text: str) -> bool:
    return len(text) <= 60 and not _NO_HEADING.search(text) and not _FIGURE.search(text)


def _level(heading: str) -> int:
    """0 for a part or a title without number, 1 for 一、, 2 for all below."""
    if _PART.match(heading) or not _STARTER.match(heading):
        return 0
    return 1 if _FIRST.match(heading) else 2


def _is_title(text: str) -> bool:
    """A heading without a number, such as 2025年部门预算编制说明."""
    return len(text) <= 30 and bool(re.search(r"(?:说明|名词解释):?$", text)) and _is_heading(text)


def _is_cover(text: str, under: list[Paragraph]) -> bool:
    """The title of the whole (2031年度…部门决算) between paragraphs: no part of the first sentence."""
    if len(text) > _LONGEST_COVER or not _COVER.fullmatch(text):
        return False
    return not under or fold(under[-1].text).strip().endswith(("。", ";", ":"))

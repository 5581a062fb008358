"""Printed lines in the order in which they are read: columns side by side, figures that the page end cuts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from budgetkit.model import Document, Paragraph
from budgetkit.tables.running_lines import RunningLines
from budgetkit.text import display_width, normalise

_ENDS_OPEN = re.compile(r"\d[.,]?$|[万亿]$")
_ENDS_IN_DIGITS = re.compile(r"\d[.,]?$")
_GOES_ON = re.compile(r"[.,]?\d[\d,.]*[万亿]?元|[万亿]?元")
_BEGINS_IN_DIGITS = re.compile(r"[.,]?\d[\d,.]*(?:[万亿]|元)")
_AMOUNT = re.compile(r"\d[万亿]?元")
_PROSE = re.compile("[，。；]|[,;](?=[\u4e00-\u9fff])")
_STOPS = ("。", "；", "：", ":", ";")
_FEWEST = 2
"""Lines side by side from which on they are columns of prose."""
_NARROWEST = 16
"""Columns of a terminal that a line of running prose fills at least."""
_RAGGED = 3.0
"""Ems by which lines of one column may begin apart."""
_FULL = 0.7
"""Part of a column that a line reaches at least which goes on in the next."""
_SMALLER = 0.9
"""Size of a footnote, as a part of that of the text."""
_NOTE = re.compile("[①-⑳*※]|注")
_LONGEST_CAPTION = 24
_REACH = 12
"""Lines up among which the end of the last page is looked for."""


@dataclass(frozen=True, slots=True)
class ReadLine(Paragraph):
    """A line, or the part of one in a column.

    ``begins_cut`` and ``ends_cut`` tell that its first or last digits may be a piece of a figure, ``unit``
    is that of its figures where the introduction of a list states it.
    """

    begins_cut: bool = False
    ends_cut: bool = False
    unit: str = ""


def as_read(line: Paragraph, **known: object) -> ReadLine:
    """A line with what is ``known`` of it."""
    if isinstance(line, ReadLine):
        return replace(line, **known)
    return ReadLine(line.page, line.text, line.bbox, line.size, **known)


class _Columns(NamedTuple):
    """The lines of a page from ``start`` to ``stop`` in two columns."""

    left: list[Paragraph]
    right: list[Paragraph]
    stop: int


def order_lines(document: Document) -> list[Paragraph]:
    """The printed lines as they are read.

    Columns side by side are read one after the other, page numbers, running heads and footnotes inside of
    a figure not at all or behind its sentence. Where digits end one page and begin the next and something
    else stands between, both lines are marked as cut.
    """
    lines: list[Paragraph] = []
    for _, page in groupby(document.paragraphs, key=lambda line: line.page):
        lines += _in_columns(list(page))
    return _with_whole_figures(lines, RunningLines(document))


def _in_columns(lines: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Lines of a page, those of a column one after another."""
    place = 0
    waiting: list[Paragraph] = []
    while place < len(lines):
        side = _columns_at(lines, place)
        if side is None:
            yield lines[place]
            if waiting and _stops(lines[place]):
                yield from waiting
                waiting = []
            place += 1
            continue
        yield from side.left
        place = side.stop
        if _is_prose(side.right) or _stops(side.left[-1]):
            yield from side.right
        else:  # a box of text beside a paragraph, which goes on below it
            waiting += side.right
    yield from waiting


def _columns_at(lines: Sequence[Paragraph], start: int) -> _Columns | None:
    """The columns that begin at a line, the left one of which is running prose."""
    left: list[Paragraph] = []
    right: list[Paragraph] = []
    place = start
    after = lines[start + 1] if start + 1 < len(lines) else None
    if not _halves(lines[start]) and not (after and _is_beside(after, lines[start])):
        return None
    while place < len(lines):
        parts = _halves(lines[place]) or _beside(lines[place], left, right)
        if not parts or not _fits(parts, left, right):
            break
        left += [parts[0]] if parts[0] else []
        right += [parts[1]] if parts[1] else []
        place += 1
    if min(len(left), len(right)) < _FEWEST or not _is_prose(left):
        return None
    return _Columns(left, right, place)


Halves = tuple[Paragraph | None, Paragraph | None]


def _halves(line: Paragraph) -> Halves | None:
    """What stands to the left and right of the one tab of a line."""
    before, tab, behind = line.text.partition("\t")
    if not (line.bbox and line.size and tab) or "\t" in behind:
        return None
    x0, top, x1, bottom = line.bbox
    half = line.size / 2
    end, begin = x0 + display_width(before) * half, x1 - display_width(behind) * half
    end, begin = min(end, begin), max(end, begin)
    return (
        Paragraph(line.page, before, (x0, top, end, bottom), line.size),
        Paragraph(line.page, behind, (begin, top, x1, bottom), line.size),
    )


def _beside(line: Paragraph, left: list[Paragraph], right: list[Paragraph]) -> Halves | None:
    """A line without a tab as one of a column: the lines of the other stand a little higher or lower."""
    if not line.bbox or not line.size:
        return None
    if not left:
        return line, None
    if _is_beside(line, left[-1]):
        return None, line
    if right and line.bbox[2] < min(one.bbox[0] for one in right):
        return line, None
    return None


def _is_beside(line: Paragraph, other: Paragraph) -> bool:
    """Whether a line stands to the right of another, no more than a line lower."""
    if not (line.bbox and other.bbox and line.size):
        return False
    return line.bbox[0] > other.bbox[2] and line.bbox[1] < other.bbox[3] + line.size


def _fits(parts: Halves, left: list[Paragraph], right: list[Paragraph]) -> bool:
    """Whether a line goes on in the columns above it."""
    lefts, rights = [*left, *parts[:1]], [*right, *parts[1:]]
    gutter = min((one.bbox[0] for one in rights if one), default=None)
    if gutter is not None and any(one.bbox[2] > gutter for one in lefts if one):
        return False
    for part, column in zip(parts, (left, right), strict=True):
        if part and column and not _is_next(part, column):
            return False
    return bool(parts[1] or not right or not _stops(left[-1]))


def _is_next(part: Paragraph, column: list[Paragraph]) -> bool:
    """Whether a part begins where its column does, in the next line, and the line above it is full."""
    above, em = column[-1], part.size
    near = abs(part.bbox[0] - min(one.bbox[0] for one in column[-2:])) <= _RAGGED * em
    return near and part.bbox[1] - above.bbox[3] < 2 * em


def _is_prose(column: list[Paragraph]) -> bool:
    """Whether lines are running prose: clauses end in them, and all but the last of a paragraph are wide."""
    if not any(_PROSE.search(line.text) for line in column):
        return False
    begin, end = min(line.bbox[0] for line in column), max(line.bbox[2] for line in column)
    full = begin + _FULL * (end - begin)
    wide = [
        display_width(line.text.strip()) >= _NARROWEST and line.bbox[2] >= full
        for line in column[:-1]
        if not _stops(line)
    ]
    return bool(wide) and all(wide)


def _stops(line: Paragraph) -> bool:
    return line.text.rstrip().endswith(_STOPS)


def _with_whole_figures(lines: Iterable[Paragraph], running: RunningLines) -> list[Paragraph]:
    """Lines without what stands inside of a figure; what else may part one marks both pieces."""
    kept: list[Paragraph] = []
    between: list[Paragraph] = []
    notes: list[Paragraph] = []
    for line in lines:
        if kept and _ENDS_OPEN.search(normalise(kept[-1].text)):
            if _is_aside(line, kept[-1], running):
                between.append(line)
                continue
            footnotes = [one for one in between if not _is_furniture(one, running)]
            next_page = line.page > kept[-1].page
            if _GOES_ON.match(normalise(line.text)) and (next_page or not footnotes):
                notes += footnotes
            else:
                kept += between
        kept.append(line)
        between = []
        if notes and "。" in line.text:
            kept += notes
            notes = []
    return _with_cuts(kept + between + notes, running)


def _is_aside(line: Paragraph, above: Paragraph, running: RunningLines) -> bool:
    """Whether a line is no part of the text that the line above leaves open: furniture, a footnote."""
    if _is_furniture(line, running):
        return True
    return bool(line.bbox) and line.size < _SMALLER * above.size and line.page == above.page


def _is_furniture(line: Paragraph, running: RunningLines) -> bool:
    """Page numbers, and what the next or the last page prints at the same height, if it is a title, too."""
    aside = running.parts_pages(line) or running.repeats(line)
    return aside and not _AMOUNT.search(normalise(line.text))


def _with_cuts(lines: list[Paragraph], running: RunningLines) -> list[Paragraph]:
    """The lines, those marked that end or begin in digits which other lines part."""
    begins, ends = set(), set()
    for place, line in enumerate(lines[1:], 1):
        if not _BEGINS_IN_DIGITS.match(normalise(line.text)) or _ends_in_digits(lines[place - 1], running):
            continue
        other = _last_of_text(lines, place, running)
        if other is not None:
            begins.add(place)
            ends.add(other)
    return [
        as_read(line, begins_cut=place in begins, ends_cut=place in ends) if place in begins | ends else line
        for place, line in enumerate(lines)
    ]


def _last_of_text(lines: Sequence[Paragraph], place: int, running: RunningLines) -> int | None:
    """The line in whose digits the text of the page before may end, looked for from ``place`` up."""
    page, behind = lines[place].page, None
    for other in range(place - 1, max(-1, place - 1 - _REACH), -1):
        line = lines[other]
        if line.page < page - 1 or _is_furniture(line, running):
            continue
        if line.page == page - 1:
            if behind is not None and not _NOTE.match(normalise(behind.text)):
                return None
            if _ends_in_digits(line, running):
                return other
            behind = line
        elif _PROSE.search(line.text) or display_width(line.text.strip()) > _LONGEST_CAPTION:
            return None  # the text of the page before goes on there
    return None


def _ends_in_digits(line: Paragraph, running: RunningLines) -> bool:
    return bool(_ENDS_IN_DIGITS.search(normalise(line.text))) and not _is_furniture(line, running)

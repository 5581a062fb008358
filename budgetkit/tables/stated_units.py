"""Where a unit of money stands: inside the frame, below the table, on every page, or once for all tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import takewhile, zip_longest

from budgetkit.model import Document, Grid, Paragraph
from budgetkit.tables.cells import Rows, printed
from budgetkit.tables.header import banner_count
from budgetkit.tables.heading import looks_like_title, read_heading
from budgetkit.tables.join import Joined
from budgetkit.tables.performance_form import has_indicators, is_form
from budgetkit.tables.running_lines import height_of
from budgetkit.tables.table import Table
from budgetkit.tables.unit_wording import (
    differs_by_design,
    looks_back,
    unit_in,
    unit_noted,
    unit_of_all,
    unit_of_line,
    without_unit,
)
from budgetkit.text import normalise

_LONGEST_LABEL = 40
"""Characters of the longest text that may state the unit of the figures beside or below it."""
_LONGEST_NOTE = 60
"""Characters of the longest line that states a unit and does not begin as a note does."""

_NEAR = 12
"""Blocks before and after a line among which the table of its page is looked for."""


def unit_in_frame(rows: Rows) -> str:
    """Unit that the first rows print, or that a label of a form prints above its indicators."""
    for row in rows if is_form(rows) else rows[: max(2, banner_count(rows) + 1)]:
        if has_indicators([row]):
            break
        texts = (normalise(cell.text) for cell in printed(row) if len(cell.text) < _LONGEST_LABEL)
        if unit := next(
            (unit for text in texts if (unit := unit_in(text)) and not differs_by_design(text)), ""
        ):
            return unit
    return ""


def unit_in_banner(rows: Rows) -> str:
    """Unit that the heading inside the frame prints."""
    texts = (normalise(cell.text) for row in rows[: banner_count(rows)] for cell in printed(row))
    return next(filter(None, map(unit_in, texts)), "")


def part_notes(joined: Sequence[Joined]) -> list[str]:
    """Unit that the note below each table states; such a note is taken from the heading of the next table."""
    found = []
    for one, after in zip_longest(joined, joined[1:]):
        place, unit = _note_below(one, after)
        if unit and after is not None:
            after.above = after.above[place + 1 :]
        found.append(unit)
    return found


def _note_below(one: Joined, after: Joined | None) -> tuple[int, str]:
    """Place among the lines below, and the unit, of the note that states one for the figures above it."""
    page = one.pages[-1]
    for place, line in enumerate(one.below):
        text = normalise(line.text)
        if line.page != page or (after is not None and looks_like_title(without_unit(text))):
            break
        unit = _unit_of_note(text, one.below[place + 1 : place + 2])
        shared = after is not None and after.pages[0] == page
        if unit and (looks_back(text) or not shared or _is_nearer(place, one, after)):
            return place, unit
    return 0, ""


def _unit_of_note(text: str, following: list[Paragraph]) -> str:
    """Unit that a line states, alone or with the line into which it runs on, for the table above."""
    if unit_of_all(text)[0] or (len(text) > _LONGEST_NOTE and not looks_back(text)):
        return ""
    if unit := unit_noted(text):
        return unit
    whole = text + normalise(following[0].text) if following else ""
    return unit_noted(whole) if looks_back(text) and not unit_of_all(whole)[0] else ""


def _is_nearer(place: int, one: Joined, after: Joined) -> bool:
    """Whether a line between two tables of one page is of the first: nearer to it, which has no unit."""
    if read_heading(one.above).amount_unit or unit_in_frame(one.rows):
        return False
    line = one.below[place]
    ends = [cell.bbox[3] for cell in one.rows[-1] if cell is not None and cell.bbox]
    tops = [each.bbox[1] for each in one.below[place + 1 : place + 2] if each.bbox]
    tops = tops or [cell.bbox[1] for cell in after.rows[0] if cell is not None and cell.bbox]
    if not (line.bbox and ends and tops):
        return False
    return line.bbox[1] - max(ends) <= min(tops) - line.bbox[3]


def units_of_all(document: Document, tables: Sequence[Table]) -> dict[int, str]:
    """Units of tables that state none, by their place: printed on every page, or said for all tables."""
    running = _running_unit(document)
    said = list(_said_of_all(document))
    found = {}
    for place, table in enumerate(tables):
        first = table.pages[0] if table.pages else 0
        units = {unit for page, unit, back in said if not back or first <= page}
        nearest = [unit for page, unit, back in said if not back and page <= first]
        if len(units) > 1 and nearest:
            units = {nearest[-1]}
        if running or len(units) == 1:
            found[place] = running or units.pop()
    return found


def _said_of_all(document: Document) -> Iterator[tuple[int, str, bool]]:
    """Page and unit of each sentence for many tables, and whether only those before it are meant."""
    lines = document.paragraphs
    for line, following in zip_longest(lines, lines[1:]):
        text = normalise(line.text)
        unit, back = unit_of_all(text)
        if not unit and following is not None and following.page == line.page and len(text) > 12:
            if not unit_of_all(normalise(following.text))[0]:
                unit, back = unit_of_all(text + normalise(following.text))
        if unit:
            yield line.page, unit, back


def _running_unit(document: Document) -> str:
    """Unit of a line that stands, at one height and apart from headings, on every page with a table."""
    pages: dict[tuple[str, int], set[int]] = defaultdict(set)
    blocks = document.blocks
    for place, line in enumerate(blocks):
        unit = _unit_apart(line) if isinstance(line, Paragraph) and line.bbox else ""
        around = (blocks[max(0, place - _NEAR) : place], blocks[place + 1 : place + 1 + _NEAR])
        if unit and _stands_apart(*([each for each in side if each.page == line.page] for side in around)):
            pages[unit, height_of(line)].add(line.page)
    ruled = {grid.page for grid in document.grids}
    units = {unit for (unit, _), found in pages.items() if len(found) > 1 and ruled <= found}
    return units.pop() if len(units) == 1 else ""


def _unit_apart(line: Paragraph) -> str:
    """Unit that a part of a line states."""
    parts = map(normalise, line.text.split("\t"))
    return next((unit for part in parts if (unit := unit_of_line(part) or unit_noted(part))), "")


def _stands_apart(before: list[Grid | Paragraph], after: list[Grid | Paragraph]) -> bool:
    """Whether a line is the foot of a page, or stands above the first title of it."""
    if any(isinstance(block, Grid) for block in before):
        return not any(isinstance(block, Grid) for block in after)
    lines = takewhile(lambda block: isinstance(block, Paragraph), after)
    return any(looks_like_title(without_unit(normalise(line.text))) for line in lines)

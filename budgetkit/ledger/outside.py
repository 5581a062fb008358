"""Figures outside of all recognised tables: in lines that stand there as in a table, and in pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from budgetkit.ledger.figures import PrintedFigure, is_sentence, read_figures
from budgetkit.model import Document, Paragraph, SetAside
from budgetkit.records import Unread
from budgetkit.tables.heading import looks_like_title
from budgetkit.tables.running_lines import RunningLines
from budgetkit.tables.unit_wording import unit_of_line
from budgetkit.text import normalise

_NEAR = 3
"""Lines up and down within which certain figures make whole numbers figures as well."""
_BETWEEN = 2
"""Lines up within which a row of a table makes the next one a row, too; a name may wrap between them."""
_UNIT_ABOVE = 12
"""Lines above a row of whole numbers among which the unit of money is looked for."""

_HEADING = 2
"""Lines right above a picture that may head it."""

TabularLine = tuple[Paragraph, list[PrintedFigure]]


def unread_outside_tables(document: Document) -> Iterator[Unread]:
    """Figures of rows that no ruled table holds; those in sentences are read with the prose."""
    running = RunningLines(document)
    lines = [
        replace(line, text=part) if part != line.text else line
        for line in document.paragraphs
        if not running.is_furniture(line)
        for part in line.text.split("\n")
    ]
    rows = [(line, _tabular(line, after)) for line, after in zip_longest(lines, lines[1:])]
    titles, tabular = _titles_above(lines), _rows_of_tables(rows)
    for place, (line, figures) in enumerate(rows):
        for figure in figures:
            if figure.certain or tabular[place]:
                yield Unread(line.page, figure.text, "no_table_here", line.bbox, titles[place])


def unread_pictures(document: Document) -> Iterator[Unread]:
    """Pages that are an image, and images under the title or the unit of a table: both are unread."""
    pictures = [one for one in document.set_aside if one.why == "picture"]
    running = RunningLines(document) if pictures else None
    for picture in pictures:
        blocks = [block for block in document.blocks if block.page == picture.page]
        lines = [
            block for block in blocks if isinstance(block, Paragraph) and not running.is_furniture(block)
        ]
        texts = _right_above(picture, lines)
        title = next(filter(looks_like_title, reversed(texts)), "")
        if not blocks or title or any(map(unit_of_line, texts)):
            yield Unread(picture.page, "", "image_only", picture.bbox, title)


def _right_above(picture: SetAside, lines: Sequence[Paragraph]) -> list[str]:
    above = [line for line in lines if line.bbox[3] <= picture.bbox[1] + line.size]
    return [normalise(line.text) for line in above[-_HEADING:]]


def _tabular(line: Paragraph, after: Paragraph | None) -> list[PrintedFigure]:
    """Figures of a line that reads as a row of a table, none of a line of prose."""
    figures = read_figures(line.text, after.text if after else "")
    certain = [figure for figure in figures if figure.certain]
    if not figures or is_sentence(line.text) or _numbers_columns(figures):
        return []
    if len(certain) < 2 and any(figure.certain and not figure.alone for figure in figures):
        return []
    return figures


def _numbers_columns(figures: list[PrintedFigure]) -> bool:
    """A row of column numbers: 1 2 3 4."""
    texts = [figure.text for figure in figures]
    return (
        len(texts) > 1
        and texts[0] in "01"
        and texts == [str(int(texts[0]) + place) for place in range(len(texts))]
    )


def _rows_of_tables(rows: Sequence[TabularLine]) -> list[bool]:
    """For each line whether its whole numbers are figures: beside certain ones, or below a unit of money.

    A unit holds as long as rows with figures follow one another.
    """
    found: list[bool] = []
    for place, (_, figures) in enumerate(rows):
        goes_on = any(found[-_BETWEEN:])
        found.append(bool(figures) and (goes_on or _begins_table(rows, place)))
    return found


def _begins_table(rows: Sequence[TabularLine], place: int) -> bool:
    near = rows[max(0, place - _NEAR) : place + _NEAR + 1]
    if any(figure.certain for _, figures in near for figure in figures):
        return True
    if not any(unit_of_line(normalise(line.text)) for line, _ in rows[max(0, place - _UNIT_ABOVE) : place]):
        return False
    beside = [figures for _, figures in (*rows[max(0, place - 1) : place], *rows[place + 1 : place + 2])]
    return len(rows[place][1]) > 1 or any(beside)


def _titles_above(lines: Sequence[Paragraph]) -> list[str]:
    """For each line the nearest title of a table above it, on its page or the one before."""
    title, page, found = "", 0, []
    for line in lines:
        text = normalise(line.text)
        if looks_like_title(text):
            title, page = text, line.page
        found.append(title if line.page - page <= 1 else "")
    return found

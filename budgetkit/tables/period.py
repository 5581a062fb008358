"""Fiscal year and phase that a document's own title prints."""

from __future__ import annotations

import re
from collections import Counter

from budgetkit.model import Document
from budgetkit.text import normalise

_YEAR = re.compile(r"(20\d\d)(?:年度?)?")
_TITLE_WORDS = re.compile(r"(?:部门|单位|区级|市级|省级)?(?:预算|决算)")
_SUBTITLE = re.compile(r"^\(?(20\d\d)年度?\)?$")
_YEAR_OF_FIGURES = re.compile(r"^(20\d\d)年?度?.*(?:预算|决算)")
_LONGEST_TITLE, _COVER = 60, 6
"""Characters of a line that may be a title, and lines of the cover, two of which may be one title."""
_HEADER_ROWS = 4
"""Rows of a grid in which the heading of a column may stand."""


def read_period(document: Document) -> tuple[int | None, str]:
    """Fiscal year and phase of a document, from its cover and the titles of its tables.

    Returns
    -------
    fiscal_year : int or None
        The year of the first line that names a year together with 预算 or 决算; where no line does, the
        one year of the lines under the titles (2031年度); the latest year of the column headings
        (2031年预算数); the one year that the short lines print with 年. ``None`` where these name none, or
        several: a year is not guessed from how often it is printed.
    phase : str
        ``executed`` for 决算, ``approved`` for 预算, ``""`` when neither word is printed.
    """
    short = [text for line in document.paragraphs if len(text := normalise(line.text)) <= _LONGEST_TITLE]
    joined = [a + b for a, b in zip(short, [*short[1:], ""], strict=False)]
    for text in [*short[:_COVER], *joined[:_COVER], *short]:
        found = _YEAR.search(text)
        if found and _TITLE_WORDS.search(text):
            return int(found[1]), "executed" if "决算" in text else "approved"
    words = Counter(word for text in short for word in re.findall("预算|决算", text))
    phase = "executed" if words["决算"] > words["预算"] else "approved"
    return _year_without_title(document, short), phase if words else ""


def _year_without_title(document: Document, short: list[str]) -> int | None:
    """The year that lines under the titles, columns, or else short lines agree on."""
    subtitles = {int(found[1]) for text in short if (found := _SUBTITLE.match(text))}
    if len(subtitles) == 1:
        return subtitles.pop()
    if columns := _years_of_columns(document):
        return max(columns)
    printed = {int(found) for text in short for found in re.findall(r"(20\d\d)年", text)}
    return printed.pop() if len(printed) == 1 else None


def _years_of_columns(document: Document) -> set[int]:
    """Years that headings of columns print together with 预算 or 决算."""
    texts = (
        normalise(cell.text)
        for grid in document.grids
        for cell in grid.cells
        if cell.row < _HEADER_ROWS and 0 < len(cell.text) < 20
    )
    return {int(found[1]) for text in texts if (found := _YEAR_OF_FIGURES.match(text))}

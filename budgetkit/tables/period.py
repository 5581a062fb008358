"""Fiscal year and phase that a document's own title prints."""

from __future__ import annotations

import re
from collections import Counter

from budgetkit.model import Document, Grid, Paragraph
from budgetkit.text import normalise

_YEAR = re.compile(r"(20\d\d)(?:年度?)?")
_TITLE_WORDS = re.compile(r"(?:部门|单位|区级|市级|省级)?(?:预算|决算)")
_SUBTITLE = re.compile(r"^\(?(20\d\d)年度?\)?$")
_YEAR_OF_FIGURES = re.compile(r"^(20\d\d)年?度?.*(?:预算|决算)")
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
    lines = [block for block in document.blocks if isinstance(block, Paragraph)]
    short = [text for block in lines if len(text := normalise(block.text)) <= 60]
    joined = [a + b for a, b in zip(short, [*short[1:], ""], strict=False)]
    for text in [*short[:6], *joined[:6], *short]:
        found = _YEAR.search(text)
        if found and _TITLE_WORDS.search(text):
            return int(found[1]), "executed" if "决算" in text else "approved"
    words = Counter(word for text in short for word in re.findall("预算|决算", text))
    phase = "" if not words else "executed" if words["决算"] > words["预算"] else "approved"
    subtitles = {int(found[1]) for text in short if (found := _SUBTITLE.match(text))}
    columns = _years_of_columns(document)
    printed = {int(found) for text in short for found in re.findall(r"(20\d\d)年", text)}
    if len(subtitles) == 1:
        return subtitles.pop(), phase
    if columns:
        return max(columns), phase
    return (printed.pop() if len(printed) == 1 else None), phase


def _years_of_columns(document: Document) -> set[int]:
    """Years that headings of columns print together with 预算 or 决算."""
    texts = (
        normalise(cell.text)
        for block in document.blocks
        if isinstance(block, Grid)
        for cell in block.cells
        if cell.row < _HEADER_ROWS and 0 < len(cell.text) < 20
    )
    return {int(found[1]) for text in texts if (found := _YEAR_OF_FIGURES.match(text))}

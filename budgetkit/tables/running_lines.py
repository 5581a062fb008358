"""Lines that belong to a page and not to what it prints: page numbers, running heads."""

from __future__ import annotations

import re
from collections import defaultdict

from budgetkit.model import Document, Paragraph
from budgetkit.tables.unit_wording import unit_noted, unit_of_line
from budgetkit.text import normalise

_PAGE_NUMBER = re.compile(
    r"^[-—–―·.\s]*(第?\d{1,4}页?([,/，、]?共\d+页)?|\d{1,4}/\d{1,4}页?|page\d+(of\d+)?|[ivxIVX]{1,5})[-—–―·.\s]*$",
    re.IGNORECASE,
)
_SAME_HEIGHT = 8
"""Points within which lines of different pages stand at one height."""
_MANY_PAGES = 3
"""Pages from which on a line at one height is a running head, whatever stands below it."""


class RunningLines:
    """The printed lines of a document by text and height."""

    def __init__(self, document: Document) -> None:
        self._pages: dict[tuple[str, int], set[int]] = defaultdict(set)
        for line in document.paragraphs:
            if line.bbox:
                self._pages[_place(line)].add(line.page)

    def is_furniture(self, line: Paragraph) -> bool:
        """Whether a line is blank, a page number, or printed at one height on many pages."""
        text = normalise(line.text)
        if not text or _PAGE_NUMBER.match(text):
            return True
        if not line.bbox or "单位:" in text or text.endswith("表") or unit_noted(text):
            return False
        return len(self._pages[_place(line)]) >= _MANY_PAGES

    def runs(self, line: Paragraph, page: int) -> bool:
        """Whether a line is a running head between two pages: that page prints it at the same height."""
        text = normalise(line.text)
        heads = line.page != page and unit_of_line(text)  # of a table of its own; below a table it is a foot
        if not line.bbox or heads or text.endswith("表"):
            return False
        return (page if line.page != page else page + 1) in self._pages[_place(line)]

    def repeats(self, line: Paragraph) -> bool:
        """Whether the page before or behind prints a line at the same height, be it a title or not."""
        if not line.bbox:
            return False
        pages = self._pages[_place(line)]
        return line.page - 1 in pages or line.page + 1 in pages

    def parts_pages(self, line: Paragraph) -> bool:
        """Whether a line is no part of a sentence that goes on over pages: furniture, a running head."""
        return self.is_furniture(line) or self.runs(line, line.page) or self.runs(line, line.page - 1)


def _place(line: Paragraph) -> tuple[str, int]:
    return normalise(line.text), height_of(line)


def height_of(line: Paragraph) -> int:
    """How far down a line stands, so that lines of different pages can be compared."""
    return round(line.bbox[1] / _SAME_HEIGHT)

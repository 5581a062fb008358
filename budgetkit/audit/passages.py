"""The prose of a document as one text to search."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from budgetkit.model import Paragraph

_SPACE = re.compile(r"\s+")
AROUND = 18
"""Characters of a quotation on each side of what is wrong."""


class Passages:
    """The prose of a document without white space, and the page of each place."""

    def __init__(self, paragraphs: Iterable[Paragraph]) -> None:
        self.lines = [(_SPACE.sub("", each.text), each.page) for each in paragraphs]
        self.whole = "".join(text for text, _ in self.lines)
        self._starts, at = [], 0
        for text, _ in self.lines:
            self._starts.append(at)
            at += len(text)

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], dict]]:
        """All that a pattern finds, each with its page and its own words."""
        for found in pattern.finditer(self.whole):
            yield found, self.place(*found.span()) | {"quote": found[0]}

    def sentence(self, start: int, stop: int, marks: str = "。；") -> str:
        """The sentence around a passage; it begins behind the last of the marks."""
        left = max(self.whole.rfind(mark, 0, start) for mark in marks) + 1
        right = self.whole.find("。", stop)
        return self.whole[left : right if right >= 0 else len(self.whole)]

    def place(self, start: int, stop: int) -> dict:
        """Page and words around a passage, within its sentence."""
        left = max(self.whole.rfind(mark, 0, start) for mark in "。；：") + 1
        right = min(
            (at for mark in "。；" if (at := self.whole.find(mark, stop)) >= 0), default=len(self.whole)
        )
        left, right = max(left, start - AROUND), min(right, stop + AROUND)
        page = self.lines[bisect_right(self._starts, start) - 1][1]
        return {"page": page, "quote": self.whole[left:right]}

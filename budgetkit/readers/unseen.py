"""Text that nobody sees, kept out of the text that is read.

PDFium joins the texts of neighbouring objects when it makes the text of a page, and drops what looks printed
twice: a hidden copy turns 900.06 into 90006, or lies where the visible text should be. Objects of which no
character shows are therefore taken out, and the text is made anew without them. Hardly any page has
such objects, and all others are read once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from budgetkit.model import SetAside
from budgetkit.readers import pdfium
from budgetkit.readers.characters import (
    BOTTOM,
    LEFT_SIDE,
    OBJECT,
    RIGHT_SIDE,
    TOP,
    Characters,
    PageText,
)
from budgetkit.readers.coordinates import Frame
from budgetkit.readers.painting import MOST_PAIRS, Covers
from budgetkit.readers.paths import Drawing
from budgetkit.readers.pdfium import Handle, pointer
from budgetkit.readers.placement import make_paragraphs
from budgetkit.readers.text_pages import TextReader
from budgetkit.readers.words import find_words

MOST_COPIES = 8
"""Times that the text of a page is made; each finds the copies that lay under those taken out before."""
NEAR = 0.3
"""Heights of a character around it in which another one may be joined with it."""


class SeenText(NamedTuple):
    """The text of a page that shows, None where PDFium cannot make it, and that which does not show.

    With the latter stands whether nothing is seen in its place.
    """

    text: PageText | None
    unseen: list[tuple[PageText, bool]]


class SeenTextReader:
    """Reads the text of one loaded page, with what is painted on it."""

    def __init__(
        self, reader: TextReader, page: Handle, frame: Frame, drawing: Drawing, covers: Covers
    ) -> None:
        self._reader, self._page, self._frame = reader, page, frame
        self._drawing, self._covers = drawing, covers

    def read(self) -> SeenText:
        """What shows and what does not."""
        first = text = self._make_text()
        if text is None:
            return SeenText(None, [])
        unseen = []
        for _ in range(MOST_COPIES):
            if not text.hidden:
                break
            of_hidden = np.isin(text.unseen.marks[OBJECT], text.hidden)
            unseen.append(replace(text, characters=text.unseen.take(of_hidden)))
            self._take_out(text.hidden)
            text = self._make_text() or text
        if len(text.unseen):
            unseen.append(replace(text, characters=text.unseen))
            text = self._part_layers(text)
        text.cut_off = first.cut_off
        return SeenText(text, [part for one in unseen for part in self._parted(one, text.characters)])

    def _make_text(self) -> PageText | None:
        text_page = pdfium.load_text_page(self._page)
        if not text_page:
            return None
        try:
            return self._reader.read(text_page, self._frame, self._drawing, self._covers)
        finally:
            pdfium.close_text_page(text_page)

    def _take_out(self, hidden: list[int]) -> None:
        """Take text objects out of the page: an object switched off still lets its like be dropped."""
        for stream in self._drawing.streams:
            for address in sorted(set(hidden).intersection(stream.addresses)):
                remove = pdfium.remove_inner if stream.depth else pdfium.remove_object
                if remove(stream.owner, pointer(address)):
                    pdfium.destroy_object(pointer(address))

    def _part_layers(self, text: PageText) -> PageText:
        """The text, made apart for objects of which only a part shows, where they meet others."""
        partly = set(text.unseen.marks[OBJECT].tolist())
        others = ~np.isin(text.characters.marks[OBJECT], list(partly))
        if not _are_near(text.unseen, text.characters.take(others)).any():
            return text
        whole = set(text.all_objects.tolist()) - partly - {0}
        _show(partly, False)
        above = self._make_text()
        _show(partly, True)
        _show(whole, False)
        below = self._make_text()
        _show(whole, True)
        return above.joined(below) if above and below else text

    def _parted(self, text: PageText, shown: Characters) -> Iterator[tuple[PageText, bool]]:
        """Unseen text by whether nothing is seen in its place, as it is in a picture of a page."""
        left, top, right, bottom = text.characters.measures[: BOTTOM + 1]
        pictured = self._covers.in_picture((left + right) / 2, (top + bottom) / 2)
        if pictured.any():
            pictured &= ~_are_near(text.characters, shown)
        for is_proven, kept in ((True, ~pictured), (False, pictured)):
            if kept.any():
                yield replace(text, characters=text.characters.take(kept)), is_proven


def _show(addresses: set[int] | list[int], shown: bool) -> None:
    for address in addresses:
        pdfium.set_active(pointer(address), shown)


def _are_near(characters: Characters, others: Characters) -> np.ndarray:
    """Which characters touch any of the others."""
    near = np.zeros(len(characters), dtype=bool)
    step = max(1, MOST_PAIRS // max(len(others), 1))
    for begin in range(0, len(characters), step):
        part = slice(begin, begin + step)
        sides = characters.measures[:, part, None]
        slack = NEAR * (sides[BOTTOM] - sides[TOP])
        touched = sides[LEFT_SIDE] - slack < others.measures[RIGHT_SIDE]
        touched &= sides[RIGHT_SIDE] + slack > others.measures[LEFT_SIDE]
        touched &= sides[TOP] < others.measures[BOTTOM]
        touched &= sides[BOTTOM] > others.measures[TOP]
        near[part] = touched.any(axis=1)
    return near


def set_text_aside(page: int, text: PageText, why: str, proven: bool) -> Iterator[SetAside]:
    """The lines of a text that counts as no part of its page."""
    for line in make_paragraphs(page, find_words(text)):
        yield SetAside(page, line.text, line.bbox, why, proven)

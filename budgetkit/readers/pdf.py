"""PDF files: opened with PDFium from memory, read page by page."""

from __future__ import annotations

import gc
import hashlib
import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from ctypes import c_void_p, cast
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pypdfium2

from budgetkit.errors import Place, UnreadableFile
from budgetkit.model import Document, Grid, Paragraph, Remark, SetAside
from budgetkit.readers import pdfium
from budgetkit.readers.characters import (
    CODE,
    DIRECTION,
    RIGHT,
    Characters,
    PageText,
    is_repetition,
    main_direction,
)
from budgetkit.readers.coordinates import Frame, read_frame
from budgetkit.readers.lattices import CrowdedPage, Lattice, find_filled_lattices, find_lattices
from budgetkit.readers.painting import Covers, find_rules
from budgetkit.readers.paths import Drawing, PathReader
from budgetkit.readers.placement import NO_BOXES, Placement, place_words
from budgetkit.readers.stamps import has_digit, prove_repeated
from budgetkit.readers.strikes import find_struck
from budgetkit.readers.text_pages import TextReader
from budgetkit.readers.unseen import SeenTextReader, set_text_aside
from budgetkit.readers.visibility import has_layers, load_displayed_page
from budgetkit.readers.words import join_runs

UNMAPPED = re.compile("\ufffd")
PRIVATE = re.compile("[\ue000-\uf8ff]")
COLLECTION = b"/Collection"
"""What the catalog of a portfolio has: its pages only say that one must open what is attached."""
LARGE_PICTURE = 0.05
"""Part of the page from which on an image may show a table."""
MOST_PLACES = 5
"""Places that a note names; a page in an odd font would fill a screen."""


def read_pdf(content: bytes, name: str) -> Document:
    """Read a PDF into ruled grids and printed lines.

    Parameters
    ----------
    content : bytes
        The whole file.
    name : str
        Path to record in the document.

    Returns
    -------
    Document
        A page that cannot be read has no blocks, the size 0 by 0, and a note.

    Raises
    ------
    UnreadableFile
        When PDFium cannot open the file, it has no pages, or its documents are attached to it.
    """
    blocks: list[Grid | Paragraph] = []
    notes: list[str] = []
    sizes: list[tuple[float, float]] = []
    set_aside: list[SetAside] = []
    with _opened(content, name) as reader:
        if reader.count == 0:
            raise UnreadableFile("the PDF has no pages", Place(name), "download it again")
        if reader.attached and COLLECTION in content:
            what = (
                f"the file is a PDF portfolio: its documents are the {reader.attached} files attached to it"
            )
            raise UnreadableFile(what, Place(name), "save these files and give them one by one")
        for number in range(1, reader.count + 1):
            page = reader.read(number)
            blocks.extend(page.blocks)
            sizes.append(page.size)
            notes.extend(page.notes)
            set_aside.extend(page.set_aside)
        if reader.attached:
            how = (
                "is not read; save it and give it"
                if reader.attached == 1
                else "are not read; save and give them"
            )
            notes.append(f"{reader.attached} attached file{'s' * (reader.attached > 1)} {how} as well")
    return Document(
        name,
        hashlib.sha256(content).hexdigest(),
        "pdf",
        len(sizes),
        tuple(blocks),
        tuple(notes),
        tuple(sizes),
        len(content),
        tuple(prove_repeated(set_aside)),
    )


def read_pages(content: bytes, pages: Iterable[int], name: str = "") -> list[Grid | Paragraph]:
    """Blocks of some pages only, counted from 1; see :func:`read_pdf`."""
    with _opened(content, name) as reader:
        return [block for number in pages for block in reader.read(number).blocks]


@contextmanager
def _opened(content: bytes, name: str) -> Iterator[PageReader]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise _explain(error, name) from error
    # Nothing that a page makes goes round in circles: looking for such things costs a twentieth of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield PageReader(document, has_layers(content))
    finally:
        if collecting:
            gc.enable()
        document.close()


class PageReading(NamedTuple):
    """What one page holds: blocks in reading order, displayed size in points, notes, and what is left out."""

    blocks: list[Grid | Paragraph]
    size: tuple[float, float]
    notes: list[str]
    set_aside: list[SetAside]


class _Memory(threading.local):
    """Where PDFium writes its answers, kept from document to document, one for each thread."""

    def __init__(self) -> None:
        self.paths, self.text = PathReader(), TextReader()


_MEMORY = _Memory()


class PageView(NamedTuple):
    """What is painted on a page, who covers whom, and the text that shows, and that which does not.

    There is none where PDFium cannot read it. Of unseen text it tells whether nothing is seen in its place.
    """

    drawing: Drawing
    covers: Covers
    text: PageText | None
    unseen: list[tuple[PageText, bool]]


class PageReader:
    """Reads the pages of one open document."""

    def __init__(self, document: pypdfium2.PdfDocument, layered: bool) -> None:
        self.count, self.attached = len(document), document.count_attachments()
        self._document = pdfium.Handle(cast(document.raw, c_void_p).value)
        self._layered = layered
        self._paths, self._text = _MEMORY.paths, _MEMORY.text

    def read(self, number: int) -> PageReading:
        """Read a page counted from 1."""
        page = load_displayed_page(self._document, number - 1, self._layered)
        if not page:
            note = f"page {number}: PDFium cannot read it; the other pages are read"
            return PageReading([], (0.0, 0.0), [note], [])
        try:
            displayed = read_frame(page)
            view = self._look(page, displayed)
            unseen = view.unseen
            direction = _direction(view.text.characters) if view.text else RIGHT
            if direction != RIGHT:
                view = self._look(page, displayed.turned(direction))
            lattices, is_crowded = _find_tables(view)
            view, struck = _part_struck(view, lattices)
        finally:
            pdfium.close_page(page)
        slants = np.array(view.drawing.slants) if view.drawing.slants else NO_BOXES
        is_blank = view.text is None or not len(view.text.characters)
        placed = place_words(number, None if is_blank else view.text, lattices, slants)
        notes = []
        if view.text is None:
            notes.append("PDFium cannot read its text")
        elif is_blank and view.drawing.images:
            notes.append("image only, no text; it needs character recognition")
        if direction != RIGHT:
            upright = [_turned_back(block, displayed, direction) for block in placed.blocks]
            placed = placed._replace(blocks=upright)
        notes.extend(_remarks(view, placed, direction, is_crowded))
        size = round(displayed.width, 2), round(displayed.height, 2)
        aside = list(_left_out(number, unseen, struck))
        aside += _printed_across(number, view.text, placed, displayed, direction)
        aside += _pictures(number, view.drawing, placed.blocks, displayed, direction)
        notes = [type(note)(f"page {number}: {note}") for note in notes]
        return PageReading(placed.blocks, size, notes, aside)

    def _look(self, page: pdfium.Handle, frame: Frame) -> PageView:
        drawing = self._paths.read(page, frame)
        covers = Covers(drawing, self._document, page)
        text, unseen = SeenTextReader(self._text, page, frame, drawing, covers).read()
        return PageView(drawing, covers, text, unseen)


def _direction(characters: Characters) -> int:
    """The direction in which a page is read; watermarks that run another way do not turn it."""
    directions = characters.marks[DIRECTION]
    direction = main_direction(directions)
    if direction != RIGHT and is_repetition(characters.marks[CODE, directions == direction]):
        return RIGHT
    return direction


def _turned_back(block: Grid | Paragraph, displayed: Frame, direction: int) -> Grid | Paragraph:
    """A block of a page that was turned to read it, with its boxes on the page as displayed."""
    box = displayed.turned_back(block.bbox, direction)
    if isinstance(block, Paragraph):
        return replace(block, bbox=box)
    cells = [cell._replace(bbox=displayed.turned_back(cell.bbox, direction)) for cell in block.cells]
    return replace(block, bbox=box, cells=tuple(cells))


def _pictures(
    page: int, drawing: Drawing, blocks: list[Grid | Paragraph], displayed: Frame, direction: int
) -> Iterator[SetAside]:
    """Large images without text upon them, which may show a table; of a page without text its whole."""
    whole = (0.0, 0.0, displayed.width, displayed.height)
    if not blocks and drawing.images:
        yield SetAside(page, "", whole, "picture")
        return
    middles = [((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) for box in (block.bbox for block in blocks)]
    for order in sorted(drawing.pictures):
        box = drawing.pictures[order]
        if direction != RIGHT:
            box = displayed.turned_back(box, direction)
        x0, y0, x1, y1 = box
        is_large = (x1 - x0) * (y1 - y0) > LARGE_PICTURE * displayed.width * displayed.height
        if is_large and not any(x0 < x < x1 and y0 < y < y1 for x, y in middles):
            yield SetAside(page, "", box, "picture")


def _printed_across(
    page: int, text: PageText | None, placed: Placement, displayed: Frame, direction: int
) -> Iterator[SetAside]:
    """Stamps and watermarks; without a figure they are certainly no part of the text."""
    parts = [(word.text, word.box, "watermark") for word in placed.across]
    parts += [(word.text, word.box, "stamp") for word in placed.stamps]
    parts += [(*run, "watermark") for run in join_runs(text.aslant)] if text else []
    for printed, box, why in parts:
        box = displayed.turned_back(box, direction) if direction != RIGHT else box
        yield SetAside(page, printed, tuple(round(side, 2) for side in box), why, not has_digit(printed))


def _find_tables(view: PageView) -> tuple[list[Lattice], bool]:
    """The ruled tables, and whether none were looked for because a drawing fills the page."""
    try:
        lattices = find_lattices(*find_rules(view.drawing, view.covers))
        return lattices or find_filled_lattices(view.covers.visible_fills()), False
    except CrowdedPage:
        return [], True


def _left_out(page: int, unseen: list[tuple[PageText, bool]], struck: list[PageText]) -> Iterator[SetAside]:
    for text, is_proven in unseen:
        yield from set_text_aside(page, text, "unseen", is_proven)
    for text in struck:
        yield from set_text_aside(page, text, "struck", False)


def _part_struck(view: PageView, lattices: list[Lattice]) -> tuple[PageView, list[PageText]]:
    """What is painted on a page without the figures struck through, and these."""
    if view.text is None or not len(view.drawing.strips):
        return view, []
    struck = find_struck(view.text.characters, view.drawing, lattices)
    if not struck.any():
        return view, []
    kept, left_out = (
        replace(view.text, characters=view.text.characters.take(mask)) for mask in (~struck, struck)
    )
    return view._replace(text=kept), [left_out]


def _remarks(view: PageView, placed: Placement, direction: int, is_crowded: bool) -> Iterator[str]:
    if is_crowded:
        what = f"a drawing of {len(view.drawing.strips)} strokes and {len(view.drawing.fills)} fills"
        yield f"{what}; no ruled table is looked for in it, only lines of text"
    if direction != RIGHT:
        yield Remark(f"printed turned by {90 * (4 - direction)} degrees; read upright")
    for way in placed.turned:
        yield Remark(f"a table printed turned by {90 * (4 - way)} degrees; read upright")
    if view.text is not None:
        yield from _remarks_on_text(view.text, placed.blocks)
    for words, what in (
        (placed.across, "too tall for their cells"),
        (placed.stamps, "of a stamp or a watermark"),
    ):
        if words:
            printed = "".join(word.text for word in words)
            yield Remark(f"{len(printed)} characters {what} are left out: {printed}")


def _remarks_on_text(page_text: PageText, blocks: list[Grid | Paragraph]) -> Iterator[str]:
    if page_text.unmapped:
        what = f"{page_text.unmapped} printed characters carry no Unicode and stand as U+FFFD"
        yield what + _places(blocks, UNMAPPED)
    if page_text.private:
        what = (
            f"{page_text.private} printed characters are signs of a font's own, without a meaning elsewhere"
        )
        yield what + _places(blocks, PRIVATE)
    if page_text.cut_off:
        yield Remark(f"{page_text.cut_off} characters lie outside the visible page and are left out")
    if len(page_text.aslant):
        what = f"{len(page_text.aslant)} slanted characters (a stamp or a watermark)"
        yield Remark(f"{what} are left out: {page_text.aslant.text()}")


def _places(blocks: list[Grid | Paragraph], wanted: re.Pattern[str]) -> str:
    """Where such characters stand, the first places by name, counted from 1 as one counts on paper."""
    found, tables = [], 0
    for block in blocks:
        if isinstance(block, Grid):
            tables += 1
            for cell in block.cells:
                if wanted.search(cell.text):
                    found.append(f"table {tables} row {cell.row + 1} column {cell.column + 1}")
        elif wanted.search(block.text):
            found.append(f"a line at {block.bbox[1]:.0f} points from the top")
    named = "; ".join(found[:MOST_PLACES])
    more = f"; and {len(found) - MOST_PLACES} places more" if len(found) > MOST_PLACES else ""
    return f": {named}{more}" if found else ""


def _explain(error: pypdfium2.PdfiumError, name: str) -> UnreadableFile:
    code = getattr(error, "err_code", None)
    if code in (pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY):
        return UnreadableFile("the PDF is encrypted", Place(name), "save a copy without a password")
    return UnreadableFile("the PDF is broken and cannot be opened", Place(name), "download it again")

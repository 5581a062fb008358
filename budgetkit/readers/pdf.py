"""PDF files: opened with PDFium from memory, read page by page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from ctypes import c_void_p, cast

import pypdfium2

from budgetkit.errors import Place, UnreadableFile
from budgetkit.model import Document, Grid, Paragraph
from budgetkit.readers import binding
from budgetkit.readers.frame import read_frame
from budgetkit.readers.painting import Covers, find_rules
from budgetkit.readers.paths import PathReader
from budgetkit.readers.placement import place_words
from budgetkit.readers.ruling import find_lattices
from budgetkit.readers.text import PageText, TextReader


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
        When PDFium cannot open the file, or it has no pages.
    """
    blocks: list[Grid | Paragraph] = []
    notes: list[str] = []
    sizes: list[tuple[float, float]] = []
    with _opened(content, name) as document:
        count = len(document)
        if count == 0:
            raise UnreadableFile("the PDF has no pages", Place(name), "download it again")
        reader = PageReader(document)
        for number in range(1, count + 1):
            found, size, remarks = reader.read(number)
            blocks.extend(found)
            sizes.append(size)
            notes.extend(remarks)
    digest = hashlib.sha256(content).hexdigest()
    return Document(name, digest, "pdf", count, tuple(blocks), tuple(notes), tuple(sizes), len(content))


def read_pages(content: bytes, pages: Iterable[int], name: str = "") -> list[Grid | Paragraph]:
    """Blocks of some pages only, counted from 1; see :func:`read_pdf`."""
    with _opened(content, name) as document:
        reader = PageReader(document)
        return [block for number in pages for block in reader.read(number)[0]]


@contextmanager
def _opened(content: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise _explain(error, name) from error
    try:
        yield document
    finally:
        document.close()


class PageReader:
    """Reads the pages of one open document."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._document = binding.Handle(cast(document.raw, c_void_p).value)
        self._paths, self._text = PathReader(), TextReader()

    def read(self, number: int) -> tuple[list[Grid | Paragraph], tuple[float, float], list[str]]:
        """Blocks in reading order, displayed size, and notes of a page counted from 1."""
        page = binding.load_page(self._document, number - 1)
        if not page:
            return [], (0.0, 0.0), [f"page {number}: PDFium cannot read it; the other pages are read"]
        text_page = None
        try:
            text_page = binding.load_text_page(page)
            frame = read_frame(page)
            drawing = self._paths.read(page, frame)
            covers = Covers(drawing, self._document, page)
            page_text = self._text.read(text_page, frame, drawing, covers) if text_page else None
            rules = find_rules(drawing, covers)
            lattices = find_lattices(rules.horizontals, rules.verticals, rules.dots)
            blocks = place_words(number, None if _is_blank(page_text) else page_text, lattices)
        finally:
            if text_page:
                binding.close_text_page(text_page)
            binding.close_page(page)
        notes = []
        if not text_page:
            notes.append(f"page {number}: PDFium cannot read its text")
        elif _is_blank(page_text) and drawing.images:
            notes.append(f"page {number}: image only, no text; it needs character recognition")
        if page_text is not None and page_text.unmapped:
            count = page_text.unmapped
            notes.append(f"page {number}: {count} printed characters carry no Unicode and stand as U+FFFD")
        if page_text is not None and page_text.cut_off:
            count = page_text.cut_off
            notes.append(f"page {number}: {count} characters lie outside the visible page and are left out")
        if page_text is not None and page_text.aslant:
            what = f"{len(page_text.aslant)} slanted characters (a stamp or a watermark)"
            notes.append(f"page {number}: {what} are left out: {page_text.aslant}")
        return blocks, (round(frame.width, 2), round(frame.height, 2)), notes


def _is_blank(page_text: PageText | None) -> bool:
    return page_text is None or page_text.characters.marks.shape[1] == 0


def _explain(error: pypdfium2.PdfiumError, name: str) -> UnreadableFile:
    code = getattr(error, "err_code", None)
    if code in (pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY):
        return UnreadableFile("the PDF is encrypted", Place(name), "save a copy without a password")
    return UnreadableFile("the PDF is broken and cannot be opened", Place(name), "download it again")

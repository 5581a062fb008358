"""What is compared: PDFium alone, budgetkit, and the engines that could replace its reader.

``read`` is what is timed and gives whatever the engine's own call gives; ``tables`` turns that into text by
anchor, untimed. No engine is given more than its documented way to read ruled tables, and none less.
"""

from __future__ import annotations

import importlib.metadata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.scoring import Table, make_table

Pages = dict[int, list[Table]]
"""Tables by page, counted from 1."""


@dataclass(frozen=True, slots=True)
class Engine:
    """One competitor.

    Parameters
    ----------
    label, package : str
        As printed, and the distribution whose version is told.
    read : callable
        Of a path and pages counted from 1; gives what the engine found.
    tables : callable or None
        What ``read`` gave as tables by page; None for the floor, which finds none.
    slow : bool
        Whether one call a round is enough to time it.
    """

    label: str
    package: str
    read: Callable[[str, list[int]], Any]
    tables: Callable[[Any], Pages] | None
    slow: bool = False

    @property
    def version(self) -> str | None:
        """Version of the package, None when it is not installed."""
        try:
            return importlib.metadata.version(self.package)
        except importlib.metadata.PackageNotFoundError:
            if self.package != "budgetkit":
                return None
            import budgetkit

            return budgetkit.__version__


def read_floor(path: str, pages: list[int]) -> None:
    """PDFium alone: load page, text page, text, and all path objects with their bounds."""
    from ctypes import c_float, c_ushort

    import pypdfium2
    from pypdfium2 import raw

    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    document = pypdfium2.PdfDocument(path)
    for number in pages:
        page = raw.FPDF_LoadPage(document.raw, number - 1)
        text_page = raw.FPDFText_LoadPage(page)
        count = raw.FPDFText_CountChars(text_page)
        buffer = (c_ushort * (count + 1))()
        raw.FPDFText_GetText(text_page, 0, count, buffer)
        bytes(buffer).decode("utf-16-le", "replace")
        for index in range(raw.FPDFPage_CountObjects(page)):
            handle = raw.FPDFPage_GetObject(page, index)
            if raw.FPDFPageObj_GetType(handle) == raw.FPDF_PAGEOBJ_PATH:
                raw.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
        raw.FPDFText_ClosePage(text_page)
        raw.FPDF_ClosePage(page)
    document.close()


def read_floor_classes(path: str, pages: list[int]) -> None:
    """The same through pypdfium2's own Python classes."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    for number in pages:
        page = document[number - 1]
        text_page = page.get_textpage()
        text_page.get_text_range()
        for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
            item.get_bounds()
        text_page.close()
        page.close()
    document.close()


def read_budgetkit(path: str, pages: list[int]) -> list:
    from budgetkit.readers.pdf import read_pages

    return read_pages(Path(path).read_bytes(), pages)


def tables_of_budgetkit(blocks: list) -> Pages:
    from budgetkit.model import Grid

    found: Pages = {}
    for grid in blocks:
        if isinstance(grid, Grid):
            cells = ((cell.row, cell.column, cell.text) for cell in grid.cells)
            found.setdefault(grid.page, []).append(make_table(grid.rows, grid.columns, cells))
    return found


def read_pdfplumber(path: str, pages: list[int]) -> list[tuple[int, list]]:
    import pdfplumber

    with pdfplumber.open(path, pages=pages) as document:
        return [(page.page_number, page.extract_tables()) for page in document.pages]


def tables_of_pdfplumber(read: list[tuple[int, list]]) -> Pages:
    """A cell that a merged one covers is None; the text stands in the upper left one."""
    return {number: [_table_of_rows(rows) for rows in tables] for number, tables in read}


def _table_of_rows(rows: list[list[str | None]]) -> Table:
    cells = ((row, column, text) for row, line in enumerate(rows) for column, text in enumerate(line))
    return make_table(len(rows), max(map(len, rows), default=0), cells)


def _read_camelot(path: str, pages: list[int], **settings: object) -> Any:
    import camelot

    return camelot.read_pdf(path, pages=",".join(map(str, pages)), flavor="lattice", **settings)


def read_camelot(path: str, pages: list[int]) -> Any:
    return _read_camelot(path, pages)


def read_camelot_vector(path: str, pages: list[int]) -> Any:
    return _read_camelot(path, pages, engine="vector", split_text=True)


def tables_of_camelot(read: Any) -> Pages:
    """Text of a merged cell stands in its upper left one, as camelot shifts it by default."""
    found: Pages = {}
    for table in read:
        found.setdefault(int(table.page), []).append(_table_of_rows(table.data))
    return found


def read_tablers(path: str, pages: list[int]) -> list[tuple[int, list]]:
    import tablers

    with tablers.Document(path) as document:
        return [
            (number, tablers.find_tables(document.get_page(number - 1), extract_text=True))
            for number in pages
        ]


def tables_of_tablers(read: list[tuple[int, list]]) -> Pages:
    """Its own rows and columns; a place that a merged cell covers has no text."""
    return {
        number: [
            _table_of_rows([[value.text for value in row] for row in table.to_list()]) for table in tables
        ]
        for number, tables in read
    }


ENGINES: dict[str, Engine] = {
    "floor": Engine("PDFium floor (raw calls)", "pypdfium2", read_floor, None),
    "floor-classes": Engine("PDFium floor (pypdfium2 classes)", "pypdfium2", read_floor_classes, None),
    "budgetkit": Engine("budgetkit", "budgetkit", read_budgetkit, tables_of_budgetkit),
    "tablers": Engine("tablers", "tablers", read_tablers, tables_of_tablers),
    "pdfplumber": Engine("pdfplumber", "pdfplumber", read_pdfplumber, tables_of_pdfplumber, slow=True),
    "camelot-vector": Engine(
        "camelot lattice, vector, split_text", "camelot-py", read_camelot_vector, tables_of_camelot, slow=True
    ),
    "camelot": Engine("camelot lattice (default)", "camelot-py", read_camelot, tables_of_camelot, slow=True),
}

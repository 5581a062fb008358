"""Which rows stand on which page of a typeset file, and the true grids of each page."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from pathlib import Path

import pypdfium2

from benchmarks.typeset.content import Content, Sheet
from tools.facsimile.layout import Box, merge_cells

TrueGrid = dict
"""``rows``, ``columns`` and ``cells``, each ``[row, column, row span, column span, text]``."""


class Untrue(Exception):
    """What a producer printed is not the content that went in, or cannot be told apart."""


def plain(text: str) -> str:
    """Text without white space, look-alike radicals folded: what is compared character by character."""
    folded = (unicodedata.normalize("NFKC", c) if "\u2e80" <= c <= "\u2fdf" else c for c in text)
    return "".join(c for c in "".join(folded) if not c.isspace() and c not in "\u200b\ufeff\u00ad\x02")


def page_texts(content: bytes) -> list[Counter]:
    """The characters that each page prints, counted; PDFium's text alone, no table engine."""
    document = pypdfium2.PdfDocument(content)
    texts = [Counter(plain(page.get_textpage().get_text_range())) for page in document]
    document.close()
    return texts


def minimal_grid(boxes: list[Box]) -> TrueGrid:
    """Boxes as a grid that counts only the lines at which some box ends."""
    rows = sorted({edge for box in boxes for edge in (box.row, box.row + box.row_span)})
    columns = sorted({edge for box in boxes for edge in (box.column, box.column + box.column_span)})
    row_at = {edge: place for place, edge in enumerate(rows)}
    column_at = {edge: place for place, edge in enumerate(columns)}
    cells = []
    for box in boxes:
        row, column = row_at[box.row], column_at[box.column]
        row_span = row_at[box.row + box.row_span] - row
        column_span = column_at[box.column + box.column_span] - column
        cells.append([row, column, row_span, column_span, plain(box.text)])
    return {"rows": len(rows) - 1, "columns": len(columns) - 1, "cells": sorted(cells)}


def _portion(table: dict, first: int, stop: int, repeat_header: bool) -> TrueGrid:
    """The grid of the rows ``first`` to ``stop`` of a table, with the header above them where it repeats."""
    header = table["header_rows"]
    kept = [*(range(header) if repeat_header and first else ()), *range(first, stop)]
    place = {row: number for number, row in enumerate(kept)}
    boxes = []
    for box in merge_cells(table["rows"], table["title"]):
        inside = [row for row in range(box.row, box.row + box.row_span) if row in place]
        if not inside:
            continue
        if len(inside) < box.row_span:
            raise Untrue(f"a page break cuts the merged cell {box.text!r}")
        boxes.append(Box(place[box.row], box.column, box.row_span, box.column_span, box.text, []))
    return minimal_grid(boxes)


def _row_text(row: list[str]) -> str:
    return plain("".join(text for text in row if text not in ("<", "^")))


def _pieces(sheet: Sheet) -> list[tuple[int, int, Counter]]:
    """What a sheet prints from top to bottom: table, row (-1 for lines outside of the grid), characters."""
    found = []
    for number, table in enumerate(sheet.tables):
        head = plain("".join(table.get(part) or "" for part in ("title", "left", "right")))
        found.append((number, -1, Counter(head)))
        found += [(number, row, Counter(_row_text(cells))) for row, cells in enumerate(table["rows"])]
        if table.get("note"):
            found.append((number, -1, Counter(plain(table["note"]))))
    return found


def _fill_page(sheet: Sheet, pieces: list, start: int, text: Counter) -> tuple[int, bool]:
    """How far the pieces go on a page that prints these characters, and whether its header repeats."""
    table, row, _ = pieces[start]
    for repeat_header in (False, True) if row > 0 else (False,):
        so_far: Counter = Counter()
        if repeat_header:
            for cells in sheet.tables[table]["rows"][: sheet.tables[table]["header_rows"]]:
                so_far.update(_row_text(cells))
        for stop in range(start, len(pieces)):
            so_far = so_far + pieces[stop][2]
            blank_next = stop + 1 < len(pieces) and not pieces[stop + 1][2]
            if so_far == text and not blank_next:
                return stop + 1, repeat_header
            if so_far - text:
                break
    found, wanted = text - so_far, so_far - text
    raise Untrue(
        f"a page prints something else than {sheet.tables[table]['title']} from row {row}; "
        f"not expected: {dict(found)}; missing: {dict(wanted)}"
    )


def true_pages(content: Content, pdf: bytes) -> list[list[TrueGrid]]:
    """Grids of every page, checked character by character against what the page prints.

    Raises
    ------
    Untrue
        If a page does not print exactly the characters of a run of rows, or the pages are too many or few.
    """
    texts = page_texts(pdf)
    pages: list[list[TrueGrid]] = []
    for sheet in content.sheets:
        pieces, start = _pieces(sheet), 0
        while start < len(pieces):
            if len(pages) == len(texts):
                raise Untrue("the file ends before the content does")
            stop, repeat_header = _fill_page(sheet, pieces, start, texts[len(pages)])
            grids = []
            for number, table in enumerate(sheet.tables):
                rows = [row for owner, row, _ in pieces[start:stop] if owner == number and row >= 0]
                if rows:
                    grids.append(_portion(table, rows[0], rows[-1] + 1, repeat_header))
            pages.append(grids)
            start = stop
    if len(pages) != len(texts):
        raise Untrue(f"{len(texts)} pages were printed, {len(pages)} expected")
    return pages


def write_truth(path: Path, about: dict, pages: list[list[TrueGrid]]) -> None:
    """Write the truth of one file as JSON, one grid a line."""
    head = json.dumps(about, ensure_ascii=False, indent=1)[:-2]
    lines = []
    for number, grids in enumerate(pages, start=1):
        inner = ",\n".join(
            "   " + json.dumps(grid, ensure_ascii=False, separators=(",", ":")) for grid in grids
        )
        lines.append(f'  {{"page": {number}, "grids": [\n{inner}\n  ]}}')
    path.write_text(head + ',\n "pages": [\n' + ",\n".join(lines) + "\n ]\n}\n", encoding="utf-8")

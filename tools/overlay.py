"""Pages with the found grids drawn over them, to look at: ``python -m tools.overlay FILE.pdf FOLDER``.

Each page that holds a grid becomes one picture: the page, the outline of every found cell (merged cells
blue, blank ones grey, others magenta), and below the page what the tables on it were recognised as.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFont

from budgetkit.errors import BudgetkitError
from budgetkit.model import Cell, Document
from budgetkit.readers import read_document
from budgetkit.tables import Table, recognise
from tools.facsimile.fonts import font_file

FILLED, MERGED, BLANK = (214, 0, 92), (0, 90, 220), (150, 150, 150)
_LETTERS = 11  # points
_MARGIN = 6


def captions(table: Table) -> list[str]:
    """Lines that say what a table was recognised as.

    Parameters
    ----------
    table : Table

    Returns
    -------
    list of str
        Identifier, kind, title and unit; then one entry a column: role, and what its amounts are.
    """
    unit = table.amount_unit or "no unit"
    size = f"{len(table.rows)}x{len(table.columns)}, {table.header_rows} header rows"
    head = f"{table.table_id} {table.kind} 《{table.title}》 {unit}, {table.state}, {size}"
    return [head, " | ".join(f"{column.index} {_describe(column)}" for column in table.columns)]


def _describe(column) -> str:
    if column.role != "amount":
        return column.role
    facts = [column.direction[:3], column.fund, column.nature, column.measure, column.phase]
    facts += [str(column.fiscal_year or ""), column.column_kind if column.column_kind != "item" else ""]
    return "amount " + ",".join(filter(None, facts))


def draw_page(page: pypdfium2.PdfPage, cells: list[Cell], notes: list[str], scale: float) -> Image.Image:
    """One page with the outlines of its cells, and the notes below it.

    Parameters
    ----------
    page : pypdfium2.PdfPage
    cells : list of Cell
        Found cells of the page; their ``bbox`` is in points from the top left.
    notes : list of str
        Printed below the page, wrapped.
    scale : float
        Pixels for a point.
    """
    picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    layer = Image.new("RGB", picture.size, "white")
    pen = ImageDraw.Draw(layer)
    for cell in cells:
        if not cell.bbox:
            continue
        merged = cell.row_span > 1 or cell.column_span > 1
        colour = MERGED if merged else FILLED if cell.text.strip() else BLANK
        x0, y0, x1, y1 = (value * scale for value in cell.bbox)
        # a little inside the rules, so that both the rule and the outline are seen
        inside = [x0 + 2, y0 + 2, max(x0 + 3, x1 - 2), max(y0 + 3, y1 - 2)]
        pen.rectangle(inside, outline=colour, width=2 if merged else 1)
    picture = ImageChops.multiply(picture, layer)
    font = ImageFont.truetype(str(font_file()), round(_LETTERS * scale / 1.5))
    lines = [part for note in notes for part in _wrap(note, font, picture.width - 2 * _MARGIN)]
    height = round(font.size * 1.35)
    result = Image.new("RGB", (picture.width, picture.height + height * len(lines) + 2 * _MARGIN), "#fffbe6")
    result.paste(picture, (0, 0))
    pen = ImageDraw.Draw(result)
    for number, line in enumerate(lines):
        pen.text((_MARGIN, picture.height + _MARGIN + number * height), line, "black", font)
    return result


def _wrap(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    lines = [""]
    for character in text:
        if font.getlength(lines[-1] + character) > width:
            lines.append("")
        lines[-1] += character
    return lines


def draw_document(path: Path, folder: Path, scale: float = 1.5, every: bool = False) -> list[Path]:
    """Write one picture for each page that holds a grid; returns the files written.

    Parameters
    ----------
    path : Path
        A PDF.
    folder : Path
        Where ``<name>-p<page>.png`` are written.
    scale : float
        Pixels for a point.
    every : bool
        Pages without a grid too.

    Raises
    ------
    UnreadableFile
        If the file cannot be read.
    """
    document = read_document(path)
    tables = recognise(document)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    pdf = pypdfium2.PdfDocument(path.read_bytes())
    try:
        for number in range(1, document.pages + 1):
            cells = [cell for grid in document.grids if grid.page == number for cell in grid.cells]
            if not cells and not every:
                continue
            target = folder / f"{path.stem}-p{number:03d}.png"
            draw_page(pdf[number - 1], cells, _notes(document, tables, number), scale).save(target)
            written.append(target)
    finally:
        pdf.close()
    return written


def _notes(document: Document, tables: list[Table], page: int) -> list[str]:
    notes = [f"{document.path}, page {page}"]
    notes += [line for table in tables if page in table.pages for line in captions(table)]
    return notes + [note for note in document.notes if note.startswith(f"page {page}:")]


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; 0 when done, 2 for wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m tools.overlay", description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scale", type=float, default=1.5, help="pixels for a point (default: 1.5)")
    parser.add_argument("--every-page", action="store_true", help="draw pages without a grid too")
    chosen = parser.parse_args(arguments)
    try:
        for path in draw_document(chosen.file, chosen.folder, chosen.scale, chosen.every_page):
            print(path)
    except BudgetkitError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

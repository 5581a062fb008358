"""Tables that touch in one grid: a title over all columns, inside the grid, begins the next one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from budgetkit.model import Grid, Paragraph
from budgetkit.tables.cells import CellRow, Rows, rows_of, texts_of
from budgetkit.tables.header import says_header
from budgetkit.tables.heading import looks_like_title
from budgetkit.tables.unit_wording import unit_of_line, without_unit
from budgetkit.text import normalise

_LEAST_ABOVE = 2
"""Rows, a header and one below it, that stand over a title inside a grid at least."""


def divide_grids(blocks: Iterable[Grid | Paragraph]) -> Iterator[Grid | Paragraph]:
    """Blocks in which each table of a grid is a grid of its own."""
    for block in blocks:
        if isinstance(block, Grid) and not block.mended:
            yield from _divide(block)
        else:
            yield block


def _divide(grid: Grid) -> Iterator[Grid]:
    """The tables of a grid, from the top; the grid itself where it is one."""
    rows = rows_of(grid)
    starts = [row for row in range(_LEAST_ABOVE, grid.rows) if _begins_table(rows, row)]
    if not starts:
        yield grid
        return
    for first, end in zip([0, *starts], [*starts, grid.rows], strict=True):
        yield _part(grid, first, end)


def _begins_table(rows: Rows, place: int) -> bool:
    """Whether a row is a title over all columns, above a header with its unit between or not."""
    title = without_unit(_over_all(rows[place]))
    if ":" in title or not title.endswith(("表", "表)")) or not looks_like_title(title):
        return False
    below = place + 1
    if below < len(rows) and unit_of_line(_over_all(rows[below])):
        below += 1
    reaching = (cell for row in rows[:place] for cell in row if cell and cell.row + cell.row_span > place)
    heads = below < len(rows) and len(rows[below]) > 1 and says_header(texts_of(rows[below]))
    return heads and len(texts_of(rows[below])) > 1 and not any(reaching)


def _over_all(row: CellRow) -> str:
    """Text of a row that is one cell over several columns; blank for any other."""
    cells = [cell for cell in row if cell is not None]
    whole = len(cells) == 1 and cells[0].column_span == len(row) > 1
    return normalise(cells[0].text) if whole else ""


def _part(grid: Grid, first: int, end: int) -> Grid:
    """Rows of a grid as a grid of the columns that begin in them."""
    cells = [cell for cell in grid.cells if first <= cell.row < end]
    places = sorted({cell.column for cell in cells})
    column = {place: number for number, place in enumerate([*places, grid.columns])}
    moved = []
    for cell in cells:
        right = min(place for place in column if place >= cell.column + cell.column_span)
        left = column[cell.column]
        moved.append(cell._replace(row=cell.row - first, column=left, column_span=column[right] - left))
    boxes = list(zip(*(cell.bbox for cell in cells if cell.bbox), strict=True))
    box = (min(boxes[0]), min(boxes[1]), max(boxes[2]), max(boxes[3])) if boxes else ()
    return replace(
        grid,
        rows=end - first,
        columns=len(places),
        cells=tuple(moved),
        bbox=box,
        open_top=grid.open_top and first == 0,
        open_bottom=grid.open_bottom and end == grid.rows,
    )

"""Rows of cells: what they print, and which cell covers a place."""

from __future__ import annotations

from budgetkit.model import Cell, Grid
from budgetkit.text import normalise

CellRow = list[Cell | None]
Rows = list[CellRow]
"""Cells by row and column, each at its anchor; ``None`` where a span covers the place."""


def rows_of(grid: Grid) -> Rows:
    """Cells of a grid by row and column."""
    rows: Rows = [[None] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = cell
    return rows


def printed(row: CellRow) -> list[Cell]:
    """Cells of a row that hold text."""
    return [cell for cell in row if cell is not None and normalise(cell.text)]


def texts_of(row: CellRow) -> list[str]:
    """What the cells of a row print, white space removed, blank ones left out."""
    return [text for cell in row if cell is not None and (text := normalise(cell.text))]


def as_text(row: CellRow) -> str:
    """A row as repairs tell it: its cells joined by `` | ``."""
    return " | ".join(cell.text.replace("\n", "") for cell in row if cell is not None)


def spans_rows(row: CellRow) -> bool:
    """Whether a cell of the row goes on in the rows below."""
    return any(cell is not None and cell.row_span > 1 for cell in row)


def row_height(row: CellRow) -> float:
    """Height of the cells that stand in this row alone; 0 where there are none, or no places."""
    boxes = [cell.bbox for cell in row if cell is not None and cell.row_span == 1 and cell.bbox]
    return min((box[3] - box[1] for box in boxes), default=0.0)


def stands_over(upper: Cell | None, lower: Cell) -> bool:
    """Whether a cell covers the very columns of one below it."""
    own = (lower.column, lower.column_span)
    return upper is not None and (upper.column, upper.column_span) == own


def spread(rows: Rows, mapping: list[int], columns: int, first: int) -> Rows:
    """Move cells to the columns of the joined table and number their rows from ``first``."""
    result: Rows = []
    for number, row in enumerate(rows, first):
        moved: CellRow = [None] * columns
        for cell in row:
            if cell is not None:
                column = mapping[cell.column]
                span = mapping[cell.column + cell.column_span] - column
                moved[column] = Cell(number, column, cell.text, cell.row_span, span, cell.bbox, cell.page)
        result.append(moved)
    return result


def covering_cell(rows: Rows, row: int, column: int) -> Cell | None:
    """The cell that covers a place, its own or one that spans it."""
    for left in range(column, -1, -1):
        for above in range(row, -1, -1):
            cell = rows[above][left]
            if cell is not None:
                if above + cell.row_span > row and left + cell.column_span > column:
                    return cell
                break
    return None


def covering_cells(rows: Rows) -> Rows:
    """For every place the cell that covers it."""
    cover: Rows = [[None] * len(row) for row in rows]
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell is not None:
                beside = slice(place, place + cell.column_span)
                for covered in cover[number : number + cell.row_span]:
                    covered[beside] = [cell] * len(covered[beside])
    return cover

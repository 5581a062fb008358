"""Columns of a continuation put over the columns of the table by the places of the vertical rules."""

from __future__ import annotations

from bisect import bisect_left
from operator import lt

from budgetkit.model import Cell, Grid

Rows = list[list[Cell | None]]
Mapping = tuple[list[int], list[int], list[float]]
"""Rule of the table and rule of the grid to rule of the joined table, and the joined table's rules."""

EDGE_TOLERANCE = 4.0
"""Points by which a column edge may wander from one page to the next."""

MARGIN_WIDTH = 9.0
"""Points up to which an empty outer column is a margin and no column."""


READING_WAYS = ((0, 2, 1), (1, 3, 1), (2, 0, -1), (3, 1, -1))
"""Sides of a box where a cell begins and ends, and the sign of growing, for each way to print a table."""


def rows_of(grid: Grid) -> Rows:
    """Cells by row and column; ``None`` where a span covers the place."""
    rows: Rows = [[None] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = cell
    return rows


def edges_of(grid: Grid) -> list[float]:
    """Places of the rules between columns, growing as one reads; empty for text.

    The columns of a table printed sideways or upside down run along the page or against it.
    """
    for near, far, way in READING_WAYS:
        places: dict[int, float] = {}
        for cell in grid.cells:
            if cell.bbox:
                places.setdefault(cell.column, way * cell.bbox[near])
                places.setdefault(cell.column + cell.column_span, way * cell.bbox[far])
        edges = [places[column] for column in sorted(places)]
        if len(edges) == grid.columns + 1 and all(map(lt, edges, edges[1:])):
            return edges
    return []


def without_margins(rows: Rows, edges: list[float]) -> tuple[Rows, list[float]]:
    """Drop an outer column that is a sliver without any text: the margin of a doubled frame."""
    for side in (0, -1):
        while len(edges) > 3:
            width = edges[1] - edges[0] if side == 0 else edges[-1] - edges[-2]
            outer = [row[side] for row in rows]
            if width > MARGIN_WIDTH or any(cell is not None and cell.text for cell in outer):
                break
            if any(cell is not None and cell.column_span > 1 for row in rows for cell in (row[0], row[-2])):
                break
            rows = [row[1:] if side == 0 else row[:-1] for row in rows]
            edges = edges[1:] if side == 0 else edges[:-1]
            if side == 0:
                rows = spread(rows, list(range(-1, len(edges))), len(edges) - 1, 0)
    return rows, edges


def match_edges(old: list[float], new: list[float], open_top: bool) -> Mapping | None:
    """Map the columns of a continuation to those of the table, or ``None`` when they do not fit.

    The frame may stand elsewhere on the next page (shifted or a little scaled), and one of the two may
    lack rules where all of its cells are merged. A continuation that is open at the top may even lack
    outer columns: a label merged over the whole page leaves no horizontal rule there.
    """
    for moved in (new, [edge - new[0] + old[0] for edge in new]):
        if len(old) == len(moved) and _near(old, moved):
            return _identity(old)
        few, many = (moved, old) if len(moved) < len(old) else (old, moved)
        places = [min(range(len(many)), key=lambda place, edge=edge: abs(many[place] - edge)) for edge in few]
        fits = all(abs(many[place] - edge) <= EDGE_TOLERANCE for place, edge in zip(places, few, strict=True))
        whole = places[0] == 0 and places[-1] == len(many) - 1
        partial = few is moved and moved is new and open_top and len(few) > 2
        if fits and places == sorted(set(places)) and (whole or partial):
            full = list(range(len(many)))
            return (full, places, many) if few is moved else (places, full, many)
    scaled = _scaled(old, new)
    if len(old) == len(new) and scaled and _near(old, scaled):
        return _identity(old)
    return None


def unite_edges(old: list[float], new: list[float]) -> Mapping | None:
    """Columns between the rules of both, for the parts of one form; ``None`` if their frames differ."""
    moved = new if abs(new[0] - old[0]) <= EDGE_TOLERANCE else [edge - new[0] + old[0] for edge in new]
    if abs(moved[-1] - old[-1]) > EDGE_TOLERANCE:
        return None
    common = list(old)
    for edge in moved:
        if min(abs(edge - other) for other in common) > EDGE_TOLERANCE:
            common.insert(bisect_left(common, edge), edge)

    def places(edges: list[float]) -> list[int]:
        return [min(range(len(common)), key=lambda place: abs(common[place] - edge)) for edge in edges]

    return places(old), places(moved), common


def _identity(edges: list[float]) -> Mapping:
    identity = list(range(len(edges)))
    return identity, identity, edges


def _scaled(old: list[float], new: list[float]) -> list[float]:
    scale = (old[-1] - old[0]) / (new[-1] - new[0])
    return [(edge - new[0]) * scale + old[0] for edge in new] if 0.9 < scale < 1.1 else []


def _near(old: list[float], new: list[float]) -> bool:
    return all(abs(a - b) <= EDGE_TOLERANCE for a, b in zip(old, new, strict=True))


def spread(rows: Rows, mapping: list[int], columns: int, first: int) -> Rows:
    """Move cells to the columns of the joined table and number their rows from ``first``."""
    result: Rows = []
    for number, row in enumerate(rows, first):
        moved: list[Cell | None] = [None] * columns
        for cell in row:
            if cell is not None:
                column = mapping[cell.column]
                span = mapping[cell.column + cell.column_span] - column
                moved[column] = Cell(number, column, cell.text, cell.row_span, span, cell.bbox, cell.page)
        result.append(moved)
    return result


def over(rows: Rows, row: int, column: int) -> Cell | None:
    """The cell that covers a place, its own or one that spans it."""
    for left in range(column, -1, -1):
        for above in range(row, -1, -1):
            cell = rows[above][left]
            if cell is not None:
                if above + cell.row_span > row and left + cell.column_span > column:
                    return cell
                break
    return None

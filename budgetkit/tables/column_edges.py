"""Columns of a continuation put over the columns of the table by the places of the vertical rules."""

from __future__ import annotations

from bisect import bisect_left
from operator import lt

from budgetkit.model import Grid
from budgetkit.tables.cells import Rows, spread

Mapping = tuple[list[int], list[int], list[float]]
"""Rule of the table and rule of the grid to rule of the joined table, and the joined table's rules."""

EDGE_TOLERANCE = 4.0
"""Points by which a column edge may wander from one page to the next."""

MARGIN_WIDTH = 9.0
"""Points up to which an empty outer column is a margin and no column."""

READING_WAYS = ((0, 2, 1), (1, 3, 1), (2, 0, -1), (3, 1, -1))
"""Sides of a box where a cell begins and ends, and the sign of growing, for each way to print a table."""


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
    while len(edges) > 3 and _is_margin(rows, edges, 0):
        edges = edges[1:]
        rows = spread([row[1:] for row in rows], list(range(-1, len(edges))), len(edges) - 1, 0)
    while len(edges) > 3 and _is_margin(rows, edges, -1):
        rows, edges = [row[:-1] for row in rows], edges[:-1]
    return rows, edges


def _is_margin(rows: Rows, edges: list[float], side: int) -> bool:
    """Whether the first or last column is narrow and blank, and no outer cell of a row spans columns."""
    width = edges[1] - edges[0] if side == 0 else edges[-1] - edges[-2]
    if width > MARGIN_WIDTH or any(cell is not None and cell.text for cell in (row[side] for row in rows)):
        return False
    outer = (cell for row in rows for cell in (row[0], row[-2]))
    return not any(cell is not None and cell.column_span > 1 for cell in outer)


def match_edges(old: list[float], new: list[float], open_top: bool) -> Mapping | None:
    """Map the columns of a continuation to those of the table, or ``None`` when they do not fit.

    The frame may stand elsewhere on the next page (shifted or a little scaled), and one of the two may
    lack rules where all of its cells are merged. A continuation that is open at the top may even lack
    outer columns: a label merged over the whole page leaves no horizontal rule there.
    """
    moved = [edge - new[0] + old[0] for edge in new]
    for placed, lacks_outer in ((new, open_top), (moved, False)):
        mapping = _identity(old) if _are_near(old, placed) else _match_some(old, placed, lacks_outer)
        if mapping is not None:
            return mapping
    return _identity(old) if _are_near(old, _scaled(old, new)) else None


def _match_some(old: list[float], new: list[float], lacks_outer: bool) -> Mapping | None:
    """Map columns where the rules of one are some of those of the other, the frame among them.

    ``lacks_outer`` tells that the new ones need not hold the frame.
    """
    fewer_new = len(new) < len(old)
    few, many = (new, old) if fewer_new else (old, new)
    places = [_nearest(many, edge) for edge in few]
    near = all(abs(many[place] - edge) <= EDGE_TOLERANCE for place, edge in zip(places, few, strict=True))
    framed = places[0] == 0 and places[-1] == len(many) - 1
    if (
        not near
        or places != sorted(set(places))
        or not (framed or (lacks_outer and fewer_new and len(few) > 2))
    ):
        return None
    full = list(range(len(many)))
    return (full, places, many) if fewer_new else (places, full, many)


def unite_edges(old: list[float], new: list[float]) -> Mapping | None:
    """Columns between the rules of both, for the parts of one form; ``None`` if their frames differ."""
    moved = new if abs(new[0] - old[0]) <= EDGE_TOLERANCE else [edge - new[0] + old[0] for edge in new]
    if abs(moved[-1] - old[-1]) > EDGE_TOLERANCE:
        return None
    common = list(old)
    for edge in moved:
        if abs(common[_nearest(common, edge)] - edge) > EDGE_TOLERANCE:
            common.insert(bisect_left(common, edge), edge)
    return [_nearest(common, edge) for edge in old], [_nearest(common, edge) for edge in moved], common


def _nearest(edges: list[float], place: float) -> int:
    """Number of the edge that is nearest to a place."""
    return min(range(len(edges)), key=lambda number: abs(edges[number] - place))


def _identity(edges: list[float]) -> Mapping:
    identity = list(range(len(edges)))
    return identity, identity, edges


def _scaled(old: list[float], new: list[float]) -> list[float]:
    scale = (old[-1] - old[0]) / (new[-1] - new[0])
    return [(edge - new[0]) * scale + old[0] for edge in new] if 0.9 < scale < 1.1 else []


def _are_near(old: list[float], new: list[float]) -> bool:
    return len(old) == len(new) and all(abs(a - b) <= EDGE_TOLERANCE for a, b in zip(old, new, strict=True))

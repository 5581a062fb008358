"""Columns that a continuation leaves out because they stayed blank, or prints on another scale.

The next page of a table may lack a column in which nothing is printed, the last or one between, or stand
there smaller. Its columns are then those of the table whose widths are theirs in one proportion. They count
only where exactly one choice of blank columns fits, and where figures come to stand under figures and words
under words. A page whose first columns are those of the table in their very widths lacks the last ones,
blank before or not: a spreadsheet prints no further than the last cell of a page that holds something.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from budgetkit.amounts import is_number
from budgetkit.tables.cells import CellRow, Rows, covering_cells, printed
from budgetkit.tables.table import Column

_WANDERING = 3.0
"""Points by which a column may be wider or narrower than its part of the whole."""
Scales = tuple[float, float]
_SCALES, _SAME_SIZE = (0.5, 1.6), (0.98, 1.02)
"""Scales of a continuation, and those of one that lacks columns which are not blank."""
_WORDS = ("label", "project_name", "unit_name")
_MOST_MISSING, _MOST_BLANK = 3, 12
"""Columns that a continuation lacks at most, and blank columns of a table among which they are looked for."""
_SAME_WIDTH, _LEAST_ALIKE = 1.5, 3
"""Points by which columns of one width differ, and the fewest columns whose widths tell anything."""


def restore_columns(
    body: Rows, columns: Sequence[Column], edges: list[float], rows: Rows, own_edges: list[float]
) -> Rows | None:
    """Rows of a continuation in the columns of the table above, or ``None`` where that is not certain.

    ``body`` are the rows of the table below its header. Whether the first rows repeat the header is not
    told here: words may stand over figures in rows without any figure.
    """
    whole, count = len(edges) - 1, len(own_edges) - 1
    widths = [right - left for left, right in pairwise(edges)]
    found = [kept for kept in _choices(body, whole, count) if _fit([widths[one] for one in kept], own_edges)]
    if not found and _LEAST_ALIKE <= count < whole <= count + _MOST_MISSING:
        found = [list(range(count))] if _fit(widths[:count], own_edges, _SAME_SIZE, _SAME_WIDTH) else []
    if len(found) != 1:
        return None
    places = found.pop()
    return _placed(rows, places, len(columns)) if _means_the_same(rows, places, columns) else None


def _choices(body: Rows, whole: int, count: int) -> Iterator[list[int]]:
    """Columns of the table that a continuation may have: all but some blank ones."""
    if not 0 <= whole - count <= _MOST_MISSING or count < _LEAST_ALIKE:
        return
    cover = covering_cells(body)
    blank = [
        place for place in range(whole) if not any(row[place] and row[place].text.strip() for row in cover)
    ]
    for missing in combinations(blank, whole - count) if len(blank) <= _MOST_BLANK else ():
        yield [place for place in range(whole) if place not in missing]


def _fit(widths: list[float], edges: list[float], scales: Scales = _SCALES, most: float = _WANDERING) -> bool:
    """Whether columns have widths in one proportion."""
    own = [right - left for left, right in pairwise(edges)]
    scale = sum(own) / sum(widths)
    near = (abs(one - scale * other) <= most for one, other in zip(own, widths, strict=True))
    return scales[0] <= scale <= scales[1] and all(near)


def _means_the_same(rows: Rows, places: Sequence[int], columns: Sequence[Column]) -> bool:
    """Whether in rows with figures no figure stands under words, and no words under figures."""
    for row in rows:
        cells = [(is_number(cell.text), columns[places[cell.column]].role) for cell in printed(row)]
        if (True, "amount") in cells and (False, "amount") in cells:
            return False
        if any(number and role in _WORDS for number, role in cells):
            return False
    return True


def _placed(rows: Rows, places: Sequence[int], count: int) -> Rows:
    """Cells at the columns of the table; where a blank column is left out, nothing stands."""
    result: Rows = []
    for row in rows:
        moved: CellRow = [None] * count
        for cell in filter(None, row):
            first, last = places[cell.column], places[cell.column + cell.column_span - 1]
            moved[first] = cell._replace(column=first, column_span=last - first + 1)
        result.append(moved)
    return result

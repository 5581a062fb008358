"""A sheet too wide for one page: its columns go on on the next page, beside the same rows.

A spreadsheet prints such a sheet page by page, all rows of the first columns before those of the next ones.
That two tables are parts of one sheet is told by its rows: as many, and each as high as its other half. The
second part either repeats the labels of its rows, all of them alike, under columns of its own, or prints
figures only under a header of figures. The title may be printed again. A part that prints figures alone goes
beside the rows of the other when it has one of the same height for each; what its columns mean stays unknown.
Where that is not certain the parts stay apart, and what has no labels is of no known kind: nothing is said of
its rows.
"""

from __future__ import annotations

from budgetkit.amounts import is_number
from budgetkit.model import Cell
from budgetkit.tables.cells import CellRow, Rows, printed, row_height, spread, texts_of
from budgetkit.tables.columns import read_columns
from budgetkit.tables.header import header_row_count
from budgetkit.tables.table import Column

_HEIGHT_TOLERANCE = 1.2
"""Points by which halves of one row may differ in height."""
LEAST_ROWS = 2
"""Rows of figures that tell two parts of a sheet from two tables of one row."""
LABELS = frozenset({"label", "unit_name", "unit_code", "project_name", "project_code", "project_type"})


def widen(left: Rows, right: Rows) -> Rows | None:
    """Rows of both parts as one, labels once, or ``None`` where they are no parts of one sheet."""
    header = header_row_count(right)
    if header == 0:
        return _widen_bare(left, right)
    if len(left) != len(right) or len(right) - header < LEAST_ROWS:
        return None
    if _turns(left) != _turns(right):
        return None
    labels = read_columns(left, header_row_count(left), None)
    repeated = _repeated_labels(left, right, labels)
    if not repeated and not (all(map(_as_high, left, right)) and header_row_count(left) == header):
        return None
    if not _goes_on(labels, read_columns(right, header, None)[repeated:]):
        return None
    if any(cell.column < repeated < cell.column + cell.column_span for row in right for cell in printed(row)):
        return None
    width, more = len(left[0]), len(right[0]) - repeated
    rest = [[None] * repeated + row[repeated:] for row in right]
    moved = spread(rest, [width + place - repeated for place in range(len(right[0]) + 1)], width + more, 0)
    return [[*one, *other[width:]] for one, other in zip(left, moved, strict=True)]


def _widen_bare(left: Rows, right: Rows) -> Rows | None:
    """Rows of both parts as one where the right one prints figures alone, one row for each of the body."""
    header, width, more = header_row_count(left), len(left[0]), len(right[0])
    body = left[header:]
    rest, over = right[len(right) - len(body) :], right[: -len(body)]
    if not header or len(body) <= LEAST_ROWS or any(map(printed, over)) or not _holds_figures(rest):
        return None
    if not _stand_beside(body, rest) or not any(map(is_label, read_columns(left, header, None))):
        return None
    places, page = range(width, width + more), rest[0][0].page if rest[0][0] else 1
    blank = [[Cell(number, place, "", page=page) for place in places] for number in range(header)]
    moved = [row[width:] for row in spread(rest, [*places, width + more], width + more, header)]
    return [[*one, *other] for one, other in zip(left, [*blank, *moved], strict=True)]


def _holds_figures(rows: Rows) -> bool:
    """Whether rows print something, and figures alone."""
    cells = [cell for row in rows for cell in printed(row)]
    return bool(cells) and all(is_number(cell.text) for cell in cells)


def _stand_beside(body: Rows, rest: Rows) -> bool:
    """Whether there are as many rows, each as high as its other half, and turned over at the same one."""
    return len(body) == len(rest) and all(map(_as_high, body, rest)) and _turns(body) == _turns(rest)


def _goes_on(left: list[Column], more: list[Column]) -> bool:
    """Whether further columns hold figures only, under labels that the columns of the left part lack."""
    said = {column.path for column in left}
    return (
        bool(more)
        and any(map(is_label, left))
        and all(column.role == "amount" and column.path and column.path not in said for column in more)
    )


def _turns(rows: Rows) -> list[int]:
    """On which page after the first one each row stands."""
    pages = [next((cell.page for cell in row if cell is not None), 0) for row in rows]
    return [page - pages[0] for page in pages]


def is_label(column: Column) -> bool:
    """Whether a column says what its rows are, by name or by code."""
    return column.role in LABELS or column.role.endswith(
        ("_code", "_name", "_level_1", "_level_2", "_level_3")
    )


def _as_high(one: CellRow, other: CellRow) -> bool:
    """Whether two rows are halves of one; rows of merged cells alone tell nothing."""
    heights = [row_height(row) for row in (one, other)]
    return not all(heights) or abs(heights[0] - heights[1]) <= _HEIGHT_TOLERANCE


def _repeated_labels(left: Rows, right: Rows, columns: list[Column]) -> int:
    """How many first columns of the right part print the labels of the left one, row by row."""
    count = 0
    for column, _ in zip(columns, right[0], strict=False):
        own, other = (
            [texts_of(row[column.index : column.index + 1]) for row in rows] for rows in (left, right)
        )
        if own != other or not any(own) or not is_label(column):
            break
        count += 1
    return count

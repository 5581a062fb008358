"""Header lines of a text table to cells with spans, which the text itself does not print."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from budgetkit.amounts import is_number
from budgetkit.readers.plain_labels import (
    LEVELS,
    TOTALS,
    Path,
    by_position,
    clashes,
    heads_codes,
    opens_group,
)
from budgetkit.readers.plain_order import by_order
from budgetkit.text import normalise


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """One header cell with its anchor and spans."""

    row: int
    column: int
    text: str
    row_span: int
    column_span: int


def read_header(
    rows: list[list[str]], body: list[list[str]], columns: int
) -> tuple[list[HeaderCell], int, str, bool]:
    """Find out which columns every header label covers.

    Parameters
    ----------
    rows : list of list of str
        Header lines as printed; a merged cell is printed once and followed by blanks.
    body : list of list of str
        The rows below, which tell what the columns hold.
    columns : int
        Columns of the table.

    Returns
    -------
    cells : list of HeaderCell
        Every cell, blank ones too; spans cover what the merged cell covered.
    height : int
        Header rows, which may be other than the lines printed.
    moved : str
        Why labels were moved; empty when they stand where they were printed.
    doubtful : bool
        Whether the labels fit the columns neither where they stand nor by their order.
    """
    kinds = [_column_kind(body, column) for column in range(columns)]
    paths = by_position(rows, columns)
    if _holds(rows, paths, kinds, columns):
        return *_to_cells(paths, columns), "", False
    solved = by_order(rows, kinds, columns)
    if solved is not None and _texts(solved) == _texts(paths):
        return *_to_cells(paths, columns), "", False
    if solved is not None:
        reason = (
            f"the labels in their printed order cover the {columns} columns in one way only: "
            "小计 opens its group, codes and names stand over codes and names"
        )
        return *_to_cells(solved, columns), reason, False
    return *_to_cells(paths, columns), "", True


def fits_by_order(rows: list[list[str]], body: list[list[str]], columns: int) -> bool:
    """Whether the labels in their order cover so many columns in one way; see `read_header`."""
    return by_order(rows, [_column_kind(body, column) for column in range(columns)], columns) is not None


def _texts(paths: list[Path]) -> list[list[str]]:
    return [[label.text for label in path] for path in paths]


def _column_kind(body: list[list[str]], column: int) -> str:
    printed = [cells[column] for cells in body if len(cells) > column and cells[column]]
    numbers = sum(map(is_number, printed))
    if not printed:
        return ""
    return "figures" if numbers * 2 > len(printed) else "words"


def _holds(rows: list[list[str]], paths: list[Path], kinds: list[str], columns: int) -> bool:
    """Whether the header makes sense as printed: full lines, groups opened by their 小计, no bare column."""
    if any(len(row) < columns for row in rows[1:]) or len(rows[0]) != columns:
        return False
    first = map(normalise, rows[0])
    if any(len(label) > 1 and set(label) <= set(LEVELS) for label in first):
        return False
    return all(
        _stands_well(path, column, kinds[column]) if path else not kinds[column]
        for column, path in enumerate(paths)
    )


def _stands_well(path: Path, column: int, kind: str) -> bool:
    """Whether the labels over one column can be what heads it."""
    inner, outer = path[-1], path[-2] if len(path) > 1 else None
    if outer and opens_group(inner.plain) and outer.place != column:
        return False
    if outer and inner.plain in TOTALS and heads_codes(outer.plain):
        return False  # a total is no part of a classification: it lost the place above it
    return not clashes(inner.plain, kind)


def _to_cells(paths: list[Path], columns: int) -> tuple[list[HeaderCell], int]:
    """Merge equal neighbours of the label paths into cells; the innermost label reaches the bottom."""
    height = max([1, *map(len, paths)])
    starts = [[True] * columns for _ in range(height)]
    full = [[*path, *[None] * (height - len(path))] for path in paths]
    for left, right in pairwise(range(columns)):
        for line in range(height):
            same = full[left][line] is not None and full[left][line] is full[right][line]
            starts[line][right] = not same
    cells = []
    for line in range(height):
        for column in range(columns):
            label = full[column][line]
            if not starts[line][column]:
                continue
            end = column + 1
            while end < columns and not starts[line][end]:
                end += 1
            if label is None:
                if line == 0:
                    cells.append(HeaderCell(0, column, "", height, 1))
                continue
            last = all(line + 1 >= len(paths[inside]) for inside in range(column, end))
            span = height - line if last else 1
            cells.append(HeaderCell(line, column, label.text, span, end - column))
            if not last:
                for inside in range(column, end):
                    if line + 1 >= len(paths[inside]):
                        cells.append(HeaderCell(line + 1, inside, "", height - line - 1, 1))
    return cells, height

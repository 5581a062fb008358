"""Header lines of a text table to cells with spans, which the text itself does not print."""

from __future__ import annotations

from itertools import groupby

from budgetkit.amounts import is_number
from budgetkit.model import Cell
from budgetkit.readers.plain.labels import (
    TOTALS,
    Path,
    are_levels,
    by_position,
    clashes,
    heads_codes,
    opens_group,
)
from budgetkit.readers.plain.order import by_order
from budgetkit.text import normalise

ONE_WAY = "one way only: 小计 opens its group, codes and names stand over codes and names"


def read_header(
    rows: list[list[str]], body: list[list[str]], columns: int
) -> tuple[list[Cell], int, str, bool]:
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
    cells : list of Cell
        Every cell, blank ones too; spans cover what the merged cell covered.
    height : int
        Header rows, which may be other than the lines printed.
    moved : str
        Why labels were moved; empty when they stand where they were printed.
    doubtful : bool
        Whether the labels fit the columns neither where they stand nor by their order.
    """
    kinds = _column_kinds(body, columns)
    paths, moved = by_position(rows, columns), ""
    doubtful = not _holds(rows, paths, kinds, columns)
    if doubtful and (solved := by_order(rows, kinds, columns)):
        doubtful = False
        if _texts(solved) != _texts(paths):
            paths, moved = (
                solved,
                f"the labels in their printed order cover the {columns} columns in {ONE_WAY}",
            )
    return *_to_cells(paths), moved, doubtful


def fits_by_order(rows: list[list[str]], body: list[list[str]], columns: int) -> bool:
    """Whether the labels in their order cover so many columns in one way; see `read_header`."""
    return by_order(rows, _column_kinds(body, columns), columns) is not None


def _texts(paths: list[Path]) -> list[list[str]]:
    return [[label.text for label in path] for path in paths]


def _column_kinds(body: list[list[str]], columns: int) -> list[str]:
    return [_column_kind(body, column) for column in range(columns)]


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
    if any(len(label) > 1 and are_levels(label) for label in map(normalise, rows[0])):
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


def _to_cells(paths: list[Path]) -> tuple[list[Cell], int]:
    """Merge equal neighbours of the label paths into cells; the innermost label reaches the bottom."""
    height = max([1, *map(len, paths)])
    cells = []
    for line in range(height):
        labels = [path[line] if line < len(path) else None for path in paths]
        for label, run in groupby(range(len(paths)), key=labels.__getitem__):
            covered = list(run)
            if label is None:
                cells += [Cell(0, column, "", height) for column in covered if line == 0]
                continue
            ending = [column for column in covered if len(paths[column]) == line + 1]
            span = height - line if ending == covered else 1
            cells.append(Cell(line, covered[0], label.text, span, len(covered)))
            if ending != covered:
                cells += [Cell(line + 1, column, "", height - line - 1) for column in ending]
    return cells, height

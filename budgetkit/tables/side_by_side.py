"""Grids side by side on a page: two sides of one table of one title, or two tables of their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from budgetkit.model import Cell, Grid, Paragraph
from budgetkit.tables.cells import rows_of
from budgetkit.tables.header import header_row_count
from budgetkit.tables.heading import looks_like_title
from budgetkit.tables.unit_wording import unit_of_line
from budgetkit.text import normalise

Block = Grid | Paragraph

_LEVEL = 6.0
"""Points by which the upper edges of two sides may differ."""
_FARTHEST = 10
"""Lines above grids among which their headings stand."""


def arrange_sides(blocks: Iterable[Block]) -> list[Block]:
    """Blocks in which two grids side by side are one grid, or each has its own heading above it."""
    arranged: list[Block] = []
    for block in blocks:
        last = arranged[-1] if arranged else None
        (one, other), above = _titles_of_sides(arranged, last, block)
        if one and one == other:
            arranged[-1] = _unite(last, block)
        elif one - other and other - one:
            arranged = arranged[: -1 - len(above)]
            sides = [_lines_of_side(above, (last, block), side) for side in (0, 1)]
            arranged += [*sides[0], last, *sides[1], block]
        else:  # no title, or one over one of them alone: nothing tells what the other is
            arranged.append(block)
    return arranged


def _titles_of_sides(
    blocks: list[Block], left: Block | None, right: Block
) -> tuple[list[set[str]], list[Paragraph]]:
    """Titles over each of two grids side by side, and all lines above; none for any other blocks."""
    if not (isinstance(left, Grid) and isinstance(right, Grid) and _stand_beside(left, right)):
        return [set(), set()], []
    above = _lines_above(blocks[:-1], left)
    sides = [_lines_of_side(above, (left, right), side) for side in (0, 1)]
    return [{title for line in lines for title in _titles_of(line)} for lines in sides], above


def _stand_beside(left: Grid, right: Grid) -> bool:
    """Whether two grids of a page begin at one height, the second wholly to the right of the first."""
    if left.page != right.page or not left.bbox or not right.bbox or left.mended or right.mended:
        return False
    return left.bbox[2] <= right.bbox[0] + 1 and abs(left.bbox[1] - right.bbox[1]) <= _LEVEL


def _lines_above(blocks: list[Block], grid: Grid) -> list[Paragraph]:
    """Lines right above a grid, on its page."""
    lines: list[Paragraph] = []
    for block in reversed(blocks[-_FARTHEST:]):
        if not isinstance(block, Paragraph) or block.page != grid.page or not block.bbox:
            break
        lines.insert(0, block)
    return lines


def _lines_of_side(lines: list[Paragraph], grids: tuple[Grid, Grid], side: int) -> list[Paragraph]:
    """Lines of one of two grids: those not over the other; of two titles or units on a line its own."""
    found = []
    for line in lines:
        parts = [part for part in line.text.split("\t") if part.strip()]
        for says in (looks_like_title, unit_of_line):
            twins = [part for part in parts if says(normalise(part))]
            if len(twins) == 2:
                parts.remove(twins[1 - side])
        if "\t" in line.text or not _is_over(grids, 1 - side, line):
            found.append(replace(line, text="\t".join(parts)))
    return found


def _is_over(grids: tuple[Grid, Grid], side: int, line: Paragraph) -> bool:
    """Whether a line stands over one of two grids, nearer to its middle than to the middle of both."""
    own = grids[side].bbox
    middle, middle_of_both = own[0] + own[2], grids[0].bbox[0] + grids[1].bbox[2]
    place = line.bbox[0] + line.bbox[2]
    within = own[0] - 1 <= line.bbox[0] and line.bbox[2] <= own[2] + 1
    return within and abs(place - middle) < abs(place - middle_of_both)


def _titles_of(line: Paragraph) -> list[str]:
    return [text for text in map(normalise, line.text.split("\t")) if looks_like_title(text)]


def _unite(left: Grid, right: Grid) -> Grid:
    """Both sides as one grid: rows in order, headers and last rows in common rows."""
    sides = [rows_of(grid) for grid in (left, right)]
    headers = [header_row_count(rows) for rows in sides]
    lengths = [len(rows) - header + max(headers) for rows, header in zip(sides, headers, strict=True)]
    cells: list[Cell] = []
    for rows, header, first in zip(sides, headers, (0, left.columns), strict=True):
        places = [
            place if place < header else place - header + max(headers) for place in range(len(rows) + 1)
        ]
        if len(rows) > header:
            places[-2:] = [max(lengths) - 1, max(lengths)]
        for cell in (cell for row in rows for cell in row if cell is not None):
            row = places[cell.row]
            end = cell.row + cell.row_span
            # the last row of a shorter header reaches down to the end of the longer one
            span = (max(headers) if end == header else places[end - 1] + 1) - row
            cells.append(cell._replace(row=row, row_span=span, column=first + cell.column))
    box = (left.bbox[0], min(left.bbox[1], right.bbox[1]), right.bbox[2], max(left.bbox[3], right.bbox[3]))
    columns = left.columns + right.columns
    return replace(left, rows=max(lengths), columns=columns, cells=tuple(cells), bbox=box)

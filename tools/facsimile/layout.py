"""A table as data to boxes with widths, wrapped lines and row heights."""

from __future__ import annotations

import re
from dataclasses import dataclass

from budgetkit.errors import Place, WrongUsage
from tools.facsimile.fonts import text_width
from tools.facsimile.style import Style
from tools.facsimile.wrapping import pieces, wrap_text

LEFT, ABOVE = "<", "^"
"""Marks in table data: the cell belongs to the one on its left, or to the one above it."""

_NUMBER = re.compile(r"[-−+]?[\d,]+(\.\d+)?%?|[—/-]")


@dataclass(slots=True)
class Box:
    """One printed cell: its anchor, its spans, its text and the lines of it."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    lines: list[str]
    size: float = 0.0

    @property
    def is_number(self) -> bool:
        """Whether the text is an amount, which keeps to its own side of the cell."""
        return bool(_NUMBER.fullmatch(self.text))


@dataclass(slots=True)
class Layout:
    """Everything that drawing needs: boxes, widths of columns and heights of rows in points."""

    boxes: list[Box]
    widths: list[float]
    heights: list[float]
    header_rows: int

    def owners(self) -> list[list[int]]:
        """Which box covers each place of the grid."""
        owners = [[-1] * len(self.widths) for _ in self.heights]
        for number, box in enumerate(self.boxes):
            for row in range(box.row, box.row + box.row_span):
                for column in range(box.column, box.column + box.column_span):
                    owners[row][column] = number
        return owners


def merge_cells(rows: list[list[str]], title: str = "") -> list[Box]:
    """Turn rows with the marks ``<`` and ``^`` into boxes, row by row.

    Raises
    ------
    WrongUsage
        If a mark has no cell to belong to, or merged cells do not form a rectangle.
    """
    columns = max((len(row) for row in rows), default=0)
    grid = [list(row) + [""] * (columns - len(row)) for row in rows]
    taken: set[tuple[int, int]] = set()
    boxes: list[Box] = []
    for row, cells in enumerate(grid):
        for column, text in enumerate(cells):
            if (row, column) in taken:
                continue
            if text in (LEFT, ABOVE):
                raise WrongUsage(
                    f"the mark {text!r} in table {title!r} has no cell to belong to",
                    Place(row=row, column=column),
                    "merged cells form a rectangle: '<' continues to the right, '^' downwards",
                )
            column_span = 1
            while column + column_span < columns and cells[column + column_span] == LEFT:
                column_span += 1
            row_span = 1
            while row + row_span < len(grid):
                below = grid[row + row_span][column : column + column_span]
                if below[0] != ABOVE or any(mark not in (ABOVE, LEFT) for mark in below):
                    break
                row_span += 1
            taken.update((row + i, column + j) for i in range(row_span) for j in range(column_span))
            boxes.append(Box(row, column, row_span, column_span, text, []))
    return boxes


def column_widths(boxes: list[Box], columns: int, width: float, style: Style) -> list[float]:
    """Share the width out: a figure never wraps where there is room, long text wraps first."""
    least, natural = [0.0] * columns, [0.0] * columns
    space = 2 * style.padding + 1.0
    for box in boxes:
        if box.column_span > 1:
            continue
        whole = max(text_width(line, style.table_size) for line in box.text.split("\n")) + space
        piece = max(text_width(piece, style.table_size) for piece in pieces(box.text) or [""]) + space
        need = whole if box.is_number else min(piece, width / 5)
        least[box.column] = max(least[box.column], need, style.table_size + space)
        natural[box.column] = max(natural[box.column], min(whole, width / 3))
    natural = [max(pair) for pair in zip(least, natural, strict=True)]
    wish, floor = sum(natural), sum(least)
    if wish <= width:
        return [value * width / wish for value in natural]
    if floor >= width:
        return [value * width / floor for value in least]
    share = (width - floor) / (wish - floor)
    return [low + (high - low) * share for low, high in zip(least, natural, strict=True)]


def _set_lines(box: Box, width: float, style: Style) -> None:
    room = width - 2 * style.padding
    box.size = style.table_size
    if not box.text:
        box.lines = []
    elif style.wrap == "wrap":
        box.lines = wrap_text(box.text, room, box.size)
    else:
        box.lines = box.text.split("\n")
        if style.wrap == "shrink":
            widest = max(text_width(line, 1.0) for line in box.lines)
            box.size = min(box.size, max(3.0, room / widest)) if widest else box.size


def lay_out(table: dict, width: float, style: Style) -> Layout:
    """Lay a table out in the given width.

    Parameters
    ----------
    table : dict
        ``rows`` (lists of text with merge marks, header rows first), ``header_rows``, optional
        ``widths`` (weights of the columns) and ``title``.
    width : float
        Width of the frame in points.
    style : Style
        The look.
    """
    rows, title = table["rows"], table.get("title", "")
    boxes = merge_cells(rows, title)
    columns = max((len(row) for row in rows), default=0)
    if not columns:
        raise WrongUsage(f"table {title!r} has no cells", advice="give at least its header row")
    weights = table.get("widths")
    if weights and len(weights) != columns:
        raise WrongUsage(
            f"table {title!r} has {columns} columns but {len(weights)} widths",
            advice="give one width for each column, or none",
        )
    if weights:
        widths = [weight * width / sum(weights) for weight in weights]
    else:
        widths = column_widths(boxes, columns, width, style)
    heights = [style.row_height] * len(rows)
    for box in boxes:
        _set_lines(box, sum(widths[box.column : box.column + box.column_span]), style)
        if box.row_span == 1:
            need = len(box.lines) * style.leading + 2 * style.padding
            heights[box.row] = max(heights[box.row], need)
    for box in boxes:
        rows_of_box = range(box.row, box.row + box.row_span)
        lack = len(box.lines) * style.leading + 2 * style.padding - sum(heights[row] for row in rows_of_box)
        if lack > 0:
            for row in rows_of_box:
                heights[row] += lack / box.row_span
    return Layout(boxes, widths, heights, int(table.get("header_rows", 1)))

"""The rules of a table on one page: which edges exist, and how they are painted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from tools.facsimile.layout import Layout
from tools.facsimile.pagination import Portion
from tools.facsimile.style import Style

Edge = tuple[float, float, float, float]
"""``x0, y0, x1, y1`` with x0 <= x1 and y0 <= y1, in points from the bottom left."""


def _joined(pieces: list[tuple[float, float]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for start, end in pieces:
        if joined and abs(joined[-1][1] - start) < 0.01:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _edges(
    layout: Layout, portion: Portion, xs: list[float], ys: list[float], style: Style
) -> Iterator[tuple[str, Edge]]:
    """Every edge between two different cells, cell by cell, and the frame."""
    owners = layout.owners()
    rows = [piece.row for piece in portion.slices]
    last, columns = len(rows), len(layout.widths)
    open_top = portion.continued and style.break_open and not portion.repeated
    open_bottom = portion.continues and style.break_open
    for line in range(last + 1):
        if (line == 0 and open_top) or (line == last and open_bottom):
            continue
        for column in range(columns):
            inner = 0 < line < last
            if inner and owners[rows[line - 1]][column] == owners[rows[line]][column]:
                continue
            yield "horizontal", (xs[column], ys[line], xs[column + 1], ys[line])
    for line in range(columns + 1):
        for place, row in enumerate(rows):
            inner = 0 < line < columns
            if inner and owners[row][line - 1] == owners[row][line]:
                continue
            top = ys[place] + (style.overrun if place == 0 and open_top else 0.0)
            bottom = ys[place + 1] - (style.overrun if place == last - 1 and open_bottom else 0.0)
            yield "vertical", (xs[line], bottom, xs[line], top)


def draw_rules(
    canvas, layout: Layout, portion: Portion, xs: list[float], ys: list[float], style: Style
) -> None:
    """Paint the rules of one portion; ``ys`` run downwards from the top of the grid."""
    if style.rules == "none":
        return
    edges = list(_edges(layout, portion, xs, ys, style))
    canvas.setLineWidth(style.rule_width)
    if style.rules == "boxes":
        # A frame a cell, as spreadsheet programs print: each inner edge is painted twice.
        cut = style.break_open and (portion.continued or portion.continues)
        for number, first, stop in portion.visible(layout):
            box = layout.boxes[number]
            left, right = xs[box.column], xs[box.column + box.column_span]
            if not (cut and (first == 0 or stop == len(portion.slices))):
                canvas.rect(left, ys[stop], right - left, ys[first] - ys[stop], stroke=1, fill=0)
        for _, edge in edges if cut else []:
            canvas.line(*edge)
    elif style.rules == "fill":
        half = style.rule_width / 2
        for _, (x0, y0, x1, y1) in edges:
            canvas.rect(x0 - half, y0 - half, x1 - x0 + 2 * half, y1 - y0 + 2 * half, stroke=0, fill=1)
    else:
        gap = 0.9 if style.rules == "double" else 0.0
        for kind, lines in (("horizontal", 1), ("vertical", 0)):
            if kind == "vertical" and style.rules == "horizontal":
                continue
            chosen = sorted(
                (edge for name, edge in edges if name == kind), key=lambda edge: (edge[lines], edge)
            )
            for position, group in groupby(chosen, key=lambda edge: edge[lines]):
                for start, end in _joined([(edge[1 - lines], edge[3 - lines]) for edge in group]):
                    for shift in (0.0, gap) if gap else (0.0,):
                        at = position + shift
                        canvas.line(*((start, at, end, at) if lines else (at, start, at, end)))

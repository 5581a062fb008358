"""Sheets to draw hard cases on. Coordinates run from the top left; what is drawn is written down."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from pathlib import Path

import zhplot
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

Rule = Callable[["Sheet", float, float, float, float], None]
Tile = tuple[int, int, int, int, str]
"""Row, column, row span, column span, text."""

CASES: dict[str, Callable[[], tuple[bytes, dict]]] = {}
"""Every case by the name of its file: a function that gives the PDF and its truth."""

CHINESE = "NotoSansSC"
XS, YS = [40, 140, 220, 300, 380], [70, 94, 118, 142, 166]
ROWS = """
科目编码 | 科目名称 | 上年数 | 本年数
20101 | 示例事务 | 1,234.56 | 2,200.00
20102 | 样本管理 | 0.11 | 33.30
合计 | < | 1,234.67 | 2,233.30
"""


def case(draw: Callable[[Sheet], None]) -> Callable[[Sheet], None]:
    """Register a drawing under its name."""
    return case_of(draw.__name__, draw)


def case_of(name: str, draw: Callable[[Sheet], None], **settings: object) -> Callable[[Sheet], None]:
    """Register a drawing under a name of its own."""

    def make() -> tuple[bytes, dict]:
        sheet = Sheet(**settings)
        draw(sheet)
        return sheet.finish()

    assert name not in CASES, name
    CASES[name.replace("_", "-")] = make
    return draw


def tiles_of(drawing: str) -> tuple[int, int, list[Tile]]:
    """Rows, columns and tiles of a drawn table: ``|`` between cells, ``<`` and ``^`` continue a cell."""
    texts = [[cell.strip() for cell in row.split("|")] for row in drawing.strip().splitlines()]
    tiles = []
    for row, line in enumerate(texts):
        assert len(line) == len(texts[0]), line
        for column, text in enumerate(line):
            if text in ("<", "^"):
                continue
            right, below = column + 1, row + 1
            while right < len(line) and line[right] == "<":
                right += 1
            while below < len(texts) and texts[below][column] == "^":
                below += 1
            tiles.append((row, column, below - row, right - column, text.replace("\\n", "\n")))
    return len(texts), len(texts[0]), tiles


def stroke(sheet: Sheet, x0: float, y0: float, x1: float, y1: float) -> None:
    """An ordinary rule."""
    sheet.canvas.line(x0, sheet.up(y0), x1, sheet.up(y1))


def thin_fill(sheet: Sheet, x0: float, y0: float, x1: float, y1: float, thickness: float = 0.5) -> None:
    """The same as a filled rectangle, as word processors write it."""
    half = thickness / 2
    sheet.box(x0 - half, y0 - half, x1 + half, y1 + half, stroke=0, fill=1)


class Sheet:
    """Pages of one file, with what was drawn on them."""

    def __init__(self, width: float = 420, height: float = 200, **settings: object) -> None:
        if CHINESE not in pdfmetrics.getRegisteredFontNames():
            (font,) = Path(zhplot.__file__).parent.rglob("NotoSansSC-Regular.ttf")
            pdfmetrics.registerFont(TTFont(CHINESE, font))
        self._stream = io.BytesIO()
        self.width, self.height, self.page = width, height, 1
        self.canvas = Canvas(self._stream, (width, height), invariant=1, **settings)
        self.canvas.setLineWidth(0.5)
        self.grids: list[dict] = []
        self.lines: list[dict] = []
        self.notes: list[str] = []

    def up(self, y: float) -> float:
        return self.height - y

    def next_page(self) -> None:
        self.canvas.showPage()
        self.canvas.setLineWidth(0.5)
        self.page += 1

    def finish(self) -> tuple[bytes, dict]:
        """The file and its truth."""
        self.canvas.save()
        return self._stream.getvalue(), {"grids": self.grids, "lines": self.lines, "notes": self.notes}

    def box(self, x0: float, y0: float, x1: float, y1: float, stroke: int = 1, fill: int = 0) -> None:
        self.canvas.rect(x0, self.up(y1), x1 - x0, y1 - y0, stroke=stroke, fill=fill)

    def fill(self, x0: float, y0: float, x1: float, y1: float, color: str | float) -> None:
        """A filled box in a grey from 0 to 1 or in a hexadecimal colour."""
        self.canvas.saveState()
        self.paint(color)
        self.box(x0, y0, x1, y1, stroke=0, fill=1)
        self.canvas.restoreState()

    def paint(self, color: str | float) -> None:
        """The colour of all that follows."""
        if isinstance(color, str):
            self.canvas.setFillColor(color)
            self.canvas.setStrokeColor(color)
        else:
            self.canvas.setFillGray(color)
            self.canvas.setStrokeGray(color)

    def put(self, x: float, baseline: float, text: str, size: float = 9, font: str = CHINESE) -> None:
        """Text that is not written down."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.up(baseline), text)

    def say(self, x: float, baseline: float, text: str, size: float = 9, font: str = CHINESE) -> None:
        """A line of text outside the tables."""
        self.put(x, baseline, text, size, font)
        self.expect_line(text)

    def expect_line(self, text: str) -> None:
        self.lines.append({"page": self.page, "text": text})

    def width_of(self, text: str, size: float = 9, font: str = CHINESE) -> float:
        return pdfmetrics.stringWidth(text, font, size)

    def expect(self, drawing: str, open_top: bool = False, open_bottom: bool = False) -> list[Tile]:
        """Write a table down without drawing it."""
        rows, columns, tiles = tiles_of(drawing)
        keys = ("row", "column", "row_span", "column_span", "text")
        cells = [dict(zip(keys, tile, strict=True)) for tile in tiles]
        self.grids.append(
            {
                "page": self.page,
                "rows": rows,
                "columns": columns,
                "open_top": open_top,
                "open_bottom": open_bottom,
                "cells": cells,
            }
        )
        return tiles

    def fill_in(self, xs: list[float], ys: list[float], tiles: Iterable[Tile], size: float = 9) -> None:
        """The texts of a table: labels to the left, figures to the right."""
        for row, column, height, width, text in tiles:
            left, right = xs[column], xs[column + width]
            lines = text.split("\n")
            middle = (ys[row] + ys[row + height]) / 2
            for number, line in enumerate(lines):
                baseline = middle + 0.35 * size + (number - (len(lines) - 1) / 2) * 1.2 * size
                flush_right = line[:1].isdigit() and "." in line
                x = right - 4 - self.width_of(line, size) if flush_right else left + 4
                if line:
                    self.put(x, baseline, line, size)

    def rules(self, xs: list[float], ys: list[float], tiles: Iterable[Tile], rule: Rule = stroke) -> None:
        """The rules around tiles, each from end to end in one."""
        across: dict[float, set[int]] = {}
        down: dict[float, set[int]] = {}
        for row, column, height, width, _ in tiles:
            for y in (row, row + height):
                across.setdefault(y, set()).update(range(column, column + width))
            for x in (column, column + width):
                down.setdefault(x, set()).update(range(row, row + height))
        for y, units in sorted(across.items()):
            for first, last in _runs(units):
                rule(self, xs[first], ys[y], xs[last], ys[y])
        for x, units in sorted(down.items()):
            for first, last in _runs(units):
                rule(self, xs[x], ys[first], xs[x], ys[last])

    def cells(
        self,
        xs: list[float],
        ys: list[float],
        tiles: Iterable[Tile],
        draw: Callable[[float, float, float, float], None],
    ) -> None:
        """Something drawn for the box of every tile."""
        for row, column, height, width, _ in tiles:
            draw(xs[column], ys[row], xs[column + width], ys[row + height])

    def table(
        self,
        xs: list[float] = XS,
        ys: list[float] = YS,
        drawing: str = ROWS,
        rule: Rule = stroke,
        size: float = 9,
        **expected: bool,
    ) -> list[Tile]:
        """Draw a table and write it down."""
        tiles = self.expect(drawing, **expected)
        self.rules(xs, ys, tiles, rule)
        self.fill_in(xs, ys, tiles, size)
        return tiles


def _runs(units: set[int]) -> list[tuple[int, int]]:
    """First and past-the-last of neighbouring numbers."""
    runs: list[tuple[int, int]] = []
    for unit in sorted(units):
        if runs and runs[-1][1] == unit:
            runs[-1] = (runs[-1][0], unit + 1)
        else:
            runs.append((unit, unit + 1))
    return runs

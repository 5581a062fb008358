"""Small PDF pages drawn in memory, for the tests of the readers. Coordinates run from the top left."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from budgetkit.model import Document, Grid
from budgetkit.readers.pdf import read_pdf

WIDTH, HEIGHT = 400, 300
Draw = Callable[["Paper"], None]


class Paper:
    """A canvas measured from the top left, as the reader measures."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas

    def text(self, x: float, baseline: float, text: str, size: float = 10) -> None:
        self.canvas.setFont(self.canvas._fontname, size)
        self.canvas.drawString(x, HEIGHT - baseline, text)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)

    def thin_fill(self, x0: float, y0: float, x1: float, y1: float, thickness: float = 0.5) -> None:
        """The same rule as a filled rectangle, as word processors write it."""
        half = thickness / 2
        width, height = x1 - x0 + 2 * half, y1 - y0 + 2 * half
        self.canvas.rect(x0 - half, HEIGHT - y1 - half, width, height, stroke=0, fill=1)

    def box(self, x0: float, y0: float, x1: float, y1: float, stroke: int = 1, fill: int = 0) -> None:
        self.canvas.rect(x0, HEIGHT - y1, x1 - x0, y1 - y0, stroke=stroke, fill=fill)

    def grid(self, xs: list[float], ys: list[float], rule: str = "line") -> None:
        draw = getattr(self, rule)
        for x in xs:
            draw(x, ys[0], x, ys[-1])
        for y in ys:
            draw(xs[0], y, xs[-1], y)

    def table(
        self, xs: list[float], ys: list[float], rows: list[list[str]], rule: str = "line", size: float = 10
    ) -> None:
        self.grid(xs, ys, rule)
        for y, row in zip(ys, rows, strict=False):
            for x, text in zip(xs, row, strict=False):
                if text:
                    self.text(x + 3, y + 14, text, size)


def pdf_bytes(*pages: Draw, font: str = "Helvetica", **settings: object) -> bytes:
    """A PDF with one page for each drawing; ``settings`` go to the canvas."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT), initialFontName=font, invariant=1, **settings)
    for draw in pages:
        draw(Paper(canvas))
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def read_drawn(*pages: Draw, **settings: object) -> Document:
    return read_pdf(pdf_bytes(*pages, **settings), "drawn.pdf")


def rows_of(grid: Grid) -> list[list[str | None]]:
    """Texts by position; None where a cell spans from elsewhere."""
    rows: list[list[str | None]] = [[None] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


SAMPLES = Path(__file__).parents[2] / "shared" / "samples"

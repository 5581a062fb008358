"""Small documents for tests, drawn as text: one list of rows a grid, `|` between cells.

``<`` continues the cell on its left, ``^`` the cell above.
"""

from __future__ import annotations

from budgetkit.model import Cell, Document, Grid, Paragraph


def grid(drawing: str, page: int = 1, top: float = 100.0, widths: list[float] | None = None, **more) -> Grid:
    """Grid from a drawing; columns are 60 points wide unless told."""
    texts = [[cell.strip() for cell in row.split("|")] for row in drawing.strip().splitlines()]
    count = len(texts[0])
    edges = [60.0]
    for width in widths or [60.0] * count:
        edges.append(edges[-1] + width)
    cells = []
    for row, line in enumerate(texts):
        assert len(line) == count, f"row {row} has {len(line)} cells, not {count}"
        for column, text in enumerate(line):
            if text in ("<", "^"):
                continue
            right = column + 1
            while right < count and line[right] == "<":
                right += 1
            below = row + 1
            while below < len(texts) and texts[below][column] == "^":
                below += 1
            box = (edges[column], top + 20 * row, edges[right], top + 20 * below)
            cells.append(Cell(row, column, text, below - row, right - column, box, page))
    return Grid(
        page, len(texts), count, tuple(cells), (edges[0], top, edges[-1], top + 20 * len(texts)), **more
    )


def line(text: str, page: int = 1, top: float = 60.0, size: float = 10.0) -> Paragraph:
    """One printed line."""
    return Paragraph(page, text, (60.0, top, 60.0 + size * len(text), top + size), size)


def document(*blocks, pages: int | None = None) -> Document:
    """Document of these blocks in reading order."""
    return Document("paper.pdf", "0" * 64, "pdf", pages or max(block.page for block in blocks), tuple(blocks))

"""A case drawn as a PDF: text, paragraphs, and tables ruled in many ways."""

from __future__ import annotations

import io
import re

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tools.facsimile.fonts import register_font

from .case import Case, Printed


class PdfCase(Case):
    """A drawing on pages; ``box`` holds the corners of the cells of the last table."""

    def __init__(self, name, kind, what, size=A4, font=None, compress=1, **truth):
        super().__init__(name, kind, what, **truth)
        self.font, self.size = font or register_font(), size
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=size, invariant=1, pageCompression=compress)
        self.afterwards, self.box = [], {}

    def width(self, text, size):
        return stringWidth(text, self.font, size)

    def text(self, x, y, text, size=9, align="l", letters=False, color=None, mode=None):
        """Print a line, letter by letter or whole, in a colour or in a render mode of its own."""
        canvas = self.canvas
        x -= self.width(text, size) * {"l": 0, "c": 0.5, "r": 1}[align]
        if color is not None:
            canvas.saveState()
            canvas.setFillColor(color)
        canvas.setFont(self.font, size)
        if mode is not None:
            line = canvas.beginText(x, y)
            line.setFont(self.font, size)
            line.setTextRenderMode(mode)
            line.textOut(text)
            line.setTextRenderMode(0)
            canvas.drawText(line)
        elif letters:
            self._letters(x, y, text, size)
        else:
            canvas.drawString(x, y, text)
        if color is not None:
            canvas.restoreState()

    def _letters(self, x, y, text, size):
        for letter in text:
            if letter != " ":
                self.canvas.drawString(x, y, letter)
            x += self.width(letter, size)

    def para(self, x, y, text, width, size=10.5, pitch=18, finds=(), letters=False):
        """Print a paragraph in lines that never break inside a figure; give where the next begins."""
        self.prose(text, finds)
        line = "　　"
        for part in re.findall(r"[\d,.%]+|.", text):
            if self.width(line + part, size) > width and part not in "，。；、）":
                self.text(x, y, line, size, letters=letters)
                y, line = y - pitch, ""
            line += part
        self.text(x, y, line, size, letters=letters)
        return y - pitch

    def next_page(self):
        self.canvas.showPage()
        self.page += 1

    def head(self, y, title, left="", right="", x0=50, x1=None, size=14):
        """Print title, publisher and unit; give where the table begins."""
        x1 = x1 or self.size[0] - 50
        if title:
            self.text((x0 + x1) / 2, y, title, size, "c")
        if left:
            self.text(x0, y - 26, left, 9)
        if right:
            self.text(x1, y - 26, right, 9, "r")
        return y - 32

    def table(self, x, y, widths, rows, *, head=1, h=18, size=8, spans=None, order="rules", hs=None, **style):
        """Draw a table from its upper left corner, rules or text first; give its lower edge."""
        spans = spans or {}
        edges, levels = [x], [y]
        for width in widths:
            edges.append(edges[-1] + width)
        for number, row in enumerate(rows):
            counts = [
                _text(cell).count("\n") + 1
                for column, cell in enumerate(row)
                if (number, column) not in spans
            ]
            lines = max([1, *counts])
            levels.append(levels[-1] - (hs[number] if hs else max(h, (lines - 1) * size * 1.45 + h)))
        self.box = _boxes(edges, levels, spans)
        if order != "rules":
            self._fill(rows, head, size, **style)
        self._rule(edges, levels, head, **style)
        if order == "rules":
            self._fill(rows, head, size, **style)
        return levels[-1]

    def _rule(self, edges, levels, head, rules="all", rulemode="line", stripe=None, lw=0.6, **_):
        canvas = self.canvas
        if stripe:
            canvas.saveState()
            canvas.setFillColor(stripe)
            for number in range(head, len(levels) - 1, 2):
                lower = levels[number + 1]
                canvas.rect(edges[0], lower, edges[-1] - edges[0], levels[number] - lower, stroke=0, fill=1)
            canvas.restoreState()
        canvas.setLineWidth(lw)
        for box in self.box.values() if rules == "all" else ():
            self._rule_cell(*box, rulemode, lw)

    def _rule_cell(self, x0, y0, x1, y1, rulemode, lw):
        canvas = self.canvas
        if rulemode == "line":
            for ends in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
                canvas.line(*ends)
        elif rulemode == "box":
            canvas.rect(x0, y0, x1 - x0, y1 - y0)
        else:
            width, height = x1 - x0, y1 - y0
            bars = (x0, y0, width, lw), (x0, y1, width + lw, lw), (x0, y0, lw, height), (x1, y0, lw, height)
            for bar in bars:
                canvas.rect(*bar, stroke=0, fill=1)

    def _fill(self, rows, head, size, money=(), rec=True, aligns=None, **style):
        """Print every cell and note the figures of the columns of money."""
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if (number, column) not in self.box or cell is None:
                    continue
                is_money = number >= head and column in money
                text = self.record_cell(cell, rec) if is_money else _text(cell)
                align = "c" if number < head else (aligns or {}).get(column) or ("r" if is_money else "l")
                if text:
                    self._cell(self.box[number, column], text, size, align, **style)

    def _cell(self, box, text, size, align, pad=3, dx=0, dy=0, letters=False, color=None, mode=None, **_):
        x0, y0, x1, y1 = box
        lines, pitch = text.split("\n"), size * 1.45
        top = (y0 + y1) / 2 + (len(lines) - 1) * pitch / 2 - size * 0.36
        x = {"l": x0 + pad, "r": x1 - pad, "c": (x0 + x1) / 2}[align]
        for index, line in enumerate(lines):
            self.text(x + dx, top - index * pitch + dy, line, size, align, letters, color, mode)

    def save(self):
        self.canvas.save()
        self.content = self.file.getvalue()
        for change in self.afterwards:
            self.content = change(self.content)
        return self


def _text(cell):
    return (cell.text if isinstance(cell, Printed) else cell) or ""


def _boxes(edges, levels, spans):
    """Corners of the cells: left, lower, right, upper."""
    covered = {
        (row + down, column + along)
        for (row, column), (height, width) in spans.items()
        for down in range(height)
        for along in range(width)
        if down or along
    }
    boxes = {}
    for row in range(len(levels) - 1):
        for column in range(len(edges) - 1):
            if (row, column) not in covered:
                height, width = spans.get((row, column), (1, 1))
                boxes[row, column] = (edges[column], levels[row + height], edges[column + width], levels[row])
    return boxes

"""Blocks of a document to pages: prose, contents, tables; reproducible to the byte."""

from __future__ import annotations

import io
from dataclasses import replace

from budgetkit.errors import WrongUsage
from tools.facsimile.fonts import missing_characters, register_font, text_width
from tools.facsimile.layout import Box, Layout, lay_out
from tools.facsimile.pagination import Portion, paginate
from tools.facsimile.ruling import draw_rules
from tools.facsimile.style import Style
from tools.facsimile.wrapping import wrap_text


def typeset(disclosure: dict, style: Style | None = None) -> bytes:
    """Typeset a disclosure given as data.

    Parameters
    ----------
    disclosure : dict
        ``title``, optional ``author``, ``subject``, ``keywords`` (metadata of the PDF) and ``blocks``: a list
        of one-entry mappings ``cover``, ``contents``, ``part``, ``heading``, ``paragraph``, ``table``,
        ``page_break``, in printing order.
    style : Style, optional
        The look; without it the one of a common Chinese disclosure.

    Returns
    -------
    bytes
        The PDF. Same disclosure, same style: same bytes.

    Raises
    ------
    WrongUsage
        If a block is unknown, a table is malformed, or the font lacks a character.
    """
    from reportlab import rl_config

    # Base-85 would swell uncompressed streams by a quarter and make the file hard to inspect. The setting
    # is the library's own and holds for everyone in the process: it is given back.
    before, rl_config.useA85 = rl_config.useA85, 0
    try:
        return _Typesetter(disclosure, style or Style()).run()
    finally:
        rl_config.useA85 = before


class _Typesetter:
    """Holds the page being filled: its canvas, its size and how far down it is."""

    def __init__(self, disclosure: dict, style: Style) -> None:
        from reportlab.pdfgen.canvas import Canvas

        self.disclosure, self.style, self.font = disclosure, style, register_font()
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, invariant=1, pageCompression=int(style.compress), pdfVersion=(1, 5))
        self.page = 0
        self.turned: bool | None = None
        self.top = self.used = 0.0

    def run(self) -> bytes:
        for name in ("title", "author", "subject", "keywords"):
            text = self.disclosure.get(name)
            if text:
                getattr(self.canvas, f"set{name.title()}")(text)
        self.canvas.setCreator("tools.facsimile")
        handlers = {
            "cover": self.cover,
            "contents": self.contents,
            "part": self.part,
            "heading": self.heading,
            "paragraph": self.paragraph,
            "table": self.table,
            "page_break": lambda _: self.finish_page(),
        }
        for block in self.disclosure["blocks"]:
            ((kind, content),) = block.items()
            if kind not in handlers:
                raise WrongUsage(f"unknown block {kind!r}", advice=f"use one of {', '.join(handlers)}")
            handlers[kind](content)
        if self.turned is None and not self.page:
            self.need_page(False)
        self.finish_page()
        self.canvas.save()
        return self.buffer.getvalue()

    # Pages

    def need_page(self, turned: bool) -> None:
        """Go on with the page in hand when it lies the right way, else begin one."""
        if self.style.orientation != "by_table":
            turned = self.style.orientation == "landscape"
        if self.turned == turned:
            return
        self.finish_page()
        width, height = self.style.page_size
        self.turned, self.page = turned, self.page + 1
        self.width, self.height = (height, width) if turned else (width, height)
        rotated = turned and self.style.rotation
        # reportlab takes the displayed size and turns the media box of a rotated page itself.
        self.canvas.setPageSize((self.width, self.height))
        # reportlab keeps the rotation of the page before unless it is set each time.
        self.canvas.setPageRotation(self.style.rotation if rotated else 0)
        if self.style.form_xobject:
            self.canvas.beginForm(f"page{self.page}", -40, -40, width + height, width + height)
            self.canvas.translate(-20, -20)
        if rotated == 90:
            self.canvas.transform(0, 1, -1, 0, width, 0)
        elif rotated == 270:
            self.canvas.transform(0, -1, 1, 0, 0, height)
        self.top = self.height - self.style.margin
        self.used = 0.0

    def finish_page(self) -> None:
        if self.turned is None:
            return
        if self.style.page_number and self.page > 1:
            self.centred(self.style.page_number.format(page=self.page), 9, self.style.margin * 0.55)
        if self.style.form_xobject:
            self.canvas.endForm()
            self.canvas.translate(20, 20)
            self.canvas.doForm(f"page{self.page}")
        self.canvas.showPage()
        self.turned = None

    @property
    def frame(self) -> float:
        """Width between the margins."""
        return self.width - 2 * self.style.margin

    @property
    def room(self) -> float:
        """Height left above the bottom margin."""
        return self.top - self.used - self.style.margin

    # Lines

    def print_line(self, text: str, x: float, y: float, size: float, bold: bool = False) -> None:
        missing = missing_characters(text)
        if missing:
            raise WrongUsage(
                f"the font has no {' '.join(missing)} in {text!r}",
                advice="write another character in the data",
            )
        self.canvas.saveState()
        line = self.canvas.beginText(x, y)
        line.setFont(self.font, size)
        if bold:
            self.canvas.setLineWidth(size * 0.03)
            line.setTextRenderMode(2)
        line.textOut(text)
        self.canvas.drawText(line)
        self.canvas.restoreState()

    def centred(self, text: str, size: float, y: float, bold: bool = False) -> None:
        self.print_line(text, (self.width - text_width(text, size)) / 2, y, size, bold)

    def flow(
        self, text: str, size: float, indent: float = 0.0, middle: bool = False, bold: bool = False
    ) -> None:
        """Print wrapped lines downwards, on further pages where they run out of room."""
        if self.turned is None:
            self.need_page(False)
        leading = size * 1.75
        for number, line in enumerate(wrap_text(text, self.frame, size, indent)):
            if self.room < leading:
                turned = self.turned
                self.finish_page()
                self.need_page(turned)
            self.used += leading
            y = self.top - self.used + size * 0.4
            if middle:
                self.centred(line, size, y, bold)
            else:
                self.print_line(line, self.style.margin + (0 if number else indent), y, size, bold)

    # Blocks

    def cover(self, content: dict) -> None:
        self.need_page(False)
        y = self.height * 0.64
        for line in content["title"]:
            self.centred(line, 26, y, self.style.bold_titles)
            y -= 44
        for line in content.get("lines", []):
            y -= 30
            self.centred(line, 16, y)
        y = self.style.margin + 60
        for paragraph in content.get("note", []):
            for line in wrap_text(paragraph, self.frame, 10):
                self.centred(line, 10, y)
                y -= 16
        self.finish_page()

    def contents(self, content: dict) -> None:
        self.finish_page()
        self.flow(content.get("title", "目  录"), 18, middle=True, bold=self.style.bold_titles)
        size = self.style.text_size
        for level, entry in content["entries"]:
            if level == 0:
                self.used += size * 0.6
            self.flow(entry, size, indent=2 * size * level, bold=self.style.bold_titles and level == 0)
        self.finish_page()

    def part(self, lines: list[str]) -> None:
        self.finish_page()
        for line in lines:
            self.flow(line, 18, middle=True, bold=self.style.bold_titles)
        self.used += 14

    def heading(self, text: str) -> None:
        size = self.style.text_size
        if self.turned is not None and self.room < size * 5:
            self.finish_page()
        self.flow(text, size + 1, indent=2 * size, bold=self.style.bold_titles)

    def paragraph(self, text: str) -> None:
        self.flow(text, self.style.text_size, indent=2 * self.style.text_size)

    # Tables

    def table(self, table: dict) -> None:
        turned = table.get("orientation") == "landscape"
        if table.get("new_page", not self.style.flow):
            self.finish_page()
        whole = self.style
        self.style = style = replace(whole, **table.get("style", {}))
        self.print_table(table, turned, style)
        if style.margin != whole.margin:
            self.finish_page()
        self.style = whole

    def print_table(self, table: dict, turned: bool, style: Style) -> None:
        """Spread one table over as many pages as it needs."""
        self.need_page(turned)
        layout = lay_out(table, self.frame, style)
        start = layout.heights[0] if style.loose_header else sum(layout.heights[: layout.header_rows + 1])
        if self.used and self.room < self.headline(table, dry=True) + start:
            self.finish_page()
            self.need_page(turned)
        head = self.headline(table)
        full = self.height - 2 * style.margin
        room = full - head if style.repeat_title else full
        room -= style.title_size * 1.5 if style.continued else 0.0
        portions = paginate(layout, self.room, room, style, tuple(table.get("page_breaks", ())))
        printed = [0] * len(layout.boxes)
        for number, portion in enumerate(portions):
            if number:
                self.finish_page()
                self.need_page(turned)
                if style.continued:
                    self.used += style.title_size * 1.5
                    right = self.width - style.margin - text_width(style.continued, style.text_size)
                    self.print_line(style.continued, right, self.top - self.used + 6, style.text_size)
                if style.repeat_title:
                    self.headline(table)
            self.draw_portion(layout, portion, printed)
        if table.get("note"):
            self.used += 4
            size = style.table_size
            for line in wrap_text(table["note"], self.frame, size):
                self.used += size * 1.5
                self.print_line(line, style.margin, self.top - self.used, size)
        self.used += style.text_size

    def headline(self, table: dict, dry: bool = False) -> float:
        """Print title and heading line; the height they take in points."""
        style, size = self.style, self.style.table_size + 1
        lines = table["title"].split("\n") if table.get("title") else []
        ends = table.get("left") or table.get("right")
        height = len(lines) * style.title_size * 1.5 + (size * 1.9 if ends else 0.0)
        if dry:
            return height
        for line in lines:
            self.used += style.title_size * 1.5
            self.centred(line, style.title_size, self.top - self.used + 6, style.bold_titles)
        if ends:
            self.used += size * 1.9
            y = self.top - self.used + 5
            if table.get("left"):
                self.print_line(table["left"], style.margin, y, size)
            if table.get("right"):
                right = self.width - style.margin - text_width(table["right"], size)
                self.print_line(table["right"], right, y, size)
        return height

    def draw_portion(self, layout: Layout, portion: Portion, printed: list[int]) -> None:
        """Rules and text of what this page shows; ``printed`` counts the lines of each box already shown."""
        xs, ys = [self.style.margin], [self.top - self.used]
        for width in layout.widths:
            xs.append(xs[-1] + width)
        for piece in portion.slices:
            ys.append(ys[-1] - piece.height)
        draw_rules(self.canvas, layout, portion, xs, ys, self.style)
        for number, first, stop in portion.visible(layout):
            box = layout.boxes[number]
            if first < portion.repeated:
                printed[number] = 0
            height = ys[first] - ys[stop]
            fit = max(1, int((height - 2 * self.style.padding + 0.01) // self.style.leading))
            lines = box.lines[printed[number] : printed[number] + fit]
            printed[number] += len(lines)
            edges = (xs[box.column], ys[stop], xs[box.column + box.column_span], ys[first])
            self.print_cell(box, lines, edges, box.row < layout.header_rows)
        self.used += portion.height

    def print_cell(
        self, box: Box, lines: list[str], edges: tuple[float, float, float, float], header: bool
    ) -> None:
        style = self.style
        left, bottom, right, top = edges
        leading = style.leading
        y = (top + bottom) / 2 + len(lines) * leading / 2 - leading / 2 - box.size * 0.34
        single = box.row_span > 1 or box.text.isdigit()
        align = "center" if header or single else style.align_numbers if box.is_number else "left"
        if style.wrap == "clip":
            self.canvas.saveState()
            path = self.canvas.beginPath()
            path.rect(left, bottom, right - left, top - bottom)
            self.canvas.clipPath(path, stroke=0, fill=0)
        for line in lines:
            width = text_width(line, box.size)
            x = left + style.padding
            if align == "right":
                x = right - style.padding - width
            elif align == "center" and width < right - left:
                x = (left + right - width) / 2
            self.print_line(line, x, y, box.size)
            y -= leading
        if style.wrap == "clip":
            self.canvas.restoreState()

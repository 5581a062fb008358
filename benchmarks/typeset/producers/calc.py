"""LibreOffice Calc, from a workbook: amounts are numbers with a format, as in a finance office."""

from __future__ import annotations

import io
import re

from benchmarks.typeset.content import Content, Sheet
from benchmarks.typeset.producers import office
from tools.facsimile.layout import Box, column_widths, lay_out, merge_cells
from tools.facsimile.style import Style

_AMOUNT = re.compile(r"-?\d{1,3}(,\d{3})*\.\d\d")


def version() -> str:
    return f"{office.version()} Calc"


class _Workbook:
    """A workbook being filled, with the formats of a look."""

    def __init__(self, look: dict) -> None:
        import xlsxwriter

        self.look, self.buffer = look, io.BytesIO()
        self.book = xlsxwriter.Workbook(self.buffer, {"in_memory": True})
        self.formats: dict[tuple, object] = {}

    def form(self, **settings):
        key = tuple(sorted(settings.items()))
        if key not in self.formats:
            common = {"font_name": "Noto Sans SC", "font_size": self.look["size"], "valign": "vcenter"}
            self.formats[key] = self.book.add_format(common | settings)
        return self.formats[key]

    def cell_form(self, box: Box, header: bool):
        # 7 is the hair line of the format, 1 the thin one.
        settings = {"border": 7 if self.look["rule"] < 0.5 else 1, "text_wrap": not box.is_number}
        settings["align"] = (
            "center" if header or box.row_span > 1 else self.look["numbers"] if box.is_number else "left"
        )
        if _AMOUNT.fullmatch(box.text):
            settings["num_format"] = "#,##0.00"
        if header and self.look["shade"]:
            settings["bg_color"] = self.look["shade"]
        if header and self.look["bold"]:
            settings["bold"] = True
        if self.look["frame"]:
            settings["border_color"] = "#808080"
        return self.form(**settings)

    def write(self, page, row: int, column: int, box: Box, form) -> None:
        if _AMOUNT.fullmatch(box.text):
            page.write_number(row, column, float(box.text.replace(",", "")), form)
        elif box.text:
            page.write_string(row, column, box.text, form)
        else:
            page.write_blank(row, column, None, form)

    @staticmethod
    def line(page, row: int, columns: tuple[int, int], text: str | None, form) -> None:
        """A line outside of the grid, in one cell over several columns."""
        if text and columns[0] < columns[1]:
            page.merge_range(row, columns[0], row, columns[1], text, form)
        elif text:
            page.write_string(row, columns[0], text, form)

    def sheet(self, sheet: Sheet, number: int) -> None:
        page = self.book.add_worksheet(f"表{number}")
        page.set_paper(9)
        page.set_margins(0.5, 0.5, 0.6, 0.6)
        if sheet.landscape:
            page.set_landscape()
        page.fit_to_pages(1, 0)
        width = (841.89 if sheet.landscape else 595.28) - 72
        style = Style(table_size=self.look["size"], padding=4.0, row_height=self.look["size"] * 1.9)
        most = max(len(row) for table in sheet.tables for row in table["rows"])
        widths = self.widths(sheet, most, width, style)
        for column, points in enumerate(widths):
            page.set_column(column, column, points / 5.3)
        row = 0
        for table in sheet.tables:
            row = self.table(page, row, table, most, widths, style)

    @staticmethod
    def widths(sheet: Sheet, most: int, width: float, style: Style) -> list[float]:
        """Widths that suit every table of the sheet: they share its columns."""
        shared = [0.0] * most
        for table in sheet.tables:
            boxes = merge_cells(table["rows"], table["title"])
            columns = max(len(row) for row in table["rows"])
            wanted = column_widths(boxes, columns, width * columns / most, style)
            shared[:columns] = [max(pair) for pair in zip(shared, wanted, strict=False)]
        return shared

    def table(self, page, row: int, table: dict, most: int, widths: list[float], style: Style) -> int:
        page.set_row(row, 28)
        self.line(page, row, (0, most - 1), table["title"], self.form(align="center", font_size=15))
        if table.get("left") or table.get("right"):
            row += 1
            half = (most - 1) // 2
            self.line(page, row, (0, half), table.get("left"), self.form(align="left"))
            self.line(page, row, (half + 1, most - 1), table.get("right"), self.form(align="right"))
        row += 1
        columns = max(len(cells) for cells in table["rows"])
        layout = lay_out(table | {"widths": widths[:columns]}, sum(widths[:columns]), style)
        for place, height in enumerate(layout.heights):
            page.set_row(row + place, height * 1.12)
        header = table["header_rows"]
        if table.get("long") and self.look["repeat_header"]:
            page.repeat_rows(row, row + header - 1)
        for box in layout.boxes:
            form = self.cell_form(box, box.row < header)
            first, last = row + box.row, row + box.row + box.row_span - 1
            if box.row_span > 1 or box.column_span > 1:
                page.merge_range(first, box.column, last, box.column + box.column_span - 1, "", form)
            self.write(page, first, box.column, box, form)
        row += len(table["rows"])
        if table.get("note"):
            self.line(page, row, (0, most - 1), table["note"], self.form(align="left"))
            row += 1
        return row + 1


def typeset(content: Content, look: dict) -> bytes:
    workbook = _Workbook(look)
    for number, sheet in enumerate(content.sheets, start=1):
        workbook.sheet(sheet, number)
    workbook.book.close()
    return office.print_office(workbook.buffer.getvalue(), "xlsx")

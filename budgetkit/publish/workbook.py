"""An Excel workbook: what it is first, then one sheet for every table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from budgetkit import __version__
from budgetkit.errors import WrongUsage
from budgetkit.publish.sheets import Field, Sheet

if TYPE_CHECKING:
    from xlsxwriter import Workbook

MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
_CUT = "…〔截断 cut〕"
_EXACT = "_exact"
# One moment for all, so that the same data gives the same bytes.
_CREATED = datetime(2000, 1, 1)
_WIDTHS = {"money": 18, "decimal": 14, "integer": 9, "number": 10, "boolean": 9}


def write_workbook(sheets: Iterable[Sheet], path: Path, document_count: int) -> None:
    """Write sheets as ``.xlsx``.

    Texts and codes are texts, never formulas or links; money and exact figures are numbers beside a
    column ``<name>_exact`` with their exact text. Missing values are empty cells.

    Raises
    ------
    WrongUsage
        If a table has more rows than a sheet can hold.
    """
    import xlsxwriter

    sheets = list(sheets)
    for sheet in sheets:
        if len(sheet.rows) >= MOST_ROWS:
            advice = "leave it out with --table, or export a folder or .dta"
            raise WrongUsage(f"{sheet.name} has {len(sheet.rows):,} rows, too many for Excel", advice=advice)
    # Into an open file: what the disk refuses is then an OSError like any other.
    with open(path, "wb") as file, xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        about = f"budgetkit {__version__}"
        book.set_properties({"created": _CREATED, "title": "budgetkit", "comments": about})
        styles = _styles(book)
        _about(book, sheets, document_count, styles)
        for sheet in sheets:
            _table(book, sheet, styles)


def _styles(book: Workbook) -> dict[str, Any]:
    return {
        "head": book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "num_format": "@"}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "text": book.add_format({"num_format": "@"}),
        "money": book.add_format({"num_format": "#,##0.00"}),
        "decimal": book.add_format({"num_format": "#,##0.######"}),
        "integer": book.add_format({"num_format": "0"}),
        "number": book.add_format({"num_format": "General"}),
    }


def _about(book: Workbook, sheets: list[Sheet], document_count: int, styles: dict[str, Any]) -> None:
    """The first sheet: what is here, in which units, and what a spreadsheet cannot hold."""
    page = book.add_worksheet("说明")
    page.set_column(0, 0, 26)
    page.set_column(1, 3, 34)
    page.set_column(4, 4, 90)
    cut = sum(_cut_count(sheet) for sheet in sheets)
    rows: list[tuple[Any, ...]] = [
        ("budgetkit 部门预算公开数据 / department budget disclosures",),
        ("budgetkit", __version__),
        ("文档 documents", document_count),
        ("单位 unit", "元 yuan（printed 列为原文及其单位 / as printed, with its own unit）"),
        (
            "精度 precision",
            "金额列是数字，Excel 只保留 15 位有效数字；同名 _exact 列是精确文本 / amounts are numbers of at "
            "most 15 digits in Excel; the column _exact beside each is its exact text",
        ),
        ("空格 blank", "空格不是零 / blank is not zero"),
        (
            "重复 repetition",
            "同一笔钱印在多张表里，不要直接相加 lines / the same yuan is printed in many tables: "
            "never add up lines",
        ),
        (
            "截断 cut",
            f"{cut} 个单元格超过 {MOST_CHARACTERS} 字，已截断并注明 / "
            f"cells cut at Excel's limit, marked {_CUT}",
        ),
        (),
        ("工作表 sheet", "名称", "name", "行数 rows"),
        *((sheet.name, sheet.label_zh, sheet.label_en, len(sheet.rows)) for sheet in sheets),
        (),
        ("工作表 sheet", "列 column", "名称", "name", "含义 meaning"),
        *(
            (sheet.name, field.name, field.label_zh, field.label_en, field.meaning)
            for sheet in sheets
            for field in sheet.fields
        ),
    ]  # fmt: skip
    for number, row in enumerate(rows):
        style = styles["title"] if number == 0 else styles["head"] if "sheet" in str(row[:1]) else None
        for place, value in enumerate(row):
            if isinstance(value, int):
                page.write_number(number, place, value, style)
            else:
                page.write_string(number, place, value, style)


def _table(book: Workbook, sheet: Sheet, styles: dict[str, Any]) -> None:
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 0)
    shown: list[tuple[Field, bool]] = []
    for field in sheet.fields:
        shown.append((field, False))
        if field.kind in ("money", "decimal"):
            shown.append((field, True))
    for place, (field, exact) in enumerate(shown):
        page.set_column(place, place, _WIDTHS.get(field.kind, 16))
        page.write_string(0, place, field.name + _EXACT * exact, styles["head"])
    lists = {field.name: sheet.rows[field.name].tolist() for field, _ in shown}
    for number in range(len(sheet.rows)):
        for place, (field, exact) in enumerate(shown):
            _cell(page, number + 1, place, lists[field.name][number], field.kind, exact, styles)
    page.autofilter(0, 0, len(sheet.rows), len(shown) - 1)
    if len(sheet.rows):
        page.ignore_errors({"number_stored_as_text": f"A2:XFD{len(sheet.rows) + 1}"})


def _cell(
    page: Any, row: int, column: int, value: Any, kind: str, exact: bool, styles: dict[str, Any]
) -> None:
    if kind == "list":
        text = joined(value)
        if text:
            page.write_string(row, column, _fitting(text), styles["text"])
    elif value is None or pd.isna(value):
        return
    elif exact:
        page.write_string(row, column, f"{value:f}", styles["text"])
    elif kind == "boolean":
        page.write_boolean(row, column, bool(value))
    elif kind in ("money", "decimal", "integer", "number"):
        page.write_number(row, column, float(value), styles[kind])
    elif value:
        page.write_string(row, column, _fitting(str(value)), styles["text"])


def joined(values: Any) -> str:
    """A list as one text, as in the CSV files."""
    if values is None or values is pd.NA:
        return ""
    return ";".join(value.replace("\\", "\\\\").replace(";", "\\;") for value in values)


def _fitting(text: str) -> str:
    # Excel counts UTF-16 units, not characters.
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if units <= MOST_CHARACTERS:
        return text
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * (MOST_CHARACTERS - len(_CUT))]
    return kept.decode("utf-16-le", "ignore") + _CUT


def _cut_count(sheet: Sheet) -> int:
    count = 0
    for field in sheet.fields:
        if field.kind in ("text", "json", "list"):
            texts = map(joined, sheet.rows[field.name]) if field.kind == "list" else sheet.rows[field.name]
            count += sum(len(str(text)) * 2 > MOST_CHARACTERS and _fitting(text) != text for text in texts)
    return count

"""Tables that touch in one frame, their titles inside it."""

from __future__ import annotations

from .case import Case, made
from .content import FUNCTIONAL_HEADER, WIDTHS, functional_items, functional_rows, print_rows
from .sheet import PdfCase

KIND_OF_TOUCHING = "tables that touch in one frame, their titles inside it"


def _touching(sheet, y, widths, title, unit, rows, **style):
    """A table whose title and unit, if any, are rows of its grid; where it ends."""
    lines = [line for line in (title, unit) if line]
    spans = {(place, 0): (1, len(widths)) for place in range(len(lines))}
    top = [[line, *[None] * (len(widths) - 1)] for line in lines]
    return sheet.table(50, y, widths, [*top, *rows], head=len(lines) + 1, spans=spans, **style)


THREE_PUBLIC = ["合计", "因公出国（境）费", "公务接待费", "公务用车运行维护费"]
SOURCES = ["收入项目", "本年收入", "上年结转", "合计"]


@made
def touching_three_public() -> Case:
    sheet = PdfCase(
        "touching_three_public", KIND_OF_TOUCHING, "支出总表 and 三公经费表 in one frame, widths differ"
    )
    rows = print_rows(functional_rows(functional_items(sheet, "2010601b 2010602p 2080505b")))
    y = _touching(
        sheet, 780, WIDTHS, "2025年部门支出总表", "单位：万元", [FUNCTIONAL_HEADER, *rows], money=(2, 3, 4)
    )
    three = [THREE_PUBLIC, ["18.60", "0.00", "3.20", "15.40"]]
    widths = [sum(WIDTHS) / 4] * 4
    _touching(sheet, y, widths, "2025年“三公”经费支出表", "单位：万元", three, money=(0, 1, 2, 3))
    return sheet.save()


@made
def touching_without_unit_row() -> Case:
    sheet = PdfCase(
        "touching_without_unit_row",
        KIND_OF_TOUCHING,
        "收入表 and 支出表 of one frame, titles without a unit row",
        unread=True,
    )
    rows = print_rows(functional_rows(functional_items(sheet, "2130301b 2130305p 2210201b"), "last"))
    income = [["财政拨款收入", "812.40", "20.10", "832.50"], ["事业收入", "65.20", "0.00", "65.20"]]
    income.append(["合计", "877.60", "20.10", "897.70"])
    y = sheet.head(800, "", "部门：南屏县水务局", "单位：万元")
    y = _touching(sheet, y, [200, 98, 98, 99], "2025年部门收入总表", "", [SOURCES, *income], money=(1, 2, 3))
    _touching(sheet, y, WIDTHS, "2025年部门支出总表", "", [FUNCTIONAL_HEADER, *rows], money=(2, 3, 4))
    return sheet.save()


@made
def touching_other_unit() -> Case:
    sheet = PdfCase(
        "touching_other_unit", KIND_OF_TOUCHING, "支出总表 in 万元 above 三公经费表 in 元, both of one frame"
    )
    rows = print_rows(functional_rows(functional_items(sheet, "2040601b 2040604p 2210201b")))
    y = _touching(
        sheet,
        780,
        WIDTHS,
        "部门支出总表",
        "金额单位：万元",
        [FUNCTIONAL_HEADER, *rows],
        money=(2, 3, 4),
        rulemode="box",
    )
    sheet.unit = 1
    three = [THREE_PUBLIC, ["86,000", "0", "32,000", "54,000"]]
    _touching(
        sheet,
        y,
        [95, 200, 100, 100],
        "一般公共预算“三公”经费支出表",
        "金额单位：元",
        three,
        money=(0, 1, 2, 3),
        rulemode="box",
    )
    return sheet.save()

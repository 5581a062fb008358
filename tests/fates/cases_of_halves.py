"""Halves of a wide sheet without header and labels."""

from __future__ import annotations

from .case import Case, made
from .cases_of_grids import KIND_OF_WIDE
from .content import FUNCTIONAL_HEADER, functional_items, functional_rows, print_rows
from .sheet import PdfCase


def _halves(sheet, codes, total="first"):
    """Header and rows of a sheet of expenditure with classes of basic and of projects, cut between both."""
    rows = functional_rows(functional_items(sheet, codes), total)
    whole = []
    for code, name, amount, basic, project in rows:
        staff, other = (basic * 3 / 4).quantize(amount), (project / 2).quantize(amount)
        whole.append([code, name, amount, basic, staff, basic - staff, project, other, project - other])
    printed = print_rows(whole)
    header = [
        ["科目编码", "科目名称", "合计", "基本支出", None, None],
        [None, None, None, "小计", "人员经费", "公用经费"],
    ]
    return header + [row[:6] for row in printed], [row[6:] for row in printed]


SPANS = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (2, 1), (0, 3): (1, 3)}
LEFT = [60, 190, 65, 65, 65, 65]


@made
def wide_half_bare() -> Case:
    sheet = PdfCase(
        "wide_half_bare",
        KIND_OF_WIDE,
        "支出总表, the projects on page 2 as bare figures in rows of one height",
    )
    first, rest = _halves(sheet, "2010601b 2010607p 2080505b 2101101b 2210201b")
    y = sheet.head(790, "2025年部门支出总表", "部门：青禾县财政局", "单位：万元")
    sheet.table(45, y, LEFT, first, head=2, spans=SPANS, money=(2, 3, 4, 5), h=22)
    sheet.next_page()
    sheet.table(45, 780, [90, 90, 90], rest, head=0, money=(0, 1, 2), h=22)
    return sheet.save()


@made
def wide_half_one_column() -> Case:
    sheet = PdfCase(
        "wide_half_one_column",
        KIND_OF_WIDE,
        "the last column 项目支出 alone on page 2, without header",
        unread=True,
    )
    rows = print_rows(functional_rows(functional_items(sheet, "2130301b 2130305p 2130314p 2210201b"), "last"))
    y = sheet.head(790, "2024年一般公共预算支出表", "部门：丰泽县水利局", "单位：万元")
    sheet.table(45, y, [90, 240, 90, 90], [FUNCTIONAL_HEADER[:4], *(r[:4] for r in rows)], money=(2, 3), h=24)
    sheet.next_page()
    sheet.table(45, 790, [90], [row[4:] for row in rows], head=0, money=(0,), h=24, rulemode="box")
    return sheet.save()


@made
def wide_half_titled_again() -> Case:
    sheet = PdfCase(
        "wide_half_titled_again",
        KIND_OF_WIDE,
        "title and unit again over bare figures, the total last",
        unread=True,
    )
    first, rest = _halves(sheet, "2050202b 2050203m 2080505b 2101101b 2210201b", "last")
    y = sheet.head(790, "2025年部门支出总表", "部门：枫桥县教育局", "单位：万元")
    sheet.table(45, y, LEFT, first, head=2, spans=SPANS, money=(2, 3, 4, 5), h=20, rulemode="rect")
    sheet.next_page()
    y = sheet.head(790, "2025年部门支出总表", "部门：枫桥县教育局", "单位：万元")
    sheet.table(45, y, [90, 90, 90], rest, head=0, money=(0, 1, 2), h=20, rulemode="rect")
    return sheet.save()

"""Tables without any unit: proved by the figures of other tables, or by nothing."""

from __future__ import annotations

from decimal import Decimal

from .case import Case, Printed, made, print_amount
from .content import (
    ECONOMIC_HEADER,
    FUNCTIONAL_HEADER,
    WIDTHS,
    economic_rows,
    functional_items,
    functional_rows,
    print_rows,
)
from .sheet import PdfCase

KIND = "a table without a unit that other tables prove, or do not"


@made
def proved_yuan_by_rounded() -> Case:
    sheet = PdfCase(
        "proved_yuan_by_rounded",
        KIND,
        "支出总表 in 万元; the 基本支出表 prints no unit and is in 元 to the fen: equal within rounding",
    )
    items = [
        (code, sheet.random_amount(20000, 900000))
        for code in "30101 30103 30108 30113 30201 30211 30302".split()
    ]
    personnel = sum(amount for code, amount in items if code[:3] != "302") / 10000
    operation = sum(amount for code, amount in items if code[:3] == "302") / 10000
    project = Decimal("136.50")
    y = sheet.head(790, "2025年部门支出总表", "部门：云埠市粮食局", "单位：万元")
    rows = [
        ["项目", "合计", "人员经费", "公用经费", "项目支出"],
        [
            "合计",
            *(print_amount(v) for v in (personnel + operation + project, personnel, operation, project)),
        ],
    ]
    sheet.table(50, y, [125, 95, 95, 90, 90], rows, money=(1, 2, 3, 4), h=22)
    sheet.next_page()
    sheet.unit = 1
    y = sheet.head(790, "2025年一般公共预算基本支出表", "部门：云埠市粮食局", "")
    sheet.table(50, y, WIDTHS, [ECONOMIC_HEADER, *print_rows(economic_rows(items))], money=(2, 3, 4))
    return sheet.save()


@made
def proved_thousand_same_rows() -> Case:
    sheet = PdfCase(
        "proved_thousand_same_rows",
        KIND,
        "一般公共预算支出表 in 元; the 支出总表 prints no unit and is in 千元: the same rows",
    )
    items = functional_items(sheet, "2130301b 2130305p 2080505b 2210201b", 100, 9000, 1)
    sheet.unit = 1
    y = sheet.head(790, "2024年一般公共预算支出表", "部门：青禾县水利站", "单位：元")
    in_yuan = [(code, basic * 1000, project * 1000) for code, basic, project in items]
    rows = print_rows(functional_rows(in_yuan))
    sheet.table(50, y, WIDTHS, [FUNCTIONAL_HEADER, *rows], money=(2, 3, 4))
    sheet.next_page()
    sheet.unit = 1000
    y = sheet.head(790, "2024年支出总表", "部门：青禾县水利站", "")
    rows = print_rows(functional_rows(items), dec=1)
    sheet.table(50, y, WIDTHS, [FUNCTIONAL_HEADER, *rows], money=(2, 3, 4), rulemode="rect")
    return sheet.save()


@made
def proved_by_sum_of_parts() -> Case:
    sheet = PdfCase(
        "proved_by_sum_of_parts",
        KIND,
        "项目明细表 without unit or total: its amounts, in 元, add up to 项目支出 of the table in 万元",
    )
    projects = [("古籍修复", 486_200), ("馆藏编目", 153_750), ("阅读推广", 268_930), ("空调更换", 97_420)]
    project = Decimal(sum(amount for _, amount in projects)) / 10000
    items = functional_items(sheet, "2080505b 2210201b")
    y = sheet.head(790, "2025年支出总表", "单位：白鹭区图书馆", "单位：万元")
    rows = print_rows(functional_rows([("2070104", Decimal("612.38"), project), *items]))
    sheet.table(50, y, WIDTHS, [FUNCTIONAL_HEADER, *rows], money=(2, 3, 4))
    sheet.next_page()
    sheet.unit = 1
    y = sheet.head(790, "2025年项目支出明细表", "单位：白鹭区图书馆", "")
    rows = [["项目名称", "预算金额"], *([name, f"{amount:,}"] for name, amount in projects)]
    sheet.table(50, y, [300, 150], rows, money=(1,), h=22)
    return sheet.save()


@made
def proved_by_nothing() -> Case:
    sheet = PdfCase(
        "proved_by_nothing",
        KIND,
        "会议费表 without unit prints one figure that a table in 万元 has as well: that proves nothing",
        unread=True,
    )
    y = sheet.head(790, "2024年三公经费支出表", "部门：南屏县妇联", "单位：万元")
    rows = [
        ["年度", "合计", "因公出国（境）费", "公务用车运行费", "公务接待费"],
        ["2024", "5.00", "0.00", "3.50", "1.50"],
    ]
    sheet.table(50, y, [80, 100, 105, 105, 105], rows, money=(1, 2, 3, 4), h=24)
    sheet.next_page()
    y = sheet.head(790, "2024年会议费明细表", "部门：南屏县妇联", "")
    rows = [["会议名称", "预算金额"], ["换届大会", Printed("1.50", None)], ["座谈会", Printed("8.20", None)]]
    sheet.table(50, y, [300, 150], rows, money=(1,), h=24)
    return sheet.save()


@made
def proved_by_two_units() -> Case:
    sheet = PdfCase(
        "proved_by_two_units",
        KIND,
        "a table without unit whose figures recur in 千元 as well as in 万元: no unit is proven",
        unread=True,
    )
    y = sheet.head(790, "2024年部门支出总表", "部门：临溪市体校", "单位：万元")
    rows = [
        ["科目名称", "合计", "基本支出", "项目支出"],
        ["体育训练", "246.80", "135.70", "111.10"],
        ["体育场馆", "24.68", "13.57", "11.11"],
    ]
    sheet.table(50, y, [195, 100, 100, 100], rows, money=(1, 2, 3), h=22)
    sheet.next_page()
    y = sheet.head(790, "2024年其他支出明细表", "部门：临溪市体校", "")
    rows = [
        ["支出内容", "合计", "基本支出", "项目支出"],
        ["训练器材", *(Printed(text, None) for text in ("246.80", "135.70", "111.10"))],
    ]
    sheet.table(50, y, [195, 100, 100, 100], rows, money=(1, 2, 3), h=22)
    return sheet.save()

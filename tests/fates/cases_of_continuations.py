"""Continued pages whose frame or header differs, and headers whose levels share a cell."""

from __future__ import annotations

from decimal import Decimal

from reportlab.lib.pagesizes import A4, landscape

from .case import Case, made, print_amount
from .content import FUNCTIONAL_HEADER, WIDTHS, functional_items, functional_rows, print_rows
from .sheet import PdfCase

KIND_OF_CONT = "a continued page without header or without its empty last column"
KIND_OF_LEVELS = "levels of a header in one cell"

_CODES = "2040601b 2040604p 2040607m 2080501b 2080505b 2101101b 2210201b"


@made
def cont_middle_gone() -> Case:
    sheet = PdfCase(
        "cont_middle_gone",
        KIND_OF_CONT,
        (
            "支出表 with an always-empty middle column (上缴上级支出); page 2 has no header, lacks "
            "that column, and the columns after it stand further left"
        ),
    )
    rows = print_rows(functional_rows(functional_items(sheet, _CODES)))
    wide = [[*row[:3], "", *row[3:]] for row in [FUNCTIONAL_HEADER, *rows]]
    wide[0][3] = "上缴上级支出"
    y = sheet.head(790, "2026年部门支出总表", "部门：梧溪县司法局", "单位：万元")
    widths = [60, 165, 70, 60, 75, 80]
    sheet.table(45, y, widths, wide[:9], money=(2, 4, 5), h=40)
    sheet.next_page()
    rest = [[*row[:3], *row[4:]] for row in wide[9:]]
    sheet.table(45, 800, [*widths[:3], *widths[4:]], rest, money=(2, 3, 4), head=0, h=40)
    return sheet.save()


@made
def cont_scaled_marked() -> Case:
    sheet = PdfCase(
        "cont_scaled_marked",
        KIND_OF_CONT,
        (
            "page 2 on a smaller scale (83 %), headed 2026年部门支出总表（续） and the unit, header repeated "
            "with line breaks at other places; page numbers 第1页 between"
        ),
    )
    rows = print_rows(functional_rows(functional_items(sheet, _CODES)))
    header = ["科目编码", "科目名称", "本年支出\n合计", "基本支出", "项目支出"]
    y = sheet.head(790, "2026年部门支出总表", "部门：梧溪县司法局", "单位：万元")
    sheet.table(50, y, WIDTHS, [header, *rows[:8]], money=(2, 3, 4), h=40)
    sheet.text(297, 30, "第1页", 9, "c")
    sheet.next_page()
    sheet.head(790, "2026年部门支出总表（续）", "部门：梧溪县司法局", "单位：万元")
    header = ["科目\n编码", "科目名称", "本年支出合计", "基本\n支出", "项目支出"]
    smaller = [width * 0.83 for width in WIDTHS]
    sheet.table(50, y, smaller, [header, *rows[8:]], money=(2, 3, 4), h=34, size=7)
    sheet.text(297, 30, "第2页", 9, "c")
    return sheet.save()


@made
def cont_counted_titles_last_gone() -> Case:
    sheet = PdfCase(
        "cont_counted_titles_last_gone",
        KIND_OF_CONT,
        (
            "项目支出表 (元): title printed again with a count of pages (1/2, 2/2); page 2 without header "
            "and without the empty last column 备注, its frame centred anew"
        ),
        landscape(A4),
    )
    sheet.unit = 1
    names = ["法治宣传", "人民调解", "社区矫正", "法律援助", "公证服务", "普法阵地", "远程会见", "档案数字化"]
    values = [sheet.random_amount(20000, 900000, 0) for _ in names]
    rows = [
        [
            name,
            print_amount(v, 0),
            print_amount(v, 0) if k % 3 else "",
            "" if k % 3 else print_amount(v, 0),
            "",
        ]
        for k, (name, v) in enumerate(zip(names, values, strict=True))
    ]
    sums = [sum(values), sum(v for k, v in enumerate(values) if k % 3), sum(values[::3])]
    rows.append(["合计", *(print_amount(Decimal(v), 0) for v in sums), ""])
    widths = [280, 130, 130, 130, 70]
    y = sheet.head(550, "项目支出预算表（1/2）", "单位：梧溪县司法局", "单位：元")
    header = ["项目名称", "合计", "一般公共预算", "政府性基金预算", "备注"]
    sheet.table(50, y, widths, [header, *rows[:5]], money=(1, 2, 3), h=60, size=10)
    sheet.next_page()
    sheet.head(550, "项目支出预算表（2/2）", "单位：梧溪县司法局", "单位：元")
    rest = [row[:4] for row in rows[5:]]
    sheet.table(85, y, widths[:4], rest, money=(1, 2, 3), head=0, h=60, size=10)
    return sheet.save()


def _sources(sheet, count):
    """Rows of units with figures by source and nature: total, then basic and project of two sources."""
    names = ["梧溪县司法局本级", "梧溪县公证处", "梧溪县法律援助中心"][:count]
    body = [[name, *(sheet.random_amount(10, 400) for _ in range(4))] for name in names]
    rows = [[name, sum(values), *values] for name, *values in body]
    total = ["合计", *(sum(row[k] for row in rows) for k in range(1, 6))]
    return print_rows([total, *rows], start=1)


@made
def levels_rule_missing() -> Case:
    sheet = PdfCase(
        "levels_rule_missing",
        KIND_OF_LEVELS,
        (
            "two sources with 基本支出 and 项目支出 each; over the first the levels are divided by a rule, "
            "over the second each cell holds both lines (单位资金, 基本支出)"
        ),
        landscape(A4),
    )
    y = sheet.head(550, "2026年部门支出总表", "部门：梧溪县司法局", "单位：万元")
    header = [
        ["单位名称", "合计", "财政拨款", None, "单位资金\n基本支出", "单位资金\n项目支出"],
        [None, None, "基本支出", "项目支出", None, None],
    ]
    spans = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2), (0, 4): (2, 1), (0, 5): (2, 1)}
    rows = [*header, *_sources(sheet, 3)]
    sheet.table(50, y, [240, 100, 100, 100, 100, 100], rows, money=range(1, 6), head=2, spans=spans, h=24)
    return sheet.save()


@made
def levels_wrapped_labels() -> Case:
    sheet = PdfCase(
        "levels_wrapped_labels",
        KIND_OF_LEVELS,
        (
            "labels wrapped in two lines (一般公共\\n预算拨款, 政府性\\n基金预算) over figures by source: "
            "one level"
        ),
        landscape(A4),
    )
    y = sheet.head(550, "2026年部门收入总表", "部门：梧溪县司法局", "单位：万元")
    header = [
        "单位名称",
        "合计",
        "一般公共\n预算拨款",
        "政府性\n基金预算",
        "财政专户\n管理资金",
        "其他\n收入",
    ]
    rows = [header, *_sources(sheet, 3)]
    sheet.table(50, y, [240, 100, 100, 100, 100, 100], rows, money=range(1, 6), h=30)
    return sheet.save()


@made
def levels_both_in_every_cell() -> Case:
    sheet = PdfCase(
        "levels_both_in_every_cell",
        KIND_OF_LEVELS,
        "no rule between the levels anywhere: every cell of the header holds both (财政拨款\\n基本支出 …)",
        landscape(A4),
    )
    y = sheet.head(550, "2026年部门支出总表", "部门：梧溪县公证处", "单位：万元")
    header = ["单位名称", "支出\n合计", "财政拨款\n基本支出", "财政拨款\n项目支出"]
    header += ["单位资金\n基本支出", "单位资金\n项目支出"]
    rows = [header, *_sources(sheet, 3)]
    sheet.table(50, y, [240, 100, 100, 100, 100, 100], rows, money=range(1, 6), h=30)
    return sheet.save()

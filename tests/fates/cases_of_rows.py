"""More inputs with several printed rows inside one ruled cell, and such as only look like them."""

from __future__ import annotations

from reportlab.lib.pagesizes import A4, landscape

from .case import Case, made, print_amount
from .cases_of_cells import KIND_OF_MULTI
from .content import (
    ECONOMIC_HEADER,
    FUNCTIONAL_HEADER,
    WIDTHS,
    economic_items,
    economic_rows,
    functional_items,
    functional_rows,
    print_rows,
    summary_sides,
)
from .sheet import PdfCase

LANDSCAPE_WIDTHS = [90, 270, 110, 110, 110]


def _stacked(rows, columns):
    """Rows as one, each column a cell of lines; blank lines keep the places of the others."""
    return ["\n".join(row[column] for row in rows) for column in range(columns)]


@made
def multi_function_blanks_yuan() -> Case:
    sheet = PdfCase(
        "multi_function_blanks_yuan",
        KIND_OF_MULTI,
        "支出总表 (元): one ruled row per class; blank lines among the figures, letters printed one by one",
        landscape(A4),
        unread=True,
    )
    sheet.unit = 1
    items = functional_items(sheet, "2040601b 2040604p 2040607m 2080501b 2080505b 2210201b", 10000, 900000, 2)
    printed = print_rows(functional_rows(items, "last"))
    rows = [FUNCTIONAL_HEADER]
    rows += [_stacked([q for q in printed if q[0][:3] == cl], 5) for cl in ("204", "208", "221")]
    rows.append(printed[-1])
    y = sheet.head(540, "2025年部门支出预算总表", "部门：白鹭区司法局", "单位：元")
    sheet.table(60, y, LANDSCAPE_WIDTHS, rows, money=(2, 3, 4), h=20, size=9, rulemode="rect", letters=True)
    return sheet.save()


@made
def multi_left_span_right_rows() -> Case:
    sheet = PdfCase(
        "multi_left_span_right_rows",
        KIND_OF_MULTI,
        "收支总表: the left side is one ruled cell beside the ruled rows of the right side",
        unread=True,
    )
    sources, classes, total = summary_sides(
        sheet,
        ["公共安全支出", "社会保障和就业支出", "卫生健康支出", "农林水支出", "住房保障支出"],
        ["一般公共预算拨款收入", "事业收入", "上级补助收入", "其他收入"],
    )
    figures = "\n".join(print_amount(v) for _, v in sources)
    rows = [["收入", "预算数", "支出", "预算数"]]
    for place, (name, amount) in enumerate(classes):
        left = ["\n".join(n for n, _ in sources), figures] if place == 0 else ["", ""]
        rows.append([*left, name, print_amount(amount)])
    rows.append(["收入总计", print_amount(total), "支出总计", print_amount(total)])
    y = sheet.head(790, "2024年部门收支总表", "部门名称：青禾县林业局", "单位：万元")
    spans = {(1, 0): (5, 1), (1, 1): (5, 1)}
    sheet.table(50, y, [170, 80, 170, 80], rows, money=(1, 3), h=20, size=9, spans=spans)
    return sheet.save()


@made
def multi_unit_and_items() -> Case:
    sheet = PdfCase(
        "multi_unit_and_items",
        KIND_OF_MULTI,
        "支出表: the unit in one line in the middle of its cell, three functions in lines beside it",
        landscape(A4),
        unread=True,
    )
    rows = [["单位名称", "科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
    for unit, codes in (
        ("丰泽县水务局本级", "2130301b 2130305p 2130314p"),
        ("丰泽县防汛服务站", "2130314p 2101102b 2210201b"),
    ):
        items = functional_items(sheet, codes)
        printed = [q for q in print_rows(functional_rows(items)) if len(q[0]) == 7]
        rows.append([unit, *_stacked(printed, 5)])
    y = sheet.head(540, "2025年部门支出预算明细表", "部门：丰泽县水务局", "单位：万元")
    sheet.table(50, y, [140, 80, 200, 100, 100, 100], rows, money=(3, 4, 5), h=22, size=9, rulemode="box")
    return sheet.save()


@made
def multi_wrapped_but_one_row() -> Case:
    sheet = PdfCase(
        "multi_wrapped_but_one_row",
        KIND_OF_MULTI,
        "基本支出表: names over two lines beside one figure each; nothing is several rows here",
    )
    items = economic_items(sheet, "30108 30110 30231 30239 30302")
    rows = [ECONOMIC_HEADER]
    for q in print_rows(economic_rows(items)):
        half = len(q[1]) // 2
        rows.append([q[0], f"{q[1][:half]}\n{q[1][half:]}" if half > 2 else q[1], *q[2:]])
    y = sheet.head(790, "2024年一般公共预算基本支出表", "单位：临溪市老年大学", "单位：万元")
    sheet.table(50, y, [70, 90, 75, 75, 75], rows, money=(2, 3, 4), size=9)
    return sheet.save()


@made
def multi_figures_in_the_middle() -> Case:
    sheet = PdfCase(
        "multi_figures_in_the_middle",
        KIND_OF_MULTI,
        "支出表: four names, but three figures in the middle of their cell: nobody can tell whose they are",
        unread=True,
    )
    rows = [["科目名称", "合计", "基本支出"]]
    figures = [print_amount(sheet.random_amount(20, 900)) for _ in range(3)]
    names = "行政运行\n基层司法业务\n公共法律服务\n住房公积金"
    rows.append([names, "\n".join(figures), "\n".join(figures)])
    rows.append(["培训支出", "21.40", "21.40"])
    y = sheet.head(790, "2024年部门支出预算表", "部门：云岭区司法局", "单位：万元")
    sheet.table(50, y, [200, 100, 100], rows, money=(1, 2), h=22, size=9)
    for place, (page, printed, _) in enumerate(sheet.amounts):
        if printed != "21.40":
            sheet.amounts[place] = [page, printed, None]
    return sheet.save()


@made
def multi_sides_of_unequal_length() -> Case:
    sheet = PdfCase(
        "multi_sides_of_unequal_length",
        KIND_OF_MULTI,
        "收支总表: three sources in one ruled cell, six functions in the one beside it",
        unread=True,
    )
    sources, classes, total = summary_sides(
        sheet,
        ["教育支出", "科学技术支出", "社会保障和就业支出", "卫生健康支出", "农林水支出", "住房保障支出"],
        ["一、一般公共预算拨款收入", "二、事业收入", "三、其他收入"],
    )
    rows = [["收入", "预算数", "支出", "预算数"]]
    sides = [
        ("\n".join(n for n, _ in side), "\n".join(print_amount(v) for _, v in side))
        for side in (sources, classes)
    ]
    rows.append([*sides[0], *sides[1]])
    rows.append(["收入总计", print_amount(total), "支出总计", print_amount(total)])
    y = sheet.head(790, "2025年部门收支总表", "部门名称：枫桥县教育体育局", "单位：万元")
    sheet.table(50, y, [170, 80, 170, 80], rows, money=(1, 3), h=24, size=9, rulemode="rect")
    return sheet.save()


@made
def multi_whole_body_one_row() -> Case:
    sheet = PdfCase(
        "multi_whole_body_one_row",
        KIND_OF_MULTI,
        "基本支出表: rules around the header and one ruled row that holds the whole body, total and all",
        unread=True,
    )
    items = economic_items(sheet, "30101 30102 30107 30201 30207 30305")
    printed = print_rows(economic_rows(items), sep=False, zero="0.00")
    rows = [ECONOMIC_HEADER, _stacked(printed, 5)]
    y = sheet.head(790, "2025年一般公共预算基本支出表", "单位：松渡市文化馆", "单位：万元")
    sheet.table(50, y, WIDTHS, rows, money=(2, 3, 4), h=24, size=8, order="text")
    return sheet.save()

"""Codes with separators of thousands, and codes that stand in one cell with their names."""

from __future__ import annotations

from .case import Case, TextCase, made
from .cases_of_cells import KIND_OF_CODE
from .content import (
    ECONOMIC_HEADER,
    FUNCTIONAL_HEADER,
    WIDTHS,
    economic_items,
    economic_rows,
    functional_items,
    functional_rows,
    print_rows,
)
from .sheet import PdfCase

KIND_OF_NAMED = "code and name in one cell"


@made
def code_thousands_economic() -> Case:
    sheet = PdfCase(
        "code_thousands_economic",
        KIND_OF_CODE,
        "基本支出表 (元): 30,101 as code beside figures of whole yuan",
    )
    sheet.unit = 1
    items = economic_items(sheet, "30101 30102 30113 30201 30228 30305", 9000, 60000, 0)
    rows = [ECONOMIC_HEADER] + [
        [f"{int(row[0]):,}" if row[0] else "", *row[1:]]
        for row in print_rows(economic_rows(items), dec=0, zero="0")
    ]
    y = sheet.head(790, "2025年一般公共预算基本支出表", "单位：云岭市档案馆", "单位：元")
    sheet.table(50, y, WIDTHS, rows, money=(2, 3, 4), aligns={0: "r"})
    sheet.must_not = [row[0] for row in rows if "," in row[0]]
    return sheet.save()


@made
def code_thousands_decimals() -> Case:
    sheet = PdfCase(
        "code_thousands_decimals", KIND_OF_CODE, "支出总表: codes 205.00, 20,502.00 and 2,050,202.00"
    )
    items = functional_items(sheet, "2050202b 2050203m 2050803p 2210201b")
    rows = [FUNCTIONAL_HEADER] + [
        [f"{int(row[0]):,}.00" if row[0] else "", *row[1:]] for row in print_rows(functional_rows(items))
    ]
    y = sheet.head(790, "2025年部门支出总表", "部门：枫桥县教育局", "单位：万元")
    sheet.table(50, y, WIDTHS, rows, money=(2, 3, 4), rulemode="rect", aligns={0: "r"}, order="text")
    sheet.must_not = [row[0] for row in rows if "," in row[0]]
    return sheet.save()


@made
def code_thousands_full_width() -> Case:
    sheet = TextCase(
        "code_thousands_full_width",
        "md",
        KIND_OF_CODE,
        "Markdown, column 科目: codes ２０，８０５ and 2,080,505",
    )
    items = functional_items(sheet, "2080501b 2080505b 2101101b 2040604p")
    wide = str.maketrans("0123456789,", "０１２３４５６７８９，")
    rows = [["科目", "科目名称", "合计", "基本支出", "项目支出"]]
    for row in print_rows(functional_rows(items, "last")):
        code = f"{int(row[0]):,}" if row[0] else ""
        rows.append([code.translate(wide) if len(code) == 6 else code, *row[1:]])
    sheet.add("# 白鹭区司法局2025年单位预算", "", "2025年部门支出总表", "", "单位：万元", "")
    sheet.table(rows, (2, 3, 4))
    sheet.must_not = [row[0] for row in rows if row[0].count(",") == 2]
    return sheet.save()


@made
def named_code_behind() -> Case:
    sheet = PdfCase(
        "named_code_behind", KIND_OF_NAMED, "支出总表: 行政运行[2040601], 司法（20406） in one cell"
    )
    items = functional_items(sheet, "2040601b 2040604p 2040607m 2210201b")
    rows = [["功能科目", *FUNCTIONAL_HEADER[2:]]]
    for row in print_rows(functional_rows(items)):
        form = "{1}（{0}）" if len(row[0]) == 5 else "{1}[{0}]" if row[0] else "{1}"
        rows.append([form.format(*row), *row[2:]])
    y = sheet.head(790, "2025年部门支出总表", "部门：云岭区司法局", "单位：万元")
    sheet.table(50, y, [270, 75, 75, 75], rows, money=(1, 2, 3))
    return sheet.save()


@made
def named_code_economic() -> Case:
    sheet = PdfCase(
        "named_code_economic",
        KIND_OF_NAMED,
        "基本支出表: 301工资福利支出, 30101基本工资 without a sign between",
    )
    items = economic_items(sheet, "30101 30102 30113 30201 30211 30302")
    rows = [["经济分类科目", *ECONOMIC_HEADER[2:]]] + [
        ["".join(row[:2]), *row[2:]] for row in print_rows(economic_rows(items, "last"))
    ]
    y = sheet.head(790, "2025年一般公共预算基本支出表", "单位：石泉湾市图书馆", "单位：万元")
    sheet.table(50, y, [250, 80, 80, 80], rows, money=(1, 2, 3), rulemode="box")
    return sheet.save()


@made
def named_code_brackets() -> Case:
    sheet = TextCase(
        "named_code_brackets",
        "md",
        KIND_OF_NAMED,
        "Markdown: 【213】农林水支出, 21303：水利, [2130305] 水利工程建设",
    )
    items = functional_items(sheet, "2130301b 2130305p 2130314p 2080505b")
    rows = [["科目编码及名称", *FUNCTIONAL_HEADER[2:]]]
    forms = {0: "{1}", 3: "【{0}】{1}", 5: "{0}：{1}", 7: "[{0}] {1}"}
    for row in print_rows(functional_rows(items)):
        rows.append([forms[len(row[0])].format(*row), *row[2:]])
    sheet.add("# 南屏县水务局2025年部门预算", "", "2025年一般公共预算支出表", "", "单位：万元", "")
    sheet.table(rows, (1, 2, 3))
    return sheet.save()

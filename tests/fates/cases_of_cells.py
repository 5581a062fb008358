"""Several printed rows inside one ruled cell, and codes as a spreadsheet prints them."""

from __future__ import annotations

from reportlab.lib.pagesizes import A4, landscape

from .case import Case, TextCase, made, print_amount
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

KIND_OF_MULTI = "several printed rows inside one ruled cell"
KIND_OF_CODE = "codes as Excel prints them"


@made
def multi_class_blocks_economic() -> Case:
    sheet = PdfCase(
        "multi_class_blocks_economic",
        KIND_OF_MULTI,
        (
            "基本支出表: one ruled row per class (301, 302, 303); codes, names and figures "
            "of all its items stand in line-broken cells"
        ),
        unread=True,
    )
    items = economic_items(sheet, "30101 30102 30103 30108 30113 30201 30206 30211 30239 30302 30305")
    printed = print_rows(economic_rows(items), zero="0.00")
    y = sheet.head(790, "2024年一般公共预算基本支出表", "单位名称：松渡市退役军人服务中心", "单位：万元")
    rows = [ECONOMIC_HEADER, printed[0]]
    for cl in ("301", "302", "303"):
        part = [q for q in printed[1:] if q[0][:3] == cl]
        rows.append(["\n".join(q[i] for q in part) for i in range(5)])
    sheet.table(50, y, WIDTHS, rows, money=(2, 3, 4), order="text")
    return sheet.save()


@made
def multi_left_side_one_cell() -> Case:
    sheet = PdfCase(
        "multi_left_side_one_cell",
        KIND_OF_MULTI,
        (
            "收支总表: the left side is one single ruled cell for all sources, the right "
            "side one for all functions; totals in a ruled row below"
        ),
        landscape(A4),
        unread=True,
    )
    sources, classes, total = summary_sides(
        sheet,
        ["农林水支出", "社会保障和就业支出", "卫生健康支出", "住房保障支出"],
        ["一般公共预算拨款收入", "政府性基金预算拨款收入", "事业收入", "其他收入"],
    )
    y = sheet.head(540, "2025年部门收支总表", "部门名称：南屏县林业站", "单位：万元")
    sheet.table(
        60,
        y,
        [250, 110, 250, 110],
        [
            ["收\u3000\u3000入", "预算数", "支\u3000\u3000出", "预算数"],
            [
                "\n".join((n for n, _ in sources)),
                "\n".join((print_amount(v) for _, v in sources)),
                "\n".join((n for n, _ in classes)),
                "\n".join((print_amount(v) for _, v in classes)),
            ],
            ["收入总计", print_amount(total), "支出总计", print_amount(total)],
        ],
        money=(1, 3),
        h=26,
        size=10,
        rulemode="rect",
    )
    return sheet.save()


@made
def multi_unit_projects_wrapped() -> Case:
    sheet = PdfCase(
        "multi_unit_projects_wrapped",
        KIND_OF_MULTI,
        (
            "项目支出表 (元): one ruled row per unit with three projects inside; one project "
            "name wraps over two printed lines, its figure beside the first"
        ),
        unread=True,
    )
    sheet.unit = 1
    y = sheet.head(790, "2024年项目支出预算表", "主管部门：石泉湾市住房保障中心", "单位：元")
    u1 = [("公租房维修及\n\u3000配套改造", "1,850,000"), ("房源数据核查", "126,500"), ("物业补贴", "480,000")]
    u2 = [("危房鉴定服务", "215,000"), ("白蚁防治\n\u3000与宣传", "98,600")]
    rows = [["单位", "项目名称", "金额"]]
    for name, part in (("石泉湾市住房保障中心本级", u1), ("石泉湾市房屋安全站", u2)):
        names = "\n".join((n for n, _ in part))
        figs = "\n".join((v + "\n" * n.count("\n") for n, v in part))
        rows.append([name, names, figs])
    rows.append(["合计", "", "2,770,100"])
    sheet.table(50, y, [170, 200, 110], rows, money=(2,), h=24, size=9)
    return sheet.save()


@made
def code_float_three_columns() -> Case:
    sheet = PdfCase(
        "code_float_three_columns",
        KIND_OF_CODE,
        "支出表 with columns 类, 款, 项 printed as 208.0, 5.0, 1.0: floats of one digit for two",
    )
    items = functional_items(sheet, "2080501b 2080505b 2101101b 2010601b 2010602p")
    rows = [["类", "款", "项", "科目名称", "合计", "基本支出", "项目支出"]]
    for q in print_rows(functional_rows(items, "last")):
        code = q[0]
        rows.append(
            [
                f"{int(code[:3])}.0" if code else "",
                f"{int(code[3:5])}.0" if len(code) > 3 else "",
                f"{int(code[5:])}.0" if len(code) > 5 else "",
                *q[1:],
            ]
        )
    y = sheet.head(790, "2025年部门支出预算总表", "部门：青禾县信访中心", "单位：万元")
    sheet.table(
        50,
        y,
        [45, 35, 35, 170, 70, 70, 70],
        rows,
        money=(4, 5, 6),
        rulemode="box",
        aligns={0: "r", 1: "r", 2: "r"},
    )
    sheet.must_not = ["208.0", "5.0", "1.0", "201.0", "210.0", "2080000.00", "50000.00", "10000.00"]
    return sheet.save()


@made
def code_fullwidth_economic() -> Case:
    sheet = PdfCase(
        "code_fullwidth_economic",
        KIND_OF_CODE,
        (
            "基本支出表: economic codes in full-width digits with an ideographic space "
            "(３０１\u3000０２), figures half width"
        ),
    )
    items = economic_items(sheet, "30101 30102 30110 30201 30231 30302")

    def full_width(printed):
        return "".join(chr(ord(q) + 65248) for q in printed)

    rows = [ECONOMIC_HEADER] + [
        [
            full_width(q[0][:3]) + ("\u3000" + full_width(q[0][3:]) if len(q[0]) > 3 else "") if q[0] else "",
            *q[1:],
        ]
        for q in print_rows(economic_rows(items))
    ]
    y = sheet.head(790, "2024年一般公共预算基本支出表", "单位：临溪市老年大学", "单位：万元")
    sheet.table(50, y, [85, 185, 75, 75, 75], rows, money=(2, 3, 4), letters=True)
    return sheet.save()


@made
def code_dots_apostrophe() -> Case:
    sheet = PdfCase(
        "code_dots_apostrophe",
        KIND_OF_CODE,
        "一般公共预算支出表: codes 204.06.01, '2040604, 2040607.00, 221-2-1 in one table",
        landscape(A4),
    )
    rows = [
        FUNCTIONAL_HEADER,
        ["'204", "公共安全支出", "862.10", "540.60", "321.50"],
        ["204.06", "司法", "862.10", "540.60", "321.50"],
        ["204.06.01", "行政运行", "540.60", "540.60", ""],
        ["'2040604", "基层司法业务", "201.50", "", "201.50"],
        ["2040607.00", "公共法律服务", "120.00", "", "120.00"],
        ["221.00", "住房保障支出", "57.40", "57.40", ""],
        ["221-2", "住房改革支出", "57.40", "57.40", ""],
        ["221-2-1", "住房公积金", "57.40", "57.40", ""],
        ["", "合计", "919.50", "598.00", "321.50"],
    ]
    y = sheet.head(540, "2025年一般公共预算支出表", "部门：白鹭区司法局", "单位：万元")
    sheet.table(60, y, [110, 270, 110, 110, 110], rows, money=(2, 3, 4), h=20, size=9, order="text")
    sheet.must_not = ["204.06", "2040607.00", "221.00", "2040600.00", "2210000.00"]
    return sheet.save()


@made
def code_exponent() -> Case:
    sheet = TextCase(
        "code_exponent", "md", KIND_OF_CODE, "Markdown: codes 2.07E+06 (lost digits), 2070109.0, 207"
    )
    sheet.add(
        "# 松渡市文化馆2024年单位预算", "", "2024年支出预算总表", "", "编制单位：松渡市文化馆 单位：万元", ""
    )
    sheet.table(
        [
            FUNCTIONAL_HEADER,
            ["207.0", "文化旅游体育与传媒支出", "318.90", "243.90", "75.00"],
            ["20701.0", "文化和旅游", "318.90", "243.90", "75.00"],
            ["2070109.0", "群众文化", "318.90", "243.90", "75.00"],
            ["2.21E+02", "住房保障支出", "26.30", "26.30", ""],
            ["2.21E+04", "住房改革支出", "26.30", "26.30", ""],
            ["2.21E+06", "住房公积金", "26.30", "26.30", ""],
            ["", "合计", "345.20", "270.20", "75.00"],
        ],
        (2, 3, 4),
    )
    sheet.must_not = ["207.0", "2070000.00", "2210000.00"]
    return sheet.save()


@made
def code_float_economic_yuan() -> Case:
    sheet = PdfCase(
        "code_float_economic_yuan",
        KIND_OF_CODE,
        "基本支出表 (元): economic codes 301.0, 30101.0 right-aligned beside whole yuan, total last",
        unread=False,
    )
    sheet.unit = 1
    items = economic_items(sheet, "30101 30103 30113 30201 30228 30305", 9000, 300000, 0)
    rows = [ECONOMIC_HEADER] + [
        [f"{q[0]}.0" if q[0] else "", *q[1:]]
        for q in print_rows(economic_rows(items, "last"), dec=0, sep=False, zero="0")
    ]
    y = sheet.head(790, "2024年一般公共预算基本支出表", "单位：云岭市图书馆", "单位：元")
    aligns = {0: "r"}
    sheet.table(50, y, WIDTHS, rows, money=(2, 3, 4), rulemode="rect", aligns=aligns, letters=True)
    sheet.must_not = ["301.0", "30101.0", "302.0", "303.0"]
    return sheet.save()


@made
def code_fullwidth_dash() -> Case:
    sheet = PdfCase(
        "code_fullwidth_dash",
        KIND_OF_CODE,
        "支出总表: functional codes as ２０５－０２－０２, the figures of half width",
        landscape(A4),
    )
    items = functional_items(sheet, "2050202b 2050203m 2050803b 2210201b")

    def dashed(code):
        parts = [part for part in (code[:3], code[3:5], code[5:]) if part]
        return "－".join("".join(chr(ord(digit) + 65248) for digit in part) for part in parts)

    rows = [FUNCTIONAL_HEADER] + [[dashed(q[0]), *q[1:]] for q in print_rows(functional_rows(items))]
    y = sheet.head(540, "2025年部门支出预算总表", "部门：枫桥县教育体育局", "单位：万元")
    sheet.table(60, y, [150, 260, 100, 100, 100], rows, money=(2, 3, 4), h=22, size=9, rulemode="box")
    return sheet.save()


@made
def code_blanks_inside() -> Case:
    sheet = PdfCase(
        "code_blanks_inside", KIND_OF_CODE, "一般公共预算支出表: codes in groups, 210 11 01 and 210 11"
    )
    items = functional_items(sheet, "2080505b 2101101b 2101103b 2130101b 2130314p")
    rows = [FUNCTIONAL_HEADER] + [
        [" ".join(part for part in (q[0][:3], q[0][3:5], q[0][5:]) if part), *q[1:]]
        for q in print_rows(functional_rows(items), sep=False)
    ]
    y = sheet.head(790, "2024年一般公共预算支出表", "部门：丰泽县农业农村局", "单位：万元")
    sheet.table(50, y, WIDTHS, rows, money=(2, 3, 4), order="text")
    return sheet.save()


@made
def code_in_brackets() -> Case:
    sheet = PdfCase(
        "code_in_brackets",
        KIND_OF_CODE,
        "一般公共预算支出表: codes in brackets of two kinds, [204] and 【2040601】",
    )
    items = functional_items(sheet, "2040601b 2040604p 2040607p 2210201b")
    rows = [FUNCTIONAL_HEADER] + [
        [(f"【{q[0]}】" if len(q[0]) == 7 else f"[{q[0]}]") if q[0] else "", *q[1:]]
        for q in print_rows(functional_rows(items, "last"))
    ]
    y = sheet.head(790, "2024年一般公共预算支出表", "部门：云岭区司法局", "单位：万元")
    sheet.table(50, y, WIDTHS, rows, money=(2, 3, 4), rulemode="rect")
    return sheet.save()


@made
def code_one_digit_levels() -> Case:
    sheet = TextCase(
        "code_one_digit_levels",
        "md",
        KIND_OF_CODE,
        "Markdown: 款 and 项 of one digit (5 for 05) beside others of two",
    )
    items = functional_items(sheet, "2080501b 2080505b 2101101b 2010601b 2010602p 2010650b")
    rows = [["类", "款", "项", "科目名称", "合计", "基本支出", "项目支出"]]
    for q in print_rows(functional_rows(items)):
        code = q[0]
        levels = [code[:3], code[3:5].lstrip("0"), code[5:].lstrip("0")]
        rows.append([*levels, *q[1:]])
    sheet.add(
        "# 青禾县信访中心2025年单位预算",
        "",
        "2025年部门支出预算总表",
        "",
        "编制单位：青禾县信访中心 单位：万元",
        "",
    )
    sheet.table(rows, (4, 5, 6))
    return sheet.save()


@made
def code_exponent_whole() -> Case:
    sheet = PdfCase(
        "code_exponent_whole",
        KIND_OF_CODE,
        "支出总表: codes 2.13E+02, 2.1303E+04, 2.130305E+06 with all their digits",
    )
    items = functional_items(sheet, "2130301b 2130305p 2130314p 2240101b 2240106p")

    def exponent(code):
        return f"{code[0]}.{code[1:]}E+0{len(code) - 1}" if code else ""

    rows = [FUNCTIONAL_HEADER] + [[exponent(q[0]), *q[1:]] for q in print_rows(functional_rows(items))]
    y = sheet.head(790, "2025年部门支出总表", "部门：南屏县水务局", "单位：万元")
    sheet.table(50, y, [90, 190, 75, 75, 75], rows, money=(2, 3, 4))
    return sheet.save()


@made
def code_float_under_subject() -> Case:
    sheet = PdfCase(
        "code_float_under_subject",
        KIND_OF_CODE,
        "基本支出表: codes 301.00, 301.01 in a column headed 科目, the figures with two decimals too",
    )
    items = economic_items(sheet, "30101 30102 30113 30201 30211 30302")
    rows = [["科目", "经济分类名称", "合计", "人员经费", "公用经费"]] + [
        [f"{q[0][:3]}.{q[0][3:] or '00'}" if q[0] else "", *q[1:]] for q in print_rows(economic_rows(items))
    ]
    y = sheet.head(790, "2024年一般公共预算基本支出表", "单位：石泉湾市档案馆", "单位：万元")
    sheet.table(50, y, WIDTHS, rows, money=(2, 3, 4), order="text")
    sheet.must_not = ["301.00", "301.01", "302.00", "303.02"]
    return sheet.save()

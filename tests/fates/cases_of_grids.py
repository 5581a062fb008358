"""Wide sheets over several pages."""

from __future__ import annotations

from decimal import Decimal

from reportlab.lib.pagesizes import A4, landscape

from .case import Case, made, print_amount
from .content import functional_items, functional_rows, print_rows
from .sheet import PdfCase

KIND_OF_WIDE = "a wide sheet over two pages"


@made
def wide_revenue_no_title() -> Case:
    sheet = PdfCase(
        "wide_revenue_no_title",
        KIND_OF_WIDE,
        (
            "收入总表: page 1 has unit and first sources, page 2 the other sources with "
            "header but no title and no row names"
        ),
        landscape(A4),
        unread=True,
    )
    SRC = ["合计", "一般公共预算", "政府性基金预算", "财政专户管理资金", "事业收入", "其他收入", "上年结转"]
    units = ["临溪市交通运输局本级", "临溪市公路养护中心", "临溪市运输服务中心"]
    body = []
    for u in units:
        v = [
            sheet.random_amount(100, 900),
            sheet.random_amount(0, 1) * 0 if u.endswith("本级") else sheet.random_amount(10, 90),
            sheet.random_amount(5, 20),
            Decimal(0) if u.endswith("本级") else sheet.random_amount(10, 99),
            sheet.random_amount(1, 9),
            sheet.random_amount(1, 30),
        ]
        body.append([u, sum(v)] + v)
    total = ["合计"] + [sum(q[i] for q in body) for i in range(1, 8)]
    body = [["单位名称"] + SRC] + print_rows([total] + body, start=1)
    y = sheet.head(540, "2025年部门收入总表", "部门：临溪市交通运输局", "单位：万元")
    sheet.table(50, y, [230, 165, 165, 165], [q[:4] for q in body], money=(1, 2, 3), h=26, size=9)
    sheet.next_page()
    sheet.table(50, y, [165, 165, 165, 165], [q[4:] for q in body], money=(0, 1, 2, 3), h=26, size=9)
    return sheet.save()


@made
def wide_projects_no_header() -> Case:
    sheet = PdfCase(
        "wide_projects_no_header",
        KIND_OF_WIDE,
        (
            "项目支出表 (元): page 2 carries on the columns at the right without any header "
            "and without names (its header row is blank)"
        ),
        A4,
        unread=True,
    )
    sheet.unit = 1
    projects = [
        ("校园安防升级", 860000, 640000, 0, 220000),
        ("教师研修", 315000, 315000, 0, 0),
        ("营养餐补助", 1274000, 1000000, 274000, 0),
        ("教学点取暖", 96500, 0, 0, 96500),
    ]
    rows = (
        [["项目名称", "资金总额", "一般公共预算", "政府性基金", "单位资金"]]
        + [[n] + [print_amount(v, 0) for v in q] for n, *q in projects]
        + [["合计"] + [print_amount(sum(q[i] for q in projects), 0) for i in range(1, 5)]]
    )
    y = sheet.head(790, "2024年项目支出预算表", "单位：南屏县第三小学", "单位：元")
    sheet.table(60, y, [220, 130, 130], [q[:3] for q in rows], money=(1, 2), h=24, size=9, order="text")
    sheet.next_page()
    sheet.table(
        36, y, [130, 130], [["", ""]] + [q[3:] for q in rows[1:]], money=(0, 1), h=24, size=9, order="text"
    )
    return sheet.save()


@made
def wide_three_pages_titles() -> Case:
    sheet = PdfCase(
        "wide_three_pages_titles",
        KIND_OF_WIDE,
        (
            "支出表 over three pages: code and name repeated on each page, other columns "
            "each time, title and unit on page 1 only"
        ),
    )
    items = functional_items(sheet, "2070101b 2070104p 2070109m 2080502b 2101102b 2210201b")
    tree = functional_rows(items)
    full = []
    for code, name, s, right, p in tree:
        full.append([code, name, s, right, right, p])
    wage = {
        canvas: Decimal(0) if right == 0 else (right * Decimal("0.7")).quantize(Decimal("0.01"))
        for canvas, right, p in items
    }

    def agg(code):
        ls = [canvas for canvas, right, p in items if not code or canvas.startswith(code)]
        w_ = sum((wage[canvas] for canvas in ls), Decimal(0))
        b_ = sum((right for canvas, right, p in items if canvas in ls), Decimal(0))
        p_ = sum((p for canvas, right, p in items if canvas in ls), Decimal(0))
        sp_ = sum(
            ((p * Decimal("0.4")).quantize(Decimal("0.01")) for canvas, right, p in items if canvas in ls),
            Decimal(0),
        )
        return [b_ + p_, b_, w_, b_ - w_, p_, sp_, p_ - sp_]

    rows = [
        [
            "科目编码",
            "科目名称",
            "合计",
            "基本支出小计",
            "人员经费",
            "公用经费",
            "项目支出小计",
            "其他运转类",
            "特定目标类",
        ]
    ] + print_rows([[canvas, n] + agg(canvas) for canvas, n, *_ in tree])
    y = sheet.head(790, "2025年部门支出预算总表", "部门名称：松渡市文化和旅游局", "单位：万元")
    for i, ks in enumerate(((2, 3), (4, 5), (6, 7, 8))):
        if i:
            sheet.next_page()
        sheet.table(
            50,
            y,
            [70, 200] + [75] * len(ks),
            [q[:2] + [q[k] for k in ks] for q in rows],
            money=tuple(range(2, 2 + len(ks))),
        )
    return sheet.save()


@made
def wide_title_and_names_again() -> Case:
    sheet = PdfCase(
        "wide_title_and_names_again",
        KIND_OF_WIDE,
        (
            "收入总表 by unit in 元: title, unit and names of units again on page 2, other sources; rows of "
            "unequal heights that agree"
        ),
        landscape(A4),
    )
    sheet.unit = 1
    names = [
        "澜河市体育局本级",
        "澜河市体育中心",
        "澜河市少年儿童业余体育运动学校\n（含训练基地）",
        "澜河市体育彩票管理中心",
    ]
    values = [[sheet.random_amount(10000, 900000) for _ in range(5)] for _ in names]
    rows = [[name, sum(own), *own] for name, own in zip(names, values, strict=True)]
    rows = print_rows([["合计", *(sum(row[k] for row in rows) for k in range(1, 7))], *rows], start=1)
    header = ["单位名称", "合计", "一般公共预算", "政府性基金预算", "事业收入", "其他收入", "上年结转"]
    whole = [header, *rows]
    for columns in ((0, 1, 2, 3), (0, 4, 5, 6)):
        if columns[1] == 4:
            sheet.next_page()
        y = sheet.head(540, "2026年部门收入总表", "部门：澜河市体育局", "单位：元")
        part = [[row[k] for k in columns] for row in whole]
        sheet.table(50, y, [230, 165, 165, 165], part, money=(1, 2, 3), h=26, size=9)
    return sheet.save()


@made
def wide_functions_no_labels() -> Case:
    sheet = PdfCase(
        "wide_functions_no_labels",
        KIND_OF_WIDE,
        (
            "一般公共预算支出表: page 2 has the columns 人员经费, 公用经费, 项目支出 with a header, but no "
            "title, no codes; header of two levels on both"
        ),
    )
    items = functional_items(sheet, "2240101m 2240106p 2080501b 2101101b 2210201b")
    rows = []
    for code, name, total, basic, project in functional_rows(items):
        # a class is the sum of its items: personnel expenditure is 70 of 100 of each item
        own = [row for row in items if row[0].startswith(code)] if code else items
        personnel = sum((row[1] * Decimal("0.7")).quantize(Decimal("0.01")) for row in own)
        rows.append([code, name, total, basic, personnel, basic - personnel, project])
    rows = print_rows(rows)
    header = [
        ["科目编码", "科目名称", "合计", "基本支出", None, None, "项目支出"],
        [None, None, None, "小计", "人员经费", "公用经费", None],
    ]
    y = sheet.head(790, "2026年一般公共预算支出表", "部门：澜河市应急管理局", "单位：万元")
    spans = {(0, column): (2, 1) for column in (0, 1, 2)}
    left = [[*header[0][:3], "基本支出"], [*header[1][:3], "小计"], *(row[:4] for row in rows)]
    sheet.table(50, y, [70, 225, 100, 100], left, money=(2, 3), head=2, spans=spans)
    sheet.next_page()
    right = [["基本支出", None, "项目支出"], ["人员经费", "公用经费", None], *(row[4:] for row in rows)]
    spans = {(0, 0): (1, 2), (0, 2): (2, 1)}
    sheet.table(50, y, [120, 120, 120], right, money=(0, 1, 2), head=2, spans=spans)
    return sheet.save()


@made
def wide_rows_over_four_pages() -> Case:
    sheet = PdfCase(
        "wide_rows_over_four_pages",
        KIND_OF_WIDE,
        (
            "项目支出表 two pages wide and two long, printed down first as a spreadsheet does: pages 1 and 2 "
            "hold names and total, 3 and 4 the sources; header on pages 1 and 3 only"
        ),
        landscape(A4),
        unread=True,
    )
    names = [
        f"{what}项目"
        for what in ("堤防", "泵站", "灌区", "测报", "绿化", "管护", "宣传", "清淤", "渠系", "水质")
    ]
    values = [[sheet.random_amount(1, 90) for _ in range(3)] for _ in names]
    rows = [["合计", sum(map(sum, values)), *(sum(own[k] for own in values) for k in range(3))]]
    rows += [[name, sum(own), *own] for name, own in zip(names, values, strict=True)]
    rows = print_rows(rows, start=1)
    whole = [["项目名称", "资金总额", "一般公共预算", "政府性基金预算", "单位资金"], *rows]
    y = sheet.head(550, "2026年项目支出表", "部门：澜河市水利局", "单位：万元")
    sheet.table(50, y, [420, 200], [row[:2] for row in whole[:7]], money=(1,), h=60, size=10)
    sheet.next_page()
    sheet.table(50, 560, [420, 200], [row[:2] for row in whole[7:]], money=(1,), head=0, h=60, size=10)
    sheet.next_page()
    sheet.table(50, y, [200] * 3, [row[2:] for row in whole[:7]], money=(0, 1, 2), h=60, size=10)
    sheet.next_page()
    sheet.table(50, 560, [200] * 3, [row[2:] for row in whole[7:]], money=(0, 1, 2), head=0, h=60, size=10)
    return sheet.save()

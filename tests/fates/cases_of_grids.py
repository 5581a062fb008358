"""Wide sheets over several pages, and two grids side by side."""

from __future__ import annotations

from decimal import Decimal

from reportlab.lib.pagesizes import A4, landscape

from .case import Case, made, print_amount
from .content import (
    ECONOMIC_NAMES,
    economic_items,
    functional_items,
    functional_rows,
    print_rows,
    summary_sides,
)
from .sheet import PdfCase

KIND_OF_WIDE = "a wide sheet over two pages"
KIND_OF_TWOGRIDS = "two grids side by side under one title"


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
def twogrids_summary_gap() -> Case:
    sheet = PdfCase(
        "twogrids_summary_gap",
        KIND_OF_TWOGRIDS,
        (
            "收支总表 as two separate ruled grids with a gap of 30 pt; other row heights, so "
            "that rows do not face each other"
        ),
        landscape(A4),
    )
    sources, classes, total = summary_sides(
        sheet,
        [
            "一、教育支出",
            "二、科学技术支出",
            "三、社会保障和就业支出",
            "四、卫生健康支出",
            "五、农林水支出",
            "六、住房保障支出",
        ],
        ["一、财政拨款收入", "二、教育收费收入", "三、其他收入"],
    )
    y = sheet.head(540, "2024年收支总表", "部门名称：青禾县职业教育中心", "单位：万元")
    sheet.table(
        50,
        y,
        [230, 120],
        [["收入项目", "金额"]]
        + [[n, print_amount(v)] for n, v in sources]
        + [["收入总计", print_amount(total)]],
        money=(1,),
        h=36,
        size=9,
    )
    sheet.table(
        430,
        y,
        [230, 120],
        [["支出项目", "金额"]]
        + [[n, print_amount(v)] for n, v in classes]
        + [["支出总计", print_amount(total)]],
        money=(1,),
        h=22.5,
        size=9,
    )
    return sheet.save()


@made
def twogrids_basic_personnel_public() -> Case:
    sheet = PdfCase(
        "twogrids_basic_personnel_public",
        KIND_OF_TWOGRIDS,
        (
            "基本支出表: left grid 人员经费, right grid 公用经费, each 编码 名称 金额, drawn "
            "alternately row by row; one total row beneath across both"
        ),
    )
    items = economic_items(
        sheet, "30101 30102 30107 30109 30112 30302 30201 30202 30205 30207 30216 30228 30231"
    )
    pl = [q for q in items if q[0][:3] in ("301", "303")]
    gl = [q for q in items if q[0][:3] == "302"]
    y = sheet.head(790, "2025年一般公共预算基本支出表", "编制单位：白鹭区不动产登记中心", "单位：万元")
    header = ["编码", "科目名称", "金额"]
    left = (
        [header]
        + [[code, ECONOMIC_NAMES[code], print_amount(v)] for code, v in pl]
        + [["", "人员经费合计", print_amount(sum((v for _, v in pl)))]]
    )
    right = (
        [header]
        + [[code, ECONOMIC_NAMES[code], print_amount(v)] for code, v in gl]
        + [["", "公用经费合计", print_amount(sum((v for _, v in gl)))]]
    )
    y1 = sheet.table(50, y, [42, 138, 62], left, money=(2,))
    y2 = sheet.table(303, y, [42, 138, 62], right, money=(2,))
    sheet.table(
        50,
        min(y1, y2) - 8,
        [380, 115],
        [["基本支出合计", print_amount(sum((v for _, v in items)))]],
        money=(1,),
        head=0,
    )
    return sheet.save()


@made
def twogrids_years_three_public() -> Case:
    sheet = PdfCase(
        "twogrids_years_three_public",
        KIND_OF_TWOGRIDS,
        (
            "三公经费表: left grid 2024年预算数, right grid 2025年预算数, each with the same "
            "five columns, touching each other by a double rule"
        ),
        landscape(A4),
    )
    y = sheet.head(540, "2024—2025年“三公”经费预算对照表", "编制单位：石泉湾市红十字会", "单位：万元")
    spans = {(0, 0): (1, 5)}
    columns = ["合计", "因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费"]
    sheet.table(
        50,
        y,
        [72] * 5,
        [["2024年预算数", None, None, None, None], columns, ["21.40", "4.00", "0.00", "15.20", "2.20"]],
        money=(0, 1, 2, 3, 4),
        head=2,
        spans=spans,
        h=26,
    )
    sheet.table(
        413,
        y,
        [72] * 5,
        [["2025年预算数", None, None, None, None], columns, ["37.65", "4.00", "17.80", "13.90", "1.95"]],
        money=(0, 1, 2, 3, 4),
        head=2,
        spans=spans,
        h=26,
    )
    return sheet.save()

"""Two grids side by side, under one title or each under its own."""

from __future__ import annotations

from decimal import Decimal

from reportlab.lib.pagesizes import A4, landscape

from .case import Case, made, print_amount
from .content import ECONOMIC_NAMES, economic_items, print_rows, summary_sides
from .sheet import PdfCase

KIND_OF_TWOGRIDS = "two grids side by side under one title"


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


@made
def twogrids_own_titles() -> Case:
    sheet = PdfCase(
        "twogrids_own_titles",
        KIND_OF_TWOGRIDS,
        "two unrelated tables side by side, each with its own title and unit (万元 left, 元 right)",
    )
    sheet.text(167, 800, "“三公”经费支出表", 12, "c")
    sheet.text(427, 800, "政府采购预算表", 12, "c")
    sheet.text(285, 780, "单位：万元", 8, "r")
    sheet.text(545, 780, "单位：元", 8, "r")
    names = ["因公出国（境）费", "公务接待费", "公务用车购置费", "公务用车运行维护费"]
    rows = [[name, value] for name, value in zip(names, ["0.00", "1.25", "0.00", "7.80"], strict=True)]
    sheet.table(50, 774, [140, 95], [["项目", "预算数"], *rows, ["合计", "9.05"]], money=(1,))
    sheet.unit = 1
    rows = [["货物", "186,000"], ["工程", "0"], ["服务", "64,500"], ["合计", "250,500"]]
    sheet.table(310, 774, [140, 95], [["采购类别", "金额"], *rows], money=(1,))
    return sheet.save()


@made
def twogrids_summary_right_first() -> Case:
    sheet = PdfCase(
        "twogrids_summary_right_first",
        KIND_OF_TWOGRIDS,
        "部门收支总表: right grid 支出 drawn before the left grid 收入; totals in the last rows",
    )
    sources, classes, total = summary_sides(
        sheet,
        ["一、农林水支出", "二、社会保障和就业支出", "三、卫生健康支出", "四、住房保障支出"],
        ["一、一般公共预算拨款收入", "二、事业收入", "三、其他收入", "四、上年结转"],
    )
    y = sheet.head(790, "部门收支总表", "单位：澜河市农机推广站", "单位：万元")
    right = [[name, print_amount(v)] for name, v in classes] + [["支出总计", print_amount(total)]]
    left = [[name, print_amount(v)] for name, v in sources] + [["收入总计", print_amount(total)]]
    sheet.table(310, y, [140, 95], [["支出", "预算数"], *right], money=(1,))
    sheet.table(50, y, [140, 95], [["收入", "预算数"], *left], money=(1,))
    return sheet.save()


@made
def twogrids_appropriation_summary() -> Case:
    sheet = PdfCase(
        "twogrids_appropriation_summary",
        KIND_OF_TWOGRIDS,
        (
            "财政拨款收支总表: left grid 2 columns, right grid 4 (合计 and two budgets), other row heights, "
            "12 pt between; longer right side"
        ),
        landscape(A4),
        absent=["收支总表"],
    )
    names = [
        "一、教育支出",
        "二、社会保障和就业支出",
        "三、卫生健康支出",
        "四、城乡社区支出",
        "五、住房保障支出",
    ]
    funds = [[sheet.random_amount(50, 900), Decimal(0)] for _ in names]
    funds[3] = [Decimal(0), sheet.random_amount(50, 300)]
    rows = [[name, sum(own), *own] for name, own in zip(names, funds, strict=True)]
    sums = [sum(row[k] for row in rows) for k in (1, 2, 3)]
    y = sheet.head(550, "财政拨款收支总表", "单位：澜河市实验学校", "单位：万元")
    left = [["一、一般公共预算拨款", sums[1]], ["二、政府性基金预算拨款", sums[2]], ["收入总计", sums[0]]]
    left = [["收入项目", "预算数"], *print_rows(left, start=1)]
    sheet.table(50, y, [180, 90], left, money=(1,), h=40)
    right = print_rows([*rows, ["支出总计", *sums]], start=1)
    right = [["支出项目", "合计", "一般公共预算", "政府性基金预算"], *right]
    sheet.table(332, y, [180, 90, 90, 90], right, money=(1, 2, 3), h=24)
    return sheet.save()

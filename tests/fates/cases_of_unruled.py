"""Tables without rules, beside a ruled one and alone on a page."""

from __future__ import annotations

from decimal import Decimal

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4, landscape

from .case import Case, TextCase, made, print_amount
from .content import (
    ECONOMIC_NAMES,
    FUNCTIONAL_HEADER,
    WIDTHS,
    economic_items,
    functional_items,
    functional_rows,
    print_rows,
    summary_rows,
    summary_sides,
)
from .sheet import PdfCase

KIND_OF_SIDE = "a second table without rules beside a ruled one"
KIND_OF_ALONE = "an unruled table alone on a page"


@made
def side_unruled_below() -> Case:
    sheet = PdfCase(
        "side_unruled_below",
        KIND_OF_SIDE,
        "ruled 支出总表; below it an unruled 三公经费表 under a title of its own",
        unread=True,
    )
    items = functional_items(sheet, "2010601b 2010602p 2010608p 2080505b 2210201b")
    y = sheet.head(790, "2025年部门支出总表", "单位名称：临溪市财政评审中心", "单位：万元")
    y = sheet.table(
        50,
        y,
        WIDTHS,
        [FUNCTIONAL_HEADER] + print_rows(functional_rows(items)),
        money=(2, 3, 4),
        rulemode="rect",
    )
    y = sheet.head(y - 34, "2025年“三公”经费预算表", "", "单位：万元", size=12)
    left, right, entertainment = (Decimal("3.20"), Decimal("8.64"), Decimal("1.15"))
    sheet.table(
        50,
        y,
        [250, 120],
        [
            ["项目", "2025年预算数"],
            ["因公出国（境）费", print_amount(left)],
            ["公务用车运行维护费", print_amount(right)],
            ["公务接待费", print_amount(entertainment)],
            ["合计", print_amount(left + right + entertainment)],
        ],
        money=(1,),
        rules="none",
        h=16,
        size=9,
    )
    return sheet.save()


@made
def side_unruled_right() -> Case:
    sheet = PdfCase(
        "side_unruled_right",
        KIND_OF_SIDE,
        (
            "landscape: ruled 收支总表 at the left, at the right an unruled 政府采购 list "
            "(元) under a title of its own; figures of both drawn row by row across"
        ),
        landscape(A4),
        unread=True,
    )
    sources, classes, total = summary_sides(
        sheet,
        ["教育支出", "社会保障和就业支出", "卫生健康支出", "住房保障支出"],
        ["财政拨款收入", "事业收入"],
    )
    y = sheet.head(540, "2024年收支预算总表", "学校：松渡市第七中学", "单位：万元", x1=450, size=12)
    sheet.head(540, "2024年政府采购预算表", "", "单位：元", x0=500, size=12)
    sheet.table(
        50,
        y,
        [120, 80, 120, 80],
        [["收入项目", "金额", "支出项目", "金额"]] + summary_rows(sources, classes, total),
        money=(1, 3),
        order="text",
        h=24,
    )
    sheet.unit = 1
    sheet.table(
        500,
        y,
        [170, 120],
        [
            ["采购内容", "金额"],
            ["学生课桌凳", "86,400.00"],
            ["实验室耗材", "23,150.00"],
            ["食堂蒸箱", "31,800.00"],
            ["校服检测服务", "9,650.00"],
            ["合计", "151,000.00"],
        ],
        money=(1,),
        rules="none",
        h=24,
    )
    return sheet.save()


@made
def side_unruled_above() -> Case:
    sheet = PdfCase(
        "side_unruled_above",
        KIND_OF_SIDE,
        (
            "page 1 contents; page 2 an unruled 人员经费 list directly above a ruled "
            "项目支出表, both in the contents"
        ),
        unread=True,
    )
    sheet.text(297, 770, "目\u3000录", 16, "c")
    for i, printed in enumerate(["一、2025年人员经费明细表", "二、2025年项目支出预算表"]):
        sheet.text(80, 730 - 24 * i, printed + "…" * 20 + "2", 11)
    sheet.next_page()
    items = economic_items(sheet, "30101 30102 30107 30112 30305", 10, 200)
    y = sheet.head(790, "2025年人员经费明细表", "编制单位：青禾县文化馆", "单位：万元", size=13)
    total = sum((v for _, v in items))
    y = sheet.table(
        50,
        y,
        [90, 270, 110],
        [["经济科目", "名称", "金额"]]
        + [[code, ECONOMIC_NAMES[code], print_amount(v)] for code, v in items]
        + [["", "人员经费合计", print_amount(total)]],
        money=(2,),
        rules="none",
        h=15,
    )
    y = sheet.head(y - 18, "2025年项目支出预算表", "", "单位：万元", size=13)
    projects = [
        ("免费开放补助", sheet.random_amount(20, 60)),
        ("非遗传承人活动", sheet.random_amount(5, 20)),
        ("流动舞台车运行", sheet.random_amount(5, 15)),
    ]
    sheet.table(
        50,
        y,
        [290, 100, 100],
        [["项目名称", "资金来源", "金额"]]
        + [[n, "财政拨款", print_amount(v)] for n, v in projects]
        + [["合计", "", print_amount(sum((v for _, v in projects)))]],
        money=(2,),
    )
    return sheet.save()


@made
def alone_dot_leaders() -> Case:
    sheet = PdfCase(
        "alone_dot_leaders",
        KIND_OF_ALONE,
        "三公经费 as an unruled list with dot leaders between name and figure (元)",
        unread=True,
    )
    sheet.unit = 1
    sheet.text(297, 780, "2024年“三公”经费预算表", 15, "c")
    sheet.text(500, 752, "单位：元", 9, "r")
    y = 725
    for n, v, ind in (
        ("一、“三公”经费合计", "263,450", 0),
        ("1．因公出国（境）费", "58,000", 20),
        ("2．公务接待费", "21,450", 20),
        ("3．公务用车购置及运行维护费", "184,000", 20),
        ("（1）公务用车购置费", "0", 40),
        ("（2）公务用车运行维护费", "184,000", 40),
    ):
        x = 80 + ind
        sheet.text(x, y, n, 10.5)
        x0 = x + sheet.width(n, 10.5) + 3
        x1 = 500 - sheet.width(v, 10.5) - 3
        sheet.text(x0, y, "." * int((x1 - x0) / sheet.width(".", 10.5)), 10.5)
        sheet.text(500, y, v, 10.5, "r")
        sheet.record(v)
        y -= 24
    return sheet.save()


@made
def alone_striped_summary() -> Case:
    sheet = PdfCase(
        "alone_striped_summary",
        KIND_OF_ALONE,
        "收支总表 without rules, every second row on a grey band, letter by letter",
        landscape(A4),
        unread=True,
    )
    sources, classes, total = summary_sides(
        sheet,
        [
            "一、科学技术支出",
            "二、社会保障和就业支出",
            "三、卫生健康支出",
            "四、农林水支出",
            "五、住房保障支出",
        ],
        ["一、一般公共预算财政拨款", "二、事业收入", "三、上年结转"],
    )
    y = sheet.head(540, "2025年收支预算总表", "单位：南屏县蚕桑研究所", "金额单位：万元")
    sheet.table(
        60,
        y,
        [260, 100, 260, 100],
        [["收入项目", "预算数", "支出项目", "预算数"]] + summary_rows(sources, classes, total),
        money=(1, 3),
        h=24,
        size=10,
        rules="none",
        letters=True,
        stripe=Color(0.9, 0.9, 0.9),
    )
    return sheet.save()


@made
def alone_projects_wrapped() -> Case:
    sheet = PdfCase(
        "alone_projects_wrapped",
        KIND_OF_ALONE,
        (
            "项目支出表 without rules: names wrap over two lines, figures on the middle; an "
            "empty column among the figures"
        ),
        unread=True,
    )
    projects = [
        (
            "农村义务教育薄弱环节\n改善与能力提升",
            Decimal("430.00"),
            Decimal("380.00"),
            Decimal(0),
            Decimal("50.00"),
        ),
        ("教育信息化2.0\n终端更新", Decimal("156.80"), Decimal("156.80"), Decimal(0), Decimal(0)),
        ("研学基地", Decimal("42.15"), Decimal(0), Decimal(0), Decimal("42.15")),
    ]
    y = sheet.head(790, "2024年项目支出预算表", "单位名称：石泉湾市教育装备站", "单位：万元")
    rows = (
        [["项目名称", "合计", "一般公共预算", "政府性基金", "单位资金"]]
        + [[n] + [print_amount(v) for v in q] for n, *q in projects]
        + [["合计"] + [print_amount(sum(q[i] for q in projects)) for i in range(1, 5)]]
    )
    sheet.table(50, y, [175, 80, 80, 80, 80], rows, money=(1, 2, 3, 4), h=26, size=9, rules="none")
    sheet.must_not = ["2.0", "20000.00"]
    return sheet.save()


@made
def alone_layout() -> Case:
    sheet = TextCase(
        "alone_layout", "txt", KIND_OF_ALONE, "text layout with spaces, 政府采购 in 元, no rules", unread=True
    )
    sheet.unit = 1
    sheet.add(
        "临溪市城市管理局2025年部门预算",
        "",
        "                    2025年政府采购预算表",
        "                                                        单位：元",
    )
    for n, k, v in (
        ("采购项目", "采购类别", "金额"),
        ("环卫作业车", "货物", "1,860,000.00"),
        ("公厕保洁", "服务", "745,500.00"),
        ("护栏更新工程", "工程", "392,000.00"),
        ("合计", "", "2,997,500.00"),
    ):
        sheet.add(n + " " * (24 - 2 * len(n)) + k + " " * (16 - 2 * len(k)) + v.rjust(18))
        if v != "金额":
            sheet.record(v)
    return sheet.save()

"""Units that stand only in a note, and units that contradict each other."""

from __future__ import annotations

from decimal import Decimal

from reportlab.lib.pagesizes import A4, landscape

from .case import Case, Printed, made, print_amount
from .content import (
    ECONOMIC_HEADER,
    FUNCTIONAL_HEADER,
    WIDTHS,
    economic_items,
    economic_rows,
    functional_items,
    functional_rows,
    print_rows,
    summary_rows,
)
from .sheet import PdfCase

KIND_OF_NOTE = "a unit that stands only in a note"
KIND_OF_CONFLICT = "a heading and columns that contradict each other in the unit"


@made
def note_thousand_below() -> Case:
    sheet = PdfCase(
        "note_thousand_below",
        KIND_OF_NOTE,
        "一般公共预算支出表 without unit line; the note below says that the figures are in 千元",
    )
    sheet.unit = 1000
    items = functional_items(sheet, "2130301b 2130305p 2130314m 2080505b 2210201b", 100, 9000, 1)
    y = sheet.head(790, "2024年一般公共预算支出表", "填报单位：石泉湾市水利局", "")
    y = sheet.table(
        50, y, WIDTHS, [FUNCTIONAL_HEADER] + print_rows(functional_rows(items), dec=1), money=(2, 3, 4)
    )
    sheet.text(
        50,
        y - 16,
        "注：本表反映部门本年度一般公共预算当年拨款支出情况，表内金额以千元计，因四舍五入可能存在尾差。",
        8,
    )
    return sheet.save()


@made
def note_at_the_end() -> Case:
    sheet = PdfCase(
        "note_at_the_end",
        KIND_OF_NOTE,
        "two tables without unit; only the last page's 编制说明 says 金额单位均为万元",
    )
    items = economic_items(sheet, "30101 30103 30108 30113 30201 30217 30228")
    y = sheet.head(790, "表一\u3000一般公共预算基本支出表", "编制单位：白鹭区图书馆", "编制年度：2025")
    sheet.table(
        50, y, WIDTHS, [ECONOMIC_HEADER] + print_rows(economic_rows(items)), money=(2, 3, 4), order="text"
    )
    sheet.next_page()
    y = sheet.head(790, "表二\u3000“三公”经费支出表", "编制单位：白鹭区图书馆", "编制年度：2025")
    sheet.table(
        50,
        y,
        [70, 70, 90, 90, 90, 85],
        [
            ["年度", "合计", "因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费"],
            ["2025", "7.45", "0.00", "0.00", "6.30", "1.15"],
            ["2024", "8.20", "0.00", "0.00", "6.80", "1.40"],
        ],
        money=(1, 2, 3, 4, 5),
        h=24,
    )
    sheet.next_page()
    sheet.text(297, 780, "编制说明", 15, "c")
    y = sheet.para(50, 745, "一、本套报表依据区财政局批复的2025年部门预算编制。", 495)
    y = sheet.para(50, y, "二、除另有注明外，本套报表金额单位均为万元，保留两位小数。", 495)
    return sheet.save()


@made
def note_foot_small() -> Case:
    sheet = PdfCase(
        "note_foot_small",
        KIND_OF_NOTE,
        "政府采购预算表; the unit stands in a 6 pt line at the foot of the page: ※计量：人民币元",
        landscape(A4),
    )
    sheet.unit = 1
    y = sheet.head(540, "2025年政府采购预算明细表", "预算单位：南屏县疾病预防控制中心", "")
    bought = [("冷链冰箱", "台", 6, 8500), ("检测试剂", "批", 2, 61000), ("公务印刷", "项", 1, 24800)]
    rows = (
        [["采购项目", "计量单位", "数量", "预算单价", "采购金额"]]
        + [[n, u, str(q), print_amount(p), print_amount(q * p)] for n, u, q, p in bought]
        + [["合计", "", "", "", print_amount(sum((q * p for _, _, q, p in bought)))]]
    )
    sheet.table(50, y, [300, 80, 80, 130, 130], rows, money=(3, 4), h=24, size=9)
    sheet.text(50, 36, "※计量：人民币元；数据来源：预算管理一体化系统。", 6)
    return sheet.save()


@made
def conflict_decided_by_other() -> Case:
    sheet = PdfCase(
        "conflict_decided_by_other",
        KIND_OF_CONFLICT,
        (
            "支出总表: heading 元, columns （万元）; the ruled 收支总表 on page 1 (万元, no "
            "conflict) has the same total, so 万元 holds; one question is right"
        ),
    )
    Lv = [
        ("2060101", Decimal("318.42"), Decimal(0)),
        ("2060702", Decimal(0), Decimal("127.50")),
        ("2080505", Decimal("41.36"), Decimal(0)),
        ("2210201", Decimal("29.72"), Decimal(0)),
    ]
    total = sum((right + p for _, right, p in Lv))
    y = sheet.head(790, "2024年收支总表", "部门：松渡市科学技术协会", "单位：万元")
    sources = [("一、财政拨款收入", total - 20), ("二、其他收入", Decimal(20))]
    classes = [
        ("一、科学技术支出", Decimal("445.92")),
        ("二、社会保障和就业支出", Decimal("41.36")),
        ("三、住房保障支出", Decimal("29.72")),
    ]
    sheet.table(
        50,
        y,
        [160, 85, 165, 85],
        [["收入", "预算数", "支出", "预算数"]] + summary_rows(sources, classes, total),
        money=(1, 3),
    )
    sheet.next_page()
    y = sheet.head(790, "2024年支出总表", "部门：松渡市科学技术协会", "单位：元")
    sheet.table(
        50,
        y,
        WIDTHS,
        [["科目编码", "科目名称", "合计（万元）", "基本支出（万元）", "项目支出（万元）"]]
        + print_rows(functional_rows(Lv)),
        money=(2, 3, 4),
    )
    sheet.unread = True
    return sheet.save()


@made
def conflict_undecided() -> Case:
    sheet = PdfCase(
        "conflict_undecided",
        KIND_OF_CONFLICT,
        "项目支出表: heading 单位：千元, columns （元）, nothing else decides: no amount is certain",
        unread=True,
    )
    y = sheet.head(790, "2025年项目支出表", "编制单位：青禾县体育中心", "单位：千元")
    projects = [("全民健身设施", "1,260"), ("青少年训练营", "485"), ("场馆消防改造", "2,030")]

    def unclear(printed):
        return Printed(printed, None)

    sheet.table(
        50,
        y,
        [200, 100, 100, 95],
        [["项目名称", "合计（元）", "财政拨款（元）", "单位资金（元）"]]
        + [[n, unclear(v), unclear(v), ""] for n, v in projects]
        + [["合计", unclear("3,775"), unclear("3,775"), ""]],
        money=(1, 2, 3),
        h=22,
    )
    sheet.must_not = ["1260.00", "1260000.00", "2030.00", "2030000.00", "3775.00", "3775000.00"]
    return sheet.save()


@made
def conflict_one_column() -> Case:
    sheet = PdfCase(
        "conflict_one_column",
        KIND_OF_CONFLICT,
        (
            "政府采购表: heading 万元, one column 单价（元）, others 金额（万元）: "
            "数量×单价=金额; both units hold, each for its column"
        ),
    )
    y = sheet.head(790, "2024年政府采购预算表", "单位名称：临溪市妇幼保健院", "单位：万元")
    bought = [("彩超探头", 2, 38500), ("护理床", 40, 2650), ("空气净化器", 12, 1900)]
    rows = [["序号", "采购品目", "数量（台）", "单价（元）", "金额（万元）"]]
    for i, (n, q, p) in enumerate(bought):
        rows.append([str(i + 1), n, str(q), Printed(f"{p:,}", p), f"{Decimal(q * p) / 10000:.2f}"])
    rows.append(["", "合计", "", "", f"{Decimal(sum((q * p for _, q, p in bought))) / 10000:.2f}"])
    sheet.table(50, y, [50, 185, 80, 90, 90], rows, money=(3, 4), h=21, rulemode="rect", order="text")
    sheet.must_not = ["385000000.00", "26500000.00", "19000000.00"]
    return sheet.save()

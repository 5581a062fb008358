"""Continued pages, tables that only have a number, hyphens at the end of a line."""

from __future__ import annotations

from decimal import Decimal

from reportlab.lib.pagesizes import A4, landscape

from .case import Case, Printed, TextCase, made, print_amount
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
from .objects import change_unicode_map
from .sheet import PdfCase

KIND_OF_CONT = "a continued page without header or without its empty last column"
KIND_OF_NUMBER = "a table not titled but numbered"
KIND_OF_HYPHEN = "a line-end hyphen that becomes a control character"


@made
def cont_no_header_last_gone() -> Case:
    sheet = PdfCase(
        "cont_no_header_last_gone",
        KIND_OF_CONT,
        (
            "支出表 of 7 columns, last two (上缴上级支出, 对附属单位补助支出) always empty; "
            "page 2 has no header and lacks these two columns"
        ),
    )
    items = functional_items(
        sheet,
        (
            "2010601b 2010602p 2010607p 2010608p 2010650b 2011301b 2011308p 2050803b "
            "2060702p 2080501b 2080502b 2080505b 2080506b 2101101b 2101102b 2101103b "
            "2210201b 2210203b"
        ),
    )
    printed = print_rows(functional_rows(items))
    y = sheet.head(790, "2024年部门支出总表", "部门：青禾县财政局", "单位：万元")
    widths = [60, 175, 62, 62, 62, 37, 37]
    k = 22
    sheet.table(
        50,
        y,
        widths,
        [FUNCTIONAL_HEADER + ["上缴上级\n支出", "对附属\n补助"]] + [q + ["", ""] for q in printed[:k]],
        money=(2, 3, 4),
        h=30,
    )
    sheet.next_page()
    sheet.table(50, 800, widths[:5], printed[k:], money=(2, 3, 4), head=0, h=30)
    return sheet.save()


@made
def cont_row_split() -> Case:
    sheet = PdfCase(
        "cont_row_split",
        KIND_OF_CONT,
        (
            "项目支出表 (元): a project's name breaks off at the foot of page 1 and ends at "
            "the head of page 2, where no header is printed; its figures stand on page 1"
        ),
        landscape(A4),
    )
    sheet.unit = 1
    projects = [
        ("城乡公交一体化补贴", 4260000),
        ("农村公路灾毁修复", 2885000),
        ("超限检测站设备更新", 963400),
        ("公路安全生命防护工程（二期）勘察", 715000),
        ("港口岸线清理", 348000),
        ("驾校监管平台", 126000),
    ]
    y = sheet.head(540, "2025年项目支出明细表", "单位名称：白鹭区交通运输局", "单位：元")

    def whole(v):
        return print_amount(v, 0)

    widths = [60, 330, 130, 130, 90]
    header = ["序号", "项目名称", "合计", "财政拨款", "备注"]

    def row_of(i, n, v):
        return [str(i), n, whole(v), whole(v), ""]

    sheet.table(
        50,
        y,
        widths,
        [header] + [row_of(i + 1, *projects[i]) for i in range(4)],
        money=(2, 3),
        h=100,
        size=10,
    )
    sheet.next_page()
    total = sum((v for _, v in projects))
    sheet.table(
        50,
        560,
        widths,
        [["", "设计与监理服务", "", "", ""]]
        + [row_of(i + 1, *projects[i]) for i in (4, 5)]
        + [["", "合计", whole(total), whole(total), ""]],
        money=(2, 3),
        head=0,
        h=40,
        size=10,
    )
    return sheet.save()


@made
def cont_three_pages_shifted() -> Case:
    sheet = PdfCase(
        "cont_three_pages_shifted",
        KIND_OF_CONT,
        (
            "基本支出表 over three pages; pages 2 and 3 without header, moved 12 pt to the "
            "right, drawn text first; page 3 lacks the column 公用经费, empty there (class "
            "303 only)"
        ),
    )
    items = economic_items(
        sheet,
        (
            "30101 30102 30103 30107 30108 30109 30110 30112 30113 30201 30202 30205 30206 "
            "30207 30211 30213 30215 30216 30217 30228 30231 30239 31002 30302 30305"
        ),
    )
    printed = print_rows(economic_rows(items))
    first = [q for q in printed if q[0][:3] in ("", "301")]
    second = [q for q in printed if q[0][:3] in ("302", "310")]
    third = [q for q in printed if q[0][:3] == "303"]
    y = sheet.head(790, "2025年一般公共预算基本支出表", "编制部门：临溪市自然资源服务中心", "单位：万元")
    sheet.table(50, y, WIDTHS, [ECONOMIC_HEADER] + first, money=(2, 3, 4), h=40)
    sheet.next_page()
    sheet.table(62, 800, WIDTHS, second, money=(2, 3, 4), head=0, h=40, order="text")
    sheet.next_page()
    sheet.table(62, 800, WIDTHS[:4], third, money=(2, 3), head=0, h=40, order="text")
    return sheet.save()


@made
def number_contents_only() -> Case:
    sheet = PdfCase(
        "number_contents_only",
        KIND_OF_NUMBER,
        (
            "contents: 表1 收支总表, 表2 一般公共预算支出表, 表3 国有资本经营预算支出表; the "
            "tables bear 表1, 表2 only; 表3 is nowhere"
        ),
        absent=["国有资本经营预算支出表"],
    )
    sheet.text(297, 770, "松渡市民族中学2025年单位预算公开表", 16, "c")
    for i, q in enumerate(
        ["表1\u3000收支总表", "表2\u3000一般公共预算支出表", "表3\u3000国有资本经营预算支出表"]
    ):
        sheet.text(90, 720 - 26 * i, q, 11)
        sheet.text(480, 720 - 26 * i, str(min(i + 2, 3) if i < 2 else 4), 11)
    items = functional_items(sheet, "2050203m 2080502b 2101102b 2210201b")
    total = sum((right + p for _, right, p in items))
    sheet.next_page()
    classes = [
        ("教育支出", items[0][1] + items[0][2]),
        ("社会保障和就业支出", items[1][1]),
        ("卫生健康支出", items[2][1]),
        ("住房保障支出", items[3][1]),
    ]
    sheet.text(50, 800, "表1", 11)
    sheet.text(545, 780, "单位：万元", 9, "r")
    sheet.table(
        50,
        770,
        [160, 85, 165, 85],
        [["收入", "预算数", "支出", "预算数"]]
        + summary_rows([("一般公共预算财政拨款", total)], classes, total),
        money=(1, 3),
        h=22,
    )
    sheet.next_page()
    sheet.text(50, 800, "表2", 11)
    sheet.text(545, 780, "单位：万元", 9, "r")
    sheet.table(
        50, 770, WIDTHS, [FUNCTIONAL_HEADER] + print_rows(functional_rows(items)), money=(2, 3, 4), h=22
    )
    return sheet.save()


@made
def number_public04() -> Case:
    sheet = PdfCase(
        "number_public04",
        KIND_OF_NUMBER,
        (
            "upper left 附件2-4, upper right 公开04表, no title; column numbers 1 2 3 under "
            "the header; the note below names the table in a sentence"
        ),
        landscape(A4),
    )
    items = economic_items(sheet, "30101 30107 30113 30201 30205 30302")
    sheet.text(50, 550, "附件2-4", 9)
    sheet.text(790, 550, "公开04表", 9, "r")
    sheet.text(50, 532, "编制单位：南屏县敬老院", 9)
    sheet.text(790, 532, "金额单位：万元", 9, "r")
    rows = [ECONOMIC_HEADER, ["栏次", "", "1=2+3", "2", "3"]] + print_rows(economic_rows(items))
    yb = sheet.table(50, 524, [100, 280, 120, 120, 120], rows, money=(2, 3, 4), head=2, h=22, size=9)
    sheet.text(50, yb - 16, "本表反映单位本年度一般公共预算基本支出按经济分类的明细情况。", 8)
    return sheet.save()


@made
def number_three_on_a_page() -> Case:
    sheet = PdfCase(
        "number_three_on_a_page",
        KIND_OF_NUMBER,
        (
            "三 tables on one page: 表六, 表七, 表八 as their only heading (三公, 政府采购 "
            "in 元, 项目), each with its unit"
        ),
    )
    row_of = [
        ["项目", "预算数"],
        ["因公出国（境）费", "0.00"],
        ["公务接待费", "2.36"],
        ["公务用车运行费", "9.54"],
        ["合计", "11.90"],
    ]
    y = 800
    sheet.text(50, y, "表六", 10)
    sheet.text(545, y, "单位：万元", 9, "r")
    y = sheet.table(50, y - 8, [330, 165], row_of, money=(1,))
    y -= 34
    sheet.unit = 1
    sheet.text(50, y, "表七", 10)
    sheet.text(545, y, "单位：元", 9, "r")
    y = sheet.table(
        50,
        y - 8,
        [200, 145, 150],
        [
            ["采购品目", "采购方式", "金额"],
            ["网络运维服务", "竞争性磋商", "268,000.00"],
            ["办公家具", "框架协议", "43,750.00"],
            ["合计", "", "311,750.00"],
        ],
        money=(2,),
        rulemode="rect",
    )
    y -= 34
    sheet.unit = 10000
    sheet.text(50, y, "表八", 10)
    sheet.text(545, y, "单位：万元", 9, "r")
    y = sheet.table(
        50,
        y - 8,
        [245, 125, 125],
        [
            ["项目名称", "合计", "其中：财政拨款"],
            ["数字档案室建设", "64.20", "64.20"],
            ["法治宣传教育", "18.75", "15.00"],
            ["合计", "82.95", "79.20"],
        ],
        money=(1, 2),
        order="text",
    )
    return sheet.save()


@made
def number_md() -> Case:
    sheet = TextCase(
        "number_md",
        "md",
        KIND_OF_NUMBER,
        "Markdown: 表5 as the only heading over 支出 by function, 表6 over 三公经费",
    )
    sheet.add("# 青禾县残疾人服务中心2024年单位预算", "", "表5", "", "单位：万元", "")
    sheet.table(
        [
            FUNCTIONAL_HEADER,
            ["208", "社会保障和就业支出", "166.40", "126.40", "40.00"],
            ["221", "住房保障支出", "13.10", "13.10", ""],
            ["", "合计", "179.50", "139.50", "40.00"],
        ],
        (2, 3, 4),
    )
    sheet.add("", "表6", "", "单位：万元", "")
    sheet.table(
        [["项目", "预算数"], ["公务接待费", "0.80"], ["公务用车运行费", "3.60"], ["合计", "4.40"]], (1,)
    )
    return sheet.save()


@made
def hyphen_names_in_cells() -> Case:
    sheet = PdfCase(
        "hyphen_names_in_cells",
        KIND_OF_HYPHEN,
        (
            "项目支出表: names and project codes break at a hyphen (XM-B-, 智慧水利-) at the "
            "line's end inside the cell; figures in the next cell"
        ),
    )
    projects = [
        ("XM25-B-\nC07", "智慧水利-\n监测站点建设", Decimal("152.30")),
        ("XM25-A-\nD11", "水文数据汇编-\n年鉴印制", Decimal("27.45")),
        ("XM25-E-\nF02", "防汛值守", Decimal("9.80")),
    ]
    y = sheet.head(790, "2025年项目支出预算表", "单位：石泉湾市水文站", "单位：万元")
    sheet.table(
        50,
        y,
        [90, 175, 75, 75, 80],
        [["项目编号", "项目名称", "合计", "财政拨款", "其他资金"]]
        + [[left, right, print_amount(v), print_amount(v), "-"] for left, right, v in projects]
        + [
            [
                "",
                "合计",
                print_amount(sum(q[2] for q in projects)),
                print_amount(sum(q[2] for q in projects)),
                "-",
            ]
        ],
        money=(2, 3, 4),
        h=22,
    )
    return sheet.save()


@made
def hyphen_soft_in_prose() -> Case:
    sheet = PdfCase(
        "hyphen_soft_in_prose",
        KIND_OF_HYPHEN,
        (
            "prose: lines end with U+00AD or - between a word and its figure (the hyphen is "
            "no minus: 41.20 + 87.40 = 128.60)"
        ),
    )
    sheet.text(297, 790, "关于临溪市博物馆2024年预算的说明", 14, "c")
    lines = [
        (
            "\u3000\u30002024年，临溪市博物馆收入预算总额为986.35万元，支出预算总额为986.35万"
            "元。政府采购预算\xad"
        ),
        "总额128.60万元，其中货物类-",
        "41.20万元，服务类\xad",
        "87.40万元。三公经费预算-",
        "6.15万元，均为公务用车运行费。基本支出\xad",
        "702.35万元，项目支出284.00万元。",
    ]
    for i, ln in enumerate(lines):
        sheet.text(50, 750 - 20 * i, ln, 10.5)
    for v in ("986.35", "986.35", "128.60", "41.20", "87.40", "6.15", "702.35", "284.00"):
        sheet.record(v)
    return sheet.save()


@made
def hyphen_minus_is_02() -> Case:
    sheet = PdfCase(
        "hyphen_minus_is_02",
        KIND_OF_HYPHEN,
        (
            "支出表: the printed hyphen that serves as minus and in 2024‐2026 has U+0002 in "
            "the ToUnicode map: ‐5.30 is seen, \\x02"
        )
        + "5.30 is in the text; 2025 less 2024 gives the sign",
        unread=True,
    )
    y = sheet.head(790, "2025年一般公共预算支出表", "部门：白鹭区信访接待中心", "单位：万元")
    rows = [
        ["科目名称", "2024年预算数", "2025年预算数", "增减额"],
        ["行政运行", "206.50", "201.20", Printed("‐5.30", -53000)],
        ["信息化建设（2024‐2026）", "48.00", "61.50", "13.50"],
        ["住房公积金", "22.40", "19.65", Printed("‐2.75", -27500)],
        ["合计", "276.90", "282.35", "5.45"],
    ]
    sheet.table(50, y, [210, 95, 95, 95], rows, money=(1, 2, 3), h=22, size=9)
    sheet.must_not = ["53000.00", "27500.00"]
    sheet.afterwards.append(lambda p: change_unicode_map(p, "2010", "0002"))
    return sheet.save()

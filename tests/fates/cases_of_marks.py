"""Amounts with signs and with marks of notes."""

from __future__ import annotations

from reportlab.lib.pagesizes import A4, landscape

from .case import Case, Printed, TextCase, made, print_amount
from .content import ECONOMIC_HEADER, WIDTHS, economic_items, economic_rows, print_rows
from .sheet import PdfCase

KIND_OF_SIGN = "amounts printed with △, ▲, 负, 减, trailing minus"
KIND_OF_MARK = "amounts with note marks ① * and the like"


@made
def sign_triangles_change() -> Case:
    sheet = PdfCase(
        "sign_triangles_change",
        KIND_OF_SIGN,
        (
            "三公经费对比表 (元): column 增减额 with ▲ (less) explained in a note, △ before "
            "the figure apart by a space"
        ),
    )
    sheet.unit = 1
    y = sheet.head(790, "2025年“三公”经费预算财政拨款情况表", "单位：白鹭区民政局", "单位：元")
    bought = [
        ("因公出国（境）费", 52000, 0),
        ("公务接待费", 28400, 31600),
        ("公务用车购置费", 186000, 0),
        ("公务用车运行费", 112500, 94300),
    ]
    rows = [["项目", "2024年预算数", "2025年预算数", "增减额"]]
    for n, was, now in bought + [("合计", sum(q[1] for q in bought), sum(q[2] for q in bought))]:
        sign = "△ " if n == "公务用车运行费" else "▲"
        rows.append(
            [
                n,
                print_amount(was, zero="0.00"),
                print_amount(now, zero="0.00"),
                Printed(sign + print_amount(was - now), now - was) if now < was else print_amount(now - was),
            ]
        )
    y = sheet.table(50, y, [180, 105, 105, 105], rows, money=(1, 2, 3), h=22, size=9)
    sheet.text(50, y - 16, "注：▲、△表示减少。", 8)
    sheet.must_not = ["253000.00", "18200.00"]
    return sheet.save()


@made
def sign_words() -> Case:
    sheet = PdfCase(
        "sign_words", KIND_OF_SIGN, "收支总表: 负12.30 in a cell, 减8.00 in another, both parts of sums"
    )
    y = sheet.head(790, "2024年收支预算总表", "部门名称：南屏县档案局", "单位：万元")
    rows = [
        ["收入", "预算数", "支出", "预算数"],
        ["一、财政拨款收入", "540.80", "一、一般公共服务支出", "452.10"],
        ["二、其他收入", Printed("减8.00", -80000), "二、社会保障和就业支出", "62.90"],
        ["三、上年结转", Printed("负12.30", -123000), "三、住房保障支出", "5.50"],
        ["收入总计", "520.50", "支出总计", "520.50"],
    ]
    sheet.table(50, y, [160, 85, 165, 85], rows, money=(1, 3), h=22, size=9, order="text")
    sheet.must_not = ["80000.00", "123000.00"]
    return sheet.save()


@made
def sign_trailing_minus() -> Case:
    sheet = PdfCase(
        "sign_trailing_minus",
        KIND_OF_SIGN,
        (
            "支出表 with change columns: 35.20- (trailing), （18.00） (brackets), －4.60 "
            "(full width), −7.15 (U+2212), ‑ joined"
        ),
    )
    y = sheet.head(790, "2025年一般公共预算支出表", "部门：石泉湾市文化馆", "单位：万元")
    rows = [
        ["科目编码", "科目名称", "2024年执行数", "2025年预算数", "增减额"],
        ["2070104", "图书馆", "240.00", "204.80", Printed("35.20-", -352000)],
        ["2070109", "群众文化", "118.00", "100.00", Printed("（18.00）", -180000)],
        ["2080505", "机关事业单位基本养老保险缴费支出", "40.10", "35.50", Printed("－4.60", -46000)],
        ["2101102", "事业单位医疗", "22.30", "15.15", Printed("−7.15", -71500)],
        ["2210201", "住房公积金", "30.00", "33.25", Printed("3.25", 32500)],
        ["", "合计", "450.40", "388.70", Printed("61.70-", -617000)],
    ]
    sheet.table(50, y, [65, 185, 85, 85, 75], rows, money=(2, 3, 4), h=20, rulemode="box")
    sheet.must_not = ["352000.00", "180000.00", "46000.00", "71500.00", "617000.00"]
    return sheet.save()


@made
def sign_mixed() -> Case:
    sheet = TextCase("sign_mixed", "md", KIND_OF_SIGN, "Markdown: ▲, 减, trailing minus in one table")
    sheet.add(
        "# 临溪市商贸服务中心2025年单位预算",
        "",
        "2025年收支总表",
        "",
        "编制单位：临溪市商贸服务中心 单位：万元",
        "",
    )
    sheet.table(
        [
            ["收入项目", "2025年预算", "与上年增减"],
            ["一、财政拨款收入", "231.60", Printed("▲14.20", -142000)],
            ["二、事业收入", "58.00", "6.00"],
            ["三、其他收入", "4.40", Printed("0.80-", -8000)],
            ["收入合计", "294.00", Printed("减9.00", -90000)],
        ],
        (1, 2),
    )
    sheet.must_not = ["142000.00", "8000.00", "90000.00"]
    return sheet.save()


@made
def mark_superscript_circle() -> Case:
    sheet = PdfCase(
        "mark_superscript_circle",
        KIND_OF_MARK,
        "基本支出表: small raised ① ② after two figures; the notes stand below",
    )
    items = economic_items(sheet, "30101 30107 30113 30201 30215 30302")
    y = sheet.head(790, "2024年一般公共预算基本支出表", "单位：青禾县农业技术推广站", "单位：万元")
    rows = [ECONOMIC_HEADER] + print_rows(economic_rows(items))
    yb = sheet.table(50, y, WIDTHS, rows, money=(2, 3, 4), pad=9)
    for rc, printed in (((3, 2), "①"), ((3, 3), "①"), ((8, 4), "②")):
        x0, y0, x1, y1 = sheet.box[rc]
        sheet.text(x1 - 9, y0 + 9, printed, 5.5)
    sheet.text(50, yb - 16, "①含上年度考核奖清算。\u3000②会议费按定额下达。", 8)
    return sheet.save()


@made
def mark_star_before() -> Case:
    sheet = PdfCase(
        "mark_star_before",
        KIND_OF_MARK,
        "项目支出表 (元): *, ※, 注1 stand before or after figures with or without space",
        landscape(A4),
    )
    sheet.unit = 1
    y = sheet.head(540, "2025年部门项目支出表", "部门：松渡市公证处", "单位：元")
    rows = [
        ["项目名称", "合计", "一般公共预算", "财政专户管理资金"],
        ["公证信息系统升级", Printed("*385,000", 385000), Printed("*385,000", 385000), ""],
        ["法律援助窗口", Printed("142,600※", 142600), Printed("92,600", 92600), Printed("※ 50,000", 50000)],
        ["档案数字化", Printed("67,400 注1", 67400), "", Printed("67,400(注1)", 67400)],
        ["合计", "595,000", "477,600", "117,400"],
    ]
    yb = sheet.table(50, y, [260, 150, 150, 150], rows, money=(1, 2, 3), h=24, size=9, letters=True)
    sheet.text(50, yb - 16, "*为跨年项目；※含专户收入；注1：以实际收缴为准。", 8)
    sheet.must_not = ["674001.00", "67,4001", "674,001"]
    return sheet.save()


@made
def mark_superscript_digit() -> Case:
    sheet = PdfCase(
        "mark_superscript_digit",
        KIND_OF_MARK,
        (
            "三公经费表: a raised small digit 2 or 3 right after the figure (18.60², 6.35³) "
            "is a note number, not a digit"
        ),
    )
    y = sheet.head(790, "2024年“三公”经费预算表", "编制单位：白鹭区供销合作社", "单位：万元")
    rows = [
        ["合计", "因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费"],
        ["24.95", "0.00", "0.00", "18.60", "6.35"],
    ]
    yb = sheet.table(50, y, [99] * 5, rows, money=(0, 1, 2, 3, 4), h=26, size=9, pad=12)
    for rc, printed in (((1, 3), "2"), ((1, 4), "3")):
        x0, y0, x1, y1 = sheet.box[rc]
        sheet.text(x1 - 12, y0 + 14, printed, 5)
    sheet.text(50, yb - 16, "2 保留公务用车3辆。\u30003 国内接待42批次。", 8)
    sheet.must_not = ["18.602", "6.353", "186020.00", "63530.00", "3辆", "42批次"]
    return sheet.save()


@made
def mark_bracket_numbers() -> Case:
    sheet = TextCase(
        "mark_bracket_numbers", "md", KIND_OF_MARK, "Markdown: marks [1], ^2^, ※ stuck to figures"
    )
    sheet.add("# 南屏县融媒体中心2024年单位预算", "", "2024年支出预算总表", "", "单位：万元", "")
    sheet.table(
        [
            ["科目名称", "合计", "基本支出", "项目支出"],
            ["文化旅游体育与传媒支出", Printed("406.20[1]", 4062000), "310.20", Printed("96.00※", 960000)],
            ["社会保障和就业支出", "38.45", Printed("38.45^2^", 384500), ""],
            ["合计", "444.65", "348.65", "96.00"],
        ],
        (1, 2, 3),
    )
    sheet.add("", "[1] 含改制人员经费。 ^2^ 按新基数测算。 ※ 一次性项目。")
    sheet.must_not = ["38.452", "406.201"]
    return sheet.save()

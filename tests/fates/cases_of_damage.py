"""Figures under a seal, figures of a spreadsheet gone wrong, fonts whose boxes lie."""

from __future__ import annotations

import math

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4, landscape

from tools.facsimile.fonts import FONT

from .case import Case, Printed, made, print_amount
from .content import (
    ECONOMIC_HEADER,
    ECONOMIC_NAMES,
    FUNCTIONAL_HEADER,
    FUNCTIONAL_NAMES,
    WIDTHS,
    economic_items,
    economic_rows,
    functional_items,
    functional_rows,
    print_rows,
    summary_rows,
    summary_sides,
)
from .objects import alter_font, change_descriptor
from .sheet import PdfCase

KIND_OF_SEAL = "a seal's character in or over figures"
KIND_OF_HASH = "######## and other spreadsheet errors instead of figures"
KIND_OF_BOXES = "fonts whose boxes are large"


def draw_seal(sheet, across, up, radius, text, size=9, begin=200, end=-20, alpha=1.0, star=True):
    canvas = sheet.canvas
    canvas.saveState()
    canvas.setStrokeColor(Color(0.8, 0, 0, alpha))
    canvas.setFillColor(Color(0.8, 0, 0, alpha))
    canvas.setLineWidth(1.6)
    canvas.circle(across, up, radius)
    canvas.setFont(FONT, size)
    for i, character in enumerate(text):
        angle = math.radians(begin + (end - begin) * i / (len(text) - 1))
        canvas.saveState()
        canvas.translate(
            across + (radius - size - 2) * math.cos(angle), up + (radius - size - 2) * math.sin(angle)
        )
        canvas.rotate(math.degrees(angle) - 90)
        canvas.drawCentredString(0, 0, character)
        canvas.restoreState()
    canvas.restoreState()


def text_of_tables():
    return "".join(list(FUNCTIONAL_NAMES.values()) + list(ECONOMIC_NAMES.values())) + (
        "科目编码名称合计基本项目支出人员公用经费单位万元年预算表部门编制：2025、（）“”三"
        "公情况收入财政拨款其他松渡市青禾县白鹭区临溪南屏石泉湾总一二三四五六局馆站站房上"
        "年结转因公出国境购置运行接待1234567890.,小计本合计广播电视体育畜牧兽医"
    )


@made
def seal_in_cell_three_public() -> Case:
    sheet = PdfCase(
        "seal_in_cell_three_public",
        KIND_OF_SEAL,
        "三公经费表: the character 章 of a seal stands in the cell of 4.20, red, drawn after the table",
        unread=True,
    )
    y = sheet.head(790, "2025年“三公”经费支出表", "编制单位：石泉湾市残疾人联合会", "单位：万元")
    sheet.table(
        50,
        y,
        [250, 120, 120],
        [
            ["项目", "2024年预算", "2025年预算"],
            ["因公出国（境）费用", "0.00", "0.00"],
            ["公务用车购置及运行费", "9.60", "9.10"],
            ["公务接待费", "4.50", "4.20"],
            ["合计", "14.10", "13.30"],
        ],
        money=(1, 2),
        h=24,
        size=9,
    )
    x0, y0, x1, y1 = sheet.box[3, 2]
    sheet.text(x0 + 50, y0 + 5, "章", 15, color=Color(0.8, 0, 0))
    return sheet.save()


@made
def seal_ring_over_total() -> Case:
    sheet = PdfCase(
        "seal_ring_over_total",
        KIND_OF_SEAL,
        (
            "支出总表: a round seal whose letters are turned one by one lies over the cells "
            "of the last rows; some letters touch figures"
        ),
        unread=True,
    )
    items = functional_items(sheet, "2010601b 2010602p 2010650b 2080505b 2101101b 2210201b")
    y = sheet.head(790, "2024年部门支出预算总表", "部门名称：临溪市机关事务中心", "单位：万元")
    yb = sheet.table(
        50,
        y,
        WIDTHS,
        [FUNCTIONAL_HEADER] + print_rows(functional_rows(items, "last")),
        money=(2, 3, 4),
        h=19,
        order="text",
    )
    draw_seal(sheet, 430, yb + 40, 52, "临溪市机关事务中心预算公开专用章", 8.5, 230, -50)
    sheet.what += "; the figures beneath stay legible"
    return sheet.save()


@made
def seal_form_halfclear() -> Case:
    sheet = PdfCase(
        "seal_form_halfclear",
        KIND_OF_SEAL,
        (
            "收支总表: half clear seal as form XObject, its horizontal words 财务专用章 run "
            "through the cells of one row"
        ),
        landscape(A4),
        unread=True,
    )
    sources, classes, total = summary_sides(
        sheet,
        ["一、公共安全支出", "二、社会保障和就业支出", "三、卫生健康支出", "四、住房保障支出"],
        ["一、一般公共预算拨款", "二、其他收入"],
    )
    y = sheet.head(540, "2025年收支总表", "部门名称：青禾县司法局", "单位：万元")
    canvas = sheet.canvas
    canvas.beginForm("SEAL", -60, -60, 60, 60)
    canvas.setFillColor(Color(0.85, 0.1, 0.1))
    canvas.setStrokeColor(Color(0.85, 0.1, 0.1))
    canvas.setLineWidth(2)
    canvas.circle(0, 0, 50)
    canvas.setFont(FONT, 12)
    canvas.drawCentredString(0, -4, "财务专用章")
    canvas.setFont(FONT, 20)
    canvas.drawCentredString(0, 14, "★")
    canvas.endForm()
    sheet.table(
        60,
        y,
        [250, 110, 250, 110],
        [["收入", "预算数", "支出", "预算数"]] + summary_rows(sources, classes, total),
        money=(1, 3),
        h=24,
        size=9,
    )
    x0, y0, x1, y1 = sheet.box[2, 3]
    canvas.saveState()
    canvas.setFillAlpha(0.5)
    canvas.setStrokeAlpha(0.5)
    canvas.translate(x1 - 25, (y0 + y1) / 2)
    canvas.doForm("SEAL")
    canvas.restoreState()
    return sheet.save()


@made
def hash_total_cells() -> Case:
    sheet = PdfCase(
        "hash_total_cells",
        KIND_OF_HASH,
        "基本支出表: the total's and one class's cells print ########; their parts are legible",
    )
    items = economic_items(sheet, "30101 30102 30107 30201 30206 30302", 1000, 9000)
    rows = print_rows(economic_rows(items))
    for sources, k in ((0, 2), (0, 3), (1, 2)):
        rows[sources][k] = Printed("########", None)
    y = sheet.head(790, "2024年一般公共预算基本支出表", "单位名称：白鹭区环卫中心", "单位：万元")
    sheet.table(50, y, [70, 240, 62, 62, 61], [ECONOMIC_HEADER] + rows, money=(2, 3, 4), rulemode="box")
    return sheet.save()


@made
def hash_whole_column() -> Case:
    sheet = PdfCase(
        "hash_whole_column",
        KIND_OF_HASH,
        (
            "项目支出表 (元, 2 decimals): the whole column 合计 is too narrow and prints "
            "####, the sources stand beside it"
        ),
    )
    sheet.unit = 1
    y = sheet.head(790, "2025年部门预算项目支出表", "部门：南屏县融媒体中心", "单位：元")
    projects = [
        ("县情宣传", sheet.random_amount(100000, 500000), 0),
        ("采编设备更新", sheet.random_amount(200000, 900000), sheet.random_amount(10000, 90000)),
        ("应急广播维护", sheet.random_amount(50000, 90000), 0),
    ]
    rows = (
        [["项目名称", "合计", "财政拨款", "单位资金"]]
        + [[n, Printed("####", None), print_amount(left), print_amount(right)] for n, left, right in projects]
        + [
            [
                "合计",
                Printed("####", None),
                print_amount(sum(q[1] for q in projects)),
                print_amount(sum(q[2] for q in projects)),
            ]
        ]
    )
    sheet.table(50, y, [200, 34, 130, 130], rows, money=(1, 2, 3), h=20, order="text")
    return sheet.save()


@made
def hash_errors_and_exponent() -> Case:
    sheet = PdfCase(
        "hash_errors_and_exponent",
        KIND_OF_HASH,
        "支出表: #REF!, #DIV/0!, #VALUE! and 1.23E+04 in figure cells; the share column prints #DIV/0!",
    )
    y = sheet.head(790, "2024年财政拨款支出表", "编制部门：松渡市气象灾害防御中心", "单位：万元")
    rows = [
        ["功能科目", "2023年执行数", "2024年预算数", "增减%"],
        ["2240101 行政运行", "310.55", Printed("1.23E+04", None), Printed("3861.84", skip=True)],
        ["2240106 安全监管", "", "86.40", Printed("#DIV/0!", skip=True)],
        [
            "2080505 机关事业单位基本养老保险缴费支出",
            "42.18",
            Printed("#REF!", None),
            Printed("#REF!", skip=True),
        ],
        ["2210201 住房公积金", Printed("#VALUE!", None), "35.00", Printed("#VALUE!", skip=True)],
    ]
    sheet.table(50, y, [245, 85, 85, 80], rows, money=(1, 2, 3), h=20)
    sheet.must_not = ["1.23", "1230000.00", "38618400.00", "3861.84"]
    return sheet.save()


@made
def boxes_ascent_3x() -> Case:
    alter_font("BigAsc", text_of_tables(), asc=2600, desc=-1400)
    sheet = PdfCase(
        "boxes_ascent_3x",
        KIND_OF_BOXES,
        (
            "支出表 in a font whose ascent, descent and head box are about three times the "
            "letters (hhea, OS/2, head)"
        ),
        font="BigAsc",
    )
    items = functional_items(sheet, "2130101b 2080505b 2101102b 2210201b 2210203b")
    y = sheet.head(780, "2025年一般公共预算支出表", "编制部门：青禾县畜牧兽医站", "单位：万元")
    sheet.table(
        50, y, WIDTHS, [FUNCTIONAL_HEADER] + print_rows(functional_rows(items)), money=(2, 3, 4), h=19, size=9
    )
    return sheet.save()


@made
def boxes_size20_for_10() -> Case:
    alter_font("HalfGlyph", text_of_tables(), upem=2000, asc=2400, desc=-900)
    sheet = PdfCase(
        "boxes_size20_for_10",
        KIND_OF_BOXES,
        (
            "收支总表 printed at font size 20 in a font whose letters fill half of the em "
            "(they look like 10 pt); row height 19"
        ),
        landscape(A4),
        font="HalfGlyph",
    )
    sources, classes, total = summary_sides(
        sheet,
        ["一、文化旅游体育与传媒支出", "二、社会保障和就业支出", "三、住房保障支出"],
        ["一、财政拨款收入", "二、其他收入"],
    )
    y = sheet.head(540, "2024年收支预算总表", "", "", size=28)
    sheet.text(60, y + 6, "单位：白鹭区广播电视站", 20)
    sheet.text(780, y + 6, "单位：万元", 20, "r")
    sheet.table(
        60,
        y,
        [250, 110, 250, 110],
        [["收入", "预算", "支出", "预算"]] + summary_rows(sources, classes, total),
        money=(1, 3),
        h=19,
        size=20,
    )
    return sheet.save()


@made
def boxes_descriptor_only() -> Case:
    sheet = PdfCase(
        "boxes_descriptor_only",
        KIND_OF_BOXES,
        (
            "三公经费表 (元): only the FontDescriptor lies (FontBBox -1500 -2000 6000 4000, "
            "Ascent 3200, Descent -2100), the font itself is sound"
        ),
    )
    sheet.unit = 1
    y = sheet.head(790, "2025年“三公”经费预算情况表", "编制单位：临溪市体育局", "单位：元")
    sheet.table(
        50,
        y,
        [240, 120, 120],
        [
            ["项目", "上年预算", "本年预算"],
            ["一、因公出国（境）费", "120,000", "96,000"],
            ["二、公务接待费", "38,500", "36,200"],
            ["三、公务用车购置及运行费", "171,300", "352,800"],
            ["（一）公务用车购置费", "0", "185,000"],
            ["（二）公务用车运行费", "171,300", "167,800"],
            ["合计", "329,800", "485,000"],
        ],
        money=(1, 2),
        h=17,
        size=8,
    )
    sheet.afterwards.append(lambda p: change_descriptor(p, "-1500 -2000 6000 4000", 3200, -2100))
    return sheet.save()

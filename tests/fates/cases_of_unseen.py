"""Text that nobody sees: white, covered, clipped, switched off, outside of the page."""

from __future__ import annotations

from decimal import Decimal

from PIL import Image
from reportlab.lib.colors import white
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader

from .case import Case, made, print_amount
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
    summary_sides,
)
from .objects import switch_layer_off
from .sheet import PdfCase

KIND = "hidden, covered or clipped copies of the text"


@made
def hid_white_on_white() -> Case:
    sheet = PdfCase(
        "hid_white_on_white",
        KIND,
        (
            "收支总表 whose earlier draft stands in white letters 3 pt beside the black "
            "figures; text before rules, letter by letter"
        ),
        landscape(A4),
    )
    sources, classes, total = summary_sides(
        sheet,
        [
            "一、一般公共服务支出",
            "二、教育支出",
            "三、社会保障和就业支出",
            "四、卫生健康支出",
            "五、住房保障支出",
        ],
        ["一、一般公共预算拨款收入", "二、事业收入", "三、其他收入"],
    )
    y = sheet.head(540, "2025年部门收支总表", "部门名称：松渡市档案馆", "单位：万元")
    header = [["收入", None, "支出", None], ["项目", "预算数", "项目", "预算数"]]
    spans = {(0, 0): (1, 2), (0, 2): (1, 2)}
    old_r, old_e, old_t = summary_sides(
        sheet, [n for n, _ in classes], [n for n, _ in sources], lo=150, hi=1900
    )
    oldrows = header + summary_rows(old_r, old_e, old_t)
    sheet.must_not += sorted({q for row in oldrows[2:] for q in (row[1], row[3]) if q})
    sheet.table(
        50,
        y,
        [250, 120, 250, 120],
        oldrows,
        money=(1, 3),
        head=2,
        spans=spans,
        rules="none",
        rec=False,
        color=white,
        dx=-3,
        dy=1,
    )
    sheet.table(
        50,
        y,
        [250, 120, 250, 120],
        header + summary_rows(sources, classes, total),
        money=(1, 3),
        head=2,
        spans=spans,
        order="text",
        letters=True,
    )
    return sheet.save()


@made
def hid_layer_off() -> Case:
    sheet = PdfCase(
        "hid_layer_off",
        KIND,
        (
            "三公经费表 in 元; an optional-content layer that is switched off holds other "
            "figures in the same cells and a sentence"
        ),
        compress=1,
    )
    sheet.unit = 1
    y = sheet.head(
        780, "2025年“三公”经费支出预算表", "编制单位：白鹭区退役军人事务局", "金额单位：元", size=15
    )
    ab, rec_, buy, run = (Decimal(86000), Decimal(45500), Decimal(180000), Decimal(126300))
    rows = [
        ["项目", "预算数"],
        ["合计", print_amount(ab + rec_ + buy + run)],
        ["1.因公出国（境）费", print_amount(ab)],
        ["2.公务接待费", print_amount(rec_)],
        ["3.公务用车购置及运行费", print_amount(buy + run)],
        ["  其中：公务用车购置费", print_amount(buy)],
        ["  \u3000\u3000\u3000公务用车运行费", print_amount(run)],
    ]
    sheet.table(80, y, [260, 150], rows, money=(1,), h=22, size=10, rulemode="rect")
    sheet.canvas._code.append("/OC /OC1 BDC")
    hid = [["项目", "预算数"]] + [
        [left, right]
        for (left, _), right in zip(
            rows[1:],
            ["521,700.00", "96,000.00", "65,500.00", "360,200.00", "210,000.00", "150,200.00"],
            strict=False,
        )
    ]
    sheet.table(80, y, [260, 150], hid, money=(1,), h=22, size=10, rules="none", rec=False)
    sheet.text(80, y - 180, "（送审稿：2025年“三公”经费合计521,700.00元，比上年增加39,900.00元）", 10)
    sheet.canvas._code.append("EMC")
    sheet.must_not = [q[1] for q in hid[1:]] + ["39,900.00"]
    sheet.afterwards.append(switch_layer_off)
    return sheet.save()


@made
def hid_clip_row() -> Case:
    sheet = PdfCase(
        "hid_clip_row",
        KIND,
        (
            "项目支出表: below the total a fourth project lies outside of the clip path of "
            "its (zero-high) row, and a long remark with an amount is clipped at its cell"
        ),
    )
    projects = [
        ("老旧站房修缮", sheet.random_amount(40, 90)),
        ("山洪预警平台运维", sheet.random_amount(20, 60)),
        ("河湖管护购买服务", sheet.random_amount(90, 200)),
    ]
    y = sheet.head(780, "2024年项目支出表", "单位名称：南屏县水务中心", "单位：万元")
    rows = (
        [["序号", "项目名称", "合计", "一般公共预算", "备注"]]
        + [[str(i + 1), n, print_amount(v), print_amount(v), "延续项目"] for i, (n, v) in enumerate(projects)]
        + [
            [
                "",
                "合计",
                print_amount(sum((v for _, v in projects))),
                print_amount(sum((v for _, v in projects))),
                "",
            ]
        ]
    )
    yb = sheet.table(50, y, [40, 190, 85, 95, 85], rows, money=(2, 3), h=20, rulemode="box", order="text")
    canvas = sheet.canvas
    canvas.saveState()
    p = canvas.beginPath()
    p.rect(50, yb - 0.2, 495, 0.2)
    canvas.clipPath(p, stroke=0, fill=0)
    sheet.text(93, yb - 14, "应急抢险物资购置", 8)
    sheet.text(362, yb - 14, "333.30", 8, "r")
    sheet.text(457, yb - 14, "333.30", 8, "r")
    canvas.restoreState()
    x0, y0, x1, y1 = sheet.box[1, 4]
    canvas.saveState()
    p = canvas.beginPath()
    p.rect(x0 + 40, y0, x1 - x0 - 41, y1 - y0)
    canvas.clipPath(p, stroke=0, fill=0)
    sheet.text(x0 + 87, y0 + 6, "上年结转58.80万元另列", 8)
    canvas.restoreState()
    sheet.must_not = ["333.30", "58.80"]
    return sheet.save()


@made
def hid_image_patch() -> Case:
    sheet = PdfCase(
        "hid_image_patch",
        KIND,
        (
            "政府采购表: a white picture covers the old third item and old total; the new "
            "ones are printed on top"
        ),
    )
    y = sheet.head(780, "2025年政府采购预算表", "编制单位：临溪市图书馆", "单位：元")
    sheet.unit = 1
    bought = [
        ("图书加工设备", "货物", "12,800.00", 12800),
        ("中央空调维保", "服务", "46,500.00", 46500),
        ("阅览桌椅", "货物", "98,000.00", 98000),
    ]
    widths = [60, 190, 80, 120]
    oldr = (
        [["序号", "采购项目", "类别", "金额"]]
        + [[str(i + 1), left, right, v] for i, (left, right, v, _) in enumerate(bought[:2])]
        + [["3", "书库密集架", "货物", "176,000.00"], ["", "合计", "", "235,300.00"]]
    )
    sheet.table(50, y, widths, oldr, money=(3,), h=22, size=9, rec=False)
    patch = Image.new("RGB", (8, 8), (255, 255, 255))
    for rc in ((3, 1), (3, 3), (4, 3)):
        x0, y0, x1, y1 = sheet.box[rc]
        sheet.canvas.drawImage(ImageReader(patch), x0 + 1, y0 + 1, x1 - x0 - 2, y1 - y0 - 2)
    new = (
        [[None] * 4]
        + [[None, None, None, v] for _, _, v, _ in bought[:2]]
        + [[None, "阅览桌椅", None, "98,000.00"], [None, None, None, "157,300.00"]]
    )
    for q in new[1:]:
        sheet.record(q[3])
    x0, y0, x1, y1 = sheet.box[3, 1]
    sheet.text(x0 + 3, y0 + 8, "阅览桌椅", 9)
    for rc, printed in (((3, 3), "98,000.00"), ((4, 3), "157,300.00")):
        x0, y0, x1, y1 = sheet.box[rc]
        sheet.text(x1 - 3, y0 + 8, printed, 9, "r")
    sheet.must_not = ["176,000.00", "235,300.00", "书库密集架"]
    return sheet.save()


@made
def hid_outside_crop() -> Case:
    sheet = PdfCase(
        "hid_outside_crop",
        KIND,
        (
            "基本支出表 with a helper column of last year's figures outside of the CropBox "
            "and a sum outside of the MediaBox"
        ),
    )
    items = economic_items(sheet, "30101 30102 30103 30201 30211 30302")
    y = sheet.head(760, "2024年一般公共预算基本支出表", "部门：青禾县统计局", "单位：万元", x0=40, x1=460)
    rows = [ECONOMIC_HEADER] + print_rows(economic_rows(items))
    sheet.table(40, y, [60, 160, 70, 65, 65], rows, money=(2, 3, 4), order="text")
    helper = []
    for i in range(1, len(rows)):
        v = print_amount(sheet.random_amount(2, 400))
        helper.append(v)
        x0, y0, x1, y1 = sheet.box[i, 4]
        sheet.text(545, y0 + 6, v, 8, "r")
    sheet.text(545, y - 12, "上年数", 8, "r")
    sheet.text(700, y - 60, "校验差额 77.77", 8)
    sheet.text(300, -30, "校验 66.66", 8)
    sheet.must_not = helper + ["77.77", "66.66"]
    sheet.canvas.setCropBox((20, 20, 480, 830))
    return sheet.save()


@made
def hid_alpha0_form_rotated() -> Case:
    sheet = PdfCase(
        "hid_alpha0_form_rotated",
        KIND,
        (
            "a rotated page (/Rotate 90); the table is a form XObject, the same form drawn "
            "once more with alpha 0, 40 pt lower"
        ),
        landscape(A4),
    )
    items = functional_items(sheet, "2240101b 2240106p 2080505b 2101101b 2210201b")
    canvas = sheet.canvas
    sheet.size = landscape(A4)
    canvas.beginForm("T", 0, 0, 842, 595)
    yy = sheet.head(540, "2025年一般公共预算支出表", "部门名称：石泉湾市应急管理局", "单位：万元")
    rows = [FUNCTIONAL_HEADER] + print_rows(functional_rows(items, "last"), zero="0.00")
    sheet.table(80, yy, [90, 260, 110, 110, 110], rows, money=(2, 3, 4), h=17)
    canvas.endForm()
    canvas.setPageRotation(90)
    canvas.transform(0, 1, -1, 0, A4[0], 0)
    canvas.doForm("T")
    canvas.saveState()
    canvas.setFillAlpha(0)
    canvas.setStrokeAlpha(0)
    canvas.translate(0, -40)
    canvas.doForm("T")
    canvas.restoreState()
    sheet.must_not = []
    sheet.what += "; each figure counts once"
    return sheet.save()


@made
def hid_mode3_misread_ocr() -> Case:
    sheet = PdfCase(
        "hid_mode3_misread_ocr",
        KIND,
        (
            "visible prose and table; under them an invisible text layer (render mode 3) of "
            "an earlier recognition with wrong digits, other line pitch"
        ),
    )
    y = sheet.para(
        50,
        780,
        (
            "2024年，南屏县司法局部门预算总收入612.40万元，总支出612.40万元，其中基本支出432."
            "10万元，项目支出180.30万元。"
        ),
        495,
        finds=[("612.40", "万元"), ("612.40", "万元"), ("432.10", "万元"), ("180.30", "万元")],
    )
    yy = y
    for printed in (
        "2024年，南屏县司法局部门预算总收入672.40万元，总支出672.40万元，其中基",
        "本支出482.70万元，项目支出780.30万元。",
    ):
        yy += 0
        sheet.text(53, yy + 34, printed, 10.2, mode=3)
        yy -= 17
    y = sheet.head(y - 10, "2024年部门支出总表", "", "单位：万元")
    rows = [
        FUNCTIONAL_HEADER,
        ["", "合计", "612.40", "432.10", "180.30"],
        ["2040601", "行政运行", "412.10", "412.10", ""],
        ["2040604", "基层司法业务", "115.30", "", "115.30"],
        ["2040607", "公共法律服务", "65.00", "", "65.00"],
        ["2210201", "住房公积金", "20.00", "20.00", ""],
    ]
    sheet.table(50, y, WIDTHS, rows, money=(2, 3, 4))
    bad = [
        FUNCTIONAL_HEADER,
        ["", "合计", "672.40", "482.70", "780.30"],
        ["2046601", "行政运仃", "472.70", "472.70", ""],
        ["2040604", "基层司法业务", "775.30", "", "775.30"],
        ["2040607", "公共法律服务", "68.08", "", "68.08"],
        ["2270201", "住房公积金", "26.26", "26.26", ""],
    ]
    sheet.table(50, y, WIDTHS, bad, money=(2, 3, 4), rules="none", rec=False, mode=3, dx=-5, dy=2)
    sheet.must_not = ["672.40", "482.70", "780.30", "472.70", "775.30", "68.08", "26.26"]
    return sheet.save()

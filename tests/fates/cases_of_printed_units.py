"""Units in notes, in running lines and in brackets, and units that columns state beside the heading's."""

from __future__ import annotations

from decimal import Decimal

from .case import Case, Printed, made, print_amount
from .cases_of_units import KIND_OF_CONFLICT, KIND_OF_NOTE
from .content import (
    ECONOMIC_HEADER,
    FUNCTIONAL_HEADER,
    WIDTHS,
    economic_items,
    economic_rows,
    functional_items,
    functional_rows,
    print_rows,
)
from .sheet import PdfCase

_THREE_HEADER = ["年度", "合计", "因公出国（境）费", "公务用车运行费", "公务接待费"]
_THREE_WIDTHS = [80, 100, 105, 105, 105]


def _functional(sheet, codes, *amounts, dec=2):
    return print_rows(functional_rows(functional_items(sheet, codes, *amounts, dec)), dec=dec)


@made
def note_last_page_right() -> Case:
    sheet = PdfCase(
        "note_last_page_right",
        KIND_OF_NOTE,
        "支出总表 over two pages without unit; below right on the last page （计量单位：千元、人）",
    )
    sheet.unit = 1000
    rows = _functional(sheet, "2010601b 2010602p 2050803m 2080505b 2101101b 2210201b", 100, 9000, dec=1)
    y = sheet.head(790, "2025年部门支出总表", "编报单位：云埠市信访局", "")
    sheet.table(50, y, WIDTHS, [FUNCTIONAL_HEADER, *rows[:9]], money=(2, 3, 4), h=40)
    sheet.next_page()
    y = sheet.table(50, 790, WIDTHS, [FUNCTIONAL_HEADER, *rows[9:]], money=(2, 3, 4), h=40)
    sheet.text(545, y - 18, "（计量单位：千元、人）", 9, "r")
    return sheet.save()


@made
def note_general_in_front() -> Case:
    sheet = PdfCase(
        "note_general_in_front",
        KIND_OF_NOTE,
        "page 1: 以下各表金额单位，除单独标明者外，均为万元; the second table prints its own, 元",
    )
    sheet.text(297, 780, "云埠市地震台2025年部门预算公开表", 15, "c")
    y = sheet.para(50, 745, "说明：以下各表金额单位，除单独标明者外，均为万元。", 495)
    y = sheet.head(y - 20, "支出总表", "部门：云埠市地震台", "")
    rows = _functional(sheet, "2240106p 2080505b 2210201b")
    sheet.table(50, y, WIDTHS, [FUNCTIONAL_HEADER, *rows], money=(2, 3, 4))
    sheet.next_page()
    sheet.unit = 1
    y = sheet.head(790, "基本支出表", "部门：云埠市地震台", "货币单位：人民币元")
    rows = print_rows(economic_rows(economic_items(sheet, "30101 30103 30201 30211", 20000, 900000)))
    sheet.table(50, y, WIDTHS, [ECONOMIC_HEADER, *rows], money=(2, 3, 4))
    return sheet.save()


@made
def note_running_foot() -> Case:
    sheet = PdfCase(
        "note_running_foot",
        KIND_OF_NOTE,
        "no unit in any heading; a running foot on each of three pages: 数据单位：RMB万元",
    )
    titles = ("支出总表", "一般公共预算支出表", "项目支出表")
    for number, title in enumerate(titles):
        if number:
            sheet.next_page()
        y = sheet.head(780, f"2024年{title}", "预算部门：白鹭区气象局", "")
        rows = _functional(sheet, ("2240101b 2240106p", "2240101b 2080505b", "2240106p 2010602p")[number])
        sheet.table(50, y, WIDTHS, [FUNCTIONAL_HEADER, *rows], money=(2, 3, 4))
        sheet.text(50, 30, "数据单位：RMB万元", 7)
        sheet.text(545, 30, f"第{number + 1}页", 7, "r")
    return sheet.save()


@made
def note_bracket_alone() -> Case:
    sheet = PdfCase(
        "note_bracket_alone",
        KIND_OF_NOTE,
        "above right only （万元）; the second title ends in 〔金额单位：人民币元〕",
    )
    y = sheet.head(790, "2024年三公经费支出表", "填报部门：南屏县档案馆", "（万元）")
    rows = [_THREE_HEADER, ["2024", "5.60", "0.00", "4.35", "1.25"], ["2023", "6.05", "0.00", "4.60", "1.45"]]
    y = sheet.table(50, y, _THREE_WIDTHS, rows, money=(1, 2, 3, 4), h=24)
    sheet.unit = 1
    y = sheet.head(y - 50, "2024年部门支出表〔金额单位：人民币元〕", "填报部门：南屏县档案馆", "")
    rows = _functional(sheet, "2010650b 2010607p 2210201b", 20000, 900000)
    sheet.table(50, y, WIDTHS, [FUNCTIONAL_HEADER, *rows], money=(2, 3, 4))
    return sheet.save()


@made
def note_between_tables() -> Case:
    sheet = PdfCase(
        "note_between_tables",
        KIND_OF_NOTE,
        "below the first table 以上金额均以元为单位; the second, on the same page, is in 万元",
    )
    sheet.unit = 1
    y = sheet.head(790, "2025年支出总表", "部门：石泉湾市残联", "")
    rows = _functional(sheet, "2080505b 2210201b 2010602p", 20000, 900000)
    y = sheet.table(50, y, WIDTHS, [FUNCTIONAL_HEADER, *rows], money=(2, 3, 4))
    sheet.text(50, y - 14, "以上金额均以元为单位", 8)
    sheet.unit = 10_000
    y = sheet.head(y - 60, "2025年三公经费支出表", "部门：石泉湾市残联", "金额单位：万元")
    rows = [_THREE_HEADER, ["2025", "3.10", "0.00", "2.20", "0.90"]]
    sheet.table(50, y, _THREE_WIDTHS, rows, money=(1, 2, 3, 4), h=24)
    return sheet.save()


def _unclear(texts):
    return [Printed(text, None) for text in texts]


@made
def conflict_inside_frame() -> Case:
    sheet = PdfCase(
        "conflict_inside_frame",
        KIND_OF_CONFLICT,
        "单位：万元 stands in a first row of the frame, the columns say （元）; nothing decides",
        unread=True,
    )
    rows = [
        ["2025年专项资金支出表　　单位：万元", None, None],
        ["支出项目", "本年预算（元）", "其中：财政拨款（元）"],
        ["档案数字化", *_unclear(["3,460", "3,460"])],
        ["库房恒温改造", *_unclear(["7,125", "6,900"])],
        ["合计", *_unclear(["10,585", "10,360"])],
    ]
    spans = {(0, 0): (1, 3)}
    sheet.table(50, 780, [215, 140, 140], rows, head=2, money=(1, 2), h=22, spans=spans)
    sheet.must_not = ["3460.00", "34600000.00", "10585.00", "105850000.00", "6900.00", "69000000.00"]
    return sheet.save()


@made
def conflict_by_design() -> Case:
    sheet = PdfCase(
        "conflict_by_design",
        KIND_OF_CONFLICT,
        "heading 单位：人、万元; 补助标准（元/人·年） and 补助金额（万元） each in their own unit",
    )
    y = sheet.head(790, "2024年补助支出明细表", "主管部门：临溪市民政局", "单位：人、万元")
    grants = [("高龄津贴", 1250, 600), ("孤儿基本生活费", 84, 14400), ("残疾人护理补贴", 930, 1080)]
    rows = [["补助项目", "补助人数", "补助标准（元/人·年）", "补助金额（万元）"]]
    for name, count, rate in grants:
        amount = f"{Decimal(count * rate) / 10000:.2f}"
        rows.append([name, f"{count}", Printed(f"{rate:,}", rate), amount])
    total = sum(count * rate for _, count, rate in grants)
    rows.append(["合计", "", "", f"{Decimal(total) / 10000:.2f}"])
    sheet.table(50, y, [165, 90, 130, 110], rows, money=(2, 3), h=22)
    sheet.must_not = ["6000000.00", "144000000.00", "10800000.00"]
    return sheet.save()


@made
def conflict_column_by_sum() -> Case:
    sheet = PdfCase(
        "conflict_column_by_sum",
        KIND_OF_CONFLICT,
        "heading 万元, one column 单位资金（元）: 合计 = 财政拨款 + 单位资金 in every row only in 元",
    )
    y = sheet.head(790, "2025年项目支出表", "单位名称：松渡市少年宫", "单位：万元")
    projects = [("剧场音响", "46.80", 12_500), ("公益课", "18.25", 7_300), ("消防维保", "9.40", 21_000)]
    rows = [["项目名称", "合计", "财政拨款", "单位资金（元）"]]
    for name, granted, own in projects:
        whole = Decimal(granted) + Decimal(own) / 10000
        rows.append([name, print_amount(whole), granted, Printed(f"{own:,}", own)])
    own = sum(each for *_, each in projects)
    granted = sum(Decimal(each) for _, each, _ in projects)
    whole = granted + Decimal(own) / 10000
    rows.append(["合计", print_amount(whole), print_amount(granted), Printed(f"{own:,}", own)])
    sheet.table(50, y, [200, 95, 95, 105], rows, money=(1, 2, 3), h=22)
    sheet.must_not = ["125000000.00", "73000000.00", "210000000.00", "408000000.00"]
    return sheet.save()


@made
def conflict_column_alone() -> Case:
    sheet = PdfCase(
        "conflict_column_alone",
        KIND_OF_CONFLICT,
        "heading 千元, one column 上年结转（万元） that no sum holds: only its figures are doubtful",
        unread=True,
    )
    sheet.unit = 1000
    y = sheet.head(790, "2024年专项支出表", "编制单位：青禾县融媒体中心", "金额单位：千元")
    rows = [["支出项目", "预算数", "上年结转（万元）"]]
    for name, amount, rest in (("设备更新", "3,260.5", "418"), ("节目制作", "1,845.0", "236")):
        rows.append([name, amount, Printed(rest, None)])
    sheet.table(50, y, [215, 140, 140], rows, money=(1, 2), h=22)
    sheet.must_not = ["418000.00", "4180000.00", "236000.00", "2360000.00"]
    return sheet.save()


@made
def conflict_note_decided() -> Case:
    sheet = PdfCase(
        "conflict_note_decided",
        KIND_OF_CONFLICT,
        "heading 单位：万元, note below 注：本表单位为元; a table in 万元 prints the same, so 元 holds",
    )
    items = functional_items(sheet, "2060101b 2060702p 2080505b 2210201b")
    y = sheet.head(790, "2024年部门支出总表", "部门：松渡市科技馆", "单位：万元")
    sheet.table(50, y, WIDTHS, [FUNCTIONAL_HEADER, *print_rows(functional_rows(items))], money=(2, 3, 4))
    sheet.next_page()
    sheet.unit = 1
    y = sheet.head(790, "2024年一般公共预算支出表", "部门：松渡市科技馆", "单位：万元")
    items = [(code, basic * 10000, project * 10000) for code, basic, project in items]
    rows = print_rows(functional_rows(items))
    y = sheet.table(50, y, WIDTHS, [FUNCTIONAL_HEADER, *rows], money=(2, 3, 4))
    sheet.text(50, y - 15, "注：本表单位为元。", 8)
    return sheet.save()

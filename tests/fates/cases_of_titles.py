"""Tables that only have a number, titles between two grids, and listed tables that stand without rules."""

from __future__ import annotations

from reportlab.lib.pagesizes import A4, landscape

from .case import Case, made, print_amount
from .content import FUNCTIONAL_HEADER, WIDTHS, functional_items, functional_rows, print_rows
from .sheet import PdfCase

KIND_OF_NUMBER = "a table not titled but numbered"
KIND_OF_LISTED = "a listed table that stands without rules"

_THREE = ["合计", "因公出国（境）费", "公务接待费", "公务用车购置费", "公务用车运行费"]


def _contents(sheet, title, entries):
    """A page of contents: the cover's title, and entries with their pages."""
    middle, y = sheet.size[0] / 2, sheet.size[1] - 62
    sheet.text(middle, y, title, 16, "c")
    sheet.text(middle, y - 35, "目　录", 13, "c")
    for place, (entry, page) in enumerate(entries):
        sheet.text(80, y - 65 - 24 * place, entry + "…" * 12, 11)
        sheet.text(500, y - 65 - 24 * place, str(page), 11, "r")
    sheet.next_page()


def _by_function(sheet, y, codes, widths=WIDTHS, **style):
    rows = [FUNCTIONAL_HEADER, *print_rows(functional_rows(functional_items(sheet, codes)))]
    return sheet.table(50, y, widths, rows, money=(2, 3, 4), **style)


@made
def number_chinese_between_same_columns() -> Case:
    sheet = PdfCase(
        "number_chinese_between_same_columns",
        KIND_OF_NUMBER,
        (
            "七、政府性基金预算支出表 right below 六、一般公共预算支出表 with the same columns and edges; "
            "both listed in the contents; unit printed over the first only"
        ),
        unread=True,
    )
    entries = [("六、一般公共预算支出表", 2), ("七、政府性基金预算支出表", 2), ("八、“三公”经费支出表", 3)]
    _contents(sheet, "梧溪县水利事务中心2025年单位预算", entries)
    y = sheet.head(800, "六、一般公共预算支出表", "", "单位：万元")
    y = _by_function(sheet, y, "2130305m 2130314p 2080502b 2210201b")
    sheet.text(50, y - 26, "七、政府性基金预算支出表", 11)
    _by_function(sheet, y - 34, "2130305p")
    sheet.next_page()
    y = sheet.head(800, "八、“三公”经费支出表", "", "单位：万元")
    sheet.table(50, y, [99] * 5, [_THREE, ["6.10", "0.00", "1.10", "0.00", "5.00"]], money=range(5))
    return sheet.save()


@made
def number_brackets_across_pages() -> Case:
    sheet = PdfCase(
        "number_brackets_across_pages",
        KIND_OF_NUMBER,
        (
            "(一) 部门支出总表 ends at the foot of page 1; page 2 begins with (二) 财政拨款支出表, the same "
            "columns, same total row first"
        ),
    )
    y = sheet.head(800, "（一）部门支出总表", "部门：澜河市档案馆", "单位：万元", size=11)
    items = functional_items(sheet, "2010602m 2010650b 2080502b 2101102b 2210201b 2060702p")
    rows = print_rows(functional_rows(items))
    sheet.table(50, y, WIDTHS, [FUNCTIONAL_HEADER, *rows], money=(2, 3, 4), h=40)
    sheet.next_page()
    sheet.text(50, 800, "（二）财政拨款支出表", 11)
    sheet.text(545, 780, "单位：万元", 9, "r")
    sheet.table(50, 770, WIDTHS, [FUNCTIONAL_HEADER, *rows], money=(2, 3, 4), h=40)
    return sheet.save()


@made
def number_attached_form_codes() -> Case:
    sheet = PdfCase(
        "number_attached_form_codes",
        KIND_OF_NUMBER,
        (
            "附表8 and 附表9 as only headings at the left, listed in the contents with their names "
            "(三公经费支出表, 项目支出表); figures in 元"
        ),
        landscape(A4),
    )
    sheet.unit = 1
    entries = [("附表7　支出总表", 2), ("附表8　“三公”经费支出表", 2), ("附表9　项目支出表", 3)]
    _contents(sheet, "澜河市农机推广站单位预算公开", entries)
    sheet.text(50, 560, "附表7", 10)
    sheet.text(790, 560, "单位：元", 9, "r")
    items = [(code, b * 10000, p * 10000) for code, b, p in functional_items(sheet, "2130101m 2080502b")]
    rows = print_rows(functional_rows(items), dec=0)
    y = sheet.table(50, 550, [100, 300, 110, 110, 110], [FUNCTIONAL_HEADER, *rows], money=(2, 3, 4))
    sheet.text(50, y - 26, "附表8", 10)
    sheet.text(790, y - 26, "单位：元", 9, "r")
    values = ["84,600", "0", "9,600", "0", "75,000"]
    sheet.table(50, y - 34, [146] * 5, [_THREE, values], money=range(5), rulemode="rect")
    sheet.next_page()
    sheet.text(50, 560, "附表9", 10)
    sheet.text(790, 560, "单位：元", 9, "r")
    projects = [("农机购置补贴核验", 230000), ("机手培训", 118500), ("机库修缮", 92300)]
    rows = [[name, print_amount(v, 0), print_amount(v, 0)] for name, v in projects]
    total = print_amount(sum(v for _, v in projects), 0)
    header = ["项目名称", "合计", "财政拨款"]
    sheet.table(50, 550, [430, 150, 150], [header, *rows, ["合计", total, total]], money=(1, 2))
    return sheet.save()


@made
def listed_below_other_words() -> Case:
    sheet = PdfCase(
        "listed_below_other_words",
        KIND_OF_LISTED,
        (
            "contents list three tables; 政府性基金预算支出表 stands with its title but without rules below "
            "the ruled one, the third without rules on a page of its own under a shorter title"
        ),
        unread=True,
    )
    entries = [("1．部门支出总表", 2), ("2．政府性基金预算支出表", 2), ("3．国有资本经营预算支出情况表", 3)]
    _contents(sheet, "2026年澜河市体育局部门预算", entries)
    y = sheet.head(800, "部门支出总表", "", "单位：万元")
    y = _by_function(sheet, y, "2070101b 2080502b 2101102b 2210201b")
    sheet.text(297, y - 40, "政府性基金预算支出表", 13, "c")
    sheet.text(545, y - 60, "单位：万元", 9, "r")
    rows = [
        ["科目", "合计", "项目支出"],
        ["彩票公益金安排的支出", "312.40", "312.40"],
        ["合计", "312.40", "312.40"],
    ]
    sheet.table(50, y - 66, [255, 120, 120], rows, money=(1, 2), rules="none")
    sheet.next_page()
    sheet.text(297, 800, "国有资本经营预算支出表", 13, "c")
    sheet.text(545, 780, "单位：万元", 9, "r")
    rows = [["科目", "合计"], ["国有企业改革成本支出", "58.00"], ["合计", "58.00"]]
    sheet.table(50, 774, [345, 150], rows, money=(1,), rules="none")
    return sheet.save()


@made
def listed_but_nowhere() -> Case:
    sheet = PdfCase(
        "listed_but_nowhere",
        KIND_OF_LISTED,
        "contents list four tables; 国有资本经营预算支出表 is nowhere and no figure is unread",
        absent=["国有资本经营预算支出表"],
    )
    entries = [
        ("表一　部门支出总表", 2),
        ("表二　一般公共预算支出表", 3),
        ("表三　国有资本经营预算支出表", 4),
        ("表四　“三公”经费支出表", 4),
    ]
    _contents(sheet, "2026年澜河市体育中心单位预算", entries)
    rows = [FUNCTIONAL_HEADER, *print_rows(functional_rows(functional_items(sheet, "2070101b 2080502b")))]
    for title in ("部门支出总表", "一般公共预算支出表"):
        y = sheet.head(800, title, "", "单位：万元")
        sheet.table(50, y, WIDTHS, rows, money=(2, 3, 4))
        sheet.next_page()
    y = sheet.head(800, "“三公”经费支出表", "", "单位：万元")
    sheet.table(50, y, [99] * 5, [_THREE, ["6.10", "0.00", "1.10", "0.00", "5.00"]], money=range(5))
    return sheet.save()


@made
def listed_figures_without_title() -> Case:
    sheet = PdfCase(
        "listed_figures_without_title",
        KIND_OF_LISTED,
        (
            "contents list 部门收入总表, whose page bears no title but unruled figures; the two "
            "others stand ruled"
        ),
        unread=True,
    )
    entries = [("表1 部门收入总表", 2), ("表2 部门支出总表", 3), ("表3 “三公”经费支出表", 4)]
    _contents(sheet, "澜河市少年宫2026年度单位预算", entries)
    sheet.text(545, 780, "单位：万元", 9, "r")
    rows = [
        ["收入项目", "本年预算"],
        ["财政拨款收入", "640.25"],
        ["事业收入", "118.00"],
        ["本年收入合计", "758.25"],
    ]
    sheet.table(50, 774, [345, 150], rows, money=(1,), rules="none")
    sheet.next_page()
    y = sheet.head(800, "部门支出总表", "", "单位：万元")
    _by_function(sheet, y, "2070109m 2080502b")
    sheet.next_page()
    y = sheet.head(800, "“三公”经费支出表", "", "单位：万元")
    sheet.table(50, y, [99] * 5, [_THREE, ["6.10", "0.00", "1.10", "0.00", "5.00"]], money=range(5))
    return sheet.save()

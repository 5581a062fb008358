"""Tables over page breaks: what is joined and what stays apart."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from budgetkit.indicators import read_indicators
from budgetkit.lines import tidy_lines
from budgetkit.tables import recognise
from budgetkit.tables.column_edges import edges_of
from tests.tables_on_paper import document, grid, line
from tests.tables_over_pages import (
    FIRST,
    HEADER,
    ROWS,
    SECOND,
    TITLE,
    assert_whole,
    draw,
    joined,
    shown,
)

# Headers at the break


@pytest.mark.parametrize(
    "again",
    [
        "",
        HEADER,
        "科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费 | 项目支出",
        "| | | 人员经费 | 公用经费 |",
        "科 目 编 码 | 科目名称 | 合 计 | 基本支出 | < | 项目支出\n^ | ^ | ^ | 人员经费 | 公用经费 | ^",
    ],
    ids=["none", "whole", "lowest row over merged cells", "lowest row alone", "spaced"],
)
def test_a_header_printed_again_is_dropped(again):
    assert_whole(joined(grid(draw(again, SECOND), page=2, top=60)))


@pytest.mark.parametrize("numbered", [True, False])
def test_column_numbers_alone_may_be_printed_again(numbered):
    numbers = "栏次 | | 1 | 2 | 3 | 4"
    first = grid(draw(HEADER, numbers if numbered else "", FIRST))
    again = numbers if numbered else HEADER
    (table,) = joined(grid(draw(again, SECOND), page=2, top=60), first=first)
    assert [row.split("|")[0] for row in shown(table)] == ROWS


@pytest.mark.parametrize(
    ("first", "second"),
    [("2031年预算数", "本年预算数"), ("2031年预算数", "2031年度预算数"), ("本年预算数", "2031年预算数")],
)
def test_a_header_printed_again_may_word_the_year_otherwise(first, second):
    table = draw(f"科目编码 | 科目名称 | {first}", "2011301 | 行政运行 | 6.00")
    more = draw(f"科目编码 | 科目名称 | {second}", "2011302 | 一般行政管理事务 | 7.00")
    (table,) = joined(grid(more, page=2), first=grid(table))
    assert shown(table) == ["2011301|行政运行|6.00", "2011302|一般行政管理事务|7.00"]


def test_a_header_of_another_year_begins_another_table():
    table = draw("科目编码 | 科目名称 | 2031年预算数", "2011301 | 行政运行 | 6.00")
    tables = joined(grid(table.replace("2031", "2030"), page=2), first=grid(table))
    assert [[found.fiscal_year for found in tidy_lines(table)] for table in tables] == [[2031], [2030]]


@pytest.mark.parametrize("again", ["", HEADER])
def test_a_header_alone_at_the_foot_of_a_page_heads_the_rows_of_the_next(again):
    assert_whole(joined(grid(draw(again, FIRST, SECOND), page=2), first=grid(HEADER)))


def test_the_two_rows_of_a_header_may_stand_on_two_pages():
    first = grid("科目编码 | 科目名称 | 合计 | 基本支出 | < | 项目支出")
    second = draw("| | | 人员经费 | 公用经费 |", FIRST, SECOND)
    table = assert_whole(joined(grid(second, page=2), first=first))
    assert table.columns[4].path == ("基本支出", "公用经费")
    merged = grid("科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出", widths=[60, 60, 60, 120, 60])
    assert_whole(joined(grid(second, page=2), first=merged))


def test_a_header_row_cut_by_the_break_is_rejoined():
    first = grid("科目 | 科目 | 合计 | 基本 | 项目")
    second = grid("编码 | 名称 | | 支出 | 支出\n2011301 | 行政运行 | 9.00 | 4.00 | 5.00", page=2)
    (table,) = joined(second, first=first)
    assert [column.role for column in table.columns] == [
        "functional_code",
        "functional_name",
        *["amount"] * 3,
    ]
    assert [(found.nature, found.printed) for found in tidy_lines(table)] == [
        ("", "9.00"),
        ("basic", "4.00"),
        ("project", "5.00"),
    ]
    assert [repair.kind for repair in table.repairs] == ["header_rejoined"]


def test_a_label_cut_beside_the_lower_row_of_the_header_is_rejoined():
    first = grid("项目名称 | 合计 | 本年拨款 | < | 财政专户管理资")
    again = "项目名称 | 合计 | 本年拨款 | < | 财政专户管理资金\n^ | ^ | 一般公共预算 | 政府性基金预算 | ^"
    second = grid("| | 一般公共预算 | 政府性基金预算 | 金\n甲项目 | 9.00 | 4.00 | | 5.00", page=2)
    third = grid(f"{again}\n乙项目 | 7.00 | | 7.00 |", page=3)
    (table,) = joined(second, third, first=first)
    assert [column.label for column in table.columns] == [
        "项目名称",
        "合计",
        "本年拨款 / 一般公共预算",
        "本年拨款 / 政府性基金预算",
        "财政专户管理资金",
    ]
    assert [found.printed for found in tidy_lines(table)] == ["9.00", "4.00", "5.00", "7.00", "7.00"]


# Lines between the pages


@pytest.mark.parametrize(
    "between",
    [
        [],
        ["续表"],
        ["（续上表）"],
        ["2031年部门支出预算总表（续）"],
        ["2031年部门支出预算总表（续表1）", "单位：万元"],
        ["2031年部门支出预算总表", "部门：某市某局\t单位：万元"],
        ["续表", "单位：万元"],
        ["部门：某市某局\t单位：万元"],
        ["第 2 页 共 9 页"],
        ["第2页，共9页"],
    ],
    ids=str,
)
@pytest.mark.parametrize("again", ["", HEADER], ids=["no header", "header"])
def test_marks_of_a_continuation_do_not_part_a_table(between, again):
    lines = [line(text, page=2, top=30 + 10 * place) for place, text in enumerate(between)]
    assert_whole(joined(*lines, grid(draw(again, SECOND), page=2, top=90)))


@pytest.mark.parametrize(
    "between",
    [
        ["2031年一般公共预算支出表", "单位：万元"],
        ["单位：元"],
        ["2030年部门支出预算总表"],
        ["部门：某市另一局\t单位：万元"],
        ["二、2031年部门支出预算总表"],
        ["某市某局2031年支出情况的说明如下。"],
    ],
    ids=str,
)
def test_any_other_line_parts_two_tables(between):
    lines = [line(text, page=2, top=30 + 10 * place) for place, text in enumerate(between)]
    above = (line("一、2031年部门支出预算总表", top=40), TITLE[1]) if "二、" in between[0] else TITLE
    tables = joined(*lines, grid(draw(HEADER, SECOND), page=2, top=90), above=above)
    assert [shown(table)[0][:7] for table in tables] == ["2011301", "2101101"]


def test_a_running_head_on_two_pages_does_not_part_a_table():
    head = line("某市某局2031年部门预算公开", top=20)
    again = replace(head, page=2)
    assert_whole(joined(again, grid(draw(SECOND), page=2, top=60), above=(head, *TITLE)))


def test_a_second_grand_total_begins_another_table():
    first = draw(HEADER, "| 合计 | 68.00 | 58.00 | 10.00 |", FIRST)
    second = draw("| 合计 | 32.00 | 2.00 | | 30.00", SECOND)
    assert len(joined(grid(draw(HEADER, second), page=2), first=grid(first))) == 2
    assert len(joined(grid(second, page=2), first=grid(first))) == 2


# Titles


def test_several_tables_on_one_page_have_their_own_titles_and_units():
    tables = recognise(
        document(
            *TITLE,
            grid(draw(HEADER, FIRST)),
            line("2031年“三公”经费支出表", top=300),
            line("单位：元", top=320),
            grid("因公出国（境）费 | 公务用车购置及运行费 | 公务接待费\n1.00 | 2.00 | 3.00", top=340),
            line("2031年收入预算总表", top=500),
            line("金额单位：万元", top=520),
            grid("项目 | 金额\n一、财政拨款 | 9.00", top=540),
        )
    )
    assert [(table.title, table.amount_unit, table.kind) for table in tables] == [
        ("2031年部门支出预算总表", "万元", "expenditure_by_function"),
        ("2031年三公经费支出表", "元", "three_public_table"),
        ("2031年收入预算总表", "万元", "revenue_by_source"),
    ]


@pytest.mark.parametrize("page", [1, 2])
def test_two_tables_under_one_title_share_title_and_unit(page):
    revenue = "收入项目 | 金额\n一、财政拨款 | 9.00\n收入合计 | 9.00"
    expenditure = "支出项目 | 金额\n一、基本支出 | 4.00\n二、项目支出 | 5.00\n支出合计 | 9.00"
    above = line("2031年收支预算表", top=40), line("单位：万元", top=60)
    tables = recognise(document(*above, grid(revenue), grid(expenditure, page=page, top=400)))
    assert [(table.title, table.amount_unit) for table in tables] == [("2031年收支预算表", "万元")] * 2
    assert [[found.printed for found in tidy_lines(table)] for table in tables] == [
        ["9.00", "9.00"],
        ["4.00", "5.00", "9.00"],
    ]


def test_a_table_after_a_sentence_takes_no_title_from_the_table_before():
    tables = joined(line("下表列出车辆。", page=2), grid("车辆 | 数量\n轿车 | 2", page=2))
    assert [table.title for table in tables] == ["2031年部门支出预算总表", ""]


# Column edges


def test_a_merged_label_may_take_columns_away():
    first = grid("项目名称 | < | 金额\n甲资金 | 小计 | 3.00\n^ | 其中一项 | 1.00")
    narrow = grid("收入合计 | 7.00", page=2, widths=[120, 60])
    (table,) = joined(narrow, first=first, above=(line("收入预算总表"), line("单位：万元")))
    assert [found.printed for found in tidy_lines(table)] == ["3.00", "1.00", "7.00"]


def test_a_label_column_divided_on_the_next_page_keeps_the_amounts_in_place():
    second = grid("三、丙 | 小计 | 4.00\n^ | 其中一项 | 2.00", page=2, widths=[50, 70, 60])
    first = grid("项目名称 | 金额\n一、甲 | 3.00\n二、乙 | 1.00", widths=[120, 60])
    (table,) = joined(second, first=first, above=(line("收入预算总表"), line("单位：万元")))
    assert [(found.printed, found.column) for found in tidy_lines(table)] == [
        ("3.00", 2),
        ("1.00", 2),
        ("4.00", 2),
        ("2.00", 2),
    ]


def test_figures_under_two_merged_amount_columns_are_not_placed_by_guessing():
    second = grid("2101101 | 行政单位医疗 | 2.00 | 2.00 |", page=2, widths=[60, 60, 60, 120, 60])
    tables = joined(second)
    assert [len(tidy_lines(table)) for table in tables] == [5, 2]
    assert [table.title for table in tables] == ["2031年部门支出预算总表"] * 2
    assert tables[1].notes == ["title printed once, over the table before"]
    # a label or a blank in the merged cell places nothing, so the rows go on
    blank = grid("2101101 | 行政单位医疗 | 2.00 | | 2.00", page=2, widths=[60, 60, 60, 120, 60])
    (table,) = joined(blank)
    assert [found.nature for found in tidy_lines(table)][-2:] == ["", "project"]


def test_other_columns_make_another_table_with_the_title():
    second = grid("2101101 | 行政单位医疗 | 2.00", page=2, widths=[90, 120, 150])
    tables = joined(second)
    assert [(table.title, len(table.columns)) for table in tables] == [
        ("2031年部门支出预算总表", 6),
        ("2031年部门支出预算总表", 3),
    ]


# Forms

FORM = """
项目名称 | 会展专项 | < | <
主管部门及代码 | 某局 105 | 实施单位 | 某中心
项目资金（万元） | 年度资金总额： | 9.00 | <
^ | 其中：财政拨款 | 8.00 | <
"""
INDICATORS = """
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 展会数量 | 20个
^ | 满意度指标 | 服务对象满意度指标 | 参展者满意度 | 95%
"""


@pytest.mark.parametrize("page", [1, 2])
def test_the_parts_of_a_form_with_other_columns_are_one_form(page):
    title = line("会展专项绩效目标表", top=40)
    parts = (
        grid(FORM, widths=[80, 90, 80, 110]),
        grid(INDICATORS, page=page, top=500, widths=[24, 66, 90, 120, 60]),
    )
    (table,) = recognise(document(title, *parts))
    assert (table.kind, table.amount_unit) == ("performance_project_form", "万元")
    assert [found.printed for found in tidy_lines(table)] == ["9.00", "8.00"]
    indicators, _ = read_indicators([table])
    assert [(one["level3"], one["printed"]) for one in indicators] == [
        ("展会数量", "20个"),
        ("参展者满意度", "95%"),
    ]


@pytest.mark.parametrize("first_row", ["", "部门名称 | 某局 | < | <"])
def test_the_next_form_without_a_title_is_another_form(first_row):
    one, other = draw(first_row, FORM), draw(first_row, FORM.replace("会展专项", "物业专项"))
    tables = recognise(document(line("绩效目标表", top=40), grid(one), grid(other, page=2)))
    assert [len(tidy_lines(table)) for table in tables] == [2, 2]
    assert [table.title for table in tables] == ["绩效目标表"] * 2


# Tables printed sideways


def turned(one, way: int):
    """A grid with its boxes where they lie when the page was printed down (1), headlong (2) or up (3)."""

    def lay(box):
        x0, y0, x1, y1 = box
        return {1: (800 - y1, x0, 800 - y0, x1), 2: (600 - x1, 800 - y1, 600 - x0, 800 - y0)}.get(
            way, (y0, 600 - x1, y1, 600 - x0)
        )

    cells = tuple(cell._replace(bbox=lay(cell.bbox)) for cell in one.cells)
    return replace(one, bbox=lay(one.bbox), cells=cells)


@pytest.mark.parametrize("way", [1, 2, 3])
def test_the_columns_of_a_table_printed_sideways_are_told_along_its_rows(way):
    widths = [40.0, 90.0, 60.0, 50.0, 50.0, 70.0]
    upright = grid(draw(HEADER, FIRST), widths=widths)
    steps = [after - before for before, after in pairwise(edges_of(turned(upright, way)))]
    assert steps == pytest.approx(widths)
    assert edges_of(replace(turned(upright, way), cells=())) == []


@pytest.mark.parametrize("way", [1, 2, 3])
def test_a_table_printed_sideways_goes_on_over_the_page_break(way):
    # on the second page nothing parts the last two columns
    second = grid("2101101 | 行政单位医疗 | 2.00 | 2.00 | ", 2, 60, [60, 60, 60, 60, 120])
    (upright,) = joined(second)
    (sideways,) = joined(turned(second, way), first=turned(grid(draw(HEADER, FIRST)), way))
    assert shown(sideways) == shown(upright) and len(shown(upright)) == 3

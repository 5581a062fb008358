"""Recognition: titles, units, joins over pages, headers, kinds, states, contents."""

from __future__ import annotations

import pytest

from budgetkit.tables import recognise
from budgetkit.tables.header import header_row_count
from budgetkit.tables.heading import bare_title, says_empty
from tests.tables_on_paper import document, grid, line

EXPENDITURE = """
科目编码 | < | < | 科目名称 | 合计 | 基本支出 | < | 项目支出
类 | 款 | 项 | ^ | ^ | 人员经费 | 公用经费 | ^
201 | | | 一般公共服务支出 | 90.00 | 50.00 | 10.00 | 30.00
201 | 13 | | 商贸事务 | 90.00 | 50.00 | 10.00 | 30.00
201 | 13 | 01 | 行政运行 | 60.00 | 50.00 | 10.00 |
"""
MORE = """
201 | 13 | 99 | 其他商贸事务支出 | 30.00 | | | 30.00
合计 | < | < | < | 90.00 | 50.00 | 10.00 | 30.00
"""


def only(*blocks):
    (table,) = recognise(document(*blocks))
    return table


def test_title_unit_kind_and_columns():
    table = only(
        line("2031年部门支出预算总表", top=40), line("部门：某市某局\t单位：万元", top=60), grid(EXPENDITURE)
    )
    assert (table.title, table.amount_unit, table.kind) == (
        "2031年部门支出预算总表",
        "万元",
        "expenditure_by_function",
    )
    assert table.header_rows == 2
    assert [column.role for column in table.columns[:4]] == [
        "functional_level_1",
        "functional_level_2",
        "functional_level_3",
        "functional_name",
    ]
    assert [column.nature for column in table.columns[4:]] == [
        "",
        "basic/personnel",
        "basic/operating",
        "project",
    ]
    assert table.columns[5].path == ("基本支出", "人员经费")
    assert (table.fiscal_year, table.phase) == (2031, "approved")


def test_a_table_goes_on_over_the_page_without_a_title():
    blocks = [
        line("2031年部门支出预算总表", top=40),
        line("单位：万元"),
        grid(EXPENDITURE),
        line("— 7 —", top=800),
        grid(MORE, page=2, top=60),
    ]
    table = only(*blocks)
    assert table.pages == (1, 2)
    assert len(table.rows) == 7
    assert table.text(6, 0) == "合计"
    assert table.rows[5][4].page == 2


def test_a_repeated_header_is_dropped_and_a_shifted_frame_joined():
    again = EXPENDITURE.strip().splitlines()[:2] + MORE.strip().splitlines()
    second = grid("\n".join(again), page=2, top=60)
    moved = [
        type(cell)(
            cell.row,
            cell.column,
            cell.text,
            cell.row_span,
            cell.column_span,
            (cell.bbox[0] + 9, cell.bbox[1], cell.bbox[2] + 9, cell.bbox[3]),
            2,
        )
        for cell in second.cells
    ]
    second = type(second)(2, second.rows, second.columns, tuple(moved))
    table = only(line("支出预算总表"), grid(EXPENDITURE), second)
    assert len(table.rows) == 7


def test_a_title_between_two_frames_keeps_them_apart():
    tables = recognise(
        document(
            line("支出预算总表"),
            grid(EXPENDITURE),
            line("一般公共预算支出表", page=2, top=40),
            grid(EXPENDITURE, page=2),
        )
    )
    assert [table.kind for table in tables] == [
        "expenditure_by_function",
        "general_public_expenditure_by_function",
    ]


def test_merged_labels_may_hide_rules_on_the_next_page():
    first = grid("项目名称 | < | 金额\n甲资金 | 小计 | 3.00\n^ | 其中一项 | 1.00")
    second = grid("乙资金 | < | 4.00", page=2, widths=[60, 60, 60])
    table = only(line("收入预算总表"), line("单位：万元"), first, second)
    assert table.pages == (1, 2) and len(table.columns) == 3
    narrow = grid("合计 | 7.00", page=2, widths=[120, 60])
    assert only(line("收入预算总表"), line("单位：万元"), first, narrow).rows[3][2].text == "7.00"


def test_kind_is_decided_by_the_header_when_two_tables_share_a_title():
    economic = """
部门预算经济分类 | < | < | 政府预算经济分类 | < | < | 合计 | 基本支出 | 项目支出
类 | 款 | 科目名称 | 类 | 款 | 科目名称 | ^ | ^ | ^
301 | 01 | 基本工资 | 501 | 01 | 工资奖金津补贴 | 5.00 | 5.00 |
"""
    title = line("一般公共预算支出情况表")
    assert only(title, line("单位：元"), grid(EXPENDITURE)).kind == "general_public_expenditure_by_function"
    table = only(title, line("单位：元"), grid(economic))
    assert table.kind == "expenditure_by_economic"
    assert table.columns[0].role == "department_economic_level_1"
    assert table.columns[5].role == "government_economic_name"


def test_a_two_sided_table_has_sides_and_directions():
    table = only(
        line("收支预算总表"),
        line("单位：万元"),
        grid(
            """
收入 | < | 支出 | <
项目 | 金额 | 项目 | 金额
一、财政拨款 | 9.00 | 一、基本支出 | 8.00
二、其他收入 | | 二、项目支出 | 1.00
收入总计 | 9.00 | 支出总计 | 9.00
"""
        ),
    )
    assert table.kind == "revenue_expenditure_summary"
    assert [(column.side, column.direction) for column in table.columns] == [
        (0, "revenue"),
        (0, "revenue"),
        (1, "expenditure"),
        (1, "expenditure"),
    ]


@pytest.mark.parametrize(
    ("note", "state"),
    [
        ("注：本单位无政府性基金预算安排的支出，本表为空。", "empty_with_note"),
        ("", "empty"),
        ("注：数据四舍五入。", "empty"),
    ],
)
def test_an_empty_table_is_a_zero_only_with_a_note(note, state):
    empty = "科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出\n | | | | \n | 合计 | | |"
    after = [line(note, top=300)] if note else []
    table = only(line("政府性基金预算支出表"), line("单位：万元"), grid(empty), *after)
    assert (table.kind, table.state) == ("government_managed_funds_expenditure", state)


def test_tables_of_the_contents_that_are_missing_are_absent():
    contents = [
        line(text, top=60 + 20 * place)
        for place, text in enumerate(
            ["目录", "一、部门收入总体情况表", "二、部门支出总体情况表", "三、政府性基金预算支出情况表"]
        )
    ]
    tables = recognise(
        document(
            *contents, line("部门支出总体情况表", page=2), line("单位：元", page=2), grid(EXPENDITURE, page=2)
        )
    )
    assert [(table.table_id, table.state) for table in tables] == [
        ("t01", "absent"),
        ("t02", "present"),
        ("t03", "absent"),
    ]
    assert [table.kind for table in tables] == [
        "revenue_by_source",
        "expenditure_by_function",
        "government_managed_funds_expenditure",
    ]


def test_a_missing_unit_is_lent_only_by_recurring_figures():
    unknown = grid(EXPENDITURE.replace("0.00", "1.37"), page=2)
    same = recognise(
        document(
            line("支出预算总表"),
            line("单位：元"),
            grid(EXPENDITURE.replace("0.00", "1.37")),
            line("一般公共预算支出表", page=2),
            unknown,
        )
    )
    assert [table.amount_unit for table in same] == ["元", "元"]
    other = grid(EXPENDITURE.replace("0.00", "7.11"), page=2)
    apart = recognise(
        document(
            line("支出预算总表"),
            line("单位：元"),
            grid(EXPENDITURE),
            line("一般公共预算支出表", page=2),
            other,
        )
    )
    assert [table.amount_unit for table in apart] == ["元", ""]


def test_an_unknown_table_is_kept_as_other():
    table = only(line("某某情况表"), grid("甲 | 乙\n丙 | 丁"))
    assert table.kind == "other"


def test_column_numbers_belong_to_the_header():
    rows = [[*row] for row in _rows("项目 | 合计 | 基本支出\n栏次 | 1 | 2\n甲 | 3.00 | 3.00")]
    assert header_row_count(rows) == 2


def _rows(drawing):
    made = grid(drawing)
    rows = [[None] * made.columns for _ in range(made.rows)]
    for cell in made.cells:
        rows[cell.row][cell.column] = cell
    return rows


def test_titles_are_compared_without_numbering_year_and_publisher():
    assert bare_title("公开 07 表：一般公共预算支出预算表") == "一般公共预算支出预算表"
    assert bare_title("3．2025年部门支出预算总表") == "部门支出预算总表"


@pytest.mark.parametrize(
    "text", ["本表为空表", "我单位无国有资本经营预算支出", "没有使用政府性基金安排的支出"]
)
def test_notes_that_say_empty(text):
    assert says_empty(text)


def test_slivers_at_the_edge_of_a_continuation_are_no_columns():
    first = grid("项目名称 | 科目编码 | 金额\n甲 | 2010101 | 3.00")
    framed = grid(" | 乙 | 2010102 | 4.00 | ", page=2, widths=[6, 60, 60, 60, 6])
    moved = [
        type(cell)(
            0,
            cell.column,
            cell.text,
            1,
            1,
            (cell.bbox[0] - 6, cell.bbox[1], cell.bbox[2] - 6, cell.bbox[3]),
            2,
        )
        for cell in framed.cells
    ]
    table = only(line("支出预算总表"), line("单位：万元"), first, type(framed)(2, 1, 5, tuple(moved)))
    assert [cell.text for cell in table.rows[2]] == ["乙", "2010102", "4.00"]


def test_a_wrapped_department_name_does_not_hide_the_title():
    table = only(
        line("2031年支出预算总表", top=20),
        line("部门：某省某某某某", top=40),
        line("单位：万元", top=50),
        line("某某办公厅", top=60),
        grid(EXPENDITURE),
    )
    assert table.title == "2031年支出预算总表"


def test_what_the_reader_mended_is_told_by_row_of_the_joined_table():
    first = grid(EXPENDITURE, mended=((3, "codes_split", "20113", "201 | 13", "the header has two columns"),))
    again = "\n".join([*EXPENDITURE.strip().splitlines()[:2], *MORE.strip().splitlines()])
    second = grid(
        again, page=2, mended=((0, "header_rejoined", "", "", ""), (2, "codes_split", "a", "b", "c"))
    )
    table = only(line("支出预算总表"), first, second)
    assert [(repair.table_id, repair.row, repair.kind) for repair in table.repairs] == [
        ("t01", 3, "codes_split"),
        ("t01", 5, "codes_split"),
    ]


def test_a_group_of_the_contents_is_no_table():
    entries = [
        "目录",
        "第一部分 概况",
        "第二部分 某区某部2031年度部门决算表",
        "一、收入决算表",
        "二、支出决算表",
    ]
    entries += ["三、财政拨款收入支出决算总表", "第三部分 说明"]
    contents = [line(text, top=60 + 20 * place) for place, text in enumerate(entries)]
    tables = recognise(document(*contents, line("支出决算表", page=2), grid(EXPENDITURE, page=2)))
    assert [(table.title, table.state) for table in tables] == [
        ("收入决算表", "absent"),
        ("支出决算表", "present"),
        ("财政拨款收入支出决算总表", "absent"),
    ]


def test_a_total_inside_the_header_takes_no_role_from_codes_and_names():
    table = only(
        line("政府性基金预算财政拨款收入支出决算表"),
        line("单位：万元"),
        grid(
            """
项目 | < | 年初结转和结余 | 本年收入 | 本年支出 | < | < | 年末结转和结余
功能分类科目编码 | 科目名称 | ^ | ^ | 小计 | 基本支出 | 项目支出 | ^
合计 | < | | | 合计 | 基本支出 | 项目支出 |
| | | | | | |
"""
        ),
    )
    assert [column.role for column in table.columns] == [
        "functional_code",
        "functional_name",
        *["amount"] * 6,
    ]
    assert table.columns[3].direction == "revenue"
    assert {column.side for column in table.columns} == {0}


@pytest.mark.parametrize(
    ("blocks", "year"),
    [
        (["2030年完成", "比2030年增加", "(2031年度)"], 2031),
        (["2030年完成", "2030年增加", "2031年计划"], None),
        (["2031年计划"], 2031),
        ([], None),
    ],
)
def test_the_year_is_not_the_one_printed_most_often(blocks, year):
    cover = ["某局预算", "地址", "电话", "目录", "概况", "职责", "机构"]
    lines = [line(text, top=10 + 15 * place) for place, text in enumerate([*cover, *blocks])]
    assert only(*lines, line("支出表", top=200), grid(EXPENDITURE, top=300)).fiscal_year == year


def test_the_year_of_a_document_may_stand_over_its_columns_alone():
    drawing = "科目编码 | 科目名称 | 2030年预算数 | 2031年预算数\n2011301 | 行政运行 | 5.00 | 6.00"
    table = only(line("支出表"), line("2030年完成", top=70), grid(drawing))
    assert table.fiscal_year == 2031
    assert [column.fiscal_year for column in table.columns[2:]] == [2030, 2031]

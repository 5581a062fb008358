"""Rows without codes and numbers: when they are parts of the row above them, and when nothing shows it."""

from __future__ import annotations

import pytest

from budgetkit.lines import tidy_lines
from budgetkit.rows import read_rows
from budgetkit.tables import recognise
from tests.tables_on_paper import document, grid, line


def table_of(title, drawing, unit="万元"):
    (table,) = recognise(document(line(title, top=40), line(f"单位：{unit}"), grid(drawing)))
    return table


def shown(title, drawing):
    """Item, kind and parent of each row."""
    return [(row.item, row.row_kind, row.parent) for row in read_rows(table_of(title, drawing)).values()]


PROJECTS = "项目名称 | 合计 | 一般公共预算 | 单位资金"


def test_a_unit_over_its_projects_is_their_sum():
    rows = [
        "合计 | 9.00 | 7.00 | 2.00",
        "甲局 | 9.00 | 7.00 | 2.00",
        "甲项目 | 5.00 | 5.00 |",
        "乙项目 | 4.00 | 2.00 | 2.00",
    ]
    found = shown("项目支出预算表", "\n".join([PROJECTS, *rows]))
    assert found[1:] == [("甲局", "subtotal", None), ("甲项目", "item", 2), ("乙项目", "item", 2)]
    names = [
        row.project_name
        for row in read_rows(table_of("项目支出预算表", "\n".join([PROJECTS, *rows]))).values()
    ]
    assert names == ["", "", "甲项目", "乙项目"]


def test_units_in_turn_and_a_class_below_the_department():
    found = shown(
        "项目支出预算表",
        f"""
{PROJECTS}
合计 | 12.00 | 12.00 |
甲局 | 12.00 | 12.00 |
本级项目 | 12.00 | 12.00 |
甲所 | 5.00 | 5.00 |
甲项目 | 5.00 | 5.00 |
乙所 | 7.00 | 7.00 |
乙项目 | 3.00 | 3.00 |
丙项目 | 4.00 | 4.00 |
""",
    )
    assert [parent for _, _, parent in found] == [None, None, 2, 3, 4, 3, 6, 6]


@pytest.mark.parametrize(
    "rows",
    [
        ["合计 | 9.00 | 9.00 |", "甲项目 | 5.00 | 5.00 |", "乙项目 | 4.00 | 4.00 |"],
        ["合计 | 9.00 | 9.00 |", "甲项目 | 9.00 | 9.00 |", "乙项目 | | |"],
        ["合计 | 9.00 | 9.00 |", "甲项目 | 5.00 | 5.00 |", "乙项目 | 3.00 | 3.00 |"],
        ["合计 | 9.00 | 9.00 |", "甲局 | 9.00 | 9.00 |", "甲项目 | 5.00 | 5.00 |", "乙项目 | 3.00 | 3.00 |"],
    ],
    ids=["a list", "one project", "a sum that fails", "a unit whose sum fails"],
)
def test_a_list_that_its_sums_do_not_part_stays_a_list(rows):
    assert {parent for _, _, parent in shown("项目支出预算表", "\n".join([PROJECTS, *rows]))} == {None}


def test_natures_below_a_number_are_parts_even_where_they_do_not_add_up():
    drawing = """
项目 | 2031年预算
一、基本支出 | 9.00
工资福利支出 | 5.00
商品和服务支出 | 3.00
二、项目支出 | 1.00
支出总计 | 10.00
"""
    found = shown("支出总体情况表", drawing)
    assert [parent for _, _, parent in found] == [None, 1, 1, None, None]
    natures = [line.nature for line in tidy_lines(table_of("支出总体情况表", drawing))]
    assert natures[:4] == ["basic", "basic/personnel/wages", "basic/operating/goods_and_services", "project"]


SUMMARY = """
收入 | < | 支出 | <
项目 | 金额 | 项目 | 金额
一、一般公共预算 | 9.00 | 一、教育支出 | 9.00
专项收入 | {} | |
行政事业性收费 | 2.00 | |
二、事业收入 | 1.00 | 二、其他支出 | 1.00
收入总计 | 10.00 | 支出总计 | 10.00
"""


@pytest.mark.parametrize(("figure", "kind"), [("7.00", "item"), ("3.00", "of_which")])
def test_some_kinds_of_revenue_below_a_budget_are_of_which_unless_they_exhaust_it(figure, kind):
    rows = read_rows(table_of("收支总表", SUMMARY.format(figure)))
    parts = [row for (_, side), row in rows.items() if side == 0 and row.parent is not None]
    assert [(row.item, row.row_kind, row.fund) for row in parts] == [
        ("专项收入", kind, "general_public_budget/non_tax"),
        ("行政事业性收费", kind, "general_public_budget/non_tax"),
    ]


def test_what_is_counted_is_no_money_even_below_its_heading():
    table = table_of(
        "机构运行信息表",
        """
项目 | 预算数 | 决算数
一、“三公”经费支出 | 6.00 | 5.00
1.因公出国（境）费 | 0.00 | 0.00
2.公务用车购置及运行维护费 | 4.00 | 3.00
3.公务接待费 | 2.00 | 2.00
二、车辆情况（辆） | — | 5
1.机要通信用车 | — | 2
2.购车支出（万元） | — | 1.00
三、国内公务接待人次（人） | — | 96
""",
    )
    lines = [(found.item, found.printed) for found in tidy_lines(table) if found.column == 2]
    assert lines[4:] == [("购车支出(万元)", "1.00")]


def test_a_row_that_is_a_year_dates_its_figures():
    table = table_of(
        "“三公”经费支出预算表",
        """
年度 | 合计 | 因公出国（境）费 | 公务接待费 | 公务用车购置及运行费
2030年决算数 | 9.00 | 1.00 | 2.00 | 6.00
2031年预算数 | 8.00 | 1.00 | 2.00 | 5.00
""",
    )
    found = {(line.fiscal_year, line.phase) for line in tidy_lines(table)}
    assert found == {(2030, "executed"), (2031, "approved")}

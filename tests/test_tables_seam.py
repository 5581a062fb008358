"""Rows at a page break: cut in two, printed again, merged over it, or whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from budgetkit.lines import tidy_lines
from budgetkit.text import read_label
from tests.tables_on_paper import grid, line
from tests.tables_over_pages import FIRST, HEADER, SECOND, TITLE, assert_whole, draw, joined, shown

# Rows at the break


@pytest.mark.parametrize(
    ("upper", "lower", "label"),
    [
        ("2210203 | 住房改革支 | 5.00 | 5.00 | |", "| 出 | | | |", "住房改革支出"),
        (
            "2080505 | 机关事业单位基本养 | 5.00 | 5.00 | |",
            "| 老保险缴费支出 | | | |",
            "机关事业单位基本养老保险缴费支出",
        ),
        ("2130399 | 其他水利支出（含 | 5.00 | 5.00 | |", "| 上年结转） | | | |", "其他水利支出(含上年结转)"),
        ("2080505 | | 5.00 | 5.00 | |", "| 机关养老缴费 | | | |", "机关养老缴费"),
        ("2080505 | 机关养老缴费 | | | |", "| | 5.00 | 5.00 | |", "机关养老缴费"),
        ("2080 | 机关养老缴费 | 5.00 | 5.00 | |", "505 | | | | |", "机关养老缴费"),
        ("2080505 | 机关养老缴费 | 5. | 5. | |", "| | 00 | 00 | |", "机关养老缴费"),
    ],
    ids=["word", "official name", "bracket", "label below", "figures below", "code", "figure"],
)
@pytest.mark.parametrize("again", ["", HEADER], ids=["no header", "header"])
def test_a_row_cut_by_the_break_is_one_row(upper, lower, label, again):
    first = grid(draw(HEADER, FIRST, upper))
    (table,) = joined(grid(draw(again, lower, SECOND), page=2), first=first)
    found = [one for one in tidy_lines(table) if one.row == table.header_rows + 2]
    assert [(one.item, one.printed.replace("\n", "")) for one in found] == [(label, "5.00")] * 2
    assert len(shown(table)) == 5 and len(tidy_lines(table)) == 5 + 2 + 4
    assert [(repair.kind, repair.row) for repair in table.repairs] == [
        ("row_rejoined", table.header_rows + 2)
    ]
    below = lower.split("|")[2].strip() == "5.00"
    assert {one.page for one in found} == {2 if below else 1}
    assert all(one.bbox for one in found)


SUMMARY = "项目 | 金额 | 项目 | 金额\n一、财政拨款 | 9.00 | 一、一般公共服务支出 | 9.00"
SUMMARY_TITLE = (line("2031年部门收支总表"), line("单位：万元", top=70))


@pytest.mark.parametrize(
    ("upper", "lower", "label"),
    [
        ("| | 八、社会保障和就 | 1.00", "| | 业支出 |", "社会保障和就业支出"),
        ("| | 十七、国土海洋气象等支 |", "| | 出 |", "国土海洋气象等支出"),
        ("当年收入 | 9.00 | 当年支出小计 | 9.00", "小计 | | |", "当年收入小计"),
        ("| | 二十二、灾害防治及 | 1.00", "| | 应急管理支出 |", "灾害防治及应急管理支出"),
    ],
)
def test_one_side_of_a_row_cut_by_the_break_is_rejoined(upper, lower, label):
    first = grid(draw("收入 | < | 支出 | <", SUMMARY, upper))
    second = grid(draw(lower, "收入总计 | 9.00 | 支出总计 | 9.00"), page=2)
    (table,) = joined(second, first=first, above=SUMMARY_TITLE)
    assert len(shown(table)) == 3
    assert label in shown(table)[1]
    assert [repair.kind for repair in table.repairs] == ["row_rejoined"]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("六、事业收入 | | 六、科学技术支出 |", "七、经营收入 | | 七、文化旅游体育与传媒支出 |"),
        ("| | 六、科学技术支出 |", "| | 七、文化旅游体育与传媒支出 |"),
        ("其他收入 | | |", "经营收入 | | |"),
        ("本年收入合计 | 9.00 | 本年支出合计 | 9.00", "使用非财政拨款结余 | | 结余分配 |"),
        ("专户管理教育收费 | | |", "其他非税收入 | | |"),
    ],
)
def test_rows_without_figures_stay_rows_of_their_own(upper, lower):
    first = grid(draw("收入 | < | 支出 | <", SUMMARY, upper))
    second = grid(draw(lower, "收入总计 | 9.00 | 支出总计 | 9.00"), page=2)
    (table,) = joined(second, first=first, above=SUMMARY_TITLE)
    assert len(shown(table)) == 4 and not table.repairs


@pytest.mark.parametrize(
    "lower",
    [
        "| 注：数据四舍五入。 | | | |",
        "221 | 住房保障支出 | | | |",
        "| 合计 | | | |",
        "| 出 | 3.00 | 3.00 | |",
        "2130399 | | 3.00 | 3.00 | |",
    ],
)
def test_a_row_of_its_own_below_the_break_is_not_rejoined(lower):
    upper = "2210203 | 住房改革支 | 5.00 | 5.00 | |"
    first = grid(draw(HEADER, FIRST, upper))
    (table,) = joined(grid(draw(lower, SECOND), page=2), first=first)
    assert len(shown(table)) == 6
    assert not table.repairs


def test_a_row_that_is_whole_at_the_break_takes_nothing_from_the_next_page():
    (table,) = joined(grid(draw("| 某项说明 | | | |", SECOND), page=2))
    assert shown(table)[1].startswith("2080505|机关事业单位基本养老保险缴费支出|8.00")


def test_a_project_name_cut_by_the_break_is_rejoined():
    header = "单位名称 | 项目名称 | 金额"
    rows = [f"某局 | 综合业务管理专项经\n费（{number}） | {number}.00" for number in (1, 2, 3)]
    made = replace_breaks(
        grid(draw(header, *(row.replace("\n", "@") for row in rows), "某局 | 大型会议保障专项 | 4.00"))
    )
    (table,) = joined(
        grid("| 资金 | \n某局 | 另一项目 | 5.00", page=2), first=made, above=(line("项目支出表"), TITLE[1])
    )
    assert shown(table)[3:] == ["某局|大型会议保障专项资金|4.00", "某局|另一项目|5.00"]


def replace_breaks(made):
    cells = tuple(cell._replace(text=cell.text.replace("@", "\n")) for cell in made.cells)
    return replace(made, cells=cells)


def test_a_row_printed_on_both_pages_counts_once():
    last = "2080505 | 机关事业单位基本养老保险缴费支出 | 8.00 | 8.00 | |"
    table = assert_whole(joined(grid(draw(HEADER, last, SECOND), page=2)))
    assert [repair.kind for repair in table.repairs] == ["row_repeated"]


def test_the_same_figure_with_another_label_is_another_row():
    rows = "乙项目 | 8.00\n丙项目 | 3.00"
    (table,) = joined(grid(rows, page=2), first=grid("项目名称 | 金额\n甲项目 | 8.00"))
    assert [found.printed for found in tidy_lines(table)] == ["8.00", "8.00", "3.00"]


@pytest.mark.parametrize("label", ["", "甲资金"])
def test_a_merged_label_goes_on_over_the_break(label):
    first = "项目类型 | 项目名称 | 金额\n甲资金 | 第一项 | 1.00\n^ | 第二项 | 2.00"
    second = f"{label} | 第三项 | 3.00\n^ | 第四项 | 4.00\n乙资金 | 第五项 | 5.00"
    (table,) = joined(grid(second, page=2), first=grid(first), above=(line("项目支出表"), TITLE[1]))
    found = tidy_lines(table)
    assert [one.project_type for one in found] == [*["甲资金"] * 4, "乙资金"]
    assert [one.printed for one in found] == ["1.00", "2.00", "3.00", "4.00", "5.00"]


def test_a_merged_figure_printed_again_with_its_label_counts_once():
    first = "单位名称 | 项目名称 | 金额\n某局 | 甲项目 | 6.00\n^ | 甲项目之二 | ^"
    second = "某局 | 甲项目之三 | 6.00\n^ | 甲项目之四 | ^"
    (table,) = joined(grid(second, page=2), first=grid(first), above=(line("项目支出表"), TITLE[1]))
    assert [found.printed for found in tidy_lines(table)] == ["6.00"]


@pytest.mark.parametrize(
    ("upper", "lower", "whole"),
    [
        ("1,234,5", "67.89", "1,234,567.89"),
        ("1,234.5", "6", "1,234.56"),
        ("1,234,567", ".89", "1,234,567.89"),
    ],
)
def test_figures_cut_inside_are_one_figure(upper, lower, whole):
    rows = "科目编码 | 科目名称 | 金额\n2011301 | 行政运行 | 9,876.00\n2011302 | 一般行政管理事务 | 5,432.10"
    first = grid(f"{rows}\n2080505 | 机关养老 | {upper}")
    (table,) = joined(grid(f"| 缴费 | {lower}\n2210201 | 住房公积金 | 1.00", page=2), first=first)
    found = tidy_lines(table)[2]
    assert (found.item, found.printed.replace("\n", "")) == ("机关养老缴费", whole)
    assert len(tidy_lines(table)) == 4


@pytest.mark.parametrize(("upper", "lower"), [("1,234.56", "7.00"), ("12.00", "3.40"), ("12", "34")])
def test_two_whole_figures_are_never_one(upper, lower):
    first = grid(f"项目名称 | 金额\n甲项目 | 9,876.00\n乙项目 | 5,432.10\n丙项目 | {upper}")
    (table,) = joined(grid(f"丁项目 | {lower}\n戊项目 | 1.00", page=2), first=first)
    assert [found.printed for found in tidy_lines(table)][2:] == [upper, lower, "1.00"]


def with_low_row(drawn, row, height=6.0):
    """The grid with one row so low that it is half a row at most; the rows below move up."""
    cells = []
    for cell in drawn.cells:
        x0, y0, x1, y1 = cell.bbox
        y0 -= (20 - height) * (cell.row > row)
        y1 -= (20 - height) * (cell.row + cell.row_span > row)
        cells.append(cell._replace(bbox=(x0, y0, x1, y1)))
    return replace(drawn, cells=tuple(cells))


BLANK = "| | | | |"


@pytest.mark.parametrize("above", [True, False], ids=["foot", "head"])
def test_the_blank_half_of_a_row_at_the_break_is_no_row(above):
    first, second = draw(HEADER, FIRST, *[BLANK] * above), draw(*[BLANK] * (not above), SECOND)
    upper = with_low_row(grid(first), 4) if above else grid(first)
    lower = grid(second, page=2) if above else with_low_row(grid(second, page=2), 0)
    assert_whole(joined(lower, first=upper))
    (table,) = joined(grid(second, page=2), first=grid(first))
    assert len(shown(table)) == 5, "a blank row as high as the others was printed as one"


@pytest.mark.parametrize(
    ("upper", "lower", "labels"),
    [
        ("一般公共预算拨", "款", ["本年收入", "一般公共预算拨款", "政府性基金"]),
        ("事业收入", "上年结转", ["本年收入", "事业收入", "上年结转", "政府性基金"]),
    ],
    ids=["piece", "label"],
)
def test_a_piece_without_number_or_meaning_ends_the_numbered_label_above_it(upper, lower, labels):
    wide = {"widths": [300.0, 60.0]}
    first = grid(f"收入 | <\n项目 | 金额\n一、本年收入 | 9.00\n（一）{upper} | 9.00", **wide)
    (table,) = joined(grid(f"{lower} |\n（二）政府性基金 |", page=2, **wide), first=first)
    assert [read_label(row[0].text).item for row in table.rows[table.header_rows :]] == labels

"""The ledger: every printed money figure is a line or stands in `unread`, and nothing else does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from click.testing import CliRunner

import budgetkit
from budgetkit.amounts import may_be_figure
from budgetkit.cli import main
from budgetkit.disclosure import understand
from budgetkit.ledger.figures import read_figures
from budgetkit.ledger.outside import unread_outside_tables
from budgetkit.model import SetAside
from tests.tables_on_paper import document, grid, line

SUMMARY = """
功能分类科目 | 合计 | 基本支出 | 项目支出
一般公共服务支出 | 9.00 | 6.00 | 3.00
教育支出 | {figure} | 4.00 | 1.00
合计 | 14.00 | 10.00 | 4.00
"""


def understood(*blocks, **changes):
    return understand(replace(document(*blocks), **changes), {})


def told(disclosure):
    return [(row.printed, row.reason) for row in disclosure.unread.itertuples()]


def sheet(figure="5.00", unit="单位：万元"):
    return line("支出预算总表", top=40), line(unit), grid(SUMMARY.format(figure=figure))


def test_a_sound_table_has_nothing_unread():
    disclosure = understood(*sheet())
    assert told(disclosure) == []
    assert disclosure.documents.unread_count[0] == 0


@pytest.mark.parametrize("figure", ["########", "#REF!", "1,2O4.00", "5印.00", "财务专用章5.00", "5.\ufffd0"])
def test_a_damaged_figure_is_told_and_counts_in_the_share(figure):
    disclosure = understood(*sheet(figure))
    reason = "unmapped_font" if "\ufffd" in figure else "unreadable_cell"
    assert told(disclosure) == [(figure, reason)]
    assert disclosure.unread.near[0] == "支出预算总表"
    row = disclosure.documents.iloc[0]
    assert row.unread_count == 1
    assert row.verified_share == pytest.approx(disclosure.lines.verified.sum() / 9)


def test_several_figures_of_one_cell_are_told_one_by_one():
    assert told(understood(*sheet("2.00 3.00"))) == [
        ("2.00", "several_in_one_cell"),
        ("3.00", "several_in_one_cell"),
    ]


def test_figures_without_a_unit_are_told():
    disclosure = understood(*sheet(unit="示例"))
    assert len(disclosure.lines) == 0
    assert {reason for _, reason in told(disclosure)} == {"no_unit"}
    assert len(disclosure.unread) == 9
    assert disclosure.documents.verified_share[0] == 0


def test_a_figure_without_a_unit_is_told_once_however_fine_it_is():
    fine = SUMMARY.format(figure="5.000000").replace("9.00", "9.123456")
    disclosure = understood(line("支出预算总表", top=40), grid(fine))
    assert len(disclosure.unread) == 9
    assert set(disclosure.unread.reason) == {"no_unit"}


def test_a_column_of_nothing_but_hash_signs_is_told():
    table = grid("项目 | 合计 | 财政拨款\n甲项目 | #### | 5.00\n乙项目 | #### | 4.00")
    disclosure = understood(line("项目支出表", top=40), line("单位：万元"), table)
    assert told(disclosure) == [("####", "unreadable_cell")] * 2


def test_a_table_that_counts_people_tells_nothing():
    staff = grid("单位 | 行政 | 事业\n示例局 | 42 | 40\n示例中心 | 3 | 7\n合计 | 45 | 47")
    assert told(understood(line("人员情况表", top=40), staff)) == []
    by_column = grid("单位 | 编制人数 | 实有人数\n示例局 | 42 | 40\n示例中心 | 3 | 7\n合计 | 45 | 47")
    assert told(understood(line("附表", top=40), by_column)) == []
    money = grid("单位 | 合计 | 人员经费\n示例局 | 42 | 40\n示例中心 | 3 | 7\n合计 | 45 | 47")
    assert len(told(understood(line("人员经费表", top=40), money))) == 6


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("行政运行\t1,204.50\t33.00", ["1,204.50", "33.00"]),
        ("2010301 行政运行 120.5 80", ["120.5", "80"]),
        ("<tr><td>教育支出</td><td>12.50</td></tr>", ["12.50"]),
        ("| 教育支出 | 12.50 | 0.00 |", ["12.50", "0.00"]),
        ("教育支出 (12.50) △3.10", ["(12.50)", "△3.10"]),
        ("因公出国费……………263,450", ["263,450"]),
        ("一、预算拨款 2,444.18二、教育支出 44.91", ["2,444.18", "44.91"]),
        ("2.1 收入情况", []),
        ("占比 5.2%", []),
        ("办公用房 120.5 平方米", []),
        ("2024 年 3 月 5 日", []),
        ("支出33.00万元，减少 2.00 万元", []),
    ],
)
def test_figures_of_a_line(text, figures):
    assert [figure.text for figure in read_figures(text)] == figures


def test_a_figure_whose_unit_stands_on_the_next_line_is_prose():
    assert read_figures("2024年支出预算 13,979.92", "万元，比上年增加") == []
    assert len(read_figures("生活补助 21.70", "人员经费合计 264.77")) == 1


@pytest.mark.parametrize(
    "text", ["5、教育支出", "≥5次", "169件", "详见附表", "2022.5.1-2023.4.30", "60期，2800条"]
)
def test_words_counts_dates_and_targets_are_no_damaged_figures(text):
    assert not may_be_figure(text)


def test_rows_without_rules_are_told_with_their_title():
    rows = [
        line("三公经费支出表", top=100),
        line("因公出国（境）费\t3.00\t2.00", top=120),
        line("公务接待费\t1\t0", top=140),
        line("合计\t4.00\t2.00", top=160),
    ]
    found = [(one.printed, one.near) for one in unread_outside_tables(document(*rows))]
    title = "三公经费支出表"
    assert found == [(figure, title) for figure in ("3.00", "2.00", "1", "0", "4.00", "2.00")]


def test_whole_numbers_without_a_unit_or_a_figure_beside_are_left_alone():
    contents = (line("一、收支总表……………3", top=80), line("二、支出总表……………4", top=100))
    assert list(unread_outside_tables(document(*contents))) == []
    assert list(unread_outside_tables(document(line("参加培训\t12\t30", top=100)))) == []
    below_unit = (line("单位：万元", top=80), line("培训费\t12\t30", top=100))
    assert [one.printed for one in unread_outside_tables(document(*below_unit))] == ["12", "30"]
    numbers = (line("单位：万元", top=80), line("栏次\t1\t2\t3", top=100))
    assert list(unread_outside_tables(document(*numbers))) == []


def test_a_unit_holds_as_long_as_the_rows_go_on():
    rows = [line(f"项目{number}\t{number + 100000}", top=100 + 20 * number) for number in range(1, 21)]
    found = list(unread_outside_tables(document(line("单位：元", top=80), *rows)))
    assert len(found) == 20
    of_which = (line("公务用车\t65", top=520), line("其中：购置费\t30", top=540))
    assert len(list(unread_outside_tables(document(line("单位：元", top=500), *of_which)))) == 2


def test_set_aside_figures_are_told_unless_an_eye_sees_nothing():
    seen = SetAside(1, "900.06 内部", (10.0, 10.0, 50.0, 30.0), "watermark")
    unseen = seen._replace(text="800.00", proven=True)
    disclosure = understood(*sheet(), set_aside=(seen, unseen))
    assert told(disclosure) == [("900.06", "set_aside")]


def test_a_file_with_unread_figures_is_partial_and_names_the_pages(tmp_path):
    source = tmp_path / "raw" / "one.md"
    source.parent.mkdir()
    text = "2024年示例局部门预算\n\n支出预算总表\n\n单位：万元\n\n| 项目 | 合计 |\n|---|---|\n"
    text += "| 教育支出 | 5.00 |\n"
    source.write_text(text + "| 科学支出 | ###### |\n| 合计 | 9.00 |\n", encoding="utf-8")
    places = {"out": tmp_path / "clean", "cache": tmp_path / "cache", "corrections": tmp_path / "none.yml"}
    (row,) = budgetkit.build([source.parent], **places).files.itertuples()
    assert row.status == "partial"
    assert "1 money figure could not be read for certain on page 1" in row.reason
    asked = [str(source.parent), *(f"--{name}={path}" for name, path in places.items())]
    assert "1 figure unread" in CliRunner().invoke(main, ["build", *asked]).stdout


def test_a_picture_under_the_title_of_a_table_is_told_and_a_decoration_is_not():
    picture = SetAside(1, "", (50.0, 130.0, 500.0, 600.0), "picture")
    headed = understood(line("支出预算总表", top=100), set_aside=(picture,))
    assert told(headed) == [("", "image_only")]
    assert headed.unread.near[0] == "支出预算总表"
    assert told(understood(line("单位大楼外景", top=100), set_aside=(picture,))) == []
    blank = replace(document(pages=1), set_aside=(picture,))
    assert told(understand(blank, {})) == [("", "image_only")]

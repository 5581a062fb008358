"""Prose in columns, beside boxes and over page ends: read in its order, or told, never joined wrongly."""

from __future__ import annotations

import pytest

from budgetkit.model import Document, Paragraph
from budgetkit.statements import read_prose
from budgetkit.statements.reading_order import order_lines


def line(text, top, left=50.0, page=1, size=10.0, width=None):
    """A printed line; ``width`` where the text holds a gap."""
    wide = sum(size if mark > "\u2e80" else size / 2 for mark in text) if width is None else width
    return Paragraph(page, text, (left, top, left + wide, top + size), size)


def document_of(lines):
    return Document("drawn.pdf", "0" * 64, "pdf", max(one.page for one in lines), tuple(lines))


def prose(*lines):
    found = read_prose(document_of(lines), fiscal_year=2031, phase="approved")
    return {one["value"] for one in found.statements if one["value"]}, [one.printed for one in found.unread]


LEFT = [
    "2031年本单位部门预算收入合计4,120.6",
    "0万元，其中一般公共预算拨款3,900.6",
    "0万元。支出预算合计4,120.60万元，项",
]
RIGHT = ["目支出2,100.00万元，其中河道治理1", ",250.00万元。政府采购预算1,980.00", "万元。"]


def test_columns_on_one_baseline_are_read_one_after_the_other():
    rows = [
        line(f"{left}\t{right}", 80 + 18 * row, width=265 + 5 * sum(1 + (m > "\u2e80") for m in right))
        for row, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True))
    ]
    assert [one.text for one in order_lines(document_of(rows))] == [*LEFT, *RIGHT]
    values, unread = prose(*rows)
    assert {"4120.60", "3900.60", "2100.00", "1250.00", "1980.00"} <= values
    assert not unread


@pytest.mark.parametrize("lower", [4, 7, 9])
def test_columns_whose_lines_alternate_are_read_one_after_the_other(lower):
    rows = [
        one
        for row, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True))
        for one in (line(left, 80 + 18 * row), line(right, 80 + 18 * row + lower, 315))
    ]
    assert [one.text for one in order_lines(document_of(rows))] == [*LEFT, *RIGHT]


def test_a_box_beside_the_text_is_read_behind_its_sentence():
    rows = [
        line("2031年支出预算3,067.30万元，项目支出1,0\t本年数据", 80, width=320),
        line("67.30万元，三公经费6.10万元，公务接待费\t采购12.00万元", 98, width=352),
        line("1.00万元，由本单位本年使用，年终如有结余按规定交回财政，与上年相同。", 116),
    ]
    values, unread = prose(*rows)
    assert {"3067.30", "6.10", "1.00", "12.00"} <= values
    assert "67.30" not in values
    assert values & {"1067.30"} or unread


@pytest.mark.parametrize(
    "row", ["收入合计4,120.6\t元，支出20.00万元。", "收入为4,120\t万元，增加20.00万元。"]
)
def test_a_gap_stands_in_no_figure_and_not_before_its_unit(row):
    values, unread = prose(line(f"2031年部门预算{row}", 80))
    assert values == {"20.00"}
    assert len(unread) == 1


def page_end(end, *between, begin="08.10万元，项目支出700.00万元。"):
    return prose(
        line(f"2031年收入预算2,208.15万元，上级补助收入{end}", 700), *between, line(begin, 80, page=2)
    )


HEAD = [line("某局2031年部门预算公开表", 30, page=page) for page in (1, 2)]


def test_a_running_head_that_is_a_title_stands_in_no_figure():
    values, unread = prose(
        HEAD[0],
        line("2031年收入预算2,208.15万元，其中一般公共预算拨款收入2,100.05万元，上级补助收入1", 700),
        line("— 1 —", 800, size=9),
        HEAD[1],
        line("08.10万元，项目支出700.00万元。", 80, page=2),
    )
    assert "108.10" in values and "8.10" not in values and "08.10" not in values
    assert not unread


def test_a_footnote_inside_of_a_figure_is_read_behind_its_sentence():
    note = line("① 含上年结转90.00万元。", 730, size=8)
    values, unread = page_end("1,", note, line("3", 800, size=8), begin="508.15万元。")
    assert {"90.00", "1508.15"} <= values and "508.15" not in values
    assert not unread


@pytest.mark.parametrize("caption", ["图1 支出结构", "（续）"])
def test_pieces_of_a_figure_with_something_else_between_are_told(caption):
    values, unread = page_end("1,", line(caption, 60, page=2), begin="508.15万元，项目支出700.00万元。")
    assert "508.15" not in values
    assert [one.partition("（")[0] for one in unread] == ["1", "508.15万元"]


def test_the_first_figure_of_a_line_inside_of_a_page_is_no_piece():
    values, unread = page_end(
        "1",
        line("08.10万元，其中用于本年各项基本支出和项目支出的资金按照规定用途安排", 80, page=2),
        begin="95.36万元。",
    )
    assert "95.36" in values and len(unread) <= 1


def test_the_grammar_joins_no_digits_over_the_end_of_a_short_line():
    values, unread = prose(
        line("2031年部门预算基本支出12", 80),
        line("34万元，与上年相比没有变化，主要原因是人员没有变化，各项工作照常开展。", 98),
    )
    assert "1234" not in values
    assert len(unread) == 1


def plain(*texts):
    return prose(*(Paragraph(1, text) for text in texts))


@pytest.mark.parametrize(
    ("introduction", "items", "unit"),
    [
        ("2031年支出按用途列示如下（单位：万元）：", ["工资福利支出：812.30", "合计：1,012.00"], "万元"),
        ("二、项目支出安排情况（金额单位：元）", ["1．公共文化服务  320.00；", "以上合计  461.50。"], "元"),
        ("四、“三公”经费（单位：千元）", ["（一）公务接待费：36,000.00；", "（二）用车费：0.00。"], "千元"),
    ],
)
def test_the_introduction_of_a_list_states_its_unit(introduction, items, unit):
    lines = [
        Paragraph(1, text) for text in (introduction, *items, "公用经费：77.10", "经费另列。", "其他：5.50。")
    ]
    found = read_prose(document_of(lines), fiscal_year=2031, phase="approved")
    told = [one for one in found.statements if one["metric"] == "other_amount"]
    assert [one["unit"] for one in told] == [unit] * 3
    assert "5.50" not in {one["value"] for one in told}


@pytest.mark.parametrize(
    "words",
    [
        "支出预算比上年增长13.95，主要原因是人员增加。",
        "公用经费支出下降（减少25.50），主要原因是人员减少。",
        "其中办公费30.10；差旅费较少。",
    ],
)
def test_money_to_the_cent_without_any_unit_is_told(words):
    values, unread = plain(f"2031年情况如下，{words}")
    assert not values
    assert len(unread) == 1


@pytest.mark.parametrize(
    "words",
    [
        "支出分别占12.00、13.50和14.20%。",
        "按照2025.01版预算科目，支出有变化。",
        "预算支出面积12.50，已核定。",
    ],
)
def test_what_is_no_money_lacks_no_unit(words):
    assert not plain(f"2031年情况如下，{words}")[1]

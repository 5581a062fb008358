"""Printed changes, rates, completion rates and shares are held against the columns which they compare."""

import pytest
from tables_on_paper import document, grid, line

from budgetkit.disclosure import understand

GROWTH = """
功能分类科目 | < | 2023年执行数 | 2024年预算数 | < | < | 2024年预算数比2023年执行数 | <
科目编码 | 科目名称 | ^ | 小计 | 基本支出 | 项目支出 | 增减额 | 增减%
 | 合计 | 600.00 | 660.00 | 360.00 | 300.00 | 60.00 | 10.00
205 | 教育支出 | 300.00 | 360.00 | 60.00 | 300.00 | 60.00 | 20.00%
208 | 社会保障和就业支出 | 200.00 | 190.00 | 190.00 |  | -10.00 | -5.00
221 | 住房保障支出 | 100.00 | 110.00 | 110.00 |  | 10.00 | 10.00
"""
SHARES = """
科目编码 | 科目名称 | 预算数 | 占比（%）
 | 合计 | 660.00 | 100
205 | 教育支出 | 360.00 | 54.55
208 | 社会保障和就业支出 | 190.00 | 28.79
221 | 住房保障支出 | 110.00 | 16.67
"""
PAIRS = """
项目 | 年初预算数 | 全年预算数 | 决算数 | 完成全年预算的%
教育支出 | 300.00 | 400.00 | 360.00 | 90.0
社会保障和就业支出 | 200.00 | 200.00 | 190.00 | 95.0
住房保障支出 | 100.00 | 100.00 | 110.00 | 110.0
合计 | 600.00 | 700.00 | 660.00 | 94.3
"""
SIDE_BY_SIDE = """
项目 | 公务接待费 | < | < | 会议费 | < | <
^ | 预算数 | 决算数 | 完成率 | 预算数 | 决算数 | 完成率
合计 | 20.00 | 10.00 | 50% | 80.00 | 60.00 | 75%
甲中心 | 12.00 | 3.00 | 25% | 30.00 | 15.00 | 50%
乙中心 | 8.00 | 7.00 | 87.5% | 50.00 | 45.00 | 90%
"""


def read(drawing, title="一般公共预算支出情况表"):
    blocks = [
        line("某局2024年部门预算", top=10),
        line(title, top=40),
        line("单位：万元", top=60),
        grid(drawing),
    ]
    return understand(document(*blocks), {})


def findings(drawing, *changed):
    for old, new in changed:
        assert drawing.count(old) == 1
        drawing = drawing.replace(old, new)
    return read(drawing).findings


@pytest.mark.parametrize("drawing", [GROWTH, SHARES, PAIRS, SIDE_BY_SIDE])
def test_comparisons_that_follow_are_no_finding(drawing):
    assert list(findings(drawing)["message_en"]) == []


def test_changes_verify_their_figures():
    lines = read(GROWTH).lines
    changes = lines[lines["column_label"].str.endswith("增减额")]
    assert len(changes) == 4 and (changes["checks"] >= 2).all() and changes["verified"].all()


@pytest.mark.parametrize(
    ("drawing", "old", "new", "identity", "expected"),
    [
        (GROWTH, "-10.00", "-70.00", "change-column", "-10.00"),
        (GROWTH, "200.00", "280.00", "change-column", "200.00"),
        (GROWTH, "20.00%", "26.00%", "growth-column", "20.00%"),
        (GROWTH, "-5.00", "5.00", "growth-column", "-5.00%"),
        (SHARES, "28.79", "29.79", "share-column", "28.79%"),
        (PAIRS, "95.0", "35.0", "completion-column", "95.00%"),
        (SIDE_BY_SIDE, "87.5%", "78.5%", "completion-column", "87.50%"),
    ],
)
def test_one_wrong_figure_is_named_with_what_it_should_be(drawing, old, new, identity, expected):
    found = findings(drawing, (old, new))
    named = found[found["message_zh"].str.contains(expected, regex=False)]
    assert identity in set(named["identity"])
    assert set(found["category"]) == {"document_error"}
    assert len(found) == 1


def test_a_rate_off_by_its_last_digits_is_a_note_in_passing():
    (severity,) = findings(SHARES, ("28.79", "28.70"))["severity"]
    assert severity == "info"


def test_a_rate_may_print_more_decimals():
    assert list(findings(PAIRS, ("94.3", "94.29"))["identity"]) == []


def test_a_column_that_no_pair_of_columns_explains_says_nothing():
    other = SHARES.replace("54.55", "11").replace("28.79", "12").replace("16.67", "13")
    assert list(findings(other)["identity"]) == []


def test_rates_without_a_base_are_left_alone():
    new = GROWTH.replace(
        "100.00 | 110.00 | 110.00 |  | 10.00 | 10.00", " | 110.00 | 110.00 |  | 110.00 | 100.00"
    )
    new = new.replace(
        "600.00 | 660.00 | 360.00 | 300.00 | 60.00 | 10.00",
        "500.00 | 660.00 | 360.00 | 300.00 | 160.00 | 32.00",
    )
    assert list(findings(new)["identity"]) == []

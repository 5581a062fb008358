"""Printed targets: comparator, exact value, unit, type; words are never turned into numbers."""

from __future__ import annotations

import doctest
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, strategies

from budgetkit import targets
from budgetkit.targets import read_target


@pytest.mark.parametrize(
    ("text", "comparator", "value", "unit", "value_type"),
    [
        ("100%", "", "100", "%", "rate"),
        ("=100%", "equal", "100", "%", "rate"),
        ("≥ 87.50%", "at_least", "87.50", "%", "rate"),
        ("＞９５％", "more_than", "95", "%", "rate"),
        ("﹤3万元", "less_than", "3", "万元", "number"),
        ("≦20‰", "at_most", "20", "‰", "rate"),
        ("不低于90%", "at_least", "90", "%", "rate"),
        ("不超过31.5万元", "at_most", "31.5", "万元", "number"),
        ("不少于2个", "at_least", "2", "个", "number"),
        ("小于等于5%", "at_most", "5", "%", "rate"),
        ("超过8亿美元", "more_than", "8", "亿美元", "number"),
        ("93%以上", "at_least", "93", "%", "rate"),
        ("控制在6%以内", "at_most", "6", "%", "rate"),
        ("18个月内", "at_most", "18", "个月", "number"),
        ("提升2个百分点", "", "2", "个百分点", "rate"),
        ("投入250万元", "", "250", "万元", "number"),
        ("≥70家企业", "at_least", "70", "家", "number"),
        ("4 项", "", "4", "项", "number"),
        ("1,200份", "", "1200", "份", "number"),
        ("≥6.5万平方米", "at_least", "6.5", "万平方米", "number"),
        ("6次/年", "", "6", "次/年", "number"),
        ("2031年新增≥5家", "at_least", "5", "家", "number"),
        ("PM2.5浓度≤30微克/立方米", "at_most", "30", "微克/立方米", "number"),
        ("-2.5%", "", "-2.5", "%", "rate"),
        ("0", "", "0", "", "number"),
        ("优于95%", "at_least", "95", "%", "rate"),
        ("控制在120万元以内", "at_most", "120", "万元", "number"),
        ("至少完成3次", "at_least", "3", "次", "number"),
        ("200余人", "more_than", "200", "人", "number"),
        ("10万+", "at_least", "10", "万", "number"),
        ("80%（含80%）以上", "at_least", "80", "%", "rate"),
        ("≥1000㎡", "at_least", "1000", "m2", "number"),
        ("60TEU", "", "60", "TEU", "number"),
        ("3个工作日内", "at_most", "3", "个工作日", "number"),
        ("500元/人·次", "", "500", "元/人·次", "number"),
        ("80万美金", "", "80", "万美金", "number"),
        ("三次", "", "3", "次", "number"),
        ("不少于十二期", "at_least", "12", "期", "number"),
        ("每季度一次", "", "1", "次", "number"),
        ("两万人次", "", "2", "万人次", "number"),
        ("百分之九十以上", "at_least", "90", "%", "rate"),
        ("千分之二点五", "", "2.5", "‰", "rate"),
    ],
)
def test_one_figure(text, comparator, value, unit, value_type):
    target = read_target(text)
    assert target[1:] == (comparator, Decimal(value), None, unit, value_type)
    assert str(target.value) == value, "printed decimals are kept"


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("4-6次", "4", "6", "次"),
        ("80%～90%", "80", "90", "%"),
        ("10万-20万元", "10", "20", "万元"),
        ("≥80%且≤95%", "80", "95", "%"),
        ("80%＜x≤95%", "80", "95", "%"),
        ("100±5个", "95", "105", "个"),
        ("±5%", "-5", "5", "%"),
        ("3至5家", "3", "5", "家"),
    ],
)
def test_ranges(text, low, high, unit):
    target = read_target(text)
    assert (target.comparator, target.value, target.value_high, target.unit) == (
        "range",
        Decimal(low),
        Decimal(high),
        unit,
    )


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("力争9月底完成", ""),
        ("2031年11月底前", "at_most"),
        ("12月20日前", "at_most"),
        ("2031-06-30", ""),
        ("年底前", "at_most"),
        ("三季度末前", "at_most"),
        ("2031年1月-6月", ""),
        ("2031年2-8月", ""),
        ("3月至12月", ""),
        ("2031年12月30日内", "at_most"),
        ("31年6月底前", "at_most"),
        ("31年6月30日前完成", "at_most"),
    ],
)
def test_dates_have_no_number(text, comparator):
    assert read_target(text)[1:] == (comparator, None, None, "", "date")


VAGUE = [
    "一批",
    "一次性",
    "一套",
    "第三名",
    "前三名",
    "4A级",
    "二级以上",
    "统一标准",
    "对接一批企业，落地一批项目",
]


@pytest.mark.parametrize(
    "text", ["合格", "持续改善", "培训2期60人", "90%≥", "第3届举办", "无", "1:2", *VAGUE]
)
def test_what_is_not_one_quantity_stays_words(text):
    target = read_target(text)
    assert (target.value, target.value_type, target.printed) == (None, "qualitative", text)


@pytest.mark.parametrize("text", ["", "  ", "/", "-", "—"])
def test_blank(text):
    assert read_target(text).value_type == "blank"


def test_printed_text_is_kept():
    assert read_target(" ≥５％ ").printed == "≥５％"


def test_examples_of_the_documentation():
    assert doctest.testmod(targets).failed == 0


@given(
    strategies.decimals(min_value=0, max_value=10**9, places=2),
    strategies.sampled_from(["%", "家", "万元", "次", ""]),
    strategies.sampled_from(
        [("≥", "at_least"), ("≤", "at_most"), (">", "more_than"), ("<", "less_than"), ("", "")]
    ),
)
def test_any_figure_is_read_back_exactly(value, unit, sign):
    target = read_target(f"{sign[0]}{value:,}{unit}")
    assert (target.comparator, target.value, target.unit) == (sign[1], value, unit)


@given(strategies.integers(min_value=0, max_value=9999), strategies.sampled_from("次家项期"))
def test_figures_in_words_are_read_back(value, unit):
    target = read_target(in_words(value) + unit)
    assert (target.value, target.unit) == (value, unit)
    assert read_target(f"百分之{in_words(value)}").value == value


def in_words(value: int) -> str:
    """A whole number below ten thousand in Chinese figures."""
    digits, places = "零一二三四五六七八九", ["", "十", "百", "千"]
    if not value:
        return digits[0]
    words, gap = "", False
    for place in reversed(range(4)):
        digit = value // 10**place % 10
        if digit:
            words += (digits[0] if gap and words else "") + digits[digit] + places[place]
        gap = not digit
    return words


@given(
    strategies.integers(0, 10**6), strategies.integers(1, 10**6), strategies.sampled_from(["-", "～", "至"])
)
def test_any_range_is_read_back(low, width, between):
    target = read_target(f"{low}{between}{low + width}家")
    assert (target.comparator, target.value, target.value_high) == ("range", low, low + width)


@given(strategies.text("≥≤><=不低于超过0123456789.,%万元次家年月日前后±-至百分之一二十以上内", max_size=14))
def test_no_text_breaks_the_reading(text):
    target = read_target(text)
    assert target.printed == text.strip()
    assert (target.value is None) == (target.value_type not in ("number", "rate"))
    assert target.value_high is None or (target.comparator == "range" and target.value < target.value_high)


def test_targets_are_read_as_judged():
    """Every line of the list that was written before the program saw it; all differences at once."""
    lines = (
        (Path(__file__).parent / "expected" / "printed-targets.txt").read_text(encoding="utf-8").split("\n")
    )
    judged = [line.split("|") for line in lines if line.strip() and line[0] != "#"]
    wrong = []
    for text, *fields in judged:
        target = read_target(text.strip().replace("\\n", "\n"))
        values = ["" if value is None else str(value) for value in target[2:4]]
        got = [target.comparator, *values, target.unit, target.value_type]
        if got != [field.strip() for field in fields]:
            wrong.append((text, fields, got))
    assert not wrong and len(judged) > 450

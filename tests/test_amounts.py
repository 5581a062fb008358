"""Printed money: exact, in every printed form, and never a guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetkit.amounts import FEN_PER_UNIT, is_number, print_amount, read_amount
from budgetkit.errors import UnknownUnit, UnreadableAmount


@given(
    amount=st.integers(-(10**15), 10**15),
    unit=st.sampled_from(sorted(FEN_PER_UNIT)),
    full_width=st.booleans(),
    brackets=st.booleans(),
)
def test_print_then_read_gives_the_same_fen(amount, unit, full_width, brackets):
    decimals = len(str(FEN_PER_UNIT[unit])) - 1
    text = print_amount(amount, unit, decimals)
    if brackets and text.startswith("-"):
        text = f"({text[1:]})"
    if full_width:
        text = text.translate(str.maketrans("0123456789.,-", "０１２３４５６７８９．，－"))
    read = read_amount(text, unit)
    assert (read.fen, read.decimals, read.step_fen) == (amount, decimals, 1)


@pytest.mark.parametrize(
    ("text", "unit", "fen"),
    [
        ("18,808,600.00", "元", 1_880_860_000),
        ("1,880.86", "万元", 1_880_860_000),
        ("0.123456", "万元", 123_456),
        ("1895.00", "万元", 1_895_000_000),
        ("1,880.86\n", "万元", 1_880_860_000),
        ("21,601,\n733.00", "元", 2_160_173_300),
        ("400万元", "元", 400_000_000),
        ("1118 万", "元", 1_118_000_000),
        ("¥35.00", "元", 3_500),
        ("－3.5", "元", -350),
        ("(3.5)", "元", -350),
        ("0.00", "万元", 0),
        ("—", "万元", 0),
        ("/", "元", 0),
    ],
)
def test_printed_forms(text, unit, fen):
    assert read_amount(text, unit).fen == fen


@pytest.mark.parametrize("text", ["", "  ", "\u3000", "\n"])
def test_blank_is_not_zero(text):
    assert read_amount(text, "元") is None


@pytest.mark.parametrize(
    "text", ["1,2O4", "1,2345", "12,34.5", "1.2.3", "详见附表", "90%", "≥3", "0.001", "1-2"]
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(UnreadableAmount):
        read_amount(text, "元")


def test_an_unknown_unit_is_named():
    with pytest.raises(UnknownUnit, match="known units are 元"):
        read_amount("1.00", "美元")


def test_the_step_is_one_of_the_last_printed_digit():
    assert read_amount("1.50", "万元").step_fen == 10_000
    assert read_amount("1", "元").step_fen == 100


def test_numbers_are_told_from_words():
    assert is_number("0.001") and is_number("—") and not is_number("") and not is_number("2011301类")


@pytest.mark.parametrize("text", ["9" * 40, "9" * 5000, "9," * 3000 + "9", "1." + "0" * 9000])
def test_endless_digits_are_refused_in_one_short_line(text):
    with pytest.raises(UnreadableAmount) as refused:
        read_amount(text, "元")
    assert len(str(refused.value)) < 400
    assert is_number(text) is not text.startswith("9,")


def test_an_unknown_unit_is_told_when_an_amount_is_printed():
    with pytest.raises(UnknownUnit, match="no unit of money for '100': '匹'"):
        print_amount(100, "匹")

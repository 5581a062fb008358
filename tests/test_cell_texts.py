"""Cell texts as spreadsheets, scanners and clerks print them: read exactly, or not at all."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetkit.amounts import find_amount, is_number, print_amount, read_amount
from budgetkit.errors import UnreadableAmount
from budgetkit.text import normalise

SIGNED = [
    ("△40.50", -4050),
    ("▲1,200", -120_000),
    ("△ 18,200.00", -1_820_000),
    ("负40.50", -4050),
    ("负 40.50", -4050),
    ("减40.50", -4050),
    ("减 1,234.00", -123_400),
    ("40.50-", -4050),
    ("1,200-", -120_000),
    ("40.50－", -4050),
    ("－40.50", -4050),
    ("﹣40.50", -4050),
    ("−40.50", -4050),
    ("–40.50", -4050),
    ("- 40.50", -4050),
    ("(40.50)", -4050),
    ("（40.50）", -4050),
    ("( 1,234.50 )", -123_450),
    ("￥-5.00", -500),
    ("-￥5.00", -500),
    ("(￥5.00)", -500),
    ("￥(5.00)", -500),
    ("△￥5.00", -500),
    ("-5.00元", -500),
    ("△0.02亿元", -200_000_000),
    ("+5.00", 500),
    ("＋5.00", 500),
    ("△0.00", 0),
    ("-.50", -50),
]
MARKED = [
    ("900.06①", 90_006),
    ("900.06① ②", 90_006),
    ("900.06⑴", 90_006),
    ("900.06❶", 90_006),
    ("334.50*", 33_450),
    ("334.50＊", 33_450),
    ("334.50**", 33_450),
    ("*334.50", 33_450),
    ("* 334.50", 33_450),
    ("※ 50,000", 5_000_000),
    ("142,600※", 14_260_000),
    ("334.50†", 33_450),
    ("334.50‡", 33_450),
    ("334.50#", 33_450),
    ("334.50★", 33_450),
    ("67,400 注1", 6_740_000),
    ("67,400(注1)", 6_740_000),
    ("67,400（注）", 6_740_000),
    ("67,400注①", 6_740_000),
    ("67,400[注2]", 6_740_000),
    ("406.20[1]", 40_620),
    ("406.20【1】", 40_620),
    ("406.20〔2〕", 40_620),
    ("406.20(1)", 40_620),
    ("406.20（2）", 40_620),
    ("18.60²", 1860),
    ("18.60¹⁰", 1860),
    ("38.45^2^", 3845),
    ("38.45<sup>2</sup>", 3845),
    ("186²", 18_600),
    ("△40.50①", -4050),
    ("(40.50)*", -4050),
    ("40.50-①", -4050),
    ("5.00元①", 500),
    ("0.00*", 0),
]
JOINED = [
    ("1,234,5\n67.00", 123_456_700),
    ("21,601,\n733.00", 2_160_173_300),
    ("1,234\n.50", 123_450),
    ("1,234.\n50", 123_450),
    ("1, 234.50", 123_450),
    ("1 ,234.50", 123_450),
    ("1,2\u200b34.00", 123_400),
    ("12\u200b34.00", 123_400),
    ("'1,234.50", 123_450),
    ('"1,234.50"', 123_450),
    (".50", 50),
]
UNREADABLE = r"""
#|##|########|####.##|-####|#REF!|#N/A|#VALUE!|#DIV/0!|#NAME?|#NUM!|#NULL!|＃＃＃＃
1.2E+07|1.23457E+08|1.23E+04|1E5|1e-3|5.0D+3
…|……|?|？|××|×××|xxx|***|■■|□|△|▲|负|减|△△5.00|5.00\n-|-\n5.00|5.00 -|△\n5.00
6印6.60|66.6章0|章66.60|66.60章|公66.60|专4.20
1,2O4.00|l,234.00|1O0.00|I5.00|S5.00|1 2O4.00|B6.60|66.6o
12.3.4|1.234,56|1.234.567|1,23,456.00|12,34.50|1,234,56|1234,567.00|,234.00|1,,234.00|1,234,.00|1..50
1，234.5 6|12.00 34.00|12.00\n34.00|12\n34|12 34|1 234.50|120\n000|12 34①|-5.00 -6.00|5.00/6.00|12.00、34.00
40.50CR|40.50DR|40.50贷|--5.00|+-5.00|-(5.00)|-5.00-|△-5.00|(5.00|5.00)|((5.00))|[5.00]|(-5.00)|5.00~6.00
—40.50|40.50—|~5.00|≈5.00|约5.00|＞5.00|5.00以上|▼5.00|↓5.00|减少5.00|减：5.00|减:5.00
18.60(2.5)|12(3)|12(12)|18.60(2辆)|18.60(100)|3辆|5.00%|5.00‰|18.60^2|18.60[|1'234.50|3/4|3½|注1|①|⑴|[1]|*|※|†
5.00元6.00|5.00美元|$5.00|五|伍万元|5.00万5|①①|1①2|5①.00|注1 注2|#1|1#|12#|1.5.2024|2024-05-01|12:30
\ufffd66.60|66\ue00060
"""
UNREADABLE_TEXTS = [
    text.replace("\\n", "\n").replace("\\ufffd", "\ufffd").replace("\\ue000", "\ue000")
    for line in UNREADABLE.strip().split("\n")
    for text in line.split("|")
]


@pytest.mark.parametrize(("text", "fen"), SIGNED + MARKED + JOINED)
def test_signs_marks_and_wrapped_figures_are_read(text, fen):
    assert read_amount(text, "元").fen == fen
    assert is_number(text)


@pytest.mark.parametrize("text", UNREADABLE_TEXTS)
def test_what_is_not_certain_is_no_amount(text):
    with pytest.raises(UnreadableAmount):
        read_amount(text, "元")
    assert not is_number(text)


SIGNS = st.sampled_from(
    ["-{}", "－{}", "−{}", "△{}", "▲ {}", "负{}", "减 {}", "{}-", "({})", "（{}）", "-¥{}", "￥-{}", "({}元)"]
)
MARKS = st.sampled_from(
    ["", "①", " ②", "*", "※", "†", "注1", "(注2)", "[3]", "(1)", "²", "¹²", "^2^", "#", "①、②"]
)


@given(fen=st.integers(1, 10**14), form=SIGNS, mark=MARKS, before=st.sampled_from(["", "*", "※ "]))
def test_any_sign_and_mark_reads_back(fen, form, mark, before):
    text = before + form.format(print_amount(fen)) + mark
    assert read_amount(text, "元").fen == -fen


PIECES = st.sampled_from(
    ["0", "1", "12", "345", "6.7", "8.90", "1,234", "1,234.50", ",", ".", "-", "(", ")", "△", "①", "²", "*",
     "#", " ", "\n", "元", "印", "O", "E+05", "¥", "%", "注", "[1]", "—", "…"]
)  # fmt: skip


@given(st.lists(PIECES, min_size=1, max_size=6).map("".join))
def test_whatever_is_read_has_the_printed_digits_and_no_others(text):
    """What is read is one run of digits of the text, in order; all other digits belong to a note mark."""
    found = find_amount(text, "元")
    if found is None or not found.fen:
        return
    plain = normalise(text)
    figures = re.findall(r"\d[\d,]*(?:\.\d*)?|\.\d+", plain)
    value = abs(found.fen)
    scaled = [round(float("0" + figure.replace(",", "")) * 100) for figure in figures]
    units = {1: 1}
    assert value in scaled, (text, found, units)
    assert sum(len(part) > 0 and any(map(str.isdigit, part)) for part in re.split(r"[^\d.,]+", plain)) < 4

"""The unit of a table's figures: where it may stand, what contradicts it, what proves it."""

from __future__ import annotations

import pytest

import budgetkit
from budgetkit.tables import unit_wording as wording
from budgetkit.text import normalise
from tests.fates.all_cases import FOLDER


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("单位：万元", "万元"),
        ("金额单位：人民币万元", "万元"),
        ("计量单位：万元、人", "万元"),
        ("单位：万元/人/辆", "万元"),
        ("单位：人、千元", "千元"),
        ("单位：元（人民币）", "元"),
        ("（万元）", "万元"),
        ("RMB万元", "万元"),
        ("币种：人民币　单位：元", "元"),
        ("单位：仟元", "千元"),
        ("单位：江城市测试局", ""),
        ("预算单位元月报送", ""),
    ],
)
def test_a_line_of_a_heading_states_its_unit(printed, unit):
    assert wording.unit_above(normalise(printed)) == unit


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("注：本表金额单位为元。", "元"),
        ("以上金额均以万元为单位", "万元"),
        ("表内数据均按人民币千元填列", "千元"),
        ("※计量：人民币元；数据来源：系统。", "元"),
        ("下表金额单位为元", ""),
        ("单笔金额为万元以上的采购", ""),
        ("本单位为一级预算单位", ""),
    ],
)
def test_a_note_states_the_unit_of_the_table_above_it(printed, unit):
    assert wording.unit_noted(normalise(printed)) == unit


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("以下各表金额单位均为万元", "万元"),
        ("本套表金额单位：万元", "万元"),
        ("除另有注明外，报表金额单位均为元", "元"),
        ("注：本表金额单位均为元", ""),
    ],
)
def test_a_sentence_states_the_unit_of_all_tables(printed, unit):
    assert wording.unit_of_all(normalise(printed))[0] == unit


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("金额（万元）", "万元"),
        ("标准（元/人·年）", "元"),
        ("预算数万元", "万元"),
        ("千元", "千元"),
        ("收入", ""),
    ],
)
def test_a_column_states_its_unit(printed, unit):
    assert wording.unit_of_column(normalise(printed)) == unit


def read_case(name):
    return budgetkit.read(FOLDER / f"{name}.pdf")


@pytest.mark.parametrize(
    ("name", "units"),
    [
        ("note_thousand_below", ["千元"]),
        ("note_at_the_end", ["万元", "万元"]),
        ("note_foot_small", ["元"]),
        ("note_last_page_right", ["千元"]),
        ("note_general_in_front", ["万元", "元"]),
        ("note_running_foot", ["万元"] * 3),
        ("note_bracket_alone", ["万元", "元"]),
        ("note_between_tables", ["元", "万元"]),
    ],
)
def test_a_unit_is_read_wherever_it_stands(name, units):
    read = read_case(name)
    assert list(read.tables["amount_unit"]) == units
    assert not len(read.unread)
    assert "unit" not in set(read.repairs["kind"])


def asked(read):
    return list(read.findings.loc[read.findings["identity"] == "units-contradict", "category"])


@pytest.mark.parametrize(("name", "count"), [("conflict_undecided", 8), ("conflict_inside_frame", 6)])
def test_contradicting_units_make_one_question_and_no_line(name, count):
    read = read_case(name)
    assert not len(read.lines)
    assert list(read.unread["reason"]) == ["unit_conflict"] * count
    assert asked(read) == ["question"]


def test_one_column_that_contradicts_is_doubtful_alone():
    read = read_case("conflict_column_alone")
    assert set(read.lines["column_label"]) == {"预算数"}
    assert list(read.unread["printed"]) == ["418", "236"]
    assert asked(read) == ["question"]


@pytest.mark.parametrize("name", ["conflict_by_design", "conflict_one_column"])
def test_a_price_in_yuan_beside_amounts_contradicts_nothing(name):
    read = read_case(name)
    assert set(read.lines["printed_unit"]) == {"元", "万元"}
    assert not asked(read)
    assert not len(read.unread)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("conflict_decided_by_other", "元 | 万元", "万元"),
        ("conflict_note_decided", "万元 | 元", "元"),
        ("conflict_column_by_sum", "万元 | 元", "元"),
        ("proved_yuan_by_rounded", "", "元"),
        ("proved_thousand_same_rows", "", "千元"),
        ("proved_by_sum_of_parts", "", "元"),
    ],
)
def test_figures_that_prove_a_unit_are_a_repair(name, before, after):
    read = read_case(name)
    repairs = read.repairs[read.repairs["kind"] == "unit"]
    told = zip(repairs["before"].fillna(""), repairs["after"], strict=True)
    assert list(told) == [(before, after)]
    assert not len(read.unread)
    assert not asked(read)


@pytest.mark.parametrize("name", ["proved_by_nothing", "proved_by_two_units"])
def test_little_or_ambiguous_evidence_proves_no_unit(name):
    read = read_case(name)
    last = read.tables.iloc[-1]
    assert (last.state, last.amount_unit) == ("present", "")
    assert set(read.unread["reason"]) == {"no_unit"}
    assert last.table_id not in set(read.lines["table_id"])


@pytest.mark.parametrize(
    ("name", "lines", "unread"), [("un_note_below_yuan", 46, 0), ("unit_yuan_header_conflict", 0, 27)]
)
def test_shared_cases(name, lines, unread):
    path = FOLDER.parents[3] / "shared" / "cases" / f"{name}.pdf"
    if not path.exists():
        pytest.skip("the shared cases are not here")
    read = budgetkit.read(path)
    assert (len(read.lines), len(read.unread)) == (lines, unread)


def test_years_down_a_column_are_no_figures_but_the_years_of_the_rows():
    lines = read_case("note_at_the_end").lines
    three = lines[lines["kind"] == "three_public_table"]
    assert set(three["column_label"]) & {"年度"} == set()
    assert list(dict.fromkeys(three["fiscal_year"])) == [2025, 2024]
    assert list(three.loc[three["column_label"] == "合计", "printed"]) == ["7.45", "8.20"]

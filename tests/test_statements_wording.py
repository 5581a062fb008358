"""Wording of the templates of ministries and other provinces: own sentences and what they state."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from budgetkit.model import Document, Paragraph
from budgetkit.statements import read_statements

PHASES = {"预算": "approved", "决算": "executed"}


def read(text, phase="预算"):
    paragraphs = tuple(Paragraph(1, line) for line in text.split("\n"))
    document = Document("own.txt", "", "text", 1, paragraphs)
    return read_statements(document, fiscal_year=2031, phase=PHASES[phase])


def shown(record):
    """``metric value unit``; subject where it says more than the metric; years where another is meant."""
    leaf = record["subject"].rpartition("/")[2] if "functional" not in record["metric"] else record["subject"]
    parts = [record["metric"]]
    if leaf != record["metric"]:
        parts.append(record["subject"])
    parts.append(f"{record['value']}{record['unit']}")
    if record["derived"]:
        parts.append(f"{record['fiscal_year']} {record['phase']}".strip())
    return " ".join(filter(None, parts))


def stated(records):
    return [shown(one) for one in records if not one["derived"]]


def derived(records):
    return [shown(one) for one in records if one["derived"]]


CASES = {
    case["name"]: case
    for case in tomllib.loads(
        (Path(__file__).parent / "expected" / "wording-of-statements.toml").read_text(encoding="utf-8")
    )["case"]
}


@pytest.mark.parametrize("name", CASES)
def test_wording(name):
    case = CASES[name]
    records = read(case["text"], case["phase"])
    assert sorted(stated(records)) == sorted(case["states"])
    assert derived(records) == case["earlier"]


@pytest.mark.parametrize(
    "words",
    [
        "联系人：某某，基本支出20万元。",
        "项目负责人：某某，项目支出5万元，电话：010-12345678。",
        "主要原因是经办人：某某填报有误。",
        "公务接待费2万元，比上年增加1万元，主要原因是详询13800138000。",
    ],
)
def test_whom_to_call_stands_in_no_quotation(words):
    for record in read(f"基本支出20万元，比上年增加1万元。{words}"):
        assert "某某" not in record["quote"] + record["subject"]
        assert "13800138000" not in record["quote"]


def test_a_reason_keeps_its_words_and_nothing_else():
    records = read(
        "基本支出20万元，比上年增加1万元，主要原因是：一是新增岗位；二是调整“补贴”标准。其中：人员经费15万元。"
    )
    reason = next(one for one in records if one["metric"] == "reason")
    assert (reason["quote"], reason["value"], reason["subject"]) == (
        "一是新增岗位；二是调整“补贴”标准",
        "",
        "basic_expenditure",
    )
    assert "personnel_expenditure 15万元" in stated(records)


def names(text):
    return [one["subject"] for one in read(text) if one["metric"] == "unit_name"]


def test_units_in_a_sentence_and_in_numbered_lines():
    assert names("纳入本部门2031年部门预算编制范围的预算单位共2家，包括：省档案馆本级、省方志馆。") == [
        "省档案馆本级",
        "省方志馆",
    ]
    numbered = "1.省档案馆（本级）；\n2.省方志馆。\n3.基本支出5万元。"
    assert names(f"本部门预算包括2个预算单位，具体是：\n{numbered}") == ["省档案馆(本级)", "省方志馆"]
    assert names("本部门包括3个内设机构、2个下属事业单位，具体包括：\n1.办公室；\n2.编研处。") == []
    assert names("所属单位有：省方志馆和其他机构3个。") == []


def test_parts_of_a_budget_are_of_its_phase():
    text = "2031年我馆“三公”经费预算为20万元，其中：公务接待费9万元，公务用车运行维护费11万元。"
    assert {one["phase"] for one in read(text, "决算")} == {"approved"}
    assert {one["phase"] for one in read(text.replace("预算为", "决算为"), "决算")} == {"executed"}


def test_the_title_of_the_document_is_no_part_of_its_first_sentence():
    records = read("2031年度省档案馆部门决算\n基本支出20.00万元，项目支出5.00万元。", "决算")
    assert [one["quote"] for one in records] == ["基本支出20.00万元", "项目支出5.00万元"]
    wrapped = read("纳入省档案馆\n2031年度部门决算\n编制范围的单位共2家。", "决算")
    assert [one["metric"] for one in wrapped] == ["budget_units"]

"""Words of the prose that the figures beside them contradict, on own sentences with invented figures."""

from __future__ import annotations

import pytest

import budgetkit
from budgetkit.audit import audit
from budgetkit.model import Document, Paragraph
from budgetkit.statements import read_statements


def findings_of(*lines, phase="executed"):
    paragraphs = tuple(Paragraph(4, line) for line in lines)
    statements = read_statements(
        Document("own.txt", "", "text", 4, paragraphs), fiscal_year=2031, phase=phase
    )
    found = audit([], [], statements=statements, paragraphs=paragraphs, fiscal_year=2031, phase=phase)
    return [one for one in found if one.identity != "text-cause"]


def told(*lines):
    return [one.identity for one in findings_of(*lines)]


ITEM = "教育支出（类）普通教育（款）高等教育（项）。年初预算为30.00万元，支出决算为{}万元{}。"


@pytest.mark.parametrize(
    ("outcome", "rate", "verdict", "wrong"),
    [
        ("40.00", "，完成年初预算的133.33%", "决算数小于预算数的主要原因：购书", True),
        ("40.00", "，完成年初预算的133.33%", "决算数大于预算数的主要原因：购书", False),
        ("20.00", "", "决算数大于年初预算数的主要原因：购书", True),
        ("20.00", "", "决算数小于年初预算数的主要原因：购书", False),
        ("20.00", "", "决算数小于全年预算数的主要原因：购书", False),
        ("40.00", "", "决算数大于全年预算数的主要原因：购书", False),
        ("30.00", "", "决算数与预算数持平", False),
        ("30.00", "", "决算数等于预算数", False),
        ("31.00", "", "决算数与年初预算数持平", True),
        ("31.00", "", "决算数与年初预算数基本持平", False),
        ("31.00", "", "决算数等于预算数", True),
    ],
)
def test_which_is_larger_follows_from_the_two_figures(outcome, rate, verdict, wrong):
    assert told(ITEM.format(outcome, rate) + verdict + "。") == ["text-verdict"] * wrong


def test_a_verdict_has_its_page_and_words():
    (one,) = findings_of(ITEM.format("40.00", "") + "决算数小于预算数的主要原因：购书。")
    assert one.places[0]["page"] == 4
    assert one.places[0]["quote"].endswith("决算数小于预算")
    assert (one.category, one.severity) == ("document_error", "warning")


def test_a_change_and_none_are_asked_about():
    words = "公务接待费支出决算减少{}元，与2030年持平。"
    assert told(words.format("为0.00万")) == ["text-changed-and-level"]
    assert told("公务接待费支出决算为0.00万元，与2030年持平。") == []


def test_money_for_no_guests_is_asked_about():
    words = "公务接待费支出{}万元。其中：国内公务接待支出{}万元，公务接待{}批次、{}人次。"
    assert told(words.format("1.20", "1.20", 0, 0)) == ["text-no-guests"]
    assert told(words.format("1.20", "1.20", 2, 30)) == []
    assert told(words.format("0", "0", 0, 0)) == []
    abroad = "公务接待费支出1.20万元，国内公务接待2批次、30人次，接待外宾0批次、0人次。"
    assert told(abroad) == []


def test_projects_of_all_grades_are_those_graded():
    words = (
        "绩效自评的2031年度项目{}个，平均得分95.55分（其中，绩效评级为“优”的项目50个；"
        "绩效评级为“良”的项目1个；绩效评级为“合格”的项目0个）。"
    )
    assert told(words.format(51)) == []
    (one,) = findings_of(words.format(53))
    assert one.identity == "text-grades"
    assert "50 + 1 + 0 = 51" in one.message_en


FORM = """2031年省档案馆部门预算

{heading}
六、年度预算安排
2031年度预算安排 {stated} 万元。

财政项目支出绩效目标申报表

（2031年度）

项目名称\t书库维护\t项目类别\t特定目标类
项目资金（元）\t年度资金申请总额\t1,145,100.00\t
\t其中：当年财政拨款\t1,145,100.00\t
\t其他资金\t0\t
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t书架数量\t=10个
"""


@pytest.mark.parametrize(
    ("heading", "stated", "wrong"),
    [
        ("书库维护项目经费情况说明", "114.51", False),
        ("书库维护项目经费情况说明", "116.51", True),
        ("借阅项目经费情况说明", "116.51", False),
    ],
)
def test_the_budget_of_a_described_project_stands_in_its_form(tmp_path, heading, stated, wrong):
    path = tmp_path / "own.txt"
    path.write_text(FORM.format(heading=heading, stated=stated), encoding="utf-8")
    found = budgetkit.read(str(path)).findings
    told = found[found["identity"] == "text-project-budget"]
    assert len(told) == wrong
    if wrong:
        assert "书库维护" in told["message_zh"].iloc[0] and "1,145,100.00" in told["message_zh"].iloc[0]

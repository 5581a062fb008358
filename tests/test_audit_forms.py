"""Two forms of one project: their targets and amounts are compared, and nothing else is."""

from __future__ import annotations

import pytest

from budgetkit.disclosure import understand
from tests.tables_on_paper import document, grid, line

UNIT = "某某市水务局"


def form(name, rows, amount="1200000.00", unit=UNIT):
    """One form with its indicators: (level 2, name, target)."""
    drawn = "\n".join(f"产出指标 | {level2} | {label} | {target}" for level2, label, target in rows)
    return f"""
项目名称 | {name} | 项目编码 |
项目单位 | {unit} |  |
项目总金额 | {amount} | 项目本年度金额 | {amount}
一级指标 | 二级指标 | 三级指标 | 目标值
{drawn}
"""


def disclosed(*forms):
    """A document of forms only, understood."""
    blocks = []
    for number, drawing in enumerate(forms, 1):
        blocks += [
            line("支出项目绩效目标表", number),
            line("单位：元", number, 80),
            grid(drawing, number, widths=[90.0] * 4),
        ]
    return understand(document(*blocks), {"fiscal_year": "2031", "phase": "approved", "document_id": "d"})


def told(disclosure):
    return disclosure.findings[disclosure.findings["identity"] == "forms-differ"]


FIRST = [
    ("数量指标", "整治河道长度", "≥20公里"),
    ("数量指标", "清淤次数", "2次"),
    ("质量指标", "验收合格率", "≥95%"),
]


@pytest.mark.parametrize(
    ("name", "target", "count"),
    [
        ("整治河道长度", "≥15公里", 1),
        ("整治河道长度", "≥20公里", 0),
        ("整治河道长度", "≥20000米", 0),  # another unit is not compared
        ("整治河道长度", "≤20公里", 1),  # the other side of the same figure
        ("整治河道长度", "完成", 0),  # a word contradicts no number
        ("清淤次数", "2-3次", 0),
        ("清淤次数", "三次", 1),
        ("清淤面积", "9次", 0),
        ("验收合格率", "98%", 1),
    ],
)
def test_two_forms_of_one_project_are_compared(name, target, count):
    other = form("河道整治专项", [("数量指标", name, target)])
    disclosure = disclosed(form("河道整治专项", FIRST), other)
    assert len(disclosure.projects) == 1
    found = told(disclosure)
    assert len(found) == count
    for finding in found.itertuples():
        assert (finding.category, finding.severity) == ("question", "warning")
        assert target in finding.message_zh and name in finding.message_zh
        assert "t01" in finding.places and "t02" in finding.places


def test_forms_of_two_projects_are_not_compared():
    other = form("堤防加固", [("数量指标", "整治河道长度", "≥15公里")], "900000.00")
    assert told(disclosed(form("河道整治专项", FIRST), other)).empty


def test_a_name_that_one_form_prints_twice_is_of_two_things():
    other = form("河道整治专项", [("数量指标", "清淤次数", "5次"), ("时效指标", "清淤次数", "7次")])
    assert told(disclosed(form("河道整治专项", FIRST), other)).empty


def test_a_second_form_with_another_amount_is_asked_about_and_makes_no_project():
    disclosure = disclosed(form("河道整治专项", FIRST), form("河道整治专项", FIRST, "990000.00"))
    assert disclosure.projects["project_name"].tolist() == ["河道整治专项"]
    assert "project-link-doubtful" in set(disclosure.findings["identity"])
    assert set(disclosure.indicators["project_id"]) == {"d/p01", ""}


def test_equal_names_of_two_units_stay_two_projects():
    disclosure = disclosed(form("物业管理费", FIRST), form("物业管理费", FIRST, "990000.00", "某某市林业站"))
    assert len(disclosure.projects) == 2 and told(disclosure).empty

"""What reading every finding of real documents by hand has taught: false alarms, wrong pages, bare names."""

from __future__ import annotations

import pytest

from budgetkit.audit import audit
from budgetkit.audit.case import Case
from budgetkit.model import Cell
from budgetkit.projects import Linking
from budgetkit.projects.linking import Project
from budgetkit.projects.mentions import Mention
from budgetkit.tables import Table


def table(table_id, kind, title="", pages=(2,), rows=(), **more):
    return Table(table_id, kind, title, "万元", pages, list(rows), [], 1, **more)


def test_a_table_without_a_title_is_called_by_the_name_of_its_kind():
    case = Case([table("t01", "project_table"), table("t02", "other")], [])
    assert case.names(("t01", -1, -1))["table"] == "项目支出表"
    assert "other" not in case.names(("t02", -1, -1))["table"]


def test_tables_of_one_title_are_told_apart():
    forms = [table(f"t0{n}", "performance_project_form", "绩效目标表", (n,)) for n in (1, 2, 3)]
    projects = [
        Project([Mention("performance_project_form", f"t0{n}", 0, n, f"项目{n}")], [], f"p{n}")
        for n in (1, 2)
    ]
    case = Case(forms, [], linking=Linking(projects))
    names = [case.names((each.table_id, -1, -1))["table"] for each in forms]
    assert names == ["绩效目标表（项目1）", "绩效目标表（项目2）", "绩效目标表（第 3 页）"]
    twins = Case([table("t01", "other", "附表", (1,)), table("t02", "other", "附表", (1,))], [])
    assert twins.names(("t02", -1, -1))["table"] == "附表（t02）"
    alone = Case([table("t01", "other", "附表"), table("t02", "other", "附表", (), state="absent")], [])
    assert alone.names(("t01", -1, -1))["table"] == "附表"


def test_a_row_without_an_amount_stands_on_the_page_where_it_is_printed():
    rows = [[Cell(0, 0, "指标", page=3)], [Cell(1, 0, "满意度", page=4)]]
    case = Case([table("t01", "performance_project_form", "绩效目标表", (3, 4), rows)], [])
    assert case.place(("t01", 1, -1)) == {"table": "t01", "page": 4, "row": 1}
    assert case.place(("t01", -1, -1))["page"] == 3


FUNDS = "government_managed_funds_expenditure"


@pytest.mark.parametrize(
    ("metric", "subject", "value", "silent"),
    [
        ("no_such_budget", "government_managed_funds", "0", True),
        ("no_such_budget", FUNDS, "0", True),
        ("empty_table", FUNDS, "", True),
        (FUNDS, FUNDS, "0", True),
        (FUNDS, FUNDS, "12.00", False),
        ("no_such_budget", "state_capital_operations", "0", False),
    ],
)
def test_an_empty_table_that_the_prose_explains_is_no_question(metric, subject, value, silent):
    one = {"metric": metric, "subject": subject, "value": value, "unit": "万元", "decimals": 2}
    one |= {
        "derived": False,
        "section": "",
        "page": 3,
        "quote": "无",
        "fiscal_year": 2031,
        "phase": "approved",
    }
    one |= {"base_year": None, "base_phase": "", "statement_id": "s1"}
    empty = table("t01", FUNDS, "政府性基金支出表", state="empty")
    found = audit([empty], [], statements=[one], fiscal_year=2031, phase="approved")
    assert ("empty-table-without-note" not in [each.identity for each in found]) == silent

"""The evaluator of the prose: rates of a budget, reserved purchases, changes of budgets, items of a fund."""

from __future__ import annotations

import pytest
from test_checks_prose import change, failed, line, said


@pytest.mark.parametrize(
    ("budget", "outcome", "forms"), [("0", "40", ["completion-of-nothing"]), ("0", "0", [])]
)
def test_there_is_no_rate_of_a_budget_of_nothing(budget, outcome, forms):
    thing = "official_hospitality"
    stated = [
        said(thing, budget, phase="approved"),
        said(thing, outcome, phase="executed"),
        said("execution_rate", "95.89", "%", subject=thing, phase="executed", base_phase="approved"),
    ]
    assert failed(stated) == forms
    assert failed([*stated[:2], stated[2] | {"value": "0", "decimals": 0}]) == []


@pytest.mark.parametrize(("percent", "forms"), [("90.00", []), ("75.00", ["completion-by-tables"])])
def test_the_budget_may_stand_in_the_table_only(percent, forms):
    thing = "official_vehicles"
    table = [
        line("three_public_table", 90_000, 1, measure=thing, phase="executed"),
        line("three_public_table", 100_000, 2, measure=thing, phase="approved"),
    ]
    stated = [
        said(thing, "9.00", phase="executed"),
        said("execution_rate", percent, "%", subject=thing, phase="executed"),
    ]
    assert failed(stated, table) == forms
    assert failed(stated) == []


def test_what_is_reserved_for_small_firms_does_not_exceed_what_is_bought():
    reserved, micro = "procurement_reserved_for_small_and_medium", "procurement_reserved_for_micro"
    stated = [said("government_procurement", "85.00"), said(reserved, "80.00"), said(micro, "70.00")]
    assert failed(stated) == []
    assert failed([stated[0], said(reserved, "96.00"), stated[2]]) == ["sum"]
    assert failed([*stated[:2], said(micro, "81.00")]) == ["sum"]


@pytest.mark.parametrize(("growth", "forms"), [("95.00", []), ("115.00", ["sum-of-changes"])])
def test_changes_of_budgets_make_the_change_of_the_appropriation(growth, forms):
    whole = "appropriation_expenditure"
    stated = [said(whole, "300.00"), change(growth, whole)]
    parts = (
        ("general_public_expenditure", "100.00", "-5.00"),
        ("government_managed_funds_expenditure", "200.00", "100.00"),
    )
    for part, value, delta in parts:
        subject = f"{whole}/{part}"
        stated += [said(part, value, subject=subject), change(delta, subject)]
    assert failed(stated) == forms


def test_items_of_a_fund_are_held_against_the_table_of_the_fund():
    known = {"item": "城市建设支出", "functional_code": "2120803", "functional_name": "城市建设支出"}
    table = [line("government_managed_funds_expenditure", 1_050_000, **known)]
    assert failed([said("functional_item", "105.00", subject="城市建设支出")], table) == []
    of_the_fund = {"subject": "城市建设支出", "section": "政府性基金预算"}
    assert failed([said("functional_item", "135.00", **of_the_fund)], table) == ["figure-unsure"]
    of_another = {"subject": "城市建设支出", "section": "一般公共预算支出"}
    assert failed([said("functional_item", "135.00", **of_another)], table) == []

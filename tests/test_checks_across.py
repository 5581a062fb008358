"""Every identity between documents, on figures in memory: it holds, misses one wrong figure, or is silent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from identity_cases import ECONOMIC_NAMES
from small_disclosure import TOTAL, amount_columns, current, item, make_table

from budgetkit.checks.across import (
    ComparedDocument,
    compare_period,
    compare_unit,
    compare_units,
    compare_year_before,
)
from budgetkit.checks.lookup import Index
from budgetkit.rules.identities import identities
from budgetkit.tables import Column

NATURES = [("合计", "", "total"), ("基本支出", "basic", "item"), ("项目支出", "project", "item")]
ITEMS = [
    (TOTAL, ["90.00", "60.00", "30.00"]),
    (item("2011301", "行政运行"), ["60.00", "60.00", ""]),
    (item("2011302", "一般行政管理事务"), ["30.00", "", "30.00"]),
]


def spending(rows=ITEMS, kind="expenditure_by_function"):
    return make_table("t03", kind, amount_columns(NATURES), rows)[1]


def economic():
    codes = (("30101", "40.00"), ("30201", "20.00"))
    rows = [
        ({"department_economic_code": code, "item": ECONOMIC_NAMES[code]}, [text]) for code, text in codes
    ]
    return make_table(
        "t06", "basic_expenditure_by_economic", amount_columns([("合计", "basic", "total")]), rows
    )[1]


def summary():
    columns = amount_columns([("金额", "", "total")])
    rows = [
        (item("201", "一般公共服务支出"), ["60.00"]),
        (item("208", "社会保障和就业支出"), ["30.00"]),
        (current("本年支出合计", "current_year_expenditure"), ["90.00"]),
    ]
    spent = make_table("t01", "revenue_expenditure_summary", columns, rows)[1]
    columns = [Column(4, ("金额",), "amount", direction="revenue", side=1)]
    rows = [
        ({"item": "一般公共预算", "fund": "general_public_budget"}, ["80.00"]),
        ({"item": "事业收入", "fund": "unit_funds/institutional_service_revenue"}, ["10.00"]),
        (current("本年收入合计", "current_year_revenue"), ["90.00"]),
    ]
    return [*spent, *make_table("t01", "revenue_expenditure_summary", columns, rows)[1]]


def public_expenses():
    columns = [Column(2, ("公务接待费",), "amount", measure="official_hospitality")]
    return make_table("t08", "three_public_table", columns, [({}, ["4.00"])])[1]


def balances(opening, closing):
    columns = [Column(2, ("金额",), "amount", direction="revenue")]
    rows = [
        (current("本年收入合计", "current_year_revenue"), ["90.00"]),
        ({"item": "年初结转和结余", "measure": "opening_carryover"}, [opening]),
        ({"item": "总计", "measure": "total_sources", "row_kind": "total"}, ["95.00"]),
    ]
    lines = make_table("t01", "revenue_expenditure_summary", columns, rows)[1]
    columns = [Column(4, ("金额",), "amount", direction="expenditure", side=1)]
    rows = [
        (current("本年支出合计", "current_year_expenditure"), ["90.00"]),
        ({"item": "年末结转和结余", "measure": "closing_carryover"}, [closing]),
        ({"item": "总计", "measure": "total_uses", "row_kind": "total"}, ["95.00"]),
    ]
    return [*lines, *make_table("t01", "revenue_expenditure_summary", columns, rows)[1]]


def fund_balances(opening, closing):
    columns = [
        Column(2, ("年初结转和结余",), "amount", measure="opening_carryover"),
        Column(3, ("年末结转和结余",), "amount", measure="closing_carryover"),
    ]
    return make_table("t09", "government_managed_funds_expenditure", columns, [(TOTAL, [opening, closing])])[
        1
    ]


def side(lines, year, phase="approved", own=None):
    """A document; its lines are of its own period, or of the one that ``own`` gives."""
    period = own or (year, phase)
    kinds = frozenset(line.kind for line in lines)
    lines = [replace(line, fiscal_year=period[0], phase=period[1]) for line in lines]
    return ComparedDocument(Index(lines, {}), year, phase, kinds=kinds)


OTHER_PERIOD = {
    "other-period-total": spending,
    "other-period-item": spending,
    "other-period-economic": economic,
    "other-period-summary-total": summary,
    "other-period-summary-class": summary,
    "other-period-summary-source": summary,
    "other-period-three-public": public_expenses,
}
YEAR_BEFORE = {"opening-balance": balances, "opening-balance-of-a-fund": fund_balances}
UNITS = {"units-of-the-department", "rows-of-a-unit"}


def of(name, checks):
    return [check for check in checks if check.identity.id == name]


def test_every_identity_between_documents_is_tested():
    named = {identity.id for identity in identities() if identity.scope == "documents"}
    assert named == {*OTHER_PERIOD, *YEAR_BEFORE, *UNITS}


@pytest.mark.parametrize("name", OTHER_PERIOD)
def test_what_is_printed_of_another_period_is_what_its_document_prints(name):
    made = OTHER_PERIOD[name]
    own, other = side(made(), 2024, own=(2023, "approved")), side(made(), 2023)
    held = of(name, compare_period(own, other))
    assert held and {check.state for check in held} == {"holds"}
    for check in held:
        lines = made()
        wrong = next(line for line in lines if (line.row, line.column) == (check.row, check.column))
        wrong.amount_fen += 10**6
        failed = of(name, compare_period(side(lines, 2024, own=(2023, "approved")), other))
        assert (check.row, check.column) in [(c.row, c.column) for c in failed if c.state == "fails"]
        gone = [line for line in made() if line.row != check.row]
        silent = of(name, compare_period(own, side(gone, 2023)))
        assert {c.state for c in silent if not c.total} <= {"not_assessable"} and len(silent) == len(held)
    assert not compare_period(own, side(made(), 2022)), "another year"
    assert not compare_period(side(made(), 2024), other), "only figures of its own year are printed"


@pytest.mark.parametrize("name", YEAR_BEFORE)
def test_accounts_open_with_what_the_year_before_closed_with(name):
    made = YEAR_BEFORE[name]
    now = side(made("5.00", "7.00"), 2024, "executed")
    (check,) = of(name, compare_year_before(now, side(made("3.00", "5.00"), 2023, "executed")))
    assert check.state == "holds"
    (check,) = of(name, compare_year_before(now, side(made("3.00", "6.00"), 2023, "executed")))
    assert (check.state, check.printed_fen, check.expected_fen) == ("fails", 5 * 10**6, 6 * 10**6)
    (check,) = of(name, compare_year_before(now, side(made("3.00", ""), 2023, "executed")))
    assert check.state == "not_assessable"
    assert not compare_year_before(side(made("5.00", "7.00"), 2024), side(made("3.00", "6.00"), 2023))


def unit_rows(basic="60.00"):
    return [
        (TOTAL, ["90.00", "60.00", "30.00"]),
        (item("2011301", "行政运行", unit_code="001001"), [basic, basic, ""]),
        (item("2011302", "一般行政管理事务", unit_code="001002"), ["30.00", "", "30.00"]),
    ]


def test_rows_of_a_unit_are_its_own_disclosure():
    own = side(spending([(TOTAL, ["60.00", "60.00", "0.00"]), ITEMS[1]]), 2024)
    name = "rows-of-a-unit"
    held = of(name, compare_unit(side(spending(unit_rows()), 2024), "001001", own))
    assert held and {check.state for check in held} == {"holds"}
    failed = of(name, compare_unit(side(spending(unit_rows("61.00")), 2024), "001001", own))
    assert {(check.state, check.row) for check in failed} == {("fails", 2)}
    assert not compare_unit(side(spending(unit_rows()), 2024), "001009", own)


def test_a_department_is_the_sum_of_its_units_where_each_prints_the_table():
    name, department = "units-of-the-department", side(spending(unit_rows()), 2024)
    one = side(spending([(TOTAL, ["60.00", "60.00", "0.00"])]), 2024)
    two = side(spending([(TOTAL, ["30.00", "0.00", "30.00"])]), 2024)
    wrong = side(spending([(TOTAL, ["31.00", "1.00", "30.00"])]), 2024)
    without, empty = side(economic(), 2024), side(economic(), 2024)
    empty.kinds |= {"expenditure_by_function"}
    assert {c.state for c in of(name, compare_units(department, [one, two]))} == {"holds"}
    assert [c.state for c in of(name, compare_units(department, [one, wrong]))].count("fails") == 2
    assert {c.state for c in of(name, compare_units(department, [one, without]))} == {"not_assessable"}
    states = {c.state for c in of(name, compare_units(department, [one, two, empty]))}
    assert states == {"holds"}, "an empty table with a note adds nothing"

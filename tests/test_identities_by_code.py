"""Identities of forms, procurement, balances and codes: each holds, fails by one figure, or is silent."""

from dataclasses import replace

import pytest
from identity_cases import (
    ABSENT,
    CASES,
    by_function,
    department_form,
    economic,
    paid_by_units,
    public_expenses,
)

from budgetkit.audit import audit
from budgetkit.checks import evaluate
from budgetkit.rules.identities import identities

BLANK_IS_ZERO = {"performance-summary-column": ("fails",)}
"""Within a column of one table a blank cell counts as zero."""


def place(line):
    return line.table_id, line.row, line.column


def evaluated(name, made):
    wanted = [identity for identity in identities() if identity.id == name]
    columns = {table.table_id: table.columns for table, _ in made}
    return evaluate([line for _, lines in made for line in lines], wanted, columns=columns)


@pytest.mark.parametrize("name", CASES)
def test_it_holds_on_figures_that_agree(name):
    states = [check.state for check in evaluated(name, CASES[name]())]
    assert "holds" in states and "fails" not in states


@pytest.mark.parametrize("name", CASES)
def test_every_figure_that_takes_part_is_missed_when_it_is_wrong(name):
    held = next(check for check in evaluated(name, CASES[name]()) if check.state == "holds")
    sides = (
        [(-1, held.total), (1, held.parts)]
        if held.relation == "at_most"
        else [(1, (*held.total, *held.parts))]
    )
    for sign, taken in sides:
        for line in taken:
            made = CASES[name]()
            wrong = next(other for _, lines in made for other in lines if place(other) == place(line))
            wrong.amount_fen += sign * 10**10
            assert "fails" in [check.state for check in evaluated(name, made)]


LOUD = [name for name in CASES if next(i for i in identities() if i.id == name).severity != "info"]


@pytest.mark.parametrize("name", LOUD)
def test_a_wrong_figure_ends_in_a_finding_that_points_at_it(name):
    held = next(check for check in evaluated(name, CASES[name]()) if check.state == "holds")
    made = CASES[name]()
    lines = [line for _, lines in made for line in lines]
    wrong = next(line for line in lines if place(line) == place(held.parts[0]))
    wrong.amount_fen += 10**10
    found = audit([table for table, _ in made], lines)
    assert any(place(wrong) in finding.lines for finding in found if finding.severity != "info")


@pytest.mark.parametrize("name", CASES)
def test_without_its_parts_it_says_nothing(name):
    held = next(check for check in evaluated(name, CASES[name]()) if check.state == "holds")
    gone = {(line.table_id, line.row) for line in held.parts} - {
        (line.table_id, line.row) for line in held.total
    }
    cells = {(line.table_id, line.row, line.column) for line in held.parts}
    made = [
        (
            table,
            [line for line in lines if (line.table_id, line.row) not in gone and place(line) not in cells],
        )
        for table, lines in CASES[name]()
    ]
    states = {check.state for check in evaluated(name, made)}
    assert states <= {"not_assessable", *BLANK_IS_ZERO.get(name, ())}


@pytest.mark.parametrize("name", ABSENT)
def test_a_code_in_the_wrong_column_is_asked_about_at_its_cell(name):
    table, lines = ABSENT[name]()
    (check,) = evaluated(name, [(table, lines)])
    assert check.state == "fails" and (check.row, check.column) != (-1, -1)
    for line in lines:
        line.amount_fen = 0
    assert evaluated(name, [(table, lines)]) == []
    older = [replace(line, amount_fen=1, fiscal_year=2017) for line in lines]
    assert evaluated(name, [(table, older)]) == []


def test_many_misplaced_codes_are_one_finding():
    table, lines = economic(*[(code, ["10.00", "10.00", ""]) for code in ("30201", "30202", "30205")])
    found = [f for f in audit([table], lines) if f.identity == "personnel-column-codes"]
    (finding,) = found
    assert (finding.category, finding.severity) == ("question", "warning")
    assert [place["row"] for place in finding.places] == [1, 2, 3]
    assert "30201、30202、30205" in finding.message_zh


def test_a_list_of_tasks_may_print_its_own_total():
    listed = department_form()
    listed[1].append(replace(listed[1][-1], row=9, amount_fen=550 * 10**6))
    (check,) = evaluated("department-form-tasks", [listed])
    assert check.state == "holds" and check.expected_fen == 550 * 10**6


def test_sources_of_a_form_that_prints_others_too_are_not_added_up():
    table, lines = department_form()
    lines.append(replace(lines[1], row=12, fund="carryover", amount_fen=7))
    lines[0].amount_fen += 10**6
    assert {check.state for check in evaluated("department-form-sources", [(table, lines)])} <= {
        "not_assessable"
    }


def test_what_agencies_cost_was_counted_differently_before_2018():
    made = CASES["agency-costs-within-goods"]()
    for _, lines in made:
        for line in lines:
            line.fiscal_year, line.amount_fen = 2017, line.amount_fen * (9 if line.row_kind == "total" else 1)
    assert evaluated("agency-costs-within-goods", made) == []


def test_rounding_between_units_is_no_finding_where_a_part_may_be_as_large_as_its_whole():
    basic, spent = (
        economic(("", ["200.00", "100.00", "100.00"])),
        public_expenses(agency_operating_costs="100.01"),
    )
    for line in spent[1]:
        line.step_fen *= 2
    (check,) = evaluated("agency-costs-within-operating", [basic, spent])
    assert check.state == "rounding"
    tables = [basic[0], spent[0]]
    assert not [f for f in audit(tables, [*basic[1], *spent[1]]) if f.category == "rounding"]


def usual(*codes, wrong="2210201"):
    """Functions and economic codes that usually agree; one of them does not."""
    pairs = {"2080505": "30108", "2080506": "30109", "2210201": "30113"}
    rows = [(pairs[code], ["50.00", "50.00", ""]) for code in codes]
    return [by_function(*[(c, "40.00" if c == wrong else "50.00") for c in codes]), economic(*rows)]


def notes_of(made):
    lines = [line for _, lines in made for line in lines]
    return [f.identity for f in audit([table for table, _ in made], lines) if f.category == "note"], lines


def test_what_usually_agrees_is_noted_only_where_the_rest_agrees():
    noted, lines = notes_of(usual("2080505", "2080506", "2210201"))
    assert noted == ["housing-fund-by-function"]
    assert not any(line.failures for line in lines)
    assert notes_of(usual("2080505", "2210201"))[0] == []
    assert notes_of(usual("2080505", "2080506"))[0] == []


def test_projects_without_an_item_leave_their_items_open():
    made = CASES["project-table-item"]()
    made[1][1][0].functional_code = ""
    assert {check.state for check in evaluated("project-table-item", made)} <= {"not_assessable"}


def test_a_unit_with_items_of_organs_and_of_institutions_leaves_government_codes_open():
    made = paid_by_units()
    made[0][1].append(
        replace(made[0][1][-1], row=9, functional_code="2080501", functional_name="行政单位离退休")
    )
    assert {check.state for check in evaluated("organs-by-government-code", made)} == {"not_assessable"}


def test_training_that_may_be_of_projects_is_not_compared():
    paid = economic(("30216", ["50.00", "50.00", ""]))
    (check,) = evaluated("training-by-function", [by_function(("2050803", "80.00")), paid])
    assert check.state == "not_assessable", "the total of 2050803 holds projects, too"

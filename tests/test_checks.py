"""The evaluator: which identities hold, which fail, which cannot be assessed."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_disclosure import FUNDS, NATURES, TOTAL, amount_columns, disclosure, item, make_table

from budgetkit.checks import evaluate
from budgetkit.tables import Column
from tests.exploring import examples


def states(checks, *names):
    return Counter(check.state for check in checks if not names or check.identity.id in names)


def failed(checks):
    return sorted((c.identity.id, c.table_id, c.row, c.column) for c in checks if c.state == "fails")


def checked(tables, lines, **more):
    return evaluate(lines, columns={table.table_id: table.columns for table in tables}, **more)


def one(table_and_lines, **more):
    table, lines = table_and_lines
    return checked([table], lines, **more)


def test_a_consistent_disclosure_holds_within_and_between_its_tables():
    checks = checked(*disclosure())
    assert states(checks)["fails"] == states(checks)["rounding"] == 0
    held = {check.identity.id for check in checks if check.state == "holds"}
    assert held >= {
        "nature-row", "fund-row", "function-column", "current-year-revenue", "current-year-expenditure",
        "total-sources", "total-uses", "sources-equal-uses", "summary-revenue-table",
        "summary-expenditure-table", "revenue-expenditure-tables", "revenue-expenditure-items",
        "summary-functional-class",
    }  # fmt: skip


def test_an_identity_without_its_operand_is_not_assessable_and_no_pass():
    checks = checked(*disclosure())
    for name in ("basic-expenditure-total", "project-table-total"):
        assert set(states(checks, name)) <= {"not_assessable"}
    tables, lines = disclosure()
    lines = [line for line in lines if line.table_id != "t01"]
    assert states(checked(tables, lines), "summary-revenue-table") == {"not_assessable": 1}
    assert states(checked(tables, lines), "revenue-expenditure-items") == {"not_assessable": 1}


def test_one_wrong_cell_fails_exactly_the_identities_that_contain_it():
    tables, lines = disclosure()
    wrong = next(line for line in lines if (line.table_id, line.row, line.column) == ("t03", 2, 4))
    before = checked(tables, lines)
    containing = {
        (c.identity.id, c.table_id, c.row, c.column)
        for c in before
        if wrong in (*c.total, *c.parts) and c.counts
    }
    wrong.amount_fen += 9 * 10**6
    assert set(failed(checked(tables, lines))) == containing
    assert {name for name, *_ in containing} == {"nature-row", "function-column"}


def test_order_of_lines_does_not_matter():
    tables, lines = disclosure()
    lines[7].amount_fen += 100
    expected = checked(tables, lines)
    for seed in range(5):
        shuffled = list(lines)
        random.Random(seed).shuffle(shuffled)
        assert checked(tables, shuffled) == expected


def test_scope_separates_tables_from_the_document():
    tables, lines = disclosure()
    both = checked(tables, lines)
    within, between = (checked(tables, lines, scope=scope) for scope in ("table", "document"))
    assert {c.identity.scope for c in between} == {"document"}
    assert len(within) + len(between) == len(both)


def test_printed_rounding_is_told_apart_from_an_error():
    row = item("2011301", "行政运行")
    figures = ["520.02", "520.02", "444.01", "10.66", "65.34", "", "", "", ""]
    checks = one(make_table("t1", "expenditure_by_function", amount_columns(NATURES), [(row, figures)]))
    assert states(checks, "nature-row") == {"holds": 1, "rounding": 1}
    rounded = next(check for check in checks if check.state == "rounding")
    assert (rounded.difference_fen, rounded.tolerance_fen) == (10_000, 20_000)


def test_a_blank_subtotal_counts_as_zero_beside_its_printed_parts():
    figures = ["37.70", "", "", "", "", "37.70", "37.70", "", ""]
    checks = one(
        make_table(
            "t1", "expenditure_by_function", amount_columns(NATURES), [(item("2011302", "事务"), figures)]
        )
    )
    assert [(c.column, c.printed_fen, c.expected_fen) for c in checks if c.state == "fails"] == [
        (3, 0, 37_700_000),
        (8, 37_700_000, 0),
    ]


def test_codes_units_and_labels_make_the_hierarchy():
    columns = amount_columns([("合计", "", "total")])
    units = [
        (TOTAL, ["100.00"]),
        ({"unit_code": "031001", "unit_name": "机关", "item": "机关", "row_kind": "subtotal"}, ["70.00"]),
        (item("2011301", "行政运行"), ["60.00"]),
        (item("2080501", "离退休"), ["10.00"]),
        ({"unit_code": "031002", "unit_name": "中心", "item": "中心", "row_kind": "subtotal"}, ["30.00"]),
        (item("2011350", "事业运行"), ["30.00"]),
    ]
    checks = one(make_table("t1", "expenditure_by_function", columns, units))
    assert {(c.row, tuple(p.row for p in c.parts)) for c in checks if c.identity.id == "function-column"} == {
        (1, (2, 5)),
        (2, (3, 4)),
        (5, (6,)),
    }
    codes = [
        (item("201", "一般公共服务支出"), ["70.00"]),
        (item("20113", "商贸事务"), ["70.00"]),
        (item("2011301", "行政运行"), ["60.00"]),
        (item("2011302", "事务"), ["10.00"]),
        (item("208", "社会保障"), ["30.00"]),
        (TOTAL, ["100.00"]),
    ]
    checks = one(make_table("t1", "expenditure_by_function", columns, codes))
    assert {(c.row, tuple(p.row for p in c.parts)) for c in checks if c.identity.id == "function-column"} == {
        (6, (1, 5)),
        (1, (2,)),
        (2, (3, 4)),
    }
    assert set(states(checks, "function-column")) == {"holds"}


def test_a_department_row_that_repeats_the_total_stands_over_the_items():
    rows = [
        (TOTAL, ["100.00"]),
        ({"unit_code": "044", "unit_name": "某局", "item": "某局", "row_kind": "subtotal"}, ["100.00"]),
        (item("2011301", "行政运行"), ["60.00"]),
        (item("2080501", "离退休"), ["40.00"]),
    ]
    checks = one(make_table("t1", "expenditure_by_function", amount_columns([("合计", "", "total")]), rows))
    assert states(checks, "function-column") == {"holds": 2}


def test_levels_told_by_indentation_are_found_by_their_sums_only_if_all_agree():
    amounts = ["334.00", "120.00", "35.00", "45.00", "20.00", "8.00", "2.00", "10.00", "214.00"]
    names = ["货物", "设备更新", "台式", "便携", "打印", "复印", "其他", "专用", "车辆"]
    rows = [(TOTAL, ["334.00"]), *(({"item": n}, [a]) for n, a in zip(names, amounts, strict=True))]
    columns = amount_columns([("金额", "", "item")])
    checks = one(make_table("t1", "procurement_table", columns, rows))
    assert states(checks, "procurement-column") == {"holds": 3}
    rows[-1] = ({"item": "车辆"}, ["215.00"])
    checks = one(make_table("t1", "procurement_table", columns, rows))
    assert states(checks, "procurement-column")["fails"] == 1


@pytest.mark.parametrize(("carried", "state"), [("", "holds"), ("80.00", "holds"), ("70.00", "fails")])
def test_total_sources_are_current_revenue_and_carryover(carried, state):
    total = "180.00" if carried else "100.00"
    rows = [
        ({"item": "财政拨款", "fund": "appropriation"}, ["100.00"]),
        ({"item": "本年收入合计", "measure": "current_year_revenue", "row_kind": "subtotal"}, ["100.00"]),
        ({"item": "上年结转", "measure": "opening_carryover"}, [carried]),
        ({"item": "收入总计", "measure": "total_sources", "row_kind": "total"}, [total]),
    ]
    columns = [Column(2, ("收入", "金额"), "amount", direction="revenue")]
    checks = one(make_table("t1", "revenue_expenditure_summary", columns, rows))
    assert states(checks, "total-sources") == {state: 1}
    assert states(checks, "current-year-revenue") == {"holds": 1}


def test_both_breakdowns_of_one_side_make_current_expenditure():
    columns = [
        Column(2, ("支出", "功能分类", "金额"), "amount", side=0, direction="expenditure"),
        Column(4, ("支出", "支出用途", "金额"), "amount", side=1, direction="expenditure"),
    ]
    total = {"item": "本年支出合计", "measure": "current_year_expenditure", "row_kind": "subtotal"}
    function = make_table(
        "t1",
        "revenue_expenditure_summary",
        columns[:1],
        [(item("204", "公共安全支出"), ["80.00"]), (item("208", "保障"), ["20.00"])],
    )
    basic, project = {"item": "基本支出", "nature": "basic"}, {"item": "项目支出", "nature": "project"}
    rows = [(basic, ["60.00"]), (project, ["40.00"]), (total, ["100.00"])]
    nature = make_table("t1", "revenue_expenditure_summary", columns[1:], rows)
    lines = function[1] + nature[1]
    assert states(evaluate(lines), "current-year-expenditure") == {"holds": 2}
    function[1][0].amount_fen += 10**6
    assert states(evaluate(lines), "current-year-expenditure") == {"holds": 1, "fails": 1}


def three_public(*extra):
    labels = [
        ("合计", "", "total"),
        ("“三公”经费 / 小计", "three_public", "subtotal"),
        ("因公出国", "overseas_official_travel", "item"),
        ("公务用车 / 小计", "official_vehicles", "subtotal"),
        ("购置费", "official_vehicle_purchase", "item"),
        ("运行费", "official_vehicle_operation", "item"),
        ("公务接待费", "official_hospitality", "item"),
        ("会议费", "conferences", "item"),
    ]
    figures = ["1,276.70", "418.26", "80.00", "237.00", "", "237.00", "101.26", "858.44"]
    return make_table("t1", "three_public_table", amount_columns(labels, "measure"), [({}, figures)])


def test_three_public_are_bound_to_their_own_subtotal():
    checks = one(three_public())
    assert states(checks, "three-public-sum") == states(checks, "official-vehicles-sum") == {"holds": 1}


def test_three_public_may_stand_in_rows():
    measures = [
        "three_public",
        "overseas_official_travel",
        "official_hospitality",
        "official_vehicles",
    ]
    rows = [
        ({"item": m, "measure": m}, [a])
        for m, a in zip(measures, ["48.00", "0", "29.00", "19.00"], strict=True)
    ]
    rows += [({"item": "运行费", "measure": "official_vehicle_operation", "row_kind": "of_which"}, ["19.00"])]
    checks = one(make_table("t1", "three_public_table", amount_columns([("预算数", "", "item")]), rows))
    assert states(checks, "three-public-sum") == states(checks, "official-vehicles-sum") == {"holds": 1}


def test_of_which_is_at_most_its_whole():
    rows = [(item("2011301", "行政运行"), ["500.00", "400.00", "450.00", "100.00"])]
    checks = one(make_table("t1", "revenue_by_source", amount_columns(FUNDS, "fund", "revenue"), rows))
    assert [(c.relation, c.printed_fen, c.expected_fen) for c in checks if c.state == "fails"] == [
        ("at_most", 400 * 10**6, 450 * 10**6)
    ]
    assert not any(c.counts for c in checks if c.state == "fails")


def test_with_carryover_a_table_may_tie_to_either_total():
    tables, lines = disclosure()
    for line in lines:
        if line.table_id == "t01" and line.measure in ("total_sources", "total_uses"):
            line.amount_fen += 80 * 10**6
    source = next(line for line in lines if line.measure == "total_sources")
    carried = {
        "item": "上年结转",
        "measure": "opening_carryover",
        "row_kind": "item",
        "amount_fen": 80 * 10**6,
    }
    lines.append(replace(source, row=4, **carried))
    checks = checked(tables, lines)
    assert states(checks, "summary-revenue-table", "summary-expenditure-table") == {"holds": 2}
    assert not states(checks, "revenue-expenditure-tables", "revenue-expenditure-items")


def economic(rows):
    labels = [
        ("合计", "basic", "total"),
        ("人员经费", "basic/personnel", "item"),
        ("公用经费", "basic/operating", "item"),
    ]
    rows = [
        ({"department_economic_code": code, "item": code} if code else TOTAL, figures)
        for code, figures in rows
    ]
    return make_table("t6", "basic_expenditure_by_economic", amount_columns(labels), rows)


def test_code_groups_stand_in_their_column():
    good = [("", ["10.00", "6.00", "4.00"]), ("30101", ["6.00", "6.00", ""]), ("30201", ["4.00", "", "4.00"])]
    assert set(states(one(economic(good)))) <= {"holds", "not_assessable"}
    bad = [("", ["10.00", "10.00", ""]), ("30101", ["6.00", "6.00", ""]), ("30201", ["4.00", "4.00", ""])]
    assert failed(one(economic(bad))) == [("personnel-column-codes", "t6", 3, 3)]


@st.composite
def consistent_rows(draw):
    """Rows of exact figures that add up along natures, and a total row over them."""
    leaves = draw(st.lists(st.lists(st.integers(0, 10**7), min_size=6, max_size=6), min_size=1, max_size=6))

    def full(leaf):
        basic, project = sum(leaf[:4]), sum(leaf[4:])
        return [basic + project, basic, *leaf[:4], project, *leaf[4:]]

    rows = [full(leaf) for leaf in leaves]
    total = [sum(column) for column in zip(*rows, strict=True)]
    return [[f"{n / 100:.2f}" if n else "" for n in row] for row in [total, *rows]]


@settings(max_examples=examples(40))
@given(consistent_rows())
def test_a_consistent_random_table_never_fails(figures):
    rows = [(TOTAL, figures[0])] + [
        (item(f"20113{n:02d}", f"项{n}"), row) for n, row in enumerate(figures[1:])
    ]
    checks = one(make_table("t1", "expenditure_by_function", amount_columns(NATURES), rows))
    assert set(states(checks)) <= {"holds", "not_assessable"}

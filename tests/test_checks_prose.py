"""The evaluator of the prose on statements and lines made by hand: what holds, fails, or cannot be told."""

from __future__ import annotations

import pytest

from budgetkit.checks.prose import evaluate_prose
from budgetkit.records import Line


def said(metric, value, unit="万元", subject="", **more):
    decimals = len(value.partition(".")[2])
    known = {
        "section": "", "metric": metric, "subject": subject or metric, "fiscal_year": 2024,
        "phase": "approved", "base_year": None, "base_phase": "", "value": value, "unit": unit,
        "decimals": decimals, "derived": False, "quote": f"{metric}{value}{unit}", "page": 3,
    }  # fmt: skip
    return known | more


def change(value, subject, **more):
    return said("year_on_year_change", value, subject=subject, base_year=2023, **more)


def rate(value, subject, unit="%", **more):
    return said("year_on_year_rate", value, unit, subject=subject, base_year=2023, **more)


def line(kind, yuan, row=1, **more):
    known = {"fiscal_year": 2024, "phase": "approved", "direction": "expenditure"} | more
    return Line("t01" + kind, kind, 2, row, 1, yuan * 100, 1, f"{yuan}", "元", 0, **known)


def states(statements, lines=(), form="", empty=()):
    return [one.state for one in evaluate_prose(statements, lines, empty) if one.form.startswith(form)]


def failed(statements, lines=(), empty=()):
    return [one.form for one in evaluate_prose(statements, lines, empty) if one.state == "fails"]


def basic_table(personnel=600_000, operating=400_000):
    kind = "basic_expenditure_by_economic"
    return [
        line(kind, personnel + operating, 1, row_kind="total", nature="basic"),
        line(kind, personnel, 2, item="工资福利支出", department_economic_code="301"),
        line(kind, operating, 3, item="商品和服务支出", department_economic_code="302"),
        line(kind, operating, 4, item="办公费", department_economic_code="30201"),
    ]


def test_nothing_to_compare_with_is_no_pass():
    assert states([said("personnel_expenditure", "60.00")]) == ["not_assessable"]
    assert states([said("personnel_expenditure", "60.00", fiscal_year=None)], basic_table()) == [
        "not_assessable"
    ]
    assert states([said("reason", "", "")]) == []


def test_personnel_may_be_the_sum_of_its_codes():
    assert states([said("personnel_expenditure", "60.00")], basic_table()) == ["holds"]
    assert states([said("routine_operating_expenditure", "40.00")], basic_table()) == ["holds"]
    assert failed([said("personnel_expenditure", "61.00")], basic_table()) == ["figure-differs"]


def test_running_costs_may_be_less_than_operating_expenditure_but_not_more():
    for value, forms in (("40.00", []), ("30.00", ["figure-scope"]), ("50.00", ["figure-unsure"])):
        assert failed([said("agency_operating_costs", value)], basic_table()) == forms


def test_a_figure_that_the_tables_print_in_several_ways_is_no_error():
    kind = "revenue_expenditure_summary"
    lines = [
        line(kind, 900_000, 5, item="本年支出合计", measure="current_year_expenditure", row_kind="subtotal"),
        line(kind, 100_000, 6, item="结转下年", measure="closing_carryover"),
        line(kind, 1_000_000, 7, item="支出总计", measure="total_uses", row_kind="total"),
    ]
    for value in ("90.00", "100.00"):
        assert failed([said("expenditure_total", value)], lines) == []
    assert failed([said("expenditure_total", "95.00")], lines) == ["figure-unsure"]


def test_the_figure_of_another_year_is_named_so():
    lines = [*basic_table(), line("three_public_table", 50_000, measure="three_public")]
    wrong = said("three_public", "5.00", fiscal_year=2023)
    assert failed([wrong], lines) == ["figure-year"]
    both = [wrong, said("three_public", "5.00")]
    assert failed(both, lines) == []


def test_a_prior_year_that_the_tables_print_is_held_against_the_stated_change():
    printed = [
        line("three_public_table", 50_000, 1, measure="three_public"),
        line("three_public_table", 80_000, 2, measure="three_public", fiscal_year=2023),
    ]
    for value, prior, forms in (("-3.00", "8.00", []), ("-2.00", "7.00", ["prior"])):
        backed = said("three_public", prior, fiscal_year=2023, derived=True)
        stated = [said("three_public", "5.00"), change(value, "three_public"), backed]
        assert failed(stated, printed) == forms


@pytest.mark.parametrize(
    ("delta", "percent", "unit", "forms"),
    [
        ("20.00", "25.00", "%", []),
        ("-20.00", "-16.67", "%", []),
        ("-20.00", "16.67", "%", ["direction"]),
        ("-20.00", "-25.00", "%", ["direction-both"]),
        ("20.00", "2.50", "%", ["rate-slip"]),
        ("20.00", "25.05", "%", ["rate-near"]),
        ("20.00", "31.00", "%", ["rate-differs"]),
        ("100.00", "100.00", "%", ["growth-from-zero"]),
        ("120.00", "100.00", "%", ["base-below-zero"]),
        ("95.00", "19", "倍", []),
        ("95.00", "10", "倍", ["rate-differs"]),
    ],
)
def test_amount_percent_and_direction_of_a_change(delta, percent, unit, forms):
    thing = "agency_operating_costs"
    assert failed([said(thing, "100.00"), change(delta, thing), rate(percent, thing, unit)]) == forms


def test_a_rate_without_an_amount_of_change_cannot_be_told():
    thing = "agency_operating_costs"
    assert states([said(thing, "100.00"), rate("25.00", thing)], form="rate") == ["not_assessable"]


@pytest.mark.parametrize(("other", "phase", "forms"), [("10.00", "", []), ("9.00", "approved", ["sides"])])
def test_both_sides_change_alike_where_both_name_the_same_base(other, phase, forms):
    stated = []
    for thing, delta in (("total_sources", "10.00"), ("total_uses", other)):
        stated += [said(thing, "100.00"), change(delta, thing, base_phase=phase)]
    assert failed(stated) == forms
    stated[-1]["base_phase"] = "executed"
    assert failed(stated) == []


@pytest.mark.parametrize(
    ("percent", "phase", "forms"),
    [
        ("80.00", "approved", []),
        ("80.00", "", []),
        ("50.00", "", []),
        ("50.00", "approved", ["completion-differs"]),
        ("70.00", "", ["completion-differs"]),
    ],
)
def test_completion_is_of_the_budget_that_the_sentence_names(percent, phase, forms):
    thing = "official_hospitality"
    stated = [
        said(thing, "100.00", phase="approved"),
        said(thing, "160.00", phase="adjusted"),
        said(thing, "80.00", phase="executed"),
        said("execution_rate", percent, "%", subject=thing, phase="executed", base_phase=phase),
    ]
    assert failed(stated) == forms


def test_completion_of_a_budget_that_is_not_stated_is_asked_about():
    thing = "official_hospitality"
    stated = [
        said(thing, "160.00", phase="adjusted"),
        said(thing, "80.00", phase="executed"),
        said("execution_rate", "50.00", "%", subject=thing, phase="executed", base_phase="approved"),
    ]
    assert failed(stated) == ["other-budget"]


def test_parts_of_a_whole_and_their_changes_add_up():
    items = {"overseas_official_travel": "1.00", "official_vehicles": "6.00", "official_hospitality": "3.00"}
    whole = "three_public"
    stated = [said(whole, "10.00"), change("-3.00", whole)]
    for item, value in items.items():
        subject = f"{whole}/{item}"
        stated += [said(item, value, subject=subject), change("-1.00", subject)]
    assert failed(stated) == []
    stated[1]["value"] = "-4.00"
    assert failed(stated) == ["sum-of-changes"]
    stated[1]["value"], stated[2]["value"] = "-3.00", "2.00"
    assert failed(stated) == ["sum"]
    assert states(stated[:4], form="sum") == []  # a list that is not complete has no sum


def test_a_quota_may_have_parts_that_are_not_named():
    parts = [said("administrative_quota", "20", "名"), said("institutional_quota", "5", "名")]
    assert failed([said("staff_quota", "30", "名"), *parts]) == []
    assert failed([said("staff_quota", "24", "名"), *parts]) == ["sum"]


def test_shares_that_make_a_hundred_make_up_the_whole():
    def listed(first):
        return [
            said("appropriation_expenditure", "100.00"),
            said("functional_class", first, subject="appropriation_expenditure/教育支出"),
            said("share", "60.00", "%", subject="appropriation_expenditure/教育支出"),
            said("functional_class", "40.00", subject="appropriation_expenditure/其他支出"),
            said("share", "40.00", "%", subject="appropriation_expenditure/其他支出"),
        ]

    assert failed(listed("60.00")) == []
    assert set(failed(listed("66.00"))) == {"share-differs", "sum"}


def test_a_share_that_was_adjusted_to_make_a_hundred_is_named_so():
    parts = (("教育支出", "33.33", "33.3"), ("科学技术支出", "33.33", "33.3"), ("其他支出", "33.34", "33.4"))
    stated = [said("appropriation_expenditure", "100.00")]
    for name, value, share in parts:
        subject = f"appropriation_expenditure/{name}"
        stated += [
            said("functional_class", value, subject=subject),
            said("share", share, "%", subject=subject),
        ]
    assert failed(stated) == ["share-plugged"]


def test_shares_that_miss_by_more_than_rounding_leaves_were_not_adjusted():
    parts = (
        ("教育支出", "317.80", "54.43"),
        ("科学技术支出", "156.55", "26.72"),
        ("其他支出", "110.00", "18.85"),
    )
    stated = [said("appropriation_expenditure", "584.35")]
    for name, value, share in parts:
        subject = f"appropriation_expenditure/{name}"
        stated += [
            said("functional_class", value, subject=subject),
            said("share", share, "%", subject=subject),
        ]
    assert failed(stated) == ["share-near"] * 3


def test_a_figure_stated_twice_that_no_table_tells_agrees_with_itself():
    twice = [said("government_procurement", "10.00"), said("government_procurement", "11.00")]
    assert failed(twice) == ["twice"]
    assert failed([twice[0], twice[0] | {"page": 9}]) == []
    assert failed([said("floor_area", "10.00"), said("floor_area", "11.00")]) == []


def test_claims_of_nothing_and_of_all():
    table = [line("three_public_table", 50_000, measure="official_hospitality")]
    nothing = said("no_such_budget", "0", "", subject="official_hospitality")
    assert failed([nothing], table) == ["claim"]
    table[0].amount_fen = 0
    assert states([nothing], table) == ["holds"]
    assert states([nothing]) == ["not_assessable"]
    empty = said("empty_table", "", "", subject="government_managed_funds_expenditure")
    assert states([empty], empty=["government_managed_funds_expenditure"]) == ["holds"]
    assert failed([empty], [line("government_managed_funds_expenditure", 5)]) == ["claim"]
    amount = said("government_managed_funds_expenditure", "5.00")
    assert failed([amount], empty=["government_managed_funds_expenditure"]) == ["empty"]


def test_all_of_one_part():
    kind = "expenditure_by_function"
    lines = [
        line(kind, 100, 1, row_kind="total"),
        line(kind, 60, 2, functional_code="205", functional_name="教育支出"),
        line(kind, 40, 3, functional_code="229", functional_name="其他支出"),
    ]
    only = said("claim_only", "", "", subject="expenditure_total/教育支出")
    (found,) = [one for one in evaluate_prose([only], lines) if one.state == "fails"]
    assert found.form == "all" and found.lines[0].item == lines[2].item
    lines.append(line(kind, 60, 4, functional_code="22999", functional_name="其他支出"))
    lines.append(line(kind, 7, 5, functional_code="208", functional_name="社会保障和就业支出"))
    (found,) = [one for one in evaluate_prose([only], lines) if one.state == "fails"]
    assert [one.functional_code for one in found.lines] == ["22999", "208"]
    assert found.expected == lines[3].amount_fen + lines[4].amount_fen
    del lines[3:]
    lines[2].amount_fen = 0
    assert failed([only], lines) == []


def test_functions_are_found_by_name_and_path():
    kind = "expenditure_by_function"
    lines = [
        line(kind, 100, 1, row_kind="total"),
        line(kind, 60, 2, functional_code="2011301", functional_name="行政运行（商贸事务）"),
        line(kind, 40, 3, functional_code="2010101", functional_name="行政运行（人大事务）"),
    ]
    for subject, metric, value, forms in (
        ("商贸事务/行政运行", "functional_item", "0.0060", []),
        ("商贸事务/行政运行", "functional_item", "0.0040", ["figure-differs"]),
        ("行政运行", "functional_item", "0.0040", []),
        ("行政运行", "functional_item", "0.0055", ["figure-unsure"]),
        ("一般公共服务支出", "functional_class", "0.0100", []),
        ("教育支出", "functional_class", "0.0100", []),
    ):
        assert failed([said(metric, value, subject=subject)], lines) == forms, (subject, value)


def test_items_of_running_costs_are_those_of_the_economic_table():
    lines = basic_table()
    item = said("economic_item", "40.00", subject="agency_operating_costs/办公费")
    assert failed([item], lines) == []
    assert failed([item | {"value": "41.00"}], lines) == ["figure-unsure"]
    assert states([item | {"subject": "agency_operating_costs/电费"}], lines) == ["not_assessable"]


def test_a_share_of_procurement_is_of_procurement_not_of_all_expenditure():
    figures = [
        said("expenditure_total", "900.00"),
        said("government_procurement", "85.30"),
        said("procurement_awarded_to_small_and_medium", "60.00", subject="awarded"),
        said("share", "70.34", "%", "awarded", quote="占政府采购支出总额的70.34%"),
    ]
    assert states(figures, form="share") == ["holds"]
    figures[-1]["value"] = "71.34"
    assert states(figures, form="share") == ["fails"]


def test_a_claim_is_held_against_the_text_where_no_table_tells():
    none = said("no_such_budget", "0", "", subject="government_managed_funds")
    spent = said("government_managed_funds_expenditure", "80.00")
    assert failed([none, spent]) == ["twice"]
    assert failed([none, spent | {"value": "0.00"}]) == []
    assert failed([none, spent | {"fiscal_year": 2023}]) == []
    assert states([none], form="claim") == ["not_assessable"]


def test_all_of_a_whole_is_held_against_the_text_where_no_table_tells():
    whole, part = said("revenue_total", "90.00"), said("appropriation_revenue", "90.00")
    claim = said("claim_only", "", "", subject="revenue_total/appropriation_revenue")
    assert failed([whole, part, claim]) == []
    assert failed([whole, part | {"value": "80.00"}, claim]) == ["twice"]
    assert states([whole, claim], form="all") == ["not_assessable"]


def test_one_figure_stated_in_two_units_is_told_from_two_figures():
    first = said("agency_operating_costs", "60.00", section="一")
    assert failed([first, said("agency_operating_costs", "60.00", "元", section="二")]) == ["unit-twice"]
    assert failed([first, said("agency_operating_costs", "61.00", section="二")]) == ["twice"]
    assert failed([first, said("agency_operating_costs", "600000.00", "元", section="二")]) == []


def test_carryover_of_two_funds_is_no_contradiction():
    own = said("closing_carryover", "9.00", section="总体")
    assert failed([own, said("closing_carryover", "0.00", section="政府性基金")]) == []
    assert failed([own, said("closing_carryover", "8.00", section="总体")]) == ["twice"]


def test_a_figure_stated_before_as_part_of_a_narrower_whole_is_no_contradiction():
    all_funds = said("basic_expenditure", "41.00", section="一")
    listed = said("basic_expenditure", "40.00", subject="appropriation_expenditure/basic_expenditure")
    again = said("basic_expenditure", "40.00", section="三")
    assert failed([all_funds, listed, again]) == []
    assert failed([all_funds, listed, again | {"value": "39.00"}]) == ["twice"]


def test_a_share_may_be_of_a_whole_outside_its_list():
    total = said("government_procurement", "100.00")
    small = said("procurement_awarded_to_small_and_medium", "80.00", section="")
    micro = "procurement_awarded_to_small_and_medium/procurement_awarded_to_micro"
    awarded = said("procurement_awarded_to_micro", "40.00", subject=micro)

    def share(value, quote):
        return said("share", value, "%", subject=micro, quote=quote)

    for value, forms in (("40", []), ("50", []), ("45", ["share-differs"])):
        assert failed([total, small, awarded, share(value, f"占政府采购支出总额的{value}%")]) == forms
    assert failed([total, small, awarded, share("40", "占40%")]) == ["share-differs"]


def test_carryover_beside_the_list_is_no_part_of_the_spending_of_the_year():
    whole = said("current_year_expenditure", "100.00")
    parts = [said("basic_expenditure", "40.00"), said("project_expenditure", "60.00")]
    assert failed([whole, *parts, said("closing_carryover", "7.00")]) == []
    uses = said("total_uses", "107.00")
    assert failed([uses, *parts, said("closing_carryover", "7.00")]) == []
    assert failed([uses, *parts, said("closing_carryover", "6.00")]) == ["sum"]


def test_metrics_of_other_provinces_are_held_against_the_tables():
    summary = "revenue_expenditure_summary"
    fund = line(
        summary, 3_000_000, 2, direction="revenue", item="政府性基金", fund="government_managed_funds"
    )
    left = line(summary, 200_000, 3, item="结余分配", measure="surplus_distribution")
    bought = line("purchased_services_table", 500_000, 1, row_kind="total")
    for one, metric, right in (
        (fund, "government_managed_funds", "300.00"),
        (left, "surplus_distribution", "20.00"),
        (bought, "purchased_services", "50.00"),
    ):
        assert states([said(metric, right)], [one]) == ["holds"]
        assert states([said(metric, "7.00")], [one]) == ["fails"]
        assert states([said(metric, right)]) == ["not_assessable"]

"""What procurement tables buy: within what pays for it, and quantity by unit price."""

from dataclasses import replace

import pytest
from identity_cases import ECONOMIC_NAMES, by_function, procurement, spending
from small_disclosure import amount_columns, make_table
from small_documents import grid

from budgetkit.audit import audit
from budgetkit.checks.purchases import check_bounds, wrong_products
from budgetkit.disclosure import understand
from budgetkit.model import Document, Paragraph
from budgetkit.rules.identities import bounds

BOUGHT = {
    "procurement-of-equipment": ("台式计算机", "31002"),
    "procurement-of-conferences": ("会议服务", "30215"),
    "procurement-of-printing": ("印刷、出版", "30202"),
    "procurement-of-vehicle-maintenance": ("车辆维修和保养服务", "30231"),
}


def paid(code, text="20.00", fund="all"):
    columns = [replace(column, fund=fund) for column in amount_columns([("合计", "", "total")])]
    row = {"department_economic_code": code, "item": ECONOMIC_NAMES[code]}
    table, lines = make_table("t07", "expenditure_by_economic", columns, [(row, [text])])
    return table, lines


def bound(name, made):
    checks = check_bounds([table for table, _ in made], [line for _, lines in made for line in lines])
    return [check for check in checks if check.identity.id == name]


def found(made):
    findings = audit([table for table, _ in made], [line for _, lines in made for line in lines])
    return [one for one in findings if one.identity.startswith("procurement-")]


def test_every_bound_of_things_is_tested():
    assert set(BOUGHT) == {one.id for one in bounds() if one.words.pattern}


@pytest.mark.parametrize("name", BOUGHT)
def test_what_is_bought_stays_within_the_code_that_pays_for_it(name):
    thing, code = BOUGHT[name]
    bought = procurement(("合计", ["25.00"]), (thing, ["15.00"]), ("物业管理服务", ["10.00"]))
    (check,) = bound(name, [bought, paid(code)])
    assert (check.state, check.expected_fen, len(check.parts)) == ("holds", 15 * 10**6, 1)
    assert not found([bought, paid(code)])


@pytest.mark.parametrize("name", BOUGHT)
def test_what_exceeds_its_code_is_asked_about_where_it_is_bought(name):
    thing, code = BOUGHT[name]
    bought = procurement(("合计", ["45.00"]), (thing, ["15.00"]), (thing + "二", ["30.00"]))
    (finding,) = found([bought, paid(code)])
    assert (finding.identity, finding.category, finding.severity) == (name, "question", "warning")
    assert [(place["table"], place["row"]) for place in finding.places] == [
        ("t10", 2),
        ("t10", 3),
        ("t07", 1),
    ]
    assert (finding.printed_fen, finding.expected_fen) == (45 * 10**6, 20 * 10**6)
    assert thing in finding.message_zh and "45.00" in finding.message_en


@pytest.mark.parametrize("name", BOUGHT)
def test_without_the_code_or_with_a_part_of_the_funds_nothing_is_said(name):
    thing, code = BOUGHT[name]
    bought = procurement(("合计", ["30.00"]), (thing, ["30.00"]))
    other = next(each for _, each in BOUGHT.values() if each != code)
    for made in ([bought], [bought, paid(other)], [bought, paid(code, fund="general_public_budget")]):
        assert {check.state for check in bound(name, made)} == {"not_assessable"}
        assert not found(made)


@pytest.mark.parametrize("thing", ["计算机软件", "打印机维修服务", "会议室设备", "印刷设备", "机关食堂"])
def test_other_things_are_not_taken_for_these(thing):
    bought = procurement(("合计", ["30.00"]), (thing, ["30.00"]))
    for name, (_, code) in BOUGHT.items():
        assert not bound(name, [bought, paid(code)])


@pytest.mark.parametrize(("text", "state"), [("550.00", "holds"), ("551.00", "fails")])
def test_all_purchases_stay_within_operating_and_project_expenditure(text, state):
    made = [spending(), procurement(("合计", [text]), ("服务", [text]))]
    (check,) = bound("procurement-within-operating-and-projects", made)
    assert (check.state, check.printed_fen) == (state, 550 * 10**6)
    assert len(found(made)) == (state == "fails")


def test_without_natures_the_bound_of_all_purchases_is_open():
    made = [by_function(("", "100.00"), kind="expenditure_by_function"), procurement(("合计", ["500.00"]))]
    (check,) = bound("procurement-within-operating-and-projects", made)
    assert check.state == "not_assessable"


HEADER = ["采购项目", "计量单位", "数量", "单价（元）", "金额"]
PRICED = [
    ["计算机", "台", "10", "5000", "5.00"],
    ["打印机", "台", "4", "2500", "1.00"],
    ["办公桌", "张", "8", "750", "0.60"],
]


def priced(rows, total="6.60"):
    table = [HEADER, ["合计", "", "", "", total], *rows]
    heading = [Paragraph(1, "2024年部门预算", (0.0, 20.0, 200.0, 40.0), 20.0),
               Paragraph(1, "政府采购预算表", (0.0, 60.0, 200.0, 75.0), 14.0),
               Paragraph(1, "部门：示例局\t单位：万元", (0.0, 80.0, 400.0, 92.0), 10.0)]  # fmt: skip
    return Document("x.pdf", "ab" * 32, "pdf", 1, (*heading, grid(table)), page_sizes=((595.0, 842.0),))


def test_an_amount_is_its_quantity_by_its_price_in_whatever_unit():
    findings = understand(priced(PRICED), {}).findings
    assert findings[findings["severity"] != "info"].empty


def test_an_amount_that_is_not_is_asked_about_at_its_cell():
    rows = [PRICED[0], ["打印机", "台", "4", "2500", "1.20"], PRICED[2]]
    findings = understand(priced(rows, "6.80"), {}).findings
    finding = findings[findings["identity"] == "procurement-price"].iloc[0]
    assert finding["category"] == "question" and '"row": 3' in finding["places"]
    assert (finding["printed"], finding["expected"]) == (12000, 10000) and "2500" in finding["message_zh"]


def test_where_few_products_fit_the_columns_mean_something_else():
    rows = [[*row[:4], "9.99"] for row in PRICED]
    disclosure = understand(priced(rows, "29.97"), {})
    assert "procurement-price" not in set(disclosure.findings["identity"])
    assert wrong_products([], []) == []

"""Each yuan once: leaves of one table that add up to what it prints."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest

from budgetkit.dataset import Dataset
from budgetkit.disclosure import understand
from budgetkit.errors import WrongUsage
from budgetkit.schema.frames import arrow_table, frame, yuan
from tests.small_documents import BY_FUNCTION, document


def dataset_of(*understood) -> Dataset:
    """Disclosures side by side."""
    names = ("documents", "tables", "lines", "projects", "findings")
    return Dataset({name: pd.concat([getattr(one, name) for one in understood]) for name in names})


def row(number: int, amounts: dict[int, int], columns: dict[int, dict], **facts) -> list[dict]:
    """Lines of one row; ``amounts`` in 万元 by column."""
    plain = {
        "document_id": "d",
        "table_id": "t01",
        "fiscal_year": 2024,
        "phase": "approved",
        "row_kind": "item",
    }
    return [
        {
            **{**plain, "column_kind": "item", "fund": "all", "printed_unit": "万元", "decimals": 2},
            **facts,
            **columns.get(column, {}),
            **{"row": number, "column": column, "amount_yuan": yuan(amount * 1_000_000)},
        }
        for column, amount in amounts.items()
    ]


def dataset_with(kind: str, *rows: list[dict], document_rows: list[dict] | None = None) -> Dataset:
    """A dataset of one table of a kind."""
    lines = [{"kind": kind, "line_id": str(place), **line} for place, line in enumerate(sum(rows, []))]
    documents = document_rows or [{"document_id": "d", "fiscal_year": 2024, "phase": "approved"}]
    made = {"documents": documents, "tables": [{"document_id": "d", "kind": kind, "state": "present"}]}
    frames = {name: frame(arrow_table(name, records)) for name, records in made.items()}
    return Dataset({**frames, "lines": frame(arrow_table("lines", lines))})


def total(facts: pd.DataFrame) -> Decimal:
    return facts["amount_yuan"].sum() / 10_000


def test_facts_add_up_to_the_printed_total():
    facts = dataset_of(understand(document(), {})).facts("expenditure")
    assert total(facts) == 100
    assert facts["printed"].tolist() == ["40.00", "30.00", "20.00", "-", "10.00"]
    assert set(facts["functional_code"].str.len()) == {7}
    assert set(facts["nature"]) == {"basic", "project"}
    assert set(facts["source_kind"]) == {"expenditure_by_function"}
    assert list(facts.attrs["sources"].values()) == ["expenditure_by_function"]


def test_parts_that_do_not_add_up_leave_the_whole():
    rows = [list(cells) for cells in BY_FUNCTION]
    del rows[4]
    facts = dataset_of(understand(document(rows), {})).facts("expenditure")
    assert total(facts) == 100
    assert {"201", "20113"} & set(facts["functional_code"])


UNITS = {
    1: {"column_kind": "total"},
    2: {"nature": "basic"},
    3: {"nature": "project"},
    4: {"nature": "basic/personnel"},
}


def test_units_and_codes_are_two_ways_to_break_down_the_same_money():
    facts = dataset_with(
        "expenditure_by_function",
        row(1, {1: 10, 2: 6, 3: 4}, UNITS, row_kind="total"),
        row(2, {1: 10, 2: 6, 3: 4}, UNITS, row_kind="subtotal", unit_code="044", unit_name="局"),
        row(3, {1: 6, 2: 6, 4: 6}, UNITS, functional_code="2011301"),
        row(4, {1: 4, 3: 4}, UNITS, functional_code="2011399"),
    ).facts("expenditure")
    assert total(facts) == 10
    assert facts["nature"].tolist() == ["basic/personnel", "project"]
    assert facts["functional_code"].tolist() == ["2011301", "2011399"]


def test_of_which_is_never_a_fact():
    columns = {
        1: {"column_kind": "total"},
        2: {"fund": "general_public_budget"},
        3: {"column_kind": "of_which"},
    }
    columns[3]["fund"] = "general_public_budget/appropriation"
    facts = dataset_with("revenue_by_source", row(1, {1: 10, 2: 10, 3: 7}, columns, row_kind="total")).facts(
        "revenue"
    )
    assert facts["column"].tolist() == [2]


def test_revenue_of_a_summary_leaves_out_what_is_carried_over():
    plain = {"direction": "revenue"}
    facts = dataset_with(
        "revenue_expenditure_summary",
        row(1, {1: 8}, {}, item="财政拨款", fund="appropriation", **plain),
        row(2, {1: 8}, {}, item="一般公共预算", fund="general_public_budget", **plain),
        row(3, {1: 2}, {}, item="事业收入", fund="unit_funds/business", **plain),
        row(4, {1: 10}, {}, item="本年收入合计", row_kind="total", **plain),
        row(5, {1: 5}, {}, item="上年结转", fund="carryover", **plain),
        row(6, {1: 15}, {}, item="收入总计", row_kind="total", **plain),
        row(1, {4: 15}, {}, item="基本支出", nature="basic", direction="expenditure"),
    ).facts("revenue")
    assert total(facts) == 10
    assert facts["fund"].tolist() == ["general_public_budget", "unit_funds/business"]


def test_two_sides_of_a_row_are_two_rows():
    facts = dataset_with(
        "basic_expenditure_by_economic",
        row(1, {2: 5}, {}, department_economic_code="301", row_kind="subtotal"),
        row(1, {5: 3}, {}, department_economic_code="302", row_kind="subtotal"),
        row(2, {2: 5}, {}, department_economic_code="30101"),
        row(2, {5: 3}, {}, department_economic_code="30201"),
        row(3, {2: 5}, {}, item="人员经费合计"),
        row(3, {5: 3}, {}, item="公用经费合计"),
    ).facts("basic_expenditure")
    assert total(facts) == 8
    assert facts["department_economic_code"].tolist() == ["30101", "30201"]


THREE_PUBLIC = [
    "合计",
    "三公经费 / 小计",
    "三公经费 / 因公出国(境)费",
    "三公经费 / 公务用车购置及运行费 / 小计",
]
THREE_PUBLIC += ["三公经费 / 公务用车购置及运行费 / 购置费", "三公经费 / 公务用车购置及运行费 / 运行费"]
THREE_PUBLIC += ["三公经费 / 公务接待费", "会议费"]
KINDS = ["total", "subtotal", "item", "subtotal", "item", "item", "item", "item"]


def test_three_public_of_a_wide_table_leave_out_meetings():
    columns = {
        place: {"column_label": label, "column_kind": kind}
        for place, (label, kind) in enumerate(zip(THREE_PUBLIC, KINDS, strict=True))
    }
    amounts = dict(enumerate([20, 12, 3, 5, 1, 4, 4, 8]))
    facts = dataset_with("three_public_table", row(1, amounts, columns)).facts("three_public")
    assert total(facts) == 12
    assert facts["column"].tolist() == [2, 4, 5, 6]


def test_three_public_of_a_long_table():
    labels = [("合计", 12, "total"), ("因公出国(境)费", 3, "item"), ("公务用车购置及运行维护费", 5, "item")]
    labels += [("公务用车购置费", 1, "item"), ("公务用车运行维护费", 4, "item"), ("公务接待费", 4, "item")]
    rows = [
        row(place, {1: fen}, {}, item=item, row_kind=kind) for place, (item, fen, kind) in enumerate(labels)
    ]
    facts = dataset_with("three_public_table", *rows).facts("three_public")
    assert total(facts) == 12
    assert facts["row"].tolist() == [1, 3, 4, 5]


def test_projects_stand_once_for_each_fund():
    columns = {
        1: {"column_kind": "total"},
        2: {"fund": "general_public_budget"},
        3: {"fund": "special_account"},
    }
    dataset = dataset_with(
        "project_table",
        row(1, {1: 9, 2: 7, 3: 2}, columns, row_kind="total"),
        row(2, {1: 6, 2: 6}, columns, project_id="p1", item="甲"),
        row(3, {1: 3, 2: 1, 3: 2}, columns, project_id="p2", item="乙"),
    )
    assert total(dataset.facts("project_expenditure")) == 9
    assert total(dataset.facts("project_expenditure", fund="special_account")) == 2


def test_another_year_is_no_fact_of_this_one():
    columns = {1: {"fiscal_year": 2023}, 2: {}}
    facts = dataset_with("expenditure_by_function", row(1, {1: 9, 2: 7}, columns, row_kind="total")).facts(
        "expenditure"
    )
    assert facts["fiscal_year"].tolist() == [2024]


def test_what_is_missing_is_told():
    dataset = dataset_of(understand(document(), {}))
    facts = dataset.facts("basic_expenditure")
    assert len(facts) == 0
    assert list(facts.attrs["missing"].values()) == ["basic_expenditure_by_economic: not found"]


def pair(**unit) -> Dataset:
    """A department and a unit of the same year."""
    plain = {"fiscal_year": 2024, "phase": "approved"}
    both = [
        {"document_id": "a", "scope": "department", **plain},
        {"document_id": "b", "scope": "unit", **plain, **unit},
    ]
    return dataset_with("expenditure_by_function", document_rows=both)


def test_a_department_is_not_added_to_its_units():
    with pytest.raises(WrongUsage, match="a department contains its units.*scope='department'"):
        pair().facts("expenditure")
    assert len(pair().facts("expenditure", scope="unit")) == 0
    pair(fiscal_year=2023).facts("expenditure")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"measure": "profit"}, "measures are expenditure"),
        ({"measure": "revenue", "fund": "lottery"}, "there is no fund 'lottery'"),
        ({"measure": "revenue", "scope": "city"}, "scopes are department, unit"),
        ({"measure": "revenue", "document": "x"}, "there is no document 'x'"),
    ],
)
def test_wrong_usage_says_what_is_right(arguments, message):
    with pytest.raises(WrongUsage, match=message):
        dataset_with("revenue_by_source").facts(**arguments)


def test_a_year_that_is_no_number_is_refused():
    rows = [row(1, {4: 7}, {4: {"nature": "basic"}}, functional_code="2050202")]
    with pytest.raises(WrongUsage, match="no fiscal year"):
        dataset_with("expenditure_by_function", *rows).facts("expenditure", fiscal_year="2024")


def test_appropriated_expenditure_comes_from_its_own_table(repository):
    import budgetkit

    data = budgetkit.load(repository / "data/clean")
    facts = data.facts("expenditure", fund="appropriation", document="southwest-university-2023-executed")
    assert str(facts["amount_yuan"].sum()) == "2371000000.00"

"""What the official rule demands: present, partial, absent, and what cannot be told."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest

from budgetkit.completeness import completeness, completeness_scores, rules
from budgetkit.dataset import Dataset, load
from budgetkit.errors import WrongUsage
from budgetkit.schema.frames import arrow_table, frame

NAME = "x-2024-approved"
DOCUMENT = {"document_id": NAME, "department_name": "示例局", "fiscal_year": 2024, "phase": "approved"}


def dataset(document: dict | None = None, **rows: list[dict]) -> Dataset:
    names = ("tables", "lines", "projects", "indicators", "statements", "findings", "files")
    frames = {
        name: frame(arrow_table(name, [{"document_id": NAME, **row} for row in rows.get(name, [])]))
        for name in names
    }
    return Dataset({"documents": frame(arrow_table("documents", [DOCUMENT | (document or {})])), **frames})


def table(kind: str, state: str = "present", **more) -> dict:
    return {"table_id": f"t-{kind}", "kind": kind, "title": kind, "state": state, "first_page": 3} | more


def state(data: Dataset, item: str, **options) -> tuple[str, float | None]:
    row = completeness(data, **options).set_index("item").loc[item]
    return row["state"], None if pd.isna(row["points"]) else float(row["points"])


def test_weights_add_up_to_a_hundred():
    assert sum(item.weight for item in rules()) == 100


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("present", ("present", 4.0)),
        ("empty_with_note", ("present", 4.0)),
        ("empty", ("partial", 2.0)),
        ("absent", ("absent", 0.0)),
    ],
)
def test_a_table_counts_as_it_is_printed(found, expected):
    other = table("expenditure_by_function")
    assert state(dataset(tables=[table("revenue_by_source", found), other]), "table_revenue") == expected


def test_a_document_without_tables_is_not_judged_for_them():
    prose = [{"metric": "section", "subject": "duties", "quote": "一、主要职能", "page": 2}]
    data = dataset(statements=prose)
    assert state(data, "table_revenue") == ("not_assessable", None)
    assert state(data, "project_names") == ("not_assessable", None)
    assert state(data, "duties") == ("present", 1.0) and state(data, "glossary") == ("absent", 0.0)


def test_tables_without_prose_are_not_judged_for_it():
    data = dataset(tables=[table("revenue_by_source")])
    assert state(data, "duties") == ("not_assessable", None)
    assert state(data, "table_expenditure") == ("absent", 0.0)


def test_what_could_not_be_read_is_not_absent():
    files = [{"path": "a.pdf", "status": "partial", "reason": "page 4 is an image"}]
    data = dataset(tables=[table("revenue_by_source")], files=files)
    row = completeness(data).set_index("item").loc["table_expenditure"]
    assert row["state"] == "not_assessable" and "page 4 is an image" in row["evidence_en"]


def test_a_table_of_no_known_kind_with_the_title_is_not_absent():
    unknown = {**table("other"), "title": "部门支出总表", "first_page": 7}
    data = dataset(tables=[table("revenue_by_source"), unknown])
    row = completeness(data).set_index("item").loc["table_expenditure"]
    assert (row["state"], row["page"]) == ("not_assessable", 7) and "第 7 页" in row["evidence_zh"]
    assert state(data, "table_three_public") == ("absent", 0.0)


def test_what_was_not_demanded_yet_is_not_absent():
    data = dataset({"fiscal_year": 2019}, tables=[table("revenue_by_source")])
    assert state(data, "table_state_capital")[0] == "not_assessable"
    assert state(dataset(tables=[table("revenue_by_source")]), "table_state_capital")[0] == "absent"


def line(kind: str, **more) -> dict:
    known = {
        "table_id": f"t-{kind}",
        "kind": kind,
        "page": 3,
        "row_kind": "item",
        "amount_yuan": Decimal("1.00"),
    }
    return known | {"line_id": f"{NAME}/t/{len(str(more))}"} | more


def test_detail_is_judged_by_codes_and_labels():
    kinds = ("expenditure_by_function", "three_public_table")
    labels = ("因公出国（境）费", "公务接待费", "公务用车运行费")
    lines = [
        line(kinds[0], functional_code="2011301"),
        *(line(kinds[1], item=label) for label in labels),
    ]
    data = dataset(tables=[table(kind) for kind in kinds], lines=lines)
    assert state(data, "functional_item_level") == ("present", 6.0)
    assert state(data, "three_public_items") == ("partial", 3.75)
    classes = dataset(tables=[table(kinds[0])], lines=[line(kinds[0], functional_code="201")])
    assert state(classes, "functional_item_level") == ("absent", 0.0)


def test_reasons_are_asked_only_for_what_changed():
    change = {
        "metric": "year_on_year_change",
        "page": 4,
        "quote": "增加",
        "unit": "万元",
        "value": Decimal(3),
    }
    reason = {"metric": "reason", "page": 4, "quote": "人员增加"}
    assert state(dataset(statements=[change]), "changes_with_reasons") == ("partial", 1.5)
    assert state(dataset(statements=[change, reason]), "changes_with_reasons") == ("present", 3.0)
    assert state(dataset(statements=[change | {"value": Decimal(0)}]), "changes_with_reasons") == (
        "present",
        3.0,
    )


def test_time_is_judged_by_dates_alone():
    data = dataset(tables=[table("revenue_by_source")])
    dates = {"document_id": [NAME], "approved_on": ["2024-02-01"]}
    in_time = pd.DataFrame(dates | {"published_on": ["2024-02-21"]})
    late = pd.DataFrame(dates | {"published_on": ["2024-02-22"]})
    assert state(data, "published_in_time") == ("not_assessable", None)
    assert state(data, "published_in_time", dates=in_time) == ("present", 10.0)
    assert state(data, "published_in_time", dates=late) == ("absent", 0.0)
    with pytest.raises(WrongUsage, match="approved_on"):
        completeness(data, pd.DataFrame({"document_id": [NAME]}))


def test_errors_weigh_on_agreement():
    lines = [line("x", checks=2, verified=True), line("y", checks=1, verified=True)]
    error = {"severity": "error", "finding_id": "f"}
    assert state(dataset(lines=lines), "figures_agree") == ("present", 10.0)
    assert state(dataset(lines=lines, findings=[error]), "figures_agree") == ("partial", 9.0)


def test_the_score_leaves_out_what_cannot_be_told(repository):
    data = load(repository / "data" / "clean")
    items, scores = completeness(data), completeness_scores(data)
    assert len(scores) == len(data.documents) and scores["score"].between(0, 100).all()
    for row in scores.itertuples():
        own = items[(items["document_id"] == row.document_id)]
        assessed = own[own["state"] != "not_assessable"]
        assert row.score == pytest.approx(100 * assessed["points"].sum() / assessed["weight"].sum())
        assert row.assessed_share == pytest.approx(assessed["weight"].sum() / own["weight"].sum())
    assert (items["state"] == "present").any() and items.loc[items["state"] != "absent", "evidence_zh"].all()


def test_one_file_is_judged_alone(repository):
    from budgetkit import read

    path = repository / "data" / "raw" / "henan-zhumadian-commerce-2024-approved.pdf"
    row = completeness_scores(read(path)).iloc[0]
    assert 50 < row["score"] < 100

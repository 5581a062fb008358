"""Which table a page's grids, titles and numbers make up: nothing glued, nothing absent that stands there."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import budgetkit
from budgetkit.completeness import completeness
from budgetkit.tables.heading import form_number
from tests.fates.all_cases import FOLDER

SHARED = Path(__file__).parents[1].parent / "shared" / "cases"


@cache
def read(name):
    path = next((folder / name for folder in (FOLDER, SHARED) if (folder / name).exists()), None)
    if path is None:
        pytest.skip(f"{name} stands in a folder that is not here")
    return budgetkit.read(path)


def titles(name):
    tables = read(name).tables
    return [tuple(row) for row in tables[["kind", "title", "state"]].itertuples(index=False)]


def labels(name):
    """Labels of columns with fund and nature, each once, by table."""
    lines = read(name).lines
    return sorted(
        {tuple(row) for row in lines[["table_id", "column_label", "fund", "nature"]].itertuples(index=False)}
    )


@pytest.mark.parametrize("name", ["toc_borderless.pdf", "m_borderless.pdf", "side_unruled_below.pdf"])
def test_a_listed_table_that_stands_without_rules_is_not_absent(name):
    data = read(name)
    assert "absent" not in set(data.tables["state"])
    assert "table-listed-but-absent" not in set(data.findings["identity"])
    assert set(data.unread["reason"]) == {"no_table_here"}


def test_unread_figures_below_a_title_leave_its_item_open():
    data = read("listed_below_other_words.pdf")
    assert data.tables["state"].tolist() == ["present"]
    items = completeness(data).set_index("item")
    for word, page in (("政府性基金", 2), ("国有资本", 3)):
        row = next(row for _, row in items.iterrows() if word in row["label_zh"] and row["group"] == "tables")
        assert (row["state"], row["page"]) == ("not_assessable", page)
        assert "未读出" in row["evidence_zh"] and "not read" in row["evidence_en"]
    # and they speak of no other item
    assert (items[items["group"] == "tables"]["state"] == "absent").any()


def test_unread_figures_without_a_title_may_be_any_listed_table():
    data = read("listed_figures_without_title.pdf")
    assert "absent" not in set(data.tables["state"])
    items = completeness(data)
    assert "absent" not in set(items[items["group"] == "tables"]["state"])


def test_a_listed_table_found_nowhere_is_a_question():
    data = read("listed_but_nowhere.pdf")
    assert ("state_capital_operations_expenditure", "国有资本经营预算支出表", "absent") in titles(
        "listed_but_nowhere.pdf"
    )
    (finding,) = data.findings.itertuples()
    assert (finding.identity, finding.category) == ("table-listed-but-absent", "question")
    items = completeness(data)
    listed = items[items["evidence_zh"] == "目录列有此表，读到的内容中没有"]
    assert set(listed["state"]) == {"not_assessable"}


def test_the_contents_name_a_table_that_only_has_a_number():
    assert titles("number_contents_only.pdf") == [
        ("revenue_expenditure_summary", "收支总表", "present"),
        ("general_public_expenditure_by_function", "一般公共预算支出表", "present"),
        ("state_capital_operations_expenditure", "国有资本经营预算支出表", "absent"),
    ]
    assert [title for _, title, _ in titles("number_attached_form_codes.pdf")] == [
        "支出总表",
        "三公经费支出表",
        "项目支出表",
    ]
    assert titles("number_public04.pdf")[0][1] == ""


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("表8", 8),
        ("附表八", 8),
        ("公开08表", 8),
        ("表二十一", 21),
        ("表十", 10),
        ("附表一般公共预算", None),
        ("表", None),
    ],
)
def test_a_form_is_numbered_in_either_script(text, number):
    assert form_number(text) == number


def test_a_total_of_operation_without_purchase_is_no_error():
    assert read("number_three_on_a_page.pdf").findings.empty

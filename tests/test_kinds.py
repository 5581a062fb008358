"""Kinds of tables: what their entries say, and that no module knows them by name."""

from __future__ import annotations

import json

import pytest

from budgetkit.disclosure import understand
from budgetkit.rules.active import active, using
from budgetkit.rules.codes import terms
from budgetkit.rules.declared.kinds import KindFile
from budgetkit.rules.kinds import OTHER, kind_of, kinds, kinds_with, ways
from budgetkit.tables.column_defaults import fill_silent_columns
from budgetkit.tables.features import FEATURES
from budgetkit.tables.kind import kind_of_title
from budgetkit.tables.table import Column, Table
from tests.tables_on_paper import document, grid, line
from tools.house import named, sources

REACHES = """
[[kind]]
id = "reaches_of_rivers"
zh = "河段资金安排表"
en = "money for reaches of rivers"
direction = "expenditure"
fund = "government_managed_funds"
  [[kind.recognised]]
  rank = 5
  title = ["河段资金"]
  needs = ["amount"]
"""
HEADER = "序号 | 河段 | 安排合计 | 清淤 | 巡查 | 绿化\n"
FIRST = HEADER + " | 合计 | 600.00 | 300.00 | 200.00 | 100.00\n1 | 上游 | 300.00 | {} | 100.00 | 50.00\n"
SECOND = "2 | 中游 | 200.00 | 100.00 | 70.00 | 30.00\n3 | 下游 | 100.00 | 50.00 | 30.00 | 20.00\n"


@pytest.fixture
def reaches(tmp_path):
    """A kind of table that nobody has met, told by data alone."""
    (tmp_path / "kinds.toml").write_text(REACHES, encoding="utf-8")
    with using(tmp_path):
        yield


def over_two_pages(figure="150.00"):
    title = line("2031年河段资金安排表", top=40), line("单位：万元", top=60)
    return understand(document(*title, grid(FIRST.format(figure)), grid(SECOND, page=2, top=20)), {})


def test_a_kind_that_data_adds_is_joined_headed_summed_and_audited(reaches):
    told = over_two_pages()
    (table,) = told.tables.to_dict("records")
    assert (table["kind"], table["first_page"], table["last_page"]) == ("reaches_of_rivers", 1, 2)
    lines = told.lines
    assert len(lines) == 16
    assert set(lines["direction"]) == {"expenditure"}
    assert set(lines["fund"]) == {"government_managed_funds"}
    assert lines["verified"].all(), "every figure stands in a sum of its row or of its column"
    assert told.findings.empty
    assert kind_of_title("河段资金安排表") == "reaches_of_rivers"


def test_a_wrong_figure_in_a_kind_that_data_adds_is_asked_about_at_its_cell(reaches):
    (finding,) = over_two_pages("155.00").findings.to_dict("records")
    assert (finding["severity"], finding["category"]) == ("warning", "question")
    assert (finding["expected"], finding["printed"]) == (1_500_000, 1_550_000)
    place = json.loads(finding["places"])[0]
    assert (place["page"], place["row"], place["column"]) == (1, 2, 3)


def test_without_its_entry_the_same_table_is_summed_as_well():
    (finding,) = over_two_pages("155.00").findings.to_dict("records")
    assert (finding["severity"], finding["printed"]) == ("warning", 1_550_000)


def test_no_module_names_a_kind():
    assert named(sources(), frozenset(kinds()) - {OTHER}) == {}


def test_a_kind_is_named_as_in_the_glossary():
    glossary = {term.identifier: term for term in terms() if term.group == "table"}
    for kind in kinds().values():
        term = glossary.get(kind.id)
        assert term is None or (term.chinese, term.english) == (kind.zh, kind.en)


def test_every_way_has_a_rank_of_its_own():
    ranks = [way.said.rank for way in ways()]
    assert ranks == sorted(set(ranks))


def test_kinds_are_found_by_their_traits_in_the_order_of_the_file():
    assert kinds_with(two_sided=True, fund="all") == ("revenue_expenditure_summary",)
    assert kinds_with(facts="revenue") == ("revenue_by_source", "revenue_expenditure_summary")
    assert kind_of("not_in_the_rules") == kind_of(OTHER)


def test_every_feature_that_kinds_ask_for_has_its_predicate():
    assert set(FEATURES) == set(active().of(KindFile).features)


@pytest.mark.parametrize(
    ("printed", "filled"),
    [
        (["basic/operating/goods_and_services", "basic/operating/capital", ""], ["project"] * 3),
        # a column of basic expenditure beside them says that the table is not of projects alone
        (
            ["basic/operating/goods_and_services", "basic", ""],
            ["basic/operating/goods_and_services", "basic", ""],
        ),
    ],
)
def test_classes_over_columns_of_projects_are_money_of_projects(printed, filled):
    kind = kind_of(kinds_with(nature="project", form="")[0])
    columns = [Column(place, (), "amount", nature=nature) for place, nature in enumerate(printed)]
    table = Table("t01", kind.id, "", "元", (1,), [], columns, 0)
    fill_silent_columns(table, kind)
    assert [column.nature for column in columns] == filled

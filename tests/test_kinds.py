"""Kinds of tables: what their entries say, and that no module knows them by name."""

from __future__ import annotations

from budgetkit.rules.kinds import OTHER, kind_of, kinds, kinds_with, ways
from budgetkit.rules.terms import terms
from tools.house import named, sources


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

"""The benchmark that leaves one publisher out: what it withholds, how it scores, what it writes."""

from __future__ import annotations

import pytest

from benchmarks.generalisation import (
    PAGE,
    Result,
    Scores,
    agreements,
    field_knowledge,
    list_of,
    measure,
    pair,
    score,
    table_of,
    understood,
    write_page,
)
from budgetkit.errors import WrongUsage
from budgetkit.rules.patterns import Entry, withheld
from tests.small_documents import document

ONE = {"first_page": "2", "kind": "other", "title": "甲表", "unit": "元", "columns": "label | amount:;all"}


def test_official_terms_are_never_withheld():
    known = {(entry.source, entry.rule) for entry in field_knowledge()}
    assert ("headers.toml/fund", "fund=special_account") in known
    assert ("headers.toml/nature", "nature=project/social_economic") not in known, (
        "a word of some provinces, until 2021"
    )
    assert ("functional_class_aliases.csv", "210") in known, "a former official name"


def test_more_terms_make_more_knowledge():
    assert ("headers.toml/nature", "nature=project/social_economic") in {
        (entry.source, entry.rule) for entry in field_knowledge(["社会事业和经济发展项目"])
    }


def test_tables_are_paired_by_page_then_title_then_order():
    first, second = ONE, {**ONE, "title": "乙表"}
    turned = [{**second, "kind": "x"}, {**first, "kind": "y"}]
    assert [have["kind"] for _, have in pair([first, second], turned)] == ["y", "x"]
    assert pair([first], [{**first, "first_page": "3"}]) == [(first, None)]


def test_agreement_counts_each_printed_column_once():
    jog = {**ONE, "columns": "label | label | amount:;all"}
    assert agreements(ONE, jog)["columns"] == (2, 2)
    wrong = {**ONE, "kind": "x", "columns": "label | amount:;all;basic"}
    assert agreements(ONE, wrong) == {"kind": (0, 1), "title": (1, 1), "unit": (1, 1), "columns": (1, 2)}
    assert agreements(ONE, None)["columns"] == (0, 2)


def test_a_document_scores_less_without_the_words_that_decide_in_it():
    documents = {"a": document()}
    full, deciding = understood(documents)
    basic = {entry for entry in deciding if entry.rule == "nature=basic"}
    assert basic
    with withheld(basic):
        without, _ = understood(documents)
    assert score(full, full, {}).amounts == 1.0
    assert 0.5 < score(without, full, {}).amounts < 1.0
    assert without["a"].tables["kind"].tolist() == full["a"].tables["kind"].tolist()


def test_missing_documents_are_told(tmp_path):
    with pytest.raises(WrongUsage, match="real documents are missing"):
        measure(shared=tmp_path)


def test_figures_stand_between_their_marks(tmp_path):
    entry = Entry("headers.toml/fund", "fund=unit_funds", "^自有资金")
    result = Result("Somewhere", Scores(*[1.0] * 6), Scores(*[0.5] * 6), (entry,))
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- strict -->\nold\n<!-- /strict -->\nafter\n", encoding="utf-8")
    write_page({"strict": table_of([result])}, page)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n") and text.endswith("after\n") and "old" not in text
    assert "| Somewhere | 1 | 100.0% → 50.0% |" in text
    assert list_of([result]) == "- **Somewhere**: `^自有资金` (fund: fund=unit_funds)"


def test_the_page_has_a_place_for_every_figure():
    text = PAGE.read_text(encoding="utf-8")
    for name in ("strict", "lenient", "withheld"):
        assert text.count(f"<!-- {name} -->") == text.count(f"<!-- /{name} -->") == 1


def test_an_unseen_city_keeps_its_kinds(seeds):
    (result,) = measure({"city": ["seeds/000*.txt"]}, known=field_knowledge())
    assert result.full.kind == 1.0
    assert result.withheld, "alone, every word that is not official is withheld"
    assert result.without.kind < result.full.kind

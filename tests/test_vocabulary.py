"""Rules as data, and recognition without some of them."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from budgetkit.rules.codes import former_class_names, functional_class
from budgetkit.rules.kinds import ways
from budgetkit.rules.patterns import Entry, recorded, withheld
from budgetkit.rules.words import header_says, row_says

TOML = ("words/headers.toml", "words/labels.toml", "kinds.toml")


def patterns_of(name: str) -> list[tuple[str, str]]:
    text = files("budgetkit.rules").joinpath("data", name).read_text(encoding="utf-8")
    return [
        (family, pattern)
        for family, rules in tomllib.loads(text).items()
        if isinstance(rules, list)
        for rule in rules
        for rule in rule.get("recognised", [rule])
        for key in ("patterns", "title", "title_lacks")
        for pattern in rule.get(key, ())
    ]


@pytest.mark.parametrize("name", TOML)
def test_each_pattern_is_a_regular_expression_that_needs_something(name):
    for family, pattern in patterns_of(name):
        assert re.compile(pattern).search("") is None, f"{family}: {pattern!r} fits every label"


@pytest.mark.parametrize("name", TOML)
def test_a_pattern_holds_one_wording(name):
    for family, pattern in patterns_of(name):
        bare = re.sub(r"\(.*?\)", "", pattern)
        assert "|" not in bare, f"{family}: split {pattern!r} into patterns of their own"


def test_the_entries_that_decide_are_recorded_once_for_each_label():
    with recorded() as deciding:
        assert header_says("fund", "财政专户管理资金").fund == "special_account"
        assert row_says("支出总计").measure == "total_uses"
        assert functional_class("医疗卫生支出") == "210"
        assert functional_class("教育支出") == "205", "an official name needs no alias"
    assert {entry.source for entry in deciding} == {
        "headers.toml/fund",
        "labels.toml/measure",
        "functional_class_aliases.csv",
    }
    assert len(deciding) == 3
    assert Entry("functional_class_aliases.csv", "210", "医疗卫生支出") in deciding


def test_without_an_entry_the_next_rule_answers_and_afterwards_the_entry_again():
    with recorded() as deciding:
        assert header_says("nature", "日常公用经费").nature == "basic/operating"
    with withheld(deciding):
        assert header_says("nature", "日常公用经费") is None
        assert header_says("nature", "项目支出").nature == "project"
    assert header_says("nature", "日常公用经费").nature == "basic/operating"


def test_a_title_pattern_is_withheld_too():
    way = next(way for way in ways() if way.kind.id == "procurement_table")
    with recorded() as deciding:
        assert way.title.search("政府采购预算表")
    with withheld(deciding):
        assert not way.title.search("政府采购预算表")
    assert way.title.search("政府采购预算表")


def test_a_withheld_block_that_fails_restores_the_vocabulary():
    with recorded() as deciding:
        assert header_says("fund", "上级转移支付收入")
    with pytest.raises(RuntimeError), withheld(deciding):
        raise RuntimeError("inside")
    assert header_says("fund", "上级转移支付收入")


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("文化体育旅游与传媒支出", "207"),
        ("社会保障和就业", "208"),
        ("国土海洋气象等支出", "220"),
        ("一般公共预算支出", ""),
        ("其他社会保险基金支出", ""),
        ("社会保障缴费", ""),
    ],
)
def test_a_class_is_known_by_its_names_in_any_order_but_not_by_likeness(label, code):
    assert functional_class(label) == code


def test_every_former_name_of_a_class_is_one_that_the_present_names_do_not_explain():
    with withheld(
        {Entry("functional_class_aliases.csv", functional_class(n), n) for n in former_class_names()}
    ):
        assert [name for name in former_class_names() if functional_class(name)] == []


def test_a_text_of_any_length_is_no_header():
    assert header_says("phase", "比" * 500) is None

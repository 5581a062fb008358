"""The identities as data: they load, name what exists, and describe themselves."""

from dataclasses import fields

import pytest

from budgetkit.errors import WrongRule
from budgetkit.publish.rules_page import describe
from budgetkit.records import Line
from budgetkit.rules.declared.identities import Identity, IdentityFile, Operand
from budgetkit.rules.files import Source, read_sources
from budgetkit.rules.identities import identities, trees
from budgetkit.rules.kinds import kinds
from budgetkit.rules.loading import structure_source, structurer_of
from budgetkit.rules.notices import notices
from budgetkit.sums.equations import AmountColumn, Equation, equations, state_of
from budgetkit.sums.intervals import Interval, compare_figures

DERIVED = {
    "row_role", "head", "economic_group", "functional_class", "functional_item", "unit", "label", "heading",
    "outer", "project_class", "covered", "source", "government_group", "payer",
}  # fmt: skip
LINE_FIELDS = {field.name for field in fields(Line)}


def by_id(name):
    return next(identity for identity in identities() if identity.id == name)


@pytest.mark.parametrize("identity", identities(), ids=lambda identity: identity.id)
def test_operands_name_attributes_of_a_line_never_positions(identity):
    operands = [*identity.total, *identity.parts, *filter(None, [identity.unless_printed])]
    named = {name for operand in operands for name, _ in operand.where} | set(identity.by)
    assert named <= LINE_FIELDS | DERIVED
    assert not named & {"row", "column", "page", "bbox"}


@pytest.mark.parametrize("identity", identities(), ids=lambda identity: identity.id)
def test_every_identity_is_said_in_two_languages_and_judged(identity):
    assert identity.title_zh and identity.title_en and identity.rule
    assert identity.severity in ("error", "warning", "info")
    assert identity.category in ("document_error", "extraction_damage", "rounding", "question", "note")


def test_kinds_are_those_of_the_vocabulary():
    known = set(kinds())
    for identity in identities():
        named = {*identity.kinds, *(kind for o in (*identity.total, *identity.parts) for kind in o.kinds)}
        assert named <= known, identity.id


def test_paths_of_natures_and_funds_know_their_ancestors():
    assert trees()["nature"].ancestors("basic/personnel/wages") == ["basic/personnel", "basic", ""]
    assert trees()["fund"].ancestors("government_managed_funds") == ["appropriation", ""]
    assert trees()["measure"].ancestors("official_vehicle_purchase") == [
        "official_vehicles",
        "three_public",
    ]


def test_description_names_every_identity_and_notice_once():
    page = describe()
    for identity in identities():
        assert page.count(f"\n| `{identity.id}` |") == 1
    for notice in notices():
        assert f"| `{notice}` |" in page
    assert describe() == page


@pytest.mark.parametrize(
    "entry",
    [
        {"id": "x", "scope": "sideways", "rule": "I1", "title_zh": "一", "title_en": "one"},
        {"id": "x", "scope": "row", "rule": "I1", "title_zh": "一", "title_en": "one", "tolerance": 0.01},
        {"id": "x", "scope": "row", "relation": "about", "rule": "I1", "title_zh": "一", "title_en": "one"},
        {"id": "x", "scope": "documents", "pair": "next", "rule": "X20", "title_zh": "一", "title_en": "one"},
    ],
)
def test_a_misspelt_entry_is_refused_by_name(entry):
    mine = Source("mine.toml", "identities/mine.toml", {"identity": [entry]}, of_user=True)
    with pytest.raises(WrongRule, match="mine.toml, identity “x”"):
        structure_source(mine, IdentityFile, structurer_of(read_sources()))


@pytest.mark.parametrize(
    ("printed", "expected", "steps", "state"),
    [
        (52002, 52002, 0, "holds"),
        (52002, 52001, 4, "rounding"),
        (52004, 52001, 4, "fails"),
        (1, 0, 1, "fails"),
    ],
)
def test_weighing_uses_half_of_the_last_digit_of_every_figure(printed, expected, steps, state):
    for one, other in ((printed, expected), (expected, printed)):
        assert compare_figures(Interval(one, steps), Interval(other)).state == state


def test_a_part_may_be_less_than_its_whole_but_not_more():
    assert compare_figures(Interval(100), Interval(60), "at_most").state == "holds"
    assert compare_figures(Interval(60), Interval(100), "at_most").state == "fails"


def test_equations_follow_the_nearest_printed_ancestor():
    natures = [
        ("", "total"),
        ("basic", "subtotal"),
        ("basic/personnel/wages", "item"),
        ("project/debt", "item"),
        ("reserve", "item"),
    ]
    header = [AmountColumn(n, nature=nature, column_kind=kind) for n, (nature, kind) in enumerate(natures)]
    assert equations(by_id("nature-row"), header) == [Equation(0, (1, 3, 4)), Equation(1, (2,))]


def test_a_printed_balance_may_or_may_not_count_into_the_whole():
    header = [
        AmountColumn(0, column_kind="total"),
        AmountColumn(1, nature="basic"),
        AmountColumn(2, nature="project"),
        AmountColumn(3, measure="closing_carryover"),
    ]
    (equation,) = equations(by_id("nature-row"), header)
    assert equation == Equation(0, (1, 2), (3,))
    figures = {1: Interval(60), 2: Interval(40), 3: Interval(7)}
    assert state_of(equation, {0: Interval(100), **figures}) == "holds"
    assert state_of(equation, {0: Interval(107), **figures}) == "holds"
    assert state_of(equation, {0: Interval(101), **figures}) == "fails"
    assert state_of(equation, {}) == ""


def test_of_which_columns_may_not_exceed_but_need_not_exhaust():
    header = [
        AmountColumn(0, fund="all", column_kind="total"),
        AmountColumn(1, fund="general_public_budget", column_kind="subtotal"),
        AmountColumn(2, fund="general_public_budget/appropriation", column_kind="of_which"),
    ]
    found = equations(by_id("fund-row"), header)
    assert Equation(1, (2,), (), "at_most") in found
    assert Equation(0, (1,)) in found


def test_every_rule_is_held_by_something_or_says_why_not():
    page = describe()
    section = page[page.index("## Rules") : page.index("## Findings that are no identity")]
    rows = {
        row.split(" | ")[0].strip("| "): row.split(" | ") for row in section.splitlines() if row[:3] != "| -"
    }
    wanted = [f"I{n}" for n in range(1, 15)] + [f"X{n}" for n in range(1, 22)]
    assert set(wanted) <= set(rows)
    for rule in wanted:
        held, left_out = rows[rule][3], rows[rule][5].strip("| ")
        assert held != "nothing" or left_out, rule
    named = {rule for identity in identities() for rule in identity.rule.split(", ")}
    assert named <= set(rows)


def test_words_of_an_operand_are_compared_as_labels_are():
    assert Operand(heading=("其中：直达资金",), label=("（一）合 计",)).where[-2:] == (
        ("label", ("(一)合计",)),
        ("heading", ("其中:直达资金",)),
    )


def test_an_identity_needs_only_parts_that_it_has():
    words = {"id": "x", "rule": ("I5",), "scope": "table", "title_zh": "甲", "title_en": "a"}
    with pytest.raises(ValueError, match="of 1 parts, counted from 0"):
        Identity(**words, parts=(Operand(heading=("甲",)),), needs_all=(1,))

"""Mentions of projects that are one, are two, or cannot be told, as judged before any program saw them."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkit.projects import indexes, matching
from budgetkit.projects.chains import project_chains
from budgetkit.projects.contrasts import are_contrary
from budgetkit.projects.indexes import AmountIndex, NameIndex
from budgetkit.projects.linking import link
from budgetkit.projects.mentions import Mention, ProjectAmount
from budgetkit.projects.names import SIMILAR, similarity
from budgetkit.projects.project import same_unit
from budgetkit.records import Line
from tests.exploring import examples
from tests.test_project_chains import PRIOR, dataset_of

EXPECTED = Path(__file__).parent / "expected"
UNIT, AMOUNT = "某某市水务局", "50.00"


def judged(name: str) -> list[list[str]]:
    """Fields of each line of a list of judged pairs."""
    lines = (EXPECTED / name).read_text(encoding="utf-8").splitlines()
    return [[field.strip() for field in line.split("|")] for line in lines if line and line[0] != "#"]


def both(printed: str, usual: str) -> list[str]:
    """What stands on either side; ``-`` is not printed."""
    return ["" if one == "-" else one for one in printed.split()] or [usual, usual]


def mention(kind: str, name: str, amount: str, unit: str = UNIT, code: str = "", row: int = 1) -> Mention:
    """One mention in a table of its own; ``amount`` in 万元 as printed."""
    table = "t01" if kind == "project_table" else f"t{row + 2}"
    made = Mention(kind, table, row, 1, name, code, "", unit)
    if amount:
        decimals = len(amount.partition(".")[2])
        fen, step = int(Decimal(amount) * 10**6), 10**6 // 10**decimals
        line = Line(table, kind, 1, row, 1, fen, step, amount, "万元", decimals)
        made.amount = ProjectAmount.of([line])
    return made


def answer(one: Mention, other: Mention) -> str:
    found = link([one, other])
    if any(len(project.mentions) == 2 for project in found.projects):
        return "same"
    asked = any(doubt.mention is other and doubt.reason != "not_listed" for doubt in found.doubts)
    return "doubtful" if asked else "different"


def test_pairs_are_linked_kept_apart_or_asked_about_as_judged():
    """What is one is linked, what is two is not; a doubt is asked about. To ask about two costs little."""
    wrong, asked, counts = set(), 0, Counter()
    for truth, one, other, amounts, units, codes in judged("project-pairs.txt"):
        amount, unit, code = both(amounts, AMOUNT), both(units, UNIT), both(codes, "")
        sides = zip(
            ("project_table", "performance_project_form"), (one, other), amount, unit, code, strict=True
        )
        got = answer(*(mention(*side) for side in sides))
        counts[truth] += 1
        if (truth, got) == ("different", "doubtful"):
            asked += 1
        elif got != truth:
            wrong.add((one, other, truth, got))
    assert not wrong
    assert counts.total() >= 225 and min(counts.values()) >= 15 and asked <= 16


def test_another_word_in_a_name_is_linked_only_where_nothing_else_has_the_amount():
    kinds = ("project_table", "performance_project_form")
    listed = {"河道整治": "80.00", "供应链创新应用": "33.00"}
    formed = {"河道整治": "80.00", "供应链体系建设应用": "33.00"}

    def linked(more):
        rows = [
            mention(kinds[0], name, amount, row=n) for n, (name, amount) in enumerate((listed | more).items())
        ]
        forms = [mention(kinds[1], name, amount, row=n) for n, (name, amount) in enumerate(formed.items())]
        return link([*rows, *forms])

    assert [len(project.mentions) for project in linked({}).projects] == [2, 2]
    found = linked({"食堂补助": "33.00"})
    assert [len(project.mentions) for project in found.projects] == [2, 1, 1]
    assert [doubt.reason for doubt in found.doubts] == ["other_words"]


def test_projects_of_two_years_go_on_as_judged(monkeypatch):
    pairs = judged("project-chains.txt")
    departments = {}
    for number, (_, old, new, amounts, prior, units, codes) in enumerate(pairs):
        sides = zip(both(units, UNIT), both(codes, ""), strict=True)
        more = [{"unit_name": unit, "project_code": code} for unit, code in sides]
        if prior:
            more[1][PRIOR] = Decimal(prior)
        first, second = (int(amount) for amount in (amounts or "500 700").split())
        departments[str(number)] = {2030: [(old, first, more[0])], 2031: [(new, second, more[1])]}
    made = dataset_of(departments, project_expenditure=False)
    complete = set(made.documents["document_id"])  # all lists name all projects
    monkeypatch.setattr("budgetkit.projects.chains._complete_documents", lambda _: complete)
    chains = project_chains(made)
    second = chains[chains["fiscal_year"] == 2031].set_index("department_name")["status"]
    wrong = [pair for number, pair in enumerate(pairs) if second[str(number)] != pair[0]]
    assert not wrong and len(pairs) >= 30


def test_a_code_that_neither_name_nor_amount_fits_is_a_question():
    code = "41170024000000000001"
    found = link(
        [
            mention("project_table", "巡查", "50.00", code=code),
            mention("performance_project_form", "职工食堂", "90.00", code=code),
        ]
    )
    assert [doubt.reason for doubt in found.doubts] == ["code_or_name"]
    assert [len(project.mentions) for project in found.projects] == [1]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("某某市水务局", "某某市水务局机关", True),
        ("某某市水务局", "水务局", True),
        ("某某市水务局", "某某市水务局河道管理处", False),
        ("某某市水务局河道管理处", "河道管理处", True),
    ],
)
def test_a_unit_below_another_is_another_unit(one, other, same):
    ours, theirs = (mention("project_table", "物业", "1", unit) for unit in (one, other))
    assert same_unit(ours, theirs) is same_unit(theirs, ours) is same


def test_many_projects_are_linked_without_comparing_each_with_each(monkeypatch):
    compared = Counter()

    def counted(one, other):
        compared["pairs"] += 1
        return similarity(one, other)

    for module in (indexes, matching):
        monkeypatch.setattr(module, "similarity", counted)
    mentions = []
    for number in range(600):
        name = f"{'张王李赵'[number % 4]}{'东西南北'[number // 4 % 4]}村{number}组道路养护"
        mentions.append(mention("project_table", name, str(number % 50 + 1), row=number))
    for one in list(mentions):
        name = one.name.replace("道路养护", "道路日常养护") if one.row % 10 == 0 else one.name
        mentions.append(mention("performance_project_form", name, str(one.row % 50 + 1), row=one.row))
    found = link(mentions)
    assert len(found.projects) == 600 and not found.doubts
    assert all(len({one.row for one in project.mentions}) == 1 for project in found.projects)
    assert compared["pairs"] < 600 * 20, "each with each would be 60 renamed times 60 left, many times over"


NAMES = st.text("道路桥养护专项资金2031年一二期", min_size=1, max_size=14)


@given(st.lists(NAMES, max_size=8), NAMES)
@settings(max_examples=examples(60))
def test_the_index_finds_all_that_is_alike(names, name):
    found = NameIndex((place, [one]) for place, one in enumerate(names)).near(name)
    truth = [(place, similarity(name, one)) for place, one in enumerate(names)]
    assert found == [(place, alike) for place, alike in truth if alike >= SIMILAR]


@given(
    st.lists(st.tuples(st.integers(0, 500), st.sampled_from([1, 10, 100])), max_size=8), st.integers(0, 500)
)
@settings(max_examples=examples(60))
def test_the_index_misses_no_amount(amounts, fen):
    near = AmountIndex((place, *amount) for place, amount in enumerate(amounts)).near(fen, 10)
    fitting = [place for place, (own, step) in enumerate(amounts) if abs(own - fen) * 2 <= step + 10]
    assert set(fitting) <= set(near) and near == sorted(near)


@given(NAMES, NAMES)
@settings(max_examples=examples(60))
def test_a_contrast_has_no_direction(one, other):
    assert are_contrary(one, other) == are_contrary(other, one) and not are_contrary(one, one)

"""Projects from year to year: code, then name, years and phases as a veto, doubts as questions."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetkit.dataset import Dataset
from budgetkit.projects.chains import project_chains
from budgetkit.schema.frames import arrow_table, frame

PRIOR = "prior_year_amount_yuan"
SUPPLY, CHAIN = "供应链创新与应用专项资金", "供应链体系建设专项资金"
DEPARTMENT = "示例市水务局"


def dataset(years, project_expenditure=True, **about):
    """Documents of one department; ``years`` maps a year to its projects: (name, amount, more)."""
    return dataset_of({DEPARTMENT: years}, project_expenditure, **about)


def dataset_of(departments, project_expenditure=True, **about):
    """Documents of departments, each with its ``years``."""
    empty = ("indicators", "statements", "findings", "repairs", "files")
    made = {name: [] for name in ("documents", "projects", "tables", "lines", *empty)}
    for number, (department, years) in enumerate(departments.items()):
        for name, rows in rows_of(department, number, years, project_expenditure, about).items():
            made[name] += rows
    return Dataset({name: frame(arrow_table(name, rows)) for name, rows in made.items()})


def rows_of(department, place, years, project_expenditure, about):
    """Rows of one department's documents."""
    documents, projects, tables, lines = [], [], [], []
    for year, listed in years.items():
        document_id = f"example-water{place or ''}-{year}-approved"
        documents.append(
            {
                "document_id": document_id,
                "department_name": department,
                "fiscal_year": year,
                "phase": "approved",
                "scope": "department",
                **about,
            }
        )
        for number, (name, amount, *more) in enumerate(listed, 1):
            projects.append(
                {
                    "project_id": f"{document_id}/p{number:02d}",
                    "document_id": document_id,
                    "project_name": name,
                    "unit_name": department,
                    "amount_yuan": Decimal(amount),
                    "line_ids": [f"{document_id}/t01/r{number}c3"],
                    **(more[0] if more else {}),
                }
            )
        total = Decimal(sum(amount for _, amount, *_ in listed))
        if project_expenditure:
            tables.append({"document_id": document_id, "table_id": "t02", "kind": "expenditure_by_function"})
            for column, nature, kind in ((3, "", "total"), (4, "project", "item")):
                lines.append(
                    {
                        "line_id": f"{document_id}/t02/r1c{column}",
                        "document_id": document_id,
                        "table_id": "t02",
                        "kind": "expenditure_by_function",
                        "row": 1,
                        "column": column,
                        "nature": nature,
                        "fund": "all",
                        "column_kind": kind,
                        "row_kind": "item",
                        "functional_code": "2130301",
                        "amount_yuan": total,
                        "fiscal_year": year,
                        "phase": "approved",
                        "direction": "expenditure",
                        "decimals": 2,
                        "printed_unit": "元",
                        "printed": str(total),
                        "item": "行政运行",
                    }
                )
    return {"documents": documents, "projects": projects, "tables": tables, "lines": lines}


def told(chains, year):
    """Status and basis of each project of a year."""
    own = chains[chains["fiscal_year"] == year]
    return {row.project_name: (row.status, row.basis) for row in own.itertuples()}


def test_a_project_goes_on_another_ends_a_third_is_new():
    made = dataset(
        {2030: [("河道整治专项", 500), ("堤防加固", 300)], 2031: [("河道整治专项", 700), ("灌区配套", 200)]}
    )
    chains = project_chains(made)
    assert told(chains, 2030) == {"河道整治专项": ("unknown", ""), "堤防加固": ("unknown", "")}
    assert told(chains, 2031) == {
        "河道整治专项": ("continued", "name"),
        "灌区配套": ("new", "not_listed_before"),
    }
    assert chains["ended"].tolist()[:2] == [False, True] and chains["ended"].isna().tolist()[2:] == [
        True,
        True,
    ]
    going = chains[chains["chain_id"] == "example-water-2030-approved/p01"]
    assert going["amount_yuan"].tolist() == [500, 700]
    assert going["previous_amount_yuan"].iloc[1] == 500 and len(going["line_ids"].iloc[1]) == 2
    assert not chains["question"].any()


def test_without_whole_lists_nothing_is_new_and_nothing_has_ended():
    years = {2030: [("河道整治专项", 500)], 2031: [("灌区配套", 200)]}
    chains = project_chains(dataset(years, project_expenditure=False))
    assert set(chains["status"]) == {"unknown"} and chains["ended"].isna().all()


def test_what_the_form_prints_of_the_year_before_counts():
    none = {"prior_year_amount_yuan": Decimal(0)}
    some = {"prior_year_amount_yuan": Decimal(90)}
    chains = project_chains(dataset({2031: [("甲工程", 500, none), ("乙工程", 200, some)]}))
    assert told(chains, 2031) == {
        "甲工程": ("new", "prior_amount_zero"),
        "乙工程": ("continued", "prior_amount_printed"),
    }


@pytest.mark.parametrize(
    ("old", "new", "more", "expected"),
    [
        ("河道整治", "水系治理", {"project_code": "41000000000000000001"}, ("continued", "code")),
        ("河道整治专项资金", "河道综合整治专项资金", {}, ("continued", "similar_name")),
        (SUPPLY, CHAIN, {PRIOR: 500}, ("continued", "prior_amount")),
        (SUPPLY, CHAIN, {}, ("doubtful", "similar_name")),
        ("河道整治专项资金", "河道综合整治专项资金", {PRIOR: 900000}, ("doubtful", "similar_name")),
        ("堤防加固一期", "堤防加固二期", {}, ("new", "not_listed_before")),
        ("2030年水利维修", "2031年水利维修", {}, ("doubtful", "similar_name")),
        ("2030年水利维修", "2030年水利维修", {}, ("continued", "name")),
        ("河道整治", "河道整治", {"unit_name": "示例市林业站"}, ("new", "not_listed_before")),
    ],
)
def test_grounds_of_a_link(old, new, more, expected):
    more = {name: Decimal(value) if isinstance(value, int) else value for name, value in more.items()}
    code = {"project_code": more["project_code"]} if "project_code" in more else {}
    chains = project_chains(dataset({2030: [(old, 500, code)], 2031: [(new, 700, more)]}))
    assert told(chains, 2031) == {new: expected}
    last = chains.iloc[-1]
    assert last["question"] == (expected[0] == "doubtful")
    assert bool(len(last["candidates"])) == (expected[0] == "doubtful")
    assert bool(last["previous_project_id"]) == (expected[0] == "continued")


def test_two_candidates_are_a_question():
    years = {
        2030: [("农村道路甲路段养护", 500), ("农村道路乙路段养护", 300)],
        2031: [("农村道路路段养护", 700)],
    }
    last = project_chains(dataset(years)).iloc[-1]
    assert (last["status"], last["basis"], len(last["candidates"])) == ("doubtful", "two_candidates", 2)


def test_other_codes_keep_equal_names_apart():
    one, other = {"project_code": "41000000000000000001"}, {"project_code": "41000000000000000002"}
    chains = project_chains(dataset({2030: [("河道整治", 500, one)], 2031: [("河道整治", 700, other)]}))
    assert told(chains, 2031) == {"河道整治": ("new", "not_listed_before")}


def test_years_that_do_not_follow_each_other_are_not_linked():
    chains = project_chains(dataset({2029: [("河道整治", 500)], 2031: [("河道整治", 700)]}))
    assert set(chains["status"]) == {"unknown"} and chains["chain_id"].nunique() == 2


def test_an_empty_dataset_has_no_chains():
    chains = project_chains(Dataset())
    assert chains.empty and "chain_id" in chains.columns

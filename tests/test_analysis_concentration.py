"""Project concentration: formulas on small vectors, coverage, and what is withheld."""

from __future__ import annotations

import math
import re
from decimal import Decimal

import pandas as pd
import pytest
from example_dataset import DOCUMENT, dataset, document, example_lines, finding

from budgetkit.analysis import (
    concentration_answer,
    lorenz_curve,
    project_concentration,
    projects_ranked,
)
from budgetkit.analysis import inequality as measures
from budgetkit.dataset import Dataset
from budgetkit.schema.frames import arrow_table, frame

# The four projects of a published budget, in 万元: 72.50 in all, as its table of expenditure prints.
PUBLISHED = [
    ("机关", "宣讲", "37.70"),
    ("中心", "整治", "8.80"),
    ("中心", "收入", "6.00"),
    ("中心", "平台", "20.00"),
]


def with_projects(projects, findings=(), **known) -> Dataset:
    """The example with a list of projects: unit, name and amount in 万元 (``None`` if not printed)."""
    rows = [
        {
            "project_id": known.get("project_id", f"{DOCUMENT}/p{number:02d}"),
            "document_id": DOCUMENT,
            "unit_code": "",
            "unit_name": unit,
            "project_name": name,
            "project_code": "",
            "name_variants": [],
            "project_type": "",
            "amount_yuan": None if amount is None else Decimal(amount) * 10000,
            "prior_year_amount_yuan": None,
            "line_ids": [f"{DOCUMENT}/t10/r{number}c3"],
        }
        for number, (unit, name, amount) in enumerate(projects, start=4)
    ]
    own = dataset(example_lines(), [document()], findings)
    return Dataset({**own.__dict__, "projects": frame(arrow_table("projects", rows))})


def test_the_published_example():
    row = project_concentration(with_projects(PUBLISHED)).iloc[0]
    assert (row["project_count"], row["coverage"], row["reason"]) == (4, 1.0, "")
    assert round(row["cr1_share"], 3) == 0.52 and round(row["hhi"], 4) == 0.3681
    assert round(row["hhi_normalised"], 4) == round((0.368082 - 0.25) / 0.75, 4)
    assert row["effective_number"] == pytest.approx(1 / 0.368082, rel=1e-5)
    assert (row["cr4_share"], row["largest_project"], row["largest_yuan"]) == (
        1.0,
        "宣讲",
        Decimal("377000.00"),
    )
    assert row["line_ids"].startswith(f"{DOCUMENT}/t10/r4c3;") and f"{DOCUMENT}/t03/r4c11" in row["line_ids"]


def test_a_second_disclosure_gives_the_figures_of_its_text(seeds):
    text = next(seeds.glob("003_*.txt")).read_text(encoding="utf-8")
    block = text.split("（三）主要项目")[1].split("三、预算收支增减")[0]
    rows = re.findall(r"^\t?\s*([^\t\n\d]\S*)\t([\d,]+)\t", block, re.MULTILINE)
    amounts = [int(amount.replace(",", "")) for name, amount in rows if name != "合计"]
    assert len(amounts) == 11 and sum(amounts) == 24610
    assert round(100 * measures.concentration_ratio(amounts, 1), 1) == 34.4
    assert round(100 * measures.concentration_ratio(amounts, 3), 1) == 76.6
    assert round(100 * measures.concentration_ratio(amounts, 4), 1) == 86.7
    assert round(measures.herfindahl(amounts), 4) == 0.2221
    assert round(measures.normalised_herfindahl(amounts), 4) == 0.1443
    assert round(measures.effective_number(amounts), 2) == 4.50


def test_equal_amounts_and_one_that_takes_all_are_the_two_ends():
    equal, alone = [5, 5, 5, 5], [0, 0, 0, 9]
    assert measures.herfindahl(equal) == 0.25 and measures.normalised_herfindahl(equal) == 0
    assert measures.gini(equal) == 0 and measures.theil(equal) == pytest.approx(0)
    assert measures.entropy(equal) == pytest.approx(math.log(4))
    assert measures.herfindahl(alone) == 1 and measures.gini(alone) == 0.75
    assert measures.theil(alone) == pytest.approx(math.log(4)) and measures.entropy(alone) == 0


def test_gini_is_twice_the_area_between_the_lorenz_curve_and_equality():
    amounts = [1, 2, 3, 10]
    points = measures.lorenz_points(amounts)
    pairs = zip(points, points[1:], strict=False)
    area = sum((right[0] - left[0]) * (left[1] + right[1]) / 2 for left, right in pairs)
    assert measures.gini(amounts) == pytest.approx(1 - 2 * area)


def test_theil_is_what_lies_between_groups_and_within_them():
    groups = [[1, 3], [6, 10]]
    everything = [amount for group in groups for amount in group]
    within = sum(sum(group) / sum(everything) * measures.theil(group) for group in groups)
    assert measures.theil(everything) == pytest.approx(measures.theil_between(groups) + within)


@pytest.mark.parametrize("amounts", [[], [0, 0], [5, -1]])
def test_nothing_to_share_is_missing_and_no_number(amounts):
    for measure in (measures.herfindahl, measures.gini, measures.theil, measures.entropy):
        assert measure(amounts) is None
    assert measures.lorenz_points(amounts) == []


def test_below_95_percent_no_measure_is_told_but_the_coverage_is():
    data = with_projects([("甲", "一", "60.00"), ("甲", "二", "8.00")])
    row = project_concentration(data).iloc[0]
    assert row["reason"] == "projects_not_all_listed" and row["coverage"] == pytest.approx(68 / 72.5)
    assert row[["cr1_share", "hhi", "gini"]].isna().all()
    assert lorenz_curve(projects_ranked(data)).empty
    said = concentration_answer(project_concentration(data))
    assert "93.8%" in said.chinese and "93.8%" in said.english
    # What a project is of the printed 项目支出 is true whatever else is listed.
    assert projects_ranked(data)["share_of_printed"].iloc[0] == pytest.approx(60 / 72.5)


@pytest.mark.parametrize(
    ("projects", "reason"),
    [
        ([], "no_project_list"),
        ([("甲", "一", "72.50"), ("甲", "二", None)], "amount_not_printed"),
        ([("甲", "一", "90.00")], "projects_exceed_total"),
    ],
)
def test_what_is_withheld_has_a_reason(projects, reason):
    row = project_concentration(with_projects(projects)).iloc[0]
    assert row["reason"] == reason and pd.isna(row["hhi"])


def test_amounts_are_merged_under_the_same_identifier_only():
    twice = [("甲", "同名", "40.00"), ("乙", "同名", "32.50")]
    assert project_concentration(with_projects(twice))["project_count"].tolist() == [2]
    merged = projects_ranked(with_projects(twice, project_id=f"{DOCUMENT}/p01"))
    assert merged["amount_yuan"].tolist() == [Decimal("725000.00")]
    assert merged["line_ids"].tolist() == [f"{DOCUMENT}/t10/r4c3;{DOCUMENT}/t10/r5c3"]


def test_ranked_projects_carry_shares_and_the_findings_of_their_cells():
    ranked = projects_ranked(with_projects(PUBLISHED, [finding("f1", [f"{DOCUMENT}/t10/r7c3"])]))
    assert ranked["project_name"].tolist() == ["宣讲", "平台", "整治", "收入"]
    assert ranked["rank"].tolist() == [1, 2, 3, 4] and ranked["cumulative_share"].iloc[-1] == 1
    assert ranked["worst_severity"].tolist() == ["", "error", "", ""]


def test_the_sentence_has_the_number_in_both_languages():
    said = concentration_answer(project_concentration(with_projects(PUBLISHED)))
    for text in (said.chinese, said.english):
        assert "52.0%" in text and "0.3681" in text and "100.0%" in text

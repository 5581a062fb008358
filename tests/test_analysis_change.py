"""Year on year: printed and stated prior years, items that appear and end, budget against final accounts."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
from example_dataset import dataset, document, line

from budgetkit.analysis import (
    change_answer,
    change_by_item,
    execution,
    execution_answer,
    series_to_detail,
    stated_changes,
    year_on_year,
    yearly_totals,
)
from budgetkit.dataset import Dataset
from budgetkit.schema.frames import arrow_table, frame

KIND = "expenditure_by_function"


def budget(year: int, items: dict[str, tuple[str, str, str]], phase: str = "approved", **known):
    """A document and its table: code to name, basic and project expenditure in 万元 (blank is no line)."""
    identifier = f"office-{year}-{phase}"
    lines, sums = [], {"basic": Decimal(0), "project": Decimal(0)}
    common = {"document_id": identifier, "fiscal_year": year, "phase": phase, "fund": "all"}
    for row, (code, (name, *amounts)) in enumerate(items.items(), start=2):
        total = sum(Decimal(amount or 0) for amount in amounts)
        more = {"functional_code": code, "functional_name": name, "item": name, **common}
        lines.append(line("t03", KIND, row, 2, f"{total:.2f}", column_kind="total", **more))
        for column, (nature, amount) in enumerate(zip(sums, amounts, strict=True), start=3):
            sums[nature] += Decimal(amount or 0)
            if amount:
                lines.append(line("t03", KIND, row, column, amount, nature=nature, **more))
    head = {"row_kind": "total", "item": "合计", **common}
    lines.append(line("t03", KIND, 1, 2, f"{sum(sums.values()):.2f}", column_kind="total", **head))
    for column, (nature, amount) in enumerate(sums.items(), start=3):
        lines.append(line("t03", KIND, 1, column, f"{amount:.2f}", nature=nature, **head))
    return document(identifier, fiscal_year=year, phase=phase, entity_id="", **known), lines


def together(*budgets, statements=()) -> Dataset:
    own = dataset([entry for _, lines in budgets for entry in lines], [head for head, _ in budgets])
    return Dataset({**own.__dict__, "statements": frame(arrow_table("statements", list(statements)))})


def statement(number: int, metric: str, subject: str, value: str, **known) -> dict:
    return {
        "document_id": "office-2024-approved",
        "statement_id": f"office-2024-approved/s{number:03d}",
        "section": "总体",
        "metric": metric,
        "subject": subject,
        "fiscal_year": 2024,
        "phase": "approved",
        "base_year": None,
        "base_phase": "",
        "value": Decimal(value),
        "unit": "万元",
        "decimals": 1,
        "derived": False,
        "quote": known.pop("quote", f"q{number}"),
        "page": 3,
        **known,
    }


def stated(prior: str, prior_phase: str = "approved") -> list[dict]:
    """This year 120, a rise of 20, and the prior year backed out of it."""
    base = {"base_year": 2023, "base_phase": prior_phase, "quote": "q2"}
    return [
        statement(1, "total_uses", "total_uses", "120.0"),
        statement(2, "year_on_year_change", "total_uses", "20.0", **base),
        statement(
            3,
            "total_uses",
            "total_uses",
            prior,
            fiscal_year=2023,
            phase=prior_phase,
            derived=True,
            quote="q2",
        ),
        statement(4, "year_on_year_rate", "total_uses", "20.0", unit="%", **base),
    ]


OLD = {
    "2011301": ("行政运行", "60.00", ""),
    "2011302": ("管理事务", "", "30.00"),
    "2080501": ("离退休", "10.00", ""),
}
NEW = {
    "2011301": ("行政运行", "70.00", ""),
    "2011399": ("其他事务", "", "45.00"),
    "2080501": ("离休", "5.00", ""),
}


def test_parts_contribute_to_the_growth_of_the_whole():
    changes = year_on_year(together(budget(2023, OLD), budget(2024, NEW)), "office-2024-approved")
    rows = changes[changes["fiscal_year"] == 2024].set_index("measure")
    assert rows.loc["expenditure", ["prior_yuan", "amount_yuan", "change_yuan"]].tolist() == [
        Decimal("1000000.00"), Decimal("1200000.00"), Decimal("200000.00"),
    ]  # fmt: skip
    assert rows["contribution"].round(6).to_dict() == {"expenditure": 0.2, "basic": 0.05, "project": 0.15}
    assert (
        round(rows.loc["project", "growth"], 6) == 0.5
        and round(rows.loc["basic", "share_of_change"], 6) == 0.25
    )
    assert rows["comparable"].all() and not rows["derived"].any() and (rows["basis"] == "both_printed").all()
    assert rows.loc["basic", "line_ids"] == "office-2023-approved/t03/r1c3;office-2024-approved/t03/r1c3"


def test_years_apart_and_other_phases_are_not_compared():
    for other in (budget(2022, OLD), budget(2023, OLD, phase="executed")):
        changes = year_on_year(together(other, budget(2024, NEW)))
        rows = changes[changes["document_id"] == "office-2024-approved"]
        assert rows["change_yuan"].isna().all() and set(rows["reason"]) == {"prior_year_not_loaded"}


def test_growth_from_zero_is_missing_and_never_100_percent():
    without = {"2011301": ("行政运行", "60.00", "")}
    changes = year_on_year(together(budget(2023, without), budget(2024, NEW)))
    project = changes[(changes["fiscal_year"] == 2024) & (changes["measure"] == "project")].iloc[0]
    assert project["prior_yuan"] == 0 and pd.isna(project["growth"]) and project["reason"] == "from_zero"
    assert project["change_yuan"] == Decimal("450000.00")


def test_items_tell_what_continued_appeared_ended_and_was_renamed():
    items = change_by_item(together(budget(2023, OLD), budget(2024, NEW)), "office-2024-approved")
    rows = items.set_index("functional_code")
    assert rows["status"].to_dict() == {
        "2011399": "appeared", "2011302": "ended", "2011301": "continued", "2080501": "renamed",
    }  # fmt: skip
    assert rows.loc["2080501", "prior_name"] == "离退休" and rows.loc["2080501", "comparable"]
    assert pd.isna(rows.loc["2011399", "prior_yuan"]) and pd.isna(rows.loc["2011399", "growth"])
    assert rows["contribution"].astype(float).sum() == 0.2
    assert rows.loc["2011302", "change_yuan"] == Decimal("-300000.00")


def test_a_code_that_changed_is_told_and_not_chained():
    new = {
        "2011301": ("行政运行", "60.00", ""),
        "2011303": ("管理事务", "", "30.00"),
        "2080501": OLD["2080501"],
    }
    rows = change_by_item(together(budget(2023, OLD), budget(2024, new)), "office-2024-approved")
    moved = rows[rows["status"] == "code_changed"].set_index("functional_code")
    assert moved["counterpart_code"].to_dict() == {"2011302": "2011303", "2011303": "2011302"}
    assert not moved["comparable"].any()


def test_another_edition_of_the_classification_is_not_comparable():
    data = together(budget(2023, OLD, classification_edition="2018"), budget(2024, OLD))
    rows = change_by_item(data, "office-2024-approved")
    assert not rows["comparable"].any() and set(rows["reason"]) == {"edition_differs"}


def test_a_single_year_takes_the_prior_year_that_its_prose_gives_away():
    data = together(budget(2024, NEW), statements=stated("100.0"))
    rows = year_on_year(data).set_index("measure")
    total = rows.loc["expenditure"]
    assert (total["prior_yuan"], total["basis"], total["derived"]) == (
        Decimal("1000000.00"),
        "prior_stated",
        True,
    )
    assert pd.isna(total["comparable"]) and total["reason"] == ""
    assert rows.loc["basic", "reason"] == "prior_year_not_loaded" and pd.isna(rows.loc["basic", "prior_yuan"])
    said = change_answer(year_on_year(data))
    assert "20.0%" in said.chinese and "倒推" in said.chinese and "backed out" in said.english


def test_a_statement_about_another_amount_is_not_about_the_total():
    other = [entry | {"value": Decimal("119.0")} if entry["statement_id"].endswith("1") else entry
             for entry in stated("99.0")]  # fmt: skip
    rows = year_on_year(together(budget(2024, NEW), statements=other)).set_index("measure")
    assert pd.isna(rows.loc["expenditure", "prior_yuan"])


def test_a_stated_change_is_held_against_the_prior_year_s_own_document():
    for prior, agrees in (("100.0", True), ("101.0", False)):
        data = together(budget(2023, OLD), budget(2024, NEW), statements=stated(prior))
        row = stated_changes(data, "office-2024-approved").iloc[0]
        assert row["printed_prior_yuan"] == Decimal("1000000.00") and row["agrees"] == agrees
        assert row["derived"] and row["stated_rate"] == 0.2
    alone = stated_changes(together(budget(2024, NEW), statements=stated("100.0"))).iloc[0]
    assert pd.isna(alone["printed_prior_yuan"]) and pd.isna(alone["agrees"])
    # A change against last year's execution is not held against last year's budget.
    executed = stated_changes(
        together(budget(2023, OLD), budget(2024, NEW), statements=stated("101.0", "executed"))
    )
    assert executed["agrees"].isna().all()


def test_execution_names_its_denominator():
    rows = execution(together(budget(2024, OLD), budget(2024, NEW, phase="executed"))).set_index("measure")
    assert rows["completion_rate"].astype(float).round(3).to_dict() == {
        "expenditure": 1.2, "basic": 1.071, "project": 1.5,
    }  # fmt: skip
    assert set(rows["denominator"]) == {"approved"}
    said = execution_answer(rows.reset_index())
    assert "年初预算" in said.chinese and "120.0%" in said.chinese and "approved" in said.english


def test_a_single_year_says_what_is_missing_and_why():
    data = together(budget(2024, NEW))
    assert execution(data).empty and "没有同一部门" in execution_answer(execution(data)).chinese
    assert change_by_item(data)["reason"].tolist() == ["prior_year_not_loaded"]
    assert "上年文件未装入" in change_answer(year_on_year(data)).chinese
    assert stated_changes(data).empty


def test_all_years_of_the_department_are_shown_and_the_latest_is_looked_at():
    data = together(budget(2023, OLD), budget(2024, NEW), budget(2024, NEW, phase="executed"))
    years = yearly_totals(data, "office-2023-approved")
    assert years["fiscal_year"].tolist() == [2023, 2024, 2024]
    assert years["expenditure_yuan"].tolist() == [Decimal(1000000), Decimal(1200000), Decimal(1200000)]
    assert years["coverage"].tolist() == [1, 1, 1]
    assert series_to_detail(year_on_year(data)) == "office-2024-approved"


def test_nothing_is_shown_as_nothing():
    empty = together()
    assert year_on_year(empty).empty and yearly_totals(empty).empty and change_by_item(empty).empty
    assert (
        series_to_detail(year_on_year(empty)) == "" and "没有" in change_answer(year_on_year(empty)).chinese
    )

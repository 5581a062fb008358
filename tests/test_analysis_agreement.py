"""Do the figures agree: causes, both printed values, checks by table, repairs, what nothing covers."""

from __future__ import annotations

from decimal import Decimal

from example_dataset import DOCUMENT, dataset, document, example, finding, line

from budgetkit.analysis import (
    agreement_answer,
    checks_by_table,
    findings_by_cause,
    findings_with_values,
    repairs_before_after,
    unchecked_amounts,
)
from budgetkit.dataset import Dataset
from budgetkit.schema.frames import arrow_table, frame

CELL, OTHER = f"{DOCUMENT}/t03/r4c5", f"{DOCUMENT}/t06/r2c4"


def test_findings_are_counted_by_cause_and_severity():
    found = [
        finding("f1", [CELL]),
        finding("f2", [CELL], severity="info", category="rounding"),
        finding("f3", [CELL], severity="warning"),
    ]
    counted = findings_by_cause(example(found))
    assert counted[["category", "error_count", "warning_count", "info_count"]].values.tolist() == [
        ["document_error", 1, 1, 0],
        ["rounding", 0, 0, 1],
    ]
    assert counted["document_count"].tolist() == [1, 1]


def test_a_finding_shows_every_printed_value_with_its_page():
    place = '[{"table": "t03", "page": 9, "row": 4, "column": 5}]'
    sums = {"expected": Decimal("1.00"), "printed": Decimal("2.00"), "difference": Decimal("1.00")}
    found = [finding("f1", [CELL, OTHER], places=place, **sums), finding("f0", [], severity="info")]
    rows = findings_with_values(example(found))
    assert rows["finding_id"].tolist() == ["f1", "f0"]
    assert rows["printed_values"].tolist() == ["1880.86 万元（第 14 页）；1808.36 万元（第 14 页）", ""]
    assert rows["pages"].tolist() == ["9、14", ""]
    assert rows["difference_yuan"].iloc[0] == Decimal("1.00")


def unchecked() -> Dataset:
    """Three amounts: one confirmed, one against an identity, one that no identity covers; and a zero."""
    kind = "expenditure_by_function"
    lines = [
        line("t03", kind, 1, 2, "3.00"),
        line("t03", kind, 2, 2, "2.00", verified=False),
        line("t03", kind, 3, 2, "1.00", checks=0, verified=False, item="孤数"),
        line("t03", kind, 4, 2, "0.00", checks=0, verified=False),
    ]
    return dataset(lines, [document()])


def test_unknown_is_counted_apart_and_is_no_pass():
    row = checks_by_table(unchecked()).iloc[0]
    counts = ["line_count", "verified_count", "failed_count", "unchecked_count", "verified_share"]
    assert row[counts].tolist() == [4, 1, 1, 2, 0.25]


def test_amounts_that_nothing_covers_are_listed_without_zeros():
    rows = unchecked_amounts(unchecked())
    assert rows["item"].tolist() == ["孤数"] and rows["amount_yuan"].tolist() == [Decimal("10000.00")]


def test_repairs_show_before_after_and_the_page_of_the_row():
    repair = {"document_id": DOCUMENT, "table_id": "t03", "row": 4, "kind": "column_shift"}
    rows = [repair | {"before": "1 | 2", "after": "1 |  | 2", "proof": "1 = 1"}]
    data = Dataset({**example().__dict__, "repairs": frame(arrow_table("repairs", rows))})
    shown = repairs_before_after(data).iloc[0]
    assert shown[["page", "row", "repair_kind", "before", "after"]].tolist() == [
        14, 4, "column_shift", "1 | 2", "1 |  | 2",
    ]  # fmt: skip


def test_the_sentence_counts_every_amount_once():
    said = agreement_answer(findings_by_cause(unchecked()), checks_by_table(unchecked()))
    assert "4 个金额中 1 个（25.0%）" in said.chinese and "2 个没有任何勾稽可查" in said.chinese
    assert "Of 4 amounts 1 (25.0%)" in said.english and "2 stand in none" in said.english


def test_nothing_is_shown_as_nothing():
    empty = dataset([], [])
    for function in (findings_by_cause, findings_with_values, checks_by_table, unchecked_amounts):
        assert function(empty).empty
    assert "没有金额" in agreement_answer(findings_by_cause(empty), checks_by_table(empty)).chinese

"""What the dataset holds, and how frames are shown."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest
from example_dataset import DOCUMENT, dataset, document, example, finding, line

from budgetkit.analysis import (
    findings_by_severity,
    overview,
    overview_answer,
    printed_totals,
    provenance,
    readable,
    repairs_by_kind,
    repetition,
    serious_findings,
)
from budgetkit.errors import WrongUsage


def test_overview_takes_the_printed_totals():
    row = overview(example()).iloc[0]
    assert (row["expenditure_yuan"], row["basic_yuan"]) == (Decimal("18808600.00"), Decimal("18083600.00"))
    assert row["project_yuan"] == Decimal("725000.00") and row["project_share"] == pytest.approx(
        72.5 / 1880.86
    )
    assert pd.isna(row["revenue_yuan"])  # no table of revenue: missing, not zero
    assert (row["tables_present"], row["tables_absent"], row["verified_share"]) == (3, 0, 1.0)


def test_the_total_of_the_year_goes_before_the_one_with_carryover():
    kind = "revenue_expenditure_summary"
    rows = [
        ("本年收入合计", "subtotal", "10.00"),
        ("上年结转", "item", "2.00"),
        ("收入总计", "total", "12.00"),
    ]
    lines = [
        line("t01", kind, number, 1, printed, item=item, row_kind=row_kind, direction="revenue")
        for number, (item, row_kind, printed) in enumerate(rows)
    ]
    assert overview(dataset(lines, [document()]))["revenue_yuan"].tolist() == [Decimal("100000.00")]


def test_a_printed_total_leads_to_its_cell():
    totals = printed_totals(example()).set_index("measure")
    assert totals.loc["expenditure", ["amount_yuan", "page", "row", "column", "printed"]].tolist() == [
        Decimal("18808600.00"), 14, 4, 5, "1880.86",
    ]  # fmt: skip
    assert totals.loc["expenditure", "line_id"] == f"{DOCUMENT}/t03/r4c5"
    assert "revenue" not in totals.index


def test_adding_up_lines_counts_the_same_yuan_often():
    row = repetition(example()).iloc[0]
    assert row["expenditure_yuan"] == Decimal("18808600.00") and row["times"] > 10


def test_findings_are_counted_and_listed_errors_first():
    findings = [
        finding("f1", [], severity="info", category="rounding"),
        finding("f2", [], severity="warning"),
        finding("f3", [], severity="error"),
        finding("f4", [], severity="error"),
    ]
    frame = findings_by_severity(example(findings))
    assert frame[["severity", "finding_count"]].values.tolist() == [["error", 2], ["warning", 1], ["info", 1]]
    assert serious_findings(example(findings))["finding_id"].tolist() == ["f3", "f4", "f2"]


def test_provenance_names_files_and_version_but_no_date():
    frame = provenance(example())
    assert frame["sha256"].tolist() == ["ab" * 32]
    assert list(frame) == ["document_id", "path", "sha256", "pages", "status", "package_version"]


def test_nothing_is_shown_as_nothing():
    empty = dataset([], [])
    for frame in (
        overview(empty),
        printed_totals(empty),
        repetition(empty),
        repairs_by_kind(empty),
        provenance(empty),
    ):
        assert frame.empty and "没有" in readable(frame)._repr_html_()
    assert overview_answer(overview(empty)).chinese == "数据集里没有文件。"


def test_unknown_documents_are_refused_with_near_names():
    with pytest.raises(WrongUsage, match=DOCUMENT):
        overview(example(), "example-commerce-2023-approved")


def test_readable_names_units_and_tells_missing_from_zero():
    shown = readable(
        overview(example()), ["department_name", "revenue_yuan", "expenditure_yuan", "project_share"]
    )
    assert shown.frame.iloc[0].to_dict() == {
        "部门": "示例市商务局", "收入（万元）": "缺", "支出（万元）": "1,880.86", "项目支出占比": "3.9%",
    }  # fmt: skip
    assert "支出（万元）" in shown.numbers and "部门" not in shown.numbers
    assert "18,808,600.00" in str(readable(overview(example()), ["expenditure_yuan"], unit="元"))


def test_readable_escapes_what_documents_print():
    evil = '<script>alert(1)</script>"\u202e\x07'
    data = dataset([line("t01", "other", 1, 1, "1.00")], [document(name=evil)])
    html = readable(overview(data), ["department_name"])._repr_html_()
    assert "<script" not in html and "\u202e" not in html and "&lt;script&gt;" in html


def test_readable_refuses_columns_that_do_not_exist():
    with pytest.raises(WrongUsage, match="colour"):
        readable(overview(example()), ["colour"])


def test_basic_and_project_may_be_rows_of_a_summary():
    kind = "revenue_expenditure_summary"
    lines = [line("t01", kind, 9, 5, "7.00", item="支出合计", row_kind="total")]
    lines += [line("t01", kind, 3, 5, "4.00", item="基本支出", nature="basic")]
    lines += [line("t01", kind, 4, 5, "3.00", item="项目支出", nature="project")]
    row = overview(dataset(lines, [document()])).iloc[0]
    assert [row[name] for name in ("expenditure_yuan", "basic_yuan", "project_yuan")] == [70000, 40000, 30000]


def test_totals_come_from_the_table_of_all_funds(samples):
    from budgetkit.analysis import overview
    from budgetkit.corpus import examine

    data = examine([samples / "southwest-university-2021.pdf"])
    assert overview(data)["expenditure_yuan"].astype(str).tolist() == ["4158084000.00"]


def test_subjects_of_sentences_are_shown_in_the_words_of_the_glossary():
    from budgetkit.analysis import readable

    frame = pd.DataFrame({"subject": ["expenditure_total/basic_expenditure", "住房改革支出/提租补贴"]})
    shown = readable(frame, "subject")._repr_html_()
    assert "支出合计 / 基本支出" in shown and "住房改革支出 / 提租补贴" in shown

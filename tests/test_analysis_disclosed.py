"""Coverage, completeness and projects across years as the notebooks show them, and their Chinese names."""

from __future__ import annotations

from decimal import Decimal

import matplotlib.pyplot as plt
import pytest
from example_dataset import DOCUMENT, dataset, document, example, finding, line

from budgetkit import analysis, plots
from budgetkit.analysis import labels
from budgetkit.analysis.wording import BASES, REPAIRS, kind_names
from budgetkit.completeness import GROUPS
from budgetkit.dataset import Dataset, load
from budgetkit.projects.chains import project_chains
from budgetkit.rules.identities import identities
from budgetkit.rules.notices import notices, titles
from budgetkit.schema.frames import arrow_table, frame
from budgetkit.statements.sections import sections

OLD, NEW = "office-2023-approved", "office-2024-approved"


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def two_documents() -> Dataset:
    """One document whose only figure fails, one whose figures are verified and in no identity."""
    kind = "expenditure_by_function"
    lines = [
        line("t03", kind, 1, 2, "3.00", verified=False),
        line("t03", kind, 1, 2, "1.00", document_id=NEW),
        line("t03", kind, 2, 2, "3.00", document_id=NEW, checks=0, verified=False),
    ]
    return dataset(lines, [document(), document(NEW, "示例市办公室")])


def projects(document_id: str, *rows: tuple[str, str, str, str | None, str | None]) -> list[dict]:
    columns = ("project_id", "project_name", "project_code", "amount_yuan", "prior_year_amount_yuan")
    made = []
    for number, name, code, amount, prior in rows:
        values = (f"{document_id}/{number}", name, code, amount, prior)
        row = dict(zip(columns, values, strict=True)) | {"document_id": document_id}
        row |= dict.fromkeys(("unit_code", "unit_name", "project_type"), "")
        row |= {name: value and Decimal(value) for name, value in row.items() if name.endswith("_yuan")}
        made.append(row | {"name_variants": [], "line_ids": []})
    return made


def two_years() -> Dataset:
    old = projects(OLD, ("p1", "信息系统运行维护", "01", "100.00", None))
    new = projects(
        NEW,
        ("p1", "信息系统运维", "01", "150.00", None),
        ("p2", "专项调查", "", "20.00", "0.00"),
        ("p3", "设备购置", "", None, None),
    )
    documents = [document(OLD, "示例市办公室", fiscal_year=2023), document(NEW, "示例市办公室")]
    whole = dataset([], [entry | {"entity_id": "office"} for entry in documents])
    names = ("files", "tables", "lines", "documents", "findings")
    tables = {name: getattr(whole, name) for name in names}
    return Dataset({**tables, "projects": frame(arrow_table("projects", old + new))})


def test_coverage_tells_the_states_apart_by_count_and_by_yuan():
    rows = analysis.coverage(two_documents()).set_index("document_id")
    assert rows.loc[DOCUMENT, ["verified_share", "failing_share", "uncovered_share"]].tolist() == [0, 1, 0]
    names = ["verified_share", "verified_amount_share", "uncovered_amount_share"]
    assert rows.loc[NEW, names].tolist() == [0.5, 0.25, 0.75]


@pytest.mark.parametrize(("by", "widths"), [("count", [0.0, 0.5]), ("yuan", [0.0, 0.25])])
def test_the_chart_of_coverage_draws_the_shares(by, widths):
    ax = plots.plot_coverage(analysis.coverage(two_documents()), by=by)
    assert sorted(bar.get_width() for bar in ax.containers[0]) == widths
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["已核实", "未能核实", "无勾稽可查"]


def test_weights_fall_into_held_lost_and_not_assessable_and_make_one():
    rows = analysis.completeness_by_document(example())
    shares = rows.loc[0, ["held_share", "lost_share", "not_assessable_share"]].astype(float)
    assert sum(shares) == pytest.approx(1) and min(shares) > 0
    row = rows.iloc[0]
    assert row["assessed_share"] == pytest.approx(1 - row["not_assessable_share"])
    assert row["score"] == pytest.approx(100 * row["held_share"] / row["assessed_share"])
    ax = plots.plot_completeness(rows)
    assert [bars[0].get_width() for bars in ax.containers] == pytest.approx(list(shares))


def test_gaps_put_what_is_absent_before_what_cannot_be_told():
    gaps = analysis.completeness_gaps(example())
    order = gaps["state"].drop_duplicates().tolist()
    assert order == [state for state in ("absent", "partial", "not_assessable") if state in order]
    assert {"absent", "not_assessable"} <= set(order) and "present" not in order
    assert gaps.loc[gaps["state"] == "not_assessable", "points"].isna().all()
    assert (gaps["evidence_zh"] != "").all()


def test_the_answer_names_the_score_of_a_single_document():
    rows = analysis.completeness_by_document(example())
    answer = analysis.completeness_answer(rows)
    assert f"得分为 {rows['score'][0]:.1f}" in answer.chinese
    assert analysis.completeness_answer(rows.head(0)).chinese.startswith("没有可以判断")


def test_projects_are_told_with_the_year_before():
    rows = analysis.projects_across_years(two_years(), NEW)
    assert rows[["project_id", "status", "linked_by"]].values.tolist() == [
        [f"{NEW}/p1", "continued", "code"],
        [f"{NEW}/p2", "new", "prior_amount_zero"],
        [f"{NEW}/p3", "unknown", ""],
    ]
    assert rows["prior_yuan"].tolist()[:2] == [Decimal("100.00"), Decimal("0.00")]
    assert rows["change_yuan"].tolist()[:2] == [Decimal("50.00"), Decimal("20.00")]
    assert rows["change_yuan"].isna().tolist() == [False, False, True]


def test_projects_are_counted_by_what_became_of_them():
    counted = analysis.project_continuity(analysis.projects_across_years(two_years()))
    row = counted.set_index("document_id").loc[NEW]
    names = ["project_count", "continued_count", "new_count", "doubtful_count", "unknown_count"]
    assert row[names].tolist() == [3, 1, 1, 0, 1]
    assert row["new_yuan"] == Decimal("20.00")
    assert "新增 1 个（20.00 元）" in analysis.projects_answer(counted).chinese.replace("0.00 万元", "")
    none = analysis.project_continuity(analysis.projects_across_years(example()))
    assert "没有列出项目" in analysis.projects_answer(none).chinese


def test_findings_are_counted_by_identity_and_shown_by_name():
    found = [finding("f1", []), finding("f2", [], severity="info", category="rounding", identity="rounding")]
    rows = analysis.findings_by_identity(example(found))
    assert rows["identity"].tolist() == ["economic-table-column-total", "rounding"]
    assert analysis.readable(rows).frame["勾稽关系"].tolist()[1] == "四舍五入之差"


def test_a_figure_that_names_its_unit_is_shown_with_one_unit():
    place = f"{DOCUMENT}/t03/r1c2"
    one = line("t03", "department_performance_form", 1, 2, "3455") | {"printed": "3455 万"}
    shown = analysis.findings_with_values(dataset([one], [document()], [finding("f1", [place])]))
    assert shown["printed_values"].tolist() == ["3455 万（第 14 页）"]


def test_everything_a_finding_can_name_has_a_chinese_name():
    named = titles()
    ids = {one.id for one in identities()} | set(notices())
    assert ids <= set(named)
    assert not [name for name, title in named.items() if not title or "{" in title or title.isascii()]


def test_the_findings_of_the_shipped_data_have_names(repository):
    data = repository / "data" / "clean"
    if not (data / "datapackage.json").is_file():
        pytest.skip("needs data/clean: run budgetkit build")
    shipped = load(data)
    assert set(shipped.findings["identity"]) <= set(titles())
    assert set(shipped.repairs["kind"]) <= set(REPAIRS)
    assert set(shipped.tables["kind"]) - {"other"} <= set(kind_names())
    chains = project_chains(shipped)
    assert set(chains["basis"]) - {""} <= {*BASES, *labels.LINKS}
    said = analysis.readable(shipped.statements, "metric subject").frame
    assert not [text for text in [*said["指标"], *said["对象"]] if text.isascii() and "_" in text]


def test_sections_groups_and_states_are_said_in_chinese():
    statements = frame(
        arrow_table("statements", [{"document_id": DOCUMENT, "metric": "section", "subject": "duties"}])
    )
    shown = analysis.readable(statements, "metric subject").frame
    assert shown.iloc[0].tolist() == ["章节", next(s.label_zh for s in sections() if s.id == "duties")]
    assert set(GROUPS) == set(labels.COMPLETENESS_GROUPS)

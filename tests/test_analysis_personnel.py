"""Personnel against operating expenditure, on the figures of a published budget."""

from __future__ import annotations

from decimal import Decimal

import pytest
from example_dataset import (
    DOCUMENT,
    dataset,
    document,
    economic_lines,
    example,
    finding,
    function_lines,
    line,
)

from budgetkit.analysis import personnel_and_operating, personnel_answer, personnel_variants, retirees_answer
from budgetkit.errors import WrongUsage


def test_the_headline_is_the_printed_split():
    row = personnel_and_operating(example()).iloc[0]
    assert (row["personnel_yuan"], row["operating_yuan"]) == (Decimal("17077800.00"), Decimal("1005800.00"))
    assert round(row["personnel_share"], 3) == 0.944
    assert round(row["personnel_to_operating"], 2) == 16.98
    assert row["basis"] == "printed_total" and row["kind"] == "basic_expenditure_by_economic"
    assert row["line_ids"] == f"{DOCUMENT}/t06/r2c5;{DOCUMENT}/t06/r2c6"
    assert row["coverage"] == pytest.approx(1, abs=1e-4)
    assert (row["finding_ids"], row["worst_severity"], row["reason"]) == ("", "", "")


def test_without_printed_columns_the_codes_decide_and_the_basis_says_so():
    row = personnel_and_operating(dataset(economic_lines(split_printed=False), [document()])).iloc[0]
    assert row["basis"] == "code_group"
    assert row["personnel_yuan"] == Decimal("17077800.00")
    assert round(row["personnel_share"], 3) == 0.944
    assert row["line_ids"].count(";") == 45


def test_a_table_of_which_columns_are_not_counted_again():
    lines = economic_lines(split_printed=False)
    of_which = [
        entry | {"column": 7, "column_kind": "of_which", "line_id": entry["line_id"] + "x"} for entry in lines
    ]
    row = personnel_and_operating(dataset(lines + of_which, [document()])).iloc[0]
    assert row["personnel_yuan"] == Decimal("17077800.00")


def test_a_function_table_answers_where_there_is_no_economic_one():
    lines = function_lines("t03", "expenditure_by_function", "all")
    row = personnel_and_operating(dataset(lines, [document()])).iloc[0]
    assert row["personnel_yuan"] == Decimal("17077800.00") and row["fund"] == "all"
    assert row["line_ids"].endswith("/t03/r4c9")


def test_a_missing_split_is_missing_with_a_reason_and_never_zero():
    lines = [line("t03", "expenditure_by_function", 4, 5, "10.00", nature="basic", row_kind="total")]
    lines.append(
        line("t03", "expenditure_by_function", 5, 5, "10.00", nature="basic", functional_code="2011301")
    )
    frame = personnel_and_operating(dataset(lines, [document(), document("other-2024-approved", "别局")]))
    assert frame["reason"].tolist() == ["no_table", "no_split_printed"]  # 别局 before 示例市商务局
    assert frame[["personnel_yuan", "operating_yuan", "personnel_share"]].isna().all(axis=None)


def test_a_blank_side_is_zero_only_if_the_other_fills_the_printed_whole():
    wages = {"nature": "basic/personnel", "item": "基本工资", "department_economic_code": "30101"}
    kind = "basic_expenditure_by_economic"
    item = line("t06", kind, 3, 5, "10.00", **wages)
    total = line("t06", kind, 2, 4, "10.00", nature="basic", row_kind="total", column_kind="total")
    filled = personnel_and_operating(dataset([item, total], [document()])).iloc[0]
    assert (filled["operating_yuan"], filled["personnel_share"], filled["reason"]) == (
        Decimal("0.00"),
        1.0,
        "",
    )
    open_whole = total | {"amount_yuan": Decimal("120000"), "printed": "12.00"}
    missing = personnel_and_operating(dataset([item, open_whole], [document()])).iloc[0]
    assert missing["reason"] == "operating_not_printed" and missing["coverage"] == pytest.approx(10 / 12)
    assert missing[["operating_yuan", "basic_yuan", "personnel_share"]].isna().all()


def test_lines_of_other_years_are_left_out():
    earlier = [
        entry | {"fiscal_year": 2023, "column": entry["column"] + 5, "line_id": entry["line_id"] + "y"}
        for entry in economic_lines()
    ]
    row = personnel_and_operating(dataset(economic_lines() + earlier, [document()])).iloc[0]
    assert row["personnel_yuan"] == Decimal("17077800.00") and row["coverage"] == pytest.approx(1, abs=1e-4)


def test_by_function_blank_cells_are_zero_where_the_row_is_full():
    frame = personnel_and_operating(example(), by="function").set_index("functional_code")
    assert len(frame) == 10 and "2011302" not in frame.index  # a project only, no basic expenditure
    assert frame.loc["2011301", "personnel_yuan"] == Decimal("4546700.00")
    assert frame.loc["2080505", ["personnel_share", "operating_yuan"]].tolist() == [1.0, Decimal("0.00")]
    assert frame.loc["2080501", "personnel_share"] == pytest.approx(581.87 / 590.24)
    assert (frame["kind"] == "general_public_expenditure_by_function").all()


def test_by_economic_class_both_payers_are_added():
    frame = personnel_and_operating(example(), by="economic").set_index("department_economic_code")
    assert frame.loc["30101", "personnel_yuan"] == Decimal("2836300.00")  # 167.34 + 116.29
    assert frame.loc["30101", "line_ids"].count(";") == 1
    assert frame["share_of_basic"].sum() == pytest.approx(1)
    assert frame["operating_yuan"].isna().loc["30101"] and (frame["reason"] == "").all()


def test_by_payer_households_stand_apart():
    frame = personnel_and_operating(example(), by="payer").set_index("payer")
    assert frame.index.tolist() == ["organ", "institution", "households"]
    assert frame.loc["households", "personnel_yuan"] == Decimal("6021400.00")
    assert frame.loc["organ", "personnel_yuan"] == Decimal("7057300.00")
    assert frame.loc["institution", "operating_yuan"] == Decimal("268700.00")
    assert frame.loc["households", "reason"] == "payments_to_people_only"
    assert frame["operating_yuan"].isna().tolist() == [False, False, True]


def test_by_payer_needs_government_codes():
    lines = [entry | {"government_economic_code": ""} for entry in economic_lines()]
    frame = personnel_and_operating(dataset(lines, [document()]), by="payer")
    assert frame["reason"].tolist() == ["no_government_codes"]


def test_retirees_are_two_figures():
    frame = personnel_variants(example()).set_index("variant")
    assert frame.loc["without_retirees_economic", "removed_yuan"] == Decimal("5914800.00")
    assert round(frame.loc["without_retirees_economic", "removed_share"], 3) == 0.346
    assert frame.loc["without_retirees_function", "removed_yuan"] == Decimal(
        "5929200.00"
    )  # 1.44 + 580.43 + 11.05
    assert frame.loc["without_retirees_function", "operating_yuan"] == Decimal(
        "919300.00"
    )  # without 8.37 + 0.28
    assert frame.loc["wages_only", "personnel_yuan"] == Decimal("11056400.00")
    assert frame.loc["all", "removed_yuan"] == Decimal("0.00")


def test_a_variant_without_its_table_has_a_reason():
    frame = personnel_variants(dataset(economic_lines(), [document()])).set_index("variant")
    assert frame.loc["without_retirees_function", "reason"] == "no_table"
    assert frame.loc["without_retirees_function", ["removed_yuan", "personnel_share"]].isna().all()


def test_findings_touch_the_figures_they_name():
    findings = [
        finding("f1", [f"{DOCUMENT}/t06/r2c5"], severity="warning"),
        finding("f2", [f"{DOCUMENT}/t06/r9c5"], severity="error"),
        finding("f3", [f"{DOCUMENT}/t06/r2c6"], severity="info"),
        finding("f4", [], severity="error", places='[{"table": "t05", "page": 16}]'),
    ]
    row = personnel_and_operating(example(findings)).iloc[0]
    assert (row["finding_ids"], row["worst_severity"]) == ("f1", "warning")
    by_function = personnel_and_operating(example(findings), by="function")
    assert (by_function["finding_ids"] == "f4").all()


@pytest.mark.parametrize(("arguments", "message"), [({"by": "colour"}, "document, function"),
                                                    ({"document": "nowhere"}, DOCUMENT)])  # fmt: skip
def test_what_is_unknown_is_refused_with_the_choices(arguments, message):
    with pytest.raises(WrongUsage, match=message):
        personnel_and_operating(example(), **arguments)


def test_order_of_rows_changes_nothing():
    shuffled = example()
    shuffled.lines = shuffled.lines.sample(frac=1, random_state=3)
    for by in ("document", "function", "economic", "payer"):
        one, two = personnel_and_operating(example(), by=by), personnel_and_operating(shuffled, by=by)
        assert one.equals(two)


def test_sentences_carry_the_numbers():
    answer = personnel_answer(personnel_and_operating(example()))
    assert "1,707.78 万元，占 94.4%" in answer.chinese and "16.98 倍" in answer.chinese
    assert "94.4%" in answer.english
    retirees = retirees_answer(personnel_variants(example()))
    assert "591.48 万元，占人员经费 34.6%" in retirees.chinese and "592.92 万元" in retirees.chinese


def test_sentences_say_what_is_missing_and_what_is_in_doubt():
    bare = dataset([line("t01", "procurement_table", 1, 1, "1.00")], [document()])
    assert "没有所需的表" in personnel_answer(personnel_and_operating(bare)).chinese
    assert "无法计算" in retirees_answer(personnel_variants(bare)).chinese
    doubtful = example([finding("f1", [f"{DOCUMENT}/t06/r2c5"])])
    assert "f1" in personnel_answer(personnel_and_operating(doubtful)).chinese


def test_several_documents_give_a_range_and_names_are_escaped():
    other = document("zz-2024-approved", "<b>别局</b>")
    lines = economic_lines() + economic_lines(document_id="zz-2024-approved")
    answer = personnel_answer(personnel_and_operating(dataset(lines, [document(), other])))
    assert answer.chinese.startswith("2 份文件中有 2 份可以计算") and "中位数 94.4%" in answer.chinese
    assert "<b>" not in answer._repr_html_()


def test_ratios_are_withheld_where_rows_are_missing():
    every = economic_lines(split_printed=False)
    kept = [entry for entry in every if entry["department_economic_code"] != "30302"]
    data = dataset(kept, [document()])
    row = personnel_and_operating(data).iloc[0]
    assert row["reason"] == "rows_missing" and row["coverage"] == pytest.approx(1235.65 / 1808.36)
    assert row["personnel_yuan"] == Decimal("11350700.00")  # what is there is told, the ratio is not
    assert row[["personnel_share", "personnel_to_operating"]].isna().all()
    assert personnel_variants(data)["removed_share"].isna().all()
    assert "95%" in personnel_answer(personnel_and_operating(data)).chinese

"""One document understood: who, when, and every figure with its place."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from budgetkit.disclosure import read, understand
from budgetkit.disclosure.describe import document_id, read_printed
from budgetkit.disclosure.rows import exact, finding_rows
from budgetkit.model import Document, Paragraph, Remark
from budgetkit.records import Finding
from tests.small_documents import BY_FUNCTION, document

ENTRY = {"region": "henan-example", "department": "commerce"}


def covered(*lines: str) -> Document:
    """A document that is only a cover, one paragraph a line, then its contents."""
    blocks = [Paragraph(1, line) for line in (*lines, "目 录", "一、2019年部门决算")]
    return Document("x.pdf", "ab" * 32, "pdf", 1, tuple(blocks))


@pytest.mark.parametrize(
    ("cover", "expected"),
    [
        (["示例市商务局", "2024 年度部门预算"], ("示例市商务局", 2024, "approved", "department")),
        (["2024年示例市商务局部门预算公开"], ("示例市商务局", 2024, "approved", "department")),
        (
            ["1", "示例市规划和自然", "资源局", "2023年度单位决算"],
            ("示例市规划和自然资源局", 2023, "executed", "unit"),
        ),
        (
            ["示例区2025年区级部门预算", "预算主管部门：示例区商务委员会"],
            ("示例区商务委员会", 2025, "approved", "department"),
        ),
        (["示例区2025年区级部门预算"], ("", 2025, "approved", "department")),
        (["示例文件"], ("", None, "", "")),
        (["部门：甲局\t单位：万元"], ("甲局", None, "", "")),
    ],
)
def test_covers_say_who_and_when(cover, expected):
    assert tuple(read_printed(covered(*cover))) == expected


def test_headings_that_differ_leave_the_name_empty():
    assert read_printed(covered("部门：甲局")).department_name == "甲局"
    heads = [Paragraph(3, "部门：甲局"), Paragraph(4, "部门：乙局\t单位：万元")]
    two = Document("x.pdf", "ab" * 32, "pdf", 4, (Paragraph(1, "目录"), *heads))
    assert read_printed(two).department_name == ""


def test_ids_come_from_the_manifest_or_the_digest_never_from_a_title():
    assert (
        document_id("ab" * 32, ENTRY, 2024, "approved", "unit") == "henan-example-commerce-2024-approved-unit"
    )
    assert document_id("ab" * 32, ENTRY, None, "approved", "") == "doc-abababababababab"
    assert (
        document_id("ab" * 32, {"region": "河南", "department": "商务"}, 2024, "approved", "")
        == "doc-" + "ab" * 8
    )
    assert document_id("ab" * 32, {"document_id": "../Etc"}, None, "", "") == "doc-" + "ab" * 8


def test_every_printed_figure_is_one_line_with_its_place():
    understood = understand(document(), ENTRY)
    figures = [text for row in BY_FUNCTION[1:] for text in row[2:] if text]
    assert understood.lines["printed"].tolist() == figures
    line = understood.lines[understood.lines["line_id"].str.endswith("/t01/r4c2")].iloc[0]
    assert line["line_id"] == "henan-example-commerce-2024-approved/t01/r4c2"
    assert (line["functional_code"], line["amount_yuan"], line["page"]) == (
        "2011301",
        Decimal("400000.00"),
        2,
    )
    assert (line["fiscal_year"], line["phase"], line["kind"]) == (2024, "approved", "expenditure_by_function")
    assert understood.documents["verified_share"][0] == 1.0
    assert understood.findings.equals(understood.audit())
    assert "expenditure_by_function" in understood._repr_html_()


def test_a_document_error_is_found_and_counted():
    rows = [list(row) for row in BY_FUNCTION]
    rows[4][2] = "41.00"
    understood = understand(document(rows), {})
    assert understood.documents["error_count"][0] >= 1
    wrong = understood.findings[understood.findings["severity"] == "error"]
    touched = {name for names in wrong["line_ids"] for name in names}
    assert f"{understood.document_id}/t01/r4c2" in touched
    assert understood.documents["verified_share"][0] < 1


def test_manifest_stands_and_a_disagreement_is_a_question():
    understood = understand(document(), {"fiscal_year": "2023", "department_name": "另一局"})
    assert understood.documents["fiscal_year"][0] == 2023
    assert understood.documents["department_name"][0] == "另一局"
    question = understood.findings[understood.findings["identity"] == "manifest-fiscal-year"].iloc[0]
    assert (question["category"], question["severity"]) == ("question", "warning")


def test_a_department_in_chinese_is_a_name():
    understood = understand(document(), {"region": "henan", "department": "另一局"})
    assert understood.documents["department_name"][0] == "另一局"
    assert understood.document_id.startswith("doc-")


def test_findings_point_only_at_lines_that_exist():
    finding = Finding("x", "note", "info", "", "", lines=[("t01", 1, 2), ("t01", 1, 3), ("t01", 1, 2)])
    assert finding_rows([finding], "d", ["d/t01/r1c2"])[0]["line_ids"] == ["d/t01/r1c2"]


def test_exact_figures_that_do_not_fit_stay_out():
    assert exact("-1204.5") == Decimal("-1204.500000")
    assert exact("1e40") is None and exact("0.0000001") is None and exact("") is None


def test_a_text_in_a_file_of_its_own_is_compared_with_the_tables():
    """Published apart, read together: what the text states wrong is found, and its pages are its own."""

    def found(stated: str):
        prose = document([], seed="text")
        lines = (Paragraph(3, "一、支出预算情况说明"), Paragraph(3, f"2024年支出预算总额{stated}万元。"))
        return understand(document(), {}, replace(prose, blocks=(*prose.blocks, *lines)))

    right, wrong = found("100.00"), found("101.00")
    assert right.documents["file_count"].tolist() == [2]
    stated = right.statements[right.statements["value"].notna()]
    assert stated["page"].tolist() == [3] and len(right.lines) > 10
    assert not right.findings["identity"].str.startswith("text-").any()
    told = wrong.findings[wrong.findings["identity"].str.startswith("text-")]
    assert len(told) == 1 and told["severity"].iloc[0] == "error"


@pytest.mark.parametrize(
    ("facts", "whole"),
    [
        ({}, True),
        ({"notes": (Remark("page 2 was turned"),)}, True),
        ({"notes": ("page 3: image only, no text",)}, False),
        ({"format": "text"}, False),
    ],
)
def test_a_table_that_only_the_contents_name_is_asked_about_by_what_was_read(facts, whole):
    plain = document()
    titles = ("一、部门收支总表", "二、部门支出总表", "三、政府性基金预算支出表")
    listed = [Paragraph(1, title, (0.0, 120.0 + 20 * n, 200.0, 132.0 + 20 * n), 10.0)
              for n, title in enumerate(titles)]  # fmt: skip
    blocks = (*plain.blocks[:2], *listed, *plain.blocks[2:])
    findings = understand(replace(plain, blocks=blocks, **facts), {}).findings
    absent = findings[findings["identity"] == "table-listed-but-absent"]
    assert absent["category"].tolist() == ["question"] * 2
    assert ("对照原件" in absent["message_zh"].iloc[0]) != whole


def test_half_a_character_is_replaced_and_told():
    """A lone surrogate cannot be written to any file; it must not stop the reading."""
    from budgetkit.disclosure import understand
    from budgetkit.model import Cell, Document, Grid, Paragraph

    cells = tuple(
        Cell(row, column, text)
        for row, texts in enumerate([["项目", "金额"], ["合计\ud800", "1.00"]])
        for column, text in enumerate(texts)
    )
    blocks = (Paragraph(1, "收支总表\udc80\t单位：万元"), Grid(1, 2, 2, cells))
    document = Document("\udccb.pdf", "0" * 64, "pdf", 1, blocks)
    assert [note for note in document.notes if "page 1" in note]
    read = understand(document, {})
    assert "\ufffd" in document.grids[0].cells[2].text
    assert len(read.tables) == 1


@pytest.mark.parametrize("case", ["rules-thin-fills", "characters-in-columns"])
def test_a_file_of_tables_without_a_word_of_prose_is_understood(repository, case):
    disclosure = read(repository / "tests" / "hard" / "cases" / f"{case}.pdf")
    assert disclosure.document.grids and not len(disclosure.statements)

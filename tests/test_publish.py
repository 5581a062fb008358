"""Tables and findings as text, JSON and HTML."""

from __future__ import annotations

import json
from decimal import Decimal

from budgetkit.dataset import Dataset
from budgetkit.disclosure import understand
from budgetkit.publish import (
    findings_json,
    findings_page,
    findings_text,
    grids_json,
    grids_text,
    tables_json,
    tables_text,
)
from budgetkit.schema import names
from budgetkit.schema.frames import arrow_table, frame
from budgetkit.tables import recognise
from tests.small_documents import BY_FUNCTION, document


def wrong_dataset(label: str = "行政运行") -> Dataset:
    """One document with one wrong digit."""
    rows = [list(row) for row in BY_FUNCTION]
    rows[4][1:3] = [label, "41.00"]
    disclosure = understand(document(rows), {})
    file = {"path": "a.pdf", "status": "ok", "document_id": disclosure.document_id}
    bad = {"path": "b.pdf", "status": "quarantined", "reason": "cut off"}
    frames = {name: getattr(disclosure, name) for name in ("documents", "tables", "lines", "findings")}
    return Dataset({**frames, "files": frame(arrow_table("files", [file, bad]))})


def test_raw_grids_have_the_shape_of_the_contract():
    content = json.loads(grids_json(document()))
    assert set(content) == {"document", "grids"}
    assert set(content["document"]) == {"path", "sha256", "format", "pages"}
    (grid,) = content["grids"]
    assert set(grid) == {"page", "bbox", "engine", "rows", "columns", "cells"}
    assert (grid["rows"], grid["columns"], len(grid["cells"])) == (10, 5, 50)
    cell = {"row": 1, "column": 2, "row_span": 1, "column_span": 1, "text": "100.00"}
    assert grid["cells"][7] == {**cell, "bbox": [160.0, 120.0, 240.0, 140.0]}


def test_recognised_tables_have_the_shape_of_the_contract():
    own = document()
    content = json.loads(tables_json(own, recognise(own)))
    (table,) = content["tables"]
    cells = table.pop("cells")
    assert table.pop("title").endswith("支出总表")
    expected = {"kind": "expenditure_by_function", "amount_unit": "万元", "pages": [2], "header_rows": 1}
    assert table == {"table_id": "t01", "engine": "ruled", **expected}
    assert all(cell["page"] == 2 for cell in cells)
    assert [cell["text"] for cell in cells if cell["row"] == 1 and cell["text"]] == BY_FUNCTION[1][:1] + [
        "100.00",
        "60.00",
        "40.00",
    ]


def test_text_lines_columns_up():
    lines = grids_text(document()).splitlines()
    assert lines[0] == "page 2 (ruled, 10 × 5)"
    assert lines[1].count("│") == 4
    own = document()
    assert "t01 " in tables_text(recognise(own)) and "万元" in tables_text(recognise(own))
    assert tables_text([]) == "no table was found"
    assert grids_text(document([])) == "no ruled table was found"


def test_findings_as_json_have_all_columns_and_plain_values():
    dataset = wrong_dataset()
    content = json.loads(findings_json(dataset))
    assert list(content) == ["files", "documents", "findings", "unread"]
    assert content.pop("unread") == []
    for name, rows in content.items():
        assert list(rows[0]) == names(name)
    finding = next(entry for entry in content["findings"] if entry["severity"] == "error")
    assert isinstance(finding["places"], list) and finding["places"][0]["table"] == "t01"
    assert isinstance(finding["line_ids"], list)
    exact = dataset.findings.set_index("finding_id").loc[finding["finding_id"], "expected"]
    assert Decimal(str(finding["expected"])) == exact
    assert content["files"][1]["byte_count"] is None


def test_findings_as_text_say_where_and_how_much():
    text = findings_text(wrong_dataset())
    assert text.startswith("a.pdf (示例市商务局 2024 approved department)\n")
    assert "✗ 错误 error" in text
    assert "page 2, t01 " in text and "row 4 行政运行" in text and ": 41.00 万元" in text
    assert "勾稽通过 verified" in text
    assert text.endswith("b.pdf: cut off")
    assert findings_text(Dataset()) == "no document was understood"


def test_findings_page_escapes_what_documents_print():
    page = findings_page(wrong_dataset("<img src=x onerror=alert(1)>"))
    assert "<img" not in page and "&lt;img" in page
    assert "http:" not in page and "https:" not in page
    assert page.startswith("<!doctype html>") and "color-scheme" in page


def test_a_place_of_a_two_sided_table_bears_the_label_of_its_own_side():
    """The right side of 人员经费 | 公用经费 is not named after the left."""
    from budgetkit.publish.findings import _labels, _where

    known = {"table_id": "t01", "printed_unit": "万元", "row": 3}
    left = {**known, "column": 1, "item": "人员经费合计", "column_label": "决算数", "printed": "1.00"}
    right = {**known, "column": 3, "item": "公用经费合计", "column_label": "决算数", "printed": "2.00"}
    lines = frame(arrow_table("lines", [left, right]))
    place = {"table": "t01", "row": 3, "column": 3, "page": 2}
    assert (
        _where(place, "x", {}, _labels(lines))
        == "page 2, t01, row 3 公用经费合计, column 3 决算数: 2.00 万元"
    )

"""What a notebook shows is escaped, bounded, and in 万元."""

from __future__ import annotations

from decimal import Decimal

from budgetkit.dataset import Dataset
from budgetkit.display import STYLE, show_findings, show_frame, wan_yuan
from budgetkit.schema.frames import arrow_table, frame, yuan

FINDING = {
    "finding_id": "d/f001",
    "document_id": "d",
    "identity": "row-total",
    "category": "document_error",
    "severity": "error",
    "expected": yuan(100),
    "printed": yuan(444010000),
    "message_zh": "<script>alert(1)</script>",
    "message_en": "a & b",
}


def findings(*rows: dict):
    return frame(arrow_table("findings", rows))


def test_amounts_keep_every_digit():
    assert wan_yuan(Decimal("4440100.00")) == "444.01"
    assert wan_yuan(Decimal("123456789.01")) == "12,345.678901"
    assert wan_yuan(Decimal("0.00")) == "0.00"
    assert wan_yuan(None) == ""


def test_printed_text_is_escaped():
    shown = show_findings(findings(FINDING))
    assert "<script>" not in shown and "&lt;script&gt;" in shown
    assert "a &amp; b" in shown
    assert "444.01" in shown
    assert shown.count(STYLE) == 1


def test_labels_are_bilingual_and_rows_bounded():
    shown = show_frame(findings(*[FINDING] * 12)[["severity", "expected"]], "findings")
    assert "程度" in shown and "severity" in shown and "应为（万元）" in shown
    assert shown.count("<tr>") == 11
    assert "2 more rows" in shown


def test_errors_come_first_with_a_sign_that_needs_no_colour():
    shown = show_findings(findings({**FINDING, "severity": "info"}, FINDING))
    assert shown.index("✗ 错误 error</td>") < shown.index("· 提示 info</td>")


def test_an_empty_dataset_shows_itself():
    shown = Dataset()._repr_html_()
    assert "公开文档" in shown and "prefers" not in shown
    assert repr(Dataset()) == "Dataset(0 documents, 0 lines)"


def test_long_texts_are_shortened():
    shown = show_frame(frame(arrow_table("files", [{"path": "x" * 500}])), "files")
    assert "x" * 119 + "…" in shown and "x" * 121 not in shown

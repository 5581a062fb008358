"""Whole disclosures of made-up offices in the official templates of two provinces, printed by LibreOffice.

Their figures are consistent, so every warning about them is a false alarm.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetkit.disclosure import read

FOLDER = Path(__file__).parent / "unseen"
EXPECTED = {
    # tables: kind and lines
    "budget-of-a-city-office-2023": [
        ("revenue_expenditure_summary", 7),
        ("revenue_by_source", 13),
        ("expenditure_by_function", 14),
        ("appropriation_summary", 9),
        ("general_public_expenditure_by_function", 48),
        ("basic_expenditure_by_economic", 18),
        ("three_public_table", 7),
        ("government_managed_funds_expenditure", 0),
        ("basic_expenditure_by_economic", 35),
        ("project_table", 28),
    ],
    "budget-of-a-province-office-2024": [
        ("revenue_expenditure_summary", 9),
        ("revenue_by_source", 48),
        ("expenditure_by_function", 52),
        ("appropriation_summary", 15),
        ("basic_expenditure_by_economic", 39),
        ("project_table", 22),
        ("three_public_table", 18),
        ("three_public_table", 18),
        ("government_managed_funds_expenditure", 0),
        ("expenditure_by_function", 42),
        ("performance_project_summary", 3),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_consistent_disclosure_of_an_unseen_publisher_is_free_of_warnings(name):
    disclosure = read(FOLDER / f"{name}.pdf")
    lines = disclosure.lines.groupby("table_id").size()
    tables = disclosure.tables
    found = [
        (kind, int(lines.get(table, 0))) for table, kind in zip(tables.table_id, tables.kind, strict=True)
    ]
    assert found == EXPECTED[name]
    assert set(tables.amount_unit) == {"万元"} and all(tables.title)
    assert list(disclosure.findings[disclosure.findings.severity != "info"].message_en) == []
    assert str(disclosure.documents.fiscal_year[0]) == name[-4:]

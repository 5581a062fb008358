"""Amounts of projects that forms repeat from the year before, against the document of that year."""

from __future__ import annotations

from decimal import Decimal

from loaded_documents import OFFICE

from budgetkit.audit.across import Loaded, audit_year_before
from budgetkit.checks.across import ComparedDocument
from budgetkit.checks.lookup import Index
from budgetkit.records import Line


def projects_of(document_id: str, year: int, **amounts: tuple[str, str]) -> Loaded:
    """A document with projects: name to its amount, and what it prints of the year before."""
    rows, lines = [], []
    for number, (name, (amount, prior)) in enumerate(amounts.items()):
        row = {"project_code": "", "project_name": name, "unit_name": "甲", "line_ids": []}
        for column, (label, text) in enumerate([("项目金额", amount), ("上年度项目金额", prior)]):
            fen = int(Decimal(text) * 10**6)
            place = ("t05", "performance_project_form", 7, number, column)
            line = Line(*place, fen, 10**4, text, "万元", 2, item=label)
            line.document_id, line.line_id = document_id, f"{document_id}/t05/r{number}c{column}"
            row["line_ids"].append(line.line_id)
            row["prior_year_amount_yuan" if column else "amount_yuan"] = Decimal(fen).scaleb(-2)
            lines.append(line)
        rows.append(row)
    return Loaded(document_id, OFFICE, ComparedDocument(Index(lines, {}), year, "approved", projects=rows))


def test_amounts_that_forms_repeat_from_the_year_before_are_those_of_its_document():
    before = projects_of("old", 2023, 甲=("10.00", "0"), 乙=("20.00", "0"), 丙=("30.00", "0"))
    right = projects_of("new", 2024, 甲=("11.00", "10.00"), 乙=("21.00", "20.00"), 丁=("9.00", "5.00"))
    assert not audit_year_before(right, before)
    wrong = projects_of("new", 2024, 甲=("11.00", "10.00"), 乙=("21.00", "20.00"), 丙=("31.00", "33.00"))
    (found,) = audit_year_before(wrong, before)
    assert (found.identity, found.category, found.severity) == (
        "projects-of-the-year-before",
        "question",
        "warning",
    )
    assert (found.printed_fen, found.expected_fen) == (33 * 10**6, 30 * 10**6)
    assert found.places == [
        {"table": "t05", "page": 7, "row": 2, "column": 1},
        {"document": "old", "table": "t05", "page": 7, "row": 2, "column": 0},
    ]
    wrong.side.projects[0]["prior_year_amount_yuan"] += 1000
    assert not audit_year_before(wrong, before), "most of them repeat something else than the budget"


def test_a_project_is_followed_by_its_code_and_never_by_a_name_that_another_code_bears():
    before = projects_of("old", 2023, 甲=("10.00", "0"), 乙=("20.00", "0"))
    now = projects_of("new", 2024, 甲=("11.00", "10.00"), 乙=("21.00", "25.00"))
    before.side.projects[1]["project_code"], now.side.projects[1]["project_code"] = "41001", "41002"
    assert not audit_year_before(now, before)
    before.side.projects[1] |= {"project_code": "41002", "project_name": "丙"}
    assert audit_year_before(now, before)[0].printed_fen == 25 * 10**6

"""Whole disclosures in forms that no sample shows: every line as the data say that were typeset, no warning.

The figures are consistent, so a finding that is more than a note is a false alarm, and so is a repair of a
figure. `tests/unseen` holds the data.
"""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest

from budgetkit.disclosure import read
from budgetkit.lines import tidy_lines
from budgetkit.tables import Table
from tests.unseen.forms import FORMS
from tests.unseen.paper import Truth, plain

FIELDS = (
    *("item", "column_label", "direction", "fund", "nature", "measure", "fiscal_year", "phase", "row_kind"),
    *("column_kind", "functional_code", "department_economic_code", "government_economic_code"),
    *("unit_code", "project_name"),
)
PROVEN_BY_LAYOUT = {"label_filled_down", "row_rejoined", "header_rejoined", "row_repeated"}


def compare(truth: Truth, table: Table) -> list[str]:
    """What differs between the lines that were drawn and those that were read."""
    found = tidy_lines(table)
    drawn = [(line["page"], plain(line["printed"])) for line in truth.lines]
    printed = [(line.page, plain(line.printed)) for line in found]
    if drawn != printed:
        steps = SequenceMatcher(None, drawn, printed, autojunk=False).get_opcodes()
        return [f"{step}: {drawn[a:b]} {printed[c:d]}" for step, a, b, c, d in steps if step != "equal"]
    wrong = []
    for expected, line in zip(truth.lines, found, strict=True):
        for name in FIELDS:
            said = getattr(line, name)
            if name in ("item", "column_label"):
                said = plain(said)
            if name in expected and expected[name] != "" and plain(str(expected[name])) != plain(str(said)):
                wrong.append(f"r{line.row}c{line.column} {line.printed} {name}: {expected[name]} not {said}")
            coded = name.endswith("code") and name != "unit_code"
            if said and ((coded and name not in expected) or (name == "nature" and not expected.get(name))):
                wrong.append(f"r{line.row}c{line.column} {line.printed} {name}: {said} is invented")
    return wrong


@pytest.mark.parametrize("name", FORMS)
def test_every_line_of_an_unseen_form_is_read_as_it_was_typeset(name, tmp_path):
    paper = FORMS[name]()
    (tmp_path / "a.pdf").write_bytes(paper.finish())
    disclosure = read(tmp_path / "a.pdf")
    tables = [table for table in disclosure.tables_read if table.pages]
    assert [(t.kind, list(t.pages)) for t in tables] == [(t.kind, t.pages) for t in paper.tables]
    assert [plain(t.title) for t in tables] == [plain(t.title) for t in paper.tables]
    assert [t.amount_unit for t in tables if t.amount_unit] == [t.unit for t in paper.tables if t.unit]
    for truth, table in zip(paper.tables, tables, strict=True):
        assert compare(truth, table) == [], truth.title
    findings = disclosure.findings
    assert list(findings[findings.severity != "info"].message_en) == []
    assert set(disclosure.repairs.kind) <= PROVEN_BY_LAYOUT

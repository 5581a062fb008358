"""Faults put into consistent disclosures are found, at their place, and what is right is left in peace."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

pytest.importorskip("reportlab")

from benchmarks.faults import measure_faults, random_sources  # noqa: E402
from benchmarks.seeding import seed_faults  # noqa: E402
from budgetkit.disclosure import understand  # noqa: E402
from budgetkit.lines import tidy_lines  # noqa: E402
from budgetkit.readers.pdf import read_pdf  # noqa: E402
from tools.facsimile import random_disclosure, random_style, typeset  # noqa: E402


def disclosure(seed: int, **options):
    """An invented disclosure as read, and what is made of it."""
    document = read_pdf(typeset(random_disclosure(seed, **options), random_style(seed)), "a.pdf")
    return document, understand(document, {})


def seeded(document, before, fault: str, most: int = 6) -> list:
    """Faults of one sort."""
    lines = [line for table in before.tables_read for line in tidy_lines(table)]
    year = int(before.documents["fiscal_year"].iloc[0])
    return [
        each
        for each in seed_faults(document, before.tables_read, lines, random.Random(3), most, year)
        if each.fault == fault
    ]


def loud(after) -> list[dict]:
    """Findings that ask for a look."""
    return [row for row in after.findings.to_dict("records") if row["severity"] != "info"]


def test_seeded_faults_are_found_at_their_place():
    scores, before = measure_faults(random_sources(3), 2, tell=lambda text: None)
    tried = sum(score.tried for score in scores.values())
    assert tried > 30
    assert sum(score.placed for score in scores.values()) >= 0.97 * tried
    assert set(before.values()) == {0}


@pytest.mark.parametrize("unit", ["元", "万元"])
def test_a_wrong_unit_makes_one_finding(unit):
    document, before = disclosure(2, unit=unit)
    faults = seeded(document, before, "unit")
    assert len(faults) == 6
    for each in faults:
        (finding,) = loud(understand(each.document, {}))
        assert finding["identity"] in ("unit-of-table", "unit-implausible")
        assert each.table_id in str(finding["places"])


def test_a_table_in_another_unit_that_agrees_is_silent():
    """Tables in yuan beside one in 万元 are what many publishers print."""
    document, before = disclosure(2, unit="元")
    assert not loud(before)
    (each,) = seeded(document, before, "unit", 1)
    grids = {
        line.page
        for table in before.tables_read
        for line in tidy_lines(table)
        if table.table_id == each.table_id
    }
    blocks = tuple(
        replace(
            block,
            cells=tuple(cell._replace(text=_in_wan(cell.text)) for cell in block.cells),
        )
        if hasattr(block, "cells") and block.page in grids
        else block
        for block in each.document.blocks
    )
    after = loud(understand(replace(each.document, blocks=blocks), {}))
    assert [row["message_zh"] for row in after] == []


def _in_wan(text: str) -> str:
    digits = text.replace(",", "").replace(".", "")
    if not (digits.isdigit() and "." in text):
        return text
    return f"{int(digits) // 10**6}.{int(digits) % 10**6:06d}"


@pytest.mark.parametrize("fault", ["slid columns", "year", "exchanged", "row twice"])
def test_one_cause_makes_one_finding(fault):
    document, before = disclosure(3)
    for each in seeded(document, before, fault, 3):
        found = loud(understand(each.document, {}))
        assert len(found) == 1, [row["message_zh"] for row in found]


def test_a_heading_left_without_rows_names_what_another_table_prints():
    document, before = disclosure(7, subtotals=True)
    said = set()
    for each in seeded(document, before, "lost row", 30):
        said |= {row["identity"] for row in loud(understand(each.document, {}))}
    assert {"heading-rows-elsewhere", "heading-not-printed"} <= said

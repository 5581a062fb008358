"""The hard cases: each file in ``tests/hard/cases`` reads as the table that was drawn on it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from budgetkit.model import Grid
from budgetkit.readers.pdf import read_pdf

CASES = sorted((Path(__file__).parent / "hard" / "cases").glob("*.pdf"))
LARGEST = 60_000

OUT_OF_REACH: dict[str, str] = {}


def seen(content: bytes) -> dict:
    """What the reader returns, in the words of the truths."""
    document = read_pdf(content, "case.pdf")
    keys = ("row", "column", "row_span", "column_span", "text")
    grids = [
        {
            "page": grid.page,
            "rows": grid.rows,
            "columns": grid.columns,
            "open_top": grid.open_top,
            "open_bottom": grid.open_bottom,
            "cells": [{key: getattr(cell, key) for key in keys} for cell in grid.cells],
        }
        for grid in document.grids
    ]
    lines = [
        {"page": block.page, "text": block.text} for block in document.blocks if not isinstance(block, Grid)
    ]
    return {"grids": grids, "lines": lines, "notes": list(document.notes)}


def _case(path: Path) -> object:
    reason = OUT_OF_REACH.get(path.stem)
    marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
    return pytest.param(path, id=path.stem, marks=marks)


@pytest.mark.parametrize("path", [_case(path) for path in CASES])
def test_a_hard_case_reads_as_it_was_drawn(path):
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    found = seen(path.read_bytes())
    assert found["notes"] == truth["notes"]
    assert found["lines"] == truth["lines"]
    assert found["grids"] == truth["grids"]


def test_the_cases_are_small_and_each_has_its_truth():
    assert len(CASES) >= 40
    assert all(path.stat().st_size < LARGEST and path.with_suffix(".json").exists() for path in CASES)
    assert set(OUT_OF_REACH) <= {path.stem for path in CASES}

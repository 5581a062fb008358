"""Halves of a wide sheet that print figures alone go beside their rows, and no verdict rests on them."""

from __future__ import annotations

from pathlib import Path

import pytest

import budgetkit

FATES = Path(__file__).parent / "fates" / "cases"


@pytest.mark.parametrize("name", ["wide_half_bare", "wide_half_titled_again", "wide_half_one_column"])
def test_a_half_without_header_accuses_nobody(name):
    found = budgetkit.read(FATES / f"{name}.pdf")
    assert not (found.findings["severity"] == "error").any()
    assert (
        list(found.tables.loc[found.tables["state"] == "present", "title"]).count("2025年部门支出总表") <= 1
    )


def test_figures_of_a_half_without_header_stand_in_their_rows_without_a_meaning():
    lines = budgetkit.read(FATES / "wide_half_bare.pdf").lines
    right = lines[lines["page"] == 2]
    assert len(right)
    assert set(right["column_label"]) == set(right["nature"]) == {""}
    whole = lines[lines["column"] == 2].set_index("row")["amount_yuan"]
    basic = lines[lines["column"] == 3].set_index("row")["amount_yuan"]
    for line in right[right["column"] == 6].itertuples():
        assert line.amount_yuan == whole[line.row] - basic.get(line.row, 0)

"""Tables that touch in one grid are tables of their own, each below the title inside the frame."""

from __future__ import annotations

from pathlib import Path

import pytest

import budgetkit
from budgetkit.model import Cell, Grid
from budgetkit.tables.inner_titles import divide_grids

FATES = Path(__file__).parent / "fates" / "cases"


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("touching_three_public", ["expenditure_by_function", "three_public_table"]),
        ("touching_without_unit_row", ["revenue_by_source", "expenditure_by_function"]),
        ("touching_other_unit", ["expenditure_by_function", "three_public_table"]),
    ],
)
def test_each_title_inside_a_frame_begins_a_table(name, kinds):
    found = budgetkit.read(FATES / f"{name}.pdf")
    assert list(found.tables.loc[found.tables["state"] == "present", "kind"]) == kinds
    assert not (found.findings["severity"] == "error").any()


def test_each_table_of_a_frame_has_its_own_unit():
    lines = budgetkit.read(FATES / "touching_other_unit.pdf").lines
    assert set(lines.loc[lines["kind"] == "three_public_table", "printed_unit"]) == {"元"}


def grid_of(*rows: tuple[str, ...]) -> Grid:
    cells = tuple(
        Cell(number, place, text, 1, 1 if len(row) > 1 else 3)
        for number, row in enumerate(rows)
        for place, text in enumerate(row)
    )
    return Grid(1, len(rows), 3, cells)


@pytest.mark.parametrize("inner", ["其中：明细", "合计情况说明", "注：本表"])
def test_a_row_over_all_columns_that_is_no_title_divides_nothing(inner):
    head = ("科目名称", "基本支出", "项目支出")
    grid = grid_of(head, ("行政运行", "1.00", "2.00"), (inner,), head, ("合计", "1.00", "2.00"))
    assert list(divide_grids([grid])) == [grid]


def test_a_title_over_figures_divides_nothing():
    head = ("科目名称", "基本支出", "项目支出")
    grid = grid_of(head, ("行政运行", "1.00", "2.00"), ("支出总表",), ("合计", "1.00", "2.00"))
    assert list(divide_grids([grid])) == [grid]

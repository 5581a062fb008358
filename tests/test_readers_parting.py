"""Ruled rows that print several rows are parted where baselines prove it, and only there."""

from __future__ import annotations

import pytest

pytest.importorskip("reportlab")

import budgetkit  # noqa: E402
from benchmarks.fates import FOLDER  # noqa: E402
from tests.conftest import shared_folder  # noqa: E402
from tests.drawn_pages import read_drawn  # noqa: E402

XS = [20, 90, 200, 290, 380]
HEAD = ["Code", "Name", "Total", "Basic"]


def grid_of(*cells: list[tuple[float, str]], xs=XS, size=9):
    """The grid of a header and one tall ruled row below it, each cell given as (baseline, line)."""

    def draw(paper):
        paper.grid(xs, [20, 40, 140])
        for x, label in zip(xs, HEAD, strict=False):
            paper.text(x + 3, 34, label, size)
        for x, lines in zip(xs, cells, strict=False):
            for baseline, line in lines:
                paper.text(x + 3, baseline, line, size)

    return read_drawn(draw).grids[0]


def lines(*texts: str, first=60, pitch=14) -> list[tuple[float, str]]:
    return [(first + pitch * place, text) for place, text in enumerate(texts) if text]


def texts_of(grid) -> list[list[str]]:
    rows = [[""] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = cell.text.replace("\n", "/")
    return rows[1:]


def test_figures_on_one_baseline_are_one_row_and_blank_lines_stay_blank():
    grid = grid_of(
        lines("301", "30101", "30102"),
        lines("wages", "basic", "extra"),
        lines("9.50", "5.25", "4.25"),
        lines("9.50", "", "4.25"),
    )
    assert texts_of(grid) == [
        ["301", "wages", "9.50", "9.50"],
        ["30101", "basic", "5.25", ""],
        ["30102", "extra", "4.25", "4.25"],
    ]
    ((row, kind, before, after, proof),) = grid.mended
    assert (row, kind) == (1, "row_split")
    assert before == "301 30101 30102 | wages basic extra | 9.50 5.25 4.25 | 9.50 4.25"
    assert after == "301 | wages | 9.50 | 9.50 / 30101 | basic | 5.25 |  / 30102 | extra | 4.25 | 4.25"
    assert "baselines" in proof
    boxes = [cell.bbox for cell in grid.cells if cell.column == 2][1:]
    assert [box[1] for box in boxes[1:]] == [box[3] for box in boxes[:-1]]
    assert (boxes[0][1], boxes[-1][3]) == (40, 140)


def test_short_figures_beside_codes_are_parted_too():
    grid = grid_of(lines("301", "30101"), lines("wages", "basic"), lines("95", "7"), lines("95", "7"))
    assert texts_of(grid) == [["301", "wages", "95", "95"], ["30101", "basic", "7", "7"]]


def test_a_name_in_one_line_covers_the_rows_beside_it():
    grid = grid_of(
        lines("unit", first=74), lines("one", "two", "three"), lines("1,850", "126", "48"), lines("", "", "")
    )
    assert texts_of(grid)[0] == ["unit", "one", "1,850", ""]
    assert [cell.row_span for cell in grid.cells if cell.text == "unit"] == [3]


def test_a_wrapped_name_begins_on_the_line_of_its_figure():
    names = [*lines("one and"), (74, "  its rest"), *lines("two", first=88)]
    grid = grid_of([], names, [(60, "1.50"), (88, "2.50")], [(60, "1.50"), (88, "2.50")])
    assert [row[1:3] for row in texts_of(grid)] == [["one and/its rest", "1.50"], ["two", "2.50"]]


@pytest.mark.parametrize(
    "cells",
    [
        # a wrapped label beside one figure
        (lines("301"), lines("wages and", "extra"), lines("9.50", first=67), lines("9.50", first=67)),
        # a figure that is wrapped, as its last digits show no decimals and the line before is full
        (lines("301"), lines("wages", "extra"), lines("123,456,789,012.5", "0"), lines("7", first=67)),
        # figures in the middle of the cell, beside more labels
        (
            lines(""),
            lines("a", "b", "c", "d"),
            lines("1.10", "2.20", "3.30", first=67),
            lines("1.10", "2.20", "3.30", first=67),
        ),
        # two of four in the middle: top, bottom or middle, nobody can tell
        (
            lines(""),
            lines("a", "b", "c", "d"),
            lines("1.10", "2.20", "3.30", "4.40"),
            lines("1.10", "2.20", first=74),
        ),
        # two figures beside one label that fills its cell twice
        (
            lines(""),
            lines("the first half of a name t", "hat fills its line"),
            *[lines("1.10", "(2.20)")] * 2,
        ),
        # one figure of two rows, on none of their lines
        (lines("30101", "30102"), lines("basic", "extra"), lines("1.10", "2.20"), lines("3.30", first=67)),
        # counts beside labels
        (lines(""), lines("cars", "staff"), lines("12", "40"), lines("12", "40")),
        # sentences of as many lines as figures
        (lines("goal"), lines("first, this", "then that."), lines("of it", "other"), lines("1.10", "2.20")),
        # paragraphs
        (lines(""), lines("goal", "text", "more", "words", "end"), lines("1.10", "2.20"), lines("")),
    ],
    ids=["label", "figure", "middle", "two", "full", "between", "counts", "sentence", "paragraph"],
)
def test_what_may_be_one_row_stays_one(cells):
    grid = grid_of(*cells)
    assert (grid.rows, grid.mended) == (2, ())


def test_sides_of_unequal_length_are_parted_each_by_itself():
    grid = grid_of(
        lines("fees", "rest", first=66, pitch=22),
        lines("1.10", "2.20", first=66, pitch=22),
        lines("one", "two", "three"),
        lines("1.00", "2.00", "0.30"),
    )
    assert texts_of(grid) == [
        ["fees", "1.10", "one", "1.00"],
        ["rest", "2.20", "two", "2.00"],
        ["", "", "three", "0.30"],
    ]


def test_a_tall_cell_is_parted_over_the_ruled_rows_beside_it():
    def draw(paper):
        paper.grid([20, 120, 200], [20, 40, 100])
        paper.grid([200, 300, 380], [20, 40, 60, 80, 100])
        for x, head in ((23, "In"), (123, "Plan"), (203, "Out"), (303, "Plan")):
            paper.text(x, 34, head, 9)
        for y, name, figure in ((62, "fees", "1.10"), (76, "rest", "2.20")):
            paper.text(23, y, name, 9)
            paper.text(123, y, figure, 9)
        for y, name, figure in ((54, "one", "1.00"), (74, "two", "2.00"), (94, "three", "0.30")):
            paper.text(203, y, name, 9)
            paper.text(303, y, figure, 9)

    grid = read_drawn(draw).grids[0]
    assert texts_of(grid) == [
        ["fees", "1.10", "one", "1.00"],
        ["rest", "2.20", "two", "2.00"],
        ["", "", "three", "0.30"],
    ]


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("multi_class_blocks_economic", 45),
        ("multi_unit_projects_wrapped", 6),
        ("multi_left_span_right_rows", 11),
    ],
)
def test_parted_rows_make_lines_and_are_told_as_repairs(name, count):
    found = budgetkit.read(FOLDER / f"{name}.pdf")
    assert len(found.lines) == count
    assert set(found.repairs["kind"]) == {"row_split"}
    assert not len(found.unread)


def test_the_shared_case_reads_all_its_rows():
    found = budgetkit.read(shared_folder("cases") / "multi_rows_in_cell.pdf")
    assert len(found.lines) == 27
    assert found.lines["verified"].all()
    assert list(found.repairs["kind"]) == ["row_split"] * 3

"""Rules to grids: which lines count, what hangs together, which cells span."""

from __future__ import annotations

import pytest
from drawn_pages import HEIGHT, Paper, read_drawn, rows_of
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkit.readers.lattices import find_lattices
from tests.exploring import examples

XS, YS = [50, 150, 250, 350], [60, 80, 100, 120]


def spans_of(grid) -> dict[str, tuple[int, int, int, int]]:
    return {cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells}


def test_missing_edges_make_spans():
    def draw(paper: Paper) -> None:
        paper.box(50, 60, 350, 120)
        paper.line(150, 60, 150, 120)
        paper.line(250, 80, 250, 120)
        paper.line(150, 80, 350, 80)
        paper.line(50, 100, 350, 100)
        for x, y, text in ((60, 74, "A"), (160, 74, "B"), (160, 94, "C"), (260, 94, "D"), (60, 114, "E")):
            paper.text(x, y, text)

    (grid,) = read_drawn(draw).grids
    assert spans_of(grid) == {
        "A": (0, 0, 2, 1),
        "B": (0, 1, 1, 2),
        "C": (1, 1, 1, 1),
        "D": (1, 2, 1, 1),
        "E": (2, 0, 1, 1),
        "": (2, 2, 1, 1),
    }
    assert sum(cell.row_span * cell.column_span for cell in grid.cells) == grid.rows * grid.columns


def test_a_crooked_region_falls_into_rectangles():
    edges_across = [(0, 0, 40), (10, 20, 40), (20, 0, 40)]
    edges_down = [(0, 0, 20), (20, 10, 20), (40, 0, 20)]
    (lattice,) = find_lattices(edges_across, edges_down)
    assert [tuple(region) for region in lattice.regions] == [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)]


@pytest.mark.parametrize(
    "draw",
    [
        lambda paper: paper.line(50, 60, 350, 60),
        lambda paper: paper.box(50, 60, 350, 120),
        lambda paper: paper.grid([50, 350], [60, 80, 100]),
        lambda paper: (paper.line(50, 60, 350, 60), paper.line(50, 90, 350, 90)),
    ],
    ids=["underline", "one box", "one column of boxes", "two rules"],
)
def test_decoration_is_no_table_and_its_text_stays(draw):
    def page(paper: Paper) -> None:
        draw(paper)
        paper.text(60, 75, "inside")

    document = read_drawn(page)
    assert document.grids == ()
    assert [paragraph.text for paragraph in document.paragraphs] == ["inside"]


def test_boxes_joined_by_lines_are_no_table():
    def draw(paper: Paper) -> None:
        paper.box(170, 30, 230, 50)
        paper.line(200, 50, 200, 70)
        paper.line(80, 70, 320, 70)
        for x in (80, 320):
            paper.line(x, 70, x, 90)
            paper.box(x - 30, 90, x + 30, 110)

    assert read_drawn(draw).grids == ()


def test_neighbouring_tables_stay_apart():
    def draw(paper: Paper) -> None:
        paper.table([50, 100, 150], [60, 80, 100], [["a", "b"], ["c", "d"]])
        paper.table([160, 210, 260], [61, 81, 101], [["e", "f"], ["g", "h"]])
        paper.table([50, 100, 150], [106, 126, 146], [["i", "j"], ["k", "l"]])

    grids = read_drawn(draw).grids
    assert [rows_of(grid) for grid in grids] == [
        [["a", "b"], ["c", "d"]],
        [["e", "f"], ["g", "h"]],
        [["i", "j"], ["k", "l"]],
    ]


@pytest.mark.parametrize("shade", [1.0, 0.99])
def test_white_hairlines_and_fills_are_no_rules(shade):
    def draw(paper: Paper) -> None:
        paper.table(XS, YS, [["a", "b", "c"]])
        paper.canvas.setStrokeGray(shade)
        paper.canvas.setFillGray(shade)
        paper.line(100, 60, 100, 120)
        paper.line(50, 90, 350, 90)
        paper.thin_fill(200, 60, 200, 120)

    (grid,) = read_drawn(draw).grids
    assert (grid.rows, grid.columns) == (3, 3)


def test_light_grey_rules_count():
    def draw(paper: Paper) -> None:
        paper.canvas.setStrokeGray(0.85)
        paper.grid(XS, YS)

    assert read_drawn(draw).grids[0].columns == 3


def test_transparent_rules_do_not_count():
    def draw(paper: Paper) -> None:
        paper.grid(XS, YS)
        paper.canvas.setStrokeAlpha(0)
        paper.line(100, 60, 100, 120)

    assert read_drawn(draw).grids[0].columns == 3


def test_backgrounds_are_no_rules():
    def draw(paper: Paper) -> None:
        paper.canvas.setFillGray(0.8)
        paper.box(50, 60, 350, 80, stroke=0, fill=1)
        paper.box(75, 100, 100, 110, stroke=0, fill=1)
        paper.canvas.setFillGray(0)
        paper.grid(XS, YS)

    (grid,) = read_drawn(draw).grids
    assert (grid.rows, grid.columns, len(grid.cells)) == (3, 3, 9)


def test_rules_end_at_their_clip():
    def draw(paper: Paper) -> None:
        paper.grid(XS, YS)
        canvas = paper.canvas
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(50, HEIGHT - 80, 300, 20)
        canvas.clipPath(clip, stroke=0, fill=0)
        paper.line(100, 60, 100, 120)
        canvas.restoreState()

    (grid,) = read_drawn(draw).grids
    assert grid.columns == 4
    assert [cell.column_span for cell in grid.cells if cell.column == 0] == [1, 2, 2]


def test_dashed_and_doubled_rules_are_one():
    def draw(paper: Paper) -> None:
        for shift in (0, 1.5):
            paper.grid([x + shift for x in XS], [y + shift for y in YS])
        for x in range(50, 350, 4):
            paper.line(x, 90, x + 2, 90)
        paper.canvas.setDash(3, 2)
        paper.line(50, 110, 350, 110)

    (grid,) = read_drawn(draw).grids
    assert (grid.rows, grid.columns, len(grid.cells)) == (5, 3, 15)


def test_open_top_and_bottom_at_a_page_break():
    def draw(paper: Paper, top: float, bottom: float) -> None:
        for x in XS:
            paper.line(x, top, x, bottom)
        for y in (80, 100):
            paper.line(XS[0], y, XS[-1], y)
        paper.text(55, 74, "above")
        paper.text(55, 114, "below")

    both, top_only, closed = read_drawn(
        lambda paper: draw(paper, 60, 120),
        lambda paper: draw(paper, 60, 100),
        lambda paper: draw(paper, 78, 102),
    ).grids
    assert (both.open_top, both.open_bottom, both.rows) == (True, True, 3)
    assert [row[0] for row in rows_of(both)] == ["above", "", "below"]
    assert both.bbox[1] == pytest.approx(60, abs=1.1) and both.bbox[3] == pytest.approx(120, abs=1.1)
    assert (top_only.open_top, top_only.open_bottom, top_only.rows) == (True, False, 2)
    # a millimetre too much is a drawing habit, not a border
    assert (closed.open_top, closed.open_bottom, closed.rows) == (False, False, 1)


def test_sides_without_rules_are_borders():
    def draw(paper: Paper) -> None:
        for y in YS:
            paper.line(50, y, 350, y)
        for x in (150, 250):
            paper.line(x, 60, x, 120)
        for x, text in ((60, "a"), (160, "b"), (260, "c")):
            paper.text(x, 74, text)

    (grid,) = read_drawn(draw).grids
    assert rows_of(grid)[0] == ["a", "b", "c"]


@st.composite
def tilings(draw) -> tuple[int, int, list[tuple[int, int, int, int]]]:
    """A grid covered by random rectangles, no line of it parting nothing."""
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(2, 5))
    taken: set[tuple[int, int]] = set()
    tiles = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            width = 1
            limit = draw(st.integers(1, 3))
            while width < limit and column + width < columns and (row, column + width) not in taken:
                width += 1
            height = min(draw(st.sampled_from([1, 1, 1, 2, 3])), rows - row)
            tiles.append((row, column, height, width))
            taken |= {(row + down, column + right) for down in range(height) for right in range(width)}
    return rows, columns, tiles


@settings(max_examples=examples(25), deadline=None)
@given(tilings(), st.data())
def test_any_grid_with_spans_reads_back(tiling, data):
    rows, columns, tiles = tiling
    edges_y = {row for row, _, height, _ in tiles for row in (row, row + height)}
    edges_x = {column for _, column, _, width in tiles for column in (column, column + width)}
    if len(edges_x) < 3 or all(width == columns for *_, width in tiles):
        return  # one column is a frame around text, not a table
    # a line that no tile ends at is not drawn, so the grid read back does not have it
    row_number = {row: number for number, row in enumerate(sorted(edges_y))}
    column_number = {column: number for number, column in enumerate(sorted(edges_x))}
    texts = data.draw(
        st.lists(
            st.from_regex(r"([0-9]{1,3},[0-9]{3}\.[0-9]{2}|[a-z]{2,5}|)", fullmatch=True),
            min_size=len(tiles),
            max_size=len(tiles),
        )
    )
    rule = data.draw(st.sampled_from(["line", "thin_fill"]))

    def page(paper: Paper) -> None:
        for (row, column, height, width), text in zip(tiles, texts, strict=True):
            x0, y0, x1, y1 = (
                20 + 70 * column,
                20 + 40 * row,
                20 + 70 * (column + width),
                20 + 40 * (row + height),
            )
            draw = getattr(paper, rule)
            draw(x0, y0, x1, y0)
            draw(x0, y1, x1, y1)
            draw(x0, y0, x0, y1)
            draw(x1, y0, x1, y1)
            paper.text(x0 + 4, y0 + 24, text)

    (grid,) = read_drawn(page).grids
    expected = {
        (
            row_number[row],
            column_number[column],
            row_number[row + height] - row_number[row],
            column_number[column + width] - column_number[column],
            text,
        )
        for (row, column, height, width), text in zip(tiles, texts, strict=True)
    }
    found = {(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in grid.cells}
    assert found == expected

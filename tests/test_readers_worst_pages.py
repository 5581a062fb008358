"""Pages with far more paint than any table has, and files with much to search: read, bounded, and told."""

from __future__ import annotations

import zlib

import pytest
from drawn_pages import Paper, read_drawn

from budgetkit.readers.lattices import MOST_RULES, CrowdedPage, find_lattices
from budgetkit.readers.segments import MOST, batches
from budgetkit.readers.visibility import HEAD, has_layers


def crowded(paper: Paper) -> None:
    """Strokes and fills all over each other, as in a map; every pair of them would have to be compared."""
    for number in range(2500):
        x, y = number * 37 % 390, number * 53 % 250 + 20
        paper.line(x, y, x + 9, y)
        paper.box(x, y, x + 8, y + 8, stroke=0, fill=1)
    paper.text(10, 15, "Plan of the city")


def table(paper: Paper) -> None:
    paper.table([50, 150, 250], [60, 80, 100], [["A", "B"], ["C", "D"]])


def test_a_page_full_of_strokes_and_fills_is_a_drawing_and_says_so():
    document = read_drawn(crowded, table)
    note, *others = document.notes
    assert note.startswith("page 1: a drawing of 2500 strokes and 2500 fills; no ruled table") and not others
    assert [line.text for line in document.paragraphs] == ["Plan of the city"]
    assert [grid.page for grid in document.grids] == [2]


def test_rules_are_set_against_each_other_only_as_many_as_a_table_may_have():
    def stubs(count: int) -> list[tuple[float, float, float]]:
        return [
            (5.0 * (number % 50), 9.0 * (number // 50), 9.0 * (number // 50) + 4) for number in range(count)
        ]

    assert find_lattices(stubs(10), stubs(MOST_RULES - 10)) == []
    with pytest.raises(CrowdedPage):
        find_lattices(stubs(10), stubs(MOST_RULES))


def test_one_path_longer_than_a_sweep_is_read_whole():
    count = MOST // 2 + 100

    def draw(paper: Paper) -> None:
        path = paper.canvas.beginPath()
        for number in range(count):
            path.moveTo(50 + 300 * number / count, 200)
            path.lineTo(50 + 300 * (number + 1) / count, 200)
        for x0, y0, x1, y1 in (
            (50, 240, 350, 240),
            (50, 200, 50, 240),
            (200, 200, 200, 240),
            (350, 200, 350, 240),
        ):
            path.moveTo(x0, y0)
            path.lineTo(x1, y1)
        paper.canvas.drawPath(path)

    (grid,) = read_drawn(draw).grids
    assert (grid.rows, grid.columns, grid.bbox) == (1, 2, (50.0, 60.0, 350.0, 100.0))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([], []),
        ([0, 0], [slice(0, 2)]),
        ([MOST, 1], [slice(0, 1), slice(1, 2)]),
        ([1, MOST + 5, 2, 3], [slice(0, 1), slice(1, 2), slice(2, 4)]),
    ],
)
def test_sweeps_hold_no_more_than_they_may(counts, expected):
    assert list(batches(counts)) == expected


def packed(numbers: bytes, dictionaries: bytes) -> bytes:
    stream = zlib.compress(numbers + dictionaries)
    return b"5 0 obj<</Type/ObjStm/N 2/Filter/FlateDecode>>\nstream\n" + stream + b"\nendstream\n"


CATALOG = b"<</Type/Catalog/OCProperties 9 0 R>>"


@pytest.mark.parametrize(
    ("content", "layered"),
    [
        (b"%PDF-1.7 1 0 obj" + CATALOG, True),
        (packed(b"3 0 7 12 ", b"<</A 1>>    " + CATALOG) + b"<</Root 7 0 R>>", True),
        (packed(b"3 0 7 12 ", b"<</A 1>>    " + CATALOG) + b"<</Root\n7\n0 R>>", True),
        # nothing says which dictionary is the catalog
        (packed(b"3 0 7 12 ", b"<</A 1>>    " + CATALOG), True),
        # more numbers than are looked at: it may be any of them
        (packed(b"3 0 " * HEAD, CATALOG) + b"<</Root 7 0 R>>", True),
        # 7 is where a dictionary begins, not which one it is
        (packed(b"3 0 4 7 ", b"<</A 1>><</B 2>>") + b"<</Root 7 0 R>>", False),
        (b"<</Type/ObjStm>> and no more", False),
        (b"5 0 obj<</Type/ObjStm>>\nstream\nnot packed at all\nendstream<</Root 7 0 R>>", False),
    ],
)
def test_layers_are_found_where_the_catalog_lies(content, layered):
    assert has_layers(content) is layered

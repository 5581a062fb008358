"""Stamps and watermarks are known by what is drawn, and set aside; fonts with large boxes are none."""

from __future__ import annotations

import pytest

pytest.importorskip("reportlab")

from budgetkit.readers.pdf import read_pdf  # noqa: E402
from tests.drawn_pages import SAMPLES, pdf_bytes, read_drawn, rows_of  # noqa: E402
from tests.fates.objects import change_descriptor  # noqa: E402

XS, YS = [20, 120, 220, 320], [20, 40, 60, 80]
ROWS = [["Item", "Total", "Basic"], ["Staff", "900.06", "900.06"], ["Sum", "1,421.66", "1,087.16"]]
LINES = [
    "In 2024 revenue is 1,421.66 and expenditure",
    "is 1,421.66, of which basic 1,087.16 and for",
    "projects 334.50.",
]
RED, LIGHT, BLACK = (0.8, 0, 0), (0.85, 0.85, 0.85), (0, 0, 0)
CASES = SAMPLES.parent / "cases"


def draw_page(paper):
    paper.table(XS, YS, ROWS)
    for number, line in enumerate(LINES):
        paper.text(30, 150 + 13 * number, line)


def print_over(paper, x, y, text, size=10, colour=RED, alpha=1.0):
    paper.canvas.saveState()
    paper.canvas.setFillColorRGB(*colour)
    paper.canvas.setFillAlpha(alpha)
    paper.text(x, y, text, size)
    paper.canvas.restoreState()


def read_with(*prints, first=False):
    """The page with words printed over it, or under it."""

    def draw(paper):
        if not first:
            draw_page(paper)
        for args in prints:
            print_over(paper, *args[:4], **(args[4] if len(args) > 4 else {}))
        if first:
            draw_page(paper)

    return read_drawn(draw)


STAMPS = {
    "between the lines of a figure": [(125, 50, "Seal")],
    "over a figure": [(130, 55, "Seal")],
    "large beside a figure": [(185, 56, "S", 16)],
    "clear, over a figure": [(130, 56, "Seal", 12, {"colour": BLACK, "alpha": 0.4})],
    "in two cells": [(125, 50, "Seal"), (240, 36, "of")],
    "level and large over the table": [(30, 75, "DRAFT", 50, {"colour": LIGHT})],
    "level and large over lines": [(30, 180, "DRAFT", 50, {"colour": LIGHT})],
    "level, large and clear, a year": [(30, 180, "2024", 50, {"colour": BLACK, "alpha": 0.3})],
    "small, again and again": [
        (x, y, "copy", 11, {"colour": LIGHT}) for x in (24, 130, 230) for y in (25, 52, 79, 170, 250)
    ],
}


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("name", STAMPS)
def test_what_is_stamped_over_the_page_is_set_aside(name, first):
    document = read_with(*STAMPS[name], first=first)
    (grid,) = document.grids
    assert rows_of(grid) == ROWS
    assert [line.text for line in document.paragraphs] == LINES
    printed = sorted(args[2] for args in STAMPS[name])
    assert sorted(aside.text for aside in document.set_aside) == printed
    for aside in document.set_aside:
        assert aside.why in ("stamp", "watermark") and len(aside.bbox) == 4
        assert aside.proven == (not any(map(str.isdigit, aside.text)))


KEPT = {
    "a red figure": (300, 54, "7", 10),
    "a red word on the line of its figure": (180, 54, "net", 10),
    "a black word": (165, 54, "net", 14, {"colour": BLACK}),
}


@pytest.mark.parametrize("name", KEPT)
def test_what_may_be_the_text_of_the_cell_stays(name):
    document = read_with(KEPT[name])
    (grid,) = document.grids
    assert KEPT[name][2] in "".join(rows_of(grid)[1])
    assert not document.set_aside


def test_red_lines_near_a_seal_stay():
    document = read_with((125, 50, "Seal"), (30, 120, "A red heading"))
    assert "A red heading" in [line.text for line in document.paragraphs]


def test_slanted_text_is_set_aside_with_its_figures():
    def draw(paper):
        draw_page(paper)
        paper.canvas.saveState()
        paper.canvas.translate(100, 20)
        paper.canvas.rotate(40)
        paper.canvas.drawString(0, 0, "about 77.70")
        paper.canvas.restoreState()

    (aside,) = read_drawn(draw).set_aside
    assert (aside.text.replace(" ", ""), aside.why, aside.proven) == ("about77.70", "watermark", False)


@pytest.mark.parametrize("ascent", [1500, 2600, 5000])
def test_a_font_that_claims_large_boxes_reads_as_any_other(ascent):
    from tools.facsimile.fonts import FONT, register_font

    def draw(paper):
        draw_page(paper)  # small print of another font, against which the boxes are large
        paper.canvas.setFont(FONT, 8)
        ys = [200, 212, 224, 236]
        paper.grid(XS, ys)
        for y, row in zip(ys, ROWS, strict=False):
            for x, text in zip(XS, row, strict=False):
                paper.text(x + 3, y + 9, text, 8)

    register_font()
    content = change_descriptor(
        pdf_bytes(draw, pageCompression=0), f"-1500 -{ascent} 6000 {ascent}", ascent, -ascent // 2
    )
    first, second = read_pdf(content, "boxes.pdf").grids
    assert rows_of(first) == rows_of(second) == ROWS


@pytest.mark.parametrize(
    ("name", "cell", "figures"), [("seal_on_two", "66.60", 27), ("large-boxes", "22,139.93", 14)]
)
def test_the_shared_cases_read_as_printed(name, cell, figures):
    path = CASES / f"{name}.pdf"
    if not path.exists():
        pytest.skip("the folder ../shared/cases is absent")
    (grid,) = read_pdf(path.read_bytes(), path.name).grids
    texts = [text for row in rows_of(grid)[1:] for text in row[2:] if text]
    assert cell in texts
    assert sum(text[-3:-2] == "." for text in texts) == figures


def draw_tiles(paper, text, angle=0.0, colour=LIGHT, alpha=1.0, letters=False, size=8.0, step=(62, 31)):
    """The same small text again and again over the whole page."""
    canvas = paper.canvas
    canvas.saveState()
    canvas.setFillColorRGB(*colour)
    canvas.setFillAlpha(alpha)
    for x in range(6, 400, step[0]):
        for y in range(9, 300, step[1]):
            canvas.saveState()
            canvas.translate(x, 300 - y)
            canvas.rotate(angle)
            canvas.setFont("Helvetica", size)
            along = 0.0
            for part in text if letters else [text]:
                canvas.drawString(along, 0, part)
                along += canvas.stringWidth(part, "Helvetica", size)
            canvas.restoreState()
    canvas.restoreState()


TILES = {
    "steep": ("net 13800 2025-06-30", {"angle": 52}),
    "dark and slanted": ("138-0013", {"angle": -18, "colour": BLACK}),
    "clear, letter by letter": (
        "zhang 10.0.3.4",
        {"angle": 33, "colour": BLACK, "alpha": 0.2, "letters": True},
    ),
    "a date alone": ("20250630", {"angle": 25}),
    "level, a telephone number": ("call 0571-2266", {}),
    "level, a date as one number": ("20250630", {}),
    "level, grey": ("copy no.7", {"colour": (0.5, 0.5, 0.5)}),
    "level, letter by letter": ("id:2266", {"letters": True}),
    "upwards": ("ip10.0.3.4", {"angle": 90}),
    "upwards and dark": ("0571-2266", {"angle": 90, "colour": BLACK, "step": (47, 53)}),
}


@pytest.mark.parametrize("way", ["before", "after", "in a form"])
@pytest.mark.parametrize("name", TILES)
def test_tiles_that_hold_figures_are_set_aside(name, way):
    text, looks = TILES[name]

    def draw(paper):
        if way == "after":
            draw_page(paper)
        if way == "in a form":
            paper.canvas.beginForm("tiles")
            draw_tiles(paper, text, **looks)
            paper.canvas.endForm()
            paper.canvas.doForm("tiles")
        else:
            draw_tiles(paper, text, **looks)
        if way != "after":
            draw_page(paper)

    document = read_drawn(draw)
    (grid,) = document.grids
    assert rows_of(grid) == ROWS
    assert [line.text for line in document.paragraphs] == LINES
    figures = [aside for aside in document.set_aside if any(map(str.isdigit, aside.text))]
    assert len(figures) > 20 and all(aside.proven for aside in figures)


def test_tiles_between_the_cells_leave_their_figures():
    def draw(paper):
        for x in XS[:3]:
            draw_tiles(paper, "0571-2266", angle=30, step=(150, 90))
            paper.grid(XS, YS)
            for y, row in zip(YS, ROWS, strict=False):
                paper.text(x + 3, y + 14, row[XS.index(x)])

    (grid,) = read_drawn(draw).grids
    assert rows_of(grid) == ROWS


@pytest.mark.parametrize("text", ["0.00", "2024", "12-31", "(1)"])
def test_light_figures_in_their_cells_stay(text):
    rows = [["Item", "Total"], ["Staff", text], ["Care", text], ["Food", text], ["Sum", text]]
    ys = [20, 50, 70, 90, 110, 130]

    def draw(paper):
        paper.grid(XS[:3], ys)
        for y, (label, figure) in zip(ys, rows, strict=False):
            paper.text(XS[0] + 3, y + 10, label)
            print_over(paper, XS[1] + 3, y + 14, figure, colour=LIGHT)

    document = read_drawn(draw)
    (grid,) = document.grids
    assert rows_of(grid) == rows
    assert not document.set_aside


def test_a_page_askew_is_read():
    def draw(paper):
        paper.canvas.rotate(12)
        for number, line in enumerate(LINES):
            paper.text(60, 250 + 13 * number, line)
        paper.canvas.rotate(-12)
        paper.text(10, 290, "1")

    document = read_drawn(draw)
    assert "334.50" in "".join(line.text for line in document.paragraphs)
    assert not document.set_aside


def test_a_figure_keeps_the_digit_that_a_watermark_prints_at_its_place():
    def draw(paper):
        for y in YS:
            print_over(paper, XS[1] + 4, y + 14, "942-1006", colour=LIGHT)
        draw_page(paper)

    (grid,) = read_drawn(draw).grids
    assert rows_of(grid) == ROWS


def test_a_shadow_is_no_second_figure():
    def draw(paper):
        for row, y in zip(ROWS, YS, strict=False):
            for text, x in zip(row, XS, strict=False):
                print_over(paper, x + 4, y + 14.5, text, colour=LIGHT)
        draw_page(paper)

    (grid,) = read_drawn(draw).grids
    assert rows_of(grid) == ROWS


@pytest.mark.parametrize("rule", ["line", "thin_fill"])
def test_a_figure_struck_through_is_not_glued_to_the_new_one(rule):
    def draw(paper):
        draw_page(paper)
        paper.text(159, 54, "810.50")
        width = paper.canvas.stringWidth("810.50", "Helvetica", 10)
        getattr(paper, rule)(158.5, 51, 159.5 + width, 51)

    document = read_drawn(draw)
    (grid,) = document.grids
    printed = [(aside.text, aside.why, aside.proven) for aside in document.set_aside]
    struck, kept = ("810.50", "900.06")
    assert rows_of(grid)[1][1] == kept
    assert printed == [(struck, "struck", False)]


def test_underlined_figures_and_lines_along_a_figure_stay():
    def draw(paper):
        draw_page(paper)
        paper.text(30, 220, "1,087.16")
        paper.line(30, 221.5, 70, 221.5)
        paper.text(30, 250, "1,087.17")
        paper.line(20, 247, 320, 247)
        paper.text(30, 280, "1,087.18")
        paper.line(26, 277, 70, 277)  # a line to write on that slipped

    document = read_drawn(draw)
    assert [line.text for line in document.paragraphs][-3:] == ["1,087.16", "1,087.17", "1,087.18"]
    assert not document.set_aside

"""What counts is what the eye sees: hidden text counts nowhere, in whatever order the file draws it."""

from __future__ import annotations

from functools import partial

import pytest

pytest.importorskip("reportlab")

from PIL import Image  # noqa: E402
from reportlab.lib.colors import Color  # noqa: E402
from reportlab.lib.utils import ImageReader  # noqa: E402

from budgetkit.readers.pdf import read_pdf  # noqa: E402
from tests.drawn_pages import HEIGHT, SAMPLES, Paper, pdf_bytes, read_drawn, rows_of  # noqa: E402
from tests.fates.objects import change_unicode_map  # noqa: E402

XS = [20, 120, 220, 320]
YS = [20, 40, 60, 80]
ROWS = [["Item", "Total", "Basic"], ["Staff", "900.06", "900.06"], ["Sum", "1,421.66", "1,087.16"]]
MISREAD = [["ltem", "Tota1", "Basio"], ["5taff", "888.88", "800.06"], ["Surn", "1,427.66", "1,081.16"]]
GREY, BLUE = (0.8, 0.8, 0.8), (0.2, 0.3, 0.6)
CASES = SAMPLES.parent / "cases"


def write(paper: Paper, x: float, y: float, text: str, size: float = 10, mode: int = 0, apart=False) -> None:
    """Write a text as one object, or each of its letters as one."""
    canvas = paper.canvas
    for part in text if apart else [text]:
        written = canvas.beginText(x, HEIGHT - y)
        written.setFont("Helvetica", size)
        written.setTextRenderMode(mode)
        written.textOut(part)
        written.setTextRenderMode(0)
        canvas.drawText(written)
        x += canvas.stringWidth(part, "Helvetica", size)


def paint(paper: Paper, colour: tuple, x0: float, y0: float, x1: float, y1: float) -> None:
    paper.canvas.setFillColorRGB(*colour)
    paper.box(x0, y0, x1, y1, stroke=0, fill=1)
    paper.canvas.setFillColorRGB(0, 0, 0)


def in_colour(paper: Paper, *args, colour: tuple, **settings) -> None:
    paper.canvas.setFillColorRGB(*colour)
    write(paper, *args, **settings)
    paper.canvas.setFillColorRGB(0, 0, 0)


def under_patch(paper: Paper, x: float, y: float, text: str, **settings) -> None:
    write(paper, x, y, text, **settings)
    paint(paper, (1, 1, 1), x - 2, y - 13, x + 90, y + 5)


def under_patches_of_one_path(paper: Paper, x: float, y: float, text: str, **settings) -> None:
    write(paper, x, y, text, **settings)
    path = paper.canvas.beginPath()
    path.rect(x - 2, HEIGHT - y - 5, 40, 18)
    path.rect(x + 38, HEIGHT - y - 5, 52, 18)
    paper.canvas.setFillColorRGB(1, 1, 1)
    paper.canvas.drawPath(path, stroke=0, fill=1)
    paper.canvas.setFillColorRGB(0, 0, 0)


def under_clipped_picture(paper: Paper, x: float, y: float, text: str, **settings) -> None:
    write(paper, x, y, text, **settings)
    canvas = paper.canvas
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(x - 2, HEIGHT - y - 5, 92, 18)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.drawImage(ImageReader(Image.new("RGB", (40, 40), (255, 255, 255))), 0, 0, 400, HEIGHT)
    canvas.restoreState()


def clipped_away(paper: Paper, *args, **settings) -> None:
    paper.canvas.saveState()
    path = paper.canvas.beginPath()
    path.rect(0, 0, 5, 5)
    paper.canvas.clipPath(path, stroke=0, fill=0)
    write(paper, *args, **settings)
    paper.canvas.restoreState()


def clear(paper: Paper, *args, **settings) -> None:
    paper.canvas.saveState()
    paper.canvas.setFillAlpha(0)
    write(paper, *args, **settings)
    paper.canvas.restoreState()


HIDINGS = {
    "invisible": partial(write, mode=3),
    "clear": clear,
    "white": partial(in_colour, colour=(1, 1, 1)),
    "covered": under_patch,
    "covered by a path of two": under_patches_of_one_path,
    "covered by a picture": under_clipped_picture,
    "clipped": clipped_away,
}
COPIES = {
    "same place": {},
    "half a point beside": {"right": 0.5},
    "two points beside and lower": {"right": 2, "down": 1},
    "smaller": {"size": 8},
    "letter by letter": {"apart": True},
    "misread": {"rows": MISREAD},
    "misread, letter by letter": {"rows": MISREAD, "apart": True, "right": 0.4},
}


def draw_twice(paper: Paper, hide, first: bool, rows=ROWS, right=0, down=0, form=False, **settings) -> None:
    """A table whose cells are each printed twice, once so that nobody sees it."""
    if form:
        paper.canvas.beginForm("Inner", 0, 0, 400, HEIGHT)
    for y, row, hidden_row in zip(YS, ROWS, rows, strict=False):
        for x, text, hidden_text in zip(XS, row, hidden_row, strict=False):
            if first:
                hide(paper, x + 3 + right, y + 14 + down, hidden_text, **settings)
            write(paper, x + 3, y + 14, text)
            if not first:
                hide(paper, x + 3 + right, y + 14 + down, hidden_text, **settings)
    if form:
        paper.canvas.endForm()
        paper.canvas.doForm("Inner")
    paper.grid(XS, YS)


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("hiding", HIDINGS)
def test_a_hidden_copy_drawn_first_changes_nothing(hiding, copy):
    document = read_drawn(lambda paper: draw_twice(paper, HIDINGS[hiding], True, **COPIES[copy]))
    (grid,) = document.grids
    assert rows_of(grid) == ROWS
    assert not document.paragraphs
    assert document.set_aside and all(aside.proven for aside in document.set_aside)


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("hiding", ["invisible", "clear", "white", "clipped"])
def test_a_hidden_copy_drawn_last_changes_nothing(hiding, copy):
    (grid,) = read_drawn(lambda paper: draw_twice(paper, HIDINGS[hiding], False, **COPIES[copy])).grids
    assert rows_of(grid) == ROWS


@pytest.mark.parametrize("first", [True, False])
def test_a_hidden_copy_in_a_form_changes_nothing(first):
    (grid,) = read_drawn(lambda paper: draw_twice(paper, HIDINGS["invisible"], first, form=True)).grids
    assert rows_of(grid) == ROWS


def test_three_hidden_copies_change_nothing():
    def draw(paper):
        for _ in range(3):
            for y, row in zip(YS, ROWS, strict=False):
                for x, text in zip(XS, row, strict=False):
                    write(paper, x + 3, y + 14, text, mode=3)
        paper.table(XS, YS, ROWS)

    (grid,) = read_drawn(draw).grids
    assert rows_of(grid) == ROWS


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("colour", [GREY, BLUE, (0.81, 0.8, 0.8)])
def test_text_in_the_colour_of_its_ground_does_not_count(colour, first):
    def draw(paper):
        paint(paper, GREY if colour != BLUE else BLUE, XS[0], YS[0], XS[-1], YS[-1])
        draw_twice(paper, partial(in_colour, colour=colour), first, rows=MISREAD)

    (grid,) = read_drawn(draw).grids
    assert rows_of(grid) == ROWS


def rounded(paper):
    paper.canvas.roundRect(XS[0], HEIGHT - YS[-1], XS[-1] - XS[0], YS[-1] - YS[0], 5, stroke=0, fill=1)


def of_two_parts(paper):
    path = paper.canvas.beginPath()
    path.rect(XS[0], HEIGHT - YS[-1], XS[-1] - XS[0], 40)
    path.rect(XS[0], HEIGHT - YS[-1] + 40, XS[-1] - XS[0], 20)
    paper.canvas.drawPath(path, stroke=0, fill=1)


def thick_strokes(paper):
    paper.canvas.setStrokeColorRGB(*BLUE)
    paper.canvas.setLineWidth(20)
    for y in YS[:-1]:
        paper.line(XS[0], y + 10, XS[-1], y + 10)
    paper.canvas.setLineWidth(1)
    paper.canvas.setStrokeColorRGB(0, 0, 0)


def shaded(paper):
    canvas = paper.canvas
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(XS[0], HEIGHT - YS[-1], XS[-1] - XS[0], YS[-1] - YS[0])
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.linearGradient(XS[0], 0, XS[-1], 0, (Color(*BLUE), Color(0.1, 0.1, 0.3)))
    canvas.restoreState()


def under_clear_white(paper):
    paper.box(XS[0], YS[0], XS[-1], YS[-1], stroke=0, fill=1)
    paper.canvas.saveState()
    paper.canvas.setFillColorRGB(1, 1, 1)
    paper.canvas.setFillAlpha(0.2)
    paper.box(XS[0], YS[0], XS[-1], YS[-1], stroke=0, fill=1)
    paper.canvas.restoreState()


@pytest.mark.parametrize("ground", [rounded, of_two_parts, thick_strokes, shaded, under_clear_white])
def test_white_text_on_a_coloured_ground_of_any_shape_counts(ground):
    def draw(paper):
        paper.canvas.setFillColorRGB(*BLUE)
        ground(paper)
        paper.canvas.setFillColorRGB(1, 1, 1)
        paper.table(XS, YS, ROWS)

    (grid,) = read_drawn(draw).grids
    assert rows_of(grid) == ROWS


def test_text_in_the_colour_of_a_picture_s_ground_counts_as_seen():
    def draw(paper):
        picture = ImageReader(Image.new("RGB", (4, 4), (255, 255, 255)))
        paper.canvas.drawImage(picture, 0, 0, 400, HEIGHT)
        paper.table(XS, YS, ROWS)

    (grid,) = read_drawn(draw).grids
    assert rows_of(grid) == ROWS


def test_a_row_written_as_one_object_may_be_covered_in_part():
    def draw(paper):
        width = paper.canvas.stringWidth("888.88", "Helvetica", 10)
        gap = (100 - width) / paper.canvas.stringWidth(" ", "Helvetica", 10)
        write(paper, 123, 54, "888.88" + " " * round(gap) + "900.06")
        paint(paper, (1, 1, 1), 121, 41, 219, 59)
        rows = [list(row) for row in ROWS]
        rows[1][2] = ""
        paper.table(XS, YS, rows)

    document = read_drawn(draw)
    (grid,) = document.grids
    assert rows_of(grid) == ROWS
    assert [(aside.text, aside.proven) for aside in document.set_aside] == [("888.88", True)]


def scanned(paper):
    picture = Image.linear_gradient("L").convert("RGB").resize((40, 30))
    paper.canvas.drawImage(ImageReader(picture), 0, 0, 400, HEIGHT)


def test_the_text_of_a_scan_is_left_out_and_told():
    def draw(paper):
        scanned(paper)
        write(paper, 50, 60, "Total 1,427.66", mode=3)

    document = read_drawn(draw)
    assert not document.blocks
    assert any("image only" in note for note in document.notes)
    (aside,) = (one for one in document.set_aside if one.why == "unseen")
    assert (aside.page, aside.text, aside.why, aside.proven) == (1, "Total 1,427.66", "unseen", False)
    assert aside.bbox[0] == pytest.approx(50, abs=2) and aside.bbox[3] == pytest.approx(62, abs=3)


def test_the_text_of_a_scan_is_told_beside_a_page_number():
    def draw(paper):
        scanned(paper)
        write(paper, 50, 60, "Total 1,427.66", mode=3)
        write(paper, 200, 280, "- 3 -")

    document = read_drawn(draw)
    assert [line.text for line in document.paragraphs] == ["- 3 -"]
    assert [(aside.text, aside.proven) for aside in document.set_aside] == [("Total 1,427.66", False)]


def test_an_invisible_copy_over_a_picture_that_has_a_visible_one_is_proven():
    def draw(paper):
        scanned(paper)
        write(paper, 50, 60, "Total 1,427.66", mode=3)
        write(paper, 50, 60, "Total 1,421.66")

    document = read_drawn(draw)
    assert [line.text for line in document.paragraphs] == ["Total 1,421.66"]
    assert all(aside.proven for aside in document.set_aside)


@pytest.mark.parametrize("name", ["u_mode3_same", "i_before_15", "covered_text"])
def test_the_shared_cases_of_hidden_copies_read_as_printed(name):
    path = CASES / f"{name}.pdf"
    if not path.exists():
        pytest.skip("the folder ../shared/cases is absent")
    (grid,) = read_pdf(path.read_bytes(), path.name).grids
    texts = [text for row in rows_of(grid)[1:] for text in row[2:]]
    assert sum(text != "" for text in texts) == 27
    assert texts[:3] == ["1,421.66", "1,087.16", "334.50"]
    assert rows_of(grid)[4][2:] == ["900.06", "900.06", ""]


def test_a_hyphen_at_the_end_of_a_line_stays_a_hyphen():
    def draw(paper):
        write(paper, 40, 60, "XM25-")
        write(paper, 40, 75, "C07")

    document = read_drawn(draw)
    assert [line.text for line in document.paragraphs] == ["XM25-", "C07"]
    assert not document.notes


@pytest.mark.parametrize("code", ["0002", "00AD"])
def test_a_font_that_has_another_code_for_its_minus_loses_none(code):
    from tools.facsimile.fonts import FONT, register_font

    def draw(paper):
        paper.canvas.setFont(FONT, 10)
        paper.text(40, 60, "-12.00 201-13")
        paper.text(40, 90, "9 - 8 -")

    register_font()
    content = pdf_bytes(draw, pageCompression=0)
    document = read_pdf(change_unicode_map(content, "002D", code), "minus.pdf")
    assert [line.text for line in document.paragraphs] == ["-12.00 201-13", "9 - 8 -"]
    assert not document.notes


def test_reading_twice_gives_the_same():
    content = pdf_bytes(lambda paper: draw_twice(paper, HIDINGS["white"], True))
    assert read_pdf(content, "one.pdf") == read_pdf(content, "one.pdf")

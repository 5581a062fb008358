"""The PDF reader as a whole: files in, grids and printed lines out."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

import pytest
from drawn_pages import HEIGHT, SAMPLES, WIDTH, Paper, pdf_bytes, read_drawn, rows_of
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from budgetkit.errors import UnreadableFile
from budgetkit.model import Grid
from budgetkit.readers import read_document
from budgetkit.readers.pdf import read_pdf

XS, YS = [50, 150, 250, 350], [60, 80, 100, 120]
ROWS = [["code", "name", "amount"], ["201", "", "1,234.56"], ["20101", "second", "0.00"]]
NUMBER = re.compile(r"\d[\d,]*\.\d+")


def draw_table(paper: Paper) -> None:
    paper.text(50, 50, "title")
    paper.table(XS, YS, ROWS)


def test_document_names_its_file(tmp_path):
    content = pdf_bytes(draw_table, draw_table)
    path = tmp_path / "budget.pdf"
    path.write_bytes(content)
    document = read_document(path, "2024/budget.pdf")
    assert document.path == "2024/budget.pdf"
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert (document.format, document.pages, document.byte_count) == ("pdf", 2, len(content))
    assert document.page_sizes == ((WIDTH, HEIGHT),) * 2
    assert read_document(path).path == "budget.pdf"
    assert document == read_document(path, "2024/budget.pdf")


@pytest.mark.parametrize("rule", ["line", "thin_fill"])
def test_rules_of_either_make_give_every_cell(rule):
    document = read_drawn(lambda paper: paper.table(XS, YS, ROWS, rule))
    (grid,) = document.grids
    assert rows_of(grid) == ROWS
    assert grid.bbox == pytest.approx((50, 60, 350, 120), abs=0.5)
    assert grid.cells[4].bbox == pytest.approx((150, 80, 250, 100), abs=0.5)
    assert (grid.open_top, grid.open_bottom, grid.engine, document.notes) == (False, False, "ruled", ())


def test_a_table_drawn_as_one_filled_path():
    def draw(paper: Paper) -> None:
        path = paper.canvas.beginPath()
        for x in XS:
            path.rect(x, HEIGHT - YS[-1], 0.5, YS[-1] - YS[0])
        for y in YS:
            path.rect(XS[0], HEIGHT - y, XS[-1] - XS[0], 0.5)
        paper.canvas.drawPath(path, stroke=0, fill=1)
        paper.text(53, 74, "one")

    (grid,) = read_drawn(draw).grids
    assert (grid.rows, grid.columns, grid.cells[0].text) == (3, 3, "one")


def test_form_xobjects_are_entered_with_their_matrices():
    def draw(paper: Paper) -> None:
        canvas = paper.canvas
        canvas.beginForm("inner", upperx=WIDTH, uppery=HEIGHT)
        paper.table(XS, YS, ROWS)
        canvas.endForm()
        canvas.beginForm("outer", upperx=WIDTH, uppery=HEIGHT)
        canvas.translate(0, -100)
        canvas.doForm("inner")
        canvas.endForm()
        canvas.scale(0.5, 0.5)
        canvas.doForm("outer")

    (grid,) = read_drawn(draw).grids
    assert rows_of(grid) == ROWS
    # (x, y) from the bottom left becomes (x / 2, (y - 100) / 2)
    assert grid.bbox == pytest.approx((25, 300 - 70, 175, 300 - 40), abs=0.5)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_rotated_pages_are_read_as_displayed(rotation):
    def draw(paper: Paper) -> None:
        # the canvas swaps the sides of a turned page itself, so it is displayed WIDTH by HEIGHT
        canvas = paper.canvas
        canvas.setPageRotation(rotation)
        if rotation == 90:
            canvas.transform(0, 1, -1, 0, HEIGHT, 0)
        elif rotation == 180:
            canvas.transform(-1, 0, 0, -1, WIDTH, HEIGHT)
        elif rotation == 270:
            canvas.transform(0, -1, 1, 0, 0, WIDTH)
        paper.text(20, 50, "title")
        paper.table([20, 80, 160, 280], YS, ROWS)

    document = read_drawn(draw)
    (grid,) = document.grids
    assert rows_of(grid) == ROWS
    assert grid.bbox == pytest.approx((20, 60, 280, 120), abs=0.5)
    assert [paragraph.text for paragraph in document.paragraphs] == ["title"]
    assert document.page_sizes == ((WIDTH, HEIGHT),)
    assert grid.cells[5].bbox == pytest.approx((160, 80, 280, 100), abs=0.5)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_box_of_a_page_read_turned_lies_on_its_print_as_displayed(turn):
    import pypdfium2

    def draw(paper: Paper) -> None:
        origin = {0: (0, 0), 90: (HEIGHT, 0), 180: (WIDTH, HEIGHT), 270: (0, WIDTH)}[turn]
        if turn % 180:
            paper.canvas.setPageSize((HEIGHT, WIDTH))
        paper.canvas.translate(*origin)
        paper.canvas.rotate(turn)
        paper.table(XS, YS, ROWS)
        paper.box(155, 85, 240, 98, stroke=0, fill=1)

    content = pdf_bytes(draw)
    document = read_pdf(content, "turned.pdf")
    assert rows_of(document.grids[0]) == ROWS
    page = pypdfium2.PdfDocument(content)[0]
    assert document.page_sizes == (page.get_size(),)
    box = document.grids[0].cells[4].bbox
    inside = page.render().to_numpy()[round(box[1]) : round(box[3]), round(box[0]) : round(box[2])]
    assert (inside < 128).mean() > 0.5


def test_the_crop_box_sets_the_origin_and_hides_the_rest():
    def draw(paper: Paper) -> None:
        paper.canvas.setCropBox((40, 100, 380, 280))
        paper.table(XS, YS, ROWS)
        paper.text(50, 15, "above the crop")

    document = read_drawn(draw)
    (grid,) = document.grids
    assert grid.bbox == pytest.approx((10, 40, 310, 100), abs=0.5)
    assert rows_of(grid) == ROWS
    assert document.paragraphs == ()
    assert document.page_sizes == ((340, 180),)
    assert document.notes == ("page 1: 12 characters lie outside the visible page and are left out",)


def test_reading_order_is_page_then_top_then_left():
    def draw(paper: Paper) -> None:
        paper.text(50, 250, "below")
        paper.table([50, 100, 150], [100, 120, 140], [["a", "b"], ["c", "d"]])
        paper.table([200, 250, 300], [100, 120, 140], [["e", "f"], ["g", "h"]])
        paper.text(50, 40, "above")

    document = read_drawn(draw, lambda paper: paper.text(50, 50, "next page"))
    seen = [block.cells[0].text if isinstance(block, Grid) else block.text for block in document.blocks]
    assert seen == ["above", "a", "e", "below", "next page"]
    assert [block.page for block in document.blocks] == [1, 1, 1, 1, 2]


def test_a_line_outside_tables_keeps_its_parts_apart():
    def draw(paper: Paper) -> None:
        paper.text(50, 50, "department: some office")
        paper.text(300, 50, "unit: yuan")
        paper.text(50, 70, "1")

    first, second = read_drawn(draw).paragraphs
    assert first.text == "department: some office\tunit: yuan"
    assert first.size == pytest.approx(10, abs=2)
    assert first.bbox[0] == pytest.approx(50, abs=0.5)
    assert second.text == "1"


def test_page_with_only_an_image_is_noted():
    from PIL import Image

    def draw(paper: Paper) -> None:
        paper.canvas.drawInlineImage(Image.new("RGB", (20, 20), "gray"), 0, 0, WIDTH, HEIGHT)

    document = read_drawn(draw, draw_table, lambda paper: None)
    assert document.notes == ("page 1: image only, no text; it needs character recognition",)
    assert document.pages == 3 and len(document.grids) == 1


def test_empty_table_is_a_grid_of_blank_cells():
    (grid,) = read_drawn(lambda paper: paper.grid(XS, YS)).grids
    assert [cell.text for cell in grid.cells] == [""] * 9


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.pdf", b"", "the file is empty"),
        ("page.pdf", b"<!DOCTYPE html><html><body>404</body></html>", "web page"),
        ("table.xlsx", b"PK\x03\x04rest", "ZIP container"),
        ("old.doc", b"\xd0\xcf\x11\xe0rest", "Microsoft Office"),
        ("deck.key", b"no magic", "files of type .key are not read"),
        ("odd.pdf", b"no header here", "no PDF header"),
        ("broken.pdf", b"%PDF-1.7\nnothing follows", "broken"),
    ],
)
def test_foreign_and_broken_files_say_what_they_are(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=message) as caught:
        read_document(path)
    assert name in str(caught.value) and caught.value.advice


def test_missing_file_is_named(tmp_path):
    with pytest.raises(UnreadableFile, match="cannot be opened.*absent.pdf"):
        read_document(tmp_path / "absent.pdf")


def test_encrypted_file_is_refused_unless_it_opens_without_a_password():
    locked = pdf_bytes(draw_table, encrypt=pdfencrypt.StandardEncryption("secret", "owner"))
    with pytest.raises(UnreadableFile, match="encrypted"):
        read_pdf(locked, "locked.pdf")
    open_to_all = pdf_bytes(draw_table, encrypt=pdfencrypt.StandardEncryption("", "owner"))
    assert rows_of(read_pdf(open_to_all, "open.pdf").grids[0]) == ROWS


def test_truncated_files_never_crash():
    content = pdf_bytes(*[draw_table] * 3)
    for length in range(10, len(content), max(1, len(content) // 25)):
        try:
            document = read_pdf(content[:length], "cut.pdf")
        except UnreadableFile as error:
            assert error.advice
        else:
            assert document.pages > 0


def test_damaged_bytes_never_crash():
    content = bytearray(pdf_bytes(draw_table, draw_table))
    for position in range(20, len(content), len(content) // 40):
        damaged = content.copy()
        damaged[position : position + 8] = b"\xff" * 8
        try:
            read_pdf(bytes(damaged), "damaged.pdf")
        except UnreadableFile:
            pass


def test_reading_without_a_tagged_text_layer_needs_no_camelot():
    import subprocess
    import sys

    code = "import sys, budgetkit.readers; print('pypdfium2' in sys.modules, 'camelot' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


sample_files = sorted(SAMPLES.glob("*.pdf"))
needs_samples = pytest.mark.skipif(
    not sample_files, reason="the published samples are not beside the project"
)


@needs_samples
@pytest.mark.parametrize("path", sample_files, ids=lambda path: path.stem)
def test_no_figure_of_a_published_file_is_lost_or_doubled(path):
    import pypdfium2

    document = read_document(path)
    printed = {number: Counter() for number in range(1, document.pages + 1)}
    for block in document.blocks:
        texts = [cell.text for cell in block.cells] if isinstance(block, Grid) else [block.text]
        for text in texts:
            printed[block.page].update(NUMBER.findall(text))
    cut_pages = {int(note.split()[1].rstrip(":")) for note in document.notes if "outside" in note}
    plain = pypdfium2.PdfDocument(path)
    try:
        for number in set(printed) - cut_pages:
            page = plain[number - 1]
            assert printed[number] == Counter(NUMBER.findall(page.get_textpage().get_text_range()))
    finally:
        plain.close()


@needs_samples
def test_a_published_rotated_table_is_read_upright():
    document = read_document(SAMPLES / "jiangsu-peoples-congress-2019-tables.pdf")
    assert len(document.grids) == document.pages == 13
    first = document.grids[0]
    assert (first.rows, first.columns) == (27, 6)
    assert first.cells[0].text == "收入" and first.cells[0].column_span == 2


def test_canvas_and_reader_agree_on_the_baseline():
    # guards the drawing module, which all other tests trust
    def draw(paper: Paper) -> None:
        assert isinstance(paper.canvas, Canvas)
        paper.text(50, 100, "x")

    (line,) = read_drawn(draw).paragraphs
    assert line.bbox[1] < 100 < line.bbox[3]

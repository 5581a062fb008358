"""What counts as printed, and how characters join to words, cells and lines."""

from __future__ import annotations

import pytest
from drawn_pages import HEIGHT, WIDTH, Paper, read_drawn, rows_of

from budgetkit.text import fold_radicals

XS, YS = [50, 150, 250, 350], [60, 100, 140]


def cells_of(draw) -> list[list[str | None]]:
    def on_grid(paper: Paper) -> None:
        paper.grid(XS, YS)
        draw(paper)

    (grid,) = read_drawn(on_grid).grids
    return rows_of(grid)


def first_cell(draw) -> str:
    return cells_of(draw)[0][0]


def test_wrapped_lines_join_with_a_line_feed():
    def draw(paper: Paper) -> None:
        paper.text(55, 90, "second line")
        paper.text(55, 75, "first line")

    assert first_cell(draw) == "first line\nsecond line"


def test_an_overflowing_number_stays_whole_in_its_cell():
    # right-aligned in the second column, wider than it
    def draw(paper: Paper) -> None:
        paper.canvas.setFont("Helvetica", 10)
        paper.text(150 - 12, 80, "1,234,567,890,123.45", size=11)

    assert cells_of(draw)[0] == ["", "1,234,567,890,123.45", ""]


def test_an_overflowing_number_set_digit_by_digit_stays_whole():
    def draw(paper: Paper) -> None:
        x = 140.0
        for character in "21,601,733.00":
            paper.text(x, 80, character)
            x += paper.canvas.stringWidth(character, "Helvetica", 10)

    assert cells_of(draw)[0] == ["", "21,601,733.00", ""]


@pytest.mark.parametrize("by_digit", [False, True])
def test_flush_numbers_of_two_cells_are_parted_at_the_rule(by_digit):
    def draw(paper: Paper) -> None:
        one, other = "21,601,733.00", "12,291,733.00"
        width = paper.canvas.stringWidth(one, "Helvetica", 10)
        if not by_digit:
            paper.text(150 - width, 80, one)
            paper.text(150, 80, other)
            return
        x = 150 - width
        for character in one + other:
            paper.text(x, 80, character)
            x += paper.canvas.stringWidth(character, "Helvetica", 10)

    assert cells_of(draw)[0] == ["21,601,733.00", "12,291,733.00", ""]


def test_one_text_object_with_jumps_fills_several_cells():
    def draw(paper: Paper) -> None:
        text = paper.canvas.beginText(60, HEIGHT - 80)
        text.setFont("Helvetica", 10)
        text._code.append("[(one) -8000 (two) -8000 (three)] TJ")
        paper.canvas.drawText(text)

    assert cells_of(draw)[0] == ["one", "two", "three"]


def test_spaces_stay_as_printed_and_gaps_part_latin_words():
    def draw(paper: Paper) -> None:
        paper.text(55, 75, "a b")
        paper.text(55, 90, "c")
        paper.text(75, 90, "d")

    assert first_cell(draw) == "a b\nc d"


def test_double_letters_stay_and_second_prints_go():
    def draw(paper: Paper) -> None:
        paper.text(55, 80, "office 1,100.00")
        paper.text(55.4, 80.2, "office 1,100.00")

    assert first_cell(draw) == "office 1,100.00"


@pytest.mark.parametrize("mode", [3, 7])
def test_invisible_text_is_not_printed(mode):
    def draw(paper: Paper) -> None:
        text = paper.canvas.beginText(55, HEIGHT - 80)
        text.setFont("Helvetica", 10)
        text.setTextRenderMode(mode)
        text.textOut("hidden")
        paper.canvas.saveState()
        paper.canvas.drawText(text)
        paper.canvas.restoreState()
        paper.text(155, 80, "seen")

    assert cells_of(draw)[0] == ["", "seen", ""]


def test_transparent_text_is_not_printed():
    def draw(paper: Paper) -> None:
        paper.canvas.setFillAlpha(0)
        paper.text(55, 80, "ghost")
        paper.canvas.setFillAlpha(0.5)
        paper.text(155, 80, "half")

    assert cells_of(draw)[0] == ["", "half", ""]


def test_text_outside_its_clip_is_not_printed():
    def draw(paper: Paper) -> None:
        canvas = paper.canvas
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(50, HEIGHT - 100, 100, 40)
        canvas.clipPath(clip, stroke=0, fill=0)
        paper.text(55, 80, "kept")
        paper.text(55, 120, "cut off below")
        paper.text(155, 80, "cut off beside")
        canvas.restoreState()
        paper.text(255, 80, "after")

    assert cells_of(draw) == [["kept", "", "after"], ["", "", ""]]


def test_rotated_words_read_in_their_own_direction():
    def draw(paper: Paper) -> None:
        canvas = paper.canvas
        for number, word in enumerate(("first", "second")):
            canvas.saveState()
            canvas.translate(80 + 15 * number, HEIGHT - 96)
            canvas.rotate(90)
            canvas.setFont("Helvetica", 8)
            canvas.drawString(0, 0, word)
            canvas.restoreState()
        paper.text(155, 80, "level")

    assert cells_of(draw)[0] == ["first\nsecond", "level", ""]


def test_baselines_not_boxes_make_a_line():
    # one line in three sizes, as Latin digits among Chinese characters have them
    def draw(paper: Paper) -> None:
        paper.text(55, 85, "a", size=16)
        paper.text(66, 85, ",", size=7)
        paper.text(70, 85, "b", size=10)

    assert "\n" not in first_cell(draw)


def test_chinese_characters_stay_together_and_radicals_are_folded():
    zhplot = pytest.importorskip("zhplot")
    from pathlib import Path

    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    (font,) = Path(zhplot.__file__).parent.rglob("NotoSansSC-Regular.ttf")
    pdfmetrics.registerFont(TTFont("NotoSansSC", font))

    def draw(paper: Paper) -> None:
        paper.grid(XS, YS)
        paper.text(60, 80, "收")
        paper.text(110, 80, "入")
        paper.text(155, 80, "⼀、① ㎡（１）")
        paper.text(50, 200, "部门：某局")
        paper.text(300, 200, "单位：万元")

    document = read_drawn(draw, font="NotoSansSC")
    assert rows_of(document.grids[0])[0] == ["收入", "一、① ㎡（１）", ""]
    assert [paragraph.text for paragraph in document.paragraphs] == ["部门：某局\t单位：万元"]


def test_glyphs_without_unicode_are_kept_and_noted():
    # a Type 0 font whose codes mean nothing outside the file
    content = _with_unmapped_font()
    from budgetkit.readers.pdf import read_pdf

    document = read_pdf(content, "unmapped.pdf")
    assert [paragraph.text for paragraph in document.paragraphs] == ["\ufffd\ufffd"]
    assert document.notes == (
        "page 1: 2 printed characters carry no Unicode and stand as U+FFFD: a line at 90 points from the top",
    )


def _with_unmapped_font() -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>".encode(),
        b"<< /Length 50 >>\nstream\nBT /F1 12 Tf 50 200 Td <00210022> Tj ET           \nendstream",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Secret /Encoding /Identity-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Secret /FontDescriptor 7 0 R /DW 1000 "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        b"<< /Type /FontDescriptor /FontName /Secret /Flags 4 /Ascent 800 /Descent -200 /CapHeight 700 "
        b"/ItalicAngle 0 /StemV 80 /FontBBox [0 -200 1000 800] >>",
    ]
    content, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    content += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return content + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )


def test_folding_keeps_length_and_touches_nothing_else():
    every = "".join(map(chr, range(0x2E80, 0x2FD6)))
    folded = fold_radicals(every)
    assert len(folded) == len(every)
    assert all(fold_radicals(chr(code)) != chr(code) for code in range(0x2F00, 0x2FD6))
    untouched = "①㎡（）１２３，豈\u3000ﬁ"
    assert fold_radicals(untouched) == untouched
    assert (
        fold_radicals("⻅⻓⻔⻋⻢⻚⻛⻘⻝⻜⻨⻩⻬⻮⻰⻳⺠⺟⻄⺫⻆⻉⻤⻥⻦⻧")
        == "见长门车马页风青食飞麦黄齐齿龙龟民母西目角贝鬼鱼鸟卤"
    )

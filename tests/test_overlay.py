"""Pages with the found grids drawn over them."""

from __future__ import annotations

from PIL import Image

from tests.drawn_pages import pdf_bytes
from tools.overlay import BLANK, FILLED, draw_document, main


def page_with_table(paper):
    paper.table([50, 150, 250], [100, 120, 140], [["", "5.00"], ["", ""]])


def page_without(paper):
    paper.text(50, 80, "nothing but words")


def colours(path) -> dict[tuple[int, int, int], tuple[int, int, int, int]]:
    """Box of each outline colour around the table, in points."""
    image = Image.open(path).convert("RGB")
    found: dict[tuple[int, int, int], list[tuple[int, int]]] = {FILLED: [], BLANK: []}
    for x in range(image.width):
        for y in range(190, 300):
            if (colour := image.getpixel((x, y))) in found:
                found[colour].append((x / 2, y / 2))
    return {
        colour: (min(x for x, _ in at), min(y for _, y in at), max(x for x, _ in at), max(y for _, y in at))
        for colour, at in found.items()
        if at
    }


def test_every_cell_is_outlined_where_it_stands(tmp_path):
    source = tmp_path / "drawn.pdf"
    source.write_bytes(pdf_bytes(page_with_table, page_without))
    written = draw_document(source, tmp_path / "out", scale=2)
    assert [path.name for path in written] == ["drawn-p001.png"]
    boxes = colours(written[0])
    assert all(abs(a - b) <= 2 for a, b in zip(boxes[FILLED], (150, 100, 250, 120), strict=True))
    assert all(abs(a - b) <= 2 for a, b in zip(boxes[BLANK], (50, 100, 250, 140), strict=True))
    assert Image.open(written[0]).height > 600, "the caption stands below the page, not on it"


def test_pages_without_a_grid_are_drawn_when_asked(tmp_path, capsys):
    source = tmp_path / "drawn.pdf"
    source.write_bytes(pdf_bytes(page_with_table, page_without))
    assert main([str(source), str(tmp_path), "--every-page"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_a_broken_file_is_told_in_one_line(tmp_path, capsys):
    source = tmp_path / "broken.pdf"
    source.write_bytes(b"%PDF-1.4 cut off")
    assert main([str(source), str(tmp_path)]) == 2
    assert "broken.pdf" in capsys.readouterr().err

"""The page of a figure with its cell outlined."""

from __future__ import annotations

import hashlib
import io

import numpy as np
import pypdfium2
import pytest
from click.testing import CliRunner
from PIL import Image

from budgetkit import cli, load
from budgetkit.dataset import Dataset
from budgetkit.errors import NothingWritten, WrongUsage
from budgetkit.publish import picture_name, show_line, write_picture
from budgetkit.publish.picture import OUTLINE
from budgetkit.readers.pdf import read_pdf
from budgetkit.schema.frames import arrow_table, frame
from tests.drawn_pages import pdf_bytes
from tests.example_dataset import DOCUMENT, dataset, document, line

SHIPPED = "henan-zhumadian-commerce-2024-approved/t03/r5c7"
LINE = f"{DOCUMENT}/t03/r1c1"


def drawn(paper):
    paper.table([50, 150, 250], [100, 120, 140], [["item", "5.00"], ["other", "7.25"]])


def turned(content: bytes, degrees: int) -> bytes:
    """The same page turned, and cropped on its left."""
    pdf = pypdfium2.PdfDocument(content)
    page = pdf[0]
    page.set_cropbox(20, 0, 400, 300)
    page.set_rotation(degrees)
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


def traced(folder, content: bytes, **known) -> Dataset:
    """A dataset of one line, the cell ``7.25`` as the reader finds it, with its file in the folder."""
    (folder / "a.pdf").write_bytes(content)
    cells = [cell for grid in read_pdf(content, "a.pdf").grids for cell in grid.cells]
    bbox = next((cell.bbox for cell in cells if cell.text == "7.25"), (0, 0, 1, 1))
    known = {"bbox": " ".join(f"{value:.2f}" for value in bbox), "page": 1} | known
    own = dataset([line("t03", "expenditure_by_function", 1, 1, "7.25", **known)], [document()])
    file = {"path": "a.pdf", "sha256": hashlib.sha256(content).hexdigest(), "byte_count": len(content)}
    file |= {"document_id": DOCUMENT, "status": "ok", "format": "pdf", "pages": 1}
    return with_files(own, [file])


def with_files(own: Dataset, files: list[dict]) -> Dataset:
    frames = {name: getattr(own, name) for name in ("documents", "lines", "tables", "findings")}
    return Dataset({**frames, "files": frame(arrow_table("files", files))})


def outline(image: Image.Image) -> tuple[int, int, int, int]:
    """Box of the pixels in the colour of the outline."""
    rows, columns = np.nonzero((np.asarray(image) == OUTLINE).all(axis=2))
    return columns.min(), rows.min(), columns.max(), rows.max()


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_the_outline_stands_around_the_cell_however_the_page_is_turned(tmp_path, degrees):
    content = turned(pdf_bytes(drawn), degrees)
    own = traced(tmp_path, content)
    image = show_line(own, LINE, tmp_path)
    page = pypdfium2.PdfDocument(content)[0]
    plain = page.render(scale=2).to_pil().convert("RGB")
    assert image.size == plain.size
    cell = [float(value) * 2 for value in own.lines["bbox"][0].split()]
    left, top, right, bottom = outline(image)
    assert left < cell[0] and top < cell[1] and right > cell[2] and bottom > cell[3]
    assert max(abs(a - b) for a, b in zip(cell, (left, top, right, bottom), strict=True)) <= 8
    # Nothing inside the cell is touched, and no dark pixel anywhere is lost.
    inside = [round(value) for value in cell]
    assert np.array_equal(np.asarray(image.crop(inside)), np.asarray(plain.crop(inside)))
    assert (np.asarray(image) <= np.asarray(plain)).all()


def test_the_shipped_data(repository, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    arguments = ["show", SHIPPED, "--data", repository / "data/clean", "--raw", repository / "data/raw"]
    result = CliRunner().invoke(cli.main, list(map(str, arguments)))
    assert result.exit_code == cli.DONE, result.stderr
    assert result.stdout.strip() == picture_name(SHIPPED) == SHIPPED.replace("/", "_") + ".png"
    with Image.open(result.stdout.strip()) as image:
        assert image.format == "PNG" and outline(image)
    first = (tmp_path / picture_name(SHIPPED)).read_bytes()
    show_line(load(repository / "data/clean"), SHIPPED, repository / "data/raw").save("again.png")
    assert (tmp_path / "again.png").read_bytes() == first


def test_a_file_that_was_moved_or_renamed_is_found_by_its_digest(tmp_path):
    own = traced(tmp_path, pdf_bytes(drawn))
    (tmp_path / "deep").mkdir()
    moved = (tmp_path / "a.pdf").rename(tmp_path / "deep" / "b.pdf")
    assert outline(show_line(own, LINE, tmp_path)) == outline(show_line(own, LINE, moved))


def test_a_file_that_is_missing_or_changed_is_told(tmp_path):
    own = traced(tmp_path, pdf_bytes(drawn))
    (tmp_path / "a.pdf").write_bytes(b"other")
    with pytest.raises(WrongUsage, match=r"a\.pdf was changed: its sha256 is not"):
        show_line(own, LINE, tmp_path)
    (tmp_path / "a.pdf").unlink()
    with pytest.raises(WrongUsage, match=r"the source file a\.pdf is not under"):
        show_line(own, LINE, tmp_path)


def test_a_text_has_no_page(tmp_path):
    own = traced(tmp_path, pdf_bytes(drawn))
    own = with_files(own, own.files.assign(format="text").to_dict("records"))
    with pytest.raises(WrongUsage, match="no page to show; try `budgetkit cite"):
        show_line(own, LINE, tmp_path)


def test_of_two_files_the_one_that_prints_the_figure_is_taken(tmp_path):
    own = traced(tmp_path, pdf_bytes(drawn))
    other = pdf_bytes(lambda paper: paper.text(50, 50, "prose"))
    (tmp_path / "0.pdf").write_bytes(other)
    (first,) = own.files.to_dict("records")
    known = {"path": "0.pdf", "sha256": hashlib.sha256(other).hexdigest(), "byte_count": len(other)}
    both = with_files(own, [{**first, **known}, first])
    assert outline(show_line(both, LINE, tmp_path)) == outline(show_line(own, LINE, tmp_path))


@pytest.mark.parametrize(
    ("known", "said"), [({"bbox": ""}, "open page 1 of a.pdf"), ({"page": 2}, "the page cannot be opened")]
)
def test_a_place_that_is_not_there_is_told(tmp_path, known, said):
    own = traced(tmp_path, pdf_bytes(drawn), **known)
    with pytest.raises(WrongUsage, match=said):
        show_line(own, LINE, tmp_path)


def test_a_picture_that_cannot_be_written_leaves_what_was_there(tmp_path):
    image = Image.new("RGB", (2, 2))
    with pytest.raises(NothingWritten, match="is a folder"):
        write_picture(image, tmp_path)
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    with pytest.raises(NothingWritten, match="cannot write"):
        write_picture(image, tmp_path / "file" / "a.png")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_other_pictures_than_png_are_wrong_usage():
    result = CliRunner().invoke(cli.main, ["show", SHIPPED, "--out", "a.jpg"])
    assert result.exit_code == cli.WRONG_USAGE and "end in .png" in result.stderr


def test_a_notebook_shows_the_cell_of_a_dataset_and_of_one_file(repository):
    """The same page, whether the data are opened or the file is read alone."""
    from budgetkit import read, show

    of_folder = show(repository / "data" / "clean", SHIPPED)
    opened = load(repository / "data" / "clean")
    assert of_folder.tobytes() == show_line(opened, SHIPPED, repository / "data" / "raw").tobytes()
    disclosure = read(repository / "data" / "raw" / "henan-zhumadian-commerce-2024-approved.pdf")
    line_id = SHIPPED.replace(SHIPPED.split("/")[0], disclosure.document_id)
    assert show(disclosure, line_id).tobytes() == of_folder.tobytes()
    assert of_folder._repr_png_().startswith(b"\x89PNG")  # what a notebook asks for


def test_a_moved_file_is_told(tmp_path, repository):
    from budgetkit import read, show

    path = tmp_path / "a.pdf"
    shipped = repository / "data" / "raw" / "henan-zhumadian-commerce-2024-approved.pdf"
    path.write_bytes(shipped.read_bytes())
    disclosure = read(path)
    line_id = disclosure.lines["line_id"].iloc[0]
    path.rename(tmp_path / "b.pdf")
    with pytest.raises(WrongUsage, match="not under"):
        show(disclosure, line_id)
    assert show(disclosure, line_id, tmp_path).size == show(disclosure, line_id, tmp_path / "b.pdf").size

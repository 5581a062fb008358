"""The page that a figure was read from, with its printed cell outlined."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgetkit.errors import BudgetkitError, Place, WrongUsage
from budgetkit.output import replaced_file
from budgetkit.publish.source import find_line, locate, source_files
from budgetkit.schema.frames import arrow_table, frame

if TYPE_CHECKING:
    from PIL.Image import Image

    from budgetkit.dataset import Dataset
    from budgetkit.disclosure import Disclosure

OUTLINE = (214, 0, 92)

# Pixels for a point, and the most pixels for the longer side, whatever size a page claims.
_SCALE, _LONGEST = 2.0, 4000
_PADDING, _WIDTH = 1.0, 2.0
_INSIDE = 2.0


def show_line(dataset: Dataset, line_id: str, raw: str | Path = "data/raw") -> Image:
    """The source page of a line as displayed, the printed cell outlined; a notebook shows it by itself.

    Parameters
    ----------
    dataset : Dataset
        The data that the line stands in.
    line_id : str
        Such as ``henan-zhumadian-commerce-2024-approved/t03/r5c6``.
    raw : path
        Folder of the source files, or the source file itself.

    Returns
    -------
    PIL.Image.Image
        Two pixels for a point (fewer for a huge page), turned and cropped as readers of PDF show it.

    Raises
    ------
    WrongUsage
        If there is no such line, its source is a text, or the source file is missing or was changed.
    """
    line = find_line(dataset, line_id)
    files = source_files(dataset, line)
    if files and all(file.format == "text" for file in files):
        advice = f"a text has no page to show; try `budgetkit cite {line_id}`"
        raise WrongUsage(f"the source of {line_id} is the text {files[0].path}", advice=advice)
    files = [file for file in files if file.format == "pdf"]
    if not files:
        raise WrongUsage(f"no source file is recorded for {line_id}", advice="build the data again")
    if not line.bbox:
        advice = f"open page {line.page} of {files[0].path}"
        raise WrongUsage(f"the place of {line_id} on its page is not known", advice=advice)
    bbox = tuple(map(float, line.bbox.split()))
    paths = [locate(file, raw) for file in files]
    path = paths[0] if len(paths) == 1 else _holding(paths, line, bbox)
    return _drawn(path, int(line.page), bbox)


def show(source: Dataset | Disclosure | str | Path, line_id: str, raw: str | Path | None = None) -> Image:
    """The printed cell of a figure on its page, for a notebook.

    Parameters
    ----------
    source : Dataset, Disclosure or path
        What the line stands in: from ``load``, ``build`` or ``read``, or the folder of a dataset.
    line_id : str
        Such as ``henan-zhumadian-commerce-2024-approved/t03/r5c6``.
    raw : path, optional
        Folder of the source files, or the file itself. Default: ``raw`` beside the folder of the dataset,
        or the file that was read.

    Returns
    -------
    PIL.Image.Image
        As from `show_line`.

    Raises
    ------
    WrongUsage
        If there is no such line, or its source is a text, missing or changed.
    """
    from budgetkit.dataset import Dataset, load

    if isinstance(source, (str, Path)):
        source = load(source)
    if isinstance(source, Dataset):
        beside = source.folder.resolve().parent / "raw" if source.folder else Path("data/raw")
        return show_line(source, line_id, beside if raw is None else raw)
    document = source.document
    facts = {name: getattr(document, name) for name in ("path", "sha256", "format", "pages", "byte_count")}
    row = {**facts, "status": "ok", "document_id": source.document_id}
    frames = {"lines": source.lines, "documents": source.documents}
    own = Dataset({**frames, "files": frame(arrow_table("files", [row]))})
    return show_line(own, line_id, (source.source or document.path) if raw is None else raw)


def write_picture(image: Image, path: str | Path) -> Path:
    """Write a picture as PNG, in one step.

    Raises
    ------
    NothingWritten
        If the file cannot be written.
    """
    path = Path(path)
    with replaced_file(path) as draft:
        image.save(draft, format="PNG", optimize=False)
    return path


def picture_name(line_id: str) -> str:
    """Name of the picture of a line: its id, fit for a file name."""
    return "".join("_" if character in '/\\:*?"<>|' else character for character in line_id) + ".png"


def _drawn(path: Path, page_number: int, bbox: tuple[float, ...]) -> Image:
    from PIL import Image, ImageChops, ImageDraw

    with open_page(path, page_number) as page:
        width, height = page.get_size()
        scale = min(_SCALE, _LONGEST / max(width, height, 1))
        image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    x0, y0, x1, y1 = bbox
    outer = _PADDING + _WIDTH
    box = [(x0 - outer) * scale, (y0 - outer) * scale, (x1 + outer) * scale, (y1 + outer) * scale]
    layer = Image.new("RGB", image.size, "white")
    corners = [round(value) for value in box]
    ImageDraw.Draw(layer).rectangle(corners, outline=OUTLINE, width=max(1, round(_WIDTH * scale)))
    # Multiplied like a marker pen: the digits of the cell and of its neighbours stay readable.
    return ImageChops.multiply(image, layer)


def _holding(paths: list[Path], line: Any, bbox: tuple[float, ...]) -> Path:
    """The one file of several that prints the figure at its place."""
    found = [path for path in paths if prints(path, line)]
    if len(found) != 1:
        names = " or ".join(path.name for path in paths)
        raise WrongUsage(f"{line.line_id} may stand in {names}", advice="name the one file with --raw")
    return found[0]


def prints(path: Path, line: Any) -> bool:
    """Tell whether a file prints the figure of a line at its place."""
    bbox = tuple(map(float, line.bbox.split()))
    try:
        return _plain(line.printed) in _text_at(path, int(line.page), bbox)
    except BudgetkitError:
        return False


def _text_at(path: Path, page_number: int, bbox: tuple[float, ...]) -> str:
    """Printed characters inside a box, without white space."""
    from budgetkit.readers.pdf import read_pages

    x0, y0, x1, y1 = bbox
    text = ""
    for block in read_pages(path.read_bytes(), [page_number], path.name):
        for cell in getattr(block, "cells", ()):
            a, b, c, d = cell.bbox or (0, 0, 0, 0)
            if x0 - _INSIDE <= a and y0 - _INSIDE <= b and c <= x1 + _INSIDE and d <= y1 + _INSIDE:
                text += _plain(cell.text)
    return text


def _plain(text: str) -> str:
    return "".join(text.split())


class open_page:
    """One page of a PDF, held open; a broken file or page is told in one line."""

    def __init__(self, path: Path, number: int) -> None:
        self.path, self.number = path, number

    def __enter__(self) -> Any:
        import pypdfium2

        place = Place(os.fspath(self.path), page=self.number)
        try:
            self.document = pypdfium2.PdfDocument(self.path.read_bytes())
        except pypdfium2.PdfiumError:
            raise WrongUsage("the PDF cannot be opened", place, "fetch it again") from None
        try:
            self.page = self.document[self.number - 1]
        except (pypdfium2.PdfiumError, IndexError):
            self.document.close()
            raise WrongUsage("the page cannot be opened", place, "build the data again") from None
        return self.page

    def __exit__(self, *_: object) -> None:
        self.page.close()
        self.document.close()

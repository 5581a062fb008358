"""Where findings stand on paper: pictures of the source pages, and the boxes to outline on them."""

from __future__ import annotations

import base64
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from budgetkit.dataset import Dataset
from budgetkit.errors import WrongUsage
from budgetkit.publish.picture import open_page, prints
from budgetkit.publish.source import locate

MOST_PICTURES = 200
"""Pages drawn into one audit page; findings beyond are told without a picture."""
_PIXELS_PER_POINT, _LONGEST, _GREYS = 1.5, 1800, 8
_QUOTED = (24, 16, 10, 6)
"""Lengths of the beginning of a quote that is looked for on its page, the longest first."""

Box = tuple[float, float, float, float]
"""Left, top, width and height in percent of the page."""


@dataclass(slots=True)
class Picture:
    """One source page as displayed; ``address`` is the image itself as a data address."""

    name: str
    title: str
    address: str
    width: int
    height: int
    boxes: list[tuple[str, Box, str]] = field(default_factory=list)
    """Outlined places, each with the finding or unread figure that it is of, and ``unread`` for these."""


class Album:
    """Pictures of the pages that findings point at, each page drawn once.

    Parameters
    ----------
    dataset : Dataset
        What was audited.
    raw : sequence of paths
        Folders of the source files, or the files themselves; where a source is missing, there is no
        picture and ``problems`` says why.
    """

    def __init__(self, dataset: Dataset, raw: Sequence[str | Path]) -> None:
        self.pictures: dict[tuple[Path, int], Picture] = {}
        self.problems: dict[str, str] = {}
        self._raw = list(raw)
        self._sources: dict[str, list[Path]] = {}
        self._files: dict[str, list[Any]] = defaultdict(list)
        for row in dataset.files.itertuples():
            if row.status in ("ok", "partial") and row.format == "pdf":
                self._files[row.document_id].append(row)
        self._boxes: dict[str, dict[tuple, list[Box]]] = {}
        self._dataset = dataset

    def find(self, finding: dict[str, Any], place: dict[str, Any]) -> tuple[Picture, list[Box]] | None:
        """The picture of the page of a place and the boxes to outline there, ``None`` if there is none."""
        document_id = place.get("document", finding["document_id"])
        if place.get("page") is None:
            return None
        path = self._source(document_id, place)
        if path is None:
            return None
        picture = self._picture(path, int(place["page"]), document_id)
        if picture is None:
            return None
        page_size = (picture.width, picture.height)
        boxes = [_percent(box, page_size) for box in self._places(document_id, place)]
        if not boxes and place.get("quote"):
            boxes = [_percent(box, page_size) for box in _quoted(path, int(place["page"]), place["quote"])]
        picture.boxes += [(finding["finding_id"], box, "") for box in boxes]
        return picture, boxes

    def find_unread(self, figure: dict[str, Any], document_id: str) -> tuple[Picture, list[Box]] | None:
        """The picture of the page of an unread figure and its box there, ``None`` if there is none."""
        place = {"page": figure["page"], "quote": figure["printed"]}
        path = None if figure["page"] is None else self._source(document_id, place)
        picture = None if path is None else self._picture(path, figure["page"], document_id)
        if picture is None:
            return None
        sides = [tuple(map(float, figure["bbox"].split()))] if figure["bbox"] else []
        page_size = (picture.width, picture.height)
        boxes = [_percent((x0, y0, x1 - x0, y1 - y0), page_size) for x0, y0, x1, y1 in sides]
        picture.boxes += [(figure["id"], box, "unread") for box in boxes]
        return picture, boxes

    def _source(self, document_id: str, place: dict[str, Any]) -> Path | None:
        """The file that prints a place; a disclosure may stand in two, each with pages of its own."""
        if document_id not in self._sources:
            found = []
            for file in self._files[document_id]:
                try:
                    found.append(self._located(file))
                except WrongUsage as problem:
                    self.problems[document_id] = str(problem)
            self._sources[document_id] = found
        sources = self._sources[document_id]
        if len(sources) > 1:
            sources = [path for path in sources if self._prints(path, document_id, place)]
        return sources[0] if len(sources) == 1 else None

    def _prints(self, path: Path, document_id: str, place: dict[str, Any]) -> bool:
        page = int(place["page"])
        if not place.get("table"):
            return bool(_quoted(path, page, place.get("quote", "")))
        lines = self._dataset.lines
        own = lines[(lines["document_id"] == document_id) & (lines["table_id"] == place["table"])]
        own = own[(own["page"] == page) & (own["bbox"] != "")]
        return any(prints(path, line) for line in own.head(1).itertuples())

    def _located(self, file: Any) -> Path:
        problem = WrongUsage(f"the source of {file.path} is not at hand", advice="name its folder with --raw")
        for raw in self._raw:
            try:
                return locate(file, raw)
            except WrongUsage as reason:
                problem = reason
        raise problem

    def _picture(self, path: Path, page: int, document_id: str) -> Picture | None:
        if (path, page) not in self.pictures:
            if len(self.pictures) >= MOST_PICTURES:
                self.problems[document_id] = f"only {MOST_PICTURES} pages are drawn; audit fewer documents"
                return None
            try:
                address, width, height = _drawn(path, page)
            except WrongUsage as problem:
                self.problems[document_id] = str(problem)
                return None
            name = f"page-{len(self.pictures) + 1}"
            title = f"{path.name}, page {page}"
            self.pictures[path, page] = Picture(name, title, address, width, height)
        return self.pictures[path, page]

    def _places(self, document_id: str, place: dict[str, Any]) -> list[Box]:
        """Boxes in points of a cell, a row, or a whole table on one page."""
        if document_id not in self._boxes:
            lines = self._dataset.lines
            self._boxes[document_id] = _boxes(lines[lines["document_id"] == document_id].itertuples())
        table, row, column = place.get("table"), place.get("row"), place.get("column")
        if not table:
            return []
        key = (table, place["page"], row, column)
        for wanted in (key, (*key[:3], None), (*key[:2], None, None)):
            if boxes := self._boxes[document_id].get(wanted):
                return boxes if wanted[3] is not None else [_around(boxes)]
        return []


def _boxes(lines: Iterable[Any]) -> dict[tuple, list[Box]]:
    found: dict[tuple, list[Box]] = defaultdict(list)
    for line in lines:
        if line.bbox and not pd.isna(line.page):
            x0, y0, x1, y1 = map(float, line.bbox.split())
            box = (x0, y0, x1 - x0, y1 - y0)
            page = int(line.page)
            for row, column in ((line.row, line.column), (line.row, None), (None, None)):
                found[line.table_id, page, row, column].append(box)
    return found


def _around(boxes: list[Box]) -> Box:
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
    return (left, top, right - left, bottom - top)


def _percent(box: Box, size: tuple[int, int]) -> Box:
    width, height = size
    left, top, wide, high = box
    return (100 * left / width, 100 * top / height, 100 * wide / width, 100 * high / height)


def _drawn(path: Path, number: int) -> tuple[str, int, int]:
    """A page as an image in its own address, with its size in points."""
    from PIL import Image

    with open_page(path, number) as page:
        width, height = page.get_size()
        scale = min(_PIXELS_PER_POINT, _LONGEST / max(width, height, 1))
        image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("L")
    # A page of text needs few shades; that makes the picture a third as large.
    image = image.quantize(_GREYS, dither=Image.Dither.NONE)
    stream = io.BytesIO()
    image.save(stream, format="PNG", optimize=True)
    content = base64.b64encode(stream.getvalue()).decode()
    return f"data:image/png;base64,{content}", round(width), round(height)


def _quoted(path: Path, number: int, quote: str) -> list[Box]:
    """Where a quote begins on its page, in points from the top left; nothing where it is not found."""
    try:
        with open_page(path, number) as page:
            if page.get_rotation():
                return []  # places of text are told for the page as it is stored, not as it is turned
            text = page.get_textpage()
            left, _, _, top = page.get_cropbox()
            for length in _QUOTED:
                match = text.search(quote[:length]).get_next() if len(quote) >= length else None
                if match:
                    rectangles = [text.get_rect(n) for n in range(text.count_rects(*match))]
                    return [(x0 - left, top - y1, x1 - x0, y1 - y0) for x0, y0, x1, y1 in rectangles]
    except WrongUsage:
        pass
    return []

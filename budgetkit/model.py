"""What a reader returns: a document as grids and printed lines, nothing judged yet."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\ufffd"

BBox = tuple[float, float, float, float]
"""``x0, y0, x1, y1`` in points from the top left of the page as displayed.

So they do too on a page printed sideways, whose rows and columns are those of the print turned upright.
"""


Mending = tuple[int, str, str, str, str]
"""What layout proves to be put right: row, kind, text before, text after, proof."""


class Cell(NamedTuple):
    """One cell of a grid.

    Parameters
    ----------
    row, column : int
        Anchor, counted from 0 in the grid (later: in the joined table).
    text : str
        Printed characters; lines of wrapped text are joined by a line feed, CJK look-alike
        radicals are folded. Empty for a blank cell.
    row_span, column_span : int
        How many rows and columns the cell covers.
    bbox : tuple of float
        ``x0, y0, x1, y1`` on the displayed page in points; empty for text files.
    page : int
        Page number, counted from 1.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    bbox: BBox | tuple[()] = ()
    page: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """One ruled table as it stands on one page, every cell present, blank ones too.

    ``open_top`` and ``open_bottom`` tell that the vertical rules run on where the outermost
    horizontal rule is missing, as in a table cut by a page break. ``mended`` tells what the reader put
    right by layout alone, with rows of this grid; only the text reader does that.
    """

    page: int
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    bbox: BBox | tuple[()] = ()
    engine: str = "ruled"
    open_top: bool = False
    open_bottom: bool = False
    mended: tuple[Mending, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One printed line outside the grids.

    ``text`` holds the characters left to right; a gap wider than two ems is one tab, so that
    the parts of a heading line such as 部门 and 单位 stay apart.
    """

    page: int
    text: str
    bbox: BBox | tuple[()] = ()
    size: float = 0.0


class SetAside(NamedTuple):
    """What of a page was not read, and why.

    ``why`` is ``watermark`` or ``stamp``, which an eye may see, ``struck``: through by a line, ``unseen``:
    text that does not show, or ``picture``: a large image upon which no text stands.
    ``proven`` tells that no figure of the document is lost, because an eye sees nothing there or a watermark
    printed again and again; the invisible text over a scanned page is not, since the picture shows what it
    repeats.
    """

    page: int
    text: str
    bbox: BBox | tuple[()]
    why: str
    proven: bool = False


class Remark(str):
    """A note that tells what a reader did, such as turning a page; nothing that shows is missing."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: grids and printed lines in reading order (page, then top to bottom).

    Parameters
    ----------
    path : str
        Path as the user gave it, relative to the given folder, with ``/``.
    sha256 : str
        Digest of the bytes of the file.
    format : {"pdf", "text"}
        Which reader read it.
    pages : int
        Number of pages; 1 for text.
    blocks : tuple of Grid or Paragraph
        In reading order.
    notes : tuple of str
        What a user must know: pages without text, glyphs without Unicode and the like; a `Remark` where
        nothing that shows is missing.
    page_sizes : tuple of (width, height)
        Displayed size of each page in points.
    byte_count : int
        Size of the file.
    set_aside : tuple of SetAside
        What was left out as a watermark, a stamp or hidden text.
    """

    path: str
    sha256: str
    format: str
    pages: int
    blocks: tuple[Grid | Paragraph, ...]
    notes: tuple[str, ...] = ()
    page_sizes: tuple[tuple[float, float], ...] = field(default=())
    byte_count: int = 0
    set_aside: tuple[SetAside, ...] = ()

    def __post_init__(self) -> None:
        """See that every text can be written: halves of characters become U+FFFD, and a note says so."""
        if _LONE_SURROGATE.search(self.path):
            object.__setattr__(self, "path", written_name(self.path))
        pages = sorted({block.page for block in self.blocks if _LONE_SURROGATE.search(_text_of(block))})
        if pages:
            object.__setattr__(self, "blocks", tuple(map(_whole, self.blocks)))
            listed = ", ".join(map(str, pages))
            note = f"characters that are no Unicode were replaced on page {listed}; compare with the page"
            object.__setattr__(self, "notes", (*self.notes, note))

    @property
    def grids(self) -> tuple[Grid, ...]:
        """The grids alone, in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, Grid))

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The printed lines alone, in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))


def written_name(name: str) -> str:
    """The name of a file as text that can be written: bytes that are no UTF-8 are read as GB 18030.

    Archives from Chinese systems leave such names on others. What is neither is written with U+FFFD.

    Examples
    --------
    >>> written_name("预算.pdf")
    '预算.pdf'
    >>> written_name("预算.pdf".encode("gbk").decode("utf-8", "surrogateescape"))
    '预算.pdf'
    """
    if not _LONE_SURROGATE.search(name):
        return name
    try:
        return os.fsencode(name).decode("gb18030")
    except UnicodeError:
        return _LONE_SURROGATE.sub(_REPLACEMENT, name)


def _text_of(block: Grid | Paragraph) -> str:
    return block.text if isinstance(block, Paragraph) else "".join(cell.text for cell in block.cells)


def _whole(block: Grid | Paragraph) -> Grid | Paragraph:
    """A block without halves of characters."""
    if isinstance(block, Paragraph):
        return replace(block, text=_LONE_SURROGATE.sub(_REPLACEMENT, block.text))
    cells = (cell._replace(text=_LONE_SURROGATE.sub(_REPLACEMENT, cell.text)) for cell in block.cells)
    return replace(block, cells=tuple(cells))

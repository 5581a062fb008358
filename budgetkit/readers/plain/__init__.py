"""Text and Markdown files with tab-separated tables to a ``Document``."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from budgetkit.errors import Place, UnreadableFile
from budgetkit.model import Document, Grid, Paragraph
from budgetkit.readers.plain.markup import (
    clean_text,
    find_residue,
    is_page_number,
    is_rule_row,
    plain_line,
    split_cells,
)
from budgetkit.readers.plain.table import TextRow, build_grids, opens_another
from budgetkit.text import normalise

_UNIT = re.compile(r"单位[:：]?(?:人民币)?[(（]?(?:亿|百万|万|千|百)?元")
_HEADING_PART = re.compile(
    r"^(?:.{0,8}(?:部门|单位)(?:\(单位\))?(?:名称)?:.*|公开\d+表|.{0,4}\d+表|20\d\d年.*|.*表|.*日期:?.*)$"
)
_NO_TEXT = re.compile("[\x01-\x08\x0b\x0e-\x1f\ue000-\uf8ff\ufffd]")
_CUT_CHARACTER = 3
"""Bytes that a character cut by the end of the file may leave behind."""


@dataclass(slots=True)
class _Gathering:
    """Blocks so far, and the table that is being gathered: its rows, and the part that the last is of.

    ``waiting`` are page numbers inside of the table; ``apart`` tells that the line before was of no table.
    """

    notes: list[str]
    blocks: list[Grid | Paragraph] = field(default_factory=list)
    rows: list[TextRow] = field(default_factory=list)
    part: int = 0
    waiting: list[Paragraph] = field(default_factory=list)
    apart: bool = True

    def add(self, line: str, page: int) -> None:
        """Take one line: a row of the table, or what ends it."""
        cells = split_cells(line)
        if cells and not line.strip() and self.rows and not self.apart:
            self.rows.append(TextRow([""] * len(cells), page, self.part))  # a row of blank cells
        elif cells is None or not line.strip():
            self._add_prose(line, page)
        elif not is_rule_row(cells):
            self._add_row(_row(cells, page))

    def _add_prose(self, line: str, page: int) -> None:
        shown = plain_line(line)
        self.apart = True
        if shown and self.rows and is_page_number(line):
            self.waiting.append(Paragraph(page, shown))
        elif shown:
            self.close()
            self.blocks.append(Paragraph(page, shown))

    def _add_row(self, row: TextRow) -> None:
        if (self.apart or not self.rows) and _is_heading(row.cells):
            self.close()
            self.blocks.append(Paragraph(row.page, "\t".join(filter(None, row.cells))))
            return
        if self.apart and self.rows:
            if opens_another(self.rows, row.cells):
                self.close()
            else:
                self.part += 1
        row.part = self.part
        self.rows.append(row)
        self.apart = False

    def close(self) -> None:
        """End the table that is being gathered: a run without two cells in any line is prose."""
        while self.rows and not any(self.rows[-1].cells):
            self.rows.pop()
        if any(sum(bool(cell) for cell in row.cells) > 1 for row in self.rows):
            self.blocks.extend(build_grids(self.rows, self.notes))
        else:
            shown = ((row.page, "\t".join(filter(None, row.cells))) for row in self.rows)
            self.blocks.extend(Paragraph(page, text) for page, text in shown if text)
        self.blocks.extend(self.waiting)
        self.rows, self.part, self.waiting = [], 0, []


def read_text_document(content: bytes, name: str) -> Document:
    """Read a text file into grids and printed lines.

    Parameters
    ----------
    content : bytes
        The file: UTF-8 with or without byte order mark, UTF-16 with one, or GB 18030.
    name : str
        Path to record in the document.

    Returns
    -------
    Document
        Format ``text``. Form feeds part pages; without any the document is one page. Tables are runs
        of lines with tabs (or Markdown pipes); a blank line inside a table does not end it. Blank
        cells stay where they were printed: nothing is moved on the strength of an amount. What the
        layout alone proves was put right, and is told in `Grid.mended`.

    Raises
    ------
    UnreadableFile
        When the bytes are no text.
    """
    text, notes = _decode(content, name)
    pages = text.replace("\r\n", "\n").replace("\r", "\n").split("\f")
    while len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    gathered = _Gathering(notes)
    for page, lines in enumerate(pages, 1):
        gathered.apart = True
        for line in lines.split("\n"):
            gathered.add(line, page)
    cut = bool(gathered.rows) and not text.endswith("\n")
    gathered.close()
    if cut:
        notes.append("the file ends inside a table row without a line break; it may be cut")
    digest = hashlib.sha256(content).hexdigest()
    return Document(name, digest, "text", len(pages), tuple(gathered.blocks), tuple(notes), (), len(content))


def _decode(content: bytes, name: str) -> tuple[str, list[str]]:
    notes: list[str] = []
    text = None
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = _try(content, "utf-16")
    if text is None:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            if error.start >= len(content) - _CUT_CHARACTER and error.start > 0:
                text = content[: error.start].decode("utf-8-sig")
                notes.append("the file ends in the middle of a character; it is cut")
    if text is None:
        text = _try(content, "gb18030") or _try(content[:-1], "gb18030")
    if text is None or _is_binary(text):
        raise UnreadableFile(
            "the file is no text in UTF-8 or GB 18030", Place(name), "save it again as UTF-8 text"
        )
    return text, notes


def _try(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_binary(text: str) -> bool:
    sample = text[:65536]
    return "\x00" in sample or len(_NO_TEXT.findall(sample)) * 50 > len(sample)


def _row(cells: list[str], page: int) -> TextRow:
    printed = [cell.strip() for cell in cells]
    cleaned = [clean_text(cell) for cell in printed]
    # only the marks are told, never the text: a form names persons
    residue = " ".join(sorted({mark for cell in printed for mark in find_residue(cell)}))
    row = TextRow(cleaned, page)
    if residue:
        row.note("residue_removed", residue, "", "tags and entities of HTML are no printed text")
    return row


def _is_heading(cells: list[str]) -> bool:
    """A line of heading parts apart by tabs (部门：… 单位：万元), or a title in a frame of blanks."""
    printed = [normalise(cell) for cell in cells if cell]
    if not printed:
        return False
    if len(printed) == 1:
        return bool(_UNIT.search(printed[0])) or (printed[0].endswith("表") and bool(cells[0]))
    return any(_UNIT.search(part) for part in printed) and all(
        _UNIT.search(part) or _HEADING_PART.match(part) for part in printed
    )

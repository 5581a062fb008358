"""Text and Markdown files with tab-separated tables to a ``Document``."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from budgetkit.errors import Place, UnreadableFile
from budgetkit.model import Document, Grid, Paragraph
from budgetkit.readers.markup import (
    clean_text,
    find_residue,
    is_page_number,
    is_rule_row,
    plain_line,
    split_cells,
)
from budgetkit.readers.plain_table import TextRow, build_grids, opens_another
from budgetkit.text import normalise

_UNIT = re.compile(r"单位[:：]?(?:人民币)?[(（]?(?:亿|百万|万|千|百)?元")
_HEADING_PART = re.compile(
    r"^(?:.{0,8}(?:部门|单位)(?:\(单位\))?(?:名称)?:.*|公开\d+表|.{0,4}\d+表|20\d\d年.*|.*表|.*日期:?.*)$"
)
_NO_TEXT = re.compile("[\x01-\x08\x0b\x0e-\x1f\ue000-\uf8ff\ufffd]")
_CUT_CHARACTER = 3
"""Bytes that a character cut by the end of the file may leave behind."""


@dataclass(slots=True)
class _Run:
    """Consecutive table lines, and the runs that follow after nothing but blank lines."""

    rows: list[TextRow] = field(default_factory=list)
    part: int = 0


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
    blocks: list[Grid | Paragraph] = []
    pending = _Run()
    waiting: list[Paragraph] = []
    apart = False
    for page, lines in enumerate(pages, 1):
        apart = True
        for line in lines.split("\n"):
            cells = split_cells(line)
            if cells and not line.strip() and pending.rows and not apart:
                pending.rows.append(TextRow([""] * len(cells), page, pending.part))  # a row of blank cells
                continue
            if cells is None or not line.strip():
                shown = plain_line(line)
                apart = True
                if not shown:
                    continue
                paragraph = Paragraph(page, shown)
                if is_page_number(line) and pending.rows:
                    waiting.append(paragraph)
                    continue
                _close(pending, waiting, blocks, notes)
                blocks.append(paragraph)
                continue
            if is_rule_row(cells):
                continue
            row = _row(cells, page)
            starts = apart or not pending.rows
            if starts and _is_heading(row.cells):
                _close(pending, waiting, blocks, notes)
                blocks.append(Paragraph(page, "\t".join(filter(None, row.cells))))
                continue
            if apart and pending.rows:
                if opens_another(pending.rows, row.cells):
                    _close(pending, waiting, blocks, notes)
                else:
                    pending.part += 1
            row.part = pending.part
            pending.rows.append(row)
            apart = False
    cut = bool(pending.rows) and not text.endswith("\n")
    _close(pending, waiting, blocks, notes)
    if cut:
        notes.append("the file ends inside a table row without a line break; it may be cut")
    digest = hashlib.sha256(content).hexdigest()
    return Document(name, digest, "text", len(pages), tuple(blocks), tuple(notes), (), len(content))


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
    return TextRow(cleaned, page, residue=residue)


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


def _close(run: _Run, waiting: list[Paragraph], blocks: list[Grid | Paragraph], notes: list[str]) -> None:
    """End the table that is being gathered: a run without two cells in any line is prose."""
    while run.rows and not any(run.rows[-1].cells):
        run.rows.pop()
    if any(sum(bool(cell) for cell in row.cells) > 1 for row in run.rows):
        blocks.extend(build_grids(run.rows, notes))
    else:
        shown = ((row.page, "\t".join(filter(None, row.cells))) for row in run.rows)
        blocks.extend(Paragraph(page, text) for page, text in shown if text)
    blocks.extend(waiting)
    run.rows, run.part = [], 0
    waiting.clear()

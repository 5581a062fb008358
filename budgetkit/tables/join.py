"""Grids of single pages to whole tables: what belongs together, and which lines stand around it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from budgetkit.model import Cell, Document, Grid, Paragraph
from budgetkit.tables.header import header_row_count
from budgetkit.vocabulary import normalise

EDGE_TOLERANCE = 4.0
"""Points by which a column edge may wander from one page to the next."""

MARGIN_WIDTH = 9.0
"""Points up to which an empty outer column is a margin and no column."""

_PAGE_NUMBER = re.compile(r"^[-—–―·.\s]*(第?\d{1,4}页?(共\d+页)?|\d{1,4}/\d{1,4}|[ivxIVX]{1,5})[-—–―·.\s]*$")
_CONTINUED = re.compile(r"\(?续表?\d*\)?$")


@dataclass(slots=True)
class Joined:
    """One table over its pages: rows of anchored cells, the lines above it and the lines below it."""

    rows: list[list[Cell | None]]
    pages: list[int]
    edges: list[float]
    engine: str
    above: list[Paragraph] = field(default_factory=list)
    below: list[Paragraph] = field(default_factory=list)
    mended: list[tuple[int, str, str, str, str]] = field(default_factory=list)


def join_grids(document: Document) -> list[Joined]:
    """Join the grids of a document over page breaks, in reading order.

    A grid continues the one before it when it follows on the same or the next page, nothing but page
    furniture (or the repeated heading) stands between, and its column edges are those of the table.
    """
    furniture = _running_lines(document)
    tables: list[Joined] = []
    between: list[Paragraph] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if not _is_furniture(block, furniture):
                between.append(block)
            continue
        rows, edges = _without_margins(_rows_of(block), _edges_of(block))
        mapping = _continues(tables[-1], block, edges, between) if tables else None
        if mapping is None:
            if tables:
                tables[-1].below = between
            tables.append(Joined(rows, [block.page], edges, block.engine, between, [], list(block.mended)))
        else:
            first = len(tables[-1].rows)
            offset = _append(tables[-1], rows, edges, mapping, block.page)
            mended = [(row + offset, *what) for row, *what in block.mended]
            tables[-1].mended += [entry for entry in mended if entry[0] >= first]
        between = []
    if tables:
        tables[-1].below = between
    return tables


def _rows_of(grid: Grid) -> list[list[Cell | None]]:
    rows: list[list[Cell | None]] = [[None] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = cell
    return rows


def _edges_of(grid: Grid) -> list[float]:
    left: dict[int, float] = {}
    for cell in grid.cells:
        if cell.bbox:
            left.setdefault(cell.column, cell.bbox[0])
            left.setdefault(cell.column + cell.column_span, cell.bbox[2])
    return [left[column] for column in sorted(left)] if len(left) == grid.columns + 1 else []


def _without_margins(
    rows: list[list[Cell | None]], edges: list[float]
) -> tuple[list[list[Cell | None]], list[float]]:
    """Drop an outer column that is a sliver without any text: the margin of a doubled frame."""
    for side in (0, -1):
        while len(edges) > 3:
            width = edges[1] - edges[0] if side == 0 else edges[-1] - edges[-2]
            outer = [row[side] for row in rows]
            if width > MARGIN_WIDTH or any(cell is not None and cell.text for cell in outer):
                break
            if any(cell is not None and cell.column_span > 1 for row in rows for cell in (row[0], row[-2])):
                break
            rows = [row[1:] if side == 0 else row[:-1] for row in rows]
            edges = edges[1:] if side == 0 else edges[:-1]
            if side == 0:
                rows = _spread(rows, list(range(-1, len(edges))), len(edges) - 1, 0)
    return rows, edges


def _running_lines(document: Document) -> set[tuple[str, int]]:
    """Lines printed at one height on three pages or more, headings of tables apart."""
    pages: dict[tuple[str, int], set[int]] = defaultdict(set)
    for paragraph in document.paragraphs:
        text = normalise(paragraph.text)
        if paragraph.bbox and "单位:" not in text and not text.endswith("表"):
            pages[text, round(paragraph.bbox[1] / 8)].add(paragraph.page)
    return {line for line, where in pages.items() if len(where) >= 3}


def _is_furniture(paragraph: Paragraph, running: set[tuple[str, int]]) -> bool:
    text = normalise(paragraph.text)
    if not text or _PAGE_NUMBER.match(text):
        return True
    return bool(paragraph.bbox) and (text, round(paragraph.bbox[1] / 8)) in running


def _continues(
    table: Joined, grid: Grid, edges: list[float], between: list[Paragraph]
) -> tuple[list[int], list[int], list[float]] | None:
    """Column maps (of the table, of the grid) and common edges when the grid continues the table."""
    if not 0 <= grid.page - table.pages[-1] <= 1:
        return None
    repeated = {normalise(paragraph.text) for paragraph in table.above}
    if any(_CONTINUED.sub("", normalise(paragraph.text)) not in repeated for paragraph in between):
        return None
    if between and _opens_anew(table.rows, _rows_of(grid)):
        return None  # the same heading over another form or header
    if not between and grid.page == table.pages[-1]:
        return None  # two frames on one page are two tables unless a heading says otherwise
    if not edges or not table.edges:
        same = grid.columns == len(table.rows[0])
        identity = list(range(len(table.rows[0]) + 1))
        return (identity, identity, []) if same else None
    return _match_edges(table.edges, edges, grid.open_top)


def _opens_anew(rows: list[list[Cell | None]], more: list[list[Cell | None]]) -> bool:
    """Whether a grid under a repeated heading starts a table of its own.

    It does when its first row begins with the label of the table's first row and goes on otherwise
    (项目名称 of the next form), or when it has a header, and that is not the table's.
    """
    old, new = ([normalise(cell.text) for cell in side[0] if cell and cell.text] for side in (rows, more))
    if not old or not new or old == new:
        return False
    return old[0] == new[0] or (header_row_count(more) > 1 and header_row_count(rows) > 0)


def _match_edges(
    old: list[float], new: list[float], open_top: bool
) -> tuple[list[int], list[int], list[float]] | None:
    """Map the columns of a continuation to those of the table, by the places of the vertical rules.

    The frame may stand elsewhere on the next page (shifted or a little scaled), and one of the two may
    lack rules where all of its cells are merged. A continuation that is open at the top may even lack
    outer columns: a label merged over the whole page leaves no horizontal rule there.
    """
    for moved in (new, [edge - new[0] + old[0] for edge in new]):
        if len(old) == len(moved) and _near(old, moved):
            identity = list(range(len(old)))
            return identity, identity, old
        few, many = (moved, old) if len(moved) < len(old) else (old, moved)
        places = [min(range(len(many)), key=lambda place, edge=edge: abs(many[place] - edge)) for edge in few]
        fits = all(abs(many[place] - edge) <= EDGE_TOLERANCE for place, edge in zip(places, few, strict=True))
        whole = places[0] == 0 and places[-1] == len(many) - 1
        partial = few is moved and moved is new and open_top and len(few) > 2
        if fits and places == sorted(set(places)) and (whole or partial):
            full = list(range(len(many)))
            return (full, places, many) if few is moved else (places, full, many)
    scale = (old[-1] - old[0]) / (new[-1] - new[0])
    if (
        len(old) == len(new)
        and 0.9 < scale < 1.1
        and _near(old, [(edge - new[0]) * scale + old[0] for edge in new])
    ):
        identity = list(range(len(old)))
        return identity, identity, old
    return None


def _near(old: list[float], new: list[float]) -> bool:
    return all(abs(a - b) <= EDGE_TOLERANCE for a, b in zip(old, new, strict=True))


def _spread(
    rows: list[list[Cell | None]], mapping: list[int], columns: int, first: int
) -> list[list[Cell | None]]:
    """Move cells to the columns of the joined table and number their rows from ``first``."""
    spread: list[list[Cell | None]] = []
    for number, row in enumerate(rows, first):
        moved: list[Cell | None] = [None] * columns
        for cell in row:
            if cell is not None:
                column = mapping[cell.column]
                span = mapping[cell.column + cell.column_span] - column
                moved[column] = Cell(number, column, cell.text, cell.row_span, span, cell.bbox, cell.page)
        spread.append(moved)
    return spread


def _append(
    table: Joined,
    rows: list[list[Cell | None]],
    edges: list[float],
    mapping: tuple[list[int], list[int], list[float]],
    page: int,
) -> int:
    """Add the rows of a continuation; returns what to add to their numbers."""
    old_map, new_map, common = mapping
    columns = len(common) - 1 if common else len(table.rows[0])
    if common and len(common) != len(table.edges):
        table.rows = _spread(table.rows, old_map, columns, 0)
        table.edges = common
    repeated, before = _repeated_header(table.rows, rows), len(table.rows)
    table.rows += _spread(rows[repeated:], new_map, columns, before)
    if table.pages[-1] != page:
        table.pages.append(page)
    return before - repeated


def _repeated_header(rows: list[list[Cell | None]], more: list[list[Cell | None]]) -> int:
    """How many leading rows of a continuation repeat the first rows of the table."""
    same = 0
    for old, new in zip(rows, more, strict=False):
        old_text = [normalise(cell.text) for cell in old if cell is not None and cell.text]
        new_text = [normalise(cell.text) for cell in new if cell is not None and cell.text]
        if not old_text or old_text != new_text or any(text[0].isdigit() for text in new_text):
            break
        same += 1
    return same

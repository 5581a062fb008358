"""Faults put into a disclosure on purpose: a wrong digit, a lost row, a slid column, a wrong unit or year."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from budgetkit.model import Cell, Document, Grid, Paragraph

FIGURE = re.compile(r"-?[\d,]*\d(?:\.\d+)?")
_UNITS = {"万元": "元", "元": "万元"}
_UNIT = re.compile(r"单\s*位\s*[:：]\s*(?:人民币)?\s*(万元|元)")
_BESIDES = "成立|截至|截止|文|号|规划|修订|印发|起|底|末|建成|以来|至|-|—|～|~"
_OF_FIGURES = re.compile(
    rf"(?<![\d—~～-]){{year}}年度?(?!{_BESIDES})(?=[^，。；]{{{{0,40}}}}?(?:预算|决算|收入|支出|经费|安排))"
)
"""A year that says of which year the figures are; not that of an event, a document or a period."""
_NEAR = 2.0
AMOUNTS = ("digit", "swap", "point")
"""Faults of a single amount."""


@dataclass(frozen=True, slots=True)
class Seeded:
    """A disclosure with one fault, and where it is: table, row and columns, or the page of a sentence."""

    fault: str
    document: Document
    table_id: str = ""
    row: int | None = None
    columns: tuple[int, ...] = ()
    page: int | None = None
    change_fen: int = 0


def seed_faults(
    document: Document, tables: list, lines: list, draw: random.Random, most: int, year: int | None
) -> Iterator[Seeded]:
    """Faults of every sort, at most ``most`` of a sort, drawn at random.

    Parameters
    ----------
    document : Document
        A consistent disclosure as read.
    tables, lines
        What budgetkit makes of it; they say where the amounts stand.
    most : int
        Of one sort.
    year : int, optional
        Of the document.
    """
    figures = [line for line in lines if line.amount_fen and line.bbox and _cell(document, line)]
    for fault, change in zip(AMOUNTS, (_digit, _swap, _point), strict=True):
        tried = 0
        for line in draw.sample(figures, len(figures)):
            if tried == most:
                break
            block, cell = _cell(document, line)
            if (text := change(cell.text, draw)) and text != cell.text:
                tried += 1
                changed = _with_cells(document, block, [cell._replace(text=text)])
                yield Seeded(
                    fault, changed, line.table_id, line.row, (line.column,), None, _changed(line, text)
                )
    yield from _few(_lost_rows(document, lines), draw, most)
    yield from _few(_doubled_rows(document, lines), draw, most)
    yield from _few(_exchanged(document, lines), draw, most)
    yield from _few(_slid_rows(document, lines), draw, most)
    yield from _few(_other_units(document, tables, lines), draw, most)
    yield from _few(_other_names(document, lines), draw, most)
    yield from _few(_other_years(document, year), draw, most)


def _few(found: Iterator[Seeded], draw: random.Random, most: int) -> list[Seeded]:
    everything = list(found)
    return everything if len(everything) <= most else draw.sample(everything, most)


def _digit(text: str, draw: random.Random) -> str:
    places = [n for n, letter in enumerate(text) if letter.isdigit()]
    if not places or not FIGURE.fullmatch(text.strip()):
        return ""
    place = draw.choice(places)
    first = place == places[0] and len(places) > 1
    other = draw.choice([d for d in "0123456789" if d != text[place] and not (first and d == "0")])
    return text[:place] + other + text[place + 1 :]


def _swap(text: str, draw: random.Random) -> str:
    pairs = [m.start() for m in re.finditer(r"(?=(\d)(\d))", text) if m[1] != m[2]]
    pairs = [n for n in pairs if not (text[n + 1] == "0" and not text[:n].strip("-"))]
    if not pairs or not FIGURE.fullmatch(text.strip()):
        return ""
    n = draw.choice(pairs)
    return text[:n] + text[n + 1] + text[n] + text[n + 2 :]


def _point(text: str, draw: random.Random) -> str:
    if "." not in text or not FIGURE.fullmatch(text.strip()):
        return ""
    whole, _, decimals = text.replace(",", "").partition(".")
    return (
        f"{whole}{decimals[0]}.{decimals[1:]}0"
        if draw.random() < 0.5 or len(whole) < 2
        else (f"{whole[:-1]}.{whole[-1]}{decimals[:-1]}")
    )


def _lost_rows(document: Document, lines: list) -> Iterator[Seeded]:
    """Rows of items that no cell spans into; a row whose amounts are all zero cannot be missed."""
    for row in _rows(lines):
        first = row[0]
        if first.row_kind not in ("item", "subtotal") or not any(line.amount_fen for line in row):
            continue
        found = _cell(document, first)
        if found is None:
            continue
        block, anchor = found
        grid = document.blocks[block]
        own = [cell for cell in grid.cells if cell.row <= anchor.row < cell.row + cell.row_span]
        if any(cell.row_span > 1 for cell in own) or grid.rows < 4:
            continue
        kept = tuple(
            cell._replace(row=cell.row - (cell.row > anchor.row)) for cell in grid.cells if cell not in own
        )
        changed = _with_block(document, block, replace(grid, rows=grid.rows - 1, cells=kept))
        yield Seeded("lost row", changed, first.table_id, None, tuple(line.column for line in row))


def _doubled_rows(document: Document, lines: list) -> Iterator[Seeded]:
    """Rows of items printed once more below themselves."""
    for row in _rows(lines):
        first = row[0]
        found = _cell(document, first)
        if first.row_kind != "item" or found is None or not any(line.amount_fen for line in row):
            continue
        block, anchor = found
        grid = document.blocks[block]
        own = [cell for cell in grid.cells if cell.row <= anchor.row < cell.row + cell.row_span]
        if any(cell.row_span > 1 for cell in own):
            continue
        below = (cell._replace(row=cell.row + (cell.row > anchor.row)) for cell in grid.cells)
        again = (cell._replace(row=cell.row + 1) for cell in own)
        cells = tuple(sorted((*below, *again), key=lambda cell: (cell.row, cell.column)))
        changed = _with_block(document, block, replace(grid, rows=grid.rows + 1, cells=cells))
        yield Seeded("row twice", changed, first.table_id, first.row, tuple(line.column for line in row))


def _exchanged(document: Document, lines: list) -> Iterator[Seeded]:
    """Figures of two rows that follow each other in one column, each in the place of the other."""
    columns: dict[tuple, list] = {}
    for line in lines:
        if line.bbox and line.row_kind == "item" and line.amount_fen:
            columns.setdefault((line.table_id, line.column), []).append(line)
    for (table, column), own in columns.items():
        for one, other in zip(own, own[1:], strict=False):
            found = [_cell(document, line) for line in (one, other)]
            if one.amount_fen == other.amount_fen or None in found or found[0][0] != found[1][0]:
                continue
            (block, first), (_, second) = found
            moved = [first._replace(text=second.text), second._replace(text=first.text)]
            yield Seeded("exchanged", _with_cells(document, block, moved), table, one.row, (column,))


def _slid_rows(document: Document, lines: list) -> Iterator[Seeded]:
    """Rows whose first blank amount is lost, or a blank put in: all figures behind it move by one column."""
    for row in _rows(lines):
        found = [_cell(document, line) for line in row]
        if len(row) < 2 or any(one is None or one[0] != found[0][0] for one in found):
            continue
        block = found[0][0]
        cells = {cell.column: cell for _, cell in found}
        if len({cell.row for cell in cells.values()}) > 1 or any(c.column_span > 1 for c in cells.values()):
            continue
        grid = document.blocks[block]
        number = next(iter(cells.values())).row
        across = sorted(
            (c for c in grid.cells if c.row == number and c.column >= min(cells)), key=lambda c: c.column
        )
        if across[-1].text.strip() or any(cell.row_span > 1 for cell in across):
            continue  # nowhere to slide to
        texts = ["", *(cell.text for cell in across[:-1])]
        moved = [cell._replace(text=text) for cell, text in zip(across, texts, strict=True)]
        changed = _with_cells(document, block, moved)
        columns = tuple(line.column for line in row)
        yield Seeded("slid columns", changed, row[0].table_id, row[0].row, columns)


def _other_units(document: Document, tables: list, lines: list) -> Iterator[Seeded]:
    """Tables whose line 单位 says 元 for 万元 or the other way round; the line next above each table."""
    filled = {line.table_id for line in lines if line.amount_fen}
    for table in tables:
        if table.table_id not in filled:
            continue  # a table of zeros is right in any unit
        grids = [n for n, b in enumerate(document.blocks) if isinstance(b, Grid) and b.page == table.pages[0]]
        own = [n for n in grids if _holds(document.blocks[n], table)]
        before = [n for n in grids if own and n < own[0]]
        for place in range((before[-1] if before else -1) + 1, own[0] if own else 0):
            block = document.blocks[place]
            fits = isinstance(block, Paragraph) and block.page == table.pages[0]
            if fits and (found := _UNIT.search(block.text)) and found[1] == table.amount_unit:
                text = block.text[: found.start(1)] + _UNITS[found[1]] + block.text[found.end(1) :]
                changed = _with_block(document, place, replace(block, text=text))
                yield Seeded("unit", changed, table.table_id)
                break


def _holds(grid: Grid, table: object) -> bool:
    """Whether a table was made from a grid: its last cell stands in it."""
    boxes = {cell.bbox for cell in grid.cells if cell.bbox}
    return any(cell is not None and cell.bbox in boxes for row in table.rows for cell in row)


def _other_names(document: Document, lines: list) -> Iterator[Seeded]:
    """A project whose name loses its second half in one of the tables that print it, there being several."""
    tables: dict[str, set[str]] = {}
    for line in lines:
        if line.project_name:
            tables.setdefault(_name(line.project_name), set()).add(line.table_id)
    seen = set()
    for line in lines:
        name = _name(line.project_name)
        known = len(name) < 6 or len(tables[name]) < 2 or (line.table_id, line.row) in seen
        if known or not line.bbox or (found := _cell(document, line)) is None:
            continue
        seen.add((line.table_id, line.row))
        block, anchor = found
        for cell in document.blocks[block].cells:
            if cell.row == anchor.row and _name(cell.text) == name:
                text = cell.text[: len(cell.text) // 2] + "其他事项"
                changed = _with_cells(document, block, [cell._replace(text=text)])
                yield Seeded("project name", changed, line.table_id, line.row)
                break


def _name(text: str) -> str:
    return unicodedata.normalize("NFKC", "".join(text.split()))


def _other_years(document: Document, year: int | None) -> Iterator[Seeded]:
    """A sentence about figures of the document's year that names the year before."""
    if not year:
        return
    pattern = re.compile(_OF_FIGURES.pattern.format(year=year))
    for place, block in enumerate(document.blocks):
        if isinstance(block, Paragraph) and (found := pattern.search(block.text)):
            if re.search(r"\d\s*万?元", block.text[found.end() :]):
                text = f"{block.text[: found.start()]}{year - 1}{block.text[found.start() + 4 :]}"
                yield Seeded("year", _with_block(document, place, replace(block, text=text)), page=block.page)


def _changed(line: object, text: str) -> int:
    """How far a change moves an amount, in fen."""
    digits = text.replace(",", "").strip()
    decimals = len(digits.partition(".")[2])
    amount = int(digits.replace(".", "")) * line.step_fen * 10**line.decimals // 10**decimals
    return amount - line.amount_fen


def _rows(lines: list) -> list[list]:
    rows: dict[tuple, list] = {}
    for line in lines:
        if line.bbox:
            rows.setdefault((line.table_id, line.row), []).append(line)
    return list(rows.values())


def _cell(document: Document, line: object) -> tuple[int, Cell] | None:
    """The grid, by its place among the blocks, and the cell that a line was read from."""
    for place, block in enumerate(document.blocks):
        if isinstance(block, Grid) and block.page == line.page:
            for cell in block.cells:
                if cell.bbox and all(abs(a - b) < _NEAR for a, b in zip(cell.bbox, line.bbox, strict=True)):
                    return (place, cell) if cell.text.strip() == line.printed.strip() else None
    return None


def _with_cells(document: Document, block: int, cells: list[Cell]) -> Document:
    grid = document.blocks[block]
    at = {(cell.row, cell.column): cell for cell in cells}
    return _with_block(
        document, block, replace(grid, cells=tuple(at.get((c.row, c.column), c) for c in grid.cells))
    )


def _with_block(document: Document, place: int, block: Grid | Paragraph) -> Document:
    blocks = (*document.blocks[:place], block, *document.blocks[place + 1 :])
    return replace(document, blocks=blocks)

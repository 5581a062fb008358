"""Grids of single pages to whole tables: what belongs together, and which lines stand around it.

Whether a grid continues the table before it is decided by evidence, in this order; the first that speaks
decides, and what nothing decides starts a table of its own.

1. Place: the same page or the next one, no other grid between.
2. Lines between, page numbers and running heads apart: none, or only marks of a continuation (续表, 接上表),
   the table's own title, department and unit again. Any other line, another unit or another department
   is the heading of another table. Without a line between, two frames on one page are two tables,
   except the two parts of one form.
3. The grid's own beginning: the first label of the table with something else beside it (项目名称 of the
   next form), a full header row that the table's header does not know, or a second 合计 where the table
   has its 合计 already, start a table of their own. A header that is the table's, whole or in part (its
   lowest row, the column numbers, another wording of the year), speaks for a continuation.
4. Column edges: the vertical rules of one are those of the other, moved or scaled at most, or a part of
   them. Figures in a cell over several columns must have one amount column to stand in; else nothing is
   moved and the grid stays a table by itself. The parts of one performance form need the same frame only.
   A border left open at the break (`open_top`) allows missing outer columns.

A table without a heading of its own takes the title and the unit of the heading that it stands under.
What the page break cut is mended by `budgetkit.tables.page_break` and `budgetkit.tables.continued_header`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from budgetkit.amounts import is_number
from budgetkit.model import Cell, Document, Grid, Paragraph
from budgetkit.rules.words import row_says
from budgetkit.tables.column_edges import (
    Mapping,
    Rows,
    edges_of,
    match_edges,
    rows_of,
    spread,
    unite_edges,
    without_margins,
)
from budgetkit.tables.continued_header import mend_header, own_header, printed, repeated_header
from budgetkit.tables.header import header_row_count, is_banner, read_columns
from budgetkit.tables.heading import bare_title, is_unit_line, read_heading
from budgetkit.tables.page_break import mend_break
from budgetkit.tables.performance_form import has_indicators, is_form, is_other_form, starts_form
from budgetkit.tables.table import Column
from budgetkit.text import normalise, read_label

_PAGE_NUMBER = re.compile(
    r"^[-—–―·.\s]*(第?\d{1,4}页?([,/，、]?共\d+页)?|\d{1,4}/\d{1,4}页?|page\d+(of\d+)?|[ivxIVX]{1,5})[-—–―·.\s]*$",
    re.IGNORECASE,
)
_MARK = r"(?:续上表|接上表|续前表|上接|续表?)\d*"
_CONTINUED = re.compile(rf"^\(?{_MARK}[:.、]?\)?[:.、]?|\(?{_MARK}\)?$")
_LESS_HIGH = 1.0
"""Points by which half a row is lower than a whole one at least."""
_NUMBERS = re.compile(r"\d+|^[一二三四五六七八九十]+(?=[、.])")


@dataclass(slots=True)
class Joined:
    """One table over its pages: rows of anchored cells, the lines above it and the lines below it.

    ``under`` is the table before it whose heading covers this one too, when it has none of its own.
    """

    rows: Rows
    pages: list[int]
    edges: list[float]
    engine: str
    above: list[Paragraph] = field(default_factory=list)
    below: list[Paragraph] = field(default_factory=list)
    mended: list[tuple[int, str, str, str, str]] = field(default_factory=list)
    under: Joined | None = None

    @property
    def header_rows(self) -> int:
        """Number of header rows; the whole of a form is body."""
        return 0 if is_form(self.rows) else header_row_count(self.rows)

    def columns(self) -> list[Column]:
        """The columns as far as the rows tell them; those of a form are plain text."""
        if is_form(self.rows):
            return [Column(index, (), "text") for index in range(len(self.rows[0]))]
        return read_columns(self.rows, header_row_count(self.rows), None)


def join_grids(document: Document) -> list[Joined]:
    """Join the grids of a document over page breaks, in reading order."""
    furniture = _running_lines(document)
    standing = {
        (paragraph.page, normalise(paragraph.text), round(paragraph.bbox[1] / 8))
        for paragraph in document.paragraphs
        if paragraph.bbox
    }
    tables: list[Joined] = []
    between: list[Paragraph] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if not _is_furniture(block, furniture):
                between.append(block)
            continue
        rows, edges = without_margins(rows_of(block), edges_of(block))
        lines = [line for line in between if not (tables and _runs(line, tables[-1].pages[-1], standing))]
        table = Joined(rows, [block.page], edges, block.engine, between, [], list(block.mended))
        mapping = _continues(tables[-1], table, block, lines) if tables else None
        if mapping is None:
            if tables:
                tables[-1].below = between
                if not lines and 0 <= block.page - tables[-1].pages[-1] <= 1:
                    table.under = tables[-1].under or tables[-1]
            tables.append(table)
        else:
            _append(tables[-1], table, mapping)
        between = []
    if tables:
        tables[-1].below = between
    return tables


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


def _runs(line: Paragraph, page: int, standing: set[tuple[int, str, int]]) -> bool:
    """Whether a line is a running head: the table's last page prints it at the same height."""
    other = page if line.page != page else page + 1
    text = normalise(line.text)
    return (
        bool(line.bbox)
        and not is_unit_line(text)
        and not text.endswith("表")
        and (other, text, round(line.bbox[1] / 8)) in standing
    )


def _continues(table: Joined, new: Joined, grid: Grid, between: list[Paragraph]) -> Mapping | None:
    """Column maps and common edges when the grid continues the table; see the order of evidence above."""
    if not 0 <= grid.page - table.pages[-1] <= 1:
        return None
    if not all(_is_repeated(line, table) for line in between):
        return None
    form = is_form(table.rows) or starts_form(table.rows)
    parts = form and not starts_form(new.rows)
    halves = parts and has_indicators(new.rows) and not has_indicators(table.rows)
    if not between and grid.page == table.pages[-1] and not halves:
        return None
    if _opens_anew(table, new.rows, bool(between), form):
        return None
    if not new.edges or not table.edges:
        same = grid.columns == len(table.rows[0])
        identity = list(range(len(table.rows[0]) + 1))
        return (identity, identity, []) if same else None
    mapping = match_edges(table.edges, new.edges, grid.open_top)
    if mapping is None:
        return unite_edges(table.edges, new.edges) if parts else None
    return mapping if form or _places(table, new, mapping) is not None else None


def _is_repeated(line: Paragraph, table: Joined) -> bool:
    """Whether a line over a continuation says no more than the heading of the table said."""
    text = _CONTINUED.sub("", normalise(line.text))
    if not text:
        return True
    said = {normalise(part) for above in table.above for part in (above.text, *above.text.split("\t"))}
    heading = read_heading(table.above)
    same_title = heading.title and bare_title(text) == bare_title(heading.title)
    if text in said or (same_title and set(_NUMBERS.findall(text)) <= set(_NUMBERS.findall(heading.title))):
        return True
    unit = read_heading([line]).amount_unit
    parts = [part for part in map(normalise, line.text.split("\t")) if part and part not in said]
    return all(is_unit_line(part) and unit == heading.amount_unit for part in parts)


def _opens_anew(table: Joined, more: Rows, again: bool, form: bool) -> bool:
    """Whether a grid begins as another table does; ``again`` tells that a heading stands over it."""
    rows = table.rows
    old, new = (_first_texts(side) for side in (rows, more))
    if not old or not new:
        return False
    header = table.header_rows
    repeated = repeated_header(rows, header, more)
    if form:
        return is_other_form(rows, more)
    if repeated == 0 and old != new and len(rows) > header:
        if own_header(rows, header, more):
            return True
        if again and (old[0] == new[0] or (header_row_count(more) > 1 and header > 0)):
            return True
    return _totals_again(rows, header, more[repeated:])


def _first_texts(rows: Rows) -> list[str]:
    """Texts of the first row that is no title inside the frame."""
    for row in rows:
        if not is_banner(row, len(row)):
            return [normalise(cell.text) for cell in printed(row)]
    return []


def _totals_again(rows: Rows, header_rows: int, more: Rows) -> bool:
    """Whether both begin with a grand total, and not with the same one."""
    if len(rows) <= header_rows or not more:
        return False
    first, other = ([normalise(cell.text) for cell in printed(row)] for row in (rows[header_rows], more[0]))
    return first != other and all(
        len(texts) > 1
        and (row_says(read_label(texts[0]).item) or {}).get("row_kind") == "total"
        and is_number(texts[-1])
        for texts in (first, other)
    )


def _places(table: Joined, new: Joined, mapping: Mapping) -> tuple[Rows, Rows] | None:
    """Rows of both in the common columns, figures of merged cells under the one column that takes them."""
    old_map, new_map, common = mapping
    count = len(common) - 1 if common else len(table.rows[0])
    old, more = spread(table.rows, old_map, count, 0), spread(new.rows, new_map, count, len(table.rows))
    if len(common) == len(table.edges) == len(new.edges):
        return old, more
    if len(common) > len(table.edges):
        # a column divided on the next page: the figures above belong where figures stand below
        filled = {
            cell.column
            for row in more
            for cell in row
            if cell is not None and cell.column_span == 1 and is_number(cell.text)
        }
        return (old, more) if _settle(old, table.header_rows, filled) else None
    header = header_row_count(table.rows)
    amounts = {
        column.index
        for column in read_columns(old, header, None)
        if column.role in ("amount", "quantity", "share")
    }
    return (old, more) if _settle(more, 0, amounts) else None


def _settle(rows: Rows, first: int, columns: set[int]) -> bool:
    """Move figures of merged cells to the one of their columns that takes figures; whether all have one."""
    for row in rows[first:]:
        for place, cell in enumerate(row):
            if cell is None or cell.column_span == 1 or not is_number(cell.text):
                continue
            takes = sorted(columns & set(range(cell.column, cell.column + cell.column_span)))
            if len(takes) > 1:
                return False
            if takes and takes[0] != place:
                row[place] = cell._replace(text="", column_span=takes[0] - place)
                width = cell.column + cell.column_span - takes[0]
                row[takes[0]] = cell._replace(column=takes[0], column_span=width)
    return True


def _append(table: Joined, new: Joined, mapping: Mapping) -> None:
    """Add the rows of a continuation: repeated header dropped, what the break cut mended."""
    common = mapping[2]
    placed = None if is_form(table.rows) or starts_form(table.rows) else _places(table, new, mapping)
    count = len(common) - 1 if common else len(table.rows[0])
    old, more = placed or (
        spread(table.rows, mapping[0], count, 0),
        spread(new.rows, mapping[1], count, len(table.rows)),
    )
    table.rows, table.edges = old, common or table.edges
    header, page = table.header_rows, new.pages[0]
    dropped = repeated_header(table.rows, header, more) if header else _same_rows(table.rows, more)
    if page != table.pages[-1]:
        first = _is_blank_half(more[dropped:], 0, table.rows)
        if not first and len(table.rows) > header and _is_blank_half(table.rows, -1, more[dropped:]):
            _drop_last(table.rows)
        dropped += first
    more, before = more[dropped:], len(table.rows)
    mended: list[tuple[int, str, str, str, str]] = []
    if page != table.pages[-1] and more:
        left = len(more)
        if header:
            more, mended = mend_header(table.rows, more)
        if not mended:
            more, mended = mend_break(table.rows, header, table.columns(), more)
        dropped += left - len(more)
    table.rows += spread(more, list(range(count + 1)), count, before)
    offset = before - dropped
    moved = [(row + offset, *what) for row, *what in new.mended]
    table.mended += [*mended, *(entry for entry in moved if entry[0] >= before)]
    if table.pages[-1] != page:
        table.pages.append(page)


def _is_blank_half(rows: Rows, place: int, others: Rows) -> bool:
    """Whether a row at the break is the blank half of a row: lower than each row with text on both pages."""
    if (
        not rows
        or printed(rows[place])
        or any(cell is not None and cell.row_span > 1 for cell in rows[place])
    ):
        return False
    heights = [_height(row) for row in (*rows, *others) if printed(row)]
    own = _height(rows[place])
    return bool(own) and all(own < height - _LESS_HIGH for height in heights if height) and any(heights)


def _height(row: list[Cell | None]) -> float:
    """Height of the cells that stand in this row alone; 0 where there are none, or no places."""
    boxes = [cell.bbox for cell in row if cell is not None and cell.row_span == 1 and cell.bbox]
    return min((box[3] - box[1] for box in boxes), default=0.0)


def _drop_last(rows: Rows) -> None:
    """Take the last row away; merged cells that reach into it end above it."""
    last = len(rows) - 1
    for number, row in enumerate(rows[:last]):
        for cell in row:
            if cell is not None and number + cell.row_span > last:
                row[cell.column] = cell._replace(row_span=last - number)
    rows.pop()


def _same_rows(rows: Rows, more: Rows) -> int:
    """How many leading rows of a form's next page repeat its first rows."""
    same = 0
    for old, new in zip(rows, more, strict=False):
        texts = [[normalise(cell.text) for cell in printed(row)] for row in (old, new)]
        if not texts[0] or texts[0] != texts[1]:
            break
        same += 1
    return same

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

What goes on beside its rows on the next page is put there by `wide_sheet`.

A table without a heading of its own takes the title and the unit of the heading that it stands under.
What the page break cut is mended in `page_break` and `continued_header`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from budgetkit.amounts import is_number
from budgetkit.model import Document, Grid, Mending, Paragraph
from budgetkit.rules.words import is_total
from budgetkit.tables.cells import Rows, printed, row_height, rows_of, spans_rows, spread, texts_of
from budgetkit.tables.column_edges import Mapping, edges_of, match_edges, unite_edges, without_margins
from budgetkit.tables.columns import read_columns
from budgetkit.tables.continued_header import mend_header, own_header, repeated_header
from budgetkit.tables.cut_row import FIGURES, TableAbove
from budgetkit.tables.header import header_row_count
from budgetkit.tables.heading import bare_title, read_heading
from budgetkit.tables.inner_titles import divide_grids
from budgetkit.tables.missing_columns import restore_columns
from budgetkit.tables.page_break import mend_break
from budgetkit.tables.performance_form import first_texts, has_indicators, is_form, is_other_form, starts_form
from budgetkit.tables.running_lines import RunningLines
from budgetkit.tables.side_by_side import arrange_sides
from budgetkit.tables.table import Column
from budgetkit.tables.unit_wording import unit_of_line
from budgetkit.tables.wide_sheet import widen
from budgetkit.text import normalise, read_label

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
    mended: list[Mending] = field(default_factory=list)
    under: Joined | None = None

    @property
    def is_form(self) -> bool:
        """Whether the rows are a performance form or begin as one does."""
        return is_form(self.rows) or starts_form(self.rows)

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
    running = RunningLines(document)
    tables: list[Joined] = []
    between: list[Paragraph] = []
    for block in arrange_sides(divide_grids(document.blocks)):
        if isinstance(block, Grid):
            _add(tables, block, between, running)
            between = []
        elif not running.is_furniture(block):
            between.append(block)
    if tables:
        tables[-1].below = between
    return _unite_parts(tables, running)


def _add(tables: list[Joined], grid: Grid, above: list[Paragraph], running: RunningLines) -> None:
    """Add a grid to the last table, or as a table of its own."""
    rows, edges = without_margins(rows_of(grid), edges_of(grid))
    new = Joined(rows, [grid.page], edges, grid.engine, above, mended=list(grid.mended))
    if tables:
        last = tables[-1]
        lines = [line for line in above if not running.runs(line, last.pages[-1])]
        whole = _with_blank_columns(last, new)
        if mapping := _continues(last, whole, grid, lines):
            _append(last, whole, mapping)
            return
        last.below = above
        if not lines and 0 <= grid.page - last.pages[-1] <= 1:
            new.under = last.under or last
    tables.append(new)


def _with_blank_columns(table: Joined, new: Joined) -> Joined:
    """A grid of the next page with the blank columns that it leaves out and on the scale of the table."""
    apart = new.pages[0] != table.pages[-1] + 1 or not table.edges or not new.edges
    if apart or table.is_form or new.is_form or match_edges(table.edges, new.edges, False) is not None:
        return new
    body, columns = table.rows[table.header_rows :], table.columns()
    rows = restore_columns(body, columns, table.edges, new.rows, new.edges)
    return new if rows is None else replace(new, rows=rows, edges=table.edges)


def _unite_parts(tables: list[Joined], running: RunningLines) -> list[Joined]:
    """Put the parts of sheets that are wider than a page beside each other."""
    united: list[Joined] = []
    for table in tables:
        last = united[-1] if united else table
        lines = [line for line in table.above if not running.runs(line, last.pages[-1])]
        follows = table.pages[0] == last.pages[-1] + 1 and not (last.is_form or table.is_form)
        rows = widen(last.rows, table.rows) if follows and all(_is_repeated(x, last) for x in lines) else None
        if rows is None:
            united.append(table)
        else:
            last.rows, last.below = rows, table.below
            last.pages += table.pages
            last.mended += table.mended
    return united


def _continues(table: Joined, new: Joined, grid: Grid, between: list[Paragraph]) -> Mapping | None:
    """Column maps and common edges when the grid continues the table; see the order of evidence above."""
    if not 0 <= grid.page - table.pages[-1] <= 1 or not all(_is_repeated(line, table) for line in between):
        return None
    form = table.is_form
    parts = form and not starts_form(new.rows)
    if not between and grid.page == table.pages[-1] and not (parts and _adds_indicators(table, new)):
        return None
    return (
        None
        if _opens_anew(table, new.rows, bool(between), form)
        else _map_columns(table, new, grid, form, parts)
    )


def _adds_indicators(table: Joined, new: Joined) -> bool:
    return has_indicators(new.rows) and not has_indicators(table.rows)


def _map_columns(table: Joined, new: Joined, grid: Grid, form: bool, parts: bool) -> Mapping | None:
    """How the columns of both fit together; ``parts`` tells that both are parts of one form."""
    if not new.edges or not table.edges:
        identity = list(range(len(table.rows[0]) + 1))
        return (identity, identity, []) if grid.columns == len(table.rows[0]) else None
    mapping = match_edges(table.edges, new.edges, grid.open_top)
    if mapping is None:
        return unite_edges(table.edges, new.edges) if parts else None
    fits = form or _settle_figures(table, new, mapping[2], *_places(table, new, mapping))
    return mapping if fits else None


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
    return all(unit_of_line(part) and unit == heading.amount_unit for part in parts)


def _opens_anew(table: Joined, more: Rows, again: bool, form: bool) -> bool:
    """Whether a grid begins as another table does; ``again`` tells that a heading stands over it."""
    rows = table.rows
    old, new = first_texts(rows), first_texts(more)
    if not old or not new:
        return False
    if form:
        return is_other_form(rows, more)
    header = table.header_rows
    repeated = repeated_header(rows, header, more)
    if repeated == 0 and old != new and len(rows) > header:
        if own_header(rows, header, more):
            return True
        if again and (old[0] == new[0] or (header_row_count(more) > 1 and header > 0)):
            return True
    return _totals_again(rows, header, more[repeated:])


def _totals_again(rows: Rows, header_rows: int, more: Rows) -> bool:
    """Whether both begin with a grand total, and not with the same one."""
    if len(rows) <= header_rows or not more:
        return False
    first, other = texts_of(rows[header_rows]), texts_of(more[0])
    return first != other and all(
        len(texts) > 1 and is_total(read_label(texts[0]).item) and is_number(texts[-1])
        for texts in (first, other)
    )


def _places(table: Joined, new: Joined, mapping: Mapping) -> tuple[Rows, Rows]:
    """Rows of both in the common columns."""
    old_map, new_map, common = mapping
    count = len(common) - 1 if common else len(table.rows[0])
    return spread(table.rows, old_map, count, 0), spread(new.rows, new_map, count, len(table.rows))


def _settle_figures(table: Joined, new: Joined, common: list[float], old: Rows, more: Rows) -> bool:
    """Move figures of merged cells under the one column that takes them; whether each of them has one."""
    if len(common) == len(table.edges) == len(new.edges):
        return True
    if len(common) > len(table.edges):
        # a column divided on the next page: the figures above belong where figures stand below
        filled = (cell for row in more for cell in printed(row) if cell.column_span == 1)
        return _settle(old, table.header_rows, {cell.column for cell in filled if is_number(cell.text)})
    columns = read_columns(old, header_row_count(table.rows), None)
    return _settle(more, 0, {column.index for column in columns if column.role in FIGURES})


def _settle(rows: Rows, first: int, columns: set[int]) -> bool:
    """Move figures of merged cells to the one of their columns that takes figures; whether all have one."""
    for row in rows[first:]:
        for cell in printed(row):
            if cell.column_span == 1 or not is_number(cell.text):
                continue
            takes = sorted(columns & set(range(cell.column, cell.column + cell.column_span)))
            if len(takes) > 1:
                return False
            if takes and takes[0] != cell.column:
                row[cell.column] = cell._replace(text="", column_span=takes[0] - cell.column)
                width = cell.column + cell.column_span - takes[0]
                row[takes[0]] = cell._replace(column=takes[0], column_span=width)
    return True


def _append(table: Joined, new: Joined, mapping: Mapping) -> None:
    """Add the rows of a continuation: repeated header dropped, what the break cut mended."""
    old, more = _places(table, new, mapping)
    if not (table.is_form or _settle_figures(table, new, mapping[2], old, more)):
        old, more = _places(table, new, mapping)
    table.rows, table.edges = old, mapping[2] or table.edges
    header, count, page = table.header_rows, len(old[0]), new.pages[0]
    left = more[repeated_header(old, header, more) if header else _same_rows(old, more) :]
    mended: list[Mending] = []
    if page != table.pages[-1]:
        left = _without_blank_half(table, header, left)
        left, mended = _mend(table, header, left)
    before = len(table.rows)
    offset = before - (len(more) - len(left))
    table.rows += spread(left, list(range(count + 1)), count, before)
    moved = [(row + offset, *what) for row, *what in new.mended]
    table.mended += [*mended, *(entry for entry in moved if entry[0] >= before)]
    if table.pages[-1] != page:
        table.pages.append(page)


def _without_blank_half(table: Joined, header: int, more: Rows) -> Rows:
    """Rows of a continuation; where the break left the blank half of a row on either page, it goes."""
    if _is_blank_half(more, 0, table.rows):
        return more[1:]
    if len(table.rows) > header and _is_blank_half(table.rows, -1, more):
        _drop_last(table.rows)
    return more


def _mend(table: Joined, header: int, more: Rows) -> tuple[Rows, list[Mending]]:
    """Mend the header or the row that the break cuts; what is left of the continuation, and repairs."""
    if header and more:
        more, mended = mend_header(table.rows, more)
        if mended:
            return more, mended
    return mend_break(TableAbove(table.rows, header, table.columns()), more) if more else (more, [])


def _is_blank_half(rows: Rows, place: int, others: Rows) -> bool:
    """Whether a row at the break is the blank half of a row: lower than each row with text on both pages."""
    if not rows or printed(rows[place]) or spans_rows(rows[place]):
        return False
    heights = [row_height(row) for row in (*rows, *others) if printed(row)]
    own = row_height(rows[place])
    return bool(own) and all(own < height - _LESS_HIGH for height in heights if height) and any(heights)


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
        texts = texts_of(old)
        if not texts or texts != texts_of(new):
            break
        same += 1
    return same

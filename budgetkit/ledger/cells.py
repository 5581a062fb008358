"""Figures in the cells of recognised tables that became no line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from budgetkit.amounts import is_error, is_number, may_be_figure
from budgetkit.ledger.figures import read_figures
from budgetkit.lines import unexplained_cells, unread_cells
from budgetkit.model import Cell
from budgetkit.records import Line, Unread
from budgetkit.rows import read_rows
from budgetkit.rules.kinds import kind_of
from budgetkit.tables import Column, Table

_NO_MONEY = ("quantity", "share", "target", "indicator")
"""Roles of columns whose figures count, rate or aim at something."""
_COUNTED = re.compile(
    r"人员(?:情况|数|编制|构成|名单)|编制(?:数|人数|情况)|[实现]有人数|人数|车辆(?:数|情况)|数量|面积"
)
_PRIVATE = re.compile("[\ufffd\ue000-\uf8ff]")


def unread_in_tables(
    tables: Sequence[Table], lines: Sequence[Line], targets: Collection[tuple[str, int]]
) -> Iterator[Unread]:
    """Figures of tables that have no line, and why; ``targets`` are table and row of each target."""
    read = {line.place for line in lines}
    for table in tables:
        if kind_of(table.kind).form:
            others = [cell for cell, named in unexplained_cells(table) if named or _is_certain(cell)]
        else:
            yield from _damaged(table)
            yield from _without_unit(table, read)
            others = _beside_columns_of_money(table)
        for cell in others:
            if (table.table_id, cell.row) not in targets and (
                table.table_id,
                cell.row,
                cell.column,
            ) not in read:
                yield from _tell(table, cell, "unreadable_cell")


def _damaged(table: Table) -> Iterator[Unread]:
    """Cells of the columns of money that print no clear figure."""
    for cell in unread_cells(table):
        lacks_unit = is_number(cell.text) and not table.unit_of(table.columns[cell.column])
        if may_be_figure(cell.text) and not lacks_unit:
            yield from _tell(table, cell, "unreadable_cell")


def _without_unit(table: Table, read: Collection[tuple[str, int, int]]) -> Iterator[Unread]:
    """Figures of the columns of money whose unit is not known."""
    columns = [column for column in table.amounts if not (table.unit_of(column) or _counts(table, column))]
    rows = read_rows(table) if columns else {}
    for number in range(table.header_rows, len(table.rows)):
        for column in columns:
            cell = table.rows[number][column.index]
            counted = cell is None or rows[number, column.side].counted
            if not counted and (table.table_id, number, column.index) not in read and _is_money(cell, column):
                conflict = table.contradicting_units or column.contradicting_units
                yield _unread(table, cell, cell.text, "unit_conflict" if conflict else "no_unit")


def _is_money(cell: Cell, column: Column) -> bool:
    """Whether a cell prints a figure; without a header a whole number may aim at or count anything."""
    return is_number(cell.text) and (bool(column.path) or _is_certain(cell))


def _counts(table: Table, column: Column) -> bool:
    """Whether a column counts staff, vehicles or the like: its words say so, and no figure has decimals."""
    cells = (row[column.index] for row in table.body)
    said = _COUNTED.search(f"{table.title}/{column.label}")
    return bool(said) and not any(cell and _is_certain(cell) for cell in cells)


def _beside_columns_of_money(table: Table) -> Iterator[Cell]:
    """Cells of other columns, and of the header, that hold nothing but figures no word explains."""
    for number, row in enumerate(table.rows):
        for column, cell in zip(table.columns, row, strict=True):
            if cell is None or not cell.text:
                continue
            if (number < table.header_rows or not _is_explained(column)) and _is_certain(cell):
                yield cell


def _is_certain(cell: Cell) -> bool:
    """Whether a cell holds nothing but figures that count or number nothing, or the sign of a hidden one."""
    parts = cell.text.split()
    figures = [figure.certain for part in parts for figure in read_figures(part)]
    return is_error(cell.text) or (any(figures) and all(map(is_number, parts)))


def _is_explained(column: Column) -> bool:
    return column.role == "amount" or column.role in _NO_MONEY


def _tell(table: Table, cell: Cell, reason: str) -> Iterator[Unread]:
    """A cell, or each of the figures that it prints in lines of their own."""
    if _PRIVATE.search(cell.text):
        reason = "unmapped_font"
    parts = cell.text.split()
    if len(parts) > 1 and all(map(is_number, parts)):
        for part in parts:
            yield _unread(table, cell, part, "several_in_one_cell")
    else:
        yield _unread(table, cell, cell.text, reason)


def _unread(table: Table, cell: Cell, printed: str, reason: str) -> Unread:
    place = table.table_id, cell.row, cell.column
    return Unread(cell.page, printed, reason, cell.bbox, table.title, place)

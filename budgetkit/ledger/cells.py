"""Figures in the cells of recognised tables that became no line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from budgetkit.amounts import is_number
from budgetkit.lines import unread_cells
from budgetkit.records import Line, Unread
from budgetkit.rules.kinds import kind_of
from budgetkit.tables import Table


def unread_in_tables(tables: Sequence[Table], lines: Sequence[Line]) -> Iterator[Unread]:
    """Figures of the columns of money that have no line, and why."""
    read = {line.place for line in lines}
    for table in tables:
        if table.contradicting_units or not (table.amount_unit or kind_of(table.kind).form):
            yield from _without_unit(table, read)
        for cell in unread_cells(table):
            yield Unread(
                cell.page,
                cell.text,
                "unreadable_cell",
                cell.bbox,
                table.title,
                (table.table_id, cell.row, cell.column),
            )


def _without_unit(table: Table, read: set[tuple[str, int, int]]) -> Iterator[Unread]:
    reason = "unit_conflict" if table.contradicting_units else "no_unit"
    for row in table.body:
        for column in table.amounts:
            cell = row[column.index]
            if cell is None or not is_number(cell.text):
                continue
            place = table.table_id, cell.row, cell.column
            if place not in read:
                yield Unread(cell.page, cell.text, reason, cell.bbox, table.title, place)

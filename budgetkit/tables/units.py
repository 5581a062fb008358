"""The unit of a table's figures: printed inside its frame, or lent by tables that print the same figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from budgetkit.amounts import find_amount
from budgetkit.rules.kinds import kind_of
from budgetkit.tables.cells import Rows, printed
from budgetkit.tables.header import banner_count
from budgetkit.tables.heading import unit_in
from budgetkit.tables.performance_form import TARGETS, has_indicators, is_form
from budgetkit.tables.table import Table
from budgetkit.text import normalise

_LONGEST_LABEL = 40
"""Characters of the longest text that may state the unit of the figures beside or below it."""
_LONGEST_LABEL_OF_MONEY = 30
"""Characters of the longest label of money in a form."""
_MONEY = re.compile(r"金额|总额|资金|预算|拨款|支出|结转|经费")


def unit_in_frame(rows: Rows) -> str:
    """Unit that the first rows print, or that a label of a form prints above its indicators."""
    for row in rows if is_form(rows) else rows[: max(2, banner_count(rows) + 1)]:
        if has_indicators([row]):
            break
        texts = (cell.text for cell in printed(row) if len(cell.text) < _LONGEST_LABEL)
        if unit := next(filter(None, map(unit_in, texts)), ""):
            return unit
    return ""


def lend_units(tables: list[Table]) -> None:
    """Give a table without a printed unit the one under which its figures recur in other tables.

    Only a unit that other tables of the document print is considered, and only when no other unit
    explains the figures as well; otherwise the unit stays unknown and the audit says so.
    """
    stated = [table for table in tables if table.amount_unit]
    known = {amount for table in stated for amount in _amounts(table, table.amount_unit)}
    units = sorted({table.amount_unit for table in stated})
    for table in tables:
        if table.amount_unit or not _prints_money(table):
            continue
        hits = {unit: len(known & _amounts(table, unit)) for unit in units}
        best = max(hits.values(), default=0)
        if best and list(hits.values()).count(best) == 1:
            table.amount_unit = max(hits, key=lambda unit: hits[unit])
            note = f"unit not printed; {best} figures recur in other tables in {table.amount_unit}"
            table.notes.append(note)
        elif len(units) == 1 and not _amounts(table, units[0]):
            table.amount_unit = units[0]


def _prints_money(table: Table) -> bool:
    """Whether a table has columns of money, or is a form, which prints money beside its label."""
    return kind_of(table.kind).indicators or bool(table.amounts)


def _amounts(table: Table, unit: str) -> set[int]:
    """Printed fen, zeros left out."""
    beside_labels = list(_figures_of_form(table)) if kind_of(table.kind).indicators else []
    amounts = (find_amount(text, own or unit) for text, own in beside_labels or _figures(table))
    return {amount.fen for amount in amounts if amount and amount.fen}


def _figures(table: Table) -> Iterator[tuple[str, str]]:
    """Texts of the columns of amounts, each with the unit of its column."""
    columns = table.amounts
    for row in table.body:
        for column in columns:
            if (cell := row[column.index]) is not None and cell.text:
                yield cell.text, column.amount_unit


def _figures_of_form(table: Table) -> Iterator[tuple[str, str]]:
    """Texts beside labels of money, above the indicators."""
    for row in table.rows:
        texts = [cell.text for cell in printed(row)]
        if any(normalise(text).endswith(TARGETS) for text in texts):
            return
        for label, text in zip(texts, texts[1:], strict=False):
            if _MONEY.search(label) and len(label) < _LONGEST_LABEL_OF_MONEY:
                yield text, unit_in(label)

"""Rows at a page break: a row cut in two, a row printed again, a merged cell that goes on."""

from __future__ import annotations

import re

from budgetkit.model import Cell, Mending
from budgetkit.rules.codes import code_names
from budgetkit.rules.words import is_total
from budgetkit.tables.cells import CellRow, Rows, as_text, printed, spans_rows, stands_over
from budgetkit.tables.cut_row import FIGURES, TableAbove, rest_of_row
from budgetkit.text import normalise, read_label


def mend_break(table: TableAbove, more: Rows) -> tuple[Rows, list[Mending]]:
    """Mend what the page break cut between a table and the rows of its continuation in the same columns.

    Cells of the table that go on below are replaced in place. Returns what is left of the continuation, and
    the repairs with rows of the joined table.
    """
    if not more or len(table.rows) <= table.header_rows:
        return more, []
    first, rest, rows = list(more[0]), more[1:], table.rows
    before, page = as_text(first), next((cell.page for cell in first if cell is not None), 0)
    if _is_printed_again(table, first):
        proof = "the last row of the page stands again as the first of the next"
        return rest, [(table.last, "row_repeated", f"{before} / {before}", before, proof)]
    longer = _extend_merged(table, first)
    if proof := rest_of_row(table, first):
        mended = [(table.last, "row_rejoined", *_rejoin(table, first), proof)]
        for row, column in longer:
            if (cell := rows[row][column]) is not None:
                rows[row][column] = cell._replace(row_span=cell.row_span - 1)
        return rest, mended
    labels = [rows[row][column] for row, column in longer]
    if not labels:
        return [first, *rest], []
    after = " | ".join((as_text(labels), as_text(first)))
    proof = f"the merged cell goes on, blank, at the top of page {page}"
    return [first, *rest], [(len(rows), "label_filled_down", before, after, proof)]


def _is_printed_again(table: TableAbove, first: CellRow) -> bool:
    """Whether the first row after the break is the last row before it, key and figures alike."""
    here, there = (
        [(cell.column, normalise(cell.text)) for cell in printed(row)] for row in (table.rows[-1], first)
    )
    if here != there or spans_rows(first):
        return False
    figures = {column.index for column in table.columns if column.role == "amount"}
    key = any(column not in figures and _is_key(text) for column, text in there)
    return key and any(column in figures and re.search(r"[1-9]", text) for column, text in there)


def _is_key(text: str) -> bool:
    """Whether a text stands once in a table: a code, a total, a numbered label."""
    coded = text in code_names("functional") or text in code_names("dept_economic")
    return coded or is_total(text) or read_label(text).level is not None


def _extend_merged(table: TableAbove, first: CellRow) -> list[tuple[int, int]]:
    """Let merged labels above the break cover the blank cells that continue them, in place.

    A merged figure that is printed again beside a merged label printed again is covered too, so that it
    counts once. Returns the anchors (row, column) of the cells that became longer.
    """
    made: list[tuple[int, int]] = []
    if not printed(first):
        return made
    label_again = False
    for column in table.columns:
        cell, upper = first[column.index], table.over(column.index)
        if cell is None or upper is None or not _may_go_on(upper, cell):
            continue
        words = column.role not in FIGURES
        blank = words and not cell.text.strip()
        again = cell.row_span > 1 and normalise(cell.text) == normalise(upper.text)
        if blank or (again and label_again and column.role == "amount"):
            table.rows[upper.row][upper.column] = upper._replace(row_span=upper.row_span + cell.row_span)
            first[column.index] = None
            made.append((upper.row, upper.column))
        label_again = label_again or (again and words)
    return made


def _may_go_on(upper: Cell, cell: Cell) -> bool:
    """Whether a cell is merged over rows and stands over the columns of the one below the break."""
    return upper.row_span > 1 and bool(upper.text.strip()) and stands_over(upper, cell)


def _rejoin(table: TableAbove, first: CellRow) -> tuple[str, str]:
    """Put the lower half into the table's last row, in place; returns the texts before and after."""
    before = f"{as_text(table.rows[-1])} / {as_text(first)}"
    for cell in printed(first):
        upper = table.over(cell.column)
        if upper is None:
            continue
        if upper.text.strip():
            made = upper._replace(text=f"{upper.text}\n{cell.text}")
        else:
            made = upper._replace(text=cell.text, bbox=cell.bbox, page=cell.page)
        table.rows[upper.row][upper.column] = made
    return before, as_text(table.rows[-1])

"""Headers at a page break: printed again whole or in part, cut in two, or the header of another table."""

from __future__ import annotations

import re

from budgetkit.model import Cell, Mending
from budgetkit.rules.words import header_word
from budgetkit.tables.cells import CellRow, Rows, as_text, covering_cell, printed, stands_over, texts_of
from budgetkit.tables.header import (
    are_column_numbers,
    banner_count,
    bare_label,
    header_row_count,
    holds_data,
    says_header,
)
from budgetkit.text import normalise

_YEAR = re.compile(r"20\d\d")
_OWN_YEAR = re.compile(r"^(?:本年度?|当年)")
_ROLE_FAMILIES = ("role", "fund", "nature")


def same_label(one: str, other: str) -> bool:
    """Whether two header labels say the same, the wording of the year apart (2024年预算数, 本年预算数)."""
    a, b = normalise(one), normalise(other)
    if a == b:
        return True
    years, others = _YEAR.findall(a), _YEAR.findall(b)
    if years and others and years != others:
        return False
    return _OWN_YEAR.sub("", bare_label(a)) == _OWN_YEAR.sub("", bare_label(b))


def repeated_header(rows: Rows, header_rows: int, more: Rows) -> int:
    """How many leading rows of a continuation print labels of the table's header again.

    Each of their cells must say what the header says over the same column: the whole header, only its
    lowest row, only the row of column numbers, or the title inside the frame.
    """
    count = 0
    for row in more:
        cells = printed(row)
        if not cells or not all(_in_header(rows, header_rows, cell) for cell in cells):
            break
        texts = texts_of(row)
        numbers = are_column_numbers(texts)
        whole = any(texts == texts_of(old) for old in rows[:header_rows])
        if len(cells) < 2 and not whole:
            break
        if count == 0 and not (numbers or whole or 2 * len(cells) >= len(row)):
            break
        count += 1
    return count


def _in_header(rows: Rows, header_rows: int, cell: Cell) -> bool:
    above = (covering_cell(rows, row, cell.column) for row in range(header_rows))
    label = normalise(cell.text)
    # a tall label printed again in one row alone may be cut off at the edge of its cell
    return any(
        one is not None
        and one.text
        and (same_label(one.text, label) or (len(label) > 1 and normalise(one.text).startswith(label)))
        for one in above
    )


def own_header(rows: Rows, header_rows: int, more: Rows) -> bool:
    """Whether a grid begins with a full header row that the table's header does not know."""
    start = banner_count(more)
    if start == len(more) or not rows:
        return False
    cells = printed(more[start])
    covered = sum(cell.column_span for cell in cells)
    return (
        len(cells) > 1
        and 4 * covered >= 3 * len(more[start])
        and says_header(texts_of(more[start]))
        and not all(_in_header(rows, header_rows, cell) for cell in cells)
    )


def mend_header(rows: Rows, more: Rows) -> tuple[Rows, list[Mending]]:
    """Rejoin labels of a header that the break cuts, in place; what is left of the continuation, and repairs.

    All that stands above must be header. A label below is a half when the one above it covers the same
    columns and both make a known label, while one of them alone is none. When all of the first row are
    halves, the row goes; else it is the next row of the header, and the halves alone leave it.
    """
    if not rows or not more or header_row_count(rows) < len(rows) or holds_data(texts_of(more[0])):
        return more, []
    last, halves = len(rows) - 1, _halves(rows, more[0])
    stacked = len(halves) == len(printed(more[0]))
    made = [pair for pair in halves if _make_new(*pair, strict=not stacked)]
    if not made:
        return more, []
    before = f"{as_text(rows[last])} / {as_text(more[0])}"
    first = list(more[0])
    for upper, cell in halves if stacked else made:
        rows[upper.row][upper.column] = upper._replace(text=f"{upper.text}\n{cell.text}")
        first[cell.column] = cell._replace(text="")
    labels = "、".join(normalise(upper.text) + normalise(cell.text) for upper, cell in made)
    proof = f"the halves above and below the page break make {labels}"
    rest = more[1:] if stacked else [first, *more[1:]]
    return rest, [(last, "header_rejoined", before, as_text(rows[last]), proof)]


def _halves(rows: Rows, below: CellRow) -> list[tuple[Cell, Cell]]:
    """Cells of the last row of a header, each with the one below that completes its label."""
    pairs = ((covering_cell(rows, len(rows) - 1, cell.column), cell) for cell in printed(below))
    return [
        (upper, cell)
        for upper, cell in pairs
        if stands_over(upper, cell) and upper.text.strip() and cell.row_span == 1
        if says_header([normalise(upper.text) + normalise(cell.text)])
    ]


def _make_new(upper: Cell, cell: Cell, strict: bool) -> bool:
    """Whether two halves say together what they do not say apart; ``strict``: one of them says nothing."""
    one, two = normalise(upper.text), normalise(cell.text)
    said, alone = _role(one + two), (_role(one), _role(two))
    return said is not None and (None in alone or (not strict and said not in alone))


def _role(label: str) -> tuple[str, ...] | None:
    said = tuple(header_word(family, bare_label(label)) for family in _ROLE_FAMILIES)
    return said if any(said) else None

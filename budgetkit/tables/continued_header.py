"""Headers at a page break: printed again whole or in part, cut in two, or the header of another table."""

from __future__ import annotations

import re

from budgetkit.model import Cell
from budgetkit.rules.words import header_says
from budgetkit.tables.column_edges import Rows, over
from budgetkit.tables.header import (
    are_column_numbers,
    bare_label,
    header_row_count,
    holds_data,
    is_banner,
    says_header,
)
from budgetkit.text import normalise

_YEAR = re.compile(r"20\d\d")
_OWN_YEAR = re.compile(r"^(?:本年度?|当年)")
_ROLE_FAMILIES = ("role", "fund", "nature")


def printed(row: list[Cell | None]) -> list[Cell]:
    """Cells of a row that hold text."""
    return [cell for cell in row if cell is not None and cell.text.strip()]


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
        numbers = are_column_numbers([normalise(cell.text) for cell in cells])
        whole = any(_texts(row) == _texts(old) for old in rows[:header_rows])
        if len(cells) < 2 and not whole:
            break
        if count == 0 and not (numbers or whole or 2 * len(cells) >= len(row)):
            break
        count += 1
    return count


def _texts(row: list[Cell | None]) -> list[str]:
    return [normalise(cell.text) for cell in printed(row)]


def _in_header(rows: Rows, header_rows: int, cell: Cell) -> bool:
    above = (over(rows, row, cell.column) for row in range(header_rows))
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
    start = 0
    while start < len(more) and is_banner(more[start], len(more[start])):
        start += 1
    if start == len(more) or not rows:
        return False
    cells = printed(more[start])
    covered = sum(cell.column_span for cell in cells)
    return (
        len(cells) > 1
        and 4 * covered >= 3 * len(more[start])
        and says_header([normalise(cell.text) for cell in cells])
        and not all(_in_header(rows, header_rows, cell) for cell in cells)
    )


def mend_header(rows: Rows, more: Rows) -> tuple[Rows, list[tuple[int, str, str, str, str]]]:
    """Rejoin labels of a header that the break cuts, in place; what is left of the continuation, and repairs.

    All that stands above must be header. A label below is a half when the one above it covers the same
    columns and both make a known label, while one of them alone is none. When all of the first row are
    halves, the row goes; else it is the next row of the header, and the halves alone leave it.
    """
    if not rows or not more or header_row_count(rows) < len(rows):
        return more, []
    last, cells = len(rows) - 1, printed(more[0])
    if not cells or holds_data([normalise(cell.text) for cell in cells]):
        return more, []
    pairs = [(over(rows, last, cell.column), cell) for cell in cells]
    halves = [(upper, cell) for upper, cell in pairs if upper is not None and _are_halves(upper, cell)]
    stacked = len(halves) == len(pairs)
    made = [pair for pair in halves if _make_new(*pair, strict=not stacked)]
    if not made:
        return more, []
    before = f"{_text(rows[last])} / {_text(more[0])}"
    first = list(more[0])
    for upper, cell in halves if stacked else made:
        rows[upper.row][upper.column] = upper._replace(text=f"{upper.text}\n{cell.text}")
        first[cell.column] = cell._replace(text="")
    labels = "、".join(normalise(upper.text) + normalise(cell.text) for upper, cell in made)
    proof = f"the halves above and below the page break make {labels}"
    rest = more[1:] if stacked else [first, *more[1:]]
    return rest, [(last, "header_rejoined", before, _text(rows[last]), proof)]


def _text(row: list[Cell | None]) -> str:
    return " | ".join(cell.text.replace("\n", "") for cell in row if cell is not None)


def _are_halves(upper: Cell, cell: Cell) -> bool:
    place = (upper.column, upper.column_span) == (cell.column, cell.column_span)
    whole = normalise(upper.text) + normalise(cell.text)
    return place and cell.row_span == 1 and bool(upper.text.strip()) and says_header([whole])


def _make_new(upper: Cell, cell: Cell, strict: bool) -> bool:
    """Whether two halves say together what they do not say apart; ``strict``: one of them says nothing."""
    one, two = normalise(upper.text), normalise(cell.text)
    said, alone = _role(one + two), (_role(one), _role(two))
    return said is not None and (None in alone or (not strict and said not in alone))


def _role(label: str) -> tuple | None:
    said = tuple((header_says(family, bare_label(label)) or {}).get(family, "") for family in _ROLE_FAMILIES)
    return said if any(said) else None

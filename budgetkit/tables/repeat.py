"""Headers at a page break: printed again whole or in part, cut in two, or the header of another table."""

from __future__ import annotations

import re

from budgetkit.model import Cell
from budgetkit.tables.edges import Rows, over
from budgetkit.tables.header import (
    are_column_numbers,
    bare_label,
    header_row_count,
    holds_data,
    is_banner,
    says_header,
)
from budgetkit.vocabulary import header_says, normalise

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
    return any(one is not None and one.text and same_label(one.text, cell.text) for one in above)


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


def rest_of_header(rows: Rows, first: list[Cell | None]) -> str:
    """Proof that the first row of a continuation is the lower half of a header cut by the break, or ``""``.

    All that stands above must be header, every half must stand under a cell of the same columns, and the
    halves must make labels that the halves alone do not make.
    """
    if not rows or header_row_count(rows) < len(rows):
        return ""
    last, made = len(rows) - 1, []
    for cell in printed(first):
        upper = over(rows, last, cell.column)
        if cell.row_span > 1 or upper is None or not upper.text.strip():
            return ""
        if (upper.column, upper.column_span) != (cell.column, cell.column_span):
            return ""
        halves = normalise(upper.text), normalise(cell.text)
        if holds_data([halves[1]]) or not says_header(["".join(halves)]):
            return ""
        if _role("".join(halves)) is not None and (
            _role(halves[0]) is None
            or _role(halves[1]) is None
            or _role("".join(halves)) not in (_role(halves[0]), _role(halves[1]))
        ):
            made.append("".join(halves))
    return f"the halves above and below the page break make {'、'.join(made)}" if made else ""


def _role(label: str) -> tuple | None:
    said = tuple((header_says(family, bare_label(label)) or {}).get(family, "") for family in _ROLE_FAMILIES)
    return said if any(said) else None

"""Figures that a narrow cell breaks (24995.9 over 4), made whole where their column proves it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from budgetkit.amounts import find_amount
from budgetkit.model import Cell, Mending
from budgetkit.tables.cells import Rows
from budgetkit.tables.table import Column

_LEAST, _LEAST_OF_TABLE = 2, 6
"""Other figures of the column, else of the table, that prove with how many decimals it prints."""
_ANY_UNIT = "亿元"
"""A unit in which no printed figure is finer than a fen; only digits are compared here."""
PROOF = "all other figures have {0} decimals, as the whole has and none of its pieces"


def join_wrapped(rows: Rows, header_rows: int, columns: Iterable[Column]) -> tuple[Rows, list[Mending]]:
    """Rows with the broken figures of their columns of money made whole, and what was changed.

    Two figures in one cell look like one that is broken. All others of the column, or of the table where
    those are too few, decide: where they print the same number of decimals, the pieces joined do as well,
    and no piece by itself does, the pieces are one figure. What stays open, stays as printed.

    Examples
    --------
    >>> cells = [Cell(row, 0, text) for row, text in enumerate(["金额", "24995.9\\n4", "12.00", "3.50"])]
    >>> rows, mended = join_wrapped([[cell] for cell in cells], 1, [Column(0, ("金额",), "amount")])
    >>> rows[1][0].text, mended[0][1]
    ('24995.94', 'figure_rejoined')
    """
    mended: list[Mending] = []
    rows = [list(row) for row in rows]
    places = [column.index for column in columns if column.role == "amount"]
    whole_table = [cell for place in places for _, cell in _cells(rows, header_rows, place)]
    for place in places:
        cells = _cells(rows, header_rows, place)
        broken = [(number, cell) for number, cell in cells if "\n" in cell.text]
        decimals = _decimals([cell for _, cell in cells], whole_table) if broken else 0
        for number, cell in broken:
            if whole := _whole(cell.text, decimals):
                mended.append((number, "figure_rejoined", cell.text, whole, PROOF.format(decimals)))
                rows[number][place] = cell._replace(text=whole)
    return rows, mended


def _cells(rows: Rows, header_rows: int, place: int) -> list[tuple[int, Cell]]:
    """Cells of a column below the header, with their rows."""
    numbered = enumerate(rows[header_rows:], header_rows)
    return [(number, cell) for number, row in numbered if (cell := row[place])]


def _decimals(column: list[Cell], table: list[Cell]) -> int:
    """Decimals that all figures of the column print, else all of the table; 0 where nothing is proven."""
    return _common_decimals(column, _LEAST) or _common_decimals(table, _LEAST_OF_TABLE)


def _common_decimals(cells: list[Cell], least: int) -> int:
    """Decimals of all unbroken figures of some cells; 0 where they differ, have none, or are too few."""
    amounts = (find_amount(cell.text, _ANY_UNIT) for cell in cells if len(cell.text.split()) == 1)
    counts = Counter(amount.decimals for amount in amounts if amount and (amount.fen or amount.decimals))
    return next(iter(counts)) if len(counts) == 1 and counts.total() >= least else 0


def _whole(text: str, decimals: int) -> str:
    """A broken figure made whole; empty where there is none, or its pieces may be figures themselves."""
    pieces = text.split("\n")
    if not decimals or len(pieces) < 2 or find_amount(text, _ANY_UNIT) is not None:
        return ""
    figures = [find_amount(piece, _ANY_UNIT) for piece in pieces]
    joined = find_amount("".join(pieces), _ANY_UNIT)
    alone = any(figure and figure.decimals == decimals for figure in figures)
    return "".join(pieces) if joined and joined.decimals == decimals and not alone else ""

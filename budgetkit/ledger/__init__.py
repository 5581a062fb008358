"""The fate of every printed money figure: what became no line, statement or target is told as unread."""

from __future__ import annotations

from collections.abc import Sequence

from budgetkit.ledger.cells import unread_in_tables
from budgetkit.model import Document
from budgetkit.records import Line, Unread
from budgetkit.tables import Table

__all__ = ["find_unread"]


def find_unread(document: Document, tables: Sequence[Table], lines: Sequence[Line]) -> list[Unread]:
    """Money figures that a reader of the page sees and that nothing was made of.

    Parameters
    ----------
    document : Document
        What the reader read, and what it set aside.
    tables : sequence of Table
        Its tables, recognised and repaired.
    lines : sequence of Line
        The lines that were made of them.

    Returns
    -------
    list of Unread
        In the order of the pages, from top to bottom.
    """
    found = list(unread_in_tables(tables, lines))
    found.sort(key=lambda one: (one.page, one.bbox[1::-1] if one.bbox else ()))
    return found

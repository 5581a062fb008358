"""The fate of every printed money figure: what became no line, statement or target is told as unread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from budgetkit.ledger.cells import unread_in_tables
from budgetkit.ledger.figures import read_figures
from budgetkit.ledger.outside import unread_outside_tables, unread_pictures
from budgetkit.model import Document
from budgetkit.records import Line, Unread
from budgetkit.tables import Table

__all__ = ["find_unread", "in_reading_order"]


def find_unread(
    document: Document, tables: Sequence[Table], lines: Sequence[Line], indicators: Iterable[dict] = ()
) -> list[Unread]:
    """Money figures that a reader of the page sees and that nothing was made of.

    Parameters
    ----------
    document : Document
        What the reader read, and what it set aside.
    tables : sequence of Table
        Its tables, recognised and repaired.
    lines : sequence of Line
        The lines that were made of them.
    indicators : iterable of dict
        The targets that were read from them, as `budgetkit.indicators.read_indicators` gives them.

    Returns
    -------
    list of Unread
        In the order of the pages, from top to bottom. Counts, shares, targets, codes and the numbers of
        pages, rows and columns are no money and not among them.
    """
    targets = {(target["table_id"], target["row"]) for target in indicators}
    found = [
        *unread_in_tables(tables, lines, targets),
        *unread_outside_tables(document),
        *_set_aside(document),
        *unread_pictures(document),
    ]
    return in_reading_order(found)


def in_reading_order(unread: Iterable[Unread]) -> list[Unread]:
    """Figures in the order of the pages, from top to bottom."""
    return sorted(unread, key=lambda one: (one.page, *one.bbox[1::-1]))


def _set_aside(document: Document) -> Iterator[Unread]:
    """Figures of text that was taken for a watermark or the like, unless an eye sees nothing there."""
    for text in document.set_aside:
        if not text.proven:
            for figure in read_figures(text.text):
                if figure.certain:
                    yield Unread(text.page, figure.text, "set_aside", text.bbox)

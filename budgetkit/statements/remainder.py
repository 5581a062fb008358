"""Money of the prose and of text cells that the grammar makes nothing of: no amount is lost."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from budgetkit.amounts import FEN_PER_UNIT
from budgetkit.model import Cell, Paragraph
from budgetkit.records import Unread
from budgetkit.statements.money import MoneyFigure, find_money
from budgetkit.statements.passage import Passage
from budgetkit.statements.sentence import Sentence, Statement, quotable, record_statements, split_passage
from budgetkit.tables import Table
from budgetkit.text import normalise

OTHER_AMOUNT = "other_amount"
"""``metric`` of an amount of which the grammar cannot tell what it is of."""

_MONEY = re.compile("[元¥￥]|[万亿](?![\u4e00-\u9fff])")
Place = tuple[str, int, int]


def without_remainder(statements: Iterable[Mapping]) -> list[Any]:
    """The statements that say what their figure is of: the only ones that anything may rest on."""
    return [one for one in statements if one["metric"] != OTHER_AMOUNT]


def read_remainder(
    sentence: Sentence, stated: Sequence[Statement] = (), cell: Cell | None = None, place: Place | None = None
) -> tuple[list[dict], list[Unread]]:
    """Money figures of a sentence that none of its statements tells, and those that are not certain.

    Parameters
    ----------
    sentence : Sentence
        The sentence.
    stated : sequence of Statement
        What the grammar made of it.
    cell : Cell, optional
        The cell that prints it, and ``place``: table, row and column of that.

    Returns
    -------
    list of dict
        Records of statements.
    list of Unread
        Figures whose digits or unit can be read in several ways.
    """
    records, unread = [], []
    for figure in _untold(find_money(sentence), stated):
        start, stop = quotable(sentence, figure.start, figure.stop)
        if figure.unit:
            words = {"start": start, "stop": stop, "place": figure.start}
            one = Statement(OTHER_AMOUNT, "", None, "", value=figure.value, unit=figure.unit, **words)
            records += record_statements(sentence, [one])
        else:
            printed = sentence.quote(figure.start, figure.stop)
            said = sentence.quote(start, stop)
            line = sentence.lines[sentence.line(figure.start)]
            bbox = cell.bbox if cell else line.bbox
            near = sentence.section
            unread.append(Unread(line.page, f"{printed}（{said}）", figure.reason, bbox, near, place))
    return records, unread


def _untold(figures: list[MoneyFigure], stated: Sequence[Statement]) -> Iterator[MoneyFigure]:
    """Figures at whose place nothing is stated, nor by value where a statement tells of several figures."""
    told = [one for one in stated if one.value and not one.derived and one.unit in ("", *FEN_PER_UNIT)]
    places = {one.place + sign for one in told for sign in (0, 1)}
    starts = {figure.start for figure in figures}
    loose = [one.value.lstrip("-") for one in told if not starts & {one.place, one.place + 1}]
    for figure in figures:
        if figure.start in places:
            continue
        if figure.value in loose:
            loose.remove(figure.value)
        else:
            yield figure


def read_cells(
    tables: Iterable[Table], read: Collection[Place], indicators: Iterable[Mapping] = ()
) -> tuple[list[dict], list[Unread]]:
    """Money figures in the text cells of tables: 项目概况, 立项依据, labels with an amount.

    Parameters
    ----------
    tables : iterable of Table
        Tables of a document, repaired.
    read : collection of (table_id, row, column)
        Cells that are lines, or that are told as unread.
    indicators : iterable of mapping
        Targets; what a target prints is read with it.

    Returns
    -------
    list of dict
        Records of statements, in the order of the tables.
    list of Unread
        Figures that are not certain.
    """
    targets = defaultdict(set)
    for one in indicators:
        targets[one["table_id"], one["row"]].add(normalise(one["printed"]))
    records: list[dict] = []
    unread: list[Unread] = []
    for table in tables:
        for cell in _text_cells(table):
            place = table.table_id, cell.row, cell.column
            if place in read or normalise(cell.text) in targets[place[:2]]:
                continue
            lines = tuple(Paragraph(cell.page, line, cell.bbox) for line in cell.text.split("\n"))
            for sentence in split_passage(Passage(table.title, lines)):
                more, unclear = read_remainder(sentence, (), cell, place)
                records += more
                unread += unclear
    return records, unread


def _text_cells(table: Table) -> Iterator[Cell]:
    """Cells in whose text a figure of money may stand."""
    return (cell for row in table.rows for cell in row if cell is not None and _MONEY.search(cell.text))

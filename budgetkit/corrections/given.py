"""Figures that the user gives to unread places: each becomes a line like those of its table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from budgetkit.amounts import Amount, find_amount, print_amount
from budgetkit.corrections.entries import (
    BLANK,
    BY_HAND,
    CorrectionRefused,
    Decision,
    GivenFigure,
    without_space,
)
from budgetkit.errors import Place
from budgetkit.lines import tidy_lines
from budgetkit.model import Cell
from budgetkit.records import Line, Repair, Unread
from budgetkit.rules.kinds import OTHER
from budgetkit.tables import Column, Table

_WITHIN = 1.0
"""Points by which a box may differ from the one given."""
_MOST_NAMED = 4
_EMPTY = ("empty", "empty_with_note")

Given = tuple[GivenFigure, Line, Repair]


@dataclass(slots=True)
class _Places:
    """The tables of a document, which cells have a line, and lists of what stands in no table."""

    tables: list[Table]
    taken: set[tuple[str, int, int]]
    lists: dict[str, Table] = field(default_factory=dict)

    def add(self, figure: GivenFigure, unread: Unread) -> Line:
        """The line of a figure: in its cell, else in the list that its labels name."""
        line = self._in_cell(figure, unread)
        return self._in_list(figure, unread) if line is None else line

    def _in_cell(self, figure: GivenFigure, unread: Unread) -> Line | None:
        if unread.place is None or unread.place in self.taken:
            return None
        table = next(table for table in self.tables if table.table_id == unread.place[0])
        line = _line_at(table, unread.place, _written(figure))
        if line is not None:
            line.printed, line.repaired = unread.printed, True
            self.taken.add(unread.place)
            if table.state in _EMPTY:
                table.state = "present"
        return line

    def _in_list(self, figure: GivenFigure, unread: Unread) -> Line:
        place = Place(figure.document, figure.page)
        amount = find_amount(figure.amount, figure.unit)
        if amount is None:
            problem = f"no unit of money is known for the figure given for {unread.printed!r}"
            raise CorrectionRefused(problem, place, "add it, such as unit: 万元")
        if not figure.item.strip(BLANK):
            problem = f"nothing tells what the figure given for {unread.printed!r} is of"
            advice = "say it with item, and with table and column_label: the title, the row and the column"
            raise CorrectionRefused(problem, place, advice)
        title = figure.table or unread.near
        table = self.lists.get(title)
        if table is None:
            table = self.lists[title] = _new_list(f"h{len(self.lists) + 1:02d}", title)
            self.tables.append(table)
        return _add_row(table, figure, unread, amount)


def give_figures(
    tables: list[Table],
    lines: Sequence[Line],
    unread: Iterable[Unread],
    decisions: Iterable[Decision],
    document_id: str,
) -> tuple[list[Given], list[Unread]]:
    """Lines for the places of one document that were not read and that the user gives a figure to.

    In a cell of a recognised table the line has all that its row and column say, like the table's own. A
    figure in none stands in a list of the user's, a table of no known kind: it is counted and searched like
    any other, but no sum of the document is judged by it.

    Parameters
    ----------
    tables : list of Table
        Those of the document; lists of the user's are added.
    lines : sequence of Line
        What was read.
    unread : iterable of Unread
        What was not.
    decisions : iterable of Correction or GivenFigure
        Those of other documents, and corrections of lines, are passed over.
    document_id : str
        The document.

    Returns
    -------
    list of (GivenFigure, Line, Repair)
        Each figure, its line, and its row of `repairs`.
    list of Unread
        What is still unread.

    Raises
    ------
    CorrectionRefused
        If no unread place, or more than one, is meant, or no line can be made.
    """
    places, left, given = _Places(tables, {line.place for line in lines}), list(unread), []
    for figure in decisions:
        if isinstance(figure, GivenFigure) and figure.document_id == document_id:
            one = _meant(figure, left, lines)
            line = places.add(figure, one)
            left.remove(one)
            repair = Repair(line.table_id, line.row, BY_HAND, one.printed, _written(figure), figure.reason)
            given.append((figure, line, repair))
    return given, left


def _meant(figure: GivenFigure, left: Sequence[Unread], lines: Iterable[Line]) -> Unread:
    """The unread place that is meant; of several that nothing tells apart, the first."""
    found = [one for one in left if _fits(figure, one)]
    if len({(without_space(one.printed), one.bbox) for one in found}) == 1:
        return found[0]
    place = Place(figure.document, figure.page)
    if found:
        kinds = "；".join(_told(one) for one in found[:_MOST_NAMED])
        problem = f"{len(found)} unread places are like the one of {figure.amount!r}"
        raise CorrectionRefused(problem, place, f"give printed and bbox of one of them: {kinds}")
    for line in lines:
        if _fits(figure, line):
            where = f"{line.document_id}/{line.table_id}/r{line.row}c{line.column}"
            problem = f"{line.printed!r} was read, and needs no figure"
            raise CorrectionRefused(problem, place, f"if it is wrong, correct it with line: {where}")
    changed = next((one for one in left if figure.bbox and _fits(figure, one, "bbox")), None)
    if changed is not None:
        problem = f"a given figure expects {figure.printed!r}, but {changed.printed!r} is printed"
        raise CorrectionRefused(problem, place, "look at the page again, then change or remove the entry")
    what = repr(figure.printed or figure.bbox)
    problem = f"no unread figure {what} stands there, or another entry has given it"
    raise CorrectionRefused(
        problem, place, "see unread.csv for what is unread now, then change or remove the entry"
    )


def _fits(figure: GivenFigure, one: Unread | Line, by: str = "") -> bool:
    """Whether a place is on the page, in the box and of the text that are given."""
    same: dict[str, Callable[[], bool]] = {
        "bbox": lambda: (
            len(one.bbox) == 4
            and all(abs(a - b) <= _WITHIN for a, b in zip(one.bbox, figure.box, strict=True))
        ),
        "printed": lambda: without_space(one.printed) == without_space(figure.printed),
    }
    asked = [name for name in same if getattr(figure, name) and by in ("", name)]
    return one.page == figure.page and all(same[name]() for name in asked)


def _told(one: Unread) -> str:
    return f"{one.printed!r} at {' '.join(f'{value:.2f}' for value in one.bbox)}"


def _written(figure: GivenFigure) -> str:
    """The figure with its unit, as a cell would print it; as given where the unit is the table's."""
    amount = find_amount(figure.amount, figure.unit)
    return (
        figure.amount
        if amount is None
        else print_amount(amount.fen, amount.unit, amount.decimals) + amount.unit
    )


def _line_at(table: Table, place: tuple[str, int, int], text: str) -> Line | None:
    """The line that a table makes of a cell when another text is printed there."""
    _, row, column = place
    cell = table.rows[row][column]
    if cell is None:
        return None
    rows = list(table.rows)
    rows[row] = [*rows[row][:column], cell._replace(text=text), *rows[row][column + 1 :]]
    return next((line for line in tidy_lines(replace(table, rows=rows)) if line.place == place), None)


def _new_list(table_id: str, title: str) -> Table:
    columns = [Column(0, (), "label"), Column(1, (), "amount")]
    return Table(table_id, OTHER, title, "", (), [], columns, 0, engine=BY_HAND)


def _add_row(table: Table, figure: GivenFigure, unread: Unread, amount: Amount) -> Line:
    """A row of the user's list: what the figure is of, and the figure; no total, so that none is judged."""
    row = len(table.rows)
    texts = ((0, figure.item), (1, unread.printed))
    table.rows.append([Cell(row, n, text, bbox=unread.bbox, page=unread.page) for n, text in texts])
    table.pages = tuple(sorted({*table.pages, unread.page}))
    return Line(
        table_id=table.table_id,
        kind=table.kind,
        page=unread.page,
        row=row,
        column=1,
        amount_fen=amount.fen,
        step_fen=amount.step_fen,
        printed=unread.printed,
        printed_unit=amount.unit,
        decimals=amount.decimals,
        bbox=unread.bbox,
        item=figure.item,
        column_label=figure.column_label.strip(BLANK),
        repaired=True,
    )

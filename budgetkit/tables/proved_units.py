"""Units proved by figures: of tables that print none, or print two that contradict each other.

A unit is proved when the figures of the table, read in it and in no other, are those of tables whose unit
is certain; or when the sums of its own rows hold in it alone. What nothing proves stays unknown.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from budgetkit.amounts import FEN_PER_UNIT, find_amount
from budgetkit.records import Repair, grouped
from budgetkit.rules.kinds import kind_of
from budgetkit.sums.intervals import Interval, add_intervals, compare_figures, step_of
from budgetkit.tables.cells import CellRow, printed
from budgetkit.tables.performance_form import TARGETS
from budgetkit.tables.table import Column, Table
from budgetkit.tables.unit_wording import differs_by_design, says_money, unit_in
from budgetkit.text import normalise

_LEAST_STRENGTH = 4
"""Digits beyond the first of distinct figures that recur, added up, from which on they prove a unit."""
_TELLING_SUM = 4
"""Digits of a single figure, a total or a sum of parts, that proves a unit."""
_SURE, _LARGE = 4, 4
"""How many times more must recur than in any other unit; the part of the figures that must recur."""
_EXACT = 2_000
"""A figure that equals another only within rounding must be so many times half of its last digit."""
_LONGEST_LABEL_OF_MONEY = 30
"""Characters of the longest label of money in a form."""
_LEAST_ROWS = 2
"""Rows whose sums must hold in one unit and fail in the other."""

_NOTHING = Interval()


class _Figures(NamedTuple):
    """Figures with the half of their last digit, in order."""

    figures: list[tuple[int, int]]

    def holds(self, fen: int, half: int) -> bool:
        """Whether a figure stands here, exactly, or within the rounding of the coarser one."""
        reach = max(half, abs(fen) // _EXACT)
        amounts = self.figures[
            bisect_left(self.figures, (fen - reach, 0)) : bisect_right(self.figures, (fen + reach, 1 << 62))
        ]
        return any(
            other == fen
            or abs(other - fen) <= max(half, other_half)
            and max(half, other_half) * _EXACT <= abs(fen)
            for other, other_half in amounts
        )


class _Trial(NamedTuple):
    """How far the figures of a table in one unit are those of other tables."""

    strength: int
    count: int
    proves: bool


def settle_contradictions(tables: Sequence[Table]) -> None:
    """Find units that contradict each other and settle what the figures prove; the rest is marked.

    ``contradicting_units`` of a table holds what its headings state so far; here the labels of its columns
    are set against them.
    """
    for table in tables:
        _compare_columns(table)
    known = _known(tables)
    for table in tables:
        if table.contradicting_units:
            unit, proof = _proved([table], table.contradicting_units, known)
            if unit:
                before = " | ".join(table.contradicting_units)
                table.contradicting_units, table.amount_unit = (), unit
                for column in table.amounts:
                    column.amount_unit = "" if not differs_by_design(column.label) else column.amount_unit
                _list(table, before, unit, proof)
            else:
                table.amount_unit = ""
        for column in table.amounts:
            if column.contradicting_units:
                _settle_column(table, column)


def prove_units(tables: Sequence[Table]) -> None:
    """Give tables without a unit the one in which alone their figures are those of other tables.

    Forms of one kind are one form, filled in for each project, and parts that have neither title nor header
    but the same number of columns are parts of one table: their figures prove the unit together.
    """
    units = sorted({table.amount_unit for table in tables if table.amount_unit})
    known = _known(tables)
    without = [table for table in tables if not (table.amount_unit or table.contradicting_units)]
    for group in grouped(filter(_prints_money, without), _filled_in).values():
        unit, proof = _proved(group, FEN_PER_UNIT, known)
        if unit:
            for table in group:
                table.amount_unit = unit
                _list(table, "", unit, proof)
        elif len(units) == 1 and not any(fen for table in group for fen, _ in _amounts(table, units[0])):
            for table in group:
                table.amount_unit = units[0]  # of nothing but zeros


def _filled_in(table: Table) -> object:
    """What tables of one unit have in common: the form, or the columns of parts without a head."""
    if kind_of(table.kind).indicators:
        return table.kind
    return id(table) if table.title or table.header_rows else f"{len(table.columns)} columns"


def _compare_columns(table: Table) -> None:
    """Mark what the heading and the labels of columns state differently for the same figures."""
    if kind_of(table.kind).form or not table.amount_unit or table.contradicting_units:
        return
    columns = [column for column in table.amounts if not differs_by_design(column.label)]
    own = [column for column in columns if column.amount_unit not in ("", table.amount_unit)]
    if not own or any(column.amount_unit == table.amount_unit for column in columns):
        return  # a header that states both units tells them apart
    units = tuple(dict.fromkeys([table.amount_unit, *(column.amount_unit for column in own)]))
    if len(own) == len(columns):
        table.contradicting_units = units
        return
    for column in own:
        column.contradicting_units = (table.amount_unit, column.amount_unit)


def _settle_column(table: Table, column: Column) -> None:
    """Let the sums of the rows decide between the unit of a table and the one that a column states."""
    fitting = [unit for unit in column.contradicting_units if _fits_rows(table, column, unit)]
    if len(fitting) != 1:
        return
    before = " | ".join(column.contradicting_units)
    column.contradicting_units, column.amount_unit = (), fitting[0]
    _list(table, before, fitting[0], f"in {fitting[0]} alone the sums of the rows hold ({column.label})")


def _fits_rows(table: Table, column: Column, unit: str) -> bool:
    """Whether the first sum of a side is what its other columns make, row by row, in one unit of a column."""
    side = [c for c in table.amounts if c.side == column.side and c.column_kind != "of_which"]
    total = next((c for c in side if c.column_kind in ("total", "subtotal")), None)
    if total is None or total is column or len(side) < 3:
        return False
    rows = [_read_row(table, row, side, column, unit) for row in table.body]
    rows = [figures for figures in rows if total.index in figures and figures.get(column.index, _NOTHING).fen]
    return len(rows) >= _LEAST_ROWS and all(_adds_up(figures, total.index) for figures in rows)


def _read_row(
    table: Table, row: CellRow, side: list[Column], column: Column, unit: str
) -> dict[int, Interval]:
    """Figures of a row by column, those of one column in a unit that is tried."""
    found = {}
    for each in side:
        cell, of_column = row[each.index], unit if each is column else table.unit_of(each)
        if cell is not None and (amount := find_amount(cell.text, of_column)):
            step = step_of(amount.fen, amount.step_fen, amount.decimals)
            found[each.index] = Interval(amount.fen, step)
    return found


def _adds_up(figures: dict[int, Interval], total: int) -> bool:
    parts = add_intervals(figure for index, figure in figures.items() if index != total)
    return compare_figures(figures[total], parts).state != "fails"


def _list(table: Table, before: str, after: str, proof: str) -> None:
    table.repairs.append(Repair("", 0, "unit", before, after, proof))


def _known(tables: Iterable[Table]) -> _Figures:
    """Figures of the tables whose unit is certain."""
    certain = [table for table in tables if table.amount_unit and not table.contradicting_units]
    figures = {figure for table in certain for figure in _amounts(table, table.amount_unit) if figure[0]}
    return _Figures(sorted(figures))


def _proved(tables: Sequence[Table], units: Iterable[str], known: _Figures) -> tuple[str, str]:
    """The one unit in which the figures of tables are those of others, and the proof; ``""`` if none is."""
    trials = {unit: _try_unit(tables, unit, known) for unit in units}
    best = max(trials, key=lambda unit: trials[unit].strength)
    others = sum(trial.strength for unit, trial in trials.items() if unit != best)
    if not trials[best].proves or others * _SURE > trials[best].strength:
        return "", ""
    return (
        best,
        f"figures that are those of other tables in {best} and in no other unit: {trials[best].count}",
    )


def _try_unit(tables: Sequence[Table], unit: str, known: _Figures) -> _Trial:
    own = dict(sorted(figure for table in tables for figure in _amounts(table, unit) if figure[0]))
    found = [fen for fen, half in own.items() if known.holds(fen, half)]
    strength = sum(_digits(fen) - 1 for fen in found)
    telling = max(own, key=abs, default=0) in found or len(found) * _LARGE >= len(own)
    several = len(found) > 1 and strength >= _LEAST_STRENGTH and telling
    sums = {one for table in tables for one in _sums(table, unit) if _tells(one, known)}
    strength = max(strength, sum(_digits(fen) - 1 for fen, _ in sums))
    return _Trial(strength, max(len(found), len(sums)), several or bool(sums))


def _tells(total: tuple[int, int], known: _Figures) -> bool:
    """Whether a total stands elsewhere and has digits enough to be known again."""
    return _digits(total[0]) >= _TELLING_SUM and known.holds(*total)


def _sums(table: Table, unit: str) -> Iterator[tuple[int, int]]:
    """What the figures of each column come to: the total that it prints, or the sum of its parts."""
    for column in table.amounts:
        figures = [figure for figure in _of_columns(table, unit, [column]) if figure[0]]
        if len(figures) < 2:
            continue
        whole, largest = sum(fen for fen, _ in figures), max(figures)
        half = sum(half for _, half in figures)
        times = (whole + largest[0] // 2) // largest[0] if largest[0] > 0 else 0
        if times > 1 and abs(whole - times * largest[0]) <= half * times:
            yield largest
        elif largest[0] * 2 < whole or len(figures) > 2:
            yield whole, half


def _digits(fen: int) -> int:
    return len(str(abs(fen)).rstrip("0"))


def _prints_money(table: Table) -> bool:
    """Whether a table has columns of money, or is a form, which prints money beside its label."""
    return kind_of(table.kind).indicators or bool(table.amounts)


def _amounts(table: Table, unit: str) -> Iterator[tuple[int, int]]:
    """Printed fen, each with the half of its last digit."""
    beside_labels = list(_figures_of_form(table)) if kind_of(table.kind).indicators else []
    if not beside_labels:
        yield from _of_columns(table, unit, table.amounts)
    for text, own in beside_labels:
        if amount := find_amount(text, own or unit):
            yield amount.fen, amount.step_fen // 2


def _of_columns(table: Table, unit: str, columns: Sequence[Column]) -> Iterator[tuple[int, int]]:
    """Figures of some columns; a unit of their own holds where it is not the very question."""
    for row in table.body:
        for column in columns:
            cell = row[column.index]
            if cell is None or not cell.text or column.contradicting_units:
                continue
            own = "" if column.amount_unit in table.contradicting_units else column.amount_unit
            if amount := find_amount(cell.text, own or unit):
                yield amount.fen, amount.step_fen // 2


def _figures_of_form(table: Table) -> Iterator[tuple[str, str]]:
    """Texts beside labels of money, above the indicators."""
    for row in table.rows:
        texts = [normalise(cell.text) for cell in printed(row)]
        if any(text.endswith(TARGETS) for text in texts):
            return
        for label, text in zip(texts, texts[1:], strict=False):
            if says_money(label) and len(label) < _LONGEST_LABEL_OF_MONEY:
                yield text, unit_in(label)

"""Sums of a row: natures, funds and sources, and what the words of a header call a sum."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from budgetkit.checks.check import Check, check_figures, not_assessable
from budgetkit.checks.lookup import BALANCES, Index
from budgetkit.rules.identities import Identity
from budgetkit.sums.equations import Equation, equations, state_of
from budgetkit.sums.intervals import add_lines
from budgetkit.sums.printed_rows import PrintedRow

_SUM = re.compile(r"(?:合计|总计|小计|总额)$")
_LEAST_ROWS = 2
"""Rows that must bear out a sum that only words tell."""


def within_row(index: Index, identity: Identity, table: str) -> Iterator[Check]:
    """Try the equations of one tree on every row of a table."""
    columns, complete = index.amount_columns(table)
    if identity.along:
        found = equations(identity, columns, complete)
    else:
        found = _sums_in_words(index, table)
    if not found:
        yield not_assessable(identity, (table, -1, -1))
    if not complete:
        found = [_learn_single_part(equation, index.rows[table]) for equation in found]
    for row in index.rows[table]:
        for equation in found:
            check = _row_check(identity, row, equation, table)
            if check:
                yield check


def _sums_in_words(index: Index, table: str) -> list[Equation]:
    """Columns that a heading (合计) calls the sum of those beside it, alike in all else that the header says.

    The rows prove it: most of those with several parts must bear it out.
    """
    labels = {line.column: line.column_label for line in index.tables[table]}
    groups: dict[tuple, list[int]] = defaultdict(list)
    for column in index.amount_columns(table)[0]:
        over, _, own = labels.get(column.index, "").rpartition(" / ")
        if own and column.column_kind != "of_which":
            groups[over, *column[1:-1]].append(column.index)
    found = []
    for members in groups.values():
        wholes = [column for column in members if _SUM.search(labels[column])]
        parts = tuple(column for column in members if column not in wholes)
        equation = Equation(wholes[0], parts) if len(wholes) == 1 and len(parts) > 1 else None
        if equation and _is_borne_out(equation, index.rows[table]):
            found.append(equation)
    return found


def _is_borne_out(equation: Equation, rows: list[PrintedRow]) -> bool:
    """Whether most rows with a figure in several parts satisfy an equation."""
    states = []
    for row in rows:
        figures = {column: add_lines([line]) for column, line in row.lines.items()}
        if sum(column in figures and bool(figures[column].fen) for column in equation.parts) > 1:
            states.append(state_of(equation, figures))
    good = len(states) - states.count("fails")
    return good >= _LEAST_ROWS and good * 2 > len(states)


def _learn_single_part(equation: Equation, rows: list[PrintedRow]) -> Equation:
    """A single seen part that equals its whole in most rows is all that the whole has."""
    if equation.relation != "at_most":
        return equation
    both = [found for row in rows if len(found := row.at((equation.total, *equation.parts))) == 2]
    if any(part.column_kind == "of_which" for _, part in both):
        return equation
    equal = sum(total.amount_fen == part.amount_fen for total, part in both)
    return equation._replace(relation="sum") if equal * 2 > len(both) else equation


def _row_check(identity: Identity, row: PrintedRow, equation: Equation, table: str) -> Check | None:
    total, parts = row.at([equation.total]), row.at(equation.parts)
    if not (total or parts) or (equation.relation == "at_most" and not (total and parts)):
        return None
    place = (table, row.number, equation.total)
    check = check_figures(identity, total, parts, place, equation.relation)
    if check.state != "fails":
        return check
    optional = row.at(equation.optional)
    if optional:
        other = check_figures(identity, total, [*parts, *optional], place, equation.relation)
        if other.state != "fails":
            return other
        if any(line.measure not in BALANCES for line in optional):
            return not_assessable(identity, place)
    blanks = ((row.number, column) for column in equation.parts if column not in row.lines)
    return replace(check, blanks=tuple(blanks))

"""Sums of a row: natures, funds and sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from budgetkit.checks.check import Check, check_figures, not_assessable
from budgetkit.checks.lookup import BALANCES, Index
from budgetkit.rules.identities import Identity
from budgetkit.sums.equations import Equation, equations
from budgetkit.sums.printed_rows import PrintedRow


def within_row(index: Index, identity: Identity, table: str) -> Iterator[Check]:
    """Try the equations of one tree on every row of a table."""
    columns, complete = index.amount_columns(table)
    found = equations(identity, columns, complete)
    if not found:
        yield not_assessable(identity, (table, -1, -1))
    if not complete:
        found = [_learn_single_part(equation, index.rows[table]) for equation in found]
    for row in index.rows[table]:
        for equation in found:
            check = _row_check(identity, row, equation, table)
            if check:
                yield check


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

"""Sums of a row: natures, funds and sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from budgetkit.checks.check import Check, check_figures
from budgetkit.checks.lookup import BALANCES, Index
from budgetkit.rules.identities import Identity
from budgetkit.sums.equations import Equation, equations
from budgetkit.sums.printed_rows import PrintedRow


def within_row(index: Index, identity: Identity, table: str) -> Iterator[Check]:
    columns, complete = index.amount_columns(table)
    found = equations(identity, columns, complete)
    if not found:
        yield Check(identity, "not_assessable", table_id=table)
    if not complete:
        found = _learn_single_parts(found, index.rows[table])
    for row in index.rows[table]:
        for equation in found:
            check = _row_check(identity, row, equation, table)
            if check:
                yield check


def _learn_single_parts(found: list[Equation], rows: list[PrintedRow]) -> list[Equation]:
    """A single seen part that equals its whole in most rows is all that the whole has."""
    learned = []
    for equation in found:
        if equation.relation == "at_most":
            both = [r.lines for r in rows if equation.total in r.lines and equation.parts[0] in r.lines]
            of_which = any(lines[equation.parts[0]].column_kind == "of_which" for lines in both)
            equal = sum(
                lines[equation.total].amount_fen == lines[equation.parts[0]].amount_fen for lines in both
            )
            if both and not of_which and equal * 2 > len(both):
                equation = equation._replace(relation="sum")
        learned.append(equation)
    return learned


def _row_check(identity: Identity, row: PrintedRow, equation: Equation, table: str) -> Check | None:
    total = [row.lines[equation.total]] if equation.total in row.lines else []
    parts = [row.lines[column] for column in equation.parts if column in row.lines]
    if not total and not parts:
        return None
    if equation.relation == "at_most" and not (total and parts):
        return None
    place = (table, row.number, equation.total)
    check = check_figures(identity, total, parts, place, equation.relation)
    if check.state == "fails":
        blanks = ((row.number, column) for column in equation.parts if column not in row.lines)
        check = replace(check, blanks=tuple(blanks))
    optional = [row.lines[column] for column in equation.optional if column in row.lines]
    if check.state == "fails" and optional:
        other = check_figures(identity, total, [*parts, *optional], place, equation.relation)
        if other.state != "fails":
            return other
        if any(line.measure not in BALANCES for line in optional):
            return Check(identity, "not_assessable", table_id=table, row=row.number, column=equation.total)
    return check

"""Rows that a table lacks and another table prints: what proves that rows were lost."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from budgetkit.audit.case import Case, listed
from budgetkit.checks import Check
from budgetkit.records import Line, grouped

SCHEMES = ("functional_code", "department_economic_code")
"""Classifications by whose codes rows stand below each other."""


class RowsElsewhere(NamedTuple):
    """Rows of another table that are missing here, and whose figures make up what is missing."""

    table_id: str
    lines: list[Line]

    @property
    def names(self) -> str:
        """Missing rows by code, name and amount as printed there."""
        return listed(
            f"{code_of(line)} {line.item or line.functional_name} {line.printed.strip()} {line.printed_unit}"
            for line in self.lines
        )


def find_rows_elsewhere(
    case: Case, table: str, code: str, unit: str, missing: set[int]
) -> RowsElsewhere | None:
    """Rows below a code that another table prints and this one does not, and that make what is missing.

    Parameters
    ----------
    case : Case
        The document.
    table, code, unit
        Where rows are missing; an empty code is the whole table.
    missing : set of int
        What is missing in each column, in fen.
    """
    items = [line for line in case.lines if line.table_id != table and _may_be_of(line, unit)]
    for scheme in SCHEMES:
        own = {getattr(line, scheme) for line in case.lines if line.table_id == table} - {""}
        code_at, known = attrgetter(scheme), {*own, "", code}
        lacking = [line for line in items if code_at(line).startswith(code) and code_at(line) not in known]
        if own and (found := _that_make(lacking, missing)):
            return found
    return None


def _may_be_of(line: Line, unit: str) -> bool:
    """Whether a line is an item with an amount, of a unit or of none that is named."""
    same = not unit or unit in (line.unit_code, line.unit_name) or not line.unit_code + line.unit_name
    return same and line.row_kind == "item" and bool(line.amount_fen)


def _that_make(items: list[Line], missing: set[int]) -> RowsElsewhere | None:
    """The first column whose figures make what is missing, together or just one of them."""
    for (table, _), lines in grouped(items, attrgetter("table_id", "column")).items():
        if sum(line.amount_fen for line in lines) in missing:
            return RowsElsewhere(table, lines)
        single = [line for line in lines if line.amount_fen in missing]
        if len(single) == 1:
            return RowsElsewhere(table, single)
    return None


def find_rows_of_sums(case: Case, checks: Sequence[Check], table: str) -> RowsElsewhere | None:
    """What another table prints of rows that sums of a table lack."""
    line = checks[0].total[0]
    missing = {check.difference_fen for check in checks}
    return find_rows_elsewhere(case, table, code_of(line), line.unit_code or line.unit_name, missing)


def find_blank_rows(case: Case, elsewhere: RowsElsewhere, table: str) -> list[int]:
    """Rows of a table that print a code of the missing rows and no figure."""
    known = case.tables.get(table)
    codes = {code_of(line) for line in elsewhere.lines} - {""}
    filled = {place[1] for place in case.at if place[0] == table}
    return [
        number
        for number, row in enumerate(known.rows if known else ())
        if number not in filled and any(cell is not None and cell.text.strip() in codes for cell in row)
    ]


def code_of(line: Line) -> str:
    """Code by function of a row, or else its economic one."""
    return line.functional_code or line.department_economic_code

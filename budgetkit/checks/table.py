"""Named figures of one table: sums, balances, and figures that must not be there."""

from __future__ import annotations

from collections.abc import Iterator

from budgetkit.checks.check import Check, check_figures, too_early
from budgetkit.checks.conditions import condition
from budgetkit.checks.lookup import Index
from budgetkit.records import Line
from budgetkit.rules.identities import Identity


def within_table(index: Index, identity: Identity, table: str) -> Iterator[Check]:
    lines = index.tables[table]
    if too_early(identity, lines):
        return
    if identity.unless_printed is not None and index.select(identity.unless_printed, table):
        return
    totals = [line for operand in identity.total for line in index.select(operand, table)]
    if identity.relation == "absent":
        for line in totals:
            if line.amount_fen:
                place = (table, line.row, line.column)
                yield check_figures(identity, [line], [], place)
        return
    parts = [
        (line, operand.sign, number)
        for number, operand in enumerate(identity.parts)
        for line in index.select(operand, table)
    ]
    needed = {number for number in identity.needs_all if not any(p[2] == number for p in parts)}
    known = condition(index, identity)
    if not totals or not parts or needed or known is not True:
        if known is not False:
            yield Check(identity, "not_assessable", table_id=table)
        return
    for total in totals:
        key = [index.value(total, name) for name in identity.by]
        same = [p for p in parts if p[0] is not total and [index.value(p[0], n) for n in identity.by] == key]
        for group in _aligned(identity.align, total, same, totals, lines):
            if {p[2] for p in group}.issuperset(identity.needs_all):
                place = (table, total.row, total.column)
                if _left_out(identity, total, [p[0] for p in group]):
                    yield Check(identity, "not_assessable", table_id=table, row=place[1], column=place[2])
                    continue
                yield check_figures(
                    identity, [total], [p[0] for p in group], place, "", [p[1] for p in group]
                )


def _left_out(identity: Identity, total: Line, parts: list[Line]) -> bool:
    """Whether parts that print nothing but marks stand under a total that prints a figure."""
    marks = set(identity.not_stated)
    return total.amount_fen != 0 and len(parts) > 1 and all(set(part.printed) <= marks for part in parts)


def _aligned(
    align: str, total: Line, parts: list[tuple], totals: list[Line], lines: list[Line]
) -> Iterator[list]:
    if align == "row":
        yield from filter(None, [[p for p in parts if p[0].row == total.row]])
    elif align == "column":
        yield from filter(None, [[p for p in parts if p[0].column == total.column]])
    elif align == "side":
        with_total = {line.column for line in totals}
        fund = _column_fund(lines, total.column)
        for column in sorted({p[0].column for p in parts}):
            beside = column not in with_total and _column_fund(lines, column) == fund
            if column == total.column or beside:
                yield [p for p in parts if p[0].column == column]
    elif align == "series":
        row = [p for p in parts if p[0].row == total.row]
        column = [p for p in parts if p[0].column == total.column]
        everything = (
            parts
            if sum(t.fiscal_year == total.fiscal_year and t.phase == total.phase for t in totals) == 1
            else []
        )
        yield from filter(None, [row or column or everything])
    elif align == "listed" and len(totals) == 1 and parts:
        # A list may print its own total among its rows; it is no part.
        largest = max(parts, key=lambda p: p[0].amount_fen)
        rest = [p for p in parts if p is not largest]
        yield rest if rest and sum(p[0].amount_fen for p in rest) == largest[0].amount_fen else parts
    elif parts and align != "listed" and (align != "only" or len(totals) == 1):
        yield parts


def _column_fund(lines: list[Line], column: int) -> str | None:
    funds = {"" if line.fund == "all" else line.fund for line in lines if line.column == column}
    return funds.pop() if len(funds) == 1 else None

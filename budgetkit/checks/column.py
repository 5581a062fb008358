"""Sums down a column: totals, units, classes and their items."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from budgetkit.checks.check import Check, check_figures, not_assessable
from budgetkit.checks.lookup import Index
from budgetkit.checks.roles import BALANCES, CURRENT
from budgetkit.records import Line
from budgetkit.rules.identities import Identity
from budgetkit.rules.kinds import kind_of
from budgetkit.sums.hierarchy import RowFamily, column_sums
from budgetkit.sums.printed_rows import PrintedRow


def within_column(index: Index, identity: Identity, table: str) -> Iterator[Check]:
    """Try every sum of rows of a table, column by column, and the parts named by 其中."""
    kinds = next((values for o in identity.total for name, values in o.where if name == "row_kind"), ())
    for family in index.families[table]:
        parent = family.parent
        if kinds and parent.kind not in kinds:
            continue
        if parent.role in ("current", "grand") and kind_of(parent.first.kind).two_sided:
            continue  # identities of the summaries name their figures
        if parent.kind == "total":
            family = _without_balances(family, index.rows[table])
        if family.children:
            yield from _sums_of_children(index, identity, family, table)
        for row in family.of_which:
            for column, line in row.lines.items():
                if column in parent.lines:
                    place = (table, parent.number, column)
                    yield check_figures(identity, [parent.lines[column]], [line], place, "at_most")


def _sums_of_children(index: Index, identity: Identity, family: RowFamily, table: str) -> Iterator[Check]:
    for column, total, parts in column_sums(family):
        place = (table, family.parent.number, column)
        # The cell of a whole may print the label of its column instead of a figure.
        if _levels_unknown(family, total, parts) if total else index.names_column(*place):
            yield not_assessable(identity, place)
            continue
        check = check_figures(identity, [total] if total else [], parts, place)
        if check.state == "fails":
            blanks = ((row.number, column) for row in family.children if column not in row.lines)
            check = replace(check, blanks=tuple(blanks))
        yield check


def _levels_unknown(family: RowFamily, total: Line, parts: list[Line]) -> bool:
    """Rows that make a multiple of the total stand on several levels that nothing tells apart."""
    expected, printed = sum(p.amount_fen for p in parts), total.amount_fen
    if printed <= 0 or len(parts) <= 3:
        return False
    if _one_level([row.code for row in family.children]):
        return False
    coded = any(row.code for row in family.children)
    return expected in (2 * printed, 3 * printed) or (not coded and expected > 2 * printed)


def _one_level(codes: list[str]) -> bool:
    """Codes that differ and are equally long: rows of one level, each printed once."""
    return all(codes) and len(set(codes)) == len(codes) and len({len(code) for code in codes}) == 1


def _without_balances(family: RowFamily, rows: list[PrintedRow]) -> RowFamily:
    """本年合计 leaves balances out; 总计 is 本年合计 and balances."""
    balances = [row for row in family.children if row.first.measure in BALANCES]
    currents = [row for row in rows if row.role == "total" and row.first.measure in CURRENT]
    parent = family.parent
    if parent in currents:
        return RowFamily(parent, [r for r in family.children if r not in balances and r not in currents])
    if currents and parent.role == "grand":
        return RowFamily(parent, [*currents, *balances])
    return family

"""Sums along a row (natures, funds, what a header calls a sum) and down a column (units, classes, items)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from budgetkit.checks.check import Check, Place, check_figures, not_assessable
from budgetkit.checks.lookup import Index
from budgetkit.checks.roles import BALANCES, CURRENT
from budgetkit.records import Line
from budgetkit.rules.identities import Identity
from budgetkit.rules.kinds import kind_of
from budgetkit.sums.equations import Equation, equations, state_of
from budgetkit.sums.hierarchy import RowFamily, column_sums
from budgetkit.sums.intervals import add_lines
from budgetkit.sums.printed_rows import PrintedRow

_SUM = re.compile(r"(?:合计|总计|小计|总额)$")
_LEAST_ROWS = 2
"""Rows that must bear out a sum that only words tell."""


def within_row(index: Index, identity: Identity, table: str) -> Iterator[Check]:
    """Try the equations of one tree on every row of a table."""
    columns, complete = index.amount_columns(table)
    found = equations(identity, columns, complete) if identity.along else _sums_in_words(index, table)
    if not found:
        yield not_assessable(identity, (table, -1, -1))
    if not complete:
        found = [_learn_single_part(equation, index.rows[table]) for equation in found]
    for row in index.rows[table]:
        yield from filter(None, (_row_check(identity, row, equation, table) for equation in found))


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
        if any(line.unread for line in row.lines.values()):
            continue
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
    both = [(total, part) for total, part in both if not (total.unread or part.unread)]
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
    if (other := _other_reading(identity, row, equation, place)) is not None:
        return other
    if total and not all(line.column_label for line in row.lines.values()):
        return not_assessable(identity, place)  # a column without words may hold what the parts lack
    blanks = ((row.number, column) for column in equation.parts if column not in row.lines)
    return replace(check, blanks=tuple(blanks))


def _other_reading(identity: Identity, row: PrintedRow, equation: Equation, place: Place) -> Check | None:
    """What a sum that fails is with the parts that may be left out; ``None`` if it fails with them too."""
    optional = row.at(equation.optional)
    if not optional:
        return None
    total, parts = row.at([equation.total]), row.at(equation.parts)
    other = check_figures(identity, total, [*parts, *optional], place, equation.relation)
    if other.state != "fails":
        return other
    return not_assessable(identity, place) if any(x.measure not in BALANCES for x in optional) else None


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
    if printed <= 0 or len(parts) <= 3 or _one_level([row.code for row in family.children]):
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

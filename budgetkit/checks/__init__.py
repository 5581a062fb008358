"""The one evaluator of identities over printed figures, shared by repair, readings and audit.

An identity is never judged on what is not there: where an operand is missing the check is
``not_assessable``. A blank cell counts as zero only inside a table, beside figures of its own row or
column.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from budgetkit.identities import Identity
from budgetkit.identities import identities as all_identities
from budgetkit.identities.arithmetic import step_of, weigh
from budgetkit.identities.conditions import comparable, condition, funds_of
from budgetkit.identities.equations import Equation, equations
from budgetkit.identities.hierarchy import Family, Row, column_sums
from budgetkit.identities.lookup import BALANCES, CURRENT, SUMMARIES, Index
from budgetkit.records import Line

_KEYS_THAT_MUST_BE_PRINTED = (
    "functional_item", "functional_class", "department_economic_code", "project_class", "source",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Check:
    """One identity tried on one set of figures.

    Parameters
    ----------
    identity : Identity
        What was tried.
    state : {"holds", "rounding", "fails", "not_assessable"}
        ``rounding``: off, but within half a last digit of every figure.
    total : tuple of Line
        The whole (its lines add up); empty where its cell is blank.
    parts : tuple of Line
        The parts.
    printed_fen, expected_fen : int
        The whole as printed, and what the parts make it.
    difference_fen : int
        Printed minus expected.
    tolerance_fen : int
        Largest difference that rounding explains.
    table_id : str
        Table of the whole, or of the parts where its cell is blank; empty when nothing was there.
    row, column : int
        Position of the whole, also where its cell is blank; -1 between tables.
    relation : str
        Relation tried: that of the identity, or ``at_most`` for 其中 and single parts.
    weights : tuple of int
        ``1`` or ``-1`` for each of the parts.
    blanks : tuple of (row, column)
        Of a failed check: blank cells that would be parts if they held a figure.
    """

    identity: Identity
    state: str
    total: tuple[Line, ...] = ()
    parts: tuple[Line, ...] = ()
    printed_fen: int = 0
    expected_fen: int = 0
    difference_fen: int = 0
    tolerance_fen: int = 0
    table_id: str = ""
    row: int = -1
    column: int = -1
    relation: str = "sum"
    weights: tuple[int, ...] = ()
    blanks: tuple[tuple[int, int], ...] = ()

    @property
    def counts(self) -> bool:
        """Whether the check can verify its figures: an equation that must hold, and assessable."""
        return (
            self.relation in ("sum", "equal")
            and self.state != "not_assessable"
            and self.identity.severity != "info"
        )


def evaluate(
    lines: Iterable[Line],
    identities: Sequence[Identity] | None = None,
    scope: str = "all",
    columns: Mapping[str, Sequence] | None = None,
) -> list[Check]:
    """Try identities on the lines of one document.

    Parameters
    ----------
    lines : iterable of Line
        In any order; the result does not depend on it.
    identities : sequence of Identity, optional
        Default: all of ``budgetkit.identities``.
    scope : {"all", "table", "document"}
        Within tables, between tables, or both.
    columns : mapping of table_id to columns, optional
        Described columns (``Table.columns``) tell of printed columns that are blank throughout;
        without them only columns that hold a figure are known.

    Returns
    -------
    list of Check
        Within tables first, in the order of the tables; ``not_assessable`` ones included.
    """
    index = Index(lines, columns or {})
    found: list[Check] = []
    for identity in identities if identities is not None else all_identities():
        if identity.scope == "document":
            if scope != "table":
                found += _between(index, identity)
        elif scope != "document" and identity.scope != "documents":  # these need another document
            for kind in identity.kinds:
                for table in index.kinds.get(kind, ()):
                    found += _WITHIN[identity.scope](index, identity, table)
    return found


def judge(
    identity: Identity, total: Sequence[Line], parts: Sequence[Line], place: tuple[str, int, int],
    relation: str = "", weights: Sequence[int] = (),
) -> Check:  # fmt: skip
    """Weigh one set of figures; ``place`` is table, row and column of the whole."""
    relation = relation or identity.relation
    weights = tuple(weights) or (1,) * len(parts)
    printed = expected = steps = 0
    for line in total:
        printed += line.amount_fen
        steps += step_of(line.amount_fen, line.step_fen, line.decimals)
    for line, weight in zip(parts, weights, strict=True):
        expected += line.amount_fen * weight
        steps += step_of(line.amount_fen, line.step_fen, line.decimals)
    verdict = weigh(printed, expected, steps, relation)
    return Check(
        identity, verdict.state, tuple(total), tuple(parts), printed, expected,
        verdict.difference, verdict.tolerance, *place, relation, weights,
    )  # fmt: skip


def _within_row(index: Index, identity: Identity, table: str) -> Iterator[Check]:
    columns, complete = index.headings(table)
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


def _learn_single_parts(found: list[Equation], rows: list[Row]) -> list[Equation]:
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


def _row_check(identity: Identity, row: Row, equation: Equation, table: str) -> Check | None:
    total = [row.lines[equation.total]] if equation.total in row.lines else []
    parts = [row.lines[column] for column in equation.parts if column in row.lines]
    if not total and not parts:
        return None
    if equation.relation == "at_most" and not (total and parts):
        return None
    place = (table, row.number, equation.total)
    check = judge(identity, total, parts, place, equation.relation)
    if check.state == "fails":
        blanks = ((row.number, column) for column in equation.parts if column not in row.lines)
        check = replace(check, blanks=tuple(blanks))
    optional = [row.lines[column] for column in equation.optional if column in row.lines]
    if check.state == "fails" and optional:
        other = judge(identity, total, [*parts, *optional], place, equation.relation)
        if other.state != "fails":
            return other
        if any(line.measure not in BALANCES for line in optional):
            return Check(identity, "not_assessable", table_id=table, row=row.number, column=equation.total)
    return check


def _within_column(index: Index, identity: Identity, table: str) -> Iterator[Check]:
    kinds = next((values for o in identity.total for name, values in o.where if name == "row_kind"), ())
    for family in index.families[table]:
        if (kinds and family.parent.kind not in kinds) or (
            family.parent.role in ("current", "grand") and family.parent.first.kind in SUMMARIES
        ):
            continue
        if family.parent.kind == "total":
            family = _without_balances(family, index.rows[table])
        if family.children:
            for column, total, parts in column_sums(family):
                place = (table, family.parent.number, column)
                labelled = not total and index.names_column(*place)  # the cell prints the column's label
                if labelled or (total and _levels_unknown(family, total, parts)):
                    yield Check(
                        identity, "not_assessable", (), (), table_id=table, row=place[1], column=column
                    )
                    continue
                check = judge(identity, [total] if total else [], parts, place)
                if check.state == "fails":
                    blanks = ((row.number, column) for row in family.children if column not in row.lines)
                    check = replace(check, blanks=tuple(blanks))
                yield check
        for row in family.of_which:
            for column, line in row.lines.items():
                total = family.parent.lines.get(column)
                if total is not None:
                    yield judge(identity, [total], [line], (table, family.parent.number, column), "at_most")


def _levels_unknown(family: Family, total: Line, parts: list[Line]) -> bool:
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


def _without_balances(family: Family, rows: list[Row]) -> Family:
    """本年合计 leaves balances out; 总计 is 本年合计 and balances."""
    balances = [row for row in family.children if row.first.measure in BALANCES]
    currents = [row for row in rows if row.role == "total" and row.first.measure in CURRENT]
    parent = family.parent
    if parent in currents:
        return Family(parent, [r for r in family.children if r not in balances and r not in currents])
    if currents and parent.role == "grand":
        return Family(parent, [*currents, *balances])
    return family


def _within_table(index: Index, identity: Identity, table: str) -> Iterator[Check]:
    lines = index.tables[table]
    if _too_early(identity, lines):
        return
    if identity.unless_printed is not None and index.select(identity.unless_printed, table):
        return
    totals = [line for operand in identity.total for line in index.select(operand, table)]
    if identity.relation == "absent":
        for line in totals:
            if line.amount_fen:
                place = (table, line.row, line.column)
                yield judge(identity, [line], [], place)
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
                yield judge(identity, [total], [p[0] for p in group], place, "", [p[1] for p in group])


def _left_out(identity: Identity, total: Line, parts: list[Line]) -> bool:
    """Whether parts that print nothing but marks stand under a total that prints a figure."""
    marks = set(identity.not_stated)
    return total.amount_fen != 0 and len(parts) > 1 and all(set(part.printed) <= marks for part in parts)


def _too_early(identity: Identity, lines: Iterable[Line]) -> bool:
    """Whether figures are of a year before the edition that an identity rests on."""
    return identity.from_year > 0 and any(
        line.fiscal_year and line.fiscal_year < identity.from_year for line in lines
    )


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


_WITHIN = {"row": _within_row, "column": _within_column, "table": _within_table}


def _between(index: Index, identity: Identity) -> Iterator[Check]:
    known = condition(index, identity)
    sides = [[index.select(operand) for operand in operands] for operands in (identity.total, identity.parts)]
    if known is False or not any(any(side) for side in sides):
        return
    if _too_early(identity, [line for side in sides for lines in side for line in lines]):
        return
    if known is None or not all(any(side) for side in sides):
        yield Check(identity, "not_assessable", relation=identity.relation)
        return
    wholes = [group_by_key(index, identity, lines) for lines in sides[0]]
    several = any(len(dict(operand.where).get("row_role", ())) > 1 for operand in identity.parts)
    for key, parts in group_by_key(index, identity, [line for lines in sides[1] for line in lines]).items():
        beside = [whole.get(key, {}) for whole in wholes]
        # 本年收入合计 and 收入总计 of one table are alternatives, never a sum
        either = _by_role(index, parts) if several else [parts]
        tried = [check for one in either for check in _pairs(index, identity, beside, one)]
        if tried:
            yield min(tried, key=lambda check: _PREFERENCE.index(check.state))
        elif any(key in whole for whole in wholes):
            yield Check(identity, "not_assessable", relation=identity.relation)


def _by_role(index: Index, parts: dict[str, list[Line]]) -> list[dict[str, list[Line]]]:
    found: dict[object, dict[str, list[Line]]] = defaultdict(dict)
    for table, lines in parts.items():
        for line in lines:
            found[index.value(line, "row_role")].setdefault(table, []).append(line)
    return list(found.values())


_PREFERENCE = ("holds", "rounding", "fails", "not_assessable")


def _pairs(
    index: Index, identity: Identity, wholes: list[dict[str, list[Line]]], parts: dict[str, list[Line]]
) -> list[Check]:
    """Checks of every whole with the one table of parts of the same fund."""
    tried = []
    for whole in (lines for tables in wholes for lines in tables.values()):
        same = {table: lines for table, lines in parts.items() if comparable(index, identity, whole, lines)}
        exact = {table: lines for table, lines in same.items() if funds_of(lines) == funds_of(whole)}
        fitting = list((exact or same).values())
        if fitting and len({sum(line.amount_fen for line in lines) for lines in fitting}) == 1:
            row = whole[0].row if len(whole) == 1 else -1
            tried.append(judge(identity, whole, fitting[0], (whole[0].table_id, row, whole[0].column)))
    return tried


def group_by_key(index: Index, identity: Identity, lines: list[Line]) -> dict[tuple, dict[str, list[Line]]]:
    found: dict[tuple, dict[str, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        key = tuple(index.value(line, name) for name in identity.by)
        printed = dict(zip(identity.by, key, strict=True))
        if all(printed[name] for name in _KEYS_THAT_MUST_BE_PRINTED if name in printed):
            found[key][line.table_id].append(line)
    return found

"""A table whose unit cannot be right: its figures are those of other tables only ten thousand times over.

What such a table says is then judged as if its unit were the other one, so that one wrong word makes one
finding. The lines themselves keep what is printed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from operator import attrgetter
from typing import NamedTuple

from budgetkit.amounts import FEN_PER_UNIT
from budgetkit.audit.case import Case
from budgetkit.records import Finding, Line, grouped
from budgetkit.rules.kinds import kind_of, kinds_with
from budgetkit.tables import Table

_OTHER = {"元": "万元", "万元": "元"}
_FACTOR = FEN_PER_UNIT["万元"] // FEN_PER_UNIT["元"]
_LEAST_DIGITS = 3
"""Digits, zeros at the end apart, of a figure that tells something by standing in two places."""
_TELLING_DIGITS = 5
"""Digits of a figure that tells enough by itself."""
_ROUGH = 20
"""A figure of fewer halves of its last digit is too rough to be known again."""
_LEAST_YUAN = 10_000
"""A table in yuan with a smaller total is asked about, where the department spends far more."""
_SMALL_SHARE = Fraction(1, 100_000)


class WrongUnit(NamedTuple):
    """A table with the unit that its figures are in; ``proof`` is where they stand again, if anywhere."""

    table_id: str
    unit: str
    count: int
    proof: str
    example: str


class _Known(NamedTuple):
    """An amount printed elsewhere, with the half of its last digit."""

    fen: int
    half: int
    where: str


def find_wrong_units(
    tables: Sequence[Table], lines: Sequence[Line], statements: Sequence[Mapping] = ()
) -> list[WrongUnit]:
    """Tables whose unit is 元 for 万元, or the other way round.

    Parameters
    ----------
    tables : sequence of Table
        Tables of one document.
    lines : sequence of Line
        Their lines.
    statements : sequence of dict
        Records of `read_statements`.

    Returns
    -------
    list of WrongUnit
        Tables whose figures agree with others only in the other unit, or cannot be in theirs. Of two tables
        that contradict just each other the one is named whose unit the fewer tables have.
    """
    by_table = grouped(lines, attrgetter("table_id"))
    printed = [table for table in tables if table.amount_unit in _OTHER and by_table[table.table_id]]
    often = Counter(table.amount_unit for table in printed)
    known = _amounts_known(lines, statements) if printed else []
    found: list[WrongUnit] = []
    for table in sorted(printed, key=lambda table: often[table.amount_unit]):
        own = by_table[table.table_id]
        if {line.printed_unit for line in own} != {table.amount_unit}:
            continue  # cells print units of their own
        wrong = _compare(table, own, known, {table.table_id, *(each.table_id for each in found)})
        if wrong is None and not found and kind_of(table.kind).part_of_expenditure:
            wrong = _implausible(table, own, lines)
        if wrong:
            found.append(wrong)
    return found


def in_other_unit(lines: Sequence[Line], wrong: Iterable[WrongUnit]) -> list[Line]:
    """The lines with those of the tables in their other unit; amounts stay exact."""
    units = {each.table_id: each.unit for each in wrong}
    return [_scaled(line, units[line.table_id]) if line.table_id in units else line for line in lines]


def find_tables_of_wrong_unit(case: Case) -> Iterator[Finding]:
    """One finding for each table whose unit is wrong."""
    for each in case.wrong_units:
        words = {"unit": case.tables[each.table_id].amount_unit, "right": each.unit, "example": each.example}
        words |= {"count": each.count, "other": case.title(each.proof) if each.proof else ("正文", "text")}
        notice = "unit-of-table" if each.proof or each.count else "unit-implausible"
        yield case.notice(notice, each.table_id, **words)


def _scaled(line: Line, unit: str) -> Line:
    if unit == "万元":
        amount, step = line.amount_fen * _FACTOR, line.step_fen * _FACTOR
    else:
        amount, step = line.amount_fen // _FACTOR, max(1, line.step_fen // _FACTOR)
    return replace(line, amount_fen=amount, step_fen=step, printed_unit=unit)


def _amounts_known(lines: Iterable[Line], statements: Iterable[Mapping]) -> list[_Known]:
    """Amounts of tables and prose that are exact enough to be known again, the smallest first."""
    found = [_Known(line.amount_fen, line.step_fen // 2, line.table_id) for line in lines if line.amount_fen]
    for each in statements:
        fen = FEN_PER_UNIT.get({"万": "万元", "亿": "亿元"}.get(each["unit"], each["unit"]))
        if fen and each["value"] and not each["derived"]:
            half = Fraction(fen, 2 * 10 ** each["decimals"])
            found.append(_Known(int(Fraction(each["value"]) * fen), int(half), ""))
    return sorted(each for each in found if abs(each.fen) > _ROUGH * each.half)


def _digits(fen: int) -> int:
    return len(str(abs(fen)).rstrip("0"))


def _compare(table: Table, own: Sequence[Line], known: Sequence[_Known], aside: set[str]) -> WrongUnit | None:
    """Whether figures of a table stand again only in the other unit; tables ``aside`` are not asked."""
    known = [each for each in known if each.where not in aside]
    amounts = [each.fen for each in known]
    unit = _OTHER[table.amount_unit]
    telling = {line.amount_fen: line for line in own if _digits(line.amount_fen) >= _LEAST_DIGITS}
    again, moved = 0, []
    for line in telling.values():
        again += bool(_standing(line, known, amounts))
        if place := _standing(_scaled(line, unit), known, amounts):
            moved.append((line, place[0]))
    if not moved or again * 4 > len(moved):
        return None
    line, other = max(moved, key=lambda pair: abs(pair[0].amount_fen))
    largest = abs(line.amount_fen) == max(map(abs, telling))
    sure = len(moved) > 1 or _digits(line.amount_fen) >= _TELLING_DIGITS
    if not sure or not (largest or len(moved) * 4 >= len(telling)):
        return None
    return WrongUnit(table.table_id, unit, len(moved), other.where, _example(line))


def _standing(line: Line, known: Sequence[_Known], amounts: Sequence[int]) -> list[_Known]:
    """Where an amount stands again; digits beyond those printed are not compared."""
    half = line.step_fen // 2
    reach = half + FEN_PER_UNIT["万元"] // 200  # figures of the prose are rounded to 0.01 万元 at most
    near = known[
        bisect_left(amounts, line.amount_fen - reach) : bisect_right(amounts, line.amount_fen + reach)
    ]
    return [each for each in near if abs(each.fen - line.amount_fen) <= max(half, min(each.half, reach))]


def _example(line: Line) -> str:
    return f"{line.item or line.column_label} {line.printed.strip()} {line.printed_unit}".strip()


def _implausible(table: Table, own: Sequence[Line], lines: Iterable[Line]) -> WrongUnit | None:
    """A part of expenditure that is more than all of it, or next to nothing in yuan."""
    kinds = kinds_with(totals="expenditure", fund="all")
    spent = (line.amount_fen for line in lines if line.kind in kinds and line.table_id != table.table_id)
    largest, whole = max(own, key=lambda line: line.amount_fen), max(spent, default=0)
    amount, unit = largest.amount_fen, table.amount_unit
    if not whole or not amount:
        return None
    little = amount < _LEAST_YUAN * FEN_PER_UNIT["元"] and Fraction(amount, whole) < _SMALL_SHARE
    if little if unit == "元" else amount > whole:
        return WrongUnit(table.table_id, _OTHER[unit], 0, "", _example(largest))
    return None

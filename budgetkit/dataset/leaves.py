"""Which figures of a table are its leaves: the money once, as far down as the table breaks it down.

Rows and columns are told apart by what they are about: codes, unit, project, label; fund and nature. A row
contains the rows whose keys narrow its own. The parts of a figure replace it only where they add up to it
within the printed precision, so that what a table does not break down, or breaks down wrongly, stays whole.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

import pandas as pd

from budgetkit.amounts import FEN_PER_UNIT
from budgetkit.rules.kinds import kind_of

_RANK = {"total": 0, "subtotal": 1, "item": 2}
_BALANCE = re.compile("结转|结余|总计|^(本年|当年)(财政拨款)?(收入|支出)")
_APPROPRIATION = ("general_public_budget", "government_managed_funds", "state_capital_operations")
_THREE_PUBLIC = (
    (re.compile("购置.*运行|运行.*购置"), "vehicles"),
    (re.compile("出国|出境"), "travel"),
    (re.compile("接待"), "hospitality"),
    (re.compile("购置"), "vehicles/purchase"),
    (re.compile("(?<!机关)运行"), "vehicles/operation"),
)
_TOTAL = re.compile("三公|合计|小计|总计|^(预算数|决算数|金额)?$")
_EXPENSES = {name for _, name in _THREE_PUBLIC} | {""}
BY_ECONOMIC_CLASS = ("basic_expenditure", "agency_operating_costs")
"""Measures whose rows are economic classes."""

Key = tuple[str, ...]


class _Figure(NamedTuple):
    """A figure, or a row of figures: ``key`` tells what it is about, the emptier the wider."""

    places: tuple[int, ...]
    fen: int
    step: int
    key: Key
    rank: int


def leaf_places(table: pd.DataFrame, measure: str) -> list[int]:
    """Positions of the leaves of one table.

    Parameters
    ----------
    table : DataFrame
        Rows of `lines` of one table, one fiscal year and one phase.
    measure : str
        A key of `MEASURES`.
    """
    lines = list(table.itertuples(index=False))
    places = [place for place, line in enumerate(lines) if not _is_aside(line)]
    if measure == "three_public":
        places = _three_public_places(lines, places)
    by_class = measure in BY_ECONOMIC_CLASS
    code = "department_economic_code" if by_class else "functional_code"
    coded = any(getattr(line, code) for line in lines)
    # One printed row of a two-sided table holds two rows, each with a label of its own.
    rows: dict[tuple[int, Key], list[int]] = defaultdict(list)
    for place in places:
        rows[lines[place].row, _row_key(lines[place], measure, coded)].append(place)
    wholes = [
        _row(key, [_cell(place, lines[place]) for place in own], lines) for (_, key), own in rows.items()
    ]
    wholes = _totals_once(wholes)
    if coded and by_class:
        wholes = _without_sums(wholes)
    if measure == "project_expenditure":
        wholes = _projects_alone(wholes)
    found = [
        cell.places[0]
        for row in _leaves(wholes)
        for cell in _leaves([_cell(place, lines[place]) for place in row.places])
    ]
    return sorted(found)


def _is_aside(line: tuple) -> bool:
    """其中, and of a two-sided summary the sums of the year and what is not of the year: 总计, 上年结转."""
    balance = kind_of(line.kind).two_sided and _BALANCE.search(line.item)
    return "of_which" in (line.row_kind, line.column_kind) or bool(balance)


def _three_public_places(lines: Sequence[tuple], places: list[int]) -> list[int]:
    """Figures of the three public expenses; a sum that also holds 会议费 or 培训费 is none of them."""
    other = any(_expense(lines[place]) not in _EXPENSES for place in places)
    kept = [place for place in places if _expense(lines[place]) in _EXPENSES]
    if not other:
        return kept
    return [place for place in kept if _expense(lines[place]) or "三公" in _labels(lines[place])]


def _without_sums(wholes: list[_Figure]) -> list[_Figure]:
    """Rows with a code, where rows without one (人员经费合计) sum them up; else the sums alone."""
    sums = [row for row in wholes if not any(row.key) and row.rank]
    rest = [row for row in wholes if any(row.key) or not row.rank]
    if not sums or any(not row.rank for row in rest):
        return rest
    leaves = list(_leaves(rest))
    return rest if any(_adds_up(row, leaves) for row in sums) or _agree(sums, leaves) else sums


def _totals_once(wholes: list[_Figure]) -> list[_Figure]:
    """Rows without the second total, which some tables print at their end as well as at their head."""
    totals: set[Key] = set()
    return [row for row in wholes if row.rank or not (row.key in totals or totals.add(row.key))]


def _projects_alone(wholes: list[_Figure]) -> list[_Figure]:
    """The projects without the rows of units, where they give the total: a department's own row may stand
    above projects of all of its units."""
    projects = [row for row in wholes if row.rank == _RANK["item"]]
    totals = [row for row in wholes if row.rank == _RANK["total"]]
    whole = projects and totals and _adds_up(totals[0], projects)
    return projects if whole else wholes


def _agree(sums: list[_Figure], leaves: list[_Figure]) -> bool:
    whole = _Figure((), sum(row.fen for row in sums), sum(row.step for row in sums), (), 0)
    return _adds_up(whole, leaves)


def _cell(place: int, line: tuple) -> _Figure:
    """One figure among the figures of its row."""
    expense = _three_public(line.column_label) if kind_of(line.kind).holds == "three_public" else ""
    key = (_fund(line.fund), line.nature, expense)
    return _Figure((place,), int(line.amount_yuan.scaleb(2)), _step(line), key, _RANK[line.column_kind])


def _row(key: Key, cells: Sequence[_Figure], lines: Sequence[tuple]) -> _Figure:
    """A whole row, worth its widest figures."""
    inside = {cell.places for group in _children(cells).values() for cell in group}
    roots = [cell for cell in cells if cell.places not in inside]
    return _Figure(
        tuple(cell.places[0] for cell in cells),
        sum(cell.fen for cell in roots),
        sum(cell.step for cell in roots),
        key,
        _RANK[lines[cells[0].places[0]].row_kind],
    )


def _row_key(line: tuple, measure: str, coded: bool) -> Key:
    total = line.row_kind == "total"
    unit = line.unit_code or line.unit_name
    if measure == "three_public":
        return (_three_public(line.item),)
    if measure == "project_expenditure":
        project = line.project_id or line.item
        return ("", "") if total else (unit, "" if line.row_kind == "subtotal" else project)
    if measure in BY_ECONOMIC_CLASS:
        codes = (line.department_economic_code, line.government_economic_code)
        whole = total or coded
        return ("" if whole else unit, *codes, "" if whole else line.item)
    if kind_of(line.kind).two_sided:
        fund = "" if total else _fund(line.fund)
        return (fund, "" if total or fund else line.item)
    return _key_by_function(line, unit, coded)


def _key_by_function(line: tuple, unit: str, coded: bool) -> Key:
    total = line.row_kind == "total"
    # A row without a code among rows with codes is the sum of a unit.
    label = "" if total or line.functional_code or coded else line.item
    return (unit if line.functional_code or not total else "", line.functional_code, label)


def _fund(fund: str) -> str:
    """Fund as a path: what is appropriated stands below ``appropriation``, everything below nothing."""
    if fund == "all":
        return ""
    return f"appropriation/{fund}" if fund.startswith(_APPROPRIATION) else fund


def _expense(line: tuple) -> str:
    return _three_public(line.item) or _three_public(line.column_label)


def _labels(line: tuple) -> str:
    return line.item + line.column_label


def _three_public(label: str) -> str:
    """Kind of expense that a label names, the innermost part of a path first; empty for a total."""
    for text in reversed(label.split(" / ")):
        for pattern, name in _THREE_PUBLIC:
            if pattern.search(text):
                return name
    return "" if _TOTAL.search(label) else label


def _step(line: tuple) -> int:
    return max(1, FEN_PER_UNIT.get(line.printed_unit, 1) // 10**line.decimals)


def _leaves(figures: list[_Figure]) -> Iterator[_Figure]:
    """Leaves below all figures that nothing contains."""
    children = _children(figures)
    contained = {figure.places for group in children.values() for figure in group}
    waiting = [figure for figure in reversed(figures) if figure.places not in contained]
    while waiting:
        figure = waiting.pop()
        parts = _breakdown(figure, children.get(figure.places, []))
        if parts:
            waiting += reversed(parts)
        else:
            yield figure


def _breakdown(whole: _Figure, parts: list[_Figure]) -> list[_Figure]:
    """Parts that add up to the whole: all of them, or those that narrow the same keys (by unit, by code)."""
    ways: dict[tuple[bool, ...], list[_Figure]] = defaultdict(list)
    for part in parts:
        ways[tuple(a != b for a, b in zip(whole.key, part.key, strict=True))].append(part)
    candidates = [parts, *sorted(ways.values(), key=len, reverse=True)]
    return next((chosen for chosen in candidates if chosen and _adds_up(whole, chosen)), [])


def _children(figures: Sequence[_Figure]) -> dict[tuple[int, ...], list[_Figure]]:
    """Parts of every figure: each figure belongs to the narrowest one that contains it."""
    first: dict[tuple[Key, int], _Figure] = {}
    for figure in figures:
        first.setdefault((figure.key, figure.rank), figure)
    children: dict[tuple[int, ...], list[_Figure]] = defaultdict(list)
    for figure in figures:
        parent = _parent(figure, first)
        if parent is not None:
            children[parent.places].append(figure)
    return children


def _parent(figure: _Figure, first: dict[tuple[Key, int], _Figure]) -> _Figure | None:
    for rank in range(figure.rank - 1, -1, -1):
        if (figure.key, rank) in first:
            return first[figure.key, rank]
    for key in sorted(product(*map(_wider, figure.key)), key=lambda key: (-sum(map(len, key)), key)):
        for rank in (2, 1, 0):
            if key != figure.key and (key, rank) in first:
                return first[key, rank]
    return None


def _wider(key: str) -> list[str]:
    """A key and everything wider: the beginnings of a code, the upper parts of a path, nothing."""
    if key.isdigit():
        return [key[:length] for length in range(len(key) + 1)]
    parts = key.split("/")
    return ["", *("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))]


def _adds_up(whole: _Figure, parts: list[_Figure]) -> bool:
    """Tell whether parts give the whole: every figure may be off by half of its last printed digit."""
    difference = abs(whole.fen - sum(part.fen for part in parts))
    return difference * 2 <= whole.step + sum(part.step for part in parts)

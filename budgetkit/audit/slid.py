"""Rows whose figures stand one column aside: one finding instead of one for each sum that they break."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from budgetkit.audit.case import Case
from budgetkit.checks import Check
from budgetkit.checks.culprits import Place, signs, without
from budgetkit.records import Finding

_MOST_ROWS = 0.25
"""Of a table whose row sums fail in more of its rows the header is misread, not the rows."""
_LEAST_EXPLAINED = 2
"""Failed checks that a slide must put right, more than one wrong figure would."""


class _Slide(NamedTuple):
    """A slide back: the column it starts at, how far it goes, what it puts right and what it breaks."""

    start: int
    by: int
    explained: list[Check]
    broken: int


def find_slid(case: Case, failed: list[Check]) -> tuple[list[Finding], list[Check]]:
    """Rows for which all that fails holds once their figures are moved by one column."""
    found = []
    rows = {
        (check.table_id, check.row) for check in failed if check.identity.scope == "row" and check.row >= 0
    }
    printed = Counter(table for table, _ in {place[:2] for place in case.at})
    several = Counter(table for table, _ in rows)
    rows = {row for row in rows if several[row[0]] < 3 or several[row[0]] <= _MOST_ROWS * printed[row[0]]}
    touching: dict[tuple[str, int], list[Check]] = defaultdict(list)
    for check in failed:
        near = {row for row in rows if check.identity.scope == "table" and row[0] == check.table_id}
        for row in near | {place[:2] for place, _ in signs(check)}:
            touching[row].append(check)
    sound = _sound(case.checks, rows)
    for table, row in sorted(rows, key=lambda key: (case.rank.get(key[0], 0), key[1])):
        own = [check for check in touching[table, row] if any(check is one for one in failed)]
        slide = _best(case, table, row, own, sound[table, row])
        if slide is None:
            continue
        way = {
            "way": "",
            "way_zh": "左" if slide.by < 0 else "右",
            "way_en": "left" if slide.by < 0 else "right",
        }
        cell = (table, row, slide.start)
        finding = case.notice("row-slid", table, cell=cell, **way, count=len(slide.explained))
        finding.places = [case.place((table, row, -1))]
        finding.lines = [place for place in case.at if place[:2] == (table, row)]
        found.append(finding)
        failed = without(failed, slide.explained)
    return found, failed


def _sound(checks: Iterable[Check], rows: set[tuple[str, int]]) -> Mapping[tuple[str, int], list[Check]]:
    """Checks that hold, by the rows in question that they rest on."""
    found: dict[tuple[str, int], list[Check]] = defaultdict(list)
    for check in checks:
        if check.counts and check.state != "fails":
            for row in rows.intersection(place[:2] for place, _ in signs(check)):
                found[row].append(check)
    return found


def _best(case: Case, table: str, row: int, failed: Sequence[Check], sound: Sequence[Check]) -> _Slide | None:
    within = [check for check in failed if check.identity.scope == "row" and check.row == row]
    tried = []
    for start, by, changes in _slides(case, table, row):
        explained = [check for check in failed if _holds(check, changes)]
        if len(explained) >= _LEAST_EXPLAINED and all(any(c is e for e in explained) for c in within):
            broken = sum(not _holds(check, changes) for check in sound)
            tried.append(_Slide(start, by, explained, broken))
    best = max(tried, key=lambda slide: len(slide.explained) - slide.broken, default=None)
    return best if best and len(best.explained) > best.broken else None


def _slides(case: Case, table: str, row: int) -> Iterator[tuple[int, int, dict[Place, int]]]:
    """Moves of the figures of a row by one column from some column on, as changes of amounts."""
    known = case.tables.get(table)
    columns = [column.index for column in known.columns if column.role == "amount"] if known else []
    amounts = [case.at[place].amount_fen if (place := (table, row, c)) in case.at else 0 for c in columns]
    printed = [(table, row, column) in case.at for column in columns]
    for start in range(len(columns)):
        if start and not printed[start - 1]:  # moved to the left over a blank
            yield columns[start], -1, _changes(table, row, columns, amounts, _left(amounts, start))
        if printed[start] and not printed[-1]:
            yield columns[start], 1, _changes(table, row, columns, amounts, _right(amounts, start))


def _left(amounts: list[int], start: int) -> list[int]:
    return [*amounts[: start - 1], *amounts[start:], 0]


def _right(amounts: list[int], start: int) -> list[int]:
    return [*amounts[:start], 0, *amounts[start:-1]]


def _changes(table: str, row: int, columns: list[int], old: list[int], new: list[int]) -> dict[Place, int]:
    return {
        (table, row, column): after - before
        for column, before, after in zip(columns, old, new, strict=True)
        if after != before
    }


def _holds(check: Check, changes: Mapping[Place, int]) -> bool:
    """Whether a check holds once amounts are changed."""
    known = dict(signs(check))
    off = check.difference_fen - sum(sign * changes.get(place, 0) for place, sign in known.items())
    if check.identity.scope == "table" and check.relation == "sum":
        # A sum down a column would count the figure of a cell that is blank now.
        columns = {line.column for line in check.parts if line.table_id == check.table_id}
        off -= sum(
            change
            for place, change in changes.items()
            if place not in known and columns == {place[2]} and place[0] == check.table_id
        )
    if check.relation == "at_most":
        return off >= -check.tolerance_fen
    return abs(off) <= check.tolerance_fen

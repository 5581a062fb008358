"""Rows whose figures stand one column aside: one finding instead of one for each sum that they break."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from budgetkit.audit.case import Case
from budgetkit.audit.sums.trial import Trial, Verdict
from budgetkit.checks import Check, Place, leave_out
from budgetkit.records import Finding

_MOST_ROWS = 0.25
"""Of a table whose row sums fail in more of its rows the header is misread, not the rows."""
_LEAST_EXPLAINED = 2
"""Failed checks that a slide must put right, more than one wrong figure would."""
_LEAST_TOGETHER = 3
"""Failed checks that a slide of several rows must put right."""
_LEAST_SHARE = 0.4
"""Share of the failed checks of the rows that their slide must explain: what left the last column is lost."""


class _Slide(NamedTuple):
    """A slide back: the rows, the column it starts at, how far it goes, what it does."""

    rows: Sequence[int]
    start: int
    by: int
    changes: dict[Place, int]
    verdict: Verdict


def find_slid(case: Case, failed: list[Check]) -> tuple[list[Finding], list[Check]]:
    """Rows for which all that fails holds once their figures are moved by one column."""
    found = []
    for table in sorted({check.table_id for check in failed}, key=lambda one: case.rank.get(one, 0)):
        known = case.tables.get(table)
        if known is None or not _may_slide(case, table, failed):
            continue
        for slide in _together(case, table, failed):
            found.append(_several(case, table, slide))
            failed = leave_out(failed, _resting(Trial(case, failed), table, slide))
        trial = Trial(case, failed)
        for row in _suspects(case, table, failed):
            slide = _single(trial, table, row)
            if slide:
                found.append(_one(case, table, slide))
                failed = leave_out(failed, slide.verdict.explained)
                trial = Trial(case, failed)
    return found, failed


def _may_slide(case: Case, table: str, failed: Iterable[Check]) -> bool:
    """Whether several sums over the columns of a table fail."""
    sums = [c for c in failed if c.table_id == table and c.relation in ("sum", "absent")]
    return len(sums) >= _LEAST_EXPLAINED and len(_columns(case, table)) > 1


def _columns(case: Case, table: str) -> list[int]:
    return [column.index for column in case.tables[table].columns if column.role == "amount"]


def _together(case: Case, table: str, failed: Sequence[Check]) -> Iterator[_Slide]:
    """The slide of all rows of a table, or of those of one page, that explains most of what fails there."""
    pages: dict[int, list[int]] = defaultdict(list)
    for row in sorted({place[1] for place in case.at if place[0] == table}):
        pages[case.row_pages[table, row]].append(row)
    sets = [rows for rows in pages.values() if len(rows) > 1]
    sets += [sorted(sum(pages.values(), []))] if len(pages) > 1 else []
    trial, tried = Trial(case, failed), []
    for rows in sets:
        for start, by, changes in _slides(case, table, rows):
            verdict = trial.weigh(changes)
            slide = _Slide(rows, start, by, changes, verdict)
            mine = _resting(trial, table, slide)
            if verdict.gain >= max(_LEAST_TOGETHER, _LEAST_SHARE * len(mine)):
                tried.append(slide)
    if tried:
        yield max(tried, key=lambda slide: (slide.verdict.gain, len(slide.rows), slide.start))


def _resting(trial: Trial, table: str, slide: _Slide) -> list[Check]:
    """Failed checks that rest on a cell that moves, and failed sums of its row, which may have lost one.

    Where most rows of a page move, what stood in their last column is lost, also in rows that lost no more.
    """
    rows = {place[1] for place in slide.changes}
    moved = set(map(id, trial.failing_at(slide.changes)))
    most = 2 * len(rows) >= len(slide.rows) > 1
    reach = {place[2] for place in slide.changes}

    def rests(check: Check) -> bool:
        if id(check) in moved or check.table_id != table:
            return id(check) in moved
        if check.identity.scope == "row":
            short = check.difference_fen > 0 and bool(check.blanks)
            return check.row in rows or (most and short and check.row in slide.rows)
        return most and check.relation == "sum" and check.column in reach

    return [check for check in trial.failed if rests(check)]


def _suspects(case: Case, table: str, failed: Iterable[Check]) -> list[int]:
    """Rows that a failed sum of their own or failed sums of several columns rest on."""
    own = [c for c in failed if c.table_id == table and c.relation == "sum"]
    within = {check.row for check in own if check.identity.scope == "row" and check.row >= 0}
    printed = {place[1] for place in case.at if place[0] == table}
    if len(within) >= 3 and len(within) > _MOST_ROWS * len(printed):
        return []
    columns: dict[int, set[int]] = defaultdict(set)
    for check in own:
        if check.identity.scope != "row":
            for line in check.parts:
                columns[line.row].add(line.column)
            for row in {check.row, *(row for row, _ in check.blanks)}:
                columns[row].add(check.column)
    return sorted(within | {row for row, seen in columns.items() if len(seen) >= _LEAST_EXPLAINED})


def _single(trial: Trial, table: str, row: int) -> _Slide | None:
    within = [c for c in trial.failed if c.table_id == table and c.identity.scope == "row" and c.row == row]
    tried = []
    for start, by, changes in _slides(trial.case, table, [row]):
        verdict = trial.weigh(changes)
        whole = all(any(check is one for one in verdict.explained) for check in within)
        if whole and len(verdict.explained) >= _LEAST_EXPLAINED and _needs_all(trial, changes, verdict):
            tried.append(_Slide([row], start, by, changes, verdict))
    best = max(tried, key=lambda slide: slide.verdict.gain, default=None)
    return best if best and best.verdict.gain > 0 else None


def _needs_all(trial: Trial, changes: dict[Place, int], verdict: Verdict) -> bool:
    """Whether no single figure explains as much, which would be simpler."""
    alone = [trial.weigh({place: change}) for place, change in changes.items()]
    return all(one.gain < verdict.gain for one in alone)


def _slides(case: Case, table: str, rows: Sequence[int]) -> Iterator[tuple[int, int, dict[Place, int]]]:
    """Moves of the figures of rows by one column from some column on, as changes of amounts."""
    columns = _columns(case, table)
    printed = [any((table, row, column) in case.at for row in rows) for column in columns]
    for start in range(len(columns)):
        if start and not printed[start - 1] and printed[start]:  # moved to the left over a blank
            yield columns[start], -1, _changes(case, table, rows, columns, start, -1)
        if printed[start] and not printed[-1]:
            yield columns[start], 1, _changes(case, table, rows, columns, start, 1)


def _changes(
    case: Case, table: str, rows: Sequence[int], columns: list[int], start: int, by: int
) -> dict[Place, int]:
    changes = {}
    for row in rows:
        old = [case.at[at].amount_fen if (at := (table, row, c)) in case.at else 0 for c in columns]
        new = [*old[: start - 1], *old[start:], 0] if by < 0 else [*old[:start], 0, *old[start:-1]]
        for column, before, after in zip(columns, old, new, strict=True):
            if after != before:
                changes[table, row, column] = after - before
    return changes


def _one(case: Case, table: str, slide: _Slide) -> Finding:
    cell = (table, slide.rows[0], slide.start)
    finding = case.notice("row-slid", table, cell=cell, **_way(slide), count=len(slide.verdict.explained))
    finding.places = [case.place((table, slide.rows[0], -1))]
    finding.lines = [place for place in case.at if place[:2] == (table, slide.rows[0])]
    return finding


def _several(case: Case, table: str, slide: _Slide) -> Finding:
    rows = sorted({place[1] for place in slide.changes})
    start = case.names((table, -1, slide.start))["column"]
    words = {**_way(slide), "start": start, "tried": len(slide.verdict.explained)}
    finding = case.notice("rows-slid", table, rows=rows, **words)
    finding.lines = [place for place in case.at if place[0] == table and place[1] in rows]
    return finding


def _way(slide: _Slide) -> dict[str, str]:
    left = slide.by < 0
    return {"way": "", "way_zh": "左" if left else "右", "way_en": "left" if left else "right"}

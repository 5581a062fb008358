"""Rows whose figures stand one column aside: one finding instead of one for each sum that they break."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from budgetkit.audit.case import Case, listed
from budgetkit.audit.progress import Explanation, Progress
from budgetkit.audit.sums.trial import Changes, Effect, Trial
from budgetkit.checks import Check, Place, leave_out
from budgetkit.records import Finding, grouped

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
    changes: Changes
    effect: Effect


def find_slid_figures(case: Case, progress: Progress) -> Iterator[Explanation]:
    """Rows for which all that fails holds once their figures are moved by one column."""
    failed = progress.failed
    for table in sorted({check.table_id for check in failed}, key=lambda one: case.rank.get(one, 0)):
        if table not in case.tables or not _may_slide(case, table, failed):
            continue
        slide = _together(case, table, failed)
        if slide:
            explained = _resting(Trial(case, failed), table, slide)
            yield Explanation(_several(case, table, slide), tuple(explained))
            failed = leave_out(failed, explained)
        trial = Trial(case, failed)
        for row in _suspects(case, table, failed):
            slide = _single(trial, table, row)
            if slide:
                yield Explanation(_one(case, table, slide), tuple(slide.effect.explained))
                failed = leave_out(failed, slide.effect.explained)
                trial = Trial(case, failed)


def _may_slide(case: Case, table: str, failed: Iterable[Check]) -> bool:
    """Whether several sums over the columns of a table fail."""
    sums = [c for c in failed if c.table_id == table and c.relation in ("sum", "absent")]
    return len(sums) >= _LEAST_EXPLAINED and len(_columns(case, table)) > 1


def _columns(case: Case, table: str) -> list[int]:
    return [column.index for column in case.tables[table].columns if column.role == "amount"]


def _together(case: Case, table: str, failed: Sequence[Check]) -> _Slide | None:
    """The slide of all rows of a table, or of those of one page, that explains most of what fails there."""
    printed = sorted({place[1] for place in case.at if place[0] == table})
    pages = grouped(printed, lambda row: case.page(table, row))
    sets = [rows for rows in pages.values() if len(rows) > 1]
    sets += [printed] if len(pages) > 1 else []
    trial, tried = Trial(case, failed), []
    for rows in sets:
        for start, by, changes in _slides(case, table, rows):
            effect = trial.weigh(changes)
            slide = _Slide(rows, start, by, changes, effect)
            mine = _resting(trial, table, slide)
            if effect.gain >= max(_LEAST_TOGETHER, _LEAST_SHARE * len(mine)):
                tried.append(slide)
    return max(tried, key=lambda one: (one.effect.gain, len(one.rows), one.start), default=None)


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
    across = _columns_failing(check for check in own if check.identity.scope != "row")
    return sorted(within | {row for row, columns in across.items() if len(columns) >= _LEAST_EXPLAINED})


def _columns_failing(sums: Iterable[Check]) -> dict[int, set[int]]:
    """Columns in which failed sums rest on a row, printed or blank there."""
    columns: dict[int, set[int]] = defaultdict(set)
    for check in sums:
        for line in check.parts:
            columns[line.row].add(line.column)
        for row in {check.row, *(row for row, _ in check.blanks)}:
            columns[row].add(check.column)
    return columns


def _single(trial: Trial, table: str, row: int) -> _Slide | None:
    within = [c for c in trial.failed if c.table_id == table and c.identity.scope == "row" and c.row == row]
    tried = []
    for start, by, changes in _slides(trial.case, table, [row]):
        effect = trial.weigh(changes)
        whole = all(any(check is one for one in effect.explained) for check in within)
        if whole and len(effect.explained) >= _LEAST_EXPLAINED and _needs_all(trial, changes, effect):
            tried.append(_Slide([row], start, by, changes, effect))
    best = max(tried, key=lambda slide: slide.effect.gain, default=None)
    return best if best and best.effect.gain > 0 else None


def _needs_all(trial: Trial, changes: dict[Place, int], effect: Effect) -> bool:
    """Whether no single figure explains as much, which would be simpler."""
    alone = [trial.weigh({place: change}) for place, change in changes.items()]
    return all(one.gain < effect.gain for one in alone)


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
    row = slide.rows[0]
    lines = [place for place in case.at if place[:2] == (table, row)]
    words = case.names((table, row, slide.start)) | _way(slide) | {"count": len(slide.effect.explained)}
    return case.tell("row-slid", [(table, row, -1)], lines, **words)


def _several(case: Case, table: str, slide: _Slide) -> Finding:
    rows = sorted({place[1] for place in slide.changes})
    lines = [place for place in case.at if place[0] == table and place[1] in rows]
    words = _way(slide) | {"start": case.names((table, -1, slide.start))["column"]}
    words |= {"rows": listed(rows), "count": len(rows), "tried": len(slide.effect.explained)}
    return case.tell("rows-slid", [(table, row, -1) for row in rows], lines, **words)


def _way(slide: _Slide) -> dict[str, object]:
    return {"way": ("左", "left") if slide.by < 0 else ("右", "right")}

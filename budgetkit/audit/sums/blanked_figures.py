"""Cells of one column that lost their figures in several rows: one finding instead of one for each row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from budgetkit.audit.case import Case, listed
from budgetkit.audit.progress import Explanation, Progress
from budgetkit.audit.sums.trial import Changes, Effect, Trial
from budgetkit.checks import Check, Place, leave_out
from budgetkit.records import Finding

_LEAST_ROWS = 2
"""Blank cells of one column, each wanted by a sum of its own row."""
_LEAST_EXPLAINED = 3
"""Failed checks that their figures must put right, one that crosses the rows among them.

Where a column prints no figure at all there is no sum to cross them.
"""


def find_blanked_figures(case: Case, progress: Progress) -> Iterator[Explanation]:
    """Blank cells of a column for which all that fails holds once they print what their rows lack."""
    failed = progress.failed
    trial = Trial(case, failed)
    columns = {key: cells for key, cells in _wanted(failed).items() if len(cells) >= _LEAST_ROWS}
    for key in sorted(columns, key=lambda key: (-trial.weigh(columns[key]).gain, key)):
        effect = Trial(case, failed).weigh(columns[key])
        if _is_told(case, key, effect):
            yield Explanation(_finding(case, columns[key], effect), tuple(effect.explained))
            failed = leave_out(failed, effect.explained)


def _wanted(failed: Iterable[Check]) -> dict[tuple[str, int], dict[Place, int]]:
    """Figures that sums of rows lack where a cell is blank, by table and column."""
    wanted: dict[tuple[str, int], dict[Place, int]] = defaultdict(dict)
    for check in failed:
        if check.identity.scope == "row" and check.relation == "sum" and check.total:
            for row, column in check.blanks:
                wanted[check.table_id, column].setdefault((check.table_id, row, column), check.difference_fen)
    return wanted


def _is_told(case: Case, column: tuple[str, int], effect: Effect) -> bool:
    """Whether the figures put enough right, break nothing, and a sum down the column speaks for them."""
    if effect.broken or len(effect.explained) < _LEAST_EXPLAINED:
        return False
    if any(check.identity.scope != "row" for check in effect.explained):
        return True
    return not any((place[0], place[2]) == column for place in case.at)


def _finding(case: Case, changes: Changes, effect: Effect) -> Finding:
    rows = [row for _, row, _ in sorted(changes)]
    lines = sorted({line.place for check in effect.explained for line in check.total})
    words = {"rows": listed(rows), "count": len(rows), "tried": len(effect.explained)}
    return case.tell("figures-lost", sorted(changes), lines, **words)

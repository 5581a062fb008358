"""Cells of one column that lost their figures in several rows: one finding instead of one for each row."""

from __future__ import annotations

from collections import defaultdict

from budgetkit.audit.case import Case
from budgetkit.audit.sums.trial import Trial
from budgetkit.checks import Check, Place, leave_out
from budgetkit.records import Finding

_LEAST_ROWS = 2
"""Blank cells of one column, each wanted by a sum of its own row."""
_LEAST_EXPLAINED = 3
"""Failed checks that their figures must put right, one that crosses the rows among them.

Where a column prints no figure at all there is no sum to cross them.
"""


def find_emptied(case: Case, failed: list[Check]) -> tuple[list[Finding], list[Check]]:
    """Blank cells of a column for which all that fails holds once they print what their rows lack."""
    wanted: dict[tuple[str, int], dict[Place, int]] = defaultdict(dict)
    for check in failed:
        if check.identity.scope == "row" and check.relation == "sum" and check.total:
            for row, column in check.blanks:
                wanted[check.table_id, column].setdefault((check.table_id, row, column), check.difference_fen)
    found = []
    trial = Trial(case, failed)
    tried = [(key, changes, trial.weigh(changes)) for key, changes in wanted.items()]
    tried = [each for each in tried if len(each[1]) >= _LEAST_ROWS]
    for (table, column), changes, _ in sorted(tried, key=lambda each: (-each[2].gain, each[0])):
        trial = Trial(case, failed)
        verdict = trial.weigh(changes)
        crossing = any(check.identity.scope != "row" for check in verdict.explained)
        whole = not any(place[0] == table and place[2] == column for place in case.at)
        if not (crossing or whole) or len(verdict.explained) < _LEAST_EXPLAINED or verdict.broken:
            continue
        rows = sorted(place[1] for place in changes)
        cell = (table, rows[0], column)
        words = {"column": case.names(cell)["column"], "tried": len(verdict.explained)}
        finding = case.notice("figures-lost", table, rows=rows, **words)
        finding.places = [case.place(place) for place in sorted(changes)]
        finding.lines = sorted(
            {(line.table_id, line.row, line.column) for c in verdict.explained for line in c.total}
        )
        found.append(finding)
        failed = leave_out(failed, verdict.explained)
    return found, failed

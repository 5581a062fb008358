"""Rows printed twice: one finding instead of one for each sum that counts them twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from budgetkit.audit.case import Case, listed
from budgetkit.audit.progress import Explanation, Progress
from budgetkit.audit.sums.trial import Trial
from budgetkit.checks import Place, leave_out, places_of
from budgetkit.records import Line


def find_doubled_rows(case: Case, progress: Progress) -> Iterator[Explanation]:
    """Rows that say what another row of their table says, and without which failed sums hold."""
    failed = progress.failed
    for rows in _same_rows(case, {table for table, _, _ in places_of(failed)}):
        again = {place: -line.amount_fen for place, line in rows[-1].items()}
        effect = Trial(case, failed).weigh(again)
        if not effect.explained or effect.broken >= len(effect.explained):
            continue
        numbers = sorted({place[1] for row in rows for place in row})
        last, first = next(iter(rows[-1])), next(iter(rows[0]))
        finding = case.tell(
            "row-printed-twice",
            [(*last[:2], -1), (*first[:2], -1)],
            [place for row in rows for place in row],
            rows=listed(numbers),
            count=len(numbers),
            tried=len(effect.explained),
            row=case.names(last)["row"],
        )
        yield Explanation(finding, tuple(effect.explained))
        failed = leave_out(failed, effect.explained)


def _same_rows(case: Case, tables: set[str]) -> Iterator[list[dict[Place, Line]]]:
    """Rows of a table with one label, one code and the same figures in the same columns."""
    rows: dict[tuple[str, int], dict[Place, Line]] = defaultdict(dict)
    for place, line in sorted(case.at.items()):
        if place[0] in tables and line.row_kind != "total":
            rows[place[:2]][place] = line
    alike: dict[tuple, list[dict[Place, Line]]] = defaultdict(list)
    for (table, _), row in rows.items():
        if any(line.amount_fen for line in row.values()):
            alike[table, *map(_said, row.values())].append(row)
    return (same for same in alike.values() if len(same) > 1)


def _said(line: Line) -> tuple:
    codes = (line.functional_code, line.department_economic_code, line.government_economic_code)
    who = (line.unit_code or line.unit_name, line.project_name, line.project_code, line.item)
    return line.column, line.amount_fen, *codes, *who

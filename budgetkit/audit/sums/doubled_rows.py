"""Rows printed twice: one finding instead of one for each sum that counts them twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from budgetkit.audit.case import Case
from budgetkit.audit.sums.trial import Trial
from budgetkit.checks import Check, Place, leave_out
from budgetkit.records import Finding, Line


def find_doubled(case: Case, failed: list[Check]) -> tuple[list[Finding], list[Check]]:
    """Rows that say what another row of their table says, and without which failed sums hold."""
    found = []
    for table, rows in _same_rows(case, {place[0] for place in _cells(failed)}):
        trial = Trial(case, failed)
        again = {place: -line.amount_fen for place, line in rows[-1].items()}
        verdict = trial.weigh(again)
        if not verdict.explained or verdict.broken >= len(verdict.explained):
            continue
        numbers = sorted({place[1] for row in rows for place in row})
        cell = next(iter(rows[-1]))
        words = {"count": len(numbers), "tried": len(verdict.explained), "row": case.names(cell)["row"]}
        finding = case.notice("row-printed-twice", table, rows=numbers, **words)
        finding.places = [case.place((table, cell[1], -1)), case.place((table, next(iter(rows[0]))[1], -1))]
        finding.lines = [place for row in rows for place in row]
        found.append(finding)
        failed = leave_out(failed, verdict.explained)
    return found, failed


def _cells(failed: list[Check]) -> Iterator[Place]:
    for check in failed:
        for line in (*check.total, *check.parts):
            yield line.table_id, line.row, line.column


def _same_rows(case: Case, tables: set[str]) -> Iterator[tuple[str, list[dict[Place, Line]]]]:
    """Rows of a table with one label, one code and the same figures in the same columns."""
    rows: dict[tuple[str, int], dict[Place, Line]] = defaultdict(dict)
    for place, line in sorted(case.at.items()):
        if place[0] in tables and line.row_kind != "total":
            rows[place[:2]][place] = line
    alike: dict[tuple, list[dict[Place, Line]]] = defaultdict(list)
    for (table, _), row in rows.items():
        if any(line.amount_fen for line in row.values()):
            alike[table, *(_said(line) for line in row.values())].append(row)
    for key, same in alike.items():
        if len(same) > 1:
            yield key[0], same


def _said(line: Line) -> tuple:
    codes = (line.functional_code, line.department_economic_code, line.government_economic_code)
    who = (line.unit_code or line.unit_name, line.project_name, line.project_code, line.item)
    return line.column, line.amount_fen, *codes, *who

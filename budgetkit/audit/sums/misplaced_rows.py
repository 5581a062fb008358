"""Rows whose figures stand beside other names, and rows printed twice: one finding instead of many."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import NamedTuple

from budgetkit.audit.case import Case, listed, money
from budgetkit.audit.progress import Explanation, Progress
from budgetkit.audit.sums.rows_elsewhere import code_of
from budgetkit.audit.sums.trial import Trial
from budgetkit.checks import Check, leave_out, places_of
from budgetkit.records import Finding, Line, grouped

_LEAST_ROWS = 3
"""Rows out of step; two are an exchange."""
_LEAST_SHARE = 0.6
"""Of the rows that differ from the sister table, the share whose figures it prints for another row."""

Key = tuple[str, str]
"""Unit and code of a row."""


class CodedRow(NamedTuple):
    """A row of a table whose unit and code stand in no other row of it."""

    number: int
    lines: list[Line]

    @property
    def figures(self) -> tuple[tuple[str, str, int], ...]:
        """Measure, nature and amount in fen of each figure that is not zero."""
        return tuple(sorted((line.measure, line.nature, line.amount_fen) for line in self.lines))

    @property
    def first(self) -> Line:
        """The leftmost figure."""
        return min(self.lines, key=lambda line: line.column)


def find_displaced_rows(case: Case, progress: Progress) -> Iterator[Explanation]:
    """Tables whose sums fail and whose figures a sister table with the same codes prints for other rows."""
    failed = progress.failed
    broken = Counter(c.table_id for c in failed if c.relation == "sum" and c.identity.scope != "row")
    suspects = [table for table in case.tables if broken[table] >= _LEAST_ROWS]
    tables = _rows_by_code(case) if suspects else {}
    for table in suspects:
        own = tables.get(table, {})
        sounder = [rows for other, rows in tables.items() if broken[other] < broken[table]]
        sister = max(sounder, key=lambda rows: len(_out_of_step(own, rows)), default={})
        moved = _out_of_step(own, sister)
        if moved:
            first = min(moved, key=lambda key: own[key].number)
            explained = [check for check in failed if _rests_on(check, table, own[first].number)]
            numbers = [own[key].number for key in moved]
            finding = _finding(case, own[first], sister[first], numbers, explained)
            yield Explanation(finding, tuple(explained))
            failed = leave_out(failed, explained)


def _rows_by_code(case: Case) -> dict[str, dict[Key, CodedRow]]:
    """Rows by unit and code, by table; a code printed twice is left out."""
    printed = [line for line in case.lines if line.amount_fen and code_of(line)]
    found: dict[str, dict[Key, CodedRow]] = defaultdict(dict)
    for (table, *key), lines in grouped(printed, _table_and_code).items():
        if len({line.row for line in lines}) == 1:
            found[table][tuple(key)] = CodedRow(lines[0].row, lines)
    return found


def _table_and_code(line: Line) -> tuple[str, str, str]:
    return line.table_id, line.unit_code, code_of(line)


def _out_of_step(own: Mapping[Key, CodedRow], other: Mapping[Key, CodedRow]) -> list[Key]:
    """Codes of a table whose figures another table prints for a different code; empty where these are few."""
    printed = {row.figures for row in other.values()}
    unlike = [key for key in own if key in other and own[key].figures != other[key].figures]
    moved = [key for key in unlike if own[key].figures in printed]
    return moved if len(moved) >= max(_LEAST_ROWS, _LEAST_SHARE * len(unlike)) else []


def _rests_on(check: Check, table: str, first: int) -> bool:
    """Whether a check sums the table downwards, or takes a figure from the first row out of step on."""
    if check.table_id == table and check.identity.scope in ("column", "table"):
        return True
    return any(line.table_id == table and line.row >= first for line in check.lines)


def _finding(
    case: Case, own: CodedRow, there: CodedRow, rows: Iterable[int], explained: list[Check]
) -> Finding:
    first, other = own.first, there.first
    words = {
        "row": case.names(first.place)["row"],
        "sister": case.title(other.table_id),
        "printed": money(first.amount_fen, first),
        "other": money(other.amount_fen, other),
        "unit": first.printed_unit,
        "tried": len(explained),
    }
    finding = case.notice("rows-out-of-step", first.table_id, explained, rows=rows, **words)
    if case.is_exact(first.table_id):
        finding.category, finding.severity = "document_error", "error"
    return finding


def find_doubled_rows(case: Case, progress: Progress) -> Iterator[Explanation]:
    """Rows that say what another row of their table says, and without which failed sums hold."""
    failed = progress.failed
    for rows in _same_rows(case, {table for table, _, _ in places_of(failed)}):
        again = {line.place: -line.amount_fen for line in rows[-1]}
        effect = Trial(case, failed).weigh(again)
        if not effect.explained or effect.broken >= len(effect.explained):
            continue
        places, lines = [(*_row_of(row[0]), -1) for row in rows], [line.place for row in rows for line in row]
        words = {"rows": listed(row for _, row, _ in places), "count": len(rows)}
        words |= {"tried": len(effect.explained), "row": case.names(rows[-1][0].place)["row"]}
        finding = case.tell("row-printed-twice", [places[-1], places[0]], lines, **words)
        yield Explanation(finding, tuple(effect.explained))
        failed = leave_out(failed, effect.explained)


def _same_rows(case: Case, tables: set[str]) -> Iterator[list[list[Line]]]:
    """Rows of a table with one label, one code and the same figures in the same columns."""
    printed = sorted(case.at.values(), key=attrgetter("place"))
    rows = grouped(
        (line for line in printed if line.table_id in tables and line.row_kind != "total"), _row_of
    )
    filled = [row for row in rows.values() if any(line.amount_fen for line in row)]
    alike = grouped(filled, lambda row: (row[0].table_id, *map(_said, row)))
    return (same for same in alike.values() if len(same) > 1)


def _row_of(line: Line) -> tuple[str, int]:
    return line.place[:2]


def _said(line: Line) -> tuple:
    codes = (line.functional_code, line.department_economic_code, line.government_economic_code)
    who = (line.unit_code or line.unit_name, line.project_name, line.project_code, line.item)
    return line.column, line.amount_fen, *codes, *who

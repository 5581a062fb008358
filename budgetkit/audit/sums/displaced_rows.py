"""Figures that stand beside the names of other rows: one finding instead of one for each sum that breaks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from budgetkit.audit.case import Case, money
from budgetkit.audit.progress import Explanation, Progress
from budgetkit.audit.sums.rows_elsewhere import code_of
from budgetkit.checks import Check, leave_out
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

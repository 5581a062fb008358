"""Figures that stand beside the names of other rows: one finding instead of one for each sum that breaks."""

from __future__ import annotations

from collections import Counter, defaultdict

from budgetkit.amounts import print_amount
from budgetkit.audit.case import EXACT_ENGINES, Case
from budgetkit.checks import Check, leave_out
from budgetkit.records import Finding, Line

_LEAST_ROWS = 3
"""Rows out of step; two are an exchange."""
_LEAST_SHARE = 0.6
"""Of the rows that differ from the sister table, the share whose figures it prints for another row."""

Figures = tuple[tuple[str, str, int], ...]
"""What a row prints: measure, nature and amount in fen of each figure that is not zero."""


def find_displaced(case: Case, failed: list[Check]) -> tuple[list[Finding], list[Check]]:
    """Tables whose sums fail and whose figures a sister table with the same codes prints for other rows."""
    broken = Counter(c.table_id for c in failed if c.relation == "sum" and c.identity.scope != "row")
    suspects = sorted((t for t in broken if broken[t] >= _LEAST_ROWS), key=lambda t: case.rank.get(t, 0))
    if not suspects:
        return [], failed
    found, tables = [], _rows_by_code(case)
    for table in (one for one in suspects if one in tables):
        tried = [(other, _displaced(tables[table], tables[other])) for other in tables if other != table]
        tried = [(other, rows) for other, rows in tried if rows and broken[other] < broken[table]]
        if tried:
            sister, rows = max(tried, key=lambda one: len(one[1]))
            explained = [check for check in failed if _rests_on(check, table, min(rows.values()))]
            found.append(_finding(case, table, sister, rows, tables, explained))
            failed = leave_out(failed, explained)
    return found, failed


def _rows_by_code(case: Case) -> dict[str, dict[tuple[str, str], tuple[int, list[Line]]]]:
    """Row number and figures of each unit and code, by table; a code printed twice is left out."""
    rows: dict[str, dict[tuple[str, str], dict[int, list[Line]]]] = defaultdict(lambda: defaultdict(dict))
    for line in case.lines:
        code = line.functional_code or line.department_economic_code
        if code and line.amount_fen:
            rows[line.table_id][line.unit_code, code].setdefault(line.row, []).append(line)
    return {
        table: {key: next(iter(by_row.items())) for key, by_row in keyed.items() if len(by_row) == 1}
        for table, keyed in rows.items()
    }


def _figures(lines: list[Line]) -> Figures:
    return tuple(sorted((line.measure, line.nature, line.amount_fen) for line in lines))


def _displaced(own: dict, other: dict) -> dict[tuple[str, str], int]:
    """Codes of a table, with their rows, whose figures another table prints for a different code."""
    theirs = {key: _figures(lines) for key, (_, lines) in other.items()}
    printed = set(theirs.values())
    unlike = {
        key: (row, figures)
        for key, (row, lines) in own.items()
        if key in theirs and (figures := _figures(lines)) != theirs[key]
    }
    moved = {key: row for key, (row, figures) in unlike.items() if figures in printed}
    if len(moved) < _LEAST_ROWS or len(moved) < _LEAST_SHARE * len(unlike):
        return {}
    return moved


def _rests_on(check: Check, table: str, first: int) -> bool:
    """Whether a check sums the table downwards, or takes a figure from the first row out of step on."""
    if check.table_id == table and check.identity.scope in ("column", "table"):
        return True
    return any(line.table_id == table and line.row >= first for line in (*check.total, *check.parts))


def _finding(
    case: Case, table: str, sister: str, rows: dict, tables: dict, explained: list[Check]
) -> Finding:
    key = min(rows, key=rows.get)
    row, lines = tables[table][key]
    first = min(lines, key=lambda line: line.column)
    there = min(tables[sister][key][1], key=lambda line: line.column)
    words = {
        "row": case.names((table, row, first.column))["row"],
        "sister": case.names((sister, -1, -1))["table"],
        "printed": print_amount(first.amount_fen, first.printed_unit, first.decimals),
        "other": print_amount(there.amount_fen, there.printed_unit, there.decimals),
        "unit": first.printed_unit,
        "tried": len(explained),
    }
    finding = case.notice("rows-out-of-step", table, explained, rows=rows.values(), **words)
    known = case.tables.get(table)
    if known is not None and known.engine in EXACT_ENGINES:
        finding.category, finding.severity = "document_error", "error"
    return finding

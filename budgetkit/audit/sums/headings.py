"""Headings without rows below them, and rows whose heading is not printed over them."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from budgetkit.audit.case import Case
from budgetkit.audit.progress import Explanation, Progress
from budgetkit.audit.sums.rows_elsewhere import SCHEMES, find_rows_elsewhere
from budgetkit.checks import Check, leave_out
from budgetkit.records import Finding, Line, grouped
from budgetkit.rules.kinds import kind_of
from budgetkit.sums.printed_rows import PrintedRow, rows_of

_LEAST_ALIKE = 2
"""Headings of a level that must have rows before one without rows is worth a word; twice as many in lists."""


def find_bare_headings(case: Case, progress: Progress) -> Iterator[Explanation]:
    """Headings without rows, where the other headings of their level have rows."""
    failed = progress.failed
    for heading, alike in _bare_headings(case):
        lines = list(heading.lines.values())
        table, missing = lines[0].table_id, {line.amount_fen for line in lines} - {0}
        elsewhere = find_rows_elsewhere(case, table, heading.code, heading.unit, missing)
        places = [line.place for line in lines]
        if elsewhere:
            words = {"other": case.title(elsewhere.table_id), "names": elsewhere.names}
            finding = case.tell("heading-rows-elsewhere", places[:1], places, **words)
        elif alike:
            finding = case.tell("heading-without-rows", places[:1], places)
        else:
            continue
        resting = [check for check in failed if _rests_on(check, lines)]
        yield Explanation(finding, tuple(resting))
        failed = leave_out(failed, resting)


def find_missing_headings(case: Case) -> Iterator[Finding]:
    """Rows whose own class or group is not printed over them, where those of the other rows are."""
    for table, rows in _rows(case).items():
        for scheme in SCHEMES:
            for code, below in _unprinted([row for row in rows if row.scheme == scheme]):
                words = {"code": code, "name": _name(case, scheme, code)}
                finding = case.notice("heading-not-printed", table, rows=[r.number for r in below], **words)
                finding.lines = [(table, row.number, column) for row in below for column in row.lines]
                yield finding


def _unprinted(rows: list[PrintedRow]) -> Iterator[tuple[str, list[PrintedRow]]]:
    """Codes of classes and groups that no row prints, with the rows below them; most others are printed."""
    printed = {(unit, row.code) for row in rows for unit in (row.unit, "")}
    for length in (3, 5):
        longer = [row for row in rows if len(row.code) > length]
        over = grouped(longer, lambda row, length=length: (row.unit, row.code[:length]))
        missing = {key: below for key, below in over.items() if key not in printed}
        if len(over) - len(missing) >= max(_LEAST_ALIKE, 2 * len(missing)):
            for (_, code), below in missing.items():
                yield code, below


def _name(case: Case, scheme: str, code: str) -> str:
    """Name of a code as another table prints it."""
    names = (line.functional_name or line.item for line in case.lines if getattr(line, scheme) == code)
    return next(filter(None, names), "")


def _rests_on(check: Check, heading: list[Line]) -> bool:
    """Whether a check between tables sums the rows below a heading, of which some are lost."""
    return (
        check.identity.scope == "document"
        and abs(check.difference_fen) in {abs(line.amount_fen) for line in heading}
        and any(line.table_id == heading[0].table_id for line in check.lines)
    )


def _rows(case: Case) -> dict[str, list[PrintedRow]]:
    """Rows of items and headings by table; of a row printed side by side, each side."""
    lines = (line for line in case.lines if line.row_kind in ("item", "subtotal"))
    return {table: rows_of(own) for table, own in grouped(lines, attrgetter("table_id")).items()}


def _bare_headings(case: Case) -> Iterator[tuple[PrintedRow, bool]]:
    """Headings without rows, and whether so many others of their level have rows that this says something."""
    for table, rows in _rows(case).items():
        for scheme in SCHEMES:
            yield from _without_codes_below([row for row in rows if row.scheme == scheme])
        known = case.tables.get(table)
        if known and kind_of(known.kind).part_of_projects:  # no codes, but columns or indents tell levels
            yield from _without_labels_below(rows)


def _without_codes_below(rows: list[PrintedRow]) -> Iterator[tuple[PrintedRow, bool]]:
    below = {(unit, r.code[:n]) for r in rows for n in range(3, len(r.code)) for unit in (r.unit, "")}
    for level in grouped(rows, lambda row: len(row.code)).values():
        bare = [row for row in level if (row.unit, row.code) not in below]
        alone = [row for row in bare if any(line.amount_fen for line in row.lines.values())]
        alike = len(level) - len(bare) >= max(_LEAST_ALIKE, 2 * len(alone))
        if len(level) > len(bare):
            yield from ((row, alike) for row in alone)


def _without_labels_below(rows: list[PrintedRow]) -> Iterator[tuple[PrintedRow, bool]]:
    above = {row.number: row.first.parent_row for row in rows}

    def depth_of(row: PrintedRow) -> int:
        depth, over = 0, above[row.number]
        while over is not None and depth < len(above):
            depth, over = depth + 1, above.get(over)
        return depth

    for level in grouped(rows, depth_of).values():
        alone = [row for row in level if row.number not in above.values()]
        if len(level) - len(alone) >= max(2 * _LEAST_ALIKE, 4 * len(alone)):
            yield from ((row, True) for row in alone)

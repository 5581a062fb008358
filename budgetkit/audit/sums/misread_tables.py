"""Tables that were misread: rows whose figures moved, and tables most of whose sums fail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from operator import attrgetter

from budgetkit.audit.case import Case, title_of
from budgetkit.audit.progress import Explanation, Progress
from budgetkit.checks import Check, Place, leave_out, places_of
from budgetkit.checks.culprits import find_culprits
from budgetkit.records import grouped
from budgetkit.repair import doubtful_cells

_LEAST_OF_RULE, _LEAST_OF_TABLE = 3, 6
"""Failed sums of one rule, and of one table, that speak of the table where most fail, and not of figures."""


def find_shifted_rows_of_text(case: Case, progress: Progress) -> Iterator[Explanation]:
    """Shifted rows of tables without rulings, where lost blanks are to be expected."""
    text = {table.table_id for table in case.tables.values() if table.engine != "ruled"}
    return _shifted(case, [check for check in progress.failed if check.table_id in text])


def find_shifted_rows(case: Case, progress: Progress) -> Iterator[Explanation]:
    """Rows whose figures moved and could not be put back; they take their checks with them."""
    return _shifted(case, progress.failed)


def _shifted(case: Case, failed: Sequence[Check]) -> Iterator[Explanation]:
    sums = [check for check in failed if check.identity.scope == "row" and check.counts]
    for table, own in grouped(sums, attrgetter("table_id")).items():
        by_row = grouped(own, attrgetter("row"))
        doubtful = doubtful_cells(case.tables[table]) if table in case.tables else {}
        rows = [row for row in doubtful if not _one_cell_explains(by_row[row])]
        cells = {(table, row, column) for row in rows for column in doubtful[row]}
        taken = [check for row in rows for check in by_row[row]]
        rest = leave_out(failed, taken)
        taken += [check for check in rest if cells.intersection([check.place, *places_of([check])])]
        if taken:
            yield Explanation(case.notice("columns-shifted", table, taken, rows), tuple(taken))
            failed = leave_out(failed, taken)


def _one_cell_explains(failed: list[Check]) -> bool:
    """Whether one wrong figure, which is simpler than a shift, makes all sums of a row fail."""
    best = next(find_culprits([], failed), None)
    return len(failed) < 2 or (best is not None and len(best.explained) == len(failed))


def find_misread_tables(case: Case, progress: Progress) -> Iterator[Explanation]:
    """A table most of whose sums fail is misread, not misprinted: one finding instead of many."""
    failed = progress.failed
    tried = grouped(filter(_is_within, case.checks), attrgetter("table_id"))
    for table, sums in tried.items():
        inside = [check for check in failed if check.table_id == table and _is_within(check)]
        if not _most_fail(inside, sums):
            continue
        first = inside[0].identity
        words = {"count": len(inside), "title": title_of(first)}
        finding = case.notice("table-does-not-add-up", table, inside, {c.row for c in inside}, **words)
        cells = set(places_of(inside))
        explained = [check for check in failed if _falls_with(check, table, cells)]
        yield Explanation(finding, tuple(explained))
        failed = leave_out(failed, explained)


def _is_within(check: Check) -> bool:
    return check.counts and check.identity.scope in ("row", "column")


def _most_fail(failed: list[Check], tried: list[Check]) -> bool:
    """Whether most sums of a table fail, or most of one rule along its rows."""
    if len(failed) >= _LEAST_OF_TABLE and len(failed) * 2 > len(tried):
        return True
    of_rule, failed_of_rule = (
        Counter((check.identity.id, check.column) for check in checks if check.identity.scope == "row")
        for checks in (tried, failed)
    )
    return any(n >= _LEAST_OF_RULE and n * 2 > of_rule[rule] for rule, n in failed_of_rule.items())


def _falls_with(check: Check, table: str, cells: set[Place]) -> bool:
    """Whether a check rests on a figure of the sums that fail, or allows none in the table."""
    absent = check.relation == "absent" and check.table_id == table
    return absent or bool(cells.intersection(places_of([check])))

"""Rows that were lost: a total that exceeds the sum of its rows in every column at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from budgetkit.amounts import print_amount
from budgetkit.audit.case import Case, compared
from budgetkit.audit.progress import Explanation, Progress
from budgetkit.audit.sums.rows_elsewhere import RowsElsewhere, find_blank_rows, find_rows_of_sums
from budgetkit.checks import Check, leave_out
from budgetkit.records import Finding, Line, grouped


def find_lost_rows(case: Case, progress: Progress) -> Iterator[Explanation]:
    """A total row over the sum of its rows in every failing column at once, its own row being sound."""
    failed = progress.failed
    unsound = {(check.table_id, check.row) for check in failed if check.identity.scope == "row"}
    for (table, row), group in _sums_of_rows(failed).items():
        if not _is_short(group, unsound):
            continue
        elsewhere = find_rows_of_sums(case, group, table)
        if len(group) < 2 and not _suffices(case, group[0], elsewhere, failed):
            continue
        resting = [c for c in failed if c.identity.scope == "document" and _rests_on(c, table, row)]
        finding = _finding(case, group, elsewhere)
        yield Explanation(finding, (*group, *resting), tuple(_lines_beside(table, resting)))
        failed = leave_out(failed, [*group, *resting])


def _sums_of_rows(failed: Iterable[Check]) -> dict[tuple[str, int], list[Check]]:
    """Failed sums down the columns by the row of their whole, from left to right."""
    sums = [check for check in failed if check.relation == "sum" and check.total and _runs_down(check)]
    return grouped(sorted(sums, key=attrgetter("column")), lambda check: (check.table_id, check.row))


def _runs_down(check: Check) -> bool:
    """Whether a sum runs down a column; that of a summary has an identity of its own."""
    columns = {line.column for line in check.parts}
    return check.identity.scope == "column" or (check.identity.scope == "table" and columns == {check.column})


def _is_short(group: Sequence[Check], unsound: set[tuple[str, int]]) -> bool:
    """Whether all sums fall short of their wholes, and nothing else is wrong with the rows.

    A row that slid makes some column exceed its total, a wrong figure makes one column fall short.
    """
    if any(check.difference_fen <= 0 for check in group):
        return False
    rows = {line.place[:2] for check in group for line in check.lines}
    whole = (group[0].table_id, group[0].row)
    return not unsound & rows or (len(group) > 2 and whole not in unsound)


def _suffices(case: Case, check: Check, elsewhere: RowsElsewhere | None, failed: Sequence[Check]) -> bool:
    """Whether one short sum tells of lost rows; it may as well be that of a wrong figure."""
    table = case.tables.get(check.table_id)
    columns = [column for column in table.columns if column.role == "amount"] if table else []
    only = len(columns) == 1 and table is not None and table.engine != "ruled"
    return (only or elsewhere is not None) and not _fails_elsewhere(check, failed)


def _fails_elsewhere(check: Check, failed: Iterable[Check]) -> bool:
    """Whether its whole, or a part that is itself a whole, fails elsewhere by what would put both right."""
    wanted = {place: sign * check.difference_fen for place, sign in check.signs()}
    return any(
        wanted.get(place) == sign * other.difference_fen and place in (check.place, other.place)
        for other in failed
        if other is not check
        for place, sign in other.signs()
    )


def _rests_on(check: Check, table: str, total_row: int) -> bool:
    """Whether a check between tables sums rows of a table that lost some."""
    return any(line.table_id == table and line.row != total_row for line in check.lines)


def _lines_beside(damaged: str, checks: Iterable[Check]) -> Iterator[Line]:
    """Lines of sound tables: a check that fails because another table lost rows says nothing of them."""
    return (line for check in checks if check.counts for line in check.lines if line.table_id != damaged)


def _finding(case: Case, group: Sequence[Check], elsewhere: RowsElsewhere | None) -> Finding:
    first, table = group[0], group[0].table_id
    unit = first.total[0].printed_unit
    decimals = max(line.decimals for check in group for line in check.total)
    residual = "；".join(
        f"{case.names(c.place)['column']} {print_amount(c.difference_fen, unit, decimals)}" for c in group
    )
    words = {"residual": residual, "unit": unit, "proof": ""}
    if elsewhere:
        other = case.title(elsewhere.table_id)
        zh, en = f"；{other}印有而此表没有：", f"; {other} prints what is not here: "
        words["proof"] = zh + elsewhere.names, en + elsewhere.names
    # What the rows make is what is there; the total says what should be.
    finding = case.notice("rows-lost", table, group, **words)
    compared(finding, first.expected_fen, first.printed_fen, first.tolerance_fen)
    finding.identity = first.identity.id
    # the row is there, its figure is not
    blank = find_blank_rows(case, elsewhere, table) if elsewhere else []
    finding.places += [case.place((table, row, check.column)) for row in blank for check in group]
    return finding

"""Extraction damage: repaired and shifted rows, lost rows, tables that were not understood."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal

from budgetkit.amounts import print_amount
from budgetkit.audit.case import MOST_NAMED, Case
from budgetkit.audit.sums.lost_rows import bare_rows, proof_of, tell_proof
from budgetkit.checks import Check, leave_out, places_of
from budgetkit.checks.culprits import find_culprits
from budgetkit.corrections import KIND as CORRECTION
from budgetkit.model import Cell
from budgetkit.records import Finding
from budgetkit.repair import doubtful_cells
from budgetkit.rules.prose import prose_rules
from budgetkit.tables import Table

_MOST_SHOWN = 24
"""Characters of an unreadable figure that are quoted."""


def find_repaired(case: Case) -> list[Finding]:
    """One finding for each repaired table."""
    rows: dict[str, list[int]] = defaultdict(list)
    for repair in case.repairs:
        if repair.kind == CORRECTION:
            continue  # told one by one, with the reason of the user
        rows[repair.table_id].append(repair.row)
    return [
        case.notice("table-repaired", table, rows=numbers, count=len(numbers))
        for table, numbers in rows.items()
    ]


def find_missing(case: Case) -> list[Finding]:
    """Tables that are empty without a word, there or in the prose, or promised and not there."""
    found, explained = [], _explained(case)
    for table in case.tables.values():
        if table.state == "empty" and table.kind in explained:
            continue
        unread = _unread(table) if table.state == "empty" else []
        if unread:
            said = "、".join(f"“{cell.text[:_MOST_SHOWN]}”" for cell in unread[:MOST_NAMED])
            rows = [cell.row for cell in unread]
            finding = case.notice(
                "figures-unreadable", table.table_id, rows=rows, listed=said, cells=len(unread)
            )
            found.append(finding)
        elif table.state == "empty":
            found.append(case.notice("empty-table-without-note", table.table_id))
        elif table.state == "absent" and table.listed_in_contents:
            name = "table-listed-but-absent" if case.read_whole else "table-listed-but-not-read"
            found.append(case.notice(name, table.table_id))
            found[-1].identity = "table-listed-but-absent"
    return found


def _unread(table: Table) -> list[Cell]:
    """Cells with digits where amounts belong, in a table none of whose amounts could be read."""
    columns = {column.index for column in table.columns if column.role == "amount"}
    cells = {
        id(cell): cell
        for row in table.rows[table.header_rows :]
        for column, cell in enumerate(row)
        if cell is not None and column in columns and any(map(str.isdigit, cell.text))
    }
    return list(cells.values())


def _explained(case: Case) -> set[str]:
    """Kinds of tables that the prose says hold nothing: 无, 为空表, or 0 万元."""
    found: set[str] = set()
    claims = prose_rules().claims
    amounts = {metric for claim in claims.values() for metric in claim.metric}
    for one in case.statements:
        if one["fiscal_year"] not in (None, case.fiscal_year):
            continue
        if one["metric"] == "empty_table":
            found.add(one["subject"])
        nothing = one["metric"] == "no_such_budget"
        if not nothing and (one["derived"] or one["metric"] not in amounts or not _is_zero(one["value"])):
            continue
        said = one["subject"] if nothing else one["metric"]
        for claim in claims.values():
            found |= set(claim.kinds) if said == claim.subject or said in claim.metric else set()
    return found


def _is_zero(value: str) -> bool:
    return value != "" and not Decimal(value)


def find_shifted_text(case: Case, failed: list[Check]) -> tuple[list[Finding], list[Check]]:
    """Shifted rows of tables without rulings, where lost blanks are to be expected."""
    text = {table.table_id for table in case.tables.values() if table.engine != "ruled"}
    found, rest = find_shifted(case, [check for check in failed if check.table_id in text])
    aside = [check for check in failed if check.table_id not in text]
    return found, [*aside, *rest]


def find_shifted(case: Case, failed: list[Check]) -> tuple[list[Finding], list[Check]]:
    """Rows whose figures moved and could not be put back; they take their checks with them."""
    by_row: dict[tuple[str, int], list[Check]] = defaultdict(list)
    for check in failed:
        if check.identity.scope == "row" and check.counts:
            by_row[check.table_id, check.row].append(check)
    found = []
    for table in dict.fromkeys(table for table, _ in by_row):
        known = case.tables.get(table)
        doubtful = doubtful_cells(known) if known else {}
        rows = [row for row in doubtful if not _one_cell_explains(by_row[table, row])]
        cells = {(table, row, column) for row in rows for column in doubtful[row]}
        taken = [check for row in rows for check in by_row[table, row]]
        rest = leave_out(failed, taken)
        taken += [check for check in rest if cells.intersection([check.place, *places_of([check])])]
        if taken:
            found.append(case.notice("columns-shifted", table, taken, rows))
            failed = leave_out(failed, taken)
    return found, failed


def _one_cell_explains(failed: list[Check]) -> bool:
    """Whether one wrong figure, which is simpler than a shift, makes all sums of a row fail."""
    best = next(find_culprits([], failed), None)
    return len(failed) < 2 or (best is not None and len(best.explained) == len(failed))


def find_lost(case: Case, failed: list[Check]) -> tuple[list[Finding], list[Check]]:
    """A total row over the sum of its rows in every failing column at once, its own row being sound."""
    unsound = {(c.table_id, c.row) for c in failed if c.identity.scope == "row"}
    groups: dict[tuple[str, int], list[Check]] = defaultdict(list)
    for check in failed:
        if check.relation == "sum" and check.total and _down(check):
            groups[check.table_id, check.row].append(check)
    found = []
    for (table, row), group in groups.items():
        group.sort(key=lambda check: check.column)
        known = case.tables.get(table)
        columns = [c for c in known.columns if c.role == "amount"] if known else []
        only = len(columns) == 1 and known is not None and known.engine != "ruled"
        rows = {(line.table_id, line.row) for check in group for line in (*check.total, *check.parts)}
        # A slid row makes some column exceed its total, a wrong figure makes one column fall short.
        sound = not unsound & rows or (len(group) > 2 and (table, row) not in unsound)
        short = all(check.difference_fen > 0 for check in group) and sound
        proof = proof_of(case, group, table) if short else None
        if not short or (len(group) < 2 and not (only or proof)):
            continue  # one figure short of its total may as well be a wrong figure
        if len(group) < 2 and _fails_elsewhere(group[0], failed):
            continue  # the total is wrong by as much where it is compared otherwise
        unit = group[0].total[0].printed_unit
        decimals = max(line.decimals for check in group for line in check.total)
        residual = "；".join(
            f"{case.names(c.place)['column']} {print_amount(c.difference_fen, unit, decimals)}" for c in group
        )
        words = {"residual": residual, "unit": unit, **tell_proof(case, proof)}
        finding = case.notice("rows-lost", table, group, **words)
        # What the rows make is what is there; the total says what should be.
        finding.identity = group[0].identity.id
        finding.printed_fen, finding.expected_fen = group[0].expected_fen, group[0].printed_fen
        finding.difference_fen, finding.tolerance_fen = -group[0].difference_fen, group[0].tolerance_fen
        bare = bare_rows(case, proof, table) if proof else []  # the row is there, its figure is not
        finding.places += [case.place((table, at, check.column)) for at in bare for check in group]
        found.append(finding)
        resting = [c for c in failed if c.identity.scope == "document" and _rests_on(c, table, row)]
        _absolve(resting, table)
        failed = leave_out(failed, [*group, *resting])
    return found, failed


def _fails_elsewhere(check: Check, failed: list[Check]) -> bool:
    """Whether its whole, or a part that is itself a whole, fails elsewhere by what would put both right."""
    wanted = {place: sign * check.difference_fen for place, sign in check.signs()}
    whole = check.place
    return any(
        wanted.get(place) == sign * other.difference_fen and place in (whole, other.place)
        for other in failed
        if other is not check
        for place, sign in other.signs()
    )


def _down(check: Check) -> bool:
    """Whether a sum runs down a column; that of a summary has an identity of its own."""
    columns = {line.column for line in check.parts}
    return check.identity.scope == "column" or (check.identity.scope == "table" and columns == {check.column})


def _rests_on(check: Check, table: str, total_row: int) -> bool:
    """Whether a check between tables sums rows of a table that lost some."""
    return any(line.table_id == table and line.row != total_row for line in (*check.total, *check.parts))


def _absolve(checks: Iterable[Check], damaged: str) -> None:
    """A check that fails because another table lost rows says nothing of the lines of the sound one."""
    for check in checks:
        for line in (*check.total, *check.parts):
            if line.table_id != damaged and check.counts:
                line.checks -= 1
                line.failures -= 1


def find_not_understood(case: Case, failed: list[Check]) -> tuple[list[Finding], list[Check]]:
    """A table most of whose sums fail is misread, not misprinted: one finding instead of many."""
    tried: dict[str, Counter] = defaultdict(Counter)
    for check in case.checks:
        if check.counts and check.identity.scope in ("row", "column"):
            tried[check.table_id]["all"] += 1
            tried[check.table_id][
                check.identity.id, check.row if check.identity.scope == "column" else check.column
            ] += 1
    found = []
    for table in tried:
        inside = [
            c for c in failed if c.table_id == table and c.counts and c.identity.scope in ("row", "column")
        ]
        rules = Counter((c.identity.id, c.column) for c in inside if c.identity.scope == "row")
        whole_rule = any(n >= 3 and n * 2 > tried[table][rule] for rule, n in rules.items())
        if whole_rule or (len(inside) >= 6 and len(inside) * 2 > tried[table]["all"]):
            first = inside[0].identity
            words = {"title": "", "title_zh": first.title_zh, "title_en": first.title_en}
            rows = {check.row for check in inside}
            found.append(
                case.notice("table-does-not-add-up", table, inside, rows, count=len(inside), **words)
            )
            cells = set(places_of(inside))
            failed = [
                c
                for c in leave_out(failed, inside)
                if not cells.intersection(places_of([c]))
                and not (c.relation == "absent" and c.table_id == table)
            ]
    return found, failed

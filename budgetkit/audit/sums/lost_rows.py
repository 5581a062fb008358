"""Rows that are not there: headings without rows below them, and what other tables print in their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from budgetkit.audit.case import MOST_NAMED, Case
from budgetkit.checks import Check, leave_out
from budgetkit.records import Finding, Line
from budgetkit.rules.kinds import kind_of
from budgetkit.sums.printed_rows import PrintedRow, rows_of

_SCHEMES = ("functional_code", "department_economic_code")
_LEAST_ALIKE = 2
"""Headings of a level that must have rows before one without rows is worth a word; twice as many in lists."""


class Heading(NamedTuple):
    """A row that stands over others: its table, number, code, unit and figures."""

    table_id: str
    row: int
    code: str
    unit: str
    lines: list[Line]


class Proof(NamedTuple):
    """Rows of another table that are missing here, and their figures that make up what is missing."""

    table_id: str
    lines: list[Line]


def find_childless(case: Case, failed: list[Check]) -> tuple[list[Finding], list[Check]]:
    """Headings without rows, where the other headings of their level have rows."""
    found = []
    for heading, alike in _childless(case):
        words = {}
        proof = prove(case, heading.table_id, heading.code, heading.unit, _amounts(heading.lines))
        notice = "heading-without-rows"
        if proof:
            notice = "heading-rows-elsewhere"
            words = {"other": case.names((proof.table_id, -1, -1))["table"], "names": names(proof)}
        elif not alike:
            continue
        cell = (heading.table_id, heading.row, heading.lines[0].column)
        finding = case.notice(notice, heading.table_id, cell=cell, **words)
        finding.lines = [(line.table_id, line.row, line.column) for line in heading.lines]
        found.append(finding)
        resting = [check for check in failed if _rests_on(check, heading)]
        failed = leave_out(failed, resting)
    return found, failed


def find_headless(case: Case) -> list[Finding]:
    """Rows whose own class or group is not printed over them, where those of the other rows are."""
    found = []
    for table, rows in _rows(case).items():
        for scheme in _SCHEMES:
            for code, below in _unprinted([row for row in rows if row.scheme == scheme]):
                words = {"code": code, "name": _name(case, scheme, code)}
                finding = case.notice("heading-not-printed", table, rows=[r.number for r in below], **words)
                finding.lines = [(table, row.number, column) for row in below for column in row.lines]
                found.append(finding)
    return found


def _unprinted(rows: list[PrintedRow]) -> Iterator[tuple[str, list[PrintedRow]]]:
    printed = {(unit, row.code) for row in rows for unit in (row.unit, "")}
    for length in (3, 5):
        over: dict[tuple[str, str], list[PrintedRow]] = defaultdict(list)
        for row in rows:
            if len(row.code) > length:
                over[row.unit, row.code[:length]].append(row)
        missing = {key: below for key, below in over.items() if key not in printed}
        if len(over) - len(missing) >= max(_LEAST_ALIKE, 2 * len(missing)):
            for (_, code), below in missing.items():
                yield code, below


def _name(case: Case, scheme: str, code: str) -> str:
    """Name of a code as another table prints it."""
    names = (line.functional_name or line.item for line in case.lines if getattr(line, scheme) == code)
    return next(filter(None, names), "")


def _rests_on(check: Check, heading: Heading) -> bool:
    """Whether a check between tables sums the rows of which some are lost."""
    if check.identity.scope != "document":
        return False
    amounts = {abs(line.amount_fen) for line in heading.lines}
    said = [*check.total, *check.parts]
    return abs(check.difference_fen) in amounts and any(line.table_id == heading.table_id for line in said)


def _rows(case: Case) -> dict[str, list[PrintedRow]]:
    """Rows of items and headings by table; of a row printed side by side, each side."""
    lines: dict[str, list[Line]] = defaultdict(list)
    for line in case.lines:
        if line.row_kind in ("item", "subtotal"):
            lines[line.table_id].append(line)
    return {table: rows_of(own) for table, own in lines.items()}


def _childless(case: Case) -> Iterator[tuple[Heading, bool]]:
    """Headings without rows, and whether so many others of their level have rows that this says something."""
    for table, rows in _rows(case).items():
        for scheme in _SCHEMES:
            yield from _without_codes_below(table, [row for row in rows if row.scheme == scheme])
        known = case.tables.get(table)
        if known and kind_of(known.kind).part_of_projects:  # no codes, but columns or indents tell levels
            yield from _without_labels_below(table, rows)


def _heading(table: str, row: PrintedRow) -> Heading:
    return Heading(table, row.number, row.code, row.unit, list(row.lines.values()))


def _without_codes_below(table: str, rows: list[PrintedRow]) -> Iterator[tuple[Heading, bool]]:
    below = {(unit, r.code[:n]) for r in rows for n in range(3, len(r.code)) for unit in (r.unit, "")}
    levels: dict[int, list[PrintedRow]] = defaultdict(list)
    for row in rows:
        levels[len(row.code)].append(row)
    for level in levels.values():
        bare = [row for row in level if (row.unit, row.code) not in below]
        alone = [row for row in bare if any(line.amount_fen for line in row.lines.values())]
        alike = len(level) - len(bare) >= max(_LEAST_ALIKE, 2 * len(alone))
        if len(level) > len(bare):
            yield from ((_heading(table, row), alike) for row in alone)


def _without_labels_below(table: str, rows: list[PrintedRow]) -> Iterator[tuple[Heading, bool]]:
    above = {row.number: row.first.parent_row for row in rows}
    levels: dict[int, list[PrintedRow]] = defaultdict(list)
    for row in rows:
        depth, over = 0, above[row.number]
        while over is not None and depth < len(above):
            depth, over = depth + 1, above.get(over)
        levels[depth].append(row)
    headings = set(above.values())
    for level in levels.values():
        alone = [row for row in level if row.number not in headings]
        if len(level) - len(alone) >= max(2 * _LEAST_ALIKE, 4 * len(alone)):
            yield from ((_heading(table, row), True) for row in alone)


def prove(case: Case, table: str, code: str, unit: str, missing: set[int]) -> Proof | None:
    """Rows below a code that another table prints and this one does not, and that make what is missing.

    Parameters
    ----------
    case : Case
        The document.
    table, code, unit
        Where rows are missing; an empty code is the whole table.
    missing : set of int
        What is missing in each column, in fen.
    """
    for scheme in _SCHEMES:
        own = {getattr(line, scheme) for line in case.lines if line.table_id == table} - {""}
        if not own:
            continue
        columns: dict[tuple[str, int], list[Line]] = defaultdict(list)
        for line in case.lines:
            other = getattr(line, scheme)
            inside = len(other) > len(code) and other.startswith(code) and other not in own
            same = not unit or unit in (line.unit_code, line.unit_name) or not line.unit_code + line.unit_name
            if inside and same and line.table_id != table and line.amount_fen and line.row_kind == "item":
                columns[line.table_id, line.column].append(line)
        for (other, _), lines in columns.items():
            if sum(line.amount_fen for line in lines) in missing:
                return Proof(other, lines)
            single = [line for line in lines if line.amount_fen in missing]
            if len(single) == 1:
                return Proof(other, single)
    return None


def names(proof: Proof) -> str:
    """Missing rows by code, name and amount as printed there."""
    said = [
        f"{line.functional_code or line.department_economic_code} {line.item or line.functional_name} "
        f"{line.printed.strip()} {line.printed_unit}"
        for line in proof.lines
    ]
    return "、".join(said[:MOST_NAMED]) + ("…" if len(said) > MOST_NAMED else "")


def _amounts(lines: Iterable[Line]) -> set[int]:
    return {line.amount_fen for line in lines} - {0}


def proof_of(case: Case, checks: Sequence[Check], table: str) -> Proof | None:
    """What another table prints of rows that sums of a table lack."""
    line = checks[0].total[0]
    code = line.functional_code or line.department_economic_code
    unit = line.unit_code or line.unit_name
    return prove(case, table, code, unit, {check.difference_fen for check in checks})


def bare_rows(case: Case, proof: Proof, table: str) -> list[int]:
    """Rows of a table that print a code of the proof and no figure."""
    known = case.tables.get(table)
    codes = {line.functional_code or line.department_economic_code for line in proof.lines} - {""}
    filled = {place[1] for place in case.at if place[0] == table}
    rows = enumerate(known.rows) if known else ()
    return [
        number
        for number, row in rows
        if number not in filled and any(cell is not None and cell.text.strip() in codes for cell in row)
    ]


def tell_proof(case: Case, proof: Proof | None) -> dict[str, str]:
    """Words on what another table prints of rows that sums of a table lack; empty when none does."""
    if proof is None:
        return {"proof": "", "proof_zh": "", "proof_en": ""}
    other, said = case.names((proof.table_id, -1, -1))["table"], names(proof)
    return {
        "proof": "",
        "proof_zh": f"；{other}印有而此表没有：{said}",
        "proof_en": f"; {other} prints what is not here: {said}",
    }

"""Rows that are not there: headings without rows below them, and what other tables print in their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from budgetkit.audit.case import MOST_NAMED, Case
from budgetkit.checks import Check
from budgetkit.checks.culprits import without
from budgetkit.records import Finding, Line

_SCHEMES = ("functional_code", "department_economic_code")
_LISTS = ("procurement_table", "purchased_services_table", "transfers_table")
"""Kinds whose levels are told by the column or the indent of a label, not by codes."""
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
    for heading in _childless(case):
        words = {"names": "", "proof": ""}
        proof = prove(case, heading.table_id, heading.code, heading.unit, _amounts(heading.lines))
        notice = "heading-without-rows"
        if proof:
            notice = "heading-rows-elsewhere"
            words = {"other": case.names((proof.table_id, -1, -1))["table"], "names": names(proof)}
        cell = (heading.table_id, heading.row, heading.lines[0].column)
        finding = case.notice(notice, heading.table_id, cell=cell, **words)
        finding.lines = [(line.table_id, line.row, line.column) for line in heading.lines]
        found.append(finding)
        resting = [check for check in failed if _rests_on(check, heading)]
        failed = without(failed, resting)
    return found, failed


def _rests_on(check: Check, heading: Heading) -> bool:
    """Whether a check between tables sums the rows of which some are lost."""
    if check.identity.scope != "document":
        return False
    amounts = {abs(line.amount_fen) for line in heading.lines}
    said = [*check.total, *check.parts]
    return abs(check.difference_fen) in amounts and any(line.table_id == heading.table_id for line in said)


def _childless(case: Case) -> Iterator[Heading]:
    rows: dict[str, dict[int, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for line in case.lines:
        if line.row_kind in ("item", "subtotal"):
            rows[line.table_id][line.row].append(line)
    for table, by_row in rows.items():
        for scheme in _SCHEMES:
            yield from _without_codes_below(table, scheme, by_row)
        known = case.tables.get(table)
        if known and known.kind in _LISTS:
            yield from _without_labels_below(table, by_row)


def _without_codes_below(table: str, scheme: str, by_row: dict[int, list[Line]]) -> Iterator[Heading]:
    headings = [
        Heading(table, row, code, lines[0].unit_code or lines[0].unit_name, lines)
        for row, lines in by_row.items()
        if len(code := getattr(lines[0], scheme)) >= 3
    ]
    below = {(h.unit, h.code[:n]) for h in headings for n in range(3, len(h.code))}
    below |= {("", code) for _, code in below}
    levels: dict[int, list[Heading]] = defaultdict(list)
    for heading in headings:
        levels[len(heading.code)].append(heading)
    for level in levels.values():
        alone = [h for h in level if (h.unit, h.code) not in below and any(x.amount_fen for x in h.lines)]
        if len(level) - len(alone) >= max(_LEAST_ALIKE, 2 * len(alone)):
            yield from alone


def _without_labels_below(table: str, by_row: dict[int, list[Line]]) -> Iterator[Heading]:
    above = {row: lines[0].parent_row for row, lines in by_row.items()}
    levels: dict[int, list[int]] = defaultdict(list)
    for row in by_row:
        depth, over = 0, above[row]
        while over is not None and depth < len(above):
            depth, over = depth + 1, above.get(over)
        levels[depth].append(row)
    headings = set(above.values())
    for level in levels.values():
        alone = [row for row in level if row not in headings]
        if len(level) - len(alone) >= max(2 * _LEAST_ALIKE, 4 * len(alone)):
            for row in alone:
                yield Heading(table, row, "", "", by_row[row])


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


def tell_proof(case: Case, checks: Sequence[Check], table: str) -> dict[str, str]:
    """Words on what another table prints of rows that sums of a table lack; empty when none does."""
    line = checks[0].total[0]
    code = line.functional_code or line.department_economic_code
    unit = line.unit_code or line.unit_name
    proof = prove(case, table, code, unit, {check.difference_fen for check in checks})
    if proof is None:
        return {"proof": "", "proof_zh": "", "proof_en": ""}
    other, said = case.names((proof.table_id, -1, -1))["table"], names(proof)
    return {
        "proof": "",
        "proof_zh": f"；{other}印有而此表没有：{said}",
        "proof_en": f"; {other} prints what is not here: {said}",
    }

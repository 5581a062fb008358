"""Tables that were repaired, that could not be read, or that are empty or missing without a word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from budgetkit.audit.case import MOST_NAMED, Case
from budgetkit.corrections import KIND as CORRECTION
from budgetkit.model import Cell
from budgetkit.records import Finding
from budgetkit.rules.prose import prose_rules
from budgetkit.tables import Table

_MOST_SHOWN = 24
"""Characters of an unreadable figure that are quoted."""


def find_repaired(case: Case) -> Iterator[Finding]:
    """One finding for each repaired table; corrections are told one by one, with the reason of the user."""
    rows: dict[str, list[int]] = defaultdict(list)
    for repair in case.repairs:
        if repair.kind != CORRECTION:
            rows[repair.table_id].append(repair.row)
    for table, numbers in rows.items():
        yield case.notice("table-repaired", table, rows=numbers, count=len(numbers))


def find_corrected(case: Case) -> Iterator[Finding]:
    """One finding for each correction, with its reason: the document is wrong, the data is not."""
    for correction, line, repair in case.corrected:
        words = {"before": repair.before or "空白", "before_en": repair.before or "blank"}
        words |= {"after": repair.after, "reason": correction.reason, "field": correction.field}
        yield case.tell("corrected-by-user", [line.place], **words)


def find_missing(case: Case) -> Iterator[Finding]:
    """Tables that are empty without a word, there or in the prose, or promised and not there."""
    explained = _explained(case)
    for table in case.tables.values():
        if table.state == "absent" and table.listed_in_contents:
            name = "table-listed-but-absent" if case.read_whole else "table-listed-but-not-read"
            finding = case.notice(name, table.table_id)
            finding.identity = "table-listed-but-absent"
            yield finding
        elif table.state == "empty" and table.kind not in explained:
            unread = _unread(table)
            said = "、".join(f"“{cell.text[:_MOST_SHOWN]}”" for cell in unread[:MOST_NAMED])
            words = {"rows": [cell.row for cell in unread], "listed": said, "cells": len(unread)}
            name = "figures-unreadable" if unread else "empty-table-without-note"
            yield case.notice(name, table.table_id, **words)


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

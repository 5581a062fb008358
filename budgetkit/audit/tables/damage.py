"""Tables that were repaired, that could not be read, or that are empty or missing without a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import attrgetter

from budgetkit.amounts import is_number, may_be_figure
from budgetkit.audit.case import MOST_NAMED, Case
from budgetkit.corrections import BY_HAND, GivenFigure
from budgetkit.lines import unread_cells
from budgetkit.model import Cell
from budgetkit.records import Finding, grouped
from budgetkit.rules.prose import prose_rules
from budgetkit.tables import Table

_MOST_SHOWN = 24
"""Characters of an unreadable figure that are quoted."""


def find_repaired(case: Case) -> Iterator[Finding]:
    """One finding for each repaired table; what the user gave is told one by one, with the reason."""
    repairs = [repair for repair in case.repairs if repair.kind != BY_HAND]
    for table, own in grouped(repairs, attrgetter("table_id")).items():
        yield case.notice("table-repaired", table, rows=[repair.row for repair in own], count=len(own))


def find_corrected(case: Case) -> Iterator[Finding]:
    """One finding for each correction and each figure given to an unread place, with its reason."""
    for decision, line, repair in case.corrected:
        given = isinstance(decision, GivenFigure)
        words = {"after": repair.after, "reason": decision.reason}
        words["before"] = repair.before or ("空白", "blank")
        yield case.tell("given-by-user" if given else "corrected-by-user", [line.place], **words)


def find_contradicting_units(case: Case) -> Iterator[Finding]:
    """One question for each table that prints two units for the same figures, which nothing decides."""
    for key, table in case.tables.items():
        columns = [column for column in table.amounts if column.contradicting_units]
        units = table.contradicting_units or next((column.contradicting_units for column in columns), ())
        if units:
            places = [(key, -1, -1)] if table.contradicting_units else [(key, -1, c.index) for c in columns]
            page = table.pages[0] if table.pages else ""
            yield case.tell("units-contradict", places, page=page, listed="、".join(units))


def find_missing(case: Case) -> Iterator[Finding]:
    """Tables that are empty without a word, there or in the prose, or promised and not there."""
    explained = _explained(case)
    for table in case.tables.values():
        if table.state == "absent" and table.listed_in_contents:
            name = "table-listed-but-absent" if case.read_whole else "table-listed-but-not-read"
            finding = case.notice(name, table.table_id)
            finding.identity = "table-listed-but-absent"
            yield finding
        elif table.kind in explained:
            continue
        elif unread := _unread(table):
            said = "、".join(f"“{cell.text[:_MOST_SHOWN]}”" for cell in unread[:MOST_NAMED])
            words = {"rows": [cell.row for cell in unread], "listed": said, "cells": len(unread)}
            yield case.notice("figures-unreadable", table.table_id, **words)
        elif table.state == "empty":
            yield case.notice("empty-table-without-note", table.table_id)


def _unread(table: Table) -> list[Cell]:
    """Damaged figures of a table none of whose amounts could be read."""
    texts = (cell.text for row in table.body for column in table.amounts if (cell := row[column.index]))
    if table.state == "empty_with_note" or any(map(is_number, texts)):
        return []
    return [cell for cell in unread_cells(table) if may_be_figure(cell.text)]


def _explained(case: Case) -> set[str]:
    """Kinds of tables that the prose says hold nothing: 无, 为空表, or 0 万元."""
    own = [one for one in case.statements if one["fiscal_year"] in (None, case.fiscal_year)]
    nothing = {one["subject"] for one in own if one["metric"] == "no_such_budget"}
    claims = prose_rules().claims.values()
    amounts = {metric for claim in claims for metric in claim.metric}
    nothing |= {one["metric"] for one in own if one["metric"] in amounts and _is_zero(one)}
    said = (claim.kinds for claim in claims if nothing.intersection((claim.subject, *claim.metric)))
    return {one["subject"] for one in own if one["metric"] == "empty_table"}.union(*said)


def _is_zero(statement: Mapping) -> bool:
    return not statement["derived"] and statement["value"].strip("-0.") == "" and statement["value"] != ""

"""Purchases that exceed what pays for them, and amounts that are not quantity by unit price."""

from __future__ import annotations

from collections.abc import Iterator

from budgetkit.amounts import print_amount
from budgetkit.audit.case import MOST_NAMED, Case
from budgetkit.checks import Check, Place
from budgetkit.checks.purchases import check_bounds, wrong_products
from budgetkit.records import Finding, Line
from budgetkit.rules.purchases import product


def find_purchases(case: Case) -> list[Finding]:
    """One finding for each bound that a procurement table exceeds, and for each wrong product.

    Where a finding blames the very figures already, it explains them.
    """
    tables = list(case.tables.values())
    blamed = {place for finding in case.findings if finding.severity != "info" for place in finding.lines}
    failed = [check for check in check_bounds(tables, case.lines) if check.state == "fails"]
    found = [
        _over(case, check)
        for check in failed
        if blamed.isdisjoint(_cell(line) for line in (*check.total, *check.parts))
    ]
    return [*found, *_products(case, blamed)]


def _cell(line: Line) -> Place:
    return line.table_id, line.row, line.column


def _over(case: Case, check: Check) -> Finding:
    said = [*check.parts, *check.total]
    unit = check.parts[0].printed_unit
    decimals = max(line.decimals for line in said if line.printed_unit == unit)
    rows = [case.names(_cell(line))["row"] for line in check.parts]
    names = list(dict.fromkeys(rows))
    words = {
        "names": "、".join(names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else ""),
        "other": "、".join(dict.fromkeys(case.names(_cell(line))["table"] for line in check.total)),
        "printed": print_amount(check.expected_fen, unit, decimals),
        "expected": print_amount(check.printed_fen, unit, decimals),
        "unit": unit,
        "title": "",
        "title_zh": check.identity.title_zh,
        "title_en": check.identity.title_en,
    }
    finding = case.notice("procurement-over-its-codes", check.table_id, cell=_cell(check.parts[0]), **words)
    finding.identity = check.identity.id
    finding.places = [case.place(_cell(line)) for line in said]
    finding.lines = [_cell(line) for line in said]
    finding.printed_fen, finding.expected_fen = check.expected_fen, check.printed_fen
    finding.difference_fen, finding.tolerance_fen = -check.difference_fen, check.tolerance_fen
    return finding


def _products(case: Case, blamed: set[Place]) -> Iterator[Finding]:
    for wrong in wrong_products(case.tables.values(), case.lines):
        line, cell = wrong.line, _cell(wrong.line)
        if cell in blamed:
            continue
        unit = line.printed_unit
        words = {
            "quantity": wrong.quantity,
            "price": wrong.price,
            "unit": unit,
            "printed": print_amount(line.amount_fen, unit, line.decimals),
            "expected": print_amount(wrong.expected_fen, unit, line.decimals),
        }
        finding = case.notice(product().identity.id, line.table_id, cell=cell, **words)
        finding.printed_fen, finding.expected_fen = line.amount_fen, wrong.expected_fen
        finding.difference_fen = line.amount_fen - wrong.expected_fen
        yield finding

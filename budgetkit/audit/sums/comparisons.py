"""Printed rates, shares and products that do not follow from their figures; purchases over their bounds."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from budgetkit.amounts import print_amount
from budgetkit.audit.case import Case, compared, listed, money, title_of
from budgetkit.audit.progress import Explanation, Progress
from budgetkit.checks import Check, Place
from budgetkit.checks.comparisons import Comparison, find_missed
from budgetkit.checks.purchases import WrongProduct, check_bounds, wrong_products
from budgetkit.records import Finding
from budgetkit.rules.identities import product


def find_percentages(case: Case, progress: Progress) -> Iterator[Explanation]:
    """Findings of printed comparisons; figures that another finding doubts are left to it."""
    for missed in find_missed(case.tables.values(), case.lines):
        places = [missed.place, missed.later.place, missed.base.place]
        if progress.blamed.isdisjoint(places):
            yield Explanation(_comparison(case, missed, places))


def _comparison(case: Case, missed: Comparison, places: list[Place]) -> Finding:
    rule, later, base = missed.rule, missed.later, missed.base
    words = {
        "printed": missed.text,
        "expected": _percent(missed.expected, max(missed.decimals, 2)),
        "parts": tuple(
            f"{later.printed.strip()}{mark}{base.printed.strip()} {base.printed_unit}"
            for mark in ("，", " and ")
        ),
        "title": title_of(rule),
    }
    lines = [place for place in places if place in case.at]
    finding = case.tell("comparison", places[:1], lines, **words)
    finding.identity = rule.id
    if missed.state == "near":
        finding.severity = "info"
    return finding


def _percent(value: Fraction, decimals: int) -> str:
    scaled = round(value * 10**decimals)
    whole, rest = divmod(abs(scaled), 10**decimals)
    return f"{'-' if scaled < 0 else ''}{whole}.{rest:0{decimals}d}%"


def find_purchases(case: Case, progress: Progress) -> Iterator[Explanation]:
    """One finding for each bound that a procurement table exceeds, and for each wrong product.

    Where a finding blames the very figures already, it explains them.
    """
    tables = list(case.tables.values())
    blamed = progress.blamed
    for check in check_bounds(tables, [*case.lines, *case.unread]):
        if check.state == "fails" and blamed.isdisjoint(line.place for line in check.lines):
            yield Explanation(_over(case, check))
    for wrong in wrong_products(tables, case.lines):
        if wrong.line.place not in blamed:
            yield Explanation(_product(case, wrong))


def _over(case: Case, check: Check) -> Finding:
    said = [*check.parts, *check.total]
    unit = check.parts[0].printed_unit
    decimals = max(line.decimals for line in said if line.printed_unit == unit)
    words = {
        "names": listed(dict.fromkeys(case.names(line.place)["row"] for line in check.parts)),
        "other": "、".join(dict.fromkeys(case.title(line.table_id) for line in check.total)),
        "printed": print_amount(check.expected_fen, unit, decimals),
        "expected": print_amount(check.printed_fen, unit, decimals),
        "unit": unit,
        "title": title_of(check.identity),
    }
    finding = case.tell("procurement-over-its-codes", [line.place for line in said], **words)
    finding.identity = check.identity.id
    return compared(finding, check.expected_fen, check.printed_fen, check.tolerance_fen)


def _product(case: Case, wrong: WrongProduct) -> Finding:
    line, expected = wrong.line, wrong.expected_fen
    words = {"quantity": wrong.quantity, "price": wrong.price, "unit": line.printed_unit}
    words |= {"printed": money(line.amount_fen, line), "expected": money(expected, line)}
    return compared(case.tell(product().id, [line.place], **words), line.amount_fen, expected)

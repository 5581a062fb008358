"""Printed rates and shares that do not follow from the columns which they compare."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from budgetkit.audit.case import Case
from budgetkit.checks.comparisons import Comparison, find_missed
from budgetkit.records import Finding


def find_compared(case: Case, found: Iterable[Finding]) -> list[Finding]:
    """Findings of printed comparisons; figures that another finding doubts are left to it."""
    doubted = {place for finding in found if finding.severity != "info" for place in finding.lines}
    return [
        _finding(case, missed)
        for missed in find_missed(case.tables.values(), case.lines)
        if not doubted.intersection(_places(missed))
    ]


def _places(missed: Comparison) -> list[tuple[str, int, int]]:
    own = (missed.table_id, missed.row, missed.column)
    return [own, *((line.table_id, line.row, line.column) for line in (missed.later, missed.base))]


def _finding(case: Case, missed: Comparison) -> Finding:
    own, rule, later, base = _places(missed)[0], missed.rule, missed.later, missed.base
    words = {
        "printed": missed.text,
        "expected": _percent(missed.expected, max(missed.decimals, 2)),
        "parts": f"{later.printed.strip()}，{base.printed.strip()} {base.printed_unit}",
        "parts_en": f"{later.printed.strip()} and {base.printed.strip()} {base.printed_unit}",
        "title": "",
        "title_zh": rule["title_zh"],
        "title_en": rule["title_en"],
        **{name: text for name, text in case.names(own).items() if name != "table"},
    }
    finding = case.notice("comparison", missed.table_id, **words)
    finding.identity, finding.places = rule["id"], [case.place(own)]
    finding.lines = [place for place in _places(missed) if place in case.at]
    if missed.state == "near":
        finding.severity = "info"
    return finding


def _percent(value: Fraction, decimals: int) -> str:
    scaled = round(value * 10**decimals)
    whole, rest = divmod(abs(scaled), 10**decimals)
    return f"{'-' if scaled < 0 else ''}{whole}.{rest:0{decimals}d}%"

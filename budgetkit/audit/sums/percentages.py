"""Printed rates and shares that do not follow from the columns which they compare."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from budgetkit.audit.case import Case, title_of
from budgetkit.audit.progress import Explanation, Progress
from budgetkit.checks import Place
from budgetkit.checks.comparisons import Comparison, find_missed
from budgetkit.records import Finding


def find_percentages(case: Case, progress: Progress) -> Iterator[Explanation]:
    """Findings of printed comparisons; figures that another finding doubts are left to it."""
    for missed in find_missed(case.tables.values(), case.lines):
        places = [missed.place, missed.later.place, missed.base.place]
        if progress.blamed.isdisjoint(places):
            yield Explanation(_finding(case, missed, places))


def _finding(case: Case, missed: Comparison, places: list[Place]) -> Finding:
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

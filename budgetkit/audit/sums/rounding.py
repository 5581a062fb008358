"""A last digit that is wrong where all else agrees to the last digit: no rounding, one figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from budgetkit.amounts import print_amount
from budgetkit.audit.case import Case
from budgetkit.checks import Check
from budgetkit.checks.culprits import Culprit, find_culprits
from budgetkit.records import Finding

_LEAST_EXACT = 20
"""Sums that hold to the last digit before one figure that breaks some says more than rounding."""
_LEAST_FIGURES = 3
"""Figures of a sum in which rounding would show."""


def find_last_digits(case: Case) -> tuple[list[Finding], set[int]]:
    """The one figure that puts sums off by the last digit, in a document where nothing else is off.

    Returns
    -------
    list of Finding, set of int
        The findings, and the ids of the checks that they explain.
    """
    telling = [check for check in case.checks if check.counts and _tells(check)]
    exact = [replace(check, tolerance_fen=0) for check in telling if check.state == "holds"]
    off = [check for check in telling if check.state == "rounding"]
    sums = sum(_figures(check) >= _LEAST_FIGURES for check in exact)
    if not off or sums < _LEAST_EXACT:
        return [], set()
    sharp = [replace(check, state="fails", tolerance_fen=0) for check in off]
    culprit = next(find_culprits(exact, sharp), None)
    if culprit is None or culprit.place not in case.at or len(culprit.explained) < len(sharp):
        return [], set()
    told = any(culprit.place in finding.lines[:1] for finding in case.told if finding.severity != "info")
    return ([] if told else [_finding(case, culprit, len(exact))]), set(map(id, off))


def _tells(check: Check) -> bool:
    """Whether figures that were rounded each for itself could be off: none that is another once more."""
    return check.relation in ("sum", "equal") and bool(check.total) and _figures(check) > 1


def _figures(check: Check) -> int:
    return sum(line.amount_fen != 0 for line in (*check.total, *check.parts))


def _finding(case: Case, culprit: Culprit, exact: int) -> Finding:
    line, checks = case.at[culprit.place], culprit.explained
    unit, decimals = line.printed_unit, max(line.decimals, _decimals(checks))
    expected = line.amount_fen + culprit.change
    words = {
        "printed": f"{print_amount(line.amount_fen, unit, decimals)} {unit}",
        "expected": print_amount(expected, unit, decimals),
        "unit": unit,
        "count": len(checks),
        "exact": exact,
    }
    finding = case.notice("last-digit-off", culprit.place[0], cell=culprit.place, **words)
    places = dict.fromkeys([culprit.place, *(check.place for check in checks)])
    finding.places = [case.place(place) for place in places]
    finding.lines = [place for place in places if place in case.at]
    finding.printed_fen, finding.expected_fen = line.amount_fen, expected
    finding.difference_fen, finding.tolerance_fen = -culprit.change, 0
    return finding


def _decimals(checks: Iterable[Check]) -> int:
    return max(line.decimals for check in checks for line in (*check.total, *check.parts))

"""Figures that do not agree: single cells to blame, single identities, and mere rounding."""

from __future__ import annotations

from collections import Counter, defaultdict

from budgetkit.amounts import print_amount
from budgetkit.audit.case import Case
from budgetkit.checks import Check
from budgetkit.checks.culprits import find_culprits, place_of, without
from budgetkit.records import Finding


def find_single_cells(case: Case, failed: list[Check]) -> tuple[list[Finding], list[Check]]:
    """Name cells whose change would satisfy several failed checks and break none."""
    found = []
    for culprit in find_culprits(case.checks, failed):
        found.append(case.cell_finding(culprit.place, culprit.explained, culprit.change))
        failed = without(failed, culprit.explained)
    return found, failed


def find_rounded(case: Case) -> list[Finding]:
    """One finding for an identity and a table whose sums are off by rounding."""
    groups: dict[tuple[str, str], list[Check]] = defaultdict(list)
    exact: Counter = Counter()
    for check in case.checks:
        key = (place_of(check)[0], check.identity.id)
        if check.state == "rounding":
            groups[key].append(check)
        elif check.state == "holds":
            exact[key] += 1
    found = []
    for key, group in groups.items():
        worst = max(group, key=lambda check: abs(check.difference_fen))
        said = [*worst.total, *worst.parts]
        unit = said[0].printed_unit
        yuan = all(line.printed_unit == "元" and line.decimals in (0, 2) for line in said)
        name = "exact-figures-off" if yuan and len(group) * 2 <= exact[key] else "rounding"
        words = {
            "count": len(group),
            "unit": unit,
            "difference": print_amount(abs(worst.difference_fen), unit, max(line.decimals for line in said)),
            "title": "",
            "title_zh": worst.identity.title_zh,
            "title_en": worst.identity.title_en,
        }
        finding = case.notice(name, key[0], [worst], **words)
        finding.printed_fen, finding.expected_fen = worst.printed_fen, worst.expected_fen
        finding.difference_fen, finding.tolerance_fen = worst.difference_fen, worst.tolerance_fen
        found.append(finding)
    return found

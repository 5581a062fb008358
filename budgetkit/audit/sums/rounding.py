"""Sums that are off by the last digit: rounding, or one figure where all else agrees to the last digit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from budgetkit.amounts import print_amount
from budgetkit.audit.case import Case, compared, title_of
from budgetkit.audit.progress import Explanation, Progress
from budgetkit.checks import Check, Place
from budgetkit.checks.culprits import Culprit, find_culprits
from budgetkit.records import Finding

_LEAST_EXACT = 20
"""Sums that hold to the last digit before one figure that breaks some says more than rounding."""
_LEAST_FIGURES = 3
"""Figures of a sum in which rounding would show."""


def find_rounded(case: Case, progress: Progress) -> Iterator[Explanation]:
    """One finding for an identity and a table whose sums are off by rounding."""
    exact, off = _telling(case.checks)
    last = _find_last_digit(case, exact, off)
    blamed = (finding.lines[:1] for finding in progress.doubtful)
    if last and [last.place] not in blamed:
        yield Explanation(_last_digit(case, last, len(exact)))
    right = _corrected(progress.findings)
    explained = {id(check) for check in last.explained} if last else set()
    rounded: dict[tuple[str, str], list[Check]] = defaultdict(list)
    holding: Counter = Counter()
    for check in case.checks:
        if check.relation == "at_most" or check.identity.severity == "info" or id(check) in explained:
            continue  # a part that rounds over its whole says nothing
        key = (check.place[0], check.identity.id)
        holding[key] += check.state == "holds"
        if check.state == "rounding" and not _is_explained(check, right):
            rounded[key].append(check)
    for key, group in rounded.items():
        yield Explanation(_rounding(case, group, holding[key]))


def _telling(checks: Iterable[Check]) -> tuple[list[Check], list[Check]]:
    """Sums that hold to the last digit, and sums that are off by it, where figures were rounded apart."""
    telling = [check for check in checks if check.counts and _tells(check)]
    exact = [replace(check, tolerance_fen=0) for check in telling if check.state == "holds"]
    return exact, [check for check in telling if check.state == "rounding"]


def _corrected(found: Sequence[Finding]) -> dict[Place, int]:
    """What single cells lack to be what other findings say they should be."""
    return {
        finding.lines[0]: finding.expected_fen - finding.printed_fen
        for finding in found
        if finding.lines and finding.expected_fen is not None and finding.printed_fen is not None
    }


def _is_explained(check: Check, right: Mapping[Place, int]) -> bool:
    """Whether a check holds once a figure is what another finding says it should be."""
    return any(
        place in right and sign * right[place] == check.difference_fen for place, sign in check.signs()
    )


def _rounding(case: Case, group: Sequence[Check], exact: int) -> Finding:
    worst = max(group, key=lambda check: abs(check.difference_fen))
    unit, decimals = worst.lines[0].printed_unit, max(line.decimals for line in worst.lines)
    yuan = all(line.printed_unit == "元" and line.decimals in (0, 2) for line in worst.lines)
    words = {
        "count": len(group),
        "unit": unit,
        "difference": print_amount(abs(worst.difference_fen), unit, decimals),
        "title": title_of(worst.identity),
    }
    name = "exact-figures-off" if yuan and len(group) * 2 <= exact else "rounding"
    finding = case.notice(name, worst.table_id, [worst], **words)
    return compared(finding, worst.printed_fen, worst.expected_fen, worst.tolerance_fen)


def _find_last_digit(case: Case, exact: Sequence[Check], off: Sequence[Check]) -> Culprit | None:
    """The one figure that puts sums off by the last digit, where many others are exact."""
    if not off or sum(_figures(check) >= _LEAST_FIGURES for check in exact) < _LEAST_EXACT:
        return None
    sharp = [replace(check, state="fails", tolerance_fen=0) for check in off]
    culprit = next(find_culprits(exact, sharp), None)
    if culprit is None or culprit.place not in case.at or len(culprit.explained) < len(sharp):
        return None
    printed = {id(one): check for one, check in zip(sharp, off, strict=True)}
    return culprit._replace(explained=[printed[id(one)] for one in culprit.explained])


def _tells(check: Check) -> bool:
    """Whether figures that were rounded each for itself could be off: none that is another once more."""
    return check.relation in ("sum", "equal") and bool(check.total) and _figures(check) > 1


def _figures(check: Check) -> int:
    return sum(line.amount_fen != 0 for line in check.lines)


def _last_digit(case: Case, culprit: Culprit, exact: int) -> Finding:
    line, checks = case.at[culprit.place], culprit.explained
    unit, expected = line.printed_unit, line.amount_fen + culprit.change
    decimals = max(line.decimals, *(each.decimals for check in checks for each in check.lines))
    words = {
        "printed": f"{print_amount(line.amount_fen, unit, decimals)} {unit}",
        "expected": print_amount(expected, unit, decimals),
        "unit": unit,
        "count": len(checks),
        "exact": exact,
    }
    places = dict.fromkeys([culprit.place, *(check.place for check in checks)])
    return compared(case.tell("last-digit-off", places, **words), line.amount_fen, expected, 0)

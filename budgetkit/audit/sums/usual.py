"""What usually agrees and does not here: worth a note where most of it does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from budgetkit.audit.case import Case
from budgetkit.audit.progress import Explanation, Progress
from budgetkit.audit.sums.single_figures import tell_relation
from budgetkit.checks import Check, places_of

_TELLING_DIGITS = 3
"""Digits, zeros at the end apart, of amounts so alike that one is taken for the other with a slip."""
_LEAST_AGREEING = 2
"""Usual agreements that a document must show before the lack of one is worth a note."""


def find_unusual(case: Case, progress: Progress) -> Iterator[Explanation]:
    """Note what usually agrees and does not, where most of it does and nothing else explains it."""
    usual: dict[str, list[Check]] = defaultdict(list)
    for check in case.checks:
        if check.identity.severity == "info" and check.state != "not_assessable":
            usual[check.identity.rule].append(check)
    known = {place for finding in progress.findings for place in finding.lines}
    for check in (check for checks in usual.values() for check in _exceptions(checks)):
        if known.isdisjoint(places_of([check])):
            finding = tell_relation(case, check)
            if _slipped(check.printed_fen, check.expected_fen):
                finding.category, finding.severity = "question", "warning"
            yield Explanation(finding)


def _exceptions(checks: list[Check]) -> list[Check]:
    """What fails of one rule, where more of it agrees."""
    failed = [check for check in checks if check.state == "fails"]
    agreeing = sum(check.state != "fails" and check.relation == "equal" for check in checks)
    return failed if agreeing >= _LEAST_AGREEING and agreeing > len(failed) else []


def _slipped(one: int, other: int) -> bool:
    """Whether two amounts differ by a point that moved, one digit, or two digits that changed places.

    >>> _slipped(126_100_000, 12_610_000), _slipped(5_002_000, 5_000_000), _slipped(600, 500)
    (True, True, False)
    """
    low, high = sorted((abs(one), abs(other)))
    if low and high % low == 0 and str(high // low).strip("0") == "1":
        return True
    left, right = str(low), str(high)
    if len(left) != len(right) or max(len(text.rstrip("0")) for text in (left, right)) < _TELLING_DIGITS:
        return False
    apart = [n for n, (a, b) in enumerate(zip(left, right, strict=True)) if a != b]
    if len(apart) == 2 and apart[1] == apart[0] + 1:
        return left[apart[0]] == right[apart[1]] and left[apart[1]] == right[apart[0]]
    return len(apart) == 1

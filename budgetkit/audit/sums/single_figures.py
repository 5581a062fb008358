"""Figures that do not agree: single cells to blame, single identities, and mere rounding."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from budgetkit.amounts import print_amount
from budgetkit.audit.case import MOST_NAMED, Case
from budgetkit.audit.sums.rounding import find_last_digits
from budgetkit.checks import Check, Place, leave_out, places_of
from budgetkit.checks.breakdowns import SAME_BREAKDOWN
from budgetkit.checks.culprits import find_culprits, find_unvouched
from budgetkit.records import Finding

_TELLING_DIGITS = 3
"""Digits, zeros at the end apart, of amounts so alike that one is taken for the other with a slip."""
LEAST_AGREEING = 2
"""Usual agreements that a document must show before the lack of one is worth a note."""


def find_single_cells(case: Case, failed: list[Check]) -> tuple[list[Finding], list[Check]]:
    """Name cells whose change would satisfy several failed checks and break none."""
    found = []
    for culprit in find_culprits(case.checks, failed):
        found.append(case.cell_finding(culprit.place, culprit.explained, culprit.change))
        failed = leave_out(failed, culprit.explained)
    return found, failed


def find_single_checks(case: Case, failed: list[Check], known: Sequence[Finding]) -> list[Finding]:
    """One finding for each identity that is left, at the one figure that nothing else vouches for if it can.

    ``known`` are the findings about tables so far: two tables that seem to print one breakdown only because
    the total of one is wrong differ in more than that.
    """
    blamed = {(table, column) for finding in known for table, _, column in finding.lines}
    found = []
    for check in failed:
        columns = {(line.table_id, line.column) for line in (*check.total, *check.parts)}
        if check.identity.id == SAME_BREAKDOWN and blamed.intersection(columns):
            continue
        suspect = find_unvouched(case.checks, check)
        if suspect is None:
            found.append(case.relation_finding(check))
        else:
            found.append(case.cell_finding(suspect.place, [check], suspect.change))
    return found


def find_forbidden(case: Case, failed: list[Check]) -> tuple[list[Finding], list[Check]]:
    """One finding for all figures of a table that stand where one identity allows none."""
    groups: dict[tuple[str, str], list[Check]] = defaultdict(list)
    for check in failed:
        if check.relation == "absent":
            groups[check.table_id, check.identity.id].append(check)
    found = []
    for (table, identity), group in groups.items():
        if len(group) > 1:
            first = group[0].identity
            words = {"title": "", "title_zh": first.title_zh, "title_en": first.title_en}
            names = list(dict.fromkeys(case.names(check.place)["row"] for check in group))
            named = "、".join(names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")
            rows = {check.row for check in group}
            finding = case.notice("figures-out-of-place", table, group, rows, named=named, **words)
            finding.identity, finding.category, finding.severity = identity, first.category, first.severity
            finding.places = [case.place(check.place) for check in group]
            found.append(finding)
            failed = leave_out(failed, group)
    return found, failed


def find_unusual(case: Case, found: Sequence[Finding]) -> list[Finding]:
    """Note what usually agrees and does not, where most of it does and nothing else explains it."""
    soft: dict[str, list[Check]] = defaultdict(list)
    for check in case.checks:
        if check.identity.severity == "info" and check.state != "not_assessable":
            soft[check.identity.rule].append(check)
    known = {place for finding in found for place in finding.lines}
    notes = []
    for checks in soft.values():
        failed = [check for check in checks if check.state == "fails"]
        agreeing = sum(check.state != "fails" and check.relation == "equal" for check in checks)
        if agreeing >= LEAST_AGREEING and agreeing > len(failed):
            notes += [check for check in failed if not known.intersection(places_of([check]))]
    return [_unusual(case, check) for check in notes]


def _unusual(case: Case, check: Check) -> Finding:
    finding = case.relation_finding(check)
    if _slipped(check.printed_fen, check.expected_fen):
        finding.category, finding.severity = "question", "warning"
    return finding


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


def _corrected(found: Sequence[Finding]) -> dict[Place, int]:
    """What single cells lack to be what other findings say they should be."""
    return {
        finding.lines[0]: finding.expected_fen - finding.printed_fen
        for finding in found
        if finding.lines and finding.expected_fen is not None and finding.printed_fen is not None
    }


def _explained(check: Check, right: Mapping[Place, int]) -> bool:
    """Whether a check holds once a figure is what another finding says it should be."""
    return any(
        place in right and sign * right[place] == check.difference_fen for place, sign in check.signs()
    )


def find_rounded(case: Case) -> list[Finding]:
    """One finding for an identity and a table whose sums are off by rounding."""
    groups: dict[tuple[str, str], list[Check]] = defaultdict(list)
    exact: Counter = Counter()
    found, told = find_last_digits(case)
    right = _corrected(case.told)
    for check in case.checks:
        key = (check.place[0], check.identity.id)
        if check.relation == "at_most" or check.identity.severity == "info" or id(check) in told:
            continue  # a part that rounds over its whole says nothing
        if check.state == "rounding" and not _explained(check, right):
            groups[key].append(check)
        elif check.state == "holds":
            exact[key] += 1
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

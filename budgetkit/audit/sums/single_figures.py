"""Figures that do not agree: cells to blame, single identities, figures where none may stand, and notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter

from budgetkit.amounts import print_amount
from budgetkit.audit.case import MOST_NAMED, Case, compared, listed, title_of
from budgetkit.audit.progress import Explanation, Progress
from budgetkit.checks import Check, Place, places_of
from budgetkit.checks.breakdowns import SAME_BREAKDOWN
from budgetkit.checks.culprits import find_culprits, find_unvouched
from budgetkit.records import Finding, grouped
from budgetkit.rules.notices import message

_TELLING_DIGITS = 3
"""Digits, zeros at the end apart, of amounts so alike that one is taken for the other with a slip."""
_LEAST_AGREEING = 2
"""Usual agreements that a document must show before the lack of one is worth a note."""


def find_single_cells(case: Case, progress: Progress) -> Iterator[Explanation]:
    """Name cells whose change would satisfy several failed checks and break none."""
    for culprit in find_culprits(case.checks, progress.failed):
        finding = _tell_cell(case, culprit.place, culprit.explained, culprit.change)
        yield Explanation(finding, tuple(culprit.explained))


def find_single_checks(case: Case, progress: Progress) -> Iterator[Explanation]:
    """One finding for each identity that is left, at the one figure that nothing else vouches for if it can.

    Two tables that seem to print one breakdown only because the total of one is wrong differ in more than
    that: the findings so far tell.
    """
    blamed = {(table, column) for finding in progress.findings for table, _, column in finding.lines}
    for check in progress.failed:
        columns = {(line.table_id, line.column) for line in check.lines}
        if check.identity.id == SAME_BREAKDOWN and blamed.intersection(columns):
            continue
        suspect = find_unvouched(case.checks, check)
        if suspect is None:
            finding = _tell_relation(case, check)
        else:
            finding = _tell_cell(case, suspect.place, [check], suspect.change)
        yield Explanation(finding, (check,))


def find_forbidden(case: Case, progress: Progress) -> Iterator[Explanation]:
    """One finding for all figures of a table that stand where one identity allows none."""
    absent = [check for check in progress.failed if check.relation == "absent"]
    groups = grouped(absent, lambda check: (check.table_id, check.identity.id))
    for (table, identity), group in groups.items():
        if len(group) < 2:
            continue
        first, rows = group[0].identity, {check.row for check in group}
        named = listed(dict.fromkeys(case.names(check.place)["row"] for check in group))
        words = {"title": title_of(first), "named": named}
        finding = case.notice("figures-out-of-place", table, group, rows, **words)
        finding.identity, finding.category, finding.severity = identity, first.category, first.severity
        finding.places = [case.place(check.place) for check in group]
        yield Explanation(finding, tuple(group))


def _tell_relation(case: Case, check: Check) -> Finding:
    """One failed identity that nothing else explains."""
    return _tell(case, [check], check.relation, check.place, check.printed_fen, check.expected_fen)


def _tell_cell(case: Case, place: Place, checks: Sequence[Check], change: int) -> Finding:
    """One cell whose change satisfies all of the checks."""
    printed = case.at[place].amount_fen if place in case.at else 0
    return _tell(case, checks, "cell", place, printed, printed + change)


def _tell(
    case: Case, checks: Sequence[Check], form: str, place: Place, printed: int, expected: int
) -> Finding:
    check, line = checks[0], case.at.get(place)
    unit = (line or check.lines[0]).printed_unit
    decimals = max(part.decimals for part in check.lines if part.printed_unit == unit)
    titles = dict.fromkeys(title_of(one.identity) for one in checks)
    shown = f"{print_amount(printed, unit, decimals)} {unit}"
    words = {
        **case.names(place),
        "printed": shown if line else ("空白", "blank"),
        "expected": print_amount(expected, unit, decimals),
        "difference": print_amount(printed - expected, unit, decimals),
        "unit": unit,
        "count": len(checks),
        "parts": _sum_text(check),
        "title": ("；".join(zh for zh, _ in titles), "; ".join(en for _, en in titles)),
    }
    # One identity alone leaves open which of its figures is wrong: all few of them are to be looked at.
    beside = places_of(checks) if len(checks) == 1 and len(check.lines) <= MOST_NAMED else []
    places = dict.fromkeys([place, *(one.place for one in checks), *beside])
    lines = dict.fromkeys([*([place] if line else []), *places_of(checks)])
    fault = _fault(case, check, place)
    finding = case.word(check.identity.id, message(form), places, lines, words, fault)
    compared(finding, printed, expected, check.tolerance_fen)
    finding.printed_fen = printed if line else None
    return finding


def _fault(case: Case, check: Check, place: Place) -> tuple[str, str]:
    """Category and severity: a blank cell leaves it open, a doubtful reading blames the reader."""
    category, severity = check.identity.category, check.identity.severity
    if place not in case.at or not check.parts:
        return ("question" if category == "document_error" else category), "warning"
    if category == "document_error" and not case.is_exact(place[0]):
        return "extraction_damage", "warning"
    return category, severity


def _sum_text(check: Check) -> str:
    signs = zip(check.parts, check.weights, strict=True)
    texts = [("−" if weight < 0 else "") + line.printed.strip() for line, weight in signs]
    rest = f" + … ({len(texts)})" if len(texts) > MOST_NAMED else ""
    return " + ".join(texts[:MOST_NAMED]) + rest or "0"


def find_unusual(case: Case, progress: Progress) -> Iterator[Explanation]:
    """Note what usually agrees and does not, where most of it does and nothing else explains it."""
    usual = [c for c in case.checks if c.identity.severity == "info" and c.state != "not_assessable"]
    rules = grouped(usual, attrgetter("identity.rule"))
    known = {place for finding in progress.findings for place in finding.lines}
    for check in (check for checks in rules.values() for check in _exceptions(checks)):
        if known.isdisjoint(places_of([check])):
            finding = _tell_relation(case, check)
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

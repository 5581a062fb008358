"""Forms of one project against each other: a target that two of them print otherwise."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import combinations

from budgetkit.audit.case import Case
from budgetkit.audit.performance.goals import (
    DEPARTMENT,
    agree,
    name_of,
    owned_indicators,
    row_of,
    scaled,
    target_of,
)
from budgetkit.records import Finding, grouped
from budgetkit.rules.kinds import kind_of

_SIDES = {"at_least": "below", "more_than": "below", "at_most": "above", "less_than": "above"}
"""From where a comparator bounds its value."""


def find_forms_unlike(case: Case) -> Iterator[Finding]:
    """Indicators of one project that two of its forms ask for with different targets."""
    begins = _begins(case)

    def form_of(row: Mapping) -> int:
        return bisect_right(begins, (case.rank[row["table_id"]], row["row"]))

    # what is evaluated is another year's, unless the document is of what was executed
    over = case.phase != "executed"
    apart = {key for key, table in case.tables.items() if over and kind_of(table.kind).year_is_over}
    for owner, rows in owned_indicators(case).items():
        asked = [row for row in rows if row["value"] is not None and row["table_id"] not in apart]
        forms = grouped(asked if owner != DEPARTMENT else (), form_of)
        yield from _compared(case, [grouped(filter(name_of, form), name_of) for form in forms.values()])


def _begins(case: Case) -> list[tuple[int, int]]:
    """Where a form, or the row of a summary, begins; what follows up to the next is of the same one."""
    mentions = [*case.mentions, *(doubt.mention for doubt in case.linking.doubts)]
    return sorted({(case.rank[one.table_id], one.row) for one in mentions if one.has_targets})


def _compared(case: Case, forms: list[dict[str, list[Mapping]]]) -> Iterator[Finding]:
    told = set()
    for form, other in combinations(forms, 2):
        for name in form.keys() & other.keys():
            one, two = form[name], other[name]
            # a name that one form prints twice may be of two things
            if len(one) == len(two) == 1 and name not in told and _contradict(one[0], two[0]):
                told.add(name)
                yield _differing(case, one[0], two[0])


def _contradict(one: Mapping, other: Mapping) -> bool:
    ours, theirs = target_of(one), target_of(other)
    if scaled(ours.unit)[1] != scaled(theirs.unit)[1]:
        return False
    opposite = {_SIDES.get(ours.comparator), _SIDES.get(theirs.comparator)} == {"below", "above"}
    return not agree(ours, theirs) or (opposite and bool(ours.value))


def _differing(case: Case, one: Mapping, other: Mapping) -> Finding:
    words = {"indicator": one["level3"], "name": one["project_name"] or other["project_name"]}
    words |= {"printed": one["printed"], "expected": other["printed"]}
    words["other_table"] = case.title(other["table_id"])
    return case.tell("forms-differ", [row_of(one), row_of(other)], **words)

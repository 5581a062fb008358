"""Forms of one project against each other: a target that two of them print otherwise."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from budgetkit.audit.case import Case
from budgetkit.audit.performance.goals import DEPARTMENT, agree, owned_indicators, scaled, target_of
from budgetkit.indicators.words import plain
from budgetkit.records import Finding
from budgetkit.rules.kinds import kind_of

_SIDES = {"at_least": "below", "more_than": "below", "at_most": "above", "less_than": "above"}
"""From where a comparator bounds its value."""


def find_forms_unlike(case: Case) -> list[Finding]:
    """Indicators of one project that two of its forms ask for with different targets."""
    begins = _begins(case)
    # what is evaluated is another year's, unless the document is of what was executed
    apart = {key for key, table in case.tables.items() if kind_of(table.kind).year_is_over} - (
        set(case.tables) if case.phase == "executed" else set()
    )
    found = []
    for owner, rows in owned_indicators(case).items():
        if owner == DEPARTMENT:
            continue
        forms: dict[int, dict[str, list[Mapping]]] = {}
        for row in rows:
            form = bisect_right(begins, _place(case, row["table_id"], row["row"]))
            name = plain(row["level3"])
            if name and row["value"] is not None and row["table_id"] not in apart:
                forms.setdefault(form, {}).setdefault(name, []).append(row)
        found += _compared(case, list(forms.values()))
    return found


def _begins(case: Case) -> list[tuple[int, int]]:
    """Where a form, or the row of a summary, begins; what follows up to the next is of the same one."""
    mentions = [mention for project in case.linking.projects for mention in project.mentions]
    mentions += [doubt.mention for doubt in case.linking.doubts]
    return sorted({_place(case, one.table_id, one.row) for one in mentions if one.has_targets})


def _place(case: Case, table_id: str, row: int) -> tuple[int, int]:
    return case.rank[table_id], row


def _compared(case: Case, forms: list[dict[str, list[Mapping]]]) -> list[Finding]:
    found, told = [], set()
    for place, form in enumerate(forms):
        for other in forms[place + 1 :]:
            for name in form.keys() & other.keys():
                one, two = form[name], other[name]
                # a name that one form prints twice may be of two things
                if len(one) == len(two) == 1 and name not in told and _contradict(one[0], two[0]):
                    told.add(name)
                    found.append(_differing(case, one[0], two[0]))
    return found


def _contradict(one: Mapping, other: Mapping) -> bool:
    ours, theirs = target_of(one), target_of(other)
    if scaled(ours.unit)[1] != scaled(theirs.unit)[1]:
        return False
    opposite = {_SIDES.get(ours.comparator), _SIDES.get(theirs.comparator)} == {"below", "above"}
    return not agree(ours, theirs) or (opposite and bool(ours.value))


def _differing(case: Case, one: Mapping, other: Mapping) -> Finding:
    places = [(row["table_id"], row["row"], -1) for row in (one, other)]
    words = {"indicator": one["level3"], "name": one["project_name"] or other["project_name"]}
    words |= {"printed": one["printed"], "expected": other["printed"]}
    words["other_table"] = case.title(other["table_id"])
    return case.tell("forms-differ", places, **words)

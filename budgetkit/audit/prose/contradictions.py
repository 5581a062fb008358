"""Words of the prose that the figures beside them contradict, and counts that do not go together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from budgetkit.amounts import FEN_PER_UNIT
from budgetkit.audit.case import Case, quotation
from budgetkit.records import Finding
from budgetkit.rules.active import active
from budgetkit.rules.declared.words import SlipFile
from budgetkit.rules.record import Pattern

_ABOVE, _BELOW = ("大于", "高于", "多于", "超过"), ("小于", "低于", "少于")
_FEWEST_GRADES = 3
"""So many grades must be told for their counts to make up the projects that were graded."""
_HOSPITALITY = ("official_hospitality", "domestic_hospitality")
_GUESTS = ("hospitality_batches", "hospitality_persons")
_NEAR = 10
"""Statements behind an amount within which its guests are counted."""


def find_contradictions(case: Case) -> list[Finding]:
    """Verdicts unlike their figures, guests of an amount that are none, grades unlike their projects."""
    return [*_verdicts(case), *_guests(case), *_grades(case)]


def _pattern(name: str) -> Pattern:
    return getattr(active().of(SlipFile).contradiction, name)


def _verdicts(case: Case) -> Iterator[Finding]:
    """决算数小于预算数 right behind a budget and an outcome; 减少为0万元，与上年持平."""
    for found, place in case.text.find(_pattern("verdict")):
        if found["of"] and found["phase"] and found["of"] != found["phase"]:
            continue  # the verdict is of another budget than the one printed last
        budget, outcome = (_fen(found[one], found[f"{one}_unit"]) for one in ("budget", "outcome"))
        word = found["word"]
        wrong = (word in _ABOVE and outcome < budget) or (word in _BELOW and outcome > budget)
        if wrong or (word not in (*_ABOVE, *_BELOW) and outcome != budget):
            yield case.tell("text-verdict", [place])
    for _, place in case.text.find(_pattern("changed_and_level")):
        yield case.tell("text-changed-and-level", [place])


def _fen(number: str, unit: str) -> Decimal:
    return Decimal(number.replace(",", "")) * FEN_PER_UNIT[unit]


def _guests(case: Case) -> Iterator[Finding]:
    """Money spent on guests where the same section counts none; the first such amount tells."""
    for place, one in enumerate(case.statements):
        if one["metric"] not in _HOSPITALITY or one["derived"] or one["phase"] != "executed":
            continue
        behind = case.statements[place + 1 : place + _NEAR]
        same = [x for x in behind if (x["section"], x["fiscal_year"]) == (one["section"], one["fiscal_year"])]
        batches, persons = ([x for x in same if x["metric"] == metric] for metric in _GUESTS)
        none = not any(x["value"].strip("0") for x in (*batches, *persons))
        if one["value"].strip("0.") and batches and persons and none:
            places = map(quotation, (one, batches[0], persons[0]))
            yield case.tell("text-no-guests", places, other=persons[0]["quote"])
            return


def _grades(case: Case) -> Iterator[Finding]:
    """Projects of each grade against the projects that were graded."""
    grades: dict[tuple, list[dict]] = defaultdict(list)
    totals: dict[tuple, dict] = {}
    for one in case.statements:
        key = (one["section"], one["fiscal_year"])
        if one["metric"] == "performance_project_count" and one["subject"].endswith("绩效自评"):
            totals.setdefault(key, one)
        elif one["metric"] == "performance_grade_count" and key in totals:
            grades[key].append(one)
    for key, members in grades.items():
        names = [one["subject"] for one in members]
        if len(names) < _FEWEST_GRADES or len(set(names)) < len(names):
            continue
        total, made = totals[key], sum(int(one["value"]) for one in members)
        if total["value"].isdecimal() and made and made != int(total["value"]):
            parts = " + ".join(one["value"] for one in members)
            yield case.tell("text-grades", map(quotation, (total, *members)), parts=parts, made=made)

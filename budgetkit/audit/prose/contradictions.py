"""Words of the prose that the figures beside them contradict, and counts that do not go together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from budgetkit.amounts import FEN_PER_UNIT
from budgetkit.audit.case import Case
from budgetkit.audit.passages import Passages
from budgetkit.records import Finding
from budgetkit.rules.active import active
from budgetkit.rules.declared.words import SlipFile

_ABOVE, _BELOW = ("大于", "高于", "多于", "超过"), ("小于", "低于", "少于")
_FEWEST_GRADES = 3
"""So many grades must be told for their counts to make up the projects that were graded."""
_NEAR = 10
"""Statements behind an amount within which its guests are counted."""


def find_contradictions(case: Case) -> list[Finding]:
    """Verdicts unlike their figures, guests of an amount that are none, grades unlike their projects."""
    text = case.text if case.paragraphs else None
    return [*(_verdicts(case, text) if text else ()), *_guests(case), *_grades(case)]


def _pattern(name: str) -> re.Pattern[str]:
    return getattr(active().of(SlipFile).contradiction, name)


def _verdicts(case: Case, text: Passages) -> Iterator[Finding]:
    """决算数小于预算数 right behind a budget and an outcome; 减少为0万元，与上年持平."""
    for found in _pattern("verdict").finditer(text.whole):
        if found["of"] and found["phase"] and found["of"] != found["phase"]:
            continue  # the verdict is of another budget than the one printed last
        budget, outcome = (_fen(found[one], found[f"{one}_unit"]) for one in ("budget", "outcome"))
        word = found["word"]
        wrong = (word in _ABOVE and outcome < budget) or (word in _BELOW and outcome > budget)
        if wrong or (word not in (*_ABOVE, *_BELOW) and outcome != budget):
            place = text.place(found.start(), found.end())
            words = {"quote": found[0], "page": str(place["page"])}
            yield _placed(case, "text-verdict", [place | {"quote": found[0]}], **words)
    for found in _pattern("changed_and_level").finditer(text.whole):
        place = text.place(*found.span()) | {"quote": found[0]}
        yield _placed(case, "text-changed-and-level", [place], quote=found[0], page=str(place["page"]))


def _fen(number: str, unit: str) -> Decimal:
    return Decimal(number.replace(",", "")) * FEN_PER_UNIT[unit]


def _guests(case: Case) -> Iterator[Finding]:
    """Money spent on guests where the same section counts none."""
    for place, one in enumerate(case.statements):
        if one["metric"] not in ("official_hospitality", "domestic_hospitality") or one["derived"]:
            continue
        if one["phase"] != "executed" or not one["value"].strip("0."):
            continue
        behind = case.statements[place + 1 : place + _NEAR]
        same = [x for x in behind if (x["section"], x["fiscal_year"]) == (one["section"], one["fiscal_year"])]
        batches = [x for x in same if x["metric"] == "hospitality_batches"]
        persons = [x for x in same if x["metric"] == "hospitality_persons"]
        if batches and persons and not any(x["value"].strip("0") for x in (*batches, *persons)):
            other = persons[0]["quote"]
            yield _stated(case, "text-no-guests", [one, batches[0], persons[0]], other=other)
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
            yield _stated(case, "text-grades", [total, *members], parts=parts, made=str(made))


def _stated(case: Case, notice: str, statements: list[dict], **words: str) -> Finding:
    places = [{"page": one["page"], "quote": one["quote"]} for one in statements]
    first = {"quote": statements[0]["quote"], "page": str(statements[0]["page"])}
    return _placed(case, notice, places, **first, **words)


def _placed(case: Case, notice: str, places: list[dict], **words: str) -> Finding:
    finding = case.notice(notice, "", **words)
    finding.places = places
    return finding

"""Budgets of projects that are described in words, against the forms of the same projects."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from budgetkit.amounts import FEN_PER_UNIT
from budgetkit.audit.case import Case, printed_money
from budgetkit.records import Finding, Line
from budgetkit.rules.active import active
from budgetkit.rules.declared.words import SlipFile
from budgetkit.rules.kinds import kind_of

_TAIL = re.compile(r"(?:项目|经费|支出|专项|的)+$")
_SPACE = re.compile(r"\s")


def find_described(case: Case) -> list[Finding]:
    """One question for each project whose described budget stands nowhere in its form."""
    forms: dict[str, list[Line]] = defaultdict(list)
    names: dict[str, str] = {}
    for project in case.linking.projects:
        for mention in project.mentions:
            lines = [line for line in mention.lines if kind_of(line.kind).form == "project"]
            forms[_bare(mention.name)] += lines
            names |= {_bare(mention.name): mention.name} if lines else {}
    if not names or case.phase != "approved":
        return []
    return [
        finding
        for name, budget, page in _described(case)
        if name in names and (finding := _compare(case, names[name], forms[name], budget, page)) is not None
    ]


def _described(case: Case) -> Iterator[tuple[str, re.Match[str], int]]:
    """Names of projects in headings, and the budget that the passage behind each states."""
    rules = active().of(SlipFile).described_project
    name = ""
    for line in case.paragraphs:
        text = _SPACE.sub("", line.text)
        found = rules.heading.fullmatch(text)
        if found:
            name = _bare(found["name"])
            continue
        budget = rules.budget.search(text) if name else None
        if budget and budget["year"] in (None, str(case.fiscal_year)):
            yield name, budget, line.page
            name = ""


def _compare(case: Case, name: str, lines: list[Line], budget: re.Match[str], page: int) -> Finding | None:
    own = [line for line in lines if line.fiscal_year in (None, case.fiscal_year)]
    if len({line.table_id for line in own}) != 1:
        return None
    decimals = len(budget["value"].partition(".")[2])
    step = FEN_PER_UNIT[budget["unit"]] // 10**decimals
    fen = int(Decimal(budget["value"].replace(",", "")) * FEN_PER_UNIT[budget["unit"]])
    if any(2 * abs(line.amount_fen - fen) <= max(step, line.step_fen) for line in own):
        return None
    most = max(own, key=lambda line: line.amount_fen)
    places = [{"page": page, "quote": budget[0]}, most.place]
    return case.tell("text-project-budget", places, project=name, expected=printed_money(most))


def _bare(name: str) -> str:
    return _TAIL.sub("", _SPACE.sub("", name).strip('“”"（）() '))

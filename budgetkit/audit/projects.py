"""One project in many tables: amounts that differ, other names, doubtful links, budgets told in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from budgetkit.amounts import FEN_PER_UNIT, print_amount
from budgetkit.audit.case import Case, compared, listed, printed_money, quoted, stated_fen
from budgetkit.projects import Doubt, Mention, ProjectAmount
from budgetkit.projects.names import core_name, plain_name
from budgetkit.records import Finding, Line, grouped
from budgetkit.rules.active import active
from budgetkit.rules.declared.words import SlipFile
from budgetkit.rules.kinds import kind_of

_TAIL = re.compile(r"(?:项目|经费|支出|专项|的)+$")
_SPACE = re.compile(r"\s")
_WHY = {
    "two_candidates": ("两个候选同样合适", "the candidates fit equally well"),
    "name_or_amount": ("金额指向前者，名称指向后者", "the amount says the first, the name the second"),
    "code_or_name": ("编码相同而名称、金额都不同", "the codes are equal, names and amounts are not"),
    "amount_differs": ("名称相近而金额不同", "the names are alike, the amounts differ"),
    "other_words": ("金额相同而名称用词不同", "the amounts are equal, the names differ in a word"),
    "amount_missing": ("名称相近而缺金额", "the names are alike, an amount is missing"),
}


def find_project_amounts(case: Case) -> Iterator[Finding]:
    """Projects that two tables print with different amounts, of the year or of the year before."""
    wrong = {each.table_id for each in case.wrong_units}
    for project in case.linking.projects:
        first = project.first
        for mention in project.mentions:
            if mention is first or wrong.intersection((mention.table_id, first.table_id)):
                continue
            if _differ(mention.amount, first.amount):
                finding = _amounts(case, "project-amount-differs", first, mention.amount, first.amount)
                finding.severity = finding.severity if mention.sure_amount and first.sure_amount else "info"
                yield finding
            prior, own = first.prior_amount, mention.prior_amount
            if _differ(own, prior):
                yield _amounts(case, "project-prior-amount-differs", first, own, prior)


def _differ(one: ProjectAmount | None, other: ProjectAmount | None) -> bool:
    return one is not None and other is not None and not one.agrees(other)


def _amounts(
    case: Case, identity: str, first: Mention, printed: ProjectAmount, expected: ProjectAmount, **more: str
) -> Finding:
    words = {
        "name": first.name,
        "printed": _money(printed.fen, printed),
        "expected": _money(expected.fen, printed),
        "difference": _money(printed.fen - expected.fen, printed),
        "unit": printed.line.printed_unit,
        "other_table": case.title(expected.line.table_id),
    }
    finding = case.tell(identity, [printed.line.place, expected.line.place], **words | more)
    return compared(finding, printed.fen, expected.fen, (printed.step_fen + expected.step_fen) // 2)


def _money(fen: int, shown: ProjectAmount) -> str:
    """Amount in the unit of a figure, with as many decimals as it needs."""
    unit, decimals = shown.line.printed_unit, shown.line.decimals
    while decimals < 6 and fen % (step := max(1, FEN_PER_UNIT[unit] // 10**decimals)) and step > 1:
        decimals += 1
    return print_amount(fen, unit, decimals)


def find_project_names(case: Case) -> Iterator[Finding]:
    """Projects that other tables call by another name, beyond words that any project may bear."""
    for project in case.linking.projects:
        first = project.first
        others = [mention for mention in project.mentions if _other_name(mention, first)]
        if others:
            names = "、".join(quoted(mention.name for mention in others))
            places = [mention.place for mention in (first, *others)]
            yield case.tell("project-name-differs", places, name=first.name, names=names)


def _other_name(mention: Mention, first: Mention) -> bool:
    one, other = plain_name(mention.name), plain_name(first.name)
    cut = one.startswith(other) or other.startswith(one)
    return not cut and not mention.borrowed_name and core_name(mention.name) != core_name(first.name)


def find_doubtful_links(case: Case) -> Iterator[Finding]:
    """What no rule could link for certain, each with the candidates; in a wrong unit nothing is compared."""
    wrong = {each.table_id for each in case.wrong_units}
    for doubt in case.linking.doubts:
        mentions = [doubt.mention, *(project.first for project in doubt.candidates)]
        if wrong.isdisjoint(mention.table_id for mention in mentions):
            yield from _doubtful(case, doubt, mentions)


def _doubtful(case: Case, doubt: Doubt, mentions: list[Mention]) -> Iterator[Finding]:
    mention, *firsts = mentions
    amount = mention.amount
    words = {"name": mention.name, "printed": "—", "unit": ""}
    if amount is not None:
        words |= {"printed": _money(amount.fen, amount), "unit": amount.line.printed_unit}
    places = [each.place for each in mentions]
    if doubt.reason in _WHY:
        words["candidates"] = "、".join(f"“{first.name}”" for first in firsts)
        words["why"] = _WHY[doubt.reason]
        yield case.tell("project-link-doubtful", places, **words)
    elif doubt.reason == "not_listed":
        yield case.tell("project-not-listed", places, **words)
    elif doubt.reason == "by_elimination":
        other = next(each for each in doubt.candidates[0].mentions if not each.borrowed_name)
        words |= {"other_name": other.name, "other_table": case.title(other.table_id)}
        yield case.tell("project-name-of-another", places, **words)
    elif doubt.reason == "task_amount" and amount:
        words = {"name": mention.words or mention.name, "other_name": firsts[0].name}
        yield _amounts(case, "task-amount-differs", firsts[0], amount, firsts[0].amount, **words)


def find_without_form(case: Case) -> Iterator[Finding]:
    """Listed projects without performance targets, where others of the same list have theirs."""
    projects = [p for p in case.linking.projects if any(mention.is_listed for mention in p.mentions)]
    without = [p.first for p in projects if not any(mention.has_targets for mention in p.mentions)]
    if 0 < len(without) < len(projects) and not any(one.reason in _WHY for one in case.linking.doubts):
        words = {"listed": len(projects), "count": len(without)}
        words["names"] = listed(f"“{first.name}”" for first in without)
        yield case.tell("projects-without-form", [first.place for first in without], **words)


def find_described(case: Case) -> Iterator[Finding]:
    """One question for each project whose described budget stands nowhere in its form."""
    forms = grouped(case.mentions if case.phase == "approved" else (), lambda one: _bare(one.name))
    for name, budget, page in _described(case) if forms else ():
        printed = [(one, line) for one in forms[name] for line in one.lines]
        of_form = [(one, line) for one, line in printed if kind_of(line.kind).form == "project"]
        lines = [line for _, line in of_form if line.fiscal_year in (None, case.fiscal_year)]
        if len({line.table_id for line in lines}) == 1 and not any(_is_near(line, budget) for line in lines):
            most, called = max(lines, key=lambda line: line.amount_fen), of_form[-1][0].name
            places = [{"page": page, "quote": budget[0]}, most.place]
            yield case.tell("text-project-budget", places, project=called, expected=printed_money(most))


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


def _is_near(line: Line, budget: re.Match[str]) -> bool:
    """Whether a line prints a described budget, but for rounding."""
    value, unit = budget["value"], budget["unit"]
    step = FEN_PER_UNIT[unit] // 10 ** len(value.partition(".")[2])
    return 2 * abs(line.amount_fen - int(stated_fen(value, unit))) <= max(step, line.step_fen)


def _bare(name: str) -> str:
    return _TAIL.sub("", _SPACE.sub("", name).strip('“”"（）() '))

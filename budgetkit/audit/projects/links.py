"""One project in many tables: amounts that differ, other names, links that are doubtful."""

from __future__ import annotations

from budgetkit.amounts import FEN_PER_UNIT, print_amount
from budgetkit.audit.case import MOST_NAMED, Case
from budgetkit.projects import Mention, Project, ProjectAmount
from budgetkit.projects.names import core_name, plain_name
from budgetkit.records import Finding

_WHY = {
    "two_candidates": ("两个候选同样合适", "the candidates fit equally well"),
    "name_or_amount": ("金额指向前者，名称指向后者", "the amount says the first, the name the second"),
    "code_or_name": ("编码相同而名称、金额都不同", "the codes are equal, names and amounts are not"),
    "amount_differs": ("名称相近而金额不同", "the names are alike, the amounts differ"),
    "other_words": ("金额相同而名称用词不同", "the amounts are equal, the names differ in a word"),
    "amount_missing": ("名称相近而缺金额", "the names are alike, an amount is missing"),
}


def find_project_amounts(case: Case) -> list[Finding]:
    """Projects that two tables print with different amounts, of the year or of the year before."""
    found = []
    wrong = {each.table_id for each in case.wrong_units}
    for project in case.linking.projects:
        first = project.first
        for mention in project.mentions:
            if mention is first or wrong.intersection((mention.place[0], first.place[0])):
                continue
            if first.amount and mention.amount and not mention.amount.agrees(first.amount):
                finding = _differing(case, "project-amount-differs", project, mention.amount, first.amount)
                finding.severity = finding.severity if mention.sure_amount and first.sure_amount else "info"
                found.append(finding)
            prior, own = first.prior_amount, mention.prior_amount
            if prior and own and not own.agrees(prior):
                found.append(_differing(case, "project-prior-amount-differs", project, own, prior))
    return found


def _differing(
    case: Case,
    identity: str,
    project: Project,
    printed: ProjectAmount,
    expected: ProjectAmount,
    **words: object,
) -> Finding:
    line, other = printed.line, expected.line
    money = {
        "printed": _money(printed.fen, printed),
        "expected": _money(expected.fen, printed),
        "difference": _money(printed.fen - expected.fen, printed),
        "unit": line.printed_unit,
    }
    places = [(line.table_id, line.row, line.column), (other.table_id, other.row, other.column)]
    named = {"name": project.first.name, **money, **_other_table(case, other.table_id), **words}
    finding = case.tell(identity, places, **named)
    finding.printed_fen, finding.expected_fen = printed.fen, expected.fen
    finding.difference_fen = printed.fen - expected.fen
    finding.tolerance_fen = (printed.step_fen + expected.step_fen) // 2
    return finding


def _money(fen: int, shown: ProjectAmount) -> str:
    """Amount in the unit of a figure, with as many decimals as it needs."""
    unit, decimals = shown.line.printed_unit, shown.line.decimals
    while decimals < 6 and fen % (step := max(1, FEN_PER_UNIT[unit] // 10**decimals)) and step > 1:
        decimals += 1
    return print_amount(fen, unit, decimals)


def _other_table(case: Case, table_id: str) -> dict[str, str]:
    return {"other_table": case.title(table_id)}


def find_project_names(case: Case) -> list[Finding]:
    """Projects that other tables call by another name, beyond words that any project may bear."""
    found = []
    for project in case.linking.projects:
        first = project.first
        others = [mention for mention in project.mentions if _other_name(mention, first)]
        if others:
            names = "、".join(dict.fromkeys(f"“{mention.name}”" for mention in others))
            places = [first.place, *(mention.place for mention in others)]
            found.append(case.tell("project-name-differs", places, name=first.name, names=names))
    return found


def _other_name(mention: Mention, first: Mention) -> bool:
    one, other = plain_name(mention.name), plain_name(first.name)
    cut = one.startswith(other) or other.startswith(one)
    return not cut and not mention.borrowed_name and core_name(mention.name) != core_name(first.name)


def find_doubtful_links(case: Case) -> list[Finding]:
    """What no rule could link for certain, each with the candidates."""
    found = []
    wrong = {each.table_id for each in case.wrong_units}
    for doubt in case.linking.doubts:
        mention, candidates = doubt.mention, doubt.candidates
        if wrong.intersection([mention.place[0], *(project.first.place[0] for project in candidates)]):
            continue  # amounts of these are not compared
        words = {"name": mention.name, **_printed(mention)}
        places = [mention.place, *(project.first.place for project in candidates)]
        if doubt.reason in _WHY:
            named = "、".join(f"“{project.first.name}”" for project in candidates)
            why = dict(zip(("why_zh", "why_en"), _WHY[doubt.reason], strict=True))
            found.append(case.tell("project-link-doubtful", places, candidates=named, **words, **why))
        elif doubt.reason == "not_listed":
            found.append(case.tell("project-not-listed", places, **words))
        elif doubt.reason == "by_elimination":
            other = next(m for m in candidates[0].mentions if not m.borrowed_name)
            words |= _other_table(case, other.table_id)
            found.append(case.tell("project-name-of-another", places, other_name=other.name, **words))
        elif doubt.reason == "task_amount" and mention.amount:
            first = candidates[0].first
            words = {"name": mention.words or mention.name, "other_name": first.name}
            finding = _differing(
                case, "task-amount-differs", candidates[0], mention.amount, first.amount, **words
            )
            found.append(finding)
    return found


def _printed(mention: Mention) -> dict[str, str]:
    if mention.amount is None:
        return {"printed": "—", "unit": ""}
    return {"printed": _money(mention.amount.fen, mention.amount), "unit": mention.amount.line.printed_unit}


def find_without_form(case: Case) -> list[Finding]:
    """Listed projects without performance targets, where others of the same list have theirs."""
    listed = [p for p in case.linking.projects if any(mention.is_listed for mention in p.mentions)]
    without = [p for p in listed if not any(mention.has_targets for mention in p.mentions)]
    doubtful = any(doubt.reason in _WHY for doubt in case.linking.doubts)
    if not without or len(without) == len(listed) or doubtful:
        return []
    names = "、".join(f"“{project.first.name}”" for project in without[:MOST_NAMED])
    names += "…" if len(without) > MOST_NAMED else ""
    places = [project.first.place for project in without]
    return [case.tell("projects-without-form", places, listed=len(listed), count=len(without), names=names)]

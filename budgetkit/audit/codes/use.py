"""Codes that do not go with what stands beside them: another column, payer, unit or project."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import permutations
from operator import attrgetter

from budgetkit.audit.case import Case
from budgetkit.audit.codes.classifications import (
    PrintedCode,
    bare_name,
    codes_by_name,
    gather_codes,
    tell_codes,
)
from budgetkit.audit.progress import Explanation, Progress
from budgetkit.records import Finding, Line, grouped
from budgetkit.rules.codes import codes_in_force, generic_items, payers
from budgetkit.rules.declared.notices import CodeClassification
from budgetkit.rules.kinds import kinds_with
from budgetkit.rules.notices import code_rules
from budgetkit.text import normalise

_MANY_TIMES = 4
"""Codes of its own classification for each of the other, for a column to be of one classification."""
_LEAST_NAME = 5
"""Characters of a name that says by itself what money is for."""
_PAIRS_FROM = 2018
"""The year from which department and government codes stand side by side."""
_OF_ORGANS, _OF_INSTITUTIONS = ("501", "502", "503", "504"), ("505", "506")
"""Groups of the government economic classification by who is paid."""


def find_codes_out_of_place(case: Case, _: Progress) -> Iterator[Explanation]:
    """Findings about codes that are right by themselves and wrong where they stand; they explain no check."""
    for find in (_columns, _payers, _organs, _units, _purposes):
        yield from map(Explanation, find(case))


def _columns(case: Case) -> Iterator[Finding]:
    """A few codes of one economic classification in a column of the other."""
    economic = [rule for rule in code_rules().classification if rule.id != "functional"]
    members = []
    for own, other in permutations(economic, 2):
        for table, lines in grouped(case.lines, attrgetter("table_id")).items():
            if case.is_exact(table):
                foreign = _foreign(gather_codes(lines, own), own, other)
                members += [(each.said, each.lines[:1]) for each in foreign]
    if members:
        yield tell_codes(case, "economic-code-in-other-column", members)


def _foreign(
    codes: list[PrintedCode], own: CodeClassification, other: CodeClassification
) -> list[PrintedCode]:
    """Codes of the other classification; none where they are many: some tables print both block by block."""
    codes = [one for one in codes if len(one.code) in own.lengths and one.code.isdigit()]
    at_home = sum(one.code[0] == own.first for one in codes)
    known = codes_in_force(other.id)
    foreign = [one for one in codes if one.code[0] == other.first and one.code in known]
    return foreign if len(foreign) * _MANY_TIMES <= at_home else []


def _payers(case: Case) -> Iterator[Finding]:
    """Pairs of a department and a government code that the table of correspondence does not hold."""
    if case.fiscal_year is not None and case.fiscal_year < _PAIRS_FROM:
        return
    pairs: dict[tuple[str, str], Line] = {}
    for line in case.lines:
        one, two = line.department_economic_code, line.government_economic_code
        if len(one) == 5 and len(two) in (3, 5):
            pairs.setdefault((one, two), line)
    topics: dict[str, list[tuple[str, list[Line]]]] = defaultdict(list)
    for (one, two), line in pairs.items():
        if topic := _topic_of_pair(one, two, line):
            names = (line.department_economic_name, line.government_economic_name)
            first, second = map(normalise, names)
            topics[topic].append((f"{one} {first}—{two} {second}", [line]))
    for topic, members in topics.items():
        yield tell_codes(case, topic, members)


def _topic_of_pair(one: str, two: str, line: Line) -> str:
    """What is wrong with a pair of codes; empty where nothing is, or where one is not listed."""
    allowed = {government for department, government in payers() if department == one}
    if not allowed or two not in codes_in_force("gov_economic"):
        return ""
    allowed = set() if _payer_contradicts(line) else allowed
    groups = {government[:3] for government in allowed}
    if two in allowed or two in groups:
        return ""
    return "payer-pairs" if two[:3] in groups else "payer-class"


def _payer_contradicts(line: Line) -> bool:
    """Whether the payer printed after a name (_行政, _事业) is not that of its code."""
    name, group = normalise(line.government_economic_name), line.government_economic_code[:3]
    institution, organ = name.endswith("_事业"), name.endswith("_行政")
    return (institution and group in _OF_ORGANS) or (organ and group in _OF_INSTITUTIONS)


def _organs(case: Case) -> Iterator[Finding]:
    """Codes of organs in a document whose items by function are those of institutions only."""
    paid = [
        line for line in case.lines if line.government_economic_code[:3] in _OF_ORGANS and line.amount_fen
    ]
    items = {
        (line.functional_code, normalise(line.functional_name))
        for line in case.lines
        if len(line.functional_code) == 7 and line.amount_fen
    }
    institutions = any(name.startswith("事业") for _, name in items)
    organs = any(code[5:] in ("01", "02", "03") or name.startswith(("行政", "机关")) for code, name in items)
    if paid and institutions and not organs:
        yield case.notice("organ-codes-of-institutions", paid[0].table_id, rows={line.row for line in paid})


def _units(case: Case) -> Iterator[Finding]:
    """Units that are run as organs and have items of institutions, or the other way round."""
    names: dict[str, str] = {}
    for line in case.lines:
        if line.unit_name:
            names.setdefault(line.unit_code or line.unit_name, line.unit_name)
    members = []
    for unit, payers_of in _items_by_payer(case).items():
        running = [payer for payer, own in payers_of.items() if any("运行" in _item(line) for line in own)]
        if len(payers_of) == 2 and len(running) == 1:
            other = next(own for payer, own in payers_of.items() if payer not in running)
            items = "、".join(dict.fromkeys(map(_item, other)))
            members.append((f"{names.get(unit, unit)}（{items}）", other[:1]))
    if members:
        yield tell_codes(case, "unit-of-both-kinds", members, "；")


def _items_by_payer(case: Case) -> dict[str, dict[str, list[Line]]]:
    """Items by function of each unit, by who alone is paid under them: organs, or institutions."""
    by_item = kinds_with(row_is="unit_and_item", direction="expenditure")
    items: dict[str, dict[str, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for line in case.lines:
        unit = line.unit_code or line.unit_name
        if unit and len(line.functional_code) == 7 and line.amount_fen and line.kind in by_item:
            for payer, words in code_rules().payer.items():
                if words.match(_item(line)):
                    items[unit][payer].append(line)
    return items


def _item(line: Line) -> str:
    return normalise(line.functional_name or line.item)


def _purposes(case: Case) -> Iterator[Finding]:
    """Projects whose name holds the whole name of an item of another class."""
    projects: dict[tuple[str, str], Line] = {}
    for line in case.lines:
        if line.project_name and len(line.functional_code) == 7:
            projects.setdefault((line.functional_code, normalise(line.project_name)), line)
    members = []
    for (code, project), line in projects.items():
        if other := _item_named(code, project):
            members.append((f"{project}（{code}，{other}）", [line]))
    if members:
        yield tell_codes(case, "purpose-of-projects", members)


def _item_named(code: str, project: str) -> str:
    """Code and name of an item of another class whose whole name a project bears."""
    known = (name for size in (3, 5, 7) for name in codes_in_force("functional").get(code[:size], ()))
    own = {*generic_items(), *(bare_name(name.name) for name in known)}
    for name, codes in codes_by_name("functional", 7).items():
        if len(name) >= _LEAST_NAME and name in project and name not in own:
            if all(other[:3] != code[:3] for other in codes):
                return f"{min(codes)} {name}"
    return ""

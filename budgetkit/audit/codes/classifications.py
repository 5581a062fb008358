"""Printed codes against the classifications in force: codes, their names, and pairs of the two economic ones.

A list that is known not to be complete never blames: what it lacks is a note. A row of the lists that is
not sure enough asks, or is silent. All codes of one kind in a document make one finding.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from budgetkit.audit.case import EXACT_ENGINES, MOST_NAMED, Case
from budgetkit.audit.progress import Explanation, Progress
from budgetkit.checks import Check, leave_out
from budgetkit.records import Finding, Line
from budgetkit.rules.codes import CodeName, codes_in_force, generic_items, payers
from budgetkit.rules.declared.notices import CodeClassification, CodeSeries
from budgetkit.rules.kinds import kinds_with
from budgetkit.rules.notices import code_rules
from budgetkit.text import normalise

_BY_CODE = (
    "functional_class", "functional_item", "functional_code", "economic_group", "department_economic_code",
)  # fmt: skip
_MANY_TIMES = 4
"""Codes of its own classification for each of the other, for a column to be of one classification."""
_LEAST_NAME = 5
"""Characters of a name that says by itself what money is for."""


@dataclass(slots=True)
class _Printed:
    """One code with one name, and the first line that prints them in each table."""

    code: str
    name: str
    lines: list[Line] = field(default_factory=list)


def find_codes(case: Case, progress: Progress) -> Iterator[Explanation]:
    """Findings about codes, their names, pairs and use; a wrong code takes the checks by code with it."""
    failed = progress.failed
    for rule in code_rules().classification:
        for finding in _classified(case, rule, _printed(case.lines, rule)):
            rows = {(place["table"], place["row"]) for place in finding.places}
            lines = [line for line in case.lines if line.place[:2] in rows and finding.severity != "info"]
            explained = [check for check in failed if _rests_on_code(check, lines)]
            yield Explanation(finding, tuple(explained))
            failed = leave_out(failed, explained)
    for find in (_columns, _payers, _organs, _units, _purposes):
        yield from map(Explanation, find(case))


def _rests_on_code(check: Check, lines: list[Line]) -> bool:
    """Whether a check finds its figures by their codes, and holds or misses one of these lines."""
    if check.identity.scope != "document" and check.relation != "absent":
        return False
    by_code = {
        *check.identity.by,
        *(name for o in check.identity.parts + check.identity.total for name, _ in o.where),
    }
    if not by_code.intersection(_BY_CODE):
        return False
    said = [*check.total, *check.parts]
    off = abs(check.difference_fen)
    return any(
        line in said or abs(off - abs(line.amount_fen)) <= check.tolerance_fen + line.step_fen
        for line in lines
    )


def _printed(lines: Iterable[Line], rule: CodeClassification) -> list[_Printed]:
    known: dict[tuple[str, str], _Printed] = {}
    tables: set[tuple] = set()
    for line in lines:
        code = getattr(line, rule.code)
        if not code or not code.isdigit() or len(code) not in rule.lengths:
            continue
        key = (code, getattr(line, rule.name))
        if (*key, line.table_id) not in tables:
            tables.add((*key, line.table_id))
            known.setdefault(key, _Printed(*key)).lines.append(line)
    return list(known.values())


def _classified(case: Case, rule: CodeClassification, printed: list[_Printed]) -> list[Finding]:
    year, topics = case.fiscal_year, defaultdict(list)
    if rule.id == "gov_economic" and year and year < 2018:
        return []
    former = rule.id == "dept_economic" and year is not None and year < 2018
    for each in printed:
        names = codes_in_force(rule.id).get(each.code, ())
        if not names and (series := _series(rule, each, year)):
            if len(each.code) == 5 and each.name and not _same(each.name, series.name):
                topics["codes-not-listed"].append((each, _said(each)))
            continue
        exact = all(_exact(case, line) for line in each.lines)
        other = _other_code(rule, each, year) if exact else ""
        standing = [n for n in names if year is None or n.valid_from <= year <= n.valid_to]
        if other:
            topics["code-and-name"].append((each, f"{_said(each)}（{other}）"))
        elif not names:
            if not _of_another_list(rule, each, printed):
                incomplete = len(each.code) in rule.incomplete and each.code[:5] in codes_in_force(rule.id)
                topic = "codes-not-listed" if former or incomplete else "codes-unknown"
                topics[topic].append((each, _said(each)))
        elif not standing:
            if any(_sure(name) for name in names) or _is_sure(each.code[:5]):
                topics["codes-not-in-force"].append((each, _said(each)))
        elif each.name and exact and not any(_same(each.name, name.name) for name in standing):
            sure = [name for name in standing if _sure(name)]
            if sure:
                topics["code-names-vary"].append((each, f"{_said(each)}（{sure[-1].name}）"))
    words = {"classification_zh": rule.zh, "classification_en": rule.en, "classification": ""}
    return [_finding(case, topic, members, **words, year=year) for topic, members in topics.items()]


def _series(rule: CodeClassification, each: _Printed, year: int | None) -> CodeSeries | None:
    """The 款 that stands alike in many classes, if the code is of it."""
    for series in code_rules().series:
        of_a_class = series.classification == rule.id and each.code[:3] in codes_in_force(rule.id)
        if of_a_class and series.code.fullmatch(each.code) and (year or 0) >= series.from_year:
            return series
    return None


def _sure(name: CodeName) -> bool:
    """Whether a row of the lists was seen in print; what was only remembered blames nobody by itself."""
    return name.confidence in code_rules().names.sure


def _is_sure(code: str, classification: str = "functional") -> bool:
    return any(_sure(name) for name in codes_in_force(classification).get(code, ()))


def _of_another_list(rule: CodeClassification, each: _Printed, printed: list[_Printed]) -> bool:
    """Whether an unknown code is none of the classification: of revenue, of a unit, of a sister list."""
    if each.code[0] in "01":
        return True
    if any(each.code in codes_in_force(other.id) for other in code_rules().classification):
        return True
    below = any(other.code.startswith(each.code) for other in printed if other is not each)
    if len(each.code) == 3 and not below:
        return "支出" not in each.name  # three digits are what codes of departments have, too
    return each.code[0] != rule.first and len(each.code) < max(rule.lengths)


def _exact(case: Case, line: Line) -> bool:
    table = case.tables.get(line.table_id)
    return table is None or table.engine in EXACT_ENGINES


def _said(each: _Printed) -> str:
    return f"{each.code} {normalise(each.name)}".strip()


def _finding(case: Case, topic: str, members: list[tuple[_Printed, str]], **words) -> Finding:
    listed = "、".join(said for _, said in members[:MOST_NAMED]) + ("…" if len(members) > MOST_NAMED else "")
    first = members[0][0].lines[0].table_id
    finding = case.notice(topic, first, **words, listed=listed, count=len(members))
    lines = [line for each, _ in members for line in each.lines]
    finding.places = [case.place((line.table_id, line.row, -1)) for line in lines]
    finding.lines = [(line.table_id, line.row, line.column) for line in lines]
    return finding


@lru_cache(maxsize=16384)
def _key(name: str) -> str:
    rules = code_rules().names
    plain = rules.aside.sub("", normalise(name))
    plain = re.sub(r"[、,;]|与|及|和|的", "", plain)
    return rules.tail.sub("", plain) or plain


@lru_cache(maxsize=16384)
def _same(printed: str, official: str) -> bool:
    """Whether a printed name is the official one, cut off or with its class in brackets perhaps."""
    one, other = _key(printed), _key(official)
    if one == other or _key(re.sub(r"\([^()]*\)$", "", normalise(printed))) == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= 4 and long.startswith(short)


@cache
def _codes_by_name(classification: str, length: int) -> dict[str, set[str]]:
    found = defaultdict(set)
    for code, names in codes_in_force(classification).items():
        for name in names:
            if len(code) == length:
                found[_key(name.name)].add(code)
    return dict(found)


def _other_code(rule: CodeClassification, each: _Printed, year: int | None) -> str:
    """The code whose name is printed, where it is another one for certain."""
    names = codes_in_force(rule.id).get(each.code, ())
    if not each.name or any(_same(each.name, name.name) for name in names):
        return ""
    plain = normalise(re.sub(r"\([^()]*\)$", "", normalise(each.name)))
    if rule.id == "functional" and len(each.code) == 7 and plain in code_rules().names.generic:
        suffix = generic_items()[plain]
        return f"{each.code[:5]}{suffix}" if each.code[5:] != suffix else ""
    if plain in generic_items() or plain in code_rules().names.shared:
        return ""
    others = _codes_by_name(rule.id, len(each.code)).get(_key(each.name), set())
    other = min(others) if len(others) == 1 else ""
    if rule.id == "functional" and other and not _is_sure(other) and not any(map(_sure, names)):
        # of two rows that were never seen in print, only neighbours are told to be mistaken for each other
        return other if names and other[:5] == each.code[:5] else ""
    return other


def _payers(case: Case) -> list[Finding]:
    """Pairs of a department and a government code that the table of correspondence does not hold."""
    if case.fiscal_year is not None and case.fiscal_year < 2018:
        return []
    pairs: dict[tuple[str, str], _Printed] = {}
    for line in case.lines:
        one, two = line.department_economic_code, line.government_economic_code
        if len(one) == 5 and len(two) in (3, 5):
            pairs.setdefault((one, two), _Printed(f"{one}→{two}", "")).lines.append(line)
    listed, topics = {one for one, _ in payers()}, defaultdict(list)
    for (one, two), each in pairs.items():
        if one not in listed or two not in codes_in_force("gov_economic"):
            continue
        allowed = {gov for dept, gov in payers() if dept == one}
        if _payer_contradicts(each.lines[0]):
            allowed = set()
        if two in allowed or (len(two) == 3 and two in {gov[:3] for gov in allowed}):
            continue
        known = [each.lines[0].department_economic_name, each.lines[0].government_economic_name]
        said = f"{one} {normalise(known[0])}—{two} {normalise(known[1])}"
        each.lines = each.lines[:1]
        inside = two[:3] in {gov[:3] for gov in allowed}
        topics["payer-pairs" if inside else "payer-class"].append((each, said))
    return [_finding(case, topic, members) for topic, members in topics.items()]


def _payer_contradicts(line: Line) -> bool:
    """Whether the payer printed after a name (_行政, _事业) is not that of its code."""
    name, group = normalise(line.government_economic_name), line.government_economic_code[:3]
    of_organs, of_institutions = group in ("501", "502", "503", "504"), group in ("505", "506")
    return (name.endswith("_事业") and of_organs) or (name.endswith("_行政") and of_institutions)


def _columns(case: Case) -> list[Finding]:
    """A few codes of one economic classification in a column of the other."""
    fields = ("department_economic", "government_economic")
    members = []
    for own, other in (fields, fields[::-1]):
        printed: dict[str, dict[tuple[str, str], _Printed]] = defaultdict(dict)
        for line in case.lines:
            code = getattr(line, f"{own}_code")
            if len(code) in (3, 5) and code.isdigit() and _exact(case, line):
                key = (code, getattr(line, f"{own}_name"))
                printed[line.table_id].setdefault(key, _Printed(*key)).lines.append(line)
        first = {"department_economic": "3", "government_economic": "5"}
        foreign_list = codes_in_force("gov_economic" if own == fields[0] else "dept_economic")
        for codes in printed.values():
            at_home = sum(code[0] == first[own] for code, _ in codes)
            foreign = [
                one for one in codes.values() if one.code[0] == first[other] and one.code in foreign_list
            ]
            # a column of both, block by block, is how some tables print the two classifications
            if foreign and len(foreign) * _MANY_TIMES <= at_home:
                for each in foreign:
                    each.lines = each.lines[:1]
                    members.append((each, _said(each)))
    return [_finding(case, "economic-code-in-other-column", members)] if members else []


def _organs(case: Case) -> list[Finding]:
    """Codes of organs in a document whose items by function are those of institutions only."""
    paid = [
        line for line in case.lines
        if line.government_economic_code[:3] in ("501", "502", "503", "504") and line.amount_fen
    ]  # fmt: skip
    items = {
        (line.functional_code, normalise(line.functional_name))
        for line in case.lines
        if len(line.functional_code) == 7 and line.amount_fen
    }
    institutions = any(name.startswith("事业") for _, name in items)
    organs = any(code[5:] in ("01", "02", "03") or name.startswith(("行政", "机关")) for code, name in items)
    if not paid or not institutions or organs:
        return []
    return [case.notice("organ-codes-of-institutions", paid[0].table_id, rows={line.row for line in paid})]


def _units(case: Case) -> list[Finding]:
    """Units that are run as organs and have items of institutions, or the other way round."""
    by_item = kinds_with(row_is="unit_and_item", direction="expenditure")
    items: dict[str, dict[str, list[Line]]] = defaultdict(lambda: defaultdict(list))
    names: dict[str, str] = {}
    for line in case.lines:
        unit = line.unit_code or line.unit_name
        if unit and line.unit_name:
            names.setdefault(unit, line.unit_name)
        if unit and len(line.functional_code) == 7 and line.amount_fen and line.kind in by_item:
            name = normalise(line.functional_name or line.item)
            for payer in (payer for payer, words in code_rules().payer.items() if words.match(name)):
                items[unit][payer].append(line)
    said, lines = [], []
    for unit, kinds in items.items():
        running = {payer for payer, own in kinds.items() if any("运行" in _name_of(line) for line in own)}
        if len(kinds) == 2 and len(running) == 1:
            other = kinds[next(payer for payer in kinds if payer not in running)]
            said.append(f"{names.get(unit, unit)}（{'、'.join(dict.fromkeys(map(_name_of, other)))}）")
            lines.append(other[0])
    if not said:
        return []
    listed = "；".join(said[:MOST_NAMED]) + ("…" if len(said) > MOST_NAMED else "")
    words = {"count": len(said), "listed": listed}
    finding = case.notice("unit-of-both-kinds", lines[0].table_id, **words)
    finding.lines = [(line.table_id, line.row, line.column) for line in lines]
    finding.places = [case.place((line.table_id, line.row, -1)) for line in lines]
    return [finding]


def _name_of(line: Line) -> str:
    return normalise(line.functional_name or line.item)


def _purposes(case: Case) -> list[Finding]:
    """Projects whose name holds the whole name of an item of another class."""
    projects: dict[tuple[str, str], _Printed] = {}
    for line in case.lines:
        if line.project_name and len(line.functional_code) == 7:
            key = (line.functional_code, normalise(line.project_name))
            projects.setdefault(key, _Printed(*key)).lines.append(line)
    members = []
    for (code, project), each in projects.items():
        own = {
            _key(n.name) for length in (3, 5, 7) for n in codes_in_force("functional").get(code[:length], ())
        }
        for name, codes in _codes_by_name("functional", 7).items() if projects else ():
            telling = len(name) >= _LEAST_NAME and name in project and name not in own
            if telling and name not in generic_items() and all(other[:3] != code[:3] for other in codes):
                each.lines = each.lines[:1]
                members.append((each, f"{project}（{code}，{min(codes)} {name}）"))
                break
    return [_finding(case, "purpose-of-projects", members)] if members else []

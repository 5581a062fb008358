"""Printed codes and their names against the classifications in force.

A list that is known not to be complete never blames: what it lacks is a note. A row of the lists that is
not sure enough asks, or is silent. All codes of one kind in a document make one finding.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import attrgetter

from budgetkit.audit.case import Case, listed
from budgetkit.audit.progress import Explanation, Progress
from budgetkit.checks import Check, leave_out
from budgetkit.records import Finding, Line, grouped
from budgetkit.rules.active import remembers
from budgetkit.rules.codes import CodeName, codes_in_force, generic_items
from budgetkit.rules.declared.notices import CodeClassification, CodeSeries
from budgetkit.rules.notices import code_rules
from budgetkit.text import normalise

_BY_CODE = (
    "functional_class", "functional_item", "functional_code", "economic_group", "department_economic_code",
)  # fmt: skip
Judgement = tuple[str, str]
"""Id of the notice that a code belongs to, empty where all is well, and what is said of the code."""
_TWO_CLASSIFICATIONS = 2018
"""The year from which departments and government have an economic classification each."""


@dataclass(slots=True)
class PrintedCode:
    """One code with one name, and lines that print them."""

    code: str
    name: str
    lines: list[Line]

    @property
    def said(self) -> str:
        """Code and name."""
        return f"{self.code} {normalise(self.name)}".strip()

    def is_exact(self, case: Case) -> bool:
        """Whether all of its tables were read for certain."""
        return all(case.is_exact(line.table_id) for line in self.lines)


def gather_codes(lines: Iterable[Line], rule: CodeClassification) -> list[PrintedCode]:
    """Codes of a classification with their names, each once, with the lines that print them."""
    printed = grouped(lines, attrgetter(rule.code, rule.name))
    return [PrintedCode(code, name, own) for (code, name), own in printed.items()]


def tell_codes(
    case: Case, topic: str, members: Sequence[tuple[str, Sequence[Line]]], mark: str = "、", **words: object
) -> Finding:
    """One finding for all codes of a topic: what is said of each, and its lines."""
    lines = [line for _, own in members for line in own]
    words |= {"listed": listed((said for said, _ in members), mark), "count": len(members)}
    places = [(line.table_id, line.row, -1) for line in lines]
    return case.tell(topic, places, [line.place for line in lines], **words)


def find_codes(case: Case, progress: Progress) -> Iterator[Explanation]:
    """Findings about codes and their names; a wrong code takes the checks by code with it."""
    failed = progress.failed
    for rule in code_rules().classification:
        for finding in _classified(case, rule):
            rows = rows_named(finding)
            lines = [line for line in case.lines if line.place[:2] in rows and finding.severity != "info"]
            explained = [check for check in failed if _rests_on_code(check, lines)]
            yield Explanation(finding, tuple(explained))
            failed = leave_out(failed, explained)


def rows_named(finding: Finding) -> set[tuple[str, int]]:
    """Table and row of each place of a finding that is in a row."""
    return {(place["table"], place["row"]) for place in finding.places if "row" in place}


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
    off = abs(check.difference_fen)
    return any(
        line in check.lines or abs(off - abs(line.amount_fen)) <= check.tolerance_fen + line.step_fen
        for line in lines
    )


def _printed(lines: Iterable[Line], rule: CodeClassification) -> list[PrintedCode]:
    """Codes of a classification with their names, and the first line that prints them in each table."""
    first: dict[tuple[str, str, str], Line] = {}
    for line in lines:
        code = getattr(line, rule.code)
        if code.isdigit() and len(code) in rule.lengths:
            first.setdefault((code, getattr(line, rule.name), line.table_id), line)
    return gather_codes(first.values(), rule)


def _classified(case: Case, rule: CodeClassification) -> list[Finding]:
    """One finding for each topic of the codes of a classification."""
    year = case.fiscal_year
    if rule.id == "gov_economic" and year and year < _TWO_CLASSIFICATIONS:
        return []
    printed = _printed(case.lines, rule)
    topics: dict[str, list[tuple[str, list[Line]]]] = defaultdict(list)
    for each in printed:
        judged = _judge(rule, each, year, each.is_exact(case)) or _unlisted(rule, each, year, printed)
        if judged and judged[0]:
            topics[judged[0]].append((judged[1], each.lines))
    words = {"classification": (rule.zh, rule.en), "year": year}
    return [tell_codes(case, topic, members, **words) for topic, members in topics.items()]


def _judge(rule: CodeClassification, each: PrintedCode, year: int | None, exact: bool) -> Judgement | None:
    """Topic of a code that is listed, or of a series, and what is said of it; no topic where all is well."""
    names = codes_in_force(rule.id).get(each.code, ())
    series = None if names else _series(rule, each, year)
    if series:
        differs = len(each.code) == 5 and each.name and not _same(each.name, series.name)
        return ("codes-not-listed" if differs else ""), each.said
    other = _other_code(rule, each) if exact and each.name else ""
    if other:
        return "code-and-name", f"{each.said}（{other}）"
    return _judge_in_year(each, names, year, exact) if names else None


def _judge_in_year(each: PrintedCode, names: Sequence[CodeName], year: int | None, exact: bool) -> Judgement:
    """Topic of a listed code that does not stand in the year, or bears another name then."""
    standing = [name for name in names if year is None or name.valid_from <= year <= name.valid_to]
    if not standing:
        known = any(map(is_sure, names)) or _is_known(each.code[:5])
        return ("codes-not-in-force" if known else ""), each.said
    sure = [name for name in standing if is_sure(name)]
    varies = sure and each.name and exact and not any(_same(each.name, name.name) for name in standing)
    return ("code-names-vary", f"{each.said}（{sure[-1].name}）") if varies else ("", "")


def _unlisted(
    rule: CodeClassification, each: PrintedCode, year: int | None, printed: Sequence[PrintedCode]
) -> Judgement | None:
    """Topic of a code that is in no list, and what is said of it."""
    if _of_another_list(rule, each, printed):
        return None
    former = rule.id == "dept_economic" and year is not None and year < _TWO_CLASSIFICATIONS
    incomplete = len(each.code) in rule.incomplete and each.code[:5] in codes_in_force(rule.id)
    return ("codes-not-listed" if former or incomplete else "codes-unknown"), each.said


def _series(rule: CodeClassification, each: PrintedCode, year: int | None) -> CodeSeries | None:
    """The 款 that stands alike in many classes, if the code is of it."""
    for series in code_rules().series:
        of_a_class = series.classification == rule.id and each.code[:3] in codes_in_force(rule.id)
        if of_a_class and series.code.fullmatch(each.code) and (year or 0) >= series.from_year:
            return series
    return None


def is_sure(name: CodeName) -> bool:
    """Whether a row of the lists was seen in print; what was only remembered blames nobody by itself."""
    return name.confidence in code_rules().names.sure


def _is_known(code: str) -> bool:
    return any(map(is_sure, codes_in_force("functional").get(code, ())))


def _of_another_list(rule: CodeClassification, each: PrintedCode, printed: Sequence[PrintedCode]) -> bool:
    """Whether an unknown code is none of the classification: of revenue, of a unit, of a sister list."""
    if each.code[0] in "01":
        return True
    if any(each.code in codes_in_force(other.id) for other in code_rules().classification):
        return True
    below = any(other.code.startswith(each.code) for other in printed if other is not each)
    if len(each.code) == 3 and not below:
        return "支出" not in each.name  # three digits are what codes of departments have, too
    return each.code[0] != rule.first and len(each.code) < max(rule.lengths)


@remembers
@lru_cache(maxsize=16384)
def bare_name(name: str) -> str:
    """A name of a code without the words that tell nothing by themselves."""
    rules = code_rules().names
    plain = rules.aside.sub("", normalise(name))
    plain = re.sub(r"[、,;]|与|及|和|的", "", plain)
    return rules.tail.sub("", plain) or plain


@remembers
@lru_cache(maxsize=16384)
def _same(printed: str, official: str) -> bool:
    """Whether a printed name is the official one, cut off or with its class in brackets perhaps."""
    one, other = bare_name(printed), bare_name(official)
    if one == other or bare_name(re.sub(r"\([^()]*\)$", "", normalise(printed))) == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= 4 and long.startswith(short)


@remembers
@cache
def codes_by_name(classification: str, length: int) -> dict[str, set[str]]:
    """Codes of one length by their bare names."""
    found = defaultdict(set)
    for code, names in codes_in_force(classification).items():
        for name in names:
            if len(code) == length:
                found[bare_name(name.name)].add(code)
    return dict(found)


def _other_code(rule: CodeClassification, each: PrintedCode) -> str:
    """The code whose name is printed, where it is another one for certain."""
    names = codes_in_force(rule.id).get(each.code, ())
    if any(_same(each.name, name.name) for name in names):
        return ""
    functional = rule.id == "functional"
    plain = normalise(re.sub(r"\([^()]*\)$", "", normalise(each.name)))
    if functional and len(each.code) == 7 and plain in code_rules().names.generic:
        suffix = generic_items()[plain]
        return f"{each.code[:5]}{suffix}" if each.code[5:] != suffix else ""
    others = codes_by_name(rule.id, len(each.code)).get(bare_name(each.name), set())
    common = plain in generic_items() or plain in code_rules().names.shared
    if common or len(others) != 1:
        return ""
    other = min(others)
    known = not functional or _is_known(other) or any(map(is_sure, names))
    # of two rows that were never seen in print, only neighbours are told to be mistaken for each other
    return other if known or (names and other[:5] == each.code[:5]) else ""

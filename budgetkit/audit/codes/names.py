"""Names of codes that are not another wording but another thing: the code or the name is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache

from budgetkit.audit.case import Case, listed
from budgetkit.audit.progress import Explanation, Progress
from budgetkit.records import Finding, Line
from budgetkit.rules.codes import codes_in_force
from budgetkit.rules.declared.notices import CodeClassification
from budgetkit.rules.notices import code_rules
from budgetkit.text import normalise

_MOST_ALIKE = 0.5
"""Share of characters in one order from which two names may be wordings of one thing."""
_LEAST_NAME = 3
"""Characters of a name that can be told from others."""


@dataclass(slots=True)
class _Row:
    """One code with one name, and the lines that print them."""

    code: str
    name: str
    lines: list[Line] = field(default_factory=list)


def find_misnamed(case: Case, progress: Progress) -> Iterator[Explanation]:
    """Ask about names that are none of their code and stand elsewhere, instead of noting another wording.

    Notes of other wordings are replaced where nothing else is left of them.
    """
    doubted = _rows_doubted(progress.findings)
    varying = [one for one in progress.findings if one.identity == "code-names-vary"]
    for rule in code_rules().classification:
        rows = [row for row in _rows(case.lines, rule.code, rule.name) if _is_exact(case, row)]
        wrong = [row for row in _misnamed(case, rule.id, rows) if doubted.isdisjoint(_cells(row))]
        if wrong:
            told = {cell for row in wrong for cell in _cells(row)}
            notes = tuple(note for note in varying if _is_within(note, told))
            yield Explanation(_finding(case, rule, wrong), replaced=notes)


def _rows_doubted(findings: Iterable[Finding]) -> set[tuple[str, int]]:
    doubts = (one for one in findings if one.severity != "info")
    return {(place["table"], place["row"]) for one in doubts for place in one.places if "row" in place}


def _finding(case: Case, rule: CodeClassification, wrong: Sequence[_Row]) -> Finding:
    said = [f"{row.code} {normalise(row.name)}（{_official(case, rule.id, row)[0]}）" for row in wrong]
    lines = [line for row in wrong for line in row.lines]
    words = {"classification_zh": rule.zh, "classification_en": rule.en}
    words |= {"listed": listed(said), "count": len(wrong)}
    places = [(line.table_id, line.row, -1) for line in lines]
    return case.tell("code-and-name", places, [line.place for line in lines], **words)


def _rows(lines: Iterable[Line], code: str, name: str) -> list[_Row]:
    rows: dict[tuple[str, str], _Row] = {}
    for line in lines:
        key = getattr(line, code), getattr(line, name)
        if all(key) and key[0].isdigit():
            rows.setdefault(key, _Row(*key)).lines.append(line)
    return list(rows.values())


def _is_exact(case: Case, row: _Row) -> bool:
    return all(case.is_exact(line.table_id) for line in row.lines)


def _cells(row: _Row) -> set[tuple[str, int]]:
    return {(line.table_id, line.row) for line in row.lines}


def _is_within(finding: Finding, cells: set[tuple[str, int]]) -> bool:
    return {(place["table"], place["row"]) for place in finding.places} <= cells


def _misnamed(case: Case, classification: str, rows: list[_Row]) -> Iterator[_Row]:
    """Rows whose name is far from that of their code and is that of another code, printed or official."""
    names: dict[str, set[str]] = defaultdict(set)
    codes: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        names[row.code].add(row.name)
        codes[_plain(row.name)].add(row.code)
    for row in rows:
        official = _official(case, classification, row)
        if len(_plain(row.name)) < _LEAST_NAME or not official or _alike(row.name, official):
            continue
        elsewhere = any(_alike(name, official) for name in names[row.code] - {row.name})
        moved = any(
            _plain(row.name) in map(_plain, _names(case, classification, code))
            for code in codes[_plain(row.name)] - {row.code}
        )
        if elsewhere or moved or _of_another(row):
            yield row


def _official(case: Case, classification: str, row: _Row) -> list[str]:
    """Names of the code that are sure and in force; empty where one is not."""
    return _names(case, classification, row.code)


def _names(case: Case, classification: str, code: str) -> list[str]:
    year, sure = case.fiscal_year, code_rules().names.sure
    known = codes_in_force(classification).get(code, ())
    if any(name.confidence not in sure for name in known):
        return []
    return [n.name for n in known if year is None or n.valid_from <= year <= n.valid_to]


def _of_another(row: _Row) -> bool:
    """Whether a name is the official one of another code, not over this one, whose name some print again."""
    return any(not row.code.startswith(code) for code in _homes().get(_plain(row.name), ()))


@cache
def _homes() -> dict[str, set[str]]:
    """Codes of all classifications by their official names."""
    found: dict[str, set[str]] = defaultdict(set)
    for rule in code_rules().classification:
        for code, names in codes_in_force(rule.id).items():
            for name in names:
                found[_plain(name.name)].add(code)
    return found


def _plain(name: str) -> str:
    return normalise(name).strip("()")


def _alike(name: str, others: Iterable[str]) -> bool:
    one = _plain(name)
    return any(
        one in other
        or other in one
        or SequenceMatcher(None, one, other, autojunk=False).ratio() >= _MOST_ALIKE
        for other in map(_plain, others)
    )

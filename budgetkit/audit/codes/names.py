"""Names of codes that are not another wording but another thing: the code or the name is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache

from budgetkit.audit.case import Case
from budgetkit.audit.codes.classifications import PrintedCode, gather_codes, is_sure, rows_named, tell_codes
from budgetkit.audit.progress import Explanation, Progress
from budgetkit.records import Finding
from budgetkit.rules.active import remembers
from budgetkit.rules.codes import codes_in_force
from budgetkit.rules.declared.notices import CodeClassification
from budgetkit.rules.notices import code_rules
from budgetkit.text import normalise

_MOST_ALIKE = 0.5
"""Share of characters in one order from which two names may be wordings of one thing."""
_LEAST_NAME = 3
"""Characters of a name that can be told from others."""


def find_misnamed(case: Case, progress: Progress) -> Iterator[Explanation]:
    """Ask about names that are none of their code and stand elsewhere, instead of noting another wording.

    Notes of other wordings are replaced where nothing else is left of them.
    """
    doubted = set().union(*map(rows_named, progress.doubtful))
    varying = [one for one in progress.findings if one.identity == "code-names-vary"]
    for rule in code_rules().classification:
        wrong = [row for row in _misnamed(case, rule) if doubted.isdisjoint(_cells(row))]
        if wrong:
            told = {cell for row in wrong for cell in _cells(row)}
            notes = tuple(note for note in varying if _is_within(note, told))
            yield Explanation(_finding(case, rule, wrong), replaced=notes)


def _finding(case: Case, rule: CodeClassification, wrong: Sequence[PrintedCode]) -> Finding:
    said = [f"{row.said}（{_names(case, rule.id, row.code)[0]}）" for row in wrong]
    members = [(text, row.lines) for text, row in zip(said, wrong, strict=True)]
    return tell_codes(case, "code-and-name", members, classification=(rule.zh, rule.en))


def _cells(row: PrintedCode) -> set[tuple[str, int]]:
    return {(line.table_id, line.row) for line in row.lines}


def _is_within(finding: Finding, cells: set[tuple[str, int]]) -> bool:
    return rows_named(finding) <= cells


def _misnamed(case: Case, rule: CodeClassification) -> Iterator[PrintedCode]:
    """Rows whose name is far from that of their code and is that of another code, printed or official."""
    printed = gather_codes(case.lines, rule)
    rows = [row for row in printed if row.code.isdigit() and row.name and row.is_exact(case)]
    names: dict[str, set[str]] = defaultdict(set)
    codes: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        names[row.code].add(row.name)
        codes[_plain(row.name)].add(row.code)
    for row in rows:
        official = _names(case, rule.id, row.code)
        if len(_plain(row.name)) < _LEAST_NAME or not official or _alike(row.name, official):
            continue
        elsewhere = any(_alike(name, official) for name in names[row.code] - {row.name})
        moved = any(
            _plain(row.name) in map(_plain, _names(case, rule.id, code))
            for code in codes[_plain(row.name)] - {row.code}
        )
        if elsewhere or moved or _of_another(row):
            yield row


def _names(case: Case, classification: str, code: str) -> list[str]:
    """Names of a code that are sure and in force; empty where one is not."""
    year, known = case.fiscal_year, codes_in_force(classification).get(code, ())
    if not all(map(is_sure, known)):
        return []
    return [n.name for n in known if year is None or n.valid_from <= year <= n.valid_to]


def _of_another(row: PrintedCode) -> bool:
    """Whether a name is the official one of another code, not over this one, whose name some print again."""
    return any(not row.code.startswith(code) for code in _homes().get(_plain(row.name), ()))


@remembers
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

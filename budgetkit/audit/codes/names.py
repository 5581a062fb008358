"""Names of codes that are not another wording but another thing: the code or the name is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache

from budgetkit.audit.case import EXACT_ENGINES, MOST_NAMED, Case
from budgetkit.records import Finding, Line
from budgetkit.rules.codes import codes_in_force
from budgetkit.rules.identities import code_rules
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


def tell_misnamed(case: Case, found: Sequence[Finding]) -> list[Finding]:
    """Ask about names that are none of their code and stand elsewhere, instead of noting another wording.

    Parameters
    ----------
    case : Case
        The document.
    found : sequence of Finding
        What was found so far; notes of other wordings are taken out where nothing else is left of them.

    Returns
    -------
    list of Finding
        ``found``, with the questions added.
    """
    kept = list(found)
    known = {(p["table"], p["row"]) for f in found if f.severity != "info" for p in f.places if "row" in p}
    for rule in code_rules()["classification"]:
        rows = [row for row in _rows(case.lines, rule["code"], rule["name"]) if _exact(case, row)]
        wrong = [row for row in _misnamed(case, rule["id"], rows) if not known.intersection(_cells(row))]
        if not wrong:
            continue
        words = {"classification_zh": rule["zh"], "classification_en": rule["en"], "classification": ""}
        said = [f"{row.code} {normalise(row.name)}（{_official(case, rule['id'], row)[0]}）" for row in wrong]
        listed = "、".join(said[:MOST_NAMED]) + ("…" if len(said) > MOST_NAMED else "")
        lines = [line for row in wrong for line in row.lines]
        finding = case.notice("code-and-name", lines[0].table_id, **words, listed=listed, count=len(wrong))
        finding.places = [
            case.place(place) for place in dict.fromkeys((x.table_id, x.row, -1) for x in lines)
        ]
        finding.lines = [(line.table_id, line.row, line.column) for line in lines]
        kept.append(finding)
        told = {cell for row in wrong for cell in _cells(row)}
        kept = [one for one in kept if not (one.identity == "code-names-vary" and _within(one, told))]
    return kept


def _rows(lines: Iterable[Line], code: str, name: str) -> list[_Row]:
    rows: dict[tuple[str, str], _Row] = {}
    for line in lines:
        key = getattr(line, code), getattr(line, name)
        if all(key) and key[0].isdigit():
            rows.setdefault(key, _Row(*key)).lines.append(line)
    return list(rows.values())


def _exact(case: Case, row: _Row) -> bool:
    tables = (case.tables.get(line.table_id) for line in row.lines)
    return all(table is None or table.engine in EXACT_ENGINES for table in tables)


def _cells(row: _Row) -> set[tuple[str, int]]:
    return {(line.table_id, line.row) for line in row.lines}


def _within(finding: Finding, cells: set[tuple[str, int]]) -> bool:
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
    year, sure = case.fiscal_year, code_rules()["names"]["sure"]
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
    for rule in code_rules()["classification"]:
        for code, names in codes_in_force(rule["id"]).items():
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

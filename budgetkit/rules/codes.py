"""Classification codes with names, years and confidence (``codes/*.csv``), and glossary (``terms.tsv``)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from budgetkit.rules.active import active, remembers
from budgetkit.rules.declared.codes import (
    EconomicPair,
    FormerClass,
    FormerCode,
    FunctionalClass,
    GenericItem,
    GlossaryTerm,
    ListedCode,
    ListedDepartmentClass,
    ListedFunction,
    ListedGovernmentClass,
)
from budgetkit.rules.patterns import Entry, is_withheld, note
from budgetkit.text import normalise

_LISTS = {
    "functional": ListedFunction,
    "dept_economic": ListedDepartmentClass,
    "gov_economic": ListedGovernmentClass,
}


def _listed(classification: str) -> tuple[ListedCode, ...]:
    return active().rows(_LISTS[classification])


@remembers
@cache
def code_names(classification: str) -> dict[str, str]:
    """Code to official name of ``functional``, ``dept_economic`` or ``gov_economic``."""
    return {row.code: row.name for row in _listed(classification)}


class CodeName(NamedTuple):
    """One name of a code in the years in which it stands; ``0`` and ``9999`` are open ends.

    ``confidence``: V and V2 verified against an official form, S seen in published disclosures, K from
    knowledge, U unsure.
    """

    name: str
    confidence: str
    valid_from: int
    valid_to: int


@remembers
@cache
def codes_in_force(classification: str) -> dict[str, tuple[CodeName, ...]]:
    """Codes of ``functional``, ``dept_economic`` or ``gov_economic`` with all their names, former ones too.

    A code without years of its own stands as long as the one above it.
    """
    rows = _listed(classification)
    known = {row.code: row for row in rows}
    former = [row for row in active().rows(FormerCode) if row.classification == classification]
    found: dict[str, tuple[CodeName, ...]] = {}
    for row in [*former, *rows]:
        above = [known[row.code[:n]] for n in (5, 3) if n < len(row.code) and row.code[:n] in known]
        bearing = [row] if isinstance(row, FormerCode) else [row, *above]
        since = next((own.valid_from for own in bearing if own.valid_from), 0)
        until = next((own.valid_to for own in bearing if own.valid_to), 9999)
        name = CodeName(row.name, row.confidence, since, until)
        found[row.code] = (*found.get(row.code, ()), name)
    return found


@remembers
@cache
def generic_items() -> dict[str, str]:
    """Names that many functional items share, to the last two digits of their codes."""
    return {row.name: row.suffix for row in active().rows(GenericItem)}


@remembers
@cache
def former_class_names() -> tuple[str, ...]:
    """Names that functional classes had in earlier years."""
    return tuple(row.name for row in active().rows(FormerClass))


@remembers
@cache
def payers() -> dict[tuple[str, str], str]:
    """(department code, government code) to ``organ``, ``institution`` or ``any``."""
    return {(pair.dept_code, pair.gov_code): pair.payer_type for pair in active().rows(EconomicPair)}


@remembers
@cache
def functional_classes() -> tuple[FunctionalClass, ...]:
    """The functional classes with their identifiers."""
    return active().rows(FunctionalClass)


def terms() -> tuple[GlossaryTerm, ...]:
    """Rows of the glossary."""
    return active().rows(GlossaryTerm)


_CLASS_TAIL = re.compile(r"(支出|事务|等|类|\(类\)|及)+$")


def _class_key(name: str) -> str:
    key = _CLASS_TAIL.sub("", normalise(name).replace("(类)", "")).replace("与", "和")
    return key


@remembers
@cache
def _functional_classes() -> tuple[dict[str, str], dict[str, Entry]]:
    names = {_class_key(name): code for code, name in code_names("functional").items() if len(code) == 3}
    aliases = {
        _class_key(row.name): Entry("functional_class_aliases.csv", row.code, row.name)
        for row in active().rows(FormerClass)
    }
    return names, aliases


@remembers
@lru_cache(maxsize=4096)
def functional_class(label: str) -> str:
    """Three-digit code of the functional class that a bare row label names, or ``""``.

    Former official names of a class (``functional_class_aliases.csv``) count, and the same characters in
    another order (文化体育旅游…); a label that merely resembles a name does not.
    """
    names, aliases = _functional_classes()
    key = _class_key(label)
    if key in names:
        return names[key]
    alias = aliases.get(key)
    if alias is not None and not is_withheld(alias):
        note(alias)
        return alias.rule
    same = [code for name, code in names.items() if sorted(name) == sorted(key)]
    return same[0] if len(same) == 1 else ""

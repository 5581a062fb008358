"""Functions that the prose names and no table prints, though one prints their figure under another name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from budgetkit.amounts import FEN_PER_UNIT
from budgetkit.audit.case import Case, leaf_of, listed, quotation, stated_fen
from budgetkit.records import Finding, Line
from budgetkit.rules.active import remembers
from budgetkit.rules.codes import codes_in_force, generic_items
from budgetkit.rules.kinds import kind_of

_SIZES = {"functional_class": 3, "functional_group": 5, "functional_item": 7}
_DROP = re.compile(r"[(（][^()（）]*[)）]|[\s“”\"、，,的与和及]")
_CODED = re.compile(
    r"(?<![\d.,])(?P<code>2\d{6}|2\d{4})[)）]?[-—:：、]?[“\"]?(?P<words>[\u4e00-\u9fff]{2,30})(?<!年)(?=[\d，：:“”\"（(])"
)
_LEAST_NAME = 4
"""Characters of a name that can be told from others."""


def find_unnamed(case: Case) -> Iterator[Finding]:
    """One question for all names of the prose that stand in no table beside their figure."""
    lines = [line for line in case.lines if kind_of(line.kind).prints_expenditure and line.functional_code]
    exact = all(map(case.is_exact, {line.table_id for line in lines}))
    pairs = _unnamed(case, lines) if exact else []  # a name read from a picture may be the reader's slip
    if pairs:
        told = (f"“{leaf_of(one)}”（{line.functional_code} {_name(line)}）" for one, line in pairs)
        places = [line.place for _, line in pairs]
        quotes = [quotation(one) for one, _ in pairs]
        yield case.tell("text-name", [*quotes, *places], places, count=len(pairs), list=listed(told))


def _unnamed(case: Case, lines: list[Line]) -> list[tuple[Mapping, Line]]:
    """Statements whose name no table prints, each with the one function that has its figure."""
    printed = {_bare(name) for line in case.lines for name in ("", line.functional_name, line.item)}
    stated = [one for one in case.statements if one["metric"] in _SIZES and not one["derived"]]
    said = {_bare(leaf_of(one)) for one in stated}
    pairs: dict[str, tuple[Mapping, Line]] = {}
    for one in stated:
        name = _bare(leaf_of(one))
        codes = {line.functional_code: line for line in reversed(lines) if _may_be(line, one, said)}
        if len(codes) == 1 and name not in printed:
            pairs.setdefault(name, (one, *codes.values()))
    return list(pairs.values())


def find_miscoded(case: Case) -> Iterator[Finding]:
    """One question for all codes of the prose that stand before the name of another code."""
    printed = {(line.functional_code, _bare(line.functional_name)) for line in case.lines}
    told: dict[str, dict] = {}
    for found, place in case.text.find(_CODED):
        code, words = found["code"], _bare(found["words"])
        own = {_bare(each.name) for each in codes_in_force("functional").get(code, ())}
        if not own or any(words.startswith(name) or name.startswith(words) for name in own):
            continue
        name = next((name for name in _names(len(code)) if words.startswith(name)), "")
        if name and (code, name) not in printed:
            told.setdefault(f"{code} {name}（{min(own)}）", place | {"quote": code + found["words"]})
    if told:
        yield case.tell("text-code-and-name", list(told.values()), count=len(told), list=listed(told))


@remembers
@cache
def _names(size: int) -> tuple[str, ...]:
    """Names of codes of one length that say by themselves what money is for, the longest first."""
    names = {
        _bare(each.name)
        for code, bearing in codes_in_force("functional").items()
        for each in bearing
        if len(code) == size and each.name not in generic_items()
    }
    return tuple(sorted((name for name in names if len(name) >= _LEAST_NAME), key=len, reverse=True))


def _may_be(line: Line, one: Mapping, said: set[str]) -> bool:
    """Whether a line prints the figure of a statement under a name that the prose does not use."""
    if not _is_figure_of(line, one):
        return False
    other = _bare(_name(line))
    return other not in said and not _shortened(_bare(leaf_of(one)), other, one["metric"])


def _is_figure_of(line: Line, one: Mapping) -> bool:
    """Whether a line of the level of the statement prints its amount, for the same year and phase."""
    if len(line.functional_code) != _SIZES[one["metric"]] or one["unit"] not in FEN_PER_UNIT:
        return False
    if (line.fiscal_year, line.phase) != (one["fiscal_year"], one["phase"]):
        return False
    return bool(line.amount_fen) and line.amount_fen == stated_fen(one["value"], one["unit"])


def _shortened(name: str, other: str, metric: str) -> bool:
    """Whether one name leaves out characters of the other only; the few names of classes are to be exact."""
    short, long = sorted((name, other), key=len)
    rest = iter(long)
    return metric != "functional_class" and all(letter in rest for letter in short)


def _name(line: Line) -> str:
    return line.functional_name or line.item


def _bare(name: str) -> str:
    return _DROP.sub("", name).removesuffix("支出")

"""Functions that the prose names and no table prints, though one prints their figure under another name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from budgetkit.amounts import FEN_PER_UNIT
from budgetkit.audit.case import EXACT_ENGINES, MOST_NAMED, Case
from budgetkit.records import Finding, Line
from budgetkit.rules.codes import codes_in_force, generic_items
from budgetkit.rules.kinds import kind_of

_SIZES = {"functional_class": 3, "functional_group": 5, "functional_item": 7}
_DROP = re.compile(r"[(（][^()（）]*[)）]|[\s“”\"、，,的与和及]")
_CODED = re.compile(
    r"(?<![\d.,])(?P<code>2\d{6}|2\d{4})[)）]?[-—:：、]?[“\"]?(?P<words>[\u4e00-\u9fff]{2,30})(?<!年)(?=[\d，：:“”\"（(])"
)
_LEAST_NAME = 4
"""Characters of a name that can be told from others."""


def find_unnamed(case: Case) -> list[Finding]:
    """One question for all names of the prose that stand in no table beside their figure."""
    lines = [line for line in case.lines if kind_of(line.kind).prints_expenditure and line.functional_code]
    if not all(case.tables[line.table_id].engine in EXACT_ENGINES for line in lines):
        return []  # a name read from a picture may be the reader's slip
    printed = {_bare(name) for line in case.lines for name in (line.functional_name, line.item) if name}
    stated = [one for one in case.statements if one["metric"] in _SIZES and not one["derived"]]
    said = {_bare(_leaf(one)) for one in stated}
    pairs: dict[str, tuple[Mapping, Line]] = {}
    for one in stated:
        name = _bare(_leaf(one))
        if not name or name in printed or name in pairs:
            continue
        codes: dict[str, Line] = {}
        for line in lines:
            other = _bare(line.functional_name or line.item)
            if other not in said and _is_figure_of(line, one) and not _shortened(name, other, one["metric"]):
                codes.setdefault(line.functional_code, line)
        if len(codes) == 1:
            pairs[name] = one, next(iter(codes.values()))
    if not pairs:
        return []
    told = [
        f"“{_leaf(one)}”（{line.functional_code} {line.functional_name or line.item}）"
        for one, line in pairs.values()
    ]
    shown = "、".join(told[:MOST_NAMED]) + ("…" if len(told) > MOST_NAMED else "")
    finding = case.notice("text-name", "", count=len(told), list=shown)
    places = [(line.table_id, line.row, line.column) for _, line in pairs.values()]
    finding.places = [{"page": one["page"], "quote": one["quote"]} for one, _ in pairs.values()]
    finding.places += [case.place(place) for place in places]
    finding.lines = places
    return [finding]


def find_miscoded(case: Case) -> list[Finding]:
    """One question for all codes of the prose that stand before the name of another code."""
    if not case.paragraphs:
        return []
    text = case.text
    printed = {(line.functional_code, _bare(line.functional_name)) for line in case.lines}
    told: dict[str, dict] = {}
    for found in _CODED.finditer(text.whole):
        code, words = found["code"], _bare(found["words"])
        own = {_bare(each.name) for each in codes_in_force("functional").get(code, ())}
        if not own or any(words.startswith(name) or name.startswith(words) for name in own):
            continue
        name = next((name for name in _names(len(code)) if words.startswith(name)), "")
        if name and (code, name) not in printed:
            listed = f"{code} {name}（{min(own)}）"
            told.setdefault(listed, text.place(*found.span()) | {"quote": found["code"] + found["words"]})
    if not told:
        return []
    shown = "、".join(list(told)[:MOST_NAMED]) + ("…" if len(told) > MOST_NAMED else "")
    finding = case.notice("text-code-and-name", "", count=len(told), list=shown)
    finding.places = list(told.values())
    return [finding]


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


def _is_figure_of(line: Line, one: Mapping) -> bool:
    """Whether a line of the level of the statement prints its amount, for the same year and phase."""
    if len(line.functional_code) != _SIZES[one["metric"]] or one["unit"] not in FEN_PER_UNIT:
        return False
    if (line.fiscal_year, line.phase) != (one["fiscal_year"], one["phase"]):
        return False
    whole, _, decimals = one["value"].partition(".")
    fen, rest = divmod(int(whole + decimals) * FEN_PER_UNIT[one["unit"]], 10 ** len(decimals))
    return not rest and bool(fen) and fen == line.amount_fen


def _shortened(name: str, other: str, metric: str) -> bool:
    """Whether one name leaves out characters of the other only; the few names of classes are to be exact."""
    short, long = sorted((name, other), key=len)
    rest = iter(long)
    return metric != "functional_class" and all(letter in rest for letter in short)


def _leaf(one: Mapping) -> str:
    return one["subject"].rpartition("/")[2]


def _bare(name: str) -> str:
    return _DROP.sub("", name).removesuffix("支出")

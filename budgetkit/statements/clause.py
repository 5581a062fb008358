"""A sentence to clauses, and figures told of several things at once: A、B和C分别为1万元、2万元和3万元."""

from __future__ import annotations

import re
from typing import NamedTuple

from budgetkit.statements.grammar import CLAUSE_END, FIGURE, MONEY, NUMBER
from budgetkit.statements.mention import FigureMention, make_mention
from budgetkit.statements.metrics import MetricMention, find_metric

_ONE = rf"(?:{NUMBER})(?:{MONEY})?"
_FIGURES = re.compile(
    rf"分别(?:为|是|达到?|安排|计划)?:?(?P<figures>{_ONE}(?:(?:、|,|，|和|及){_ONE}){{1,12}})"
)
_PERCENTS = re.compile(
    rf"(?:分别占[^,，;]{{0,16}}?的?|(?:占比|比重|比例)分别(?:为|是|达):?)(?P<figures>(?:{NUMBER})%?(?:(?:、|,|，|和|及)(?:{NUMBER})%?){{1,12}})(?<=%)"
)
_NAMES = re.compile(r"[\u4e00-\u9fff()、]+$")
_LONGEST = 120  # characters of names before 分别
_BETWEEN = re.compile("[、和及与]")


class Distributed(NamedTuple):
    """Metrics and their figures, and the place of both in the sentence."""

    named: tuple[MetricMention, ...]
    figures: tuple[FigureMention, ...]
    start: int
    stop: int


class Clause(NamedTuple):
    """Words from ``start`` to ``stop`` of a sentence.

    ``ending`` is the sign behind them. ``joined`` tells that the clause before ended a list whose items are
    joined by 、. ``told`` are figures told of several things at once that stand right behind the clause.
    """

    start: int
    stop: int
    ending: str = ""
    joined: bool = False
    told: Distributed | None = None


def split_clauses(text: str) -> list[Clause]:
    """Clauses of a sentence in reading order."""
    clauses: list[Clause] = []
    told = find_distributed(text)
    start, joined = 0, False
    while start < len(text):
        found = CLAUSE_END.search(text, start)
        stop = found.start() if found else len(text)
        if told and told[0].start < stop:
            one = told.pop(0)
            clauses.append(Clause(start, one.start, joined=joined, told=one))
            start, joined = one.stop, False
            continue
        ending = found[0] if found else ""
        clauses.append(Clause(start, stop, ending, joined))
        joined = ending == "、" or (joined and ending in (",", "，"))
        start = found.end() if found else len(text)
    return clauses


def find_distributed(text: str) -> list[Distributed]:
    """Read the lists of a sentence; one whose names and figures do not pair off tells nothing.

    分别占…的40%和60% names nothing: it has no ``named``, its figures are shares of what was stated last.
    """
    if "分别" not in text:
        return []
    told = [one for one in (_read(text, found) for found in _FIGURES.finditer(text)) if one is not None]
    for found in _PERCENTS.finditer(text):
        told.append(Distributed((), _figures(text, found), found.start(), found.end()))
    return sorted(told, key=lambda one: one.start)


def _read(text: str, found: re.Match[str]) -> Distributed | None:
    figures = _figures(text, found)
    names = _NAMES.search(text[max(0, found.start() - _LONGEST) : found.start()])
    if names is None:
        return None
    named = _names(text, found.start() - len(names[0]), found.start(), len(figures))
    if not named or figures[-1].unit in ("", "%") or any(one.unit or len(one.ids) > 1 for one in named):
        return None
    return Distributed(tuple(named), figures, named[0].start, found.end())


def _figures(text: str, found: re.Match[str]) -> tuple[FigureMention, ...]:
    """Figures of a list; those that print no unit have that of the last."""
    figures = [make_mention("figure", one) for one in FIGURE.finditer(text, *found.span("figures"))]
    return tuple(one if one.unit else one._replace(unit=figures[-1].unit) for one in figures)


def _names(text: str, start: int, stop: int, count: int) -> list[MetricMention]:
    """Metrics that the words name, exactly ``count`` of them; 和 may join two names or stand inside one."""
    named: list[MetricMention] = []
    place = start
    while place < stop:
        one = find_metric(text, place, stop)
        if one is None:
            return []
        named.append(one)
        between = _BETWEEN.search(text, one.stop, stop)
        if between is None:
            break
        place = between.end()
    return named if len(named) == count else []

"""Several figures told of several things at once: A、B和C分别为1万元、2万元和3万元."""

from __future__ import annotations

import re
from typing import NamedTuple

from budgetkit.statements.grammar import FIGURE, MONEY, NUMBER
from budgetkit.statements.things import Thing, find_thing

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
    """Things and their figures, the unit of figures that print none, and the place in the sentence."""

    things: tuple[Thing, ...]
    figures: tuple[re.Match[str], ...]
    unit: str
    start: int
    stop: int


def find_distributed(text: str) -> list[Distributed]:
    """Read the lists of a sentence; one whose names and figures do not pair off tells nothing.

    分别占…的40%和60% names nothing: its ``things`` are empty, the figures are shares of what was stated last.
    """
    if "分别" not in text:
        return []
    told = [one for one in (_read(text, found) for found in _FIGURES.finditer(text)) if one is not None]
    for found in _PERCENTS.finditer(text):
        figures = tuple(FIGURE.finditer(text, *found.span("figures")))
        told.append(Distributed((), figures, "%", found.start(), found.end()))
    return sorted(told, key=lambda one: one.start)


def _read(text: str, found: re.Match[str]) -> Distributed | None:
    figures = tuple(FIGURE.finditer(text, *found.span("figures")))
    names = _NAMES.search(text[max(0, found.start() - _LONGEST) : found.start()])
    if names is None:
        return None
    named = _names(text, found.start() - len(names[0]), found.start(), len(figures))
    if not named or figures[-1]["unit"] in ("", "%"):
        return None
    if any(one.unit or len(one.ids) > 1 for one in named):
        return None
    return Distributed(tuple(named), figures, figures[-1]["unit"], named[0].start, found.end())


def _names(text: str, start: int, stop: int, count: int) -> list[Thing]:
    """Things that the words name, exactly ``count`` of them; 和 may join two names or stand inside one."""
    named: list[Thing] = []
    place = start
    while place < stop:
        thing = find_thing(text, place, stop)
        if thing is None:
            return []
        named.append(thing)
        between = _BETWEEN.search(text, thing.stop, stop)
        if between is None:
            break
        place = between.end()
    return named if len(named) == count else []

"""Figures told by whole phrases wherever they stand in a sentence, such as a figure before its words."""

from __future__ import annotations

import re
from functools import cache, partial
from typing import NamedTuple

from budgetkit.rules.active import active, remembers
from budgetkit.rules.declared.words import MetricFile, PhraseWording
from budgetkit.statements.grammar import MONEY, NUMBER, any_of
from budgetkit.statements.mention import FigureMention, make_mention

_SHORT = {
    "{number}": f"(?:{NUMBER})",
    "{money}": f"(?:{MONEY})",
    "{count}": r"(?:(?<!\d)\d[\d,]{0,11}|[一二两三四五六七八九十]{1,3})",
    "{target}": "(?:目标|自评|评价|跟踪|监控)",
}


class Told(NamedTuple):
    """A figure that a phrase tells."""

    metric: str
    subject: str
    stock: bool
    figure: FigureMention


@remembers
@cache
def _phrases() -> tuple[tuple[PhraseWording, re.Pattern[str]], ...]:
    full = partial(re.sub, "|".join(map(re.escape, _SHORT)), lambda short: _SHORT[short[0]])
    return tuple((rule, re.compile(full(rule.pattern))) for rule in active().of(MetricFile).phrase)


@remembers
@cache
def _any_phrase() -> re.Pattern[str]:
    return any_of(pattern.pattern for _, pattern in _phrases())


def find_told(text: str) -> list[Told]:
    """Figures that whole phrases of a sentence tell, in the order of the rules.

    A phrase that ``follows`` another takes the detail of the nearest one before it, and tells nothing alone.
    """
    told: list[Told] = []
    taken: set[int] = set()
    for phrase, pattern in _phrases() if _any_phrase().search(text) else ():
        for found in pattern.finditer(text):
            figure = make_mention("figure", found)
            before = _before(told, phrase.follows, figure.start)
            if figure.place in taken or (phrase.follows and before is None):
                continue
            detail = before.subject.partition("/")[2] if before else found.groupdict().get("detail") or ""
            taken.add(figure.place)
            subject = f"{phrase.id}/{detail}" if detail else phrase.id
            told.append(Told(phrase.id, subject, phrase.stock, figure))
    return told


def _before(told: list[Told], metric: str, place: int) -> Told | None:
    """The nearest figure of ``metric`` before ``place``, or the one that starts right after it."""
    near = [
        one
        for one in told
        if one.metric == metric and one.figure.start <= place + 12 and place - one.figure.stop <= 40
    ]
    return max(near, key=lambda one: one.figure.start, default=None)

"""What words mention, whatever they are about: figures, changes, shares, bases of a comparison, reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial
from typing import NamedTuple

from budgetkit.rules.active import active, remembers
from budgetkit.rules.declared.words import MetricFile, PhraseWording
from budgetkit.statements import grammar

_PHASES = {
    "预算执行": "expected", "执行": "expected", "决算": "executed", "全年": "adjusted", "调整": "adjusted",
    "年初": "approved", "预算": "approved",
}  # fmt: skip
_FULL_UNITS = {"万": "万元", "亿": "亿元"}
_NUMERALS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"两": 2}
_FUNDS = re.compile("一般公共预算|政府性基金预算|国有资本经营预算|年初(?:财政拨款)?结转")
_BEHIND_LEAD = ("base", grammar.BASE), ("own_apart", grammar.OWN_APART), ("own_budget", grammar.OWN_BUDGET)
_AT_ONCE = (
    ("completion", grammar.COMPLETION), ("completion", grammar.COMPLETION_RATE), ("share", grammar.SHARE),
    ("apart", grammar.APART), ("equals", grammar.EQUALS), ("flat", grammar.FLAT), ("rate", grammar.RATE),
    ("change", grammar.CHANGE), ("count", grammar.COUNT), ("level", grammar.LEVEL),
    ("level", grammar.NOTHING),
)  # fmt: skip
_SHORT = {
    "{number}": f"(?:{grammar.NUMBER})",
    "{money}": f"(?:{grammar.MONEY})",
    "{count}": r"(?:(?<!\d)\d[\d,]{0,11}|[一二两三四五六七八九十]{1,3})",
    "{target}": "(?:目标|自评|评价|跟踪|监控)",
}


class FigureMention(NamedTuple):
    """Words that mention one thing.

    Parameters
    ----------
    kind : str
        ``level`` (an amount), ``count``, ``share``, ``completion`` (of a budget), ``change``, ``rate``,
        ``bare_rate`` (in brackets behind a change), ``flat``; ``base`` (与上年相比), ``prior`` (上年为5万元),
        ``apart`` (大于上年5万元), ``equals`` (等于上年数), ``own_budget`` and ``own_apart`` (of the same
        year); ``figure`` for one without words of its own.
    start, stop : int
        Place in the sentence.
    value, unit : str
        The figure, plain digits, with the unit in full; ``""`` where none is printed.
    place : int
        Where the figure stands.
    year, phase
        Those that a comparison names; ``None`` and ``""`` where it names none.
    direction : int
        1 for an increase, -1 for a decrease, 0 where the words say neither.
    exact : bool
        Whether the words mean what they say to the last digit; 基本持平 does not.
    more : FigureMention, optional
        The budget of a completion; the earlier figure printed behind its year (比上年5万元增加).
    """

    kind: str
    start: int
    stop: int
    value: str
    unit: str
    place: int
    year: int | None
    phase: str
    direction: int
    exact: bool = True
    more: FigureMention | None = None


def make_mention(kind: str, found: re.Match[str]) -> FigureMention:
    """What the named groups of a pattern caught."""
    groups = {name: words for name, words in found.groupdict().items() if words}
    year = groups.get("year", "")
    return FigureMention(
        kind,
        found.start(),
        found.end(),
        _plain_number(groups.get("value", "")),
        _FULL_UNITS.get(groups.get("unit", ""), groups.get("unit", "")),
        found.start("value" if "value" in groups else 0),
        int(year[:4]) if year.startswith("20") else None,
        phase_in(groups.get("phase", "")),
        1 if "up" in groups else -1 if "down" in groups else 0,
        "roughly" not in groups,
    )


def mentions_at(text: str, place: int, stop: int) -> Iterator[FigureMention]:
    """What the words at ``place`` may mention, first what is meant unless the context speaks against it."""
    behind = grammar.LEAD.match(text, place, stop).end()
    for kind, pattern in _BEHIND_LEAD:
        if found := pattern.match(text, behind, stop):
            mention = make_mention(kind, found)
            yield mention if kind == "own_apart" else _with_earlier(mention, text, stop)
    if found := grammar.PRIOR.match(text, place, stop):
        yield make_mention("prior", found)
    if found := grammar.BARE_RATE.match(text, place):
        yield make_mention("bare_rate", found)
    for kind, pattern in _AT_ONCE:
        if found := pattern.match(text, place, stop):
            yield _with_budget(make_mention(kind, found), found)


def base_in(text: str, place: int, stop: int) -> FigureMention | None:
    """The first words from ``place`` on that name a base of comparison."""
    found = grammar.BASE.search(text, place, stop)
    return _with_earlier(make_mention("base", found), text, stop) if found else None


def _with_earlier(base: FigureMention, text: str, stop: int) -> FigureMention:
    """比上年1200万元增加: with the earlier figure itself, where it is printed."""
    found = grammar.EARLIER.match(text, base.stop, stop)
    return base._replace(more=make_mention("figure", found)) if found else base


def _with_budget(completion: FigureMention, found: re.Match[str]) -> FigureMention:
    """完成预算5万元的80%: with the budget itself, where it is printed."""
    groups = found.groupdict()
    if not groups.get("budget"):
        return completion
    unit = _FULL_UNITS.get(groups["budget_unit"], groups["budget_unit"])
    return completion._replace(more=completion._replace(value=_plain_number(groups["budget"]), unit=unit))


def phase_in(words: str) -> str:
    """Phase that words name first of all, ``""`` where they name none."""
    words = _FUNDS.sub("", words)
    return next((phase for word, phase in _PHASES.items() if word in words), "")


def _plain_number(printed: str) -> str:
    """Digits of a printed number; counts up to 99 may be written in words (一家)."""
    if printed[:1] not in _NUMERALS and printed[:1] != "十":
        return printed.replace(",", "")
    tens, ten, ones = printed.rpartition("十")
    return str((_NUMERALS.get(tens, 1) * 10 if ten else 0) + _NUMERALS.get(ones, 0))


class ReasonMention(NamedTuple):
    """Words that lead to a reason or a purpose, and where their clause starts.

    ``cause`` tells a reason (原因是) from a purpose (用于); ``outright`` that 原因 itself stands there.
    """

    clause: int
    start: int
    stop: int
    cause: bool
    outright: bool


def reason_in(text: str, start: int, stop: int) -> ReasonMention | None:
    """The first words of a clause that lead to a reason or a purpose."""
    found = grammar.REASON.search(text, start, stop)
    if found is None:
        return None
    outright = "原因" in found[0] or "原因" in text[found.end() : found.end() + 4]
    return ReasonMention(start, found.start(), found.end(), bool(found["cause"]), outright)


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
    return grammar.any_of(pattern.pattern for _, pattern in _phrases())


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

"""What the words of a clause are understood by: what is spoken of, compared with, and listed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from budgetkit.statements.mention import FigureMention, ReasonMention
from budgetkit.statements.metrics import MetricMention
from budgetkit.statements.sentence import Statement

NEAR = 24  # characters between 与上年相比 and its change that one quotation spans
_NAMED_IN_SUBJECT = ("vehicles_by_use", "economic_item")  # the detail says it all


@dataclass(frozen=True, slots=True)
class Base:
    """What a comparison is made with."""

    year: int | None = None
    phase: str = ""
    start: int = 0
    own: bool = False
    """The budget of the same year: the outcome against it is no change over time."""

    def far(self) -> Base:
        """The same base, out of reach of a quotation."""
        return replace(self, start=-NEAR - 1)


@dataclass(frozen=True, slots=True)
class Current:
    """What is being spoken of: metric, subjects, and the amounts last stated for it."""

    metric: MetricMention
    subjects: tuple[str, ...]
    levels: tuple[Statement, ...] = ()
    budget: str = ""
    """Phase of the budget last stated for it, with which its outcome may be compared."""


class Whole(NamedTuple):
    """What an open list is of: 较上年增加 behind a list joined by 、 speaks of it."""

    subject: str = ""
    unit: str = ""
    current: Current | None = None


class Bracket(NamedTuple):
    """What was listed and spoken of before an open bracket."""

    wholes: tuple[Whole, ...]
    current: Current | None


class LastChange(NamedTuple):
    """Sign of the change stated last, and the place behind it; a percentage in brackets is its rate."""

    sign: int = 0
    stop: int = -1


@dataclass(slots=True)
class Memory:
    """What a sentence leaves to those behind it.

    ``fiscal_year`` and ``phase`` are the document's. Of the section are ``levels``, the amount last stated
    for a metric, a detail and a year, and ``first``, the subject stated first. All else is of the paragraph:
    ``topic`` is what its heading, or its head, names; it is meant until something is ``spoken_of``. A
    sentence leaves what it spoke of (``current``) and compared with (``base``), the subjects it ``listed``
    and what it stated first (``lead``: 总体 in the next one speaks of it). ``paragraph_base`` is the base
    named last, ``changed`` what last changed, ``explained`` what the last reason was of, and ``as_of`` the
    year of 截至…, at the end of which things are counted.
    """

    fiscal_year: int | None
    phase: str
    section: str = ""
    levels: dict[tuple, Statement] = field(default_factory=dict)
    first: str = ""
    paragraph: int = -1
    topic: MetricMention | None = None
    spoken_of: bool = False
    current: Current | None = None
    base: Base | None = None
    paragraph_base: Base | None = None
    listed: set[str] = field(default_factory=set)
    lead: Current | None = None
    changed: tuple[str, ...] = ()
    explained: tuple[str, ...] = ()
    as_of: int | None = None


@dataclass(slots=True)
class ClauseContext:
    """What a clause leaves to those behind it in its sentence.

    ``memory`` is what the sentences before have left, and this one will leave. ``year`` is the one named
    last, ``current`` what is spoken of, ``base`` what that is compared with. The sentence has ``stated``
    amounts, one for each metric that it named, and a ``change`` last; ``named`` tells whether it named
    anything, ``going_on`` what it named last, where parts of that may be named like other metrics.
    ``wholes`` are the open lists, the innermost last, with ``items`` amounts so far, any of them ``compared``
    or not; ``brackets`` are the open brackets. ``reason`` is the reason or purpose that is being told;
    ``reasons_listed`` tells that they are numbered.
    """

    text: str
    memory: Memory
    year: int | None
    current: Current | None = None
    base: Base | None = None
    stated: list[Statement] = field(default_factory=list)
    change: LastChange = LastChange()
    named: bool = False
    going_on: MetricMention | None = None
    wholes: tuple[Whole, ...] = ()
    items: int = 0
    compared: bool = False
    brackets: list[Bracket] = field(default_factory=list)
    reason: ReasonMention | None = None
    reasons_listed: bool = False

    def speak_of(self, metric: MetricMention) -> None:
        """Now a metric is spoken of, as part of the open list where there is one."""
        while self.wholes and self.wholes[-1].subject.rpartition("/")[2] in metric.beside:
            self.wholes = self.wholes[:-1]  # 其中：购置费…；公务接待费: the inner list is over
        whole = self.wholes[-1] if self.wholes else Whole()
        path = whole.subject if whole.unit == metric.unit else ""  # amounts have parts that are amounts
        by_name = metric.ids[0].startswith("functional_") or metric.ids[0] in _NAMED_IN_SUBJECT
        names = ("",) if by_name else metric.ids
        own = (f"{name}/{metric.detail}".strip("/") if metric.detail else name for name in names)
        self.current = Current(metric, tuple(f"{path}/{name}" if path else name for name in own))

    def tell(self, current: Current) -> None:
        """More is known of what is spoken of, before an open bracket too."""
        self.brackets = [
            one._replace(current=current) if one.current is self.current else one for one in self.brackets
        ]
        self.current = current

    def as_whole(self) -> Whole:
        """What was last stated, as the whole of the parts that follow."""
        current = self.current
        if current is None or len(current.subjects) > 1:
            return Whole()
        subject = current.subjects[0]
        return Whole(subject.rpartition("/")[2] if self.wholes else subject, current.metric.unit, current)

    def open_list(self, place: int) -> None:
        """其中 at a place opens the parts of what was last stated."""
        if self.wholes and place and self.text[place - 1] == ";":
            self.wholes = self.wholes[:-1]
        self.wholes = (*self.wholes, self.as_whole())
        self.items, self.compared = 0, False

    def compare_with(self, base: FigureMention) -> None:
        """Now what is spoken of is compared with the base that words mention."""
        year = base.year or (self.year - 1 if self.year else None)
        # 与2031年度预算相比 in the final accounts of 2031: the outcome against its own budget.
        own = self.memory.phase == "executed" and year == self.year and base.phase in ("approved", "adjusted")
        self.base = Base(year, base.phase, base.start, own)

    def level_of(self, metric: str) -> Statement | None:
        """The amount of this year that was last stated for a metric of what is spoken of."""
        told = (one for one in self.current.levels if (one.metric, one.fiscal_year) == (metric, self.year))
        return next(told, self.memory.levels.get((metric, self.current.metric.detail, self.year)))


class ClauseHead(NamedTuple):
    """Where a clause begins, what it names, and whether it is 2031年安排5万元, of what stands before."""

    begin: int
    metric: MetricMention | None = None
    bare: bool = False

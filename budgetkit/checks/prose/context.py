"""The statements of one document beside its lines, and what a rule says of one of them.

What a statement is (a level, a part of a list), which figures of the tables it may equal, what it is near.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import takewhile

from budgetkit.checks.lookup import Index
from budgetkit.checks.prose.printed import Candidate, PrintedFigures
from budgetkit.checks.quantities import MONEY, Quantity, agree, of_statement
from budgetkit.records import Line
from budgetkit.rules.prose import EITHER, prose_rules

NOT_LEVELS = (
    "share", "execution_rate", "year_on_year_change", "year_on_year_rate", "change_from_budget",
    "change_rate_from_budget", "no_such_budget", "claim_only", "empty_table", "reason",
)  # fmt: skip
_SCOPE_WORDS = (
    ("general_public_budget", "一般公共预算"), ("managed_funds", "政府性基金"), ("appropriation", "财政拨款"),
)  # fmt: skip
_APART = ("general_public_budget", "managed_funds")
"""Budgets of which each has its own table: a figure of one is never held against the other's."""
_PART_OF_DEPARTMENT = re.compile("本级|本部|下属|所属|二级")


@dataclass(frozen=True, slots=True)
class ProseCheck:
    """One rule tried on what the prose states.

    Parameters
    ----------
    rule : str
        Id of the rule.
    form : str
        What kind of agreement or mismatch; the sentences stand in ``prose_notices.toml`` under
        ``text-<form>``.
    state : {"holds", "fails", "not_assessable"}
        ``not_assessable`` is no pass.
    places : tuple of int
        Statements that take part, by their place in the records; the one to look at first.
    lines : tuple of Line
        Lines that take part.
    printed, expected, tolerance : Fraction or None
        Fen where the statement is money, percent where it is a share or a rate.
    severity : str
        Other than that of the sentence, where the rule knows better.
    words : dict
        Further words of the sentence; a pair is one in Chinese and one in English.
    """

    rule: str
    form: str
    state: str
    places: tuple[int, ...] = ()
    lines: tuple[Line, ...] = ()
    printed: Fraction | None = None
    expected: Fraction | None = None
    tolerance: Fraction | None = None
    severity: str = ""
    words: dict[str, str] = field(default_factory=dict)

    @classmethod
    def compared(
        cls, rule: str, form: str, holds: bool, places: tuple[int, ...],
        printed: Quantity, expected: Quantity, **more: object,
    ) -> ProseCheck:  # fmt: skip
        """A figure that the prose states beside what it should be."""
        state, room = "holds" if holds else "fails", printed.half + expected.half
        figures = {"printed": printed.value, "expected": expected.value, "tolerance": room}
        return cls(rule, form, state, places, **figures, **more)


class Context:
    """Statements in reading order, with what the tables say of each.

    A statement is named by its place in the order.

    Parameters
    ----------
    statements : sequence of mapping
        Records of ``read_statements``.
    index : Index
        Lines of the same document.
    """

    def __init__(self, statements: Sequence[Mapping], index: Index) -> None:
        self.statements, self.index = statements, index
        self.rules, self.printed = prose_rules(), PrintedFigures(index)
        self.matched: dict[int, Candidate] = {}
        """By place in ``statements``: the candidate that a level equals, or the one it should equal."""
        self._candidates: dict[int, list[Candidate]] = {}
        self._unreadable: set[int] = set()
        """Statements that may mean a figure of the tables which could not be read."""

    def is_level(self, place: int) -> bool:
        """Whether the statement is an amount or a count that the document states (not a backed-out one)."""
        one = self.statements[place]
        return one["metric"] not in NOT_LEVELS and bool(one["value"]) and not one["derived"]

    def is_money(self, place: int) -> bool:
        """Whether the statement is an amount of money."""
        return bool(self.statements[place]["value"]) and self.statements[place]["unit"] in MONEY

    def quantity(self, place: int) -> Quantity:
        """What a statement says."""
        return of_statement(self.statements[place])

    def back(self, place: int, *alike: str, **wanted: object) -> int | None:
        """Nearest level before ``place`` that is like it in some fields, and in others as wanted."""
        wanted |= {name: self.statements[place][name] for name in alike}
        for before in range(place - 1, -1, -1):
            one = self.statements[before]
            if self.is_level(before) and all(one[name] == value for name, value in wanted.items()):
                return before
        return None

    def alike(self, place: int, other: int, *names: str) -> bool:
        """Whether two statements are equal in some fields."""
        one, two = self.statements[place], self.statements[other]
        return all(one[name] == two[name] for name in names)

    def near(self, place: int, others: Iterable[int], metric: str, *alike: str) -> int | None:
        """The first of other statements, within its section, that is of a metric and alike in some fields."""
        others = takewhile(lambda other: self.alike(place, other, "section"), others)
        found = (other for other in others if self.statements[other]["metric"] == metric)
        return next((other for other in found if self.alike(place, other, *alike)), None)

    def whole_of(self, place: int) -> str:
        """Metric of the whole that the list is of in which a statement stands; empty outside of lists."""
        head, _, rest = self.statements[place]["subject"].partition("/")
        return head if rest and head.isascii() else ""

    def scope(self, place: int) -> str:
        """Funds that a figure covers, by the whole it is part of, its words, or its heading."""
        one = self.statements[place]
        whole = self.whole_of(place)
        if whole in self.rules.scopes:
            return self.rules.scopes[whole]
        texts = (one["quote"], one["section"])
        return next((scope for text in texts for scope, word in _SCOPE_WORDS if word in text), "all")

    def values(self, place: int | None) -> list[Quantity]:
        """What a level, if any, is: as stated and, where the tables tell, as they print it."""
        if place is None:
            return []
        printed = self.matched.get(place)
        return [self.quantity(place), *([printed.quantity] if printed else [])]

    def candidates(self, place: int) -> list[Candidate]:
        """Figures of the tables that a stated amount may equal."""
        if place not in self._candidates:
            metric, one = self.statements[place]["metric"], self.statements[place]
            found = self.printed.find(metric, one) if self.is_money(place) else []
            scope = self.scope(place)
            if scope in _APART:
                found = [each for each in found if each.scope == scope or each.scope not in _APART]
            if any(each.unread for each in found):
                self._unreadable.add(place)
            self._candidates[place] = [each for each in found if not each.unread]
        return self._candidates[place]

    def tables_say(self, metric: str, place: int, /, **other: object) -> list[Candidate]:
        """Figures of the tables for a metric, as a statement says it, or with ``other`` fields."""
        found = self.printed.find(metric, dict(self.statements[place]) | other)
        return [each for each in found if not each.unread]

    def settle(self, place: int) -> tuple[str, Candidate | None]:
        """``holds``, ``fails`` or ``not_assessable`` for a stated amount, and the figure to name."""
        candidates = self.candidates(place)
        if not candidates:
            return "not_assessable", None
        stated = self.quantity(place)
        equal = [one for one in candidates if agree(stated, one.quantity)]
        if not equal and place in self._unreadable:
            return "not_assessable", None
        own = [one for one in candidates if one.scope in (self.scope(place), EITHER)]
        nearest = min(equal or own or candidates, key=lambda one: abs(one.quantity.value - stated.value))
        self.matched[place] = nearest
        return ("holds" if equal else "fails"), nearest

    def only_figure(self, place: int) -> bool:
        """Whether a stated amount can mean one figure of the tables only, so that a mismatch is an error."""
        one = self.statements[place]
        figure, scope = self.rules.figures[one["metric"]], self.scope(place)
        own = {each.quantity.value for each in self.candidates(place) if each.scope in (scope, EITHER)}
        if not figure.certain or len(own) != 1 or _PART_OF_DEPARTMENT.search(one["quote"]):
            return False
        if figure.certain_within or figure.certain_words:
            marked = figure.certain_words and figure.certain_words.search(one["quote"] + one["subject"])
            if not marked and self.whole_of(place) not in figure.certain_within:
                return False
        return not (figure.without_carryover and self.printed.carry_over)

    def told_this_year(self, place: int) -> bool:
        """Whether the section states the same thing for another year: then two years are compared."""
        one = self.statements[place]
        beside = (other for other in self.statements if other["section"] == one["section"])
        return len({other["fiscal_year"] for other in beside if other["subject"] == one["subject"]}) > 1

    def named(self, place: int) -> bool:
        """Whether the tables print the very thing that a statement names, not only what may stand for it."""
        one = self.statements[place]
        return bool(self.printed.named(self.rules.figures[one["metric"]], one))

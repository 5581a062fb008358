"""The statements of one document beside its lines: who is a level, what it may equal, what it is part of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from budgetkit.checks.lookup import BALANCES, Index
from budgetkit.checks.quantities import MONEY, Quantity, agree, of_lines, of_statement
from budgetkit.records import Line
from budgetkit.rules.codes import code_names
from budgetkit.rules.kinds import kinds_with
from budgetkit.rules.prose import EITHER, Figure, prose_rules

NOT_LEVELS = (
    "share", "execution_rate", "year_on_year_change", "year_on_year_rate", "change_from_budget",
    "change_rate_from_budget", "no_such_budget", "claim_only", "empty_table", "reason",
)  # fmt: skip
_SIZES = {"functional_class": 3, "functional_group": 5, "functional_item": 7}
_SCOPE_WORDS = (
    ("general_public_budget", "一般公共预算"), ("managed_funds", "政府性基金"), ("appropriation", "财政拨款"),
)  # fmt: skip
_APART = ("general_public_budget", "managed_funds")
"""Budgets of which each has its own table: a figure of one is never held against the other's."""
_PART_OF_DEPARTMENT = re.compile("本级|本部|下属|所属|二级")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]|\s")


class Candidate(NamedTuple):
    """Lines that a stated amount may equal, and the funds they cover."""

    scope: str
    quantity: Quantity
    lines: tuple[Line, ...]


class Context:
    """Statements in reading order, with what the tables say of each.

    Parameters
    ----------
    statements : sequence of mapping
        Records of ``read_statements``.
    index : Index
        Lines of the same document.
    """

    def __init__(self, statements: Sequence[Mapping], index: Index) -> None:
        self.statements, self.index = statements, index
        self.rules = prose_rules()
        self.matched: dict[int, Candidate] = {}
        """By place in ``statements``: the candidate that a level equals, or the one it should equal."""
        self._candidates: dict[int, list[Candidate]] = {}
        self._functional: dict[tuple, list[Line]] = {}
        self._codes = _codes_by_name(index)

    def is_level(self, place: int) -> bool:
        """Whether the statement is an amount or a count that the document states (not a backed-out one)."""
        one = self.statements[place]
        return one["metric"] not in NOT_LEVELS and bool(one["value"]) and not one["derived"]

    def is_money(self, place: int) -> bool:
        """Whether the statement is an amount of money."""
        return bool(self.statements[place]["value"]) and self.statements[place]["unit"] in MONEY

    def back(self, place: int, **wanted: object) -> int | None:
        """Nearest level before ``place`` whose fields are as wanted."""
        for before in range(place - 1, -1, -1):
            one = self.statements[before]
            if self.is_level(before) and all(one[name] == value for name, value in wanted.items()):
                return before
        return None

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
        for text in (one["quote"], one["section"]):
            for scope, word in _SCOPE_WORDS:
                if word in text:
                    return scope
        return "all"

    def values(self, place: int) -> list[Quantity]:
        """What a level is: as stated and, where the tables tell, as they print it."""
        found = [of_statement(self.statements[place])]
        if place in self.matched:
            found.append(self.matched[place].quantity)
        return found

    def candidates(self, place: int) -> list[Candidate]:
        """Figures of the tables that a stated amount may equal."""
        if place not in self._candidates:
            one = self.statements[place]
            figure = self.rules.figures.get(one["metric"])
            found: list[Candidate] = []
            if figure is not None and one["fiscal_year"] is not None and self.is_money(place):
                found = self._first_of(figure, one)
                scope = self.scope(place)
                if scope in _APART:
                    found = [each for each in found if each.scope == scope or each.scope not in _APART]
            self._candidates[place] = found
        return self._candidates[place]

    def tables_say(self, metric: str, place: int, other: Mapping | None = None) -> list[Candidate]:
        """Figures of the tables for a metric, of the year and phase of a statement (or of ``other``)."""
        figure = self.rules.figures.get(metric)
        one = other or self.statements[place]
        if figure is None or one["fiscal_year"] is None:
            return []
        return self._first_of(figure, one)

    def _first_of(self, figure: Figure, one: Mapping) -> list[Candidate]:
        return (
            self._of(figure, figure.operands, one)
            or self._of(figure, figure.otherwise, one)
            or self._summed(figure, one)
            or (self._first_of(self.rules.figures[figure.perhaps], one) if figure.perhaps else [])
        )

    def _summed(self, figure: Figure, one: Mapping) -> list[Candidate]:
        found = []
        for scope, operand in figure.summed:
            tables: dict[str, list[Line]] = defaultdict(list)
            for line in self.index.select(operand):
                if _same_period(line, one):
                    tables[line.table_id].append(line)
            found += [Candidate(scope, of_lines(lines), tuple(lines)) for lines in tables.values()]
        return found

    def classes(self, place: int) -> list[Candidate]:
        """Every line of a functional code that the tables print for the year and funds of a statement."""
        one = self.statements[place]
        figure = self.rules.figures["functional_class"]
        scope = self.scope(place)
        return [
            Candidate(own, of_lines([line]), (line,))
            for own, operand in figure.operands
            if own == scope
            for line in self.index.select(operand)
            if line.functional_code and _same_period(line, one)
        ]

    def _of(self, figure: Figure, operands: Iterable, one: Mapping) -> list[Candidate]:
        codes = self._codes_of(one) if figure.by_name else ()
        if figure.by_name and not codes:
            return []
        found: list[Candidate] = []
        for scope, operand in operands:
            lines = [line for line in self.index.select(operand) if _same_period(line, one)]
            if figure.by_name:
                found += self._by_code(scope, lines, codes)
            elif figure.by_item:
                found += _by_item(scope, lines, one["subject"].rpartition("/")[2])
            else:
                found += [Candidate(scope, of_lines([line]), (line,)) for line in lines]
        return found

    def _by_code(self, scope: str, lines: list[Line], codes: Iterable[str]) -> list[Candidate]:
        tables: dict[str, list[Line]] = defaultdict(list)
        for line in lines:
            if line.functional_code:
                tables[line.table_id].append(line)
        found = []
        for members in tables.values():
            for code in codes:
                exact = [line for line in members if line.functional_code == code]
                below = [] if exact or len(code) == 7 else _topmost(members, code)
                if exact or below:
                    chosen = exact or below
                    found.append(Candidate(scope, of_lines(chosen), tuple(chosen)))
                if len(exact) > 1:  # a row of the department above rows of its units
                    found += [Candidate(scope, of_lines([line]), (line,)) for line in exact]
        return found

    def _codes_of(self, one: Mapping) -> set[str]:
        head, _, rest = one["subject"].partition("/")
        if rest and head.isascii() and head not in self.rules.scopes:
            return set()  # a list by economic items has names that are functions, too
        path = [part for part in one["subject"].split("/") if not part.isascii()]
        size = _SIZES.get(one["metric"], 0)
        above: set[str] = set()
        codes: set[str] = set()
        for number, name in enumerate(path):
            found = self._codes.get(_bare(name), set())
            if number == len(path) - 1:
                codes = {code for code in found if len(code) == size}
            if number < len(path) - 1 and found:
                above = found
        if above:
            codes = {code for code in codes if any(code.startswith(upper) for upper in above)}
        return codes

    def settle(self, place: int) -> tuple[str, Candidate | None]:
        """``holds``, ``fails`` or ``not_assessable`` for a stated amount, and the figure to name."""
        candidates = self.candidates(place)
        if not candidates:
            return "not_assessable", None
        stated = of_statement(self.statements[place])
        equal = [one for one in candidates if agree(stated, one.quantity)]
        nearest = min(equal or self._own(place), key=lambda one: abs(one.quantity.value - stated.value))
        self.matched[place] = nearest
        return ("holds" if equal else "fails"), nearest

    def only_figure(self, place: int) -> bool:
        """Whether a stated amount can mean one figure of the tables only, so that a mismatch is an error."""
        one = self.statements[place]
        figure, scope = self.rules.figures[one["metric"]], self.scope(place)
        own = [each for each in self.candidates(place) if each.scope in (scope, EITHER)]
        if not figure.certain or len({each.quantity.value for each in own}) != 1:
            return False
        if figure.certain_within or figure.certain_words:
            listed = self.whole_of(place) in figure.certain_within
            marked = figure.certain_words and re.search(figure.certain_words, one["quote"] + one["subject"])
            if not (listed or marked):
                return False
        if figure.without_carryover and self.carries_over:
            return False
        return not _PART_OF_DEPARTMENT.search(one["quote"])

    @cached_property
    def carries_over(self) -> bool:
        """Whether the document carries money over from the year before or into the next."""
        return any(
            line.amount_fen and line.measure in BALANCES
            for kind in kinds_with(two_sided=True)
            for table in self.index.kinds.get(kind, ())
            for line in self.index.tables[table]
        )

    @cached_property
    def periods(self) -> list[tuple[int | None, str]]:
        """Years and phases that the tables print."""
        lines = (line for rows in self.index.tables.values() for line in rows)
        return sorted({(line.fiscal_year, line.phase) for line in lines}, key=str)

    def told_this_year(self, place: int) -> bool:
        """Whether the section states the same thing for another year: then two years are compared."""
        one = self.statements[place]
        return any(
            (other["section"], other["subject"]) == (one["section"], one["subject"])
            and other["fiscal_year"] != one["fiscal_year"]
            for other in self.statements
        )

    def named(self, place: int) -> bool:
        """Whether the tables print the very thing that a statement names, not only what may stand for it."""
        one = self.statements[place]
        figure = self.rules.figures[one["metric"]]
        return bool(self._of(figure, (*figure.operands, *figure.otherwise), one) or self._summed(figure, one))

    def _own(self, place: int) -> list[Candidate]:
        """Candidates that cover the funds that the figure covers, as far as it tells."""
        candidates = self.candidates(place)
        scope = self.scope(place)
        return [one for one in candidates if one.scope in (scope, EITHER)] or candidates


def _by_item(scope: str, lines: list[Line], name: str) -> list[Candidate]:
    """Rows of an economic item: together in one table, where they differ by government code."""
    tables: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if _bare(line.department_economic_name or line.item) == _bare(name):
            tables[line.table_id].append(line)
    return [Candidate(scope, of_lines(rows), tuple(rows)) for rows in tables.values()]


def _same_period(line: Line, one: Mapping) -> bool:
    if line.fiscal_year != one["fiscal_year"]:
        return False
    return line.phase == one["phase"] or (one["derived"] and not one["phase"])


def _topmost(lines: list[Line], code: str) -> list[Line]:
    under = [line for line in lines if line.functional_code.startswith(code)]
    shortest = min((len(line.functional_code) for line in under), default=0)
    return [line for line in under if len(line.functional_code) == shortest]


@cache
def _official_names() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for code, name in code_names("functional").items():
        found[_bare(name)].add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


def _codes_by_name(index: Index) -> dict[str, set[str]]:
    found = {name: set(codes) for name, codes in _official_names().items()}
    for lines in index.tables.values():
        for code, name in {(line.functional_code, line.functional_name or line.item) for line in lines}:
            if code and name:
                found.setdefault(_bare(name), set()).add(code)
    return found


@cache
def _bare(name: str) -> str:
    return _BRACKETED.sub("", name).removesuffix("支出")

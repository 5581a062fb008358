"""What the tables print of things that the prose names: lines a stated amount may equal."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from operator import attrgetter
from typing import NamedTuple

from budgetkit.checks.lookup import Index
from budgetkit.checks.quantities import Quantity, of_lines
from budgetkit.checks.roles import BALANCES
from budgetkit.records import Line, grouped
from budgetkit.rules.active import remembers
from budgetkit.rules.codes import code_names
from budgetkit.rules.declared.prose import StatedFigure
from budgetkit.rules.identities import Operand
from budgetkit.rules.kinds import kinds_with
from budgetkit.rules.prose import prose_rules

_SIZES = {"functional_class": 3, "functional_group": 5, "functional_item": 7}
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]|\s")


class Candidate(NamedTuple):
    """Lines that a stated amount may equal, and the funds they cover."""

    scope: str
    quantity: Quantity
    lines: tuple[Line, ...]

    @property
    def unread(self) -> bool:
        """Whether the tables print the figure so that nobody can read it."""
        return any(line.unread for line in self.lines)


class PrintedFigures:
    """Figures of the tables of one document, found by what a statement says.

    Parameters
    ----------
    index : Index
        Lines of the document.
    """

    def __init__(self, index: Index) -> None:
        self.index, self.rules = index, prose_rules()
        self._codes = _codes_by_name(index)

    def find(self, metric: str, one: Mapping) -> list[Candidate]:
        """Figures for a metric, of the year and phase of a statement, else what may stand for them."""
        figure = self.rules.figures.get(metric)
        if figure is None or one["fiscal_year"] is None:
            return []
        return self.named(figure, one) or (self.find(figure.perhaps, one) if figure.perhaps else [])

    def named(self, figure: StatedFigure, one: Mapping) -> list[Candidate]:
        """Figures of the very thing that a statement names."""
        for operands in (self.rules.operands(figure), self.rules.whatever(figure.otherwise)):
            if found := self._of(figure, operands, one):
                return found
        summed = [
            (scope, self.lines_of(operand, one)) for scope, operand in self.rules.whatever(figure.summed)
        ]
        return [_together(scope, lines) for scope, found in summed for lines in _by_table(found)]

    def classes(self, scope: str, one: Mapping) -> list[Candidate]:
        """Every line of a functional code that the tables print for some funds, as a statement is dated."""
        return [
            _together(own, [line])
            for own, operand in self.rules.operands(self.rules.figures["functional_class"])
            if own == scope
            for line in self.lines_of(operand, one)
            if line.functional_code
        ]

    @cached_property
    def carry_over(self) -> bool:
        """Whether the document carries money over from the year before or into the next."""
        lines = self.index.lines_of(*kinds_with(two_sided=True))
        return any((line.amount_fen or line.unread) and line.measure in BALANCES for line in lines)

    @cached_property
    def periods(self) -> list[tuple[int | None, str]]:
        """Years and phases that the tables print."""
        lines = (line for rows in self.index.tables.values() for line in rows)
        return sorted({line.period for line in lines}, key=str)

    def lines_of(self, operand: Operand, one: Mapping) -> list[Line]:
        """Lines of an operand, of the year and phase of a statement."""
        return [line for line in self.index.select(operand) if _same_period(line, one)]

    def _of(self, figure: StatedFigure, operands: Iterable, one: Mapping) -> list[Candidate]:
        codes = self._codes_of(one) if figure.by_name else ()
        if figure.by_name and not codes:
            return []
        found: list[Candidate] = []
        for scope, operand in operands:
            lines = self.lines_of(operand, one)
            if figure.by_name:
                found += _by_code(scope, lines, codes)
            elif figure.by_item:
                found += _by_item(scope, lines, one["subject"].rpartition("/")[2])
            else:
                found += [_together(scope, [line]) for line in lines]
        return found

    def _codes_of(self, one: Mapping) -> set[str]:
        """Functional codes that the names of a subject may mean, below those named before."""
        head, _, rest = one["subject"].partition("/")
        if rest and head.isascii() and head not in self.rules.scopes:
            return set()  # a list by economic items has names that are functions, too
        names = [part for part in one["subject"].split("/") if not part.isascii()]
        known = [self._codes.get(_bare(name), set()) for name in names] or [set()]
        codes = {code for code in known[-1] if len(code) == _SIZES.get(one["metric"], 0)}
        above = next(filter(None, reversed(known[:-1])), None)
        return {code for code in codes if code.startswith(tuple(above))} if above else codes


def _together(scope: str, lines: Iterable[Line]) -> Candidate:
    lines = tuple(lines)
    return Candidate(scope, of_lines(lines), lines)


def _by_table(lines: Iterable[Line]) -> Iterable[list[Line]]:
    return grouped(lines, attrgetter("table_id")).values()


def _by_code(scope: str, lines: Iterable[Line], codes: Iterable[str]) -> Iterator[Candidate]:
    for members in _by_table(line for line in lines if line.functional_code):
        for code in codes:
            exact = [line for line in members if line.functional_code == code]
            if chosen := exact or ([] if len(code) == 7 else _topmost(members, code)):
                yield _together(scope, chosen)
            if len(exact) > 1:  # a row of the department above rows of its units
                yield from (_together(scope, [line]) for line in exact)


def _by_item(scope: str, lines: Iterable[Line], name: str) -> list[Candidate]:
    """Rows of an economic item: together in one table, where they differ by government code."""
    same = [line for line in lines if _bare(line.department_economic_name or line.item) == _bare(name)]
    return [_together(scope, rows) for rows in _by_table(same)]


def _same_period(line: Line, one: Mapping) -> bool:
    if line.fiscal_year != one["fiscal_year"]:
        return False
    return line.phase == one["phase"] or (one["derived"] and not one["phase"])


def _topmost(lines: list[Line], code: str) -> list[Line]:
    under = [line for line in lines if line.functional_code.startswith(code)]
    shortest = min((len(line.functional_code) for line in under), default=0)
    return [line for line in under if len(line.functional_code) == shortest]


@remembers
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


@remembers
@cache
def _bare(name: str) -> str:
    return _BRACKETED.sub("", name).removesuffix("支出")

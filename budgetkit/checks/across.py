"""Identities between documents that were loaded together: what one prints of another, and what that prints.

A figure is compared only with one that is told to be the same thing by every key of the identity; where
either document does not print it, or prints it twice, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from budgetkit.amounts import FEN_PER_UNIT
from budgetkit.checks.between import group_by_key
from budgetkit.checks.check import Check, check_figures, not_assessable
from budgetkit.checks.lookup import Index
from budgetkit.checks.prose.context import Context
from budgetkit.checks.prose.printed import Candidate
from budgetkit.checks.quantities import of_statement
from budgetkit.records import Line, grouped
from budgetkit.rules.identities import Identity, identities
from budgetkit.sums.intervals import add_lines
from budgetkit.text import normalise

_DIGITS = 2
"""A figure backed out from a stated change rests on two rounded ones: so many last digits are rounding."""
_LAST_DIGIT = FEN_PER_UNIT["万元"] // 100

Figures = dict[tuple, list[Line]]
"""Lines by what they are of; in one table, one line a row."""


@dataclass(slots=True)
class ComparedDocument:
    """One document of a comparison.

    Parameters
    ----------
    index : Index
        Its lines, but for tables whose figures are in doubt.
    fiscal_year, phase
        Its own.
    statements : sequence of mapping
        Records of ``read_statements``, in reading order.
    projects : sequence of mapping
        Rows of `projects`.
    kinds : frozenset of str
        Kinds of its tables that were published, the empty ones with a note included.
    """

    index: Index
    fiscal_year: int | None
    phase: str
    statements: Sequence[Mapping] = ()
    projects: Sequence[Mapping] = ()
    kinds: frozenset[str] = frozenset()
    _figures: dict[tuple, Figures] = field(default_factory=dict)

    def figures(self, identity: Identity, side: str, year: int | None, phase: str, unit: str = "") -> Figures:
        """Figures of one side of an identity for a year and phase (and for one unit)."""
        key = (identity.id, side, year, phase, unit)
        if key not in self._figures:
            lines = [
                line
                for operand in getattr(identity, side)
                for line in self.index.select(operand)
                if line.fiscal_year == year and line.phase == phase
                if not unit or self.index.value(line, "unit") == unit
            ]
            self._figures[key] = _single_figures(group_by_key(self.index, identity, lines))
        return self._figures[key]


def _single_figures(groups: Mapping[tuple, Mapping[str, list[Line]]]) -> Figures:
    """Figures that one table prints, once a row: what stands twice is not known to be one thing."""
    found: Figures = {}
    for key, tables in groups.items():
        once_a_row = all(len({line.row for line in lines}) == len(lines) for lines in tables.values())
        if once_a_row and len({sum(line.amount_fen for line in each) for each in tables.values()}) == 1:
            found[key] = next(iter(tables.values()))
    return found


def compare_period(own: ComparedDocument, other: ComparedDocument, phase: str = "") -> list[Check]:
    """What a document prints of the year and phase of another one; ``phase``: under another name of it."""
    return _compare("other_period", own, other, (other.fiscal_year, phase or other.phase))


def compare_year_before(own: ComparedDocument, before: ComparedDocument) -> list[Check]:
    """What a year began with, and what the year before ended with."""
    return _compare("year_before", own, before, (own.fiscal_year, own.phase))


def compare_unit(department: ComparedDocument, unit: str, disclosed: ComparedDocument) -> list[Check]:
    """Rows of one unit in the tables of its department, and what the unit itself discloses."""
    return _compare("unit", department, disclosed, (department.fiscal_year, department.phase), unit)


def compare_units(department: ComparedDocument, units: Sequence[ComparedDocument]) -> list[Check]:
    """Totals of a department, and those of all its units added up.

    A unit whose table of the kind was not published, or does not print the figure, leaves it open; an empty
    table with a note adds nothing.
    """
    found: list[Check] = []
    for identity in _identities_of("units"):
        wholes = department.figures(identity, "total", department.fiscal_year, department.phase)
        given = [unit.figures(identity, "parts", unit.fiscal_year, unit.phase) for unit in units]
        for key, whole in wholes.items():
            kind = whole[0].kind
            silent = [
                unit
                for unit, figures in zip(units, given, strict=True)
                if key not in figures and (kind not in unit.kinds or unit.index.kinds.get(kind))
            ]
            if silent:
                found.append(not_assessable(identity))
                continue
            parts = [line for figures in given for line in figures.get(key, ())]
            found.append(_judge(identity, whole, parts))
    return found


def _compare(
    pair: str, own: ComparedDocument, other: ComparedDocument, period: tuple[int | None, str], unit: str = ""
) -> list[Check]:
    """Figures that a document prints of a year and phase, each with what another one prints of its own."""
    found: list[Check] = []
    for identity in _identities_of(pair):
        if not identity.phases or own.phase in identity.phases:
            wholes = own.figures(identity, "total", *period, unit)
            parts = other.figures(identity, "parts", other.fiscal_year, other.phase) if wholes else {}
            found += [
                _judge(identity, whole, parts[key]) if key in parts else not_assessable(identity)
                for key, whole in wholes.items()
            ]
    return found


def _judge(identity: Identity, whole: Sequence[Line], parts: Sequence[Line]) -> Check:
    """Weigh two documents: units may differ between them, and figures be cut off instead of rounded."""
    check = check_figures(identity, whole, parts)
    if check.state == "fails" and abs(check.difference_fen) < add_lines([*whole, *parts]).step:
        return replace(check, state="rounding")
    return check


def _identities_of(pair: str) -> Iterable[Identity]:
    return (identity for identity in identities() if identity.pair == pair)


@dataclass(frozen=True, slots=True)
class StatedAcross:
    """A figure that the prose of one document gives for another one's year, and what that one prints."""

    statement: Mapping
    state: str
    candidate: Candidate
    rule: str

    @property
    def difference(self) -> Fraction:
        """Stated less printed, in fen."""
        return of_statement(self.statement).value - self.candidate.quantity.value


def compare_statements(own: ComparedDocument, other: ComparedDocument, phase: str) -> list[StatedAcross]:
    """Amounts that the prose states, or backs out from a change, for the year of another document.

    Parameters
    ----------
    own, other : ComparedDocument
        The document whose prose is judged, and that of the other year or phase.
    phase : str
        The phase that the sentences name; empty for those that name none.
    """
    if (other.fiscal_year, phase) == (own.fiscal_year, own.phase):
        return []
    context = Context(own.statements, other.index)
    found = []
    for place, one in enumerate(own.statements):
        if (one["fiscal_year"], one["phase"]) != (other.fiscal_year, phase) or not context.is_money(place):
            continue
        state, candidate = context.settle(place)
        if candidate is None or (state == "fails" and not context.only_figure(place)):
            continue
        stated = of_statement(one)
        room = candidate.quantity.half + (2 * stated.half * _DIGITS if one["derived"] else 0)
        if state == "fails" and abs(stated.value - candidate.quantity.value) <= room:
            state = "rounding"
        found.append(StatedAcross(one, state, candidate, context.rules.figures[one["metric"]].id))
    return found


@dataclass(frozen=True, slots=True)
class PriorAmount:
    """What a document prints of a project for the year before, and what that year's document prints."""

    project: Mapping
    before: Mapping
    printed_fen: int
    expected_fen: int

    @property
    def fens(self) -> tuple[int, int]:
        """What is printed here, and what is printed there."""
        return self.printed_fen, self.expected_fen

    @property
    def agrees(self) -> bool:
        """Whether both may be one amount, printed in 元 and in 万元 with two decimals."""
        return abs(self.printed_fen - self.expected_fen) <= _LAST_DIGIT


def compare_projects(own: ComparedDocument, before: ComparedDocument) -> list[PriorAmount]:
    """Amounts of the year before that performance forms print, project by project.

    A project is the same by its code, or where either prints none by its name and unit; what stands twice in
    a document is not known to be one project.
    """
    found = []
    for name in ("project_code", "project_name"):
        old, new = _single(before.projects, name), _single(own.projects, name)
        for key, project in new.items():
            other = old.get(key)
            if other is None or project["prior_year_amount_yuan"] is None or other["amount_yuan"] is None:
                continue
            if name == "project_name" and _differ(project, other):
                continue
            fens = (int(project["prior_year_amount_yuan"].scaleb(2)), int(other["amount_yuan"].scaleb(2)))
            found.append(PriorAmount(project, other, *fens))
    return found


def _single(projects: Iterable[Mapping], name: str) -> dict[str, Mapping]:
    known = grouped(projects, lambda project: "".join(normalise(project[name]).split()))
    return {key: same[0] for key, same in known.items() if key and len(same) == 1}


def _differ(one: Mapping, other: Mapping) -> bool:
    """Whether two projects of one name have codes, which were compared before, or are of two units."""
    units = {one["unit_name"], other["unit_name"]} - {""}
    return bool(one["project_code"] and other["project_code"]) or len(units) > 1

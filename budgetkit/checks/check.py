"""What one identity says of one set of printed figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from budgetkit.records import Line
from budgetkit.rules.identities import Identity
from budgetkit.sums.intervals import add_lines, compare_figures

Place = tuple[str, int, int]
"""Table, row and column of a cell, also of a blank one."""


@dataclass(frozen=True, slots=True)
class Check:
    """One identity tried on one set of figures: a whole as printed, and what its parts make it.

    Whether both agree is interval arithmetic: every printed figure may be off by half of its last digit.

    Parameters
    ----------
    identity : Identity
        What was tried.
    state : {"holds", "rounding", "fails", "not_assessable"}
        ``rounding``: off, but within half a last digit of every figure.
    total : tuple of Line
        The whole (its lines add up); empty where its cell is blank.
    parts : tuple of Line
        The parts.
    printed_fen, expected_fen : int
        The whole as printed, and what the parts make it.
    difference_fen : int
        Printed minus expected.
    tolerance_fen : int
        Largest difference that rounding explains.
    table_id : str
        Table of the whole, or of the parts where its cell is blank; empty when nothing was there.
    row, column : int
        Position of the whole, also where its cell is blank; -1 between tables.
    relation : str
        Relation tried: that of the identity, or ``at_most`` for 其中 and single parts.
    weights : tuple of int
        ``1`` or ``-1`` for each of the parts.
    blanks : tuple of (row, column)
        Of a failed check: blank cells that would be parts if they held a figure.
    """

    identity: Identity
    state: str
    total: tuple[Line, ...] = ()
    parts: tuple[Line, ...] = ()
    printed_fen: int = 0
    expected_fen: int = 0
    difference_fen: int = 0
    tolerance_fen: int = 0
    table_id: str = ""
    row: int = -1
    column: int = -1
    relation: str = "sum"
    weights: tuple[int, ...] = ()
    blanks: tuple[tuple[int, int], ...] = ()

    @property
    def place(self) -> Place:
        """Where the whole stands, or would stand."""
        return self.total[0].place if self.row < 0 and self.total else (self.table_id, self.row, self.column)

    @property
    def lines(self) -> tuple[Line, ...]:
        """All figures that take part, the whole first."""
        return *self.total, *self.parts

    def signs(self) -> Iterator[tuple[Place, int]]:
        """How each cell moves the expected figure: as a part by its weight, as the whole against it."""
        for line in self.total:
            yield line.place, -1
        if not self.total and self.row >= 0:
            yield self.place, -1
        for line, weight in zip(self.parts, self.weights, strict=True):
            yield line.place, weight
        for row, column in self.blanks:
            yield (self.table_id, row, column), 1

    @property
    def counts(self) -> bool:
        """Whether the check can verify its figures: an equation that must hold, and assessable."""
        judged = self.state != "not_assessable" and self.identity.severity != "info"
        return judged and self.relation in ("sum", "equal")

    @property
    def vouches(self) -> bool:
        """Whether the check verifies its figures."""
        return self.counts and self.state != "fails"


def check_figures(
    identity: Identity, total: Sequence[Line], parts: Sequence[Line], place: Place | None = None,
    relation: str = "", weights: Sequence[int] = (),
) -> Check:  # fmt: skip
    """Compare a whole as printed with the sum of its parts.

    Parameters
    ----------
    identity : Identity
        What is tried.
    total, parts : sequence of Line
        The whole (its lines add up), and its parts; a blank cell has no line and counts as zero. Where one
        of them could not be read nothing is said.
    place : (table_id, row, column), optional
        Where the whole stands, or would stand; default: at its first line, without a row if it has several.
    relation : str, optional
        Default: that of the identity.
    weights : sequence of int, optional
        ``1`` or ``-1`` for each of the parts; default: all are added.
    """
    if place is None:
        place = (total[0].table_id, total[0].row if len(total) == 1 else -1, total[0].column)
    if any(line.unread for line in (*total, *parts)):
        return not_assessable(identity, place)
    relation = relation or identity.relation
    weights = tuple(weights) or (1,) * len(parts)
    printed, expected = add_lines(total), add_lines(parts)
    if -1 in weights:
        taken_off = sum(line.amount_fen for line, weight in zip(parts, weights, strict=True) if weight < 0)
        expected = expected._replace(fen=expected.fen - 2 * taken_off)
    outcome = compare_figures(printed, expected, relation)
    return Check(
        identity, outcome.state, tuple(total), tuple(parts), printed.fen, expected.fen,
        outcome.difference, outcome.tolerance, *place, relation, weights,
    )  # fmt: skip


def not_assessable(identity: Identity, place: Place = ("", -1, -1)) -> Check:
    """A check that lacks an operand, or whose figures may not be what the identity means; it is no pass."""
    return Check(identity, "not_assessable", (), (), 0, 0, 0, 0, *place, identity.relation)


def places_of(checks: Iterable[Check]) -> list[Place]:
    """Cells of all figures of the checks, each once."""
    return list(dict.fromkeys(line.place for check in checks for line in check.lines))


def leave_out(checks: Iterable[Check], taken: Iterable[Check]) -> list[Check]:
    """The checks that were not taken."""
    known = set(map(id, taken))
    return [check for check in checks if id(check) not in known]


def too_early(identity: Identity, lines: Iterable[Line]) -> bool:
    """Whether figures are of a year before the edition that an identity rests on."""
    return any(line.fiscal_year and line.fiscal_year < identity.from_year for line in lines)

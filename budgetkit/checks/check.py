"""One identity tried on one set of figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from budgetkit.records import Line
from budgetkit.rules.identities import Identity
from budgetkit.sums.intervals import step_of, weigh


@dataclass(frozen=True, slots=True)
class Check:
    """One identity tried on one set of figures.

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
    def counts(self) -> bool:
        """Whether the check can verify its figures: an equation that must hold, and assessable."""
        return (
            self.relation in ("sum", "equal")
            and self.state != "not_assessable"
            and self.identity.severity != "info"
        )


def judge(
    identity: Identity, total: Sequence[Line], parts: Sequence[Line], place: tuple[str, int, int],
    relation: str = "", weights: Sequence[int] = (),
) -> Check:  # fmt: skip
    """Weigh one set of figures; ``place`` is table, row and column of the whole."""
    relation = relation or identity.relation
    weights = tuple(weights) or (1,) * len(parts)
    printed = expected = steps = 0
    for line in total:
        printed += line.amount_fen
        steps += step_of(line.amount_fen, line.step_fen, line.decimals)
    for line, weight in zip(parts, weights, strict=True):
        expected += line.amount_fen * weight
        steps += step_of(line.amount_fen, line.step_fen, line.decimals)
    verdict = weigh(printed, expected, steps, relation)
    return Check(
        identity, verdict.state, tuple(total), tuple(parts), printed, expected,
        verdict.difference, verdict.tolerance, *place, relation, weights,
    )  # fmt: skip


def too_early(identity: Identity, lines: Iterable[Line]) -> bool:
    """Whether figures are of a year before the edition that an identity rests on."""
    return identity.from_year > 0 and any(
        line.fiscal_year and line.fiscal_year < identity.from_year for line in lines
    )

"""Exact comparison of printed figures, each of which may be off by half of its last digit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from budgetkit.records import Line

STATES = ("holds", "rounding", "fails", "not_assessable")


class Interval(NamedTuple):
    """Printed figures added up, in fen; the true sum lies within half a ``step`` of ``fen``.

    ``step`` is the value of one unit of the last digit, added up over the figures.
    """

    fen: int = 0
    step: int = 0


class Outcome(NamedTuple):
    """Outcome of one comparison, in fen; ``difference`` is printed minus expected."""

    state: str
    difference: int
    tolerance: int


def step_of(fen: int, step_fen: int, decimals: int) -> int:
    """Step of a printed figure; a plain ``0`` or a dash is exactly zero, whatever the unit."""
    return step_fen if fen or decimals else 0


def add_intervals(figures: Iterable[Interval]) -> Interval:
    """Sum of figures: what each may be off by adds up."""
    fen = step = 0
    for figure in figures:
        fen += figure[0]
        step += figure[1]
    return Interval(fen, step)


def add_lines(lines: Iterable[Line]) -> Interval:
    """Sum of printed figures of a table."""
    figures = ((f.amount_fen, step_of(f.amount_fen, f.step_fen, f.decimals)) for f in lines)
    return add_intervals(figures)


def compare_figures(printed: Interval, expected: Interval, relation: str = "sum") -> Outcome:
    """Compare a printed figure with what other figures make it.

    Half a fen more or less is impossible between whole numbers of fen, so the tolerance, half of both steps,
    is rounded down without loss.

    Parameters
    ----------
    printed, expected : Interval
        The whole, and its parts added up.
    relation : {"sum", "equal", "at_most", "absent"}
        ``at_most``: the expected part may be smaller than the printed whole; ``absent``: it must be nothing,
        not even by rounding.

    Examples
    --------
    >>> compare_figures(Interval(520_02, 2), Interval(520_01, 2))
    Outcome(state='rounding', difference=1, tolerance=2)
    """
    difference = printed.fen - expected.fen
    tolerance = 0 if relation == "absent" else (printed.step + expected.step) // 2
    if difference == 0 or (relation == "at_most" and difference > 0):
        return Outcome("holds", difference, tolerance)
    within = -tolerance <= difference <= tolerance
    return Outcome("rounding" if within else "fails", difference, tolerance)

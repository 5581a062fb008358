"""Exact comparison of printed figures, each of which may be off by half of its last digit."""

from __future__ import annotations

from typing import NamedTuple

STATES = ("holds", "rounding", "fails", "not_assessable")


class Verdict(NamedTuple):
    """Outcome of one comparison, in fen; ``difference`` is printed minus expected."""

    state: str
    difference: int
    tolerance: int


def step_of(amount_fen: int, step_fen: int, decimals: int) -> int:
    """Step of a printed figure; a plain ``0`` or a dash is exactly zero, whatever the unit."""
    return step_fen if amount_fen or decimals else 0


def weigh(printed: int, expected: int, steps: int, relation: str = "sum") -> Verdict:
    """Compare a printed figure with what the other figures make it.

    Parameters
    ----------
    printed, expected : int
        Fen.
    steps : int
        Sum of the steps (value of one unit of the last digit) of all figures that take part; the
        true difference lies within half of it. Half a fen more or less is impossible between whole
        numbers of fen, so the tolerance is rounded down without loss.
    relation : {"sum", "equal", "at_most", "absent"}
        ``at_most``: the expected part may be smaller than the printed whole.

    Examples
    --------
    >>> weigh(520_02, 520_01, 4)
    Verdict(state='rounding', difference=1, tolerance=2)
    """
    difference = printed - expected
    tolerance = 0 if relation == "absent" else steps // 2
    if difference == 0 or (relation == "at_most" and difference > 0):
        return Verdict("holds", difference, tolerance)
    within = -tolerance <= difference <= tolerance
    return Verdict("rounding" if within else "fails", difference, tolerance)

"""Figures struck through by a line: an old figure, of which nobody reads the digits with those of the new."""

from __future__ import annotations

import numpy as np

from budgetkit.readers.characters import (
    DIRECTION,
    END,
    LINE,
    RIGHT,
    SIZE,
    START,
    Characters,
)
from budgetkit.readers.lattices import Lattice
from budgetkit.readers.paths import PAINT, WHITE, Drawing

THICKEST, SHORTEST = 2.0, 5.0
"""Points that a line through a figure is high at most, and wide at least."""
MIDDLE = 0.12, 0.5
"""Ems above the baseline between which a line runs through the letters."""
BEYOND = 0.6
"""Ems by which such a line may be longer than what it strikes through."""
APART = 1.0
"""Points between a rule of a table and a line that is none."""
MOST_LINES = 200
"""Level lines of no table; a page with more of them is drawn, not struck through."""


def find_struck(characters: Characters, drawing: Drawing, tables: list[Lattice]) -> np.ndarray:
    """Which characters a line strikes through, as a mask.

    Only in tables: below the figures of prose stand lines to fill in, which may have slipped.
    """
    struck = np.zeros(len(characters), dtype=bool)
    left, top, right, bottom = drawing.strips[:, :4].T
    level = (bottom - top <= THICKEST) & (right - left >= SHORTEST) & (drawing.strips[:, PAINT] != WHITE)
    height = (top + bottom) / 2
    inside = np.zeros(len(level), dtype=bool)
    for table in tables:
        x0, y0, x1, y1 = table.frame
        inside |= (left > x0) & (right < x1) & (height > y0) & (height < y1)
        for rule in table.ys:
            level &= np.abs(height - rule) > APART
    level &= inside
    lines = np.flatnonzero(level)
    if not len(lines) or len(lines) > MOST_LINES:
        return struck
    starts, ends, baselines, sizes = characters.measures[[START, END, LINE, SIZE]]
    is_level = characters.marks[DIRECTION] == RIGHT
    is_digit = np.fromiter(map(str.isdigit, characters.text()), bool, len(characters))
    for line in lines.tolist():
        raised = (baselines - height[line]) / np.maximum(sizes, 0.1)
        middles = (starts + ends) / 2
        under = is_level & (raised > MIDDLE[0]) & (raised < MIDDLE[1])
        under &= (middles > left[line]) & (middles < right[line])
        if not (under & is_digit).any():
            continue
        reach = BEYOND * sizes[under].max()
        if starts[under].min() - left[line] < reach and right[line] - ends[under].max() < reach:
            struck |= under
    return struck

"""Characters of a page: what is printed, where, and in which direction it is read."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

DOUBLED = 0.3
"""Ems between two prints of one character that imitate bold type."""
BESIDE = 1.5
"""Ems from the start of one letter to that of the next one of its text."""
COPIED = 0.75
"""Part of the letters of a text that its shadow in another ink repeats."""
MIDDLE = 0.3
"""Ems from the baseline up to the middle of a character."""
TURNED = 0.8
"""Part of the characters of a page that run another way when it was printed sideways."""
PIECE, REPETITIONS = 6, 3
"""Characters of the pieces of a text, and how often each is printed, on average, in a mere repetition."""

RIGHT, DOWN, LEFT, UP = range(4)
LEFT_SIDE, TOP, RIGHT_SIDE, BOTTOM, START, END, LINE, SIZE = range(8)
CODE, DIRECTION, CLIP, OBJECT, INDEX, INK = range(6)


@dataclass(slots=True)
class Characters:
    """The characters of a page that show, in the order of the content.

    Parameters
    ----------
    measures : ndarray of float, 8 by n
        ``left, top, right, bottom`` box the characters on the displayed page. ``start`` and ``end``
        run along the direction of writing and ``line`` across it, all growing as one reads; for
        ordinary text they are x and the baseline's y. ``size`` is the height of a line.
    marks : ndarray of int, 6 by n
        ``code`` points, ``direction``, ``clip`` numbers, text ``object``, ``index`` among all characters
        of the page, unseen ones included, and ``ink``: 0xRRGGBB, above it what is lacking to be opaque.
    """

    measures: np.ndarray
    marks: np.ndarray

    def __len__(self) -> int:
        return self.marks.shape[1]

    def take(self, kept: np.ndarray | slice) -> Characters:
        """Some of the characters, given by mask, positions or slice."""
        return Characters(self.measures[:, kept], self.marks[:, kept])

    def text(self) -> str:
        """The characters as a string."""
        return self.marks[CODE].astype(np.uint32).tobytes().decode("utf-32-le", "replace")

    def joined(self, other: Characters) -> Characters:
        """These characters and behind them others."""
        return Characters(
            np.concatenate((self.measures, other.measures), axis=1),
            np.concatenate((self.marks, other.marks), axis=1),
        )


NO_CHARACTERS = Characters(np.empty((8, 0)), np.empty((6, 0), np.int64))


@dataclass(slots=True)
class PageText:
    """The characters that show, and what stood between them.

    ``all_codes``, ``all_objects`` and ``printed_spaces`` (a mask) cover every character of the content;
    ``unmapped`` counts shown glyphs without Unicode, ``private`` those with a code of a font's own,
    ``cut_off`` characters outside the page; ``aslant`` has the characters of stamps and watermarks,
    which are no part of the text. ``unseen`` are the printed characters that do not show, and ``hidden``
    the text objects of which none does.
    """

    characters: Characters = field(default_factory=lambda: NO_CHARACTERS)
    all_codes: np.ndarray = field(default_factory=lambda: np.empty(0, np.int64))
    all_objects: np.ndarray = field(default_factory=lambda: np.empty(0, np.int64))
    printed_spaces: np.ndarray = field(default_factory=lambda: np.empty(0, bool))
    unmapped: int = 0
    private: int = 0
    cut_off: int = 0
    aslant: Characters = field(default_factory=lambda: NO_CHARACTERS)
    unseen: Characters = field(default_factory=lambda: NO_CHARACTERS)
    hidden: list[int] = field(default_factory=list)

    def joined(self, other: PageText) -> PageText:
        """This text and behind it another one of the same page."""
        moved = Characters(other.characters.measures, other.characters.marks.copy())
        moved.marks[INDEX] += len(self.all_codes)
        return PageText(
            self.characters.joined(moved),
            np.concatenate((self.all_codes, other.all_codes)),
            np.concatenate((self.all_objects, other.all_objects)),
            np.concatenate((self.printed_spaces, other.printed_spaces)),
            self.unmapped + other.unmapped,
            self.private + other.private,
            self.cut_off + other.cut_off,
            self.aslant.joined(other.aslant),
        )


def main_direction(directions: np.ndarray) -> int:
    """The direction nearly all characters run in; a few labels do not turn a page."""
    if not directions.any():
        return RIGHT
    counts = np.bincount(directions, minlength=4)
    return int(counts.argmax()) if counts.max() > TURNED * len(directions) else RIGHT


def is_repetition(codes: np.ndarray) -> bool:
    """Whether a text is the same few words again and again, as only watermarks are."""
    if len(codes) < REPETITIONS * PIECE:
        return False
    pieces = sliding_window_view(codes, PIECE)
    return len(np.unique(pieces, axis=0)) < len(pieces) / REPETITIONS


def middles(measures: np.ndarray, directions: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The middle of each character on the page, measured from its baseline."""
    x = (measures[LEFT_SIDE] + measures[RIGHT_SIDE]) / 2
    raised = measures[LINE] - MIDDLE * measures[SIZE]
    if not directions.any():
        return x, raised
    y = (measures[TOP] + measures[BOTTOM]) / 2
    return np.choose(directions, (x, -raised, x, raised)), np.choose(directions, (raised, y, -raised, y))


def _are_copies(characters: Characters, one: np.ndarray, other: np.ndarray, twice: np.ndarray) -> np.ndarray:
    """Which pairs are two prints of one text; a letter of a watermark may meet its like by chance.

    In two inks nearly all letters of one of the two are printed twice.
    """
    inks, directions = characters.marks[INK], characters.marks[DIRECTION]
    same_ink = inks[one] == inks[other]
    if same_ink[twice].all():
        return twice
    starts, _, lines, sizes = characters.measures[START:]
    doubled = np.zeros(len(inks), dtype=bool)
    doubled[one[twice]] = doubled[other[twice]] = True
    follows = (inks[1:] == inks[:-1]) & (directions[1:] == directions[:-1])
    follows &= np.abs(np.diff(starts)) < BESIDE * sizes[1:]
    follows &= np.abs(np.diff(lines)) < DOUBLED * sizes[1:]
    runs = np.concatenate(([0], np.cumsum(~follows)))
    parts = np.bincount(runs, doubled) / np.bincount(runs)
    return same_ink | (np.maximum(parts[runs[one]], parts[runs[other]]) > COPIED)


def without_doubles(characters: Characters) -> Characters:
    """Leave out the second prints of characters that were printed twice to look bold."""
    starts, ends, lines, sizes = characters.measures[START:]
    codes, directions = characters.marks[: DIRECTION + 1]
    # half a width, because two narrow letters side by side may stand closer than the reach
    reaches = np.minimum(DOUBLED * sizes, 0.5 * (ends - starts))
    kept = np.ones(len(codes), dtype=bool)
    for shift in (0.0, 0.5):  # two prints may fall on either side of one way to round
        # one sort key: the code above, the rounded line and the start below; equal characters of a
        # line become neighbours, in the order of reading
        key = codes * 1e8 + np.round(lines + shift) * 1e4 + starts
        order = np.argsort(key)
        one, other = order[:-1], order[1:]
        twice = (np.diff(key[order]) < reaches[other]) & (codes[one] == codes[other])
        if not twice.any():
            continue
        twice &= (np.abs(lines[one] - lines[other]) < DOUBLED * sizes[other]) & (
            directions[one] == directions[other]
        )
        twice &= _are_copies(characters, one, other, twice)
        begins = np.flatnonzero(np.concatenate(([True], ~twice)))
        firsts = np.zeros(len(codes), dtype=bool)
        firsts[np.minimum.reduceat(order, begins)] = True
        kept &= firsts
    return characters if kept.all() else characters.take(kept)

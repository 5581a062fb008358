"""Words: runs of characters that hang together, and how words join to lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from budgetkit.readers.characters import (
    BOTTOM,
    CLIP,
    DIRECTION,
    INDEX,
    INK,
    LINE,
    SIZE,
    START,
    Characters,
    PageText,
    middles,
)
from budgetkit.readers.coordinates import Box
from budgetkit.readers.paths import MIXED

GAP = 0.3
"""Ems between two characters from which on they belong to two words."""
BACKWARDS = 0.5
"""Ems by which a character may step back and still continue the word (kerning, italics)."""
SAME_WORD = 0.3
"""Ems between the baselines of characters of one word."""
SMALLER = 0.75
"""Size of a raised mark, as a part of that of its word, below which it is one."""
LEAST_RAISED = 0.1
"""Ems from the baseline of a word up to that of its mark."""
SAME_LINE = 0.4
"""Ems between the baselines of words of one line."""
TAB = 2.0
"""Ems from which on a gap parts a printed line."""
REDDER, CLEAREST = 64, 32
"""Steps of 255 by which red is stronger than the others in a red ink, and that a clear ink lacks."""
LIGHTEST = 110
"""Steps of 255 that a light ink has of every colour."""
FIRST_CJK = "\u2e80"


@dataclass(slots=True)
class Word:
    """A run of characters without a gap.

    ``x`` and ``y`` are its middle on the displayed page; ``start``, ``end`` and ``line`` run along
    and across its direction of writing. ``first`` and ``last`` are its characters' positions among
    those shown, ``spaces`` the printed spaces before it; ``stamp_ink`` is its ink where it is that of stamps,
    0 for all others.
    """

    text: str
    box: Box
    x: float
    y: float
    start: float
    end: float
    line: float
    size: float
    direction: int
    first: int
    last: int
    spaces: str
    stamp_ink: int


def _stamp_inks(inks: np.ndarray) -> np.ndarray:
    """The inks of stamps and watermarks, which are red, light or clear, and 0 for all others."""
    red, green, blue = inks >> 16 & 0xFF, inks >> 8 & 0xFF, inks & 0xFF
    is_red, is_clear = red - np.maximum(green, blue) >= REDDER, inks >> 24 > CLEAREST
    is_light = np.minimum(np.minimum(red, green), blue) >= LIGHTEST
    return np.where((inks != MIXED) & (is_red | is_clear | is_light), inks, 0)


def find_words(page: PageText) -> list[Word]:
    """Gather the characters of a page to words, in the order of the content."""
    start, end, line, size = page.characters.measures[START:]
    gap, reach = start[1:] - end[:-1], size[1:]
    looks = page.characters.marks[DIRECTION : CLIP + 1]
    spaces_so_far = np.cumsum(page.printed_spaces)[page.characters.marks[INDEX]]
    breaks = (gap > GAP * reach) | (gap < -BACKWARDS * reach)
    breaks |= np.abs(line[1:] - line[:-1]) > SAME_WORD * reach
    breaks |= (reach < SMALLER * size[:-1]) & (line[:-1] - line[1:] > LEAST_RAISED * size[:-1])
    breaks |= (spaces_so_far[1:] != spaces_so_far[:-1]) | (looks[:, 1:] != looks[:, :-1]).any(axis=0)
    inks = _stamp_inks(page.characters.marks[INK])
    breaks |= inks[1:] != inks[:-1]
    firsts = np.concatenate(([0], np.flatnonzero(breaks) + 1))
    return make_words(page, firsts, len(size))


def make_words(page: PageText, firsts: np.ndarray, end: int) -> list[Word]:
    """Words that begin at the given characters and run up to the next, or to ``end``."""
    begin = int(firsts[0])
    offsets = firsts - begin
    characters = page.characters.take(slice(begin, end))
    measures, directions = characters.measures, characters.marks[DIRECTION]
    text = characters.text()
    lows = np.minimum.reduceat(measures[:6], offsets, axis=1)
    highs = np.maximum.reduceat(measures[2:], offsets, axis=1)
    left, top, _, _, start, _ = lows
    right, bottom, _, along_end, _, size = highs
    upright = directions[offsets] % 2 == 0
    first_x, first_y = middles(measures[:, offsets], directions[offsets])
    starts = offsets.tolist()
    stops = [*starts[1:], end - begin]
    columns = (
        [text[start:stop] for start, stop in zip(starts, stops, strict=True)],
        zip(left.tolist(), top.tolist(), right.tolist(), bottom.tolist(), strict=True),
        np.where(upright, (left + right) / 2, first_x).tolist(),
        np.where(upright, first_y, (top + bottom) / 2).tolist(),
        start.tolist(),
        along_end.tolist(),
        measures[LINE, offsets].tolist(),
        size.tolist(),
        directions[offsets].tolist(),
        firsts.tolist(),
        [begin + stop for stop in stops],
        _spaces_before(page, characters, offsets, begin),
        _stamp_inks(characters.marks[INK, offsets]).tolist(),
    )
    return list(map(Word, *columns))


def _spaces_before(page: PageText, characters: Characters, offsets: np.ndarray, begin: int) -> list[str]:
    """The printed spaces between each word and the shown character before it."""
    indices = characters.marks[INDEX]
    here = indices[offsets]
    previous = np.full(len(offsets), -1)
    previous[1:] = indices[offsets[1:] - 1]
    if begin > 0:
        previous[0] = page.characters.marks[INDEX, begin - 1]
    spaces = [""] * len(offsets)
    printed = np.concatenate(([0], np.cumsum(page.printed_spaces)))
    for number in np.flatnonzero(printed[here] > printed[previous + 1]).tolist():
        between = slice(previous[number] + 1, here[number])
        found = page.all_codes[between][page.printed_spaces[between]]
        spaces[number] = found.astype(np.uint32).tobytes().decode("utf-32-le", "replace")
    return spaces


def join_runs(characters: Characters) -> list[tuple[str, Box]]:
    """Characters that follow one another in any direction, and the box around each run of them."""
    if not len(characters):
        return []
    left, top, right, bottom = characters.measures[: BOTTOM + 1]
    steps = np.hypot(np.diff((left + right) / 2), np.diff((top + bottom) / 2))
    firsts = np.flatnonzero(np.concatenate(([True], steps > TAB * characters.measures[SIZE, 1:])))
    runs = [characters.take(slice(*ends)) for ends in zip(firsts, [*firsts[1:], len(left)], strict=True)]
    return [
        (
            run.text(),
            (*run.measures[:2].min(axis=1).tolist(), *run.measures[2:4].max(axis=1).tolist()),
        )
        for run in runs
    ]


def group_lines(words: Iterable[Word]) -> list[list[Word]]:
    """Words to printed lines, in the order of reading; lines are told by their baselines.

    Punctuation and other fonts may have boxes that stand off the line, baselines do not.
    """
    lines: list[list[Word]] = []
    baseline = size = 0.0
    for word in sorted(words, key=lambda word: (word.direction, word.line)):
        last = lines[-1][-1] if lines else None
        reach = SAME_LINE * max(size, word.size)
        if last is None or last.direction != word.direction or word.line - baseline > reach:
            lines.append([word])
            baseline, size = word.line, word.size
        else:
            lines[-1].append(word)
            if word.size > size:
                baseline, size = word.line, word.size
    for line in lines:
        line.sort(key=lambda word: word.start)
    return lines


def join_line(line: list[Word], tabs: bool = False) -> str:
    """One printed line as text.

    Printed spaces are kept; a gap between two Latin words is a space, between CJK characters it is
    nothing. With ``tabs`` a gap wider than two ems is one tab.
    """
    if len(line) == 1:
        return line[0].text
    parts = [line[0].text]
    for before, word in zip(line, line[1:], strict=False):
        gap = (word.start - before.end) / max(min(word.size, before.size), 0.1)
        if tabs and gap > TAB:
            parts.append("\t")
        elif word.first == before.last and word.spaces:
            parts.append(word.spaces)
        elif gap > GAP and before.text[-1] < FIRST_CJK and word.text[0] < FIRST_CJK:
            parts.append(" ")
        parts.append(word.text)
    return "".join(parts)

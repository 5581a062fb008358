"""Cells that print several lines, and which of these lines are the rows of one side of a ruled row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from budgetkit.readers.coordinates import Box
from budgetkit.readers.words import Word, group_lines, join_line
from budgetkit.text import normalise

SAME_LEVEL = 0.35
"""Part of the distance of two lines by which lines of one printed row may miss each other."""
NEAR_LEVEL = 0.45
"""The same where the number of lines speaks for it as well."""
ROOM = 1.6
"""Ems that a line leaves free in its cell when it was broken for no want of room."""
INDENT = 0.4
"""Ems by which a wrapped line may stand further in than the line that it goes on from."""
FIGURE = re.compile(r"[-+]?\(?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<decimals>\d+))?\)?|[-—/]+")
CODE = re.compile(r"\d{1,3}|\d{5}|\d{7}")
"""A code of a class, or its last digits in a column of their own."""
WHOLE_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
MONEY = re.compile(r"\d[.,]\d|\d{4}")

SENTENCE = re.compile("[。;,!?]")
"""Signs of running text, whose lines name no rows."""


class Uncertain(Exception):
    """What is printed in a ruled row may be one row or several."""


class PrintedLine(NamedTuple):
    """One line of a cell."""

    words: list[Word]
    line: float
    text: str


class Stack(NamedTuple):
    """A cell that prints text: its place in the lattice, its box and its lines."""

    place: int
    box: Box
    lines: list[PrintedLine]

    @property
    def is_figures(self) -> bool:
        """Whether each line is a whole figure, a code or a dash."""
        return all(FIGURE.fullmatch(line.text) for line in self.lines)

    @property
    def is_codes(self) -> bool:
        """Whether each line may be a code."""
        return all(CODE.fullmatch(line.text) for line in self.lines)

    @property
    def is_money(self) -> bool:
        """Whether some line is more than a code or a count."""
        return not self.is_codes and any(MONEY.search(line.text) for line in self.lines)

    def has_room(self, line: PrintedLine) -> bool:
        """Whether a line could have gone on in its cell."""
        size = max(word.size for word in line.words)
        return line.words[-1].end - line.words[0].start + ROOM * size < self.box[2] - self.box[0]

    @property
    def is_unbroken(self) -> bool:
        """Whether no line of a figure can be the rest of the one before it."""
        found = (FIGURE.fullmatch(line.text) for line in self.lines)
        decimals = {len(figure["decimals"] or "") if figure else 0 for figure in found}
        return (len(decimals) == 1 and 0 not in decimals) or all(map(self.has_room, self.lines))


Pieces = dict[int, list[list[Word]]]
"""For each cell that is parted, its words row by row."""


def read_stack(place: int, box: Box, words: Sequence[Word]) -> Stack:
    """The lines that a cell prints."""
    lines = [PrintedLine(line, line[0].line, normalise(join_line(line))) for line in group_lines(words)]
    return Stack(place, box, lines)


class Side(NamedTuple):
    """The printed rows of one side of a ruled row: their baselines, and what each cell prints in them."""

    levels: list[float]
    pieces: Pieces


def part_sides(cells: list[Stack]) -> Iterator[list[Stack]]:
    """The cells of each side: after figures a label, or a code with its label, begins the next one."""
    side: list[Stack] = []
    for place, cell in enumerate(cells):
        label = cell
        if cell.is_codes and place + 1 < len(cells):
            label = cells[place + 1]
        if side and side[-1].is_figures and not label.is_figures and any(c.is_money for c in side):
            yield side
            side = []
        side.append(cell)
    yield side


def read_side(cells: list[Stack]) -> Side:
    """The printed rows of one side; no levels where it prints a single one."""
    stacks = [cell for cell in cells if cell.is_figures and len(cell.lines) > 1]
    if not stacks:
        return Side([], {})
    if not _are_several(stacks):
        raise Uncertain
    levels, pitch = _levels([[line.line for line in stack.lines] for stack in stacks])
    pieces = _figure_rows(cells, levels, pitch)
    coded = next((c for c in stacks[:-1] if c.is_codes and len(c.lines) == len(levels)), None)
    named = _named_rows(cells, levels, pitch, coded is not None)
    if not named and coded is not cells[0]:
        raise Uncertain
    return Side(levels, pieces | named)


def _named_rows(cells: list[Stack], levels: list[float], pitch: float, coded: bool) -> Pieces:
    """The labels that name each row."""
    labels = [cell for cell in cells if not cell.is_figures]
    return {cell.place: rows for cell in labels if (rows := _label_rows(cell, levels, pitch, coded))}


def _are_several(stacks: list[Stack]) -> bool:
    """Whether stacks of figures hold money, and none of them a figure that is wrapped.

    Whole codes of classes tell that the short figures beside them are money, too.
    """
    classes = all(WHOLE_CODE.fullmatch(line.text) for line in stacks[0].lines)
    if not any(stack.is_money for stack in stacks) and not (classes and len(stacks) > 1):
        return False
    return all(stack.is_codes or stack.is_unbroken for stack in stacks)


def _figure_rows(cells: list[Stack], levels: list[float], pitch: float) -> Pieces:
    """What each cell of figures prints in each row; one without a line there is blank."""
    figures = [cell for cell in cells if cell.is_figures]
    places = [_places(cell, levels, pitch) for cell in figures]
    _ask_for_blanks(places, len(levels))
    pieces: Pieces = {}
    for cell, numbers in zip(figures, places, strict=True):
        pieces[cell.place] = found = [[] for _ in levels]
        for number, line in zip(numbers, cell.lines, strict=True):
            found[number] = line.words
    return pieces


def _levels(stacks: list[list[float]]) -> tuple[list[float], float]:
    """Common baselines of the lines of all stacks, and the least distance of two lines."""
    pitch = min(below - above for stack in stacks for above, below in pairwise(stack))
    levels: list[list[float]] = []
    for line in sorted(line for stack in stacks for line in stack):
        if levels and line - levels[-1][0] <= SAME_LEVEL * pitch:
            levels[-1].append(line)
        else:
            levels.append([line])
    lengths = set(map(len, stacks))
    if len(lengths) == 1 and len(levels) not in lengths:
        levels = [list(row) for row in zip(*stacks, strict=True)]  # as many lines, of other heights
    return [sum(level) / len(level) for level in levels], pitch


def _places(cell: Stack, levels: list[float], pitch: float) -> list[int]:
    """The level of each line of a cell of figures."""
    reach = (NEAR_LEVEL if len(cell.lines) == len(levels) else SAME_LEVEL) * pitch
    places = []
    for line in cell.lines:
        distance, place = min((abs(level - line.line), place) for place, level in enumerate(levels))
        if distance > reach:
            raise Uncertain
        places.append(place)
    if len(set(places)) < len(places):
        raise Uncertain
    return places


def _ask_for_blanks(places: list[list[int]], count: int) -> None:
    """See that figures beside blanks stand where they do for their row, and not in the middle of the cell."""
    partial = [rows for rows in places if len(rows) < count]
    in_the_middle = [
        rows[0] == count - 1 - rows[-1] and rows[-1] - rows[0] == len(rows) - 1 for rows in partial
    ]
    if in_the_middle and all(in_the_middle):
        raise Uncertain


def _label_rows(cell: Stack, levels: list[float], pitch: float, coded: bool) -> list[list[Word]]:
    """The label of each printed row; none where the cell names all of them."""
    lines = cell.lines
    if any(SENTENCE.search(line.text) or _is_amount(line) for line in lines):
        raise Uncertain
    if len(lines) < len(levels):
        return []
    if len(lines) == len(levels):
        if any(abs(a.line - b) > NEAR_LEVEL * pitch for a, b in zip(lines, levels, strict=True)):
            raise Uncertain
        if not coded and not any(map(cell.has_room, lines[:-1])):
            raise Uncertain  # a wrapped label, perhaps, beside two figures for one row
        return [line.words for line in lines]
    return _unwrapped(cell, levels, pitch)


def _is_amount(line: PrintedLine) -> bool:
    return bool(FIGURE.fullmatch(line.text) and MONEY.search(line.text))


def _unwrapped(cell: Stack, levels: list[float], pitch: float) -> list[list[Word]]:
    """Labels of which some are wrapped, each beginning on the line of its figure."""
    rows: list[list[Word]] = []
    above = head = None
    for line in cell.lines:
        level = levels[len(rows)] if len(rows) < len(levels) else None
        if level is not None and abs(line.line - level) <= SAME_LEVEL * pitch:
            rows.append(list(line.words))
            head = line
        elif above is None or head is None or not _goes_on(cell, head, above, line):
            raise Uncertain
        else:
            rows[-1] += line.words
        above = line
    if len(rows) < len(levels):
        raise Uncertain
    return rows


def _goes_on(cell: Stack, head: PrintedLine, above: PrintedLine, line: PrintedLine) -> bool:
    """Whether a line is the rest of the one above: that one fills the cell, or this one is indented."""
    indent = line.words[0].start - head.words[0].start
    return not cell.has_room(above) or indent > INDENT * line.words[0].size

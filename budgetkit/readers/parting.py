"""Ruled rows that print several rows: parted where the baselines of their figures prove it.

Some publishers rule a row for each class and print its items in lines inside the cells. Figures and labels
of different cells on one baseline then are one row. A ruled row, or a cell over several ruled rows, is
parted only when all of this holds, for each side of a two-sided table by itself:

1. Some cell is a stack: at least two lines, each a whole figure, and no figure that is wrapped: all
   lines show the same decimals, or none fills its cell.
2. The lines of all stacks fall on common baselines, or all stacks have as many lines.
3. Some label has a line for each of these: as many lines, or more where the others are proved to be
   wrapped; without codes beside them, not all of these lines may fill their cell as one wrapped label does.
4. A stack with fewer lines could not stand in the middle of its cell only because its blanks are lost.

Labels of fewer lines (the name of a unit) cover all rows that the ruled row prints.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from budgetkit.model import Mending
from budgetkit.readers.lattices import Lattice, Region
from budgetkit.readers.stacks import (
    SAME_LEVEL,
    Pieces,
    Side,
    Stack,
    Uncertain,
    part_sides,
    read_side,
    read_stack,
)
from budgetkit.readers.words import Word, group_lines, join_line

PROOF = "several lines in one ruled cell; figures and labels stand on the same baselines"


class Parting(NamedTuple):
    """A lattice with a row for each printed row, the words of its cells, and what was parted."""

    ys: list[float]
    regions: list[Region]
    contents: list[list[Word]]
    mended: tuple[Mending, ...]


def part_rows(lattice: Lattice, contents: Sequence[list[Word]]) -> Parting | None:
    """Part the ruled rows of a table that print several rows; None where there are none.

    Parameters
    ----------
    lattice : Lattice
        A table printed upright.
    contents : sequence of list of Word
        The words in each of its regions.
    """
    stacked = [place for place, words in enumerate(contents) if len(words) > 1 and _may_stack(words)]
    blocks = {(lattice.regions[place].row, lattice.regions[place].row_span) for place in stacked}
    plan = _Plan(lattice, contents)
    for row, height in sorted(blocks, key=lambda block: (block[1], block[0])):
        try:
            plan.add(row, height)
        except Uncertain:
            continue
    return plan.carried_out() if plan.pieces else None


def _may_stack(words: list[Word]) -> bool:
    """Whether words may be figures below each other."""
    return words[0].line != words[-1].line and all(
        word.text[-1].isdigit() or word.text[-1] in "-—)）/" for word in words
    )


class _Plan:
    """Which ruled rows are parted into how many, and what stands in each of them."""

    def __init__(self, lattice: Lattice, contents: Sequence[list[Word]]) -> None:
        self.lattice, self.contents = lattice, contents
        self.counts = [1] * (len(lattice.ys) - 1)
        self.levels: dict[int, list[float]] = {}
        self.pieces: Pieces = {}
        self.blocks: list[tuple[int, int]] = []

    def add(self, row: int, height: int) -> None:
        """Part the cells that cover a run of ruled rows; raises ``Uncertain``."""
        sides = [read_side(cells) for cells in part_sides(self._cells(row, height))]
        sides = [side for side in sides if side.levels]
        if not sides:
            raise Uncertain
        if height == 1:
            levels, places = _common_levels(sides)
            self.counts[row], self.levels[row] = len(levels), levels
        else:
            places = [self._rows_of(side, row, height) for side in sides]
        for side, rows in zip(sides, places, strict=True):
            for place, pieces in side.pieces.items():
                found: list[list[Word]] = [[] for _ in range(max(self.counts[row], height))]
                for number, words in zip(rows, pieces, strict=True):
                    found[number] = words
                self.pieces[place] = found
        self.blocks.append((row, height))

    def _cells(self, row: int, height: int) -> list[Stack]:
        """Cells with text that cover just these rows, from left to right."""
        cells = []
        for place, region in enumerate(self.lattice.regions):
            if region.row == row and region.row_span == height and self.contents[place]:
                cells.append(read_stack(place, self.lattice.box_of(place), self.contents[place]))
        return sorted(cells, key=lambda cell: cell.box[0])

    def _rows_of(self, side: Side, row: int, height: int) -> list[int]:
        """Which of the ruled rows beside a tall cell each of its printed rows belongs to."""
        ys = self.lattice.ys[row : row + height + 1]
        if len(side.levels) > height or any(count > 1 for count in self.counts[row : row + height]):
            raise Uncertain
        rise = min(below - above for above, below in pairwise(side.levels)) / 4  # up into the letters
        within = [sum(level - rise > y for y in ys[1:]) for level in side.levels]
        return within if len(set(within)) == len(within) else list(range(len(within)))

    def carried_out(self) -> Parting:
        """The lattice with its rows parted."""
        firsts = [sum(self.counts[:row]) for row in range(len(self.counts) + 1)]
        regions: list[Region] = []
        contents: list[list[Word]] = []
        for place, (row, column, height, width) in enumerate(self.lattice.regions):
            first, last = firsts[row], firsts[row + height]
            if place in self.pieces:
                for number, words in enumerate(self.pieces[place], first):
                    regions.append(Region(number, column, 1, width))
                    contents.append(words)
            else:
                words = self.contents[place]
                blank = not words and last - first > height == 1
                for number in range(first, last if blank else first + 1):
                    regions.append(Region(number, column, 1 if blank else last - first, width))
                    contents.append(words)
        order = sorted(range(len(regions)), key=lambda place: regions[place][:2])
        mended = tuple(self._tell(firsts[row], row, height) for row, height in sorted(self.blocks))
        return Parting(self._parted_ys(), [regions[i] for i in order], [contents[i] for i in order], mended)

    def _parted_ys(self) -> list[float]:
        """The rules, and heights between the printed rows of a parted one."""
        ys = [self.lattice.ys[0]]
        for row, count in enumerate(self.counts):
            top, bottom = self.lattice.ys[row : row + 2]
            levels = self.levels.get(row, [])
            between = [level + (below - level) / 4 for level, below in pairwise(levels)]
            if not all(top < y < bottom for y in between):
                between = [top + (bottom - top) * part / count for part in range(1, count)]
            ys += [*between, bottom]
        return ys

    def _tell(self, first: int, row: int, height: int) -> Mending:
        """What a ruled row printed, and the rows that were made of it."""
        parted = [
            place
            for place, region in enumerate(self.lattice.regions)
            if (region.row, region.row_span) == (row, height) and place in self.pieces
        ]
        before = " | ".join(_text(self.contents[place]).replace("\n", " ") for place in parted)
        rows = zip(*(self.pieces[place] for place in parted), strict=True)
        after = " / ".join(" | ".join(map(_text, cells)).replace("\n", "") for cells in rows)
        return first, "row_split", before, after, PROOF


def _text(words: list[Word]) -> str:
    return "\n".join(map(join_line, group_lines(words)))


def _common_levels(sides: list[Side]) -> tuple[list[float], list[list[int]]]:
    """Levels of all sides of a ruled row, and the place among them of each level of each side."""
    every = sorted(level for side in sides for level in side.levels)
    pitch = min(below - above for side in sides for above, below in pairwise(side.levels))
    levels: list[float] = []
    for level in every:
        if not levels or level - levels[-1] > SAME_LEVEL * pitch:
            levels.append(level)
    longest = max((side.levels for side in sides), key=len)
    if len(levels) > len(longest):  # of other heights: the sides have nothing to do with each other
        return longest, [list(range(len(side.levels))) for side in sides]
    return levels, [
        [min(range(len(levels)), key=lambda place: abs(levels[place] - level)) for level in side.levels]
        for side in sides
    ]

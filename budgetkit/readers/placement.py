"""Words into the cells of lattices; what stands outside becomes printed lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from statistics import median_high
from typing import NamedTuple

import numpy as np

from budgetkit.model import Cell, Grid, Paragraph
from budgetkit.readers.characters import (
    DOWN,
    END,
    LEFT,
    OBJECT,
    RIGHT,
    START,
    UP,
    PageText,
    main_direction,
)
from budgetkit.readers.lattices import Lattice
from budgetkit.readers.note_marks import settle_marks
from budgetkit.readers.parting import Parting, part_rows
from budgetkit.readers.stamps import find_stamps, find_tiles
from budgetkit.readers.words import Word, find_words, group_lines, join_line, make_words

PAST_RULE = 0.3
"""Ems by which a word may stick out of its cell before it is asked whether it is two words."""
NEAR_RULE = 0.6
"""Ems around a rule in which two flush words may meet."""
ODD_GAP = 0.04
"""Ems by which a gap between characters differs from its neighbours when a new word begins."""
HUGE = 2.0
"""Times the usual size of print from which on a word that leaves its cell was printed across the table."""
NO_BOXES = np.empty((0, 4))
ONE_NUMBER = re.compile(r"[-+−(（]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?[)）%％]?")


class Placement(NamedTuple):
    """The blocks of a page in reading order, and what must be said about them.

    ``across`` has the words printed across the cells, too large to be their text: a level watermark.
    ``stamps`` has those of stamps and watermarks over the text, ``turned`` the directions of the tables
    that were printed sideways.
    """

    blocks: list[Grid | Paragraph]
    across: list[Word]
    stamps: list[Word]
    turned: list[int]


def place_words(
    page: int, page_text: PageText | None, lattices: list[Lattice], slants: np.ndarray = NO_BOXES
) -> Placement:
    """Fill the cells of a page and gather the rest to printed lines, in reading order.

    Parameters
    ----------
    page : int
        Number of the page, counted from 1.
    page_text : PageText or None
        Characters that show; None for a page without any.
    lattices : list of Lattice
        Its ruled tables.
    slants : ndarray, n by 4
        Boxes of slanting strokes: a grid without text under them is a chart.
    """
    words = settle_marks(find_words(page_text)) if page_text is not None else []
    tables = [FilledLattice(lattice) for lattice in lattices]
    tiles = find_tiles(words, lambda some: _cells_of(some, tables))
    _take_out(tiles, [words])
    holders = _holders(words, tables)
    tables = [table for table in tables if table in holders or not _is_chart(table.lattice, slants)]
    huge = HUGE * median_high([word.size for word in words] or [0.0])
    outside, across = _fill(words, holders, huge, page_text)
    cells = [cell for table in tables for cell in table.contents]
    stamps = find_stamps(cells, outside, huge)
    _take_out(stamps, [outside, *cells])
    grids = [table.grid(page) for table in tables]
    blocks = [*(grid for grid, _ in grids), *make_paragraphs(page, outside)]
    blocks.sort(key=lambda block: (block.bbox[1], block.bbox[0]))
    return Placement(blocks, across, stamps + tiles, [way for _, way in grids if way != RIGHT])


def _fill(
    words: list[Word], holders: list[FilledLattice | None], huge: float, page_text: PageText | None
) -> tuple[list[Word], list[Word]]:
    """Put words into the tables that hold them; return those of no table, and those printed across one."""
    outside: list[Word] = []
    across: list[Word] = []
    for word, table in zip(words, holders, strict=True):
        if table is None:
            outside.append(word)
        elif not table.take(word, huge, page_text):
            across.append(word)
    return outside, across


def _take_out(taken: list[Word], lists: list[list[Word]]) -> None:
    """Take some words out of lists, in place; others that print the same stay."""
    places = set(map(id, taken))
    for words in lists if taken else ():
        words[:] = [word for word in words if id(word) not in places]


class FilledLattice:
    """A lattice and the words in each of its cells."""

    def __init__(self, lattice: Lattice) -> None:
        self.lattice = lattice
        self.contents: list[list[Word]] = [[] for _ in lattice.regions]
        self._columns, self._rows = len(lattice.xs) - 1, len(lattice.ys) - 1

    def take(self, word: Word, huge: float, page_text: PageText) -> bool:
        """Put a word into its cell, or its parts into theirs; not one printed across the table."""
        place = self.place_at(word.x, word.y)
        fits = self._fits(word, place)
        if word.size > huge and not (fits and self._is_lower(word, place)):
            return False
        if fits:
            self.contents[place].append(word)
        else:
            for piece in self._pieces(word, page_text):
                self.contents[self._home(piece)].append(piece)
        return True

    def place_at(self, x: float, y: float) -> int:
        # the bounds keep what stands on the outer border inside
        column = bisect_right(self.lattice.xs, x, 1, self._columns) - 1
        row = bisect_right(self.lattice.ys, y, 1, self._rows) - 1
        return self.lattice.owners[row * self._columns + column]

    def _fits(self, word: Word, place: int) -> bool:
        region = self.lattice.regions[place]
        slack = PAST_RULE * word.size
        left, right = self.lattice.xs[region.column], self.lattice.xs[region.column + region.column_span]
        return word.direction != RIGHT or (word.start >= left - slack and word.end <= right + slack)

    def _is_lower(self, word: Word, place: int) -> bool:
        _, top, _, bottom = self.lattice.box_of(place)
        return word.size <= bottom - top

    def _home(self, word: Word) -> int:
        """The cell of a word that may be wider than it: where it is flush with a side, or in the middle."""
        place = self.place_at(word.x, word.y)
        if self._fits(word, place):
            return place
        places = self.place_at(word.start, word.y), place, self.place_at(word.end, word.y)
        boxes = list(map(self.lattice.box_of, places))
        misses = (
            abs(word.start - boxes[0][0]),
            abs(word.start + word.end - boxes[1][0] - boxes[1][2]) / 2,
            abs(word.end - boxes[2][2]),
        )
        return places[misses.index(min(misses))]

    def _pieces(self, word: Word, page_text: PageText) -> list[Word]:
        """The word, or its parts where two flush words of neighbouring cells were taken for one.

        A number printed wider than its cell stays whole. A run is parted at a rule only where the
        print shows a seam: a new text object, an odd gap, or two numbers that make no number together.
        """
        slack = PAST_RULE * word.size
        seams = {
            _seam(word, x, page_text)
            for x in self.lattice.xs[1:-1]
            if word.start + slack < x < word.end - slack
            and self.place_at(x - 0.01, word.y) != self.place_at(x + 0.01, word.y)
        } - {None}
        if not seams:
            return [word]
        return make_words(page_text, np.array([word.first, *sorted(seams)]), word.last)

    def grid(self, page: int) -> tuple[Grid, int]:
        """The table upright with the text of its cells, and the direction in which it was printed."""
        lattice = self.lattice
        direction = _direction([word for words in self.contents for word in words])
        parted = part_rows(lattice, self.contents) if direction == RIGHT else None
        parted = parted or Parting(lattice.ys, lattice.regions, self.contents, ())
        xs = [round(x, 2) for x in lattice.xs]
        ys = [round(y, 2) for y in parted.ys]
        cells = []
        for (row, column, height, width), words in zip(parted.regions, parted.contents, strict=True):
            if not words:
                text = ""
            elif len(words) == 1:
                text = words[0].text
            else:
                text = "\n".join(map(join_line, group_lines(words)))
            box = (xs[column], ys[row], xs[column + width], ys[row + height])
            cells.append(Cell(row, column, text, height, width, box, page))
        frame = (xs[0], ys[0], xs[-1], ys[-1])
        borders = {"open_top": lattice.open_top, "open_bottom": lattice.open_bottom}
        rows = len(ys) - 1
        grid = Grid(page, rows, self._columns, tuple(cells), frame, **borders, mended=parted.mended)
        return _upright(grid, direction), direction


def _holders(words: list[Word], tables: list[FilledLattice]) -> list[FilledLattice | None]:
    """The table each word stands in, the inner one where one lies in another's cell."""
    frames = [(*table.lattice.frame, table) for table in tables]
    frames.sort(key=lambda frame: frame[2] - frame[0])
    holders = []
    for word in words:
        x, y = word.x, word.y
        for left, top, right, bottom, table in frames:
            if left <= x <= right and top <= y <= bottom:
                holders.append(table)
                break
        else:
            holders.append(None)
    return holders


def _cells_of(words: list[Word], tables: list[FilledLattice]) -> Iterator[tuple[int, int] | None]:
    """Where each word stands: which table and which of its cells."""
    for word, table in zip(words, _holders(words, tables), strict=True):
        yield None if table is None else (id(table), table.place_at(word.x, word.y))


def _is_chart(lattice: Lattice, slants: np.ndarray) -> bool:
    """Whether a grid without any text is the ground of a chart."""
    if lattice.crooked:
        return True
    left, top, right, bottom = lattice.frame
    inside = (slants[:, 0] >= left - 1) & (slants[:, 2] <= right + 1)
    return bool((inside & (slants[:, 1] >= top - 1) & (slants[:, 3] <= bottom + 1)).any())


def _seam(word: Word, rule: float, page_text: PageText) -> int | None:
    """The character at which a second word begins near the rule, if the print shows one."""
    starts, ends = page_text.characters.measures[[START, END]]
    object_of = page_text.characters.marks[OBJECT]
    reach = NEAR_RULE * word.size
    candidates = []
    inner = range(word.first + 1, word.last)
    gaps = {index: float(starts[index] - ends[index - 1]) / word.size for index in inner}
    # the lower middle, and none from a single gap: it must not be the usual one itself
    usual = sorted(gaps.values())[(len(gaps) - 1) // 2] if len(gaps) > 1 else 0.0
    objects = len(set(object_of[word.first : word.last].tolist()))
    telling_objects = 2 * objects <= word.last - word.first
    whole_number = ONE_NUMBER.fullmatch(word.text) is not None
    for index in inner:
        distance = abs(float(starts[index] + ends[index - 1]) / 2 - rule)
        if distance > reach:
            continue
        before, after = word.text[: index - word.first], word.text[index - word.first :]
        numbers = ONE_NUMBER.fullmatch(before) is not None and ONE_NUMBER.fullmatch(after) is not None
        new_object = telling_objects and object_of[index] != object_of[index - 1]
        if whole_number:
            seam = numbers and new_object
        else:
            seam = numbers or new_object or abs(gaps[index] - usual) > ODD_GAP
        if seam:
            candidates.append((not numbers, not new_object, distance, index))
    return min(candidates)[-1] if candidates else None


def _direction(words: list[Word]) -> int:
    """The direction nearly all words of a table run in; a row or a column of turned labels is not enough."""
    if all(word.direction == RIGHT for word in words):
        return RIGHT
    way = main_direction(np.array([word.direction for word in words for _ in word.text]))
    sizes = [(word, max(word.size, 1)) for word in words if word.direction == way]
    across = {round(word.x / size) for word, size in sizes}
    down = {round(word.y / size) for word, size in sizes}
    return way if len(across) > 1 and len(down) > 1 else RIGHT


def _upright(grid: Grid, direction: int) -> Grid:
    """A table printed sideways, with the rows and columns it has when it is turned upright."""
    if direction == RIGHT:
        return grid
    cells = []
    for cell in grid.cells:
        row, column, height, width = cell.row, cell.column, cell.row_span, cell.column_span
        if direction != UP:
            column = grid.columns - column - width  # counted from the right
        if direction != DOWN:
            row = grid.rows - row - height  # counted from below
        if direction != LEFT:
            row, column, height, width = column, row, width, height
        cells.append(cell._replace(row=row, column=column, row_span=height, column_span=width))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    rows, columns = (grid.rows, grid.columns) if direction == LEFT else (grid.columns, grid.rows)
    return replace(grid, rows=rows, columns=columns, cells=tuple(cells), open_top=False, open_bottom=False)


def make_paragraphs(page: int, words: list[Word]) -> Iterator[Paragraph]:
    """Words to printed lines, from top to bottom."""
    for line in group_lines(words):
        boxes = list(zip(*(word.box for word in line), strict=True))
        box = (min(boxes[0]), min(boxes[1]), max(boxes[2]), max(boxes[3]))
        size = max(word.size for word in line)
        yield Paragraph(
            page, join_line(line, tabs=True), tuple(round(side, 2) for side in box), round(size, 2)
        )

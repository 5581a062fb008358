"""Words into the cells of lattices; what stands outside becomes printed lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from budgetkit.model import Cell, Grid, Paragraph
from budgetkit.readers.ruling import Lattice
from budgetkit.readers.text import DOWN, END, LEFT, OBJECT, RIGHT, START, TURNED, UP, PageText
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

    ``across`` has the characters printed across the cells, too large to be their text: a level
    watermark. ``turned`` has the directions of the tables that were printed sideways.
    """

    blocks: list[Grid | Paragraph]
    across: str
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
    words = find_words(page_text) if page_text is not None else []
    holders = _holders(words, lattices)
    lattices = [
        lattice
        for lattice in lattices
        if any(holder is lattice for holder in holders) or not _is_chart(lattice, slants)
    ]
    contents = {id(lattice): [[] for _ in lattice.regions] for lattice in lattices}
    usual = sorted([word.size for word in words])[len(words) // 2] if words else 0.0
    outside: list[Word] = []
    across: list[Word] = []
    for word, lattice in zip(words, holders, strict=True):
        if lattice is None:
            outside.append(word)
            continue
        cells, place = contents[id(lattice)], _region_at(lattice, word.x, word.y)
        fits = _fits(word, lattice, place)
        if word.size > HUGE * usual and not (fits and _is_lower(word, lattice, place)):
            across.append(word)
        elif fits:
            cells[place].append(word)
        else:
            for piece in _pieces(word, lattice, page_text):
                cells[_home(piece, lattice)].append(piece)
    blocks: list[Grid | Paragraph] = []
    turned = []
    for lattice in lattices:
        grid, direction = _grid(page, lattice, contents[id(lattice)]), _direction(contents[id(lattice)])
        if direction != RIGHT:
            grid = _upright(grid, direction)
            turned.append(direction)
        blocks.append(grid)
    blocks.extend(_paragraphs(page, outside))
    blocks.sort(key=lambda block: (block.bbox[1], block.bbox[0]))
    return Placement(blocks, "".join(word.text for word in across), turned)


def _holders(words: list[Word], lattices: list[Lattice]) -> list[Lattice | None]:
    """The table each word stands in, the inner one where one lies in another's cell."""
    frames = [(lattice.xs[0], lattice.ys[0], lattice.xs[-1], lattice.ys[-1]) for lattice in lattices]
    by_width = sorted(range(len(frames)), key=lambda number: frames[number][2] - frames[number][0])
    ordered = [(*frames[number], lattices[number]) for number in by_width]
    holders = []
    for word in words:
        x, y = word.x, word.y
        for left, top, right, bottom, lattice in ordered:
            if left <= x <= right and top <= y <= bottom:
                holders.append(lattice)
                break
        else:
            holders.append(None)
    return holders


def _is_chart(lattice: Lattice, slants: np.ndarray) -> bool:
    """Whether a grid without any text is the ground of a chart."""
    if lattice.crooked:
        return True
    left, top, right, bottom = lattice.xs[0], lattice.ys[0], lattice.xs[-1], lattice.ys[-1]
    inside = (slants[:, 0] >= left - 1) & (slants[:, 2] <= right + 1)
    return bool((inside & (slants[:, 1] >= top - 1) & (slants[:, 3] <= bottom + 1)).any())


def _region_at(lattice: Lattice, x: float, y: float) -> int:
    columns, rows = len(lattice.xs) - 1, len(lattice.ys) - 1
    # the bounds keep what stands on the outer border inside
    column = bisect_right(lattice.xs, x, 1, columns) - 1
    row = bisect_right(lattice.ys, y, 1, rows) - 1
    return lattice.owners[row * columns + column]


def _fits(word: Word, lattice: Lattice, place: int) -> bool:
    region = lattice.regions[place]
    slack = PAST_RULE * word.size
    left, right = lattice.xs[region.column], lattice.xs[region.column + region.column_span]
    return word.direction != RIGHT or (word.start >= left - slack and word.end <= right + slack)


def _is_lower(word: Word, lattice: Lattice, place: int) -> bool:
    region = lattice.regions[place]
    return word.size <= lattice.ys[region.row + region.row_span] - lattice.ys[region.row]


def _home(word: Word, lattice: Lattice) -> int:
    """The cell of a word that may be wider than it: where it is flush with a side, or in the middle."""
    place = _region_at(lattice, word.x, word.y)
    if _fits(word, lattice, place):
        return place
    places = _region_at(lattice, word.start, word.y), place, _region_at(lattice, word.end, word.y)
    boxes = [lattice.box_of(lattice.regions[number]) for number in places]
    misses = (
        abs(word.start - boxes[0][0]),
        abs(word.start + word.end - boxes[1][0] - boxes[1][2]) / 2,
        abs(word.end - boxes[2][2]),
    )
    return places[misses.index(min(misses))]


def _pieces(word: Word, lattice: Lattice, page_text: PageText) -> list[Word]:
    """The word, or its parts where two flush words of neighbouring cells were taken for one.

    A number printed wider than its cell stays whole. A run is parted at a rule only where the
    print shows a seam: a new text object, an odd gap, or two numbers that make no number together.
    """
    slack = PAST_RULE * word.size
    seams = set()
    for x in lattice.xs[1:-1]:
        if word.start + slack < x < word.end - slack:
            here = _region_at(lattice, x - 0.01, word.y) != _region_at(lattice, x + 0.01, word.y)
            seam = _seam(word, x, page_text) if here else None
            if seam is not None:
                seams.add(seam)
    if not seams:
        return [word]
    return make_words(page_text, np.array([word.first, *sorted(seams)]), word.last)


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


def _grid(page: int, lattice: Lattice, contents: list[list[Word]]) -> Grid:
    xs = [round(x, 2) for x in lattice.xs]
    ys = [round(y, 2) for y in lattice.ys]
    cells = []
    for region, words in zip(lattice.regions, contents, strict=True):
        row, column, height, width = region.row, region.column, region.row_span, region.column_span
        if not words:
            text = ""
        elif len(words) == 1:
            text = words[0].text
        else:
            text = "\n".join(map(join_line, group_lines(words)))
        box = (xs[column], ys[row], xs[column + width], ys[row + height])
        cells.append(Cell(row, column, text, height, width, box, page))
    return Grid(
        page,
        len(ys) - 1,
        len(xs) - 1,
        tuple(cells),
        (xs[0], ys[0], xs[-1], ys[-1]),
        open_top=lattice.open_top,
        open_bottom=lattice.open_bottom,
    )


def _direction(contents: list[list[Word]]) -> int:
    """The direction nearly all words of a table run in; a row or a column of turned labels is not enough."""
    words = [word for cell in contents for word in cell]
    if all(word.direction == RIGHT for word in words):
        return RIGHT
    counts = [sum(len(word.text) for word in words if word.direction == way) for way in range(4)]
    way = counts.index(max(counts))
    across = {round(word.x / max(word.size, 1)) for word in words if word.direction == way}
    down = {round(word.y / max(word.size, 1)) for word in words if word.direction == way}
    both = len(across) > 1 and len(down) > 1
    return way if both and counts[way] > TURNED * sum(counts) else RIGHT


def _upright(grid: Grid, direction: int) -> Grid:
    """A table printed sideways, with the rows and columns it has when it is turned upright."""
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


def _paragraphs(page: int, words: list[Word]) -> Iterator[Paragraph]:
    for line in group_lines(words):
        boxes = list(zip(*(word.box for word in line), strict=True))
        box = (min(boxes[0]), min(boxes[1]), max(boxes[2]), max(boxes[3]))
        size = max(word.size for word in line)
        yield Paragraph(
            page, join_line(line, tabs=True), tuple(round(side, 2) for side in box), round(size, 2)
        )

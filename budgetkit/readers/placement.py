"""Words into the cells of lattices; what stands outside becomes printed lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

import numpy as np

from budgetkit.model import Cell, Grid, Paragraph
from budgetkit.readers.ruling import Lattice
from budgetkit.readers.text import END, OBJECT, RIGHT, START, PageText
from budgetkit.readers.words import Word, find_words, group_lines, join_line, make_words

PAST_RULE = 0.3
"""Ems by which a word may stick out of its cell before it is asked whether it is two words."""
NEAR_RULE = 0.6
"""Ems around a rule in which two flush words may meet."""
ODD_GAP = 0.04
"""Ems by which a gap between characters differs from its neighbours when a new word begins."""
ONE_NUMBER = re.compile(r"[-+−(（]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?[)）%％]?")


def place_words(page: int, page_text: PageText | None, lattices: list[Lattice]) -> list[Grid | Paragraph]:
    """Fill the cells of a page and gather the rest to printed lines, in reading order."""
    contents: list[list[list[Word]]] = [[[] for _ in lattice.regions] for lattice in lattices]
    outside: list[Word] = []
    for word in find_words(page_text) if page_text is not None else ():
        for lattice, cells in zip(lattices, contents, strict=True):
            if lattice.xs[0] <= word.x <= lattice.xs[-1] and lattice.ys[0] <= word.y <= lattice.ys[-1]:
                place = _region_at(lattice, word.x, word.y)
                if _fits(word, lattice, place):
                    cells[place].append(word)
                else:
                    for piece in _pieces(word, lattice, page_text):
                        cells[_region_at(lattice, piece.x, piece.y)].append(piece)
                break
        else:
            outside.append(word)
    blocks: list[Grid | Paragraph] = [
        _grid(page, lattice, cells) for lattice, cells in zip(lattices, contents, strict=True)
    ]
    blocks.extend(_paragraphs(page, outside))
    blocks.sort(key=lambda block: (block.bbox[1], block.bbox[0]))
    return blocks


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
    usual = sorted(gaps.values())[len(gaps) // 2]
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


def _paragraphs(page: int, words: list[Word]) -> Iterator[Paragraph]:
    for line in group_lines(words):
        boxes = list(zip(*(word.box for word in line), strict=True))
        box = (min(boxes[0]), min(boxes[1]), max(boxes[2]), max(boxes[3]))
        size = max(word.size for word in line)
        yield Paragraph(
            page, join_line(line, tabs=True), tuple(round(side, 2) for side in box), round(size, 2)
        )

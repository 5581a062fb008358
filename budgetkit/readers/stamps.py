"""Stamps and watermarks printed over the text: their letters belong to no cell and no line.

A word is one of them where its ink is (red, light or clear), it has no figure, and it stands where no other
text could: over other words, between the lines of its cell, or much larger than the figure beside it. So
are all words of the same ink that repeat it, or that stand near it in a cell. One with figures must be
printed again and again, in such an ink or turned another way than the page. What is not that certain stays
where it is printed, and its cell then is no figure.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import chain

import numpy as np

from budgetkit.model import SetAside
from budgetkit.readers.characters import RIGHT
from budgetkit.readers.words import Word

BETWEEN_LINES = 0.2, 0.8
"""Ems by which the baselines of two words differ that are of no two lines of one text."""
OVER = 0.15, 0.5
"""Ems along and across by which one word must lie over another."""
LARGER = 1.25
"""Times the size of a figure from which on a word beside it is no part of its cell."""
MOST_WORDS = 60
"""Words of a cell; one with more holds no figure."""
LARGEST_STAMP = 130.0
"""Points from one letter of a stamp to another, on all but the largest ones."""
REPEATED = 3
"""Times that a text with figures is printed from which on it may be a watermark."""
_NUMBER = re.compile(r"[-+−(（]?[\d,，.]+[)）%％]?")
_AMOUNT = re.compile(r"\d[,，.]\d")
CellsOf = Callable[[list[Word]], Iterable[Hashable]]
"""Tells the cell of each word, None for those outside of all."""


def find_tiles(words: list[Word], cells_of: CellsOf) -> list[Word]:
    """The words with figures of a watermark that is printed again and again over the page.

    Some of them must stand where no text could: figures may well be grey, and zeros are in every row.
    """
    odd = [word for word in words if word.stamp_ink or word.direction != RIGHT]
    counts = Counter(_print(word) for word in odd if has_digit(word.text))
    repeated = [word for word in odd if counts[_print(word)] >= REPEATED]
    if not repeated:
        return []
    proofs = Counter(map(_print, _misplaced(repeated, words, cells_of)))
    tiles = {
        looks for looks, count in proofs.items() if count >= (REPEATED if _NUMBER.fullmatch(looks[0]) else 1)
    }
    found = zip(cells_of(odd), odd, strict=True)
    return [word for cell, word in found if _is_of_tile(word, tiles, cell is None)]


def _misplaced(candidates: list[Word], words: list[Word], cells_of: CellsOf) -> list[Word]:
    """The candidates that lie over words of the page, or between the lines of their cell."""
    level = [word for word in words if word.direction == RIGHT]
    cells: dict[Hashable, list[Word]] = {}
    for cell, word in zip(cells_of(level), level, strict=True):
        cells.setdefault(cell, []).append(word)
    cells.pop(None, None)
    over = set(map(id, _lying_over(candidates, level)))
    for cell, word in zip(cells_of(candidates), candidates, strict=True):
        if word.direction == RIGHT and _is_out_of_line(word, cells.get(cell, [])):
            over.add(id(word))
    return [word for word in candidates if id(word) in over]


def _is_of_tile(word: Word, tiles: set[tuple[str, int, int, int]], is_outside: bool) -> bool:
    """Whether a word is a tile, or outside of all cells what the edge of the page leaves of one."""
    text, *looks = _print(word)
    return any(looks == own and (text == whole or (is_outside and text in whole)) for whole, *own in tiles)


def _print(word: Word) -> tuple[str, int, int, int]:
    return word.text, word.stamp_ink, word.direction, round(word.size)


def prove_repeated(texts: Sequence[SetAside]) -> Iterator[SetAside]:
    """The texts set aside; those printed again and again are certainly no part of a table, save amounts."""
    of_stamps = [one.why in ("watermark", "stamp") and not _is_amount(one.text) for one in texts]
    printed = Counter(one.text for one, is_stamp in zip(texts, of_stamps, strict=True) if is_stamp)
    certain = [text for text, count in printed.items() if count >= REPEATED]
    for one, is_stamp in zip(texts, of_stamps, strict=True):
        # the page may cut the last ones off
        is_certain = is_stamp and any(one.text in text for text in certain)
        yield one._replace(proven=True) if is_certain else one


def _is_amount(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None and _AMOUNT.search(text) is not None


def find_stamps(cells: Sequence[list[Word]], outside: list[Word], huge: float) -> list[Word]:
    """The words of stamps and watermarks among those of each cell and those outside of all.

    Only a ``huge`` word may hold a figure.
    """
    inked = _inked_words(outside, huge)
    in_cells = [(word, cell) for cell in cells for word in _inked_words(cell)]
    if not inked and not in_cells:
        return []
    stamps = [word for word, cell in in_cells if _is_out_of_line(word, cell)]
    stamps += _lying_over([*inked, *(word for word, _ in in_cells)], [*outside, *chain(*cells)])
    printed = {(word.text, word.stamp_ink) for word in stamps}
    places = np.array([(word.x, word.y, word.stamp_ink) for word in stamps]).reshape(-1, 3)
    repeated = [word for word in inked if (word.text, word.stamp_ink) in printed]
    return repeated + [word for word, _ in in_cells if _is_of_stamp(word, printed, places)]


def _inked_words(words: list[Word], huge: float = math.inf) -> list[Word]:
    return [word for word in words if word.stamp_ink and (word.size > huge or not has_digit(word.text))]


def has_digit(text: str) -> bool:
    """Whether a text holds any figure, or what may be a part of one."""
    return any(map(str.isdigit, text))


def _is_out_of_line(word: Word, cell: list[Word]) -> bool:
    """Whether a word stands where no text of the cell could."""
    others = [other for other in cell if not other.stamp_ink]
    for other in others if len(others) <= MOST_WORDS else ():
        apart = abs(word.line - other.line) / max(min(word.size, other.size), 0.1)
        if BETWEEN_LINES[0] < apart < BETWEEN_LINES[1]:
            return True
        if word.size > LARGER * other.size and has_digit(other.text):
            return True
    return False


def _lying_over(candidates: list[Word], words: list[Word]) -> Iterator[Word]:
    """The candidates that lie over words in another ink."""
    others = [word for word in words if not word.stamp_ink]
    if not others:
        return
    left, top, right, bottom = np.array([word.box for word in others]).T
    sizes = np.array([word.size for word in others])
    for word in candidates:
        x0, y0, x1, y1 = word.box
        size = np.minimum(sizes, word.size)
        over = np.minimum(right, x1) - np.maximum(left, x0) > OVER[0] * size
        over &= np.minimum(bottom, y1) - np.maximum(top, y0) > OVER[1] * size
        if over.any():
            yield word


def _is_of_stamp(word: Word, printed: set[tuple[str, int]], places: np.ndarray) -> bool:
    """Whether a word repeats one of the printed texts of stamps, or stands near a part of one in its ink."""
    if (word.text, word.stamp_ink) in printed:
        return True
    own = places[places[:, 2] == word.stamp_ink, :2]
    return bool((np.abs(own - (word.x, word.y)) < LARGEST_STAMP).all(axis=1).any())

"""Who paints over whom: the rules and characters that show when all is painted.

Paint that a later opaque box covers is not seen, and neither is white on white. White on a colour is:
a styled table may be ruled by white lines between coloured cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ctypes import byref, c_float, c_ubyte

import numpy as np

from budgetkit.readers import pdfium
from budgetkit.readers.clipping import is_rectangle
from budgetkit.readers.coordinates import Box
from budgetkit.readers.lattices import CrowdedPage, Edge
from budgetkit.readers.paths import IS_WHITE, ORDER, THICKEST_RULE, Drawing
from budgetkit.readers.pdfium import Handle, Pointer

SHORTEST_GAP = 3.0
"""Points of a rule that must be covered before it counts; shorter gaps are crossings."""
BESIDE = 0.75
"""Points beside a white rule where the ground must be coloured for it to show."""
FEWEST_FILLS = 4
"""Fills that it takes to make a table: two cells in each of two rows."""
MOST_PAIRS = 1 << 20
"""Pairs of things that are set against each other in one sweep; more would take much memory."""
MOST_CROSSINGS = 5_000_000
"""Pairs of a strip and a fill of one page up to which who covers whom is told, in a second or two."""
MOST_FILLS = 2000
"""Fills of one page that may be the cells of a table."""
TOUCH = 0.02
"""Points by which rounding may let a covered line peep out."""


def find_rules(drawing: Drawing, covers: Covers) -> tuple[list[Edge], list[Edge], list[Box]]:
    """The horizontal and vertical rules that show, and dots of which a rule may be strung.

    Raises ``CrowdedPage`` where there are too many.
    """
    strips = drawing.strips
    white = strips[:, IS_WHITE] != 0
    if len(strips) * (len(covers.pieces) + int(white.sum())) > MOST_CROSSINGS:
        raise CrowdedPage
    dark = strips[~white]
    if len(covers.pieces) or white.any():
        dark = np.concatenate((covers.uncovered(dark, strips[white]), covers.on_colour(strips[white])))
    x0, y0, x1, y1 = dark[:, :4].T
    width, height = x1 - x0, y1 - y0
    # squares are corner joints or dots of a dotted line: neither direction can be told from one
    level = (height <= THICKEST_RULE) & (width > 1.5 * height)
    upright = (width <= THICKEST_RULE) & (height > 1.5 * width)
    dots = ~level & ~upright & (width <= THICKEST_RULE) & (height <= THICKEST_RULE)
    across = np.column_stack(((y0 + y1) / 2, x0, x1))[level]
    down = np.column_stack(((x0 + x1) / 2, y0, y1))[upright]
    return tuple(list(map(tuple, rows.tolist())) for rows in (across, down, dark[dots, :4]))


class Covers:
    """The fills and images of a page by the order of painting.

    Whether a fill really covers, that is whether it is opaque and a rectangle, is asked of PDFium only
    when something lies under it.
    """

    def __init__(self, drawing: Drawing, document: Handle, page: Handle) -> None:
        self.pieces = drawing.fills
        self._handles = drawing.fill_handles
        self._document, self._page = document, page
        self._known: dict[int, bool] = {}
        self._point = (c_float * 2)()

    def uncovered(self, strips: np.ndarray, white_strips: np.ndarray) -> np.ndarray:
        """What is left to see of strips under the later fills and white strips."""
        if not len(strips):
            return strips
        first = strips[:, ORDER].min()
        over = np.concatenate((self.pieces, white_strips))
        numbers = np.flatnonzero(over[:, ORDER] > first)
        if not len(numbers):
            return strips
        spans: dict[int, list[tuple[float, float]]] = {}
        width, height = (strips[:, 2:4] - strips[:, :2]).T
        for axis, rows in enumerate((np.flatnonzero(width >= height), np.flatnonzero(width < height))):
            for row, number, begin, stop in self._overlaps(strips[rows], over[numbers], axis):
                hidden = spans.setdefault(int(rows[row]), [])
                if self._is_opaque(int(numbers[number])):
                    hidden.append((begin, stop))
        if not spans:
            return strips
        covered = sorted(spans)
        kept = [np.delete(strips, covered, axis=0)]
        for row in covered:
            axis = 0 if width[row] >= height[row] else 1
            for begin, stop in _without([(strips[row, axis], strips[row, axis + 2])], spans[row]):
                piece = strips[row].copy()
                piece[axis], piece[axis + 2] = begin, stop
                kept.append(piece[None])
        return np.concatenate(kept)

    @staticmethod
    def _overlaps(strips: np.ndarray, over: np.ndarray, axis: int) -> Iterator[tuple[int, int, float, float]]:
        """Which strips along an axis lie under which later pieces, and from where to where.

        Sweep by sweep, since a page may have many of both.
        """
        step = max(1, MOST_PAIRS // len(over))
        for first in range(0, len(strips), step):
            part = strips[first : first + step]
            low, high = part[:, 1 - axis, None] + TOUCH, part[:, 3 - axis, None] - TOUCH
            under = over[:, 1 - axis] <= low
            under &= over[:, 3 - axis] >= high
            under &= over[:, ORDER] > part[:, ORDER, None]
            rows, numbers = np.nonzero(under)
            start, end = part[rows, axis], part[rows, axis + 2]
            begins, stops = np.maximum(over[numbers, axis], start), np.minimum(over[numbers, axis + 2], end)
            long = stops - begins > np.minimum(SHORTEST_GAP, 0.9 * (end - start))
            found = np.stack((rows + first, numbers, begins, stops), axis=1)[long]
            for row, number, begin, stop in found.tolist():
                yield int(row), int(number), begin, stop

    def on_colour(self, strips: np.ndarray) -> np.ndarray:
        """The parts of white strips that have a coloured ground, or are its edge."""
        coloured = self.pieces[:, IS_WHITE] == 0
        seen = []
        if coloured.any():
            for strip in strips:
                axis = 0 if strip[2] - strip[0] >= strip[3] - strip[1] else 1
                sides = strip[1 - axis] - BESIDE, strip[3 - axis] + BESIDE
                spans = [span for side in sides for span in self._coloured_spans(strip, axis, side)]
                for begin, stop in _joined(spans):
                    if stop - begin > SHORTEST_GAP:
                        piece = strip.copy()
                        piece[axis], piece[axis + 2] = begin, stop
                        seen.append(piece)
        return np.array(seen).reshape(-1, strips.shape[1])

    def _coloured_spans(self, strip: np.ndarray, axis: int, side: float) -> list[tuple[float, float]]:
        pieces = self.pieces
        under = (pieces[:, 1 - axis] <= side) & (pieces[:, 3 - axis] >= side)
        under &= pieces[:, ORDER] < strip[ORDER]
        spans: list[tuple[float, float]] = []
        for number in np.flatnonzero(under)[np.argsort(pieces[under, ORDER])].tolist():
            span = max(pieces[number, axis], strip[axis]), min(pieces[number, axis + 2], strip[axis + 2])
            if span[1] > span[0]:
                spans = _without(spans, [span])
                if not pieces[number, IS_WHITE]:
                    spans.append(span)
        return _joined(spans)

    def hides(self, x: np.ndarray, y: np.ndarray, orders: np.ndarray, white: np.ndarray) -> np.ndarray:
        """Which characters do not show: those under a later opaque box, and white ones on white ground."""
        hidden = np.zeros(len(x), dtype=bool)
        ground = np.full(len(x), -np.inf)
        coloured = np.zeros(len(x), dtype=bool)
        if not len(x):
            return hidden
        first = orders.min()
        any_white = bool(white.any())
        for number, inside in self._holding(x, y, -np.inf if any_white else first):
            piece = self.pieces[number]
            under = inside & (orders < piece[ORDER])
            if (under & ~hidden).any() and self._is_opaque(number):
                hidden |= under
            if any_white:
                nearer = inside & ~under & (piece[ORDER] > ground)
                ground[nearer] = piece[ORDER]
                coloured[nearer] = not piece[IS_WHITE]
        return hidden | (white & ~coloured)

    def _holding(self, x: np.ndarray, y: np.ndarray, first: float) -> Iterator[tuple[int, np.ndarray]]:
        """The pieces, from a place in the order of painting on, that hold points, and which points."""
        numbers = np.flatnonzero(self.pieces[:, ORDER] >= first)
        step = max(1, MOST_PAIRS // len(x))
        for begin in range(0, len(numbers), step):
            part = numbers[begin : begin + step]
            left, top, right, bottom = self.pieces[part, :4].T[:, :, None]
            inside = (x > left) & (x < right) & (y > top) & (y < bottom)
            for row in np.flatnonzero(inside.any(axis=1)).tolist():
                yield int(part[row]), inside[row]

    def visible_fills(self) -> np.ndarray:
        """Boxes of the fills that stand out: coloured ones, and white ones inside a coloured one."""
        pieces = self.pieces
        coloured = pieces[pieces[:, IS_WHITE] == 0]
        if len(coloured) == 0 or not FEWEST_FILLS <= len(pieces) <= MOST_FILLS:
            return pieces[:0, :4]
        inside = (coloured[:, None, :2] <= pieces[:, :2]).all(axis=2)
        inside &= (coloured[:, None, 2:4] >= pieces[:, 2:4]).all(axis=2)
        inside &= coloured[:, None, ORDER] < pieces[:, ORDER]
        return pieces[(pieces[:, IS_WHITE] == 0) | inside.any(axis=0), :4]

    def _is_opaque(self, number: int) -> bool:
        if number >= len(self._handles):  # a white strip
            return True
        if number not in self._known:
            self._known[number] = self._look(self._handles[number])
        return self._known[number]

    def _look(self, handle: Pointer) -> bool:
        if pdfium.has_transparency(handle):
            return False
        if pdfium.object_type(handle) == pdfium.OBJECT_IMAGE:
            return self._is_opaque_image(handle)
        xs, ys = [], []
        for index in range(pdfium.count_segments(handle)):
            segment = pdfium.get_segment(handle, index)
            if segment:
                pdfium.segment_point(pdfium.pointer(segment), byref(self._point), byref(self._point, 4))
                xs.append(self._point[0])
                ys.append(self._point[1])
        return bool(xs) and is_rectangle(xs, ys)

    def _is_opaque_image(self, handle: Pointer) -> bool:
        bitmap = pdfium.rendered_image(self._document, self._page, handle)
        if not bitmap:
            return False
        try:
            if pdfium.bitmap_format(bitmap) != pdfium.WITH_ALPHA:
                return True
            count = pdfium.bitmap_stride(bitmap) * pdfium.bitmap_height(bitmap)
            pixels = np.frombuffer(
                (c_ubyte * count).from_address(pdfium.bitmap_buffer(bitmap)), dtype=np.uint8
            )
            return bool(pixels[3::4].min() == 255)
        finally:
            pdfium.destroy_bitmap(bitmap)


def _without(
    spans: list[tuple[float, float]], holes: Iterable[tuple[float, float]]
) -> list[tuple[float, float]]:
    for begin, stop in holes:
        spans = [
            piece
            for start, end in spans
            for piece in ((start, min(end, begin)), (max(start, stop), end))
            if piece[1] > piece[0]
        ]
    return spans


def _joined(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Spans that touch, or miss one another by a rule's thickness, become one."""
    joined: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if joined and start - joined[-1][1] <= THICKEST_RULE:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined

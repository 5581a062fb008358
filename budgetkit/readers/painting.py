"""Who paints over whom: the rules and characters that show when all is painted.

Paint that a later opaque box covers is not seen, and neither is white on white. White on a colour is:
a styled table may be ruled by white lines between coloured cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from ctypes import byref, c_float, c_ubyte

import numpy as np

from budgetkit.readers import pdfium
from budgetkit.readers.clipping import is_rectangle
from budgetkit.readers.coordinates import Box
from budgetkit.readers.lattices import CrowdedPage, Edge
from budgetkit.readers.paths import ALIKE, MIXED, ORDER, PAINT, THICKEST_RULE, WHITE, Drawing
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
CLIP_ROUNDING = 0.06
"""Part of the width of a picture by which its pixels may miss its clip."""
TOUCH = 0.02
"""Points by which rounding may let a covered line peep out."""


def find_rules(drawing: Drawing, covers: Covers) -> tuple[list[Edge], list[Edge], list[Box]]:
    """The horizontal and vertical rules that show, and dots of which a rule may be strung.

    Raises ``CrowdedPage`` where there are too many.
    """
    strips = drawing.strips
    white = strips[:, PAINT] == WHITE
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
        self._grounds = np.concatenate((drawing.fills, drawing.shapes))
        self._pictures = drawing.pictures
        self._handles, self._parts = drawing.fill_handles, drawing.shape_handles
        self._document, self._page = document, page
        self._known: dict[int, bool] = {}
        self._point = (c_float * 2)()

    def __len__(self) -> int:
        return len(self._grounds)

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
        coloured = self.pieces[:, PAINT] != WHITE
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
                if pieces[number, PAINT] != WHITE:
                    spans.append(span)
        return _joined(spans)

    def hides(self, x: np.ndarray, y: np.ndarray, orders: np.ndarray, paints: np.ndarray) -> np.ndarray:
        """Which characters do not show: those under a later opaque box or in the paint of their ground."""
        hidden = np.zeros(len(x), dtype=bool)
        for number, inside in self._holding(x, y, orders.min(initial=np.inf)):
            under = inside & (orders < self._grounds[number, ORDER]) & ~hidden
            if under.any() and self._is_covering(number):
                hidden |= under
        alike = np.flatnonzero(self._may_blend(paints) & ~hidden)
        if len(alike):
            ground = self._ground_of(x[alike], y[alike], orders[alike])
            hidden[alike] = look_alike(paints[alike], ground)
        return hidden

    def in_picture(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Which points lie in a picture that shows something, if only a page that was scanned."""
        inside = np.zeros(len(x), dtype=bool)
        for number, held in self._holding(x, y, -np.inf):
            if number < len(self._handles) and (held & ~inside).any():
                handle = self._handles[number]
                if pdfium.object_type(handle) == pdfium.OBJECT_IMAGE and not self._is_plain(handle):
                    inside |= held
        return inside

    def _may_blend(self, paints: np.ndarray) -> np.ndarray:
        """Which paints are those of a ground; for nearly all pages no text is but that in white."""
        if (paints == paints[:1]).all():  # as on most pages; sorting takes a while
            paints = paints[:1]
        kinds, kind_of = np.unique(paints, return_inverse=True)
        grounds = np.unique(np.append(self._grounds[:, PAINT], WHITE).astype(np.int64))
        if len(kinds) * len(grounds) > MOST_PAIRS:
            return np.ones(len(paints), dtype=bool)
        return look_alike(kinds[:, None], grounds).any(axis=1)[kind_of]

    def _ground_of(self, x: np.ndarray, y: np.ndarray, orders: np.ndarray) -> np.ndarray:
        """The paint that each point lies on: white where there is none, mixed where it is not known."""
        latest, paints = np.full(len(x), -np.inf), np.full(len(x), WHITE)
        for number, inside in self._holding(x, y, -np.inf):
            piece = self._grounds[number]
            nearer = inside & (orders >= piece[ORDER]) & (piece[ORDER] > latest)
            if not nearer.any() or (piece[PAINT] == WHITE and self._is_clear(number)):
                continue
            latest[nearer] = piece[ORDER]
            is_known = piece[PAINT] in (WHITE, MIXED) or self._is_covering(number)
            paints[nearer] = piece[PAINT] if is_known else MIXED
        return paints

    def _is_clear(self, number: int) -> bool:
        """Whether what lies under a ground shines through."""
        count = len(self._handles)
        handle = self._handles[number] if number < count else self._parts[number - count]
        return handle != 0 and bool(pdfium.has_transparency(handle))

    def _holding(self, x: np.ndarray, y: np.ndarray, first: float) -> Iterator[tuple[int, np.ndarray]]:
        """The grounds, from a place in the order of painting on, that hold points, and which points."""
        numbers = np.flatnonzero(self._grounds[:, ORDER] >= first)
        step = max(1, MOST_PAIRS // max(len(x), 1))
        for begin in range(0, len(numbers), step):
            part = numbers[begin : begin + step]
            left, top, right, bottom = self._grounds[part, :4].T[:, :, None]
            inside = (x > left) & (x < right) & (y > top) & (y < bottom)
            for row in np.flatnonzero(inside.any(axis=1)).tolist():
                yield int(part[row]), inside[row]

    def visible_fills(self) -> np.ndarray:
        """Boxes of the fills that stand out: coloured ones, and white ones inside a coloured one."""
        pieces = self.pieces
        coloured = pieces[pieces[:, PAINT] != WHITE]
        if len(coloured) == 0 or not FEWEST_FILLS <= len(pieces) <= MOST_FILLS:
            return pieces[:0, :4]
        inside = (coloured[:, None, :2] <= pieces[:, :2]).all(axis=2)
        inside &= (coloured[:, None, 2:4] >= pieces[:, 2:4]).all(axis=2)
        inside &= coloured[:, None, ORDER] < pieces[:, ORDER]
        return pieces[(pieces[:, PAINT] != WHITE) | inside.any(axis=0), :4]

    def _is_covering(self, number: int) -> bool:
        """Whether a ground hides all that lies under it."""
        if number < len(self._handles):
            return self._is_opaque(number)
        return self._parts[number - len(self._handles)] != 0 and not self._is_clear(number)

    def _is_opaque(self, number: int) -> bool:
        if number >= len(self._handles):  # a white strip
            return True
        if number not in self._known:
            self._known[number] = self._look(number)
        return self._known[number]

    def _look(self, number: int) -> bool:
        handle = self._handles[number]
        if pdfium.has_transparency(handle):
            return False
        if pdfium.object_type(handle) == pdfium.OBJECT_IMAGE:
            return self._is_opaque_image(number)
        xs, ys = [], []
        for index in range(pdfium.count_segments(handle)):
            segment = pdfium.get_segment(handle, index)
            if segment:
                pdfium.segment_point(pdfium.pointer(segment), byref(self._point), byref(self._point, 4))
                xs.append(self._point[0])
                ys.append(self._point[1])
        return bool(xs) and is_rectangle(xs, ys)

    def _is_opaque_image(self, number: int) -> bool:
        with self._rendered(self._handles[number]) as pixels:
            if pixels is None or pixels.shape[2] < 4:
                return pixels is not None
            shown = pixels[:, :, 3] > 0
            across, down = shown.any(axis=0), shown.any(axis=1)
            if not shown.any() or pixels[down][:, across, 3].min() < 0xFF:
                return False
            # what is clipped away is clear; the rest must be all that the clip leaves
            parts = np.array([across.mean(), down.mean()])
        left, top, right, bottom, order = self.pieces[number, : ORDER + 1]
        x0, y0, x1, y1 = self._pictures[order]
        left_over = np.array([(right - left) / max(x1 - x0, TOUCH), (bottom - top) / max(y1 - y0, TOUCH)])
        return bool((np.sort(parts) >= np.sort(left_over) - CLIP_ROUNDING).all())

    def _is_plain(self, handle: Pointer) -> bool:
        """Whether a picture is no more than a patch of one grey."""
        with self._rendered(handle) as pixels:
            return pixels is None or int(pixels[:, :, :3].max()) - int(pixels[:, :, :3].min()) <= ALIKE

    @contextmanager
    def _rendered(self, handle: Pointer) -> Iterator[np.ndarray | None]:
        """The pixels of a picture, line by line, with a fourth value for alpha; None where there are none."""
        bitmap = pdfium.rendered_image(self._document, self._page, handle)
        if not bitmap:
            yield None
            return
        try:
            height, stride = pdfium.bitmap_height(bitmap), pdfium.bitmap_stride(bitmap)
            width, kind = pdfium.bitmap_width(bitmap), pdfium.bitmap_format(bitmap)
            depth = pdfium.DEPTHS.get(kind, 1)
            memory = (c_ubyte * (height * stride)).from_address(pdfium.bitmap_buffer(bitmap))
            lines = np.frombuffer(memory, dtype=np.uint8).reshape(height, stride)
            pixels = lines[:, : width * depth].reshape(height, width, depth)
            yield pixels if kind != pdfium.WITHOUT_ALPHA else pixels[:, :, :3]
        finally:
            pdfium.destroy_bitmap(bitmap)


def look_alike(paints: np.ndarray, grounds: np.ndarray) -> np.ndarray:
    """Which paints nobody tells from the ground that they lie on; what is mixed looks like nothing else."""
    alike = (paints != MIXED) & (grounds != MIXED)
    for shift in (0, 8, 16):
        alike &= np.abs((paints >> shift & 0xFF) - (grounds >> shift & 0xFF)) <= ALIKE
    return alike


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

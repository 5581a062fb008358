"""The segments of many paths, asked for in one sweep and measured together: lines, fills, frames as rings.

A page may frame each of its cells by a path of its own; one by one they would take longer than all else.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_float
from itertools import chain, repeat
from typing import NamedTuple

import numpy as np

from budgetkit.readers import pdfium
from budgetkit.readers.coordinates import UNMOVED, Matrix, concatenate
from budgetkit.readers.pdfium import Answers, Pointer, pointer

MOST = 4096
"""Segments measured in one sweep, or those of one longer path, so that the answers take little memory."""
THINNEST = 0.01
"""Points; a side of a frame below this is not drawn."""
MOST_APART = 500
"""Boxes of one path up to which it is told whether they overlap."""
ON_SIDE = 0.05
"""Units by which a corner may miss the side of the box around its subpath."""


class Segments(NamedTuple):
    """The segments of several paths, one path after the other.

    ``kinds``, the ``points`` (2 by n) they lead to in the paths' own space, whether each ``closes`` its
    subpath; ``begins`` has the first segment of each path, ``matrices`` (6 by paths) lead to the displayed
    page, and ``paths`` tells which of the paths asked for they are.
    """

    kinds: np.ndarray
    points: np.ndarray
    closes: np.ndarray
    begins: np.ndarray
    matrices: np.ndarray
    paths: np.ndarray

    def owners(self) -> np.ndarray:
        """The path of each segment, as a position in ``paths``."""
        counts = np.diff(self.begins, append=len(self.kinds))
        return np.repeat(np.arange(len(self.begins)), counts)


class FilledBoxes(NamedTuple):
    """The boxes that filled paths paint on the displayed page: sides (4 by n), the path of each.

    ``rectangles`` tells which of them are painted all over, not only the boxes around other shapes.
    """

    sides: np.ndarray
    owners: np.ndarray
    rectangles: np.ndarray


class SegmentReader:
    """Reads the segments of paths; owns the memory that PDFium writes its answers to."""

    def __init__(self) -> None:
        self._points, self._matrix = Answers(c_float, 2), (c_float * 6)()
        self._matrix_reference = byref(self._matrix)

    def matrix_of(self, handle: Pointer) -> Matrix:
        """The matrix of an object, to the space of the stream that it stands in."""
        if not pdfium.object_matrix(handle, self._matrix_reference):
            return UNMOVED
        return tuple(self._matrix)

    def read(self, handles: list[Pointer], matrix: Matrix) -> Iterator[Segments]:
        """The segments of paths in a stream, given its matrix; those without any are left out."""
        counts = list(map(pdfium.count_segments, handles))
        for batch in batches(counts):
            sizes = counts[batch]
            owners = chain.from_iterable(map(repeat, handles[batch], sizes))
            addresses = map(pdfium.get_segment, owners, chain.from_iterable(map(range, sizes)))
            segments = list(map(pointer, addresses))
            if not segments:
                continue
            kept = [place for place, size in enumerate(sizes, start=batch.start) if size > 0]
            own = [concatenate(self.matrix_of(handles[place]), matrix) for place in kept]
            yield Segments(
                np.array(list(map(pdfium.segment_type, segments))),
                self.points(segments),
                np.array(list(map(pdfium.segment_closes, segments)), dtype=bool),
                np.cumsum([0, *(size for size in sizes if size > 0)])[:-1],
                np.array(own).T,
                np.array(kept),
            )

    def points(self, segments: list[Pointer]) -> np.ndarray:
        """The point of each segment, 2 by n."""
        points = np.empty((2, len(segments)))
        for begin in range(0, len(segments), MOST):
            part = segments[begin : begin + MOST]
            list(map(pdfium.segment_point, part, *self._points.references(len(part))))
            points[:, begin : begin + MOST] = self._points.rows(len(part)).T
        return points


def batches(counts: list[int]) -> Iterator[slice]:
    """Parts of a list of counts, none adding up to more than a sweep may ask for."""
    begin = total = 0
    for place, count in enumerate(counts):
        if total + count > MOST and place > begin:
            yield slice(begin, place)
            begin, total = place, 0
        total += max(count, 0)
    if counts:
        yield slice(begin, len(counts))


def _measure_shapes(points: np.ndarray, begins: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The boxes (4 by n) around runs of points, and which runs stand at all four corners and nowhere else."""
    lows, highs = (extreme.reduceat(points, begins, axis=1) for extreme in (np.minimum, np.maximum))
    counts = np.diff(begins, append=points.shape[1])
    left, low = points == np.repeat(lows, counts, axis=1)
    right, high = points == np.repeat(highs, counts, axis=1)
    corners = np.stack((left & low, left & high, right & low, right & high))
    visited = np.logical_or.reduceat(corners, begins, axis=1).all(axis=0)
    nowhere_else = np.logical_and.reduceat(corners.any(axis=0), begins)
    return np.concatenate((lows, highs)), visited & nowhere_else


def _map_shapes(matrices: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """The upright boxes around boxes (4 by n) mapped each by its own matrix (6 by n)."""
    a, b, c, d, e, f = matrices
    x0, y0, x1, y1 = boxes
    xs = np.stack([a * x + c * y + e for x in (x0, x1) for y in (y0, y1)])
    ys = np.stack([b * x + d * y + f for x in (x0, x1) for y in (y0, y1)])
    return np.stack((xs.min(axis=0), ys.min(axis=0), xs.max(axis=0), ys.max(axis=0)))


def straight_lines(segments: Segments) -> tuple[np.ndarray, np.ndarray]:
    """The ends (4 by n) of all straight segments on the displayed page, and the path of each.

    Curves are passed over. Where a subpath closes, a straight line leads back to its start.
    """
    kinds, points, closes, begins, matrices, _ = segments
    owners, every = segments.owners(), np.arange(len(kinds))
    # the last place stands for the origin, where a path without a beginning begins
    points = np.append(points, np.zeros((2, 1)), axis=1)
    starts = np.maximum.accumulate(np.where(kinds == pdfium.SEGMENT_MOVE, every, -1))
    starts[starts < begins[owners]] = -1
    before = every - 1
    before[1:][closes[:-1]] = starts[:-1][closes[:-1]]
    before[begins] = -1
    lines, closing = np.flatnonzero(kinds == pdfium.SEGMENT_LINE), np.flatnonzero(closes)
    owners = owners[np.concatenate((lines, closing))]
    a, b, c, d, e, f = matrices[:, owners]
    x0, y0 = points[:, np.concatenate((before[lines], closing))]
    x1, y1 = points[:, np.concatenate((lines, starts[closing]))]
    ends = a * x0 + c * y0 + e, b * x0 + d * y0 + f, a * x1 + c * y1 + e, b * x1 + d * y1 + f
    return np.stack(ends), owners


def are_apart(boxes: np.ndarray) -> bool:
    """Whether no two of some boxes (4 by n) overlap; of too many nobody knows."""
    count = boxes.shape[1]
    if count > MOST_APART:
        return False
    left, top, right, bottom = boxes[:, None]
    over = (left < right.T - ON_SIDE) & (right > left.T + ON_SIDE)
    over &= (top < bottom.T - ON_SIDE) & (bottom > top.T + ON_SIDE)
    return int(np.count_nonzero(over)) == count


def filled_boxes(segments: Segments, even_odd: np.ndarray, thickest: float) -> FilledBoxes:
    """The boxes that filled paths paint on the displayed page.

    There is one for each subpath, and of each ring its four sides. A ring is a frame in a frame, nowhere
    more than ``thickest`` apart. The space between the two is painted by the even-odd rule, or when they
    turn in opposite ways.
    """
    is_first = segments.kinds == pdfium.SEGMENT_MOVE
    is_first[segments.begins] = True
    parts = np.flatnonzero(is_first)
    owners = segments.owners()[parts]
    shapes, rectangles = _measure_shapes(segments.points, parts)
    upright = _keep_upright(segments.matrices)[owners] & rectangles
    boxes = _map_shapes(segments.matrices[:, owners], shapes)
    sides, thickness = _sides_between(boxes[:, :-1], boxes[:, 1:])
    nested = (thickness >= -THINNEST).all(axis=0) & (thickness <= thickest).all(axis=0)
    nested &= (thickness > THINNEST).any(axis=0) & (owners[1:] == owners[:-1])
    pairs = np.flatnonzero(nested)
    rings: list[int] = []
    if len(pairs):
        rectangles &= (shapes[2:] > shapes[:2]).all(axis=0)
        turns = _turns(segments, parts, rectangles)
        painted = (turns[pairs] * turns[pairs + 1] != 0) & (
            even_odd[owners[pairs]] | (turns[pairs] != turns[pairs + 1])
        )
        for pair in pairs[painted].tolist():
            if not rings or rings[-1] != pair - 1:  # the second frame of one ring is not the first of another
                rings.append(pair)
    whole = np.ones(len(parts), dtype=bool)
    whole[rings] = whole[[pair + 1 for pair in rings]] = False
    drawn = thickness[:, rings] > THINNEST
    sides, ring_owners = (
        sides[:, :, rings].transpose(1, 0, 2)[:, drawn],
        np.tile(owners[rings], (4, 1))[drawn],
    )
    return FilledBoxes(
        np.concatenate((boxes[:, whole], sides), axis=1),
        np.concatenate((owners[whole], ring_owners)),
        np.concatenate((upright[whole], np.ones(len(ring_owners), dtype=bool))),
    )


def _keep_upright(matrices: np.ndarray) -> np.ndarray:
    """Which matrices (6 by n) keep upright rectangles upright."""
    a, b, c, d = np.abs(matrices[:4])
    small = 1e-3 * np.maximum(np.maximum(a, b), np.maximum(c, d))
    return ((b <= small) & (c <= small)) | ((a <= small) & (d <= small))


def _sides_between(one: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What lies between boxes at the left, right, top and bottom: boxes (4 by 4 by n), thickness (4 by n)."""
    is_inner = (one[2:] - one[:2] < other[2:] - other[:2]).any(axis=0)
    left, top, right, bottom = np.where(is_inner, other, one)
    x0, y0, x1, y1 = np.where(is_inner, one, other)
    sides = (
        (left, top, x0, bottom),
        (x1, top, right, bottom),
        (left, top, right, y0),
        (left, y1, right, bottom),
    )
    return np.array(sides), np.stack((x0 - left, right - x1, y0 - top, bottom - y1))


def _turns(segments: Segments, parts: np.ndarray, rectangles: np.ndarray) -> np.ndarray:
    """1 or -1 by the way each upright frame is drawn round, corners cut or not; 0 for other shapes."""
    x, y = segments.points
    ends = np.append(parts[1:], len(x))
    before = np.arange(len(x)) - 1
    before[parts] = ends - 1
    area = np.add.reduceat(x * y[before] - y * x[before], parts)
    is_frame = rectangles.copy()
    for number in np.flatnonzero(~rectangles).tolist():
        part = slice(parts[number], ends[number])
        is_frame[number] = _is_upright_frame(
            segments.kinds[part].tolist(), *segments.points[:, part].tolist()
        )
    return np.where(is_frame, np.where(area > 0, 1, -1), 0)


def _is_upright_frame(kinds: list[int], xs: list[float], ys: list[float]) -> bool:
    """Whether straight segments end at two places or more of every side of the box around them."""
    ends = set()
    x, y = xs[-1], ys[-1]
    for kind, x1, y1 in zip(kinds, xs, ys, strict=True):
        if kind != pdfium.SEGMENT_BEZIER:  # a circle has no straight sides
            ends |= {(x, y), (x1, y1)}
        x, y = x1, y1
    for places in zip(*ends, strict=True):
        low, high = min(places) + ON_SIDE, max(places) - ON_SIDE
        if sum(place <= low for place in places) < 2 or sum(place >= high for place in places) < 2:
            return False
    return bool(ends)

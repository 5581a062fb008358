"""The segments of many paths, asked for in one sweep and measured together.

A page may frame each of its cells by a path of its own; one by one they would take longer than all else.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_float
from itertools import chain, repeat
from typing import NamedTuple

import numpy as np

from budgetkit.readers import binding
from budgetkit.readers.binding import Answers, Pointer, pointer
from budgetkit.readers.frame import Matrix, concatenate

MOST = 4096
"""Segments measured in one sweep, or those of one longer path, so that the answers take little memory."""


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


class SegmentReader:
    """Reads the segments of paths; owns the memory that PDFium writes its answers to."""

    def __init__(self) -> None:
        self._points, self._matrix = Answers(c_float, 2), (c_float * 6)()
        self._matrix_reference = byref(self._matrix)

    def matrix_of(self, handle: Pointer) -> Matrix:
        """The matrix of an object, to the space of the stream that it stands in."""
        if not binding.object_matrix(handle, self._matrix_reference):
            return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        return tuple(self._matrix)

    def read(self, handles: list[Pointer], matrix: Matrix) -> Iterator[Segments]:
        """The segments of paths in a stream, given its matrix; those without any are left out."""
        counts = list(map(binding.count_segments, handles))
        for batch in batches(counts):
            sizes = counts[batch]
            owners = chain.from_iterable(map(repeat, handles[batch], sizes))
            addresses = map(binding.get_segment, owners, chain.from_iterable(map(range, sizes)))
            segments = list(map(pointer, addresses))
            if not segments:
                continue
            kept = [place for place, size in enumerate(sizes, start=batch.start) if size > 0]
            own = [concatenate(self.matrix_of(handles[place]), matrix) for place in kept]
            yield Segments(
                np.array(list(map(binding.segment_type, segments))),
                self.points(segments),
                np.array(list(map(binding.segment_closes, segments)), dtype=bool),
                np.cumsum([0, *(size for size in sizes if size > 0)])[:-1],
                np.array(own).T,
                np.array(kept),
            )

    def points(self, segments: list[Pointer]) -> np.ndarray:
        """The point of each segment, 2 by n."""
        points = np.empty((2, len(segments)))
        for begin in range(0, len(segments), MOST):
            part = segments[begin : begin + MOST]
            list(map(binding.segment_point, part, *self._points.references(len(part))))
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


def measure_shapes(points: np.ndarray, begins: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The boxes (4 by n) around runs of points, and which runs stand at all four corners and nowhere else."""
    lows, highs = (extreme.reduceat(points, begins, axis=1) for extreme in (np.minimum, np.maximum))
    counts = np.diff(begins, append=points.shape[1])
    left, low = points == np.repeat(lows, counts, axis=1)
    right, high = points == np.repeat(highs, counts, axis=1)
    corners = np.stack((left & low, left & high, right & low, right & high))
    visited = np.logical_or.reduceat(corners, begins, axis=1).all(axis=0)
    nowhere_else = np.logical_and.reduceat(corners.any(axis=0), begins)
    return np.concatenate((lows, highs)), visited & nowhere_else


def map_shapes(matrices: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """The upright boxes around boxes (4 by n) mapped each by its own matrix (6 by n)."""
    a, b, c, d, e, f = matrices
    x0, y0, x1, y1 = boxes
    xs = np.stack([a * x + c * y + e for x in (x0, x1) for y in (y0, y1)])
    ys = np.stack([b * x + d * y + f for x in (x0, x1) for y in (y0, y1)])
    return np.stack((xs.min(axis=0), ys.min(axis=0), xs.max(axis=0), ys.max(axis=0)))

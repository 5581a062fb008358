"""Clip paths: what part of the page an object may paint on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat

from budgetkit.readers import binding
from budgetkit.readers.frame import Box, Matrix, map_box

EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)


def intersect(one: Box, other: Box) -> Box:
    """The common part of two boxes; an empty one has ``x1 < x0`` or ``y1 < y0``."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


class Clips:
    """Clip boxes of the objects of one content stream, on the displayed page.

    PDFium shares the points of a clip between all objects painted under it. The address of those
    points is therefore its identity, and each clip is measured once. A clip that is no rectangle
    counts as the box around it.

    Parameters
    ----------
    matrix : Matrix
        From the stream's space to the displayed page.
    outer : int
        Number of the box that the stream itself may paint on.
    boxes : list of Box
        All clip boxes of the page by number, shared between its streams and added to.
    odd : set of int
        Numbers of the clips that are no rectangles, shared and added to likewise.
    points : Answers
        Memory for the points of a clip.
    """

    def __init__(
        self, matrix: Matrix, outer: int, boxes: list[Box], odd: set[int], points: binding.Answers
    ) -> None:
        self._matrix, self._outer, self._boxes, self._odd = matrix, outer, boxes, odd
        self._points = points
        self._known: dict[tuple[int, int], int] = {}
        self._sides: dict[int, tuple[Box, bool]] = {}

    def within(self, matrix: Matrix, outer: int) -> Clips:
        """The clips of a stream inside of this one."""
        return Clips(matrix, outer, self._boxes, self._odd, self._points)

    def numbers(self, objects: Sequence[binding.Pointer]) -> list[int]:
        """The number of the box in which each object shows."""
        paths = list(map(binding.pointer, map(binding.clip_path, objects)))
        counts = list(map(binding.count_clip_paths, paths))
        if max(counts, default=0) <= 0:
            return [self._outer] * len(counts)
        lasts = [count - 1 for count in counts]
        addresses = map(binding.clip_segment, paths, lasts, repeat(0))
        keys = list(zip(counts, addresses, strict=True))
        known = self._known
        for key, path in dict(zip(keys, paths, strict=True)).items():
            if key not in known:
                known[key] = self._measure(path, key[0]) if key[0] > 0 else self._outer
        return [known[key] for key in keys]

    def _measure(self, path: binding.Pointer, count: int) -> int:
        box, odd = self._boxes[self._outer], self._outer in self._odd
        for index in range(count):
            # clips inside one another share the outer ones
            address = binding.clip_segment(path, index, 0)
            if address not in self._sides:
                self._sides[address] = self._sides_of(path, index)
            sides, is_odd = self._sides[address]
            box, odd = intersect(box, sides), odd or is_odd
        number = len(self._boxes)
        self._boxes.append(box)
        if odd:
            self._odd.add(number)
        return number

    def _sides_of(self, path: binding.Pointer, index: int) -> tuple[Box, bool]:
        """The box of one path of a clip, and whether the path is anything else than that box."""
        count = binding.count_clip_segments(path, index)
        if count <= 0:
            return EVERYWHERE, False
        segments = map(binding.clip_segment, repeat(path, count), repeat(index), range(count))
        list(map(binding.segment_point, map(binding.pointer, segments), *self._points.references(count)))
        xs, ys = self._points.rows(count).T.tolist()
        sides = map_box(self._matrix, min(xs), min(ys), max(xs), max(ys))
        return sides, not is_rectangle(xs, ys)


def is_rectangle(xs: list[float], ys: list[float]) -> bool:
    """Whether the points of one subpath stand at the corners of the box around them, all four of them."""
    if not 4 <= len(xs) <= 6:
        return False
    left, right, low, high = min(xs), max(xs), min(ys), max(ys)
    corners: set[tuple] = set(zip(xs, ys, strict=True))
    if corners == {(left, low), (left, high), (right, low), (right, high)}:
        return True
    corners = set()
    for x, y in zip(xs, ys, strict=True):
        at_side, at_end = min(x - left, right - x), min(y - low, high - y)
        if at_side > 0.05 or at_end > 0.05:
            return False
        corners.add((x - left > right - x, y - low > high - y))
    return len(corners) == 4 or right - left <= 0.1 or high - low <= 0.1

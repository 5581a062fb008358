"""Clip paths: what part of the page an object may paint on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat

from budgetkit.readers import pdfium
from budgetkit.readers.coordinates import Box, Matrix, map_box
from budgetkit.readers.segments import SegmentReader, batches

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
    segments : SegmentReader
        Reads the points of a clip.
    """

    def __init__(
        self, matrix: Matrix, outer: int, boxes: list[Box], odd: set[int], segments: SegmentReader
    ) -> None:
        self.matrix, self._outer, self._boxes, self._odd = matrix, outer, boxes, odd
        self._segments = segments
        self._known: dict[tuple[int, int], int] = {}
        self._sides: dict[int, tuple[Box, bool]] = {}

    def within(self, matrix: Matrix, outer: int) -> Clips:
        """The clips of a stream inside of this one."""
        return Clips(matrix, outer, self._boxes, self._odd, self._segments)

    def numbers(self, objects: Sequence[pdfium.Pointer]) -> list[int]:
        """The number of the box in which each object shows."""
        paths = list(map(pdfium.pointer, map(pdfium.clip_path, objects)))
        counts = list(map(pdfium.count_clip_paths, paths))
        if max(counts, default=0) <= 0:
            return [self._outer] * len(counts)
        lasts = [count - 1 for count in counts]
        addresses = map(pdfium.clip_segment, paths, lasts, repeat(0))
        keys = list(zip(counts, addresses, strict=True))
        known = self._known
        new = {key: path for key, path in zip(keys, paths, strict=True) if key not in known}
        if new:
            self._learn(new)
        return [known[key] for key in keys]

    def _learn(self, clips: dict[tuple[int, int], pdfium.Pointer]) -> None:
        """Number clips that were not seen before."""
        stacks, unseen = {}, {}
        for (count, last), path in clips.items():
            stacks[count, last] = stack = [pdfium.clip_segment(path, index, 0) for index in range(count - 1)]
            if count > 0:
                stack.append(last)
            for index, address in enumerate(stack):
                if address not in self._sides:  # clips inside one another share the outer ones
                    unseen[address] = path, index
        self._measure(unseen)
        for key, stack in stacks.items():
            if not stack:
                self._known[key] = self._outer
                continue
            box, odd = self._boxes[self._outer], self._outer in self._odd
            for address in stack:
                sides, is_odd = self._sides[address]
                box, odd = intersect(box, sides), odd or is_odd
            number = self._known[key] = len(self._boxes)
            self._boxes.append(box)
            if odd:
                self._odd.add(number)

    def _measure(self, unseen: dict[int, tuple[pdfium.Pointer, int]]) -> None:
        """The boxes of single paths of clips, and whether a path is anything else than its box."""
        paths, addresses = list(unseen.values()), list(unseen)
        counts = [pdfium.count_clip_segments(path, index) for path, index in paths]
        for batch in batches(counts):
            parts = zip(addresses[batch], paths[batch], counts[batch], strict=True)
            asked = [part for part in parts if part[2] > 0]
            self._sides.update(dict.fromkeys(addresses[batch], (EVERYWHERE, False)))
            segments = [
                pdfium.pointer(pdfium.clip_segment(path, index, number))
                for _, (path, index), count in asked
                for number in range(count)
            ]
            if not segments:
                continue
            xs, ys = self._segments.points(segments).tolist()
            begin = 0
            for address, _, count in asked:
                own_xs, own_ys = xs[begin : begin + count], ys[begin : begin + count]
                sides = map_box(self.matrix, min(own_xs), min(own_ys), max(own_xs), max(own_ys))
                self._sides[address] = sides, not is_rectangle(own_xs, own_ys)
                begin += count


def is_rectangle(xs: list[float], ys: list[float]) -> bool:
    """Whether the points of one subpath stand at the corners of the box around them, all four of them."""
    if not 4 <= len(xs) <= 6:
        return False
    if len(set(zip(xs, ys, strict=True))) == 4 == 2 * len(set(xs)) == 2 * len(set(ys)):
        return True
    left, right, low, high = min(xs), max(xs), min(ys), max(ys)
    corners = set()
    for x, y in zip(xs, ys, strict=True):
        at_side, at_end = min(x - left, right - x), min(y - low, high - y)
        if at_side > 0.05 or at_end > 0.05:
            return False
        corners.add((x - left > right - x, y - low > high - y))
    return len(corners) == 4 or right - left <= 0.1 or high - low <= 0.1

"""Filled paths of several subpaths: rules filled together, and frames filled as rings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from budgetkit.readers import binding
from budgetkit.readers.frame import Box, Matrix, map_box

THINNEST = 0.01
"""Points; a side of a frame below this is not drawn."""
ON_SIDE = 0.05
"""Units by which a corner may miss the side of the box around its subpath."""

Segment = tuple[int, float, float, bool]
"""Kind, x, y, whether it closes the subpath."""
Points = list[tuple[int, float, float]]


def filled_boxes(segments: Iterable[Segment], matrix: Matrix, even_odd: bool, thickest: float) -> list[Box]:
    """The boxes that a filled path paints, one for each subpath, and of each ring its four sides.

    A ring is a frame in a frame, nowhere more than ``thickest`` apart. The space between the two is painted
    by the even-odd rule, or when they turn in opposite ways.
    """
    boxes: list[Box] = []
    before: Points = []
    for points in _subpaths(segments):
        _, xs, ys = zip(*points, strict=True)
        box = map_box(matrix, min(xs), min(ys), max(xs), max(ys))
        ring = _ring(boxes[-1], box, thickest) if before else []
        if ring:
            turns = _turn_of(before), _turn_of(points)
            if all(turns) and (even_odd or turns[0] != turns[1]):
                boxes[-1:], before = ring, []
                continue
        boxes.append(box)
        before = points
    return boxes


def _subpaths(segments: Iterable[Segment]) -> Iterator[Points]:
    points: Points = []
    for kind, x, y, _ in segments:
        if kind == binding.SEGMENT_MOVE and points:
            yield points
            points = []
        points.append((kind, x, y))
    if points:
        yield points


def _turn_of(points: Points) -> int:
    """1 or -1 by the way an upright frame is drawn round, corners cut or not; 0 for other shapes."""
    ends = set()
    area = 0.0
    _, x, y = points[-1]
    for kind, x1, y1 in points:
        if kind != binding.SEGMENT_BEZIER:  # a circle has no straight sides
            ends |= {(x, y), (x1, y1)}
        area += x1 * y - y1 * x
        x, y = x1, y1
    xs, ys = [x for x, _ in ends], [y for _, y in ends]
    for places in (xs, ys):
        low, high = min(places, default=0) + ON_SIDE, max(places, default=0) - ON_SIDE
        if sum(place <= low for place in places) < 2 or sum(place >= high for place in places) < 2:
            return 0
    return 1 if area > 0 else -1


def _ring(one: Box, other: Box, thickest: float) -> list[Box]:
    """The sides between two nested boxes; none where they are not nested or stand too far apart."""
    if one[2] - one[0] < other[2] - other[0] or one[3] - one[1] < other[3] - other[1]:
        one, other = other, one
    left, top, right, bottom = one
    x0, y0, x1, y1 = other
    sides = (
        (x0 - left, (left, top, x0, bottom)),
        (right - x1, (x1, top, right, bottom)),
        (y0 - top, (left, top, right, y0)),
        (bottom - y1, (left, y1, right, bottom)),
    )
    if not all(-THINNEST <= thickness <= thickest for thickness, _ in sides):
        return []
    return [side for thickness, side in sides if thickness > THINNEST]

"""Filled paths of several subpaths: rules filled together, and frames filled as rings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from budgetkit.readers import binding
from budgetkit.readers.frame import Box, Matrix, map_box

THINNEST = 0.01
"""Points; a side of a frame below this is not drawn."""
ON_SIDE = 0.05
"""Units by which a corner may miss the side of the box around its subpath."""


class Outline(NamedTuple):
    """The segments of one path: the kind of each, the point it leads to, whether it closes its subpath."""

    kinds: list[int]
    xs: list[float]
    ys: list[float]
    closes: list[int]


def straight_lines(outline: Outline) -> Iterator[Box]:
    """The ends of each straight segment; curves are passed over."""
    start = here = (0.0, 0.0)
    for kind, x, y, closes in zip(*outline, strict=True):
        if kind == binding.SEGMENT_MOVE:
            start = (x, y)
        elif kind == binding.SEGMENT_LINE:
            yield *here, x, y
        here = (x, y)
        if closes:
            yield *here, *start
            here = start


def filled_boxes(outline: Outline, matrix: Matrix, even_odd: bool, thickest: float) -> list[Box]:
    """The boxes that a filled path paints, one for each subpath, and of each ring its four sides.

    A ring is a frame in a frame, nowhere more than ``thickest`` apart. The space between the two is painted
    by the even-odd rule, or when they turn in opposite ways.
    """
    boxes: list[Box] = []
    before: Outline | None = None
    for part in _subpaths(outline):
        box = map_box(matrix, min(part.xs), min(part.ys), max(part.xs), max(part.ys))
        ring = _ring(boxes[-1], box, thickest) if before else []
        if ring:
            turns = _turn_of(before), _turn_of(part)
            if all(turns) and (even_odd or turns[0] != turns[1]):
                boxes[-1:], before = ring, None
                continue
        boxes.append(box)
        before = part
    return boxes


def _subpaths(outline: Outline) -> Iterator[Outline]:
    if not outline.kinds:
        return
    begins = [place for place, kind in enumerate(outline.kinds) if kind == binding.SEGMENT_MOVE and place]
    for begin, end in zip([0, *begins], [*begins, len(outline.kinds)], strict=True):
        yield Outline(*(values[begin:end] for values in outline))


def _turn_of(outline: Outline) -> int:
    """1 or -1 by the way an upright frame is drawn round, corners cut or not; 0 for other shapes."""
    kinds, xs, ys, _ = outline
    if not _is_upright_frame(kinds, xs, ys):
        return 0
    area = 0.0
    x, y = xs[-1], ys[-1]
    for x1, y1 in zip(xs, ys, strict=True):
        area += x1 * y - y1 * x
        x, y = x1, y1
    return 1 if area > 0 else -1


def _is_upright_frame(kinds: list[int], xs: list[float], ys: list[float]) -> bool:
    """Whether straight segments end at two places or more of every side of the box around them."""
    ends = set(zip(xs, ys, strict=True))
    if binding.SEGMENT_BEZIER in kinds:  # a circle has no straight sides
        steps = zip(kinds, xs, ys, [xs[-1], *xs], [ys[-1], *ys], strict=False)
        ends = {
            end
            for kind, x, y, x0, y0 in steps
            if kind != binding.SEGMENT_BEZIER
            for end in ((x, y), (x0, y0))
        }
    elif len(ends) == 4 == 2 * len(set(xs)) == 2 * len(set(ys)):
        return True
    for places in zip(*ends, strict=True):
        low, high = min(places) + ON_SIDE, max(places) - ON_SIDE
        if sum(place <= low for place in places) < 2 or sum(place >= high for place in places) < 2:
            return False
    return bool(ends)


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

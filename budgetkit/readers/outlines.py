"""Paths of several segments: stroked lines, rules filled together, and frames filled as rings."""

from __future__ import annotations

import numpy as np

from budgetkit.readers import binding
from budgetkit.readers.shapes import Segments, map_shapes, measure_shapes

THINNEST = 0.01
"""Points; a side of a frame below this is not drawn."""
ON_SIDE = 0.05
"""Units by which a corner may miss the side of the box around its subpath."""


def straight_lines(segments: Segments) -> tuple[np.ndarray, np.ndarray]:
    """The ends (4 by n) of all straight segments on the displayed page, and the path of each.

    Curves are passed over. Where a subpath closes, a straight line leads back to its start.
    """
    kinds, points, closes, begins, matrices, _ = segments
    owners, every = segments.owners(), np.arange(len(kinds))
    # the last place stands for the origin, where a path without a beginning begins
    points = np.append(points, np.zeros((2, 1)), axis=1)
    starts = np.maximum.accumulate(np.where(kinds == binding.SEGMENT_MOVE, every, -1))
    starts[starts < begins[owners]] = -1
    before = every - 1
    before[1:][closes[:-1]] = starts[:-1][closes[:-1]]
    before[begins] = -1
    lines, closing = np.flatnonzero(kinds == binding.SEGMENT_LINE), np.flatnonzero(closes)
    owners = owners[np.concatenate((lines, closing))]
    a, b, c, d, e, f = matrices[:, owners]
    x0, y0 = points[:, np.concatenate((before[lines], closing))]
    x1, y1 = points[:, np.concatenate((lines, starts[closing]))]
    ends = a * x0 + c * y0 + e, b * x0 + d * y0 + f, a * x1 + c * y1 + e, b * x1 + d * y1 + f
    return np.stack(ends), owners


def filled_boxes(segments: Segments, even_odd: np.ndarray, thickest: float) -> tuple[np.ndarray, np.ndarray]:
    """The boxes (4 by n) that filled paths paint on the displayed page, and the path of each.

    There is one for each subpath, and of each ring its four sides. A ring is a frame in a frame, nowhere
    more than ``thickest`` apart. The space between the two is painted by the even-odd rule, or when they
    turn in opposite ways.
    """
    is_first = segments.kinds == binding.SEGMENT_MOVE
    is_first[segments.begins] = True
    parts = np.flatnonzero(is_first)
    owners = segments.owners()[parts]
    shapes, rectangles = measure_shapes(segments.points, parts)
    boxes = map_shapes(segments.matrices[:, owners], shapes)
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
    return np.concatenate((boxes[:, whole], sides), axis=1), np.concatenate((owners[whole], ring_owners))


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
        if kind != binding.SEGMENT_BEZIER:  # a circle has no straight sides
            ends |= {(x, y), (x1, y1)}
        x, y = x1, y1
    for places in zip(*ends, strict=True):
        low, high = min(places) + ON_SIDE, max(places) - ON_SIDE
        if sum(place <= low for place in places) < 2 or sum(place >= high for place in places) < 2:
            return False
    return bool(ends)

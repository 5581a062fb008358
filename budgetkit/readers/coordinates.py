"""Coordinates: from a page's own user space to points from the top left of the page as displayed."""

from __future__ import annotations

from ctypes import byref, c_float
from dataclasses import dataclass

import numpy as np

from budgetkit.readers import pdfium

Matrix = tuple[float, float, float, float, float, float]
"""``a, b, c, d, e, f`` as in PDF: ``x' = a x + c y + e`` and ``y' = b x + d y + f``."""
UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """The displayed page: its size, and the matrix that leads to it from user space."""

    width: float
    height: float
    matrix: Matrix

    def turned(self, direction: int) -> Frame:
        """The page turned so that text running down (1), left (2) or up (3) runs to the right."""
        width, height = (self.width, self.height) if direction == 2 else (self.height, self.width)
        return Frame(width, height, concatenate(self.matrix, self._turn(direction)))

    def turned_back(self, box: Box, direction: int) -> Box:
        """A box of the turned page on the page as displayed."""
        back = self.turned(direction)._turn(4 - direction)
        return tuple(round(side, 2) for side in map_box(back, *box))

    def _turn(self, direction: int) -> Matrix:
        width, height = self.width, self.height
        return (
            UNMOVED,
            (0.0, -1.0, 1.0, 0.0, 0.0, width),
            (-1.0, 0.0, 0.0, -1.0, width, height),
            (0.0, 1.0, -1.0, 0.0, height, 0.0),
        )[direction]


def read_frame(page: pdfium.Handle) -> Frame:
    """Measure a loaded page; the crop box cuts, then the page's own rotation turns."""
    corners = (c_float * 4)()
    pdfium.page_box(page, byref(corners))
    left, top, right, bottom = corners
    matrices = (
        (1.0, 0.0, 0.0, -1.0, -left, top),
        (0.0, 1.0, 1.0, 0.0, -bottom, -left),
        (-1.0, 0.0, 0.0, 1.0, right, -bottom),
        (0.0, -1.0, -1.0, 0.0, top, right),
    )
    matrix = matrices[pdfium.page_rotation(page) % 4]
    return Frame(pdfium.page_width(page), pdfium.page_height(page), matrix)


def concatenate(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies ``inner`` first and ``outer`` second."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def is_upright(matrix: Matrix) -> bool:
    """Whether axis-parallel boxes stay axis-parallel."""
    a, b, c, d, _, _ = matrix
    small = 1e-3 * max(abs(a), abs(b), abs(c), abs(d))
    return (abs(b) <= small and abs(c) <= small) or (abs(a) <= small and abs(d) <= small)


def map_box(matrix: Matrix, x0: float, y0: float, x1: float, y1: float) -> Box:
    """The upright box around a mapped box."""
    a, b, c, d, e, f = matrix
    if b == 0 and c == 0:
        left, right, top, bottom = a * x0 + e, a * x1 + e, d * y0 + f, d * y1 + f
    elif a == 0 and d == 0:
        left, right, top, bottom = c * y0 + e, c * y1 + e, b * x0 + f, b * x1 + f
    else:
        xs = [a * x + c * y + e for x in (x0, x1) for y in (y0, y1)]
        ys = [b * x + d * y + f for x in (x0, x1) for y in (y0, y1)]
        return min(xs), min(ys), max(xs), max(ys)
    if left > right:
        left, right = right, left
    if top > bottom:
        top, bottom = bottom, top
    return left, top, right, bottom


def map_boxes(matrix: Matrix, boxes: np.ndarray) -> np.ndarray:
    """Boxes (4 by n), mapped by a matrix that keeps them upright."""
    a, b, c, d, e, f = matrix
    x, y = boxes[::2], boxes[1::2]
    x, y = a * x + c * y + e, b * x + d * y + f
    mapped = np.empty(boxes.shape)
    np.minimum(*x, out=mapped[0])
    np.minimum(*y, out=mapped[1])
    np.maximum(*x, out=mapped[2])
    np.maximum(*y, out=mapped[3])
    return mapped

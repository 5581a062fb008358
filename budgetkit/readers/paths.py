"""Vector paths of a page: thin strips that may be rules, and the fills and images around them.

A strip is a stroked segment, a thin filled rectangle or an image of that shape. Form XObjects are
entered with their matrices. What covers what is for :mod:`budgetkit.readers.painting` to tell: every
piece carries its place in the order of painting.
"""

from __future__ import annotations

from ctypes import byref, c_float, c_int, c_uint
from dataclasses import dataclass, field
from itertools import compress, repeat

import numpy as np

from budgetkit.readers import binding
from budgetkit.readers.binding import Answers, Handle, Pointer, pointer
from budgetkit.readers.clipping import EVERYWHERE, Clips, intersect
from budgetkit.readers.frame import Box, Frame, Matrix, concatenate, is_upright, map_box, map_boxes
from budgetkit.readers.outlines import filled_boxes, straight_lines
from budgetkit.readers.shapes import SegmentReader, Segments

Edge = tuple[float, float, float]
"""Position across, start and end along, in points of the displayed page."""

THICKEST_RULE = 3.2
"""Points; anything thicker is a bar or a background. Word's thickest common border has three."""
WHITE = 250
"""A paint with all three components from here on does not show on paper."""
FAINTEST = 8
"""Alpha of 255 below which a paint does not show."""
LEVEL = 0.5
"""Points by which the ends of a level stroke may differ in height."""
ONE_RECTANGLE = 6
"""Segments up to which a fill is one shape."""
DEEPEST_FORM = 12
"""Form XObjects inside one another; deeper nesting is a loop or an attack."""

ORDER, IS_WHITE, CLIP = 4, 5, 6
"""Columns of a piece after its box: place in the order of painting, 1 for white paint, number of its clip."""
NO_PIECES = np.empty((0, 7))


@dataclass(slots=True)
class Drawing:
    """What is painted on a page, text apart, in boxes of the displayed page.

    ``strips`` and ``fills`` hold pieces cut to their clips: box, order, whether white, clip. ``fill_handles``
    has the object of each fill, ``slants`` the boxes of slanting strokes. ``streams`` keeps the objects
    of each content stream, by address, with the order of the first and the step to the next. ``clip_boxes``
    numbers the clips of the page, the first is the page itself; ``odd_clips`` are those that are no
    rectangles. ``text_clips`` holds, for text objects inside form XObjects, the clips of their stream.
    """

    strips: np.ndarray = field(default_factory=lambda: NO_PIECES)
    fills: np.ndarray = field(default_factory=lambda: NO_PIECES)
    fill_handles: list[Pointer] = field(default_factory=list)
    streams: list[tuple[list[int], float, float]] = field(default_factory=list)
    images: int = 0
    slants: list[Box] = field(default_factory=list)
    clip_boxes: list[Box] = field(default_factory=lambda: [EVERYWHERE])
    odd_clips: set[int] = field(default_factory=set)
    page_clips: Clips | None = None
    text_clips: dict[int, Clips] = field(default_factory=dict)

    def orders(self) -> dict[int, float]:
        """The place of every object in the order of painting, by its address."""
        orders: dict[int, float] = {}
        for addresses, first, step in self.streams:
            orders.update(zip(addresses, (first + step * np.arange(len(addresses))).tolist(), strict=True))
        return orders


class PathReader:
    """Reads the drawings of pages; owns the memory that PDFium writes its answers to."""

    def __init__(self) -> None:
        self._bounds, self._modes, self._colors = Answers(c_float, 4), Answers(c_int, 2), Answers(c_uint, 4)
        self._segments, self._width = SegmentReader(), c_float()
        self._width_reference = byref(self._width)
        self._strips: list[np.ndarray] = []
        self._parts: list[tuple[float, ...]] = []
        self._fills: list[np.ndarray] = []

    def read(self, page: Handle, frame: Frame) -> Drawing:
        """All that a loaded page paints, by the matrix from user space to the displayed page."""
        drawing = Drawing(clip_boxes=[(-1.0, -1.0, frame.width + 1, frame.height + 1)])
        drawing.page_clips = Clips(frame.matrix, 0, drawing.clip_boxes, drawing.odd_clips, self._segments)
        count = binding.count_objects(page)
        addresses = list(map(binding.get_object, repeat(pointer(page.value), count), range(count)))
        self._strips, self._parts, self._fills = [], [], []
        self._walk(addresses, frame.matrix, drawing.page_clips, drawing, 0, 0.0, 1.0)
        clips = np.array(drawing.clip_boxes)
        if self._parts:
            self._strips.append(np.array(self._parts))
        if self._strips:
            drawing.strips = _cut(np.concatenate(self._strips), clips)[0]
        if self._fills:
            drawing.fills, kept = _cut(np.concatenate(self._fills), clips)
            drawing.fill_handles = list(compress(drawing.fill_handles, kept.tolist()))
        return drawing

    def _walk(
        self,
        addresses: list[int],
        matrix: Matrix,
        clips: Clips,
        drawing: Drawing,
        depth: int,
        first: float,
        step: float,
    ) -> None:
        drawing.streams.append((addresses, first, step))
        handles = list(map(pointer, addresses))
        kinds = list(map(binding.object_type, handles))
        wanted = binding.OBJECT_PATH
        places = [place for place, kind in enumerate(kinds) if kind == wanted]
        if places and is_upright(matrix):
            orders = first + step * np.array(places)
            self._read_paths([handles[place] for place in places], orders, matrix, clips, drawing)
        if depth == 0 and kinds.count(binding.OBJECT_TEXT) + len(places) == len(kinds):
            return
        for place, (handle, kind) in enumerate(zip(handles, kinds, strict=True)):
            if kind == binding.OBJECT_TEXT and depth:
                drawing.text_clips[addresses[place]] = clips
            elif kind == binding.OBJECT_FORM and depth < DEEPEST_FORM:
                self._enter_form(handle, matrix, clips, drawing, depth, first + step * place, step)
            elif kind == binding.OBJECT_IMAGE:
                drawing.images += 1
                self._read_image(handle, first + step * place, matrix, clips, drawing)

    def _enter_form(
        self,
        handle: Pointer,
        matrix: Matrix,
        clips: Clips,
        drawing: Drawing,
        depth: int,
        order: float,
        step: float,
    ) -> None:
        inner = concatenate(self._segments.matrix_of(handle), matrix)
        count = max(0, binding.count_form_objects(handle))
        addresses = [binding.get_form_object(handle, index) for index in range(count)]
        within = clips.within(inner, clips.numbers((handle,))[0])
        step /= count + 1
        self._walk(addresses, inner, within, drawing, depth + 1, order, step)

    def _read_image(
        self, handle: Pointer, order: float, matrix: Matrix, clips: Clips, drawing: Drawing
    ) -> None:
        own = concatenate(self._segments.matrix_of(handle), matrix)
        if is_upright(own):
            (number,) = clips.numbers((handle,))
            x0, y0, x1, y1 = box = intersect(map_box(own, 0, 0, 1, 1), drawing.clip_boxes[number])
            if 0 <= min(x1 - x0, y1 - y0) <= THICKEST_RULE:
                self._parts.append((*box, order, 0.0, number))
            else:
                self._fills.append(np.array([[*box, order, 0.0, number]]))
                drawing.fill_handles.append(handle)

    def _read_paths(
        self, handles: list[Pointer], orders: np.ndarray, matrix: Matrix, clips: Clips, drawing: Drawing
    ) -> None:
        count = len(handles)
        list(map(binding.object_bounds, handles, *self._bounds.references(count)))
        list(map(binding.draw_mode, handles, *self._modes.references(count)))
        boxes = self._bounds.rows(count).astype(float)
        modes, strokes = self._modes.rows(count).T.copy()
        filled, stroked = modes != 0, strokes != 0
        thin = np.minimum(*(boxes[:, 2:] - boxes[:, :2]).T) <= THICKEST_RULE
        pieces = np.empty((count, 7))
        pieces[:, :4], pieces[:, ORDER] = map_boxes(matrix, boxes), orders
        pieces[:, CLIP] = clips.numbers(handles)

        chosen = self._painted(binding.stroke_color, handles, np.flatnonzero(stroked), pieces)
        self._strips.append(pieces[chosen[thin[chosen]]])
        thick = chosen[~thin[chosen]]
        for segments in self._segments.read([handles[place] for place in thick.tolist()], matrix):
            places = thick[segments.paths]
            widths = [self._width_of(handles[place]) for place in places.tolist()]
            self._keep_strokes(segments, np.array(widths), pieces[places], drawing)
        chosen = self._painted(
            binding.fill_color, handles, np.flatnonzero(filled & ~(stroked & thin)), pieces
        )
        self._strips.append(pieces[chosen[thin[chosen]]])
        whole, several = [], []
        thick = chosen[~thin[chosen]]
        for place, clip in zip(thick.tolist(), pieces[thick, CLIP].tolist(), strict=True):
            if binding.count_segments(handles[place]) > ONE_RECTANGLE:
                several.append(place)
            elif clip not in drawing.odd_clips:
                whole.append(place)
        even_odd = modes[several] == binding.EVEN_ODD
        for segments in self._segments.read([handles[place] for place in several], matrix):
            boxes, owners = filled_boxes(segments, even_odd[segments.paths], THICKEST_RULE)
            self._keep_thin(boxes, pieces[np.array(several)[segments.paths][owners]])
        self._fills.append(pieces[whole])
        drawing.fill_handles += [handles[place] for place in whole]

    def _painted(self, ask, handles: list[Pointer], chosen: np.ndarray, pieces: np.ndarray) -> np.ndarray:
        """Those of the chosen objects whose paint shows; their pieces learn which of them are white."""
        count = len(chosen)
        if not count:
            return chosen
        asked = [handles[place] for place in chosen.tolist()]
        # without a colour it is a pattern or a shading, which shows
        known = np.array(list(map(ask, asked, *self._colors.references(count)))) != 0
        paints = self._colors.rows(count)
        red, green, blue, alpha = paints.T
        pieces[chosen, IS_WHITE] = known & (red >= WHITE) & (green >= WHITE) & (blue >= WHITE)
        return chosen[~known | (alpha >= FAINTEST)]

    def _width_of(self, handle: Pointer) -> float:
        binding.stroke_width(handle, self._width_reference)
        return self._width.value

    def _keep_thin(self, boxes: np.ndarray, looks: np.ndarray) -> None:
        """The thin ones of boxes (4 by n) that are parts of paths, which give them their looks."""
        thin = ((boxes[2:] - boxes[:2]) <= THICKEST_RULE).any(axis=0)
        looks[:, :4] = boxes.T
        self._strips.append(looks[thin])

    def _keep_strokes(
        self, segments: Segments, widths: np.ndarray, looks: np.ndarray, drawing: Drawing
    ) -> None:
        """Keep each straight segment of stroked paths as a box as thick as the stroke."""
        own = list(map(tuple, segments.matrices.T.tolist()))
        kept = (widths <= 2 * THICKEST_RULE) & np.array(list(map(is_upright, own)))
        # as thick as the stroke across, not longer along
        scales = np.array([abs(a * d - b * c) ** 0.5 for a, b, c, d, _, _ in own])
        halves = np.maximum(widths * scales, 0.1) / 2
        lines, owners = straight_lines(segments)
        lines, owners = lines[:, kept[owners]], owners[kept[owners]]
        lows, highs = np.minimum(lines[:2], lines[2:]), np.maximum(lines[:2], lines[2:])
        narrow = highs - lows <= LEVEL
        lows, highs = (
            np.where(narrow, lows - halves[owners], lows),
            np.where(narrow, highs + halves[owners], highs),
        )
        straight, boxes = narrow.any(axis=0), np.concatenate((lows, highs))
        drawing.slants += map(tuple, boxes[:, ~straight].T.tolist())
        self._keep_thin(boxes[:, straight], looks[owners[straight]])


def _cut(pieces: np.ndarray, clips: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pieces cut to their clips, and which of those given are left."""
    bounds = clips[pieces[:, CLIP].astype(int)]
    np.maximum(pieces[:, :2], bounds[:, :2], out=pieces[:, :2])
    np.minimum(pieces[:, 2:4], bounds[:, 2:], out=pieces[:, 2:4])
    x0, y0, x1, y1 = pieces.T[:4]
    kept = (x1 >= x0) & (y1 >= y0)
    return pieces[kept], kept

"""Vector paths of a page: thin strips that may be rules, and the fills and images around them.

A strip is a stroked segment, a thin filled rectangle or an image of that shape. Form XObjects are
entered with their matrices. What covers what is for :mod:`budgetkit.readers.painting` to tell: every
piece carries its place in the order of painting.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_float, c_int, c_uint
from dataclasses import dataclass, field
from itertools import repeat

import numpy as np

from budgetkit.readers import binding
from budgetkit.readers.binding import Handle
from budgetkit.readers.clipping import EVERYWHERE, Clips
from budgetkit.readers.frame import Box, Frame, Matrix, concatenate, is_upright, map_box, map_boxes
from budgetkit.readers.outlines import filled_boxes

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

ORDER, IS_WHITE = 4, 5
"""Columns of a piece after its box: place in the order of painting, and 1 for white paint."""


@dataclass(slots=True)
class Drawing:
    """What is painted on a page, text apart, in boxes of the displayed page.

    ``strips`` and ``fills`` hold rows of six numbers: box, order, whether white. ``fill_handles``
    has the object of each fill, ``slants`` the boxes of slanting strokes. ``streams`` keeps the objects
    of each content stream with the order of the first and the step to the next. ``clip_boxes`` numbers
    the clips of the page, the first is the page itself; ``odd_clips`` are those that are no rectangles.
    ``text_clips`` holds, for text objects inside form XObjects, the clips of their stream.
    """

    strips: list[np.ndarray] = field(default_factory=list)
    fills: list[np.ndarray] = field(default_factory=list)
    fill_handles: list[Handle] = field(default_factory=list)
    streams: list[tuple[list[Handle], float, float]] = field(default_factory=list)
    images: int = 0
    slants: list[np.ndarray] = field(default_factory=list)
    clip_boxes: list[Box] = field(default_factory=lambda: [EVERYWHERE])
    odd_clips: set[int] = field(default_factory=set)
    page_clips: Clips | None = None
    text_clips: dict[int, Clips] = field(default_factory=dict)

    def orders(self) -> dict[int, float]:
        """The place of every object in the order of painting, by its address."""
        return {
            handle.value: first + step * number
            for handles, first, step in self.streams
            for number, handle in enumerate(handles)
        }


class Answers:
    """Memory for the answers to one question about many objects, of four bytes a number.

    It grows to the fullest page and is used again on the next.
    """

    def __init__(self, kind: type, width: int) -> None:
        self._kind, self._width = kind, width
        self._buffer, self._references = (kind * 0)(), [()] * width

    def references(self, count: int) -> list[tuple]:
        """Where to write, one column for each argument of the question."""
        if len(self._references[0]) < count:
            size = 2 * count * self._width
            self._buffer = (self._kind * size)()
            every = [byref(self._buffer, 4 * index) for index in range(size)]
            self._references = [tuple(every[first :: self._width]) for first in range(self._width)]
        return self._references

    def rows(self, count: int) -> np.ndarray:
        """What was written, one row for each object."""
        numbers = np.frombuffer(self._buffer, dtype=self._kind, count=count * self._width)
        return numbers.reshape(count, self._width)


class PathReader:
    """Reads the drawings of pages; owns the memory that PDFium writes its answers to."""

    def __init__(self) -> None:
        self._bounds, self._modes, self._colors = Answers(c_float, 4), Answers(c_int, 2), Answers(c_uint, 4)
        self._matrix = (c_float * 6)()
        self._point = (c_float * 2)()
        self._point_references = [byref(self._point, offset) for offset in (0, 4)]

    def read(self, page: Handle, frame: Frame) -> Drawing:
        """All that a loaded page paints, by the matrix from user space to the displayed page."""
        drawing = Drawing(clip_boxes=[(-1.0, -1.0, frame.width + 1, frame.height + 1)])
        drawing.page_clips = Clips(frame.matrix, 0, drawing.clip_boxes, drawing.odd_clips)
        get = binding.get_object
        count = binding.count_objects(page)
        handles = list(map(get, repeat(page, count), range(count)))
        self._walk(handles, frame.matrix, drawing.page_clips, drawing, 0, 0.0, 1.0)
        return drawing

    def _walk(
        self,
        handles: list[Handle],
        matrix: Matrix,
        clips: Clips,
        drawing: Drawing,
        depth: int,
        first: float,
        step: float,
    ) -> None:
        drawing.streams.append((handles, first, step))
        kinds = list(map(binding.object_type, handles))
        places = [place for place, kind in enumerate(kinds) if kind == binding.OBJECT_PATH]
        if places and is_upright(matrix):
            orders = first + step * np.array(places)
            self._read_paths([handles[place] for place in places], orders, matrix, clips, drawing)
        if depth == 0 and kinds.count(binding.OBJECT_TEXT) + len(places) == len(kinds):
            return
        for place, (handle, kind) in enumerate(zip(handles, kinds, strict=True)):
            if kind == binding.OBJECT_TEXT and depth:
                drawing.text_clips[handle.value] = clips
            elif kind == binding.OBJECT_FORM and depth < DEEPEST_FORM:
                self._enter_form(handle, matrix, clips, drawing, depth, first + step * place, step)
            elif kind == binding.OBJECT_IMAGE:
                drawing.images += 1
                self._read_image(handle, first + step * place, matrix, clips, drawing)

    def _enter_form(
        self,
        handle: Handle,
        matrix: Matrix,
        clips: Clips,
        drawing: Drawing,
        depth: int,
        order: float,
        step: float,
    ) -> None:
        inner = concatenate(self._matrix_of(handle), matrix)
        get = binding.get_form_object
        handles = [get(handle, index) for index in range(max(0, binding.count_form_objects(handle)))]
        within = Clips(inner, clips.numbers((handle,))[0], drawing.clip_boxes, drawing.odd_clips)
        step /= len(handles) + 1
        self._walk(handles, inner, within, drawing, depth + 1, order, step)

    def _matrix_of(self, handle: Handle) -> Matrix:
        if not binding.object_matrix(handle, byref(self._matrix)):
            return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        return tuple(self._matrix)

    def _read_image(
        self, handle: Handle, order: float, matrix: Matrix, clips: Clips, drawing: Drawing
    ) -> None:
        own = concatenate(self._matrix_of(handle), matrix)
        if is_upright(own):
            piece = np.array([[*map_box(own, 0, 0, 1, 1), order, 0.0]])
            piece = _clipped(piece, np.array([clips.numbers((handle,))[0]]), drawing)
            if len(piece) and (piece[0, 2:4] - piece[0, :2]).min() <= THICKEST_RULE:
                drawing.strips.append(piece)
            else:
                drawing.fills.append(piece)
                drawing.fill_handles += [handle] * len(piece)

    def _read_paths(
        self, handles: list[Handle], orders: np.ndarray, matrix: Matrix, clips: Clips, drawing: Drawing
    ) -> None:
        count = len(handles)
        list(map(binding.object_bounds, handles, *self._bounds.references(count)))
        list(map(binding.draw_mode, handles, *self._modes.references(count)))
        boxes = self._bounds.rows(count).astype(float)
        modes, strokes = self._modes.rows(count).T.copy()
        filled, stroked = modes != 0, strokes != 0
        thin = (boxes[:, 2:] - boxes[:, :2]).min(axis=1) <= THICKEST_RULE
        numbers = np.array(clips.numbers(handles))
        pieces = np.empty((count, 6))
        pieces[:, :4], pieces[:, ORDER] = map_boxes(matrix, boxes), orders

        def keep(chosen: np.ndarray, white: np.ndarray) -> None:
            strips = pieces[chosen]
            strips[:, IS_WHITE] = white
            drawing.strips.append(_clipped(strips, numbers[chosen], drawing))

        chosen, white = self._painted(binding.stroke_color, handles, np.flatnonzero(stroked))
        keep(chosen[thin[chosen]], white[thin[chosen]])
        for place, pale in zip(chosen.tolist(), white.tolist(), strict=True):
            if not thin[place]:
                lines = self._strokes(handles[place], matrix, drawing)
                self._keep_parts(lines, pieces[place, ORDER], pale, numbers[place], drawing)
        chosen, white = self._painted(binding.fill_color, handles, np.flatnonzero(filled & ~(stroked & thin)))
        keep(chosen[thin[chosen]], white[thin[chosen]])
        chosen, white = chosen[~thin[chosen]], white[~thin[chosen]]
        whole = np.ones(len(chosen), dtype=bool)
        for number, (place, pale) in enumerate(zip(chosen.tolist(), white.tolist(), strict=True)):
            segments = binding.count_segments(handles[place])
            if segments > ONE_RECTANGLE:
                whole[number] = False
                own = concatenate(self._matrix_of(handles[place]), matrix)
                drawn = self._segments(handles[place], segments)
                parts = filled_boxes(drawn, own, modes[place] == binding.EVEN_ODD, THICKEST_RULE)
                self._keep_parts(
                    np.array(parts).reshape(-1, 4), pieces[place, ORDER], pale, numbers[place], drawing
                )
        self._keep_fills(handles, pieces, chosen[whole], white[whole], numbers, drawing)

    def _keep_fills(self, handles, pieces, chosen, white, numbers, drawing: Drawing) -> None:
        fills = pieces[chosen]
        fills[:, IS_WHITE] = white
        square = [number not in drawing.odd_clips for number in numbers[chosen].tolist()]
        fills, chosen = fills[square], chosen[square]
        cut = _cut(fills, numbers[chosen], drawing)
        drawing.fills.append(cut[_has_extent(cut)])
        drawing.fill_handles += [handles[place] for place in chosen[_has_extent(cut)].tolist()]

    def _painted(self, ask, handles: list[Handle], chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Those of the chosen objects whose paint shows at all, and which of them are white."""
        count = len(chosen)
        if not count:
            return chosen, np.zeros(0, dtype=bool)
        asked = [handles[place] for place in chosen.tolist()]
        # without a colour it is a pattern or a shading, which shows
        known = np.array(list(map(ask, asked, *self._colors.references(count)))) != 0
        paints = self._colors.rows(count)
        white = known & (paints[:, :3] >= WHITE).all(axis=1)
        shows = ~known | (paints[:, 3] >= FAINTEST)
        return chosen[shows], white[shows]

    def _keep_parts(
        self, boxes: np.ndarray, order: float, white: bool, number: int, drawing: Drawing
    ) -> None:
        """The thin ones of several boxes of one path."""
        boxes = boxes[(boxes[:, 2:] - boxes[:, :2]).min(axis=1) <= THICKEST_RULE]
        pieces = np.column_stack((boxes, np.full(len(boxes), order), np.full(len(boxes), float(white))))
        drawing.strips.append(_clipped(pieces, np.full(len(boxes), number), drawing))

    def _strokes(self, handle: Handle, matrix: Matrix, drawing: Drawing) -> np.ndarray:
        """Each straight segment of a stroked path as a box as thick as the stroke."""
        binding.stroke_width(handle, byref(self._point))
        width = self._point[0]
        segments = binding.count_segments(handle)
        matrix = concatenate(self._matrix_of(handle), matrix)
        if width > 2 * THICKEST_RULE or not is_upright(matrix):
            return np.empty((0, 4))
        boxes = map_boxes(matrix, np.array(list(self._segment_boxes(handle, segments))))
        sizes = boxes[:, 2:] - boxes[:, :2]
        slanted = sizes.min(axis=1) > LEVEL
        drawing.slants.append(boxes[slanted])
        # as thick as the stroke across, not longer along
        half = max(width * abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5, 0.1) / 2
        grown = half * (sizes <= LEVEL)
        return np.hstack((boxes[:, :2] - grown, boxes[:, 2:] + grown))[~slanted]

    def _segments(self, handle: Handle, count: int) -> Iterator[tuple[int, float, float, bool]]:
        for index in range(count):
            segment = binding.get_segment(handle, index)
            if segment and binding.segment_point(segment, *self._point_references):
                x, y = self._point
                yield binding.segment_type(segment), x, y, bool(binding.segment_closes(segment))

    def _segment_boxes(self, handle: Handle, count: int) -> Iterator[Box]:
        """Each straight segment as a box without thickness; curves are passed over."""
        start = here = (0.0, 0.0)
        for kind, x, y, closes in self._segments(handle, count):
            if kind == binding.SEGMENT_MOVE:
                start = (x, y)
            elif kind == binding.SEGMENT_LINE:
                yield here[0], here[1], x, y
            here = (x, y)
            if closes:
                yield x, y, start[0], start[1]
                here = start


def _cut(pieces: np.ndarray, numbers: np.ndarray, drawing: Drawing) -> np.ndarray:
    """Pieces cut to their clips; an empty one has ``x1 < x0`` or ``y1 < y0``."""
    clips = np.array(drawing.clip_boxes)[numbers]
    np.maximum(pieces[:, :2], clips[:, :2], out=pieces[:, :2])
    np.minimum(pieces[:, 2:4], clips[:, 2:], out=pieces[:, 2:4])
    return pieces


def _has_extent(pieces: np.ndarray) -> np.ndarray:
    return (pieces[:, 2:4] >= pieces[:, :2]).all(axis=1)


def _clipped(pieces: np.ndarray, numbers: np.ndarray, drawing: Drawing) -> np.ndarray:
    pieces = _cut(pieces, numbers, drawing)
    return pieces[_has_extent(pieces)]

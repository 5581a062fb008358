"""Vector paths of a page: the horizontal and vertical rules a reader of the page sees.

A rule is a stroked segment or a thin filled rectangle, painted in a colour that shows. Form
XObjects are entered with their matrices. Fills of any size beyond a line's width are backgrounds.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_float, c_int, c_uint
from dataclasses import dataclass, field
from itertools import repeat

from budgetkit.readers import binding
from budgetkit.readers.binding import Handle
from budgetkit.readers.clipping import EVERYWHERE, Clips, intersect
from budgetkit.readers.frame import Box, Matrix, concatenate, is_upright, map_box

Edge = tuple[float, float, float]
"""Position across, start and end along, in points of the displayed page."""

THICKEST_RULE = 3.0
"""Points; anything thicker is a bar or a background."""
WHITE = 250
"""A paint with all three components from here on does not show on paper."""
FAINTEST = 8
"""Alpha of 255 below which a paint does not show."""
ONE_RECTANGLE = 6
"""Segments up to which a fill is one shape."""
DEEPEST_FORM = 12
"""Form XObjects inside one another; deeper nesting is a loop or an attack."""


@dataclass(slots=True)
class Drawing:
    """What is painted on a page, text apart.

    ``clip_boxes`` numbers the clips of the page, the first lets everything show. ``text_clips``
    holds, for text objects inside form XObjects, the clips of their stream.
    """

    horizontals: list[Edge] = field(default_factory=list)
    verticals: list[Edge] = field(default_factory=list)
    images: int = 0
    clip_boxes: list[Box] = field(default_factory=lambda: [EVERYWHERE])
    page_clips: Clips | None = None
    text_clips: dict[int, Clips] = field(default_factory=dict)


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

    def rows(self, count: int) -> list[tuple]:
        """What was written, one tuple for each object."""
        numbers = self._buffer[: count * self._width]
        return list(zip(*(numbers[first :: self._width] for first in range(self._width)), strict=True))


def _is_visible(red: int, green: int, blue: int, alpha: int) -> bool:
    return alpha >= FAINTEST and not (red >= WHITE and green >= WHITE and blue >= WHITE)


class PathReader:
    """Reads the drawings of pages; owns the memory that PDFium writes its answers to."""

    def __init__(self) -> None:
        self._bounds, self._modes, self._colors = Answers(c_float, 4), Answers(c_int, 2), Answers(c_uint, 4)
        self._matrix = (c_float * 6)()
        self._point = (c_float * 2)()
        self._point_references = [byref(self._point, offset) for offset in (0, 4)]
        self._color = (c_uint * 4)()
        self._color_references = [byref(self._color, offset) for offset in (0, 4, 8, 12)]

    def read(self, page: Handle, matrix: Matrix) -> Drawing:
        """All rules of a loaded page; ``matrix`` leads from user space to the displayed page."""
        drawing = Drawing()
        drawing.page_clips = Clips(matrix, 0, drawing.clip_boxes)
        get = binding.get_object
        count = binding.count_objects(page)
        handles = list(map(get, repeat(page, count), range(count)))
        self._walk(handles, matrix, drawing.page_clips, drawing, 0)
        return drawing

    def _walk(
        self, handles: list[Handle], matrix: Matrix, clips: Clips, drawing: Drawing, depth: int
    ) -> None:
        kinds = list(map(binding.object_type, handles))
        paths = [handle for handle, kind in zip(handles, kinds, strict=True) if kind == binding.OBJECT_PATH]
        if paths and is_upright(matrix):
            self._read_paths(paths, matrix, clips, drawing)
        if depth == 0 and kinds.count(binding.OBJECT_TEXT) + len(paths) == len(kinds):
            return
        for handle, kind in zip(handles, kinds, strict=True):
            if kind == binding.OBJECT_TEXT and depth:
                drawing.text_clips[handle.value] = clips
            elif kind == binding.OBJECT_FORM and depth < DEEPEST_FORM:
                self._enter_form(handle, matrix, clips, drawing, depth)
            elif kind == binding.OBJECT_IMAGE:
                drawing.images += 1

    def _enter_form(self, handle: Handle, matrix: Matrix, clips: Clips, drawing: Drawing, depth: int) -> None:
        inner = concatenate(self._matrix_of(handle), matrix)
        get = binding.get_form_object
        handles = [get(handle, index) for index in range(max(0, binding.count_form_objects(handle)))]
        self._walk(
            handles, inner, Clips(inner, clips.numbers((handle,))[0], drawing.clip_boxes), drawing, depth + 1
        )

    def _matrix_of(self, handle: Handle) -> Matrix:
        if not binding.object_matrix(handle, byref(self._matrix)):
            return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        return tuple(self._matrix)

    def _shows(self, get_color, handle: Handle) -> bool:
        # without a colour it is a pattern or a shading, which shows
        return not get_color(handle, *self._color_references) or _is_visible(*self._color)

    def _read_paths(self, handles: list[Handle], matrix: Matrix, clips: Clips, drawing: Drawing) -> None:
        count = len(handles)
        list(map(binding.object_bounds, handles, *self._bounds.references(count)))
        list(map(binding.draw_mode, handles, *self._modes.references(count)))
        thin_fills, thin_boxes = [], []
        for handle, box, (filled, stroked) in zip(
            handles, self._bounds.rows(count), self._modes.rows(count), strict=True
        ):
            thin = box[2] - box[0] <= THICKEST_RULE or box[3] - box[1] <= THICKEST_RULE
            if stroked and self._shows(binding.stroke_color, handle):
                self._read_strokes(handle, box if thin else None, matrix, clips, drawing)
            elif filled and thin:
                thin_fills.append(handle)
                thin_boxes.append(box)
            elif filled:
                self._read_fill(handle, matrix, clips, drawing)
        # the ordinary rule of word processors: there are hundreds on a page, so all in one sweep
        count = len(thin_fills)
        known = map(binding.fill_color, thin_fills, *self._colors.references(count))
        shown = [
            not solid or _is_visible(*paint)
            for solid, paint in zip(list(known), self._colors.rows(count), strict=True)
        ]
        for box, number, shows in zip(thin_boxes, clips.numbers(thin_fills), shown, strict=True):
            if shows:
                self._keep((box,), matrix, drawing.clip_boxes[number], drawing)

    def _read_strokes(
        self, handle: Handle, thin_box: Box | None, matrix: Matrix, clips: Clips, drawing: Drawing
    ) -> None:
        segments = binding.count_segments(handle)
        if segments <= 2:
            if thin_box is not None:
                self._keep((thin_box,), matrix, clips.of(handle), drawing)
        elif self._stroke_width(handle) <= 2 * THICKEST_RULE:
            lines = self._segment_boxes(handle, segments)
            self._keep(lines, concatenate(self._matrix_of(handle), matrix), clips.of(handle), drawing)

    def _read_fill(self, handle: Handle, matrix: Matrix, clips: Clips, drawing: Drawing) -> None:
        segments = binding.count_segments(handle)
        if segments > ONE_RECTANGLE and self._shows(binding.fill_color, handle):
            parts = self._subpath_boxes(handle, segments)
            self._keep(parts, concatenate(self._matrix_of(handle), matrix), clips.of(handle), drawing)

    def _stroke_width(self, handle: Handle) -> float:
        binding.stroke_width(handle, byref(self._point))
        return self._point[0]

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

    def _subpath_boxes(self, handle: Handle, count: int) -> Iterator[Box]:
        """The box around each subpath: a whole table's rules may be filled as one path."""
        xs: list[float] = []
        ys: list[float] = []
        for kind, x, y, _ in self._segments(handle, count):
            if kind == binding.SEGMENT_MOVE and xs:
                yield min(xs), min(ys), max(xs), max(ys)
                xs, ys = [], []
            xs.append(x)
            ys.append(y)
        if xs:
            yield min(xs), min(ys), max(xs), max(ys)

    def _keep(self, boxes, matrix: Matrix, clip: Box, drawing: Drawing) -> None:
        if not is_upright(matrix):
            return
        for box in boxes:
            x0, y0, x1, y1 = intersect(map_box(matrix, *box), clip)
            width, height = x1 - x0, y1 - y0
            if width < 0 or height < 0:
                continue
            # squares are corner joints or dots of a dotted line: neither direction can be told
            if height <= THICKEST_RULE and width > 1.5 * height:
                drawing.horizontals.append(((y0 + y1) / 2, x0, x1))
            elif width <= THICKEST_RULE and height > 1.5 * width:
                drawing.verticals.append(((x0 + x1) / 2, y0, y1))

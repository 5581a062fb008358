"""Vector paths of a page: thin strips that may be rules, and the fills and images around them.

A strip is a stroked segment, a thin filled rectangle or an image of that shape. Form XObjects are
entered with their matrices. What covers what is for :mod:`budgetkit.readers.painting` to tell: every
piece carries its place in the order of painting.
"""

from __future__ import annotations

from collections.abc import Callable
from ctypes import byref, c_float, c_int, c_uint
from dataclasses import dataclass, field
from itertools import compress, repeat
from typing import NamedTuple

import numpy as np

from budgetkit.readers import pdfium
from budgetkit.readers.clipping import EVERYWHERE, Clips, intersect
from budgetkit.readers.coordinates import Box, Frame, concatenate, is_upright, map_box, map_boxes
from budgetkit.readers.pdfium import Answers, Handle, Pointer, pointer
from budgetkit.readers.segments import (
    FilledBoxes,
    SegmentReader,
    Segments,
    are_apart,
    filled_boxes,
    straight_lines,
)

THICKEST_RULE = 3.2
"""Points; anything thicker is a bar or a background. Word's thickest common border has three."""
FAINTEST = 8
"""Alpha of 255 below which a paint does not show."""
ALIKE = 5
"""Steps of 255 by which each component of two paints may differ and look the same: 250 is white on paper."""
LEVEL = 0.5
"""Points by which the ends of a level stroke may differ in height."""
ONE_RECTANGLE = 6
"""Segments up to which a fill is one shape."""
DEEPEST_FORM = 12
"""Form XObjects inside one another; deeper nesting is a loop or an attack."""

ORDER, PAINT, CLIP = 4, 5, 6
"""Columns of a piece after its box: place in the order of painting, its paint, number of its clip."""
WHITE, MIXED = 0xFFFFFF, -1
"""Paints are written as 0xRRGGBB; one stands for all that looks white, one for pictures and patterns."""
NO_PIECES = np.empty((0, 7))


class Stream(NamedTuple):
    """The objects of a content stream, by address, with what places them.

    The ``owner`` is the page, or the form XObject where ``depth``, the count of forms around, is not 0.
    ``clips`` lead to the displayed page; ``first`` is the place of the first object in the order of
    painting, ``step`` leads to the next.
    """

    owner: Pointer
    addresses: list[int]
    clips: Clips
    depth: int
    first: float
    step: float


@dataclass(slots=True)
class Drawing:
    """What is painted on a page, text apart, in boxes of the displayed page.

    ``strips`` and ``fills`` hold pieces cut to their clips: box, order, paint, clip. ``fill_handles``
    has the object of each fill. ``shapes`` are fills that are more or other than one rectangle, and
    ``shape_handles`` the objects of those whose boxes are rectangles side by side (0 for the others).
    ``pictures`` has the boxes of whole images, by their order; ``slants`` the boxes of slanting strokes.
    ``clip_boxes`` numbers the clips of the page, the first is the page itself; ``odd_clips`` are those
    that are no rectangles. ``text_clips`` holds, for text objects inside form XObjects, the clips of their
    stream.
    """

    strips: np.ndarray = field(default_factory=lambda: NO_PIECES)
    fills: np.ndarray = field(default_factory=lambda: NO_PIECES)
    fill_handles: list[Pointer] = field(default_factory=list)
    shapes: np.ndarray = field(default_factory=lambda: NO_PIECES)
    shape_handles: list[Pointer] = field(default_factory=list)
    streams: list[Stream] = field(default_factory=list)
    images: int = 0
    pictures: dict[float, Box] = field(default_factory=dict)
    slants: list[Box] = field(default_factory=list)
    clip_boxes: list[Box] = field(default_factory=lambda: [EVERYWHERE])
    odd_clips: set[int] = field(default_factory=set)
    page_clips: Clips | None = None
    text_clips: dict[int, Clips] = field(default_factory=dict)

    def orders(self) -> dict[int, float]:
        """The place of every object in the order of painting, by its address."""
        orders: dict[int, float] = {}
        for _, addresses, _, _, first, step in self.streams:
            orders.update(zip(addresses, (first + step * np.arange(len(addresses))).tolist(), strict=True))
        return orders


class PaintReader:
    """Asks for colours; owns the memory that PDFium writes its answers to."""

    def __init__(self) -> None:
        self._colors = Answers(c_uint, 4)

    def read(self, ask: Callable, handles: list[Pointer]) -> tuple[np.ndarray, np.ndarray]:
        """The paint of each object, and how much it covers, from 0 to 255.

        What has no colour has a pattern or a shading, which shows.
        """
        count = len(handles)
        known = np.array(list(map(ask, handles, *self._colors.references(count)))) != 0
        red, green, blue, alpha = self._colors.rows(count).T.astype(np.int64)
        paints = np.where(known, red << 16 | green << 8 | blue, MIXED)
        paints[known & (np.minimum(np.minimum(red, green), blue) >= 0xFF - ALIKE)] = WHITE
        return paints, np.where(known, alpha, 0xFF)


class PathReader:
    """Reads the drawings of pages; owns the memory that PDFium writes its answers to."""

    def __init__(self) -> None:
        self._bounds, self._modes, self._paints = Answers(c_float, 4), Answers(c_int, 2), PaintReader()
        self._segments, self._width = SegmentReader(), c_float()
        self._width_reference = byref(self._width)
        self._drawing, self._strips, self._fills, self._shapes = Drawing(), [], [], []

    def read(self, page: Handle, frame: Frame) -> Drawing:
        """All that a loaded page paints, by the matrix from user space to the displayed page."""
        self._drawing = drawing = Drawing(clip_boxes=[(-1.0, -1.0, frame.width + 1, frame.height + 1)])
        drawing.page_clips = Clips(frame.matrix, 0, drawing.clip_boxes, drawing.odd_clips, self._segments)
        count = pdfium.count_objects(page)
        addresses = list(map(pdfium.get_object, repeat(pointer(page.value), count), range(count)))
        self._strips, self._fills, self._shapes = [NO_PIECES], [NO_PIECES], [NO_PIECES]
        self._walk(Stream(pointer(page.value), addresses, drawing.page_clips, 0, 0.0, 1.0))
        clips = np.array(drawing.clip_boxes)
        drawing.strips = _cut(np.concatenate(self._strips), clips)[0]
        drawing.fills, kept = _cut(np.concatenate(self._fills), clips)
        drawing.fill_handles = list(compress(drawing.fill_handles, kept.tolist()))
        drawing.shapes, kept = _cut(np.concatenate(self._shapes), clips)
        drawing.shape_handles = list(compress(drawing.shape_handles, kept.tolist()))
        return drawing

    def _walk(self, stream: Stream) -> None:
        _, addresses, clips, depth, first, step = stream
        self._drawing.streams.append(stream)
        handles = list(map(pointer, addresses))
        kinds = list(map(pdfium.object_type, handles))
        wanted = pdfium.OBJECT_PATH
        places = [place for place, kind in enumerate(kinds) if kind == wanted]
        if places and is_upright(clips.matrix):
            self._read_paths([handles[place] for place in places], first + step * np.array(places), clips)
        if depth == 0 and kinds.count(pdfium.OBJECT_TEXT) + len(places) == len(kinds):
            return
        for place, (handle, kind) in enumerate(zip(handles, kinds, strict=True)):
            if kind == pdfium.OBJECT_TEXT and depth:
                self._drawing.text_clips[addresses[place]] = clips
            elif kind == pdfium.OBJECT_FORM and depth < DEEPEST_FORM:
                self._enter_form(handle, stream, first + step * place)
            elif kind == pdfium.OBJECT_IMAGE:
                self._read_image(handle, clips, first + step * place)
            elif kind == pdfium.OBJECT_SHADING:
                (number,) = clips.numbers((handle,))
                box = self._drawing.clip_boxes[number]
                self._keep_shapes(np.array([[*box, first + step * place, MIXED, number]]))

    def _enter_form(self, handle: Pointer, around: Stream, order: float) -> None:
        inner = concatenate(self._segments.matrix_of(handle), around.clips.matrix)
        count = max(0, pdfium.count_form_objects(handle))
        addresses = [pdfium.get_form_object(handle, index) for index in range(count)]
        clips = around.clips.within(inner, around.clips.numbers((handle,))[0])
        self._walk(Stream(handle, addresses, clips, around.depth + 1, order, around.step / (count + 1)))

    def _read_image(self, handle: Pointer, clips: Clips, order: float) -> None:
        self._drawing.images += 1
        own = concatenate(self._segments.matrix_of(handle), clips.matrix)
        (number,) = clips.numbers((handle,))
        self._drawing.pictures[order] = whole = map_box(own, 0, 0, 1, 1)
        box = intersect(whole, self._drawing.clip_boxes[number])
        piece = np.array([[*box, order, MIXED, number]])
        if not is_upright(own):
            self._keep_shapes(piece)
        else:
            if 0 <= min(box[2] - box[0], box[3] - box[1]) <= THICKEST_RULE:
                self._strips.append(piece)
            else:
                self._fills.append(piece)
                self._drawing.fill_handles.append(handle)

    def _read_paths(self, handles: list[Pointer], orders: np.ndarray, clips: Clips) -> None:
        count = len(handles)
        list(map(pdfium.object_bounds, handles, *self._bounds.references(count)))
        list(map(pdfium.draw_mode, handles, *self._modes.references(count)))
        boxes = self._bounds.rows(count).T.astype(float)
        modes, strokes = self._modes.rows(count).T.copy()
        filled, stroked = modes != 0, strokes != 0
        thin = np.minimum(*(boxes[2:] - boxes[:2])) <= THICKEST_RULE
        pieces = np.empty((count, 7))
        pieces[:, :4], pieces[:, ORDER] = map_boxes(clips.matrix, boxes).T, orders
        pieces[:, CLIP] = clips.numbers(handles)

        thick = self._keep_painted(pdfium.stroke_color, handles, stroked, thin, pieces)
        for segments in self._segments.read([handles[place] for place in thick.tolist()], clips.matrix):
            places = thick[segments.paths]
            widths = [self._width_of(handles[place]) for place in places.tolist()]
            self._keep_strokes(segments, np.array(widths), pieces[places])
        thick = self._keep_painted(pdfium.fill_color, handles, filled & ~(stroked & thin), thin, pieces)
        whole, several, odd = [], [], []
        for place, clip in zip(thick.tolist(), pieces[thick, CLIP].tolist(), strict=True):
            if pdfium.count_segments(handles[place]) > ONE_RECTANGLE:
                several.append(place)
            elif clip not in self._drawing.odd_clips:
                whole.append(place)
            else:
                odd.append(place)
        even_odd = modes[several] == pdfium.EVEN_ODD
        for segments in self._segments.read([handles[place] for place in several], clips.matrix):
            boxes = filled_boxes(segments, even_odd[segments.paths], THICKEST_RULE)
            places = np.array(several)[segments.paths]
            self._keep_thin(boxes.sides, pieces[places[boxes.owners]])
            self._keep_patches(boxes, pieces[places], [handles[place] for place in places.tolist()])
        self._keep_shapes(pieces[odd])
        self._fills.append(pieces[whole])
        self._drawing.fill_handles += [handles[place] for place in whole]

    def _keep_painted(
        self, ask: Callable, handles: list[Pointer], asked: np.ndarray, thin: np.ndarray, pieces: np.ndarray
    ) -> np.ndarray:
        """Keep the thin ones of the objects whose paint shows; the thick ones are left to be looked into.

        Their pieces learn their paint.
        """
        chosen = np.flatnonzero(asked)
        if len(chosen):
            paints, alphas = self._paints.read(ask, [handles[n] for n in chosen.tolist()])
            # what shines through a colour is not known; white over white stays white
            pieces[chosen, PAINT] = np.where((alphas < 0xFF) & (paints != WHITE), MIXED, paints)
            chosen = chosen[alphas >= FAINTEST]
            self._strips.append(pieces[chosen[thin[chosen]]])
        return chosen[~thin[chosen]]

    def _keep_shapes(self, pieces: np.ndarray) -> None:
        """Keep the boxes around shapes that may be the ground of a text."""
        if len(pieces):
            pieces[:, PAINT] = np.where(pieces[:, PAINT] == WHITE, WHITE, MIXED)
            self._shapes.append(pieces)
            self._drawing.shape_handles += [0] * len(pieces)

    def _keep_patches(self, boxes: FilledBoxes, looks: np.ndarray, handles: list[Pointer]) -> None:
        """Keep the thick ones of boxes that are parts of paths, given the pieces and objects of all paths."""
        thick = np.flatnonzero(((boxes.sides[2:] - boxes.sides[:2]) > THICKEST_RULE).all(axis=0))
        owners, begins = np.unique(boxes.owners[thick], return_index=True)
        for owner, own in zip(owners.tolist(), np.split(thick, begins[1:]), strict=False):
            patches = np.repeat(looks[owner][None], len(own), axis=0)
            patches[:, :4] = boxes.sides[:, own].T
            if boxes.rectangles[own].all() and are_apart(boxes.sides[:, own]):
                self._shapes.append(patches)
                self._drawing.shape_handles += [handles[owner]] * len(own)
            else:
                self._keep_shapes(patches)

    def _width_of(self, handle: Pointer) -> float:
        pdfium.stroke_width(handle, self._width_reference)
        return self._width.value

    def _keep_thin(self, boxes: np.ndarray, looks: np.ndarray) -> None:
        """The thin ones of boxes (4 by n) that are parts of paths, which give them their looks."""
        thin = ((boxes[2:] - boxes[:2]) <= THICKEST_RULE).any(axis=0)
        looks[:, :4] = boxes.T
        self._strips.append(looks[thin])

    def _keep_strokes(self, segments: Segments, widths: np.ndarray, looks: np.ndarray) -> None:
        """Keep each straight segment of stroked paths as a box as thick as the stroke."""
        self._keep_shapes(looks[widths > THICKEST_RULE])
        own = list(map(tuple, segments.matrices.T.tolist()))
        kept = (widths <= 2 * THICKEST_RULE) & np.array(list(map(is_upright, own)))
        # as thick as the stroke across, not longer along
        scales = np.array([abs(a * d - b * c) ** 0.5 for a, b, c, d, _, _ in own])
        halves = np.maximum(widths * scales, 0.1) / 2
        lines, owners = straight_lines(segments)
        lines, owners = lines[:, kept[owners]], owners[kept[owners]]
        lows, highs = np.minimum(lines[:2], lines[2:]), np.maximum(lines[:2], lines[2:])
        narrow = highs - lows <= LEVEL
        thicker = np.where(narrow, halves[owners], 0.0)
        lows, highs = lows - thicker, highs + thicker
        straight, boxes = narrow.any(axis=0), np.concatenate((lows, highs))
        self._drawing.slants += map(tuple, boxes[:, ~straight].T.tolist())
        self._keep_thin(boxes[:, straight], looks[owners[straight]])


def _cut(pieces: np.ndarray, clips: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pieces cut to their clips, and which of those given are left."""
    bounds = clips[pieces[:, CLIP].astype(int)]
    np.maximum(pieces[:, :2], bounds[:, :2], out=pieces[:, :2])
    np.minimum(pieces[:, 2:4], bounds[:, 2:], out=pieces[:, 2:4])
    x0, y0, x1, y1 = pieces.T[:4]
    kept = (x1 >= x0) & (y1 >= y0)
    return pieces[kept], kept

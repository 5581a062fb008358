"""What a page displays besides its own content: layers switched off, annotations laid over it.

PDFium reads the objects of all layers and those of no annotation. Here annotations that are displayed
are drawn into the page, and objects that are not displayed are taken out, in memory alone, so that the
modules after this one see what a reader of the page sees.
"""

from __future__ import annotations

import re
import zlib
from ctypes import byref, c_ubyte, c_ulong

import numpy as np

from budgetkit.readers import pdfium
from budgetkit.readers.pdfium import Handle

OPTIONAL = b"/OCProperties"
OPTIONAL_OR_STREAM = re.compile(rb"/O(?:CProperties|bjStm\b.{0,400}?stream\r?\n)", re.DOTALL)
"""Dictionaries may lie in compressed streams; one search for both takes half the time of two."""
CATALOG = re.compile(rb"/Root\s*(\d+)\s+\d+\s+R")
"""Where the trailer names the dictionary that speaks of layers, in plain characters."""
HEAD = 1 << 13
"""Bytes of such a stream in which it numbers its dictionaries, before they begin."""
NUMBERS = re.compile(rb"[\d\s]*")
LONGEST_STREAM = 1 << 22
"""Bytes of such a stream that are looked at, whatever it claims."""
GROUND = 0xFF808080
LONGEST = 800
"""Pixels of the longer side of a page drawn to see whether a layer shows."""
MOST_GROUPS = 60
"""Parts of a page that are tried; more of them are no layers but pictures and letters."""
DEEPEST_FORM = 4
OF_PAGE = pdfium.count_objects, pdfium.get_object, pdfium.remove_object
OF_FORM = pdfium.count_form_objects, pdfium.get_form_object, pdfium.remove_inner


def has_layers(content: bytes) -> bool:
    """Whether a file speaks of layers at all; hardly any does."""
    view = memoryview(content)
    catalog = CATALOG.match(content, max(content.rfind(b"/Root"), 0))
    for match in OPTIONAL_OR_STREAM.finditer(content):
        if match[0] == OPTIONAL:
            return True
        packed = view[match.end() :]
        try:
            if catalog and not _may_hold(packed, catalog[1]):
                continue
            if OPTIONAL in zlib.decompressobj().decompress(packed, LONGEST_STREAM):
                return True
        except zlib.error:
            continue
    return False


def _may_hold(packed: memoryview, number: bytes) -> bool:
    """Whether a stream of dictionaries may hold that of a number; unpacking all of it takes a while."""
    head = zlib.decompressobj().decompress(packed[:HEAD], HEAD)
    numbers = NUMBERS.match(head)[0]
    return len(numbers) == HEAD or number in numbers.split()[::2]


def load_displayed_page(document: Handle, index: int, layered: bool) -> Handle:
    """Load a page counted from 0 with what it displays, and nothing else; null where PDFium cannot."""
    page = pdfium.load_page(document, index)
    if page and _has_overlay(page) and pdfium.flatten(page, 0) == pdfium.FLATTENED:
        pdfium.close_page(page)
        page = pdfium.load_page(document, index)
    if page and layered:
        _take_out_hidden(page, page, 0)
    return page


def _has_overlay(page: Handle) -> bool:
    for number in range(pdfium.count_annotations(page)):
        annotation = pdfium.get_annotation(page, number)
        if annotation:
            kind = pdfium.annotation_kind(annotation)
            pdfium.close_annotation(annotation)
            if kind not in pdfium.PLAIN_ANNOTATIONS:
                return True
    return False


def _take_out_hidden(page: Handle, owner: Handle, depth: int) -> None:
    """Take out the groups of objects, of the page or of a form on it, that alone leave the page blank."""
    count, get, remove = OF_FORM if depth else OF_PAGE
    objects = [Handle(get(owner, number)) for number in range(count(owner))]
    groups = _group_by_layer(objects)
    if not groups or len(groups) > MOST_GROUPS:
        return
    _show(objects, False)
    hidden = []
    for members in groups.values():
        _show(members, True)
        if _is_blank(page):
            hidden += members
        elif depth < DEEPEST_FORM:
            for item in members:
                if pdfium.object_type(item) == pdfium.OBJECT_FORM:
                    _take_out_hidden(page, item, depth + 1)
        _show(members, False)
    _show(objects, True)
    for item in hidden:
        if remove(owner, item):
            pdfium.destroy_object(item)


def _show(objects: list[Handle], shown: bool) -> None:
    for item in objects:
        pdfium.set_active(item, shown)


def _group_by_layer(objects: list[Handle]) -> dict[int, list[Handle]]:
    """Objects by their layer; each form and image is a group, since it may name its layer itself."""
    groups: dict[int, list[Handle]] = {}
    for item in objects:
        key = _layer_of(item)
        if not key and pdfium.object_type(item) in (pdfium.OBJECT_FORM, pdfium.OBJECT_IMAGE):
            key = item.value
        if key:
            groups.setdefault(key, []).append(item)
    return groups


def _layer_of(item: Handle) -> int:
    """Address of the mark that puts an object in a layer; 0 for most."""
    name, length = (c_ubyte * 8)(), c_ulong()
    for number in range(pdfium.count_marks(item)):
        mark = pdfium.get_mark(item, c_ulong(number))
        # the name in UTF-16 with its end: /OC
        if mark and pdfium.mark_name(mark, byref(name), c_ulong(8), byref(length)) and length.value == 6:
            if bytes(name[:4]).decode("utf-16-le") == "OC":
                return mark.value
    return 0


def _is_blank(page: Handle) -> bool:
    width, height = pdfium.page_width(page), pdfium.page_height(page)
    scale = LONGEST / max(width, height, 1.0)
    across, down = max(1, round(width * scale)), max(1, round(height * scale))
    bitmap = pdfium.create_bitmap(across, down, 0)
    if not bitmap:
        return False
    try:
        pdfium.fill_bitmap(bitmap, 0, 0, across, down, c_ulong(GROUND))
        pdfium.render_page(bitmap, page, 0, 0, across, down, 0, 0)
        count = pdfium.bitmap_stride(bitmap) * down
        memory = (c_ubyte * count).from_address(pdfium.bitmap_buffer(bitmap))
        pixels = np.frombuffer(memory, dtype=np.uint8).reshape(-1, 4)[:, :3]
        return bool((pixels == GROUND & 0xFF).all())
    finally:
        pdfium.destroy_bitmap(bitmap)

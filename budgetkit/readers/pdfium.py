"""PDFium's C functions without the conversion of arguments.

The generated binding checks and converts every argument, which doubles the price of a call, and a
page needs thousands of calls. The few functions the engine lives on get bare prototypes here. A
caller passes pointers made once with ``pointer``, plain integers, and references made once with ``byref``;
nothing checks them, so nothing but the modules beside this one calls them. Objects, segments and clips are
answered as plain addresses, 0 for none; what nobody asks for, whether a call succeeded, is not answered.
"""

from __future__ import annotations

from ctypes import PYFUNCTYPE, byref, c_float, c_int, c_size_t, c_uint, c_ulong, c_void_p, cast, sizeof

import numpy as np
import pypdfium2.raw as raw

OBJECT_TEXT = raw.FPDF_PAGEOBJ_TEXT
OBJECT_PATH = raw.FPDF_PAGEOBJ_PATH
OBJECT_IMAGE = raw.FPDF_PAGEOBJ_IMAGE
OBJECT_SHADING = raw.FPDF_PAGEOBJ_SHADING
OBJECT_FORM = raw.FPDF_PAGEOBJ_FORM
SEGMENT_LINE = raw.FPDF_SEGMENT_LINETO
SEGMENT_BEZIER = raw.FPDF_SEGMENT_BEZIERTO
SEGMENT_MOVE = raw.FPDF_SEGMENT_MOVETO
EVEN_ODD = raw.FPDF_FILLMODE_ALTERNATE
# 3 paints nothing, 7 only adds to the clip; PDFium answers the last for what is no text
UNPAINTED_MODES = (
    raw.FPDF_TEXTRENDERMODE_INVISIBLE,
    raw.FPDF_TEXTRENDERMODE_CLIP,
    raw.FPDF_TEXTRENDERMODE_UNKNOWN,
)
FLATTENED = raw.FLATTEN_SUCCESS
# shown as nothing, or as something that carries no text
PLAIN_ANNOTATIONS = frozenset({raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_UNKNOWN})
WITHOUT_ALPHA = raw.FPDFBitmap_BGRx
DEPTHS = {raw.FPDFBitmap_Gray: 1, raw.FPDFBitmap_BGR: 3, raw.FPDFBitmap_BGRx: 4, raw.FPDFBitmap_BGRA: 4}
"""Bytes of a pixel by the format of a bitmap."""
OUTLINED_MODES = (
    raw.FPDF_TEXTRENDERMODE_STROKE,
    raw.FPDF_TEXTRENDERMODE_STROKE_CLIP,
    raw.FPDF_TEXTRENDERMODE_FILL_STROKE,
    raw.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP,
)


class Handle(c_void_p):
    """A pointer PDFium gave out; false when it is null, ``value`` is the address."""


Pointer = object
"""An address ready to be passed; ctypes has no public name for it. It is true even when it is null."""
pointer = c_void_p.from_param
"""Makes a pointer of an address; passing one costs half of what passing a handle costs."""


class Answers:
    """Memory for the answers to one question about many objects.

    It grows to the fullest page and is used again on the next.
    """

    def __init__(self, kind: type, width: int) -> None:
        self._kind, self._width = kind, width
        self._references: list[tuple] = [()] * width
        self._numbers = np.empty(0, dtype=kind)

    def references(self, count: int) -> list[tuple]:
        """Where to write, one column for each argument of the question."""
        if len(self._references[0]) < count:
            size = 2 * count * self._width
            buffer = (self._kind * size)()
            every = [byref(buffer, sizeof(self._kind) * index) for index in range(size)]
            self._references = [tuple(every[first :: self._width]) for first in range(self._width)]
            self._numbers = np.frombuffer(buffer, dtype=self._kind)
        return self._references

    def rows(self, count: int) -> np.ndarray:
        """What was written, one row for each object; a view that the next question overwrites."""
        return self._numbers[: count * self._width].reshape(count, self._width)


def _bare(function: object, result: type | None, *arguments: type):
    return PYFUNCTYPE(result, *arguments)(cast(function, c_void_p).value)


load_page = _bare(raw.FPDF_LoadPage, Handle)
close_page = _bare(raw.FPDF_ClosePage, None)
load_text_page = _bare(raw.FPDFText_LoadPage, Handle)
close_text_page = _bare(raw.FPDFText_ClosePage, None)
page_width = _bare(raw.FPDF_GetPageWidthF, c_float)
page_height = _bare(raw.FPDF_GetPageHeightF, c_float)
page_rotation = _bare(raw.FPDFPage_GetRotation, c_int)
page_box = _bare(raw.FPDF_GetPageBoundingBox, c_int)

count_objects = _bare(raw.FPDFPage_CountObjects, c_int)
get_object = _bare(raw.FPDFPage_GetObject, c_size_t)
count_form_objects = _bare(raw.FPDFFormObj_CountObjects, c_int)
# the index is a long here, so this one is converted
get_form_object = _bare(raw.FPDFFormObj_GetObject, c_size_t, c_void_p, c_ulong)
object_type = _bare(raw.FPDFPageObj_GetType, c_int)
object_matrix = _bare(raw.FPDFPageObj_GetMatrix, c_int)
object_bounds = _bare(raw.FPDFPageObj_GetBounds, None)
fill_color = _bare(raw.FPDFPageObj_GetFillColor, c_int)
stroke_color = _bare(raw.FPDFPageObj_GetStrokeColor, c_int)
stroke_width = _bare(raw.FPDFPageObj_GetStrokeWidth, None)
has_transparency = _bare(raw.FPDFPageObj_HasTransparency, c_int)
clip_path = _bare(raw.FPDFPageObj_GetClipPath, c_size_t)
count_clip_paths = _bare(raw.FPDFClipPath_CountPaths, c_int)
count_clip_segments = _bare(raw.FPDFClipPath_CountPathSegments, c_int)
clip_segment = _bare(raw.FPDFClipPath_GetPathSegment, c_size_t)

draw_mode = _bare(raw.FPDFPath_GetDrawMode, None)
count_segments = _bare(raw.FPDFPath_CountSegments, c_int)
get_segment = _bare(raw.FPDFPath_GetPathSegment, c_size_t)
segment_point = _bare(raw.FPDFPathSegment_GetPoint, None)
segment_type = _bare(raw.FPDFPathSegment_GetType, c_int)
segment_closes = _bare(raw.FPDFPathSegment_GetClose, c_int)

rendered_image = _bare(raw.FPDFImageObj_GetRenderedBitmap, Handle)
bitmap_format = _bare(raw.FPDFBitmap_GetFormat, c_int)
bitmap_stride = _bare(raw.FPDFBitmap_GetStride, c_int)
bitmap_width = _bare(raw.FPDFBitmap_GetWidth, c_int)
bitmap_height = _bare(raw.FPDFBitmap_GetHeight, c_int)
bitmap_buffer = _bare(raw.FPDFBitmap_GetBuffer, c_size_t)
destroy_bitmap = _bare(raw.FPDFBitmap_Destroy, None)
create_bitmap = _bare(raw.FPDFBitmap_Create, Handle)
fill_bitmap = _bare(raw.FPDFBitmap_FillRect, c_int)
render_page = _bare(raw.FPDF_RenderPageBitmap, None)

count_annotations = _bare(raw.FPDFPage_GetAnnotCount, c_int)
get_annotation = _bare(raw.FPDFPage_GetAnnot, Handle)
close_annotation = _bare(raw.FPDFPage_CloseAnnot, None)
annotation_kind = _bare(raw.FPDFAnnot_GetSubtype, c_int)
flatten = _bare(raw.FPDFPage_Flatten, c_int)
count_marks = _bare(raw.FPDFPageObj_CountMarks, c_int)
get_mark = _bare(raw.FPDFPageObj_GetMark, Handle)
mark_name = _bare(raw.FPDFPageObjMark_GetName, c_int)
set_active = _bare(raw.FPDFPageObj_SetIsActive, c_int)
remove_object = _bare(raw.FPDFPage_RemoveObject, c_int)
remove_inner = _bare(raw.FPDFFormObj_RemoveObject, c_int)
destroy_object = _bare(raw.FPDFPageObj_Destroy, None)

count_characters = _bare(raw.FPDFText_CountChars, c_int)
get_text = _bare(raw.FPDFText_GetText, c_int)
get_unicode = _bare(raw.FPDFText_GetUnicode, c_uint)
text_index = _bare(raw.FPDFText_GetTextIndexFromCharIndex, c_int)
is_hyphen = _bare(raw.FPDFText_IsHyphen, c_int)
lacks_unicode = _bare(raw.FPDFText_HasUnicodeMapError, c_int)
text_object = _bare(raw.FPDFText_GetTextObject, c_size_t)
loose_box = _bare(raw.FPDFText_GetLooseCharBox, None)
character_matrix = _bare(raw.FPDFText_GetMatrix, None)
character_origin = _bare(raw.FPDFText_GetCharOrigin, None)
font_size = _bare(raw.FPDFTextObj_GetFontSize, c_int)
render_mode = _bare(raw.FPDFTextObj_GetTextRenderMode, c_int)

"""What only the objects of a file can say: layers, annotations, units, fonts without Unicode.

Written operator by operator; the grid is three columns by two rows, its words in Helvetica.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import zhplot
from fontTools import subset
from fontTools.ttLib import TTFont

from .sheet import CASES, tiles_of

XS, YS = [40, 140, 220, 300], [60, 84, 108]
WORDS = "code | name | amount\n20101 | sample | 1,234.56"
RULES = "".join(f"{x} {200 - YS[-1]} m {x} {200 - YS[0]} l S\n" for x in XS)
RULES += "".join(f"{XS[0]} {200 - y} m {XS[-1]} {200 - y} l S\n" for y in YS)
HELVETICA = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def text(x: float, y: float, what: str, font: str = "F1") -> str:
    shown = what if what.startswith("<") else f"({what})"
    return f"BT /{font} 9 Tf {x} {200 - y} Td {shown} Tj ET\n"


def words(drawing: str = WORDS) -> str:
    return "".join(
        text(XS[column] + 4, YS[row] + 16, what) for row, column, _, _, what in tiles_of(drawing)[2] if what
    )


def truth_of(drawing: str = WORDS, lines: tuple[str, ...] = (), notes: tuple[str, ...] = ()) -> dict:
    rows, columns, tiles = tiles_of(drawing)
    keys = ("row", "column", "row_span", "column_span", "text")
    cells = [dict(zip(keys, tile, strict=True)) for tile in tiles]
    grid = {"page": 1, "rows": rows, "columns": columns, "open_top": False, "open_bottom": False}
    found = [{"page": 1, "text": line} for line in lines]
    return {"grids": [{**grid, "cells": cells}], "lines": found, "notes": list(notes)}


def stream(content: str, entries: str = "") -> str:
    return f"<< {entries} /Length {len(content.encode('latin-1'))} >>\nstream\n{content}\nendstream"


def pdf(content: str, *, page: str = "", catalog: str = "", resources: str = "", fonts: str = "", more=()):
    """A file of one page; further objects count from 6."""
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R {page if 'MediaBox' in page else page + ' /MediaBox [0 0 420 200]'} "
        f"/Contents 4 0 R /Resources << /Font << /F1 5 0 R {fonts} >> {resources} >> >>",
        stream(content),
        HELVETICA,
        *more,
    ]
    written, offsets = b"%PDF-1.6\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(written))
        written += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(written)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    written += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    tail = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return written + tail.encode()


LAYERS = dict(
    catalog="/OCProperties << /OCGs [6 0 R 7 0 R] /D << /Order [6 0 R 7 0 R] /OFF [7 0 R] >> >>",
    resources="/Properties << /On 6 0 R /Off 7 0 R >>",
)
GROUPS = ("<< /Type /OCG /Name (shown) >>", "<< /Type /OCG /Name (hidden) >>")


def layers_that_are_off() -> tuple[bytes, dict]:
    """Text and rules of a layer that is switched off are not displayed."""
    hidden = text(80, 76, "9,999.99") + "90 92 m 90 140 l S\n" + text(40, 150, "not displayed")
    content = f"/OC /On BDC\n{RULES}{words()}EMC\n/OC /Off BDC\n{hidden}EMC\n"
    return pdf(content, more=GROUPS, **LAYERS), truth_of()


def form_in_a_layer_that_is_off() -> tuple[bytes, dict]:
    form = stream(
        "90 92 m 90 140 l S\n" + text(80, 76, "9,999.99"),
        "/Type /XObject /Subtype /Form /BBox [0 0 420 200] /OC 7 0 R /Resources << /Font << /F1 5 0 R >> >>",
    )
    resources = LAYERS["resources"] + " /XObject << /Fm 8 0 R >>"
    content = f"{RULES}{words()}/Fm Do\n"
    return pdf(content, more=(*GROUPS, form), catalog=LAYERS["catalog"], resources=resources), truth_of()


def _annotation(kind: str, flags: int, word: str, y: float) -> tuple[str, str]:
    form = stream(
        f"BT /F1 9 Tf 4 6 Td ({word}) Tj ET",
        "/Type /XObject /Subtype /Form /BBox [0 0 70 20] /Resources << /Font << /F1 5 0 R >> >>",
    )
    box = f"[150 {200 - y - 20} 220 {200 - y}]"
    return f"/Type /Annot /Subtype /{kind} /F {flags} /Rect {box} /Contents ({word})", form


def annotations_that_are_displayed() -> tuple[bytes, dict]:
    """A typed-over figure and a stamp are displayed; a hidden note is not."""
    content = RULES + words("code | name | amount\n20101 | | 1,234.56")
    notes = [
        _annotation("FreeText", 4, "typed", 86),
        _annotation("Stamp", 4, "stamp", 130),
        _annotation("FreeText", 2, "hidden", 150),
    ]
    more = []
    for number, (entries, form) in enumerate(notes):
        more += [f"<< {entries} /AP << /N {7 + 2 * number} 0 R >> >>", form]
    page = "/Annots [6 0 R 8 0 R 10 0 R]"
    truth = truth_of("code | name | amount\n20101 | typed | 1,234.56", ("stamp",))
    return pdf(content, page=page, more=more), truth


def glyphs_without_unicode() -> tuple[bytes, dict]:
    """A font whose codes mean nothing outside the file: named, never guessed."""
    more = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /Secret /Encoding /Identity-H /DescendantFonts [7 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Secret /FontDescriptor 8 0 R /DW 1000 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        "<< /Type /FontDescriptor /FontName /Secret /Flags 4 /Ascent 800 /Descent -200 /CapHeight 700 "
        "/ItalicAngle 0 /StemV 80 /FontBBox [0 -200 1000 800] >>",
    )
    content = RULES + words("code | name | amount\n20101 | | 1,234.56") + text(144, 100, "<00210022>", "F2")
    note = "page 1: 2 printed characters carry no Unicode and stand as U+FFFD: table 1 row 2 column 2"
    truth = truth_of("code | name | amount\n20101 | \ufffd\ufffd | 1,234.56", notes=(note,))
    return pdf(content, fonts="/F2 6 0 R", more=more), truth


def _mapped(codes: dict[int, str]) -> tuple[str, str]:
    """A font that tells other characters for some of its codes."""
    pairs = "".join(f"<{code:02x}> <{text.encode('utf-16-be').hex()}>\n" for code, text in codes.items())
    font = HELVETICA.replace(" >>", " /ToUnicode 7 0 R >>")
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{pairs}endbfchar endcmap end end"
    )
    return font, stream(cmap)


def private_characters() -> tuple[bytes, dict]:
    """A sign of the font's own: kept, and named."""
    content = RULES + words("code | name | amount\n20101 | | 1,234.56") + text(144, 100, "<6162>", "F2")
    what = "1 printed characters are signs of a font's own, without a meaning elsewhere"
    truth = truth_of(
        "code | name | amount\n20101 | \ue0a8b | 1,234.56",
        notes=(f"page 1: {what}: table 1 row 2 column 2",),
    )
    return pdf(content, fonts="/F2 6 0 R", more=_mapped({0x61: "\ue0a8", 0x62: "b"})), truth


def glyphs_of_several_characters() -> tuple[bytes, dict]:
    """Two dashes, or two or three letters, as one glyph; the equal ones are no bold print."""
    font, cmap = _mapped({0x61: "——", 0x62: "ffi", 0x64: "11", **{code: chr(code) for code in b"oce.0"}})
    content = RULES + words("code | name | amount\n | | ")
    content += text(44, 76 + 24, "a", "F2") + text(144, 100, "obce", "F2") + text(224, 100, "d.00", "F2")
    return pdf(content, fonts="/F2 6 0 R", more=(font, cmap)), truth_of(
        "code | name | amount\n—— | office | 11.00"
    )


def characters_written_for_others() -> tuple[bytes, dict]:
    """The actual text stands beside the printed one, and is all that has a box, that of the ink."""
    font = HELVETICA.replace("Helvetica", "Courier")
    content = RULES + words("code | name | amount\n | | 1,234.56")
    for number, character in enumerate("jil1._"):
        entry = f"/Span << /ActualText <FEFF{0x79D1 + number:04x}> >> BDC\n"
        content += entry + text(144 + 9 * number, 100, character, "F2") + "EMC\n"
    return pdf(content, fonts="/F2 6 0 R", more=(font,)), truth_of(
        "code | name | amount\n | " + "".join(chr(0x79D1 + number) for number in range(6)) + " | 1,234.56"
    )


def characters_without_width() -> tuple[bytes, dict]:
    """Zero-width spaces, joiners and marks of direction are not printed."""
    codes = {0x61: "\u200b", 0x62: "\u2060", 0x63: "\u200d", 0x64: "\ufeff", 0x65: "\u200e"}
    codes |= {code: chr(code) for code in b"12,.34x"}
    font, cmap = _mapped(codes)
    widths = " ".join("0" if chr(code) in "abcde" else "556" for code in range(33, 127))
    blank = "<< /BaseEncoding /WinAnsiEncoding /Differences [97 /space /space /space /space /space] >>"
    font = font.replace("/WinAnsiEncoding", blank).replace(
        "/ToUnicode", f"/FirstChar 33 /LastChar 126 /Widths [{widths}] /ToUnicode"
    )
    content = RULES + words("code | name | amount\n20101 | | ")
    content += text(224, 100, "1a,2b3c4.d1e2", "F2")
    truth = truth_of("code | name | amount\n20101 |  | 1,234.12")
    return pdf(content, fonts="/F2 6 0 R", more=(font, cmap)), truth


def unit_of_two_points() -> tuple[bytes, dict]:
    return pdf(RULES + words(), page="/UserUnit 2.0"), truth_of()


def media_box_with_an_origin() -> tuple[bytes, dict]:
    content = f"1 0 0 1 1000 -500 cm\n{RULES}{words()}" + text(40, 40, "title")
    page = "/MediaBox [1000 -500 1420 -300]"
    return pdf(content, page=page), truth_of(lines=("title",))


def media_box_upside_down() -> tuple[bytes, dict]:
    return pdf(RULES + words(), page="/MediaBox [420 200 0 0]"), truth_of()


def text_drawn_by_a_pattern() -> tuple[bytes, dict]:
    """Rules and words painted with a pattern instead of a colour show."""
    pattern = stream(
        "0 0 10 10 re f",
        "/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 10 10] /XStep 10 /YStep 10 /Resources << >>",
    )
    content = f"/Pattern cs /P1 scn /Pattern CS /P1 SCN\n{RULES}{words()}"
    return pdf(content, resources="/Pattern << /P1 6 0 R >>", more=(pattern,)), truth_of()


def words_in_writing_mode_vertical() -> tuple[bytes, dict]:
    """A font that writes downwards; it is embedded, for without one PDFium drops such words."""
    codes = "".join(f"<{number:04x}> <{ord(character):04x}>\n" for number, character in enumerate("合计", 1))
    unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Two def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"2 beginbfchar\n{codes}endbfchar\nendcmap end end"
    )
    more = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Two /Encoding /Identity-V "
        "/DescendantFonts [7 0 R] /ToUnicode 10 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Two /FontDescriptor 8 0 R /DW 1000 "
        "/CIDToGIDMap /Identity /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        "<< /Type /FontDescriptor /FontName /AAAAAA+Two /Flags 4 /Ascent 880 /Descent -120 "
        "/CapHeight 880 /ItalicAngle 0 /StemV 93 /FontBBox [-25 -254 1000 880] /FontFile2 9 0 R >>",
        stream(_outlines_of("合计").hex() + ">", "/Filter /ASCIIHexDecode"),
        stream(unicode),
    )
    content = RULES + words("code | name | amount\n | x | 1.00")
    content += text(60, 86, "<00010002>", "F2")
    return pdf(content, fonts="/F2 6 0 R", more=more), truth_of("code | name | amount\n合计 | x | 1.00")


def _outlines_of(characters: str) -> bytes:
    """A TrueType font with the glyphs of some characters, numbered from 1, out of the one the charts use."""
    options = subset.Options(hinting=False, name_IDs=[], layout_features=[], notdef_outline=True)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "STAT", "fvar", "gvar", "avar", "HVAR", "MVAR"]
    options.drop_tables += ["vhea", "vmtx", "VORG", "gasp"]
    font = TTFont(next(Path(zhplot.__file__).parent.glob("fonts/*.ttf")), recalcTimestamp=False)
    chosen = subset.Subsetter(options)
    chosen.populate(text=characters)
    chosen.subset(font)
    made = BytesIO()
    font.save(made)
    return made.getvalue()


for _make in (
    layers_that_are_off,
    form_in_a_layer_that_is_off,
    annotations_that_are_displayed,
    glyphs_without_unicode,
    private_characters,
    glyphs_of_several_characters,
    characters_written_for_others,
    characters_without_width,
    unit_of_two_points,
    media_box_with_an_origin,
    media_box_upside_down,
    text_drawn_by_a_pattern,
    words_in_writing_mode_vertical,
):
    CASES[_make.__name__.replace("_", "-")] = _make

"""What a drawing tool cannot do: objects of a finished PDF changed, and fonts whose boxes are large."""

from __future__ import annotations

import base64
import io
import re
import zlib

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

from tools.facsimile.fonts import font_file


class Objects:
    """The objects of a PDF by number."""

    def __init__(self, content):
        start = int(re.findall(rb"startxref\s+(\d+)", content)[-1])
        table = re.match(rb"xref\s+0 (\d+)\s+", content[start:])
        places = {}
        for number in range(int(table.group(1))):
            begin = start + table.end() + 20 * number
            entry = content[begin : begin + 20]
            if entry[17:18] == b"n":
                places[number] = int(entry[:10])
        ends = sorted([*places.values(), start])
        self.bodies = {}
        for number, place in places.items():
            raw = content[place : ends[ends.index(place) + 1]]
            self.bodies[number] = raw[raw.index(b"obj") + 3 : raw.rindex(b"endobj")].strip()
        self.trailer = re.search(rb"trailer\s*(<<.*>>)\s*startxref", content[start:], re.S).group(1)

    def add(self, body):
        number = max(self.bodies) + 1
        self.bodies[number] = body
        return number

    def find(self, *parts):
        return [number for number, body in sorted(self.bodies.items()) if all(part in body for part in parts)]

    def written(self):
        content, places = b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n", {}
        for number in sorted(self.bodies):
            places[number] = len(content)
            content += b"%d 0 obj\n" % number + self.bodies[number] + b"\nendobj\n"
        start, count = len(content), max(self.bodies) + 1
        content += b"xref\n0 %d\n0000000000 65535 f \n" % count
        for number in range(1, count):
            place = places.get(number)
            content += b"0000000000 00000 f \n" if place is None else b"%010d 00000 n \n" % place
        trailer = re.sub(rb"/Size \d+", b"/Size %d" % count, self.trailer)
        return content + b"trailer\n" + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % start


def switch_layer_off(content):
    """Make the marked content OC1 a layer that is not shown."""
    objects = Objects(content)
    group = objects.add(b"<< /Type /OCG /Name (Draft) >>")
    for number in objects.find(b"/Type /Page", b"/Resources"):
        body = objects.bodies[number]
        if b"/Type /Pages" not in body:
            entry = b"/Resources << /Properties << /OC1 %d 0 R >> " % group
            objects.bodies[number] = body.replace(b"/Resources <<", entry, 1)
    catalog = objects.find(b"/Type /Catalog")[0]
    layers = b"<< /OCProperties << /OCGs [ %d 0 R ] /D << /OFF [ %d 0 R ] /Order [ %d 0 R ] >> >>"
    objects.bodies[catalog] = objects.bodies[catalog].replace(b"<<", layers % (group, group, group), 1)
    return objects.written()


def change_unicode_map(content, old, new):
    """Replace a code point, four hex digits, in every map from glyphs to characters."""
    objects, hits = Objects(content), 0
    for number, body in list(objects.bodies.items()):
        stream = re.search(rb"stream\r?\n(.*?)\r?\n?endstream", body, re.S)
        if not stream or b"/FontFile2" in body:
            continue
        data = _decoded(body, stream.group(1))
        if b"begincmap" in data and b"<%s>" % old.encode() in data:
            data = data.replace(b"<%s>" % old.encode(), b"<%s>" % new.encode())
            objects.bodies[number] = b"<< /Length %d >>\nstream\n" % len(data) + data + b"\nendstream"
            hits += 1
    assert hits, "no map holds the code point"
    return objects.written()


def _decoded(body, data):
    if b"/Image" in body or b"/FontDescriptor" in body:
        return data
    try:
        if b"ASCII85" in body:
            data = base64.a85decode(b"<~" + data.strip().removesuffix(b"~>") + b"~>", adobe=True)
        return zlib.decompress(data) if b"FlateDecode" in body else data
    except (ValueError, zlib.error):
        return b""


def change_descriptor(content, box, ascent, descent):
    """Let the descriptors of the fonts name other boxes than the fonts have."""
    objects = Objects(content)
    for number in objects.find(b"/FontDescriptor", b"/Ascent"):
        body = re.sub(rb"/Ascent [-\d.]+", b"/Ascent %d" % ascent, objects.bodies[number])
        body = re.sub(rb"/Descent [-\d.]+", b"/Descent %d" % descent, body)
        objects.bodies[number] = re.sub(rb"/FontBBox \[[^\]]*\]", b"/FontBBox [ %s ]" % box.encode(), body)
    return objects.written()


def alter_font(name, text, upem=None, asc=None, desc=None):
    """Register a part of the font under another name, with larger boxes or smaller letters."""
    from fontTools import subset
    from fontTools.ttLib import TTFont as OpenedFont

    options = subset.Options()
    options.layout_features, options.hinting = [], False
    options.name_IDs, options.notdef_outline = [1, 2, 4, 6], True
    font = OpenedFont(str(font_file()), recalcTimestamp=False, recalcBBoxes=False)
    maker = subset.Subsetter(options)
    maker.populate(text="".join(sorted(set(text))) + " .,-0123456789")
    maker.subset(font)
    if upem:
        font["head"].unitsPerEm = upem
    if asc:
        font["hhea"].ascent = font["OS/2"].sTypoAscender = font["OS/2"].usWinAscent = asc
        font["hhea"].descent = font["OS/2"].sTypoDescender = desc
        font["OS/2"].usWinDescent = -desc
        font["head"].yMax, font["head"].yMin, font["head"].xMin, font["head"].xMax = asc, desc, -2000, 5000
    for entry in font["name"].names:  # reportlab shares the faces of one PostScript name
        entry.string = name
    content = io.BytesIO()
    font.save(content)
    content.seek(0)
    registerFont(TTFont(name, content))
    return name

"""Typst, from markup."""

from __future__ import annotations

import json
import tempfile
from importlib import import_module
from importlib.metadata import version as package_version
from pathlib import Path

from benchmarks.typeset.content import Content, Sheet
from benchmarks.typeset.producers import Absent
from tools.facsimile.fonts import font_file
from tools.facsimile.layout import Box, column_widths, merge_cells
from tools.facsimile.style import Style


def version() -> str:
    _typst()
    return f"Typst (Python package typst {package_version('typst')})"


def _typst():
    try:
        return import_module("typst")
    except ImportError as problem:
        raise Absent("typst") from problem


def _text(text: str) -> str:
    return "#" + json.dumps(text, ensure_ascii=False)


def _cell(box: Box, header: bool, look: dict) -> str:
    align = "center" if header or box.row_span > 1 else look["numbers"] if box.is_number else "left"
    spans = f"rowspan: {box.row_span}, colspan: {box.column_span}, align: {align} + horizon"
    if header and look["shade"]:
        spans += f", fill: rgb({json.dumps(look['shade'])})"
    return f"table.cell({spans})[{_text(box.text)}]"


def _table(table: dict, width: float, look: dict) -> str:
    boxes = merge_cells(table["rows"], table["title"])
    columns = max(map(len, table["rows"]))
    style = Style(table_size=look["size"], padding=look["padding"] + 0.5)
    widths = ", ".join(f"{value:.2f}fr" for value in column_widths(boxes, columns, width, style))
    header = table["header_rows"]
    head = [_cell(box, True, look) for box in boxes if box.row < header]
    body = [_cell(box, False, look) for box in boxes if box.row >= header]
    if head and look["repeat_header"]:
        body.insert(0, f"table.header({', '.join(head)})")
    else:
        body = head + body
    rule = f"{look['rule']}pt + rgb({json.dumps(look['colour'])})"
    stripes = "(_, y) => if calc.odd(y) { luma(247) }" if look["stripes"] else "none"
    settings = f"columns: ({widths}), stroke: {rule}, inset: {look['padding']}pt, fill: {stripes}"
    lines = [f"#align(center)[#text(15pt)[{_text(table['title'])}]]"]
    ends = [_text(table.get(side) or "") for side in ("left", "right")]
    lines += [f"#grid(columns: (1fr, auto), [{ends[0]}], [{ends[1]}])"]
    framed = f"#table({settings}, {', '.join(body)})"
    if look["frame"] and not table.get("long"):
        framed = f"#block(stroke: {look['frame']}pt, {framed[1:]})"
    lines.append(framed)
    if table.get("note"):
        lines.append(_text(table["note"]))
    return "\n\n".join(lines)


def _sheet(sheet: Sheet, look: dict) -> str:
    width = 841.89 if sheet.landscape else 595.28
    flipped = "true" if sheet.landscape else "false"
    tables = "\n\n".join(_table(table, width - 90, look) for table in sheet.tables)
    return f'#page(paper: "a4", flipped: {flipped}, margin: 45pt)[\n{tables}\n]'


def typeset(content: Content, look: dict) -> bytes:
    typst = _typst()
    settings = f'#set text(font: "Noto Sans SC", size: {look["size"]}pt, lang: "zh", hyphenate: false)\n'
    settings += "#set par(leading: 0.45em)\n#set table.cell(breakable: false)\n"
    source = settings + "\n".join(_sheet(sheet, look) for sheet in content.sheets)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "truth.typ"
        path.write_text(source, encoding="utf-8")
        fonts = [str(font_file().parent)]
        # Tags would be two thirds of the file, and no engine reads them.
        return typst.compile(str(path), font_paths=fonts, ignore_system_fonts=True, pdf_tags=False)

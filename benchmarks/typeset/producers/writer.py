"""LibreOffice Writer, from a document in the format of Word, made of as little markup as that takes."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from benchmarks.typeset.content import Content, Sheet
from benchmarks.typeset.producers import office
from tools.facsimile.layout import Box, column_widths, merge_cells
from tools.facsimile.style import Style

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def version() -> str:
    return f"{office.version()} Writer"


def _paragraph(text: str, size: float, align: str = "left", bold: bool = False) -> str:
    lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(escape(line) for line in text.split("\n"))
    font = '<w:rFonts w:ascii="Noto Sans SC" w:hAnsi="Noto Sans SC" w:eastAsia="Noto Sans SC"/>'
    look = f'{font}{"<w:b/>" if bold else ""}<w:sz w:val="{2 * size:.0f}"/><w:szCs w:val="{2 * size:.0f}"/>'
    run = f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{lines}</w:t></w:r>' if text else ""
    spacing = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    return f'<w:p><w:pPr>{spacing}<w:jc w:val="{align}"/><w:rPr>{look}</w:rPr></w:pPr>{run}</w:p>'


def _cell(box: Box, width: float, merge: str, header: bool, look: dict) -> str:
    align = "center" if header or box.row_span > 1 else look["numbers"] if box.is_number else "left"
    settings = f'<w:tcW w:w="{width:.0f}" w:type="dxa"/>'
    if box.column_span > 1:
        settings += f'<w:gridSpan w:val="{box.column_span}"/>'
    settings += merge
    if header and look["shade"]:
        settings += f'<w:shd w:val="clear" w:color="auto" w:fill="{look["shade"][1:]}"/>'
    text = "" if merge == "<w:vMerge/>" else box.text
    inside = _paragraph(text, look["size"], align, header and look["bold"])
    return f'<w:tc><w:tcPr>{settings}<w:vAlign w:val="center"/></w:tcPr>{inside}</w:tc>'


def _table(table: dict, width: float, look: dict) -> str:
    boxes = merge_cells(table["rows"], table["title"])
    columns = max(map(len, table["rows"]))
    style = Style(table_size=look["size"], padding=look["padding"] + 2)
    widths = [20 * value for value in column_widths(boxes, columns, width, style)]
    rule = f'w:val="single" w:sz="{8 * look["rule"]:.0f}" w:space="0" w:color="{look["colour"][1:]}"'
    frame = f'w:val="single" w:sz="{8 * max(look["rule"], look["frame"]):.0f}" w:space="0" w:color="000000"'
    borders = "".join(f"<w:{side} {rule if side[:2] == 'in' else frame}/>" for side in SIDES)
    margin = f'w:w="{20 * look["padding"]:.0f}" w:type="dxa"'
    settings = (
        f'<w:tblW w:w="{sum(widths):.0f}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar><w:left {margin}/><w:right {margin}/></w:tblCellMar>"
    )
    grid = "".join(f'<w:gridCol w:w="{value:.0f}"/>' for value in widths)
    owners = {(row, box.column): box for box in boxes for row in range(box.row, box.row + box.row_span)}
    rows = []
    for row in range(len(table["rows"])):
        header = row < table["header_rows"]
        repeat = "<w:tblHeader/>" if header and look["repeat_header"] else ""
        height = f'<w:trHeight w:val="{20 * look["size"] * 1.8:.0f}" w:hRule="atLeast"/>'
        cells = []
        for column in range(columns):
            if box := owners.get((row, column)):
                first = '<w:vMerge w:val="restart"/>' if box.row_span > 1 else ""
                merge = first if box.row == row else "<w:vMerge/>"
                wide = sum(widths[column : column + box.column_span])
                cells.append(_cell(box, wide, merge, header, look))
        rows.append(f"<w:tr><w:trPr><w:cantSplit/>{height}{repeat}</w:trPr>{''.join(cells)}</w:tr>")
    return f"<w:tbl><w:tblPr>{settings}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _sheet(sheet: Sheet, look: dict, last: bool) -> str:
    across, down = (16838, 11906) if sheet.landscape else (11906, 16838)
    parts = []
    for table in sheet.tables:
        parts.append(_paragraph(table["title"], 15, "center"))
        for side, align in (("left", "left"), ("right", "right")):
            if table.get(side):
                parts.append(_paragraph(table[side], look["size"], align))
        parts.append(_table(table, across / 20 - 80, look))
        parts.append(_paragraph(table.get("note", ""), look["size"] if table.get("note") else 4))
    turn = ' w:orient="landscape"' if sheet.landscape else ""
    section = (
        f'<w:sectPr><w:type w:val="nextPage"/><w:pgSz w:w="{across}" w:h="{down}"{turn}/>'
        '<w:pgMar w:top="800" w:right="800" w:bottom="800" w:left="800" w:header="0" w:footer="0"/>'
        "</w:sectPr>"
    )
    if last:
        return "".join(parts) + section
    # The section ends in the paragraph below the last table, so that no page begins for it alone.
    parts[-1] = parts[-1].replace("</w:pPr>", f"{section}</w:pPr>", 1)
    return "".join(parts)


def typeset(content: Content, look: dict) -> bytes:
    sheets = content.sheets
    body = "".join(_sheet(sheet, look, sheet is sheets[-1]) for sheet in sheets)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", RELATIONS)
        package.writestr(
            "word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
        )
    return office.print_office(buffer.getvalue(), "docx")

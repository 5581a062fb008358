"""Content as HTML, for the producers that print it."""

from __future__ import annotations

from html import escape

from benchmarks.typeset.content import Content
from tools.facsimile.fonts import font_file
from tools.facsimile.layout import Box, merge_cells

BORDERS = (
    # One rule between two cells, as browsers and word processors draw it.
    "table {{ border-collapse: collapse; border: {outer}pt solid {colour} }}"
    "td, th {{ border: {rule}pt solid {colour} }}",
    # Each cell draws its right and lower side, the table its left and upper one.
    "table {{ border-collapse: separate; border-spacing: 0;"
    " border-top: {outer}pt solid {colour}; border-left: {outer}pt solid {colour} }}"
    "td, th {{ border-right: {rule}pt solid {colour}; border-bottom: {rule}pt solid {colour} }}",
    # Every cell has a frame of its own, so that two rules lie side by side.
    "table {{ border-collapse: separate; border-spacing: 0 }} td, th {{ border: {rule}pt solid {colour} }}",
)

PAGE = """
@font-face {{ font-family: "Truth"; src: url("{font}") }}
@page {{ size: A4; margin: 14mm 15mm }}
@page wide {{ size: A4 landscape; margin: 14mm 15mm }}
html, body {{ margin: 0; padding: 0 }}
body {{ font-family: "Truth"; font-size: {size}pt; line-height: 1.3 }}
section {{ break-before: page }}
section:first-child {{ break-before: auto }}
section.wide {{ page: wide }}
h1 {{ font-size: 15pt; font-weight: normal; text-align: center; margin: 8pt 0 4pt }}
.ends {{ display: flex; justify-content: space-between; margin: 3pt 0 }}
.note {{ margin: 3pt 0 8pt }}
table {{ width: 100% }}
td, th {{ padding: {padding}pt; vertical-align: middle; overflow-wrap: anywhere; font-weight: normal }}
td:empty {{ height: 1.3em }}
thead {{ display: {head} }}
tr {{ break-inside: avoid }}
th {{ text-align: center; background: {shade}; font-weight: {weight} }}
.number {{ text-align: {numbers}; white-space: nowrap }}
"""


def _cell(box: Box, header: bool, striped: bool) -> str:
    tag = "th" if header else "td"
    spans = f' rowspan="{box.row_span}"' if box.row_span > 1 else ""
    spans += f' colspan="{box.column_span}"' if box.column_span > 1 else ""
    kind = ' class="number"' if box.is_number and not header else ""
    fill = ' style="background: #f7f7f7"' if striped and box.row % 2 and not header else ""
    return f"<{tag}{spans}{kind}{fill}>{escape(box.text).replace(chr(10), '<br>')}</{tag}>"


def table_html(table: dict, look: dict) -> str:
    """One table with the lines above and below it."""
    header = table["header_rows"]
    rows: list[list[str]] = [[] for _ in table["rows"]]
    for box in merge_cells(table["rows"], table["title"]):
        rows[box.row].append(_cell(box, box.row < header, look["stripes"]))
    lines = ["<tr>" + "".join(cells) + "</tr>" for cells in rows]
    head = f"<thead>{''.join(lines[:header])}</thead>" if header else ""
    ends = "".join(f"<span>{escape(table.get(side) or '')}</span>" for side in ("left", "right"))
    above = f"<h1>{escape(table['title'])}</h1><div class='ends'>{ends}</div>"
    note = f"<p class='note'>{escape(table['note'])}</p>" if table.get("note") else ""
    return f"{above}<table>{head}<tbody>{''.join(lines[header:])}</tbody></table>{note}"


def page_html(content: Content, look: dict) -> str:
    """The whole document."""
    outer = max(look["rule"], look["frame"])
    style = (PAGE + BORDERS[look["variant"]]).format(
        font=font_file().as_uri(),
        size=look["size"],
        padding=look["padding"],
        shade=look["shade"] or "none",
        numbers=look["numbers"],
        head="table-header-group" if look["repeat_header"] else "table-row-group",
        weight="bold" if look["bold"] else "normal",
        outer=outer,
        rule=look["rule"],
        colour=look["colour"],
    )
    sections = [
        f"<section{' class=wide' if sheet.landscape else ''}>"
        + "".join(table_html(table, look) for table in sheet.tables)
        + "</section>"
        for sheet in content.sheets
    ]
    head = f'<meta charset="utf-8"><title>truth {content.seed}</title><style>{style}</style>'
    return f'<!doctype html><html lang="zh-CN"><head>{head}</head><body>{"".join(sections)}</body></html>'

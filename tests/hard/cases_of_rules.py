"""How rules are made: doubled, dashed, filled, drawn a cell at a time, hidden in forms."""

from __future__ import annotations

from functools import partial

from reportlab.pdfgen.canvas import FILL_EVEN_ODD, FILL_NON_ZERO

from .sheet import XS, YS, Sheet, case, case_of, stroke, thin_fill

SPANS = """
项目 | ^^ | 预算数 | <
科目编码 | 科目名称 | 上年数 | 本年数
20101 | 示例事务 | 1,234.56 | 2,200.00
合计 | < | 1,234.67 | 2,233.30
""".replace("^^", "<")


def doubled(sheet: Sheet, x0: float, y0: float, x1: float, y1: float, gap: float = 1.5) -> None:
    across = (0, gap) if y0 == y1 else (gap, 0)
    stroke(sheet, x0, y0, x1, y1)
    stroke(sheet, x0 + across[0], y0 + across[1], x1 + across[0], y1 + across[1])


def in_pieces(sheet: Sheet, x0: float, y0: float, x1: float, y1: float, piece, on: float, off: float) -> None:
    """A rule as many small drawings."""
    length = max(x1 - x0, y1 - y0)
    along = ((x1 - x0) / length, (y1 - y0) / length)
    at = 0.0
    while at < length:
        to = min(at + on, length)
        start, end = (x0 + at * along[0], y0 + at * along[1]), (x0 + to * along[0], y0 + to * along[1])
        piece(sheet, *start, *end)
        at += on + off


def dot(sheet: Sheet, x0: float, y0: float, x1: float, y1: float) -> None:
    sheet.box(x0 - 0.4, y0 - 0.4, x0 + 0.4, y0 + 0.4, stroke=0, fill=1)


def dash_pattern(sheet: Sheet, x0: float, y0: float, x1: float, y1: float, on: float, off: float) -> None:
    sheet.canvas.setDash(on, off)
    stroke(sheet, x0, y0, x1, y1)
    sheet.canvas.setDash()


def of_width(sheet: Sheet, x0: float, y0: float, x1: float, y1: float, width: float) -> None:
    sheet.canvas.setLineWidth(width)
    stroke(sheet, x0, y0, x1, y1)


def outlined(sheet: Sheet, x0: float, y0: float, x1: float, y1: float) -> None:
    """A rule as a stroked rectangle without thickness."""
    sheet.box(x0, y0, x1, y1)


def thin_image(sheet: Sheet, x0: float, y0: float, x1: float, y1: float) -> None:
    from PIL import Image

    image = Image.new("RGB", (1, 1), "black")
    sheet.canvas.drawInlineImage(image, x0, sheet.up(y1) - 0.25, max(x1 - x0, 0.5), max(y1 - y0, 0.5))


STYLES = {
    "doubled_1_pt": partial(doubled, gap=1.0),
    "doubled_2_pt": partial(doubled, gap=2.0),
    "dashed_by_pattern": partial(dash_pattern, on=3, off=2),
    "dotted_by_pattern": partial(dash_pattern, on=0.5, off=1.5),
    "dashed_in_strokes": partial(in_pieces, piece=stroke, on=3, off=2),
    "dashed_in_fills": partial(in_pieces, piece=thin_fill, on=4, off=2.5),
    "dotted_in_squares": partial(in_pieces, piece=dot, on=0.5, off=1.5),
    "thin_fills": thin_fill,
    "thin_fills_in_pieces": partial(in_pieces, piece=thin_fill, on=20, off=0),
    "hairlines": partial(of_width, width=0.05),
    "zero_width": partial(of_width, width=0),
    "thick_strokes": partial(of_width, width=3),
    "thick_fills": partial(thin_fill, thickness=3),
    "stroked_rectangles_without_height": outlined,
    "thin_images": thin_image,
}
for _name, _rule in STYLES.items():
    case_of(f"rules_{_name}", partial(Sheet.table, drawing=SPANS, rule=_rule))


def _cell_by_cell(sheet: Sheet, gap: float, rule=stroke) -> None:
    """Four rules a cell that end short of the corners, or past them."""
    tiles = sheet.expect(SPANS)

    def draw(x0: float, y0: float, x1: float, y1: float) -> None:
        for y in (y0, y1):
            rule(sheet, x0 + gap, y, x1 - gap, y)
        for x in (x0, x1):
            rule(sheet, x, y0 + gap, x, y1 - gap)

    sheet.cells(XS, YS, tiles, draw)
    sheet.fill_in(XS, YS, tiles)


case_of("cells_of_four_strokes", partial(_cell_by_cell, gap=0))
case_of("cells_of_four_strokes_with_gaps", partial(_cell_by_cell, gap=0.9))
case_of("cells_of_four_strokes_with_overlaps", partial(_cell_by_cell, gap=-0.9))
case_of("cells_of_four_thin_fills", partial(_cell_by_cell, gap=0.5, rule=thin_fill))


def _boxes(sheet: Sheet, shrink: float) -> None:
    """A box a cell, a little smaller than it."""
    tiles = sheet.expect(SPANS)

    def draw(x0: float, y0: float, x1: float, y1: float) -> None:
        width, height = x1 - x0 - 2 * shrink, y1 - y0 - 2 * shrink
        sheet.canvas.rect(x0 + shrink, sheet.up(y1) + shrink, width, height)

    sheet.cells(XS, YS, tiles, draw)
    sheet.fill_in(XS, YS, tiles)


case_of("cells_as_boxes", partial(_boxes, shrink=0))
case_of("cells_as_boxes_a_point_apart", partial(_boxes, shrink=0.5))
case_of("cells_as_boxes_two_points_apart", partial(_boxes, shrink=1))


@case
def frame_with_rounded_corners(sheet: Sheet) -> None:
    tiles = sheet.expect(SPANS)
    for y in YS[1:4]:
        stroke(sheet, XS[0], y, XS[-1], y)
    for x, top, bottom in ((XS[1], YS[1], YS[3]), (XS[2], YS[0], YS[4]), (XS[3], YS[1], YS[4])):
        stroke(sheet, x, top, x, bottom)
    sheet.canvas.roundRect(XS[0], sheet.up(YS[-1]), XS[-1] - XS[0], YS[-1] - YS[0], 7)
    sheet.fill_in(XS, YS, tiles)


@case
def one_path_for_all_rules(sheet: Sheet) -> None:
    tiles = sheet.expect(SPANS)
    path = sheet.canvas.beginPath()

    def add(_: Sheet, x0: float, y0: float, x1: float, y1: float) -> None:
        path.moveTo(x0, sheet.up(y0))
        path.lineTo(x1, sheet.up(y1))

    sheet.rules(XS, YS, tiles, add)
    sheet.canvas.drawPath(path, stroke=1, fill=0)
    sheet.fill_in(XS, YS, tiles)


@case
def one_filled_path_for_all_rules(sheet: Sheet) -> None:
    tiles = sheet.expect(SPANS)
    path = sheet.canvas.beginPath()

    def add(_: Sheet, x0: float, y0: float, x1: float, y1: float) -> None:
        path.rect(x0 - 0.25, sheet.up(y1) - 0.25, x1 - x0 + 0.5, y1 - y0 + 0.5)

    sheet.rules(XS, YS, tiles, add)
    sheet.canvas.drawPath(path, stroke=0, fill=1)
    sheet.fill_in(XS, YS, tiles)


def _ring(sheet: Sheet, x0: float, y0: float, x1: float, y1: float, mode: int, bend: float = 0) -> None:
    """A frame as what lies between two, the outer and the inner one drawn the same way or against it."""
    path = sheet.canvas.beginPath()
    (path.roundRect if bend else path.rect)(x0, sheet.up(y1), x1 - x0, y1 - y0, *([bend] if bend else []))
    x0, y0, x1, y1 = x0 + 0.8, y0 + 0.8, x1 - 0.8, y1 - 0.8
    if mode == FILL_EVEN_ODD:
        (path.roundRect if bend else path.rect)(x0, sheet.up(y1), x1 - x0, y1 - y0, *([bend] if bend else []))
    else:
        path.moveTo(x0, sheet.up(y0))
        for x, y in ((x1, y0), (x1, y1), (x0, y1)):
            path.lineTo(x, sheet.up(y))
        path.close()
    sheet.canvas.drawPath(path, stroke=0, fill=1, fillMode=mode)


def _cells_as_rings(sheet: Sheet, **look: float) -> None:
    tiles = sheet.expect(SPANS)
    sheet.cells(XS, YS, tiles, partial(_ring, sheet, **look))
    sheet.fill_in(XS, YS, tiles)


case_of("cells_as_rings", partial(_cells_as_rings, mode=FILL_EVEN_ODD))
case_of("cells_as_rings_of_two_turns", partial(_cells_as_rings, mode=FILL_NON_ZERO))
case_of("cells_as_rings_with_round_corners", partial(_cells_as_rings, mode=FILL_EVEN_ODD, bend=3))


@case
def cells_as_rings_side_by_side(sheet: Sheet) -> None:
    """Each side of a cell is drawn as the whole ring, cut to its side; three sides of some cells only."""
    tiles = sheet.expect(SPANS)
    for row, column, height, width, _ in tiles:
        x0, y0, x1, y1 = XS[column], YS[row], XS[column + width], YS[row + height]
        corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
        inner = [(x0 + 5, y0 + 5), (x1 - 5, y0 + 5), (x1 - 5, y1 - 5), (x0 + 5, y1 - 5)]
        for side in range(4) if row == 0 else range(1, 4):
            sheet.canvas.saveState()
            clip = sheet.canvas.beginPath()
            clip.moveTo(corners[side][0], sheet.up(corners[side][1]))
            for x, y in (corners[(side + 1) % 4], inner[(side + 1) % 4], inner[side]):
                clip.lineTo(x, sheet.up(y))
            clip.close()
            sheet.canvas.clipPath(clip, stroke=0, fill=0)
            _ring(sheet, x0, y0, x1, y1, FILL_EVEN_ODD)
            sheet.canvas.restoreState()
    sheet.fill_in(XS, YS, tiles)


@case
def round_rings_are_no_frames(sheet: Sheet) -> None:
    """A filled ring around a mark, and a thick plate of two boxes, rule nothing."""
    sheet.table(drawing=SPANS)
    path = sheet.canvas.beginPath()
    path.circle(260, sheet.up(118), 36)
    path.circle(260, sheet.up(118), 35)
    sheet.canvas.drawPath(path, stroke=0, fill=1, fillMode=FILL_EVEN_ODD)
    sheet.canvas.setFillGray(0.9)
    plate = sheet.canvas.beginPath()
    plate.rect(20, 5, 10, 150)
    plate.rect(21, 6, 8, 148)
    sheet.canvas.drawPath(plate, stroke=0, fill=1, fillMode=FILL_NON_ZERO)


@case
def thick_frame_and_hairlines_inside(sheet: Sheet) -> None:
    tiles = sheet.expect(SPANS)
    sheet.rules(XS, YS, tiles, partial(of_width, width=0.1))
    sheet.canvas.setLineWidth(3)
    sheet.box(XS[0], YS[0], XS[-1], YS[-1])
    sheet.fill_in(XS, YS, tiles)


@case
def doubled_frame_around(sheet: Sheet) -> None:
    tiles = sheet.table(drawing=SPANS)
    assert tiles
    sheet.box(XS[0] - 2, YS[0] - 2, XS[-1] + 2, YS[-1] + 2)


@case
def rules_in_nested_forms(sheet: Sheet) -> None:
    canvas = sheet.canvas
    tiles = sheet.expect(SPANS)
    canvas.beginForm("inner", lowery=-500, upperx=900, uppery=900)
    canvas.setLineWidth(1)
    sheet.rules([2 * x for x in XS], [2 * y - sheet.height for y in YS], tiles)  # twice as large
    canvas.endForm()
    canvas.beginForm("outer", lowerx=-100, lowery=-500, upperx=900, uppery=900)
    canvas.translate(-10, 0)
    canvas.doForm("inner")
    canvas.endForm()
    canvas.saveState()
    # half as large, and the ten points aside taken back
    canvas.transform(0.5, 0, 0, 0.5, 5, 0)
    canvas.doForm("outer")
    canvas.restoreState()
    sheet.fill_in(XS, YS, tiles)


@case
def rules_and_text_in_a_turned_form(sheet: Sheet) -> None:
    canvas = sheet.canvas
    canvas.beginForm("turned", lowerx=-200, lowery=-500, upperx=500, uppery=500)
    canvas.saveState()
    canvas.rotate(-90)
    canvas.setLineWidth(0.5)
    sheet.table(drawing=SPANS)
    canvas.restoreState()
    canvas.endForm()
    canvas.saveState()
    canvas.rotate(90)
    canvas.doForm("turned")
    canvas.restoreState()


@case
def rules_in_a_form_that_clips(sheet: Sheet) -> None:
    """What lies outside a form's box is not displayed: here a fifth column."""
    canvas = sheet.canvas
    tiles = sheet.expect(SPANS)
    canvas.beginForm("cut", lowerx=0, lowery=0, upperx=XS[-1] + 1, uppery=sheet.height)
    canvas.setLineWidth(0.5)
    sheet.rules(XS, YS, tiles)
    for y in YS:
        stroke(sheet, XS[-1], y, XS[-1] + 30, y)
    stroke(sheet, XS[-1] + 30, YS[0], XS[-1] + 30, YS[-1])
    sheet.put(XS[-1] + 4, YS[1] - 8, "隐藏")
    canvas.endForm()
    canvas.doForm("cut")
    sheet.fill_in(XS, YS, tiles)


@case
def rules_clipped_away(sheet: Sheet) -> None:
    """Rules run through the whole table, their clip shows the part below the header only."""
    tiles = sheet.expect(
        "表头 | < | < | <\n甲 | 乙 | 丙 | 丁\n20101 | 示例 | 1.00 | 2.00\n合计 | < | 1.00 | 2.00"
    )
    frame = [(0, 0, 4, 4, ""), (0, 0, 1, 4, ""), (1, 0, 1, 4, ""), (2, 0, 1, 4, ""), (3, 0, 1, 2, "")]
    sheet.rules(XS, YS, frame)
    for x, bottom in zip(XS[1:4], (YS[3], YS[4], YS[4]), strict=True):
        sheet.canvas.saveState()
        clip = sheet.canvas.beginPath()
        clip.rect(x - 5, sheet.up(bottom), 10, bottom - YS[1])
        sheet.canvas.clipPath(clip, stroke=0, fill=0)
        stroke(sheet, x, YS[0], x, YS[-1])
        sheet.canvas.restoreState()
    sheet.fill_in(XS, YS, tiles)


@case
def rules_under_a_clip_a_cell(sheet: Sheet) -> None:
    """Each cell draws its rules and its text under a clip of its own size."""
    tiles = sheet.expect(SPANS)
    for tile in tiles:
        row, column, height, width, _ = tile
        x0, y0, x1, y1 = XS[column], YS[row], XS[column + width], YS[row + height]
        sheet.canvas.saveState()
        clip = sheet.canvas.beginPath()
        clip.rect(x0, sheet.up(y1), x1 - x0, y1 - y0)
        sheet.canvas.clipPath(clip, stroke=0, fill=0)
        sheet.box(x0, y0, x1, y1)
        sheet.fill_in(XS, YS, [tile])
        sheet.canvas.restoreState()

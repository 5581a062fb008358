"""What paint shows: the order of painting, white on white, backgrounds, stamps and watermarks."""

from __future__ import annotations

import math
from functools import partial

from .sheet import XS, YS, Sheet, case, case_of, stroke, thin_fill, tiles_of

PLAIN = """
科目编码 | 科目名称 | 上年数 | 本年数
20101 | 示例事务 | 1,234.56 | 2,200.00
20102 | 样本管理 | 0.11 | 33.30
20103 | 其他 | 1.00 | 2.00
"""


@case
def white_rules_between(sheet: Sheet) -> None:
    sheet.table()
    sheet.paint(1.0)
    for x in (90, 180, 260):
        stroke(sheet, x, YS[0], x, YS[-1])
    for y in (74, 122):
        thin_fill(sheet, XS[0], y, XS[-1], y)


@case
def white_fill_hides_an_earlier_rule(sheet: Sheet) -> None:
    """Merged by painting white over the rule between two cells, then the text."""
    tiles = sheet.expect(
        "项目 | < | 预算数 | <\n科目编码 | 科目名称 | 上年数 | 本年数\n20101 | 示例 | 1.00 | 2.00"
    )
    ys = YS[:4]
    sheet.rules(XS, ys, tiles_of("a|b|c|d\ne|f|g|h\ni|j|k|l")[2])
    for x in (XS[1], XS[3]):
        sheet.fill(x - 2, ys[0] + 0.5, x + 2, ys[1] - 0.5, 1.0)
    sheet.fill_in(XS, ys, tiles)


@case
def white_rule_hides_a_black_one(sheet: Sheet) -> None:
    tiles = sheet.expect(
        "项目 | < | 预算数 | <\n科目编码 | 科目名称 | 上年数 | 本年数\n20101 | 示例 | 1.00 | 2.00"
    )
    ys = YS[:4]
    sheet.rules(XS, ys, tiles_of("a|b|c|d\ne|f|g|h\ni|j|k|l")[2])
    sheet.paint(1.0)
    sheet.canvas.setLineWidth(1)
    for x in (XS[1], XS[3]):
        stroke(sheet, x, ys[0] + 0.3, x, ys[1] - 0.3)
    sheet.paint(0.0)
    sheet.fill_in(XS, ys, tiles)


@case
def background_hides_an_earlier_rule(sheet: Sheet) -> None:
    tiles = sheet.expect(
        "项目 | < | 预算数 | <\n科目编码 | 科目名称 | 上年数 | 本年数\n20101 | 示例 | 1.00 | 2.00"
    )
    ys = YS[:4]
    sheet.rules(XS, ys, tiles_of("a|b|c|d\ne|f|g|h\ni|j|k|l")[2])
    sheet.fill(XS[0] + 0.3, ys[0] + 0.3, XS[2] - 0.3, ys[1] - 0.3, "#dde6f0")
    sheet.fill(XS[2] + 0.3, ys[0] + 0.3, XS[4] - 0.3, ys[1] - 0.3, "#dde6f0")
    sheet.fill_in(XS, ys, tiles)


@case
def fills_a_cell_then_rules_a_cell(sheet: Sheet) -> None:
    """Cell after cell: its background, which covers half of the neighbour's rule, then its rules."""
    tiles = sheet.expect(PLAIN)
    for tile in tiles:
        row, column, *_ = tile
        box = XS[column], YS[row], XS[column + 1], YS[row + 1]
        sheet.fill(*box, 1.0 if row % 2 else 0.9)
        sheet.box(*box)
        sheet.fill_in(XS, YS, [tile])


@case
def white_page_fill_first(sheet: Sheet) -> None:
    sheet.fill(0, 0, sheet.width, sheet.height, 1.0)
    sheet.table()


@case
def everything_painted_over_and_drawn_again(sheet: Sheet) -> None:
    """A draft under a white fill, and the final table on it."""
    sheet.rules([30, 150, 250, 390], [60, 80, 170], tiles_of("a|b|c\nd|e|f")[2])
    for x in (50, 160, 260):
        sheet.put(x, 75, "草稿 9.99")
    sheet.fill(20, 50, 400, 180, 1.0)
    sheet.table()


@case
def zebra_backgrounds(sheet: Sheet) -> None:
    for row in (0, 2):
        sheet.fill(XS[0], YS[row], XS[-1], YS[row + 1], 0.88)
    sheet.table()


@case
def zebra_backgrounds_out_of_step(sheet: Sheet) -> None:
    """Backgrounds that end a little beside the rules do not add rows."""
    for row in range(4):
        sheet.fill(XS[0] + 4, YS[row] + 5, XS[-1] - 4, YS[row] + 15, 0.85)
    sheet.table()


@case
def coloured_header_with_white_text(sheet: Sheet) -> None:
    sheet.fill(XS[0], YS[0], XS[-1], YS[1], "#1f4e79")
    tiles = sheet.expect(PLAIN)
    sheet.rules(XS, YS, tiles)
    sheet.paint(1.0)
    sheet.fill_in(XS, YS, [tile for tile in tiles if tile[0] == 0])
    sheet.paint(0.0)
    sheet.fill_in(XS, YS, [tile for tile in tiles if tile[0] > 0])


@case
def white_rules_on_a_coloured_table(sheet: Sheet) -> None:
    """A styled table: coloured rows, and white rules between the cells are all the ruling there is."""
    tiles = sheet.expect(PLAIN)
    for row in range(4):
        sheet.fill(XS[0], YS[row], XS[-1], YS[row + 1], "#1f4e79" if row == 0 else "#d5e3f0")
    sheet.paint(1.0)
    sheet.rules(XS, YS, tiles, partial(thin_fill, thickness=1))
    sheet.fill_in(XS, YS, [tile for tile in tiles if tile[0] == 0])
    sheet.paint(0.0)
    sheet.fill_in(XS, YS, [tile for tile in tiles if tile[0] > 0])


@case
def gaps_of_a_dark_background_are_the_rules(sheet: Sheet) -> None:
    """A black box with white cells on it, as web pages draw a table with spaced cells."""
    tiles = sheet.expect(PLAIN)
    sheet.fill(XS[0] - 0.5, YS[0] - 0.5, XS[-1] + 0.5, YS[-1] + 0.5, 0.0)
    sheet.cells(XS, YS, tiles, lambda x0, y0, x1, y1: sheet.fill(x0 + 0.5, y0 + 0.5, x1 - 0.5, y1 - 0.5, 1.0))
    sheet.fill_in(XS, YS, tiles)


@case
def white_text_on_white(sheet: Sheet) -> None:
    sheet.table()
    sheet.paint(1.0)
    sheet.put(XS[0] + 30, YS[2] - 8, "暗记")
    sheet.put(XS[2] + 4, YS[2] - 8, "9")
    sheet.put(40, 40, "白字")


@case
def text_under_a_white_fill(sheet: Sheet) -> None:
    """A figure painted over and printed anew."""
    tiles = sheet.expect(PLAIN)
    sheet.rules(XS, YS, tiles)
    sheet.put(XS[2] + 30, YS[2] - 8, "9,999.99")
    sheet.fill(XS[2] + 2, YS[1] + 2, XS[3] - 2, YS[2] - 2, 1.0)
    sheet.fill_in(XS, YS, tiles)


def _image(mode: str, size: tuple[int, int], color) -> object:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    return ImageReader(Image.new(mode, size, color))


@case
def text_under_an_opaque_image(sheet: Sheet) -> None:
    tiles = sheet.expect(PLAIN)
    sheet.rules(XS, YS, tiles)
    sheet.put(XS[3] + 30, YS[2] - 8, "9,999.99")
    sheet.put(100, 40, "盖住")
    sheet.canvas.drawImage(_image("RGB", (4, 4), "white"), XS[3] + 2, sheet.up(YS[2] - 2), 70, 20)
    sheet.canvas.drawImage(_image("RGB", (4, 4), "gray"), 90, sheet.up(45), 80, 20)
    sheet.fill_in(XS, YS, tiles)


@case
def seal_image_over_a_table(sheet: Sheet) -> None:
    """A seal with a transparent ground hides nothing."""
    from PIL import Image, ImageDraw
    from reportlab.lib.utils import ImageReader

    sheet.table()
    seal = Image.new("RGBA", (200, 200), (255, 255, 255, 0))
    ImageDraw.Draw(seal).ellipse((8, 8, 192, 192), outline=(220, 0, 0, 255), width=8)
    sheet.canvas.drawImage(ImageReader(seal), 240, sheet.up(175), 100, 100, mask="auto")


def _seal(sheet: Sheet, x: float, y: float, radius: float) -> None:
    """A round red seal: two circles, a star, a name along the arc."""
    canvas = sheet.canvas
    canvas.saveState()
    sheet.paint("#d00000")
    canvas.setLineWidth(2)
    canvas.circle(x, sheet.up(y), radius)
    canvas.setLineWidth(0.5)
    canvas.circle(x, sheet.up(y), radius - 4)
    star = canvas.beginPath()
    for point in range(5):
        angle = math.radians(90 + 144 * point)
        at = x + radius / 3 * math.cos(angle), sheet.up(y) + radius / 3 * math.sin(angle)
        (star.lineTo if point else star.moveTo)(*at)
    star.close()
    canvas.drawPath(star, stroke=0, fill=1)
    name = "某某市示例管理局公章样"
    for number, character in enumerate(name):
        turn = 125 - 25 * number
        canvas.saveState()
        canvas.translate(x, sheet.up(y))
        canvas.rotate(turn)
        canvas.translate(0, radius - 16)
        canvas.setFont("NotoSansSC", 9)
        canvas.drawCentredString(0, 0, character)
        canvas.restoreState()
    canvas.restoreState()


@case
def seal_of_vectors_over_a_table(sheet: Sheet) -> None:
    sheet.table()
    _seal(sheet, 300, 120, 45)
    sheet.notes.append(
        "page 1: 11 slanted characters (a stamp or a watermark) are left out: 某某市示例管理局公章样"
    )


def _watermark(sheet: Sheet, text: str, size: float, turn: float, gray: float, alpha: float = 1) -> None:
    canvas = sheet.canvas
    canvas.saveState()
    sheet.paint(gray)
    canvas.setFillAlpha(alpha)
    canvas.translate(210, 80)
    canvas.rotate(turn)
    canvas.setFont("NotoSansSC", size)
    canvas.drawCentredString(0, -size / 3, text)
    canvas.restoreState()


def _with_watermark(sheet: Sheet, before: bool, text: str = "内部样稿", **look: float) -> None:
    if before:
        _watermark(sheet, text, **look)
    sheet.table()
    if not before:
        _watermark(sheet, text, **look)
    what = (
        "slanted characters (a stamp or a watermark)"
        if look["turn"]
        else "characters too tall for their cells"
    )
    sheet.notes.append(f"page 1: {len(text)} {what} are left out: {text}")


case_of("watermark_under_a_table", partial(_with_watermark, before=True, size=48, turn=30, gray=0.8))
case_of(
    "watermark_over_a_table", partial(_with_watermark, before=False, size=60, turn=45, gray=0.5, alpha=0.3)
)
case_of("watermark_small_and_slanted", partial(_with_watermark, before=False, size=10, turn=20, gray=0.6))
case_of("watermark_level_over_a_table", partial(_with_watermark, before=False, size=64, turn=0, gray=0.85))


@case
def diagonal_line_in_the_header(sheet: Sheet) -> None:
    tiles = sheet.table(
        drawing="\\n年度 | 上年数 | 本年数 | 增减\n示例 | 1.00 | 2.00 | 1.00".replace(
            "\\n年度", "年度\\n项目"
        ),
        ys=[60, 100, 124],
    )
    assert tiles
    stroke(sheet, XS[0], 60, XS[1], 100)


@case
def underlines_and_strikes_are_no_rules(sheet: Sheet) -> None:
    sheet.table()
    for row, column, text in ((1, 1, "示例事务"), (2, 1, "样本管理")):
        x, y = XS[column] + 4, (YS[row] + YS[row + 1]) / 2
        stroke(sheet, x, y + (5.5 if row == 1 else 0), x + sheet.width_of(text), y + (5.5 if row == 1 else 0))
    sheet.say(40, 50, "下划线标题")
    stroke(sheet, 40, 53, 85, 53)


@case
def underline_across_a_narrow_cell(sheet: Sheet) -> None:
    """Text and its underline fill the cell but for two points on either side."""
    xs = [40, 80, 160, 240]
    tiles = sheet.expect("示例名称 | 1.00 | 2.00\n合计 | 1.00 | 2.00")
    ys = [70, 94, 118]
    sheet.rules(xs, ys, tiles)
    sheet.put(42, 84, "示例名称")
    sheet.fill_in(xs, ys, [tile for tile in tiles if tile[:2] != (0, 0)])
    thin_fill(sheet, 42, 86, 78, 86)

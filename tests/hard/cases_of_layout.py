"""How tables stand on a page: nested, adjacent, open, empty, beside text, and what is no table."""

from __future__ import annotations

from functools import partial

from .sheet import XS, YS, Sheet, case, case_of, stroke, tiles_of

SMALL = "名称 | 金额\n示例 | 1.00\n样本 | 2.00"
OTHER = "编码 | 上年 | 本年\n201 | 3.00 | 4.00\n202 | 5.00 | 6.00"
HEADER = """
科目编码 | < | 科目名称 | 本年预算数 | < | <
类 | 款 | ^ | 小计 | 基本支出 | 项目支出
201 | 01 | 示例事务 | 3.00 | 1.00 | 2.00
合计 | < | < | 3.00 | 1.00 | 2.00
"""
WIDE = [40, 70, 100, 180, 240, 310, 380]


@case
def header_spans_both_ways(sheet: Sheet) -> None:
    sheet.table(WIDE, YS, HEADER)


@case
def header_blocks_span_both_ways(sheet: Sheet) -> None:
    drawing = (
        "项目 | < | 合计 | 其中 | < | <\n"
        "^ | ^ | ^ | 基本 | < | 项目\n"
        "编码 | 名称 | 1.00 | 2.00 | 3.00 | 4.00\n"
        "201 | 示例 | 5.00 | 6.00 | 7.00 | 8.00"
    )
    sheet.table(WIDE, YS, drawing)


@case
def nested_table_in_a_cell(sheet: Sheet) -> None:
    """A small grid inside a cell stands for itself; its text is not the outer cell's."""
    xs, ys = [30, 130, 390], [50, 74, 170]
    tiles = sheet.expect("项目 | 说明\n示例 | 附表如下")
    sheet.rules(xs, ys, tiles)
    sheet.put(34, 65, "项目")
    sheet.put(134, 65, "说明")
    sheet.put(34, 120, "示例")
    sheet.put(134, 88, "附表如下")
    sheet.table([150, 230, 350], [96, 116, 136, 156], SMALL, size=8)


def _beside(sheet: Sheet, gap: float) -> None:
    sheet.table([30, 110, 190], [60, 84, 108, 132], SMALL)
    sheet.table([190 + gap, 250 + gap, 310 + gap, 370 + gap], [60, 84, 108, 132], OTHER)


case_of("tables_side_by_side", partial(_beside, gap=15))
case_of("tables_side_by_side_five_points_apart", partial(_beside, gap=5))


def _stacked(sheet: Sheet, gap: float) -> None:
    sheet.table([40, 200, 380], [30, 50, 70, 90], SMALL)
    sheet.table([40, 120, 260, 380], [90 + gap, 110 + gap, 130 + gap, 150 + gap], OTHER)


case_of("tables_stacked", partial(_stacked, gap=25))
case_of("tables_stacked_five_points_apart", partial(_stacked, gap=5))


@case
def tables_that_share_an_edge(sheet: Sheet) -> None:
    """One rule below the first and above the second: one grid, the columns of both."""
    xs = [40, 120, 200, 260, 380]
    sheet.table(
        xs,
        [40, 64, 88, 112, 136],
        "名称 | < | 金额 | <\n示例 | < | 1.00 | <\n编码 | 上年 | < | 本年\n201 | 3.00 | < | 4.00",
    )


@case
def tables_two_points_apart_are_one(sheet: Sheet) -> None:
    """Closer than a doubled rule may be, two frames are read as one table with a doubled rule."""
    tiles = sheet.expect(
        "名称 | < | 金额 | <\n示例 | < | 1.00 | <\n编码 | 上年 | < | 本年\n201 | 3.00 | < | 4.00"
    )
    xs = [40, 120, 200, 260, 380]
    ys = [40, 64, 88, 114, 138]
    sheet.rules([40, 200, 380], [40, 64, 88], tiles_of("a|b\nc|d")[2])
    sheet.rules([40, 120, 260, 380], [90, 114, 138], tiles_of("a|b|c\nd|e|f")[2])
    sheet.fill_in(xs, ys, tiles)


def _open(sheet: Sheet, sides: str, open_top: bool = False, open_bottom: bool = False) -> None:
    """A table without some of its outer rules."""
    tiles = sheet.expect(
        "科目 | 名称 | 上年 | 本年\n201 | 示例 | 1.00 | 2.00\n202 | 样本 | 3.00 | 4.00", open_top, open_bottom
    )
    ys = YS[:4]
    for number, y in enumerate(ys):
        if not (number == 0 and "t" in sides or number == 3 and "b" in sides):
            stroke(sheet, XS[0], y, XS[-1], y)
    for number, x in enumerate(XS):
        if not (number == 0 and "l" in sides or number == 4 and "r" in sides):
            stroke(sheet, x, ys[0], x, ys[-1])
    sheet.fill_in(XS, ys, tiles)


case_of("open_left_and_right", partial(_open, sides="lr"))
case_of("open_left", partial(_open, sides="l"))
case_of("open_top", partial(_open, sides="t", open_top=True))
case_of("open_bottom", partial(_open, sides="b", open_bottom=True))
case_of("open_top_and_bottom", partial(_open, sides="tb", open_top=True, open_bottom=True))
case_of("open_on_all_sides", partial(_open, sides="lrtb", open_top=True, open_bottom=True))


@case
def page_break_inside_a_table(sheet: Sheet) -> None:
    xs = XS
    sheet.table(
        xs,
        [60, 84, 108, 132],
        "科目 | 名称 | 上年 | 本年\n201 | 示例 | 1.00 | 2.00\n20101 | 样本 | 3.00 | 4.00",
    )
    sheet.next_page()
    sheet.table(xs, [20, 44], "20102 | 其他 | 5.00 | 6.00")
    sheet.next_page()
    tiles = sheet.expect("20103 | 续行 | 7.00 | 8.00\n合计 | < | 16.00 | 20.00", open_top=True)
    sheet.rules(xs, [20, 44, 68], [tile for tile in tiles])
    sheet.canvas.saveState()
    sheet.fill(0, 19, 420, 20.6, 1.0)  # the rule on the break is not drawn
    sheet.canvas.restoreState()
    sheet.fill_in(xs, [20, 44, 68], tiles)


@case
def page_break_inside_a_row(sheet: Sheet) -> None:
    """A page that holds nothing but vertical rules: the middle of one tall row."""
    tiles = sheet.expect("科目 | 名称 | 说明\n201 | 示例 | 第一段", open_bottom=True)
    xs = [40, 120, 200, 380]
    for x in xs:
        stroke(sheet, x, 60, x, 190)
    for y in (60, 84):
        stroke(sheet, xs[0], y, xs[-1], y)
    sheet.fill_in(xs, [60, 84, 190], tiles)
    sheet.next_page()
    tiles = sheet.expect(" | | 第二段\\n第三段", open_top=True, open_bottom=True)
    for x in xs:
        stroke(sheet, x, 10, x, 190)
    sheet.fill_in(xs, [10, 190], tiles)


@case
def empty_table(sheet: Sheet) -> None:
    sheet.table(XS, YS[:4], "科目 | 名称 | 上年 | 本年\n | | | \n | | | ")


@case
def grid_without_text(sheet: Sheet) -> None:
    sheet.table(XS, YS[:4], " | | | \n | | | \n | | | ")


@case
def tiny_rows(sheet: Sheet) -> None:
    """Rows hardly higher than their print."""
    ys = [40 + 6.5 * row for row in range(5)]
    sheet.table(
        XS,
        ys,
        "科目 | 名称 | 上年 | 本年\n"
        "201 | 示例 | 1.00 | 2.00\n"
        "202 | 样本 | 3.00 | 4.00\n"
        "合计 | < | 4.00 | 6.00",
        size=5,
    )


@case
def title_in_a_frame(sheet: Sheet) -> None:
    """One box around a title is no table."""
    sheet.box(100, 20, 320, 50)
    sheet.say(150, 38, "某某市示例局部门预算")
    sheet.table()


@case
def frame_around_the_page(sheet: Sheet) -> None:
    sheet.box(10, 10, sheet.width - 10, sheet.height - 10)
    sheet.box(12, 12, sheet.width - 12, sheet.height - 12)
    sheet.say(150, 38, "某某市示例局部门预算")
    sheet.table()
    sheet.say(200, 182, "第1页")


@case
def header_and_footer_rules(sheet: Sheet) -> None:
    stroke(sheet, 20, 30, 400, 30)
    sheet.say(20, 26, "某某市示例局")
    sheet.table()
    stroke(sheet, 20, 175, 400, 175)
    sheet.say(200, 187, "1")


@case
def text_in_two_columns_beside(sheet: Sheet) -> None:
    """Print beside a table stays outside of it."""
    xs = [40, 120, 200]
    sheet.say(230, 76, "右侧说明第一行")
    sheet.table(xs, YS[:4], SMALL)
    sheet.say(230, 106, "右侧说明第二行")
    sheet.lines.clear()
    for text in ("右侧说明第一行", "右侧说明第二行"):
        sheet.expect_line(text)


@case
def chart_with_axes(sheet: Sheet) -> None:
    stroke(sheet, 60, 40, 60, 150)
    stroke(sheet, 60, 150, 380, 150)
    for number in range(5):
        y = 150 - 22 * number
        stroke(sheet, 57, y, 60, y)
        sheet.canvas.setLineWidth(0.2)
        stroke(sheet, 60, y, 380, y)
        sheet.canvas.setLineWidth(0.5)
    for number, height in enumerate((40, 75, 60, 90)):
        sheet.fill(90 + 70 * number, 150 - height, 120 + 70 * number, 150, "#4472c4")
    sheet.say(200, 25, "示例支出构成")
    for number, text in enumerate(("100", "80", "60", "40", "20")):
        sheet.say(35, 153 - 22 * (4 - number), text)
    for number in range(4):
        sheet.put(92 + 70 * number, 163, f"20{21 + number}年")
    sheet.expect_line("2021年\t2022年\t2023年\t2024年")


@case
def chart_with_outlined_bars(sheet: Sheet) -> None:
    sheet.box(60, 40, 380, 150)
    for number in range(1, 5):
        stroke(sheet, 60, 40 + 22 * number, 380, 40 + 22 * number)
    for number, height in enumerate((40, 75, 60, 90)):
        x0, y0 = 90 + 70 * number, 150 - height
        sheet.fill(x0, y0, x0 + 30, 150, "#4472c4")
        sheet.box(x0, y0, x0 + 30, 150)
    sheet.say(200, 25, "示例支出构成")


@case
def chart_with_a_curve_on_a_grid(sheet: Sheet) -> None:
    sheet.rules([60, 140, 220, 300, 380], [40, 70, 100, 130], tiles_of("a|b|c|d\ne|f|g|h\ni|j|k|l")[2])
    path = sheet.canvas.beginPath()
    path.moveTo(60, sheet.up(120))
    for x, y in ((140, 80), (220, 95), (300, 60), (380, 50)):
        path.lineTo(x, sheet.up(y))
    sheet.canvas.setLineWidth(2)
    sheet.canvas.drawPath(path, stroke=1, fill=0)
    sheet.say(200, 25, "示例支出走势")


@case
def organisation_chart(sheet: Sheet) -> None:
    sheet.box(170, 30, 250, 50)
    stroke(sheet, 210, 50, 210, 70)
    stroke(sheet, 80, 70, 340, 70)
    sheet.say(190, 44, "示例局")
    for x in (80, 210, 340):
        stroke(sheet, x, 70, x, 90)
        sheet.box(x - 30, 90, x + 30, 110)
        sheet.put(x - 18, 104, "内设科室")
    sheet.expect_line("内设科室\t内设科室\t内设科室")

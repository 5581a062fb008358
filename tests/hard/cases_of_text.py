"""What counts as printed text, and how it joins: doubles, overflow, order, directions, characters."""

from __future__ import annotations

from functools import partial

from .sheet import CHINESE, XS, YS, Sheet, Tile, case, case_of

HELVETICA = "Helvetica"
PLAIN = """
科目编码 | 科目名称 | 上年数 | 本年数
20101 | 示例事务 | 1,234.56 | 2,200.00
20122 | 样本管理 | 11.00 | 33.30
"""
GRID = YS[:4]


def _ruled(sheet: Sheet, drawing: str = PLAIN, xs: list[float] = XS, ys: list[float] = GRID) -> list[Tile]:
    tiles = sheet.expect(drawing)
    sheet.rules(xs, ys, tiles)
    return tiles


def _in_mode(sheet: Sheet, x: float, y: float, text: str, mode: int, size: float = 9) -> None:
    item = sheet.canvas.beginText(x, sheet.up(y))
    item.setFont(CHINESE, size)
    item.setTextRenderMode(mode)
    item.textOut(text)
    sheet.canvas.saveState()
    sheet.canvas.drawText(item)
    sheet.canvas.restoreState()


@case
def text_invisible_by_mode(sheet: Sheet) -> None:
    sheet.table()
    _in_mode(sheet, XS[0] + 40, YS[2] - 8, "隐藏", 3)
    _in_mode(sheet, XS[2] + 4, YS[2] - 8, "9", 3)
    _in_mode(sheet, XS[1] + 4, YS[4] + 15, "看不见的一行", 3)


@case
def text_filled_and_outlined(sheet: Sheet) -> None:
    tiles = _ruled(sheet)
    sheet.canvas.setLineWidth(0.2)
    for row, column, _, _, text in tiles:
        _in_mode(sheet, XS[column] + 4, GRID[row + 1] - 8, text, 2)


@case
def text_with_a_second_layer(sheet: Sheet) -> None:
    """Recognised text, unseen, lies over the printed one and says it again with mistakes."""
    tiles = sheet.table(ys=YS)
    for row, column, _, _, text in tiles:
        _in_mode(sheet, XS[column] + 4.5, YS[row + 1] - 8.5, text.replace("1", "l"), 3)


@case
def text_with_the_same_layer_twice(sheet: Sheet) -> None:
    tiles = sheet.table()
    sheet.fill_in(XS, YS, tiles)


def _bold(sheet: Sheet, shifts: list[tuple[float, float]]) -> None:
    tiles = _ruled(sheet)
    for dx, dy in shifts:
        sheet.fill_in([x + dx for x in XS], [y + dy for y in GRID], tiles)
    for dx, dy in shifts:
        sheet.put(40 + dx, 50 + dy, "加粗标题二二三三 22 11")
    sheet.expect_line("加粗标题二二三三 22 11")


case_of("bold_by_a_second_print", partial(_bold, shifts=[(0, 0), (0.3, 0)]))
case_of("bold_by_a_raised_print", partial(_bold, shifts=[(0, 0), (0.25, 0.45)]))
case_of("bold_by_four_prints", partial(_bold, shifts=[(0, 0), (0.2, 0), (0, 0.2), (0.2, 0.2)]))


@case
def bold_by_printing_each_character_twice(sheet: Sheet) -> None:
    tiles = _ruled(sheet)
    for row, column, _, _, text in tiles:
        x = XS[column] + 4
        for character in text:
            for shift in (0, 0.4):
                sheet.put(x + shift, GRID[row + 1] - 8, character)
            x += sheet.width_of(character)


@case
def double_digits_stay(sheet: Sheet) -> None:
    """Equal neighbours set tight are no second prints."""
    tiles = sheet.expect("20111 | 一一 | 11,111.11 | 22.22\n合计 | ll | 111.00 | 0.00")
    ys = YS[:3]
    sheet.rules(XS, ys, tiles)
    for row, column, _, _, text in tiles:
        item = sheet.canvas.beginText(XS[column] + 4, sheet.up(ys[row + 1] - 8))
        item.setFont(CHINESE, 9)
        item.setCharSpace(-0.8)
        item.textOut(text)
        sheet.canvas.drawText(item)


@case
def overflowing_figures_stay_in_their_cells(sheet: Sheet) -> None:
    """Right-aligned figures wider than their columns run into the cell on the left."""
    xs = [40, 140, 200, 230, 260]
    tiles = _ruled(
        sheet, "科目编码 | 名称 | 上年 | 本年\n20101 | 示例 | 12,345,678.90 | \n合计 | | | 98,765,432.10", xs
    )
    sheet.fill_in(xs, GRID, tiles)


@case
def overflowing_label_stays_whole(sheet: Sheet) -> None:
    xs = [40, 80, 200, 300]
    tiles = _ruled(sheet, "示例机关服务中心 | | 1.00\n样本 | 名称 | 2.00\n合计 | | 3.00", xs)
    sheet.fill_in(xs, GRID, tiles)


@case
def short_number_flush_with_the_next_word(sheet: Sheet) -> None:
    """Two figures flush right in a narrow column, a word flush left in the next one."""
    xs = [40, 140, 180, 200, 240]
    tiles = _ruled(sheet, "指标 | 数量 | 单位 | 备注\n样本数 | 37 | 批 | \n示例数 | 5 | 个 | ", xs)
    for row, column, _, _, text in tiles:
        flush_right = column == 1 and row > 0
        x = xs[2] - 1 - sheet.width_of(text) if flush_right else xs[column] + 1
        sheet.put(x, GRID[row + 1] - 8, text)


@case
def text_cut_at_the_edge_of_its_cell(sheet: Sheet) -> None:
    """A label longer than its cell is clipped there: what is not displayed is not read."""
    xs = [40, 94, 200, 300]
    tiles = sheet.expect("示例机关 | 1.00 | 2.00\n样本 | 1.00 | 2.00")
    ys = YS[:3]
    sheet.rules(xs, ys, tiles)
    sheet.canvas.saveState()
    clip = sheet.canvas.beginPath()
    clip.rect(42, sheet.up(ys[1]), 37, 24)
    sheet.canvas.clipPath(clip, stroke=0, fill=0)
    sheet.put(43, 85, "示例机关服务中心")
    sheet.canvas.restoreState()
    sheet.fill_in(xs, ys, [tile for tile in tiles if tile[:2] != (0, 0)])


@case
def figures_in_several_text_objects(sheet: Sheet) -> None:
    tiles = _ruled(sheet)
    for row, column, _, _, text in tiles:
        x, parts = XS[column] + 4, [text]
        if "." in text:
            head, tail = text.split(".")
            parts = [head, "." + tail]
        for part in parts:
            sheet.put(x, GRID[row + 1] - 8, part)
            x += sheet.width_of(part)


def _scrambled(sheet: Sheet, order) -> None:
    """Character by character, in an order that is none of reading."""
    tiles = _ruled(sheet)
    pieces = []
    for row, column, _, _, text in tiles:
        x = XS[column] + 4
        for character in text:
            pieces.append((x, GRID[row + 1] - 8, character))
            x += sheet.width_of(character)
    for x, y, character in order(pieces):
        sheet.put(x, y, character)


case_of("characters_from_right_to_left", partial(_scrambled, order=lambda pieces: pieces[::-1]))
case_of("characters_in_columns", partial(_scrambled, order=lambda pieces: sorted(pieces)))
case_of(
    "characters_shuffled", partial(_scrambled, order=lambda pieces: pieces[::3] + pieces[2::3] + pieces[1::3])
)


@case
def characters_spread_over_a_cell(sheet: Sheet) -> None:
    tiles = _ruled(sheet, "合计 | 支出 | 1.00 | 2.00\n科目 | 名称 | 3.00 | 4.00\n其他 | 项目 | 5.00 | 6.00")
    for row, column, _, _, text in tiles:
        step = 14 if "." not in text else None
        x = XS[column] + 10
        for character in text:
            sheet.put(x, GRID[row + 1] - 8, character)
            x += step or sheet.width_of(character)


def _with_matrix(sheet: Sheet, matrix: tuple, size: float) -> None:
    """The font size and the text matrix turn one another round."""
    tiles = _ruled(sheet)
    for row, column, _, _, text in tiles:
        item = sheet.canvas.beginText()
        item.setFont(CHINESE, size)
        item.setTextTransform(*matrix, XS[column] + 4, sheet.up(GRID[row + 1] - 8))
        item.textOut(text)
        sheet.canvas.drawText(item)


case_of("font_size_negative", partial(_with_matrix, matrix=(-1, 0, 0, -1), size=-9))
case_of("font_size_one_and_a_scaling_matrix", partial(_with_matrix, matrix=(9, 0, 0, 9), size=1))
case_of("font_condensed", partial(_with_matrix, matrix=(0.6, 0, 0, 1), size=9))
case_of("font_slanted_by_matrix", partial(_with_matrix, matrix=(1, 0, 0.33, 1), size=9))


@case
def page_drawn_in_a_mirrored_space(sheet: Sheet) -> None:
    """The page runs from the top down and the letters are turned back, as browsers write it."""
    tiles = sheet.expect(PLAIN)
    canvas = sheet.canvas
    canvas.saveState()
    canvas.transform(0.75, 0, 0, -0.75, 0, sheet.height)
    for row, column, _, _, text in tiles:
        x, y = XS[column] / 0.75, GRID[row] / 0.75
        canvas.rect(x, y, (XS[column + 1] - XS[column]) / 0.75, 24 / 0.75)
        item = canvas.beginText()
        item.setFont(CHINESE, 12)
        item.setTextTransform(1, 0, 0, -1, x + 5, y + 21)
        item.textOut(text)
        canvas.drawText(item)
    canvas.restoreState()


@case
def label_printed_downwards(sheet: Sheet) -> None:
    """One character below the other is a cell of several lines."""
    xs, ys = [40, 60, 160, 260], [60, 84, 108, 132]
    tiles = sheet.expect("收\\n入\\n合\\n计 | 示例 | 1.00\n^ | 样本 | 2.00\n^ | 其他 | 3.00")
    sheet.rules(xs, ys, tiles)
    sheet.fill_in(xs, ys, tiles)


@case
def label_turned_upwards(sheet: Sheet) -> None:
    xs, ys = [40, 60, 160, 260], [60, 84, 108, 132]
    tiles = sheet.expect("收入合计 | 示例 | 1.00\n^ | 样本 | 2.00\n^ | 其他 | 3.00")
    sheet.rules(xs, ys, tiles)
    sheet.fill_in(xs, ys, tiles[1:])
    sheet.canvas.saveState()
    sheet.canvas.translate(53, sheet.up(120))
    sheet.canvas.rotate(90)
    sheet.canvas.setFont(CHINESE, 9)
    sheet.canvas.drawString(0, 0, "收入合计")
    sheet.canvas.restoreState()


@case
def radicals_and_full_width_forms(sheet: Sheet) -> None:
    """Look-alike radicals are folded, all else stays as printed."""
    tiles = sheet.expect(
        "一般公共预算支出 | 金额（万元） | １２３．４５ | ①\n"
        "长期 | ㎡ | 1，234.00 | 十二\n"
        "门类 | 车辆 | －5.00 | 日"
    )
    sheet.rules(XS, GRID, tiles)
    printed = dict(zip("一支长十二日", "⼀⽀⻓⼗⼆⽇", strict=True))
    sheet.fill_in(XS, GRID, [(*tile[:4], "".join(printed.get(c, c) for c in tile[4])) for tile in tiles])


@case
def spaces_of_all_kinds(sheet: Sheet) -> None:
    tiles = sheet.expect("合计 | 示例\u3000名称 | 1,000.00 | 2 500.00\n甲乙 | 丙 丁 | 3.00 | 4.00")
    ys = YS[:3]
    sheet.rules(XS, ys, tiles)
    printed = {"2 500.00": "2\u00a0500.00"}
    for row, column, _, _, text in tiles:
        sheet.put(
            XS[column] + 4,
            ys[row + 1] - 8,
            printed.get(text, text),
            font=HELVETICA if text[0] == "2" else CHINESE,
        )


@case
def ligatures_are_their_letters(sheet: Sheet) -> None:
    tiles = sheet.expect("office | 1.00 | 2.00 | x\n样本 | 3.00 | 4.00 | y")
    ys = YS[:3]
    sheet.rules(XS, ys, tiles)
    sheet.fill_in(XS, ys, [(*tile[:4], tile[4].replace("fi", "ﬁ")) for tile in tiles])


@case
def sizes_mixed_in_a_line(sheet: Sheet) -> None:
    tiles = _ruled(sheet)
    for row, column, _, _, text in tiles:
        x = XS[column] + 4
        for number, character in enumerate(text):
            size = 9 + 2 * (number % 2)
            sheet.put(x, GRID[row + 1] - 8, character, size)
            x += sheet.width_of(character, size)


@case
def wrapped_cells(sheet: Sheet) -> None:
    drawing = (
        "示例机关\\n服务中心\\n（本级） | 上年\\n预算数 | 1.00 | 2.00\n"
        "合计 | 名称 | 1,234.00\\n5,678.00 | 3.00"
    )
    ys = [60, 100, 130]
    tiles = sheet.expect(drawing)
    sheet.rules(XS, ys, tiles)
    sheet.fill_in(XS, ys, tiles)

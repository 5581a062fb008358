"""Pages that are turned, cropped, huge, scaled."""

from __future__ import annotations

from functools import partial

from .sheet import ROWS, XS, YS, Sheet, case, case_of

SHORT = """
科目编码 | < | 上年数 | 本年数
20101 | 示例事务 | 1,234.56 | 2,200.00
20102 | 样本管理 | 0.11 | 33.30
"""
SECOND = "编码 | 上年 | 本年\n201 | 3.00 | 4.00\n202 | 5.00 | 6.00"


def _turn(sheet: Sheet, rotation: int) -> None:
    """Turn the page by its own entry, and what follows back again, so that it is displayed upright."""
    canvas = sheet.canvas
    canvas.setPageRotation(rotation)
    if rotation == 90:
        canvas.transform(0, 1, -1, 0, sheet.height, 0)
    elif rotation == 180:
        canvas.transform(-1, 0, 0, -1, sheet.width, sheet.height)
    elif rotation == 270:
        canvas.transform(0, -1, 1, 0, 0, sheet.width)


def _rotated(sheet: Sheet, rotations: list[int]) -> None:
    for number, rotation in enumerate(rotations):
        if number:
            sheet.next_page()
        _turn(sheet, rotation)
        sheet.canvas.setLineWidth(0.5)
        sheet.say(40, 50, f"示例支出表{number + 1}")
        sheet.table()


for _rotation in (90, 180, 270):
    case_of(f"page_rotated_{_rotation}", partial(_rotated, rotations=[_rotation]))
case_of("pages_rotated_each_another_way", partial(_rotated, rotations=[0, 90, 180, 270]))


def _sideways(sheet: Sheet, turns: list[int]) -> None:
    """The content is turned, the page is not: a wide table printed on an upright page."""
    for number, turn in enumerate(turns):
        if number:
            sheet.next_page()
        canvas = sheet.canvas
        canvas.saveState()
        if turn == 90:
            canvas.transform(0, 1, -1, 0, 230, 20)
        elif turn == 270:
            canvas.transform(0, -1, 1, 0, 0, 420)
        elif turn == 180:
            canvas.transform(-1, 0, 0, -1, 420, 400)
        else:
            canvas.transform(1, 0, 0, 1, 0, 200)
        height, sheet.height = sheet.height, 200
        sheet.say(40, 50, f"示例支出表{number + 1}")
        sheet.table()
        sheet.height = height
        canvas.restoreState()
        if turn:
            sheet.notes.append(f"page {number + 1}: printed turned by {turn} degrees; read upright")


case_of("content_turned_90", partial(_sideways, turns=[90]), width=440, height=440)
case_of("content_turned_180", partial(_sideways, turns=[180]), width=440, height=440)
case_of("content_turned_270", partial(_sideways, turns=[270]), width=440, height=440)
case_of("contents_turned_each_another_way", partial(_sideways, turns=[0, 90, 270]), width=440, height=440)


def _sideways_table(sheet: Sheet, turn: int) -> None:
    """One table printed sideways on a page whose other text is upright."""
    sheet.say(30, 30, "示例说明：下表横排")
    sheet.say(30, 50, "样本文字一行，又一行，再一行，还有一行，以及最后一行")
    sheet.canvas.saveState()
    if turn == 90:
        sheet.canvas.transform(0, 1, -1, 0, 230, 0)
    else:
        sheet.canvas.transform(0, -1, 1, 0, 20, 440)
    height, sheet.height = sheet.height, 200
    sheet.table(drawing=SHORT)
    sheet.height = height
    sheet.canvas.restoreState()
    for number, text in enumerate(("其他说明文字在表格之下，照常横排", "仍是照常横排的说明文字，共有两行")):
        sheet.say(30, 470 + 16 * number, text)
    sheet.notes.append(f"page 1: a table printed turned by {turn} degrees; read upright")


case_of("table_turned_90_on_an_upright_page", partial(_sideways_table, turn=90), width=440, height=500)
case_of("table_turned_270_on_an_upright_page", partial(_sideways_table, turn=270), width=440, height=500)


@case
def crop_box_with_an_origin(sheet: Sheet) -> None:
    """What lies outside the crop box is not displayed: text, and a table beside this one."""
    sheet.canvas.setCropBox((30, 20, 400, 180))
    sheet.table()
    sheet.put(100, 12, "裁切之外")
    sheet.put(402, 100, "外")
    sheet.say(40, 50, "裁切之内")
    sheet.notes.append("page 1: 5 characters lie outside the visible page and are left out")


@case
def crop_box_through_a_table(sheet: Sheet) -> None:
    """The last column lies outside the page as displayed."""
    tiles = sheet.expect("科目编码 | 科目名称 | 上年数\n20101 | 示例事务 | 1,234.56\n20102 | 样本管理 | 0.11")
    sheet.canvas.setCropBox((30, 20, 302, 180))
    sheet.rules(XS, YS[:4], [(row, column, 1, 1, "") for row in range(3) for column in range(4)])
    sheet.fill_in(XS, YS, tiles)
    for row, text in enumerate(("本年数", "2,200.00", "33.30")):
        sheet.put(XS[3] + 10, YS[row + 1] - 8, text)
    sheet.notes.append("page 1: 16 characters lie outside the visible page and are left out")


def _wide(sheet: Sheet) -> None:
    """Two pages of a book on one wide sheet, a table on each."""
    sheet.table([60, 200, 340, 480], [100, 130, 160, 190], SECOND, size=12)
    sheet.table([660 + x for x in XS], [100, 130, 160, 190, 220], ROWS, size=11)
    sheet.lines.append({"page": 1, "text": "1\t2"})
    sheet.put(270, 800, "1", 12)
    sheet.put(900, 800, "2", 12)


case_of("two_pages_on_one_wide_sheet", _wide, width=1190.55, height=841.89)


@case
def sizes_of_pages_mixed(sheet: Sheet) -> None:
    sheet.table()
    sheet.next_page()
    sheet.canvas.setPageSize((842, 595))
    sheet.height = 595
    sheet.table([2 * x for x in XS], [100 + 2 * y for y in YS], ROWS, size=18)
    sheet.next_page()
    sheet.canvas.setPageSize((300, 420))
    sheet.height = 420
    sheet.table([20, 110, 200, 290], YS[:4], SECOND)

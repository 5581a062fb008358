"""No verdict rests on a cell that cannot be read: it is no blank, and no other figure is blamed for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import budgetkit
from budgetkit.disclosure import understand
from budgetkit.lines import tidy_lines, unread_cells, unread_lines
from budgetkit.readers.pdf import read_pdf
from budgetkit.tables import recognise
from tests.drawn_pages import read_drawn, rows_of
from tests.tables_on_paper import document, grid, line

DAMAGED = [
    "########",
    "#REF!",
    "1.2E+07",
    "6印6.60",
    "1,2O4.00",
    "…",
    "?",
    "***",
    "△",
    "12.00\n34.00",
    "1.234,56",
]
FUNCTIONS = """
科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
201 | 一般公共服务支出 | {a} | 70.00 | 30.00
20101 | 人大事务 | {b} | {c} | 30.00
2010101 | 行政运行 | 70.00 | 70.00 |
2010104 | 人大会议 | 30.00 | | {d}
205 | 教育支出 | {e} | 20.00 |
 | 合计 | 120.00 | {f} | 30.00
"""
SOUND = {"a": "100.00", "b": "100.00", "c": "70.00", "d": "30.00", "e": "20.00", "f": "90.00"}
CASES = Path(__file__).resolve().parents[2] / "shared" / "cases"


def functions(**changed):
    table = grid(FUNCTIONS.format(**(SOUND | dict.fromkeys(changed, "@"))))
    cells = [cell._replace(text=cell.text.replace("@", *changed.values())) for cell in table.cells]
    return line("支出预算总表", top=40), line("单位：万元"), replace(table, cells=tuple(cells))


def loud(disclosure):
    found = disclosure.findings
    return list(found[found.severity != "info"].message_zh)


def test_the_sound_table_is_verified():
    sound = understand(document(*functions(a="100.00")), {})
    assert loud(sound) == []
    assert sound.lines.verified.all()


@pytest.mark.parametrize("place", sorted(SOUND))
@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_cell_blames_no_other(place, text):
    disclosure = understand(document(*functions(**{place: text})), {})
    assert len(disclosure.lines) == 14
    assert loud(disclosure) == []
    (table,) = recognise(document(*functions(**{place: text})))
    assert [cell.text for cell in unread_cells(table)] == [text]
    (unread,) = unread_lines(table)
    assert unread.unread and unread.place not in {one.place for one in tidy_lines(table)}


def test_what_only_the_damaged_cell_could_prove_stays_unverified():
    disclosure = understand(document(*functions(e="####")), {})
    education = disclosure.lines[disclosure.lines.functional_code == "205"]
    total = disclosure.lines[disclosure.lines.row_kind == "total"]
    assert list(education.checks) == [1]  # 基本支出 adds up down its column, not along its row
    assert list(total[total.column == 2].checks) == [1]  # the row of the total, not its column


def test_a_wrong_figure_elsewhere_is_still_found():
    blocks = functions(e="####")
    cells = [c._replace(text="71.00") if (c.row, c.column) == (3, 3) else c for c in blocks[2].cells]
    disclosure = understand(document(*blocks[:2], replace(blocks[2], cells=tuple(cells))), {})
    assert len(loud(disclosure)) == 1


@pytest.mark.parametrize("text", ["########", "#VALUE!", "6印6.60"])
def test_a_table_of_nothing_but_damaged_figures_is_not_empty(text):
    table = grid(f"项目 | 合计 | 财政拨款\n甲项目 | {text} | {text}\n合计 | {text} | {text}")
    disclosure = understand(document(line("项目支出表", top=40), line("单位：万元"), table), {})
    assert list(disclosure.tables.state) == ["present"]
    assert len(disclosure.unread) == 4
    assert list(disclosure.findings.identity) == ["figures-unreadable"]


def test_prose_is_not_held_against_a_figure_that_cannot_be_read():
    said = line("2024年支出预算120.00万元，其中：基本支出90.00万元，项目支出30.00万元。", top=300)
    disclosure = understand(document(*functions(f="####"), said), {})
    assert loud(disclosure) == []


def test_a_hash_in_a_form_is_told():
    form = grid("项目名称 | 示例项目\n年度资金总额（万元） | ####\n绩效指标 | 指标值")
    disclosure = understand(document(line("项目支出绩效目标表", top=40), form), {})
    assert list(disclosure.unread.printed) == ["####"]


def draw_marks(raised, size):
    def draw(paper):
        for x in (40, 140, 240):
            paper.line(x, 40, x, 80)
        for y in (40, 60, 80):
            paper.line(40, y, 240, y)
        paper.text(50, 54, "18.60")
        width = paper.canvas.stringWidth("18.60", "Helvetica", 10)
        paper.text(50 + width, 54 - raised, "2", size=size)
        paper.text(150, 54, "6.35")
        paper.text(150, 74, "7.00")

    return draw


@pytest.mark.parametrize(("raised", "size"), [(4, 5), (3, 6), (5, 6), (1.3, 6), (4.5, 7)])
def test_a_small_raised_digit_is_a_mark(raised, size):
    (found,) = read_drawn(draw_marks(raised, size)).grids
    assert rows_of(found)[0] == ["18.60²", "6.35"]


@pytest.mark.parametrize("name", ["neg_tri", "cell_note_marker", "seal_on_two"])
def test_the_shared_cases_give_27_verified_lines(name):
    path = CASES / f"{name}.pdf"
    if not path.exists():
        pytest.skip("needs ../shared/cases")
    disclosure = budgetkit.read(path)
    assert len(disclosure.lines) == 27 and disclosure.lines.verified.all()
    assert loud(disclosure) == []


def test_any_figure_of_an_invented_disclosure_may_be_hidden():
    typesetting = pytest.importorskip("tools.facsimile")
    style = pytest.importorskip("tools.facsimile.style")
    made = typesetting.random_disclosure(3, items=8, unit="万元", layout="one", subtotals=False)
    sound = read_pdf(typesetting.typeset(made, style.Style()), "a.pdf")
    grids = [place for place, block in enumerate(sound.blocks) if hasattr(block, "cells")]
    figures = [
        (place, number)
        for place in grids
        for number, cell in enumerate(sound.blocks[place].cells)
        if cell.text.replace(",", "").replace(".", "").isdigit() and "." in cell.text
    ]
    for place, number in figures[:: max(1, len(figures) // 12)]:
        blocks, cells = list(sound.blocks), list(sound.blocks[place].cells)
        cells[number] = cells[number]._replace(text="########")
        blocks[place] = replace(blocks[place], cells=tuple(cells))
        disclosure = understand(replace(sound, blocks=tuple(blocks)), {})
        assert [one for one in loud(disclosure) if "不能识读" not in one] == []
        assert len(disclosure.unread) == 1

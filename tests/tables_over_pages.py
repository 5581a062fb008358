"""A table of six columns drawn over two pages, for tests of what a page break does to it."""

from __future__ import annotations

from budgetkit.lines import tidy_lines
from budgetkit.tables import recognise
from tests.tables_on_paper import document, grid, line

HEADER = """
科目编码 | 科目名称 | 合计 | 基本支出 | < | 项目支出
^ | ^ | ^ | 人员经费 | 公用经费 | ^
"""
FIRST = """
2011301 | 行政运行 | 60.00 | 50.00 | 10.00 |
2080505 | 机关事业单位基本养老保险缴费支出 | 8.00 | 8.00 | |
"""
SECOND = """
2101101 | 行政单位医疗 | 2.00 | 2.00 | |
2210201 | 住房公积金 | 30.00 | | | 30.00
"""
TITLE = (line("2031年部门支出预算总表", top=40), line("部门：某市某局\t单位：万元", top=60))
ROWS = ["2011301", "2080505", "2101101", "2210201"]


def draw(*parts: str) -> str:
    return "\n".join(part.strip("\n") for part in parts if part)


def shown(table) -> list[str]:
    """Body of a table, one text a row, blanks left out."""
    rows = table.rows[table.header_rows :]
    return ["|".join(c.text.replace("\n", "") for c in row if c is not None and c.text) for row in rows]


def printed(table) -> list[tuple[str, str, str]]:
    return [(found.functional_code, found.column_label, found.printed) for found in tidy_lines(table)]


def whole():
    (table,) = recognise(document(*TITLE, grid(draw(HEADER, FIRST, SECOND))))
    return table


def joined(*second, first=None, above=TITLE):
    """The tables of two pages, the first with the usual table."""
    return recognise(document(*above, first or grid(draw(HEADER, FIRST)), line("— 7 —", top=810), *second))


def assert_whole(tables):
    (table,) = tables
    assert printed(table) == printed(whole())
    assert shown(table) == shown(whole())
    assert (table.title, table.amount_unit, table.pages) == ("2031年部门支出预算总表", "万元", (1, 2))
    return table

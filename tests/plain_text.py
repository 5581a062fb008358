"""Small texts with tables for tests, and what tests ask of the grids read from them."""

from __future__ import annotations

from collections import Counter

from budgetkit.model import Document, Grid
from budgetkit.readers.plain import read_text_document
from budgetkit.tables import Table, recognise


def read(text: str, encoding: str = "utf-8") -> Document:
    """A document of a text written here, ``⇥`` for a tab."""
    return read_text_document(text.replace("⇥", "\t").encode(encoding), "small.txt")


def one_table(text: str) -> Table:
    """The only table of a text."""
    (table,) = recognise(read("2031年山林局部门预算\n\n" + text))
    return table


def texts(grid: Grid) -> list[list[str]]:
    """Anchored texts row by row, blank where a span covers the place."""
    rows = [[""] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


def labels(table: Table) -> list[str]:
    """Header paths of all columns."""
    return [column.label for column in table.columns]


def kinds_mended(document: Document) -> Counter:
    """How often each kind of mending took place."""
    return Counter(note[1] for grid in document.grids for note in grid.mended)


def assert_covered_once(grid: Grid) -> None:
    """Every place of a grid belongs to exactly one cell."""
    covered = Counter(
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    )
    assert covered == Counter((row, column) for row in range(grid.rows) for column in range(grid.columns))


SUB = "小计⇥工资福利支出⇥对个人和家庭的补助⇥商品和服务支出⇥资本性支出"
PLAIN = f"""山林局支出总体情况表

单位：元

科目编码⇥⇥⇥单位（科目名称）⇥合计⇥基本支出⇥⇥⇥⇥⇥项目支出⇥⇥
类⇥款⇥项⇥⇥⇥{SUB}⇥小计⇥债务项目⇥其他项目
⇥⇥⇥合计⇥300⇥200⇥120⇥30⇥50⇥⇥100⇥⇥100
213⇥02⇥04⇥护林事务⇥300⇥200⇥120⇥30⇥50⇥⇥100⇥⇥100
"""
PATHS = [
    "科目编码 / 类",
    "科目编码 / 款",
    "科目编码 / 项",
    "单位(科目名称)",
    "合计",
    "基本支出 / 小计",
    "基本支出 / 工资福利支出",
    "基本支出 / 对个人和家庭的补助",
    "基本支出 / 商品和服务支出",
    "基本支出 / 资本性支出",
    "项目支出 / 小计",
    "项目支出 / 债务项目",
    "项目支出 / 其他项目",
]

"""Small disclosures made in memory, for tests that need a document but no file format."""

from __future__ import annotations

import hashlib
from pathlib import Path

from budgetkit.errors import UnreadableFile
from budgetkit.model import Cell, Document, Grid, Paragraph

TITLE = "示例市商务局2024年部门预算"
BY_FUNCTION = [
    ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
    ["合计", "", "100.00", "60.00", "40.00"],
    ["201", "一般公共服务支出", "70.00", "40.00", "30.00"],
    ["20113", "商贸事务", "70.00", "40.00", "30.00"],
    ["2011301", "行政运行", "40.00", "40.00", ""],
    ["2011399", "其他商贸事务支出", "30.00", "", "30.00"],
    ["208", "社会保障和就业支出", "30.00", "20.00", "10.00"],
    ["20805", "行政事业单位养老支出", "30.00", "20.00", "10.00"],
    ["2080505", "机关事业单位基本养老保险缴费支出", "20.00", "20.00", "-"],
    ["2080599", "其他行政事业单位养老支出", "10.00", "", "10.00"],
]


def grid(rows: list[list[str]], page: int = 1, top: float = 100.0) -> Grid:
    """A ruled grid, every cell 80 by 20 points."""
    cells = tuple(
        Cell(r, c, text, bbox=(c * 80.0, top + r * 20, c * 80.0 + 80, top + r * 20 + 20), page=page)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    width, height = 80.0 * len(rows[0]), 20.0 * len(rows)
    return Grid(page, len(rows), len(rows[0]), cells, (0.0, top, width, top + height))


def document(rows: list[list[str]] | None = None, title: str = TITLE, seed: str = "a", **facts) -> Document:
    """A disclosure of one table, two pages: a cover and the table; ``rows`` of ``[]`` make prose only."""
    rows = BY_FUNCTION if rows is None else rows
    table = [
        Paragraph(2, "部门支出总表", (0.0, 60.0, 200.0, 75.0), 14.0),
        Paragraph(2, "部门：示例市商务局\t单位：万元", (0.0, 80.0, 400.0, 92.0), 10.0),
        *([grid(rows, page=2)] if rows else []),
    ]
    cover = Paragraph(1, title, (0.0, 60.0, 300.0, 80.0), 20.0)
    digest = hashlib.sha256(seed.encode()).hexdigest()
    size = ((595.0, 842.0), (595.0, 842.0))
    blocks = (cover, Paragraph(1, "目录", (0.0, 90.0, 60.0, 110.0), 16.0), *(table if rows else ()))
    return Document(f"{seed}.pdf", digest, "pdf", 2, blocks, page_sizes=size, **facts)


def read_small(path: str | Path, name: str | None = None) -> Document:
    """A reader for tests: the file holds ``broken``, or a title, with ``|prose`` for one without tables."""
    text = Path(path).read_text(encoding="utf-8").strip()
    if text.startswith("broken"):
        raise UnreadableFile("the file is cut off", advice="fetch it again")
    title, _, rest = text.partition("|")
    return document([] if "prose" in rest else None, title=title, seed=text)


def write_small(folder: Path, **texts: str) -> Path:
    """A folder of files for `read_small`: ``a=...`` makes ``a.pdf``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.pdf").write_text(text, encoding="utf-8")
    return folder


def exit_at_once_on_bad(number: int, culprit: int) -> int:
    """Work for a process pool that one job brings down."""
    import os

    if number == culprit:
        os._exit(9)
    return number * number

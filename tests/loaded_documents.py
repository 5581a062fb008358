"""Small disclosures of one office through the years, as files that a reader for tests reads."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from budgetkit.model import Document, Paragraph
from tests.small_documents import grid

OFFICE = "示例市商务局"
Rows = Sequence[Sequence[str]]
BY_FUNCTION = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
ITEMS = [
    ("2011301", "行政运行"),
    ("2011399", "其他商贸事务支出"),
    ("2080505", "机关事业单位基本养老保险缴费支出"),
]


def by_function(basic: Sequence[str], project: Sequence[str]) -> list[list[str]]:
    """Expenditure by function of the three items, with its total row."""
    figures = [(float(b or 0), float(p or 0)) for b, p in zip(basic, project, strict=True)]
    whole = [sum(part) for part in zip(*figures, strict=True)]
    rows = [["", "合计", *(f"{value:.2f}" for value in (sum(whole), *whole))]]
    for (code, name), (b, p) in zip(ITEMS, figures, strict=True):
        rows.append([code, name, f"{b + p:.2f}", f"{b:.2f}", f"{p:.2f}"])
    return [BY_FUNCTION, *rows]


def prior_year(year: int, before: Sequence[str], now: Sequence[str]) -> list[list[str]]:
    """The same with a column of the year before, as central departments print it."""
    header = ["科目编码", "科目名称", f"{year - 1}年预算数", f"{year}年预算数"]
    totals = [f"{sum(map(float, part)):.2f}" for part in (before, now)]
    rows = [
        [code, name, f"{float(b):.2f}", f"{float(n):.2f}"]
        for (code, name), b, n in zip(ITEMS, before, now, strict=True)
    ]
    return [header, ["", "合计", *totals], *rows]


def three_public(budget: Sequence[str], final: Sequence[str]) -> list[list[str]]:
    """The public expenses of final accounts: 预算数 beside 决算数."""
    names = ["“三公”经费合计", "因公出国（境）费", "公务用车购置及运行费", "公务接待费"]
    rows = [[name, b, f] for name, b, f in zip(names, budget, final, strict=True)]
    return [["项目", "预算数", "决算数"], *rows]


def write_disclosure(
    folder: Path,
    name: str,
    title: str,
    tables: Mapping[str, Rows],
    prose: Sequence[str] = (),
    office: str = OFFICE,
) -> Path:
    """One file; ``tables`` by their titles, each headed by the name of the office."""
    folder.mkdir(parents=True, exist_ok=True)
    content = {"title": title, "tables": dict(tables), "prose": list(prose), "office": office}
    path = folder / f"{name}.pdf"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def read_disclosure(path: str | Path, name: str | None = None) -> Document:
    """The reader of these files: a cover, a page of prose, a page for each table."""
    text = Path(path).read_text(encoding="utf-8")
    content = json.loads(text)
    blocks: list = [Paragraph(1, content["title"], (0.0, 60.0, 300.0, 80.0), 20.0)]
    lines = content["prose"]
    blocks += [
        Paragraph(2, line, (40.0, 60.0 + 20 * n, 500.0, 72.0 + 20 * n), 10.0) for n, line in enumerate(lines)
    ]
    for page, (title, rows) in enumerate(content["tables"].items(), 3):
        blocks.append(Paragraph(page, title, (0.0, 60.0, 200.0, 75.0), 14.0))
        blocks.append(
            Paragraph(page, f"部门：{content['office']}\t单位：万元", (0.0, 80.0, 400.0, 92.0), 10.0)
        )
        blocks.append(grid(rows, page=page))
        if content.get("note"):
            blocks.append(Paragraph(page, content["note"], (0.0, 700.0, 400.0, 712.0), 9.0))
    pages = 2 + len(content["tables"])
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        str(name or path), digest, "pdf", pages, tuple(blocks), page_sizes=((595.0, 842.0),) * pages
    )

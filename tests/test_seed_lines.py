"""Every money figure of two real disclosures kept as text is one line: counted by a reading of its own."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import budgetkit

FIGURE = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?: ?万)?")
HEADING = re.compile(r".*表|[一二三四五六七八九十]+、.*|[(（][一二三四五六七八九十]+[)）].*|第.部分.*")


def is_word(cell: str) -> bool:
    return bool(cell) and not FIGURE.fullmatch(cell)


def is_code(cells: list[str], place: int) -> bool:
    """Digits alone that start with a zero, or that a name follows: 2011301, 044, 301 | 01 | 基本工资."""
    cell = cells[place]
    return cell.isdigit() and len(cell) > 1 and (cell[0] == "0" or any(map(is_word, cells[place + 1 :])))


def money(lines: list[str]) -> Counter:
    """Money figures of the table lines between two headings; codes, quantities and targets are none."""
    found: Counter = Counter()
    bought = any("采购数量" in line for line in lines)
    for line in lines:
        cells = [cell.strip() for cell in line.split("\t")]
        if re.sub("<[^>]*>", "", cells[0]) == "一级指标":
            break  # from here on figures are targets
        if cells[0] == "联系电话":
            continue
        figures = [
            cell for place, cell in enumerate(cells) if FIGURE.fullmatch(cell) and not is_code(cells, place)
        ]
        found.update(figures[-1:] if bought else figures)
    return found


def counted(text: str) -> list[Counter]:
    """Figures table by table, tables without any left out."""
    groups: list[list[str]] = [[]]
    for line in text.split("\n"):
        if "\t" in line:
            groups[-1].append(line)
        elif HEADING.fullmatch(line.strip()):
            groups.append([])
    return [figures for figures in map(money, groups) if figures]


@pytest.mark.parametrize(("start", "tables", "figures"), [("000", 9, 271), ("003", 23, 717)])
def test_every_money_figure_of_a_text_is_one_line_of_its_table(seeds: Path, start, tables, figures):
    (path,) = seeds.glob(start + "*.txt")
    expected = counted(path.read_text(encoding="utf-8"))
    lines = budgetkit.read(path).lines
    found = [Counter(group["printed"]) for _, group in lines.groupby("table_id", sort=True)]
    assert len(expected) == tables and sum(map(Counter.total, expected)) == figures
    for number, (wanted, read) in enumerate(zip(expected, found, strict=True), start=1):
        assert read == wanted, f"table {number} with figures, of {path.name}"


@pytest.mark.parametrize("start", ["000", "003"])
def test_each_line_knows_a_place_of_its_own(seeds: Path, start):
    (path,) = seeds.glob(start + "*.txt")
    lines = budgetkit.read(path).lines
    assert not lines["line_id"].duplicated().any()
    assert not lines.duplicated(["table_id", "row", "column"]).any()


def test_the_count_passes_over_what_is_no_money():
    rows = [
        "201\t13\t01\t行政运行\t520.02\t520.02\t",
        "\t\t044\t某局\t-5.00\t0",
        "301\t01\t基本工资\t501\t01\t工资\t1,200",
        "联系电话\t67170000\t\t",
        "任务\t招商\t1118 万\t1118 万",
        "一级指标\t二级指标\t三级指标\t目标值",
        "产出\t数量\t份数\t300",
    ]
    assert money(rows) == Counter({"520.02": 2, "-5.00": 1, "0": 1, "1,200": 1, "1118 万": 2})
    assert money(["单位\t采购数量\t金额", "合计\t77\t516,000"]) == Counter(["516,000"])

"""No printed money figure is lost: the raw text of every page against all that was made of it."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.counter import GROUPS, count_document, inputs
from tests.fates.all_cases import FOLDER
from tests.printed_figures import (
    HIDING,
    Fates,
    _of_truth,
    count_figures,
    of_kind,
    printed_figures,
    unexplained,
)

MOST_WITHOUT = {"fates": 13, "hard": 38, "cases": 3, "samples": 5, "seeds": 0, "raw": 0}
"""Figures of each group that had no fate when this was written last; it only falls."""


@pytest.mark.parametrize("group", MOST_WITHOUT)
def test_hardly_any_figure_is_without_a_fate(group):
    if not GROUPS[group].is_dir():
        pytest.skip(f"{GROUPS[group].name} is not there")
    without = {path.name: count_document(path)["without"] for path in inputs([GROUPS[group]])}
    lost = {name: count for name, count in without.items() if count}
    assert sum(lost.values()) <= MOST_WITHOUT[group], lost


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("收入1,204.50万元，占62.5%，共12人，2024年3月印发", "1204.50"),
        ("支出12\n.50万\n元，面积3.60万平方米，1:95.3", "12.50"),
        ("合计 1,204.50 12.3445.60\n201 一般公共服务支出 0.00 8", "1204.50 12.34 45.60 0.00"),
        ("每年5—10万元，约9余万元，外资1.4亿美元", "5 10 9"),
        ("押金180\n万元\n\n25\n元，单价50万元以上", "180 50"),
        ("3.1 工作目标\n2024.1.5—2024.12\n金额８．２０万", "8.20"),
        ("减少1,234.\n56万元，共有在职人员工资保险等支出4,\n000元", "1234.56 4000"),
    ],
)
def test_figures_of_a_raw_text(text, figures):
    assert count_figures(text).figures == Counter(map(Decimal, figures.split()))


def test_a_run_of_digits_that_parts_in_two_ways_is_exempt():
    assert count_figures("12.345.6789.1") == (Counter(), 1)


@pytest.mark.parametrize("path", inputs([FOLDER]), ids=lambda path: path.name)
def test_the_count_finds_at_least_the_figures_of_a_truth(path):
    """Figures that are broken, whole numbers of a table without separators: what the raw text cannot tell."""
    if path.name.startswith(HIDING):
        pytest.skip("hides text")
    counted, truth = printed_figures(path)[0], _of_truth(path.with_suffix(".json"))
    if path.name in ("words_broken_digits.txt", "words_full_width.txt"):
        pytest.skip("prints digits that no pattern on raw text puts together")
    missing = sum((one - counted.get(page, Counter()) for page, one in truth.items()), Counter())
    assert not [one for one in missing if one % 1]


def test_a_figure_is_explained_as_often_as_it_has_a_fate():
    five, seven = Decimal("5.00"), Decimal("7")
    counted = {1: Counter({five: 3, seven: 1}), 2: Counter({seven: 1})}
    fates = Fates({1: Counter({five: 1})}, {1: Counter({five: 1})}, {1: Counter({seven: 2})})
    assert unexplained(fates, counted) == {1: Counter({five: 1}), 2: Counter({seven: 1})}
    totals = {"figures": 5, "read": 1, "told": 1, "named": 1, "without": 2}
    assert of_kind(fates, counted) == totals


def test_the_counter_shares_no_code_with_the_readers():
    source = (Path(__file__).parent / "printed_figures.py").read_text(encoding="utf-8")
    assert "import budgetkit" not in source and "from budgetkit" not in source

"""Performance forms: pages of labels and values instead of rows under a header; where one begins."""

from __future__ import annotations

import re

from budgetkit.rules.words import header_says
from budgetkit.tables.cells import Rows, texts_of
from budgetkit.tables.header import header_row_count, is_banner

FORM_HEAD = (
    "项目名称",
    "主管部门",
    "实施单位",
    "项目负责人",
    "项目属性",
    "年度资金总额",
    "项目资金",
    "年度总体目标",
)
"""Labels of the upper part of a project's form, which may stand on a page of its own."""

_LABELS = (
    *FORM_HEAD,
    "项目概况",
    "立项依据",
    "年度绩效目标",
    "年度主要任务",
    "履职目标",
    "联系人",
    "开始时间",
)
_START = re.compile(
    r"^(?:项目|部门|单位|政策|专项|预算)(?:\((?:单位|项目|政策|部门)\))?(?:/?(?:项目|政策|单位))?名称:?$"
)
_LEVELS = ("一级指标", "二级指标", "三级指标")
TARGETS = ("指标值", "目标值")
"""Endings of the headings of targets."""
_LONGEST_HEADING = 6
"""Characters up to which a text beside 项目名称 may be the heading of a column and not a name."""


def first_texts(rows: Rows) -> list[str]:
    """Texts of the first row that is no title inside the frame."""
    return next((texts_of(row) for row in rows if not is_banner(row, len(row))), [])


def _indicator_row(rows: Rows) -> int | None:
    for number, row in enumerate(rows):
        texts = texts_of(row)
        if sum(level in texts for level in _LEVELS) >= 2 or (
            "三级指标" in texts and any(text.endswith(TARGETS) for text in texts)
        ):
            return number
    return None


def has_indicators(rows: Rows) -> bool:
    """Whether a row heads the levels of indicators and their targets."""
    return _indicator_row(rows) is not None


def starts_form(rows: Rows) -> bool:
    """Whether the first row names a project or a department, with the name beside the label."""
    texts = first_texts(rows)
    if len(texts) < 2 or not _START.match(texts[0]):
        return False
    return len(texts[1]) > _LONGEST_HEADING or header_says("role", texts[1]) is None


def is_form(rows: Rows) -> bool:
    """Whether rows are labels and values, or indicators below them, and no table under one header."""
    texts = {text for row in rows for text in texts_of(row) if len(text) < 40}
    if sum(any(text.startswith(label) for text in texts) for label in _LABELS) >= 3:
        return True
    indicators = _indicator_row(rows)
    return indicators is not None and indicators >= max(1, header_row_count(rows))


def is_other_form(rows: Rows, more: Rows) -> bool:
    """Whether a page begins another form: the same first labels with something else beside them.

    A page that begins with a name is another form unless it repeats the first rows of this one.
    """
    for old, new in zip(map(texts_of, rows), map(texts_of, more), strict=False):
        if not old or not new or old[0] != new[0]:
            break
        if old != new:
            return True
    return starts_form(more) and first_texts(rows) != first_texts(more)

"""Tables on their way to other programs: columns with a plain kind and labels in Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from budgetkit.dataset.panel import PANEL_MEASURES, PANEL_TYPES
from budgetkit.errors import WrongUsage
from budgetkit.schema import LABELS, TABLES, columns

if TYPE_CHECKING:
    from budgetkit.dataset import Dataset

PANEL = "panel"
CHOICES = (*TABLES, PANEL)
"""Names that `export` knows."""

_MEASURES_ZH = (
    "收入 支出 基本支出 人员经费 公用经费 项目支出 三公经费 因公出国（境）费 公务用车购置及运行费"
    " 公务用车购置费 公务用车运行费 公务接待费 机关运行经费"
).split()
_COMPANIONS = {
    "_line_ids": ("行编号", "lines"),
    "_derived": ("是否推算", "derived"),
    "_finding": ("涉及审核发现", "touched by a finding"),
    "_reason": ("缺失原因", "reason of a gap"),
}
_PANEL_LABELS = {
    "document_ids": ("依据的文档", "documents"),
    "derived": ("整行推算", "all figures derived"),
    "comparable_with_previous": ("与上年可比", "comparable with the year before"),
    "comparability_note": ("可比性说明", "note on comparability"),
}


class Field(NamedTuple):
    """A column: ``kind`` is one of text, integer, number, boolean, money, decimal, list, json."""

    name: str
    kind: str
    label_zh: str
    label_en: str
    meaning: str = ""


class Sheet(NamedTuple):
    """A table with its columns, labels and rows."""

    name: str
    label_zh: str
    label_en: str
    fields: tuple[Field, ...]
    rows: pd.DataFrame


def read_sheet(dataset: Dataset, table: str) -> Sheet:
    """A clean table, or the panel.

    Raises
    ------
    WrongUsage
        If there is no such table.
    """
    if table == PANEL:
        return Sheet(PANEL, "面板", "panel", _panel_fields(), dataset.panel())
    if table not in TABLES:
        raise WrongUsage(f"there is no table {table!r}", advice=f"tables are {', '.join(CHOICES)}")
    fields = tuple(
        Field(column.name, column.dtype, column.label_zh, column.label_en, column.meaning)
        for column in columns(table)
    )
    return Sheet(table, *LABELS[table], fields, getattr(dataset, table))


def _panel_fields() -> tuple[Field, ...]:
    known = {column.name: (column.label_zh, column.label_en) for column in columns("documents")}
    labels = known | _PANEL_LABELS
    for measure, zh in zip(PANEL_MEASURES, _MEASURES_ZH, strict=True):
        en = measure.replace("_", " ")
        labels[measure] = (f"{zh}（元）", f"{en} (yuan)")
        for companion, (more_zh, more_en) in _COMPANIONS.items():
            labels[measure + companion] = (f"{zh}：{more_zh}", f"{en}: {more_en}")
    kinds = {"Int64": "integer", "boolean": "boolean"}
    return tuple(
        Field(name, "money" if name in PANEL_MEASURES else kinds.get(str(dtype), _kind(dtype)), *labels[name])
        for name, dtype in PANEL_TYPES.items()
    )


def _kind(dtype: object) -> str:
    return "list" if str(dtype).startswith("list") else "text"

"""How frames of the analysis are shown to people: Chinese headings, units by magnitude, reasons."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import escape

import pandas as pd

from budgetkit.amounts import FEN_PER_UNIT, print_amount
from budgetkit.analysis import labels
from budgetkit.analysis.evidence import as_list, fen
from budgetkit.errors import WrongUsage
from budgetkit.rules.active import remembers
from budgetkit.rules.codes import terms
from budgetkit.rules.kinds import kinds
from budgetkit.rules.notices import titles
from budgetkit.schema import TABLES
from budgetkit.schema import columns as schema_columns
from budgetkit.statements.sections import sections

PHASES = {"approved": "年初预算", "adjusted": "调整预算", "expected": "预算执行数", "executed": "决算"}
GROUPS = {"personnel": "人员经费", "operating": "公用经费"}
PAYERS = {
    "organ": "机关（501–504）",
    "institution": "事业单位（505–506）",
    "households": "对个人和家庭（509）",
    "other": "其他政府经济科目",
}
VARIANTS = {
    "all": "全部人员经费",
    "wages_only": "只计工资福利（301）",
    "without_retirees_economic": "扣除离退休（按经济科目 30301–30303）",
    "without_retirees_function": "扣除离退休（按功能科目 2080501/02/04）",
}
REASONS = {
    "no_table": "没有所需的表",
    "no_split_printed": "表中未分人员经费和公用经费，也没有可据以区分的经济科目",
    "parts_do_not_add_up": "所印的人员、公用各数与小计不符，或未印",
    "rows_missing": "各行之和不足所印合计的 95%（或超出 5%），比例不可靠",
    "no_government_codes": "未印政府预算支出经济分类编码",
    "no_economic_codes": "未印部门预算支出经济分类编码",
    "personnel_not_printed": "人员经费为空白，且无法证明为零",
    "operating_not_printed": "公用经费为空白，且无法证明为零",
    "payments_to_people_only": "只有对个人的支付，没有公用经费可比",
    **labels.REASONS,
}
BASES = {
    "printed_total": "合计行所印数",
    "printed_columns": "各行之和（表头分列人员、公用）",
    "code_group": "各行之和（按经济科目归类）",
    **labels.BASES,
}
REPAIRS = {
    "column_shift": "移回原列",
    "label_filled_down": "补写上方的名称",
    "by_hand": "使用者更正或补读",
    "level_slid": "移回原级次",
    "row_rejoined": "接回断行",
    "figure_rejoined": "接回断开的数",
    "row_split": "拆开一格多行",
    "code": "还原科目编码",
    "row_repeated": "去掉重印的行",
    "header_rejoined": "接回断开的表头",
    "unit": "由他表证明金额单位",
}
MEASURES = {"revenue": "收入", "expenditure": "支出", "basic": "基本支出", "project": "项目支出"}
MEASURES |= labels.MEASURES
SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}
CATEGORIES = {
    "document_error": "文件本身的错误",
    "extraction_damage": "提取损伤",
    "rounding": "四舍五入",
    "question": "存疑",
    "note": "说明",
}
STATUSES = {"ok": "完好", "partial": "部分可读", "quarantined": "隔离", "duplicate": "重复"}

_VALUES = {
    "phase": PHASES,
    "payer": PAYERS,
    "variant": VARIANTS,
    "reason": REASONS,
    "basis": BASES,
    "side": GROUPS,
    "measure": MEASURES,
    "severity": SEVERITIES,
    "worst_severity": {**SEVERITIES, "": "无"},
    "category": CATEGORIES,
    "repair_kind": REPAIRS,
    "scope": {"department": "部门", "unit": "单位", "project": "项目"},
    "status": STATUSES | labels.ITEM_STATUSES | labels.PROJECT_STATUSES,
    "state": labels.STATES,
    "group": labels.COMPLETENESS_GROUPS,
    "linked_by": labels.LINKS,
    "comparator": labels.COMPARATORS,
    "value_type": labels.VALUE_TYPES,
    "base_phase": PHASES,
    "denominator": PHASES,
}


@remembers
@cache
def kind_names() -> dict[str, str]:
    """Kinds of tables in Chinese, those of the user too."""
    return {name: kind.zh for name, kind in kinds().items()}


@remembers
@cache
def _values() -> dict[str, dict[str, str]]:
    """Words for the values of a column, by the name of the column."""
    funds = {term.identifier: term.chinese for term in terms() if term.group == "fund"}
    funds = {"all": "全部资金", "appropriation": "财政拨款"} | funds
    return _VALUES | {"kind": kind_names(), "fund": funds, "identity": titles()}


# What the analysis adds to the columns of the clean dataset, and shorter headings where space is scarce.
_OWN_LABELS = {
    "department_name": "部门",
    "functional_code": "功能科目",
    "functional_name": "科目名称",
    "department_economic_code": "经济科目",
    "department_economic_name": "科目名称",
    "payer": "政府预算经济分类",
    "variant": "口径",
    "personnel_yuan": "人员经费",
    "operating_yuan": "公用经费",
    "removed_yuan": "扣除额",
    "revenue_yuan": "收入",
    "expenditure_yuan": "支出",
    "basic_yuan": "基本支出",
    "project_yuan": "项目支出",
    "naive_sum_yuan": "各行直接相加",
    "personnel_share": "人员经费占比",
    "personnel_to_operating": "人员∶公用",
    "share_of_basic": "占基本支出",
    "side": "归属",
    "removed_share": "扣除额占人员经费",
    "project_share": "项目支出占比",
    "coverage": "覆盖率",
    "times": "倍数",
    "basis": "数字来源",
    "finding_ids": "审核发现",
    "worst_severity": "最重程度",
    "reason": "缺失原因",
    "measure": "指标",
    "line_ids": "所用行",
    "tables_present": "有数的表",
    "tables_empty_with_note": "空表（有说明）",
    "tables_empty": "空表（无说明）",
    "tables_absent": "缺的表",
    "line_count": "金额行数",
    "error_count": "错误",
    "warning_count": "警告",
    "expenditure_lines": "支出类行数",
    "finding_count": "条数",
    "repair_count": "处数",
    "repair_kind": "修复方式",
    "package_version": "budgetkit 版本",
    **labels.LABELS,
}

_PERCENT = {"coverage", *labels.PERCENT}
_DECIMALS = {"personnel_to_operating": 2, "times": 2, **labels.DECIMALS}
# What a cell of a shown table holds at most; the frame keeps the whole text.
_LONGEST = 240
_MOST_ROWS = 200
_SHORT = 14


def clean_text(value: object) -> str:
    """Text of an untrusted file on one line, without characters that steer a display.

    >>> clean_text("经费\\u202e\\n 合计\\x07")
    '经费 合计'
    """
    text = "".join(
        " " if character.isspace() else character
        for character in str(value)
        if character.isspace() or unicodedata.category(character)[0] != "C"
    )
    return " ".join(text.split())


def unit_for(amounts_fen: Iterable[int | None]) -> str:
    """Unit that fits the largest amount: 亿元 from ten 亿, 元 below one 万, else 万元.

    >>> unit_for([1_880_860_000]), unit_for([5_000]), unit_for([10**12])
    ('万元', '元', '亿元')
    """
    largest = max((abs(int(amount)) for amount in amounts_fen if not pd.isna(amount)), default=0)
    if largest >= 10 * FEN_PER_UNIT["亿元"]:
        return "亿元"
    return "元" if 0 < largest < FEN_PER_UNIT["万元"] else "万元"


def percent(value: float | None) -> str:
    """A share of 0 to 1 as percent with one decimal; 缺 when missing.

    >>> percent(0.94438), percent(None)
    ('94.4%', '缺')
    """
    return "缺" if pd.isna(value) else f"{100 * value:.1f}%"


def document_names(frame: pd.DataFrame) -> pd.Series:
    """Short name of the document of each row: department, year and phase, as far as known."""
    names = []
    for row in frame.itertuples():
        year = "" if pd.isna(row.fiscal_year) else f"{row.fiscal_year} 年"
        unit = "（单位）" if getattr(row, "scope", "") == "unit" else ""
        name = f"{clean_text(row.department_name)}{unit} {year}{PHASES.get(row.phase, '')}".strip()
        names.append(name or row.document_id)
    return pd.Series(names, index=frame.index, dtype="str")


@dataclass(frozen=True)
class Readable:
    """A table ready to be shown: headings in Chinese, text only, escaped as HTML.

    Parameters
    ----------
    frame : DataFrame
        What is shown, cell by cell.
    numbers : frozenset of str
        Headings of the columns that hold figures, to be set flush right.
    """

    frame: pd.DataFrame
    numbers: frozenset[str]

    def __str__(self) -> str:
        return self.frame.to_string()

    def _repr_html_(self) -> str:
        if self.frame.empty:
            return '<p class="none">没有。 <span lang="en">None.</span></p>'
        kinds = [f' class="{self._kind(name)}"' for name in self.frame]
        head = "".join(f"<th{kind}>{escape(name)}</th>" for kind, name in zip(kinds, self.frame, strict=True))
        rows = [
            "".join(f"<td{kind}>{escape(text)}</td>" for kind, text in zip(kinds, row, strict=True))
            for row in self.frame.head(_MOST_ROWS).itertuples(index=False, name=None)
        ]
        body = "".join(f"<tr>{row}</tr>\n" for row in rows)
        left = len(self.frame) - len(rows)
        rest = f'<p class="note">另有 {left:,} 行未列出。</p>' if left else ""
        return f'<table class="readable"><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>{rest}'

    def _kind(self, name: str) -> str:
        """Figures flush right; short words unbroken; long ones with room to wrap."""
        if name in self.numbers:
            return "n"
        return "s" if self.frame[name].str.len().max() <= _SHORT else "w"


def readable(frame: pd.DataFrame, columns: str | list[str] | None = None, unit: str = "") -> Readable:
    """Make a frame of the analysis ready to be shown.

    Parameters
    ----------
    frame : DataFrame
        What a function of the analysis returned, or any table of the clean dataset.
    columns : str or list of str, optional
        Which columns to show, in this order; all by default. In one text their names stand apart by blanks.
    unit : {"", "元", "万元", "亿元"}
        Unit of money; empty to choose it by magnitude. It stands in the heading.

    Returns
    -------
    Readable
        Shares as percent, missing values as 缺 (never as zero). The column ``reason`` is left out when
        nothing is missing.

    Raises
    ------
    WrongUsage
        If a column does not exist.
    """
    columns = _chosen_columns(frame, columns)
    money = {name: fen(frame[name]) for name in columns if name.endswith("_yuan")}
    unit = unit or unit_for(amount for amounts in money.values() for amount in amounts)
    shown, numbers = {}, set()
    for name in columns:
        heading = f"{label_of(name)}（{unit}）" if name in money else label_of(name)
        # Two columns may have one label, such as the names in two classifications.
        heading = heading if heading not in shown else f"{heading}（{name}）"
        if name in money:
            shown[heading] = [_money(amount, unit) for amount in money[name]]
        else:
            shown[heading] = [_shown(name, value) for value in frame[name]]
        if name in money or _holds_figures(frame[name]):
            numbers.add(heading)
    return Readable(pd.DataFrame(shown, dtype="str"), frozenset(numbers))


def _chosen_columns(frame: pd.DataFrame, columns: str | list[str] | None) -> list[str]:
    chosen = columns.split() if isinstance(columns, str) else list(columns or frame.columns)
    unknown = [name for name in chosen if name not in frame]
    if unknown:
        raise WrongUsage(f"no column {unknown[0]!r}", advice=f"take from: {', '.join(frame.columns)}")
    if "reason" in chosen and (frame["reason"] == "").all():
        chosen.remove("reason")
    return chosen


def _holds_figures(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column) and column.dtype != "boolean"


@cache
def _schema_labels() -> dict[str, str]:
    return {column.name: column.label_zh for table in reversed(TABLES) for column in schema_columns(table)}


def label_of(name: str) -> str:
    """Chinese heading of a column, without a unit of money; the name itself when there is none."""
    return _OWN_LABELS.get(name) or _schema_labels().get(name, name).removesuffix("（元）")


def _money(amount: int | None, unit: str) -> str:
    return "缺" if pd.isna(amount) else print_amount(int(amount), unit, 2)


def _in_chinese(subject: str) -> str:
    """A subject of a sentence in the words of the glossary, each part of its path by itself."""
    known = {section.id: section.label_zh for section in sections()}
    known |= kind_names() | labels.METRICS | {term.identifier: term.chinese for term in terms()}
    return " / ".join(known.get(part, part) for part in subject.split("/"))


def _shown(name: str, value: object) -> str:
    if isinstance(value, (list, tuple, dict)):
        value = "; ".join(str(part) for part in as_list(value))
    if pd.isna(value):
        return "" if name in ("fiscal_year", "page") else "缺"
    if name.endswith("_share") or name.startswith("share_") or name in _PERCENT:
        return percent(value)
    if name in _DECIMALS:
        return f"{value:.{_DECIMALS[name]}f}"
    if str(value) in ("True", "False"):
        return "是" if value else "否"
    if name in ("subject", "metric"):
        value = _in_chinese(str(value))
    text = clean_text(_values().get(name, {}).get(value, value))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"

"""The answer in a sentence, computed from a frame: Chinese first, English beside it."""

from __future__ import annotations

import html
from dataclasses import dataclass

import pandas as pd

from budgetkit.amounts import print_amount
from budgetkit.analysis.evidence import fen
from budgetkit.analysis.grain import require_grain
from budgetkit.analysis.survey import verified_share
from budgetkit.analysis.wording import REASONS, document_names, percent, unit_for

ENGLISH_UNITS = {"元": "yuan", "万元": "wan yuan (10,000 yuan)", "亿元": "yi yuan (100 million yuan)"}


@dataclass(frozen=True)
class Answer:
    """A sentence in two languages; a notebook shows it as escaped HTML.

    Parameters
    ----------
    chinese, english : str
        Plain text; names in it come from the documents.
    """

    chinese: str
    english: str

    def __str__(self) -> str:
        return f"{self.chinese}\n{self.english}"

    def _repr_html_(self) -> str:
        chinese, english = html.escape(self.chinese), html.escape(self.english)
        return f'<p class="answer">{chinese}</p><p class="answer" lang="en">{english}</p>'


def personnel_answer(frame: pd.DataFrame) -> Answer:
    """Say how much of basic expenditure is for people.

    Parameters
    ----------
    frame : DataFrame
        From ``personnel_and_operating(dataset)``, one row per document.

    Returns
    -------
    Answer
        For one document its amounts, share and ratio; for several the range and the median.
    """
    require_grain(frame, "document", "personnel_and_operating(dataset)", "personnel_share")
    known = frame[frame["personnel_share"].notna()]
    if known.empty:
        return _nothing(frame)
    if len(frame) == 1:
        return _one_document(known)
    names = document_names(known)
    low, high = (
        known["personnel_share"].astype(float).idxmin(),
        known["personnel_share"].astype(float).idxmax(),
    )
    lowest, highest = (percent(known.loc[place, "personnel_share"]) for place in (low, high))
    median = percent(known["personnel_share"].astype(float).median())
    doubtful = int((known["worst_severity"] != "").sum())
    chinese = (
        f"{len(frame)} 份文件中有 {len(known)} 份可以计算：人员经费占基本支出的比重"
        f"最低 {lowest}（{names[low]}），最高 {highest}（{names[high]}），中位数 {median}。"
    )
    english = (
        f"Of {len(frame)} documents {len(known)} can be computed: personnel takes "
        f"from {lowest} ({names[low]}) to {highest} ({names[high]}) of basic expenditure, median {median}."
    )
    if doubtful:
        chinese += f"其中 {doubtful} 份的数字有审核发现，使用前请先看发现。"
        english += f" The audit has findings on the figures of {doubtful} of them."
    return Answer(chinese, english)


def _one_document(row: pd.DataFrame) -> Answer:
    amounts = {name: int(fen(row[f"{name}_yuan"]).iloc[0]) for name in ("personnel", "operating")}
    unit = unit_for(amounts.values())
    personnel, operating = (print_amount(amount, unit) for amount in amounts.values())
    name, portion = document_names(row).iloc[0], percent(row["personnel_share"].iloc[0])
    ratio = row["personnel_to_operating"].iloc[0]
    times, english_times = "。", "."
    if not pd.isna(ratio):
        times, english_times = f"，人员经费是公用经费的 {ratio:.2f} 倍。", f", a ratio of {ratio:.2f} to 1."
    chinese = (
        f"{name}：基本支出中人员经费 {personnel} {unit}，占 {portion}；公用经费 {operating} {unit}{times}"
    )
    english = (
        f"{name}: personnel takes {personnel} of basic expenditure, {portion}; operating {operating}, "
        f"in {ENGLISH_UNITS[unit]}{english_times}"
    )
    if row["worst_severity"].iloc[0]:
        chinese += f"这些数字有审核发现（{row['finding_ids'].iloc[0]}），使用前请先看发现。"
        english += f" The audit has findings on these figures ({row['finding_ids'].iloc[0]})."
    return Answer(chinese, english)


def _nothing(frame: pd.DataFrame) -> Answer:
    codes = list(dict.fromkeys(frame["reason"]))
    reasons = "；".join(REASONS.get(code, code) for code in codes) or "数据集里没有文件"
    return Answer(
        f"无法计算人员经费占比：{reasons}。",
        f"The personnel share cannot be computed ({', '.join(codes) or 'no documents'}).",
    )


def retirees_answer(frame: pd.DataFrame) -> Answer:
    """Say how much of personnel goes to retirees, by economic code and by function.

    Parameters
    ----------
    frame : DataFrame
        From ``personnel_variants(dataset)``; the first document in it is told.

    Returns
    -------
    Answer
        Two figures, because the two classifications do not cover the same payments.
    """
    require_grain(frame, "document and variant", "personnel_variants(dataset)", "removed_share")
    if frame.empty:
        return _nothing(frame)
    own = frame[frame["document_id"] == frame["document_id"].iloc[0]].set_index("variant")
    chinese, english = [], []
    for variant, label, english_label in (
        ("without_retirees_economic", "按经济科目（30301–30303）", "by economic code (30301 to 30303)"),
        (
            "without_retirees_function",
            "按功能科目（2080501、2080502、2080504）",
            "by function (2080501, 2080502, 2080504)",
        ),
    ):
        row = own.loc[[variant]]
        if pd.isna(row["removed_share"].iloc[0]):
            chinese.append(f"{label}无法计算（{REASONS.get(row['reason'].iloc[0], '没有人员经费')}）")
            english.append(
                f"{english_label} it cannot be computed ({row['reason'].iloc[0] or 'no personnel'})"
            )
            continue
        removed = int(fen(row["removed_yuan"]).iloc[0])
        unit = unit_for([removed])
        portion, left = percent(row["removed_share"].iloc[0]), percent(row["personnel_share"].iloc[0])
        amount = print_amount(removed, unit)
        chinese.append(f"{label}为 {amount} {unit}，占人员经费 {portion}，扣除后人员经费占比 {left}")
        english.append(
            f"{english_label} {amount} ({unit}), {portion} of personnel; without it the share is {left}"
        )
    name = document_names(own.reset_index()).iloc[0]
    return Answer(
        f"{name}的离退休支出：{'；'.join(chinese)}。两个数口径不同，不能混用。",
        f"Retirees, {name}: {'; '.join(english)}. The two figures do not cover the same payments.",
    )


def overview_answer(frame: pd.DataFrame) -> Answer:
    """Say what the dataset holds.

    Parameters
    ----------
    frame : DataFrame
        From ``overview(dataset)``.
    """
    require_grain(frame, "document", "overview(dataset)", "line_count", "unread_count", "error_count")
    if frame.empty:
        return Answer("数据集里没有文件。", "The dataset holds no documents.")
    lines, errors = int(frame["line_count"].sum()), int(frame["error_count"].sum())
    unread, portion = int(frame["unread_count"].sum()), percent(verified_share(frame))
    also = f"，另有 {unread:,} 个金额未能读出、未计入任何数" if unread else ""
    also_english = f", and {unread:,} that could not be read and are counted in no sum" if unread else ""
    figures = "这些金额" if unread else "行"
    return Answer(
        f"共 {len(frame)} 份文件、{lines:,} 行金额{also}；"
        f"{portion} 的{figures}至少经一条勾稽关系核实且无一不符；"
        f"审核发现错误 {errors} 条、警告 {int(frame['warning_count'].sum())} 条。",
        f"Documents: {len(frame)}; printed amounts: {lines:,}{also_english}, of which {portion} "
        f"stand in at least one identity and fail none; errors found: {errors}, "
        f"warnings: {int(frame['warning_count'].sum())}.",
    )

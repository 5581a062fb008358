"""Answers about projects, change and agreement: one sentence with its number, Chinese and English."""

from __future__ import annotations

import pandas as pd

from budgetkit.amounts import print_amount
from budgetkit.analysis.answers import ENGLISH_UNITS, Answer
from budgetkit.analysis.evidence import fen
from budgetkit.analysis.grain import first_document, require_grain
from budgetkit.analysis.wording import PHASES, REASONS, clean_text, document_names, percent, unit_for
from budgetkit.records import share_of_figures


def concentration_answer(frame: pd.DataFrame) -> Answer:
    """Say how much of project expenditure the largest project takes, and how much of it is listed at all.

    Parameters
    ----------
    frame : DataFrame
        From ``project_concentration(dataset)``.
    """
    require_grain(frame, "document", "project_concentration(dataset)", "hhi")
    known = frame[frame["hhi"].notna()]
    if known.empty:
        return _withheld(frame)
    row, name = known.iloc[0], document_names(known).iloc[0]
    amount, unit = _money(row["largest_yuan"])
    largest, portion = clean_text(row["largest_project"]), percent(row["cr1_share"])
    project = f"{row['project_count']} 个项目"
    chinese = (
        f"{name}列出 {project}，合计占项目支出的 {percent(row['coverage'])}；最大的“{largest}”"
        f"{amount} {unit}，占 {portion}；HHI 为 {row['hhi']:.4f}，"
        f"相当于 {row['effective_number']:.2f} 个一样大的项目。"
    )
    english = (
        f"{name}: {row['project_count']} projects cover {percent(row['coverage'])} of project expenditure; "
        f"the largest ({largest}) takes {amount} {ENGLISH_UNITS[unit]}, {portion}; HHI {row['hhi']:.4f}, as "
        f"concentrated as {row['effective_number']:.2f} equal projects."
    )
    if len(frame) > 1:
        chinese += f"共 {len(frame)} 份文件，{len(known)} 份可以计算。"
        english += f" Of {len(frame)} documents {len(known)} can be computed."
    return _with_doubts(row, chinese, english)


def _withheld(frame: pd.DataFrame) -> Answer:
    codes = list(dict.fromkeys(frame["reason"]))
    reasons = "；".join(REASONS.get(code, code) for code in codes) or "数据集里没有文件"
    chinese, english = (
        f"不给出项目集中度：{reasons}。",
        f"No concentration is told ({', '.join(codes) or 'none'}).",
    )
    covered = frame["coverage"].dropna()
    if len(covered):
        chinese += f"所列项目占项目支出的 {percent(covered.iloc[0])}。"
        english += f" The listed projects cover {percent(covered.iloc[0])} of project expenditure."
    return Answer(chinese, english)


def change_answer(frame: pd.DataFrame) -> Answer:
    """Say how expenditure changed against the year before, and what part of it is project expenditure.

    Parameters
    ----------
    frame : DataFrame
        From ``year_on_year(dataset)``, rows of one document.
    """
    require_grain(frame, "document and measure", "year_on_year(dataset)", "contribution")
    if frame.empty:
        return Answer("数据集里没有文件。", "The dataset holds no documents.")
    frame = first_document(frame)
    total = frame[frame["measure"] == "expenditure"].iloc[0]
    name = document_names(frame).iloc[0]
    if pd.isna(total["change_yuan"]):
        reason = REASONS.get(total["reason"], total["reason"])
        return Answer(
            f"{name}的支出无法与上年相比：{reason}。",
            f"{name}: expenditure cannot be compared with the year before ({total['reason']}).",
        )
    amounts = [int(fen(frame.loc[[total.name], column]).iloc[0]) for column in
               ("prior_yuan", "amount_yuan", "change_yuan")]  # fmt: skip
    unit = unit_for(amounts)
    prior, now, size = (print_amount(abs(amount), unit, 2) for amount in amounts)
    word, english_word = _direction(amounts[2])
    rate = (
        ""
        if pd.isna(total["growth"])
        else f"，{'增长' if amounts[2] >= 0 else '下降'} {_size(total['growth'])}"
    )
    english_rate = "" if pd.isna(total["growth"]) else f" ({percent(total['growth'])})"
    moved, english_moved = (f"{word} {size} {unit}{rate}", f"{english_word} by {size}{english_rate}")
    if not amounts[2]:
        moved, english_moved = "与上年持平", "unchanged"
    chinese = f"{name}支出 {now} {unit}，上年 {prior} {unit}，{moved}。"
    english = f"{name}: expenditure {now} after {prior}, {english_moved}, in {ENGLISH_UNITS[unit]}."
    parts = frame[frame["contribution"].notna() & frame["measure"].isin(["basic", "project"])]
    if len(parts) == 2 and amounts[2]:
        basic, project = (percent(value) for value in parts.sort_values("measure")["contribution"])
        chinese += f"其中基本支出拉动 {basic}，项目支出拉动 {project}（以上年支出为分母）。"
        english += (
            f" Basic expenditure contributes {basic}, project expenditure {project} of the prior total."
        )
    if bool(total["derived"]):
        chinese += "上年数由本文件所述增减额倒推，不是上年文件所印。"
        english += " The prior year is backed out of the stated change, not printed by its own document."
    return _with_doubts(total, chinese, english)


def execution_answer(frame: pd.DataFrame) -> Answer:
    """Say how much of the budget was spent, with the denominator by name.

    Parameters
    ----------
    frame : DataFrame
        From ``execution(dataset)``.
    """
    require_grain(frame, "final account, budget and measure", "execution(dataset)", "completion_rate")
    total = frame[(frame["measure"] == "expenditure") & frame["completion_rate"].notna()]
    if total.empty:
        return Answer(
            "没有同一部门、同一年度的预算和决算同时装入，无法计算完成率。",
            "No completion rate: no department has its budget and its final accounts of one year loaded.",
        )
    row, name = total.iloc[0], document_names(total).iloc[0]
    amounts = [int(fen(total[column]).iloc[0]) for column in ("executed_yuan", "budget_yuan")]
    unit = unit_for(amounts)
    spent, planned = (print_amount(amount, unit, 2) for amount in amounts)
    rate, denominator = percent(row["completion_rate"]), PHASES[row["denominator"]]
    chinese = f"{name}支出 {spent} {unit}，为{denominator} {planned} {unit}的 {rate}。"
    english = f"{name}: {spent} spent, {rate} of the {row['denominator']} budget of {planned}"
    english += f", in {ENGLISH_UNITS[unit]}."
    return _with_doubts(row, chinese, english)


def agreement_answer(causes: pd.DataFrame, tables: pd.DataFrame) -> Answer:
    """Say whether the figures agree: how many are confirmed, how many are not, and why.

    Parameters
    ----------
    causes : DataFrame
        From ``findings_by_cause(dataset)``.
    tables : DataFrame
        From ``checks_by_table(dataset)``.
    """
    require_grain(causes, "cause", "findings_by_cause(dataset)", "finding_count")
    require_grain(tables, "table", "checks_by_table(dataset)", "unchecked_count")
    if tables.empty:
        return Answer("数据集里没有金额。", "The dataset holds no amounts.")
    counted = ("line", "verified", "failed", "unchecked", "unread")
    lines, verified, failed, unchecked, unread = (int(tables[f"{name}_count"].sum()) for name in counted)
    found = causes.set_index("category")
    errors = int(causes["error_count"].sum())
    counts = {category: int(found["finding_count"].get(category, 0)) for category in
              ("document_error", "extraction_damage", "rounding", "question")}  # fmt: skip
    portion = percent(share_of_figures(verified, lines, unread))
    also = f"{unread:,} 个未能读出，" if unread else ""
    also_english = f" {unread:,} could not be read;" if unread else ""
    chinese = (
        f"{lines + unread:,} 个金额中 {verified:,} 个（{portion}）至少经一条勾稽关系核实且无一不符，"
        f"{failed:,} 个未能核实，"
        f"{also}{unchecked:,} 个没有任何勾稽可查；审核发现错误级 {errors} 条；按原因，"
        f"文件本身的错误 {counts['document_error']} 条、"
        f"提取损伤 {counts['extraction_damage']} 条、四舍五入 {counts['rounding']} 条、"
        f"存疑 {counts['question']} 条。"
    )
    english = (
        f"Of {lines + unread:,} amounts {verified:,} ({portion}) stand in at least one identity and fail "
        f"none, {failed:,} could not be confirmed, {unchecked:,} stand in none;{also_english} findings of "
        f"severity error: {errors}; by cause: document errors {counts['document_error']}, extraction damage "
        f"{counts['extraction_damage']}, rounding {counts['rounding']}, questions {counts['question']}."
    )
    return Answer(chinese, english)


def completeness_answer(frame: pd.DataFrame) -> Answer:
    """Say how complete the disclosures are, and how much of the rule could be assessed at all.

    Parameters
    ----------
    frame : DataFrame
        From ``completeness_by_document(dataset)``.
    """
    require_grain(frame, "document", "completeness_by_document(dataset)", "score")
    known = frame[frame["score"].notna()]
    if known.empty:
        return Answer(
            "没有可以判断完整性的文件。", "There is no document whose completeness can be assessed."
        )
    names = document_names(known)
    least, most = known["score"].astype(float).idxmin(), known["score"].astype(float).idxmax()
    scores = {place: f"{known['score'][place]:.1f}" for place in (least, most)}
    share = percent(float(known["assessed_share"].min()))
    absent, unknown = int(known["absent_count"].sum()), int(known["not_assessable_count"].sum())
    chinese = f"{len(known)} 份文件的完整性得分在 {scores[least]}（{names[least]}）"
    chinese += f"到 {scores[most]}（{names[most]}）之间"
    english = f"{len(known)} documents score from {scores[least]} ({names[least]}) to {scores[most]} "
    english += f"({names[most]}) of 100"
    if len(known) == 1:
        chinese = f"{names[least]}的完整性得分为 {scores[least]}"
        english = f"{names[least]} scores {scores[least]} of 100"
    chinese += (
        f"（满分 100）；共有 {absent} 项没有，{unknown} 项凭手头文件无从判断；可判断的权重至少占 {share}。"
    )
    english += f"; {absent} items are absent and {unknown} cannot be told from the files at hand; at least "
    english += f"{share} of the weight could be assessed."
    return Answer(chinese, english)


def projects_answer(continuity: pd.DataFrame) -> Answer:
    """Say how many projects go on, are new, or cannot be told, and with how much money.

    Parameters
    ----------
    continuity : DataFrame
        From ``project_continuity(projects)``.
    """
    require_grain(continuity, "document", "project_continuity(projects)", "continued_count")
    if continuity.empty:
        return Answer("装入的文件没有列出项目。", "The documents list no projects.")
    counts = {name: int(continuity[f"{name}_count"].sum()) for name in
              ("project", "continued", "new", "doubtful", "unknown", "ended")}  # fmt: skip
    amounts = {name: int(fen(continuity[f"{name}_yuan"]).sum()) for name in ("continued", "new")}
    unit = unit_for(amounts.values())
    money = {name: print_amount(amount, unit, 2) for name, amount in amounts.items()}
    chinese = (
        f"{len(continuity)} 份文件共列出 {counts['project']} 个项目：延续 {counts['continued']} 个"
        f"（{money['continued']} {unit}），新增 {counts['new']} 个（{money['new']} {unit}），"
        f"存疑 {counts['doubtful']} 个，无从判断 {counts['unknown']} 个；"
        f"已知次年不再列的 {counts['ended']} 个。"
    )
    english = (
        f"{len(continuity)} documents list {counts['project']} projects: {counts['continued']} go on "
        f"({money['continued']}), {counts['new']} are new ({money['new']}), in {ENGLISH_UNITS[unit]}; "
        f"{counts['doubtful']} are doubtful, {counts['unknown']} cannot be told; {counts['ended']} are known "
        "to have ended."
    )
    return Answer(chinese, english)


def _money(amount) -> tuple[str, str]:
    exact = int(fen(pd.Series([amount])).iloc[0])
    unit = unit_for([exact])
    return print_amount(exact, unit, 2), unit


def _direction(change: int) -> tuple[str, str]:
    return ("增加", "up") if change >= 0 else ("减少", "down")


def _size(growth: float) -> str:
    return percent(abs(growth))


def _with_doubts(row: pd.Series, chinese: str, english: str) -> Answer:
    if row["worst_severity"]:
        chinese += f"这些数字有审核发现（{row['finding_ids']}），使用前请先看发现。"
        english += f" The audit has findings on these figures ({row['finding_ids']})."
    return Answer(chinese, english)

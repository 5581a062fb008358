"""Charts of change: the years of a department, the bridge from one to the next, items, and execution."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from budgetkit.amounts import print_amount
from budgetkit.analysis.evidence import fen
from budgetkit.analysis.grain import first_document, require_grain
from budgetkit.analysis.wording import MEASURES, PHASES, REASONS, document_names, percent, unit_for
from budgetkit.plots.style import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PALE,
    RED,
    SKY,
    chart,
    in_unit,
    plain,
    quiet,
    say_nothing_to_show,
)

LARGEST_ROWS = 15
_PARTS = {"basic": ("基本支出", BLUE), "project": ("项目支出", ORANGE), "other": ("其他", GREY)}
UP, DOWN, WHOLE = ORANGE, SKY, BLUE


def plot_yearly_totals(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the expenditure of each year and phase as one bar, basic and project expenditure inside.

    Parameters
    ----------
    frame : DataFrame
        From ``yearly_totals(dataset, document)``; the department of the first row is drawn.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes
        Bars in 万元 or 亿元, the years downwards; years without a total are left out.
    """
    require_grain(frame, "document", "yearly_totals(dataset)", "other_yuan")
    shown = frame[frame["expenditure_yuan"].notna()]
    shown = shown[shown["department_name"] == shown["department_name"].iloc[0]] if len(shown) else shown
    shown = shown[shown["scope"] == shown["scope"].iloc[0]] if len(shown) else shown
    with chart(ax, (9, 1.7 + 0.5 * max(len(shown), 1))) as ax:
        if shown.empty:
            return say_nothing_to_show(ax, "无图可画：没有支出总数")
        totals = fen(shown["expenditure_yuan"])
        unit = unit_for(totals)
        lengths = in_unit(totals, unit)
        left = [0.0] * len(shown)
        for name, (label, colour) in _PARTS.items():
            amounts = fen(shown[f"{name}_yuan"])
            if amounts.fillna(0).eq(0).all():
                continue
            widths = in_unit(amounts.fillna(0), unit)
            ax.barh(range(len(shown)), widths, left=left, color=colour, height=0.6, label=label)
            left = [sum(pair) for pair in zip(left, widths, strict=True)]
        known = [place for place, width in enumerate(left) if not width]
        ax.barh(known, [lengths[place] for place in known], color=PALE, height=0.6)
        for place, total in enumerate(totals):
            ax.text(lengths[place], place, f" {print_amount(int(total), unit, 2)}", va="center", fontsize=9)
        years = [f"{year} 年{PHASES.get(phase, '')}" for year, phase in
                 zip(shown["fiscal_year"], shown["phase"], strict=True)]  # fmt: skip
        ax.set_yticks(range(len(shown)), years)
        ax.set_ylim(len(shown) - 0.4, -0.6)
        ax.set_xlim(0, max(*lengths, 1e-9) * 1.18)
        ax.set_xlabel(unit)
        quiet(ax)
        if ax.get_legend_handles_labels()[0]:
            ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=3, frameon=False, borderaxespad=0)
        ax.set_title(f"历年支出：{plain(shown['department_name'].iloc[0], 20)}")
    return ax


def plot_bridge(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the way from last year's expenditure to this year's: basic, project and other change.

    Parameters
    ----------
    frame : DataFrame
        From ``year_on_year(dataset)``, rows of one document.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes
        Two whole bars with the changes between them, in 万元 or 亿元. What the parts leave open is one step
        of its own; when the parts of last year are not known, all of the change is that step. A prior year
        that is backed out of the prose is drawn hollow and named so.
    """
    require_grain(frame, "document and measure", "year_on_year(dataset)", "change_yuan")
    frame = first_document(frame)
    rows = frame.set_index("measure")
    total = rows.loc["expenditure"] if "expenditure" in rows.index else None
    with chart(ax, (9, 3.8)) as ax:
        if total is None or pd.isna(total["change_yuan"]):
            reason = "" if total is None else REASONS.get(total["reason"], total["reason"])
            return say_nothing_to_show(ax, f"无图可画：{reason or '没有数据'}")
        columns = ("prior_yuan", "amount_yuan", "change_yuan")
        prior, now, change = (int(fen(pd.Series([total[name]])).iloc[0]) for name in columns)
        unit = unit_for([prior, now])
        steps = _steps(rows, change)
        hollow = bool(total["derived"])
        _whole(ax, 0, prior, unit, hollow)
        level = prior
        for place, (_, step) in enumerate(steps, start=1):
            low, high, height, at = in_unit(
                [min(level, level + step), max(level, level + step), abs(step), level], unit
            )
            sign, colour = ("+", UP) if step >= 0 else ("−", DOWN)
            ax.bar(place, height, bottom=low, color=colour, width=0.6)
            label = f"{sign}{print_amount(abs(step), unit, 2)}"
            ax.text(place, high, label, ha="center", va="bottom", fontsize=9)
            ax.hlines(at, place - 0.7, place - 0.3, color=GREY, linewidth=1)
            level += step
        ax.hlines(in_unit([now], unit)[0], len(steps) + 0.3, len(steps) + 0.7, color=GREY, linewidth=1)
        _whole(ax, len(steps) + 1, now, unit, False)
        before = f"{total['base_year']} 年" + ("（倒推）" if hollow else "")
        labels = [before, *(label for label, _ in steps), f"{total['fiscal_year']} 年"]
        ax.set_xticks(range(len(labels)), labels)
        ax.set_ylim(0, max(in_unit([prior, now, level], unit)) * 1.18)
        ax.set_ylabel(unit)
        quiet(ax, grid="y")
        ax.set_title(f"支出比上年变动的构成：{plain(document_names(frame).iloc[0], 30)}")
    return ax


def _steps(rows: pd.DataFrame, change: int) -> list[tuple[str, int]]:
    """Changes of the parts with their labels, and what they leave open of the whole change."""
    known = fen(rows["change_yuan"]).dropna()
    steps = [(label, int(known[measure])) for measure, (label, _) in _PARTS.items() if measure in known]
    rest = change - sum(step for _, step in steps)
    if rest:
        steps.append(("其他及四舍五入" if steps else "增减（未分基本、项目）", rest))
    return steps


def _whole(ax: Axes, place: int, amount: int, unit: str, hollow: bool) -> None:
    height = in_unit([amount], unit)[0]
    face = "white" if hollow else WHOLE
    ax.bar(place, height, color=face, edgecolor=WHOLE, linewidth=1.5, width=0.6)
    ax.text(place, height, print_amount(amount, unit, 2), ha="center", va="bottom", fontsize=9)


def plot_change_by_item(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the change of each functional item as a bar to the left or right, the largest on top.

    Parameters
    ----------
    frame : DataFrame
        From ``change_by_item(dataset, document)``; the first document in it is drawn.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes
        Bars in 万元 or 亿元; hollow for what is not comparable (appeared, ended, another edition).
    """
    require_grain(frame, "document and functional item", "change_by_item(dataset)", "change_yuan")
    own = first_document(frame)
    changes = fen(own["change_yuan"])
    moved = own[changes.notna() & (changes != 0)]
    shown = moved.head(LARGEST_ROWS)
    with chart(ax, (9, 1.6 + 0.36 * max(len(shown), 2))) as ax:
        if shown.empty:
            reasons = [REASONS.get(code, code) for code in dict.fromkeys(own["reason"]) if code]
            return say_nothing_to_show(ax, "无图可画：" + ("；".join(reasons) or "没有增减"))
        amounts = fen(shown["change_yuan"])
        unit = unit_for(amounts)
        widths = in_unit(amounts, unit)
        sure = shown["comparable"].fillna(False).tolist()
        for place, (width, amount) in enumerate(zip(widths, amounts, strict=True)):
            colour = UP if width >= 0 else DOWN
            ax.barh(place, width, color=colour if sure[place] else "white", edgecolor=colour, height=0.6)
            sign, side = ("+", "left") if width >= 0 else ("−", "right")
            label = f" {sign}{print_amount(abs(int(amount)), unit, 2)} "
            ax.text(width, place, label, ha=side, va="center", fontsize=9)
        names = [f"{plain(name, 18)} {code}" for name, code in
                 zip(shown["functional_name"], shown["functional_code"], strict=True)]  # fmt: skip
        ax.set_yticks(range(len(shown)), names)
        ax.set_ylim(len(shown) - 0.4, -0.6)
        reach = max(map(abs, widths))
        ax.set_xlim(-1.3 * reach if min(widths) < 0 else 0, 1.3 * reach if max(widths) > 0 else 0)
        ax.axvline(0, color=GREY, linewidth=1)
        ax.set_xlabel(unit + ("" if all(sure) else "；空心：科目新增、取消或版本不同，不完全可比"))
        quiet(ax)
        left_out = len(own) - len(shown)
        note = f"（另有 {left_out} 项未画）" if left_out else ""
        ax.set_title(f"各功能科目比上年增减：{plain(document_names(shown).iloc[0], 26)}{note}")
    return ax


def plot_execution(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw final accounts as a share of the budget, with the line of 100 %.

    Parameters
    ----------
    frame : DataFrame
        From ``execution(dataset)``; the first final account in it is drawn.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes
        One dot a measure; beside it the amounts.
    """
    require_grain(frame, "final account, budget and measure", "execution(dataset)", "completion_rate")
    own = first_document(frame)
    shown = own[own["completion_rate"].notna()]
    with chart(ax, (9, 1.5 + 0.45 * max(len(shown), 1))) as ax:
        if shown.empty:
            return say_nothing_to_show(ax, "无图可画：没有同一年度的预算和决算")
        rates = shown["completion_rate"].astype(float).tolist()
        unit = unit_for(fen(shown["budget_yuan"]))
        low, high = min(*rates, 0.9), max(*rates, 1.1)
        ax.axvline(1, color=GREY, linewidth=1)
        ax.hlines(range(len(shown)), 1, rates, color=PALE, linewidth=3, zorder=1)
        ax.scatter(
            rates, range(len(shown)), color=[GREEN if rate <= 1 else RED for rate in rates], s=60, zorder=2
        )
        pairs = zip(fen(shown["executed_yuan"]), fen(shown["budget_yuan"]), strict=True)
        edge = high + 0.02 * (high - low)
        for place, (spent, planned) in enumerate(pairs):
            sums = f"{print_amount(int(spent), unit, 2)} ÷ {print_amount(int(planned), unit, 2)}"
            ax.text(edge, place, f"{percent(rates[place])}（{sums} {unit}）", va="center", fontsize=9)
        ax.set_yticks(range(len(shown)), [MEASURES[name] for name in shown["measure"]])
        ax.set_ylim(len(shown) - 0.4, -0.6)
        ax.set_xlim(low - 0.02, high)
        ax.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f}%")
        denominator = PHASES[shown["denominator"].iloc[0]]
        ax.set_xlabel(f"决算 ÷ {denominator}")
        quiet(ax)
        ax.set_title(f"决算占{denominator}的比重：{plain(document_names(shown).iloc[0], 30)}")
    return ax

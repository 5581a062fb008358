"""Charts of how project expenditure is shared out."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from budgetkit.amounts import print_amount
from budgetkit.analysis.concentration import lorenz_curve
from budgetkit.analysis.evidence import fen
from budgetkit.analysis.grain import first_document, require_grain
from budgetkit.analysis.wording import REASONS, document_names, percent, unit_for
from budgetkit.plots.style import (
    BLUE,
    GREY,
    PALE,
    SKY,
    chart,
    in_unit,
    plain,
    quiet,
    say_nothing_to_show,
)

LARGEST_ROWS = 20


def plot_projects_ranked(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the projects of a document as bars, the largest on top, amount and share beside each.

    Parameters
    ----------
    frame : DataFrame
        From ``projects_ranked(dataset)``; the first document in it is drawn.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes
        Bars in 元, 万元 or 亿元, pale where a finding touches the amount; the title tells the coverage.
    """
    require_grain(frame, "project", "projects_ranked(dataset)", "share_of_listed")
    own = first_document(frame)
    shown = own[own["amount_yuan"].notna()].head(LARGEST_ROWS)
    with chart(ax, (9, 1.6 + 0.4 * max(len(shown), 1))) as ax:
        if shown.empty:
            reason = "no_project_list" if own.empty else "amount_not_printed"
            return say_nothing_to_show(ax, f"无图可画：{REASONS[reason]}")
        amounts = fen(shown["amount_yuan"])
        unit = unit_for(amounts)
        widths = in_unit(amounts, unit)
        colours = [SKY if doubt else BLUE for doubt in shown["worst_severity"] != ""]
        ax.barh(range(len(shown)), widths, color=colours, height=0.62)
        for place, (amount, portion) in enumerate(zip(amounts, shown["share_of_listed"], strict=True)):
            label = f" {print_amount(int(amount), unit, 2)}（{percent(portion)}）"
            ax.text(max(widths[place], 0), place, label, va="center", fontsize=9)
        ax.set_yticks(range(len(shown)), [plain(name, 22) for name in shown["project_name"]])
        ax.set_ylim(len(shown) - 0.4, -0.6)
        ax.set_xlim(min(0, *widths), max(*widths, 1e-9) * 1.25)
        ax.set_xlabel(f"{unit}；括号内为占所列项目之和的比重")
        quiet(ax)
        left_out = len(own) - len(shown)
        note = f"，另有 {left_out} 个未画" if left_out else ""
        covered = percent(shown["coverage"].iloc[0])
        name = plain(document_names(shown).iloc[0], 30)
        ax.set_title(f"项目支出由哪些项目构成：{name}\n（覆盖项目支出的 {covered}{note}）")
    return ax


def plot_lorenz(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the Lorenz curve of a document's projects against the line of equal amounts.

    Parameters
    ----------
    frame : DataFrame
        From ``projects_ranked(dataset)``; the first document in it is drawn.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes
        Both axes from 0 to 100 %. No curve where the list covers less than 95 % of project expenditure.
    """
    require_grain(frame, "project", "projects_ranked(dataset)", "share_of_listed")
    own = first_document(frame)
    points = lorenz_curve(own)
    with chart(ax, (5.2, 4.8) if len(points) else (9, 1.6)) as ax:
        if points.empty:
            return say_nothing_to_show(ax, f"无图可画：{REASONS[_why_no_curve(own)]}")
        ax.plot([0, 1], [0, 1], color=GREY, linewidth=1)
        across, up = points["project_share"].tolist(), points["money_share"].tolist()
        ax.fill_between(across, up, across, color=PALE, alpha=0.5)
        ax.plot(across, up, color=BLUE, marker="o", markersize=5, clip_on=False)
        ax.text(0.45, 0.47, "各项目一样大", rotation=45, ha="center", va="bottom", color=GREY, fontsize=9)
        if len(points) > 2:
            smaller = percent(up[-2])
            text = f"除最大的以外\n共占 {smaller} "
            ax.text(across[-2] - 0.02, up[-2], text, ha="right", va="bottom", fontsize=9)
        ticks, labels = [0, 0.25, 0.5, 0.75, 1], ["0", "25%", "50%", "75%", "100%"]
        ax.set_xticks(ticks, labels)
        ax.set_yticks(ticks, labels)
        ax.set_xlim(0, 1)
        ax.set_ylim(0, 1)
        ax.set_aspect("equal")
        ax.set_xlabel("项目数（从小到大累计）")
        ax.set_ylabel("金额累计")
        ax.tick_params(length=0)
        ax.set_title(f"项目金额的洛伦兹曲线：\n{plain(document_names(own).iloc[0], 30)}")
    return ax


def _why_no_curve(own: pd.DataFrame) -> str:
    if own.empty:
        return "no_project_list"
    if own["amount_yuan"].isna().any():
        return "amount_not_printed"
    covered = own["coverage"].iloc[0]
    if pd.isna(covered):
        return "no_project_total"
    return "projects_not_all_listed" if covered < 1 else "projects_exceed_total"

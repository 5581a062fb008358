"""Charts of whether the figures agree."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from budgetkit.analysis.grain import require_grain
from budgetkit.analysis.wording import CATEGORIES, SEVERITIES, kind_names, percent
from budgetkit.plots.style import (
    BLUE,
    ORANGE,
    PALE,
    RED,
    SKY,
    chart,
    plain,
    quiet,
    say_nothing_to_show,
)
from budgetkit.records import share_of_figures

LARGEST_ROWS = 30
_STATES = {"verified_count": ("已核实", BLUE), "failed_count": ("未能核实", RED),
           "unchecked_count": ("无勾稽可查", PALE), "unread_count": ("未读出", ORANGE)}  # fmt: skip
_SEVERITY_COLOURS = {"error": RED, "warning": ORANGE, "info": SKY}


def plot_findings_by_cause(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the number of findings by cause, the severities inside each bar.

    Parameters
    ----------
    frame : DataFrame
        From ``findings_by_cause(dataset)``.
    ax : Axes, optional
        Where to draw; a new figure by default.
    """
    require_grain(frame, "cause", "findings_by_cause(dataset)", "error_count")
    with chart(ax, (9, 1.6 + 0.45 * max(len(frame), 1))) as ax:
        if frame.empty:
            return say_nothing_to_show(ax, "没有审核发现")
        left = [0] * len(frame)
        for severity, colour in _SEVERITY_COLOURS.items():
            counts = frame[f"{severity}_count"].astype(int).tolist()
            if any(counts):
                label = SEVERITIES[severity]
                ax.barh(range(len(frame)), counts, left=left, color=colour, height=0.6, label=label)
                left = [sum(pair) for pair in zip(left, counts, strict=True)]
        for place, count in enumerate(left):
            ax.text(count, place, f" {count} 条", va="center", fontsize=9)
        ax.set_yticks(range(len(frame)), [CATEGORIES[name] for name in frame["category"]])
        ax.set_ylim(len(frame) - 0.4, -0.6)
        ax.set_xlim(0, max(left) * 1.15)
        ax.set_xticks([])
        ax.spines["bottom"].set_visible(False)
        quiet(ax)
        ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=3, frameon=False, borderaxespad=0)
        ax.set_title("审核发现各出自什么原因")
    return ax


def plot_checks_by_table(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw for each kind of table how many amounts are confirmed, not confirmed, unchecked or not read.

    Parameters
    ----------
    frame : DataFrame
        From ``checks_by_table(dataset)``; tables of one kind are added up.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes
        Bars from 0 to 100 %, the number of amounts beside each.
    """
    require_grain(frame, "table", "checks_by_table(dataset)", "unchecked_count")
    shown = frame.groupby("kind", sort=False)[[*_STATES, "line_count"]].sum()
    shown = shown.assign(figures=shown["line_count"] + shown["unread_count"])
    shown = shown[shown["figures"] > 0].head(LARGEST_ROWS)
    with chart(ax, (9, 1.6 + 0.36 * max(len(shown), 1))) as ax:
        if shown.empty:
            return say_nothing_to_show(ax, "没有金额可核对")
        left = [0.0] * len(shown)
        for name, (label, colour) in _STATES.items():
            if name == "unread_count" and not shown[name].any():
                continue
            widths = (shown[name] / shown["figures"]).astype(float).tolist()
            ax.barh(range(len(shown)), widths, left=left, color=colour, height=0.62, label=label)
            left = [sum(pair) for pair in zip(left, widths, strict=True)]
        for place, row in enumerate(shown.itertuples()):
            portion = percent(share_of_figures(row.verified_count, row.line_count, row.unread_count))
            ax.text(1.01, place, f"{portion}，{row.figures:,} 个", va="center", fontsize=9)
        names = [kind_names().get(kind, kind) or "不在任何表中" for kind in shown.index]
        ax.set_yticks(range(len(shown)), [plain(name, 22) for name in names])
        ax.set_ylim(len(shown) - 0.4, -0.6)
        ax.set_xlim(0, 1)
        ax.set_xticks([0, 0.5, 1], ["0", "50%", "100%"])
        quiet(ax)
        ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=4, frameon=False, borderaxespad=0)
        ax.set_title("各类表的金额有多少经得起勾稽")
    return ax

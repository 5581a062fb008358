"""Charts of documents beside each other: what identities cover, and what the official rule finds."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from budgetkit.analysis.grain import require_grain
from budgetkit.analysis.wording import document_names, percent
from budgetkit.plots.style import BLUE, INK, ORANGE, PALE, RED, chart, plain, quiet, say_nothing_to_show

MOST_DOCUMENTS = 30
_LONGEST_NAME = 30
_UNKNOWN = {"color": PALE, "hatch": "////", "edgecolor": "white"}
_COVERED = (("verified", "已核实", {"color": BLUE}), ("failing", "未能核实", {"color": RED}),
            ("uncovered", "无勾稽可查", _UNKNOWN),
            ("unread", "未读出", {"color": ORANGE, "hatch": "xxxx", "edgecolor": "white"}))  # fmt: skip
_HELD = (("held_share", "得分", {"color": BLUE}), ("lost_share", "失分（没有或不全）", {"color": RED}),
         ("not_assessable_share", "无从判断", _UNKNOWN))  # fmt: skip


def plot_coverage(frame: pd.DataFrame, by: str = "count", ax: Axes | None = None) -> Axes:
    """Draw for each document which share of its figures is verified, failing, in no identity, or unread.

    Parameters
    ----------
    frame : DataFrame
        From ``coverage(dataset)``.
    by : {"count", "yuan"}
        Whether every figure counts alike, read or not, or what was read with its amount (sign removed).
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes
        Bars from 0 to 100 %, the verified share beside each; documents without figures are left out.
    """
    require_grain(frame, "document", "coverage(dataset)", "failing_share")
    suffix, what = ("share", "个数") if by == "count" else ("amount_share", "金额")
    shown = frame[frame[f"verified_{suffix}"].notna()]
    parts = [(f"{state}_{suffix}", label, look) for state, label, look in _COVERED]
    if by != "count" or not shown["unread_count"].any():
        parts = parts[:-1]
    beside = [percent(value) for value in shown[f"verified_{suffix}"]]
    title = f"各份文件有多少数字经得起勾稽（按{what}）"
    return _stacked(shown, parts, beside, title, "没有数字可核对", ax)


def plot_completeness(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw for each document how the weight of the official rule falls: held, lost, not assessable.

    Parameters
    ----------
    frame : DataFrame
        From ``completeness_by_document(dataset)``.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes
        Bars from 0 to 100 % of the weight demanded of a document, its score beside each. What is absent
        and what cannot be assessed stand apart.
    """
    require_grain(frame, "document", "completeness_by_document(dataset)", "held_share")
    shown = frame[frame["held_share"].notna()]
    beside = ["缺" if pd.isna(score) else f"{score:.1f} 分" for score in shown["score"]]
    title = "应公开的事项公开了多少（按分值；得分只算可判断的）"
    return _stacked(shown, list(_HELD), beside, title, "没有可以判断的文件", ax)


def _stacked(
    shown: pd.DataFrame, parts: Sequence, beside: list[str], title: str, nothing: str, ax: Axes | None
) -> Axes:
    """One bar from 0 to 100 % for each document, in the order of the frame."""
    beside, shown = beside[:MOST_DOCUMENTS], shown.head(MOST_DOCUMENTS)
    with chart(ax, (9, 1.7 + 0.42 * max(len(shown), 1))) as ax:
        if shown.empty:
            return say_nothing_to_show(ax, nothing)
        left = [0.0] * len(shown)
        for name, label, look in parts:
            widths = shown[name].astype(float).tolist()
            ax.barh(range(len(shown)), widths, left=left, height=0.62, label=label, linewidth=0, **look)
            left = [sum(pair) for pair in zip(left, widths, strict=True)]
        for place, text in enumerate(beside):
            ax.text(1.01, place, text, va="center", fontsize=9, color=INK)
        ax.set_yticks(range(len(shown)), [plain(name, _LONGEST_NAME) for name in document_names(shown)])
        ax.set_ylim(len(shown) - 0.4, -0.6)
        ax.set_xlim(0, 1)
        ax.set_xticks([0, 0.5, 1], ["0", "50%", "100%"])
        quiet(ax)
        ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=4, frameon=False, borderaxespad=0)
        ax.set_title(title, pad=26)
    return ax

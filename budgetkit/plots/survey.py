"""Charts of what the dataset holds."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from budgetkit.amounts import print_amount
from budgetkit.analysis.evidence import fen
from budgetkit.analysis.grain import require_grain
from budgetkit.analysis.survey import SEVERITIES, verified_share
from budgetkit.analysis.wording import SEVERITIES as SEVERITY_NAMES
from budgetkit.analysis.wording import document_names, percent, unit_for
from budgetkit.plots.style import (
    BLUE,
    GREEN,
    ORANGE,
    RED,
    SKY,
    chart,
    in_unit,
    plain,
    quiet,
    say_nothing_to_show,
)

LARGEST_ROWS = 30
_COLOURS = {"error": RED, "warning": ORANGE, "info": SKY}


def plot_basic_and_project(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw basic and project expenditure of every document as one bar in two parts.

    Parameters
    ----------
    frame : DataFrame
        From ``overview(dataset)``. A document that lacks one of the two is left out; the title counts it.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes
        Bars in 万元 or 亿元, the largest on top.
    """
    require_grain(frame, "document", "overview(dataset)", "basic_yuan", "project_yuan")
    shown = frame[frame["basic_yuan"].notna() & frame["project_yuan"].notna()].copy()
    shown["basic_fen"], shown["project_fen"] = fen(shown["basic_yuan"]), fen(shown["project_yuan"])
    shown["sum_fen"] = shown["basic_fen"] + shown["project_fen"]
    shown = shown.sort_values(["sum_fen", "document_id"], ascending=[False, True], kind="stable").head(
        LARGEST_ROWS
    )
    with chart(ax, (9, 1.6 + 0.5 * max(len(shown), 1))) as ax:
        if shown.empty:
            return say_nothing_to_show(ax, "无图可画：没有同时印出基本支出和项目支出的文件")
        unit = unit_for(shown["sum_fen"])
        places = range(len(shown))
        basic, project = in_unit(shown["basic_fen"], unit), in_unit(shown["project_fen"], unit)
        ax.barh(places, basic, color=BLUE, height=0.6, label="基本支出")
        ax.barh(places, project, left=basic, color=ORANGE, height=0.6, label="项目支出")
        for place, row in enumerate(shown.itertuples()):
            total = print_amount(int(row.sum_fen), unit)
            portion = percent(int(row.project_fen) / int(row.sum_fen) if row.sum_fen else None)
            ax.text(
                basic[place] + project[place], place, f" {total}，项目占 {portion}", va="center", fontsize=9
            )
        ax.set_yticks(places, [plain(name, 30) for name in document_names(shown)])
        ax.set_ylim(len(shown) - 0.4, -0.6)
        ax.set_xlim(0, max(max(map(sum, zip(basic, project, strict=True))) * 1.3, 1e-9))
        ax.set_xlabel(unit)
        quiet(ax)
        ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, frameon=False, borderaxespad=0)
        left_out = len(frame) - len(shown)
        ax.set_title("基本支出与项目支出" + (f"（另有 {left_out} 份未画）" if left_out else ""))
    return ax


def plot_audit_status(frame: pd.DataFrame, findings: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the share of verified figures and the findings by severity.

    Parameters
    ----------
    frame : DataFrame
        From ``overview(dataset)``.
    findings : DataFrame
        From ``findings_by_severity(dataset)``.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes
        One bar a severity, its length the number of findings; the title tells the share of verified figures.
    """
    require_grain(frame, "document", "overview(dataset)", "line_count", "unread_count", "verified_share")
    require_grain(findings, "count of findings", "findings_by_severity(dataset)", "finding_count")
    counts = findings.groupby("severity")["finding_count"].sum()
    counts = [int(counts.get(severity, 0)) for severity in SEVERITIES]
    figures, unread = int(frame["line_count"].sum()), int(frame["unread_count"].sum())
    with chart(ax, (9, 2.4)) as ax:
        colours = [
            _COLOURS[severity] if count else GREEN for severity, count in zip(SEVERITIES, counts, strict=True)
        ]
        ax.barh(range(len(counts)), counts, color=colours, height=0.6)
        for place, count in enumerate(counts):
            ax.text(count, place, f" {count} 条", va="center")
        ax.set_yticks(range(len(counts)), [SEVERITY_NAMES[severity] for severity in SEVERITIES])
        ax.set_ylim(len(counts) - 0.4, -0.6)
        ax.set_xlim(0, max(counts) * 1.15 or 1)
        ax.set_xticks([])
        ax.spines["bottom"].set_visible(False)
        quiet(ax)
        also = f"（{unread:,} 个未能读出）" if unread else ""
        portion = percent(verified_share(frame))
        ax.set_title(f"审核发现：{figures + unread:,} 个金额{also}中 {portion} 已核实")
    return ax

"""Charts of personnel against operating expenditure."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from budgetkit.amounts import print_amount
from budgetkit.analysis.evidence import fen
from budgetkit.analysis.grain import first_document, require_grain
from budgetkit.analysis.wording import REASONS, document_names, percent, unit_for
from budgetkit.plots.style import (
    GREY,
    INK,
    OPERATING_COLOUR,
    PALE,
    PERSONNEL_COLOUR,
    chart,
    in_unit,
    plain,
    quiet,
    say_nothing_to_show,
)

LARGEST_CLASSES = 5
"""Economic classes with a block of their own; the rest of a side is one block."""

NARROWEST_BLOCK = 0.1
"""Part of the longest bar below which a class has no room for its label and joins the others."""

_SIGNS_IN_LONGEST_BAR = 46

LARGEST_ROWS = 30
"""Rows that a chart of many holds; the rest is counted in its title."""

_SIDES = {
    "personnel": ("人员经费", PERSONNEL_COLOUR, "white"),
    "operating": ("公用经费", OPERATING_COLOUR, INK),
}


def plot_personnel_and_operating(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw personnel and operating expenditure as two bars, the largest economic classes inside.

    Parameters
    ----------
    frame : DataFrame
        From ``personnel_and_operating(dataset, by="economic", document=…)``; the first document in it
        is drawn.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes
        One bar a side, in 万元 or 亿元. Classes too small for a label are one block; where that is the whole
        bar, the largest stand beside it.
    """
    require_grain(frame, "document and economic class", "personnel_and_operating(dataset, by='economic')")
    with chart(ax, (9, 3.6)) as ax:
        own = first_document(frame)
        own = own[own["basic_yuan"].notna()]
        if own.empty:
            return say_nothing_to_show(ax, _why_empty(frame))
        amounts = {side: fen(own[f"{side}_yuan"]).fillna(0).astype("int64") for side in _SIDES}
        totals = {side: int(values.sum()) for side, values in amounts.items()}
        unit = unit_for(totals.values())
        widest = max(in_unit(totals.values(), unit)) or 1
        for place, (side, (_, colour, ink)) in enumerate(_SIDES.items()):
            blocks = _blocks(amounts[side], own["department_economic_name"], widest * NARROWEST_BLOCK, unit)
            left = 0.0
            for label, amount in blocks:
                width = in_unit([amount], unit)[0]
                ax.barh(place, width, left=left, color=colour, edgecolor="white", height=0.62)
                if width >= widest * NARROWEST_BLOCK and len(blocks) > 1:
                    room = int(width / widest * _SIGNS_IN_LONGEST_BAR)
                    text = f"{plain(label, min(room, 9))}\n{print_amount(amount, unit)}"
                    ax.text(left + width / 2, place, text, ha="center", va="center", color=ink, fontsize=8)
                left += width
            portion = percent(totals[side] / (sum(totals.values()) or 1))
            label = f" {print_amount(totals[side], unit)} {unit}（{portion}）"
            ax.text(left, place, label + _largest(amounts[side], own, blocks, unit), va="center")
        ax.set_yticks([0, 1], [name for name, _, _ in _SIDES.values()])
        ax.invert_yaxis()
        ax.set_xlim(0, widest * 1.32)
        ax.set_xlabel(unit)
        quiet(ax)
        ax.set_title(f"基本支出中的人员经费与公用经费：{plain(document_names(own).iloc[0], 40)}")
    return ax


def _blocks(amounts: pd.Series, names: pd.Series, narrowest: float, unit: str) -> list[tuple[str, int]]:
    """The largest classes of a side that are wide enough for a label, and all the others as one."""
    amounts = amounts[amounts != 0].sort_values(ascending=False, kind="stable")
    wide = [place for place, amount in amounts.items() if in_unit([amount], unit)[0] >= narrowest]
    top = amounts.loc[wide[:LARGEST_CLASSES]]
    rest = amounts.drop(top.index)
    blocks = [(names[place], int(amount)) for place, amount in top.items()]
    return blocks + ([(f"其余 {len(rest)} 款", int(rest.sum()))] if len(rest) else [])


def _largest(amounts: pd.Series, own: pd.DataFrame, blocks: list[tuple[str, int]], unit: str) -> str:
    """The largest classes in words, for a bar that is too short to hold them."""
    if len(blocks) != 1 or (amounts != 0).sum() < 2:
        return ""
    top = amounts.sort_values(ascending=False, kind="stable").head(3)
    names = own["department_economic_name"]
    said = "、".join(
        f"{plain(names[place], 10)} {print_amount(int(top[place]), unit)}" for place in top.index
    )
    return f"\n 其中：{said}"


def plot_personnel_share_by_function(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the personnel share of every functional 项 as a dot, its size in money beside it.

    Parameters
    ----------
    frame : DataFrame
        From ``personnel_and_operating(dataset, by="function", document=…)``; the first document in it
        is drawn.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes
        One row a 项, the largest basic expenditure on top; an open dot where a finding touches the row.
        A row without a share is not drawn, the title counts it.
    """
    require_grain(frame, "document and functional item", "personnel_and_operating(dataset, by='function')")
    own = first_document(frame)
    shown = own[own["personnel_share"].notna()].copy()
    shown["basic_fen"] = fen(shown["basic_yuan"])
    shown = shown.sort_values(["basic_fen", "functional_code"], ascending=[False, True], kind="stable")
    shown = shown.head(LARGEST_ROWS)
    with chart(ax, (9, 1.4 + 0.34 * max(len(shown), 2))) as ax:
        if shown.empty:
            return say_nothing_to_show(ax, _why_empty(frame))
        unit = unit_for(shown["basic_fen"])
        labels = [
            f"{plain(name, 18)} {code}"
            for name, code in zip(shown["functional_name"], shown["functional_code"], strict=True)
        ]
        _dots(ax, shown, labels)
        for place, amount in enumerate(shown["basic_fen"]):
            ax.text(1.04, place, print_amount(int(amount), unit), va="center", fontsize=9, color=GREY)
        ax.text(1.04, -0.9, f"基本支出（{unit}）", va="center", fontsize=9, color=GREY)
        left_out = len(own) - len(shown)
        note = f"（另有 {left_out} 项未画）" if left_out else ""
        ax.set_title(f"各功能科目的人员经费占比：{plain(document_names(shown).iloc[0], 36)}{note}")
    return ax


def plot_personnel_share_by_document(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the personnel share of every document as a dot, the highest on top.

    Parameters
    ----------
    frame : DataFrame
        From ``personnel_and_operating(dataset)``, one row per document.
    ax : Axes, optional
        Where to draw; a new figure by default.
    """
    require_grain(frame, "document", "personnel_and_operating(dataset)", "personnel_share")
    shown = frame[frame["personnel_share"].notna()]
    shown = shown.sort_values(["personnel_share", "document_id"], ascending=[False, True], kind="stable")
    shown = shown.head(LARGEST_ROWS)
    with chart(ax, (9, 1.4 + 0.34 * max(len(shown), 2))) as ax:
        if shown.empty:
            return say_nothing_to_show(ax, _why_empty(frame))
        _dots(ax, shown, [plain(name, 30) for name in document_names(shown)])
        for place, portion in enumerate(shown["personnel_share"]):
            ax.text(1.04, place, percent(portion), va="center", fontsize=9)
        left_out = len(frame) - len(shown)
        note = f"（另有 {left_out} 份未画）" if left_out else ""
        ax.set_title(f"各文件的人员经费占基本支出比重{note}")
    return ax


def _dots(ax: Axes, shown: pd.DataFrame, labels: list[str]) -> None:
    portions = shown["personnel_share"].astype(float).tolist()
    doubtful = (shown["worst_severity"] != "").tolist()
    faces = ["white" if doubt else PERSONNEL_COLOUR for doubt in doubtful]
    ax.hlines(range(len(shown)), 0, portions, color=PALE, linewidth=2, zorder=1)
    ax.scatter(
        portions, range(len(shown)), s=46, color=faces, edgecolors=PERSONNEL_COLOUR, zorder=2, clip_on=False
    )
    ax.set_yticks(range(len(shown)), labels)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25%", "50%", "75%", "100%"])
    ax.set_xlim(0, 1)
    ax.set_ylim(len(shown) - 0.4, -0.6 - 0.6)
    ax.set_xlabel("人员经费 ÷（人员经费 + 公用经费）" + ("；空心点：有审核发现" if any(doubtful) else ""))
    quiet(ax)


def _why_empty(frame: pd.DataFrame) -> str:
    reasons = [REASONS.get(code, code) for code in dict.fromkeys(frame["reason"]) if code]
    return "无图可画：" + ("；".join(reasons) or "没有数据")

"""How every chart looks: fonts that can print Chinese anywhere, quiet axes, safe text, fitting units."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import matplotlib.pyplot as plt
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.text import Text

from budgetkit.amounts import FEN_PER_UNIT
from budgetkit.analysis.wording import clean_text
from budgetkit.errors import BudgetkitError

# Okabe and Ito (2008): told apart with every kind of colour vision, and in grey by their lightness.
BLUE, ORANGE, GREEN, RED, SKY, GREY = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#56B4E9", "#8C8C8C"
INK, PALE = "#222222", "#D9D9D9"

PERSONNEL_COLOUR, OPERATING_COLOUR = BLUE, ORANGE
LONGEST_LABEL = 24

_SETTINGS = {
    "axes.facecolor": "white",
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 12,
    "axes.titlepad": 12,
    "axes.unicode_minus": False,
    "axes.axisbelow": True,
    "font.size": 10,
    "grid.color": "#ECECEC",
    "text.color": INK,
    "text.parse_math": False,
    "text.usetex": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "svg.hashsalt": "budgetkit",
}


@cache
def font_families() -> tuple[str, ...]:
    """Names of the fonts of every chart: Latin first, then the Chinese one that comes as a package.

    The Chinese font is taken by its path in the package ``zhplot``; no font of the system is needed.

    Raises
    ------
    BudgetkitError
        If the package is not installed.
    """
    package = find_spec("zhplot")
    paths = sorted(Path(package.origin).parent.glob("fonts/*.[ot]tf")) if package and package.origin else []
    if not paths:
        raise BudgetkitError("no Chinese font for the charts", advice="install the package zhplot")
    names = []
    for path in paths:
        font_manager.fontManager.addfont(path)
        names.append(font_manager.FontProperties(fname=path).get_name())
    return ("DejaVu Sans", *dict.fromkeys(names))


@contextmanager
def chart(ax: Axes | None, size: tuple[float, float]) -> Iterator[Axes]:
    """Open a chart: the given axes, or those of a new figure of ``size`` inches.

    The user's own settings of matplotlib play no part, so that the same frame gives the same picture.
    """
    families = list(font_families())
    # Made outside of the settings: a first figure starts the backend, whose own settings must stay.
    figure = (
        plt.figure(figsize=size, layout="constrained", facecolor="white", dpi=160) if ax is None else None
    )
    with plt.style.context(["default", {**_SETTINGS, "font.family": families}]):
        ax = figure.add_subplot() if figure is not None else ax
        yield ax
        _make_safe(ax)


def _make_safe(ax: Axes) -> None:
    """Plain text in our fonts all over the chart; ticks are made anew later, so they are told too."""
    families = list(font_families())
    ax.tick_params(axis="both", which="both", labelfontfamily=families)
    for text in ax.findobj(Text):
        text.set_fontfamily(families)
        text.set_parse_math(False)


def plain(value: object, longest: int = LONGEST_LABEL) -> str:
    """A name from a document as a label: one line, no control characters, not too long.

    >>> plain("a$\\\\frac{1}{2}$\\nb")
    'a$\\\\frac{1}{2}$ b'
    >>> plain("很长" * 20, longest=5)
    '很长很长…'
    """
    text = clean_text(value)
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def in_unit(amounts_fen, unit: str) -> list[float]:
    """Amounts in fen as plain numbers of a unit, for lengths of bars; a missing one stays missing."""
    return [float("nan") if amount is None else int(amount) / FEN_PER_UNIT[unit] for amount in amounts_fen]


def quiet(ax: Axes, grid: str = "x") -> None:
    """Grid lines along one axis, no tick marks, no spine across them."""
    ax.grid(axis=grid)
    ax.tick_params(length=0)
    ax.spines["left" if grid == "x" else "bottom"].set_visible(grid != "x")


def say_nothing_to_show(ax: Axes, message: str) -> Axes:
    """An empty chart that tells why it is empty."""
    ax.set_axis_off()
    ax.text(0.5, 0.5, plain(message, longest=80), ha="center", va="center", transform=ax.transAxes, color=INK)
    return ax

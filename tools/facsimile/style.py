"""How a page looks: one object that names every choice of the typesetter."""

from __future__ import annotations

import random
from dataclasses import dataclass, fields
from typing import Literal, get_args

from budgetkit.errors import WrongUsage

A4 = (595.28, 841.89)
A3 = (841.89, 1190.55)

Rules = Literal["stroke", "fill", "double", "boxes", "horizontal", "none"]
Wrap = Literal["wrap", "shrink", "clip", "overflow"]
Align = Literal["left", "center", "right"]
Orientation = Literal["by_table", "portrait", "landscape"]
RepeatRows = Literal["all", "last"]


@dataclass(frozen=True, slots=True)
class Style:
    """Choices of one look; lengths are in points.

    Parameters
    ----------
    page_size : (float, float)
        Width and height of the upright page.
    orientation : {"by_table", "portrait", "landscape"}
        ``by_table`` turns a page only where a table asks for it.
    margin, text_size, title_size, table_size : float
        Page margin, and font sizes of prose, of table titles, of cells.
    rules : {"stroke", "fill", "double", "boxes", "horizontal", "none"}
        Long stroked lines; thin filled rectangles cell by cell; two stroked lines side by side;
        a stroked frame around each cell; horizontal rules alone; no rules at all.
    rule_width, row_height, padding : float
        Thickness of a rule, least height of a row, space between a rule and its text.
    repeat_header, repeat_title : bool
        Whether continuation pages print the header rows and the title again.
    repeat_rows : {"all", "last"}
        Which header rows continuation pages print again: all, or the lowest one alone.
    continued : str
        Mark over each continuation page such as 续表; empty for none.
    flow : bool
        Whether a table begins below the one before it instead of on a page of its own.
    loose_header : bool
        Whether a header, or its first row, may stand alone at the foot of a page.
    break_open : bool
        No horizontal rule at a page break while the vertical rules overrun by ``overrun``.
    split_rows : bool
        Whether a row may run over a page break; a row taller than a page always does.
    wrap : {"wrap", "shrink", "clip", "overflow"}
        What happens to text wider than its cell.
    align_numbers : {"left", "center", "right"}
        Where amounts stand in their cell.
    rotation : {0, 90, 270}
        ``/Rotate`` of landscape pages; 0 makes them wide instead.
    form_xobject : bool
        Whether the content of a page stands in a form that the page calls with an offset.
    bold_titles : bool
        Titles filled and stroked, which looks bold.
    page_number : str
        Format of the folio with ``{page}``; empty for none.
    compress : bool
        Deflate the streams. Off by default: another zlib would make other bytes.
    """

    page_size: tuple[float, float] = A4
    orientation: Orientation = "by_table"
    margin: float = 62.0
    text_size: float = 12.0
    title_size: float = 15.0
    table_size: float = 9.0
    rules: Rules = "stroke"
    rule_width: float = 0.5
    row_height: float = 17.0
    padding: float = 2.6
    repeat_header: bool = False
    repeat_title: bool = False
    repeat_rows: RepeatRows = "all"
    continued: str = ""
    flow: bool = False
    loose_header: bool = False
    break_open: bool = False
    overrun: float = 4.0
    split_rows: bool = False
    wrap: Wrap = "wrap"
    align_numbers: Align = "right"
    rotation: int = 0
    form_xobject: bool = False
    bold_titles: bool = True
    page_number: str = "— {page} —"
    compress: bool = False

    def __post_init__(self) -> None:
        allowed = {
            "orientation": get_args(Orientation),
            "repeat_rows": get_args(RepeatRows),
            "rules": get_args(Rules),
            "wrap": get_args(Wrap),
            "align_numbers": get_args(Align),
            "rotation": (0, 90, 270),
        }
        for name, values in allowed.items():
            if getattr(self, name) not in values:
                raise WrongUsage(
                    f"style setting {name} is {getattr(self, name)!r}",
                    advice=f"use one of {', '.join(map(repr, values))}",
                )

    @classmethod
    def from_mapping(cls, settings: dict) -> Style:
        """Make a style from the ``style`` part of a document file; unknown names are an error."""
        unknown = sorted(set(settings) - {field.name for field in fields(cls)})
        if unknown:
            raise WrongUsage(
                f"unknown style setting {', '.join(unknown)}", advice="see tools.facsimile.Style"
            )
        known = dict(settings)
        if "page_size" in known:
            known["page_size"] = tuple(known["page_size"])
        return cls(**known)

    @property
    def leading(self) -> float:
        """Distance between two lines of a cell."""
        return self.table_size * 1.25


def random_style(seed: int, *, ruled: bool = True) -> Style:
    """Draw a style; ``ruled`` keeps to looks with full ruling, in which no text leaves its cell."""
    draw = random.Random(f"style-{seed}")
    return Style(
        page_size=draw.choice([A4, A4, A4, A3]),
        orientation=draw.choice(["by_table", "landscape"]),
        margin=draw.choice([40.0, 54.0, 62.0]),
        table_size=draw.choice([7.5, 8.0, 9.0]),
        rules=draw.choice(["stroke", "fill", "double", "boxes"] if ruled else ["horizontal", "none"]),
        rule_width=draw.choice([0.4, 0.5, 0.75]),
        row_height=draw.choice([14.0, 17.0, 21.0]),
        repeat_header=draw.random() < 0.4,
        repeat_title=draw.random() < 0.2,
        break_open=draw.random() < 0.5,
        split_rows=draw.random() < 0.3,
        align_numbers=draw.choice(["right", "right", "center", "left"]),
        rotation=draw.choice([0, 0, 90, 270]),
        form_xobject=draw.random() < 0.3,
        compress=True,
        repeat_rows=draw.choice(["all", "last"]),
        continued=draw.choice(["", "", "续表", "（续上表）"]),
        flow=draw.random() < 0.3,
        loose_header=draw.random() < 0.3,
    )

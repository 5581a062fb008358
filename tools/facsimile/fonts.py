"""The one font of the typesetter: Noto Sans SC out of the zhplot wheel, embedded as a subset."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from budgetkit.errors import WrongUsage

FONT = "NotoSansSC"


def font_file() -> Path:
    """Find the font file without importing zhplot, which would load matplotlib."""
    package = find_spec("zhplot")
    for folder in (package.submodule_search_locations or []) if package else []:
        found = sorted(Path(folder).rglob("NotoSansSC-Regular.ttf"))
        if found:
            return found[0]
    raise WrongUsage(
        "the font Noto Sans SC is missing", advice="install the package zhplot, which carries it"
    )


@cache
def register_font() -> str:
    """Make the font known to reportlab, once a process, and give its name."""
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    registerFont(TTFont(FONT, str(font_file())))
    return FONT


@cache
def _widths() -> tuple[dict[int, float], float]:
    from reportlab.pdfbase.pdfmetrics import getFont

    face = getFont(register_font()).face
    return face.charWidths, face.defaultWidth


def text_width(text: str, size: float) -> float:
    """Width of a printed line in points."""
    widths, default = _widths()
    return sum(widths.get(ord(character), default) for character in text) * size / 1000


def missing_characters(text: str) -> list[str]:
    """Characters that the font lacks; they would print as empty boxes."""
    widths, _ = _widths()
    return sorted(
        {character for character in text if ord(character) not in widths and not character.isspace()}
    )

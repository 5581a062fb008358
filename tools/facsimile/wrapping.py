"""Lines of text: where a run of Chinese and figures may break."""

from __future__ import annotations

import re

from tools.facsimile.fonts import text_width

# A figure or a Latin word stays in one piece; every other character may stand alone.
_PIECE = re.compile(r"[≥≤><＞＜]?[0-9A-Za-z][0-9A-Za-z,.%\-]*|\s+|.", re.S)
_NOT_FIRST = set("，。、；：！？）》〉】”’%,.;:!?)]}")
_NOT_LAST = set("（《〈【“‘([{")


def pieces(text: str) -> list[str]:
    """Cut text into unbreakable pieces; closing marks stick to what stands before them."""
    found: list[str] = []
    for piece in _PIECE.findall(text):
        if found and (piece in _NOT_FIRST or found[-1][-1] in _NOT_LAST) and not piece.isspace():
            found[-1] += piece
        else:
            found.append(piece)
    return found


def wrap_text(text: str, width: float, size: float, indent: float = 0.0) -> list[str]:
    """Break text into lines no wider than ``width`` points; ``indent`` shortens the first line.

    A piece wider than a whole line (a 20-digit project code in a narrow column) is cut where it must be.
    """
    lines: list[str] = []
    for part in text.split("\n"):
        room, line = width - (indent if not lines else 0.0), ""
        for piece in pieces(part):
            if line and text_width(line + piece, size) > room:
                lines.append(line.rstrip())
                line, room = "", width
                piece = piece.lstrip()
            while text_width(piece, size) > room and len(piece) > 1:
                fit = max(1, sum(text_width(piece[: end + 1], size) <= room for end in range(len(piece))))
                lines.append(piece[:fit])
                piece, room = piece[fit:], width
            line += piece
        lines.append(line.rstrip())
    return lines

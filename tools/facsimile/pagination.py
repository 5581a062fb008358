"""Which rows of a table stand on which page."""

from __future__ import annotations

from dataclasses import dataclass

from tools.facsimile.layout import Layout
from tools.facsimile.style import Style


@dataclass(slots=True)
class Slice:
    """A row, or the piece of a split row, with its height on this page."""

    row: int
    height: float


@dataclass(slots=True)
class Portion:
    """What one page shows of a table."""

    slices: list[Slice]
    continued: bool = False
    continues: bool = False
    repeated: int = 0

    @property
    def height(self) -> float:
        """Height of the ruled part in points."""
        return sum(piece.height for piece in self.slices)

    def visible(self, layout: Layout) -> list[tuple[int, int, int]]:
        """Boxes seen here: number of the box, its first slice, and one past its last slice."""
        seen = []
        for number, box in enumerate(layout.boxes):
            rows = range(box.row, box.row + box.row_span)
            places = [place for place, piece in enumerate(self.slices) if piece.row in rows]
            if places:
                seen.append((number, places[0], places[-1] + 1))
        return seen


def _split(layout: Layout, row: int, height: float, room: float, style: Style) -> tuple[float, float] | None:
    """Heights of the two pieces of a row cut at ``room``, or None when not even a line fits."""
    lines = max((len(box.lines) for box in layout.boxes if box.row == row and box.row_span == 1), default=0)
    total = min(lines, int((height - 2 * style.padding + 0.01) // style.leading))
    fit = int((room - 2 * style.padding) // style.leading)
    if fit < 1 or total <= fit:
        return None
    first = fit * style.leading + 2 * style.padding
    return first, max(style.row_height, (total - fit) * style.leading + 2 * style.padding)


def paginate(
    layout: Layout, first_room: float, room: float, style: Style, breaks: tuple[int, ...] = ()
) -> list[Portion]:
    """Spread the rows over pages.

    Parameters
    ----------
    layout : Layout
        The table laid out.
    first_room, room : float
        Height left on the first page and on each page after it, in points.
    style : Style
        Says whether headers repeat and whether rows may split.
    breaks : tuple of int
        Rows that begin a page in any case.
    """
    header = range(layout.header_rows) if style.repeat_header else range(0)
    if style.repeat_rows == "last":
        header = header[-1:]
    portions, left = [Portion([])], first_room

    def turn(row: int) -> float:
        portions[-1].continues = True
        # a header that the break cuts goes on instead of beginning again
        again = header if row >= layout.header_rows else ()
        repeated = [Slice(row, layout.heights[row]) for row in again]
        portions.append(Portion(repeated, continued=True, repeated=len(repeated)))
        return room - portions[-1].height

    for row, height in enumerate(layout.heights):
        if row in breaks and portions[-1].slices:
            left = turn(row)
        rest = height
        while rest > left + 0.01:
            fresh = len(portions[-1].slices) == portions[-1].repeated and len(portions) > 1
            may_split = style.split_rows and row >= layout.header_rows
            pieces = _split(layout, row, rest, left, style) if may_split or fresh else None
            if pieces is None:
                if fresh:
                    break  # taller than a page and without lines to split at: it overruns the margin
                left = turn(row)
                continue
            portions[-1].slices.append(Slice(row, pieces[0]))
            left, rest = turn(row), pieces[1]
        portions[-1].slices.append(Slice(row, rest))
        left -= rest
    return [portion for portion in portions if portion.slices]

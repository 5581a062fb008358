"""Rules to lattices: which rules hang together, and which cells they enclose."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from math import inf
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from budgetkit.readers.coordinates import Box

Edge = tuple[float, float, float]
"""Position across, start and end along, in points of the displayed page."""

SAME_LINE = 1.0
"""Points between two strokes of one drawn line."""
SAME_DOTS = 0.1
"""Points between the dots of one dotted line: those of a crossing line may stand close by."""
REACH = 3.0
"""Points by which a rule may miss another and still meet it; also the widest doubled line."""
OVERRUN = 5.0
"""Points by which rules must run past the last crossing rule to show an open border."""

TOUCH = 1.2
"""Points by which a rule that is one may miss all others; an underline in a cell misses them by more."""
LOOSE = 0.34
"""Part of the rules of a table up to which those that touch no other are underlines."""
SHORTEST_ROW = 72.0
"""Points from which on upright rules alone are a row that a page cannot hold."""
SHORTEST_STRING = 8.0
"""Points from which on dots in a row are a rule; corner joints of neighbouring rules stay below."""

MOST_RULES = 5000
"""Rules of one page; to see which of more meet takes many seconds, and no table has as many."""
START = itemgetter(1)


class CrowdedPage(Exception):
    """More rules than any table has: a map, a plan or a pattern."""


class Region(NamedTuple):
    """One cell of a lattice: its anchor and its spans."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(slots=True)
class Lattice:
    """One connected system of rules.

    ``xs`` and ``ys`` are the snapped rules, ``owners`` tells for each unit cell, row by row, the
    index of its region. ``crooked`` tells that some area between rules was no rectangle.
    """

    xs: list[float]
    ys: list[float]
    regions: list[Region]
    owners: list[int]
    open_top: bool
    open_bottom: bool
    crooked: bool = False

    @property
    def frame(self) -> Box:
        """The box of the whole."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def box_of(self, place: int) -> Box:
        """The box of a region, given by its index."""
        row, column, height, width = self.regions[place]
        return self.xs[column], self.ys[row], self.xs[column + width], self.ys[row + height]


def find_lattices(
    horizontals: Iterable[Edge], verticals: Iterable[Edge], dots: Iterable[Box] = ()
) -> list[Lattice]:
    """Find the ruled tables among the rules of one page, top to bottom, then left to right.

    Rules that touch hang together and form one lattice; neighbouring tables stay apart. A lattice
    counts as a table when some row has two cells or more: one box or one column of boxes frames
    text, and a single line underlines it. Raises ``CrowdedPage`` where there are too many to tell.
    """
    horizontals, verticals = list(horizontals), list(verticals)
    if dots:
        horizontals += _strung([((y0 + y1) / 2, x0, x1) for x0, y0, x1, y1 in dots])
        verticals += _strung([((x0 + x1) / 2, y0, y1) for x0, y0, x1, y1 in dots])
    horizontals, verticals = _merge(horizontals), _merge(verticals)
    if len(horizontals) + len(verticals) > MOST_RULES:
        raise CrowdedPage
    found = (_build(across, down) for across, down in _components(horizontals, verticals))
    lattices = [lattice for lattice in found if lattice is not None]
    if not lattices and len(verticals) > 2:
        lattices = _between_page_breaks(verticals)
    lattices.sort(key=lambda lattice: (lattice.ys[0], lattice.xs[0]))
    return lattices


def find_filled_lattices(fills: np.ndarray) -> list[Lattice]:
    """Tables without a rule, whose every cell is a filled box of its own.

    The edge of a fill parts nothing as a rule. Where there is no other ruling, and no cell without a
    fill of just its size, the fills show the cells.
    """
    if len(fills) < 4:
        return []
    x0, y0, x1, y1 = fills.T.tolist()
    across = [*zip(y0, x0, x1, strict=True), *zip(y1, x0, x1, strict=True)]
    down = [*zip(x0, y0, y1, strict=True), *zip(x1, y0, y1, strict=True)]
    return [
        lattice
        for lattice in find_lattices(across, down)
        if len(lattice.xs) > 2
        and len(lattice.ys) > 2
        and all(_is_filled(lattice.box_of(place), fills) for place in range(len(lattice.regions)))
    ]


def _is_filled(box: Box, fills: np.ndarray) -> bool:
    return bool((np.abs(fills - box) <= REACH).all(axis=1).any())


def _between_page_breaks(verticals: list[Edge]) -> list[Lattice]:
    """The middle of a row so tall that the page shows nothing of its top and bottom."""
    _, top, bottom = max(verticals, key=lambda edge: edge[2] - edge[1])
    level = [edge for edge in verticals if abs(edge[1] - top) <= REACH and abs(edge[2] - bottom) <= REACH]
    xs, _ = _snap(level)
    if len(xs) < 3 or bottom - top < SHORTEST_ROW:
        return []
    columns = range(len(xs) - 1)
    return [Lattice(xs, [top, bottom], [Region(0, n, 1, 1) for n in columns], list(columns), True, True)]


def _merge(edges: Iterable[Edge], apart: float = SAME_LINE) -> list[Edge]:
    """Pieces of one drawn line become one edge."""
    lines: list[list[Edge]] = []
    line: list[Edge] = []
    last = -1e9
    for edge in sorted(edges):
        position = edge[0]
        if position - last > apart:
            lines.append(line := [])
        last = position
        line.append(edge)
    merged = []
    for line in lines:
        line.sort(key=START)
        position, start, end = line[0]
        for other, begin, stop in line[1:]:
            if begin - end > REACH:
                merged.append((position, start, end))
                position, start, end = other, begin, stop
            elif stop > end:
                end = stop
        merged.append((position, start, end))
    return merged


def _strung(dots: list[Edge]) -> list[Edge]:
    """Dotted rules: rows of dots long enough to have a direction."""
    return [edge for edge in _merge(dots, SAME_DOTS) if edge[2] - edge[1] > SHORTEST_STRING]


def _components(horizontals: list[Edge], verticals: list[Edge]) -> Iterator[tuple[list[Edge], list[Edge]]]:
    """Groups of rules that meet one another, without underlines."""
    ordered = sorted(range(len(horizontals)), key=lambda index: horizontals[index][0])
    heights = [horizontals[index][0] for index in ordered]
    touching: set[int] = set()
    groups: list[tuple[set[int], list[int]]] = []
    for number, (x, top, bottom) in enumerate(verticals):
        near = ordered[bisect_left(heights, top - REACH) : bisect_right(heights, bottom + REACH)]
        across = {
            index for index in near if horizontals[index][1] - REACH <= x <= horizontals[index][2] + REACH
        }
        touching.update(index for index in across - touching if _touch(horizontals[index], verticals[number]))
        if across:
            groups = _add_meeting(groups, across, number)
    for across, down in sorted(groups, key=lambda group: min(group[0])):
        touched = across & touching
        kept = touched if len(across) - len(touched) < LOOSE * len(across) else across
        yield [horizontals[index] for index in sorted(kept)], [verticals[number] for number in sorted(down)]


def _add_meeting(
    groups: list[tuple[set[int], list[int]]], across: set[int], number: int
) -> list[tuple[set[int], list[int]]]:
    """Groups of rules after a vertical one joined those that share a horizontal rule it meets."""
    joined = [group for group in groups if not group[0].isdisjoint(across)]
    apart = [group for group in groups if group[0].isdisjoint(across)]
    down = [number, *chain.from_iterable(group[1] for group in joined)]
    return [*apart, (across.union(*(group[0] for group in joined)), down)]


def _touch(horizontal: Edge, vertical: Edge) -> bool:
    """Whether rules that meet cross, or end at one another; an underline in a cell does not."""
    y, left, right = horizontal
    x, top, bottom = vertical
    ends = left - TOUCH <= x <= right + TOUCH and top - TOUCH <= y <= bottom + TOUCH
    return ends or left + REACH < x < right - REACH


def _snap(edges: Iterable[Edge]) -> tuple[list[float], list[tuple[int, float, float]]]:
    """Positions of rules, of which doubled lines have one, and the rules by the number of their position."""
    clusters: list[list[float]] = []
    for position in sorted({edge[0] for edge in edges}):
        if clusters and position - clusters[-1][-1] <= REACH:
            clusters[-1].append(position)
        else:
            clusters.append([position])
    index = {position: number for number, cluster in enumerate(clusters) for position in cluster}
    numbered = [(index[position], start, end) for position, start, end in edges]
    return [(cluster[0] + cluster[-1]) / 2 for cluster in clusters], numbered


def _open_borders(edges: list[Edge], crossed: list[Edge]) -> tuple[list[Edge], list[Edge]]:
    """Borders from end to end, where two edges or more run out before the first or after the last crossed."""
    positions = [edge[0] for edge in crossed]
    low, high = min(positions) - OVERRUN, max(positions) + OVERRUN
    before = sorted(start for _, start, _ in edges if start < low)
    after = sorted((end for _, _, end in edges if end > high), reverse=True)
    return [(end, -inf, inf) for end in before[1:2]], [(end, -inf, inf) for end in after[1:2]]


def _build(horizontals: list[Edge], verticals: list[Edge]) -> Lattice | None:
    top, bottom = _open_borders(verticals, horizontals)
    left, right = _open_borders(horizontals, verticals)
    ys, across = _snap([*horizontals, *top, *bottom])
    xs, down = _snap([*verticals, *left, *right])
    row_rules, column_rules = _flags(across, len(ys), xs), _flags(down, len(xs), ys)
    if not all(map(any, row_rules + column_rules)):
        ys, across = _drop_stubs(ys, across, row_rules)
        xs, down = _drop_stubs(xs, down, column_rules)
        row_rules, column_rules = _flags(across, len(ys), xs), _flags(down, len(xs), ys)
    if len(ys) < 2 or len(xs) < 3:
        return None
    regions, owners = _regions(row_rules, column_rules)
    if not _is_table(regions, row_rules, column_rules):
        return None
    crooked = _is_crooked(owners, row_rules, column_rules)
    return Lattice(xs, ys, regions, owners, bool(top), bool(bottom), crooked)


def _flags(edges: list[tuple[int, float, float]], count: int, crossing: list[float]) -> list[bytearray]:
    """For each rule, which of the unit sides between the crossing rules it covers.

    A side is covered when the rule passes its middle.
    """
    middles = [(one + other) / 2 for one, other in zip(crossing, crossing[1:], strict=False)]
    flags = [bytearray(len(middles)) for _ in range(count)]
    for index, start, end in edges:
        first, last = bisect_left(middles, start), bisect_right(middles, end)
        if last > first:
            flags[index][first:last] = b"\1" * (last - first)
    return flags


def _drop_stubs(
    positions: list[float], edges: list[tuple[int, float, float]], flags: list[bytearray]
) -> tuple[list[float], list[tuple[int, float, float]]]:
    """Take away rules that part nothing, such as a short underline that touches a border."""
    kept = [index for index, line in enumerate(flags) if any(line)]
    renumbered = {index: number for number, index in enumerate(kept)}
    remaining = [(renumbered[index], start, end) for index, start, end in edges if index in renumbered]
    return [positions[index] for index in kept], remaining


def _regions(across: list[bytearray], down: list[bytearray]) -> tuple[list[Region], list[int]]:
    """Rectangles of unit cells with no rule between them, in reading order.

    A region grows to the right first, then down as long as its whole width is open; a crooked one
    falls into rectangles that way.
    """
    rows, columns = len(across) - 1, len(down) - 1
    owners = [-1] * (rows * columns)
    regions: list[Region] = []
    for row in range(rows):
        for column in range(columns):
            unit = row * columns + column
            if owners[unit] >= 0:
                continue
            if down[column + 1][row] and across[row + 1][column]:
                owners[unit] = len(regions)
                regions.append(Region(row, column, 1, 1))
                continue
            right = column + 1
            while right < columns and not down[right][row] and owners[row * columns + right] < 0:
                right += 1
            below = row + 1
            while below < rows and not any(across[below][column:right]):
                if any(down[between][below] for between in range(column + 1, right)):
                    break
                below += 1
            for inner in range(row, below):
                owners[inner * columns + column : inner * columns + right] = [len(regions)] * (right - column)
            regions.append(Region(row, column, below - row, right - column))
    return regions, owners


def _is_table(regions: list[Region], across: list[bytearray], down: list[bytearray]) -> bool:
    """Two cells beside one another, and a frame around most of it."""
    columns = len(down) - 1
    if all(region.column_span == columns for region in regions):
        return False
    frame = [*across[0], *across[-1]], [*down[0], *down[-1]]
    # boxes joined by lines, as in an organisation chart, leave most of the outer border open
    return all(2 * sum(side) >= len(side) for side in frame)


def _is_crooked(owners: list[int], across: list[bytearray], down: list[bytearray]) -> bool:
    """Whether two regions meet with no rule between them."""
    columns = len(down) - 1
    beside = ((row * columns + at, 1) for at, rules in enumerate(down[1:-1]) for row in _gaps(rules))
    below = ((row * columns + at, columns) for row, rules in enumerate(across[1:-1]) for at in _gaps(rules))
    return any(owners[unit] != owners[unit + step] for unit, step in chain(beside, below))


def _gaps(rules: bytearray) -> list[int]:
    """The unit sides that a rule leaves open; most rules leave none."""
    return [side for side, is_ruled in enumerate(rules) if not is_ruled] if 0 in rules else []

"""Lines of one table to its printed rows, each with its code, its unit and its side of the table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from operator import attrgetter

from budgetkit.records import Line, grouped

_SCHEMES = ("functional_code", "department_economic_code", "government_economic_code")
_OF_ONE_ROW = attrgetter(
    "row", "direction", "item", *_SCHEMES, "project_name", "unit_code", "unit_name", "row_kind"
)


@dataclass(slots=True, eq=False)
class PrintedRow:
    """One printed row (one side of it, in a table printed side by side)."""

    number: int
    first: Line
    lines: dict[int, Line] = field(default_factory=dict)
    code: str = ""
    scheme: str = ""
    unit: str = ""
    role: str = ""

    @property
    def kind(self) -> str:
        """``row_kind`` of the lines."""
        return self.first.row_kind

    @property
    def columns(self) -> set[int]:
        """Columns that the row is printed in."""
        return {line.column for line in self.lines.values()}

    def at(self, columns: Iterable[int]) -> list[Line]:
        """Lines in some columns, by their numbers in ``lines``; blank cells have none."""
        return [self.lines[column] for column in columns if column in self.lines]

    def shares_column(self, other: PrintedRow) -> bool:
        """Whether both print a figure in one column."""
        return not self.lines.keys().isdisjoint(other.lines)


def rows_of(lines: Iterable[Line]) -> list[PrintedRow]:
    """Rows of one table, in printed order."""
    found = []
    for members in grouped(sorted(lines, key=attrgetter("row", "column")), _OF_ONE_ROW).values():
        first = members[0]
        scheme = next((scheme for scheme in _SCHEMES if getattr(first, scheme)), "")
        code = getattr(first, scheme) if scheme else ""
        at = {line.column: line for line in members}
        found.append(PrintedRow(first.row, first, at, code, scheme, first.unit))
    return _continued(found)


def _continued(rows: list[PrintedRow]) -> list[PrintedRow]:
    """Rows of a block that goes on in the next one under one header, as if they stood below each other.

    Final accounts print 公用经费 in two blocks side by side: codes of 302 stand in both, their class in the
    first. ``PrintedRow.lines`` of the second block are then told by the column of the first.
    """
    single = [row for row in rows if len(row.lines) == 1 and " / " in row.first.column_label]
    blocks = grouped(single, lambda row: row.first.column)
    onto: dict[int, int] = {}
    for before, after in pairwise(sorted(blocks)):
        if _goes_on(blocks[before], blocks[after]):
            onto[after] = onto.get(before, before)
    if not onto:
        return rows
    for after, before in onto.items():
        for row in blocks[after]:
            row.lines = {before: row.lines[after]}
    return sorted(rows, key=lambda row: min(row.columns))


def _goes_on(block: list[PrintedRow], beside: list[PrintedRow]) -> bool:
    """Whether a block beside another holds codes whose class stands in the other only."""
    if block[0].first.column_label != beside[0].first.column_label:
        return False
    known, own = ({row.code for row in rows} for rows in (block, beside))
    classes = known - own
    return any(len(code) > 3 and code[:3] in classes for code in own)


def sides_of(rows: Sequence[PrintedRow]) -> list[list[PrintedRow]]:
    """Rows apart by side: columns that one row fills belong to one side of the table."""
    rows = [part for row in rows for part in _parts_by_side(row)]
    side_of: dict[int, set[int]] = {}
    for row in rows:
        known = side_of.get(next(iter(row.lines)))
        if known is not None and known.issuperset(row.lines):
            continue
        joined = set(row.lines).union(*(side_of.get(column, ()) for column in row.lines))
        side_of.update(dict.fromkeys(joined, joined))
    return list(grouped(rows, lambda row: id(side_of[next(iter(row.lines))])).values())


def _parts_by_side(row: PrintedRow) -> list[PrintedRow]:
    """One row for each block that a row such as 本年支出合计 fills under one label."""
    blocks = grouped(row.lines.items(), lambda cell: cell[1].side).values()
    if len(blocks) == 1:
        return [row]
    return [replace(row, first=cells[0][1], lines=dict(cells)) for cells in blocks]

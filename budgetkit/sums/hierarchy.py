"""Rows of one table as a hierarchy: which row is the sum of which.

The hierarchy comes from what the table prints: numbered labels and 其中 (``Line.parent_row``), codes
(201 over 20113 over 2011301, 301 over 30101), rows of units and other headings over the rows that
follow them. Where headings leave several readings, the reading that satisfies more sums is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter

from budgetkit.records import Line, grouped
from budgetkit.rules.identities import group_natures
from budgetkit.sums.intervals import add_lines, compare_figures
from budgetkit.sums.levels import find_levels
from budgetkit.sums.printed_rows import PrintedRow, sides_of

Parents = dict[PrintedRow, PrintedRow]
"""Rows by the row that they are a part of."""


@dataclass(slots=True, eq=False)
class RowFamily:
    """A row and the rows that it is the sum of; ``of_which`` rows are parts that may not exhaust it."""

    parent: PrintedRow
    children: list[PrintedRow]
    of_which: list[PrintedRow] = field(default_factory=list)


def families_of(rows: Sequence[PrintedRow]) -> list[RowFamily]:
    """Parents with their children, by the reading of the headings that satisfies most sums."""
    return [family for side in sides_of(rows) for family in _families_of_side(side)]


def _families_of_side(rows: list[PrintedRow]) -> list[RowFamily]:
    plain = [row for row in rows if row.kind not in ("total", "of_which")]
    printed = _printed_parents(rows, plain)
    free = [row for row in plain if row not in printed]
    tried = []
    for guessed in _readings(rows, plain, free):
        families = _families(rows, plain, guessed | printed)
        holding, failing = _count_sums(families)
        if not failing:
            return families
        tried.append((holding - failing, families))
    if not any(row.code for row in plain):
        families = _families(rows, plain, _levels(rows, free) | printed)
        if not _count_sums(families)[1]:
            return families
    return max(tried, key=lambda each: each[0])[1]


def _printed_parents(rows: list[PrintedRow], plain: list[PrintedRow]) -> Parents:
    """Parents that the table itself tells: by its labels, else by 其中 or by its codes."""
    by_number = grouped(rows, attrgetter("number"))
    by_code = grouped(plain, attrgetter("scheme", "code"))
    parents = {}
    for row in rows:
        parents[row] = _labelled_parent(row, by_number)
        if parents[row] is None and row.kind == "of_which":
            before = (r for r in reversed(plain) if r.number < row.number)
            parents[row] = next((r for r in before if r.shares_column(row)), None)
        elif parents[row] is None and row.kind != "total":
            parents[row] = _coded_parent(row, by_code)
    return {row: parent for row, parent in parents.items() if parent is not None}


def _labelled_parent(row: PrintedRow, by_number: dict[int, list[PrintedRow]]) -> PrintedRow | None:
    """The row that ``Line.parent_row`` names, on the same side of the table if it has several."""
    number = row.first.parent_row
    return min(
        by_number[number] if number not in (None, row.number) else (),
        key=lambda r: (r.first.direction != row.first.direction, r.columns.isdisjoint(row.columns)),
        default=None,
    )


def _coded_parent(row: PrintedRow, by_code: dict[tuple, list[PrintedRow]]) -> PrintedRow | None:
    """The row of the longest shorter code, of the same unit or of none, nearest before it if any is."""
    for length in range(len(row.code) - 1, 2, -1):
        same = [r for r in by_code.get((row.scheme, row.code[:length]), ()) if r is not row]
        own = [r for r in same if r.unit in (row.unit, "")] or (same if not row.unit else [])
        shared = [r for r in own if r.shares_column(row)]
        if shared:
            return next((r for r in reversed(shared) if r.number < row.number), shared[0])
    return None


def _is_heading(row: PrintedRow, plain: list[PrintedRow], rows: list[PrintedRow]) -> bool:
    if row.code or (row.first.project_name and row.kind == "item"):
        return False
    if row.kind == "subtotal" or row.unit:
        return True
    # The department's own row, without a unit code: no code of its own among coded rows, or figures
    # that repeat the total row. A single wrong figure in it must not hide what it is.
    if row is not plain[0]:
        return False
    if len(plain) > 2 and all(other.code for other in plain[1:]):
        return True
    return any(_repeats(row, total) for total in rows if total.kind == "total")


def _repeats(row: PrintedRow, total: PrintedRow) -> bool:
    both = row.lines.keys() & total.lines.keys()
    both = {column for column in both if not (row.lines[column].unread or total.lines[column].unread)}
    same = sum(row.lines[column].amount_fen == total.lines[column].amount_fen for column in both)
    return same * 2 > len(both)


def _readings(rows: list[PrintedRow], plain: list[PrintedRow], free: list[PrintedRow]) -> Iterator[Parents]:
    """What headings may stand over, the likeliest reading first; the last: over nothing."""
    headings = [row for row in plain if _is_heading(row, plain, rows)]
    if 0 < len(headings) < len(plain):
        by_code = _nested_units(headings)
        following = _rows_after(headings, free)
        of_the_first = dict.fromkeys(headings[1:], headings[0])
        by_unit = {heading.unit: heading for heading in reversed(headings) if heading.unit}
        of_their_unit = {r: by_unit[r.unit] for r in free if r not in headings and r.unit in by_unit}
        yield following | by_code
        yield following | of_the_first | by_code
        yield of_their_unit | by_code
        yield _rows_after(headings, free[::-1]) | by_code  # subtotals, which stand under their rows
    yield {}


def _rows_after(headings: list[PrintedRow], rows: Iterable[PrintedRow]) -> Parents:
    """Rows by the heading last passed."""
    parents, current, marked = {}, None, set(headings)
    for row in rows:
        if row in marked:
            current = row
        elif current is not None:
            parents[row] = current
    return parents


def _nested_units(headings: list[PrintedRow]) -> Parents:
    """Headings of units by the unit of the longest code that theirs begins with."""
    parents = {}
    for row in headings:
        code = row.first.unit_code
        shorter = [h for h in headings if h.first.unit_code and h is not row and code != h.first.unit_code]
        over = [h for h in shorter if code.startswith(h.first.unit_code)]
        if over:
            parents[row] = max(over, key=lambda h: len(h.first.unit_code))
    return parents


def _levels(rows: list[PrintedRow], free: list[PrintedRow]) -> Parents:
    """Rows over the rows right after them that add up to them, level by level, up to the total.

    The last resort for lists whose levels are told by indentation alone. It is used only when every
    sum of the table then holds, so an amount that is off can never be explained away by it.
    """
    total = next((row for row in rows if row.kind == "total"), None)
    if total is None:
        return {}
    column, whole = next(iter(total.lines.items()))
    if whole.unread or any(line.unread for row in free for line in row.at([column])):
        return {}
    amounts = [sum(line.amount_fen for line in row.at([column])) for row in free]
    return {free[part]: free[above] for part, above in find_levels(amounts, whole.amount_fen).items()}


def _families(rows: list[PrintedRow], plain: list[PrintedRow], parents: Parents) -> list[RowFamily]:
    inner = (row for row in rows if row in parents)
    below = grouped(inner, lambda row: (parents[row], row.kind == "of_which"))
    found = [RowFamily(row, below.get((row, False), []), below.get((row, True), [])) for row in rows]
    found = [family for family in found if family.children or family.of_which]
    roots = [row for row in plain if row not in parents]
    totals = [row for row in rows if row.kind == "total" and (row, False) not in below] if roots else []
    return found + [RowFamily(total, roots) for total in totals]


def column_sums(family: RowFamily) -> Iterable[tuple[int, Line | None, list[Line]]]:
    """For each column of a family: the parent's line (``None`` for a blank cell) and the children's lines."""
    for column in dict.fromkeys(chain(family.parent.lines, *(child.lines for child in family.children))):
        total = family.parent.lines.get(column)
        parts = [child.lines[column] for child in family.children if column in child.lines]
        if any(part.measure == "unit_price" for part in parts):
            continue  # prices are not added up
        if total is not None and total.nature:
            # 人员经费合计 and 公用经费合计 in one column: each sums the rows of its own nature.
            parts = [part for part in parts if _is_within(part, total.nature)]
        yield column, total, parts


def _is_within(part: Line, nature: str) -> bool:
    own = part.nature
    if own != nature and nature.startswith(own):
        own = group_natures().get(part.department_economic_code[:3], own)
    return own.startswith(nature) or nature.startswith(own)


def _count_sums(families: list[RowFamily]) -> tuple[int, int]:
    """How many sums of rows hold, and how many fail."""
    holds = [
        compare_figures(add_lines([total] if total else ()), add_lines(parts)).state != "fails"
        for family in families
        for _, total, parts in column_sums(family)
        if not any(line.unread for line in (*parts, *([total] if total else ())))
    ]
    return sum(holds), len(holds) - sum(holds)

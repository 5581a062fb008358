"""Rows of one table as a hierarchy: which row is the sum of which.

The hierarchy comes from what the table prints: numbered labels and 其中 (``Line.parent_row``), codes
(201 over 20113 over 2011301, 301 over 30101), rows of units and other headings over the rows that
follow them. Where headings leave several readings, the reading that satisfies more sums is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from budgetkit.records import Line
from budgetkit.rules.identities import group_natures
from budgetkit.sums.intervals import add_lines, compare_figures

MOST_INDENTED = 150
"""Rows of a list whose levels are looked for by their sums."""
MOST_READINGS = 20_000


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


@dataclass(slots=True, eq=False)
class RowFamily:
    """A row and the rows that it is the sum of; ``of_which`` rows are parts that may not exhaust it."""

    parent: PrintedRow
    children: list[PrintedRow]
    of_which: list[PrintedRow] = field(default_factory=list)


def rows_of(lines: Iterable[Line]) -> list[PrintedRow]:
    """Rows of one table, in printed order."""
    found: dict[tuple, PrintedRow] = {}
    for line in sorted(lines, key=lambda line: (line.row, line.column)):
        key = (
            line.row, line.direction, line.item, line.functional_code, line.department_economic_code,
            line.government_economic_code, line.project_name, line.unit_code, line.unit_name, line.row_kind,
        )  # fmt: skip
        row = found.get(key)
        if row is None:
            row = found[key] = PrintedRow(line.row, line, unit=line.unit_code or line.unit_name)
            for scheme in ("functional_code", "department_economic_code", "government_economic_code"):
                if getattr(line, scheme):
                    row.code, row.scheme = getattr(line, scheme), scheme
                    break
        row.lines[line.column] = line
    return _continued(list(found.values()))


def _continued(rows: list[PrintedRow]) -> list[PrintedRow]:
    """Rows of a block that goes on in the next one under one header, as if they stood below each other.

    Final accounts print 公用经费 in two blocks side by side: codes of 302 stand in both, their class in the
    first. ``PrintedRow.lines`` of the second block are then told by the column of the first.
    """
    blocks: dict[int, list[PrintedRow]] = defaultdict(list)
    for row in rows:
        if len(row.lines) == 1 and " / " in row.first.column_label:
            blocks[next(iter(row.lines))].append(row)
    onto: dict[int, int] = {}
    columns = sorted(blocks)
    for before, after in pairwise(columns):
        one, other = blocks[before], blocks[after]
        alike = one[0].first.column_label == other[0].first.column_label
        known = {row.code for row in one}
        orphans = [row for row in other if len(row.code) > 3 and row.code[:3] not in {r.code for r in other}]
        if alike and any(row.code[:3] in known for row in orphans):
            onto[after] = onto.get(before, before)
    if not onto:
        return rows
    for after, before in onto.items():
        for row in blocks[after]:
            row.lines = {before: row.lines[after]}
    return sorted(rows, key=lambda row: min(row.columns))


def families_of(rows: Sequence[PrintedRow]) -> list[RowFamily]:
    """Parents with their children, by the reading of the headings that satisfies most sums."""
    return [family for side in _sides(rows) for family in _families_of_side(side)]


def _sides(rows: Sequence[PrintedRow]) -> list[list[PrintedRow]]:
    """Rows apart by side: columns that one row fills belong to one side of the table."""
    rows = [part for row in rows for part in _parts_by_side(row)]
    side_of: dict[int, set[int]] = {}
    for row in rows:
        known = side_of.get(next(iter(row.lines)))
        if known is not None and known.issuperset(row.lines):
            continue
        joined = set(row.lines).union(*(side_of.get(column, ()) for column in row.lines))
        side_of.update(dict.fromkeys(joined, joined))
    sides: dict[int, list[PrintedRow]] = defaultdict(list)
    for row in rows:
        sides[id(side_of[next(iter(row.lines))])].append(row)
    return list(sides.values())


def _parts_by_side(row: PrintedRow) -> list[PrintedRow]:
    """One row for each block that a row such as 本年支出合计 fills under one label."""
    blocks: dict[int, dict[int, Line]] = defaultdict(dict)
    for column, line in row.lines.items():
        blocks[line.side][column] = line
    if len(blocks) == 1:
        return [row]
    return [replace(row, first=next(iter(lines.values())), lines=lines) for lines in blocks.values()]


def _families_of_side(rows: list[PrintedRow]) -> list[RowFamily]:
    plain = [row for row in rows if row.kind not in ("total", "of_which")]
    fixed = _fixed_parents(rows, plain)
    headings = [row for row in plain if _is_heading(row, plain, rows)]
    free = [row for row in plain if row not in fixed]
    guesses: list[dict[PrintedRow, PrintedRow]] = [{}]
    if headings and len(headings) < len(plain):
        guesses = [
            guess(free, headings) for guess in (_following, _nested, _of_same_unit, _preceding)
        ] + guesses
    best, best_score = None, 0
    for parents in guesses:
        families = _families(rows, plain, fixed, parents)
        holds, fails = _score(families)
        if best is None or holds - fails > best_score:
            best, best_score = families, holds - fails
        if not fails:
            return families
    if not any(row.code for row in plain):
        families = _families(
            rows, plain, fixed, _nested_by_sums(free, [row for row in rows if row.kind == "total"])
        )
        if not _score(families)[1]:
            return families
    return best or []


def _fixed_parents(rows: list[PrintedRow], plain: list[PrintedRow]) -> dict[PrintedRow, PrintedRow]:
    by_number = defaultdict(list)
    for row in rows:
        by_number[row.number].append(row)
    printed: dict[tuple, list[PrintedRow]] = defaultdict(list)
    for row in plain:
        if row.code:
            printed[row.scheme, row.code].append(row)
    parents: dict[PrintedRow, PrintedRow] = {}
    for row in rows:
        above = row.first.parent_row
        if above is not None and above != row.number:
            same = [r for r in by_number[above] if r.first.direction == row.first.direction] or by_number[
                above
            ]
            shared = [r for r in same if r.columns & row.columns] or same
            if shared:
                parents[row] = shared[0]
                continue
        if row.kind == "of_which":
            before = [r for r in plain if r.number < row.number and r.lines.keys() & row.lines.keys()]
            if before:
                parents[row] = before[-1]
        elif row.code and row.kind != "total":
            found = _over(row, printed)
            if found is not None:
                parents[row] = found
    return parents


def _over(row: PrintedRow, printed: dict[tuple, list[PrintedRow]]) -> PrintedRow | None:
    for length in range(len(row.code) - 1, 2, -1):
        same = [r for r in printed.get((row.scheme, row.code[:length]), ()) if r is not row]
        same = [r for r in same if r.unit == row.unit or not r.unit] or [r for r in same if not row.unit]
        shared = [r for r in same if r.lines.keys() & row.lines.keys()]
        before = [r for r in shared if r.number < row.number]
        if shared:
            return before[-1] if before else shared[0]
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
    same = [total.lines[c].amount_fen == line.amount_fen for c, line in row.lines.items() if c in total.lines]
    return sum(same) * 2 > len(same)


def _following(plain: list[PrintedRow], headings: list[PrintedRow]) -> dict[PrintedRow, PrintedRow]:
    """A heading stands over the rows after it; unit codes nest among headings."""
    return _sequence(plain, headings, reverse=False) | _unit_codes(headings)


def _preceding(plain: list[PrintedRow], headings: list[PrintedRow]) -> dict[PrintedRow, PrintedRow]:
    """A subtotal stands under its rows."""
    return _sequence(plain, headings, reverse=True) | _unit_codes(headings)


def _nested(plain: list[PrintedRow], headings: list[PrintedRow]) -> dict[PrintedRow, PrintedRow]:
    """As following, the first heading (the department) over all other headings."""
    over = {heading: headings[0] for heading in headings[1:]}
    return _sequence(plain, headings, reverse=False) | over | _unit_codes(headings)


def _of_same_unit(plain: list[PrintedRow], headings: list[PrintedRow]) -> dict[PrintedRow, PrintedRow]:
    """Rows belong to the heading of their own unit, wherever it stands."""
    by_unit = {heading.unit: heading for heading in reversed(headings) if heading.unit}
    parents = {r: by_unit[r.unit] for r in plain if r not in headings and r.unit in by_unit}
    return parents | _unit_codes(headings)


def _sequence(
    plain: list[PrintedRow], headings: list[PrintedRow], reverse: bool
) -> dict[PrintedRow, PrintedRow]:
    parents, current, marked = {}, None, set(headings)
    for row in reversed(plain) if reverse else plain:
        if row in marked:
            current = row
        elif current is not None:
            parents[row] = current
    return parents


def _nested_by_sums(plain: list[PrintedRow], totals: list[PrintedRow]) -> dict[PrintedRow, PrintedRow]:
    """Rows over the rows right after them that add up to them, level by level, up to the total.

    The last resort for lists whose levels are told by indentation alone. It is used only when every
    sum of the table then holds, so an amount that is off can never be explained away by it.
    """
    if not totals or not plain or len(plain) > MOST_INDENTED:
        return {}
    column = next(iter(totals[0].lines))
    amounts = [row.lines[column].amount_fen if column in row.lines else 0 for row in plain]
    known: dict[tuple[int, int], dict[int, tuple[int, bool]]] = {}

    def fit(start: int, rest: int) -> dict[int, tuple[int, bool]]:
        """Where rows from ``start`` that make ``rest`` can end; for each, end and nesting of the first."""
        if (start, rest) in known or len(known) > MOST_READINGS:
            return known.get((start, rest), {})
        found = known[start, rest] = {start: (start, False)} if rest == 0 else {}
        if rest > 0 and start < len(amounts) and 0 <= amounts[start] <= rest:
            nested = fit(start + 1, amounts[start]) if amounts[start] else {}
            for end, heading in [*((end, True) for end in nested), (start + 1, False)]:
                for last in fit(end, rest - amounts[start]):
                    found.setdefault(last, (end, heading))
        return found

    parents: dict[PrintedRow, PrintedRow] = {}

    def walk(start: int, rest: int, last: int, above: PrintedRow | None) -> None:
        while start != last:
            end, heading = fit(start, rest)[last]
            if above is not None:
                parents[plain[start]] = above
            if heading:
                walk(start + 1, amounts[start], end, plain[start])
            start, rest = end, rest - amounts[start]

    target = totals[0].lines[column].amount_fen
    if len(plain) in fit(0, target):
        walk(0, target, len(plain), None)
    return parents


def _unit_codes(headings: list[PrintedRow]) -> dict[PrintedRow, PrintedRow]:
    parents = {}
    for row in headings:
        code = row.first.unit_code
        shorter = [h for h in headings if h.first.unit_code and h is not row and code != h.first.unit_code]
        over = [h for h in shorter if code.startswith(h.first.unit_code)]
        if over:
            parents[row] = max(over, key=lambda h: len(h.first.unit_code))
    return parents


def _families(
    rows: list[PrintedRow],
    plain: list[PrintedRow],
    fixed: dict[PrintedRow, PrintedRow],
    guessed: dict[PrintedRow, PrintedRow],
) -> list[RowFamily]:
    parents = guessed | fixed
    children, parts = defaultdict(list), defaultdict(list)
    for row in rows:
        if row in parents:
            (parts if row.kind == "of_which" else children)[parents[row]].append(row)
    found = [RowFamily(row, children[row], parts[row]) for row in rows if row in children or row in parts]
    known = {family.parent for family in found if family.children}
    roots = [row for row in plain if row not in parents]
    for total in rows:
        if total.kind == "total" and total not in known and roots:
            found.append(RowFamily(total, roots))
    return found


def column_sums(family: RowFamily) -> Iterable[tuple[int, Line | None, list[Line]]]:
    """For each column of a family: the parent's line (``None`` for a blank cell) and the children's lines."""
    columns = dict.fromkeys(family.parent.lines)
    for child in family.children:
        columns.update(dict.fromkeys(child.lines))
    for column in columns:
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


def _score(families: list[RowFamily]) -> tuple[int, int]:
    holds = fails = 0
    for family in families:
        for _, total, parts in column_sums(family):
            if compare_figures(add_lines([total] if total else ()), add_lines(parts)).state == "fails":
                fails += 1
            else:
                holds += 1
    return holds, fails

"""Columns put right: figures that a text conversion moved left go back where the identities prove them.

Lost blank cells let the figures of a row stand too far left, with blanks at the end. Blanks are put
back among the amount columns, the fewest that satisfy every identity of the row. Where several
placements do, the sums of the columns decide, then the same row of a sister table; a row that stays
undecided is left as printed and audited. A row that satisfies its identities is never touched. Where
rulings fix the column of every cell, the row alone is no proof: there the columns must agree as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, combinations_with_replacement

from budgetkit.amounts import FEN_PER_UNIT, Amount, find_amount
from budgetkit.checks.conditions import judged_in
from budgetkit.lines import tidy_lines, unread_lines
from budgetkit.model import Cell
from budgetkit.records import Repair
from budgetkit.rules.identities import group_natures, identities
from budgetkit.rules.kinds import kinds_with
from budgetkit.sums.equations import Equation, amount_columns, equations, state_of
from budgetkit.sums.hierarchy import families_of
from budgetkit.sums.intervals import Interval, add_intervals, compare_figures, step_of
from budgetkit.sums.printed_rows import rows_of
from budgetkit.tables import Column, Table

MOST_INSERTED = 4
"""More lost blanks than this leave too many placements for identities to decide."""
MOST_TRIALS = 50_000

Figures = dict[int, Interval]
Placement = tuple[tuple[int, int], ...]
"""Pairs of (column where a figure was printed, column where it belongs)."""


@dataclass(slots=True)
class _Side:
    """One side of a table while its rows are decided."""

    table: Table
    columns: list[Column]
    equations: list[Equation]
    figures: dict[int, Figures] = field(default_factory=dict)
    candidates: dict[int, list[Placement]] = field(default_factory=dict)
    undecided: set[int] = field(default_factory=set)
    proofs: dict[int, str] = field(default_factory=dict)

    @property
    def ruled(self) -> bool:
        """Whether rulings on a page tell the column of each cell."""
        rows = self.table.rows[self.table.header_rows :]
        return self.table.engine == "ruled" and any(
            cell is not None and cell.bbox for row in rows for cell in row
        )


def repair_tables(tables: Sequence[Table]) -> tuple[list[Table], list[Repair]]:
    """Put shifted figures back into their columns.

    Parameters
    ----------
    tables : sequence of Table
        Tables of one document; they are not changed.

    Returns
    -------
    tables : list of Table
        The same tables, repaired ones as copies with their rows in ``repaired_rows``. A moved cell
        keeps its text and the place where it was printed; only its column changes.
    repairs : list of Repair
        Those that the reader proved by layout, then one for each row put right here, with its proof.
    """
    sides = [side for table in tables for side in _shifted_sides(table)]
    for side in sides:
        _decide_by_code(side)
        families = _families(side)
        _withdraw_contradicted(side, families)
        _decide_by_columns(side, families)
        _decide_by_room(side, families)
    for side in sides:
        _decide_by_sister(side, tables, sides)
    moved: dict[str, Table] = {}
    repairs = [repair for table in tables for repair in table.repairs]
    for side in sides:
        table = moved.get(side.table.table_id, side.table)
        moved[table.table_id], made = _apply(side, table)
        repairs += made
    return [moved.get(table.table_id, table) for table in tables], repairs


def doubtful_cells(table: Table) -> dict[int, set[int]]:
    """Rows that an insertion of blanks would satisfy but that stand as printed, for the audit.

    Returns
    -------
    dict of row to columns
        Columns that some satisfying placement would fill otherwise than they are printed.
    """
    found: dict[int, set[int]] = {}
    for side in _shifted_sides(table):
        for row, placements in side.candidates.items():
            moves = {move for placement in placements for move in placement if move[0] != move[1]}
            found.setdefault(row, set()).update(column for move in moves for column in move)
    return found


def _shifted_sides(table: Table) -> Iterator[_Side]:
    rules = [i for i in identities() if i.along and judged_in(i, table.kind)]
    for number in sorted({column.side for column in table.columns}):
        columns = [c for c in table.columns if c.role == "amount" and c.side == number]
        found = [e for rule in rules for e in equations(rule, amount_columns(columns))]
        if not _hangs_together(found, columns):
            continue
        side = _Side(table, columns, found)
        for row in range(table.header_rows, len(table.rows)):
            _look_at(side, row)
        if side.candidates:
            yield side


def _hangs_together(found: list[Equation], columns: list[Column]) -> bool:
    """Whether the sums tie all figures of a row together; otherwise the header is not understood well
    enough for them to prove where a figure belongs."""
    groups = [{e.total, *e.parts, *e.optional} for e in found]
    tied = groups.pop() if groups else set()
    while joined := [group for group in groups if group & tied]:
        groups = [group for group in groups if not group & tied]
        tied = tied.union(*joined)
    return bool(columns) and tied == {column.index for column in columns}


def _look_at(side: _Side, row: int) -> None:
    cells = [side.table.rows[row][column.index] for column in side.columns]
    amounts = [_read(side.table, column, cell) for column, cell in zip(side.columns, cells, strict=True)]
    if any(amount is False for amount in amounts) or not any(amounts):
        return
    side.figures[row] = {
        column.index: Interval(amount.fen, step_of(amount.fen, amount.step_fen, amount.decimals))
        for column, amount in zip(side.columns, amounts, strict=True)
        if amount
    }
    if _satisfied(side.equations, side.figures[row]):
        return
    side.candidates[row] = _placements(side, row)
    if len(side.candidates[row]) == 1 and not side.ruled:
        _accept(side, row, side.candidates[row][0], "the only placement with the fewest blanks")
    elif side.candidates[row]:
        side.undecided.add(row)
    else:
        del side.candidates[row]


def _read(table: Table, column: Column, cell: Cell | None) -> Amount | bool | None:
    """The amount of a cell; ``None`` where it is blank, ``False`` where it prints something else."""
    unit = table.unit_of(column)
    if cell is None or unit not in FEN_PER_UNIT:
        return None
    return find_amount(cell.text, unit) or (False if cell.text.strip() else None)


def _satisfied(found: Iterable[Equation], figures: Figures) -> bool:
    return all(state_of(equation, figures) in ("", "holds", "rounding") for equation in found)


def _placements(side: _Side, row: int) -> list[Placement]:
    """Satisfying placements with the fewest inserted blanks."""
    order = [column.index for column in side.columns]
    printed = [place for place, index in enumerate(order) if index in side.figures[row]]
    room = min(len(order) - 1 - printed[-1], MOST_INSERTED)
    for inserted in range(1, room + 1):
        found = []
        for shifts in combinations_with_replacement(range(inserted + 1), len(printed) - 1):
            places = zip(printed, (*shifts, inserted), strict=True)
            placement = tuple((order[place], order[place + shift]) for place, shift in places)
            if _satisfied(side.equations, _moved(side.figures[row], placement)):
                found.append(placement)
        if found:
            return found
    return []


def _moved(figures: Figures, placement: Placement) -> Figures:
    return {after: figures[before] for before, after in placement}


def _accept(side: _Side, row: int, placement: Placement, reason: str) -> None:
    side.candidates[row] = [placement]
    side.undecided.discard(row)
    texts = {after: side.table.text(row, before) for before, after in placement}
    sums = [
        f"{texts.get(e.total, '0')} = {' + '.join(texts[c] for c in e.parts if c in texts) or '0'}"
        for e in side.equations
        if e.relation == "sum" and (e.total in texts or any(c in texts for c in e.parts))
    ]
    side.proofs[row] = "; ".join([*sums, reason])


def _decide_by_code(side: _Side) -> None:
    """A figure of code 302 stands under 商品和服务支出 when it is basic expenditure."""
    codes = (
        {line.row: line.department_economic_code for line in tidy_lines(side.table)} if side.undecided else {}
    )
    natures = {column.index: column.nature for column in side.columns}
    basic = [column for column, nature in natures.items() if nature.startswith("basic/")]
    leaves = {column for column in basic if natures[column].count("/") > 1}
    for row in sorted(side.undecided):
        nature = group_natures().get(codes.get(row, "")[:3], "")
        fits = [
            placement
            for placement in side.candidates[row]
            if all(natures[after] == nature for _, after in placement if after in leaves)
        ]
        if nature and len(fits) == 1:
            reason = f"the only placement with basic expenditure of code {codes[row]} in its own column"
            _accept(side, row, fits[0], reason)


def _families(side: _Side) -> list[tuple[int, ...]]:
    """Rows that add up to another one, which comes first; only where every row can be placed."""
    indexes = {column.index for column in side.columns}
    printed = (*tidy_lines(side.table), *unread_lines(side.table))
    lines = [line for line in printed if line.column in indexes]
    placeable = {
        row
        for row, figures in side.figures.items()
        if row in side.candidates or _satisfied(side.equations, figures)
    }
    found = ((f.parent.number, *(child.number for child in f.children)) for f in families_of(rows_of(lines)))
    return [members for members in found if len(members) > 1 and placeable.issuperset(members)]


def _withdraw_contradicted(side: _Side, families: list[tuple[int, ...]]) -> None:
    """A placement that its row allows, but that spoils columns which add up as printed, is none."""
    chosen = {row: found[0] for row, found in side.candidates.items() if row in side.proofs}
    for row in sorted(side.proofs):
        others = {other: placement for other, placement in chosen.items() if other != row}
        mine = [m for m in families if row in m and not side.undecided.intersection(m)]
        moved, printed = (sum(_off(side, m, placed) for m in mine) for placed in (chosen, others))
        if moved > printed:
            del side.proofs[row], side.candidates[row], chosen[row]


def _decide_by_columns(side: _Side, families: list[tuple[int, ...]]) -> None:
    """Rows of one hierarchy together: every column must add up in every family."""
    families = [members for members in families if side.undecided.intersection(members)]
    rows = chain.from_iterable(sorted(families, key=len))
    order = list(dict.fromkeys(row for row in rows if row in side.undecided))
    solutions = _solutions(side, families, order)
    reason = f"the only placement with which the columns of {len(families)} sums agree"
    for row in order:
        fits = {solution[row] for solution in solutions}
        if len(fits) == 1:
            _accept(side, row, fits.pop(), reason)


def _decide_by_room(side: _Side, families: list[tuple[int, ...]]) -> None:
    """Columns of a table that lost rows do not add up, but no sum of rows may exceed its total."""
    single = {row: found[0] for row, found in side.candidates.items() if len(found) == 1}
    for row in sorted(side.undecided.intersection(single)):
        mine = [members for members in families if row in members]
        printed = {other: placement for other, placement in single.items() if other != row}
        if not any(_off(side, members, single, above=True) for members in mine) and any(
            _off(side, members, printed, above=True) for members in mine
        ):
            _accept(side, row, single[row], "the only placement with which no column exceeds its total")


def _solutions(side: _Side, families: list[tuple[int, ...]], order: list[int]) -> list[dict[int, Placement]]:
    ready: dict[int, list[tuple[int, ...]]] = {}
    for members in families:
        ready.setdefault(max(order.index(row) for row in members if row in order), []).append(members)
    chosen = {row: found[0] for row, found in side.candidates.items() if len(found) == 1}
    solutions: list[dict[int, Placement]] = []
    trials = 0

    def try_row(number: int) -> bool:
        nonlocal trials
        if number == len(order):
            solutions.append({row: chosen[row] for row in order})
            return True
        for placement in side.candidates[order[number]]:
            trials += 1
            if trials > MOST_TRIALS:
                return False
            chosen[order[number]] = placement
            off = any(_off(side, members, chosen) for members in ready.get(number, ()))
            if not off and not try_row(number + 1):
                return False
        return True

    return solutions if try_row(0) else []


def _off(side: _Side, members: tuple[int, ...], chosen: dict[int, Placement], above: bool = False) -> int:
    """In how many columns the first row is not the sum of the others, or only where the sum is larger."""
    rows = [_moved(side.figures[row], chosen[row]) if row in chosen else side.figures[row] for row in members]
    found = 0
    for column in side.columns:
        printed = rows[0].get(column.index, Interval())
        total = add_intervals(row[column.index] for row in rows[1:] if column.index in row)
        if compare_figures(printed, total).state == "fails" and (total.fen > printed.fen or not above):
            found += 1
    return found


def _decide_by_sister(side: _Side, tables: Sequence[Table], sides: Sequence[_Side]) -> None:
    """The same figures in the same row of a sister table stand under the same headings."""
    sisters = set(kinds_with(row_is="unit_and_item", direction="expenditure"))
    if not side.undecided or side.table.kind not in sisters or side.ruled:
        return
    sisters.remove(side.table.kind)
    own = _keys(side.table)
    here = _headings(side.columns)
    for table in (table for table in tables if table.kind in sisters):
        certain = _certain_rows(table, next((other for other in sides if other.table is table), None))
        for row in sorted(side.undecided):
            wanted = certain.get(own.get(row, ()))
            fits = [
                placement
                for placement in side.candidates[row]
                if {here[c]: fen for c, (fen, _) in _moved(side.figures[row], placement).items()} == wanted
            ]
            if len(fits) == 1:
                _accept(side, row, fits[0], f"the same row of {table.table_id} has the same figures there")


def _headings(columns: Iterable[Column]) -> dict[int, tuple[str, str]]:
    """What tells the columns of sister tables apart, by their index."""
    return {column.index: (column.nature, column.column_kind) for column in columns}


def _certain_rows(table: Table, side: _Side | None) -> dict[tuple, dict[tuple[str, str], int]]:
    """Figures of a table that stand where they belong, by the key of their row and what heads them."""
    headings = _headings(table.columns)
    rows = ((key, _certain(table, side, row)) for row, key in _keys(table).items())
    return {key: {headings[c]: fen for c, fen in figures.items()} for key, figures in rows if figures}


def _keys(table: Table) -> dict[int, tuple]:
    keys = {line.row: (line.functional_code, line.unit, line.item) for line in tidy_lines(table)}
    standing = list(keys.values())
    return {row: key for row, key in keys.items() if standing.count(key) == 1}


def _certain(table: Table, side: _Side | None, row: int) -> dict[int, int]:
    if side is not None and row in side.undecided:
        return {}
    if side is not None and row in side.proofs:
        figures = _moved(side.figures[row], side.candidates[row][0])
        return {column: fen for column, (fen, _) in figures.items()}
    columns = (column for column in table.columns if column.role == "amount")
    amounts = {c.index: _read(table, c, table.rows[row][c.index]) for c in columns}
    return {column: amount.fen for column, amount in amounts.items() if amount}


def _apply(side: _Side, table: Table) -> tuple[Table, list[Repair]]:
    rows, repairs = list(table.rows), []
    for row in sorted(side.proofs):
        placement = dict(side.candidates[row][0])
        cells, order = list(rows[row]), [column.index for column in side.columns]
        page = next(cell.page for cell in cells if cell is not None)
        for index in order:
            cells[index] = Cell(row, index, "", page=page)
        for before, after in placement.items():
            cells[after] = rows[row][before]._replace(column=after)
        before_text, after_text = (
            " | ".join(source[index].text if source[index] else "" for index in order)
            for source in (rows[row], cells)
        )
        repairs.append(Repair(table.table_id, row, "column_shift", before_text, after_text, side.proofs[row]))
        rows[row] = cells
    repaired = set(table.repaired_rows) | set(side.proofs)
    return replace(table, rows=rows, repaired_rows=repaired), repairs

"""What a row is in its table: a total, a summary's current year or grand total, a component, a balance."""

from __future__ import annotations

from collections.abc import Sequence

from budgetkit.sums.printed_rows import PrintedRow

CURRENT = ("current_year_revenue", "current_year_expenditure")
GRAND = ("total_sources", "total_uses")
BALANCES = ("opening_carryover", "use_of_surplus", "closing_carryover", "surplus_distribution")


def give_roles(rows: Sequence[PrintedRow], two_sided: bool) -> None:
    """Set the role of the rows of one table, each direction by itself.

    Parameters
    ----------
    rows : sequence of PrintedRow
        Changed in place; a row without a role keeps none.
    two_sided : bool
        Whether the table is a summary of revenue beside expenditure.
    """
    for direction in {row.first.direction for row in rows}:
        side = [row for row in rows if row.first.direction == direction]
        if two_sided:
            _give_summary_roles(side)
            continue
        current = [row for row in side if _sums_current_year(row)]
        for row in side:
            if row in current or (row.kind == "total" and not current) or len(rows) == 1:
                row.role = "total"
            elif row.kind == "total" and row.first.measure in GRAND:
                row.role = "grand"


def _sums_current_year(row: PrintedRow) -> bool:
    return row.kind in ("total", "subtotal") and not row.code and row.first.measure in CURRENT


def _give_summary_roles(side: Sequence[PrintedRow]) -> None:
    current, grand = _summary_totals(side)
    numbers, heads = {row.number for row in side}, {row.number for row in current}
    under = any(row.first.parent_row in heads for row in side if row.kind != "of_which")
    for row in side:
        if row in current:
            row.role = "current"
        elif row in grand:
            row.role = "grand"
        elif row.kind != "of_which":
            above = row.first.parent_row if row.first.parent_row in numbers else None
            row.role = _summary_part(row, above, heads, under)


def _summary_totals(side: Sequence[PrintedRow]) -> tuple[list[PrintedRow], list[PrintedRow]]:
    """Rows of the current year (本年收入), and rows with balances (收入总计)."""
    current = [row for row in side if row.first.measure in CURRENT]
    grand = [
        row for row in side if row.first.measure in GRAND or (row.kind == "total" and not row.first.measure)
    ]
    if len(current) > 1 and not grand:
        # 本年收入 as a heading, and 收入合计 at the foot.
        last = max(row.number for row in current)
        grand = [row for row in current if row.number == last]
        current = [row for row in current if row.number != last]
    return current, grand


def _summary_part(row: PrintedRow, above: int | None, heads: set[int], under: bool) -> str:
    """Role of a row that is no total: what the current year is made of, or what is carried over."""
    if row.first.measure in BALANCES:
        return "balance" if above is None else ""
    before = not under and above is None and (not heads or row.number < max(heads))
    return "component" if before or above in heads else ""

"""Which row is part of which, by codes, units, 其中 and numbering."""

from __future__ import annotations

from budgetkit.rows.row import Row


def find_parents(rows: list[Row]) -> None:
    """Find the row of which each row is part: by code prefix, unit code, 其中, or numbering."""
    units: dict[str, int] = {}
    codes: dict[tuple[str, str], int] = {}
    unit_row: int | None = None
    numbered: list[tuple[int, int]] = []
    groups: dict[str, int] = {}
    last: Row | None = None
    heads = _project_heads(rows)
    for row in rows:
        if row.blank and row.row_kind != "total":
            continue
        if row.row in heads:
            row.parent, last = heads[row.row], row
            continue
        code = row.functional_code or row.department_economic_code
        if row.reach is not None:
            # part of the nearest row above that ends where, or before, this one begins
            while numbered and numbered[-1][0] >= row.reach[0]:
                numbered.pop()
            row.parent = numbered[-1][1] if numbered else None
            numbered.append((row.reach[1], row.row))
        elif row.group and row.row_kind == "subtotal":
            groups[row.group] = row.row
        elif row.group in groups:
            row.parent = groups[row.group]
        elif row.row_kind == "total" or row.measure in ("current_year_revenue", "current_year_expenditure"):
            numbered = [(row.level, row.row)] if row.level is not None and row.measure else []
        elif row.is_unit:
            shorter = [known for known in units if row.unit_code.startswith(known) and known != row.unit_code]
            row.parent = units[max(shorter, key=len)] if shorter else None
            units[row.unit_code] = unit_row = row.row
            codes = {}
        elif code and len(code) in (3, 5, 7) and row.level is None:
            family = "f" if row.functional_code else "e"
            uppers = (codes.get((family, code[:size])) for size in range(len(code) - 2, 2, -2))
            row.parent = next((upper for upper in uppers if upper is not None), unit_row)
            codes.setdefault((family, code), row.row)
        elif row.level is not None:
            while numbered and numbered[-1][0] >= row.level:
                numbered.pop()
            row.parent = numbered[-1][1] if numbered else None
            numbered.append((row.level, row.row))
        elif row.row_kind == "of_which" and last is not None:
            row.parent = last.parent if last.row_kind == "of_which" else last.row
        elif row.project_name or unit_row is not None:
            row.parent = unit_row
        last = row


def _project_heads(rows: list[Row]) -> dict[int, int]:
    """Rows of projects to the row above that they are parts of: a class, or the name of the project alone."""
    heads: dict[int, int] = {}
    head = coded = None
    for row in rows:
        coded = row if row.functional_code else coded
        bare = row.project_name and row.unit_code and not row.functional_code and not row.project_code
        if bare and coded and not coded.project_name and row.unit_code == coded.unit_code:
            heads[row.row] = coded.row  # 项 over the projects that it pays for
            continue
        more = row.functional_code or row.department_economic_code or row.project_code
        if not row.project_name:
            head = None
        elif not more:
            head = row
        elif head and row.project_name == head.project_name:
            heads[row.row] = head.row
        else:
            head = None
    return heads


def inherit_funds(rows: list[Row]) -> None:
    """An 其中 row whose words name no fund is money of the fund of the row that it is part of."""
    by_number = {row.row: row for row in rows}
    for row in rows:
        if row.row_kind == "of_which" and not row.fund and row.parent is not None:
            row.fund = by_number[row.parent].fund


def grade(rows: list[Row]) -> None:
    """Rows with parts are subtotals; a row numbered on after an 其中 row is 其中 as well."""
    by_number = {row.row: row for row in rows}
    of_which_parents = {
        (row.parent, row.level) for row in rows if row.row_kind == "of_which" and row.level is not None
    }
    for row in rows:
        if row.row_kind == "item" and row.level is not None and (row.parent, row.level) in of_which_parents:
            row.row_kind = "of_which"
    for row in rows:
        if row.parent is not None and row.row_kind != "of_which":
            parent = by_number[row.parent]
            if parent.row_kind == "item":
                parent.row_kind = "subtotal"
    _name_only_total(rows)


def _name_only_total(rows: list[Row]) -> None:
    """收入合计 next to 收入总计 means the year's revenue; alone it is the table's total."""
    for total, year in (
        ("total_sources", "current_year_revenue"),
        ("total_uses", "current_year_expenditure"),
    ):
        both = [row for row in rows if row.measure == total]
        if len(both) > 1 and not any(row.measure == year for row in rows):
            both[0].measure, both[0].row_kind = year, "subtotal"

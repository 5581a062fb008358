"""Which row is part of which, by codes, units, 其中 and numbering."""

from __future__ import annotations

from budgetkit.rows.row import Row

_SUMS_OF_YEAR = ("current_year_revenue", "current_year_expenditure")


class _RowsAbove:
    """The rows above the one that comes next, which may be part of any of them."""

    def __init__(self) -> None:
        self.units: dict[str, int] = {}
        self.codes: dict[tuple[str, str], int] = {}
        self.unit_row: int | None = None
        self.numbered: list[tuple[int, int]] = []
        self.groups: dict[str, int] = {}
        self.last: Row | None = None

    def parent_of(self, row: Row) -> int | None:
        """Row that the next one is part of, which then stands above the others."""
        if row.reach is not None:
            # part of the nearest row above that ends where, or before, this one begins
            return self._nest(row, *row.reach)
        if row.group and row.row_kind == "subtotal":
            self.groups[row.group] = row.row
            return None
        if row.group in self.groups:
            return self.groups[row.group]
        if row.row_kind == "total" or row.measure in _SUMS_OF_YEAR:
            return self._begin_numbering(row)
        if row.is_unit:
            return self._under_unit(row)
        if row.level is not None:
            return self._nest(row, row.level, row.level)
        if len(row.functional_code or row.department_economic_code) in (3, 5, 7):
            return self._under_class(row)
        if row.row_kind == "of_which" and self.last is not None:
            return self.last.parent if self.last.row_kind == "of_which" else self.last.row
        return self.unit_row

    def _begin_numbering(self, row: Row) -> None:
        self.numbered = [(row.level, row.row)] if row.level is not None and row.measure else []

    def _nest(self, row: Row, begin: int, end: int) -> int | None:
        while self.numbered and self.numbered[-1][0] >= begin:
            self.numbered.pop()
        parent = self.numbered[-1][1] if self.numbered else None
        self.numbered.append((end, row.row))
        return parent

    def _under_unit(self, row: Row) -> int | None:
        shorter = [code for code in self.units if row.unit_code.startswith(code) and code != row.unit_code]
        parent = self.units[max(shorter, key=len)] if shorter else None
        self.units[row.unit_code] = self.unit_row = row.row
        self.codes = {}
        return parent

    def _under_class(self, row: Row) -> int | None:
        code = row.functional_code or row.department_economic_code
        family = "f" if row.functional_code else "e"
        uppers = (self.codes.get((family, code[:size])) for size in range(len(code) - 2, 2, -2))
        self.codes.setdefault((family, code), row.row)
        return next((upper for upper in uppers if upper is not None), self.unit_row)


def find_parents(rows: list[Row]) -> None:
    """Find the row of which each row is part: by code prefix, unit code, 其中, or numbering."""
    above, heads = _RowsAbove(), _project_heads(rows)
    for row in rows:
        if not row.blank or row.row_kind == "total":
            row.parent = heads[row.row] if row.row in heads else above.parent_of(row)
            above.last = row


def _project_heads(rows: list[Row]) -> dict[int, int]:
    """Rows of projects to the row above that they are parts of: a class, or the name of the project alone."""
    heads: dict[int, int] = {}
    head = coded = None
    for row in rows:
        coded = row if row.functional_code else coded
        if _is_unit_of_project(row) and coded and not coded.project_name and row.unit_code == coded.unit_code:
            heads[row.row] = coded.row  # 项 over the projects that it pays for
            continue
        more = row.functional_code or row.department_economic_code or row.project_code
        if row.project_name and not more:
            head = row
        elif head and row.project_name == head.project_name:
            heads[row.row] = head.row
        else:
            head = None
    return heads


def _is_unit_of_project(row: Row) -> bool:
    return bool(row.project_name and row.unit_code) and not (row.functional_code or row.project_code)


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

"""What the rows of a table are: their labels, codes, units and projects, and which row is part of which."""

from __future__ import annotations

import re
from dataclasses import dataclass

from budgetkit.tables import Column, Table
from budgetkit.vocabulary import functional_class, header_says, normalise, read_label, row_says

_DIGITS = re.compile(r"\d+")
_CODE_AND_NAME = re.compile(r"^\[?(\d{3}(?:\d{2}){0,2})\]?[-_]?([^\d.,%].*)$")
_UNIT_CODE = re.compile(r"^\d{3,12}$")
_UNIT_LENGTHS = (6, 8, 9, 12)
"""Lengths of unit codes that no classification code has."""
_PROJECT_CODE_LENGTH = 13
"""Codes at least this long are project codes; unit codes are shorter (3, 6 or 9 digits)."""
_CODE_KINDS = ("functional", "department_economic", "government_economic")
_LABELLED = (
    "revenue_expenditure_summary",
    "appropriation_summary",
    "revenue_by_source",
    "three_public_table",
)
_STAIRCASES = ("procurement_table", "purchased_services_table")
"""Kinds whose rows may be nested by the columns that they fill."""


@dataclass(slots=True)
class Row:
    """One side of one row; text fields are ``""`` where the row says nothing. See `records.Line`."""

    row: int
    side: int
    item: str = ""
    level: int | None = None
    row_kind: str = "item"
    measure: str = ""
    fund: str = ""
    nature: str = ""
    unit_code: str = ""
    unit_name: str = ""
    functional_code: str = ""
    functional_name: str = ""
    department_economic_code: str = ""
    department_economic_name: str = ""
    government_economic_code: str = ""
    government_economic_name: str = ""
    project_name: str = ""
    project_code: str = ""
    project_type: str = ""
    parent: int | None = None
    group: str = ""
    reach: tuple[int, int] | None = None
    is_unit: bool = False
    blank: bool = False


def read_rows(table: Table) -> dict[tuple[int, int], Row]:
    """Read the data rows of a table.

    Parameters
    ----------
    table : Table

    Returns
    -------
    dict of (row, side) to Row
        One entry for every data row and side; `Row.parent` is a row number of the same side.
    """
    covering = _covering(table)
    sides = sorted({column.side for column in table.columns})
    result: dict[tuple[int, int], Row] = {}
    for side in sides:
        columns = [column for column in table.columns if column.side == side]
        rows = [
            _read_row(table, columns, covering, number, side)
            for number in range(table.header_rows, len(table.rows))
        ]
        _complete_codes(rows, columns, covering)
        _mark_unlabelled_total(rows, table, columns)
        _tell_projects_from_units(rows)
        _inherit_units(rows)
        if table.kind in _STAIRCASES:
            _read_reaches(rows, columns, covering)
        _find_parents(rows)
        _inherit_funds(rows)
        _grade(rows)
        result |= {(row.row, side): row for row in rows}
    return result


def _covering(table: Table) -> list[list[str]]:
    """Text over every position, merged cells filled into the rows and columns that they cover."""
    texts = [[""] * len(table.columns) for _ in table.rows]
    for number, row in enumerate(table.rows):
        for cell in row:
            if cell is None or not cell.text:
                continue
            text = normalise(cell.text)
            for below in range(number, min(len(texts), number + cell.row_span)):
                for right in range(cell.column, min(len(table.columns), cell.column + cell.column_span)):
                    texts[below][right] = text
    return texts


def _read_row(table: Table, columns: list[Column], covering: list[list[str]], number: int, side: int) -> Row:
    row = Row(number, side)
    texts = covering[number]
    by_role: dict[str, list[str]] = {}
    for column in columns:
        if column.role not in ("amount", "quantity", "share"):
            by_role.setdefault(column.role, []).append(texts[column.index])
    unit_code = _take_unit_code(by_role)
    for family in _CODE_KINDS:
        _read_code(row, family, by_role)
    for role in ("unit_code", "unit_name", "project_name", "project_code", "project_type"):
        setattr(row, role, next((text for text in by_role.get(role, ()) if text), ""))
    row.unit_code = row.unit_code or unit_code
    _read_unit_or_project(row, by_role)
    labels = [text for text in by_role.get("label", ()) if text]
    _read_item(row, labels, texts, columns)
    if table.kind in _LABELLED and not row.functional_code:
        _read_meaning(row, labels, columns)
    return row


def _take_unit_code(by_role: dict[str, list[str]]) -> str:
    """Code of a unit printed in a column of classes, taken out of it; ``""`` if there is none.

    It stands alone in one of the columns 类, 款 and 项, or has a length that no class has.
    """
    for family in _CODE_KINDS:
        codes = by_role.get(f"{family}_code", [""])
        if _UNIT_CODE.match(codes[0]) and len(codes[0]) in _UNIT_LENGTHS:
            unit, codes[0] = codes[0], ""
            return unit
        levels = [by_role.get(f"{family}_level_{level}", [""]) for level in (1, 2, 3)]
        printed = [(depth, level[0]) for depth, level in enumerate(levels) if level[0]]
        if len(printed) != 1:
            continue
        depth, code = printed[0]
        if _UNIT_CODE.match(code) and (len(code) in _UNIT_LENGTHS or (depth and len(code) == 3)):
            levels[depth][0] = ""
            return code
    return ""


def _read_code(row: Row, family: str, by_role: dict[str, list[str]]) -> None:
    code = next((text for text in by_role.get(f"{family}_code", ()) if text), "")
    name = next((text for text in by_role.get(f"{family}_name", ()) if text), "")
    parts = [next(iter(by_role.get(f"{family}_level_{level}", [""])), "") for level in (1, 2, 3)]
    if any(parts) and all(_DIGITS.fullmatch(part) for part in parts if part):
        for part in parts:
            # some publishers repeat the upper levels in the lower ones (201 | 20113 | 2011301)
            code = part if code and part.startswith(code) and len(part) > len(code) else code + part
    if not code and name:
        found = _CODE_AND_NAME.match(name)
        code, name = (found[1], found[2]) if found else (code, name)
    found = _CODE_AND_NAME.match(code)
    if found and not name:
        code, name = found[1], found[2]
    if not (_DIGITS.fullmatch(code) and len(code) in (3, 5, 7)):
        code = ""
    setattr(row, f"{family}_code", code)
    setattr(row, f"{family}_name", name if code else "")
    if not code and name and not row.item:
        row.item = name


def _read_unit_or_project(row: Row, by_role: dict[str, list[str]]) -> None:
    code = next((text for text in by_role.get("unit_or_project_code", ()) if text), "")
    name = next((text for text in by_role.get("unit_or_project_name", ()) if text), "")
    if len(code) >= _PROJECT_CODE_LENGTH:
        row.project_code, row.project_name = code, name
    elif code:
        row.unit_code, row.unit_name = code, name
    elif name and row.unit_code and not row.unit_name:
        row.unit_name = name
    elif name and "unit_or_project_code" not in by_role and not row_says(name):
        row.project_name = name  # 单位代码 stands in a column of its own and is blank beside a project
    if _UNIT_CODE.match(row.project_name) and not row.project_type:
        row.unit_code, row.project_name = row.project_name, ""  # a unit's row in a table of projects
    if (row_says(row.project_name) or {}).get("row_kind") in ("total", "subtotal"):
        row.project_name = ""  # 合计 printed in the column of names


def _read_item(row: Row, labels: list[str], texts: list[str], columns: list[Column]) -> None:
    families = ("functional", "department_economic", "project", "government_economic")
    names = [getattr(row, f"{family}_name") for family in families]
    printed = labels[-1] if labels else next((name for name in names if name), row.item)
    if not printed:
        others = (texts[c.index] for c in columns if c.role not in ("amount", "quantity", "share"))
        printed = next((text for text in others if text and not _DIGITS.fullmatch(text)), "")
    label = read_label(printed)
    row.level, row.item = label.level, label.item
    row.group = labels[0] if len(labels) > 1 and labels[0] != labels[-1] else ""
    if label.of_which:
        row.row_kind = "of_which"
    said = row_says(label.item)
    coded = row.functional_code or row.department_economic_code or row.government_economic_code
    if said and not coded and not row.project_name:
        row.measure, row.nature = said.get("measure", ""), said.get("nature", "")
        if "row_kind" in said and row.row_kind == "item":
            row.row_kind = said["row_kind"]
    row.is_unit = bool(row.unit_code) and not coded and not row.project_name and row.row_kind != "total"
    if row.is_unit:
        row.unit_name = row.unit_name or row.item
    row.blank = not row.item and not coded and not row.unit_code and not row.unit_name


def _read_meaning(row: Row, labels: list[str], columns: list[Column]) -> None:
    """Fund, nature or functional class that the words of a row name."""
    directions = {column.direction for column in columns if column.role == "amount"}
    for label in labels or [row.item]:
        bare = read_label(label).item
        if "expenditure" in directions:
            row.functional_code = functional_class(bare) or row.functional_code
            nature = header_says("nature", bare)
            if nature and not row.functional_code and not row.measure:
                row.nature = nature["nature"]
        if "expenditure" not in directions or row.measure in ("opening_carryover", "use_of_surplus"):
            fund = header_says("fund", bare)
            if fund and row.measure not in ("current_year_revenue", "total_sources"):
                row.fund = fund["fund"]
    if row.functional_code:
        row.functional_name = row.item


def _mark_unlabelled_total(rows: list[Row], table: Table, columns: list[Column]) -> None:
    """The first data row, printed with amounts and no label at all, is the total of the table."""
    if not rows or any(row.row_kind == "total" for row in rows) or not rows[0].blank or len(rows) < 2:
        return
    if any(table.text(rows[0].row, column.index) for column in columns if column.role == "amount"):
        rows[0].row_kind = "total"


def _complete_codes(rows: list[Row], columns: list[Column], covering: list[list[str]]) -> None:
    """Give 款 and 项 that print their own two digits alone the digits of the 类 and 款 above them."""
    for family in _CODE_KINDS:
        levels = [c.index for depth in (1, 2, 3) for c in columns if c.role == f"{family}_level_{depth}"]
        if len(levels) not in (2, 3):
            continue
        above = ["", "", ""]
        for row in rows:
            printed = [covering[row.row][index] for index in levels]
            depth = next((place for place, part in enumerate(printed) if part), None)
            if depth is None or not all(part.isdigit() for part in printed if part):
                continue
            own = printed[depth:]
            if depth and all(above[:depth]) and all(len(part) == 2 for part in own if part):
                setattr(row, f"{family}_code", "".join([*above[:depth], *own]))
                setattr(row, f"{family}_name", getattr(row, f"{family}_name") or row.item)
            elif depth:
                continue
            above = [*above[:depth], *own, "", "", ""][:3]


def _tell_projects_from_units(rows: list[Row]) -> None:
    """Rows without a class that name one unit's code by several names are projects of the class above."""
    named = {(row.unit_code, row.unit_name) for row in rows if row.is_unit}
    codes, coded = [code for code, _ in named], ""
    for row in rows:
        if row.functional_code:
            coded = row.unit_code
        elif row.is_unit and row.unit_code == coded and codes.count(coded) > 1:
            row.is_unit, row.project_name, row.unit_name = False, row.item, ""


def _inherit_units(rows: list[Row]) -> None:
    """Rows below a unit's row belong to that unit."""
    code = name = ""
    for row in rows:
        if row.is_unit:
            code, name = row.unit_code, row.unit_name
        elif row.row_kind != "total" and not row.unit_code and not row.unit_name:
            row.unit_code, row.unit_name = code, name
        elif row.unit_name == name and not row.unit_code:
            row.unit_code = code


def _read_reaches(rows: list[Row], columns: list[Column], covering: list[list[str]]) -> None:
    """Note the first and the last describing column that each row fills."""
    describing = [column.index for column in columns if column.role not in ("amount", "quantity", "share")]
    for row in rows:
        filled = [place for place, index in enumerate(describing) if covering[row.row][index]]
        if filled and row.row_kind != "total":
            row.reach = filled[0], filled[-1]


def _find_parents(rows: list[Row]) -> None:
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


def _inherit_funds(rows: list[Row]) -> None:
    """An 其中 row whose words name no fund is money of the fund of the row that it is part of."""
    by_number = {row.row: row for row in rows}
    for row in rows:
        if row.row_kind == "of_which" and not row.fund and row.parent is not None:
            row.fund = by_number[row.parent].fund


def _grade(rows: list[Row]) -> None:
    """Rows with parts are subtotals; a row numbered on after an 其中 row is 其中 as well."""
    by_number = {row.row: row for row in rows}
    of_which_parents = {
        (row.parent, row.level) for row in rows if row.row_kind == "of_which" and row.level is not None
    }
    for row in rows:
        if row.row_kind == "item" and row.level is not None and (row.parent, row.level) in of_which_parents:
            row.row_kind = "of_which"
    for row in rows:
        if row.is_unit and row.row_kind == "item":
            row.row_kind = "subtotal"
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

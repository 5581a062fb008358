"""What the rows of a table are: their labels, codes, units and projects, and which row is part of which."""

from __future__ import annotations

import re
from itertools import chain, pairwise

from budgetkit.amounts import find_amount
from budgetkit.rows.adoption import Figures, adopt
from budgetkit.rows.parents import find_parents, grade, inherit_funds
from budgetkit.rows.row import Row
from budgetkit.rules.codes import functional_class
from budgetkit.rules.kinds import kind_of
from budgetkit.rules.words import header_says, header_word, row_says
from budgetkit.tables import Column, Table
from budgetkit.tables.cells import covering_cells
from budgetkit.tables.cut_row import FIGURES
from budgetkit.text import normalise, read_label

_DIGITS = re.compile(r"\d+")
_CODE_AND_NAME = re.compile(r"^\[?(\d{3}(?:\d{2}){0,2})\]?[-_]?([^\d.,%].*)$")
_UNIT_CODE = re.compile(r"^\d{3,12}$")
_UNIT_LENGTHS = (6, 8, 9, 12)
"""Lengths of unit codes that no classification code has."""
_PROJECT_CODE_LENGTH = 13
"""Codes at least this long are project codes; unit codes are shorter (3, 6 or 9 digits)."""
_CODE_KINDS = ("functional", "department_economic", "government_economic")
_BARE_SUMS = ("小计", "合计")
_PERIOD = re.compile(
    r"^(?:(20\d\d)年?度?|(?:[本当上去]年度?)?(?=年初|全年|调整|预算|决算))"
    r"(?:年?初|全年|调整)?(?:(?:预算|决算|执行)(?:数|金额)?)?$"
)
"""The label of a row that is no more than a year or a phase."""
_YEAR = re.compile(r"^20\d\d年?度?")
_RATE = re.compile(r"^.{0,12}(?:率|\(?%\)?)$")
_COUNTED = re.compile(
    r"\((?:[^()]*[,、/])?(?:辆|台|套|个|人|次|批|批次|人次|平方米|家|件|起)(?:[,、/][^()]*)?\)$"
)
_MONEY_UNIT = re.compile(r"\([^()]*元\)")


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
    kind, covering = kind_of(table.kind), _covering(table)
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
        if kind.holds == "three_public":
            _name_total_of_heading(rows, table, columns)
        _tell_projects_from_units(rows)
        _inherit_units(rows)
        if kind.nested_by_columns:
            _read_reaches(rows, columns, covering)
        find_parents(rows)
        adopt(rows, _figures(table, columns, rows))
        _inherit_counts(rows)
        inherit_funds(rows)
        grade(rows)
        if kind.two_sided:
            _name_sums_of_year(rows, columns)
        if kind.row_is == "project":
            _name_projects(rows, table)
        result |= {(row.row, side): row for row in rows}
    return result


def _figures(table: Table, columns: list[Column], rows: list[Row]) -> Figures:
    """Printed fen of the rows; what is no amount is left out."""
    found: Figures = {}
    for row in rows:
        for column in columns:
            text = table.text(row.row, column.index) if column.role == "amount" else ""
            amount = find_amount(text, table.unit_of(column) or "元")
            if amount is not None:
                found.setdefault(row.row, {})[column.index] = amount.fen
    return found


def _inherit_counts(rows: list[Row]) -> None:
    """What is printed below a number of things (车辆数（辆）) is one, unless it states a unit of money."""
    by_number = {row.row: row for row in rows}
    for row in rows:
        above = by_number.get(row.parent) if row.parent is not None else None
        row.counted = row.counted or bool(above and above.counted and not _MONEY_UNIT.search(row.item))


def _name_sums_of_year(rows: list[Row], columns: list[Column]) -> None:
    """小计 or 合计 before the money carried over and the 总计 is the sum of the year."""
    direction = next((column.direction for column in columns if column.role == "amount"), "")
    measure, whole = {
        "revenue": ("current_year_revenue", "total_sources"),
        "expenditure": ("current_year_expenditure", "total_uses"),
    }.get(direction, ("", ""))
    last = max((row.row for row in rows if row.measure == whole), default=None)
    bare = [row for row in rows if row.item in _BARE_SUMS and not row.measure and row.parent is None]
    if measure and last is not None and len(bare) == 1 and bare[0].row < last:
        if not any(row.measure == measure for row in rows):
            bare[0].measure, bare[0].row_kind = measure, "subtotal"


def _name_projects(rows: list[Row], table: Table) -> None:
    """In a table of projects without a column of their own, the rows that are no sums are projects."""
    naming = {"project_name", "unit_or_project_name", "project_code"}
    if naming & {column.role for column in table.columns}:
        return
    for row in rows:
        coded = row.functional_code or row.department_economic_code or row.unit_code or row.unit_name
        if row.row_kind == "item" and row.item and not coded and not row.measure:
            row.project_name = row.item


def _covering(table: Table) -> list[list[str]]:
    """Text over every position, merged cells filled into the rows and columns that they cover."""
    cover = covering_cells(table.rows)
    return [[normalise(cell.text) if cell is not None else "" for cell in row] for row in cover]


def _read_row(table: Table, columns: list[Column], covering: list[list[str]], number: int, side: int) -> Row:
    row = Row(number, side)
    texts = covering[number]
    by_role: dict[str, list[str]] = {}
    for column in columns:
        if column.role not in FIGURES:
            by_role.setdefault(column.role, []).append(texts[column.index])
    unit_code = _take_unit_code(by_role)
    for family in _CODE_KINDS:
        _read_code(row, family, by_role)
    for role in ("unit_code", "unit_name", "project_name", "project_code", "project_type"):
        setattr(row, role, _first(by_role, role))
    row.unit_code = row.unit_code or unit_code
    _read_unit_or_project(row, by_role)
    labels = [text for text in by_role.get("label", ()) if text]
    _read_item(row, labels, texts, columns, table.fiscal_year)
    if year := _first(by_role, "year"):
        row.fiscal_year = int(year[:4])
    if kind_of(table.kind).labelled and not row.functional_code and not row.department_economic_code:
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


def _first(by_role: dict[str, list[str]], role: str) -> str:
    return next(filter(None, by_role.get(role, ())), "")


def _read_code(row: Row, family: str, by_role: dict[str, list[str]]) -> None:
    code, name = _first(by_role, f"{family}_code"), _first(by_role, f"{family}_name")
    code = _join_levels(code, [by_role.get(f"{family}_level_{level}", [""])[0] for level in (1, 2, 3)])
    if not (code and name) and (found := _CODE_AND_NAME.match(code or name)):
        code, name = found[1], found[2]
    if not (_DIGITS.fullmatch(code) and len(code) in (3, 5, 7)):
        code = ""
    setattr(row, f"{family}_code", code)
    setattr(row, f"{family}_name", name if code else "")
    if not code:
        row.item = row.item or name


def _join_levels(code: str, parts: list[str]) -> str:
    """Code of a class from its columns 类, 款 and 项; some publishers repeat the upper in the lower."""
    if any(parts) and all(_DIGITS.fullmatch(part) for part in parts if part):
        for part in parts:
            # 201 | 20113 | 2011301
            code = part if code and part.startswith(code) and len(part) > len(code) else code + part
    return code


def _read_unit_or_project(row: Row, by_role: dict[str, list[str]]) -> None:
    code, name = _first(by_role, "unit_or_project_code"), _first(by_role, "unit_or_project_name")
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
    if (said := row_says(row.project_name)) and said.row_kind in ("total", "subtotal"):
        row.project_name = ""  # 合计 printed in the column of names


def _read_period(row: Row, year: int | None) -> None:
    """Year and phase of a row that stands for one (2023年度决算数), the items being the columns."""
    if period := _PERIOD.match(row.item):
        said = header_says("phase", _YEAR.sub("", row.item))
        row.phase = said.phase if said else ""
        row.fiscal_year = int(period[1]) if period[1] else year and year + (said.year if said else 0)
    elif header_word("measure", row.item) == "year_on_year_change":
        row.measure = "year_on_year_change"
    elif _RATE.match(row.item) and header_word("role", row.item) == "share":
        row.counted = True


def _printed_label(row: Row, labels: list[str], texts: list[str], columns: list[Column]) -> str:
    """Innermost label of a row, else the name of its class or project, else what describes it first."""
    families = ("functional", "department_economic", "project", "government_economic")
    names = [*labels[-1:], *(getattr(row, f"{family}_name") for family in families), row.item]
    others = (texts[c.index] for c in columns if c.role not in FIGURES)
    words = (text for text in others if not _DIGITS.fullmatch(text))
    return next(filter(None, chain(names, words)), "")


def _read_item(
    row: Row, labels: list[str], texts: list[str], columns: list[Column], year: int | None
) -> None:
    printed = _printed_label(row, labels, texts, columns)
    label = read_label(printed)
    row.level, row.item = label.level, label.item
    row.group = labels[0] if len(labels) > 1 and labels[0] != labels[-1] else ""
    if label.of_which:
        row.row_kind = "of_which"
    said, coded = row_says(label.item), row.is_classified
    if said and not coded and not row.project_name:
        row.measure, row.nature = said.measure, said.nature
        if said.row_kind and row.row_kind == "item":
            row.row_kind = said.row_kind
    row.counted = bool(_COUNTED.search(normalise(printed)))
    if label.item and not coded:
        _read_period(row, year)
    _tell_unit(row)


def _tell_unit(row: Row) -> None:
    """Whether a row is of a unit, or of nothing at all."""
    unclassified = not row.is_classified
    row.is_unit = bool(row.unit_code) and unclassified and not row.project_name and row.row_kind != "total"
    if row.is_unit:
        row.unit_name = row.unit_name or row.item
    row.blank = unclassified and not (row.item or row.unit_code or row.unit_name)


def _read_meaning(row: Row, labels: list[str], columns: list[Column]) -> None:
    """Fund, nature or functional class that the words of a row name."""
    spent = any(column.direction == "expenditure" for column in columns if column.role == "amount")
    for label in labels or [row.item]:
        bare = read_label(label).item
        if spent:
            bare = _read_spending(row, bare, columns)
        if not spent or row.measure in ("opening_carryover", "use_of_surplus"):
            fund = header_says("fund", bare)
            if fund and row.measure not in ("current_year_revenue", "total_sources"):
                row.fund = fund.fund
    if row.functional_code:
        row.functional_name = row.item


def _read_spending(row: Row, bare: str, columns: list[Column]) -> str:
    """Functional class, or else nature, that a label names; the label without the code of its class."""
    coded = _CODE_AND_NAME.match(bare)
    if coded and functional_class(coded[2]) == coded[1]:
        row.item = bare = coded[2]  # 201 一般公共服务支出
    row.functional_code = functional_class(bare) or row.functional_code
    nature = None if _by_government_class(columns) else header_says("nature", bare)
    if nature and not row.functional_code and not row.measure:
        row.nature = nature.nature
    return bare


def _by_government_class(columns: list[Column]) -> bool:
    """Whether the labels are classes of the government's economic classification, which hold all natures."""
    words = "".join(label for column in columns if column.role == "label" for label in column.path)
    return "政府" in words and "经济" in words


def _mark_unlabelled_total(rows: list[Row], table: Table, columns: list[Column]) -> None:
    """The first data row, printed with amounts and no label at all, is the total of the table."""
    if not rows or any(row.row_kind == "total" for row in rows) or not rows[0].blank or len(rows) < 2:
        return
    if any(table.text(rows[0].row, column.index) for column in columns if column.role == "amount"):
        rows[0].row_kind = "total"


def _name_total_of_heading(rows: list[Row], table: Table, columns: list[Column]) -> None:
    """合计 right below a heading without figures (一、“三公”经费支出 | — | —) is what the heading names."""
    amounts = [column.index for column in columns if column.role == "amount"]
    for head, row in pairwise(rows):
        if (
            head.measure not in ("", "total_uses")
            and row.row_kind == "total"
            and row.measure in ("", "total_uses")
        ):
            if not any(character.isdigit() for index in amounts for character in table.text(head.row, index)):
                row.measure, head.measure, head.row_kind = head.measure, "", "subtotal"


def _complete_codes(rows: list[Row], columns: list[Column], covering: list[list[str]]) -> None:
    """Give 款 and 项 that print their own two digits alone the digits of the 类 and 款 above them."""
    for family in _CODE_KINDS:
        levels = [c.index for depth in (1, 2, 3) for c in columns if c.role == f"{family}_level_{depth}"]
        if len(levels) in (2, 3):
            printed = [[covering[row.row][index] for index in levels] for row in rows]
            _complete_family(rows, family, printed)


def _complete_family(rows: list[Row], family: str, printed: list[list[str]]) -> None:
    above = ["", "", ""]
    for row, parts in zip(rows, printed, strict=True):
        depth = next((place for place, part in enumerate(parts) if part), None)
        if depth is None or not all(part.isdigit() for part in parts if part):
            continue
        own = parts[depth:]
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
    describing = [column.index for column in columns if column.role not in FIGURES]
    for row in rows:
        filled = [place for place, index in enumerate(describing) if covering[row.row][index]]
        if filled and row.row_kind != "total":
            row.reach = filled[0], filled[-1]

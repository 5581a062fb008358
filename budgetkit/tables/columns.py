"""What each column of a table holds, by the labels over it and, where they are silent, by its cells."""

from __future__ import annotations

import re

from budgetkit.rules.words import header_says, header_word
from budgetkit.tables.cells import Rows
from budgetkit.tables.column_content import (
    clear_natures_of_classes,
    code_of_other,
    heed_banner,
    is_further_text,
    mark_levels,
    name_unknown_projects,
    role_by_content,
    stands_before_names,
    texts_below,
)
from budgetkit.tables.header import CODE, YEAR, bare_label, header_paths
from budgetkit.tables.nested_labels import fund_below, measure_below, nature_below, words_below
from budgetkit.tables.table import Column
from budgetkit.tables.unit_wording import unit_of_column

_SIDE_STARTS = ("functional_code", "economic_code", "_level_1", "functional_name", "economic_name")
_FIGURE_WORD = re.compile(r"^(?:金额|(?:预算|决算|执行)数?|合计|小计)(?:\(.*\))?$")
_CODE_ROLES = {"level_1", "level_2", "level_3", "code", "name"}
_NAMING = re.compile(r"(?:(?:functional|\w+_economic|unit)_)?(?:code|name)|level_\d")
"""Roles that a 合计 printed below them in the header does not take away."""
_FAMILY_WORDS = (
    ("government_economic", ("政府", "经济")),
    ("department_economic", ("经济",)),
    ("functional", ("功能",)),
)
"""Classifications, each with the words by which a header names it."""
_FAMILY_OF_DIGIT = {"3": "department_economic", "5": "government_economic"}
"""Classification by the first digit of its codes; others are functional."""
_BESIDE_PROJECTS = ("unit_name", "project_type", "project_code", "unit_code")
"""Roles beside which 项目名称 names projects and no items."""


def read_columns(rows: Rows, header_rows: int, fiscal_year: int | None) -> list[Column]:
    """Describe every column from its header path and, where that is silent, from the cells below it."""
    inner = words_below(rows, header_rows)
    columns = [
        _read_column(index, (*path, *inner.get(index, ())), fiscal_year)
        for index, path in enumerate(header_paths(rows, header_rows, len(rows[0])))
    ]
    for index in inner:
        columns[index].named_in = header_rows
    texts = texts_below(rows, header_rows)
    _settle_codes(columns, texts)
    _settle_labels(columns, texts)
    _split_sides(columns)
    _settle_totals(columns)
    clear_natures_of_classes(columns)
    heed_banner(columns, rows)
    return columns


def _read_column(index: int, path: tuple[str, ...], fiscal_year: int | None) -> Column:
    column, outer = Column(index, path, ""), ""
    for label in path:
        bare = bare_label(label)
        # 合计 in the last row of the header is the label of the total row
        total = header_says("column_kind", bare) and header_word("role", bare) == "amount"
        if total and _NAMING.fullmatch(column.role):
            continue
        _add_label(column, label, outer, fiscal_year)
        outer = bare
    if path and column.role == "" and (column.fund or column.nature or column.measure):
        column.role = "amount"
    return column


def _add_label(column: Column, label: str, outer: str, fiscal_year: int | None) -> None:
    """Add what a label says to what the labels over it said, the next of which is ``outer``."""
    bare = bare_label(label)
    if (role := header_says("role", bare)) is not None:
        column.role = role.role
    column.fund = fund_below(column.fund, header_word("fund", bare))
    column.nature = nature_below(column.nature, header_word("nature", bare))
    column.measure = measure_below(column.measure, outer, bare)
    column.direction = column.direction or header_word("direction", bare)
    column.amount_unit = unit_of_column(label) or column.amount_unit
    kind, phase = header_word("column_kind", bare), header_says("phase", bare)
    if kind or not phase:  # 预算数 under 小计 is the subtotal as budgeted
        column.column_kind = kind or "item"
    if phase:
        column.phase = phase.phase
        if phase.year and fiscal_year:
            column.fiscal_year = fiscal_year + phase.year
    if year := YEAR.search(label):
        column.fiscal_year = int(year[1])


def _settle_codes(columns: list[Column], texts: list[list[str]]) -> None:
    """Give code, name and 类/款/项 columns their classification, by header words or by the codes below."""
    mark_levels(columns, texts)
    for column in columns:
        if column.role not in _CODE_ROLES:
            continue
        if column.role == "code" and (other := code_of_other(column, texts[column.index])):
            column.role = other
            continue
        if column.role == "name" and texts[column.index] and all(map(CODE.match, texts[column.index])):
            column.role = "code"
        path = "".join(column.path)
        named = (family for family, words in _FAMILY_WORDS if all(word in path for word in words))
        family = next(named, "") or _family_by_codes(columns[: column.index + 1], texts)
        column.role = f"{family}_{column.role}"


def _family_by_codes(columns: list[Column], texts: list[list[str]]) -> str:
    """Classification from the first digit of the codes in the last column of codes."""
    coded = [column.index for column in columns if f"_{column.role}".endswith(("_code", "_level_1"))]
    if not coded:
        return "functional"
    first = [text[0] for text in texts[coded[-1]] if CODE.match(text[:7])]
    commonest = max(set(first), key=lambda digit: (first.count(digit), digit), default="2")
    return _FAMILY_OF_DIGIT.get(commonest, "functional")


def _settle_labels(columns: list[Column], texts: list[list[str]]) -> None:
    """Decide 项目 columns (row labels or projects) and columns without header words."""
    has_codes = any(column.role.endswith(("_code", "_level_1")) for column in columns)
    for column in columns:
        if column.role == "label_or_project":
            named = column.path[-1].endswith(("项目名称", "专项名称"))
            beside = has_codes or any(other.role in _BESIDE_PROJECTS for other in columns)
            column.role = "project_name" if named and beside else "label"
        if column.role == "" and _stands_among_amounts(column, columns, texts):
            column.role = "amount"
        if column.role in ("", "amount"):
            column.role = role_by_content(column, columns, texts[column.index])
            if column.role == "label" and (
                is_further_text(column, columns) or stands_before_names(column, columns)
            ):
                column.role = "text"


def _stands_among_amounts(column: Column, columns: list[Column], texts: list[list[str]]) -> bool:
    """Whether a blank column such as 本年收入 stands between amounts, and not before a column of its own."""
    if not column.path or texts[column.index] or not 0 < column.index < len(columns) - 1:
        return False
    before, after = columns[column.index - 1], columns[column.index + 1]
    amounts = before.role == after.role == "amount"
    return amounts and bool(after.path) and not _FIGURE_WORD.match(after.path[0])


def _split_sides(columns: list[Column]) -> None:
    """Number the blocks of a table printed side by side: a label column after an amount opens the next."""
    side, money, counts = 0, False, False
    for column in columns:
        label = column.role == "label"
        if (label and (money or counts)) or (column.role.endswith(_SIDE_STARTS) and money):
            side, money, counts = side + 1, False, False
        money, counts = money or column.role == "amount", counts or column.role in ("share", "quantity")
        column.side = side
    for number in range(side + 1):
        _share_direction([column for column in columns if column.side == number])


def _share_direction(block: list[Column]) -> None:
    """The one direction that the outermost labels of a side name is that of all of its columns."""
    said = {c.direction for c in block if c.direction and c.path and header_says("direction", c.path[0])}
    if len(said) == 1:
        for column in block:
            column.direction = next(iter(said))


def _settle_totals(columns: list[Column]) -> None:
    """A column whose nature or fund is split further by other columns of its side is a subtotal."""
    amounts = [column for column in columns if column.role == "amount"]
    name_unknown_projects(amounts)
    for column in amounts:
        if column.column_kind == "item" and any(_is_part(other, column) for other in amounts):
            column.column_kind = "subtotal"


def _is_part(other: Column, column: Column) -> bool:
    """Whether a column holds what the other holds in the same period, of a narrower nature or fund."""
    places = ((one.side, one.phase, one.fiscal_year) for one in (other, column))
    if other.column_kind == "of_which" or len(set(places)) > 1:
        return False
    if other.fund == column.fund:
        return bool(column.nature) and other.nature.startswith(column.nature + "/")
    narrower = bool(column.fund) and other.fund.startswith(column.fund + "/")
    return narrower and other.nature == column.nature

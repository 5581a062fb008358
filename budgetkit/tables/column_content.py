"""What a column holds where the words of its own header do not tell: by its cells and its neighbours."""

from __future__ import annotations

import re
from functools import cache

from budgetkit.model import Cell
from budgetkit.rules.codes import code_names
from budgetkit.rules.words import header_says
from budgetkit.tables.table import Column
from budgetkit.text import normalise

_GOODS_CODE = re.compile(r"^[A-Z]\d")
"""Codes of catalogues of goods and services, such as B0101."""
_PROJECT_CODE_LENGTH = 13
"""Digits without separators from this length on are codes of projects, whatever the header says."""
_UNIT_CODE_LENGTHS = {6, 8, 9, 12}


def texts_below(column: Column, rows: list[list[Cell | None]], header_rows: int) -> list[str]:
    """Printed texts of a column below the header, blank cells left out."""
    cells = (row[column.index] for row in rows[header_rows:])
    return [normalise(cell.text) for cell in cells if cell is not None and cell.text]


def spread_levels(columns: list[Column], rows: list[list[Cell | None]], header_rows: int) -> None:
    """Columns under one heading of codes, 类 of three digits before 款 and 项 of two, are its levels."""
    place = 0
    while place < len(columns):
        run = [column for column in columns[place : place + 3] if column.path == columns[place].path]
        sizes = [
            {len(text) for text in texts_below(column, rows, header_rows) if text.isdigit()} for column in run
        ]
        fits = len(run) > 1 and run[0].role == "code" and bool(run[0].path)
        if fits and sizes[0] == {3} and all(size == {2} for size in sizes[1:]):
            for level, column in enumerate(run, 1):
                column.role = f"level_{level}"
        place += max(1, len(run) if fits else 1)


def code_of_other(column: Column, rows: list[list[Cell | None]], header_rows: int) -> str:
    """``unit_code``, ``project_code``, both, or ``text``, when the codes cannot be those of classes."""
    texts = texts_below(column, rows, header_rows)
    if column.role == "code" and texts and all(_GOODS_CODE.match(text) for text in texts):
        return "text"
    if not texts or not all(text.isdigit() for text in texts):
        return ""
    lengths = {len(text) for text in texts}
    if max(lengths) >= _PROJECT_CODE_LENGTH:
        return "project_code" if min(lengths) >= _PROJECT_CODE_LENGTH else "unit_or_project_code"
    return "unit_code" if lengths <= _UNIT_CODE_LENGTHS else ""


def is_further_text(column: Column, columns: list[Column]) -> bool:
    """Words under a heading of their own, beside a column that names the row already."""
    beside = []
    for other in reversed(columns[: column.index]):
        if other.role == "amount":
            break
        beside.append(other)
    named = any(other.role == "label" or other.role.endswith("name") for other in beside)
    own = bool(column.path) and all(other.path != column.path for other in beside)
    return named and own


def stands_before_names(column: Column, columns: list[Column]) -> bool:
    """Whether codes and their names follow at once: 收支, 类型 or the like is no label of the row."""
    beside = [other.role for other in columns[column.index + 1 : column.index + 5]]
    code = next((place for place, role in enumerate(beside) if role.endswith(("_code", "_level_1"))), None)
    return code == 0 and any(role.endswith("_name") and role != "unit_name" for role in beside)


def heed_banner(columns: list[Column], rows: list[list[Cell | None]]) -> None:
    """A heading over all columns (财政拨款“三公”经费) says what their totals are the total of."""
    cells = [cell for cell in rows[0] if cell is not None]
    label = normalise(cells[0].text) if len(cells) == 1 and len(columns) > 1 else ""
    said = header_says("measure", label) if label and not label.endswith("表") else None
    for column in columns:
        if said and column.role == "amount" and column.column_kind == "total":
            column.measure = column.measure or said["measure"]


@cache
def _government_classes() -> frozenset[str]:
    """Names of government economic classes that are not those of the department's as well."""
    own = {normalise(name) for name in code_names("dept_economic").values()}
    names = code_names("gov_economic").items()
    return frozenset(normalise(name) for code, name in names if len(code) == 3) - own


def clear_natures_of_classes(columns: list[Column]) -> None:
    """Columns by government class (机关工资福利支出 …) hold all natures: their names say none."""
    named = [column for column in columns if column.path and column.path[-1] in _government_classes()]
    if len(named) < 2:
        return
    above = {column.path[:-1] for column in named}
    names = {normalise(name) for code, name in code_names("gov_economic").items() if len(code) == 3}
    for column in columns:
        if column.path and column.path[:-1] in above and column.path[-1] in names:
            column.nature = ""


def name_unknown_projects(amounts: list[Column]) -> None:
    """Classes of projects that no word tells apart, beside the 小计 under one 项目支出, are other classes."""
    heads = {(c.path[:-1], c.fund) for c in amounts if c.nature == "project" and c.column_kind == "subtotal"}
    for column in amounts:
        if (column.path[:-1], column.fund) in heads and column.nature == "project":
            if column.column_kind == "item" and len(column.path) > 1:
                column.nature = "project/other"

"""What a column holds where the words of its own header do not tell: by its cells and its neighbours."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

from budgetkit.amounts import is_number, may_be_figure
from budgetkit.rules.active import remembers
from budgetkit.rules.codes import code_names
from budgetkit.rules.words import header_word
from budgetkit.tables.cells import Rows
from budgetkit.tables.header import CODE
from budgetkit.tables.table import Column
from budgetkit.text import normalise

_GOODS_CODE = re.compile(r"^[A-Z]\d")
"""Codes of catalogues of goods and services, such as B0101."""
_PROJECT_CODE_LENGTH = 13
"""Digits without separators from this length on are codes of projects, whatever the header says."""
_UNIT_CODE_LENGTHS = {6, 8, 9, 12}
_OF_A_YEAR = re.compile(r"20\d\d年")
_YEAR = re.compile(r"20\d\d(?:年度?)?")
_HEADS_YEARS = re.compile(r"年度$|年份$|^年$")


def texts_below(rows: Rows, header_rows: int) -> list[list[str]]:
    """Printed texts of each column below the header, blank cells left out."""
    texts: list[list[str]] = [[] for _ in rows[0]]
    for row in rows[header_rows:]:
        for column, cell in zip(texts, row, strict=True):
            if cell is not None and cell.text:
                column.append(normalise(cell.text))
    return texts


def mark_levels(columns: list[Column], texts: list[list[str]]) -> None:
    """Columns under one heading of codes, 类 of three digits before 款 and 项 of two, are its levels."""
    place = 0
    while place < len(columns):
        run = [column for column in columns[place : place + 3] if column.path == columns[place].path]
        sizes = [{len(text) for text in texts[column.index] if text.isdigit()} for column in run]
        coded = run[0].role == "code" and bool(run[0].path)
        fits = coded and len(run) > 1 and sizes[0] == {3} and all(size == {2} for size in sizes[1:])
        if fits:
            for level, column in enumerate(run, 1):
                column.role = f"level_{level}"
        place += len(run) if fits else 1


def code_of_other(column: Column, texts: list[str]) -> str:
    """``unit_code``, ``project_code``, both, or ``text``, when the codes cannot be those of classes."""
    if column.role == "code" and texts and all(_GOODS_CODE.match(text) for text in texts):
        return "text"
    if not texts or not all(text.isdigit() for text in texts):
        return ""
    lengths = {len(text) for text in texts}
    if max(lengths) >= _PROJECT_CODE_LENGTH:
        return "project_code" if min(lengths) >= _PROJECT_CODE_LENGTH else "unit_or_project_code"
    return "unit_code" if lengths <= _UNIT_CODE_LENGTHS else ""


def role_by_content(column: Column, columns: list[Column], texts: list[str]) -> str:
    """Role of a column whose words say an amount or nothing, by what stands below them."""
    if (code := code_of_other(column, texts)).endswith("project_code"):
        return code  # shorter ones may be money printed in yuan
    if not texts and not column.role and column.direction and _hold_amounts(columns):
        return "amount"  # 本年收入 of a table without figures
    if years := _role_of_years(column, texts):
        return years
    if column.index == 0 and _number_rows(texts):
        return "text"
    numbers = sum(map(is_number, texts))
    if column.role == "amount":
        # text among amounts is a cell in the wrong place, which the audit tells
        first = not _hold_amounts(columns[: column.index])
        return "label" if first and not numbers and _are_words(texts) else "amount"
    if numbers * 2 <= len(texts):
        return "label"
    return "amount" if len(list(filter(CODE.match, texts))) < numbers else "functional_code"


def _role_of_years(column: Column, texts: list[str]) -> str:
    """``year``, or ``label`` where it names the rows, of a column headed 年度 that holds nothing else."""
    headed = any(map(_HEADS_YEARS.search, column.path))
    if not (headed and texts and all(map(_YEAR.fullmatch, texts))):
        return ""
    return "year" if column.index else "label"


def _hold_amounts(columns: list[Column]) -> bool:
    return any(column.role == "amount" for column in columns)


def _number_rows(texts: list[str]) -> bool:
    return len(texts) > 1 and texts == [str(row) for row in range(1, len(texts) + 1)]


def _are_words(texts: list[str]) -> bool:
    """Labels, not damaged figures, dashes, or a remark that the table is empty."""
    if any(map(may_be_figure, texts)):
        return False
    claims = all(text in ("-", "—", "/") or "空" in text or "无" in text for text in texts)
    return not claims and not any(text[0].isdigit() and not _OF_A_YEAR.match(text) for text in texts)


def is_further_text(column: Column, columns: list[Column]) -> bool:
    """Words under a heading of their own, beside a column that names the row already."""
    beside = list(takewhile(lambda other: other.role != "amount", reversed(columns[: column.index])))
    named = any(other.role == "label" or other.role.endswith("name") for other in beside)
    own = bool(column.path) and all(other.path != column.path for other in beside)
    return named and own


def stands_before_names(column: Column, columns: list[Column]) -> bool:
    """Whether codes and their names follow at once: 收支, 类型 or the like is no label of the row."""
    beside = [other.role for other in columns[column.index + 1 : column.index + 5]]
    code = next((place for place, role in enumerate(beside) if role.endswith(("_code", "_level_1"))), None)
    return code == 0 and any(role.endswith("_name") and role != "unit_name" for role in beside)


def heed_banner(columns: list[Column], rows: Rows) -> None:
    """A heading over all columns (财政拨款“三公”经费) says what their totals are the total of."""
    cells = [cell for cell in rows[0] if cell is not None]
    label = normalise(cells[0].text) if len(cells) == 1 and len(columns) > 1 else ""
    measure = header_word("measure", label) if label and not label.endswith("表") else ""
    for column in columns:
        if column.role == "amount" and column.column_kind == "total":
            column.measure = column.measure or measure


@remembers
@cache
def _government_classes() -> frozenset[str]:
    names = code_names("gov_economic").items()
    return frozenset(normalise(name) for code, name in names if len(code) == 3)


@remembers
@cache
def _of_government_alone() -> frozenset[str]:
    """Names of government economic classes that are not those of the department's as well."""
    return _government_classes() - set(map(normalise, code_names("dept_economic").values()))


def clear_natures_of_classes(columns: list[Column]) -> None:
    """Columns by government class (机关工资福利支出 …) hold all natures: their names say none."""
    above = [c.path[:-1] for c in columns if c.path and c.path[-1] in _of_government_alone()]
    if len(above) < 2:
        return
    for column in columns:
        if column.path and column.path[:-1] in above and column.path[-1] in _government_classes():
            column.nature = ""


def name_unknown_projects(amounts: list[Column]) -> None:
    """Classes of projects that no word tells apart, beside the 小计 under one 项目支出, are other classes."""
    heads = {(c.path[:-1], c.fund) for c in amounts if c.nature == "project" and c.column_kind == "subtotal"}
    for column in amounts:
        if (column.path[:-1], column.fund) in heads and column.nature == "project":
            if column.column_kind == "item" and len(column.path) > 1:
                column.nature = "project/other"

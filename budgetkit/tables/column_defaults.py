"""What kind and title of a table say of its amounts where the header is silent."""

from __future__ import annotations

import re

from budgetkit.rules.kinds import Kind, kind_of
from budgetkit.rules.words import header_word
from budgetkit.tables.kind import name_totals
from budgetkit.tables.table import Column, Table
from budgetkit.text import normalise

_OF_CLASSES = (
    "basic/personnel/wages",
    "basic/personnel/households",
    "basic/operating/goods_and_services",
    "basic/operating/capital",
)
"""Natures that the name of an economic class alone gives."""
_FROM_ABOVE = re.compile(r"上级(?:专项)?(?:转移支付|补助)")
_SIDES = ("revenue", "expenditure")
"""Directions of a table printed side by side."""


def fill_silent_columns(table: Table, kind: Kind) -> None:
    """Fill in direction, fund, nature and period of every amount, where the header is silent."""
    # the title of a fund table names the budget (一般公共预算…, 财政拨款…); 三公 alone names none
    titled = _fund_of_title(normalise(table.title)) if kind.fund_from_title else ""
    fund = titled or kind.fund
    if kind.holds == "three_public":
        name_totals(table.columns)
    balanced = _is_balanced(table)
    nature = _nature_of_all(table, kind)
    for column in table.amounts:
        column.direction = _direction(column, kind, balanced)
        # what is left at the end of the year is a balance of all the money in the table
        column.fund = fund if column.measure == "closing_carryover" else _fund_within(fund, column)
        column.nature = column.nature or nature
        column.fiscal_year = column.fiscal_year or table.fiscal_year
        column.phase = column.phase or table.phase


def _direction(column: Column, kind: Kind, balanced: bool) -> str:
    """Direction of a column; revenue of a table that balances is never what the kind says of all."""
    if balanced and (column.measure == "opening_carryover" or column.direction == "revenue"):
        return "revenue"
    said = kind.direction or column.direction
    return _SIDES[min(column.side, 1)] if kind.two_sided and not said else said


def _nature_of_all(table: Table, kind: Kind) -> str:
    """Nature of the columns that name none; ``""`` beside columns of another one (基本支出 | 项目支出)."""
    nature = kind.nature or _nature_of_title(table)
    basic = [column for column in table.columns if column.nature.startswith("basic")]
    if nature == "project" and all(column.nature in _OF_CLASSES for column in basic):
        for column in basic:
            column.nature = ""  # 商品和服务支出 over projects is money of projects
    printed = {column.nature.partition("/")[0] for column in table.amounts}
    return "" if printed - {"", nature.partition("/")[0]} else nature


def _nature_of_title(table: Table) -> str:
    """What a table by function is of, where the title says 项目支出 alone and the header names no nature."""
    kind = kind_of(table.kind)
    by_item = kind.row_is == "unit_and_item" and kind.direction == "expenditure"
    if not by_item or any(column.nature for column in table.columns):
        return ""
    said = [word for word in ("基本支出", "项目支出") if word in normalise(table.title)]
    return header_word("nature", said[0]) if len(said) == 1 else ""


def _is_balanced(table: Table) -> bool:
    """Whether columns print revenue and expenditure of one fund (年初结转 | 本年收入 | 本年支出)."""
    said = {column.direction for column in table.amounts}
    return {"revenue", "expenditure"} <= said and len({column.side for column in table.columns}) == 1


def _fund_of_title(title: str) -> str:
    for label in ("一般公共", "政府性基金", "国有资本经营"):
        if label in title:
            return header_word("fund", label + "预算")
    if "财政拨款" in title:
        return "appropriation"
    return header_word("fund", "上级转移支付") if _FROM_ABOVE.search(title) else ""


def _fund_within(fund: str, column: Column) -> str:
    if not column.fund or column.fund == fund:
        return fund
    if column.fund == "carryover" and fund not in ("all", "appropriation"):
        return f"carryover/{fund}"  # 年初结转 of a table of one fund
    if fund == "general_public_budget" and column.fund == "appropriation":
        return "general_public_budget/appropriation" if column.column_kind == "of_which" else fund
    return column.fund

"""Tables to tidy records: every printed money figure of a table makes exactly one line."""

from __future__ import annotations

import re

from budgetkit.amounts import Amount, find_amount, is_number
from budgetkit.model import Cell
from budgetkit.records import Line
from budgetkit.rows import Row, read_rows
from budgetkit.rules.kinds import kind_of
from budgetkit.rules.words import header_word
from budgetkit.tables import Column, Table
from budgetkit.tables.heading import unit_in
from budgetkit.text import normalise

_MONEY_WORD = re.compile(r"金额|总投资|执行数|结转|结余|预算|资金|支出|拨款|经费|投入|合计|总额")
_NAMES_A_NUMBER = re.compile(r"(?:编码|代码|编号|电话|时间|日期)$")
_OF_VALUE = re.compile(r"金额|价值|原值|净值|价款|元")
_FUNDED = re.compile(r"^(?:其中|财政|其他|上年结转|单位|自有|年度资金|资金总额)")
ALL_YEARS = "all_years"
"""Measure of what a project gets over all of its years, which is of no single fiscal year."""
_OF_ALL_YEARS = re.compile(
    r"^(?:项目|中期|实施期|全周期|总体)+(?:资金|预算|投资)总额|^(?:项目)?总(?:投资|预算)(?:额|金额)?$"
)
"""Total of a project over its years, where the total of the year stands beside it."""
_OF_ONE_YEAR = re.compile(r"^(?:本年度?|当年|年度)(?:项目)?(?:预算|资金)?(?:申请|安排)?(?:总额|金额)$")
_SHORT = 12
"""Characters below which a label may head the figures of a phase."""
_SCORED = re.compile(r"^(?:分值|得分|自评得分|权重|.{0,4}率)(?:\(.*\))?$")
_NOT_MONEY = re.compile(r"率|比例|占比|%|指标|数量|个数|时间|日期|编码|代码|电话|联系|人数")


def tidy_lines(table: Table) -> list[Line]:
    """Turn one table into lines.

    Parameters
    ----------
    table : Table
        As returned by `budgetkit.tables.recognise`.

    Returns
    -------
    list of Line
        In reading order. A blank cell makes no line; ``0``, ``-``, ``—`` and ``/`` make a line of zero.
        Cells of amount columns that are no amounts are left out here and told by `unread_cells`; a
        table whose unit is unknown makes no lines.
    """
    if kind_of(table.kind).form:
        return _form_lines(table)
    rows = read_rows(table)
    lines = []
    for number in range(table.header_rows, len(table.rows)):
        for column in table.columns:
            cell = table.rows[number][column.index]
            if column.role != "amount" or cell is None or not cell.text:
                continue
            if rows[number, column.side].counted and not _states_money(column):
                continue
            unit = column.amount_unit or table.amount_unit
            amount = find_amount(cell.text, unit)
            if amount is not None:
                lines.append(_line(table, column, rows[number, column.side], cell, amount))
    return lines


def _states_money(column: Column) -> bool:
    """Whether the header says of a column that it holds money, whatever the rows count."""
    return bool(column.amount_unit or _OF_VALUE.search(column.label))


def unread_cells(table: Table) -> list[Cell]:
    """Cells of amount columns that hold text which is no amount; blank cells are not among them."""
    if kind_of(table.kind).form:
        return []
    return [
        cell
        for number, row in enumerate(table.rows[table.header_rows :], table.header_rows)
        for column in table.columns
        if column.role == "amount" and number != column.named_in
        if (cell := row[column.index]) is not None and cell.text.strip()
        if find_amount(cell.text, column.amount_unit or table.amount_unit or "元") is None
    ]


def _line(table: Table, column: Column, row: Row, cell: Cell, amount: Amount) -> Line:
    fund, nature = _combine_fund(column.fund, row.fund), row.nature or column.nature
    if row.nature and column.nature:
        nature = column.nature if column.nature.startswith(row.nature) else row.nature
    return Line(
        **_place_and_amount(table, row.row, column.index, cell, amount),
        item=row.item,
        column_label=column.label,
        measure=row.measure or _measure_of_column(table, column, row),
        direction=column.direction,
        fund=fund,
        nature=nature,
        fiscal_year=row.fiscal_year or column.fiscal_year or table.fiscal_year,
        phase=row.phase or column.phase or table.phase,
        row_kind=row.row_kind,
        column_kind=column.column_kind,
        **row.labels(),
        side=row.side,
        parent_row=row.parent,
        repaired=row.row in table.repaired_rows,
    )


def _place_and_amount(table: Table, row: int, column: int, cell: Cell, amount: Amount) -> dict:
    """Fields of a line that say where a figure is printed and how much it is."""
    return {
        "table_id": table.table_id,
        "kind": table.kind,
        "page": cell.page,
        "row": row,
        "column": column,
        "amount_fen": amount.fen,
        "step_fen": amount.step_fen,
        "printed": cell.text,
        "printed_unit": amount.unit,
        "decimals": amount.decimals,
        "bbox": cell.bbox,
    }


def _measure_of_column(table: Table, column: Column, row: Row) -> str:
    """Measure that the header names; in a long table (one amount column) it is the total row's only."""
    long = sum(other.role == "amount" for other in table.columns) == 1
    return "" if long and row.item and row.row_kind == "item" else column.measure


def _combine_fund(column_fund: str, row_fund: str) -> str:
    """Fund of a figure from its column and its row; the more particular one wins."""
    if not row_fund or column_fund.startswith(row_fund):
        return column_fund
    return row_fund


def _form_lines(table: Table) -> list[Line]:
    """Money of a performance form: figures beside, or below, a label that speaks of money."""
    lines: list[Line] = []
    above: dict[int, str] = {}
    phases: dict[int, str] = {}
    unit = table.amount_unit
    for number, cells in enumerate(table.rows):
        left, beside = "", -1
        texts = [normalise(cell.text) for cell in cells if cell is not None]
        if any(text.endswith(("指标值", "目标值")) for text in texts):
            break  # below here stand targets, which are indicators, not money
        of_years = any(_OF_ONE_YEAR.match(_bare(text)) for text in texts)
        for cell in cells:
            if cell is None or not cell.text.strip():
                continue
            text = normalise(cell.text)
            if not is_number(text):
                left, beside = text, cell.column
                above[cell.column] = text
                said = ALL_YEARS if of_years and _OF_ALL_YEARS.match(_bare(text)) else _phase_said(text)
                phases[beside] = said or (phases.get(beside, "") if _FUNDED.match(text) else "")
                unit = unit_in(text) or unit
                continue
            heading = above.get(cell.column, "")
            if _NAMES_A_NUMBER.search(left) or _SCORED.search(heading):
                continue  # 单位编码 031003, 联系电话, 分值 …: the label says that it is no money
            phase = _phase_said(heading) or phases.get(beside, "")  # 执行数: | 86.20, 其中:财政拨款 below it
            if phase == "expected" and kind_of(table.kind).year_is_over:
                phase = "executed"
            label = next((word for word in (left, above.get(cell.column, "")) if _is_money(word)), "")
            amount = find_amount(cell.text, unit_in(label) or unit) if label else None
            if amount is None:
                continue
            fund = header_word("fund", _bare(label)) or "all"
            nature = header_word("nature", _bare(label))
            lines.append(
                Line(
                    **_place_and_amount(table, number, cell.column, cell, amount),
                    item=_bare(label),
                    column_label=heading if _phase_said(heading) else label,
                    direction="expenditure",
                    fund=fund,
                    nature=nature,
                    fiscal_year=table.fiscal_year if phase != ALL_YEARS else None,
                    phase=phase.replace(ALL_YEARS, "") or table.phase,
                    measure=ALL_YEARS if phase == ALL_YEARS else "",
                )
            )
    return lines


def _phase_said(label: str) -> str:
    return header_word("phase", _bare(label).rstrip(":")) if len(label) < _SHORT else ""


def _is_money(label: str) -> bool:
    return bool(_MONEY_WORD.search(label)) and not _NOT_MONEY.search(label) and len(label) < 30


def _bare(label: str) -> str:
    return re.sub(r"^\(?\d{1,2}\)?[、.]?|\((?:单位:)?(?:亿|百万|万|千)?元\)", "", label)

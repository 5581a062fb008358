"""Tables to tidy records: every printed money figure of a table makes exactly one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import NamedTuple

from budgetkit.amounts import Amount, find_amount, is_error, is_number, may_be_figure
from budgetkit.model import Cell
from budgetkit.records import Line
from budgetkit.rows import Row, read_rows
from budgetkit.rules.kinds import kind_of
from budgetkit.rules.words import header_word
from budgetkit.tables import Column, Table
from budgetkit.tables.performance_form import TARGETS
from budgetkit.tables.unit_wording import unit_in
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
        for column in table.amounts:
            cell = table.rows[number][column.index]
            if cell is None or not cell.text:
                continue
            if rows[number, column.side].counted and not _states_money(column):
                continue
            unit = table.unit_of(column)
            amount = find_amount(cell.text, unit)
            if amount is not None:
                lines.append(_line(table, column, rows[number, column.side], cell, amount))
    return lines


def _states_money(column: Column) -> bool:
    """Whether the header says of a column that it holds money, whatever the rows count."""
    return bool(column.amount_unit or _OF_VALUE.search(column.label))


def unread_cells(table: Table) -> list[Cell]:
    """Cells of amount columns that hold text which is no amount; blank cells are not among them."""
    return [cell for _, _, cell in _unread_places(table, "元")]


def unread_lines(table: Table) -> list[Line]:
    """What `unread_cells` would be as lines: with all that row and column say, but without an amount.

    They hold the places of their figures where identities are tried, so that none is judged on a blank that
    is no blank; they are no lines of the dataset. Words (详见附表) are none of them, nor what a row of counts
    prints; figures of a column whose unit is not known, beside others of known unit, are.
    """
    some_unit = any(map(table.unit_of, table.amounts))
    found = list(_unread_places(table, "" if some_unit else "元"))
    rows = read_rows(table) if found else {}
    lines = []
    for number, column, cell in found:
        row = rows[number, column.side]
        figure = may_be_figure(cell.text) or not any(map(str.isalpha, cell.text))
        if figure and (not row.counted or _states_money(column)):
            nothing = Amount(0, 1, 0, table.unit_of(column))
            lines.append(replace(_line(table, column, row, cell, nothing), unread=True))
    return lines


def _unread_places(table: Table, unknown_unit: str) -> Iterator[tuple[int, Column, Cell]]:
    if kind_of(table.kind).form:
        return
    for number, row in enumerate(table.body, table.header_rows):
        for column in table.amounts:
            cell = row[column.index]
            if cell is None or not cell.text.strip() or number == column.named_in:
                continue
            if find_amount(cell.text, table.unit_of(column) or unknown_unit) is None:
                yield number, column, cell


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
    long = len(table.amounts) == 1
    return "" if long and row.item and row.row_kind == "item" else column.measure


def _combine_fund(column_fund: str, row_fund: str) -> str:
    """Fund of a figure from its column and its row; the more particular one wins."""
    if not row_fund or column_fund.startswith(row_fund):
        return column_fund
    return row_fund


@dataclass(slots=True)
class _FormLabels:
    """Labels of a form as far as it has been read: those beside and above the figure that comes next."""

    unit: str
    left: str = ""
    beside: int = -1
    above: dict[int, str] = field(default_factory=dict)
    phases: dict[int, str] = field(default_factory=dict)
    of_one_year: bool = False
    """Whether the row prints the total of the year beside that of all years."""

    def begin_row(self, texts: list[str]) -> None:
        self.left, self.beside = "", -1
        self.of_one_year = any(_OF_ONE_YEAR.match(_bare(text)) for text in texts)

    def add(self, column: int, text: str) -> None:
        """Take a label in; what funds a phase (其中:财政拨款 below 执行数) is of that phase as well."""
        self.left, self.beside, self.above[column] = text, column, text
        of_all_years = self.of_one_year and _OF_ALL_YEARS.match(_bare(text))
        said = ALL_YEARS if of_all_years else _phase_said(text)
        self.phases[column] = said or (self.phases.get(column, "") if _FUNDED.match(text) else "")
        self.unit = unit_in(text) or self.unit

    def name_money(self, column: int) -> str:
        """The label that says of a figure that it is money, or ``""``."""
        if self.deny_money(column):
            return ""
        return next((label for label in (self.left, self.above.get(column, "")) if _is_money(label)), "")

    def deny_money(self, column: int) -> bool:
        """Whether a label says of a figure that it is no money: 单位编码 031003, 联系电话, 分值 …."""
        heading = self.above.get(column, "")
        return bool(_NAMES_A_NUMBER.search(self.left) or _SCORED.search(heading))


def _form_lines(table: Table) -> list[Line]:
    """Money of a performance form: figures beside, or below, a label that speaks of money."""
    figures = takewhile(lambda figure: not figure.is_below_targets, _form_figures(table))
    found = (_form_line(table, figure.row, figure.cell, figure.labels) for figure in figures)
    return [line for line in found if line is not None]


def unexplained_cells(table: Table) -> list[tuple[Cell, bool]]:
    """Figures of a form that may be money and make no line, each with whether a label says that it is.

    No label says what they are, their unit is unknown, or they stand below the targets beside such a label.
    """
    return [
        (figure.cell, bool(figure.labels.name_money(figure.cell.column)))
        for figure in _form_figures(table)
        if _is_unexplained(table, figure)
    ]


def _is_unexplained(table: Table, figure: _FormFigure) -> bool:
    column = figure.cell.column
    if figure.is_below_targets:
        return bool(figure.labels.name_money(column))
    made = _form_line(table, figure.row, figure.cell, figure.labels)
    return made is None and not figure.labels.deny_money(column)


class _FormFigure(NamedTuple):
    """A figure of a form, with the labels as they stand when it is reached."""

    row: int
    cell: Cell
    labels: _FormLabels
    is_below_targets: bool


def _form_figures(table: Table) -> Iterator[_FormFigure]:
    """Figures of a form in reading order; ``labels`` go on changing when the next one is asked for."""
    labels, is_below_targets = _FormLabels(table.amount_unit), False
    for number, row in enumerate(table.rows):
        cells = [(cell, normalise(cell.text)) for cell in row if cell is not None and cell.text.strip()]
        texts = [text for _, text in cells]
        # below here stand targets, which are indicators, not money
        is_below_targets = is_below_targets or any(text.endswith(TARGETS) for text in texts)
        labels.begin_row(texts)
        for cell, text in cells:
            if is_number(text) or is_error(text):
                yield _FormFigure(number, cell, labels, is_below_targets)
            else:
                labels.add(cell.column, text)


def _form_line(table: Table, row: int, cell: Cell, labels: _FormLabels) -> Line | None:
    """Line of a figure of a form, of what its label says, else its kind; ``None`` if it is no money."""
    label = labels.name_money(cell.column)
    amount = find_amount(cell.text, unit_in(label) or labels.unit) if label else None
    if amount is None:
        return None
    kind, heading, bare = kind_of(table.kind), labels.above.get(cell.column, ""), _bare(label)
    phase = _phase_said(heading) or labels.phases.get(labels.beside, "")
    of_all_years = phase == ALL_YEARS
    if phase == "expected" and kind.year_is_over:
        phase = "executed"
    return Line(
        **_place_and_amount(table, row, cell.column, cell, amount),
        item=bare,
        column_label=heading if _phase_said(heading) else label,
        direction=kind.direction,
        fund=header_word("fund", bare) or kind.fund,
        nature=header_word("nature", bare) or kind.nature,
        fiscal_year=None if of_all_years else table.fiscal_year,
        phase=table.phase if of_all_years else phase or table.phase,
        measure=ALL_YEARS if of_all_years else "",
    )


def _phase_said(label: str) -> str:
    return header_word("phase", _bare(label).rstrip(":")) if len(label) < _SHORT else ""


def _is_money(label: str) -> bool:
    return bool(_MONEY_WORD.search(label)) and not _NOT_MONEY.search(label) and len(label) < 30


def _bare(label: str) -> str:
    return re.sub(r"^\(?\d{1,2}\)?[、.]?|\((?:单位:)?(?:亿|百万|万|千)?元\)", "", label)

"""Tables of a document: joined over pages, titled, with kind, unit and described columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from budgetkit.amounts import find_amount
from budgetkit.model import Document
from budgetkit.records import Repair
from budgetkit.rules.kinds import Kind, kind_of
from budgetkit.rules.words import header_word
from budgetkit.tables.columns import read_columns
from budgetkit.tables.contents import place_absent
from budgetkit.tables.header import banner_count, header_row_count
from budgetkit.tables.heading import is_form_code, read_contents, read_heading, read_note, says_empty, unit_in
from budgetkit.tables.join import Joined, join_grids
from budgetkit.tables.kind import decide_kind, header_labels, name_totals, read_features
from budgetkit.tables.performance_form import has_indicators, is_form
from budgetkit.tables.period import read_period
from budgetkit.tables.table import Column, Table
from budgetkit.text import normalise

_LONGEST_LABEL = 40
"""Characters of the longest text that may state the unit of the figures beside or below it."""

__all__ = ["Column", "Table", "recognise"]

_OF_CLASSES = (
    "basic/personnel/wages",
    "basic/personnel/households",
    "basic/operating/goods_and_services",
    "basic/operating/capital",
)
"""Natures that the name of an economic class alone gives."""
_LABEL = 30
"""Characters of the longest label of money in a form."""
_FROM_ABOVE = re.compile(r"上级(?:专项)?(?:转移支付|补助)")
_MONEY = re.compile(r"金额|总额|资金|预算|拨款|支出|结转|经费")


def recognise(document: Document) -> list[Table]:
    """Find, join and understand all tables of a document.

    Parameters
    ----------
    document : Document
        As returned by `budgetkit.readers.read_document`.

    Returns
    -------
    list of Table
        In reading order; tables that the contents list and the document lacks stand at their place
        with ``state`` ``absent`` and no rows. A table of no known kind is kept as ``other``.
    """
    period = read_period(document)
    tables = [_recognise_one(joined, *period) for joined in join_grids(document)]
    _lend_units(tables)
    tables = place_absent(tables, read_contents(document))
    for number, table in enumerate(tables, 1):
        table.table_id = f"t{number:02d}"
        table.repairs = [replace(repair, table_id=table.table_id) for repair in table.repairs]
    return tables


def _recognise_one(joined: Joined, fiscal_year: int | None, phase: str) -> Table:
    heading, rows, notes = read_heading(joined.above), joined.rows, []
    inside = _title_in_frame(rows)
    if joined.under is not None and not heading.title and not inside:
        over = read_heading(joined.under.above)
        title = over.title or _title_in_frame(joined.under.rows)
        heading = replace(heading, title=title, amount_unit=heading.amount_unit or over.amount_unit)
        notes += ["title printed once, over the table before"] if title else []
    header_rows = header_row_count(rows)
    columns = read_columns(rows, header_rows, fiscal_year)
    texts = {normalise(cell.text) for row in rows for cell in row if cell is not None and len(cell.text) < 60}
    title = heading.title or inside
    kind = decide_kind(title, read_features(columns, texts), header_labels(columns))
    unit = heading.amount_unit or _unit_in_frame(rows)
    table = Table(
        table_id="",
        kind=kind.id,
        title=title,
        amount_unit=unit,
        pages=tuple(joined.pages),
        rows=rows,
        columns=columns,
        header_rows=header_rows,
        note=read_note(joined.below),
        engine=joined.engine,
        fiscal_year=fiscal_year,
        phase=phase,
        stated_unit=bool(unit),
        notes=notes,
        repairs=[Repair("", *entry) for entry in joined.mended],
    )
    _apply_kind(table, kind)
    table.state = _state(table)
    return table


def _unit_in_frame(rows: list) -> str:
    """Unit that the first rows print, or that a label of a form prints above its indicators."""
    for row in rows if is_form(rows) else rows[: max(2, banner_count(rows) + 1)]:
        texts = [cell.text for cell in row if cell is not None and len(cell.text) < _LONGEST_LABEL]
        if has_indicators([row]):
            break
        if unit := next(filter(None, map(unit_in, texts)), ""):
            return unit
    return ""


def _title_in_frame(rows: list) -> str:
    for row in rows[: max(2, banner_count(rows))]:
        cells = [cell for cell in row if cell is not None and (cell.text.strip() or len(row) == 1)]
        text = normalise(cells[0].text) if len(cells) == 1 else ""
        if text.endswith("表") and not is_form_code(text) and cells[0].column_span * 2 > len(row):
            return text
    return ""


def _apply_kind(table: Table, kind: Kind) -> None:
    """Fill in what the kind and the title say of every amount, where the header is silent."""
    fund = kind.fund
    if kind.fund_from_title:
        # the title of a fund table names the budget (一般公共预算…, 财政拨款…); 三公 alone names none
        fund = _fund_of_title(normalise(table.title)) or fund
    if kind.holds == "three_public":
        name_totals(table.columns)
    balanced = _is_balanced(table)
    nature = kind.nature or _nature_of_title(table)
    printed = {column.nature.partition("/")[0] for column in table.columns if column.role == "amount"}
    if nature == "project" and all(
        c.nature in _OF_CLASSES for c in table.columns if c.nature.startswith("basic")
    ):
        # 商品和服务支出 over projects is money of projects
        for column in table.columns:
            column.nature = "" if column.nature.startswith("basic") else column.nature
        printed -= {"basic"}
    if nature and printed - {"", nature.partition("/")[0]}:
        nature = ""  # 基本支出 | 项目支出: what stands beside them is of both
    for column in table.columns:
        if column.role != "amount":
            continue
        own = "revenue" if column.measure == "opening_carryover" else column.direction
        if not balanced or own != "revenue":
            own = kind.direction or column.direction
        column.direction = own
        if kind.two_sided and column.direction == "":
            column.direction = ("revenue", "expenditure")[min(column.side, 1)]
        # what is left at the end of the year is a balance of all the money in the table
        column.fund = fund if column.measure == "closing_carryover" else _fund_within(fund, column)
        if nature and not column.nature:
            column.nature = nature
        column.fiscal_year = column.fiscal_year or table.fiscal_year
        column.phase = column.phase or table.phase


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
    said = {column.direction for column in table.columns if column.role == "amount"}
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


def _state(table: Table) -> str:
    for row in table.rows[table.header_rows :]:
        for column in table.columns:
            cell = row[column.index]
            if cell is not None and cell.text and (column.role == "amount" or kind_of(table.kind).indicators):
                if kind_of(table.kind).indicators or find_amount(cell.text, table.amount_unit or "万元"):
                    return "present"
    if not any(column.role == "amount" for column in table.columns):
        return "present" if len(table.rows) > table.header_rows else "empty"
    inside = " ".join(cell.text for row in table.rows for cell in row if cell is not None and cell.text)
    if not says_empty(table.note) and says_empty(inside) and "空" in inside:
        table.note = next(cell.text for row in table.rows for cell in row if cell and says_empty(cell.text))
    return "empty_with_note" if says_empty(table.note) else "empty"


def _lend_units(tables: list[Table]) -> None:
    """Give a table without a printed unit the one under which its figures recur in other tables.

    Only a unit that other tables of the document print is considered, and only when no other unit
    explains the figures as well; otherwise the unit stays unknown and the audit says so.
    """
    stated = [table for table in tables if table.amount_unit]
    known = {amount for table in stated for amount in _amounts(table, table.amount_unit)}
    units = sorted({table.amount_unit for table in stated})
    for table in tables:
        if table.amount_unit or not (_is_form(table) or any(c.role == "amount" for c in table.columns)):
            continue
        hits = {unit: len(known & _amounts(table, unit)) for unit in units}
        best = max(hits.values(), default=0)
        winners = [unit for unit, count in hits.items() if count == best]
        if best >= 1 and len(winners) == 1:
            table.amount_unit = winners[0]
            table.notes.append(f"unit not printed; {best} figures recur in other tables in {winners[0]}")
        elif len(units) == 1 and not _amounts(table, units[0]):
            table.amount_unit = units[0]


def _is_form(table: Table) -> bool:
    """Forms print money beside its label, under whatever header their first row seems to be."""
    return kind_of(table.kind).indicators


def _amounts(table: Table, unit: str) -> set[int]:
    found = set()
    beside_labels = list(_figures_of_form(table)) if _is_form(table) else []
    for text, own_unit in beside_labels or _figures(table):
        amount = find_amount(text, own_unit or unit)
        if amount and amount.fen:
            found.add(amount.fen)
    return found


def _figures(table: Table) -> Iterator[tuple[str, str]]:
    """Texts of the columns of amounts, each with the unit of its column."""
    for row in table.rows[table.header_rows :]:
        for column in table.columns:
            if column.role == "amount" and (cell := row[column.index]) is not None and cell.text:
                yield cell.text, column.amount_unit


def _figures_of_form(table: Table) -> Iterator[tuple[str, str]]:
    """Texts beside labels of money, above the indicators."""
    for row in table.rows:
        texts = [cell.text for cell in row if cell is not None and cell.text.strip()]
        if any(normalise(text).endswith(("指标值", "目标值")) for text in texts):
            return
        for label, text in zip(texts, texts[1:], strict=False):
            if _MONEY.search(label) and len(label) < _LABEL:
                yield text, unit_in(label)

"""What procurement tables buy: within the expenditure that pays for it, and quantity by unit price."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from budgetkit.amounts import FEN_PER_UNIT, read_amount
from budgetkit.checks.check import Check, check_figures
from budgetkit.checks.conditions import condition, funds_of
from budgetkit.checks.lookup import Index
from budgetkit.records import Line
from budgetkit.rules.identities import Identity
from budgetkit.rules.kinds import kind_of
from budgetkit.rules.purchases import Bound, bounds, product
from budgetkit.sums.intervals import add_lines

_BOUGHT = ("purchase", "service")
"""What a row is of where quantities and prices may be printed."""
_ASIDE = ("amount", "share", "quantity")
"""Roles of columns, beside those of units and codes, that do not say what is bought."""
_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)[^\d.]{0,3}")
_LEAST_FITTING = 2
"""Rows whose product must fit before one that does not is asked about."""


def check_bounds(tables: Iterable, lines: Sequence[Line]) -> list[Check]:
    """Bought things against the expenditure that pays for them.

    Parameters
    ----------
    tables : iterable of Table
        Described tables of one document.
    lines : sequence of Line
        All their lines.

    Returns
    -------
    list of Check
        One for each bound and procurement table with such things; ``total`` is what may be spent, ``parts``
        what is bought. ``not_assessable`` where the document does not print what pays, or prints it for a
        part of the funds only.
    """
    index = Index(lines, {})
    found = []
    for table in tables:
        if kind_of(table.kind).row_is != "purchase" or table.table_id not in index.tables:
            continue
        for bound in bounds():
            bought = _bought(index, table, bound)
            if bought:
                found.append(_bounded(index, bound, bought))
    return found


def _bought(index: Index, table, bound: Bound) -> list[Line]:
    heads = [line for line in index.tables[table.table_id] if index.value(line, "head")]
    if not bound.words.pattern:
        totals = [line for line in heads if index.value(line, "row_role") == "total"]
        return totals if len(totals) == 1 else []
    telling = [
        column.index
        for column in table.columns
        if column.role not in _ASIDE
        and not column.role.startswith("unit")
        and not column.role.endswith("code")
    ]
    found = []
    for line in heads:
        texts = ["".join(table.text(line.row, column).split()) for column in telling]
        named = [text for text in texts if bound.words.search(text)]
        if line.row_kind == "item" and named and not any(bound.but.search(text) for text in texts):
            found.append(line)
    return found


def _bounded(index: Index, bound: Bound, bought: list[Line]) -> Check:
    place = (bought[0].table_id, bought[0].row, bought[0].column)
    periods = {(line.fiscal_year, line.phase) for line in bought}
    for operands in bound.wholes if len(periods) == 1 else ():
        sides = [_of_period(index, operand, periods) for operand in operands]
        if all(sides):
            lines = [line for side in sides for line in side]
            if _covers_all(index, lines):
                lines += _of_period(index, bound.besides, periods) if bound.besides else []
                return check_figures(bound.identity, lines, bought, place)
    return Check(bound.identity, "not_assessable", table_id=place[0], relation=bound.identity.relation)


def _of_period(index: Index, operand, periods: set[tuple]) -> list[Line]:
    lines = [line for line in index.select(operand) if (line.fiscal_year, line.phase) in periods]
    return lines if len({line.table_id for line in lines}) == 1 else []


def _covers_all(index: Index, lines: list[Line]) -> bool:
    """Whether figures cover all funds, which purchases may be paid from: by name, or there is only one."""
    return funds_of(lines) == {"all"} or condition(index, _ONE_FUND) is True


_ONE_FUND = Identity("one-fund", "", "document", "", "", conditions=("only_general_public_budget",))


@dataclass(frozen=True, slots=True)
class WrongProduct:
    """A row whose amount is not its quantity by its price; ``expected_fen`` is what they make."""

    line: Line
    quantity: str
    price: str
    expected_fen: int


def wrong_products(tables: Iterable, lines: Sequence[Line]) -> list[WrongProduct]:
    """Rows of procurement tables whose amount is not quantity by unit price.

    A price may be printed in another unit than the amounts: the unit that makes most rows fit is meant, and
    where too few fit nothing is said.
    """
    rows: dict[str, dict[tuple[int, int], Line]] = {}
    for line in lines:
        rows.setdefault(line.table_id, {})[line.row, line.column] = line
    found = []
    for table in tables:
        if kind_of(table.kind).row_is in _BOUGHT and table.table_id in rows:
            found += _of_table(table, rows[table.table_id])
    return found


def _of_table(table, lines: Mapping[tuple[int, int], Line]) -> list[WrongProduct]:
    rule = product()
    quantities = [c for c in table.columns if c.path and rule.quantity.search(c.path[-1])]
    prices = [c for c in table.columns if c.path and rule.price.search(c.path[-1])]
    amounts = [c for c in table.columns if c.role == "amount" and c not in prices and c not in quantities]
    if len(quantities) != 1 or len(prices) != 1 or not amounts:
        return []
    best: list[tuple[bool, WrongProduct]] = []
    for unit in dict.fromkeys([prices[0].amount_unit or table.amount_unit, "元", "万元"]):
        tried = list(_tried(table, lines, quantities[0].index, prices[0].index, amounts[0].index, unit))
        if sum(fits for fits, _ in tried) > sum(fits for fits, _ in best):
            best = tried
    fitting = sum(fits for fits, _ in best)
    wrong = [one for fits, one in best if not fits]
    return wrong if fitting >= _LEAST_FITTING and fitting > len(wrong) else []


def _tried(
    table, lines: Mapping[tuple[int, int], Line], quantity: int, price: int, amount: int, unit: str
) -> Iterator[tuple[bool, WrongProduct]]:
    for (row, column), line in lines.items():
        counted = _NUMBER.fullmatch("".join(table.text(row, quantity).split()))
        each = read_amount(table.text(row, price), unit) if unit in FEN_PER_UNIT else None
        if column != amount or line.row_kind != "item" or not counted or each is None:
            continue
        count = Fraction(counted[1].replace(",", ""))
        made = count * each.fen
        room = (count * each.step_fen + add_lines([line]).step) / 2
        fits = abs(made - line.amount_fen) <= room
        texts = (table.text(row, place).strip() for place in (quantity, price))
        yield fits, WrongProduct(line, *texts, round(made))

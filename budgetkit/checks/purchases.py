"""What procurement tables buy: within the expenditure that pays for it, and quantity by unit price."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import attrgetter
from typing import NamedTuple

from budgetkit.amounts import find_amount
from budgetkit.checks.check import Check, check_figures, not_assessable
from budgetkit.checks.conditions import funds_of, only_general_public_budget
from budgetkit.checks.lookup import Index
from budgetkit.records import Line, grouped
from budgetkit.rules.identities import Bound, Operand, bounds, identity_of, product
from budgetkit.rules.kinds import kind_of
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
        pairs = ((bound, _bought(index, table, bound)) for bound in bounds())
        found += [_bounded(index, bound, bought) for bound, bought in pairs if bought]
    return found


def _bought(index: Index, table, bound: Bound) -> list[Line]:
    heads = [line for line in index.tables[table.table_id] if index.value(line, "head")]
    if not bound.words.pattern:
        totals = [line for line in heads if index.value(line, "row_role") == "total"]
        return totals if len(totals) == 1 else []
    telling = [column.index for column in table.columns if _names_things(column.role)]
    items = [line for line in heads if line.row_kind == "item"]
    return [line for line in items if _is_named(bound, [table.text(line.row, column) for column in telling])]


def _is_named(bound: Bound, texts: Iterable[str]) -> bool:
    """Whether the words of a row say that it is a thing that the bound is about."""
    bare = ["".join(text.split()) for text in texts]
    return any(map(bound.words.search, bare)) and not any(map(bound.but.search, bare))


def _names_things(role: str) -> bool:
    """Whether columns of a role may say what is bought."""
    return role not in _ASIDE and not role.startswith("unit") and not role.endswith("code")


def _bounded(index: Index, bound: Bound, bought: list[Line]) -> Check:
    identity = identity_of(bound, "document", relation="at_most", severity="warning", category="question")
    place = bought[0].place
    periods = {line.period for line in bought}
    for operands in bound.wholes if len(periods) == 1 else ():
        sides = [_of_period(index, operand, periods) for operand in operands]
        if all(sides):
            lines = [line for side in sides for line in side]
            if _covers_all(index, lines):
                lines += _of_period(index, bound.besides, periods) if bound.besides else []
                return check_figures(identity, lines, bought, place)
    return not_assessable(identity, place)


def _of_period(index: Index, operand: Operand, periods: set[tuple]) -> list[Line]:
    lines = [line for line in index.select(operand) if line.period in periods]
    return lines if len({line.table_id for line in lines}) == 1 else []


def _covers_all(index: Index, lines: list[Line]) -> bool:
    """Whether figures cover all funds, which purchases may be paid from: by name, or there is only one."""
    return funds_of(lines) == {"all"} or only_general_public_budget(index) is True


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
    by_table = grouped(lines, attrgetter("table_id"))
    found = []
    for table in tables:
        if kind_of(table.kind).row_is in _BOUGHT:
            found += _of_table(table, by_table.get(table.table_id, ()))
    return found


class _Factors(NamedTuple):
    """Columns of a procurement table that make its amounts, by their numbers, and units a price may be in."""

    quantity: int
    price: int
    amount: int
    units: Iterable[str]


def _factors(table) -> _Factors | None:
    """The columns of a table that multiply; ``None`` where they are not one of each."""
    rule = product()
    quantities = [c for c in table.columns if c.path and rule.quantity.search(c.path[-1])]
    prices = [c for c in table.columns if c.path and rule.price.search(c.path[-1])]
    amounts = [c for c in table.columns if c.role == "amount" and c not in (*prices, *quantities)]
    if len(quantities) != 1 or len(prices) != 1 or not amounts:
        return None
    units = dict.fromkeys([table.unit_of(prices[0]), "元", "万元"])
    return _Factors(quantities[0].index, prices[0].index, amounts[0].index, units)


def _of_table(table, lines: Sequence[Line]) -> list[WrongProduct]:
    factors = _factors(table)
    if factors is None:
        return []
    tried = [list(_tried(table, lines, factors, unit)) for unit in factors.units]
    best = max(tried, key=lambda rows: sum(fits for fits, _ in rows))
    wrong = [one for fits, one in best if not fits]
    fitting = len(best) - len(wrong)
    return wrong if fitting >= _LEAST_FITTING and fitting > len(wrong) else []


def _tried(table, lines: Sequence[Line], factors: _Factors, unit: str) -> Iterator[tuple[bool, WrongProduct]]:
    for line in lines:
        if line.column != factors.amount or line.row_kind != "item":
            continue
        texts = [table.text(line.row, column).strip() for column in (factors.quantity, factors.price)]
        counted, each = _NUMBER.fullmatch("".join(texts[0].split())), find_amount(texts[1], unit)
        if not counted or each is None:
            continue
        count = Fraction(counted[1].replace(",", ""))
        made = count * each.fen
        fits = abs(made - line.amount_fen) <= (count * each.step_fen + add_lines([line]).step) / 2
        yield fits, WrongProduct(line, *texts, round(made))

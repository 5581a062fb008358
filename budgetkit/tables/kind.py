"""Which kind a table is: its header decides, its title only chooses between what the header allows."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain

from budgetkit.rules.kinds import OTHER, Kind, kind_of, ways
from budgetkit.tables.features import OF_THREE
from budgetkit.tables.table import Column
from budgetkit.text import normalise


def decide_kind(title: str, features: set[str], header: Collection[str] = ()) -> Kind:
    """Kind of a table as title, features (`read_features`) and labels of its header tell it, or ``other``."""
    plain, labels = normalise(title), frozenset(header)
    fitting = [way for way in ways() if way.said.only_in != "contents" and way.fits_header(features, labels)]
    by_title = (way for way in fitting if way.fits_title(plain))
    by_header = (way for way in fitting if way.said.by_header and not way.refuses(plain))
    found = next(chain(by_title, by_header), None)
    return found.kind if found else kind_of(OTHER)


def name_totals(columns: list[Column]) -> None:
    """Say of a total in a table of the three public expenses that it is theirs, if nothing else is in it."""
    for total in columns:
        if total.role != "amount" or total.measure or total.column_kind != "total":
            continue
        group = [
            c for c in columns if c.role == "amount" and c.path[: len(total.path) - 1] == total.path[:-1]
        ]
        parts = {column.measure for column in group if column is not total}
        if parts <= OF_THREE and len(parts) > 1:
            total.measure = "three_public"


def kind_of_title(title: str) -> str:
    """Kind that a title in the contents names, or ``""``; used only for tables that are not there."""
    plain = normalise(title)
    named = (way for way in ways() if way.said.only_in != "tables" and way.fits_title(plain))
    found = next(named, None)
    return found.kind.id if found else ""

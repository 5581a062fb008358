"""Rules for what procurement tables buy, as data (``purchases.toml``): loaded once."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from budgetkit.rules.files import load_toml
from budgetkit.rules.identities import Identity, Operand, _operand


class Bound(NamedTuple):
    """Bought things and what pays for them.

    Parameters
    ----------
    identity : Identity
        Its id, its rule, and what it says.
    words, but : Pattern
        A row counts where one of its texts matches ``words`` and not ``but``; without words the total counts.
    wholes : tuple of tuple of Operand
        Alternatives; the operands of one are added up, and each must be printed.
    besides : Operand or None
        What is added where it is printed.
    """

    identity: Identity
    words: re.Pattern[str]
    but: re.Pattern[str]
    wholes: tuple[tuple[Operand, ...], ...]
    besides: Operand | None


class Product(NamedTuple):
    """Headings of the columns of quantity and unit price."""

    identity: Identity
    quantity: re.Pattern[str]
    price: re.Pattern[str]


@cache
def bounds() -> tuple[Bound, ...]:
    """Bounds of what is bought, in the order of the file."""
    return tuple(
        Bound(
            _identity(entry, "at_most"),
            re.compile(entry["words"]),
            re.compile(entry["but"]),
            tuple(tuple(map(_operand, operands)) for operands in entry["wholes"]),
            _operand(entry["besides"]) if "besides" in entry else None,
        )
        for entry in load_toml("identities/purchases.toml")["bound"]
    )


@cache
def product() -> Product:
    """Columns whose product is the amount."""
    entry = load_toml("identities/purchases.toml")["product"]
    return Product(_identity(entry, "equal"), re.compile(entry["quantity"]), re.compile(entry["price"]))


def _identity(entry: dict, relation: str) -> Identity:
    names = ("id", "rule", "title_zh", "title_en")
    return Identity(
        **{name: entry[name] for name in names}, scope="document", relation=relation,
        severity="warning", category="question",
    )  # fmt: skip


def describe_purchases() -> list[str]:
    """The rules as rows of Markdown, for ``docs/identities.md``."""
    rules = [*(bound.identity for bound in bounds()), product().identity]
    return [f"| `{one.id}` | {one.rule} | {one.title_en} | {one.title_zh} |" for one in rules]

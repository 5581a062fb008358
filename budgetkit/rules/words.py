"""What the labels of headers and rows say (``words/headers.toml``, ``words/labels.toml``)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from budgetkit.rules.files import load_toml
from budgetkit.rules.patterns import Family, remembers

_TOTAL_TAIL = re.compile(r"[总合共]+计$")


@cache
def _families(name: str) -> dict[str, Family]:
    return {family: Family(f"{name}/{family}", rules) for family, rules in load_toml(f"words/{name}").items()}


_LONGEST_HEADER = 400
"""Characters of a label; what is longer is text, and to search it takes the square of its length."""


@remembers
@lru_cache(maxsize=16384)
def header_says(family: str, label: str) -> dict | None:
    """What one header label says in one family (``role``, ``fund``, ``nature``, …), or ``None``.

    A measure that rows name (结转下年, 公务接待费) means the same over a column.
    """
    if len(label) > _LONGEST_HEADER:
        return None
    said = _families("headers.toml")[family].first(label)
    if said is None and family == "measure":
        row = _families("labels.toml")["measure"].first(label)
        return row if row and "row_kind" not in row else None
    return said


@remembers
@lru_cache(maxsize=16384)
def row_says(label: str) -> dict | None:
    """Measure and row kind that a bare row label names, or ``None``.

    Words for totals mean the same in a row as over a column (小计), and a nature with such a word behind it
    is the total of that nature (人员经费合计).
    """
    said = _families("labels.toml")["measure"].first(label)
    if said is not None:
        return said
    total = _TOTAL_TAIL.search(label)
    nature = header_says("nature", label[: total.start()]) if total else None
    if nature:
        return {"measure": "", "row_kind": "total", "nature": nature["nature"]}
    kind = header_says("column_kind", label)
    return (
        {"measure": "", "row_kind": kind["column_kind"]}
        if kind and kind["column_kind"] != "of_which"
        else None
    )


def header_word(family: str, label: str) -> str:
    """The word of a family itself that a header label says, or ``""``.

    >>> header_word("fund", "财政拨款")
    'appropriation'
    """
    return (header_says(family, label) or {}).get(family, "")


def is_total(label: str) -> bool:
    """Whether a bare row label names the total of the rows."""
    return (row_says(label) or {}).get("row_kind") == "total"

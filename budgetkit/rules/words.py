"""What the labels of headers and rows say (``words/headers.toml``, ``words/labels.toml``)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import attrs

from budgetkit.rules.active import active, remembers
from budgetkit.rules.declared.words import HeaderFile, LabelFile, MeasureWording, Wording
from budgetkit.rules.patterns import Wordings

_TOTAL_TAIL = re.compile(r"[总合共]+计$")


@remembers
@cache
def _header_families() -> dict[str, Wordings]:
    loaded = active().of(HeaderFile)
    names = [field.name for field in attrs.fields(HeaderFile)]
    return {name: Wordings(f"headers.toml/{name}", getattr(loaded, name)) for name in names}


@remembers
@cache
def _row_measures() -> Wordings[MeasureWording]:
    return Wordings("labels.toml/measure", active().of(LabelFile).measure)


_LONGEST_HEADER = 400
"""Characters of a label; what is longer is text, and to search it takes the square of its length."""


@remembers
@lru_cache(maxsize=16384)
def header_says(family: str, label: str) -> Wording | None:
    """What one header label says in one family (``role``, ``fund``, ``nature``, …), or ``None``.

    A measure that rows name (结转下年, 公务接待费) means the same over a column.
    """
    if len(label) > _LONGEST_HEADER:
        return None
    said = _header_families()[family].first(label)
    if said is None and family == "measure":
        row = _row_measures().first(label)
        return row if row and not row.row_kind else None
    return said


def header_word(family: str, label: str) -> str:
    """The word that one header label says in one family; empty where it says none.

    >>> header_word("nature", "基本支出")
    'basic'
    """
    said = header_says(family, label)
    return getattr(said, family) if said else ""


@remembers
@lru_cache(maxsize=16384)
def row_says(label: str) -> MeasureWording | None:
    """Measure and row kind that a bare row label names, or ``None``.

    Words for totals mean the same in a row as over a column (小计), and a nature with such a word behind it
    is the total of that nature (人员经费合计).
    """
    said = _row_measures().first(label)
    if said is not None:
        return said
    total = _TOTAL_TAIL.search(label)
    nature = header_says("nature", label[: total.start()]) if total else None
    if nature:
        return MeasureWording(patterns=(), measure="", row_kind="total", nature=nature.nature)
    kind = header_says("column_kind", label)
    if kind and kind.column_kind != "of_which":
        return MeasureWording(patterns=(), measure="", row_kind=kind.column_kind)
    return None


def is_total(label: str) -> bool:
    """Whether a bare row label names the total of the rows."""
    said = row_says(label)
    return said is not None and said.row_kind == "total"

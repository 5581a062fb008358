"""Lists whose introduction states the unit once: …（单位：万元）, then a name and a figure a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from budgetkit.model import Paragraph
from budgetkit.statements.reading_order import ReadLine, as_read
from budgetkit.tables.unit_wording import unit_in
from budgetkit.text import normalise

_INTRODUCTION = re.compile(r"[(\[][^()\[\]]*单位[^()\[\]]*[)\]][:。]?$")
_ITEM = re.compile(
    r"(?:[(-]?[\d一二三四五六七八九十]{0,3}[)、.])*[^\d。;]*[\u4e00-\u9fff)\"](?P<colon>:)?-?\d[\d,]*(?:\.\d+)?(?P<stop>[;,。])?"
)


def with_list_units(lines: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """The lines, those of a list with the unit that its introduction states.

    A figure stands behind a colon or before a mark of punctuation: one that stands alone behind a gap is of
    a table without rules, which the ledger tells.
    """
    unit = ""
    for line in lines:
        text = normalise(line.text)
        item = _ITEM.fullmatch(text) if unit else None
        if item is None:
            unit = unit_in(text) if _INTRODUCTION.search(text) else ""
        yield as_read(line, unit=unit) if item and (item["colon"] or item["stop"]) else line


def unit_of_list(line: Paragraph) -> str:
    """The unit of the list in which a line stands, ``""`` for any other line."""
    return line.unit if isinstance(line, ReadLine) else ""

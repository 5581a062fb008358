"""The same document printed otherwise: other widths, other white space; and what it means all the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from budgetkit.disclosure import Disclosure
from budgetkit.model import Document, Grid
from budgetkit.statements.remainder import OTHER_AMOUNT
from budgetkit.text import normalise

_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_NARROW = {ord(wide): narrow for wide, narrow in zip("（）：；％，．！？０１２", "():;%,.!?012", strict=True)}
_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff）])(?=[\u4e00-\u9fff（])")


def wide(text: str) -> str:
    """Every digit, letter and sign in full width."""
    return text.translate(_WIDE)


def narrow(text: str) -> str:
    """Every sign in half width."""
    return text.translate(_NARROW)


def spaced(text: str) -> str:
    """No-break and ideographic spaces between the characters of words, and around every figure."""
    apart = _BETWEEN.sub(lambda place: "\u3000\xa0"[place.start() % 2], text)
    return re.sub(r"(\d[\d,.]*)", "\xa0\\1\u3000", apart)


def broken(text: str) -> str:
    """A line break in the middle of a text of a cell, as a narrow column makes it."""
    half = len(text) // 2
    whole = re.search(r"^[-\d,.%]*$", text) or half < 2
    return text if whole else f"{text[:half]}\n{text[half:]}"


WRITINGS: dict[str, Callable[[str], str]] = {
    "wide": wide,
    "narrow": narrow,
    "spaced": spaced,
    "broken": broken,
}


def printed_as(document: Document, writing: str) -> Document:
    """A document as read, had it been printed in another writing; lines outside of tables never break."""
    write = WRITINGS[writing]
    blocks = []
    for block in document.blocks:
        if isinstance(block, Grid):
            cells = tuple(cell._replace(text=write(cell.text)) for cell in block.cells)
            block = replace(block, cells=cells)
        elif writing != "broken":
            block = replace(block, text="\t".join(map(write, block.text.split("\t"))))
        blocks.append(block)
    return replace(document, blocks=tuple(blocks))


TOLD = {
    "documents": "fiscal_year phase scope amount_units",
    "tables": "table_id kind title amount_unit state row_count column_count",
    "lines": "table_id row column kind unit_code unit_name functional_code functional_name "
    "department_economic_code department_economic_name government_economic_code government_economic_name "
    "item column_label direction fund nature fiscal_year phase row_kind column_kind amount_yuan printed_unit "
    "decimals",
    "statements": "metric section subject fiscal_year phase base_year base_phase value unit derived",
    "indicators": "scope level1 level2 level3 comparator value value_high unit value_type row",
    "projects": "unit_code unit_name project_name project_code project_type amount_yuan",
}
"""What a document means: the columns of each table that neither quote nor tell the page."""


def meaning(read: Disclosure) -> dict[str, list[tuple[str, ...]]]:
    """Rows of each table, their words folded, without what is printed or quoted."""
    found = {}
    for table, columns in TOLD.items():
        frame = getattr(read, table)[columns.split()]
        if table == "statements":
            # headings such as 第三部分 are not known with spaces within: the section is not compared here
            frame = frame.assign(section=frame["section"].where(frame["metric"] != OTHER_AMOUNT, ""))
        rows = frame.to_dict("records")
        found[table] = [tuple(normalise(str(value)) for value in row.values()) for row in rows]
    return found

"""Labels under labels: what the inner one makes of the outer one, and inner ones printed below the header."""

from __future__ import annotations

from budgetkit.model import Cell
from budgetkit.rules.words import header_says
from budgetkit.text import normalise


def fund_below(outer: str, inner: str) -> str:
    """Fund of a label under another one: 其中：财政拨款 under 一般公共预算 is its part."""
    if not inner or not outer:
        return inner or outer
    if inner == outer or inner.startswith(outer + "/"):
        return inner
    if outer == "carryover":
        return f"carryover/{inner}"
    if outer == "general_public_budget" and inner == "appropriation":
        return "general_public_budget/appropriation"
    if outer == "general_public_budget" and inner.startswith(outer):
        return inner
    if outer == "unit_funds" and inner.startswith("unit_funds"):
        return inner
    if inner == "carryover":
        return f"carryover/{outer}" if outer not in ("appropriation", "all") else inner
    return inner


def nature_below(outer: str, inner: str) -> str:
    """Nature of a label under another one; economic classes inside 项目支出 stay project money."""
    if not inner or not outer:
        return inner or outer
    if inner.startswith(outer):
        return inner
    if outer.startswith("basic") and inner == "reserve":
        return "basic/reserve"  # 单位预留 of basic expenditure is part of it
    if outer.startswith("basic") and inner.startswith("basic"):
        return inner if inner.count("/") >= outer.count("/") else outer
    if outer == "project" and inner.startswith("basic"):
        return outer
    return inner


def measure_below(measure: str, outer: str, inner: str) -> str:
    """Measure of a label under another one, whose first word it may leave out (公务用车… / 购置费)."""
    said = header_says("measure", inner)
    if said is None and measure and outer.find(inner[:2]) > 0:
        completed = (header_says("measure", outer[:size] + inner) for size in range(2, len(outer)))
        said = next((found for found in completed if found and found["measure"] != measure), None)
    return said["measure"] if said else measure


def words_below(rows: list[list[Cell | None]], header_rows: int) -> dict[int, tuple[str]]:
    """Labels of columns that the first row below the header prints among its figures, by column.

    The official form of the funds (政府性基金预算财政拨款收入支出决算表) divides 本年支出 over three
    columns and names them in the row of the total: 合计 | 0 | 102.80 | 合计 | 基本支出 | 项目支出 | 0.
    They count when one heading spans them and each of its columns has a word of its own, at least one of
    them a nature.
    """
    found: dict[int, tuple[str]] = {}
    if not 0 < header_rows < len(rows):
        return found
    for number, row in enumerate(rows[:header_rows]):
        for head in row:
            if head is None or not 1 < head.column_span < len(row) or not head.text.strip():
                continue
            columns = range(head.column, min(len(row), head.column + head.column_span))
            words = [_word(rows[header_rows][column]) for column in columns]
            between = (rows[other][column] for other in range(number + 1, header_rows) for column in columns)
            if any(_word(cell) and not _word(cell).isdigit() for cell in between):
                continue
            if all(map(_names_a_column, words)) and len(set(words)) == len(words):
                if any((header_says("nature", word) or {}).get("nature") for word in words):
                    found |= {column: (word,) for column, word in zip(columns, words, strict=True)}
    return found


def _word(cell: Cell | None) -> str:
    return normalise(cell.text) if cell is not None else ""


def _names_a_column(word: str) -> bool:
    kind = header_says("column_kind", word) if word else None
    return bool(kind and kind["column_kind"] != "of_which") or bool(word and header_says("nature", word))

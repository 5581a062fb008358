"""Labels under labels: what the inner one makes of the outer one, and inner ones printed below the header."""

from __future__ import annotations

from budgetkit.model import Cell
from budgetkit.rules.words import header_says, header_word
from budgetkit.tables.cells import Rows, printed
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
        said = next((found for found in completed if found and found.measure != measure), None)
    return said.measure if said else measure


def words_below(rows: Rows, header_rows: int) -> dict[int, tuple[str]]:
    """Labels of columns that the first row below the header prints among its figures, by column.

    The official form of the funds (政府性基金预算财政拨款收入支出决算表) divides 本年支出 over three
    columns and names them in the row of the total: 合计 | 0 | 102.80 | 合计 | 基本支出 | 项目支出 | 0.
    They count when one heading spans them and each of its columns has a word of its own, at least one of
    them a nature.
    """
    found: dict[int, tuple[str]] = {}
    if not 0 < header_rows < len(rows):
        return found
    for number, row in enumerate(rows[:header_rows], 1):
        for head in printed(row):
            if not 1 < head.column_span < len(row):
                continue
            columns = slice(head.column, head.column + head.column_span)
            words = [_word(cell) for cell in rows[header_rows][columns]]
            between = [_word(cell) for other in rows[number:header_rows] for cell in other[columns]]
            if all(not word or word.isdigit() for word in between) and _name_columns(words):
                found |= {column: (word,) for column, word in enumerate(words, head.column)}
    return found


def _word(cell: Cell | None) -> str:
    return normalise(cell.text) if cell is not None else ""


def _name_columns(words: list[str]) -> bool:
    """Whether words that stand side by side can name columns, one of them by its nature."""
    differ = len(set(words)) == len(words)
    return differ and all(map(_names_a_column, words)) and any(header_word("nature", word) for word in words)


def _names_a_column(word: str) -> bool:
    kind = header_word("column_kind", word) if word else ""
    return kind not in ("", "of_which") or bool(word and header_says("nature", word))

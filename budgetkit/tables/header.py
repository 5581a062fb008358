"""The header of a table: which rows it has, and the labels that they print over each column."""

from __future__ import annotations

import re

from budgetkit.amounts import is_number
from budgetkit.rules.words import header_says, is_total
from budgetkit.tables.cells import CellRow, Rows, printed, texts_of
from budgetkit.tables.heading import is_heading_part
from budgetkit.tables.unit_wording import label_without_unit
from budgetkit.text import normalise, read_label

CODE = re.compile(r"^\d{3}(?:\d{2}){0,2}$")
"""A code of 类, 款 or 项."""
YEAR = re.compile(r"(20\d\d)年?度?")
_HEADER_FAMILIES = ("role", "fund", "nature", "measure", "phase", "column_kind")
_COLUMN_NUMBER = re.compile(r"[\dA-Za-z甲乙丙丁()=+\-*/÷×—]*")
"""A number of a column, with how it comes about perhaps (3=1+2), but no decimals and no words."""
_LEVEL_LABELS = ("类", "款", "项")
_TALLEST = 5
"""Rows that a label of the header covers at most; one merged over more names a group of rows."""


def header_row_count(rows: Rows) -> int:
    """Number of leading rows that belong to the header.

    A header cell that spans rows holds the rows it covers. Further rows belong to it as long as they
    carry header words and neither figures, codes, nor numbered labels. A row of consecutive column
    numbers (栏次) closes the header and counts to it.
    """
    first = reach = banner_count(rows)
    for number in range(first, len(rows)):
        texts = texts_of(rows[number])
        numbers = bool(texts) and are_column_numbers(texts)
        if (
            number >= reach
            and not says_header(texts)
            and not (number == first and _opens_as_header(rows, number))
        ):
            return number + 1 if numbers and number > first else reach
        if holds_data(texts) and not numbers:
            break
        reach = max(reach, number + 1, _bottom(rows, number))
    return min(reach, len(rows))


def _bottom(rows: Rows, number: int) -> int:
    """Row below the labels that begin in a row of the header."""
    bottoms = (cell.row + cell.row_span for cell in printed(rows[number]))
    return max((bottom for bottom in bottoms if bottom <= number + _TALLEST), default=0)


def banner_count(rows: Rows) -> int:
    """Number of leading rows that print the heading inside the frame."""
    count = 0
    while count < len(rows) and is_banner(rows[count], len(rows[count])):
        count += 1
    return count


def is_banner(row: CellRow, columns: int) -> bool:
    """A first row that belongs to the heading: one cell over all columns, or only form, department, unit."""
    cells = [cell for cell in row if cell is not None]
    if len(cells) == 1:
        return cells[0].column_span == columns and columns > 1 and not is_number(cells[0].text)
    texts = texts_of(row)
    return bool(texts) and all(map(is_heading_part, texts))


def says_header(texts: list[str]) -> bool:
    """Whether the texts of a row are header words, neither figures, codes nor numbered labels."""
    if not texts or holds_data(texts):
        return False
    if all(map(is_total, texts)) or not any(map(label_without_unit, texts)):
        return len(texts) > 1
    known = sum(bool(YEAR.fullmatch(text)) or _is_header_word(text) for text in texts)
    return known * 2 >= len(texts)


def _is_header_word(text: str) -> bool:
    return any(header_says(family, bare_label(text)) for family in _HEADER_FAMILIES)


def _opens_as_header(rows: Rows, number: int) -> bool:
    """Whether a first row of mostly unknown words is a header by its place.

    Either it stands over a row with figures or codes in most cells, or some of its cells reach down beside a
    row of header words.
    """
    if number + 1 == len(rows):
        return False
    upper, lower = (texts_of(row) for row in rows[number : number + 2])
    if len(upper) < 2 or holds_data(upper):
        return False
    if any(cell.row_span > 1 for cell in printed(rows[number])) and says_header(lower):
        return True
    figures = sum(holds_data([text]) for text in lower)
    return figures * 2 >= len(lower) > 1 and any(map(_is_header_word, upper))


def holds_data(texts: list[str]) -> bool:
    """Whether the texts of a row hold a figure, a code or a numbered label."""
    return any(
        (is_number(text) and not YEAR.fullmatch(text))
        or CODE.match(text)
        or (read_label(text).level is not None and not bare_label(text).endswith("指标"))
        for text in texts
    )


def are_column_numbers(texts: list[str]) -> bool:
    """Whether the texts of a row number the columns (栏次 1 2 3 …)."""
    if "栏次" in texts or "行次" in texts:  # 行次 may stand over a column of row numbers, too
        others = [text for text in texts if text not in ("栏次", "行次", *_LEVEL_LABELS)]
        return all(_COLUMN_NUMBER.fullmatch(text) for text in others)
    digits = [text for text in texts if re.fullmatch(r"\d{1,2}", text)]
    return (
        len(digits) >= 2
        and len(digits) >= len(texts) - 2
        and [*map(int, digits)] == list(range(int(digits[0]), int(digits[0]) + len(digits)))
    )


def bare_label(label: str) -> str:
    """Header label without year and unit, which say nothing about what the column holds."""
    bare = label_without_unit(label)
    return YEAR.sub("", bare) or bare


def header_paths(rows: Rows, header_rows: int, columns: int) -> list[tuple[str, ...]]:
    """Printed labels over each column from the outermost to the innermost, repeats dropped."""
    paths: list[list[str]] = [[] for _ in range(columns)]
    labels = _levels_in_cells(rows[:header_rows])
    for row in rows[:header_rows]:
        if is_banner(row, columns):
            continue
        # 类, 款 and 项 may stand in the row of the numbers
        numbers = are_column_numbers(texts_of(row))
        for cell in printed(row):
            for label in labels.get(cell.text) or (normalise(cell.text),):
                if numbers and label not in _LEVEL_LABELS:
                    continue
                for path in paths[cell.column : cell.column + cell.column_span]:
                    if path[-1:] != [label]:
                        path.append(label)
    return [tuple(path) for path in paths]


def _levels_in_cells(rows: Rows) -> dict[str, tuple[str, str]]:
    """Texts of cells of a header whose two lines are labels of two levels, with no rule between them.

    Both lines must be words of a header, and other cells must show them as levels: the upper one alone or
    over another label, the lower one alone or below another. A label that only wraps shows neither.
    """
    texts = [cell.text for row in rows for cell in printed(row)]
    alone = set(map(normalise, texts))
    halves = {text: _two_lines(text) for text in texts if text.count("\n") == 1}
    split = {text: pair for text, pair in halves.items() if all(map(_is_header_word, pair))}
    pairs = set(split.values())
    return {
        text: pair
        for text, pair in split.items()
        if all(_shown(pair, place, pairs, alone) for place in (0, 1))
    }


def _shown(pair: tuple[str, str], place: int, pairs: set[tuple[str, str]], alone: set[str]) -> bool:
    """Whether other cells of a header show one of two lines as a label by itself."""
    return pair[place] in alone or any(one[place] == pair[place] for one in pairs - {pair})


def _two_lines(text: str) -> tuple[str, str]:
    upper, lower = text.split("\n")
    return normalise(upper), normalise(lower)

"""A row cut in two by a page break: what proves that the first row below is the rest of the last row above.

A row is rejoined only on evidence of layout, in this order:

1. Its lower half is no row of its own: no merged cell, no numbering, no code, no total, each text under a
   cell of the same columns, and no figure where the upper half prints one (a figure cut inside is one).
2. Then one of: a label without figures meets figures without a label; a bracket opens above and closes
   below; the halves make a known label or the official name of the code, and the upper half does not;
   a paragraph breaks off in the middle; every row so far prints a code, or every row prints a figure, this
   one has neither, and the upper half fills its line as wrapped lines of the column do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from budgetkit.amounts import is_number
from budgetkit.model import Cell
from budgetkit.rules.codes import code_names, functional_class
from budgetkit.rules.words import header_says, is_total, row_says
from budgetkit.tables.cells import CellRow, Rows, covering_cell, printed, spans_rows, stands_over, texts_of
from budgetkit.tables.table import Column
from budgetkit.text import display_width, normalise, read_label

FIGURES = ("amount", "quantity", "share")
"""Roles of columns that print figures."""
_CODES = ("_code", "_level_1", "_level_2", "_level_3")
_CLASSIFICATIONS = {
    "functional": "functional",
    "department_economic": "dept_economic",
    "government_economic": "gov_economic",
}
"""Beginning of the roles of a classification's columns, and the name of its list of codes."""
_FIGURE = re.compile(r"^-?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<point>\.(?P<decimals>\d*))?$")
_COUNTER = re.compile(r"^\(\d{1,3}\)$")
"""A number in brackets at the end of a name, such as 专项经费（10）, and no negative figure."""
_NOTE = re.compile(r"^(?:备注|注|说明)[:.、]")
_NOT_LAST, _NOT_FIRST = ("、", "，", ",", "(", "《"), ("、", "，", "。", "；", ")", "》", "：")
_SENTENCE_ENDS = ("。", "；", ";", "！", "!", ":", "：", ".")
_PARAGRAPH = 24
"""Characters from which a text is a paragraph that ends in a full stop."""
_LINE_SLACK = 4
"""Half characters by which a wrapped line may stay short of its column, for what may not begin a line."""
_FEW_ROWS = 3
"""Rows from which it says something that each of them prints a figure."""

Pair = tuple[Cell, Cell]
"""A cell above the break and the one below it in the same columns."""


@dataclass(frozen=True, slots=True)
class TableAbove:
    """A table up to a page break; the first ``header_rows`` rows are its header."""

    rows: Rows
    header_rows: int
    columns: list[Column]

    @property
    def last(self) -> int:
        """Number of the row that the break follows."""
        return len(self.rows) - 1

    @property
    def body(self) -> Rows:
        """Rows below the header."""
        return self.rows[self.header_rows :]

    def over(self, column: int) -> Cell | None:
        """The cell that covers a column in the last row."""
        return covering_cell(self.rows, self.last, column)

    def every_row_prints(self, columns: list[int]) -> bool:
        """Whether each row, totals apart, prints something in one of the columns."""
        for number in range(self.header_rows, len(self.rows)):
            cells = (covering_cell(self.rows, number, column) for column in columns)
            if any(cell is not None and cell.text.strip() for cell in cells):
                continue
            if not any(is_total(read_label(cell.text).item) for cell in printed(self.rows[number])):
                return False
        return bool(columns)


class _Halves:
    """One side of the last row above the break and of the first row below it."""

    def __init__(self, table: TableAbove, side: int, pairs: list[Pair]) -> None:
        self.table = table
        self.columns = [column for column in table.columns if column.side == side]
        self.figures = {column.index for column in self.columns if column.role in FIGURES}
        pairs = [pair for pair in pairs if table.columns[pair[1].column].side == side]
        self.lower_figures = [pair for pair in pairs if self._is_figure(pair[1])]
        self.words = [pair for pair in pairs if not self._is_figure(pair[1])]
        self.both = [pair for pair in self.words if pair[0].text.strip()]
        """Words below words."""

    @cached_property
    def are_figures_cut(self) -> bool:
        """Whether figures of the lower half go on with those over them."""
        return self._has_figures_twice and _are_cut(self.table, self.figures, self.lower_figures)

    @property
    def has_figures_of_its_own(self) -> bool:
        """Whether the lower half prints figures, whole ones, where the upper half does."""
        return self._has_figures_twice and not self.are_figures_cut

    @property
    def _has_figures_twice(self) -> bool:
        return any(upper.text.strip() for upper, _ in self.lower_figures)

    def _is_figure(self, cell: Cell) -> bool:
        return cell.column in self.figures and bool(re.search(r"[\d—/-]", cell.text))

    @property
    def _above(self) -> list[Cell]:
        cells = (self.table.over(column.index) for column in self.columns)
        return [cell for cell in cells if cell is not None and cell.text.strip()]

    @property
    def has_figures_above(self) -> bool:
        """Whether the upper half prints something in a column of figures."""
        return any(cell.column in self.figures for cell in self._above)

    @property
    def has_words_above(self) -> bool:
        """Whether the upper half prints a label."""
        return any(cell.column not in self.figures and not is_number(cell.text) for cell in self._above)

    @cached_property
    def official_name(self) -> str:
        """Name that the list of codes gives to the code of the upper half."""
        code = ""
        for column in self.columns:
            if column.role.endswith(_CODES) and (cell := self.table.over(column.index)) is not None:
                text = normalise(cell.text)
                code = text if text.startswith(code) else code + text
        roles = [column.role for column in self.columns]
        named = (
            names for begin, names in _CLASSIFICATIONS.items() if any(r.startswith(begin) for r in roles)
        )
        return normalise(code_names(names).get(code, "")) if (names := next(named, "")) else ""


def rest_of_row(table: TableAbove, first: CellRow) -> str:
    """Proof that the first row of a continuation is the lower half of the table's last row, or ``""``.

    ``first`` is the first row after the break and after a repeated header.
    """
    cells = printed(first)
    if table.last < table.header_rows or not cells or spans_rows(first):
        return ""
    pairs = [(table.over(cell.column), cell) for cell in cells]
    if not all(stands_over(*pair) for pair in pairs):
        return ""
    sides = {table.columns[cell.column].side for cell in cells}
    proofs = [_rest_of_side(_Halves(table, side, pairs)) for side in sides]
    return "; ".join(dict.fromkeys(proofs)) if all(proofs) else ""


def _rest_of_side(side: _Halves) -> str:
    if side.has_figures_of_its_own or any(_begins_row(side, *pair) for pair in side.words):
        return ""
    if side.are_figures_cut:
        return "figures break off at the page break and go on below it; the halves are none by themselves"
    proof = _complete_each_other(side)
    if proof or (side.lower_figures and side.has_figures_above):
        return proof
    proof = next((proof for pair in side.both if (proof := _make_one(side, pair))), "")
    if proof or not side.both or side.lower_figures:
        return proof
    ends_as_name = any(normalise(upper.text) == side.official_name for upper, _ in side.both)
    return "" if ends_as_name else _unlike_other_rows(side)


def _complete_each_other(side: _Halves) -> str:
    """Proof that one half has the figures and the other one the label."""
    figures, words = side.has_figures_above, side.has_words_above
    if side.lower_figures and not side.words and words and not figures:
        return "a label without figures above the page break, figures without a label below it"
    below_header = side.table.last > side.table.header_rows
    if side.words and not side.lower_figures and figures and not words and below_header:
        return "figures without a label above the page break, a label without figures below it"
    return ""


def _unlike_other_rows(side: _Halves) -> str:
    """Proof that the words below the break lack what every other row prints."""
    table = side.table
    if all(_lacks_number(table, *pair) for pair in side.both):
        return "every label above is numbered, the row below the page break is not and says nothing by itself"
    fills = [_fills_line(table, upper) for upper, _ in side.both]
    if False in fills:
        return ""
    if table.every_row_prints([column.index for column in side.columns if column.role.endswith(_CODES)]):
        return "every row has a code, the row below the page break has none"
    if len(table.body) >= _FEW_ROWS and table.every_row_prints(sorted(side.figures)):
        return "every row has a figure, the row below the page break has none"
    known = all(row_says(read_label(upper.text + cell.text).item) for upper, cell in side.both)
    if True in fills and known and side.has_figures_above:
        return "the halves make a known label, and the upper one fills its line"
    return ""


def _lacks_number(table: TableAbove, upper: Cell, cell: Cell) -> bool:
    """Whether all labels of a column are numbered, and a piece below them without a meaning is not."""
    labels = [read_label(one.text) for row in table.body if (one := row[upper.column]) and one.text]
    whole, piece = (read_label(text).item for text in (upper.text + cell.text, cell.text))
    known = [bool(row_says(text) or header_says("fund", text)) for text in (whole, piece)]
    return len(labels) > 1 and all(label.level is not None for label in labels) and known == [True, False]


def _are_cut(table: TableAbove, figures: set[int], pairs: list[Pair]) -> bool:
    """Whether the figures of two rows are halves: joined they are printed like the others, apart not.

    Halves of every column must make a figure, and in one column at least a half must be none: its
    decimals are not those of the table, or its thousands are not grouped in threes.
    """
    decimals, grouped = set(), set()
    texts = (
        normalise(cell.text) for row in table.body[:-1] for cell in row if cell and cell.column in figures
    )
    for found in filter(None, map(_FIGURE.match, texts)):
        decimals.add(len(found["decimals"] or ""))
        grouped |= {"," in found["digits"]} if len(found["digits"].replace(",", "")) > 3 else set()
    broken = False
    for upper, cell in pairs:
        one, two = normalise(upper.text), normalise(cell.text)
        if not _is_printed_so(one + two, decimals, grouped):
            return False
        broken = (
            broken or bool(one) and not all(_is_printed_so(half, decimals, grouped) for half in (one, two))
        )
    return broken


def _is_printed_so(text: str, decimals: set[int], grouped: set[bool]) -> bool:
    """Whether a text is a figure with decimals and thousands as the other figures of its table."""
    found = _FIGURE.match(text)
    if found is None:
        return is_number(text) and not any(mark.isdigit() for mark in text)
    if found["point"] and not found["decimals"]:
        return False
    if len(decimals) == 1 and len(found["decimals"] or "") not in decimals:
        return False
    digits = found["digits"]
    long = len(digits.replace(",", "")) > 3
    return ("," in digits) in grouped if long and len(grouped) == 1 else True


def _begins_row(side: _Halves, upper: Cell, cell: Cell) -> bool:
    """Whether a text below the break begins a row: numbering, a code, a total, a note."""
    text, before = normalise(cell.text), normalise(upper.text)
    label = read_label(text)
    if _NOTE.match(text) or (label.item and (label.level is not None or label.of_which)):
        return True
    if text.isdigit():
        # where figures break off, or a row above prints the code already, it may be cut after a whole code
        broken = side.are_figures_cut or _stands_above(side.table, upper)
        return not _completes_code(before, text, broken)
    if not _COUNTER.match(text) and (is_number(text) or is_number(before)):
        return True
    return is_total(label.item) and not row_says(read_label(before + text).item)


def _completes_code(before: str, text: str, broken: bool) -> bool:
    """Whether digits are the rest of a code; ``broken``: even below what is a whole code by itself."""
    if not before.isdigit():
        return False
    if len(before) == 1:  # one digit is no code on any level of 类, 款 and 项
        return len(before + text) <= 3
    codes = [code_names(name) for name in _CLASSIFICATIONS.values()]
    whole = any(before + text in known for known in codes)
    return whole and (broken or not any(before in known for known in codes))


def _stands_above(table: TableAbove, upper: Cell) -> bool:
    """Whether a row before the last prints the same code."""
    text = normalise(upper.text)
    cells = (row[upper.column] for row in table.rows[table.header_rows : upper.row])
    return text.isdigit() and any(cell is not None and normalise(cell.text) == text for cell in cells)


def _make_one(side: _Halves, pair: Pair) -> str:
    """Proof that two texts are one: a bracket, a word that breaks off, a known label or official name."""
    upper, lower = normalise(pair[0].text), normalise(pair[1].text)
    whole = upper + lower
    if _is_phrase(upper, lower):
        return f"{whole} is one phrase over the page break"
    sister = whole.replace("支出", "\0").replace("收入", "支出").replace("\0", "收入")
    if sister != whole and sister in texts_of(side.table.rows[-1]):
        return f"the other side of the row prints {sister}"
    if _make_known(upper, lower):
        return f"{read_label(whole).item} is a known label, {read_label(upper).item} is none"
    official = side.official_name
    if official and upper != official and official.startswith(whole):
        return f"{whole} is the official name of the code, {upper} is not"
    if len(upper) >= _PARAGRAPH and "\n" in pair[0].text and not upper.endswith(_SENTENCE_ENDS):
        return "a paragraph breaks off at the page break and goes on below it"
    return ""


def _is_phrase(upper: str, lower: str) -> bool:
    """Whether brackets or marks of punctuation tie two texts together."""
    opened = upper.count("(") - upper.count(")")
    closes = opened > 0 and lower.count(")") - lower.count("(") >= opened
    return closes or upper.endswith(_NOT_LAST) or lower.startswith(_NOT_FIRST)


def _make_known(upper: str, lower: str) -> bool:
    """Whether two texts make a label that the upper one is not."""
    item, half, rest = (read_label(text).item for text in (upper + lower, upper, lower))
    if functional_class(item) and not functional_class(half):
        return True
    return bool(row_says(item)) and not row_says(half) and row_says(item) != row_says(rest)


def _fills_line(table: TableAbove, upper: Cell) -> bool | None:
    """Whether a text fills its last line as wrapped lines of its column do; ``None`` if none is wrapped."""
    wrapped = [
        display_width(line, wide="WFA")
        for row in table.body
        if (cell := row[upper.column]) is not None and cell.column_span == upper.column_span
        for line in cell.text.strip().split("\n")[:-1]
    ]
    if not wrapped:
        return None
    last = upper.text.strip().split("\n")[-1]
    return display_width(last, wide="WFA") >= min(wrapped) - _LINE_SLACK

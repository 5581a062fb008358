"""Rows at a page break: a row cut in two, a row printed again, a merged cell that goes on.

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
import unicodedata

from budgetkit.amounts import is_number
from budgetkit.model import Cell
from budgetkit.rules.codes import code_names, functional_class
from budgetkit.rules.words import header_says, row_says
from budgetkit.tables.column_edges import Rows, over
from budgetkit.tables.continued_header import printed
from budgetkit.tables.table import Column
from budgetkit.text import normalise, read_label

_FIGURES = ("amount", "quantity", "share")
_CODES = ("_code", "_level_1", "_level_2", "_level_3")
_FIGURE = re.compile(r"^-?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<point>\.(?P<decimals>\d*))?$")
_COUNTER = re.compile(r"^\(\d{1,3}\)$")
"""A number in brackets at the end of a name, such as 专项经费（10）, and no negative figure."""
_NOTE = re.compile(r"^(?:备注|注|说明)[:.、]")
_NOT_LAST, _NOT_FIRST = ("、", "，", ",", "(", "《"), ("、", "，", "。", "；", ")", "》", "：")
_SENTENCE_ENDS = ("。", "；", ";", "！", "!", ":", "：", ".")
_PARAGRAPH = 24
"""Characters from which a text is a paragraph that ends in a full stop."""
_LINE_SLACK = 2.0
"""Characters by which a wrapped line may stay short of its column, for what may not begin a line."""

Pair = tuple[Cell, Cell]


def rest_of_row(rows: Rows, header_rows: int, columns: list[Column], first: list[Cell | None]) -> str:
    """Proof that the first row of a continuation is the lower half of the table's last row, or ``""``.

    Parameters
    ----------
    rows : list of row
        The table up to the break.
    header_rows : int
        How many of them are header.
    columns : list of Column
        The table's columns as its header describes them.
    first : row
        First row after the break and after a repeated header.
    """
    last = len(rows) - 1
    cells = printed(first)
    if last < header_rows or not cells or any(cell is not None and cell.row_span > 1 for cell in first):
        return ""
    pairs = []
    for cell in cells:
        upper = over(rows, last, cell.column)
        if upper is None or (upper.column, upper.column_span) != (cell.column, cell.column_span):
            return ""
        pairs.append((upper, cell))
    sides = {columns[cell.column].side for cell in cells}
    proofs = []
    for side in sides:
        block = [column for column in columns if column.side == side]
        mine = [pair for pair in pairs if columns[pair[1].column].side == side]
        proof = _rest_of_side(rows, header_rows, block, mine)
        if not proof:
            return ""
        proofs.append(proof)
    return "; ".join(dict.fromkeys(proofs))


def _rest_of_side(rows: Rows, header_rows: int, block: list[Column], pairs: list[Pair]) -> str:
    last = len(rows) - 1
    figures = {column.index for column in block if column.role in _FIGURES}
    above = [over(rows, last, column.index) for column in block]
    above = [cell for cell in above if cell is not None and cell.text.strip()]
    upper_figures = [cell for cell in above if cell.column in figures]
    upper_words = [cell for cell in above if cell.column not in figures and not is_number(cell.text)]
    lower_figures = [cell for _, cell in pairs if _is_figure(cell, figures)]
    words = [(upper, cell) for upper, cell in pairs if not _is_figure(cell, figures)]
    halves = [pair for pair in pairs if pair[0].text.strip() and _is_figure(pair[1], figures)]
    cut = bool(halves) and _are_cut(rows, header_rows, figures, pairs)
    if halves and not cut:
        return ""
    both = [(upper, cell) for upper, cell in words if upper.text.strip()]
    broken = [cut or _stands_above(rows, header_rows, upper) for upper, _ in words]
    if any(_is_own(upper, cell, cut) for (upper, cell), cut in zip(words, broken, strict=True)):
        return ""
    if cut:
        return "figures break off at the page break and go on below it; the halves are none by themselves"
    if lower_figures and not words and not upper_figures and upper_words:
        return "a label without figures above the page break, figures without a label below it"
    if upper_figures and not upper_words and words and not lower_figures and last > header_rows:
        return "figures without a label above the page break, a label without figures below it"
    if lower_figures and upper_figures:
        return ""
    joined = next((proof for pair in both if (proof := _make_one(rows, last, block, pair))), "")
    if joined:
        return joined
    if any(_ends_as_name(rows, last, block, upper) for upper, _ in both):
        return ""
    if not both or lower_figures:
        return ""
    if all(_lacks_number(rows, header_rows, upper, cell) for upper, cell in both):
        return "every label above is numbered, the row below the page break is not and says nothing by itself"
    fills = [_fills_line(rows, header_rows, upper) for upper, _ in both]
    if False in fills:
        return ""
    body = range(header_rows, last + 1)
    if _every_row(rows, body, [column.index for column in block if column.role.endswith(_CODES)]):
        return "every row has a code, the row below the page break has none"
    if len(body) >= 3 and _every_row(rows, body, sorted(figures)):
        return "every row has a figure, the row below the page break has none"
    known_halves = all(row_says(read_label(upper.text + cell.text).item) for upper, cell in both)
    if True in fills and known_halves and upper_figures:
        return "the halves make a known label, and the upper one fills its line"
    return ""


def _lacks_number(rows: Rows, header_rows: int, upper: Cell, cell: Cell) -> bool:
    """Whether all labels of a column are numbered, and a piece below them without a meaning is not."""
    labels = [read_label(one.text) for row in rows[header_rows:] if (one := row[upper.column]) and one.text]
    whole, piece = (read_label(text).item for text in (upper.text + cell.text, cell.text))
    known = [bool(row_says(text) or header_says("fund", text)) for text in (whole, piece)]
    return len(labels) > 1 and all(label.level is not None for label in labels) and known == [True, False]


def _is_figure(cell: Cell, figures: set[int]) -> bool:
    return cell.column in figures and bool(re.search(r"[\d—/-]", cell.text))


def _are_cut(rows: Rows, header_rows: int, figures: set[int], pairs: list[Pair]) -> bool:
    """Whether the figures of two rows are halves: joined they are printed like the others, apart not.

    Halves of every column must make a figure, and in one column at least a half must be none: its
    decimals are not those of the table, or its thousands are not grouped in threes.
    """
    last, decimals, grouped = len(rows) - 1, set(), set()
    for row in rows[header_rows:last]:
        for cell in row:
            text = normalise(cell.text) if cell is not None and cell.column in figures else ""
            if found := _FIGURE.match(text):
                decimals.add(len(found["decimals"] or ""))
                grouped |= {"," in text} if len(found["digits"].replace(",", "")) > 3 else set()
    broken = False
    for upper, cell in pairs:
        if not _is_figure(cell, figures):
            continue
        one, two = normalise(upper.text), normalise(cell.text)
        if not _is_printed_so(one + two, decimals, grouped):
            return False
        halves = one and not all(_is_printed_so(half, decimals, grouped) for half in (one, two))
        broken = broken or bool(halves)
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


def _stands_above(rows: Rows, header_rows: int, upper: Cell) -> bool:
    """Whether a row before the last prints the same code; digits below may then well be the rest of one."""
    text = normalise(upper.text)
    cells = (row[upper.column] for row in rows[header_rows : upper.row])
    return text.isdigit() and any(cell is not None and normalise(cell.text) == text for cell in cells)


def _is_own(upper: Cell, cell: Cell, cut: bool) -> bool:
    """Whether a text below the break begins a row: numbering, a code, a total, a note.

    ``cut`` tells that figures break off here, or that the code above stands in a row before already: then
    the rest of a code is one even below a whole code.
    """
    text, before = normalise(cell.text), normalise(upper.text)
    if _NOTE.match(text):
        return True
    label = read_label(text)
    if label.item and (label.level is not None or label.of_which):
        return True
    if text.isdigit():
        codes = [code_names(name) for name in ("functional", "dept_economic", "gov_economic")]
        # one digit is no code on any level of 类, 款 and 项
        if before.isdigit() and len(before) == 1:
            return len(before + text) > 3
        whole = any(before + text in known for known in codes)
        return not (before.isdigit() and whole and (cut or not any(before in known for known in codes)))
    if not _COUNTER.match(text) and (is_number(text) or is_number(before)):
        return True
    said = row_says(label.item)
    total = said is not None and said.get("row_kind") == "total"
    return total and not row_says(read_label(before + text).item)


def _make_one(rows: Rows, last: int, block: list[Column], pair: Pair) -> str:
    """Proof that two texts are one: a bracket, a word that breaks off, a known label or official name."""
    upper, lower = normalise(pair[0].text), normalise(pair[1].text)
    whole = upper + lower
    opened = upper.count("(") - upper.count(")")
    if (opened > 0 and lower.count(")") - lower.count("(") >= opened) or upper.endswith(_NOT_LAST):
        return f"{whole} is one phrase over the page break"
    if lower.startswith(_NOT_FIRST):
        return f"{whole} is one phrase over the page break"
    sister = whole.replace("支出", "\0").replace("收入", "支出").replace("\0", "收入")
    if sister != whole and any(normalise(cell.text) == sister for cell in printed(rows[last])):
        return f"the other side of the row prints {sister}"
    item, half = read_label(whole).item, read_label(upper).item
    if functional_class(item) and not functional_class(half):
        return f"{item} is a known label, {half} is none"
    if row_says(item) and not row_says(half) and row_says(item) != row_says(read_label(lower).item):
        return f"{item} is a known label, {half} is none"
    official = _official_name(rows, last, block)
    if official and upper != official and official.startswith(whole):
        return f"{whole} is the official name of the code, {upper} is not"
    if len(upper) >= _PARAGRAPH and "\n" in pair[0].text and not upper.endswith(_SENTENCE_ENDS):
        return "a paragraph breaks off at the page break and goes on below it"
    return ""


def _official_name(rows: Rows, last: int, block: list[Column]) -> str:
    code = ""
    for column in block:
        if column.role.endswith(_CODES) and (cell := over(rows, last, column.index)) is not None:
            text = normalise(cell.text)
            code = text if text.startswith(code) else code + text
    kinds = ("functional", "dept_economic", "gov_economic")
    roles = ("functional", "department_economic", "government_economic")
    family = next((k for k, r in zip(kinds, roles, strict=True) for c in block if c.role.startswith(r)), "")
    return normalise(code_names(family).get(code, "")) if family else ""


def _ends_as_name(rows: Rows, last: int, block: list[Column], upper: Cell) -> bool:
    official = _official_name(rows, last, block)
    return bool(official) and normalise(upper.text) == official


def _every_row(rows: Rows, body: range, columns: list[int]) -> bool:
    """Whether each row, totals apart, prints something in one of the columns."""
    if not columns:
        return False
    for number in body:
        cells = (over(rows, number, column) for column in columns)
        if any(cell is not None and cell.text.strip() for cell in cells):
            continue
        labels = (read_label(cell.text).item for cell in printed(rows[number]))
        if not any((row_says(label) or {}).get("row_kind") == "total" for label in labels):
            return False
    return True


def _fills_line(rows: Rows, header_rows: int, upper: Cell) -> bool | None:
    """Whether a text fills its last line as wrapped lines of its column do; ``None`` if none is wrapped."""
    wrapped = [
        _width(line)
        for row in rows[header_rows:]
        if (cell := row[upper.column]) is not None and cell.column_span == upper.column_span
        for line in cell.text.strip().split("\n")[:-1]
    ]
    if not wrapped:
        return None
    return _width(upper.text.strip().split("\n")[-1]) >= min(wrapped) - _LINE_SLACK


def _width(line: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(mark) in "WFA" else 0.5 for mark in line)


def _rejoin(rows: Rows, first: list[Cell | None]) -> tuple[str, str]:
    """Put the lower half into the table's last row, in place; returns the texts before and after."""
    last = len(rows) - 1
    before = f"{_text(rows[last])} / {_text(first)}"
    for cell in printed(first):
        upper = over(rows, last, cell.column)
        if upper is None:
            continue
        if upper.text.strip():
            made = upper._replace(text=f"{upper.text}\n{cell.text}")
        else:
            made = upper._replace(text=cell.text, bbox=cell.bbox, page=cell.page)
        rows[upper.row][upper.column] = made
    return before, _text(rows[last])


def _text(row: list[Cell | None]) -> str:
    return " | ".join(cell.text.replace("\n", "") for cell in row if cell is not None)


def is_printed_again(rows: Rows, header_rows: int, columns: list[Column], first: list[Cell | None]) -> bool:
    """Whether the first row after the break is the last row before it, key and figures alike."""
    last = len(rows) - 1
    if last < header_rows:
        return False
    here, there = (
        [(cell.column, normalise(cell.text)) for cell in printed(row)] for row in (rows[last], first)
    )
    if here != there or any(cell is not None and cell.row_span > 1 for cell in first):
        return False
    figures = {column.index for column in columns if column.role == "amount"}
    texts = [text for column, text in there if column not in figures]
    key = any(
        read_label(text).level is not None
        or text in code_names("functional")
        or text in code_names("dept_economic")
        or (row_says(text) or {}).get("row_kind") == "total"
        for text in texts
    )
    return key and any(column in figures and re.search(r"[1-9]", text) for column, text in there)


def _extend_merged(rows: Rows, first: list[Cell | None], columns: list[Column]) -> list[tuple[int, int]]:
    """Let merged labels above the break cover the blank cells that continue them, in place.

    A merged figure that is printed again beside a merged label printed again is covered too, so that it
    counts once. Returns the anchors (row, column) of the cells that became longer.
    """
    last, made, again = len(rows) - 1, [], False
    if not printed(first):
        return []
    for column in columns:
        cell = first[column.index]
        upper = over(rows, last, column.index)
        if cell is None or upper is None or upper.row_span < 2 or not upper.text.strip():
            continue
        if (upper.column, upper.column_span) != (cell.column, cell.column_span):
            continue
        blank = not cell.text.strip() and column.role not in _FIGURES
        same = normalise(cell.text) == normalise(upper.text) and cell.row_span > 1
        if blank or (same and again and column.role == "amount"):
            rows[upper.row][upper.column] = upper._replace(row_span=upper.row_span + cell.row_span)
            first[column.index] = None
            made.append((upper.row, upper.column))
        again = again or (same and column.role not in _FIGURES)
    return made


def mend_break(
    rows: Rows, header_rows: int, columns: list[Column], more: Rows
) -> tuple[Rows, list[tuple[int, str, str, str, str]]]:
    """Mend what the page break cut between a table and the rows of its continuation.

    Parameters
    ----------
    rows : list of row
        The table up to the break; a cell that goes on below is replaced in place.
    header_rows : int
        How many of them are header.
    columns : list of Column
        The table's columns.
    more : list of row
        Body of the continuation in the same columns.

    Returns
    -------
    more : list of row
        What is left of the continuation, to be appended.
    mended : list of (row, kind, before, after, proof)
        Repairs proven by layout, with rows of the joined table.
    """
    mended: list[tuple[int, str, str, str, str]] = []
    if not more or len(rows) <= header_rows:
        return more, mended
    last, more = len(rows) - 1, [list(more[0]), *more[1:]]
    if is_printed_again(rows, header_rows, columns, more[0]):
        proof = "the last row of the page stands again as the first of the next"
        return more[1:], [
            (last, "row_repeated", f"{_text(more[0])} / {_text(more[0])}", _text(more[0]), proof)
        ]
    before, page = _text(more[0]), next((cell.page for cell in more[0] if cell is not None), 0)
    longer = _extend_merged(rows, more[0], columns)
    proof = rest_of_row(rows, header_rows, columns, more[0])
    if proof:
        mended.append((last, "row_rejoined", *_rejoin(rows, more[0]), proof))
        more = more[1:]
        for row, column in longer:
            cell = rows[row][column]
            if cell is not None:
                rows[row][column] = cell._replace(row_span=cell.row_span - 1)
        return more, mended
    labels = [cell.text for row, column in longer if (cell := rows[row][column]) is not None]
    if labels:
        after = " | ".join([*(text.replace("\n", "") for text in labels), _text(more[0])])
        proof = f"the merged cell goes on, blank, at the top of page {page}"
        mended.append((len(rows), "label_filled_down", before, after, proof))
    return more, mended

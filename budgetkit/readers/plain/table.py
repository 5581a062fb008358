"""Table lines of a text file to grids: parts put together, rows to one width, what layout proves mended."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from budgetkit.amounts import is_number
from budgetkit.model import Cell, Grid
from budgetkit.readers.plain.header import fits_by_order, read_header
from budgetkit.readers.plain.labels import count_levels, is_header_row
from budgetkit.text import normalise

_CODE_DIGITS = re.compile(r"^\d[\d ]*$")
_CODE_LENGTHS = {2: 5, 3: 7}
_LEVEL_WIDTHS = (3, 2, 2)
_MONEY = re.compile(r"金额|合计|小计|预算数|决算数|支出|收入")
_FORM = re.compile(r"^(?:一级|二级|三级)指标$")
_LONGEST_HEADER = 5


@dataclass(slots=True)
class TextRow:
    """One table line: its cells, the page, which part of the table it is in, what was put right."""

    cells: list[str]
    page: int
    part: int = 0
    mended: tuple[tuple[str, str, str, str], ...] = ()

    def mend(self, kind: str, cells: list[str], proof: str) -> None:
        """Replace the cells and remember what stood before, and why that was wrong."""
        self.note(kind, _shown(self.cells), _shown(cells), proof)
        self.cells = cells

    def note(self, *mending: str) -> None:
        """Remember what was put right: kind, before, after, and the proof."""
        self.mended = (*self.mended, mending)


def build_grids(rows: list[TextRow], notes: list[str]) -> list[Grid]:
    """Build the grids of one table, one for each page that it stands on.

    Parameters
    ----------
    rows : list of TextRow
        All lines of the table with all its parts.
    notes : list of str
        Takes up what a user must know of the table.

    Returns
    -------
    list of Grid
        All of the same number of columns, engine ``text``, cells without a box.
    """
    if _is_form(rows):
        return _emit(rows, _width(rows))
    rows = _without_repeated_header(rows)
    header = _header_rows(rows)
    rows = _rejoin_lines(rows, header)
    _split_codes(rows, header)
    uppers = _drop_inflated_columns(rows, header)
    columns = _settle_width(rows, header, uppers > 0)
    _restore_columns(rows, header, columns)
    if not header:
        return _emit(rows, columns)
    labels, body = _texts(rows[:header]), _texts(rows[header:])
    cells, height, moved, doubtful = read_header(labels, body, columns)
    if doubtful:
        shown = _shown([cell for cell in labels[0] if cell])
        where = f"the header {shown} on page {rows[0].page}"
        notes.append(f"{where} does not fit its columns; it stands as printed")
    if moved:
        after = [[cell.text for cell in cells if cell.row == line] for line in range(height)]
        before, after = (" || ".join(map(_shown, lines)) for lines in (labels, after))
        rows[0].note("header_rejoined", before, after, moved)
    return _emit(rows, columns, header, cells, height)


def opens_another(rows: list[TextRow], cells: list[str]) -> bool:
    """Whether a line after a blank one heads another table instead of going on with this one.

    Only a full header of money columns does, where the table has rows of its own already and does not
    merely repeat its header; the inner headings of a form do not.
    """
    if not is_header_row(cells) or _same(rows[0].cells, cells):
        return False
    if any(_FORM.match(normalise(cell)) for cell in cells):
        return False
    printed = [normalise(cell) for cell in cells if cell]
    has_data = any(not is_header_row(row.cells) for row in rows)
    return has_data and len(printed) > 1 and bool(cells[0]) and any(_MONEY.search(cell) for cell in printed)


def _shown(cells: list[str]) -> str:
    return " | ".join(cells).rstrip(" |")


def _texts(rows: list[TextRow]) -> list[list[str]]:
    return [row.cells for row in rows]


def _is_form(rows: list[TextRow]) -> bool:
    """A performance form: the indicator heading stands inside the table, below what heads it."""
    return any(
        sum(bool(_FORM.match(normalise(cell))) for cell in row.cells) > 1
        and not all(map(is_header_row, _texts(rows[:number])))
        for number, row in enumerate(rows)
    )


def _without_repeated_header(rows: list[TextRow]) -> list[TextRow]:
    """Leave out the rows at the start of a later part that print the header again."""
    kept: list[TextRow] = []
    repeated = -1
    for number, row in enumerate(rows):
        starts = number > 0 and row.part != rows[number - 1].part
        if starts and is_header_row(row.cells) and _same(rows[0].cells, row.cells):
            repeated = 0
        known = kept[repeated].cells if 0 <= repeated < len(kept) else []
        if _same(known, row.cells) and is_header_row(row.cells):
            repeated += 1
        else:
            repeated = -1
            kept.append(row)
    return kept


def _same(old: list[str], new: list[str]) -> bool:
    texts = [[normalise(cell) for cell in cells if cell] for cells in (old, new)]
    return bool(texts[0]) and texts[0] == texts[1]


def _header_rows(rows: list[TextRow]) -> int:
    header = len(list(takewhile(is_header_row, _texts(rows[:_LONGEST_HEADER]))))
    return 1 if header == len(rows) and all(len(row.cells) == 2 for row in rows) else header


def _extent(cells: list[str]) -> int:
    return max((place + 1 for place, cell in enumerate(cells) if cell), default=0)


def _width(rows: list[TextRow], skipped: int = 0) -> int:
    """Columns of the table: the commonest width of its lines, and at least what is printed."""
    counted = rows[skipped:] or rows
    widths = Counter(len(row.cells) for row in counted)
    commonest = max(widths, key=lambda width: (widths[width], width))
    return max(commonest, *(_extent(row.cells) for row in counted))


def _settle_width(rows: list[TextRow], header: int, inflated: bool) -> int:
    """Columns of the table: its header may have blanks too many, and most lines may lack the same blank.

    It has too many when all rows below are narrower and its labels fit those, or it was found ``inflated``.
    A wider line's width is taken when the header fits only that.
    """
    labels, body = _texts(rows[:header]), _texts(rows[header:])
    columns, narrower = _width(rows), _width(rows, header)
    if narrower < columns:
        same = all(len(cells) == narrower for cells in body)
        if inflated or same and fits_by_order(labels, body, narrower):
            columns = narrower
    wider = sorted({len(row.cells) for row in rows if columns < len(row.cells) <= columns + 2})
    if not header or not wider or not read_header(labels, body, columns)[3]:
        return columns
    return next((width for width in wider if fits_by_order(labels, body, width)), columns)


def _rejoin_lines(rows: list[TextRow], header: int) -> list[TextRow]:
    """Join two lines that a line break inside a label made of one: together they are one row wide."""
    width = _width(rows)
    usual = Counter(len(row.cells) for row in rows[header:])[width]
    if width < 4 or usual * 2 < len(rows) - header:
        return rows
    kept = rows[:header]
    for row in rows[header:]:
        above = kept[-1] if len(kept) > header else None
        if above and above.part == row.part and _are_halves(above.cells, row.cells, width):
            joined = [*above.cells[:-1], above.cells[-1] + row.cells[0], *row.cells[1:]]
            proof = f"two lines of {len(above.cells)} and {len(row.cells)} cells make one row of {width}"
            kept[-1] = replace(above, cells=[*above.cells, "⏎", *row.cells])
            kept[-1].mend("row_rejoined", joined, proof)
        else:
            kept.append(row)
    return kept


def _are_halves(upper: list[str], lower: list[str], width: int) -> bool:
    if not upper[-1] or not lower[0] or len(upper) + len(lower) - 1 != width:
        return False
    words = not is_number(upper[-1]) and not is_number(lower[0]) and not _CODE_DIGITS.match(lower[0])
    return words and any(is_number(cell) for cell in lower[1:])


def _split_codes(rows: list[TextRow], header: int) -> None:
    """Give 类, 款 and 项 a cell each where some parts of a table print two of them in one cell.

    In a part whose code rows all lack a cell the whole part stands one column to the left, the rows
    without codes too; in any other part only the row itself is taken apart.
    """
    levels = count_levels(_texts(rows[:header]))
    if levels not in _CODE_LENGTHS:
        return
    proof = "every code row of this part lacks a cell, so its other rows stand to the left as well"
    for members in _parts(rows):
        merged = [_merged_code(row.cells, levels) for row in members]
        lacking = _lacking_cells(members, merged, levels)
        for row, codes in zip(members, merged, strict=True):
            if codes:
                used = _code_cells(row.cells)
                blank = not lacking and len(row.cells) > levels and not any(row.cells[used:levels])
                rest = row.cells[levels if blank else used :]
                row.mend("codes_split", [*codes, *rest], "seven digits are 类, 款 and 项, a cell each")
            elif lacking and any(row.cells):
                row.mend("codes_split", [row.cells[0], *[""] * lacking, *row.cells[1:]], proof)


def _lacking_cells(members: list[TextRow], merged: list[list[str]], levels: int) -> int:
    """How many cells every code row of a part lacks; 0 where some row is whole, or they differ."""
    lacking = {levels - _code_cells(row.cells) for row, codes in zip(members, merged, strict=True) if codes}
    whole = any(_proper_code(row.cells, levels) for row in members)
    return lacking.pop() if len(lacking) == 1 and not whole else 0


def _code_cells(cells: list[str]) -> int:
    return len(list(takewhile(_CODE_DIGITS.match, cells)))


def _merged_code(cells: list[str], levels: int) -> list[str]:
    """The codes of a row one by one, where they stand in fewer cells than there are levels."""
    used = _code_cells(cells)
    digits = "".join(cells[:used]).replace(" ", "")
    if not 0 < used < levels or len(digits) != _CODE_LENGTHS[levels]:
        return []
    after = next((cell for cell in cells[used:] if cell), "")
    if not after or is_number(after):
        return []
    return [digits[:3], digits[3:5], digits[5:]][:levels]


def _proper_code(cells: list[str], levels: int) -> bool:
    widths = tuple(len(cell) for cell in cells[:levels])
    return _code_cells(cells[:levels]) == levels and widths == _LEVEL_WIDTHS[:levels]


def _drop_inflated_columns(rows: list[TextRow], header: int) -> int:
    """Drop columns that only a flattened header opened: upper labels in one row with 类, 款 and 项.

    The codes stand at the left as ever, and as many columns as the header has upper labels are blank
    right of them in every row of the part. Returns the number of upper labels.
    """
    if not header:
        return 0
    first = [normalise(cell) for cell in rows[0].cells]
    if "类" not in first or not all(first[: first.index("类")]):
        return 0
    uppers = first.index("类")
    levels = count_levels([rows[0].cells])
    dropped = 0
    for members in _parts(rows[header:]):
        alike = all(len(row.cells) == len(first) for row in members)
        blank = not any(any(row.cells[levels : levels + uppers]) for row in members)
        if not (uppers and alike and blank and any(_proper_code(row.cells, levels) for row in members)):
            continue
        proof = f"{uppers} upper labels of the header, printed in one row with 类, opened empty columns"
        for row in members:
            row.mend("header_rejoined", row.cells[:levels] + row.cells[levels + uppers :], proof)
        dropped = uppers
    return dropped


def _parts(rows: list[TextRow]) -> list[list[TextRow]]:
    """The rows of each part of a table that blank lines cut."""
    return [list(members) for _, members in groupby(rows, key=lambda row: row.part)]


def _restore_columns(rows: list[TextRow], header: int, columns: int) -> None:
    """Open the empty column again that a whole part of a table lacks, where only one fits.

    The candidates are the columns that are blank in all complete rows. One fits when every column of
    words then holds words and every column of figures figures; where two fit, as between columns of
    amounts, nothing is done here.
    """
    body = rows[header:]
    complete = [row.cells for row in body if len(row.cells) == columns]
    kinds = _kinds(complete, columns)
    if len(complete) < 2 or "words" not in kinds:
        return
    for members in _parts(body):
        printed = _texts(members)
        if len(members) < 2 or set(map(len, printed)) != {columns - 1}:
            continue
        fits = [
            place for place, kind in enumerate(kinds) if kind == "blank" and _opens(printed, place, kinds)
        ]
        if len(fits) == 1 and _would_clash(kinds, printed):
            proof = f"every row of this part lacks a cell, and only the empty column {fits[0]} fits"
            for row in members:
                row.mend("column_restored", [*row.cells[: fits[0]], "", *row.cells[fits[0] :]], proof)


def _opens(rows: list[list[str]], place: int, kinds: list[str]) -> bool:
    """Whether rows with a blank column opened at a place hold words under words, figures under figures."""
    tried = [[*cells[:place], "", *cells[place:]] for cells in rows]
    return not _would_clash(kinds, tried)


def _would_clash(kinds: list[str], rows: list[list[str]]) -> bool:
    """Whether the rows as printed put words under figures or figures under words."""
    now = _kinds(rows, len(rows[0]))
    return any("blank" not in pair and pair[0] != pair[1] for pair in zip(kinds, now, strict=False))


def _kinds(rows: list[list[str]], columns: int) -> list[str]:
    return [_kind([cells[place] for cells in rows]) for place in range(columns)]


def _kind(texts: list[str]) -> str:
    printed = [text for text in texts if text]
    numbers = sum(is_number(text) for text in printed)
    if not printed:
        return "blank"
    return "figures" if numbers == len(printed) else "mixed" if numbers else "words"


def _emit(
    rows: list[TextRow], columns: int, header: int = 0, header_cells: Sequence[Cell] = (), height: int = 0
) -> list[Grid]:
    """Grids page by page: the header with its spans on the first page, then cell for cell."""
    first = rows[0].page
    by_page: dict[int, list[TextRow]] = {first: []}
    for row in rows[header:]:
        by_page.setdefault(row.page, []).append(row)
    grids = []
    for page, lines in sorted(by_page.items()):
        above = height if page == first else 0
        cells = [cell._replace(page=page) for cell in header_cells if above]
        notes = [(min(n, above - 1), row) for n, row in enumerate(rows[:header]) if above]
        notes += enumerate(lines, above)
        for number, row in enumerate(lines, above):
            padded = [*row.cells[:columns], *[""] * (columns - len(row.cells))]
            cells += [Cell(number, place, text, page=page) for place, text in enumerate(padded)]
        mended = tuple((number, *note) for number, row in notes for note in row.mended)
        if above + len(lines):
            grids.append(Grid(page, above + len(lines), columns, tuple(cells), (), "text", mended=mended))
    return grids

"""Codes of classes as spreadsheets print them, made the codes that they are.

A column of codes kept as numbers prints 201.0, 20,113, 2.0113E+04, or 2 for 02; people write 201-13-01,
201.13.01 or [20113]. Such a cell is read as a code when exactly one code that it can mean is the one of the
row's name, or is listed, or else continues a code above it; what stays open, stays as printed. A column whose
header names no codes must hold nothing but codes, most of them with their names beside them: figures such as
201.00 are never taken for codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from budgetkit.model import Cell, Mending
from budgetkit.rules.active import remembers
from budgetkit.rules.codes import code_names
from budgetkit.rules.words import header_says, is_total
from budgetkit.tables.cells import Rows
from budgetkit.tables.header import CODE, bare_label, header_paths
from budgetkit.text import fold, normalise, read_label

_BRACKETED = re.compile(r"[\[(](.+)[\])]")
_NUMBER = re.compile(r"(\d{3}|\d{5}|\d{7})\.0{1,2}")
_THOUSANDS = re.compile(r"\d{1,2}(?:,\d{3}){1,2}(?=$|\.0{1,2}$)")
_GROUPS = re.compile(r"(\d{3})([-.—_/])(\d{1,2})(?:\2(\d{1,2}))?")
_EXPONENT = re.compile(r"(\d)\.(\d{1,6})[Ee]\+?0?([246])")
_LEVEL = re.compile(r"(\d{1,3})(?:\.0{1,2})?")
_LISTS = ("functional", "dept_economic", "gov_economic")
_NO_CODES = ("fund", "nature", "measure", "phase", "column_kind", "direction")
_OTHER_CODES = ("unit_code", "project_code", "unit_or_project_code")
_SILENT = ("", "label", "name")
"""Roles by the header of a column whose cells tell what it holds."""
Changed = tuple[Cell, str, str]
"""A cell, the code that it prints, and the key of the proof."""
PROOFS = {
    "name": "the only code that it can mean is the one of the name in its row",
    "list": "the only code that it can mean is listed",
    "above": "the only code that it can mean continues a code above it",
}


@remembers
@cache
def _names_of_codes() -> dict[str, frozenset[str]]:
    """Every listed code with its official names."""
    found: dict[str, set[str]] = {}
    for classification in _LISTS:
        for code, name in code_names(classification).items():
            found.setdefault(code, set()).add(normalise(name))
    return {code: frozenset(names) for code, names in found.items()}


def mend_codes(rows: Rows, header_rows: int) -> tuple[Rows, list[Mending]]:
    """Rows of a table with its codes as codes, and what was changed.

    Parameters
    ----------
    rows : list of rows of cells
        They are not changed.
    header_rows : int
        How many of them are the header.

    Returns
    -------
    rows, mended : the rows, those with another code as copies; a ``Mending`` of kind ``code`` for each
    """
    changed: dict[int, list[Changed]] = {}
    for run in _runs(rows, header_rows):
        reading = (
            _read_levels(rows, header_rows, run) if len(run) > 1 else _read_codes(rows, header_rows, *run)
        )
        for cell, code, proof in reading:
            changed.setdefault(cell.row, []).append((cell, code, proof))
    if not changed:
        return rows, []
    result = [list(row) if number in changed else row for number, row in enumerate(rows)]
    mended: list[Mending] = []
    for number, cells in sorted(changed.items()):
        for cell, code, _ in cells:
            result[number][cell.column] = cell._replace(text=code)
        before = " | ".join(cell.text.replace("\n", "") for cell, _, _ in cells)
        proofs = "; ".join(dict.fromkeys(PROOFS[proof] for _, _, proof in cells))
        mended.append((number, "code", before, " | ".join(code for _, code, _ in cells), proofs))
    return result, mended


def _runs(rows: Rows, header_rows: int) -> Iterator[list[int]]:
    """Columns that may hold codes in another dress: 类, 款 and 项 together, others one by one."""
    if not rows:
        return
    paths = header_paths(rows, header_rows, len(rows[0]))
    levels: list[int] = []
    for column, path in enumerate([*paths, ()]):
        role = _role(path)
        if role.startswith("level_") and role != "level_1" and levels:
            levels.append(column)
            continue
        if len(levels) > 1 and _is_dressed(rows, header_rows, levels):
            yield levels
        levels = [column] if role == "level_1" else []
        if column < len(paths) and _is_eligible(rows, header_rows, column, path, role):
            yield [column]


def _role(path: tuple[str, ...]) -> str:
    said = (header_says("role", bare_label(label)) for label in reversed(path))
    return next((word.role for word in said if word is not None), "")


def _shown(cell: Cell) -> str:
    """What a cell prints, in half width, a wrapped code in one."""
    return fold(cell.text.replace("\n", "")).strip()


def _is_dressed(rows: Rows, header_rows: int, columns: list[int]) -> bool:
    """Whether some cell prints digits with other signs, or a single one."""
    cells = (row[column] for row in rows[header_rows:] for column in columns)
    texts = (_shown(cell) for cell in cells if cell is not None and cell.text)
    return any(len(text) == 1 or not text.isdigit() and any(map(str.isdigit, text)) for text in texts)


def _is_eligible(rows: Rows, header_rows: int, column: int, path: tuple[str, ...], role: str) -> bool:
    """Whether a column may hold codes: its header says so, or says nothing and all its cells are codes."""
    if not _is_dressed(rows, header_rows, [column]):
        return False
    if role == "code" or role.endswith("_code"):
        return role not in _OTHER_CODES
    said = (header_says(family, bare_label(label)) for label in path for family in _NO_CODES)
    return role in _SILENT and not any(said) and _holds_codes(rows[header_rows:], column)


def _holds_codes(rows: Rows, column: int) -> bool:
    """Whether a column holds nothing but listed codes and 合计, most codes with their names beside them."""
    known, whole, named = _names_of_codes(), 0, 0
    for row in rows:
        cell = row[column]
        text = normalise(cell.text) if cell is not None else ""
        if text and not is_total(text):
            meant = _meanings(text) & known.keys()
            if not meant:
                return False
            whole, named = whole + 1, named + _is_named(meant, _names(row, column))
    return whole > 1 and named * 2 > whole


def _is_named(codes: set[str], names: set[str]) -> bool:
    return any(_names_of_codes()[code] & names for code in codes)


def _names(row: list[Cell | None], column: int) -> set[str]:
    """Names that a row prints beside its code."""
    texts = (normalise(cell.text) for cell in row if cell is not None and cell.column != column)
    return {name for text in texts if text for name in (text, read_label(text).item)}


def _meanings(text: str) -> set[str]:
    """Codes that a printed text can mean, listed or not; none where it is something else."""
    if bracketed := _BRACKETED.fullmatch(text):
        text = bracketed[1]
    if _THOUSANDS.match(text):
        text = text.replace(",", "")
    if CODE.fullmatch(text):
        return {text}
    found: set[str] = set()
    if number := _NUMBER.fullmatch(text):
        found.add(number[1])
    if groups := _GROUPS.fullmatch(text):
        parts = [part for part in groups.group(3, 4) if part]
        found.add(groups[1] + "".join(part.zfill(2) for part in parts))
        if groups[2] == "." and len(parts) == 1 and len(parts[0]) == 1:
            found.add(groups[1] + parts[0] + "0")  # 301.10 kept as a number
    if exponent := _EXPONENT.fullmatch(text):
        found |= _rounded_to(exponent[1] + exponent[2], int(exponent[3]) + 1)
    return found


def _rounded_to(digits: str, length: int) -> set[str]:
    """Codes of a length whose first digits, rounded, are those that an exponent leaves."""
    lost = length - len(digits)
    if lost <= 0:
        return {digits} if lost == 0 else set()
    middle, half = int(digits) * 10**lost, 10**lost // 2
    return {c for c in _names_of_codes() if len(c) == length and abs(int(c) - middle) <= half}


def _settle(meant: set[str], names: set[str], above: dict[int, str]) -> tuple[str, str]:
    """The one code that is meant, and what proves it; blank where that stays open."""
    known = _names_of_codes()
    listed = {code for code in meant if code in known}
    by_name = {code for code in listed if known[code] & names}
    continued = {code for code in meant if len(code) > 3 and above.get(len(code) - 2) == code[:-2]}
    choices = (("name", by_name), ("name", by_name & continued), ("list", listed), ("above", continued))
    for proof, codes in choices:
        if len(codes) == 1:
            return codes.pop(), proof
    return "", ""


def _read_codes(rows: Rows, header_rows: int, column: int) -> Iterator[Changed]:
    """Cells of a column of whole codes that are to change, each with its code and the proof."""
    above: dict[int, str] = {}
    for row in rows[header_rows:]:
        cell = row[column]
        text = normalise(cell.text) if cell is not None else ""
        meant = _meanings(text)
        if cell is None or not meant:
            continue
        code, proof = _settle(meant, _names(row, column), above)
        if text in meant:
            code = text
        if code:
            above[len(code)] = code
        if proof and _shown(cell) != code:
            yield cell, code, proof


def _read_levels(rows: Rows, header_rows: int, columns: list[int]) -> Iterator[Changed]:
    """Cells of the columns 类, 款 and 项 that are to change, each with its digits and the proof."""
    above = ""
    for row in rows[header_rows:]:
        for depth, column in enumerate(columns):
            cell, size = row[column], 2 * depth + 1 if depth else 0
            level = _LEVEL.fullmatch(normalise(cell.text)) if cell is not None else None
            if cell is None or level is None or len(above) < size:
                continue
            own = level[1].zfill(2) if depth else level[1]
            above = above[:size] + own
            _, proof = _settle({above}, _names(row, column), {})
            if proof and _shown(cell) != own:
                yield cell, own, proof

"""Wide summaries: one project a row, a column of names and one of targets for each first level."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from budgetkit.indicators.shifted_rows import is_figure
from budgetkit.indicators.words import FOOT, LEVEL1, head, make_record, shown
from budgetkit.records import Repair
from budgetkit.tables import Table
from budgetkit.tables.cells import covering_cells
from budgetkit.text import normalise

_CODE = re.compile(r"\d{6,}")
_ROW_OF_A_PROJECT = ("project_name", "unit_or_project_name")
"""Roles that say that each row of the table is of a project of its own."""
_AMOUNT = re.compile(r"-?[\d,]+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class _Pair:
    """Name column and target column of one level 1 in a wide summary."""

    level1: str
    name: int
    target: int
    level2: str = ""


def _levels_over(path: tuple[str, ...]) -> tuple[str, str]:
    """一级指标 and, where it is another label, 二级指标 among the labels over a column of names."""
    labels = [normalise(label) for label in path]
    level1 = next(filter(LEVEL1.fullmatch, labels), "")
    return level1 or labels[-1], labels[-1] if level1 and labels[-1] != level1 else ""


def wide_pairs(table: Table) -> list[_Pair]:
    """Name and target columns of a wide summary, in print order; none where the table is another form."""
    pairs = []
    for name, target in pairwise(table.columns):
        if not name.path or not target.path or name.path[:-1] != target.path[:-1] or len(name.path) < 2:
            continue
        if head(name.path[-1]) == "level3" and head(target.path[-1]) == "target":
            level1, level2 = _levels_over(name.path[:-1])
            pairs.append(_Pair(level1, name.index, target.index, level2))
    by_project = any(column.role in _ROW_OF_A_PROJECT for column in table.columns)
    return pairs if by_project or len(pairs) > 1 else []


def _at(texts: list[str], place: int) -> str:
    return texts[place] if 0 <= place < len(texts) else ""


def read_wide(table: Table, pairs: list[_Pair], records: list[dict], repairs: list[Repair]) -> None:
    """Append the records and repairs of a wide summary."""
    project: dict[str, str] = {}
    shift = 0
    first = min(pair.name for pair in pairs)
    cover = covering_cells(table.rows)
    for row in range(table.header_rows, len(table.rows)):
        texts = [shown(cell.text) if cell is not None else "" for cell in cover[row]]
        if FOOT.fullmatch(normalise(_at(texts, 0))):
            break
        _read_project(table, texts[:first], project)
        shift = _wide_shift(texts, pairs, first, shift)
        own = {index for index, cell in enumerate(cover[row]) if cell is not None and cell.row == row}
        for pair in pairs:
            name, target = pair.name + shift, pair.target + shift
            name_text, target_text = _at(texts, name), _at(texts, target)
            if not (name_text or target_text) or not own & {name, target}:
                continue
            page = cover[row][name if name_text else target].page
            levels = (pair.level1, pair.level2, name_text)
            records.append(make_record(table, project, levels, target_text, page, row))
        if shift:
            before, moved = " | ".join(texts), texts[first + shift :]
            proof = "a name stood among amounts or a target among names; only this shift clears the row"
            repairs.append(Repair(table.table_id, row, "level_slid", before, " | ".join(moved), proof))


def _read_project(table: Table, texts: list[str], project: dict[str, str]) -> None:
    """A row that prints a name in its head columns starts another project (or a unit, which has none)."""
    code = next((text for text in texts if _CODE.fullmatch(text)), "")
    words = [text for text in texts if text and not _CODE.fullmatch(text) and not _AMOUNT.fullmatch(text)]
    if words and (code or not project or words[0] != project.get("name")):
        project.clear()
        project.update(name=words[0], code=code)
    elif code:
        project.clear()
        project.update(name="", code=code)


def _wide_shift(texts: list[str], pairs: list[_Pair], first: int, above: int) -> int:
    """Columns by which the indicators of a row stand beside the header: 0 where nothing is wrong.

    Where both directions would clear the row, the row above it decides.
    """

    def wrong(shift: int) -> int:
        count = 0
        for pair in pairs:
            name, target = _at(texts, pair.name + shift), _at(texts, pair.target + shift)
            count += is_figure(name) + bool(target and not name)
        inside = range(first + shift, max(pair.target for pair in pairs) + shift + 1)
        head = texts[2 : first + min(shift, 0)]
        count += sum(bool(text) and not _AMOUNT.fullmatch(text) for text in head)
        return count + sum(bool(text) for index, text in enumerate(texts) if index >= inside.stop)

    if not wrong(0):
        return 0
    clear = [shift for shift in (-1, 1) if not wrong(shift)]
    if len(clear) == 1:
        return clear[0]
    return above if above in clear else 0

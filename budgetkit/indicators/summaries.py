"""Wide summaries: one project a row, a column of names and one of targets for each first level."""

from __future__ import annotations

import re
from dataclasses import dataclass

from budgetkit.indicators.forms import covering
from budgetkit.indicators.shifted_rows import is_figure
from budgetkit.indicators.words import FOOT, LEVEL1, head, make_record, shown
from budgetkit.records import Repair
from budgetkit.tables import Column, Table
from budgetkit.text import normalise

_CODE = re.compile(r"\d{6,}")
_AMOUNT = re.compile(r"-?[\d,]+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class _Pair:
    """Name column and target column of one level 1 in a wide summary."""

    level1: str
    name: int
    target: int
    level2: str = ""


def wide_pairs(columns: list[Column]) -> list[_Pair]:
    """Name and target columns of a wide summary, in print order."""
    pairs = []
    for name, target in zip(columns, columns[1:], strict=False):
        if not name.path or not target.path or name.path[:-1] != target.path[:-1] or len(name.path) < 2:
            continue
        if head(name.path[-1]) == "level3" and head(target.path[-1]) == "target":
            outer = [label for label in name.path[:-1] if LEVEL1.fullmatch(normalise(label))]
            level1 = normalise(outer[0] if outer else name.path[-2])
            level2 = normalise(name.path[-2]) if outer and normalise(name.path[-2]) != level1 else ""
            pairs.append(_Pair(level1, name.index, target.index, level2))
    return pairs


def read_wide(table: Table, pairs: list[_Pair], records: list[dict], repairs: list[Repair]) -> None:
    """Append the records and repairs of a wide summary."""
    project: dict[str, str] = {}
    shift = 0
    first = min(pair.name for pair in pairs)
    cover = covering(table.rows)
    for row in range(table.header_rows, len(table.rows)):
        texts = [shown(cell.text) if cell is not None else "" for cell in cover[row]]
        if any(FOOT.fullmatch(normalise(text)) for text in texts[:1] if text):
            break
        _read_project(table, texts[:first], project)
        shift = _wide_shift(texts, pairs, first, shift)
        own = {index for index, cell in enumerate(cover[row]) if cell is not None and cell.row == row}
        for pair in pairs:
            name, target = pair.name + shift, pair.target + shift
            name_text = texts[name] if name < len(texts) else ""
            target_text = texts[target] if target < len(texts) else ""
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
            name = texts[pair.name + shift] if 0 <= pair.name + shift < len(texts) else ""
            target = texts[pair.target + shift] if 0 <= pair.target + shift < len(texts) else ""
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

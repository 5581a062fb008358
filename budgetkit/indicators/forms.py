"""Forms with one block of levels and targets: header found by its words, labels filled down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from budgetkit.indicators.shifted_rows import Reading, is_figure, put_right
from budgetkit.indicators.words import FOOT, KEYS, head, make_record, shown, whole_target
from budgetkit.model import Cell
from budgetkit.records import Repair
from budgetkit.tables import Table
from budgetkit.tables.header import are_column_numbers
from budgetkit.text import fold, normalise


@dataclass(slots=True)
class LevelColumns:
    """Columns of one block of levels and target; a form may print two of them side by side.

    A block of ``further`` targets (全程指标值 | 年度指标值) has the levels of the one before it, which is
    ``followed``.
    """

    spans: dict[str, range] = field(default_factory=dict)
    further: bool = False
    followed: bool = False


def covering(rows: list[list[Cell | None]]) -> list[list[Cell | None]]:
    """For every position the cell that covers it, its own or one that spans it."""
    cover: list[list[Cell | None]] = [[None] * len(row) for row in rows]
    for row_index, row in enumerate(rows):
        for column_index, cell in enumerate(row):
            if cell is None:
                continue
            for below in range(row_index, min(row_index + cell.row_span, len(rows))):
                for beside in range(column_index, min(column_index + cell.column_span, len(cover[below]))):
                    cover[below][beside] = cell
    return cover


def _segments(row: list[Cell | None]) -> list[LevelColumns]:
    """Blocks that a header row opens, or nothing when the row is no header of indicators."""
    segments: list[LevelColumns] = []
    current = LevelColumns()
    for index, cell in enumerate(row):
        name = head(cell.text) if cell is not None else ""
        if name == "measure" and segments and not current.spans:
            segments[-1].spans.setdefault(name, range(index, index + cell.column_span))
            continue
        if not name or name in current.spans:
            continue
        span = range(index, index + cell.column_span)
        if name == "target" and segments and not current.spans:
            segments[-1].followed = True
            segments.append(LevelColumns(segments[-1].spans | {"target": span}, further=True))
            continue
        current.spans[name] = span
        if name == "target":
            segments.append(current)
            current = LevelColumns()
    segments = [one for one in segments if "level3" in one.spans or "level2" in one.spans]
    for one in segments[1:]:
        # The second block of a form (实施期目标 | 年度目标) shares the 一级指标 of the first.
        if "level1" in segments[0].spans:
            one.spans.setdefault("level1", segments[0].spans["level1"])
    return segments


def read_form(
    table: Table,
    seen: dict[str, Counter],
    project: dict[str, str],
    records: list[dict],
    repairs: list[Repair],
) -> None:
    """Append the records and repairs of one form; ``project`` holds the keys printed above it."""
    for row, segments, cover in _blocks(table, project):
        if segments is None:
            above: list[tuple[str, str]] = []
            continue
        above += [("", "")] * (len(segments) - len(above))
        for place, segment in enumerate(segments):
            reading = _read_row(cover, row, segment, seen)
            if reading is None or (segment.further and not reading.target):
                continue
            printed_levels = (reading.level1, reading.level2)
            level1, level2 = _fill_down(reading, above[place])
            above[place] = (level1, level2)
            cells = [cell for span in segment.spans.values() for cell in cover[row][span.start : span.stop]]
            page = next((cell.page for cell in cells if cell is not None), table.pages[0])
            levels = (level1, level2, reading.level3)
            target = reading.target if reading.shift else _whole_target(cover, row, segment, reading.target)
            records.append(make_record(table, project, levels, target, page, row))
            if segment.further:
                continue  # what is repaired are the levels, which it shares
            before = _printed_row(table, row)
            after = " | ".join((level1, level2, reading.level3, shown(reading.target)))
            if reading.shift or reading.proof:
                repairs.append(Repair(table.table_id, row, "level_slid", before, after, reading.proof))
            if (level1, level2) != printed_levels:
                proof = "blank label cell below its label in the same block of indicators"
                repairs.append(Repair(table.table_id, row, "label_filled_down", before, after, proof))


def _blocks(
    table: Table, project: dict[str, str]
) -> Iterator[tuple[int, list[LevelColumns] | None, list[list[Cell | None]]]]:
    """Rows below each indicator header; ``None`` for the header itself. Keys on the way fill ``project``."""
    cover = covering(table.rows)
    segments: list[LevelColumns] = []
    keys: dict[str, int] = {}
    for row, cells in enumerate(table.rows):
        opened = _segments(cells)
        if opened:
            segments, keys = opened, _key_columns(cover[row])
            yield row, None, cover
            continue
        named = {
            key: shown(cell.text) for key, index in keys.items() if (cell := cover[row][index]) is not None
        }
        if any(named.values()):
            project.clear()
            project.update(named)
        texts = [normalise(cell.text) for cell in cells if cell is not None and cell.text.strip()]
        if _read_keys(texts, cells, project) or (texts and FOOT.fullmatch(texts[0])):
            segments = []
        if segments and texts and not are_column_numbers(texts):
            yield row, segments, cover


def _key_columns(header: list[Cell | None]) -> dict[str, int]:
    """Columns of project names and codes, where each row of a table is of a project of its own."""
    found: dict[str, int] = {}
    for index, cell in enumerate(header):
        label = normalise(cell.text) if cell is not None else ""
        for key, pattern in KEYS:
            if pattern.fullmatch(label):
                found.setdefault(key, index)
    return found


def read_head(table: Table) -> dict[str, str]:
    """Project name and code of a table that holds only the head of a form."""
    project: dict[str, str] = {}
    for cells in table.rows:
        texts = [normalise(cell.text) for cell in cells if cell is not None and cell.text.strip()]
        _read_keys(texts, cells, project)
    return project


def _read_keys(texts: list[str], cells: list[Cell | None], project: dict[str, str]) -> bool:
    """Take project name and code from a key–value row; whether the row is one."""
    found = False
    if not any("名称" in text or "编码" in text or "代码" in text for text in texts):
        return False
    values = [cell for cell in cells if cell is not None and cell.text.strip()]
    for place, text in enumerate(texts):
        label, colon, beside = fold(shown(values[place].text)).partition(":")
        inside = next((key for key, pattern in KEYS if colon and pattern.fullmatch(normalise(label))), "")
        if inside and beside.strip():
            found = True
            if inside == "name":
                project.clear()
            project[inside] = beside.strip()
            continue
        if len(text) > 20:
            continue
        name = next((key for key, pattern in KEYS if pattern.fullmatch(text.rstrip(":"))), "")
        if name == "name":
            project.clear()
        if name:
            found = True
            if place + 1 < len(values):
                project[name] = shown(values[place + 1].text)
    return found


def _printed_row(table: Table, row: int) -> str:
    return " | ".join(shown(cell.text) if cell is not None else "" for cell in table.rows[row])


def _text_of(cover: list[list[Cell | None]], row: int, span: range) -> tuple[str, Cell | None]:
    cells = [cover[row][index] for index in span if index < len(cover[row]) and cover[row][index] is not None]
    cell = next((one for one in cells if one.text.strip()), cells[0] if cells else None)
    return (shown(cell.text) if cell is not None else ""), cell


def _read_row(
    cover: list[list[Cell | None]], row: int, segment: LevelColumns, seen: dict[str, Counter]
) -> Reading | None:
    """Texts of one row at its segment's columns, or ``None`` where the row prints nothing of its own."""
    taken: list[Cell] = []
    texts: dict[str, str] = {}
    own = False
    for name in ("target", "level3", "level2", "level1"):
        if name not in segment.spans:
            continue
        text, cell = _text_of(cover, row, segment.spans[name])
        if cell is not None and any(cell is other for other in taken):
            text = ""  # one cell across two columns is read once, at its innermost level
        elif cell is not None:
            taken.append(cell)
            own = own or (cell.row == row and bool(text) and name != "level1")
        texts[name] = text
    reading = Reading(**texts)
    in_columns = segment.further or segment.followed  # a figure beside the target is another target
    if {"level1", "level2", "level3"} <= segment.spans.keys() and not in_columns:
        slid = _slid(reading, cover, row, segment, seen)
        if slid is not None:
            return slid
    if not own or not (reading.level2 or reading.level3 or reading.target):
        return None
    reading.level1, reading.level2 = normalise(reading.level1), normalise(reading.level2)
    return reading


def _whole_target(cover: list[list[Cell | None]], row: int, segment: LevelColumns, figure: str) -> str:
    sign, unit = (
        _text_of(cover, row, segment.spans[name])[0] if name in segment.spans else ""
        for name in ("sign", "measure")
    )
    return whole_target(sign, figure, unit)


def _slid(
    reading: Reading,
    cover: list[list[Cell | None]],
    row: int,
    segment: LevelColumns,
    seen: dict[str, Counter],
) -> Reading | None:
    """The row put right, or ``None``; a label merged from above is none that this row prints."""
    beside = _beside(cover, row, segment)
    if not _from_above(cover, row, segment.spans["level2"]):
        first = "" if _from_above(cover, row, segment.spans["level1"]) else reading.level1
        return put_right(replace(reading, level1=first), beside, seen)
    # Under a merged 二级指标 the print holds the columns in place, unless the target stands outside of them
    # in this row alone; where other rows print figures there too, it is a column of weights or scores.
    if sum(is_figure(_beside(cover, other, segment)) for other in range(len(cover))) != 1:
        return None
    slid = put_right(replace(reading, level1="", level2=""), beside, seen)
    return slid if slid is not None and slid.shift < 0 else None


def _from_above(cover: list[list[Cell | None]], row: int, span: range) -> bool:
    _, cell = _text_of(cover, row, span)
    return cell is not None and bool(cell.text.strip()) and cell.row < row


def _beside(cover: list[list[Cell | None]], row: int, segment: LevelColumns) -> str:
    place = segment.spans["target"].stop
    cell = cover[row][place] if place < len(cover[row]) else None
    return shown(cell.text) if cell is not None else ""


def _fill_down(reading: Reading, above: tuple[str, str]) -> tuple[str, str]:
    if reading.level1:
        return reading.level1, reading.level2
    return above[0], reading.level2 or above[1]


def seen_labels(forms: list[Table]) -> dict[str, Counter]:
    """Words that stand at each level in rows printed in full: what a slid row is compared with."""
    seen: dict[str, Counter] = {"level1": Counter(), "level2": Counter(), "target": Counter()}
    for table in forms:
        for row, segments, cover in _blocks(table, {}):
            for segment in segments or ():
                if not {"level1", "level2", "level3"} <= segment.spans.keys():
                    continue
                texts = {name: _text_of(cover, row, span)[0] for name, span in segment.spans.items()}
                in_full = texts["level3"] and texts["target"] and not is_figure(texts["level3"])
                if in_full and not is_figure(_beside(cover, row, segment)):
                    for name, words in seen.items():
                        words[normalise(texts[name])] += bool(texts[name])
                only_second = not (texts["level1"] or texts["level3"] or texts["target"])
                if only_second and texts["level2"] and not is_figure(texts["level2"]):
                    seen["level2"][normalise(texts["level2"])] += 1
    return seen

"""Forms with one block of levels and targets: header found by its words, labels filled down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from budgetkit.indicators.shifted_rows import Reading, SeenLabels, is_figure, put_right
from budgetkit.indicators.words import FOOT, head, key_and_value, make_record, shown, whole_target
from budgetkit.model import Cell
from budgetkit.records import Repair
from budgetkit.tables import Table
from budgetkit.tables.cells import CellRow, Rows, covering_cells, printed, texts_of
from budgetkit.tables.header import are_column_numbers
from budgetkit.text import normalise

_LEVELS = {"level1", "level2", "level3"}


@dataclass(slots=True)
class LevelColumns:
    """Columns of one block of levels and target; a form may print two of them side by side.

    A block of ``further`` targets (全程指标值 | 年度指标值) has the levels of the one before it, which is
    ``followed``.
    """

    spans: dict[str, range] = field(default_factory=dict)
    further: bool = False
    followed: bool = False
    above: tuple[str, str] = ("", "")
    """Labels of the first two levels that the row above is of."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of a form at the columns of one block; ``cover`` holds the cell over every place."""

    cover: Rows
    row: int
    columns: LevelColumns

    def cell(self, name: str) -> Cell | None:
        """Cell at the columns of a level, the first that prints something."""
        span = self.columns.spans.get(name, range(0))
        cells = [cell for cell in self.cover[self.row][span.start : span.stop] if cell is not None]
        return next((cell for cell in cells if cell.text.strip()), cells[0] if cells else None)

    def text(self, name: str) -> str:
        """What is printed at the columns of a level."""
        cell = self.cell(name)
        return shown(cell.text) if cell is not None else ""

    def is_from_above(self, name: str) -> bool:
        """Whether a label is merged from a row above."""
        cell = self.cell(name)
        return cell is not None and bool(cell.text.strip()) and cell.row < self.row

    @property
    def beside(self) -> str:
        """What is printed right of the target."""
        place = self.columns.spans["target"].stop
        cell = next(iter(self.cover[self.row][place : place + 1]), None)
        return shown(cell.text) if cell is not None else ""

    @property
    def page(self) -> int | None:
        """Page of its first cell."""
        spans = self.columns.spans.values()
        cells = (cell for span in spans for cell in self.cover[self.row][span.start : span.stop])
        return next((cell.page for cell in cells if cell is not None), None)


def _headings(row: CellRow) -> Iterator[tuple[str, range]]:
    """Columns that labels of a row open, each with its span."""
    for index, cell in enumerate(row):
        if cell is not None and (name := head(cell.text)):
            yield name, range(index, index + cell.column_span)


def _segments(row: CellRow) -> list[LevelColumns]:
    """Blocks that a header row opens, or nothing when the row is no header of indicators."""
    segments: list[LevelColumns] = []
    current = LevelColumns()
    for name, span in _headings(row):
        if name in current.spans:
            continue
        before = segments[-1] if segments and not current.spans else None
        if before and name == "measure":
            before.spans.setdefault(name, span)
        elif before and name == "target":
            before.followed = True
            segments.append(LevelColumns(before.spans | {"target": span}, further=True))
        else:
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
    seen: SeenLabels,
    project: dict[str, str],
    records: list[dict],
    repairs: list[Repair],
) -> None:
    """Append the records and repairs of one form; ``project`` holds the keys printed above it."""
    for form_row in _form_rows(table, project):
        columns, reading = form_row.columns, _read_row(form_row, seen)
        if reading is None or (columns.further and not reading.target):
            continue
        first = reading.level1 or columns.above[0]
        second = reading.level2 or ("" if reading.level1 else columns.above[1])
        columns.above, levels = (first, second), (first, second, reading.level3)
        target = reading.target
        if not reading.shift:
            target = whole_target(form_row.text("sign"), target, form_row.text("measure"))
        page = form_row.page or table.pages[0]
        records.append(make_record(table, project, levels, target, page, form_row.row))
        if not columns.further:  # else what is repaired are the levels, which it shares
            repairs += _repairs(table, form_row.row, reading, levels)


def _repairs(table: Table, row: int, reading: Reading, levels: tuple[str, str, str]) -> Iterator[Repair]:
    before, after = _printed_row(table, row), " | ".join((*levels, shown(reading.target)))
    if reading.shift or reading.proof:
        yield Repair(table.table_id, row, "level_slid", before, after, reading.proof)
    if levels[:2] != (reading.level1, reading.level2):
        proof = "blank label cell below its label in the same block of indicators"
        yield Repair(table.table_id, row, "label_filled_down", before, after, proof)


def _form_rows(table: Table, project: dict[str, str]) -> Iterator[FormRow]:
    """Rows below each indicator header, block by block. Keys on the way fill ``project``."""
    cover = covering_cells(table.rows)
    segments: list[LevelColumns] = []
    keys: dict[str, int] = {}
    for row, cells in enumerate(table.rows):
        opened = _segments(cells)
        if opened:
            segments, keys = opened, _key_columns(cover[row])
            continue
        named = {
            key: shown(cell.text) for key, index in keys.items() if (cell := cover[row][index]) is not None
        }
        if any(named.values()):
            project.clear()
            project.update(named)
        texts = texts_of(cells)
        if _read_keys(cells, project) or (texts and FOOT.fullmatch(texts[0])):
            segments = []
        if texts and not are_column_numbers(texts):
            yield from (FormRow(cover, row, columns) for columns in segments)


def _key_columns(header: CellRow) -> dict[str, int]:
    """Columns of project names and codes, where each row of a table is of a project of its own."""
    found: dict[str, int] = {}
    for index, cell in enumerate(header):
        key, value = key_and_value(cell.text) if cell is not None else ("", "")
        if key and not value:
            found.setdefault(key, index)
    return found


def read_head(table: Table) -> dict[str, str]:
    """Project name and code of a table that holds only the head of a form."""
    project: dict[str, str] = {}
    for cells in table.rows:
        _read_keys(cells, project)
    return project


def _read_keys(cells: CellRow, project: dict[str, str]) -> bool:
    """Take project name and code from a key–value row; whether the row is one."""
    texts, found = [shown(cell.text) for cell in printed(cells)], False
    for text, beside in zip_longest(texts, texts[1:], fillvalue=""):
        key, value = key_and_value(text)
        if not key:
            continue
        found, value = True, value or beside
        if key == "name":
            project.clear()
        if value:
            project[key] = value
    return found


def _printed_row(table: Table, row: int) -> str:
    return " | ".join(shown(cell.text) if cell is not None else "" for cell in table.rows[row])


def _read_row(form_row: FormRow, seen: SeenLabels) -> Reading | None:
    """Texts of one row at the columns of its block, ``None`` where it prints nothing of its own."""
    columns, (reading, own) = form_row.columns, _as_printed(form_row)
    in_columns = columns.further or columns.followed  # a figure beside the target is another target
    slid = _slid(reading, form_row, seen) if columns.spans.keys() >= _LEVELS and not in_columns else None
    if slid is not None:
        return slid
    if not own or not (reading.level2 or reading.level3 or reading.target):
        return None
    reading.level1, reading.level2 = normalise(reading.level1), normalise(reading.level2)
    return reading


def _as_printed(form_row: FormRow) -> tuple[Reading, bool]:
    """Texts of one row, and whether one of them is its own; a cell is read once, at its innermost level."""
    taken: list[Cell] = []
    texts: dict[str, str] = {}
    own = False
    for name in ("target", "level3", "level2", "level1"):
        cell = form_row.cell(name)
        if cell is None or any(cell is other for other in taken):
            continue
        taken.append(cell)
        texts[name] = shown(cell.text)
        own = own or (cell.row == form_row.row and bool(texts[name]) and name != "level1")
    return Reading(**texts), own


def _slid(reading: Reading, form_row: FormRow, seen: SeenLabels) -> Reading | None:
    """The row put right, or ``None``; a label merged from above is none that this row prints."""
    if not form_row.is_from_above("level2"):
        first = "" if form_row.is_from_above("level1") else reading.level1
        return put_right(replace(reading, level1=first), form_row.beside, seen)
    # Under a merged 二级指标 the print holds the columns in place, unless the target stands outside of them
    # in this row alone; where other rows print figures there too, it is a column of weights or scores.
    others = (replace(form_row, row=row) for row in range(len(form_row.cover)))
    if sum(is_figure(other.beside) for other in others) != 1:
        return None
    slid = put_right(replace(reading, level1="", level2=""), form_row.beside, seen)
    return slid if slid is not None and slid.shift < 0 else None


def seen_labels(forms: list[Table]) -> SeenLabels:
    """Words at each level of all forms of a document."""
    seen = SeenLabels()
    for table in forms:
        for form_row in _form_rows(table, {}):
            if form_row.columns.spans.keys() >= _LEVELS:
                texts = (form_row.text(name) for name in ("level1", "level2", "level3", "target"))
                seen.add(Reading(*texts), form_row.beside)
    return seen

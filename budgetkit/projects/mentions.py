"""Where a document speaks of a project: one mention a table and project, with its amounts and places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import dropwhile, islice
from operator import attrgetter

import attrs

from budgetkit.indicators.words import head, shown
from budgetkit.model import Cell
from budgetkit.records import Line, grouped
from budgetkit.rules.active import active, remembers
from budgetkit.rules.declared.words import ProjectLabelFile
from budgetkit.rules.kinds import Kind, kind_of, kinds
from budgetkit.tables import Table
from budgetkit.text import normalise


@dataclass(frozen=True, slots=True)
class ProjectAmount:
    """An amount with its rounding and its cell; the cell is the first of several that were added up."""

    fen: int
    step_fen: int
    line: Line

    @classmethod
    def of(cls, lines: Sequence[Line]) -> ProjectAmount:
        """What lines add up to."""
        return cls(sum(line.amount_fen for line in lines), sum(line.step_fen for line in lines), lines[0])

    def agrees(self, other: ProjectAmount) -> bool:
        """Whether both can be the same amount, each being off by half of its last digit."""
        return abs(self.fen - other.fen) * 2 <= self.step_fen + other.step_fen * (self != other)


@dataclass(slots=True, eq=False)
class Mention:
    """One project as one table speaks of it.

    Parameters
    ----------
    kind, table_id, row, page
        Kind of the table, and where the mention starts.
    name, code, unit_code, unit_name, project_type
        As printed; ``""`` where nothing is printed.
    amount, prior_amount : ProjectAmount or None
        Amount of the document's own year and of the year before.
    sure_amount : bool
        Whether the label says that the amount is that of the year; a bare 总金额 may cover more years.
    lines : list of Line
        Its figures.
    words : str
        What a task is about, beside its name.
    borrowed_name : bool
        Whether the name is that of another project, and only amount and unit tell which project it is.
    """

    kind: str
    table_id: str
    row: int
    page: int
    name: str
    code: str = ""
    unit_code: str = ""
    unit_name: str = ""
    project_type: str = ""
    amount: ProjectAmount | None = None
    prior_amount: ProjectAmount | None = None
    sure_amount: bool = True
    lines: list[Line] = field(default_factory=list)
    words: str = ""
    borrowed_name: bool = False

    @property
    def traits(self) -> Kind:
        """The kind of the table."""
        return kind_of(self.kind)

    @property
    def is_listed(self) -> bool:
        """Whether a list of projects and their money names it."""
        return self.traits.row_is == "project" and not self.traits.indicators

    @property
    def has_targets(self) -> bool:
        """Whether targets of the project stand beside it."""
        return self.traits.indicators and self.traits.form != "department"

    @property
    def place(self) -> tuple[str, int, int]:
        """Table, row and column of the amount, or of the row where no amount is printed."""
        line = self.amount.line if self.amount else None
        return (line.table_id, line.row, line.column) if line else (self.table_id, self.row, -1)


def authorities() -> list[str]:
    """Kinds that tell the amount of a project, the most authoritative first."""
    return [kind.id for kind in kinds().values() if "project" in (kind.row_is, kind.form)]


def read_mentions(
    tables: Iterable[Table], lines: Sequence[Line], fiscal_year: int | None, phase: str
) -> list[Mention]:
    """Gather every mention of a project, in the order of the tables and their rows."""
    by_table = grouped(lines, attrgetter("table_id"))
    found: list[Mention] = []
    current: Mention | None = None
    page = 0
    for table in tables:
        if not table.rows:
            continue
        own = by_table.get(table.table_id, [])
        if current is not None and table.pages[0] - page > 1:
            current = None  # a form goes on on the same page or the next
        page = table.pages[-1]
        kind = kind_of(table.kind)
        if kind.row_is == "project" or kind.part_of_projects:
            rows = _read_rows(own, fiscal_year, phase)
            found += rows
            current = current if not rows and _is_form(table) else None
        elif kind.form == "department":
            found += _read_tasks(table, own)
            current = None
        if _is_form(table):
            current = _read_form(table, own, current, found)
        elif not any(_keys(_texts(row)) for row in table.rows[:6]):
            current = None
    return found


def _is_form(table: Table) -> bool:
    """Forms, and what looks like a summary for want of its head."""
    kind = kind_of(table.kind)
    headless = kind.row_is == "project" and not any(c.role == "amount" for c in table.columns)
    return kind.form == "project" or (kind.indicators and headless)


def _read_rows(lines: Sequence[Line], fiscal_year: int | None, phase: str) -> list[Mention]:
    named = (line for line in lines if line.project_name and line.row_kind == "item")
    key = attrgetter("project_name", "project_code", "unit_code", "unit_name")
    found = []
    for names, members in grouped(named, key).items():
        first = members[0]
        own = [line for line in members if (line.fiscal_year, line.phase) == (fiscal_year, phase)]
        prior = [line for line in members if fiscal_year and line.fiscal_year == fiscal_year - 1]
        mention = Mention(first.kind, first.table_id, first.row, first.page, *names)
        mention.project_type = next((line.project_type for line in members if line.project_type), "")
        mention.amount, mention.prior_amount, mention.lines = total_of(own), total_of(prior), members
        found.append(mention)
    return found


def total_of(lines: Sequence[Line]) -> ProjectAmount | None:
    """Printed total of each row, or the sum of its items; ``None`` where neither stands."""
    taken: list[Line] = []
    for members in grouped(lines, attrgetter("table_id", "row")).values():
        # 小计 over 其中 parts alone is the whole of the row, just as 合计 is
        items = [line for line in members if line.column_kind == "item"]
        subtotals = [line for line in members if line.column_kind == "subtotal"]
        wholes = [line for line in members if line.column_kind == "total"]
        wholes += [line for line in subtotals if line.fund in ("", "all")]
        taken += wholes[:1] or items or subtotals
    return ProjectAmount.of(taken) if taken else None


_FAMILIES = tuple(field.name for field in attrs.fields(ProjectLabelFile))


@remembers
@lru_cache(maxsize=16384)
def _says(family: str, label: str) -> int | None:
    """Rank of the first pattern of a family that is the whole of a label."""
    patterns = getattr(active().of(ProjectLabelFile), family)
    return next((rank for rank, pattern in enumerate(patterns) if pattern.fullmatch(label)), None)


def _any_says(family: str, texts: Iterable[str]) -> bool:
    return any(_says(family, normalise(text)) is not None for text in texts)


def _texts(row: Sequence[Cell | None]) -> list[str]:
    return [shown(cell.text) for cell in row if cell is not None and cell.text.strip()]


def _keys(texts: list[str]) -> dict[str, str]:
    """Name, code, unit and class that a row prints beside their labels."""
    found: dict[str, str] = {}
    inside = [text.replace("：", ":").partition(":")[::2] for text in texts]
    for label, value in [*zip(texts, texts[1:], strict=False), *(pair for pair in inside if pair[1].strip())]:
        label = normalise(label).rstrip(":")
        if len(label) <= 20:
            for key in ("name", "code", "unit_code", "unit_name", "project_type"):
                if _says(key, label) is not None and not _is_label(value):
                    found.setdefault(key, normalise(value))
    return found


@remembers
@lru_cache(maxsize=16384)
def _is_label(text: str) -> bool:
    return len(text) <= 40 and any(_says(key, normalise(text).rstrip(":")) is not None for key in _FAMILIES)


def _read_form(
    table: Table, lines: Sequence[Line], current: Mention | None, found: list[Mention]
) -> Mention | None:
    """Mentions of a form, one at each 项目名称; a form without a head goes on with the one before."""
    by_row = grouped(lines, attrgetter("row"))
    started = []
    for number, row in enumerate(table.rows):
        keys = _keys(_texts(row))
        if "name" in keys:
            page = next((cell.page for cell in row if cell is not None), table.pages[0])
            current = Mention(table.kind, table.table_id, number, page, keys.pop("name"))
            found.append(current)
            started.append(current)
        if current is None:
            continue
        for key, value in keys.items():
            setattr(current, key, getattr(current, key) or value)
        current.lines += by_row.get(number, ())
    for mention in started:
        _read_amounts(mention)
    return current


def _read_amounts(mention: Mention) -> None:
    for family in ("prior_amount", "amount"):
        ranked = [
            (rank, place, line)
            for place, line in enumerate(mention.lines)
            if (rank := _says(family, line.item.rstrip(":"))) is not None
        ]
        if ranked:
            rank, _, line = min(ranked, key=lambda one: one[:2])
            setattr(mention, family, ProjectAmount.of([line]))
            if family == "amount":
                mention.sure_amount = rank == 0


def _read_tasks(table: Table, lines: Sequence[Line]) -> list[Mention]:
    """Annual tasks of a department form that print an amount, under a header with 任务名称."""
    rows = enumerate(map(_texts, table.rows))
    below = dropwhile(lambda row: not _any_says("task", row[1]), rows)
    found = []
    for number, texts in islice(below, 1, None):
        if any(map(head, texts)) or _any_says("task_end", texts):
            break
        own = [line for line in lines if line.row == number]
        figures = {line.printed for line in own}
        words = [normalise(one) for one in texts if one not in figures and not _any_says("task_head", [one])]
        if own and words:
            first, name, more = own[0], words[0], "".join(words[1:])
            mention = Mention(table.kind, table.table_id, number, first.page, name, words=more)
            mention.amount, mention.lines = ProjectAmount.of([first]), own
            found.append(mention)
    return found

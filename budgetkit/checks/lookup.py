"""The lines of one document, looked at once: tables, rows, what each row is, hierarchy, headings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from operator import attrgetter

from budgetkit.checks.roles import BALANCES, give_roles
from budgetkit.records import Line, grouped
from budgetkit.rules.identities import Operand
from budgetkit.rules.kinds import kind_of, kinds_with
from budgetkit.rules.notices import code_rules
from budgetkit.rules.words import header_says
from budgetkit.sums.equations import AmountColumn, amount_columns
from budgetkit.sums.hierarchy import RowFamily, families_of
from budgetkit.sums.printed_rows import PrintedRow, rows_of
from budgetkit.text import normalise


class Index:
    """The lines of one document by table and row, with the role of each row and the head of each.

    Parameters
    ----------
    lines : iterable of Line
        Of one document, in any order.
    columns : mapping of table_id to columns
        Described columns (``Table.columns``), for as many tables as are known.
    """

    def __init__(self, lines: Iterable[Line], columns: Mapping[str, Sequence]) -> None:
        self.columns = columns
        self._selected: dict[tuple[Operand, str], list[Line]] = {}
        self.tables = grouped(sorted(lines, key=attrgetter("place")), attrgetter("table_id"))
        self.kinds: dict[str, list[str]] = defaultdict(list)
        self.rows: dict[str, list[PrintedRow]] = {}
        self.roles: dict[tuple[str, int, int], str] = {}
        self.heads: set[tuple[str, int, int]] = set()
        for table, members in self.tables.items():
            self.kinds[members[0].kind].append(table)
            rows = self.rows[table] = rows_of(members)
            give_roles(rows, kind_of(members[0].kind).two_sided)
            for row in rows:
                self.roles.update(((table, row.number, column), row.role) for column in row.lines)
                self.heads.update((table, row.number, column) for column in _heads(row))

    @cached_property
    def families(self) -> dict[str, list[RowFamily]]:
        """Row hierarchy of each table."""
        return {table: families_of(rows) for table, rows in self.rows.items()}

    @cached_property
    def payers(self) -> dict[str, str]:
        """Units of the tables by function: ``organ`` or ``institution``, empty where their items do not tell.

        行政运行 is of organs, 事业运行 of institutions; a unit with items of both may be one that is run like
        an organ, whose government codes are those of organs.
        """
        said: dict[str, set[str]] = defaultdict(set)
        for line in self.lines_of(*kinds_with(row_is="unit_and_item", direction="expenditure")):
            if line.unit and len(line.functional_code) == 7:
                name = normalise(line.functional_name or line.item)
                said[line.unit] |= {payer for payer, words in code_rules().payer.items() if words.match(name)}
        return {unit: next(iter(found)) if len(found) == 1 else "" for unit, found in said.items()}

    def lines_of(self, *kinds: str) -> list[Line]:
        """All lines of the tables of some kinds."""
        return [line for kind in kinds for table in self.kinds.get(kind, ()) for line in self.tables[table]]

    def amount_columns(self, table: str) -> tuple[list[AmountColumn], bool]:
        """Headings of a table, and whether they are all printed ones."""
        if table in self.columns:
            return amount_columns(self.columns[table]), True
        return _seen_columns(self.tables[table]), False

    def names_column(self, table: str, row: int, column: int) -> bool:
        """Whether a cell below the header prints the label of its column, where others print a figure."""
        return any(c.index == column and c.named_in == row for c in self.columns.get(table, ()))

    def value(self, line: Line, name: str) -> object:
        """Attribute of a line, or one derived from it (``covered``: fund, or that of its kind of table)."""
        derive = _DERIVED.get(name)
        return derive(self, line) if derive else getattr(line, name)

    def select(self, operand: Operand, table: str = "") -> list[Line]:
        """Lines that an operand names, in one table or in the document."""
        if (operand, table) not in self._selected:
            self._selected[operand, table] = self._select(operand, table)
        return self._selected[operand, table]

    def _select(self, operand: Operand, table: str) -> list[Line]:
        tables = [table] if table else [t for kind in operand.kinds for t in self.kinds.get(kind, ())]
        tests = dict(operand.where)
        tests.pop("kind", None)
        roles = tests.pop("row_role", None)
        found: list[Line] = []
        for name in tables:
            # Few rows have a role, so ask for it first.
            lines = self.tables[name] if roles is None else self._lines_in_roles(name, roles)
            for attribute, values in tests.items():
                derive = _DERIVED.get(attribute)
                read = partial(derive, self) if derive else attrgetter(attribute)
                lines = [line for line in lines if read(line) in values]
            found += lines
        return _topmost(found, operand.topmost) if operand.topmost else found

    def _lines_in_roles(self, table: str, roles: Iterable[str]) -> list[Line]:
        lines = [line for row in self.rows[table] if row.role in roles for line in row.lines.values()]
        return sorted(lines, key=attrgetter("row", "column"))


def _project_class(line: Line) -> str:
    """Class of a project, from its column or from its printed type; empty where neither tells."""
    if line.nature.startswith("project/"):
        return line.nature
    printed = normalise(line.project_type)
    says = header_says("nature", printed) or header_says("nature", printed + "类") if printed else None
    nature = says.nature if says else ""
    return nature if nature.startswith("project/") else ""


def _topmost(lines: list[Line], attribute: str) -> list[Line]:
    read = attrgetter("table_id", "unit", attribute)
    codes = set(map(read, lines))

    def is_topmost(line: Line) -> bool:
        table, unit, code = read(line)
        return code and not any((table, unit, code[:size]) in codes for size in range(3, len(code)))

    return list(filter(is_topmost, lines))


def _heads(row: PrintedRow) -> Iterator[int]:
    full = (line for line in row.lines.values() if line.column_kind != "of_which")
    for members in grouped(full, attrgetter("period")).values():
        yield min(members, key=_headship).column


def _headship(line: Line) -> tuple:
    aside = line.measure in BALANCES or line.measure == "year_on_year_change"
    fund = 0 if line.fund in ("", "all") else 1 if line.fund == "appropriation" else 2 + line.fund.count("/")
    nature = 1 + line.nature.count("/") if line.nature else 0
    return aside, nature, fund, line.column_kind != "total", line.column


def _seen_columns(lines: list[Line]) -> list[AmountColumn]:
    columns = grouped((line for line in lines if line.row_kind != "of_which"), attrgetter("column"))

    def only(members: list[Line], name: str) -> str | None:
        values = {getattr(line, name) for line in members}
        return values.pop() if len(values) == 1 else None

    return [
        AmountColumn(
            column, only(m, "direction") or "", only(m, "fund"), only(m, "nature"), only(m, "measure"),
            only(m, "phase") or "", only(m, "fiscal_year"), only(m, "column_kind") or "item",
        )
        for column, m in columns.items()
    ]  # fmt: skip


_DERIVED: dict[str, Callable[[Index, Line], object]] = {
    "row_role": lambda index, line: index.roles[line.place],
    "head": lambda index, line: line.place in index.heads,
    "economic_group": lambda index, line: line.department_economic_code[:3],
    "government_group": lambda index, line: line.government_economic_code[:3],
    "functional_class": lambda index, line: line.functional_code[:3],
    "functional_item": lambda index, line: line.functional_code,
    "payer": lambda index, line: index.payers.get(line.unit, ""),
    "label": lambda index, line: line.item.rstrip(":"),
    "heading": lambda index, line: line.column_label.rpartition(" / ")[2],
    "outer": lambda index, line: line.column_label.partition(" / ")[0],
    "project_class": lambda index, line: _project_class(line),
    "source": lambda index, line: "" if line.fund == "all" else line.fund,
    "covered": lambda index, line: line.fund or kind_of(line.kind).fund,
}
"""What operands may ask of a line beyond its attributes; ``covered``: its fund, or that of its kind."""

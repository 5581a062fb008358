"""A table of a document as recognised: joined rows, described columns."""

from __future__ import annotations

from dataclasses import dataclass, field

from budgetkit.model import Cell
from budgetkit.records import Repair


@dataclass(slots=True)
class Column:
    """What one column of a joined table holds.

    Parameters
    ----------
    index : int
        Position, counted from 0.
    path : tuple of str
        Printed header labels from the outermost to the innermost, white space removed.
    role : str
        ``amount``, or one of ``label``, ``functional_code``, ``functional_level_1`` to ``_3``,
        ``functional_name``, ``department_economic_code``, ``department_economic_level_1`` and ``_2``,
        ``department_economic_name``, the same four with ``government_economic``, ``unit_code``,
        ``unit_name``, ``project_name``, ``project_code``, ``project_type``, ``quantity``,
        ``share``, ``year``, ``text``.
    side : int
        Block of a table printed side by side (收入 | 支出): 0, 1, … Labels belong to the amounts
        of their own side.
    direction, fund, nature, phase, measure, column_kind, fiscal_year, amount_unit
        What the header says of the amounts below it; empty or ``None`` where it says nothing.
    named_in : int or None
        Row below the header that prints the innermost label of the column, and so no figure of it.
    contradicting_units : tuple of str
        The unit of the table and the column's own, where nothing tells which of them holds for it.
    """

    index: int
    path: tuple[str, ...]
    role: str
    side: int = 0
    direction: str = ""
    fund: str = ""
    nature: str = ""
    measure: str = ""
    phase: str = ""
    column_kind: str = "item"
    fiscal_year: int | None = None
    amount_unit: str = ""
    named_in: int | None = None
    contradicting_units: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Header path joined by `` / ``."""
        return " / ".join(self.path)


@dataclass(slots=True)
class Table:
    """One table of a document, joined over its pages.

    ``rows`` holds, for every row of the joined table, one ``Cell`` or ``None`` for each column: the
    cell stands at its anchor, the other positions of a span are ``None``. ``columns`` describes the
    columns; the first ``header_rows`` rows are the header. ``repairs`` are those that the reader proved
    by layout; ``repaired_rows`` the rows whose figures were moved. ``contradicting_units`` are units that
    the document prints for the same figures; as long as nothing decides between them, the figures are
    unread.
    """

    table_id: str
    kind: str
    title: str
    amount_unit: str
    pages: tuple[int, ...]
    rows: list[list[Cell | None]]
    columns: list[Column]
    header_rows: int
    state: str = "present"
    note: str = ""
    listed_in_contents: bool = False
    engine: str = "ruled"
    fiscal_year: int | None = None
    phase: str = ""
    notes: list[str] = field(default_factory=list)
    repaired_rows: set[int] = field(default_factory=set)
    repairs: list[Repair] = field(default_factory=list)
    contradicting_units: tuple[str, ...] = ()

    @property
    def amounts(self) -> list[Column]:
        """Its columns of money."""
        return [column for column in self.columns if column.role == "amount"]

    @property
    def body(self) -> list[list[Cell | None]]:
        """Its rows below the header."""
        return self.rows[self.header_rows :]

    def unit_of(self, column: Column) -> str:
        """Unit of the figures of a column; ``""`` where it is unknown or contradicted."""
        if self.contradicting_units or column.contradicting_units:
            return ""
        return column.amount_unit or self.amount_unit

    def text(self, row: int, column: int) -> str:
        """Printed text of a cell, blank where a span covers the position."""
        cell = self.rows[row][column]
        return cell.text if cell is not None else ""

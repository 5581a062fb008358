"""One document understood: its tables, lines, statements, indicators and findings as typed frames."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import pandas as pd
import pyarrow as pa

from budgetkit.checks.prose import statement_states
from budgetkit.disclosure.rows import BESIDE_LINES
from budgetkit.display import show_disclosure
from budgetkit.model import Document
from budgetkit.records import Line
from budgetkit.schema.frames import frame
from budgetkit.schema.tables import CleanTables
from budgetkit.tables import Table


class Disclosure(CleanTables):
    """One disclosed document, understood.

    Parameters
    ----------
    document : Document
        What the reader read.
    tables_read : list of Table
        Its tables, recognised and repaired, cell by cell.
    arrow : dict of str to pyarrow.Table
        The clean tables (all but ``files``) with the rows of this document.
    beside_lines : pyarrow.Table, optional
        What identities ask of a line beyond the columns of ``lines`` (`disclosure.rows.beside_lines`).
    lines_read : sequence of Line
        Its lines as the audit left them.

    Notes
    -----
    ``tables``, ``lines``, ``projects``, ``indicators``, ``statements``, ``findings`` and ``repairs`` are
    frames with the columns of the clean dataset; ``documents`` has one row. Missing values are as in the
    data dictionary: a missing text is the empty text. ``source`` is the path of the file where one was read.
    """

    source: Path | None = None

    def __init__(
        self,
        document: Document,
        tables_read: list[Table],
        arrow: dict[str, pa.Table],
        beside_lines: pa.Table | None = None,
        lines_read: Sequence[Line] = (),
    ) -> None:
        super().__init__()
        self.document, self.tables_read, self.arrow = document, tables_read, arrow
        self.beside_lines = BESIDE_LINES.empty_table() if beside_lines is None else beside_lines
        self._lines_read = lines_read

    @property
    def document_id(self) -> str:
        """Identifier of the document."""
        return self.arrow["documents"].column("document_id")[0].as_py()

    def read_table(self, table: str) -> pd.DataFrame:
        """A clean table with the rows of this document; what it lacks is empty."""
        return frame(self.arrow[table]) if table in self.arrow else super().read_table(table)

    @cached_property
    def statement_states(self) -> pd.Series:
        """What became of each statement, by ``statement_id``: ``verified``, ``failing`` or ``uncovered``.

        Statements without a figure of their own (reasons, names, sections, backed-out figures) are left
        out. ``disclosure.statement_states.value_counts()`` tells how far the rules of the prose reach; a
        figure that none could judge is no pass.
        """
        statements = self.arrow["statements"].to_pylist()
        for one in statements:
            one["value"] = "" if one["value"] is None else format(one["value"], "f")
        empty = [table.kind for table in self.tables_read if table.state in ("empty", "empty_with_note")]
        states = statement_states(statements, self._lines_read, empty)
        names = [one["statement_id"] for one in statements]
        series = pd.Series(states, index=pd.Index(names, name="statement_id"), name="state", dtype=object)
        return series[series != ""]

    def audit(self) -> pd.DataFrame:
        """Findings of the document, the same frame as ``findings``."""
        return self.findings

    def __repr__(self) -> str:
        counts = (f"{self.arrow[name].num_rows} {name}" for name in ("tables", "lines", "findings"))
        return f"Disclosure({self.document_id}: {', '.join(counts)})"

    def _repr_html_(self) -> str:
        return show_disclosure(self.documents, self.tables, self.findings)

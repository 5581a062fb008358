"""One document understood: its tables, lines, statements, indicators and findings as typed frames."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import pandas as pd
import pyarrow as pa

from budgetkit import audit as auditor
from budgetkit.checks.prose import statement_states
from budgetkit.corrections import Correction, correct_lines
from budgetkit.disclosure.again import aside_of
from budgetkit.disclosure.describe import describe, disagreements
from budgetkit.disclosure.rows import (
    finding_rows,
    indicator_rows,
    line_id,
    line_row,
    repair_row,
    statement_rows,
    table_row,
)
from budgetkit.display import show_disclosure
from budgetkit.indicators import read_indicators
from budgetkit.lines import ALL_YEARS, tidy_lines
from budgetkit.model import Document, Remark
from budgetkit.projects import link_projects, project_finder, project_rows
from budgetkit.readers import read_document
from budgetkit.records import Line
from budgetkit.repair import repair_tables
from budgetkit.schema.frames import arrow_table, frame
from budgetkit.statements import read_statements
from budgetkit.statements.sections import read_sections
from budgetkit.tables import Table, recognise


class Disclosure:
    """One disclosed document, understood.

    Parameters
    ----------
    document : Document
        What the reader read.
    tables_read : list of Table
        Its tables, recognised and repaired, cell by cell.
    arrow : dict of str to pyarrow.Table
        The clean tables (all but ``files``) with the rows of this document.
    aside : Table, optional
        What other documents may be compared by, beside the rows of ``lines`` (`disclosure.again`).

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
        aside: pa.Table | None = None,
        lines_read: Sequence[Line] = (),
    ) -> None:
        self.document, self.tables_read, self.arrow = document, tables_read, arrow
        self.aside = aside_of(()) if aside is None else aside
        self._lines_read = lines_read

    @property
    def document_id(self) -> str:
        """Identifier of the document."""
        return self.arrow["documents"].column("document_id")[0].as_py()

    @cached_property
    def documents(self) -> pd.DataFrame:
        """The one row of `documents`."""
        return frame(self.arrow["documents"])

    @cached_property
    def tables(self) -> pd.DataFrame:
        """One row a table."""
        return frame(self.arrow["tables"])

    @cached_property
    def lines(self) -> pd.DataFrame:
        """One row a printed money figure."""
        return frame(self.arrow["lines"])

    @cached_property
    def projects(self) -> pd.DataFrame:
        """One row a project and unit."""
        return frame(self.arrow["projects"])

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """One row a performance target."""
        return frame(self.arrow["indicators"])

    @cached_property
    def statements(self) -> pd.DataFrame:
        """One row a figure that the prose states."""
        return frame(self.arrow["statements"])

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

    @cached_property
    def findings(self) -> pd.DataFrame:
        """One row a finding."""
        return frame(self.arrow["findings"])

    @cached_property
    def repairs(self) -> pd.DataFrame:
        """One row a repaired row."""
        return frame(self.arrow["repairs"])

    def audit(self) -> pd.DataFrame:
        """Findings of the document, the same frame as ``findings``."""
        return self.findings

    def __repr__(self) -> str:
        counts = {name: self.arrow[name].num_rows for name in ("tables", "lines", "findings")}
        return (
            f"Disclosure({self.document_id}: " + ", ".join(f"{n} {name}" for name, n in counts.items()) + ")"
        )

    def _repr_html_(self) -> str:
        return show_disclosure(self.documents, self.tables, self.findings)


def read(path: str | Path) -> Disclosure:
    """Read and understand one file.

    Parameters
    ----------
    path : str or Path
        A disclosure in any format that budgetkit reads.

    Raises
    ------
    UnreadableFile
        If the file is missing, broken, encrypted, or of a format that no reader knows.
    """
    disclosure = understand(read_document(Path(path)), {})
    disclosure.source = Path(path)
    return disclosure


def _corrections(entry: Mapping[str, str]) -> list[Correction]:
    return [Correction(**fields) for fields in json.loads(entry.get("corrections") or "[]")]


def _read_whole(document: Document) -> bool:
    """Whether what is not in a document was not published: pages as published, and none left unread."""
    return document.format == "pdf" and all(isinstance(note, Remark) for note in document.notes)


def understand(document: Document, entry: Mapping[str, str], prose: Document | None = None) -> Disclosure:
    """Understand a document: the whole line from grids to findings, as a pure function.

    Parameters
    ----------
    document : Document
        What a reader read.
    entry : mapping
        Row of the manifest; empty when there is none. What it says stands above what the document prints.
        ``corrections`` holds the user's corrections as JSON.
    prose : Document, optional
        The text of the same disclosure where it was published as a file of its own; the pages of
        statements are then those of that file.

    Raises
    ------
    CorrectionRefused
        If a correction names a line that the document does not print so.
    """
    tables, repairs = repair_tables(recognise(document))
    own = describe(document, tables, entry)
    told = document if prose is None else prose
    if prose is not None:
        other = describe(prose, [], entry)
        own = {name: other[name] if value in (None, "", []) else value for name, value in own.items()}
        own["file_count"] = 2
    document_id, year, phase = own["document_id"], own["fiscal_year"], own["phase"]
    lines = [line for table in tables for line in tidy_lines(table)]
    for line in lines:
        line.document_id = document_id
        line.line_id = line_id(document_id, line.table_id, line.row, line.column)
        if line.fiscal_year is None and line.measure != ALL_YEARS:
            line.fiscal_year = year
        line.phase = line.phase or phase
    corrected = correct_lines(lines, _corrections(entry), document_id)
    linking = link_projects(tables, lines, document_id, year, phase)
    projects = project_rows(linking, document_id)
    indicators, slid = read_indicators(tables)
    statements = read_statements(told, tables, fiscal_year=year, phase=phase)
    statements += read_sections(told, year, phase)
    repairs = [*repairs, *slid, *(repair for _, _, repair in corrected)]
    findings = auditor.audit(
        tables,
        lines,
        repairs,
        statements=statements,
        indicators=indicators,
        projects=projects,
        linking=linking,
        paragraphs=(*document.paragraphs, *(prose.paragraphs if prose else ())),
        corrected=corrected,
        read_whole=_read_whole(document),
        fiscal_year=year,
        phase=phase,
        scope=own["scope"],
    )
    findings += disagreements(own, document, entry)
    verified = sum(line.checks > 0 and line.failures == 0 for line in lines)
    own["verified_share"] = round(verified / len(lines), 6) if lines else None
    own["error_count"] = sum(finding.severity == "error" for finding in findings)
    rows = {
        "documents": [own],
        "tables": [table_row(table, document_id) for table in tables],
        "lines": [line_row(line) for line in lines],
        "projects": projects,
        "indicators": indicator_rows(indicators, document_id, project_finder(linking)),
        "statements": statement_rows(statements, document_id),
        "findings": finding_rows(findings, document_id, (line.line_id for line in lines)),
        "repairs": [repair_row(repair, document_id) for repair in repairs],
    }
    aside = aside_of(lines, (*document.paragraphs, *(prose.paragraphs if prose else ())))
    arrow = {name: arrow_table(name, records) for name, records in rows.items()}
    return Disclosure(document, tables, arrow, aside, lines)

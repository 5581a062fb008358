"""From a document to a disclosure: one stage after another, each a function of what those before it gave."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from budgetkit import audit as auditor
from budgetkit.corrections import Decision, as_decisions, correct_lines, give_figures
from budgetkit.disclosure.describe import describe, disagreements
from budgetkit.disclosure.rows import (
    beside_lines,
    document_row,
    finding_rows,
    indicator_rows,
    line_id,
    line_row,
    repair_row,
    statement_rows,
    table_row,
    unread_row,
)
from budgetkit.disclosure.understood import Disclosure
from budgetkit.indicators import read_indicators
from budgetkit.ledger import find_unread, in_reading_order
from budgetkit.lines import ALL_YEARS, tidy_lines
from budgetkit.model import Document, Paragraph, Remark
from budgetkit.projects import Linking, link_projects, project_finder, project_rows
from budgetkit.readers import read_document
from budgetkit.records import Finding, Line, Repair, Unread
from budgetkit.repair import repair_tables
from budgetkit.rules.active import using
from budgetkit.schema.frames import arrow_table
from budgetkit.statements import read_cells, read_prose, without_remainder
from budgetkit.statements.sections import read_sections
from budgetkit.tables import Table, recognise, without_possible

Corrected = tuple[Decision, Line, Repair]
"""A decision of the user, the line it changed or made, and the repair that tells of it."""


class Understanding(NamedTuple):
    """All that was read from one disclosure: ``own`` is its row of `documents`, the rest what it holds."""

    own: dict
    tables: list[Table]
    lines: list[Line]
    repairs: list[Repair]
    corrected: list[Corrected]
    linking: Linking
    projects: list[dict]
    statements: list[dict]
    indicators: list[dict]
    unread: list[Unread]


def read(path: str | Path, rules: str | Path | None = None) -> Disclosure:
    """Read and understand one file.

    Parameters
    ----------
    path : str or Path
        A disclosure in any format that budgetkit reads.
    rules : path, optional
        Folder of rules of your own, see `budgetkit.rules.active`.

    Raises
    ------
    UnreadableFile
        If the file is missing, broken, encrypted, or of a format that no reader knows.
    """
    with using(rules):
        disclosure = understand(read_document(Path(path)), {})
    disclosure.source = Path(path)
    return disclosure


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
    own = describe(document, tables, entry, prose)
    lines = [line for table in tables for line in tidy_lines(table)]
    _name_lines(lines, own)
    decisions = as_decisions(json.loads(entry.get("corrections") or "[]"))
    document_id, year, phase = own["document_id"], own["fiscal_year"], own["phase"]
    corrected: list[Corrected] = [*correct_lines(lines, decisions, document_id)]
    told = document if prose is None else prose
    indicators, slid = read_indicators(tables)
    unread = find_unread(document, tables, lines, indicators)
    stated = read_prose(told, tables, fiscal_year=year, phase=phase)
    places = {one.place for one in (*lines, *unread) if one.place}
    in_cells, unclear = read_cells(tables, places, indicators)
    statements = [*stated.statements, *in_cells, *read_sections(told, year, phase)]
    unread = in_reading_order([*unread, *stated.unread, *unclear])
    given, unread = give_figures(tables, lines, unread, decisions, document_id)
    if given:
        lines = _in_order([*lines, *(line for _, line, _ in given)], tables)
        _name_lines([line for _, line, _ in given], own)
        corrected += given
    linking = link_projects(tables, lines, document_id, year, phase)
    projects = project_rows(linking, document_id)
    repairs = [*repairs, *slid, *(repair for _, _, repair in corrected)]
    tables = without_possible(tables, unread)
    known = Understanding(
        own,
        tables,
        lines,
        repairs,
        corrected,
        linking,
        projects,
        statements,
        indicators,
        unread,
    )
    paragraphs = (*document.paragraphs, *(prose.paragraphs if prose else ()))
    findings = _audit(known, paragraphs, _read_whole(document)) + disagreements(own, document, entry)
    arrow = {name: arrow_table(name, rows) for name, rows in _clean_rows(known, findings).items()}
    return Disclosure(document, tables, arrow, beside_lines(lines, paragraphs), lines)


def _name_lines(lines: Iterable[Line], own: dict) -> None:
    """Give lines their names, and the year and phase of the document where they say none."""
    for line in lines:
        line.document_id = own["document_id"]
        line.line_id = line_id(line.document_id, line.table_id, line.row, line.column)
        if line.fiscal_year is None and line.measure != ALL_YEARS:
            line.fiscal_year = own["fiscal_year"]
        line.phase = line.phase or own["phase"]


def _in_order(lines: Iterable[Line], tables: Iterable[Table]) -> list[Line]:
    """Lines as their tables print them."""
    rank = {table.table_id: number for number, table in enumerate(tables)}
    return sorted(lines, key=lambda line: (rank[line.table_id], line.row, line.column))


def _read_whole(document: Document) -> bool:
    """Whether what is not in a document was not published: pages as published, and none left unread."""
    return document.format == "pdf" and all(isinstance(note, Remark) for note in document.notes)


def _audit(known: Understanding, paragraphs: tuple[Paragraph, ...], read_whole: bool) -> list[Finding]:
    """What the audit finds; it counts on each line the identities that contain it."""
    return auditor.audit(
        known.tables,
        known.lines,
        known.repairs,
        statements=without_remainder(known.statements),
        **{name: getattr(known, name) for name in ("indicators", "linking")},
        **{name: known.own[name] for name in ("fiscal_year", "phase")},
        corrected=known.corrected,
        paragraphs=paragraphs,
        read_whole=read_whole,
    )


def _clean_rows(known: Understanding, findings: list[Finding]) -> dict[str, list[dict]]:
    """Rows of every clean table but ``files``."""
    document_id, lines = known.own["document_id"], known.lines
    return {
        "documents": [document_row(known.own, lines, findings, known.unread)],
        "tables": [table_row(table, document_id) for table in known.tables],
        "lines": [line_row(line) for line in lines],
        "projects": known.projects,
        "indicators": indicator_rows(known.indicators, document_id, project_finder(known.linking)),
        "statements": statement_rows(known.statements, document_id),
        "findings": finding_rows(findings, document_id, (line.line_id for line in lines)),
        "repairs": [repair_row(repair, document_id) for repair in known.repairs],
        "unread": [unread_row(one, document_id) for one in known.unread],
    }

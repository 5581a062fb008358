"""Records of one document as rows of the clean tables, every id in its place, and lines from rows again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

import pyarrow as pa

from budgetkit.amounts import FEN_PER_UNIT
from budgetkit.model import Paragraph
from budgetkit.records import Finding, Line, Repair, Unread, share_of_figures
from budgetkit.rules.kinds import kind_of
from budgetkit.schema import names
from budgetkit.schema.frames import yuan
from budgetkit.tables import Table

MONEY_OF_FINDINGS = ("expected", "printed", "difference", "tolerance")
_OF_TABLES = ("table_id", "kind", "title", "amount_unit", "state", "note", "listed_in_contents", "engine")
# Columns of `lines` that a Line carries under the same name, ready as they are.
_PLAIN = [
    name
    for name in names("lines")
    if name not in {"bbox", "amount_yuan", "verified"} and name in Line.__dataclass_fields__
]
BESIDE_LINES = pa.schema([("measure", pa.string()), ("parent_row", pa.int32()), ("phase", pa.string())])
"""One row a row of `lines`; ``phase`` is the one that a note below the table means."""
_ADJUSTED = re.compile(r"预算数为?[^。；]{0,16}(?:全年预算|调整后?的?预算)")
_COLUMNS = (
    "table_id", "kind", "page", "row", "column", "printed", "printed_unit", "decimals", "item",
    "column_label", "direction", "fund", "nature", "fiscal_year", "phase", "row_kind", "column_kind",
    "unit_code", "unit_name", "functional_code", "functional_name", "department_economic_code",
    "department_economic_name", "government_economic_code", "government_economic_name", "project_id",
    "line_id", "document_id", "repaired",
)  # fmt: skip


def line_id(document_id: str, table_id: str, row: int, column: int) -> str:
    """Name of a printed figure.

    >>> line_id("henan-commerce-2024-approved", "t03", 5, 6)
    'henan-commerce-2024-approved/t03/r5c6'
    """
    return f"{document_id}/{table_id}/r{row}c{column}"


def document_row(
    own: dict, lines: Sequence[Line], findings: Iterable[Finding], unread: Sequence[Unread] = ()
) -> dict:
    """Row of `documents`: what ``own`` says, and the shares that only the audit can tell."""
    share = share_of_figures(sum(map(_is_verified, lines)), len(lines), len(unread))
    errors = sum(finding.severity == "error" for finding in findings)
    return own | {
        "unread_count": len(unread),
        "verified_share": share and round(share, 6),
        "error_count": errors,
    }


def _is_verified(line: Line) -> bool:
    """Verified only when at least one identity contains the line and none fails."""
    return line.checks > 0 and line.failures == 0


def table_row(table: Table, document_id: str) -> dict:
    """Row of `tables`; an absent table has no pages, rows or columns."""
    present = bool(table.pages)
    return {
        "document_id": document_id,
        **{name: getattr(table, name) for name in _OF_TABLES},
        "first_page": min(table.pages) if present else None,
        "last_page": max(table.pages) if present else None,
        "row_count": len(table.rows) if present else None,
        "column_count": len(table.columns) if present else None,
    }


def line_row(line: Line) -> dict:
    """Row of `lines`."""
    row = {name: getattr(line, name) for name in _PLAIN}
    return row | {
        "bbox": _box(line.bbox),
        "amount_yuan": yuan(line.amount_fen),
        "verified": _is_verified(line),
    }


def unread_row(unread: Unread, document_id: str) -> dict:
    """Row of `unread`."""
    row = {name: getattr(unread, name) for name in ("page", "printed", "reason", "near")}
    return {"document_id": document_id, **row, "bbox": _box(unread.bbox)}


def _box(bbox: tuple[float, ...]) -> str:
    return " ".join(f"{value:.2f}" for value in bbox)


def finding_rows(findings: Sequence[Finding], document_id: str, line_ids: Iterable[str]) -> list[dict]:
    """Rows of `findings`, numbered in the order in which the audit gives them.

    ``line_ids`` are the lines that exist: a blank cell that takes part in an identity is no line.
    """
    known = set(line_ids)
    rows = []
    for number, finding in enumerate(findings, 1):
        row = finding_row(finding, document_id, finding.lines)
        row["line_ids"] = [name for name in dict.fromkeys(row["line_ids"]) if name in known]
        rows.append({"finding_id": f"{document_id}/f{number:03d}", **row})
    return rows


def finding_row(finding: Finding, document_id: str, cells: Iterable[tuple[str, int, int]]) -> dict:
    """Row of `findings` but for its id; ``cells`` are table, row and column of its lines."""
    told = ("identity", "category", "severity", "message_en", "message_zh")
    return {
        "document_id": document_id,
        **{name: getattr(finding, name) for name in told},
        **{name: yuan(getattr(finding, f"{name}_fen")) for name in MONEY_OF_FINDINGS},
        "places": json.dumps(finding.places, ensure_ascii=False, sort_keys=True),
        "line_ids": [line_id(document_id, *cell) for cell in cells],
    }


def indicator_rows(
    indicators: Iterable[dict], document_id: str, find_project: Callable[[str, str, str], str]
) -> list[dict]:
    """Rows of `indicators`; ``find_project`` is a `projects.project_finder`."""
    rows = []
    for indicator in indicators:
        row = {"document_id": document_id, **indicator}
        code, name = row.pop("project_code", ""), row.pop("project_name", "")
        row["project_id"] = find_project(row["table_id"], code, name) if code or name else ""
        row["value"], row["value_high"] = exact(row["value"]), exact(row["value_high"])
        rows.append(row)
    return rows


def statement_rows(statements: Iterable[dict], document_id: str) -> list[dict]:
    """Rows of `statements`, numbered in reading order."""
    rows = []
    for number, row in enumerate(statements, 1):
        ids = {"document_id": document_id, "statement_id": f"{document_id}/s{number:03d}"}
        rows.append({**row, **ids, "value": exact(row["value"])})
    return rows


def exact(value: str | None) -> Decimal | None:
    """An exact figure for a column of six decimals; ``None`` where there is none or it does not fit.

    A figure that does not fit stays in the printed text; cutting it would be a guess.

    >>> exact("98.5"), exact("1e-9"), exact(None)
    (Decimal('98.500000'), None, None)
    """
    if value is None or value == "":
        return None
    number = Decimal(str(value))
    if not number.is_finite() or number.adjusted() > 16 or number != round(number, 6):
        return None
    return round(number, 6)


def repair_row(repair: Repair, document_id: str) -> dict:
    """Row of `repairs`."""
    fields = ("table_id", "row", "kind", "before", "after", "proof")
    return {"document_id": document_id, **{name: getattr(repair, name) for name in fields}}


def beside_lines(lines: Iterable[Line], paragraphs: Iterable[Paragraph] = ()) -> pa.Table:
    """What identities ask of lines beyond their columns, in the order of the lines.

    Final accounts may print 预算数 and say in a note on the same page that the adjusted budget is meant.
    """
    adjusted = {paragraph.page for paragraph in paragraphs if _ADJUSTED.search(paragraph.text)}
    rows = []
    for line in lines:
        budget = kind_of(line.kind).holds == "three_public" and line.phase == "approved"
        phase = "adjusted" if budget and line.page in adjusted else line.phase
        rows.append({"measure": line.measure, "parent_row": line.parent_row, "phase": phase})
    return pa.Table.from_pylist(rows, BESIDE_LINES)


def restore_lines(
    lines: pa.Table, beside: pa.Table, project_names: dict[str, str] | None = None
) -> list[Line]:
    """Lines as the audit saw them; what no identity asks of a line is left empty.

    Parameters
    ----------
    lines : Table
        Rows of `lines` of one document.
    beside : Table
        The rows beside them (`beside_lines`).
    project_names : dict of str to str, optional
        Names of the projects of the document by ``project_id``.
    """
    names = project_names or {}
    columns = {name: lines.column(name).to_pylist() for name in _COLUMNS}
    columns |= {name: beside.column(name).to_pylist() for name in BESIDE_LINES.names}
    columns["amount_fen"] = [int(amount.scaleb(2)) for amount in lines.column("amount_yuan").to_pylist()]
    columns["step_fen"] = [
        max(1, FEN_PER_UNIT.get(unit, 1) // 10**decimals)
        for unit, decimals in zip(columns["printed_unit"], columns["decimals"], strict=True)
    ]
    columns["project_name"] = [names.get(name, "") for name in columns["project_id"]]
    fields = list(columns)
    return [Line(**dict(zip(fields, values, strict=True))) for values in zip(*columns.values(), strict=True)]

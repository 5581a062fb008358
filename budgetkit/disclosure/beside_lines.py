"""What identities ask of a line beyond the columns of `lines`, and lines restored from both."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyarrow as pa

from budgetkit.amounts import FEN_PER_UNIT
from budgetkit.model import Paragraph
from budgetkit.records import Line
from budgetkit.rules.kinds import kind_of

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

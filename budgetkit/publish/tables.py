"""Grids and tables of one document as JSON and as text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from budgetkit.model import Cell, Document
from budgetkit.tables import Table
from budgetkit.text import display_width


def grids_json(document: Document) -> str:
    """Grids as they stand on each page; rows and columns count from 0."""
    grids = [
        {
            "page": grid.page,
            "bbox": _bbox(grid.bbox),
            "engine": grid.engine,
            "rows": grid.rows,
            "columns": grid.columns,
            "cells": [_cell(cell) for cell in grid.cells],
        }
        for grid in document.grids
    ]
    return _dump({"document": _document(document), "grids": grids})


def tables_json(document: Document, tables: Iterable[Table]) -> str:
    """Tables joined over their pages and recognised."""
    found = [
        {
            "table_id": table.table_id,
            "kind": table.kind,
            "title": table.title,
            "amount_unit": table.amount_unit,
            "pages": list(table.pages),
            "header_rows": table.header_rows,
            "engine": table.engine,
            "cells": [{**_cell(cell), "page": cell.page} for cell in _cells(table)],
        }
        for table in tables
    ]
    return _dump({"document": _document(document), "tables": found})


def grids_text(document: Document) -> str:
    """Grids as they stand on each page, for reading."""
    parts = []
    for grid in document.grids:
        rows = [[""] * grid.columns for _ in range(grid.rows)]
        for cell in grid.cells:
            rows[cell.row][cell.column] = cell.text
        parts.append(f"page {grid.page} ({grid.engine}, {grid.rows} × {grid.columns})\n{_aligned(rows)}")
    return "\n\n".join(parts) or "no ruled table was found"


def tables_text(tables: Iterable[Table]) -> str:
    """Tables joined over their pages, for reading."""
    parts = []
    for table in tables:
        pages = (
            f"page {table.pages[0]}" if len(table.pages) == 1 else "pages " + ", ".join(map(str, table.pages))
        )
        facts = [table.kind, pages if table.pages else "", table.amount_unit, table.state, table.note]
        head = f"{table.table_id} {table.title} ({', '.join(filter(None, facts))})"
        rows = [[cell.text if cell else "" for cell in row] for row in table.rows]
        parts.append(f"{head}\n{_aligned(rows)}".rstrip())
    return "\n\n".join(parts) or "no table was found"


def _document(document: Document) -> dict[str, Any]:
    return {name: getattr(document, name) for name in ("path", "sha256", "format", "pages")}


def _cells(table: Table) -> Iterator[Cell]:
    """Cells of a table where they stand now: a repair may have moved one from where it was read."""
    for row_number, row in enumerate(table.rows):
        for column_number, cell in enumerate(row):
            if cell is not None:
                yield Cell(
                    row_number,
                    column_number,
                    cell.text,
                    cell.row_span,
                    cell.column_span,
                    cell.bbox,
                    cell.page,
                )


def _cell(cell: Cell) -> dict[str, Any]:
    spans = {"row_span": cell.row_span, "column_span": cell.column_span}
    return {"row": cell.row, "column": cell.column, **spans, "text": cell.text, "bbox": _bbox(cell.bbox)}


def _bbox(bbox: Sequence[float]) -> list[float]:
    return [round(value, 2) for value in bbox]


def _dump(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False)


def _aligned(rows: list[list[str]]) -> str:
    """Rows with their columns below each other; a Chinese character is two columns of a terminal wide."""
    shown = [[" ".join(text.split()) for text in row] for row in rows]
    widths = [max(map(display_width, column), default=0) for column in zip(*shown, strict=True)]
    lines = []
    for row in shown:
        padded = (text + " " * (width - display_width(text)) for text, width in zip(row, widths, strict=True))
        lines.append(" │ ".join(padded).rstrip())
    return "\n".join(lines)

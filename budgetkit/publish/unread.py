"""Figures that were not read: the reason in words, and an entry to give each by hand."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from budgetkit.analysis import Answer, unread_answer, unread_figures
from budgetkit.analysis.labels import UNREAD
from budgetkit.dataset import Dataset

IN_A_TABLE = ("no_unit", "unit_conflict", "unreadable_cell", "several_in_one_cell", "unmapped_font")
"""Reasons of figures whose table says what they are of."""
WITHOUT_UNIT = ("no_unit", "unit_conflict")


def tell_unread(dataset: Dataset, document_id: str) -> tuple[Answer | None, list[dict[str, Any]]]:
    """The sentence about the unread figures of a document, ``None`` if there are none, and each of them."""
    frame = unread_figures(dataset, document_id)
    return (unread_answer(frame) if len(frame) else None), [_told(row) for row in frame.itertuples()]


def _told(row: Any) -> dict[str, Any]:
    zh, en = UNREAD.get(row.reason, (row.reason, row.reason))
    page = None if pd.isna(row.page) else int(row.page)
    return {
        "number": row.unread_number,
        "page": page,
        "printed": row.printed,
        "near": row.near,
        "bbox": row.bbox,
        "reason": row.reason,
        "reason_zh": zh,
        "reason_en": en,
        "entry": _entry(row, page),
    }


def _entry(row: Any, page: int | None) -> str:
    """An entry of ``corrections.yml`` for an unread figure, ready but for the amount and the reason.

    A page that is an image has none: nothing tells one of its figures from another.
    """
    if not (row.printed or row.bbox):
        return ""
    told: dict[str, Any] = {"document": row.document_id, "page": page}
    told |= {name: getattr(row, name) for name in ("printed", "bbox") if getattr(row, name)}
    told["amount"] = "…"
    if row.reason not in IN_A_TABLE:
        told |= {"unit": "…", "table": row.near, "item": "…", "column_label": "…"}
    elif row.reason in WITHOUT_UNIT:
        told["unit"] = "…"
    return pasted(told | {"reason": "…"})


def pasted(told: dict[str, Any]) -> str:
    """One entry of a YAML list; a JSON text is a YAML text, whatever stands in it."""
    entries = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in told.items())
    return "- " + "\n  ".join(entries)

"""What one row of a frame is, so that no sentence counts payers as documents.

Every frame of the analysis says it in ``frame.attrs["grain"]``: ``one_row``, a plain word, and ``columns``,
which together stand once. Steps of pandas that choose or sort rows keep it; where it is lost, the columns
tell.
"""

from __future__ import annotations

import pandas as pd

from budgetkit.errors import WrongUsage

GRAINS = {
    "document": ("document_id",),
    "document and functional item": ("document_id", "functional_code"),
    "document and economic class": ("document_id", "department_economic_code"),
    "document and payer": ("document_id", "payer"),
    "document and variant": ("document_id", "variant"),
    "document and measure": ("document_id", "measure"),
    "final account, budget and measure": ("document_id", "budget_document_id", "measure"),
    "count of findings": ("document_id", "severity", "category", "identity"),
    "project": ("document_id", "project_id"),
    "point of a curve": ("document_id", "project_share"),
    "table": ("document_id", "table_id"),
    "item of the rule": ("document_id", "item"),
    "cause": ("category",),
    "cause and identity": ("category", "identity"),
    "finding": ("finding_id",),
    "line": ("line_id",),
    "unread figure": ("document_id", "unread_number"),
    "stated change": ("statement_id",),
    "file": ("path",),
    "repair": ("document_id", "table_id", "row", "repair_kind", "before", "after"),
    "table and kind of repair": ("document_id", "table_id", "repair_kind"),
    "title and kind of repair": ("document_id", "title", "page", "repair_kind"),
}
"""Plain word to the columns that together stand once."""

# Stand beside other things in wider frames too, so that they tell nothing of what a row is.
_NO_SIGN = {"document_id", "table_id", "title", "page", "row", "before", "after", "project_share"}
_SIGNS = {column for columns in GRAINS.values() for column in columns} - _NO_SIGN


def with_grain(frame: pd.DataFrame, one_row: str) -> pd.DataFrame:
    """The same frame, which now says what one row of it is; ``one_row`` is a key of `GRAINS`."""
    frame.attrs["grain"] = {"one_row": one_row, "columns": list(GRAINS[one_row])}
    return frame


def require_grain(frame: pd.DataFrame, one_row: str, call: str, *needed: str) -> None:
    """Refuse a frame whose rows are not what a sentence or a chart counts.

    Parameters
    ----------
    frame : DataFrame
        From the user, perhaps filtered, sorted, or read back from a file.
    one_row : str
        What one row must be, a key of `GRAINS`.
    call : str
        The call that gives such a frame, for the advice.
    *needed : str
        Columns without which it is another frame.

    Raises
    ------
    WrongUsage
        If one row is something else, or the same thing stands in several rows.
    """
    advice = f"give the frame of {call}"
    columns = GRAINS[one_row]
    lacking = [name for name in (*columns, *needed) if name not in frame]
    if lacking:
        raise WrongUsage(f"this frame has no column {lacking[0]!r}", advice=advice)
    stated = frame.attrs.get("grain", {}).get("one_row") or _seen(frame, one_row)
    if stated != one_row:
        raise WrongUsage(f"one row of this frame is a {stated}, not a {one_row}", advice=advice)
    repeated = frame[frame.duplicated(list(columns))].head(1)
    if len(repeated):
        which = ", ".join(str(repeated[name].iloc[0]) for name in columns)
        raise WrongUsage(f"{which} stands in several rows of this frame", advice=advice)


def first_document(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of the first document of a frame: what is told of one document looks at no other."""
    return frame[frame["document_id"] == frame["document_id"].iloc[0]] if len(frame) else frame


def _seen(frame: pd.DataFrame, one_row: str) -> str:
    """What one row is by its columns: what is wanted, unless a column divides it further."""
    further = [name for name in frame if name in _SIGNS and name not in GRAINS[one_row]]
    return " and ".join([one_row, *further])

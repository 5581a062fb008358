"""How far the figures of a document are covered by identities; unknown is not a pass."""

from __future__ import annotations

import pandas as pd

from budgetkit.analysis.evidence import chosen_documents
from budgetkit.analysis.grain import with_grain
from budgetkit.dataset import Dataset
from budgetkit.records import share_of_figures

STATES = ("verified", "failing", "uncovered", "unread")
"""What can become of a figure: all identities that contain it hold, one fails, none contains it, not read."""


def line_states(lines: pd.DataFrame) -> pd.Series:
    """Which of `STATES` (but ``unread``) became of each line of ``lines``, with the index of the frame."""
    verified = lines["verified"].astype("boolean").fillna(False).astype(bool)
    uncovered = lines["checks"].fillna(0) == 0
    return pd.Series("failing", index=lines.index).mask(verified, "verified").mask(uncovered, "uncovered")


def uncovered_lines(lines: pd.DataFrame) -> pd.DataFrame:
    """Lines that no identity contains, in their order; zeros are left out."""
    return lines[(line_states(lines) == "uncovered") & (lines["amount_yuan"] != 0)]


def coverage(dataset: Dataset, document: str = "") -> pd.DataFrame:
    """Tell for every document how many of its figures, and how much money, the identities cover.

    Parameters
    ----------
    dataset : Dataset
        From ``budgetkit.load``.
    document : str
        One ``document_id``; empty for all.

    Returns
    -------
    DataFrame
        One row per document: ``document_id``, ``department_name``, ``scope``, ``fiscal_year``, ``phase``,
        ``line_count``; for each of `STATES` the ``<state>_count`` of figures, the ``<state>_share`` (0 to 1)
        of all figures, read or not, and (but for ``unread``) the ``<state>_amount_share`` of the yuan that
        were read. The yuan of all lines add up, sign removed, though the
        same money stands in many lines: the share tells how much of what is printed is covered, not how much
        is spent.
        Shares are missing where there is no figure, or no line other than zero.
    """
    chosen = chosen_documents(dataset, document)
    lines = dataset.lines[dataset.lines["document_id"].isin(chosen["document_id"])]
    groups = {name: part for name, part in lines.assign(state=line_states(lines)).groupby("document_id")}
    unread = dataset.unread["document_id"].value_counts()
    rows = []
    for own in chosen.itertuples():
        part = groups.get(own.document_id)
        row = {
            "document_id": own.document_id,
            "department_name": own.department_name,
            "scope": own.scope,
            "fiscal_year": own.fiscal_year,
            "phase": own.phase,
            "line_count": 0 if part is None else len(part),
        }
        amounts = [] if part is None else [abs(amount) for amount in part["amount_yuan"]]
        states = [] if part is None else part["state"].tolist()
        missing = int(unread.get(own.document_id, 0))
        for name in STATES:
            count = missing if name == "unread" else states.count(name)
            money = sum(amount for amount, found in zip(amounts, states, strict=True) if found == name)
            row |= {
                f"{name}_count": count,
                f"{name}_share": share_of_figures(count, len(states), missing),
                f"{name}_amount_share": float(money / sum(amounts)) if any(amounts) else None,
            }
        del row["unread_amount_share"]
        rows.append(row)
    return with_grain(_typed(pd.DataFrame(rows, columns=_columns())), "document")


def _columns() -> list[str]:
    figures = [f"{name}_{what}" for name in STATES for what in ("count", "share", "amount_share")]
    figures.remove("unread_amount_share")  # what was not read has no amount
    return ["document_id", "department_name", "scope", "fiscal_year", "phase", "line_count", *figures]


def _typed(df: pd.DataFrame) -> pd.DataFrame:
    shares = {name: "Float64" for name in df.columns if name.endswith("_share")}
    counts = {name: "int64" for name in df.columns if name.endswith("_count")}
    return df.astype(shares | counts | {"fiscal_year": "Int64"})

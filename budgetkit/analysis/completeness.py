"""What of the official rule a disclosure holds, document beside document."""

from __future__ import annotations

import pandas as pd

from budgetkit.analysis.evidence import chosen_documents
from budgetkit.analysis.grain import with_grain
from budgetkit.completeness import completeness, completeness_scores
from budgetkit.dataset import Dataset

STATES = ("present", "partial", "absent", "not_assessable")
_NAMES = ["document_id", "department_name", "scope", "fiscal_year", "phase"]


def completeness_by_document(
    dataset: Dataset, document: str = "", dates: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Score every document by the official rule of disclosure, and part its weight by what became of it.

    Parameters
    ----------
    dataset : Dataset
        From ``budgetkit.load``.
    document : str
        One ``document_id``; empty for all.
    dates : DataFrame, optional
        As for ``budgetkit.completeness.completeness``; without it timeliness cannot be assessed.

    Returns
    -------
    DataFrame
        One row per document: ``document_id``, ``department_name``, ``scope``, ``fiscal_year``, ``phase``,
        ``score`` (0 to 100, of what could be assessed), ``assessed_share`` (0 to 1), a ``<group>_score`` for
        each group of items; for each of `STATES` the ``<state>_count`` of items; and the shares (0 to 1) of
        all weight that is demanded of such a document: ``held_share`` (points), ``lost_share`` (points that
        absent and partial items lack), ``not_assessable_share``. Missing where nothing is demanded.
    """
    chosen = chosen_documents(dataset, document)
    one = _only(dataset, chosen)
    items = completeness(one, dates)
    weights = items.assign(points=items["points"].astype("Float64"))
    unknown = weights["state"] == "not_assessable"
    weights["unknown"] = weights["weight"].where(unknown, 0)
    weights["lost"] = (weights["weight"] - weights["points"]).where(~unknown, 0.0)
    sums = weights.groupby("document_id")[["weight", "points", "lost", "unknown"]].sum()
    counts = items.groupby(["document_id", "state"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=list(STATES), fill_value=0).add_suffix("_count")
    shares = pd.DataFrame(
        {
            "held_share": sums["points"] / sums["weight"],
            "lost_share": sums["lost"] / sums["weight"],
            "not_assessable_share": sums["unknown"] / sums["weight"],
        }
    ).astype("Float64")
    scores = completeness_scores(one, dates, items).drop(columns=["department_name", "fiscal_year", "phase"])
    frame = chosen[_NAMES].merge(scores, on="document_id", how="left")
    frame = frame.join(counts, on="document_id").join(shares, on="document_id")
    return with_grain(frame.reset_index(drop=True), "document")


def completeness_gaps(
    dataset: Dataset, document: str = "", dates: pd.DataFrame | None = None
) -> pd.DataFrame:
    """List the items of the rule that a document does not wholly hold, each with its evidence.

    Parameters
    ----------
    dataset, document, dates
        As for `completeness_by_document`.

    Returns
    -------
    DataFrame
        One row per document and item that is absent, partial or not assessable, in this order:
        ``document_id``, ``department_name``, ``fiscal_year``, ``state``, ``group``, ``item``, ``label_zh``,
        ``label_en``, ``weight``, ``points`` (missing where it cannot be assessed), ``evidence_zh``,
        ``evidence_en``, ``page`` (missing without a place). ``not_assessable`` is unknown, not absent.
    """
    chosen = chosen_documents(dataset, document)
    items = completeness(_only(dataset, chosen), dates)
    order = {state: rank for rank, state in enumerate(("absent", "partial", "not_assessable"))}
    found = items[items["state"].isin(list(order))].assign(rank=items["state"].map(order))
    found = chosen[["document_id", "department_name", "fiscal_year"]].merge(found, on="document_id")
    found["place"] = found["document_id"].map(
        {name: place for place, name in enumerate(chosen["document_id"])}
    )
    found = found.sort_values(["place", "rank", "weight"], ascending=[True, True, False], kind="stable")
    columns = "document_id department_name fiscal_year state group item label_zh label_en weight points"
    found = found[[*columns.split(), "evidence_zh", "evidence_en", "page"]].reset_index(drop=True)
    return with_grain(found, "item of the rule")


def _only(dataset: Dataset, chosen: pd.DataFrame) -> Dataset:
    """The same frames with the chosen documents alone; the rows of others are never looked at."""
    names = ("files", "tables", "lines", "projects", "indicators", "statements", "findings")
    return Dataset({"documents": chosen, **{name: getattr(dataset, name) for name in names}})

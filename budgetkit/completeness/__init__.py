"""How much of what the official rule demands a disclosure holds, item by item, each with its evidence.

The rule is the local code of budget disclosure (地方预决算公开操作规程, 财预〔2016〕143号) with
article 14 of the budget law; its items and their weights stand in ``completeness.toml``.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from budgetkit.completeness.evidence import ABSENT, NOT_ASSESSABLE, Documented, Evidence, judge
from budgetkit.errors import WrongUsage
from budgetkit.rules.active import active
from budgetkit.rules.declared.completeness import CompletenessFile, CompletenessItem

__all__ = ["completeness", "completeness_scores", "rules"]

GROUPS = ("timeliness", "tables", "detail", "narrative", "consistency")


def rules() -> tuple[CompletenessItem, ...]:
    """The items of the rule of disclosure."""
    return active().of(CompletenessFile).item


def completeness(data: Any, dates: pd.DataFrame | None = None) -> pd.DataFrame:
    """Tell for every document which items of the rule it holds.

    Parameters
    ----------
    data : Dataset or Disclosure
        Anything with the frames of the clean dataset.
    dates : DataFrame, optional
        ``document_id``, ``approved_on``, ``published_on``: when the finance office approved the budget and
        when it was published. Without it timeliness cannot be assessed.

    Returns
    -------
    DataFrame
        One row per document and item that is demanded of it: ``document_id``, ``group``, ``item``,
        ``label_zh``, ``label_en``, ``weight``, ``state`` (``present``, ``partial``, ``absent``,
        ``not_assessable``), ``points`` (0 to ``weight``; missing where it cannot be assessed),
        ``evidence_zh``, ``evidence_en`` and ``page`` (where it stands first; missing without a place).
        ``not_assessable`` is no verdict: the files at hand cannot tell.

    Raises
    ------
    WrongUsage
        If ``dates`` lacks a column.
    """
    if dates is not None and (missing := {"document_id", "approved_on", "published_on"} - set(dates)):
        raise WrongUsage(f"dates lacks {', '.join(sorted(missing))}", advice="give one row a document")
    rows = []
    for document in data.documents.to_dict("records"):
        known = Documented(data, document, dates)
        for item in rules():
            if item.phases and document["phase"] not in item.phases:
                continue
            verdict = _verdict(item, known)
            rows.append(
                {
                    "document_id": document["document_id"],
                    **{name: getattr(item, name) for name in ("group", "label_zh", "label_en", "weight")},
                    "item": item.id,
                    "state": verdict.state,
                    "points": None if verdict.share is None else round(item.weight * verdict.share, 4),
                    "evidence_zh": verdict.evidence_zh,
                    "evidence_en": verdict.evidence_en,
                    "page": verdict.page,
                }
            )
    columns = (
        "document_id group item label_zh label_en weight state points evidence_zh evidence_en page".split()
    )
    return pd.DataFrame(rows, columns=columns).astype(
        {"points": "Float64", "page": "Int64", "weight": "int64"}
    )


def completeness_scores(
    data: Any, dates: pd.DataFrame | None = None, items: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Score the completeness of every document, comparable across departments.

    Parameters
    ----------
    data, dates
        As for `completeness`.
    items : DataFrame, optional
        What `completeness` returned for the same documents, where it is at hand already.

    Returns
    -------
    DataFrame
        One row per document: ``document_id``, ``department_name``, ``fiscal_year``, ``phase``, ``score``
        (0 to 100: points over the weight that could be assessed), ``assessed_share`` (0 to 1: that weight
        over all that is demanded of such a document), and for each of `GROUPS` ``<group>_score``; missing
        where nothing could be assessed. Two scores compare well only where both shares are high.
    """
    items = completeness(data, dates) if items is None else items
    rows = []
    for document in data.documents.to_dict("records"):
        own = items[items["document_id"] == document["document_id"]]
        row = {name: document[name] for name in ("document_id", "department_name", "fiscal_year", "phase")}
        assessed = own[own["state"] != NOT_ASSESSABLE]
        row["score"] = _score(assessed)
        row["assessed_share"] = assessed["weight"].sum() / own["weight"].sum() if len(own) else None
        row |= {f"{group}_score": _score(assessed[assessed["group"] == group]) for group in GROUPS}
        rows.append(row)
    scores = ["score", "assessed_share", *(f"{group}_score" for group in GROUPS)]
    frame = pd.DataFrame(rows, columns=["document_id", "department_name", "fiscal_year", "phase", *scores])
    return frame.astype(dict.fromkeys(scores, "Float64") | {"fiscal_year": "Int64"})


def _verdict(item: CompletenessItem, known: Documented) -> Evidence:
    if item.from_year and known.fiscal_year is None:
        return Evidence(NOT_ASSESSABLE, None, "年度未知", "the fiscal year is not known")
    if item.from_year > (known.fiscal_year or 0):
        year = item.from_year
        return Evidence(NOT_ASSESSABLE, None, f"{year} 年起才要求", f"demanded from {year} on only")
    verdict = judge(item, known)
    if verdict.state == ABSENT and known.unread:
        told = ("部分页面未能读出", "some pages could not be read")
        return Evidence(NOT_ASSESSABLE, None, f"{told[0]}：{known.unread}", f"{told[1]}: {known.unread}")
    return verdict


def _score(items: pd.DataFrame) -> float | None:
    weight = items["weight"].sum()
    return float(100 * items["points"].sum() / weight) if weight else None

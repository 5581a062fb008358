"""What was printed and could not be read for certain: figure by figure, and in one sentence."""

from __future__ import annotations

import pandas as pd

from budgetkit.analysis.answers import Answer
from budgetkit.analysis.evidence import chosen_documents
from budgetkit.analysis.grain import require_grain, with_grain
from budgetkit.dataset import Dataset

MOST_PAGES = 20
"""Pages that a sentence names."""


def unread_figures(dataset: Dataset, document: str = "") -> pd.DataFrame:
    """List the printed money figures that could not be read for certain, which no sum counts.

    Parameters
    ----------
    dataset : Dataset
        From ``budgetkit.load``.
    document : str
        One ``document_id``; empty for all.

    Returns
    -------
    DataFrame
        One row a figure, in the order of the pages: ``document_id``, ``department_name``, ``fiscal_year``,
        ``phase``, ``unread_number`` (from 1 in its document), ``page``, ``printed``, ``reason``, ``near``
        (nearest heading) and ``bbox``.
    """
    names = ["document_id", "department_name", "fiscal_year", "phase"]
    chosen = chosen_documents(dataset, document)[names]
    frame = chosen.merge(dataset.unread, on="document_id", how="inner")
    frame["unread_number"] = frame.groupby("document_id", sort=False).cumcount() + 1
    columns = [*names, "unread_number", "page", "printed", "reason", "near", "bbox"]
    return with_grain(frame[columns], "unread figure")


def unread_answer(frame: pd.DataFrame) -> Answer:
    """Say how many figures were not read, on which pages, and what that means.

    Parameters
    ----------
    frame : DataFrame
        From ``unread_figures(dataset)``; of several documents the pages are not named.
    """
    require_grain(frame, "unread figure", "unread_figures(dataset)", "page", "unread_number")
    if frame.empty:
        return Answer("没有未读出的金额。", "No money figure was left unread.")
    number, documents = len(frame), frame["document_id"].nunique()
    if documents > 1:
        chinese, english = f"{documents} 份文件中有", f" in {documents} documents"
    else:
        pages = sorted({int(page) for page in frame["page"].dropna()})
        more = len(pages) > MOST_PAGES
        shown = [str(page) for page in pages[:MOST_PAGES]]
        chinese = f"第 {'、'.join(shown)} {'等' * more}页有" if shown else "有"
        last = f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 and not more else ", ".join(shown)
        english = f" on page{'s' * (len(pages) > 1)} {last}{', …' * more}" if shown else ""
    figures = "1 money figure" if number == 1 else f"{number:,} money figures"
    are = "is" if number == 1 else "are"
    return Answer(
        f"{chinese} {number:,} 个金额未能读出，未计入任何数；请对照原页，可在 data/corrections.yml 中补读。",
        f"{figures}{english} could not be read and {are} counted in no sum; "
        "compare with the page, and give them in data/corrections.yml.",
    )

"""Projects from year to year: which go on, which are new, which have ended, and which cannot be told."""

from __future__ import annotations

import pandas as pd

from budgetkit.analysis.evidence import chosen_documents, fen, yuan
from budgetkit.analysis.grain import require_grain, with_grain
from budgetkit.dataset import Dataset
from budgetkit.projects.chains import project_chains

STATUSES = ("continued", "new", "doubtful", "unknown")
"""What a project is to the year before; ``unknown``: neither that year nor the own form tells."""


def projects_across_years(dataset: Dataset, document: str = "") -> pd.DataFrame:
    """List the projects with what became of them since the year before.

    Parameters
    ----------
    dataset : Dataset
        From ``budgetkit.load``.
    document : str
        One ``document_id``; empty for all.

    Returns
    -------
    DataFrame
        One row per project and document, the largest first within a document: ``document_id``,
        ``department_name``, ``fiscal_year``, ``phase``, ``chain_id``, ``project_id``, ``unit_name``,
        ``project_name``, ``status`` (of `STATUSES`), ``linked_by`` (why),
        ``prior_yuan`` (of the linked project of the year before, else as this document prints it),
        ``amount_yuan``, ``change_yuan`` (exact; missing where one is not printed), ``ended`` (not in the
        whole list of the year after; missing where that is not known), ``candidates`` (ids between which a
        reader must choose), ``line_ids``. Money is in yuan.
    """
    chosen = chosen_documents(dataset, document)
    place = {name: number for number, name in enumerate(chosen["document_id"])}
    chains = project_chains(dataset)
    chains = chains[chains["document_id"].isin(list(place))]
    amounts = fen(chains["amount_yuan"])
    prior = fen(chains["previous_amount_yuan"]).fillna(fen(chains["prior_year_amount_yuan"]))
    found = chains.rename(columns={"basis": "linked_by"}).assign(
        prior_yuan=yuan(prior, chains.index),
        change_yuan=yuan(amounts - prior, chains.index),
        place=chains["document_id"].map(place).astype("int64"),
        size=amounts.fillna(-1).astype("int64"),
    )
    found = found.sort_values(["place", "size"], ascending=[True, False], kind="stable")
    columns = (
        "document_id department_name fiscal_year phase chain_id project_id unit_name project_name status"
    )
    columns += " linked_by prior_yuan amount_yuan change_yuan ended candidates line_ids"
    return with_grain(found[columns.split()].reset_index(drop=True), "project")


def project_continuity(projects: pd.DataFrame) -> pd.DataFrame:
    """Count the projects of each document by what became of them.

    Parameters
    ----------
    projects : DataFrame
        From `projects_across_years`.

    Returns
    -------
    DataFrame
        One row per document: ``document_id``, ``department_name``, ``fiscal_year``, ``phase``,
        ``project_count``; for each of `STATUSES` the ``<status>_count`` and the exact ``<status>_yuan`` of
        this year; ``ended_count``: projects that are known not to go on in the year after.
    """
    require_grain(projects, "project", "projects_across_years(dataset)", "status")
    rows = []
    for document_id, own in projects.groupby("document_id", sort=False):
        first = own.iloc[0]
        row = {"document_id": document_id, "project_count": len(own)}
        row |= {name: first[name] for name in ("department_name", "fiscal_year", "phase")}
        for status in STATUSES:
            part = own[own["status"] == status]
            row[f"{status}_count"] = len(part)
            row[f"{status}_yuan"] = int(fen(part["amount_yuan"]).sum())
        row["ended_count"] = int(own["ended"].fillna(False).sum())
        rows.append(row)
    columns = ["document_id", "department_name", "fiscal_year", "phase", "project_count"]
    columns += [f"{status}_{what}" for status in STATUSES for what in ("count", "yuan")] + ["ended_count"]
    frame = pd.DataFrame(rows, columns=columns)
    for status in STATUSES:
        frame[f"{status}_yuan"] = yuan(frame[f"{status}_yuan"], frame.index)
    return with_grain(frame, "document")

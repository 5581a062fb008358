"""Project concentration: how much of project expenditure the largest projects take.

A project is one ``project_id`` (unit and name); amounts are added up under the same identifier only. A
performance form may list a third of the money: ``coverage`` is the sum of the listed projects divided by the
printed 项目支出, and where it is off by more than 5 % no measure of concentration is told.
"""

from __future__ import annotations

import pandas as pd

from budgetkit.analysis.evidence import Doubts, as_list, by_document, fen, join_ids, share, yuan
from budgetkit.analysis.grain import require_grain, with_grain
from budgetkit.analysis.inequality import (
    concentration_ratio,
    effective_number,
    entropy,
    gini,
    herfindahl,
    lorenz_points,
    normalised_herfindahl,
    theil,
    theil_between,
)
from budgetkit.analysis.totals import expenditure_totals
from budgetkit.dataset import Dataset

LEAST_COVERED, MOST_COVERED = 0.95, 1.05
"""Listed projects divided by printed 项目支出: outside of this no measure of concentration is told."""

_DOCUMENT = ("document_id", "department_name", "scope", "fiscal_year", "phase")
_MEASURES = ("cr1_share", "cr3_share", "cr4_share", "hhi", "hhi_normalised", "effective_number", "entropy")
_MEASURES += ("gini", "theil", "theil_between_units")
_ROW = [*_DOCUMENT, "project_count", "listed_yuan", "project_yuan", "coverage", *_MEASURES]
_ROW += ["largest_project", "largest_unit", "largest_yuan", "line_ids", "finding_ids", "worst_severity"]
_RANKED = [*_DOCUMENT, "rank", "project_id", "unit_name", "project_name", "project_type", "amount_yuan"]
_RANKED += ["share_of_listed", "share_of_printed", "cumulative_share", "coverage", "line_ids"]
_RANKED += ["finding_ids", "worst_severity", "reason"]


def project_concentration(dataset: Dataset, document: str = "") -> pd.DataFrame:
    """Measure how concentrated the projects of each document are.

    Parameters
    ----------
    dataset : Dataset
        From ``budgetkit.load``.
    document : str
        One ``document_id``; empty for all.

    Returns
    -------
    DataFrame
        One row per document: ``project_count``, ``listed_yuan`` (sum of the listed projects, exact),
        ``project_yuan`` (printed 项目支出), ``coverage`` (the first divided by the second), ``cr1_share``,
        ``cr3_share``, ``cr4_share`` (of the largest 1, 3, 4 projects; missing when there are fewer),
        ``hhi``, ``hhi_normalised``, ``effective_number``, ``entropy`` (nats), ``gini``, ``theil``,
        ``theil_between_units``, the largest project, ``line_ids``, ``finding_ids``, ``worst_severity``,
        and ``reason`` where the measures are missing: ``no_project_list``, ``no_project_total``,
        ``projects_not_all_listed`` (coverage below 95 %), ``projects_exceed_total`` (above 105 %),
        ``amount_not_printed``, ``amounts_cannot_be_shared``.

    Notes
    -----
    Formulas and sources stand in `budgetkit.analysis.inequality`.
    """
    doubts, rows = Doubts(dataset), []
    for entry, projects, printed in _projects(dataset, document):
        amounts = [int(amount) for amount in projects["fen"].dropna()]
        listed = sum(amounts) if amounts else None
        total = printed[0]
        coverage = share(listed, total)
        reason = _why_not(projects, total, coverage)
        measures = {} if reason else _measures(amounts, projects)
        line_ids = [line_id for ids in projects["line_ids"] for line_id in ids] + printed[1]
        row = {
            **{name: entry[name] for name in _DOCUMENT},
            "project_count": len(projects),
            "listed_yuan": listed,
            "project_yuan": total,
            "coverage": coverage,
            **measures,
            **_largest(projects),
            "line_ids": join_ids(line_ids),
            **doubts.about(line_ids),
            "reason": reason or ("" if measures.get("hhi") is not None else "amounts_cannot_be_shared"),
        }
        rows.append(row)
    frame = pd.DataFrame(rows, columns=[*_ROW, "reason"])
    for name in ("listed_yuan", "project_yuan", "largest_yuan"):
        frame[name] = yuan(frame[name], index=frame.index)
    return with_grain(frame.astype(dict.fromkeys([*_MEASURES, "coverage"], "Float64")), "document")


def concentration_to_detail(frame: pd.DataFrame, document: str = "") -> str:
    """Choose the document whose projects are looked at closely.

    Parameters
    ----------
    frame : DataFrame
        From `project_concentration`.
    document : str
        The reader's choice; it wins.

    Returns
    -------
    str
        The first document with measures, else the first with a list of projects, else the first of all;
        empty when there is none.
    """
    listed = frame.loc[frame["project_count"] > 0, "document_id"]
    measured = frame.loc[frame["hhi"].notna(), "document_id"]
    return document or next(iter([*measured, *listed, *frame["document_id"]]), "")


def projects_ranked(dataset: Dataset, document: str = "") -> pd.DataFrame:
    """List the projects of each document, the largest first.

    Returns
    -------
    DataFrame
        One row per project: ``rank``, ``project_id``, ``unit_name``, ``project_name``, ``project_type``,
        ``amount_yuan`` (exact), ``share_of_listed`` and ``cumulative_share`` (of the listed projects),
        ``share_of_printed`` (of the printed 项目支出), ``coverage``, ``line_ids``, ``finding_ids``,
        ``worst_severity``, ``reason``. A document without projects makes no row; `project_concentration`
        tells why.
    """
    doubts, rows = Doubts(dataset), []
    for entry, projects, printed in _projects(dataset, document):
        listed = int(projects["fen"].sum()) if projects["fen"].notna().any() else None
        running = 0
        for rank, project in enumerate(projects.itertuples(), start=1):
            amount = None if pd.isna(project.fen) else int(project.fen)
            running += amount or 0
            rows.append({
                **{name: entry[name] for name in _DOCUMENT},
                **{name: getattr(project, name) for name in
                   ("project_id", "unit_name", "project_name", "project_type")},
                "rank": rank if amount is not None else None,
                "amount_yuan": amount,
                "share_of_listed": share(amount, listed),
                "share_of_printed": share(amount, printed[0]),
                "cumulative_share": share(running, listed) if amount is not None else None,
                "coverage": share(listed, printed[0]),
                "line_ids": join_ids(project.line_ids),
                **doubts.about(project.line_ids),
                "reason": "" if amount is not None else "amount_not_printed",
            })  # fmt: skip
    frame = pd.DataFrame(rows, columns=_RANKED)
    frame["amount_yuan"] = yuan(frame["amount_yuan"], index=frame.index)
    shares = ["share_of_listed", "share_of_printed", "cumulative_share", "coverage"]
    return with_grain(frame.astype(dict.fromkeys(shares, "Float64") | {"rank": "Int64"}), "project")


def lorenz_curve(frame: pd.DataFrame) -> pd.DataFrame:
    """Points of the Lorenz curve of each document's projects.

    Parameters
    ----------
    frame : DataFrame
        From `projects_ranked`.

    Returns
    -------
    DataFrame
        ``document_id``, ``project_share`` (the smallest so many of the projects) and ``money_share`` (what
        they take), both from 0 to 1; nothing for a document whose projects lack an amount, or whose list
        covers less than 95 % or more than 105 % of the printed 项目支出.
    """
    require_grain(frame, "project", "projects_ranked(dataset)", "coverage")
    parts = []
    for document, own in frame.groupby("document_id", sort=False):
        covered = own["coverage"].iloc[0]
        whole = own["amount_yuan"].notna().all() and not pd.isna(covered)
        if whole and LEAST_COVERED <= covered <= MOST_COVERED:
            points = pd.DataFrame(
                lorenz_points(fen(own["amount_yuan"]).tolist()), columns=["project_share", "money_share"]
            )
            parts.append(points.assign(document_id=document))
    columns = ["document_id", "project_share", "money_share"]
    points = pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)
    return with_grain(points, "point of a curve")


def _projects(dataset: Dataset, document: str):
    """Each document with its projects, the largest first, and the printed 项目支出 with its cells."""
    groups = dict(tuple(dataset.projects.groupby("document_id", sort=False)))
    empty = dataset.projects.head(0)
    for entry, own in by_document(dataset, document):
        found = _one_a_project(groups.get(entry["document_id"], empty))
        found = _with_facts(found, own)
        totals = expenditure_totals(own, entry)
        known = totals is not None and "project" in totals.fen
        yield (
            entry,
            found,
            (totals.fen["project"], totals.line_ids.get("project", [])) if known else (None, []),
        )


def _one_a_project(projects: pd.DataFrame) -> pd.DataFrame:
    """One row a ``project_id``: amounts in fen and cells of all; the largest first, missing last."""
    names = ["project_id", "unit_name", "project_name", "project_type"]
    found: dict[str, dict] = {}
    for project, amount in zip(projects.to_dict("records"), fen(projects["amount_yuan"]), strict=True):
        known = found.setdefault(project["project_id"], {name: project[name] for name in names})
        known["fen"] = _sum(known.get("fen"), None if pd.isna(amount) else int(amount))
        known["line_ids"] = [*known.get("line_ids", ()), *as_list(project["line_ids"])]
    merged = pd.DataFrame(list(found.values()), columns=[*names, "fen", "line_ids"]).astype({"fen": "Int64"})
    return merged.sort_values(
        ["fen", "project_id"], ascending=[False, True], kind="stable", na_position="last"
    )


def _with_facts(projects: pd.DataFrame, own: Dataset) -> pd.DataFrame:
    """Take an amount that the list of projects lacks from the facts of the project table."""
    if projects["fen"].notna().all():
        return projects
    facts = own.facts("project_expenditure")
    sums = fen(facts["amount_yuan"]).groupby(facts["project_id"]).sum()
    projects = projects.assign(fen=projects["fen"].fillna(projects["project_id"].map(sums).astype("Int64")))
    return projects.sort_values(
        ["fen", "project_id"], ascending=[False, True], kind="stable", na_position="last"
    )


def _sum(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else one + other


def _why_not(projects: pd.DataFrame, total: int | None, coverage: float | None) -> str:
    if projects.empty:
        return "no_project_list"
    if projects["fen"].isna().any():
        return "amount_not_printed"
    if coverage is None:
        return "no_project_total" if not total else "amounts_cannot_be_shared"
    if coverage < LEAST_COVERED:
        return "projects_not_all_listed"
    return "projects_exceed_total" if coverage > MOST_COVERED else ""


def _measures(amounts: list[int], projects: pd.DataFrame) -> dict[str, float | None]:
    units = [[int(amount) for amount in own] for _, own in projects.groupby("unit_name", sort=False)["fen"]]
    return {
        **{f"cr{largest}_share": concentration_ratio(amounts, largest) for largest in (1, 3, 4)},
        "hhi": herfindahl(amounts),
        "hhi_normalised": normalised_herfindahl(amounts),
        "effective_number": effective_number(amounts),
        "entropy": entropy(amounts),
        "gini": gini(amounts),
        "theil": theil(amounts),
        "theil_between_units": theil_between(units),
    }


def _largest(projects: pd.DataFrame) -> dict[str, object]:
    known = projects[projects["fen"].notna()]
    if known.empty:
        return {}
    first = known.iloc[0]
    names = {"largest_project": first["project_name"], "largest_unit": first["unit_name"]}
    return {**names, "largest_yuan": int(first["fen"])}

"""Do the figures agree: findings by cause, checks by table, repairs, and amounts unchecked.

Unknown is not a pass: an amount that stands in no identity is counted apart.
"""

from __future__ import annotations

import pandas as pd

from budgetkit.analysis.coverage import line_states, uncovered_lines
from budgetkit.analysis.evidence import as_list, chosen_documents
from budgetkit.analysis.grain import with_grain
from budgetkit.analysis.survey import SEVERITIES
from budgetkit.dataset import Dataset
from budgetkit.records import share_of_figures

CATEGORIES = ("document_error", "extraction_damage", "question", "rounding", "note")
_MOST_VALUES = 6
_COUNTS = [*(f"{severity}_count" for severity in SEVERITIES), "finding_count", "document_count"]


def findings_by_cause(dataset: Dataset, document: str = "") -> pd.DataFrame:
    """Count the findings by cause, and within it by severity.

    Parameters
    ----------
    dataset : Dataset
        From ``budgetkit.load``.
    document : str
        One ``document_id``; empty for all.

    Returns
    -------
    DataFrame
        One row per ``category`` that occurs, in the order of `CATEGORIES`: ``error_count``,
        ``warning_count``, ``info_count``, ``finding_count``, ``document_count`` (how many documents).
    """
    findings = _of_documents(dataset.findings, dataset, document)
    rows = []
    for category in CATEGORIES:
        own = findings[findings["category"] == category]
        if len(own):
            rows.append({"category": category, **_counted(own)})
    return with_grain(pd.DataFrame(rows, columns=["category", *_COUNTS]), "cause")


def findings_by_identity(dataset: Dataset, document: str = "") -> pd.DataFrame:
    """Count the findings by cause and by the identity or check that speaks.

    Returns
    -------
    DataFrame
        One row per ``category`` and ``identity`` that occurs, causes in the order of `CATEGORIES`, the
        gravest and most frequent first: ``error_count``, ``warning_count``, ``info_count``,
        ``finding_count``, ``document_count``. `readable` shows the Chinese name of an identity.
    """
    findings = _of_documents(dataset.findings, dataset, document)
    rows = []
    for (category, identity), own in findings.groupby(["category", "identity"], sort=True):
        rows.append({"category": category, "identity": identity, **_counted(own)})
    frame = pd.DataFrame(rows, columns=["category", "identity", *_COUNTS])
    frame["rank"] = frame["category"].map({cause: rank for rank, cause in enumerate(CATEGORIES)})
    order = ["rank", *_COUNTS[: len(SEVERITIES)]]
    frame = frame.sort_values(order, ascending=[True, False, False, False], kind="stable")
    return with_grain(frame.drop(columns="rank").reset_index(drop=True), "cause and identity")


def findings_with_values(dataset: Dataset, document: str = "") -> pd.DataFrame:
    """List the findings, each with the values as printed and the pages on which they stand.

    Returns
    -------
    DataFrame
        One row per finding, errors first: ``department_name``, ``fiscal_year``, ``finding_id``,
        ``severity``, ``category``, ``identity``, ``expected_yuan``, ``printed_yuan``, ``difference_yuan``,
        ``tolerance_yuan`` (exact; missing where the finding is not about a sum), ``printed_values`` (every
        cell in it: text as printed, unit, page), ``pages`` (from 1),
        ``message_zh``, ``message_en``.
    """
    findings = _of_documents(dataset.findings, dataset, document)
    lines = _of_documents(dataset.lines, dataset, document)
    wanted = {line_id for ids in findings["line_ids"] for line_id in as_list(ids)}
    printed = {line.line_id: line for line in lines[lines["line_id"].isin(wanted)].itertuples()}
    rows = []
    for finding in findings.itertuples():
        cells = [printed[line_id] for line_id in as_list(finding.line_ids) if line_id in printed]
        rows.append({"printed_values": _printed_values(cells), "pages": _pages(finding, cells)})
    added = pd.DataFrame(rows, columns=["printed_values", "pages"], index=findings.index)
    rank = (
        findings["severity"].map({severity: rank for rank, severity in enumerate(SEVERITIES)}).astype("Int64")
    )
    cause = findings["category"].map({cause: rank for rank, cause in enumerate(CATEGORIES)}).astype("Int64")
    frame = findings.join(added).assign(rank=rank, cause=cause)
    frame = frame.sort_values(["rank", "cause", "document_id", "finding_id"], kind="stable")
    money = ["expected", "printed", "difference", "tolerance"]
    frame = frame.rename(columns={name: f"{name}_yuan" for name in money})
    names = dataset.documents[["document_id", "department_name", "fiscal_year"]]
    frame = frame.merge(names, on="document_id", how="left")
    columns = [
        "document_id",
        "department_name",
        "fiscal_year",
        "finding_id",
        "severity",
        "category",
        "identity",
    ]
    columns += [*(f"{name}_yuan" for name in money), "printed_values", "pages", "message_zh", "message_en"]
    return with_grain(frame[columns].reset_index(drop=True), "finding")


def checks_by_table(dataset: Dataset, document: str = "") -> pd.DataFrame:
    """Show for every table how many of its amounts identities confirm.

    Returns
    -------
    DataFrame
        One row per table with amounts, and one per document (without a table) for figures that could not be
        read and stand in none: its document with ``department_name``, ``fiscal_year`` and ``phase``,
        ``kind``, ``title``, ``first_page``, ``line_count``, ``verified_count`` (in at least one identity,
        failing none), ``failed_count`` (in an identity, but not verified), ``unchecked_count`` (in no
        identity: unknown, not a pass), ``unread_count`` (printed, but not read), ``verified_share`` (0 to 1,
        of lines and unread figures).
    """
    lines = _of_documents(dataset.lines, dataset, document)
    state = line_states(lines)
    marked = lines[["document_id", "table_id"]].assign(
        verified_count=state == "verified",
        failed_count=state == "failing",
        unchecked_count=state == "uncovered",
    )
    counts = ["verified_count", "failed_count", "unchecked_count"]
    summed = marked.astype(dict.fromkeys(counts, int)).groupby(["document_id", "table_id"], sort=True).sum()
    summed = summed.assign(line_count=summed[counts].sum(axis=1))
    unread = _unread_by_table(dataset, document)
    both = summed.index.union(unread.index, sort=True)
    frame = summed.reindex(both, fill_value=0).assign(unread_count=unread.reindex(both, fill_value=0))
    frame = frame.reset_index()
    names = dataset.tables[["document_id", "table_id", "kind", "title", "first_page"]]
    frame = frame.merge(names, on=["document_id", "table_id"], how="left")
    whose = dataset.documents[["document_id", "department_name", "fiscal_year", "phase"]]
    frame = frame.merge(whose, on="document_id", how="left")
    frame[["kind", "title"]] = frame[["kind", "title"]].fillna("")
    parts = zip(frame["verified_count"], frame["line_count"], frame["unread_count"], strict=True)
    portions = [share_of_figures(*each) for each in parts]
    frame["verified_share"] = pd.array(portions, dtype="Float64")
    columns = [
        "document_id",
        "department_name",
        "fiscal_year",
        "phase",
        "table_id",
        "kind",
        "title",
        "first_page",
        "line_count",
        *counts,
        "unread_count",
        "verified_share",
    ]
    return with_grain(frame[columns], "table")


def _unread_by_table(dataset: Dataset, document: str) -> pd.Series:
    """How many unread figures stand in each table, by its pages and its title; in none (``""``) the rest."""
    unread = _of_documents(dataset.unread, dataset, document).reset_index(drop=True)
    tables = dataset.tables[["document_id", "table_id", "title", "first_page", "last_page"]]
    placed = unread.reset_index(names="number").merge(
        tables, left_on=["document_id", "near"], right_on=["document_id", "title"], how="inner"
    )
    within = (placed["first_page"] <= placed["page"]) & (placed["page"] <= placed["last_page"])
    placed = placed[within.fillna(False).astype(bool)].drop_duplicates("number").set_index("number")
    known = placed["table_id"].reindex(unread.index).fillna("")
    keys = [unread["document_id"], known.rename("table_id").astype(object)]
    return unread.groupby(keys, sort=True).size().astype(int)


def unchecked_amounts(dataset: Dataset, document: str = "") -> pd.DataFrame:
    """List the amounts that no identity covers: nothing confirms them, nothing contradicts them.

    Returns
    -------
    DataFrame
        ``document_id``, ``department_name``, ``fiscal_year``, ``kind``, ``item``, ``column_label``,
        ``amount_yuan`` (exact), ``printed``, ``printed_unit``, ``page``, ``line_id``; zeros are left out, the
        largest amount first.
    """
    lines = _of_documents(dataset.lines, dataset, document)
    found = uncovered_lines(lines).drop(columns="fiscal_year")
    names = dataset.documents[["document_id", "department_name", "fiscal_year"]]
    found = found.merge(names, on="document_id", how="left")
    found = found.sort_values(["amount_yuan", "line_id"], ascending=[False, True], kind="stable")
    columns = [
        "document_id",
        "department_name",
        "fiscal_year",
        "kind",
        "item",
        "column_label",
        "amount_yuan",
        "printed",
        "printed_unit",
        "page",
    ]
    return with_grain(found[[*columns, "line_id"]].reset_index(drop=True), "line")


def repairs_before_after(dataset: Dataset, document: str = "") -> pd.DataFrame:
    """List the repaired rows as they were printed and as they are read now.

    Returns
    -------
    DataFrame
        ``document_id``, ``table_id``, ``title``, ``page`` (of the row, else of the table), ``row`` (from 0),
        ``repair_kind``, ``before``, ``after``, ``proof``.
    """
    repairs = _of_documents(dataset.repairs, dataset, document).rename(columns={"kind": "repair_kind"})
    lines = _of_documents(dataset.lines, dataset, document)
    pages = lines.drop_duplicates(["document_id", "table_id", "row"])
    pages = pages[["document_id", "table_id", "row", "page"]]
    names = dataset.tables[["document_id", "table_id", "title", "first_page"]]
    frame = repairs.merge(pages, on=["document_id", "table_id", "row"], how="left")
    frame = frame.merge(names, on=["document_id", "table_id"], how="left")
    frame["page"] = frame["page"].fillna(frame["first_page"])
    columns = ["document_id", "table_id", "title", "page", "row", "repair_kind", "before", "after", "proof"]
    return with_grain(frame[columns], "repair")


def repairs_by_table(dataset: Dataset, document: str = "") -> pd.DataFrame:
    """Count the repairs by table and kind.

    Returns
    -------
    DataFrame
        ``document_id``, ``title``, ``page`` (the first one), ``repair_kind``, ``repair_count``.
    """
    repairs = repairs_before_after(dataset, document)
    groups = repairs.groupby(["document_id", "table_id", "title", "repair_kind"], sort=True, dropna=False)
    frame = groups["page"].agg(page="min", repair_count="size").reset_index()
    columns = ["document_id", "title", "page", "repair_kind", "repair_count"]
    return with_grain(frame[columns], "title and kind of repair")


def _counted(findings: pd.DataFrame) -> dict[str, int]:
    severities = findings["severity"].value_counts()
    counts = {f"{severity}_count": int(severities.get(severity, 0)) for severity in SEVERITIES}
    return {**counts, "finding_count": len(findings), "document_count": findings["document_id"].nunique()}


def _printed_values(cells: list) -> str:
    """Every printed figure with its unit and page; of many the first, and how many more there are."""
    values = [_printed_value(cell.printed, cell.printed_unit, cell.page) for cell in cells[:_MOST_VALUES]]
    values += [f"另 {len(cells) - _MOST_VALUES} 格"] if len(cells) > _MOST_VALUES else []
    return "；".join(values)


def _pages(finding, cells: list) -> str:
    places = [place for place in as_list(finding.places) if "document" not in place]
    pages = [*(place.get("page") for place in places), *(cell.page for cell in cells)]
    return "、".join(map(str, sorted({int(page) for page in pages if not pd.isna(page)})))


def _printed_value(text: str, unit: str, page: int) -> str:
    # A figure printed as 3455 万 names its unit itself.
    value = text if text.rstrip().endswith(("元", "万", "亿")) else f"{text} {unit}"
    return f"{value}（第 {page} 页）" if not pd.isna(page) else value


def _of_documents(frame: pd.DataFrame, dataset: Dataset, document: str) -> pd.DataFrame:
    return frame[frame["document_id"].isin(chosen_documents(dataset, document)["document_id"])]

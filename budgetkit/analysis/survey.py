"""What the dataset holds: documents at a glance, printed totals, findings, repairs, provenance."""

from __future__ import annotations

import pandas as pd

from budgetkit import __version__
from budgetkit.analysis.coverage import line_states
from budgetkit.analysis.evidence import (
    Doubts,
    by_document,
    chosen_documents,
    current,
    fen,
    join_ids,
    share,
    yuan,
)
from budgetkit.analysis.grain import with_grain
from budgetkit.dataset import Dataset
from budgetkit.records import share_of_figures
from budgetkit.rules.kinds import kinds_with

TABLE_STATES = ("present", "empty_with_note", "empty", "absent")
SEVERITIES = ("error", "warning", "info")


_OVERVIEW = [
    *("document_id", "department_name", "fiscal_year", "phase", "scope"),
    *("revenue_yuan", "expenditure_yuan", "basic_yuan", "project_yuan", "project_share"),
    *(f"tables_{state}" for state in TABLE_STATES),
    *("line_count", "unread_count", "verified_share", "error_count", "warning_count"),
    *("line_ids", "finding_ids", "worst_severity"),
]


def overview(dataset: Dataset, document: str = "") -> pd.DataFrame:
    """Show every document at a glance.

    Parameters
    ----------
    dataset : Dataset
        From ``budgetkit.load``.
    document : str
        One ``document_id``; empty for all.

    Returns
    -------
    DataFrame
        One row per document: ``revenue_yuan``, ``expenditure_yuan``, ``basic_yuan``, ``project_yuan``
        (printed totals of the year, exact; missing when not printed), ``project_share``, tables by state
        (``tables_present`` …), ``line_count``, ``unread_count`` (printed figures that could not be
        read), ``verified_share`` (of both together, 0 to 1), ``error_count``, ``warning_count``,
        and ``line_ids``, ``finding_ids``, ``worst_severity`` of the four totals.
    """
    doubts = Doubts(dataset)
    rows = []
    for entry, own in by_document(dataset, document):
        totals = _totals(own.lines, entry)
        line_ids = [line_id for part in totals.values() for line_id in part["line_id"]]
        amounts = {f"{name}_yuan": int(fen(part["amount_yuan"]).iloc[0]) if len(part) else None
                   for name, part in totals.items()}  # fmt: skip
        states = own.tables["state"].value_counts()
        severities = own.findings["severity"].value_counts()
        names = ("document_id", "department_name", "fiscal_year", "phase", "scope")
        rows.append({
            **{name: entry[name] for name in names},
            **amounts,
            "project_share": share(amounts["project_yuan"], amounts["expenditure_yuan"]),
            **{f"tables_{state}": int(states.get(state, 0)) for state in TABLE_STATES},
            "line_count": len(own.lines),
            "unread_count": len(own.unread),
            "verified_share": share_of_figures(_verified(own.lines), len(own.lines), len(own.unread)),
            "error_count": int(severities.get("error", 0)),
            "warning_count": int(severities.get("warning", 0)),
            "line_ids": join_ids(line_ids),
            **doubts.about(line_ids),
        })  # fmt: skip
    frame = pd.DataFrame(rows, columns=_OVERVIEW)
    for name in [column for column in frame if column.endswith("_yuan")]:
        frame[name] = yuan(frame[name], index=frame.index)
    return with_grain(frame.astype(dict.fromkeys(["project_share", "verified_share"], "Float64")), "document")


def printed_totals(dataset: Dataset, document: str = "") -> pd.DataFrame:
    """Show the printed totals of the year with the place of each on paper.

    Returns
    -------
    DataFrame
        ``measure`` (``revenue``, ``expenditure``, ``basic``, ``project``), ``amount_yuan`` (exact) and,
        as in ``lines``: ``printed``, ``printed_unit``, ``kind``, ``page`` (from 1), ``row`` and
        ``column`` (from 0 in the joined table), ``bbox`` (points), ``verified``, ``line_id``. A total
        that is not printed makes no row.
    """
    parts = []
    for entry, own in by_document(dataset, document):
        lines = own.lines
        parts += [part.head(1).assign(measure=name) for name, part in _totals(lines, entry).items()]
    columns = ["document_id", "measure", "amount_yuan", "printed", "printed_unit", "kind", "page", "row"]
    columns += ["column", "bbox", "verified", "line_id"]
    found = pd.concat(parts) if parts else dataset.lines.head(0).assign(measure="")
    return with_grain(found[columns].reset_index(drop=True), "document and measure")


def repetition(dataset: Dataset, document: str = "") -> pd.DataFrame:
    """Show why ``lines`` must not be summed: how often the same yuan stands in them.

    Returns
    -------
    DataFrame
        One row per document: ``expenditure_lines`` (how many lines of the tables of expenditure),
        ``naive_sum_yuan`` (all of them added up), ``expenditure_yuan`` (the printed total) and ``times``
        (the first divided by the second).
    """
    rows = []
    for entry, own in by_document(dataset, document):
        lines = own.lines
        spending = lines[lines["kind"].isin(kinds_with(prints_expenditure=True))]
        spending = spending[spending["direction"] != "revenue"]
        total = _totals(lines, entry)["expenditure"]
        printed = int(fen(total["amount_yuan"]).iloc[0]) if len(total) else None
        naive = int(fen(spending["amount_yuan"]).sum())
        rows.append({
            "document_id": entry["document_id"],
            "expenditure_lines": len(spending),
            "naive_sum_yuan": naive,
            "expenditure_yuan": printed,
            "times": share(naive, printed),
        })  # fmt: skip
    columns = ["document_id", "expenditure_lines", "naive_sum_yuan", "expenditure_yuan", "times"]
    frame = pd.DataFrame(rows, columns=columns)
    for name in ("naive_sum_yuan", "expenditure_yuan"):
        frame[name] = yuan(frame[name], index=frame.index)
    return with_grain(frame.astype({"times": "Float64"}), "document")


def findings_by_severity(dataset: Dataset, document: str = "") -> pd.DataFrame:
    """Count the findings.

    Returns
    -------
    DataFrame
        ``document_id``, ``severity`` (``error``, ``warning``, ``info``, in this order), ``category``,
        ``identity``, ``finding_count``.
    """
    chosen = chosen_documents(dataset, document)["document_id"]
    findings = dataset.findings[dataset.findings["document_id"].isin(chosen)]
    keys = ["document_id", "severity", "category", "identity"]
    counted = findings.groupby(keys, sort=True, observed=True).size().rename("finding_count").reset_index()
    rank = (
        counted["severity"].map({severity: rank for rank, severity in enumerate(SEVERITIES)}).astype("Int64")
    )
    order = counted.assign(rank=rank).sort_values(
        ["document_id", "rank", "category", "identity"], kind="stable"
    )
    order = order[[*keys, "finding_count"]].reset_index(drop=True)
    return with_grain(order, "count of findings")


def serious_findings(dataset: Dataset, document: str = "", most: int = 20) -> pd.DataFrame:
    """List the findings of severity ``error`` and ``warning``, errors first, at most ``most`` rows.

    Returns
    -------
    DataFrame
        Columns of ``findings``.
    """
    chosen = chosen_documents(dataset, document)["document_id"]
    findings = dataset.findings[dataset.findings["document_id"].isin(chosen)]
    parts = [findings[findings["severity"] == severity] for severity in SEVERITIES[:2]]
    return with_grain(pd.concat(parts).head(most).reset_index(drop=True), "finding")


def repairs_by_kind(dataset: Dataset, document: str = "") -> pd.DataFrame:
    """Count the repaired rows.

    Returns
    -------
    DataFrame
        ``document_id``, ``table_id``, ``repair_kind``, ``repair_count``.
    """
    chosen = chosen_documents(dataset, document)["document_id"]
    repairs = dataset.repairs[dataset.repairs["document_id"].isin(chosen)]
    repairs = repairs.rename(columns={"kind": "repair_kind"})
    keys = ["document_id", "table_id", "repair_kind"]
    counted = repairs.groupby(keys, sort=True, observed=True).size().rename("repair_count").reset_index()
    return with_grain(counted, "table and kind of repair")


def provenance(dataset: Dataset, document: str = "") -> pd.DataFrame:
    """Name the files behind the figures.

    Returns
    -------
    DataFrame
        ``document_id``, ``path``, ``sha256``, ``pages``, ``status`` of every file of the documents, and
        the ``package_version`` that reads them; no date, so that the same input gives the same page.
    """
    chosen = chosen_documents(dataset, document)["document_id"]
    files = dataset.files[dataset.files["document_id"].isin(chosen)].sort_values(["document_id", "path"])
    columns = ["document_id", "path", "sha256", "pages", "status"]
    return with_grain(files[columns].assign(package_version=__version__).reset_index(drop=True), "file")


def verified_share(frame: pd.DataFrame) -> float | None:
    """Share of verified figures in all documents of an overview: of their lines and of what was not read."""
    lines, unread = frame["line_count"].astype(int), frame["unread_count"].astype(int)
    verified = frame["verified_share"].fillna(0).astype(float) * (lines + unread)
    return share_of_figures(round(verified.sum()), lines.sum(), unread.sum())


def _verified(lines: pd.DataFrame) -> int:
    return int((line_states(lines) == "verified").sum())


def _totals(lines: pd.DataFrame, document: pd.Series) -> dict[str, pd.DataFrame]:
    """The printed totals of the year: for each measure its line, or an empty frame."""
    lines = current(lines, document)
    lines = lines[lines["column_kind"] != "of_which"]
    return {
        "revenue": _first_total(lines, "revenue", ""),
        "expenditure": _first_total(lines, "expenditure", ""),
        "basic": _first_total(lines, "expenditure", "basic"),
        "project": _first_total(lines, "expenditure", "project"),
    }


def _first_total(lines: pd.DataFrame, direction: str, nature: str) -> pd.DataFrame:
    """The line of a total, from the first table that prints it.

    A row of the year itself (本年收入合计) goes before a total that holds what is carried over
    (收入总计); within a row the leftmost column is the widest total. Basic and project expenditure may
    also be rows of a summary, or the only row of a table.
    """
    for kind in kinds_with(totals=direction):
        found = lines[(lines["kind"] == kind) & lines["direction"].isin([direction, ""])]
        found = _of_first_table(found[found["nature"] == nature])
        sums = found[found["row_kind"].isin(["total", "subtotal"])]
        if len(sums):
            of_year = sums["item"].str.contains("本年|当年").astype(bool)
            total = (sums["row_kind"] == "total").astype(bool)
            rank = 2 - 2 * of_year.astype(int) - (total & ~of_year).astype(int)
            return sums.assign(rank=rank).sort_values(["rank", "row", "column"]).head(1).drop(columns="rank")
        single = found[(found["functional_code"] == "") & (found["unit_name"] == "")]
        if nature and len(single) == 1:
            return single
    return lines.head(0)


def _of_first_table(lines: pd.DataFrame) -> pd.DataFrame:
    """Lines of one table: the first that covers all funds, where several tables of a kind are printed."""
    whole = lines[lines["fund"].isin(["all", ""])]
    first = whole if len(whole) else lines
    return lines[lines["table_id"].isin(first["table_id"].head(1))]

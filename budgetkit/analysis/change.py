"""Year on year: how expenditure changed, through which part of it, and on what ground.

A prior year is the printed figure of the prior year's own document. Where that is not loaded, it is backed
out of a change that the prose states, and marked ``derived``. Only years that follow each other are
compared, in one phase and scope.
"""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from budgetkit.analysis.evidence import Doubts, by_document, chosen_documents, join_ids, share, yuan
from budgetkit.analysis.grain import with_grain
from budgetkit.analysis.stated import stated_prior
from budgetkit.analysis.totals import PARTS, Totals, expenditure_totals
from budgetkit.dataset import Dataset

MEASURES = ("expenditure", *PARTS)
_DOCUMENT = ("document_id", "department_name", "scope", "fiscal_year", "phase")
_YEARS = [*_DOCUMENT, "classification_edition", *(f"{name}_yuan" for name in MEASURES), "project_share"]
_YEARS += ["kind", "fund", "coverage", "line_ids", "finding_ids", "worst_severity", "reason"]
_CHANGES = [
    *_DOCUMENT,
    "measure",
    "base_year",
    "base_document_id",
    "prior_yuan",
    "amount_yuan",
    "change_yuan",
]
_CHANGES += ["growth", "contribution", "share_of_change", "basis", "derived", "comparable", "line_ids"]
_CHANGES += ["finding_ids", "worst_severity", "reason"]
_EXECUTED = [*_DOCUMENT, "measure", "budget_document_id", "denominator", "budget_yuan", "executed_yuan"]
_EXECUTED += ["difference_yuan", "completion_rate", "comparable", "line_ids", "finding_ids", "worst_severity"]


class _Year(NamedTuple):
    """One document, read once."""

    entry: pd.Series
    own: Dataset
    totals: Totals | None


def yearly_totals(dataset: Dataset, document: str = "") -> pd.DataFrame:
    """Show the expenditure of each year of a department.

    Parameters
    ----------
    dataset : Dataset
        From ``budgetkit.load``.
    document : str
        One ``document_id``: all years and phases of its department; empty for all departments.

    Returns
    -------
    DataFrame
        One row per document: ``expenditure_yuan``, ``basic_yuan``, ``project_yuan``, ``other_yuan`` (what
        the header prints beside the two), all exact and missing where not told, ``project_share``,
        ``classification_edition``, the table (``kind``, ``fund``), ``coverage`` (rows divided by printed
        total), ``line_ids``, ``finding_ids``, ``worst_severity`` and ``reason``.
    """
    doubts, rows = Doubts(dataset), []
    for year in _years(dataset, document):
        totals = year.totals
        amounts = totals.fen if totals else {}
        line_ids = [line_id for ids in totals.line_ids.values() for line_id in ids] if totals else []
        rows.append({
            **{name: year.entry[name] for name in (*_DOCUMENT, "classification_edition")},
            **{f"{name}_yuan": amounts.get(name) for name in MEASURES},
            "project_share": share(amounts.get("project"), amounts.get("expenditure")),
            "kind": totals.kind if totals else "",
            "fund": totals.fund if totals else "",
            "coverage": totals.coverage if totals else None,
            "line_ids": join_ids(line_ids),
            **doubts.about(line_ids),
            "reason": "" if totals else "no_table",
        })  # fmt: skip
    return with_grain(_exact(pd.DataFrame(rows, columns=_YEARS), ["project_share", "coverage"]), "document")


def year_on_year(dataset: Dataset, document: str = "") -> pd.DataFrame:
    """Compare every document with the year before, in total and by basic and project expenditure.

    Parameters
    ----------
    dataset, document
        As in `yearly_totals`.

    Returns
    -------
    DataFrame
        One row per document and ``measure`` (``expenditure``, ``basic``, ``project``, ``other``):
        ``prior_yuan``, ``amount_yuan``, ``change_yuan`` (exact); ``growth`` (change divided by the prior
        amount, missing from zero); ``contribution`` (change divided by the prior total, so that the parts
        add up to the growth of the total); ``share_of_change`` (of the change of the total); ``basis``
        (``both_printed`` or ``prior_stated``); ``derived`` (the prior year is backed out of the prose);
        ``comparable`` (missing when it cannot be told); evidence, and ``reason`` (``prior_year_not_loaded``,
        ``no_table``, ``not_printed``, ``from_zero``, ``different_table``, ``base_phase_not_named``).

    Notes
    -----
    contribution_i = (x_i,t - x_i,t-1) / X_t-1.
    """
    doubts, rows = Doubts(dataset), []
    for series in _series(_years(dataset, document)):
        for year in series:
            base = next((other for other in series if _precedes(other, year)), None)
            rows += [{**row, **doubts.about(row["line_ids"].split(";"))}
                     for row in _compare(dataset, year, base)]  # fmt: skip
    frame = pd.DataFrame(rows, columns=_CHANGES)
    frame = _exact(frame, ["growth", "contribution", "share_of_change"])
    frame = frame.astype({"derived": "boolean", "comparable": "boolean", "base_year": "Int64"})
    return with_grain(frame, "document and measure")


def execution(dataset: Dataset, document: str = "") -> pd.DataFrame:
    """Compare final accounts with the budget of the same year.

    Returns
    -------
    DataFrame
        One row per final account and ``measure`` for which the budget is loaded: ``denominator`` names what
        the rate is of (``approved`` 年初预算, or ``adjusted`` 调整预算), ``budget_yuan``, ``executed_yuan``,
        ``difference_yuan``, ``completion_rate``, ``comparable`` (both from the same kind of table and fund).
        Over 100 % usually means money that was allocated in the year; without the adjusted budget it is
        no verdict. No rows when no year has both.
    """
    doubts, rows = Doubts(dataset), []
    years = list(_years(dataset, document))
    for final in years:
        if final.entry["phase"] != "executed" or final.totals is None:
            continue
        for budget in years:
            same = series_key(budget.entry)[:2] == series_key(final.entry)[:2] and _year(budget) == _year(
                final
            )
            if same and budget.entry["phase"] in ("approved", "adjusted") and budget.totals is not None:
                rows += [{**row, **doubts.about(row["line_ids"].split(";"))}
                         for row in _completion(final, budget)]  # fmt: skip
    frame = _exact(pd.DataFrame(rows, columns=_EXECUTED), ["completion_rate"])
    return with_grain(frame.astype({"comparable": "boolean"}), "final account, budget and measure")


def series_to_detail(frame: pd.DataFrame, document: str = "") -> str:
    """Choose the document whose department is looked at closely.

    Parameters
    ----------
    frame : DataFrame
        From ``year_on_year(dataset)``.
    document : str
        The reader's choice; it wins.

    Returns
    -------
    str
        The latest document compared with a printed year, else with a stated one, else the first; empty
        when there is none.
    """
    totals = frame[frame["measure"] == "expenditure"]
    for basis in ("both_printed", "prior_stated"):
        found = totals[totals["basis"] == basis]
        if len(found):
            busiest = found["department_name"].map(found["department_name"].value_counts())
            ranked = found.assign(years=busiest).sort_values(
                ["years", "fiscal_year", "document_id"], ascending=[False, False, True], kind="stable"
            )
            return document or ranked["document_id"].iloc[0]
    return document or next(iter(totals["document_id"]), "")


def _years(dataset: Dataset, document: str) -> list[_Year]:
    chosen = chosen_documents(dataset, document)
    keys = {series_key(entry)[:2] for _, entry in chosen.iterrows()}
    pairs = [pair for pair in by_document(dataset) if series_key(pair[0])[:2] in keys]
    return [_Year(entry, own, expenditure_totals(own, entry)) for entry, own in pairs]


def series_key(entry: pd.Series) -> tuple[str, str, str]:
    """What makes a series: the department, its scope, and the phase."""
    entity = entry["entity_id"]
    return (entry["department_name"] if pd.isna(entity) or not entity else entity,
            entry["scope"], entry["phase"])  # fmt: skip


def _year(year: _Year) -> int | None:
    value = year.entry["fiscal_year"]
    return None if pd.isna(value) else int(value)


def _precedes(other: _Year, year: _Year) -> bool:
    return None not in (_year(other), _year(year)) and _year(other) == _year(year) - 1


def _series(years: list[_Year]) -> list[list[_Year]]:
    found: dict[tuple[str, str, str], list[_Year]] = {}
    for year in years:
        found.setdefault(series_key(year.entry), []).append(year)
    return list(found.values())


def _compare(dataset: Dataset, year: _Year, base: _Year | None) -> list[dict]:
    number = _year(year)
    head = {name: year.entry[name] for name in _DOCUMENT}
    head |= {"base_year": None if number is None else number - 1, "base_document_id": "", "line_ids": ""}
    head |= {"basis": "", "derived": None, "comparable": None}
    if year.totals is None:
        return [{**head, "measure": "expenditure", "reason": "no_table"}]
    rows, whole = [], (None, None)
    for measure in MEASURES:
        amount = year.totals.fen.get(measure)
        prior, ground = _prior(dataset, year, base, measure, amount)
        if measure == "other" and not amount and not prior:
            continue
        if not rows:
            whole = (prior, _difference(prior, amount))
        row = {**head, "measure": measure, "amount_yuan": amount, **ground}
        if prior == 0:
            row["reason"] = "from_zero"
        elif amount is None and prior is None:
            row["reason"] = "not_printed"
        rows.append({**row, **_measures(prior, amount, whole)})
    return rows


def _prior(
    dataset: Dataset, year: _Year, base: _Year | None, measure: str, amount: int | None
) -> tuple[int | None, dict]:
    """The amount of the year before, and on what ground it stands beside this year's."""
    line_ids = year.totals.line_ids.get(measure, ())
    if base is not None and base.totals is not None:
        same = (base.totals.kind, base.totals.fund) == (year.totals.kind, year.totals.fund)
        return base.totals.fen.get(measure), {
            "basis": "both_printed",
            "derived": False,
            "comparable": same,
            "base_document_id": base.entry["document_id"],
            "line_ids": join_ids([*base.totals.line_ids.get(measure, ()), *line_ids]),
            "reason": "" if same else "different_table",
        }
    stated = stated_prior(dataset, year.entry, measure, amount)
    ground = {"line_ids": join_ids(line_ids), "reason": "prior_year_not_loaded"}
    if stated is None:
        return None, ground
    reason = "" if stated.phase_named else "base_phase_not_named"
    return stated.fen, ground | {"basis": "prior_stated", "derived": True, "reason": reason}


def _difference(prior: int | None, amount: int | None) -> int | None:
    return None if prior is None or amount is None else amount - prior


def _measures(prior: int | None, amount: int | None, whole: tuple[int | None, int | None]) -> dict:
    change = _difference(prior, amount)
    return {
        "prior_yuan": prior,
        "change_yuan": change,
        "growth": share(change, prior),
        "contribution": share(change, whole[0]),
        "share_of_change": share(change, whole[1]),
    }


def _completion(final: _Year, budget: _Year) -> list[dict]:
    rows = []
    for measure in MEASURES:
        planned, spent = budget.totals.fen.get(measure), final.totals.fen.get(measure)
        if not planned and not spent and measure == "other":
            continue
        line_ids = [*budget.totals.line_ids.get(measure, ()), *final.totals.line_ids.get(measure, ())]
        rows.append({
            **{name: final.entry[name] for name in _DOCUMENT},
            "measure": measure,
            "budget_document_id": budget.entry["document_id"],
            "denominator": budget.entry["phase"],
            "budget_yuan": planned,
            "executed_yuan": spent,
            "difference_yuan": _difference(planned, spent),
            "completion_rate": share(spent, planned),
            "comparable": (budget.totals.kind, budget.totals.fund) == (final.totals.kind, final.totals.fund),
            "line_ids": join_ids(line_ids),
        })  # fmt: skip
    return rows


def _exact(frame: pd.DataFrame, ratios: list[str]) -> pd.DataFrame:
    for name in [column for column in frame if column.endswith("_yuan")]:
        frame[name] = yuan(frame[name], index=frame.index)
    return frame.astype(dict.fromkeys(ratios, "Float64"))

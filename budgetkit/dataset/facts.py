"""Each yuan once: leaf rows and leaf columns of one named table of each document.

The same yuan stands in many tables, and within a table in totals, subtotals and items. A fact is a
printed figure that contains no other chosen figure, taken from one table only (`leaves.py` finds it).
"""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Integral
from typing import get_args

import pandas as pd

from budgetkit.dataset.leaves import leaf_places
from budgetkit.errors import WrongUsage
from budgetkit.rules.kinds import kind_of, kinds_with
from budgetkit.rules.vocabulary import FactMeasure
from budgetkit.schema import columns
from budgetkit.schema.tables import CleanTables

MEASURES = get_args(FactMeasure)
"""What facts are asked for: each is taken from the first of its kinds of tables that a document prints."""
_DIRECTION = {"revenue": "revenue"}
_SCOPES = ("department", "unit")


def read_facts(
    dataset: CleanTables,
    measure: str,
    *,
    fund: str = "",
    scope: str = "",
    fiscal_year: int | None = None,
    document: str = "",
) -> pd.DataFrame:
    """Facts of a dataset; see `Dataset.facts`."""
    _check(measure, fund, scope)
    if fiscal_year is not None and (isinstance(fiscal_year, bool) or not isinstance(fiscal_year, Integral)):
        raise WrongUsage(f"{fiscal_year!r} is no fiscal year", advice="give a number such as 2024")
    documents = _documents(dataset, scope, fiscal_year, document)
    _refuse_mixture(documents)
    by_fund = measure == "expenditure" and fund not in ("", "all")
    kinds = kinds_with(facts_of_fund=fund) if by_fund else kinds_with(facts=measure)
    states = {(row.document_id, row.kind): row.state for row in dataset.tables.itertuples()}
    lines = dataset.lines[dataset.lines["document_id"].isin(documents["document_id"])]
    groups = dict(tuple(lines.groupby("document_id", sort=False)))
    sources: dict[str, str] = {}
    missing: dict[str, str] = {}
    chosen: list[pd.DataFrame] = []
    for own in documents.itertuples():
        group = groups.get(own.document_id, lines.head(0))
        found = _document_facts(group, own, measure, fund, kinds)
        if len(found):
            sources[own.document_id] = found["kind"].iloc[0]
            chosen.append(found)
        else:
            missing[own.document_id] = _reason(own.document_id, kinds, states)
    facts = pd.concat(chosen, ignore_index=True) if chosen else lines.head(0).reset_index(drop=True)
    facts = facts.assign(source_kind=facts["kind"].astype("string"))
    facts.attrs.update(measure=measure, fund=fund or "all", sources=sources, missing=missing)
    return facts


def _check(measure: str, fund: str, scope: str) -> None:
    if measure not in MEASURES:
        raise WrongUsage(f"there is no measure {measure!r}", advice=f"measures are {', '.join(MEASURES)}")
    if scope and scope not in _SCOPES:
        raise WrongUsage(f"there is no scope {scope!r}", advice=f"scopes are {', '.join(_SCOPES)}")
    known = next(column for column in columns("lines") if column.name == "fund")
    if fund and not known.allows(fund):
        raise WrongUsage(f"there is no fund {fund!r}", advice=f"funds are {', '.join(known.allowed)}")


def _documents(dataset: CleanTables, scope: str, fiscal_year: int | None, document: str) -> pd.DataFrame:
    documents = dataset.documents
    if document:
        if document not in set(documents["document_id"]):
            raise WrongUsage(f"there is no document {document!r}", advice="see the frame `documents`")
        documents = documents[documents["document_id"] == document]
    if scope:
        documents = documents[documents["scope"] == scope]
    if fiscal_year is not None:
        documents = documents[(documents["fiscal_year"] == fiscal_year).fillna(False)]
    return documents.sort_values("document_id")


def _refuse_mixture(documents: pd.DataFrame) -> None:
    """Refuse a department beside units that may be its own: their money would count twice."""
    for (year, phase), group in documents.groupby(["fiscal_year", "phase"], dropna=False):
        departments, units = (group[group["scope"] == scope] for scope in _SCOPES)
        for department in departments.itertuples():
            regions = units["region_code"]
            near = units[
                (regions == department.region_code) | (regions == "") | (department.region_code == "")
            ]
            if len(near):
                names = f"{department.document_id} and {near['document_id'].iloc[0]}"
                advice = "choose scope='department' or scope='unit', or one document"
                raise WrongUsage(
                    f"{names} ({year}, {phase or 'phase unknown'}) may hold the same money: "
                    "a department contains its units",
                    advice=advice,
                )


def _document_facts(lines: pd.DataFrame, own, measure: str, fund: str, kinds: Iterable[str]) -> pd.DataFrame:
    """Facts of one document from the first of the kinds that it prints."""
    lines = lines[_same(lines["fiscal_year"], own.fiscal_year) & (lines["phase"] == own.phase)]
    for kind in kinds:
        table = lines[lines["kind"] == kind]
        if measure in _DIRECTION:
            table = table[table["direction"].isin([_DIRECTION[measure], ""])]
        # spending of one fund stands for all of it where that fund pays for everything
        partial = measure == "expenditure" and kind_of(kind).fund != "all"
        if len(table) and (not partial or fund or _is_whole(table, lines)):
            # A second table of the kind repeats the first for another unit or fund: one table is one source.
            wanted = _of_fund(table, fund or "all")
            chosen = (wanted if len(wanted) else table)["table_id"].iloc[0]
            table = table[table["table_id"] == chosen]
            facts = table.iloc[leaf_places(table, measure)]
            return facts if fund in ("", "all") else _of_fund(facts, fund)
    return lines.head(0)


def _of_fund(lines: pd.DataFrame, fund: str) -> pd.DataFrame:
    return lines[(lines["fund"] == fund) | lines["fund"].str.startswith(fund + "/")]


def _is_whole(table: pd.DataFrame, lines: pd.DataFrame) -> bool:
    """Tell whether the general public budget pays for everything: its total is the summary's total."""
    summaries = kinds_with(two_sided=True, fund="all")
    summary = lines[lines["kind"].isin(summaries) & (lines["direction"] == "expenditure")]
    totals = set(summary.loc[summary["row_kind"] == "total", "amount_yuan"])
    facts = table[table["table_id"] == table["table_id"].iloc[0]]
    return facts.iloc[leaf_places(facts, "expenditure")]["amount_yuan"].sum() in totals


def _same(years: pd.Series, year) -> pd.Series:
    return years.isna() if pd.isna(year) else (years == year).fillna(False)


def _reason(document_id: str, kinds: Iterable[str], states: dict[tuple[str, str], str]) -> str:
    known = {kind: states.get((document_id, kind), "not found") for kind in kinds}
    said = [
        f"{kind}: {'printed, but not with such a figure' if state == 'present' else state}"
        for kind, state in known.items()
    ]
    return "; ".join(said) or "no table of expenditure prints this fund by itself"

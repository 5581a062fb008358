"""Changes that the prose states, with the prior year backed out, beside the prior year as printed.

A prior year is backed out only against the base that the sentence names, and is always ``derived``.
"""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from budgetkit.amounts import FEN_PER_UNIT
from budgetkit.analysis.evidence import by_document, chosen_documents, fen, yuan
from budgetkit.analysis.grain import with_grain
from budgetkit.analysis.totals import expenditure_totals
from budgetkit.dataset import Dataset
from budgetkit.statements import OTHER_AMOUNT

_SUBJECTS = {
    "expenditure": ("expenditure_total", "total_uses"),
    "basic": ("basic_expenditure", "expenditure_total/basic_expenditure"),
    "project": ("project_expenditure", "expenditure_total/project_expenditure"),
}
"""Whose stated change may stand for a measure, the widest first; only where it states this very amount."""

_NO_AMOUNT = ("year_on_year_change", "year_on_year_rate", "share", OTHER_AMOUNT)
_DOCUMENT = ("document_id", "department_name", "scope", "fiscal_year", "phase")
_ROW = [
    *_DOCUMENT,
    "section",
    "subject",
    "base_year",
    "base_phase",
    "amount_yuan",
    "change_yuan",
    "stated_rate",
]
_ROW += ["prior_yuan", "derived", "printed_prior_yuan", "agrees", "statement_id", "page"]


class StatedPrior(NamedTuple):
    """A prior year in fen that a sentence gives away, and whether it names the phase of its base."""

    fen: int
    phase_named: bool


def stated_changes(dataset: Dataset, document: str = "") -> pd.DataFrame:
    """List the changes of amounts that the prose states.

    Parameters
    ----------
    dataset : Dataset
        From ``budgetkit.load``.
    document : str
        One ``document_id``; empty for all.

    Returns
    -------
    DataFrame
        One row per stated change: ``section``, ``subject``, ``base_year`` and ``base_phase`` (as the
        sentence names them), ``amount_yuan`` (this year as stated), ``change_yuan``, ``stated_rate``
        (0.1 for 10 %), ``prior_yuan`` (backed out, ``derived``), ``printed_prior_yuan`` (as the prior
        year's own document prints it, missing when not loaded) and ``agrees`` (within the printed
        decimals; missing when there is nothing to compare with), ``statement_id``, ``page``.
    """
    chosen = chosen_documents(dataset, document)
    statements = dataset.statements
    rows: list[dict] = []
    priors = _PriorYears(dataset)
    for _, entry in chosen.iterrows():
        own = statements[statements["document_id"] == entry["document_id"]]
        changes = own[(own["metric"] == "year_on_year_change") & own["unit"].isin(FEN_PER_UNIT)]
        for change in changes.itertuples():
            about = own[(own["subject"] == change.subject) & (own["section"] == change.section)]
            near = about[(about["quote"] == change.quote) | ~about["metric"].isin(_NO_AMOUNT)]
            amounts = near[~near["metric"].isin(_NO_AMOUNT) & near["unit"].isin(FEN_PER_UNIT)]
            derived = _first(amounts[amounts["derived"] & (amounts["quote"] == change.quote)])
            now = _first(amounts[~amounts["derived"] & (amounts["fiscal_year"] == entry["fiscal_year"])])
            rate = _first(about[(about["metric"] == "year_on_year_rate")])
            printed = priors.of(entry, change.subject, change.base_year, change.base_phase)
            backed = None if derived is None else _fen(derived)
            width = _half_digit(change) + (_half_digit(now) if now is not None else 0)
            rows.append({
                **{name: entry[name] for name in _DOCUMENT},
                **{name: getattr(change, name) for name in
                   ("section", "subject", "base_year", "base_phase", "statement_id", "page")},
                "amount_yuan": None if now is None else _fen(now),
                "change_yuan": _fen(change),
                "stated_rate": None if rate is None else float(rate.value) / 100,
                "prior_yuan": backed,
                "derived": True if backed is not None else None,
                "printed_prior_yuan": printed[0],
                "agrees": _agrees(backed, printed, width),
            })  # fmt: skip
    frame = pd.DataFrame(rows, columns=_ROW)
    for name in [column for column in frame if column.endswith("_yuan")]:
        frame[name] = yuan(frame[name], index=frame.index)
    types = {"stated_rate": "Float64", "derived": "boolean", "agrees": "boolean", "base_year": "Int64"}
    return with_grain(frame.astype(types), "stated change")


def stated_prior(dataset: Dataset, entry: pd.Series, measure: str, amount: int | None) -> StatedPrior | None:
    """Prior year of a measure as far as the document's own prose gives it away.

    Parameters
    ----------
    dataset : Dataset
        Holds the statements.
    entry : Series
        Row of ``documents``.
    measure : str
        ``expenditure``, ``basic`` or ``project``.
    amount : int or None
        This year's printed amount in fen: a statement about any other amount is not about the measure.
    """
    if amount is None or pd.isna(entry["fiscal_year"]):
        return None
    own = dataset.statements
    own = own[(own["document_id"] == entry["document_id"]) & own["unit"].isin(FEN_PER_UNIT)]
    for subject in _SUBJECTS.get(measure, ()):
        about = own[(own["subject"] == subject) & ~own["metric"].isin(_NO_AMOUNT)]
        now = [
            line
            for line in about.itertuples()
            if not line.derived and line.fiscal_year == entry["fiscal_year"]
        ]
        if not any(abs(_fen(line) - amount) <= _half_digit(line) for line in now):
            continue
        prior = about[about["derived"] & (about["fiscal_year"] == entry["fiscal_year"] - 1)]
        found = _first(prior)
        if found is not None:
            return StatedPrior(_fen(found), found.phase == entry["phase"])
    return None


class _PriorYears:
    """Figures of the years before, of the same department, scope and phase, as their documents print them."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._tables: dict[str, dict[str, int]] = {}

    def of(self, entry: pd.Series, subject: str, year, phase) -> tuple[int | None, int]:
        """Amount in fen and half of its last printed digit; ``None`` when the year does not print it."""
        if pd.isna(year):
            return None, 0
        document = self._document(entry, year, entry["phase"] if pd.isna(phase) or not phase else phase)
        own = self._dataset.statements
        own = own[(own["document_id"] == document) & (own["subject"] == subject) & ~own["derived"]]
        own = own[~own["metric"].isin(_NO_AMOUNT) & own["unit"].isin(FEN_PER_UNIT)]
        told = _first(own[own["fiscal_year"] == year])
        if told is not None:
            return _fen(told), _half_digit(told)
        return (self._of_table(document).get(subject.rpartition("/")[2]), 0) if document else (None, 0)

    def _document(self, entry: pd.Series, year: int, phase: str) -> str:
        documents = self._dataset.documents
        entity = "department_name" if pd.isna(entry["entity_id"]) or not entry["entity_id"] else "entity_id"
        same = (documents[entity] == entry[entity]) & (documents["scope"] == entry["scope"])
        same &= (documents["fiscal_year"] == year) & (documents["phase"] == phase)
        return next(iter(documents.loc[same.fillna(False).astype(bool), "document_id"]), "")

    def _of_table(self, document: str) -> dict[str, int]:
        """Totals and functional items of a document by the subject that names them."""
        if document not in self._tables:
            entry, own = next(by_document(self._dataset, document))
            totals = expenditure_totals(own, entry)
            known = totals.fen if totals else {}
            named = {subject: known[measure] for measure, subjects in _SUBJECTS.items() if measure in known
                     for subject in subjects[:2]}  # fmt: skip
            facts = own.facts("expenditure", fund="general_public_budget")
            items = (
                fen(facts["amount_yuan"]).groupby([facts["functional_name"], facts["functional_code"]]).sum()
            )
            names = items.index.get_level_values(0)
            alone = items[~names.duplicated(keep=False) & (names != "")].droplevel(1)
            self._tables[document] = {name: int(amount) for name, amount in alone.items()} | named
        return self._tables[document]


def _agrees(backed: int | None, printed: tuple[int | None, int], width: int) -> bool | None:
    if backed is None or printed[0] is None:
        return None
    return abs(backed - printed[0]) <= width + printed[1]


def _first(frame: pd.DataFrame):
    return next(frame.head(1).itertuples(), None)


def _fen(statement) -> int:
    return int(statement.value * FEN_PER_UNIT[statement.unit])


def _half_digit(statement) -> int:
    decimals = 0 if pd.isna(statement.decimals) else int(statement.decimals)
    return FEN_PER_UNIT[statement.unit] // 10**decimals // 2

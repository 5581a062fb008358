"""The measures of the panel, each from one named table of a document, with the lines it was read from."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from budgetkit.amounts import FEN_PER_UNIT
from budgetkit.dataset.facts import read_facts
from budgetkit.rules.kinds import kinds_with
from budgetkit.schema.tables import CleanTables

# Measure of the panel to the measure of `facts` that it is read from.
_FROM = {
    "revenue": "revenue",
    "expenditure": "expenditure",
    "basic": "expenditure",
    "personnel": "basic_expenditure",
    "operating": "basic_expenditure",
    "project": "expenditure",
    "three_public": "three_public",
    "overseas_travel": "three_public",
    "official_vehicles": "three_public",
    "vehicle_purchase": "three_public",
    "vehicle_operation": "three_public",
    "official_hospitality": "three_public",
}
AGENCY = "agency_operating_costs"
PANEL_MEASURES = (*_FROM, AGENCY)

# Part of expenditure by economic class where the table does not print it; 财预〔2017〕98号.
_BY_CLASS = {
    **dict.fromkeys(("301", "303"), "personnel"),
    **dict.fromkeys(("302", "307", "310", "399"), "operating"),
}
_EXPENSES = (
    ("vehicle_purchase", ("购置",)),
    ("vehicle_operation", ("运行",)),
    ("overseas_travel", ("出国", "出境")),
    ("official_hospitality", ("接待",)),
)

# Metric of a statement to the measure that it states; totals with money carried over are none of them.
STATED = {
    "revenue_total": "revenue",
    "expenditure_total": "expenditure",
    "basic_expenditure": "basic",
    "project_expenditure": "project",
    "three_public": "three_public",
    "overseas_official_travel": "overseas_travel",
    "official_vehicles": "official_vehicles",
    "official_vehicle_purchase": "vehicle_purchase",
    "official_vehicle_operation": "vehicle_operation",
    "official_hospitality": "official_hospitality",
    AGENCY: AGENCY,
}


class Value(NamedTuple):
    """A measure of one document, year and phase.

    ``amount`` is exact yuan, ``None`` for a gap, which has a ``reason``. ``step`` is how far rounding alone
    may move the amount. ``own`` tells that the document is of this very year and phase.
    """

    amount: Decimal | None
    line_ids: tuple[str, ...] = ()
    reason: str = ""
    document_id: str = ""
    own: bool = False
    step: Decimal = Decimal(0)
    derived: bool = False
    quote: str = ""


def printed_values(one: CleanTables) -> dict[str, Value]:
    """Every measure of a dataset of one document, of the year and phase in its row of ``documents``."""
    document = one.documents.iloc[0]
    facts = {name: read_facts(one, name) for name in dict.fromkeys(_FROM.values())}
    values = {}
    for measure, source in _FROM.items():
        lines = facts[source]
        if lines.empty and source == "three_public" and _stands_empty(one, source):
            # a table that is printed empty with a note says zero, in every one of its cells
            values[measure] = Value(Decimal("0.00"), reason="the table is printed empty, with a note")
        elif lines.empty:
            reason = lines.attrs["missing"].get(document["document_id"], "not printed")
            values[measure] = Value(None, reason=f"no figure in the tables ({reason})")
        else:
            values[measure] = _value(lines, measure)
    values[AGENCY] = _agency(one)
    return values


def _stands_empty(one: CleanTables, source: str) -> bool:
    states = set(one.tables.loc[one.tables["kind"].isin(kinds_with(facts=source)), "state"])
    return states == {"empty_with_note"}


def stated_value(statement: tuple) -> Value:
    """The amount that a sentence states; the id of the statement stands for its lines."""
    factor = Decimal(FEN_PER_UNIT[statement.unit]).scaleb(-2)
    return Value(
        (Decimal(statement.value) * factor).quantize(Decimal("0.01")),
        (statement.statement_id,),
        document_id=statement.document_id,
        step=factor.scaleb(-int(statement.decimals)) / 2,
        derived=bool(statement.derived),
        quote=statement.quote,
    )


def is_money(statement: tuple) -> bool:
    """Whether a sentence states an amount of money of a measure as a whole."""
    whole = statement.subject.rpartition("/")[2] in ("", statement.metric)
    return (
        statement.metric in STATED
        and whole
        and not pd.isna(statement.value)
        and not pd.isna(statement.decimals)
        and statement.unit in FEN_PER_UNIT
    )


def _value(facts: pd.DataFrame, measure: str) -> Value:
    kind = facts["kind"].iloc[0]
    if measure in ("revenue", "expenditure", "three_public"):
        return _sum(facts)
    if measure in ("basic", "project"):
        parts = facts["nature"].str.partition("/")[0]
        known = parts != ""
    elif measure in ("personnel", "operating"):
        second = [(nature.split("/") + [""])[1] for nature in facts["nature"]]
        parts = pd.Series(second, index=facts.index, dtype="string")
        code = facts["department_economic_code"].str[:3].map(_BY_CLASS).fillna("")
        plain = facts["nature"].isin(["", "basic"])
        parts = parts.mask(plain, code)
        known = parts.isin(["personnel", "operating"]) | (plain & (facts["department_economic_code"] != ""))
    else:
        parts = _expenses(facts)
        if measure == "official_vehicles":
            parts = parts.replace(["vehicle_purchase", "vehicle_operation"], measure)
        elif measure.startswith("vehicle") and (parts == "official_vehicles").any():
            return Value(None, reason=f"{kind} does not divide vehicles into purchase and operation")
        known = parts != ""
    chosen = facts[(parts == measure).to_numpy()]
    if not known.all():
        return Value(None, reason=f"{kind} does not break all of its figures down")
    if chosen.empty:
        return Value(None, reason=f"blank or not printed in {kind}")
    return _sum(chosen)


def _expenses(facts: pd.DataFrame) -> pd.Series:
    """Which of the three public expenses a figure is: by its row, else by the inner part of its column."""
    labels = facts["item"] + " / " + facts["column_label"]
    found = []
    for label in labels:
        name = ""
        for text in [label.split(" / ")[0], *reversed(label.split(" / ")[1:])]:
            # 机关运行经费, which some tables print beside the three, is none of them.
            text = text.replace("机关运行", "")
            hits = [measure for measure, words in _EXPENSES if any(word in text for word in words)]
            if hits or "公务用车" in text:
                name = hits[0] if len(hits) == 1 else "official_vehicles"
                break
        found.append(name)
    return pd.Series(found, index=facts.index, dtype="string")


def _agency(one: CleanTables) -> Value:
    """From a table of its own, else from the one sentence that states it."""
    document = one.documents.iloc[0]
    facts = read_facts(one, AGENCY)
    if len(facts):
        return _sum(facts)
    stated = [
        stated_value(row)
        for row in one.statements.itertuples(index=False)
        if row.metric == AGENCY and not row.derived and is_money(row) and _is_of(row, document)
    ]
    if not stated:
        return Value(None, reason="neither a table nor a sentence states it")
    if len({value.amount for value in stated}) > 1:
        return Value(None, reason="sentences of the document state different amounts")
    return stated[0]


def _is_of(statement: tuple, document: pd.Series) -> bool:
    year = statement.fiscal_year
    return not pd.isna(year) and year == document["fiscal_year"] and statement.phase == document["phase"]


def _sum(lines: pd.DataFrame) -> Value:
    steps = (
        Decimal(FEN_PER_UNIT.get(unit, 0)).scaleb(-2 - int(decimals))
        for unit, decimals in zip(lines["printed_unit"], lines["decimals"], strict=True)
    )
    return Value(
        sum(lines["amount_yuan"], Decimal(0)), tuple(lines["line_id"]), step=sum(steps, Decimal(0)) / 2
    )

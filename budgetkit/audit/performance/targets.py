"""Targets by themselves: blanks, words for rates, costs against the budget, bounds against their sense."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from operator import itemgetter

from budgetkit.amounts import FEN_PER_UNIT
from budgetkit.audit.case import Case, listed, money, quoted
from budgetkit.audit.performance.goals import name_of, owned_indicators, pattern, read_goals, row_of
from budgetkit.records import Finding, grouped

_UP, _DOWN = ("at_least", "more_than"), ("at_most", "less_than")


def find_blank_targets(case: Case) -> Iterator[Finding]:
    """Indicators without a target, one finding a form; labels without an indicator, one a document."""
    yield from _by_form(case, "targets-blank", lambda row: row["value_type"] == "blank" and name_of(row))
    bare = [row_of(row) for row in case.indicators if row["value_type"] == "blank" and not name_of(row)]
    if bare:
        yield case.tell("indicator-rows-blank", bare, count=len(bare))


def find_rates_in_words(case: Case) -> Iterator[Finding]:
    """Rates whose target is a word."""
    return _by_form(
        case,
        "rate-answered-with-word",
        lambda row: row["value_type"] == "qualitative" and pattern("rate").search(name_of(row)),
    )


def find_targets_before_the_year(case: Case) -> Iterator[Finding]:
    """Targets that are dates of a year before the document's own."""

    def is_before(row: Mapping) -> bool:
        years = [int(year) for year in re.findall(r"20\d\d", row["printed"])]
        return row["value_type"] == "date" and bool(years) and max(years) < (case.fiscal_year or 0)

    return _by_form(case, "target-before-the-year", is_before, expected=case.fiscal_year)


def find_targets_against_sense(case: Case) -> Iterator[Finding]:
    """Rates over 100 % that cannot be, and bounds on the wrong side."""
    for row in case.indicators:
        name, value = name_of(row), Decimal(row["value"]) if row["value"] is not None else None
        if value is None:
            continue
        words = {"indicator": row["level3"], "printed": row["printed"]}
        place = row_of(row)
        thrift = pattern("thrift").search(name)
        too_much = row["unit"] == "%" and value > 100 and pattern("bounded_rate").search(name)
        upside_down = row["comparator"] in _UP and pattern("bad").search(name) and not thrift and value
        capped = row["comparator"] in _DOWN and row["unit"] == "%" and not thrift
        if too_much:
            yield case.tell("rate-impossible", [place], **words)
        elif upside_down or (capped and pattern("good").search(name)):
            yield case.tell("comparator-against-sense", [place], **words)


def find_costs_unlike_budget(case: Case) -> Iterator[Finding]:
    """Bounds on the cost of a project that are looser than its budget, or below it."""
    owned = owned_indicators(case)
    for project in case.linking.projects:
        budget = project.first.amount
        costs = [row for row in owned.get(project.project_id, []) if _is_cost(row)]
        for row in costs if budget else ():
            # the bound may be rounded to its last printed digit, as any figure may
            value, factor = Decimal(row["value"]), FEN_PER_UNIT[row["unit"]]
            bound, step = value * factor, factor * Decimal(10) ** min(0, int(value.as_tuple().exponent))
            near = abs(bound - budget.fen) * 2 <= budget.step_fen + (step if row["comparator"] == "" else 0)
            if near or (bound > budget.fen and row["comparator"] not in _DOWN):
                continue
            looser = bound > budget.fen
            if not looser and not pattern("whole_cost").search(name_of(row)):
                continue
            words = {"indicator": row["level3"], "printed": row["printed"], "name": project.first.name}
            words |= {"expected": money(budget.fen, budget.line), "unit": budget.line.printed_unit}
            identity = "cost-target-looser" if looser else "cost-target-below-budget"
            yield case.tell(identity, [row_of(row), project.first.place], **words)


def _is_cost(row: Mapping) -> bool:
    said = "".join(row[level] for level in ("level1", "level2", "level3"))
    return row["value"] is not None and row["unit"] in FEN_PER_UNIT and "成本" in said and "节约" not in said


def find_doubled_words(case: Case) -> Iterator[Finding]:
    """Fragments printed twice in a row in goals, indicators and targets."""
    texts = [(goal.place, goal.text) for goal in read_goals(case)]
    texts += [(row_of(row), row[level]) for row in case.indicators for level in ("level3", "printed")]
    told = set()
    for place, text in texts:
        text = text.replace("\n", "")
        for one in pattern("doubled").finditer(text):
            around = text[max(0, one.start() - 4) : one.end() + 4]
            if (place, one[0]) in told or pattern("not_doubled").search(around):
                continue
            told.add((place, one[0]))
            yield case.tell("words-doubled", [place], printed=one[0])


def _by_form(
    case: Case, identity: str, test: Callable[[Mapping], object], **words: object
) -> Iterator[Finding]:
    """One finding a form for the indicators that a test picks."""
    for rows in grouped(filter(test, case.indicators), itemgetter("table_id")).values():
        places = [row_of(row) for row in rows]
        names = listed(quoted(row["level3"] for row in rows))
        yield case.tell(identity, places, count=len(rows), names=names, **words)

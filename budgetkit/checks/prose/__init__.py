"""The one evaluator of what the prose states: against the lines of the tables, and against itself.

A stated figure is an interval of half its last printed digit. It is never judged where nothing compares
with it, and never called an error where the tables print several figures that it may mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from budgetkit.checks.lookup import Index
from budgetkit.checks.prose.check import ProseCheck
from budgetkit.checks.prose.claims import find_claims
from budgetkit.checks.prose.context import Candidate, Context
from budgetkit.checks.prose.relations import find_rates, find_repeated, find_sides
from budgetkit.checks.prose.shares import find_execution, find_shares
from budgetkit.checks.prose.sums import find_sums
from budgetkit.checks.quantities import mismatch, of_statement
from budgetkit.records import Line

__all__ = ["ProseCheck", "evaluate_prose", "statement_states"]


def evaluate_prose(
    statements: Sequence[Mapping], lines: Iterable[Line], empty_kinds: Iterable[str] = ()
) -> list[ProseCheck]:
    """Try every rule of the prose on the statements of one document.

    Parameters
    ----------
    statements : sequence of mapping
        Records of ``read_statements``, in reading order.
    lines : iterable of Line
        Lines of the same document, years and phases filled in.
    empty_kinds : iterable of str
        Kinds of tables that are there and hold nothing.

    Returns
    -------
    list of ProseCheck
        Stated amounts first; ``not_assessable`` ones included, which are no pass.
    """
    if not statements:
        return []
    context = Context(statements, Index(lines, {}))
    found = [said for place in range(len(statements)) for said in _figure(context, place)]
    for find in (find_shares, find_execution, find_rates, find_sides, find_sums, find_repeated):
        found += find(context)
    found += find_claims(context, set(empty_kinds))
    return found


def statement_states(
    statements: Sequence[Mapping], lines: Iterable[Line], empty_kinds: Iterable[str] = ()
) -> list[str]:
    """What became of each statement: unknown is not a pass.

    Parameters
    ----------
    statements, lines, empty_kinds
        As for `evaluate_prose`.

    Returns
    -------
    list of str
        One for each statement: ``verified`` (a rule that contains it holds and none blames it), ``failing``,
        ``uncovered`` (a figure that no rule could judge), or empty where the statement has no figure of
        its own (a reason, a name, an earlier year that was backed out).
    """
    said = evaluate_prose(statements, lines, empty_kinds)
    held = {place for one in said if one.state == "holds" for place in one.places}
    blamed = {one.places[0] for one in said if one.state == "fails" and one.places}
    return [
        ""
        if one["derived"] or one["value"] in (None, "")
        else "failing"
        if place in blamed
        else "verified"
        if place in held
        else "uncovered"
        for place, one in enumerate(statements)
    ]


def _figure(context: Context, place: int) -> Iterable[ProseCheck]:
    one = context.statements[place]
    figure = context.rules.figures.get(one["metric"])
    if figure is None or not context.is_money(place):
        return
    state, nearest = context.settle(place)
    told = one["derived"] or one["fiscal_year"] is None or context.told_this_year(place)
    if nearest is None and not told:
        nearest = _other_year(context, place)
        state = "fails" if nearest else state
    if state != "fails" or nearest is None:
        if not one["derived"]:
            lines = nearest.lines if nearest else ()
            yield ProseCheck(figure.id, "figure", state, (place,), lines)
        return
    if one["derived"]:
        yield _prior(context, place, figure.id, nearest)
        return
    stated = of_statement(one)
    form = mismatch(stated, nearest.quantity)
    sure = context.only_figure(place) and not any(line.failures for line in nearest.lines)
    less = all(stated.value < each.quantity.value for each in context.candidates(place))
    wrong_year = _other_year(context, place)
    if wrong_year is not None:
        form, nearest = "year", wrong_year
    elif figure.at_most and less:
        yield ProseCheck(figure.id, "figure", "holds", (place,), nearest.lines)
        return
    elif form not in ("unit-slip", "truncated") and figure.perhaps and not context.named(place):
        form = "scope" if less else "unsure"
    elif form not in ("unit-slip", "truncated") and not sure:
        form = "unsure"
    yield ProseCheck(
        figure.id,
        f"figure-{form}",
        "fails",
        (place,),
        nearest.lines,
        stated.value,
        nearest.quantity.value,
        stated.half + nearest.quantity.half,
    )


def _other_year(context: Context, place: int) -> Candidate | None:
    """The figure of another year of the same tables that a stated amount equals instead."""
    one = context.statements[place]
    for year, phase in context.periods:
        if year in (None, one["fiscal_year"]) or not of_statement(one).value:
            continue
        other = dict(one) | {"fiscal_year": year, "phase": phase}
        for candidate in context.tables_say(one["metric"], place, other):
            if abs(candidate.quantity.value - of_statement(one).value) <= of_statement(one).half:
                return candidate
    return None


def _prior(context: Context, place: int, rule: str, nearest: Candidate) -> ProseCheck:
    """A backed-out figure of the earlier year against the earlier year that the tables print."""
    stated = of_statement(context.statements[place])
    return ProseCheck(
        rule,
        "prior",
        "fails",
        (place - 1, place),
        nearest.lines,
        stated.value,
        nearest.quantity.value,
        stated.half + nearest.quantity.half,
    )

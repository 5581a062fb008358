"""Amounts that the prose states against those that the tables print."""

from __future__ import annotations

from collections.abc import Iterator

from budgetkit.checks.prose.check import ProseCheck
from budgetkit.checks.prose.context import Candidate, Context
from budgetkit.checks.quantities import mismatch
from budgetkit.rules.declared.prose import StatedFigure


def find_figures(context: Context) -> Iterator[ProseCheck]:
    """Stated amounts, and earlier ones backed out from a stated change, against the tables."""
    for place, one in enumerate(context.statements):
        figure = context.rules.figures.get(one["metric"])
        if figure is not None and context.is_money(place):
            check = _check_prior if one["derived"] else _check_stated
            yield from check(context, place, figure)


def _check_prior(context: Context, place: int, figure: StatedFigure) -> Iterator[ProseCheck]:
    """A backed-out figure of the earlier year against the earlier year that the tables print."""
    state, nearest = context.settle(place)
    if state == "fails":
        yield _failed(context, place, figure, "prior", nearest, (place - 1, place))


def _check_stated(context: Context, place: int, figure: StatedFigure) -> Iterator[ProseCheck]:
    state, nearest = context.settle(place)
    told = context.statements[place]["fiscal_year"] is None or context.told_this_year(place)
    wrong_year = None
    if state == "fails" or (nearest is None and not told):
        wrong_year = _other_year(context, place)
    if wrong_year is not None:
        yield _failed(context, place, figure, "figure-year", wrong_year, (place,))
        return
    value = context.quantity(place).value
    less = all(value < each.quantity.value for each in context.candidates(place))
    if state == "fails" and not (figure.at_most and less):
        form = _form(context, place, figure, nearest, less)
        yield _failed(context, place, figure, f"figure-{form}", nearest, (place,))
        return
    state = "holds" if state == "fails" else state
    yield ProseCheck(figure.id, "figure", state, (place,), nearest.lines if nearest else ())


def _form(context: Context, place: int, figure: StatedFigure, nearest: Candidate, less: bool) -> str:
    """What a mismatch looks like; ``unsure`` where the figure may mean something else."""
    form = mismatch(context.quantity(place), nearest.quantity)
    if form in ("unit-slip", "truncated"):
        return form
    if figure.perhaps and not context.named(place):
        return "scope" if less else "unsure"
    sure = context.only_figure(place) and not any(line.failures for line in nearest.lines)
    return form if sure else "unsure"


def _failed(
    context: Context, place: int, figure: StatedFigure, form: str, nearest: Candidate, places: tuple[int, ...]
) -> ProseCheck:
    stated, printed = context.quantity(place), nearest.quantity
    return ProseCheck(
        figure.id,
        form,
        "fails",
        places,
        nearest.lines,
        stated.value,
        printed.value,
        stated.half + printed.half,
    )


def _other_year(context: Context, place: int) -> Candidate | None:
    """The figure of another year of the same tables that a stated amount equals instead."""
    one, stated = context.statements[place], context.quantity(place)
    for year, phase in context.printed.periods:
        if year in (None, one["fiscal_year"]) or not stated.value:
            continue
        for candidate in context.tables_say(one["metric"], place, fiscal_year=year, phase=phase):
            if abs(candidate.quantity.value - stated.value) <= stated.half:
                return candidate
    return None

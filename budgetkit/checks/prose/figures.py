"""Amounts that the prose states: against the tables, or stated twice where these do not tell."""

from __future__ import annotations

from collections.abc import Iterator

from budgetkit.checks.prose.context import Candidate, Context, ProseCheck
from budgetkit.checks.quantities import agree, mismatch
from budgetkit.rules.declared.prose import StatedFigure

_MANY = ("performance_amount", "performance_project_count")  # of several works on performance
_OF_A_FUND = ("opening_carryover", "closing_carryover", "current_year_revenue", "current_year_expenditure")
"""Every fund has its own: stated in two sections they are two figures."""
_DATED = ("metric", "subject", "fiscal_year", "base_year", "base_phase", "phase")


def find_figures(context: Context) -> Iterator[ProseCheck]:
    """Stated amounts, and earlier ones backed out from a stated change, against the tables."""
    for place, one in enumerate(context.statements):
        figure = context.rules.figures.get(one["metric"])
        if figure is None or not context.is_money(place):
            continue
        state, nearest = context.settle(place)
        if not one["derived"]:
            yield _check_stated(context, place, figure, state, nearest)
        elif state == "fails":
            yield _failed(context, place, figure, "prior", nearest, (place - 1, place))


def _check_stated(
    context: Context, place: int, figure: StatedFigure, state: str, nearest: Candidate | None
) -> ProseCheck:
    told = context.statements[place]["fiscal_year"] is None or context.told_this_year(place)
    perhaps = state == "fails" or (nearest is None and not told)
    wrong_year = _other_year(context, place) if perhaps else None
    if wrong_year is not None:
        return _failed(context, place, figure, "figure-year", wrong_year, (place,))
    value = context.quantity(place).value
    less = all(value < each.quantity.value for each in context.candidates(place))
    if state == "fails" and not (figure.at_most and less):
        form = _form(context, place, figure, nearest, less)
        return _failed(context, place, figure, f"figure-{form}", nearest, (place,))
    state = "holds" if state == "fails" else state
    return ProseCheck(figure.id, "figure", state, (place,), nearest.lines if nearest else ())


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
    return ProseCheck.compared(figure.id, form, False, places, stated, printed, lines=nearest.lines)


def _other_year(context: Context, place: int) -> Candidate | None:
    """The figure of another year of the same tables that a stated amount equals instead."""
    one, stated = context.statements[place], context.quantity(place)
    years = [each for each in context.printed.periods if each[0] not in (None, one["fiscal_year"])]
    for year, phase in years if stated.value else ():
        for candidate in context.tables_say(one["metric"], place, fiscal_year=year, phase=phase):
            if abs(candidate.quantity.value - stated.value) <= stated.half:
                return candidate
    return None


def find_repeated(context: Context) -> Iterator[ProseCheck]:
    """Every later statement of a figure against the first one."""
    stated: dict[tuple, int] = {}
    for place in range(len(context.statements)):
        key = _thing(context, place)
        if key is None or (first := stated.setdefault(key, place)) == place:
            continue
        a, b = context.quantity(first), context.quantity(place)
        same = agree(a, b) or _of_a_narrower_whole(context, place)
        form = "unit-twice" if mismatch(b, a) == "unit-slip" else "twice"
        yield ProseCheck.compared("text-twice", form, same, (place, first), b, a)


def _thing(context: Context, place: int) -> tuple | None:
    """What a statement is a figure of; ``None`` where the tables tell, or where there may be several."""
    one = context.statements[place]
    change = one["metric"] == "year_on_year_change"
    untold = context.is_level(place) and place not in context.matched and context.is_money(place)
    if one["derived"] or not (change or untold):
        return None
    head, name = one["subject"].partition("/")[0], one["metric"]
    if change:
        name = one["subject"].rpartition("/")[2]
    if name in _MANY or (name.isascii() and name not in context.rules.figures):
        return None
    section = one["section"] if name in _OF_A_FUND or head in _OF_A_FUND else None
    return (*(one[field] for field in _DATED), context.scope(place), section)


def _of_a_narrower_whole(context: Context, place: int) -> bool:
    """Whether the figure was stated before as a part of something narrower (财政拨款支出…其中：基本支出)."""
    one = context.statements[place]
    leaf = one["subject"].rpartition("/")[2]
    return any(
        other["subject"] != one["subject"]
        and other["subject"].endswith(f"/{leaf}")
        and context.scope(before) != "all"
        and agree(context.quantity(before), context.quantity(place))
        for before, other in enumerate(context.statements[:place])
        if context.is_level(before) and other["metric"] == one["metric"]
    )

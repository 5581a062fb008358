"""Changes against the year before: amount, percent and direction agree; both sides change alike."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from budgetkit.checks.prose.context import Context, ProseCheck
from budgetkit.checks.quantities import Bounds, Quantity, agree, growth, miss, within_any

_AMOUNT_OF = {"year_on_year_rate": "year_on_year_change", "change_rate_from_budget": "change_from_budget"}
_LIKE_FOR_LIKE = re.compile("同口径|可比|剔除|扣除")
_BASE = ("subject", "fiscal_year", "base_year", "base_phase")
_OF_LEVEL = ("subject", "fiscal_year", "phase", "section")
"""In what a change is like the figure that changed."""
_FARTHEST = 8
"""Statements between a change and its rate, the rate included."""


def find_rates(context: Context) -> Iterator[ProseCheck]:
    """A stated percentage of change against the stated amount of change."""
    for place, one in enumerate(context.statements):
        if one["metric"] in _AMOUNT_OF:
            yield from _check_rate(context, place)


def _check_rate(context: Context, place: int) -> Iterator[ProseCheck]:
    one = context.statements[place]
    change = _change_of(context, place)
    if change is None or _LIKE_FOR_LIKE.search(one["quote"] + context.statements[change]["quote"]):
        yield ProseCheck("text-rate", "rate", "not_assessable", (place,))
        return
    rate, delta = context.quantity(place), context.quantity(change)
    if rate.value * delta.value < 0:
        yield ProseCheck("text-rate", "direction", "fails", (place, change))
        return
    level = context.back(change, *_OF_LEVEL)
    now = context.values(level)
    bounds = [found for value in now if (found := growth(value, delta))]
    if not bounds and rate.value and any(agree(value, delta) for value in now):
        yield ProseCheck("text-rate", "growth-from-zero", "fails", (place, change, level))
    elif not bounds:
        if now and all(value.high < delta.low for value in now):
            yield ProseCheck("text-rate", "base-below-zero", "fails", (change, place, level))
        yield ProseCheck("text-rate", "rate", "not_assessable", (place,))
    elif within_any(rate, bounds):
        yield ProseCheck("text-rate", "rate", "holds", (place,))
    else:
        yield _off_rate(context, (place, change, level), bounds)


def _off_rate(context: Context, places: tuple[int, int, int], bounds: list[Bounds]) -> ProseCheck:
    """A rate that misses: the change may be stated the wrong way round."""
    place, change, level = places
    rate, delta = context.quantity(place), context.quantity(change)
    form, exact, percent = miss(rate, bounds, context.statements[place]["decimals"])
    flipped = [growth(value, delta.times(-1)) for value in context.values(level)]
    if form == "differs" and within_any(rate.times(-1), filter(None, flipped)):
        return ProseCheck("text-rate", "direction-both", "fails", (change, place, level))
    words = {"expected": percent}
    return ProseCheck.compared("text-rate", f"rate-{form}", False, places, rate, Quantity(exact), words=words)


def _change_of(context: Context, rate: int) -> int | None:
    before = range(rate - 1, max(-1, rate - _FARTHEST), -1)
    return context.near(rate, before, _AMOUNT_OF[context.statements[rate]["metric"]], *_BASE)


def find_sides(context: Context) -> Iterator[ProseCheck]:
    """Two totals that are equal, compared with the same earlier figure, change by the same amount."""
    for pair in context.rules.sides:
        changes: dict[tuple, dict[str, int]] = defaultdict(dict)
        for place, one in enumerate(context.statements):
            if one["metric"] == "year_on_year_change" and one["subject"] in pair and one["base_phase"]:
                key = (one["fiscal_year"], one["phase"], one["base_year"], one["base_phase"])
                changes[key].setdefault(one["subject"], place)
        for both in changes.values():
            if len(both) == 2:
                yield from _check_sides(context, *(both[side] for side in pair))


def _check_sides(context: Context, place: int, other: int) -> Iterator[ProseCheck]:
    levels = [context.back(change, *_OF_LEVEL) for change in (place, other)]
    if None not in levels and agree(*map(context.quantity, levels)):
        one, two = context.quantity(place), context.quantity(other)
        yield ProseCheck.compared("text-sides", "sides", agree(one, two), (other, place), two, one)

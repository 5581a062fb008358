"""Changes against the year before: amount, percent and direction agree; both sides change alike."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction

from budgetkit.checks.prose.check import ProseCheck
from budgetkit.checks.prose.context import Context
from budgetkit.checks.quantities import (
    Quantity,
    agree,
    finer,
    mismatch,
    of_statement,
    off_by,
    print_percent,
    within,
)

_AMOUNT_OF = {"year_on_year_rate": "year_on_year_change", "change_rate_from_budget": "change_from_budget"}
_LIKE_FOR_LIKE = re.compile("同口径|可比|剔除|扣除")
_MANY = ("performance_amount", "performance_project_count")  # of several works on performance
_OF_A_FUND = ("opening_carryover", "closing_carryover", "current_year_revenue", "current_year_expenditure")
"""Every fund has its own: stated in two sections they are two figures."""
_BASE = ("subject", "fiscal_year", "base_year", "base_phase")


def find_rates(context: Context) -> Iterator[ProseCheck]:
    """A stated percentage of change against the stated amount of change."""
    for place, one in enumerate(context.statements):
        if one["metric"] not in _AMOUNT_OF:
            continue
        change = _change_of(context, place)
        if change is None or _LIKE_FOR_LIKE.search(one["quote"] + context.statements[change]["quote"]):
            yield ProseCheck("text-rate", "rate", "not_assessable", (place,))
            continue
        rate, delta = of_statement(one), of_statement(context.statements[change])
        if rate.value and delta.value and (rate.value > 0) != (delta.value > 0):
            yield ProseCheck("text-rate", "direction", "fails", (place, change))
            continue
        level = _level_of(context, change)
        now = context.values(level) if level is not None else []
        bounds = [found for value in now if (found := _growth(value, delta))]
        if not bounds and rate.value and any(agree(value, delta) for value in now):
            yield ProseCheck("text-rate", "growth-from-zero", "fails", (place, change, level))
            continue
        if not bounds:
            yield from _below_zero(now, delta, (change, place, *([level] if level is not None else [])))
            yield ProseCheck("text-rate", "rate", "not_assessable", (place,))
            continue
        if any(within(rate, each) for each in bounds):
            yield ProseCheck("text-rate", "rate", "holds", (place,))
            continue
        flipped = [found for value in now if (found := _growth(value, Quantity(-delta.value, delta.half)))]
        exact = min((each[1] for each in bounds), key=lambda value: abs(value - rate.value))
        form = off_by(rate, exact)
        other_way = any(within(Quantity(-rate.value, rate.half), each) for each in flipped)
        if form == "differs" and other_way:
            yield ProseCheck("text-rate", "direction-both", "fails", (change, place, level))
            continue
        yield ProseCheck(
            "text-rate",
            f"rate-{form}",
            "fails",
            (place, change, level),
            (),
            rate.value,
            exact,
            rate.half,
            words={"expected": print_percent(exact, one["decimals"] + finer(form))},
        )


def _below_zero(now: list[Quantity], delta: Quantity, places: tuple[int, ...]) -> Iterator[ProseCheck]:
    if now and all(value.value + value.half < delta.value - delta.half for value in now):
        yield ProseCheck("text-rate", "base-below-zero", "fails", places)


def _change_of(context: Context, rate: int) -> int | None:
    one = context.statements[rate]
    for place in range(rate - 1, max(-1, rate - 8), -1):
        other = context.statements[place]
        if other["section"] != one["section"]:
            return None
        if other["metric"] == _AMOUNT_OF[one["metric"]] and all(other[name] == one[name] for name in _BASE):
            return place
    return None


def _level_of(context: Context, change: int) -> int | None:
    one = context.statements[change]
    same = {name: one[name] for name in ("subject", "fiscal_year", "phase", "section")}
    return context.back(change, **same)


def _growth(now: Quantity, delta: Quantity) -> tuple[Fraction, Fraction, Fraction] | None:
    """Percent of change: lowest, as printed, highest; ``None`` where the earlier figure is not above zero."""
    ends = []
    for level in (now.value - now.half, now.value + now.half):
        for change in (delta.value - delta.half, delta.value + delta.half):
            if level - change <= 0:
                return None
            ends.append(100 * change / (level - change))
    return min(ends), 100 * delta.value / (now.value - delta.value), max(ends)


def find_sides(context: Context) -> Iterator[ProseCheck]:
    """Two totals that are equal, compared with the same earlier figure, change by the same amount."""
    for pair in context.rules.sides:
        changes: dict[tuple, dict[str, int]] = defaultdict(dict)
        for place, one in enumerate(context.statements):
            if one["metric"] == "year_on_year_change" and one["subject"] in pair and one["base_phase"]:
                key = (one["fiscal_year"], one["phase"], one["base_year"], one["base_phase"])
                changes[key].setdefault(one["subject"], place)
        for both in changes.values():
            if len(both) < 2:
                continue
            a, b = (both[side] for side in pair)
            levels = [_level_of(context, place) for place in (a, b)]
            if None in levels or not agree(*(of_statement(context.statements[p]) for p in levels)):
                continue
            one, other = (of_statement(context.statements[place]) for place in (a, b))
            state = "holds" if agree(one, other) else "fails"
            yield ProseCheck(
                "text-sides", "sides", state, (b, a), (), other.value, one.value, one.half + other.half
            )


def find_repeated(context: Context) -> Iterator[ProseCheck]:
    """A figure that the tables do not tell, stated twice."""
    stated: dict[tuple, int] = {}
    for place, one in enumerate(context.statements):
        change = one["metric"] == "year_on_year_change"
        if one["derived"] or not (change or (context.is_level(place) and place not in context.matched)):
            continue
        thing = one["subject"].rpartition("/")[2] if change else one["metric"]
        if thing in _MANY or (thing.isascii() and thing not in context.rules.figures):
            continue
        if not (context.is_money(place) or change):
            continue
        key = (one["metric"], *(one[name] for name in (*_BASE, "phase")), context.scope(place))
        if thing in _OF_A_FUND or one["subject"].partition("/")[0] in _OF_A_FUND:
            key = (*key, one["section"])
        first = stated.setdefault(key, place)
        if first == place:
            continue
        a, b = of_statement(context.statements[first]), of_statement(one)
        state = "holds" if agree(a, b) or _of_a_narrower_whole(context, place, one) else "fails"
        form = "unit-twice" if mismatch(b, a) == "unit-slip" else "twice"
        yield ProseCheck("text-twice", form, state, (place, first), (), b.value, a.value, a.half + b.half)


def _of_a_narrower_whole(context: Context, place: int, one: Mapping) -> bool:
    """Whether the figure was stated before as a part of something narrower (财政拨款支出…其中：基本支出)."""
    leaf = one["subject"].rpartition("/")[2]
    return any(
        other["subject"] != one["subject"]
        and other["subject"].endswith(f"/{leaf}")
        and context.scope(before) != "all"
        and agree(of_statement(other), of_statement(one))
        for before, other in enumerate(context.statements[:place])
        if context.is_level(before) and other["metric"] == one["metric"]
    )

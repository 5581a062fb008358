"""Figures that the tables do not tell and that the prose states twice."""

from __future__ import annotations

from collections.abc import Iterator

from budgetkit.checks.prose.check import ProseCheck
from budgetkit.checks.prose.context import Context
from budgetkit.checks.quantities import agree, mismatch

_MANY = ("performance_amount", "performance_project_count")  # of several works on performance
_OF_A_FUND = ("opening_carryover", "closing_carryover", "current_year_revenue", "current_year_expenditure")
"""Every fund has its own: stated in two sections they are two figures."""
_DATED = ("metric", "subject", "fiscal_year", "base_year", "base_phase", "phase")


def find_repeated(context: Context) -> Iterator[ProseCheck]:
    """Every later statement of a figure against the first one."""
    stated: dict[tuple, int] = {}
    for place in range(len(context.statements)):
        key = _thing(context, place)
        if key is None or (first := stated.setdefault(key, place)) == place:
            continue
        a, b = context.quantity(first), context.quantity(place)
        state = "holds" if agree(a, b) or _of_a_narrower_whole(context, place) else "fails"
        form = "unit-twice" if mismatch(b, a) == "unit-slip" else "twice"
        yield ProseCheck("text-twice", form, state, (place, first), (), b.value, a.value, a.half + b.half)


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

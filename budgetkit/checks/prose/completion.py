"""Completion rates that the prose states, recomputed from what was executed and what was planned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from budgetkit.checks.prose.context import Candidate, Context, ProseCheck
from budgetkit.checks.quantities import Quantity, miss, ratios, within_any

_PHASES = ("approved", "adjusted")


def find_completion(context: Context) -> Iterator[ProseCheck]:
    """完成预算的…%: executed over the budget that the sentence names, or over either budget."""
    for place, one in enumerate(context.statements):
        if one["metric"] == "execution_rate":
            yield _check_rate(context, place)


def _check_rate(context: Context, place: int) -> ProseCheck:
    one, stated = context.statements[place], context.quantity(place)
    done = context.back(place, "subject", "fiscal_year", "phase")
    phases = (one["base_phase"],) if one["base_phase"] else _PHASES
    plans = [plan for phase in phases if (plan := _plan(context, place, phase)) is not None]
    printed = () if plans or done is None else _budgets_printed(context, done, phases)
    wholes = [whole for plan in plans for whole in context.values(plan)]
    bounds = ratios(context.values(done), [*wholes, *(each.quantity for each in printed)])
    if not bounds:
        return _check_without_budget(context, place, done, plans)
    if within_any(stated, bounds):
        return ProseCheck("text-completion", "completion", "holds", (place,))
    form, exact, percent = miss(stated, bounds, one["decimals"])
    words, lines = {"expected": percent}, () if plans else printed[0].lines
    if lines and form in ("differs", "slip"):
        form, words = "by-tables", {"percent": percent}
    return ProseCheck.compared(
        "text-completion", f"completion-{form}", False, (place, done, *plans[:1]), stated, Quantity(exact),
        lines=lines, words=words,
    )  # fmt: skip


def _plan(context: Context, place: int, phase: str) -> int | None:
    return context.back(place, "subject", "fiscal_year", phase=phase)


def _budgets_printed(context: Context, done: int, phases: Iterable[str]) -> list[Candidate]:
    """Budgets that the tables print for an outcome where the prose states none, all of one amount."""
    metric = context.statements[done]["metric"]
    found = [one for phase in phases for one in context.tables_say(metric, done, phase=phase)]
    return found if len({each.quantity.value for each in found}) == 1 else []


def _check_without_budget(context: Context, place: int, done: int | None, plans: list[int]) -> ProseCheck:
    """A rate where the budget that it names is not told, or is nothing."""
    other = _other_budget(context, place, done)
    if other is not None:
        return ProseCheck("text-completion", "other-budget", "fails", (place, other, done))
    if context.quantity(place).value and _is_of_nothing(context, place, plans, done):
        return ProseCheck("text-completion", "completion-of-nothing", "fails", (place, plans[0]))
    return ProseCheck("text-completion", "completion", "not_assessable", (place,))


def _is_of_nothing(context: Context, place: int, plans: list[int], done: int | None) -> bool:
    """Whether every budget that a rate may be of is stated as exactly nothing, close by."""
    one, amounts = context.statements[place], [context.statements[plan] for plan in plans]
    if done is None or not Fraction(context.statements[done]["value"]):
        return False  # nothing of nothing may be called all of it
    near = all((each["section"], each["page"]) == (one["section"], one["page"]) for each in amounts)
    return bool(amounts) and near and not any(Fraction(each["value"]) for each in amounts)


def _other_budget(context: Context, place: int, done: int | None) -> int | None:
    """A stated budget of another phase than the sentence names, of which the percentage is right."""
    stated, named = context.quantity(place), context.statements[place]["base_phase"]
    for phase in _PHASES:
        plan = _plan(context, place, phase) if phase != named else None
        if within_any(stated, ratios(context.values(done), context.values(plan))):
            return plan
    return None

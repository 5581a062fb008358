"""Shares and completion rates that the prose states, recomputed from the amounts they are of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from budgetkit.checks.prose.context import Candidate, Context, ProseCheck
from budgetkit.checks.quantities import Quantity, miss, ratios, within_any

_PERIOD = ("fiscal_year", "phase")
_BUDGETS = ("approved", "adjusted")
"""Phases of the budgets that an outcome may complete."""


def find_shares(context: Context) -> Iterator[ProseCheck]:
    """占…%: of the whole that opens the list, else of the total that the words name."""
    plugged = _plugged(context)
    for place, one in enumerate(context.statements):
        if one["metric"] == "share":
            yield _check_share(context, place, plugged)


def _check_share(context: Context, place: int, plugged: dict[int, str]) -> ProseCheck:
    one, stated = context.statements[place], context.quantity(place)
    part = context.back(place, "subject", *_PERIOD)
    wholes = _wholes(context, place) if part is not None else []
    bounds = ratios(context.values(part), [whole for whole, _ in wholes])
    if not bounds:
        return ProseCheck("text-share", "share", "not_assessable", (place,))
    if within_any(stated, bounds) or _of_outer_whole(context, place, part, stated):
        return ProseCheck("text-share", "share", "holds", (place,))
    form, exact, percent = miss(stated, bounds, one["decimals"])
    if form not in ("differs", "slip"):
        form = "plugged" if _by_rest(plugged, place, stated, exact) else form
    elif not context.whole_of(place) and len({whole.value for whole, _ in wholes}) > 1:
        form = "unsure"
    whole = wholes[0][1]
    told = () if whole is None else (whole,)
    lines = context.matched[part].lines if part in context.matched else ()
    words = {"expected": percent, "list": plugged.get(place, "")}
    words["whole"] = "" if told else f"{one['section']}/{context.whole_of(place)}"
    return ProseCheck.compared(
        "text-share", f"share-{form}", False, (place, part, *told), stated, Quantity(exact),
        lines=lines, words=words,
    )  # fmt: skip


def _wholes(context: Context, place: int) -> list[tuple[Quantity, int | None]]:
    """What a share may be of: the stated whole, and the figures of the tables for it."""
    one = context.statements[place]
    whole = context.whole_of(place)
    named = next((found for words, found in context.rules.wholes if words.search(one["quote"])), ())
    # The words may reach out of the list: 占政府采购总额 in the list of what small enterprises were awarded.
    metrics = (whole, *(metric for metric in named if metric != whole)) if whole else named
    found: list[tuple[Quantity, int | None]] = []
    for metric in metrics:
        stated = context.back(place, *_PERIOD, metric=metric)
        found += [(value, stated) for value in context.values(stated)]
        if stated is None:
            found += [(candidate.quantity, None) for candidate in context.tables_say(metric, place)]
    return found


def _of_outer_whole(context: Context, place: int, part: int, stated: Quantity) -> bool:
    """Whether a share in a list within a list is of the total that the section speaks of."""
    outer = {context.back(place, "section", metric=metric) for metric in context.rules.scopes}
    wholes = [value for whole in outer for value in context.values(whole)]
    return within_any(stated, ratios(context.values(part), wholes))


def _plugged(context: Context) -> dict[int, str]:
    """Shares that stand in a list which makes 100 % as stated, to a name of the list."""
    found: dict[int, str] = {}
    run: list[int] = []
    total, section = Fraction(0), None
    for place, one in enumerate(context.statements):
        if one["metric"] != "share":
            continue
        value = Fraction(one["value"])
        if one["section"] != section or total + value > 100:
            run, total, section = [], Fraction(0), one["section"]
        run.append(place)
        total += value
        if total == 100 and len(run) > 1:
            found |= dict.fromkeys(run, str(run[0]))
    return found


def _by_rest(plugged: dict[int, str], place: int, stated: Quantity, exact: Fraction) -> bool:
    """Whether what rounding leaves of 100 % can have moved a share so far: half a digit for each share.

    Shares that miss by more were not adjusted; they are of other amounts.
    """
    count = sum(name == plugged.get(place) for name in plugged.values())
    return count > 0 and abs(stated.value - exact) <= (count + 1) * stated.half


def find_completion(context: Context) -> Iterator[ProseCheck]:
    """完成预算的…%: executed over the budget that the sentence names, or over either budget."""
    for place, one in enumerate(context.statements):
        if one["metric"] == "execution_rate":
            yield _check_completion(context, place)


def _check_completion(context: Context, place: int) -> ProseCheck:
    one, stated = context.statements[place], context.quantity(place)
    done = context.back(place, "subject", "fiscal_year", "phase")
    phases = (one["base_phase"],) if one["base_phase"] else _BUDGETS
    stated_before = (context.back(place, "subject", "fiscal_year", phase=phase) for phase in phases)
    plans = [plan for plan in stated_before if plan is not None]
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
    for phase in _BUDGETS:
        plan = context.back(place, "subject", "fiscal_year", phase=phase) if phase != named else None
        if within_any(stated, ratios(context.values(done), context.values(plan))):
            return plan
    return None

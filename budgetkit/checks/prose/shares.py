"""Shares and completion rates that the prose states, recomputed from the amounts they are of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from budgetkit.checks.prose.check import ProseCheck
from budgetkit.checks.prose.context import Candidate, Context
from budgetkit.checks.quantities import (
    Quantity,
    finer,
    of_statement,
    off_by,
    print_percent,
    ratio,
    within,
)

_PHASES = ("approved", "adjusted")


def find_shares(context: Context) -> Iterator[ProseCheck]:
    """占…%: of the whole that opens the list, else of the total that the words name."""
    plugged = _plugged(context)
    for place, one in enumerate(context.statements):
        if one["metric"] != "share":
            continue
        wanted = {name: one[name] for name in ("subject", "fiscal_year", "phase")}
        part = context.back(place, **wanted)
        wholes = _wholes(context, place)
        if part is None or not wholes:
            yield ProseCheck("text-share", "share", "not_assessable", (place,))
            continue
        stated = of_statement(one)
        bounds = [
            (bounds, whole)
            for whole, place_of_whole in wholes
            for amount in context.values(part)
            if (bounds := ratio(amount, whole))
        ]
        if not bounds:
            yield ProseCheck("text-share", "share", "not_assessable", (place,))
            continue
        if any(within(stated, each) for each, _ in bounds) or _of_outer_whole(context, place, part, stated):
            yield ProseCheck("text-share", "share", "holds", (place,))
            continue
        (_, exact, _), _ = min(bounds, key=lambda each: abs(each[0][1] - stated.value))
        form = off_by(stated, exact)
        if form not in ("differs", "slip") and place in plugged and _by_rest(plugged, place, stated, exact):
            form = "plugged"
        unsure = not context.whole_of(place) and len({whole.value for whole, _ in wholes}) > 1
        if unsure and form in ("differs", "slip"):
            form = "unsure"
        yield ProseCheck(
            "text-share",
            f"share-{form}",
            "fails",
            (place, part, *(each for _, each in wholes[:1] if each is not None)),
            context.matched[part].lines if part in context.matched else (),
            stated.value,
            exact,
            stated.half,
            words={
                "expected": print_percent(exact, one["decimals"] + finer(form)),
                "list": plugged.get(place, ""),
                "whole": "" if wholes[0][1] is not None else f"{one['section']}/{context.whole_of(place)}",
            },
        )


def _wholes(context: Context, place: int) -> list[tuple[Quantity, int | None]]:
    """What a share may be of: the stated whole, and the figures of the tables for it."""
    one = context.statements[place]
    same = {name: one[name] for name in ("fiscal_year", "phase")}
    whole = context.whole_of(place)
    named = next((found for words, found in context.rules.wholes if words.search(one["quote"])), ())
    # The words may reach out of the list: 占政府采购总额 in the list of what small enterprises were awarded.
    metrics = (whole, *(metric for metric in named if metric != whole)) if whole else named
    found: list[tuple[Quantity, int | None]] = []
    for metric in metrics:
        stated = context.back(place, metric=metric, **same)
        if stated is not None:
            found += [(value, stated) for value in context.values(stated)]
        else:
            found += [(candidate.quantity, None) for candidate in context.tables_say(metric, place)]
    return found


def _of_outer_whole(context: Context, place: int, part: int, stated: Quantity) -> bool:
    """Whether a share in a list within a list is of the total that the section speaks of."""
    one = context.statements[place]
    wholes = {context.back(place, metric=metric, section=one["section"]) for metric in context.rules.scopes}
    pairs = (
        (amount, whole)
        for outer in wholes - {None}
        for whole in context.values(outer)
        for amount in context.values(part)
    )
    return any((bounds := ratio(*pair)) and within(stated, bounds) for pair in pairs)


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
    count = sum(name == plugged[place] for name in plugged.values())
    return abs(stated.value - exact) <= (count + 1) * stated.half


def find_execution(context: Context) -> Iterator[ProseCheck]:
    """完成预算的…%: executed over the budget that the sentence names, or over either budget."""
    for place, one in enumerate(context.statements):
        if one["metric"] != "execution_rate":
            continue
        same = {"subject": one["subject"], "fiscal_year": one["fiscal_year"]}
        done = context.back(place, **same, phase=one["phase"])
        phases = (one["base_phase"],) if one["base_phase"] else _PHASES
        plans = [plan for phase in phases if (plan := context.back(place, **same, phase=phase)) is not None]
        wholes = [whole for plan in plans for whole in context.values(plan)]
        printed = () if plans or done is None else _budgets_printed(context, done, phases)
        wholes += [each.quantity for each in printed]
        bounds = [
            bounds
            for whole in wholes
            for amount in (context.values(done) if done is not None else ())
            if (bounds := ratio(amount, whole))
        ]
        stated = of_statement(one)
        if not bounds:
            other = _other_budget(context, place, done, stated)
            if other is None and stated.value and _is_of_nothing(context, one, plans, done):
                yield ProseCheck("text-completion", "completion-of-nothing", "fails", (place, plans[0]))
            elif other is None:
                yield ProseCheck("text-completion", "completion", "not_assessable", (place,))
            else:
                yield ProseCheck("text-completion", "other-budget", "fails", (place, other, done))
            continue
        if any(within(stated, each) for each in bounds):
            yield ProseCheck("text-completion", "completion", "holds", (place,))
            continue
        exact = min((each[1] for each in bounds), key=lambda value: abs(value - stated.value))
        form = off_by(stated, exact)
        percent = print_percent(exact, one["decimals"] + finer(form))
        by_tables = not plans and form in ("differs", "slip")
        yield ProseCheck(
            "text-completion",
            "completion-by-tables" if by_tables else f"completion-{form}",
            "fails",
            (place, done, *plans[:1]),
            () if plans else printed[0].lines,
            stated.value,
            exact,
            stated.half,
            words={"percent": percent} if by_tables else {"expected": percent},
        )


def _budgets_printed(context: Context, done: int, phases: Iterable[str]) -> list[Candidate]:
    """Budgets that the tables print for an outcome where the prose states none, all of one amount."""
    outcome = context.statements[done]
    found = [
        candidate
        for phase in phases
        for candidate in context.tables_say(outcome["metric"], done, dict(outcome) | {"phase": phase})
    ]
    return found if len({each.quantity.value for each in found}) == 1 else []


def _is_of_nothing(context: Context, one: Mapping, plans: list[int], done: int | None) -> bool:
    """Whether every budget that a rate may be of is stated as exactly nothing, close by."""
    amounts = [context.statements[plan] for plan in plans]
    if done is None or not Fraction(context.statements[done]["value"]):
        return False  # nothing of nothing may be called all of it
    near = all((each["section"], each["page"]) == (one["section"], one["page"]) for each in amounts)
    return bool(amounts) and near and not any(Fraction(each["value"]) for each in amounts)


def _other_budget(context: Context, place: int, done: int | None, stated: Quantity) -> int | None:
    """A stated budget of another phase than the sentence names, of which the percentage is right."""
    one = context.statements[place]
    same = {"subject": one["subject"], "fiscal_year": one["fiscal_year"]}
    for phase in _PHASES:
        plan = context.back(place, **same, phase=phase)
        if done is None or plan is None or phase == one["base_phase"]:
            continue
        pairs = ((part, whole) for part in context.values(done) for whole in context.values(plan))
        if any((bounds := ratio(*pair)) and within(stated, bounds) for pair in pairs):
            return plan
    return None

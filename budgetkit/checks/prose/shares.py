"""Shares that the prose states, recomputed from the amounts they are of."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from budgetkit.checks.prose.context import Context, ProseCheck
from budgetkit.checks.quantities import Quantity, miss, ratios, within_any

_PERIOD = ("fiscal_year", "phase")


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

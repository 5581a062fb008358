"""Sums that the prose states: parts of a list against the whole, for amounts and for their changes."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import reduce

from budgetkit.checks.prose.check import ProseCheck
from budgetkit.checks.prose.context import Context
from budgetkit.checks.quantities import MONEY, Quantity, agree, of_statement
from budgetkit.rules.prose import Sum


def find_sums(context: Context) -> Iterator[ProseCheck]:
    """Stated parts against their stated whole."""
    for rule in context.rules.sums:
        if not rule.whole:
            yield from _lists_of_shares(context, rule)
            continue
        for place, one in enumerate(context.statements):
            if context.is_level(place) and one["metric"] in rule.whole:
                parts = _parts(context, rule, place)
                if parts:
                    yield _weigh(context, rule, place, parts)
                    yield from _weigh_changes(context, rule, place, parts)


def _parts(context: Context, rule: Sum, whole: int) -> list[int]:
    """Parts stated after a whole in its section, each once; empty unless all that a rule needs are there."""
    top = context.statements[whole]
    found: dict[str, int] = {}
    for place in range(whole + 1, len(context.statements)):
        one = context.statements[place]
        again = context.is_level(place) and one["metric"] in rule.whole
        if one["section"] != top["section"] or (again and one["metric"] == top["metric"]):
            break
        if not context.is_level(place) or one["metric"] not in (*rule.needs, *rule.beside):
            continue
        if (one["fiscal_year"], one["phase"]) != (top["fiscal_year"], top["phase"]):
            continue
        head = context.whole_of(place)
        if head and head != top["metric"] and head not in rule.through:
            continue
        if rule.listed and not head:
            continue
        found.setdefault(one["subject"].rpartition("/")[2] if not rule.listed else one["subject"], place)
    metrics = {context.statements[place]["metric"] for place in found.values()}
    return list(found.values()) if metrics.issuperset(rule.needs) else []


def _weigh(context: Context, rule: Sum, whole: int, parts: list[int]) -> ProseCheck:
    stated = _total([of_statement(context.statements[place]) for place in parts])
    top = of_statement(context.statements[whole])
    holds = agree(top, stated) or (rule.at_most and top.value > stated.value)
    if not holds and rule.beside:  # what is stated beside the list may be no part of this whole
        needed = [place for place in parts if context.statements[place]["metric"] in rule.needs]
        holds = agree(top, _total([of_statement(context.statements[place]) for place in needed]))
    if not holds and rule.listed:  # what follows may be the parts of the last part
        amounts = [of_statement(context.statements[place]) for place in parts]
        holds = any(
            agree(top, _total(amounts[:count])) and agree(amounts[count - 1], _total(amounts[count:]))
            for count in range(2, len(amounts))
        )
    if not holds:  # a figure that the tables correct is no second finding
        better = _total([context.values(place)[-1] for place in parts])
        holds = any(agree(value, total) for value in context.values(whole) for total in (stated, better))
    return ProseCheck(
        rule.id,
        "sum",
        "holds" if holds else "fails",
        (whole, *parts),
        (),
        top.value,
        stated.value,
        top.half + stated.half,
        rule.severity,
        _words(context, whole, parts, rule),
    )


def _weigh_changes(context: Context, rule: Sum, whole: int, parts: list[int]) -> Iterator[ProseCheck]:
    """The change of the whole against the changes of its parts, where all are against the same base."""
    if rule.at_most:
        return
    changes = [_change(context, place) for place in (whole, *parts)]
    if None in changes:
        return
    bases = {tuple(context.statements[p][name] for name in ("base_year", "base_phase")) for p in changes}
    if len(bases) > 1:
        return
    top, *rest = (of_statement(context.statements[place]) for place in changes)
    total = _total(rest)
    yield ProseCheck(
        rule.id,
        "sum-of-changes",
        "holds" if agree(top, total) else "fails",
        tuple(changes),
        (),
        top.value,
        total.value,
        top.half + total.half,
        "warning",
        _words(context, changes[0], changes[1:], rule),
    )


def _change(context: Context, level: int) -> int | None:
    one = context.statements[level]
    for place in range(level + 1, min(level + 40, len(context.statements))):
        other = context.statements[place]
        if other["section"] != one["section"]:
            return None
        if other["metric"] == "year_on_year_change" and other["subject"] == one["subject"]:
            return place
    return None


def _lists_of_shares(context: Context, rule: Sum) -> Iterator[ProseCheck]:
    """Lists whose shares make 100 %: their amounts make up the whole."""
    lists: dict[tuple, dict[str, tuple[int, int]]] = {}
    for place, one in enumerate(context.statements):
        head = context.whole_of(place)
        if one["metric"] != "share" or not head:
            continue
        same = {name: one[name] for name in ("fiscal_year", "phase")}
        part, whole = (
            context.back(place, subject=one["subject"], **same),
            context.back(place, metric=head, **same),
        )
        if part is not None and whole is not None:
            lists.setdefault((whole, head), {}).setdefault(one["subject"], (place, part))
    for (whole, _), members in lists.items():
        shares = _total([of_statement(context.statements[share]) for share, _ in members.values()])
        if len(members) > 1 and agree(shares, Quantity(Fraction(100))):
            yield _weigh(context, rule, whole, [part for _, part in members.values()])


def _total(quantities: list[Quantity]) -> Quantity:
    return reduce(Quantity.__add__, quantities, Quantity(Fraction(0)))


def _words(context: Context, whole: int, parts: list[int], rule: Sum) -> dict[str, str]:
    top = context.statements[whole]
    text = " + ".join(
        context.statements[place]["value"]
        + (context.statements[place]["unit"] if context.statements[place]["unit"] != top["unit"] else "")
        for place in parts
    )
    total = _total([of_statement(context.statements[place]) for place in parts])
    factor = MONEY.get(top["unit"], 1)
    decimals = max(context.statements[place]["decimals"] for place in parts)
    made = f"{float(total.value / factor):.{decimals}f}" if factor > 1 else str(total.value)
    return {"parts": text, "made": made, "title_zh": rule.title_zh, "title_en": rule.title_en}

"""Sums that the prose states: parts of a list against the whole, for amounts and for their changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import reduce

from budgetkit.checks.prose.context import Context, ProseCheck
from budgetkit.checks.quantities import MONEY, Quantity, agree
from budgetkit.rules.declared.prose import StatedSum

_FARTHEST = 40
"""Statements among which the change of a level is looked for."""
_PERIOD = ("fiscal_year", "phase")


def find_sums(context: Context) -> Iterator[ProseCheck]:
    """Stated parts against their stated whole."""
    for rule in context.rules.sums:
        if not rule.whole:
            yield from _check_lists_of_shares(context, rule)
            continue
        for place, one in enumerate(context.statements):
            if context.is_level(place) and one["metric"] in rule.whole:
                parts = _parts(context, rule, place)
                if parts:
                    yield _check_sum(context, rule, place, parts)
                    yield from _check_changes(context, rule, place, parts)


def _parts(context: Context, rule: StatedSum, whole: int) -> list[int]:
    """Parts stated after a whole in its section, each once; empty unless all that a rule needs are there."""
    top = context.statements[whole]
    found: dict[str, int] = {}
    for place in range(whole + 1, len(context.statements)):
        one = context.statements[place]
        again = context.is_level(place) and one["metric"] in rule.whole and one["metric"] == top["metric"]
        if one["section"] != top["section"] or again:
            break
        if _is_part(context, rule, whole, place):
            found.setdefault(one["subject"] if rule.listed else one["subject"].rpartition("/")[2], place)
    metrics = {context.statements[place]["metric"] for place in found.values()}
    return list(found.values()) if metrics.issuperset(rule.needs) else []


def _is_part(context: Context, rule: StatedSum, whole: int, place: int) -> bool:
    """Whether a level is of the kind and period that a rule adds up, and in no list of something else."""
    if context.statements[place]["metric"] not in (*rule.needs, *rule.beside):
        return False
    heads = (context.statements[whole]["metric"], *rule.through, *(() if rule.listed else ("",)))
    listed = context.whole_of(place) in heads
    return listed and context.is_level(place) and context.alike(whole, place, *_PERIOD)


def _check_sum(context: Context, rule: StatedSum, whole: int, parts: list[int]) -> ProseCheck:
    top, stated = context.quantity(whole), _total(map(context.quantity, parts))
    return ProseCheck.compared(
        rule.id, "sum", _adds_up(context, rule, whole, parts), (whole, *parts), top, stated,
        severity=rule.severity, words=_words(context, whole, parts, rule),
    )  # fmt: skip


def _adds_up(context: Context, rule: StatedSum, whole: int, parts: list[int]) -> bool:
    """Whether parts make a whole in any way that its words allow."""
    top, amounts = context.quantity(whole), [context.quantity(place) for place in parts]
    stated = _total(amounts)
    if agree(top, stated) or (rule.at_most and top.value > stated.value):
        return True
    if rule.beside:  # what is stated beside the list may be no part of this whole
        needed = [place for place in parts if context.statements[place]["metric"] in rule.needs]
        if agree(top, _total(map(context.quantity, needed))):
            return True
    if rule.listed and _adds_up_nested(top, amounts):
        return True
    # A figure that the tables correct is no second finding.
    better = _total(context.values(place)[-1] for place in parts)
    return any(agree(value, total) for value in context.values(whole) for total in (stated, better))


def _adds_up_nested(top: Quantity, amounts: Sequence[Quantity]) -> bool:
    """Whether what follows the parts of a list may be the parts of its last part."""
    return any(
        agree(top, _total(amounts[:count])) and agree(amounts[count - 1], _total(amounts[count:]))
        for count in range(2, len(amounts))
    )


def _check_changes(context: Context, rule: StatedSum, whole: int, parts: list[int]) -> Iterator[ProseCheck]:
    """The change of the whole against the changes of its parts, where all are against the same base."""
    changes = [] if rule.at_most else [_change(context, place) for place in (whole, *parts)]
    if not changes or None in changes:
        return
    first, *others = changes
    if not all(context.alike(first, other, "base_year", "base_phase") for other in others):
        return
    top, total = context.quantity(first), _total(map(context.quantity, others))
    yield ProseCheck.compared(
        rule.id, "sum-of-changes", agree(top, total), tuple(changes), top, total,
        severity="warning", words=_words(context, first, others, rule),
    )  # fmt: skip


def _change(context: Context, level: int) -> int | None:
    after = range(level + 1, min(level + _FARTHEST, len(context.statements)))
    return context.near(level, after, "year_on_year_change", "subject")


def _check_lists_of_shares(context: Context, rule: StatedSum) -> Iterator[ProseCheck]:
    """Lists whose shares make 100 %: their amounts make up the whole."""
    lists: dict[tuple, dict[str, tuple[int, int]]] = {}
    for place, one in enumerate(context.statements):
        head = context.whole_of(place)
        if one["metric"] == "share" and head:
            part = context.back(place, "subject", *_PERIOD)
            whole = context.back(place, *_PERIOD, metric=head)
            if part is not None and whole is not None:
                lists.setdefault((whole, head), {}).setdefault(one["subject"], (place, part))
    for (whole, _), members in lists.items():
        shares = _total(context.quantity(share) for share, _ in members.values())
        if len(members) > 1 and agree(shares, Quantity(Fraction(100))):
            yield _check_sum(context, rule, whole, [part for _, part in members.values()])


def _total(quantities: Iterable[Quantity]) -> Quantity:
    return reduce(Quantity.__add__, quantities, Quantity(Fraction(0)))


def _words(context: Context, whole: int, parts: list[int], rule: StatedSum) -> dict[str, str]:
    unit, stated = context.statements[whole]["unit"], [context.statements[place] for place in parts]
    text = " + ".join(one["value"] + (one["unit"] if one["unit"] != unit else "") for one in stated)
    total = _total(map(context.quantity, parts))
    factor = MONEY.get(unit, 1)
    decimals = max(one["decimals"] for one in stated)
    made = f"{float(total.value / factor):.{decimals}f}" if factor > 1 else str(total.value)
    return {"parts": text, "made": made, "title": (rule.title_zh, rule.title_en)}

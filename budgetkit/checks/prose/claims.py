"""What the prose claims of all or of nothing: 没有, 无, 为空表, 全部为."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from budgetkit.checks.prose.context import Context, ProseCheck
from budgetkit.checks.prose.printed import Candidate
from budgetkit.checks.quantities import agree
from budgetkit.records import Line

_ALL = re.compile("(?:全部|全|均)(?:为|是|属于?|用于)|只有")


def find_claims(context: Context, empty_kinds: set[str]) -> Iterator[ProseCheck]:
    """Claims of nothing and of all, against the tables; ``empty_kinds`` are tables that hold nothing."""
    for place, one in enumerate(context.statements):
        if one["metric"] == "no_such_budget":
            yield _check_nothing(context, place, empty_kinds)
        elif one["metric"] == "empty_table":
            yield _check_empty_table(context, place, empty_kinds)
        elif one["metric"] == "claim_only":
            yield _check_only(context, place)
        elif context.is_level(place):
            yield from _find_despite(context, place, empty_kinds)
            if one["metric"] == "functional_class" and _ALL.search(one["quote"]):
                yield _check_all_of_class(context, place, one["subject"])


def _check_nothing(context: Context, place: int, empty_kinds: set[str]) -> ProseCheck:
    """无: no line of the subject may hold an amount."""
    one = context.statements[place]
    claim = context.rules.claims.get(one["subject"])
    if claim is not None:
        named = context.rules.named(claim.lines)
        lines = [line for operand in named for line in context.printed.lines_of(operand, one)]
        known = bool(lines) or not empty_kinds.isdisjoint(claim.kinds)
    else:
        candidates = context.tables_say(one["subject"], place)
        lines = [each.lines[0] for each in candidates] if all(c.quantity.value for c in candidates) else []
        known = bool(candidates)
    if not known:
        other = _stated_all_the_same(context, place, {one["subject"], *(claim.metric if claim else ())})
        if other is not None:
            return ProseCheck("text-claim", "twice", "fails", (place, other))
    return _belied_by(place, lines, known)


def _check_empty_table(context: Context, place: int, empty_kinds: set[str]) -> ProseCheck:
    subject = context.statements[place]["subject"]
    lines = context.index.lines_of(subject)
    return _belied_by(place, lines, subject in empty_kinds or bool(lines))


def _belied_by(place: int, lines: list[Line], known: bool) -> ProseCheck:
    """A claim of nothing, which any amount belies; open where the tables tell nothing either way."""
    belied = tuple(line for line in lines if line.amount_fen)
    state = "fails" if belied else "holds" if known else "not_assessable"
    return ProseCheck("text-claim", "claim", state, (place,), belied[:1])


def _find_despite(context: Context, place: int, empty_kinds: set[str]) -> Iterator[ProseCheck]:
    """An amount that the text states, of a table that is empty."""
    metric, stated = context.statements[place]["metric"], context.quantity(place)
    if context.is_money(place) and stated.value and not context.candidates(place):
        for claim in context.rules.claims.values():
            if metric in claim.metric and not empty_kinds.isdisjoint(claim.kinds):
                yield ProseCheck("text-claim", "empty", "fails", (place,), (), stated.value)


def _check_all_of_class(context: Context, place: int, subject: str) -> ProseCheck:
    """全部为 one functional class: no other class may hold an amount."""
    named = context.tables_say("functional_class", place, metric="functional_class", subject=subject)
    own = {line.functional_code[:3] for each in named for line in each.lines}
    printed = context.printed.classes(context.scope(place), context.statements[place])
    lines = [line for each in printed for line in each.lines if line.amount_fen]
    others = [line for line in lines if line.functional_code[:3] not in own]
    state = "not_assessable" if not own else "fails" if others else "holds"
    rest = _items(others)
    total = Fraction(sum(line.amount_fen for line in rest))
    return ProseCheck("text-all", "all", state, (place,), rest, expected=total)


def _items(lines: list[Line]) -> tuple[Line, ...]:
    """Lines of the first table that are no sums of others among them."""
    lines = [line for line in lines if line.table_id == lines[0].table_id]
    codes = {line.functional_code for line in lines}
    sums = {code for code in codes for other in codes if other != code and other.startswith(code)}
    return tuple(line for line in lines if line.functional_code not in sums)


def _check_only(context: Context, place: int) -> ProseCheck:
    """The whole consists of one part only: the tables print one amount for both."""
    whole, _, part = context.statements[place]["subject"].rpartition("/")
    if not part.isascii():
        return _check_all_of_class(context, place, part)
    whole = whole.rpartition("/")[2]
    wholes, parts = context.tables_say(whole, place), context.tables_say(part, place)
    if not wholes or not parts:
        return _check_only_as_stated(context, place, whole, part)
    if any(agree(a.quantity, b.quantity) for a in wholes for b in parts):
        return ProseCheck("text-all", "all", "holds", (place,))
    return ProseCheck("text-all", "all", "fails", (place,), _nearest(wholes, parts).lines[:1])


def _check_only_as_stated(context: Context, place: int, whole: str, part: str) -> ProseCheck:
    """全部为 against the amounts that the text states, where no table prints them."""
    same = ("section", "fiscal_year", "phase")
    levels = [context.back(place, *same, metric=metric) for metric in (whole, part)]
    if None in levels:
        return ProseCheck("text-all", "all", "not_assessable", (place,))
    state = "holds" if agree(*map(context.quantity, levels)) else "fails"
    return ProseCheck("text-all", "twice", state, (place, levels[1]))


def _stated_all_the_same(context: Context, place: int, metrics: set[str]) -> int | None:
    """An amount above zero that the text states of what it says there is nothing of."""
    for other, level in enumerate(context.statements):
        if level["metric"] in metrics and context.alike(place, other, "fiscal_year", "phase"):
            if context.is_level(other) and context.is_money(other) and context.quantity(other).value:
                return other
    return None


def _nearest(wholes: list[Candidate], parts: list[Candidate]) -> Candidate:
    return min(parts, key=lambda part: min(abs(part.quantity.value - w.quantity.value) for w in wholes))

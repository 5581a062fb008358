"""What the prose claims of all or of nothing: 没有, 无, 为空表, 全部为."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from budgetkit.checks.prose.check import ProseCheck
from budgetkit.checks.prose.context import Candidate, Context
from budgetkit.checks.quantities import agree, of_statement
from budgetkit.records import Line

_ALL = re.compile("(?:全部|全|均)(?:为|是|属于?|用于)|只有")


def find_claims(context: Context, empty_kinds: set[str]) -> Iterator[ProseCheck]:
    """Claims of nothing and of all, against the tables; ``empty_kinds`` are tables that hold nothing."""
    for place, one in enumerate(context.statements):
        if one["metric"] == "no_such_budget":
            yield _nothing(context, place, empty_kinds)
        elif one["metric"] == "empty_table":
            yield _empty_table(context, place, empty_kinds)
        elif one["metric"] == "claim_only":
            yield _only(context, place)
        elif context.is_level(place):
            yield from _despite(context, place, empty_kinds)
            if one["metric"] == "functional_class" and _ALL.search(one["quote"]):
                yield _all_of_class(context, place, one)


def _nothing(context: Context, place: int, empty_kinds: set[str]) -> ProseCheck:
    """无: no line of the subject may hold an amount."""
    one = context.statements[place]
    claim = context.rules.claims.get(one["subject"])
    if claim is not None:
        lines = [line for operand in claim.lines for line in context.index.select(operand)]
        lines = [line for line in lines if _same(line, one)]
        known = bool(lines) or bool(empty_kinds.intersection(claim.kinds))
    else:
        candidates = context.tables_say(one["subject"], place)
        lines = [each.lines[0] for each in candidates] if all(c.quantity.value for c in candidates) else []
        known = bool(candidates)
    belied = [line for line in lines if line.amount_fen]
    other = None if known else _stated_all_the_same(context, place, claim.metric if claim else ())
    if other is not None:
        return ProseCheck("text-claim", "twice", "fails", (place, other))
    state = "fails" if belied else "holds" if known else "not_assessable"
    return ProseCheck("text-claim", "claim", state, (place,), tuple(belied[:1]))


def _empty_table(context: Context, place: int, empty_kinds: set[str]) -> ProseCheck:
    one = context.statements[place]
    tables = context.index.kinds.get(one["subject"], ())
    lines = [line for table in tables for line in context.index.tables[table] if line.amount_fen]
    known = one["subject"] in empty_kinds or bool(tables)
    state = "fails" if lines else "holds" if known else "not_assessable"
    return ProseCheck("text-claim", "claim", state, (place,), tuple(lines[:1]))


def _despite(context: Context, place: int, empty_kinds: set[str]) -> Iterator[ProseCheck]:
    """An amount that the text states, of a table that is empty."""
    one = context.statements[place]
    if not context.is_money(place) or not of_statement(one).value or context.candidates(place):
        return
    for claim in context.rules.claims.values():
        if one["metric"] in claim.metric and empty_kinds.intersection(claim.kinds):
            yield ProseCheck("text-claim", "empty", "fails", (place,), (), of_statement(one).value)


def _all_of_class(context: Context, place: int, one: Mapping) -> ProseCheck:
    """全部为 one functional class: no other class may hold an amount."""
    candidates = context.tables_say("functional_class", place, one)
    own = {line.functional_code[:3] for each in candidates for line in each.lines}
    others = [
        line
        for each in context.classes(place)
        for line in each.lines
        if line.functional_code[:3] not in own and line.amount_fen
    ]
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


def _only(context: Context, place: int) -> ProseCheck:
    """The whole consists of one part only: the tables print one amount for both."""
    one = context.statements[place]
    whole, _, part = one["subject"].rpartition("/")
    if not part.isascii():
        return _all_of_class(context, place, dict(one) | {"metric": "functional_class", "subject": part})
    wholes = context.tables_say(whole.rpartition("/")[2], place)
    parts = context.tables_say(part, place)
    if not wholes or not parts:
        return _only_as_stated(context, place, whole.rpartition("/")[2], part)
    holds = any(agree(a.quantity, b.quantity) for a in wholes for b in parts)
    lines = () if holds else _nearest(wholes, parts).lines[:1]
    return ProseCheck("text-all", "all", "holds" if holds else "fails", (place,), lines)


def _only_as_stated(context: Context, place: int, whole: str, part: str) -> ProseCheck:
    """全部为 against the amounts that the text states, where no table prints them."""
    one = context.statements[place]
    same = {name: one[name] for name in ("section", "fiscal_year", "phase")}
    levels = [context.back(place, metric=metric, **same) for metric in (whole, part)]
    if None in levels:
        return ProseCheck("text-all", "all", "not_assessable", (place,))
    holds = agree(*(of_statement(context.statements[level]) for level in levels))
    return ProseCheck("text-all", "twice", "holds" if holds else "fails", (place, levels[1]))


def _stated_all_the_same(context: Context, place: int, metrics: tuple[str, ...]) -> int | None:
    """An amount above zero that the text states of what it says there is nothing of."""
    one = context.statements[place]
    wanted = {one["subject"], *metrics}
    for other, level in enumerate(context.statements):
        same = (level["fiscal_year"], level["phase"]) == (one["fiscal_year"], one["phase"])
        if same and level["metric"] in wanted and context.is_level(other) and context.is_money(other):
            if of_statement(level).value:
                return other
    return None


def _nearest(wholes: list[Candidate], parts: list[Candidate]) -> Candidate:
    return min(parts, key=lambda part: min(abs(part.quantity.value - w.quantity.value) for w in wholes))


def _same(line: Line, one: Mapping) -> bool:
    return (line.fiscal_year, line.phase) == (one["fiscal_year"], one["phase"])

"""The same figure in two tables of one document."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from budgetkit.checks.check import Check, check_figures, not_assessable, too_early
from budgetkit.checks.conditions import comparable, condition, funds_of
from budgetkit.checks.lookup import Index
from budgetkit.records import Line, grouped
from budgetkit.rules.identities import Identity
from budgetkit.sums.intervals import STATES

_KEYS_THAT_MUST_BE_PRINTED = (
    "functional_item", "functional_class", "department_economic_code", "project_class", "source",
)  # fmt: skip

ByTable = dict[str, list[Line]]
"""Lines of one thing, by the table that prints them."""


def between(index: Index, identity: Identity) -> Iterator[Check]:
    """Try an identity between tables on each thing that both sides print; of several readings the best."""
    totals, parts = ([index.select(one) for one in side] for side in (identity.total, identity.parts))
    selected = [line for lines in (*totals, *parts) for line in lines]
    if not selected or too_early(identity, selected):
        return
    known = condition(index, identity)
    if known and any(totals) and any(parts):
        yield from _by_key(index, identity, totals, parts)
    elif known is not False:
        yield not_assessable(identity)


def _by_key(
    index: Index, identity: Identity, totals: list[list[Line]], parts: list[list[Line]]
) -> Iterator[Check]:
    wholes = [group_by_key(index, identity, lines) for lines in totals]
    # 本年收入合计 and 收入总计 of one table are alternatives, never a sum
    several = any(len(dict(operand.where).get("row_role", ())) > 1 for operand in identity.parts)
    for key, found in group_by_key(index, identity, [line for lines in parts for line in lines]).items():
        beside = [tables for whole in wholes for tables in whole.get(key, {}).values()]
        readings = _by_role(index, found) if several else [found]
        tried = [check for reading in readings for check in _tried(index, identity, beside, reading)]
        if any(check.state == "not_assessable" for check in tried):
            yield not_assessable(identity)
        elif tried:
            yield min(tried, key=lambda check: STATES.index(check.state))
        elif beside:
            yield not_assessable(identity)


def _by_role(index: Index, parts: ByTable) -> list[ByTable]:
    lines = [line for members in parts.values() for line in members]
    roles = grouped(lines, lambda line: index.value(line, "row_role")).values()
    return [grouped(members, attrgetter("table_id")) for members in roles]


def _tried(index: Index, identity: Identity, wholes: list[list[Line]], parts: ByTable) -> Iterator[Check]:
    """Checks of every whole against tables of parts of the same fund, which must say the same."""
    for whole in wholes:
        same = [lines for lines in parts.values() if comparable(index, identity, whole, lines)]
        fitting = [lines for lines in same if funds_of(lines) == funds_of(whole)] or same
        if any(line.unread for lines in fitting for line in lines):
            yield not_assessable(identity)
        elif len({sum(line.amount_fen for line in lines) for lines in fitting}) == 1:
            yield check_figures(identity, whole, fitting[0])


def group_by_key(index: Index, identity: Identity, lines: list[Line]) -> dict[tuple, ByTable]:
    """Lines by the keys of an identity and by table, but for those that lack a key which must be printed."""
    needed = [name for name in identity.by if name in _KEYS_THAT_MUST_BE_PRINTED]
    lines = [line for line in lines if all(index.value(line, name) for name in needed)]
    groups = grouped(lines, lambda line: tuple(index.value(line, name) for name in identity.by))
    return {key: grouped(members, attrgetter("table_id")) for key, members in groups.items()}

"""The same figure in two tables of one document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from budgetkit.checks.check import Check, check_figures, too_early
from budgetkit.checks.conditions import comparable, condition, funds_of
from budgetkit.checks.lookup import Index
from budgetkit.records import Line
from budgetkit.rules.identities import Identity

_KEYS_THAT_MUST_BE_PRINTED = (
    "functional_item", "functional_class", "department_economic_code", "project_class", "source",
)  # fmt: skip


def between(index: Index, identity: Identity) -> Iterator[Check]:
    known = condition(index, identity)
    sides = [[index.select(operand) for operand in operands] for operands in (identity.total, identity.parts)]
    if known is False or not any(any(side) for side in sides):
        return
    if too_early(identity, [line for side in sides for lines in side for line in lines]):
        return
    if known is None or not all(any(side) for side in sides):
        yield Check(identity, "not_assessable", relation=identity.relation)
        return
    wholes = [group_by_key(index, identity, lines) for lines in sides[0]]
    several = any(len(dict(operand.where).get("row_role", ())) > 1 for operand in identity.parts)
    for key, parts in group_by_key(index, identity, [line for lines in sides[1] for line in lines]).items():
        beside = [whole.get(key, {}) for whole in wholes]
        # 本年收入合计 and 收入总计 of one table are alternatives, never a sum
        either = _by_role(index, parts) if several else [parts]
        tried = [check for one in either for check in _pairs(index, identity, beside, one)]
        if tried:
            yield min(tried, key=lambda check: _PREFERENCE.index(check.state))
        elif any(key in whole for whole in wholes):
            yield Check(identity, "not_assessable", relation=identity.relation)


def _by_role(index: Index, parts: dict[str, list[Line]]) -> list[dict[str, list[Line]]]:
    found: dict[object, dict[str, list[Line]]] = defaultdict(dict)
    for table, lines in parts.items():
        for line in lines:
            found[index.value(line, "row_role")].setdefault(table, []).append(line)
    return list(found.values())


_PREFERENCE = ("holds", "rounding", "fails", "not_assessable")


def _pairs(
    index: Index, identity: Identity, wholes: list[dict[str, list[Line]]], parts: dict[str, list[Line]]
) -> list[Check]:
    """Checks of every whole with the one table of parts of the same fund."""
    tried = []
    for whole in (lines for tables in wholes for lines in tables.values()):
        same = {table: lines for table, lines in parts.items() if comparable(index, identity, whole, lines)}
        exact = {table: lines for table, lines in same.items() if funds_of(lines) == funds_of(whole)}
        fitting = list((exact or same).values())
        if fitting and len({sum(line.amount_fen for line in lines) for lines in fitting}) == 1:
            row = whole[0].row if len(whole) == 1 else -1
            tried.append(
                check_figures(identity, whole, fitting[0], (whole[0].table_id, row, whole[0].column))
            )
    return tried


def group_by_key(index: Index, identity: Identity, lines: list[Line]) -> dict[tuple, dict[str, list[Line]]]:
    found: dict[tuple, dict[str, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        key = tuple(index.value(line, name) for name in identity.by)
        printed = dict(zip(identity.by, key, strict=True))
        if all(printed[name] for name in _KEYS_THAT_MUST_BE_PRINTED if name in printed):
            found[key][line.table_id].append(line)
    return found

"""When an identity applies: what the document must be known to hold first, and which funds compare.

A condition is ``True``, ``False``, or ``None`` where the document does not tell.
"""

from __future__ import annotations

import attrs

from budgetkit.checks.lookup import BALANCES, Index
from budgetkit.records import Line
from budgetkit.rules.identities import Identity, identities
from budgetkit.rules.kinds import kind_of, kinds_with


def judged_in(identity: Identity, kind: str) -> Identity | None:
    """An identity as it is judged in tables of a kind; ``None`` where it says nothing of them.

    What a header and labels prove to be sums are sums in any table. Where no entry names the kind, a sum
    that fails is a question.
    """
    if kind in identity.kinds:
        return identity
    if not identity.by_default or identity.scope not in kind_of(kind).sums:
        return None
    alike = (each for each in identities() if (each.scope, each.along) == (identity.scope, identity.along))
    if any(kind in each.kinds for each in alike):
        return None
    return attrs.evolve(identity, severity="warning", category="question")


def funds_of(lines: list[Line]) -> set[str]:
    """Funds that figures cover: as printed, else what a table of their kind covers."""
    return {line.fund or kind_of(line.kind).fund for line in lines}


def comparable(index: Index, identity: Identity, left: list[Line], right: list[Line]) -> bool:
    """Whether both sides cover the same funds: by name, or because there is only one fund."""
    funds = funds_of(left), funds_of(right)
    if identity.relation == "at_most" or "" in funds[0] | funds[1] or funds[0] == funds[1]:
        return True
    return only_general_public_budget(index) is True


def condition(index: Index, identity: Identity) -> bool | None:
    """Whether an identity applies to a document; ``None`` where the document does not tell."""
    known = [_CONDITIONS[name](index) for name in identity.conditions]
    return False if False in known else None if None in known else True


def _summary_lines(index: Index) -> list[Line]:
    """Lines of the summary of all funds, else of another one."""
    return next(filter(None, map(index.lines_of, kinds_with(two_sided=True))), [])


def _no_carryover(index: Index) -> bool | None:
    lines = _summary_lines(index)
    if not lines:
        return None
    return not any(
        (line.amount_fen or line.unread) and (line.measure in BALANCES or line.fund.startswith("carryover"))
        for line in lines
    )


def only_general_public_budget(index: Index) -> bool | None:
    """Whether all money of a document is of the general public budget."""
    lines = [line for line in _summary_lines(index) if line.direction == "revenue" and line.amount_fen]
    parts = [line for line in lines if index.value(line, "row_role") in ("component", "balance")]
    if not parts or any(not line.fund for line in parts):
        return None
    return all(line.fund.split("/")[0] == "general_public_budget" for line in parts)


def _economic_table_of_general_public_budget(index: Index) -> bool | None:
    lines = index.lines_of(*kinds_with(row_is="economic_class", nature=""))
    if lines and all(line.fund.split("/")[0] == "general_public_budget" for line in lines):
        return True
    return only_general_public_budget(index)


def _projects_name_their_item(index: Index) -> bool | None:
    """Whether every row of a project names the functional item that pays for it."""
    lines = index.lines_of(*kinds_with(row_is="project", indicators=False))
    lines = [line for line in lines if line.row_kind == "item" and line.amount_fen]
    return None if not lines else all(len(line.functional_code) == 7 for line in lines)


def _payers_known(index: Index) -> bool | None:
    """Whether the items of every unit tell that it is an organ, or that it is an institution."""
    return None if not index.payers else all(index.payers.values()) or None


_CONDITIONS = {
    "projects_name_their_item": _projects_name_their_item,
    "payers_known": _payers_known,
    "no_carryover": _no_carryover,
    "only_general_public_budget": only_general_public_budget,
    "economic_table_of_general_public_budget": _economic_table_of_general_public_budget,
}

"""Rules for what the prose states (``identities/prose.toml``), ready to be asked by metric and subject."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from budgetkit.rules.active import active, remembers
from budgetkit.rules.declared.identities import Operand
from budgetkit.rules.declared.prose import ProseFile, StatedFigure, StatedNone, StatedSum
from budgetkit.rules.record import Pattern

EITHER = "any"
"""Scope of operands that fit whatever funds a figure covers."""


class ProseRules(NamedTuple):
    """All rules of the prose; ``scopes`` maps a metric to the funds that figures under it cover."""

    figures: dict[str, StatedFigure]
    sums: tuple[StatedSum, ...]
    claims: dict[str, StatedNone]
    sides: tuple[tuple[str, str], ...]
    wholes: tuple[tuple[Pattern, tuple[str, ...]], ...]
    scopes: dict[str, str]
    lists: dict[str, tuple[Operand, ...]]

    def operands(self, figure: StatedFigure) -> list[tuple[str, Operand]]:
        """What a figure may equal, each with the funds that it then covers."""
        scopes = dict.fromkeys((EITHER, *self.scopes.values()))
        return [(scope, one) for scope in scopes for one in self.named(getattr(figure, scope))]

    def whatever(self, names: Iterable[str]) -> list[tuple[str, Operand]]:
        """The operands of named lists, whatever funds a figure covers."""
        return [(EITHER, operand) for operand in self.named(names)]

    def named(self, names: Iterable[str]) -> list[Operand]:
        """The operands of named lists."""
        return [operand for name in names for operand in self.lists[name]]


@remembers
@cache
def prose_rules() -> ProseRules:
    """The rules in force."""
    loaded = active().of(ProseFile)
    return ProseRules(
        {metric: figure for figure in loaded.figure for metric in figure.metric},
        loaded.sum,
        {claim.subject: claim for claim in loaded.claim},
        tuple(sides.pair for sides in loaded.sides),
        tuple((whole.words, whole.metric) for whole in loaded.whole),
        {metric: scope for scope, metrics in loaded.scopes.items() for metric in metrics},
        loaded.operands,
    )

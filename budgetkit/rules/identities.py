"""The accounting identities as data: which printed figures must agree, and when.

The files of ``data/identities`` hold one entry an identity. An operand names what a line must be
(kind of table, row role, nature, fund, measure, code), never where it stands. The room ``checks``
evaluates them; to add an identity, add an entry.
"""

from __future__ import annotations

from typing import get_args

from budgetkit.rules.active import active
from budgetkit.rules.declared.identities import (
    Bound,
    ComparedColumn,
    ComparisonFile,
    Identity,
    IdentityFile,
    Operand,
    PurchaseFile,
    Tree,
    TreeFile,
    UnitPrice,
)
from budgetkit.rules.vocabulary import Scope

__all__ = [
    "SCOPES",
    "Bound", "ComparedColumn", "Identity", "Operand", "Tree", "bounds", "comparisons", "group_natures",
    "identities", "identity_of", "product", "trees",
]  # fmt: skip


SCOPES: tuple[str, ...] = get_args(Scope)
"""Scopes of identities, the narrowest first."""


def identities() -> tuple[Identity, ...]:
    """All identities, in the order of the files; those of the user first."""
    return active().of(IdentityFile).identity


def trees() -> dict[str, Tree]:
    """The trees of natures, funds and measures."""
    loaded = active().of(TreeFile)
    return {"nature": loaded.nature, "fund": loaded.fund, "measure": loaded.measure}


def comparisons() -> tuple[ComparedColumn, ...]:
    """Rules of printed changes, rates and shares (``comparisons.toml``)."""
    return active().of(ComparisonFile).comparison


def group_natures() -> dict[str, str]:
    """Nature of each group (三位编码) of the department economic classification."""
    return active().of(TreeFile).groups


def bounds() -> tuple[Bound, ...]:
    """Bounds of what procurement tables buy, in the order of the file."""
    return active().of(PurchaseFile).bound


def product() -> UnitPrice:
    """Columns of a procurement table whose product is the amount."""
    return active().of(PurchaseFile).product


def identity_of(rule: Bound | ComparedColumn | UnitPrice, scope: str, **judged: str) -> Identity:
    """What a rule says that has an arithmetic of its own, as an identity that checks can name."""
    return Identity(
        id=rule.id, rule=rule.rule, scope=scope, title_zh=rule.title_zh, title_en=rule.title_en, **judged
    )

"""Rules for what procurement tables buy (``identities/purchases.toml``)."""

from __future__ import annotations

from budgetkit.rules.active import active
from budgetkit.rules.declared.identities import Bound, PurchaseFile, UnitPrice


def bounds() -> tuple[Bound, ...]:
    """Bounds of what is bought, in the order of the file."""
    return active().of(PurchaseFile).bound


def product() -> UnitPrice:
    """Columns whose product is the amount."""
    return active().of(PurchaseFile).product

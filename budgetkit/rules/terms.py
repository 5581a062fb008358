"""The glossary (``terms.tsv``)."""

from __future__ import annotations

from budgetkit.rules.active import active
from budgetkit.rules.declared.codes import GlossaryTerm


def terms() -> tuple[GlossaryTerm, ...]:
    """Rows of the glossary."""
    return active().rows(GlossaryTerm)

"""The glossary (``terms.tsv``)."""

from __future__ import annotations

from functools import cache

from budgetkit.rules.files import load_rows


@cache
def terms() -> tuple[dict, ...]:
    """Rows of the glossary: group, chinese, identifier, english, definition, basis."""
    return tuple(load_rows("terms.tsv"))

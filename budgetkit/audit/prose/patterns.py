"""Patterns of slips in the wording of a document."""

from __future__ import annotations

import re
from functools import cache

from budgetkit.rules.files import load_toml


@cache
def patterns() -> dict[str, list[tuple[dict, re.Pattern[str]]]]:
    """Entries of ``identities/wording.toml`` by topic, each with its pattern."""
    data = load_toml("words/wording.toml")
    names = ("placeholder", "year", "year_allowed", "scope_note", "left_out")
    return {name: [(entry, re.compile(entry["pattern"])) for entry in data[name]] for name in names}

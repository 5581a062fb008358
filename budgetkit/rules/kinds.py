"""The kinds of tables and what decides them (``kinds.toml``)."""

from __future__ import annotations

from functools import cache

from budgetkit.rules.files import load_toml
from budgetkit.rules.patterns import Patterns, entries_of


@cache
def kind_names() -> dict[str, str]:
    """Chinese name of each kind of table; ``other`` is a table of no known kind."""
    return {kind["id"]: kind["zh"] for kind in table_kinds()} | {"other": "未识别的表"}


@cache
def table_kinds() -> tuple[dict, ...]:
    """Table kinds in order of precedence; ``title``, ``title_lacks`` are `Patterns`, ``says`` several."""
    kinds = []
    for kind in load_toml("kinds.toml")["kind"]:
        patterns = {
            key: Patterns(entries_of(f"kinds.toml/{key}", {"id": kind["id"], key: kind[key]}, key))
            for key in ("title", "title_lacks")
            if key in kind
        }
        says = tuple(
            Patterns(entries_of("kinds.toml/says", {"id": kind["id"], "says": [pattern]}, "says"))
            for pattern in kind.get("says", ())
        )
        kinds.append({**kind, **patterns, "says": says})
    return tuple(kinds)

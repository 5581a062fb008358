"""Short Chinese names of whatever a finding can name: identities, rules of the prose, notices."""

from __future__ import annotations

import re
from functools import cache

from budgetkit.rules.files import load_toml
from budgetkit.rules.identities import comparisons, identities, messages
from budgetkit.rules.prose import prose_rules


@cache
def titles() -> dict[str, str]:
    """Id to Chinese name, for every identity and notice of the data.

    A notice without a ``title_zh`` of its own is named by its sentence, what is filled in left out.

    >>> titles()["rows-lost"]
    '疑有行丢失'
    """
    rules = prose_rules()
    named = {one.id: one.title_zh for one in (*rules.figures.values(), *rules.sums, *identities())}
    named |= {entry["id"]: entry["title_zh"] for entry in comparisons()}
    named |= load_toml("notices/prose.toml")["title"]
    for name, notice in messages()["notice"].items():
        named[name] = notice.get("title_zh") or re.sub(r"\{\w+\}", "…", notice["zh"]).rstrip("。")
    return named

"""Short Chinese names of whatever a finding can name: identities, rules of the prose, notices."""

from __future__ import annotations

import re
from functools import cache

from budgetkit.rules.active import active, remembers
from budgetkit.rules.declared.notices import ProseNoticeFile
from budgetkit.rules.identities import comparisons, identities
from budgetkit.rules.notices import notices
from budgetkit.rules.prose import prose_rules


@remembers
@cache
def titles() -> dict[str, str]:
    """Id to Chinese name, for every identity and notice of the data.

    A notice without a ``title_zh`` of its own is named by its sentence, what is filled in left out.

    >>> titles()["rows-lost"]
    '疑有行丢失'
    """
    rules = prose_rules()
    holding = (*rules.figures.values(), *rules.sums, *identities(), *comparisons())
    named = {one.id: one.title_zh for one in holding} | active().of(ProseNoticeFile).title
    for name, notice in notices().items():
        named[name] = notice.title_zh or re.sub(r"\{\w+\}", "…", notice.zh).rstrip("。")
    return named

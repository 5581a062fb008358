"""What findings say and are called (``notices/*.toml``), and how printed codes are read and compared."""

from __future__ import annotations

import re
from functools import cache

from budgetkit.rules.active import active, remembers
from budgetkit.rules.declared.identities import PurchaseFile
from budgetkit.rules.declared.notices import (
    CodeRuleFile,
    FindingFile,
    Message,
    Notice,
    NoticeFile,
    ProseNoticeFile,
)
from budgetkit.rules.identities import comparisons, identities
from budgetkit.rules.prose import prose_rules


@remembers
@cache
def notices() -> dict[str, Notice]:
    """Every finding that is no identity, by its id."""
    files = (FindingFile, CodeRuleFile, ProseNoticeFile, NoticeFile, PurchaseFile)
    return {notice.id: notice for file in files for notice in active().of(file).notice}


def message(relation: str) -> Message:
    """What a finding of an identity says; ``cell`` of one cell that explains several."""
    loaded = active().of(FindingFile)
    return loaded.cell if relation == "cell" else loaded.relation[relation]


def code_rules() -> CodeRuleFile:
    """How printed codes are read and compared."""
    return active().of(CodeRuleFile)


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

"""What findings say (``notices/*.toml``), and how printed codes are read and compared."""

from __future__ import annotations

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

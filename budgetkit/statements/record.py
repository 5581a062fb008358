"""What the prose states, resolved, and its row of `statements`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from budgetkit.statements.sentence import Sentence

# Whom to call: no such words may stand in a quotation.
_PERSONAL = re.compile(
    r"(?:联系人|负责人|经办人|审核人|填报人|填表人|责任人|联系电话|办公电话|电话|手机|传真|邮箱)\s*(?:[:：为是]|\d)|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}[-—]\d{7,8}"
)
_STATED = (
    "metric", "subject", "fiscal_year", "phase", "base_year", "base_phase", "value", "unit", "decimals",
    "derived",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure or claim: of what, of which year and phase, against which base.

    ``start`` and ``stop`` are the place in the sentence of the words that say it, ``place`` tells its page.
    """

    metric: str
    subject: str
    fiscal_year: int | None
    phase: str
    start: int
    stop: int
    place: int
    value: str = ""
    unit: str = ""
    base_year: int | None = None
    base_phase: str = ""
    derived: bool = False

    @property
    def decimals(self) -> int:
        """Decimals of the value."""
        return len(self.value.partition(".")[2])


def record_statements(sentence: Sentence, statements: list[Statement]) -> list[dict]:
    """Records of what a sentence states; one whose words say whom to call is left out."""
    records = []
    for one in statements:
        quote = sentence.quote(one.start, one.stop)
        if _PERSONAL.search(quote):
            continue
        stated = {name: getattr(one, name) for name in _STATED}
        page = sentence.page(one.place)
        records.append(stated | {"section": sentence.section, "quote": quote, "page": page})
    return records

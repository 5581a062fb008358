"""What the user corrected, told beside what the audit found."""

from __future__ import annotations

from budgetkit.audit.case import Case
from budgetkit.records import Finding


def find_corrected(case: Case) -> list[Finding]:
    """One finding for each correction, with its reason: the document is wrong, the data is not."""
    found = []
    for correction, line, repair in case.corrected:
        place = (line.table_id, line.row, line.column)
        words = {"before": repair.before or "空白", "before_en": repair.before or "blank"}
        words |= {"after": repair.after, "reason": correction.reason, "field": correction.field}
        found.append(case.notice("corrected-by-user", line.table_id, cell=place, **words))
    return found

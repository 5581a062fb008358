"""One function a question; each takes a dataset and returns a frame.

Every figure comes with its companions: ``line_ids`` (the printed cells behind it), ``coverage``
(what share of the printed total they make up), ``finding_ids`` and ``worst_severity`` (what the
audit says of these cells) and, where it is missing, a ``reason``.
"""

from budgetkit.analysis.answers import Answer, overview_answer, personnel_answer, retirees_answer
from budgetkit.analysis.personnel import document_to_detail, personnel_and_operating, personnel_variants
from budgetkit.analysis.survey import (
    findings_by_severity,
    overview,
    printed_totals,
    provenance,
    repairs_by_kind,
    repetition,
    serious_findings,
)
from budgetkit.analysis.wording import Readable, readable

__all__ = [
    "Answer",
    "Readable",
    "document_to_detail",
    "findings_by_severity",
    "overview",
    "overview_answer",
    "personnel_and_operating",
    "personnel_answer",
    "personnel_variants",
    "printed_totals",
    "provenance",
    "readable",
    "repairs_by_kind",
    "repetition",
    "retirees_answer",
    "serious_findings",
]

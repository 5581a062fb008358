"""One function a question; each takes a dataset and returns a frame.

Every figure comes with its companions: ``line_ids`` (the printed cells behind it), ``coverage``
(what share of the printed total they make up), ``finding_ids`` and ``worst_severity`` (what the
audit says of these cells) and, where it is missing, a ``reason``.
"""

from budgetkit.analysis.agreement import (
    checks_by_table,
    findings_by_cause,
    findings_by_identity,
    findings_with_values,
    repairs_before_after,
    repairs_by_table,
    unchecked_amounts,
)
from budgetkit.analysis.answers import Answer, overview_answer, personnel_answer, retirees_answer
from budgetkit.analysis.chains import project_continuity, projects_across_years
from budgetkit.analysis.change import execution, series_to_detail, year_on_year, yearly_totals
from budgetkit.analysis.completeness import completeness_by_document, completeness_gaps
from budgetkit.analysis.concentration import (
    concentration_to_detail,
    lorenz_curve,
    project_concentration,
    projects_ranked,
)
from budgetkit.analysis.coverage import coverage
from budgetkit.analysis.items import change_by_item
from budgetkit.analysis.personnel import document_to_detail, personnel_and_operating, personnel_variants
from budgetkit.analysis.sentences import (
    agreement_answer,
    change_answer,
    completeness_answer,
    concentration_answer,
    execution_answer,
    projects_answer,
)
from budgetkit.analysis.stated import stated_changes
from budgetkit.analysis.survey import (
    findings_by_severity,
    overview,
    printed_totals,
    provenance,
    repairs_by_kind,
    repetition,
    serious_findings,
)
from budgetkit.analysis.unread import unread_answer, unread_figures
from budgetkit.analysis.wording import Readable, readable

__all__ = [
    "Answer",
    "Readable",
    "agreement_answer",
    "change_answer",
    "change_by_item",
    "checks_by_table",
    "completeness_answer",
    "completeness_by_document",
    "completeness_gaps",
    "concentration_answer",
    "concentration_to_detail",
    "coverage",
    "document_to_detail",
    "execution",
    "execution_answer",
    "findings_by_cause",
    "findings_by_identity",
    "findings_by_severity",
    "findings_with_values",
    "lorenz_curve",
    "overview",
    "overview_answer",
    "personnel_and_operating",
    "personnel_answer",
    "personnel_variants",
    "printed_totals",
    "project_concentration",
    "project_continuity",
    "projects_across_years",
    "projects_answer",
    "projects_ranked",
    "provenance",
    "readable",
    "repairs_before_after",
    "repairs_by_kind",
    "repairs_by_table",
    "repetition",
    "retirees_answer",
    "series_to_detail",
    "serious_findings",
    "stated_changes",
    "unchecked_amounts",
    "unread_answer",
    "unread_figures",
    "year_on_year",
    "yearly_totals",
]

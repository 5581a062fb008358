"""One chart a question; each takes a frame of the analysis and an optional ``ax``, and returns the axes."""

from budgetkit.plots.agreement import plot_checks_by_table, plot_findings_by_cause
from budgetkit.plots.change import (
    plot_bridge,
    plot_change_by_item,
    plot_execution,
    plot_yearly_totals,
)
from budgetkit.plots.concentration import plot_lorenz, plot_projects_ranked
from budgetkit.plots.coverage import plot_completeness, plot_coverage
from budgetkit.plots.personnel import (
    plot_personnel_and_operating,
    plot_personnel_share_by_document,
    plot_personnel_share_by_function,
)
from budgetkit.plots.survey import plot_audit_status, plot_basic_and_project

__all__ = [
    "plot_audit_status",
    "plot_basic_and_project",
    "plot_bridge",
    "plot_change_by_item",
    "plot_checks_by_table",
    "plot_completeness",
    "plot_coverage",
    "plot_execution",
    "plot_findings_by_cause",
    "plot_lorenz",
    "plot_personnel_and_operating",
    "plot_personnel_share_by_document",
    "plot_personnel_share_by_function",
    "plot_projects_ranked",
    "plot_yearly_totals",
]

"""One chart a question; each takes a frame of the analysis and an optional ``ax``, and returns the axes."""

from budgetkit.plots.personnel import (
    plot_personnel_and_operating,
    plot_personnel_share_by_document,
    plot_personnel_share_by_function,
)
from budgetkit.plots.survey import plot_audit_status, plot_basic_and_project

__all__ = [
    "plot_audit_status",
    "plot_basic_and_project",
    "plot_personnel_and_operating",
    "plot_personnel_share_by_document",
    "plot_personnel_share_by_function",
]

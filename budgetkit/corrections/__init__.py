"""What a user decides: corrections of what a publisher printed wrong, and figures that were not read."""

from budgetkit.corrections.entries import (
    BY_HAND,
    Correction,
    CorrectionRefused,
    Decision,
    GivenFigure,
    as_decisions,
    as_plain,
    load_corrections,
)
from budgetkit.corrections.given import give_figures
from budgetkit.corrections.printed import correct_lines

__all__ = [
    "BY_HAND",
    "Correction",
    "CorrectionRefused",
    "Decision",
    "GivenFigure",
    "as_decisions",
    "as_plain",
    "correct_lines",
    "give_figures",
    "load_corrections",
]

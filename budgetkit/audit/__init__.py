"""Findings of one document: what its identities, its tables and its repairs tell a reader.

One cause makes one finding. Extraction damage is looked for first and takes the checks with it that
fail because of it; then the cell whose change would satisfy most failed checks is named, the checks
it explains are folded into its finding, and so on until none is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from budgetkit.audit.case import Case
from budgetkit.audit.codes.classifications import find_codes
from budgetkit.audit.codes.names import tell_misnamed
from budgetkit.audit.performance.forms import find_forms_unlike
from budgetkit.audit.performance.goals import (
    find_departments_unlike_projects,
    find_goals_of_another_year,
    find_goals_unlike_indicators,
)
from budgetkit.audit.performance.targets import (
    find_blank_targets,
    find_costs_unlike_budget,
    find_doubled_words,
    find_rates_in_words,
    find_targets_against_sense,
    find_targets_before_the_year,
)
from budgetkit.audit.projects.described_budgets import find_described
from budgetkit.audit.projects.links import (
    find_doubtful_links,
    find_project_amounts,
    find_project_names,
    find_without_form,
)
from budgetkit.audit.prose.causes import find_causes
from budgetkit.audit.prose.contradictions import find_contradictions
from budgetkit.audit.prose.counts import find_counts
from budgetkit.audit.prose.figures import find_prose
from budgetkit.audit.prose.functions import find_miscoded, find_unnamed
from budgetkit.audit.prose.wording import find_wording
from budgetkit.audit.prose.years import find_years
from budgetkit.audit.sums.blanked_figures import find_emptied
from budgetkit.audit.sums.displaced_rows import find_displaced
from budgetkit.audit.sums.doubled_rows import find_doubled
from budgetkit.audit.sums.exchanged_figures import find_swapped
from budgetkit.audit.sums.lost_rows import find_childless, find_headless
from budgetkit.audit.sums.misread_rows import (
    find_lost,
    find_missing,
    find_not_understood,
    find_repaired,
    find_shifted,
    find_shifted_text,
)
from budgetkit.audit.sums.percentages import find_compared
from budgetkit.audit.sums.single_figures import (
    find_forbidden,
    find_rounded,
    find_single_cells,
    find_single_checks,
    find_unusual,
)
from budgetkit.audit.sums.slid_figures import find_slid
from budgetkit.audit.sums.wrong_units import find_wrong_units, in_other_unit, tell_wrong_units
from budgetkit.audit.tables.contents import find_contents
from budgetkit.audit.tables.corrections import find_corrected
from budgetkit.audit.tables.purchases import find_purchases
from budgetkit.audit.tables.titles import find_titles
from budgetkit.checks import Check, evaluate
from budgetkit.checks.breakdowns import check_breakdowns
from budgetkit.checks.comparisons import check_changes
from budgetkit.records import Finding, Line, Repair
from budgetkit.tables import Table

__all__ = ["Case", "audit"]

FAILED = (
    find_codes,
    find_shifted_text,
    find_displaced,
    find_doubled,
    find_slid,
    find_swapped,
    find_emptied,
    find_lost,
    find_childless,
    find_not_understood,
    find_shifted,
    find_forbidden,
    find_single_cells,
)
"""Explain failed checks, each taking those with it that it explains."""
OTHER = (
    tell_wrong_units,
    find_corrected,
    find_repaired,
    find_missing,
    find_headless,
    find_rounded,
    find_prose,
    find_project_amounts,
    find_project_names,
    find_doubtful_links,
    find_without_form,
    find_goals_unlike_indicators,
    find_departments_unlike_projects,
    find_forms_unlike,
    find_goals_of_another_year,
    find_blank_targets,
    find_rates_in_words,
    find_targets_before_the_year,
    find_targets_against_sense,
    find_costs_unlike_budget,
    find_doubled_words,
    find_purchases,
    find_counts,
    find_wording,
    find_contents,
    find_contradictions,
    find_unnamed,
    find_miscoded,
    find_described,
    find_causes,
    find_years,
    find_titles,
)
"""Look at the case for themselves; topics are added here."""


def audit(
    tables: Sequence[Table], lines: Sequence[Line], repairs: Sequence[Repair] = (), **known: object
) -> list[Finding]:
    """Audit one document.

    Parameters
    ----------
    tables : sequence of Table
        All tables, after repair; absent ones too.
    lines : sequence of Line
        All lines of the tables, in any order. ``checks`` and ``failures`` of each line are set: how many
        sums and equalities contain it, and how many of these fail.
    repairs : sequence of Repair
        What was repaired.
    **known
        What else was read (``statements``, ``indicators``, ``projects``, ``paragraphs``, ``corrected``,
        ``fiscal_year``, ``phase``, ``scope``), see `Case`. What is left out is not audited.

    Returns
    -------
    list of Finding
        In the order of the tables and their rows; empty when all is well.
    """
    wrong = find_wrong_units(tables, lines, known.get("statements", ()))
    printed, lines = lines, in_other_unit(lines, wrong)
    checks = evaluate(lines, columns={table.table_id: table.columns for table in tables})
    checks += [*check_changes(tables, lines), *check_breakdowns(lines)]
    _mark(lines, checks)
    for line, judged in zip(printed, lines, strict=True):
        if judged is not line:  # what is printed is not what was checked
            line.checks, line.failures = judged.checks, judged.checks
    case = Case(tables, lines, checks, repairs, wrong_units=wrong, **known)
    found: list[Finding] = []
    failed = [check for check in checks if check.state == "fails" and check.identity.severity != "info"]
    for explain in FAILED:
        more, failed = explain(case, failed)
        found += more
    found += find_single_checks(case, failed, found)
    found = tell_misnamed(case, found)
    found += find_unusual(case, found)
    case.findings = list(found)
    found += find_compared(case, found)
    for find in OTHER:
        case.told = [*found]
        found += find(case)
    return sorted(found, key=case.order)


def _mark(lines: Iterable[Line], checks: Iterable[Check]) -> None:
    for line in lines:
        line.checks = line.failures = 0
    for check in checks:
        if check.counts:
            for line in (*check.total, *check.parts):
                line.checks += 1
                line.failures += check.state == "fails"

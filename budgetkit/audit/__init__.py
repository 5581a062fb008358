"""Findings of one document: what its identities, its tables, its prose and its repairs tell a reader.

One cause makes one finding. The evidence (`Case`) never changes; a finder looks at it and at how far the
audit has come (`Progress`), and gives back explanations. Slips that make several checks fail at once are
looked for first, the surest before the others, and take these checks with them; then the cell whose change
would satisfy most failed checks is named, and so on until none is left. What needs no failed check follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce

from budgetkit.audit.case import Case
from budgetkit.audit.codes.classifications import find_codes
from budgetkit.audit.codes.names import find_misnamed
from budgetkit.audit.codes.use import find_codes_out_of_place
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
from budgetkit.audit.progress import Explanation, Progress
from budgetkit.audit.projects import (
    find_described,
    find_doubtful_links,
    find_project_amounts,
    find_project_names,
    find_without_form,
)
from budgetkit.audit.prose.causes import find_causes
from budgetkit.audit.prose.counts import find_counts
from budgetkit.audit.prose.figures import find_misstated
from budgetkit.audit.prose.functions import find_miscoded, find_unnamed
from budgetkit.audit.prose.wording import find_wording
from budgetkit.audit.prose.years import find_sentences_of_another_year, find_titles, find_wrong_years
from budgetkit.audit.sums.comparisons import find_percentages, find_purchases
from budgetkit.audit.sums.headings import find_bare_headings, find_missing_headings
from budgetkit.audit.sums.lost_rows import find_lost_rows
from budgetkit.audit.sums.misplaced_figures import find_blanked_figures, find_exchanged_figures
from budgetkit.audit.sums.misplaced_rows import find_displaced_rows, find_doubled_rows
from budgetkit.audit.sums.misread_tables import (
    find_misread_tables,
    find_shifted_rows,
    find_shifted_rows_of_text,
)
from budgetkit.audit.sums.rounding import find_rounded
from budgetkit.audit.sums.single_figures import (
    find_forbidden,
    find_single_cells,
    find_single_checks,
    find_unusual,
)
from budgetkit.audit.sums.slid_figures import find_slid_figures
from budgetkit.audit.sums.wrong_units import find_tables_of_wrong_unit, find_wrong_units, in_other_unit
from budgetkit.audit.tables.contents import find_contents
from budgetkit.audit.tables.damage import (
    find_contradicting_units,
    find_corrected,
    find_missing,
    find_repaired,
)
from budgetkit.checks import Check, evaluate
from budgetkit.checks.breakdowns import check_breakdowns
from budgetkit.checks.comparisons import check_changes
from budgetkit.lines import unread_lines
from budgetkit.records import Finding, Line, Repair
from budgetkit.tables import Table

__all__ = ["Case", "audit"]

Finder = Callable[[Case, Progress], Iterable[Explanation]]

EXPLAINING: tuple[Finder, ...] = (
    find_codes,
    find_codes_out_of_place,
    find_shifted_rows_of_text,
    find_displaced_rows,
    find_doubled_rows,
    find_slid_figures,
    find_exchanged_figures,
    find_blanked_figures,
    find_lost_rows,
    find_bare_headings,
    find_misread_tables,
    find_shifted_rows,
    find_forbidden,
    find_single_cells,
    find_single_checks,
)
"""Explain failed checks, each what those before it left."""
LOOKING: tuple[Callable[[Case], Iterable[Finding]], ...] = (
    find_tables_of_wrong_unit,
    find_contradicting_units,
    find_corrected,
    find_repaired,
    find_missing,
    find_missing_headings,
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
    find_counts,
    find_wording,
    find_wrong_years,
    find_contents,
    find_unnamed,
    find_miscoded,
    find_described,
    find_causes,
)
"""Look at the evidence alone, and need not know what was found; topics are added here."""


def _look(case: Case, _: Progress) -> Iterator[Explanation]:
    return (Explanation(finding) for find in LOOKING for finding in find(case))


STAGES: tuple[tuple[Finder, ...], ...] = (
    *((explain,) for explain in EXPLAINING),
    (find_misnamed,),
    (find_unusual,),
    (find_percentages, find_rounded, find_misstated, find_purchases, _look),
    (find_titles, find_sentences_of_another_year),
)
"""Finders of one stage know what the stages before it found, and nothing of each other."""


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
        What else was read (``statements``, ``indicators``, ``linking``, ``paragraphs``, ``corrected``,
        ``fiscal_year``, ``phase`` …), see `Case`. What is left out is not audited.

    Returns
    -------
    list of Finding
        In the order of the tables and their rows; empty when all is well.
    """
    wrong = find_wrong_units(tables, lines, known.get("statements", ()))
    judged = in_other_unit(lines, wrong)
    unread = _unread_lines(tables, judged, known)
    operands = [*judged, *unread]
    checks = evaluate(operands, columns={table.table_id: table.columns for table in tables})
    checks += [*check_changes(tables, operands), *check_breakdowns(judged)]
    case = Case(tables, judged, checks, repairs, wrong_units=wrong, unread=unread, **known)
    progress = explain(case)
    _mark(judged, checks)
    for line, other in zip(lines, judged, strict=True):
        if other is not line:  # what is printed is not what was checked
            line.checks = line.failures = other.checks
    for line in progress.absolved:
        line.checks, line.failures = line.checks - 1, line.failures - 1
    return sorted(progress.findings, key=case.order)


def _unread_lines(tables: Iterable[Table], lines: Iterable[Line], known: Mapping) -> list[Line]:
    """Figures of the tables that could not be read and that nobody gave, dated as the lines are."""
    read = {line.place for line in lines}
    found = [line for table in tables for line in unread_lines(table) if line.place not in read]
    for line in found:
        line.fiscal_year = line.fiscal_year or known.get("fiscal_year")
        line.phase = line.phase or known.get("phase", "")
    return found


def explain(case: Case, stages: Iterable[Iterable[Finder]] = STAGES) -> Progress:
    """Run the finders stage by stage over the checks that fail; what is only usual is no failure."""
    failed = [check for check in case.checks if check.state == "fails" and check.identity.severity != "info"]
    progress = Progress(tuple(failed))
    for stage in stages:
        said = [each for find in stage for each in find(case, progress)]
        progress = reduce(Progress.after, said, progress)
    return progress


def _mark(lines: Iterable[Line], checks: Iterable[Check]) -> None:
    for line in lines:
        line.checks = line.failures = 0
    for check in checks:
        if check.counts:
            for line in check.lines:
                line.checks += 1
                line.failures += check.state == "fails"

"""The one evaluator of what the prose states: against the lines of the tables, and against itself.

A stated figure is an interval of half its last printed digit. It is never judged where nothing compares
with it, and never called an error where the tables print several figures that it may mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from budgetkit.checks.lookup import Index
from budgetkit.checks.prose.changes import find_rates, find_sides
from budgetkit.checks.prose.claims import find_claims
from budgetkit.checks.prose.context import Context, ProseCheck
from budgetkit.checks.prose.figures import find_figures, find_repeated
from budgetkit.checks.prose.percentages import find_completion, find_shares
from budgetkit.checks.prose.sums import find_sums
from budgetkit.records import Line
from budgetkit.statements import OTHER_AMOUNT

__all__ = ["ProseCheck", "evaluate_prose", "statement_states"]

_STAGES = (find_figures, find_shares, find_completion, find_rates, find_sides, find_sums, find_repeated)
"""Amounts come first: what they match in the tables counts in all that rests on them."""


def evaluate_prose(
    statements: Sequence[Mapping], lines: Iterable[Line], empty_kinds: Iterable[str] = ()
) -> list[ProseCheck]:
    """Try every rule of the prose on the statements of one document.

    Parameters
    ----------
    statements : sequence of mapping
        Records of ``read_statements``, in reading order.
    lines : iterable of Line
        Lines of the same document, years and phases filled in.
    empty_kinds : iterable of str
        Kinds of tables that are there and hold nothing.

    Returns
    -------
    list of ProseCheck
        Stated amounts first; ``not_assessable`` ones included, which are no pass.
    """
    if not statements:
        return []
    context = Context(statements, Index(lines, {}))
    found = [check for find in _STAGES for check in find(context)]
    return [*found, *find_claims(context, set(empty_kinds))]


def statement_states(
    statements: Sequence[Mapping], lines: Iterable[Line], empty_kinds: Iterable[str] = ()
) -> list[str]:
    """What became of each statement: unknown is not a pass.

    Parameters
    ----------
    statements, lines, empty_kinds
        As for `evaluate_prose`.

    Returns
    -------
    list of str
        One for each statement: ``verified`` (a rule that contains it holds and none blames it), ``failing``,
        ``uncovered`` (a figure that no rule could judge), or empty where the statement has no figure of
        its own (a reason, a name, an earlier year that was backed out).
    """
    named = [place for place, one in enumerate(statements) if one["metric"] != OTHER_AMOUNT]
    checks = evaluate_prose([statements[place] for place in named], lines, empty_kinds)
    held = {named[place] for one in checks if one.state == "holds" for place in one.places}
    blamed = {named[one.places[0]] for one in checks if one.state == "fails" and one.places}
    states = dict.fromkeys(held, "verified") | dict.fromkeys(blamed, "failing")
    figures = [not one["derived"] and one["value"] not in (None, "") for one in statements]
    return [states.get(place, "uncovered") if figure else "" for place, figure in enumerate(figures)]

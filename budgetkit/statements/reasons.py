"""Why something changed: the words that tell it, resolved to what they explain."""

from __future__ import annotations

import re

from budgetkit.statements.claims import absent_item
from budgetkit.statements.context import ClauseContext
from budgetkit.statements.grammar import REASON_LEAD
from budgetkit.statements.metrics import find_metric
from budgetkit.statements.sentence import Statement

_FURTHER = re.compile(r"(?:同时|另外|[二三四五六]是)，?")


def claim(
    context: ClauseContext, metric: str, subject: str, start: int, stop: int, value: str = ""
) -> Statement:
    """Words as a statement without a figure; the name of a unit is of no phase."""
    phase = "" if metric == "unit_name" else context.memory.phase
    return Statement(metric, subject, context.year, phase, start, stop, place=start, value=value)


def resolve_reason(context: ClauseContext, stop: int) -> list[Statement]:
    """End the reason or purpose that is being told: a reason is kept with what it speaks of."""
    reason, context.reason = context.reason, None
    if reason is None or not reason.cause:
        return []
    own = find_metric(context.text, reason.clause, reason.start) if reason.outright else None
    spoken_of = context.current
    if own is not None:
        context.speak_of(own)
    subjects = context.current.subjects if own is not None else _explained(context, reason.outright)
    context.current = spoken_of
    start = REASON_LEAD.match(context.text, reason.stop, stop).end()
    words = context.text[start:stop].rstrip("，;")
    if not subjects or len(words) < 2:
        return []
    context.memory.explained = subjects
    return _explain(context, start, start + len(words))


def further_reason(context: ClauseContext) -> list[Statement]:
    """同时… as a sentence of its own goes on with the reason of the sentence before."""
    found, stop = _FURTHER.match(context.text), len(context.text)
    return _explain(context, found.end(), stop) if found and found.end() < stop else []


def _explained(context: ClauseContext, outright: bool) -> tuple[str, ...]:
    """Subjects of a reason whose clause names none: those that changed, else those spoken of."""
    changed = context.memory.changed
    if changed and not (outright and _is_another(context, changed)):
        return changed
    return context.current.subjects if outright and context.current else ()


def _is_another(context: ClauseContext, changed: tuple[str, ...]) -> bool:
    """因公出国费用没有，原因是…: what was named since the last change, and has no amount, is meant."""
    current = context.current
    if current is None or current.levels:
        return False
    return current.subjects[0].rpartition("/")[2] not in {name.rpartition("/")[2] for name in changed}


def _explain(context: ClauseContext, start: int, stop: int) -> list[Statement]:
    absent = absent_item(context.text, start, stop, context.memory.fiscal_year)
    stated = []
    for subject in context.memory.explained:
        stated.append(claim(context, "reason", subject, start, stop))
        if absent:
            stated.append(claim(context, "no_such_budget", subject, start, stop, "0"))
    return stated

"""Amounts, counts, shares of a whole and of a budget, resolved: of what, of which year and phase."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from budgetkit.statements.context import ClauseContext, ClauseHead, Current
from budgetkit.statements.mention import FigureMention, phase_in
from budgetkit.statements.sentence import Statement
from budgetkit.text import normalise

_OF_THE_YEAR = re.compile("全年(?!预算)")


def state(metric: str, subject: str, figure: FigureMention, *, sign: int = 1, **of: object) -> Statement:
    """A figure as a statement; ``of`` tells year and phase, its base, and where its words start."""
    value = figure.value or "0"
    if sign < 0 and Decimal(value):
        value = value[1:] if value.startswith("-") else f"-{value}"
    known = {"start": figure.start, "stop": figure.stop, "place": figure.place, "unit": figure.unit}
    return Statement(metric, subject, value=value, **known | of)


def state_each(current: Current, figure: FigureMention, **of: object) -> list[Statement]:
    """A figure as a statement of each metric that is spoken of."""
    pairs = zip(current.metric.ids, current.subjects, strict=True)
    return [state(metric, subject, figure, **of) for metric, subject in pairs]


def resolve_level(context: ClauseContext, head: ClauseHead, mention: FigureMention) -> list[Statement]:
    """An amount, where the clause names what it is of, or leaves no doubt."""
    metric = head.metric
    if context.current.metric.unit:
        return []
    # An item may be called 执行: only words behind its name tell the phase; 支出预算 is such a word.
    start = head.begin
    if metric is not None:
        start = metric.stop if metric.ids[0].startswith("functional_") else metric.start
    words = context.text[start : mention.place]
    if metric is None and not head.bare and not _is_of_current(context, head, words):
        return []
    phase = phase_in(_OF_THE_YEAR.sub("", words)) or _phase_of_whole(context) or _phase_of_year(context)
    return state_levels(context, mention, phase, start=head.begin)


def _is_of_current(context: ClauseContext, head: ClauseHead, words: str) -> bool:
    """Whether an amount without a name of its own is of what is spoken of."""
    if context.text[head.begin - 1 : head.begin] == ":" and not context.current.levels:
        return True
    # 其中：…拨款5万元 is the amount of a part that was not understood.
    return bool(re.search(r"预算|决算|执行数", words)) and not (context.wholes and words.endswith("拨款"))


def _phase_of_whole(context: ClauseContext) -> str:
    """三公经费预算为20万元，其中：公务接待费9万元: a part is of the phase of the whole just stated."""
    opened = context.wholes[-1].current if context.wholes else None
    level = opened.levels[-1] if opened and opened.levels else None
    return level.phase if level and level.fiscal_year == context.year else ""


def _phase_of_year(context: ClauseContext) -> str:
    """Phase of a figure that names none: another year's is of the phase that its heading names."""
    memory = context.memory
    if context.year == memory.fiscal_year or memory.fiscal_year is None:
        return memory.phase
    section = normalise(memory.section)
    return phase_in(section) if str(context.year) in section else ""


def resolve_count(context: ClauseContext, head: ClauseHead, mention: FigureMention) -> list[Statement]:
    """A count, where the clause names what is counted in that unit."""
    metric, memory = context.current.metric, context.memory
    if head.metric is None or not metric.unit or not re.fullmatch(metric.unit, mention.unit):
        return []
    if not metric.stock:
        return state_levels(context, mention, memory.phase, start=head.begin)
    year = memory.as_of if memory.as_of and context.year == memory.fiscal_year else context.year
    return state_levels(context, mention, "", start=head.begin, fiscal_year=year)


def state_levels(context: ClauseContext, figure: FigureMention, phase: str, **of: object) -> list[Statement]:
    """State an amount or count of what is spoken of, and remember it."""
    current, memory = context.current, context.memory
    of = {"fiscal_year": context.year, "phase": phase} | of
    levels = state_each(current, figure, **of)
    known = {(one.metric, current.metric.detail, one.fiscal_year): one for one in levels}
    budget = phase if phase in ("approved", "adjusted") else current.budget
    context.tell(replace(current, levels=tuple(levels), budget=budget))
    memory.levels.update(known)
    memory.listed.update(current.subjects)
    memory.first = memory.first or current.subjects[0]
    memory.lead = memory.lead or context.current
    context.stated.append(levels[0])
    context.items += 1
    return levels


def resolve_share(context: ClauseContext, head: ClauseHead, mention: FigureMention) -> list[Statement]:
    """A share is of the amounts last stated for what is spoken of."""
    of = {"start": head.begin, "fiscal_year": context.year}
    return [state("share", one.subject, mention, phase=one.phase, **of) for one in context.current.levels]


def resolve_completion(context: ClauseContext, head: ClauseHead, mention: FigureMention) -> list[Statement]:
    """预算完成率 names its denominator; without 年初 or 全年 the sentence leaves it open."""
    current, stated = context.current, []
    of = {"start": head.begin, "fiscal_year": context.year}
    if mention.more:
        stated = state_each(current, mention.more, phase=mention.phase, **of)
    if mention.value:
        of |= {"phase": "executed", "base_year": context.year, "base_phase": mention.phase}
        stated += (state("execution_rate", subject, mention, **of) for subject in current.subjects)
    return stated

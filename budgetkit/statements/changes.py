"""Changes against a base that the sentence names, resolved, and the earlier figure that they give away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from budgetkit.statements.amounts import state, state_each
from budgetkit.statements.context import NEAR, Base, ClauseContext, ClauseHead, LastChange, Outcome
from budgetkit.statements.mention import FigureMention
from budgetkit.statements.record import Statement


def resolve_change(context: ClauseContext, head: ClauseHead, mention: FigureMention) -> Outcome:
    """An increase or decrease."""
    sign = _direction(context, mention)
    context = _recall_base(context, head)
    if context.base is None or sign is None:
        return context, ()
    context, stated = _state_change(context, head, mention, sign)
    return context._replace(change=LastChange(sign, mention.stop)), stated


def resolve_apart(context: ClauseContext, head: ClauseHead, mention: FigureMention) -> Outcome:
    """大于上年5万元: base and change in one; 等于上年数 is no change."""
    return _state_change(context.compare_with(mention), head, mention, mention.direction)


def resolve_flat(context: ClauseContext, head: ClauseHead, mention: FigureMention) -> Outcome:
    """持平: no change; 基本持平 is no exact zero: nothing to state, but a cause may follow."""
    context = _recall_base(context, head)
    if context.base is None:
        return context, ()
    if not mention.exact:
        return _remember_changed(context), ()
    return _state_change(context, head, mention, 0)


def _recall_base(context: ClauseContext, head: ClauseHead) -> ClauseContext:
    """与上年相比 stands before the first of several: 公务接待费减少1万元 is told of that year too."""
    remembered = context.memory.paragraph_base
    if context.base is None and head.metric is not None and remembered:
        return context._replace(base=remembered.far())
    return context


def resolve_base(context: ClauseContext, head: ClauseHead, mention: FigureMention) -> Outcome:
    """与上年相比: what follows is compared; 比上年1200万元增加 tells the earlier figure itself."""
    context = context.compare_with(mention)
    base, current = context.base, context.current
    if mention.more is None or current is None or current.metric.unit or base.year is None:
        return context, ()
    return context, _state_earlier(context, mention.more, mention.start)


def resolve_prior(context: ClauseContext, head: ClauseHead, mention: FigureMention) -> Outcome:
    """The earlier figure as a clause of its own (上年为12万元): the base of what follows."""
    context = context.compare_with(mention)
    return context, _state_earlier(context, mention, head.begin)


def _state_earlier(context: ClauseContext, figure: FigureMention, start: int) -> tuple[Statement, ...]:
    """A figure of the year and phase that is compared with."""
    base = context.base
    return state_each(context.current, figure, start=start, fiscal_year=base.year, phase=base.phase)


def resolve_own_apart(context: ClauseContext, head: ClauseHead, mention: FigureMention) -> Outcome:
    """决算数大于预算数5万元: the outcome against the budget of the same year."""
    context = _compare_with_own_budget(context, mention)
    if context.base is None:
        return context, ()
    return _state_change(context, head, mention, mention.direction)


def resolve_own_budget(context: ClauseContext, head: ClauseHead, mention: FigureMention) -> Outcome:
    """比预算32万元少支出2万元, 等于预算数: the budget may be printed once more."""
    context = _compare_with_own_budget(context, mention)
    base, current = context.base, context.current
    if base is None or current.metric.unit:
        return context, ()
    if mention.more is None:
        equal = context.text.startswith("等于", mention.start)
        return _state_change(context, head, mention, 0) if equal else (context, ())
    context = context._replace(base=replace(base, phase=base.phase or "approved"))
    return context, _state_earlier(context, mention.more, mention.start)


def _compare_with_own_budget(context: ClauseContext, mention: FigureMention) -> ClauseContext:
    """Compare with the budget of the same year, where the document tells the outcome."""
    if context.memory.phase != "executed":
        return context._replace(base=None)
    phase = mention.phase or context.current.budget
    return context._replace(base=Base(context.year, phase, mention.start, own=True))


def _state_change(context: ClauseContext, head: ClauseHead, mention: FigureMention, sign: int) -> Outcome:
    current, base = context.current, context.base
    if current.metric.unit:
        return context, ()
    stated: list[Statement] = []
    start = base.start if 0 <= head.begin - base.start <= NEAR else head.begin
    name = "change_from_budget" if base.own else "year_on_year_change"
    for subject, phase, level in _compared(context):
        of = dict(fiscal_year=context.year, phase=phase, base_year=base.year, base_phase=base.phase)
        change = state(name, subject, mention, sign=sign, start=start, **of)
        if level and not change.unit:
            change = replace(change, unit=level.unit)
        stated.append(change)
        if level and not base.own:
            stated += _back_out(level, change)
    return _remember_changed(context), tuple(stated)


def _compared(context: ClauseContext) -> Iterator[tuple[str, str, Statement | None]]:
    """Subject and phase of each metric that is spoken of, as its amount was last stated, and that amount."""
    for metric, subject in zip(context.current.metric.ids, context.current.subjects, strict=True):
        level = context.level_of(metric)
        yield (level.subject, level.phase, level) if level else (subject, context.memory.phase, None)


def _remember_changed(context: ClauseContext) -> ClauseContext:
    """A cause that follows speaks of what has just been compared."""
    changed = tuple(subject for subject, _, _ in _compared(context))
    return context.remember(changed=changed)._replace(compared=True)


def _back_out(level: Statement, change: Statement) -> list[Statement]:
    """The earlier year's figure, where this year's is stated in the same unit and the base is earlier."""
    base_year, year = change.base_year, change.fiscal_year
    if base_year is None or year is None or base_year >= year or level.fiscal_year != year:
        return []
    now, more = Decimal(level.value), Decimal(change.value)
    if now < more or (level.unit != change.unit and (now or more)):
        return []
    earlier = replace(
        change,
        metric=level.metric,
        fiscal_year=base_year,
        phase=change.base_phase,
        base_year=None,
        base_phase="",
        value=format(now - more, "f"),
        derived=True,
    )
    return [earlier]


def resolve_rate(context: ClauseContext, head: ClauseHead, mention: FigureMention) -> Outcome:
    """A change in percent, or in multiples of the earlier figure."""
    sign = _direction(context, mention)
    if context.base is None or sign is None or context.current.metric.unit:
        return context, ()
    return _state_rate(context, head, mention, sign)


def resolve_bare_rate(context: ClauseContext, head: ClauseHead, mention: FigureMention) -> Outcome:
    """减少2万元（10%）: the rate is of the change before the bracket."""
    return _state_rate(context, head, mention, context.change.sign)


def _state_rate(context: ClauseContext, head: ClauseHead, mention: FigureMention, sign: int) -> Outcome:
    base = context.base
    name = "change_rate_from_budget" if base.own else "year_on_year_rate"
    of = dict(fiscal_year=context.year, base_year=base.year, base_phase=base.phase, start=head.begin)
    rates = (state(name, one, mention, sign=sign, phase=phase, **of) for one, phase, _ in _compared(context))
    return _remember_changed(context), tuple(rates)


def _direction(context: ClauseContext, mention: FigureMention) -> int | None:
    """Sign of a change; 增加（减少） left standing tells nothing unless the figure is zero."""
    if mention.direction:
        return mention.direction
    return 1 if not Decimal(mention.value) else context.change.sign or None

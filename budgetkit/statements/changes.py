"""Changes against a base that the sentence names, resolved, and the earlier figure that they give away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from budgetkit.statements.amounts import state, state_each
from budgetkit.statements.context import NEAR, Base, ClauseContext, ClauseHead, LastChange
from budgetkit.statements.mention import FigureMention
from budgetkit.statements.sentence import Statement


def resolve_change(context: ClauseContext, head: ClauseHead, mention: FigureMention) -> list[Statement]:
    """An increase or decrease."""
    sign = _direction(context, mention)
    if not _recall_base(context, head) or sign is None:
        return []
    context.change = LastChange(sign, mention.stop)
    return _state_change(context, head, mention, sign)


def resolve_apart(context: ClauseContext, head: ClauseHead, mention: FigureMention) -> list[Statement]:
    """大于上年5万元: base and change in one; 等于上年数 is no change."""
    context.compare_with(mention)
    return _state_change(context, head, mention, mention.direction)


def resolve_flat(context: ClauseContext, head: ClauseHead, mention: FigureMention) -> list[Statement]:
    """持平: no change; 基本持平 is no exact zero: nothing to state, but a cause may follow."""
    if not _recall_base(context, head):
        return []
    if not mention.exact:
        _remember_changed(context)
        return []
    return _state_change(context, head, mention, 0)


def _recall_base(context: ClauseContext, head: ClauseHead) -> bool:
    """与上年相比 stands before the first of several: 公务接待费减少1万元 is told of that year too."""
    remembered = context.memory.paragraph_base
    if context.base is None and head.metric is not None and remembered:
        context.base = remembered.far()
    return context.base is not None


def resolve_base(context: ClauseContext, head: ClauseHead, mention: FigureMention) -> list[Statement]:
    """与上年相比: what follows is compared; 比上年1200万元增加 tells the earlier figure itself."""
    context.compare_with(mention)
    current = context.current
    if mention.more is None or current is None or current.metric.unit or context.base.year is None:
        return []
    return _state_earlier(context, mention.more, mention.start)


def resolve_prior(context: ClauseContext, head: ClauseHead, mention: FigureMention) -> list[Statement]:
    """The earlier figure as a clause of its own (上年为12万元): the base of what follows."""
    context.compare_with(mention)
    return _state_earlier(context, mention, head.begin)


def _state_earlier(context: ClauseContext, figure: FigureMention, start: int) -> list[Statement]:
    """A figure of the year and phase that is compared with."""
    base = context.base
    return state_each(context.current, figure, start=start, fiscal_year=base.year, phase=base.phase)


def resolve_own_apart(context: ClauseContext, head: ClauseHead, mention: FigureMention) -> list[Statement]:
    """决算数大于预算数5万元: the outcome against the budget of the same year."""
    own = _compare_with_own_budget(context, mention)
    return _state_change(context, head, mention, mention.direction) if own else []


def resolve_own_budget(context: ClauseContext, head: ClauseHead, mention: FigureMention) -> list[Statement]:
    """比预算32万元少支出2万元, 等于预算数: the budget may be printed once more."""
    base = _compare_with_own_budget(context, mention)
    if base is None or context.current.metric.unit:
        return []
    if mention.more is None:
        equal = context.text.startswith("等于", mention.start)
        return _state_change(context, head, mention, 0) if equal else []
    context.base = replace(base, phase=base.phase or "approved")
    return _state_earlier(context, mention.more, mention.start)


def _compare_with_own_budget(context: ClauseContext, mention: FigureMention) -> Base | None:
    """Compare with the budget of the same year, where the document tells the outcome."""
    own = Base(context.year, mention.phase or context.current.budget, mention.start, own=True)
    context.base = own if context.memory.phase == "executed" else None
    return context.base


def _state_change(
    context: ClauseContext, head: ClauseHead, mention: FigureMention, sign: int
) -> list[Statement]:
    base = context.base
    if context.current.metric.unit:
        return []
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
    _remember_changed(context)
    return stated


def _compared(context: ClauseContext) -> Iterator[tuple[str, str, Statement | None]]:
    """Subject and phase of each metric that is spoken of, as its amount was last stated, and that amount."""
    for metric, subject in zip(context.current.metric.ids, context.current.subjects, strict=True):
        level = context.level_of(metric)
        yield (level.subject, level.phase, level) if level else (subject, context.memory.phase, None)


def _remember_changed(context: ClauseContext) -> None:
    """A cause that follows speaks of what has just been compared."""
    context.memory.changed = tuple(subject for subject, _, _ in _compared(context))
    context.compared = True


def _back_out(level: Statement, change: Statement) -> list[Statement]:
    """The earlier year's figure, where this year's is stated in the same unit and the base is earlier."""
    base_year, year = change.base_year, change.fiscal_year
    if base_year is None or year is None or base_year >= year or level.fiscal_year != year:
        return []
    now, more = Decimal(level.value), Decimal(change.value)
    if now < more or (level.unit != change.unit and (now or more)):
        return []
    of = {"metric": level.metric, "fiscal_year": base_year, "phase": change.base_phase}
    value = format(now - more, "f")
    return [replace(change, **of, base_year=None, base_phase="", value=value, derived=True)]


def resolve_rate(context: ClauseContext, head: ClauseHead, mention: FigureMention) -> list[Statement]:
    """A change in percent, or in multiples of the earlier figure."""
    sign = _direction(context, mention)
    if context.base is None or sign is None or context.current.metric.unit:
        return []
    return _state_rate(context, head, mention, sign)


def resolve_bare_rate(context: ClauseContext, head: ClauseHead, mention: FigureMention) -> list[Statement]:
    """减少2万元（10%）: the rate is of the change before the bracket."""
    return _state_rate(context, head, mention, context.change.sign)


def _state_rate(
    context: ClauseContext, head: ClauseHead, mention: FigureMention, sign: int
) -> list[Statement]:
    base = context.base
    name = "change_rate_from_budget" if base.own else "year_on_year_rate"
    of = dict(fiscal_year=context.year, base_year=base.year, base_phase=base.phase, start=head.begin)
    _remember_changed(context)
    return [state(name, one, mention, sign=sign, phase=phase, **of) for one, phase, _ in _compared(context)]


def _direction(context: ClauseContext, mention: FigureMention) -> int | None:
    """Sign of a change; 增加（减少） left standing tells nothing unless the figure is zero."""
    if mention.direction:
        return mention.direction
    return 1 if not Decimal(mention.value) else context.change.sign or None

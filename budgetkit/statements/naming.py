"""What a clause or a heading names, in the light of what has been spoken of."""

from __future__ import annotations

import re

from budgetkit.rules.active import active
from budgetkit.rules.declared.words import MetricFile
from budgetkit.statements import grammar
from budgetkit.statements.context import ClauseContext
from budgetkit.statements.metrics import MetricMention, find_metric, metric_at

_ENUMERATOR = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)、?|\d{1,2}[.、](?!\d(?!\d{6}[^\d.]))|[①-⑳]|此外|"
    r"\d{1,2}(?=[\u4e00-\u9fff、]{2,24}\((?:\d{3})?类\))|"
    r"按[\u4e00-\u9fff]{2,10}(?:分类|划分|分))+"
)
_LITTLE_ELSE = re.compile(r"(?:支出|预算|决算|安排|经费|情况|说明|的)*")


def topic_of(heading: str) -> MetricMention | None:
    """What a heading names that consists of little else."""
    named = metric_at(heading, 0, len(heading))
    alone = named and not named.unit and _LITTLE_ELSE.fullmatch(heading, named.stop)
    return named if alone else None


def behind_number(text: str, start: int) -> int:
    """The place behind the number or mark that starts a clause of a list."""
    found = _ENUMERATOR.match(text, start)
    return found.end() if found else start


def metric_in(context: ClauseContext, place: int, stop: int) -> MetricMention | None:
    """What a clause names, read in the light of what the sentence has spoken of."""
    metric = find_metric(context.text, place, stop) or _other_side(context, place, stop)
    if metric is None or _is_no_metric(context, metric):
        return None
    if partner := _total_of_uses(context, metric, place):
        return metric._replace(ids=(partner,))
    before = context.going_on
    if before and metric.ids[0] in before.goes_on:
        return metric._replace(ids=before.ids)
    context.going_on = metric if metric.goes_on else None
    return metric


def _is_no_metric(context: ClauseContext, metric: MetricMention) -> bool:
    """Whether the words, here, are no class of their own, or the outcome of what is being spoken of."""
    whole = context.wholes[-1].subject.rpartition("/")[2] if context.wholes else ""
    if metric.ids[0] == "functional_class" and whole in active().of(MetricFile).not_by_function.wholes:
        return True
    outcome = grammar.OUTCOME.fullmatch(context.text, metric.start, metric.stop)
    return bool(outcome) and (_outcome_due(context) or _named_before(context, metric))


def _total_of_uses(context: ClauseContext, metric: MetricMention, place: int) -> str:
    """财政拨款收入总计5万元，支出总计5万元: the uses of the fund whose revenue was told first."""
    lead, text = context.memory.lead, context.text
    if lead is None or len(lead.metric.ids) > 1 or metric.start != place:
        return ""
    plain = grammar.PLAIN_USES.fullmatch(text, metric.start, metric.stop)
    if not plain or not re.match("总计|合计|总额", text[lead.metric.stop : lead.metric.stop + 2]):
        return ""
    return active().of(MetricFile).counterpart.get(lead.metric.ids[0], "")


def _other_side(context: ClauseContext, place: int, stop: int) -> MetricMention | None:
    """财政拨款收入5万元，支出5万元: bare 支出 right behind the revenue of a fund is of that fund."""
    lead = context.memory.lead
    partner = active().of(MetricFile).counterpart.get(lead.metric.ids[0]) if lead else None
    if partner is None or len(context.stated) != 1 or not re.match(r"支出\d", context.text[place:stop]):
        return None
    return MetricMention((partner,), place, place + 2)


def _named_before(context: ClauseContext, metric: MetricMention) -> bool:
    """检察支出：预算支出5万元: what stands before the colon, or in a sentence before, is spoken of."""
    after_colon = re.search(r":(?:20\d\d年度?|本年度?|当年)?$", context.text[: metric.start])
    alone = after_colon or not (context.named or context.stated)
    return bool(alone and context.current and not context.current.levels)


def _outcome_due(context: ClauseContext) -> bool:
    """Whether only the budget of what is being spoken of has been told in the sentence."""
    if context.memory.phase != "executed" or context.current is None or not context.stated:
        return False
    last = context.stated[-1]
    return last in context.current.levels and last.phase in ("approved", "adjusted")

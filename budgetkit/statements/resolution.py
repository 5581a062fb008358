"""Sentence by sentence, clause by clause: what each figure and claim is of, and what carries over."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from budgetkit.statements import amounts, changes, grammar
from budgetkit.statements.amounts import state, state_levels
from budgetkit.statements.claims import (
    CLAIMS,
    ClaimMention,
    absences,
    absent_item,
    claim,
    further_reason,
    only_part,
    resolve_reason,
)  # fmt: skip
from budgetkit.statements.clause import Clause, Distributed, split_clauses
from budgetkit.statements.context import Bracket, ClauseContext, ClauseHead, Memory
from budgetkit.statements.mention import FigureMention, base_in, find_told, mentions_at, reason_in
from budgetkit.statements.metrics import MetricMention, find_metric, metric_at
from budgetkit.statements.naming import behind_number, metric_in, topic_of
from budgetkit.statements.sentence import Sentence, Statement
from budgetkit.text import normalise

_FIGURE = re.compile(r"\d(?:(?:万|亿)?元|%)")
_AS_A_WHOLE = re.compile("总体|整体|总额|总量|总计|合计")
_AS_OF = re.compile(r"截[至止]到?(20\d\d)年")
_AMONG = re.compile(r"(?:预算|支出|决算)*中")
_COMPARED = re.compile(rf"相?{grammar.FILLER}")

_ONE_EACH = {
    "completion": amounts.resolve_completion, "share": amounts.resolve_share,
    "count": amounts.resolve_count, "level": amounts.resolve_level, "apart": changes.resolve_apart,
    "equals": changes.resolve_apart, "flat": changes.resolve_flat, "rate": changes.resolve_rate,
    "change": changes.resolve_change,
}  # fmt: skip
"""Mentions that several metrics cannot share where another figure follows."""
_RESOLVE = _ONE_EACH | {
    "base": changes.resolve_base, "own_apart": changes.resolve_own_apart, "prior": changes.resolve_prior,
    "own_budget": changes.resolve_own_budget, "bare_rate": changes.resolve_bare_rate,
}  # fmt: skip


def resolve_sentence(
    sentence: Sentence, memory: Memory, claims: Iterable[ClaimMention] = ()
) -> tuple[Memory, list[Statement]]:
    """Resolve the figures and reasons of one sentence, in the light of those before it.

    Parameters
    ----------
    sentence : Sentence
        The sentence.
    memory : Memory
        What the sentences before it have left.
    claims : iterable of ClaimMention
        What it claims by itself, whatever was said before.

    Returns
    -------
    Memory
        What this one leaves to those behind it.
    list of Statement
        What it states, in reading order.
    """
    text = sentence.text
    context, inherits = _enter(sentence, memory)
    stated = [*(claim(context, *one) for one in claims), *further_reason(context)]
    figures = bool(re.search(r"\d", text) or CLAIMS.search(text))
    if figures:
        stated += _told(context)
        stated += (claim(context, *one) for one in absences(text, sentence.section))
        _begin(context, inherits)
        for clause in split_clauses(text):
            stated += resolve_clause(context, clause)
        stated += resolve_reason(context, len(text))
    _remember_named(context, figures)
    return context.memory, stated


def _enter(sentence: Sentence, memory: Memory) -> tuple[ClauseContext, bool]:
    """Forget what the sentence cannot speak of; whether it goes on with the list of the one before."""
    if sentence.section != memory.section:
        memory = replace(memory, section=sentence.section, levels={}, first="")
    if sentence.paragraph != memory.paragraph:
        topic = topic_of(normalise(sentence.section.rpartition(" / ")[2]))
        kept = memory.fiscal_year, memory.phase, memory.section, memory.levels, memory.first
        memory = Memory(*kept, sentence.paragraph, topic)
    inherits = sentence.text.startswith("其中") and memory.current is not None
    base = memory.base.far() if inherits and memory.base else None
    return ClauseContext(sentence.text, memory, memory.fiscal_year, memory.current, base), inherits


def _told(context: ClauseContext) -> list[Statement]:
    """Figures told by whole phrases, of the year that the sentence names first."""
    named = grammar.YEAR.search(context.text)
    year = int(named[1]) if named else context.memory.fiscal_year
    phase = context.memory.phase
    return [
        state(one.metric, one.subject, one.figure, fiscal_year=year, phase="" if one.stock else phase)
        for one in find_told(context.text)
    ]


def _begin(context: ClauseContext, inherits: bool) -> None:
    """What the first clause speaks of until it names something, and of which year counts are."""
    text, memory = context.text, context.memory
    if len(memory.listed) > 1 and not inherits:
        # After a list it is not certain what 与上年相比 speaks of, unless it says so.
        context.current = memory.lead if _AS_A_WHOLE.search(text, 0, 16) else None
    # 截至2030年底 tells of which year the counts are, until another year is named.
    date = _AS_OF.search(text)
    named = date or grammar.YEAR.search(text)
    memory.as_of = int(date[1]) if date else None if named else memory.as_of
    memory.listed, memory.lead = set(), None


def _remember_named(context: ClauseContext, figures: bool) -> None:
    """What the sentence spoke of, for those behind it; one without a figure may name it for them."""
    text, memory = context.text, context.memory
    place, stop = behind_number(text, 0), len(text)
    if figures:
        memory.paragraph_base = context.base or memory.paragraph_base
    elif (named := find_metric(text, place, stop)) is not None and named.stop == stop:
        context.speak_of(named)
    memory.current, memory.base = context.current, context.base
    named = metric_at(text, place, stop)
    if named is not None and text[named.stop : named.stop + 1] in (":", ""):
        # 收入预算：包括…: what the head of a paragraph names, the sentences behind it may leave out
        memory.topic, memory.spoken_of = named, False


def resolve_clause(context: ClauseContext, clause: Clause) -> list[Statement]:
    """Resolve one clause: what its words mention before a reason starts, then what its ending closes."""
    text, start, stop = context.text, clause.start, clause.stop
    stated: list[Statement] = []
    if clause.told:
        stated += _read_clause(context, start, stop, clause.joined)
        return stated + _state_distributed(context, clause.told)
    if context.reason and _leaves_reason(context, start, stop):
        stated += resolve_reason(context, start)
    if not context.reason:
        reason = reason_in(text, start, stop)
        stated += _read_clause(context, start, reason.start if reason else stop, clause.joined)
        context.reason = reason
    if context.reason and grammar.LISTED.search(text, start, stop):
        context.reasons_listed = True
    return stated + _end_clause(context, clause)


def _end_clause(context: ClauseContext, clause: Clause) -> list[Statement]:
    """What the sign behind a clause opens or closes: a bracket, a list."""
    ending, wholes = clause.ending, context.wholes
    stated: list[Statement] = []
    if ending == "(":
        context.brackets.append(Bracket(wholes, context.current))
        context.wholes = (*wholes, context.as_whole())
    elif ending == ")" and context.brackets:
        stated = resolve_reason(context, clause.stop)
        context.wholes, context.current = context.brackets.pop()
    elif ending == ";":
        context.items = 0
        if len(wholes) > 1 or (wholes and wholes[-1].unit):
            context.wholes = wholes[:-1]  # a semicolon ends the inner list, and any list of counts
    elif ending == ":" and context.text.endswith("如下", clause.start, clause.stop):
        # the total is told; what follows is a list of its own
        context.memory.listed, context.memory.lead = set(), None
    return stated


def _leaves_reason(context: ClauseContext, start: int, stop: int) -> bool:
    """Whether a clause no longer belongs to the reason, or purpose, that stands before."""
    text = context.text
    if not context.reason.cause and grammar.OF_WHICH.match(text, start, stop):
        return True  # 主要用于…，其中: the parts of the amount
    return text[start - 1 : start] in (";", ")") and _resumes(context, start, stop)


def _resumes(context: ClauseContext, start: int, stop: int) -> bool:
    """Whether a clause after a reason speaks of the budget again, not of the next reason."""
    text, place = context.text, start
    if not context.reasons_listed:
        place = grammar.PREFIX.match(text, behind_number(text, start), stop).end()
        base = grammar.BASE.match(text, place, stop)
        if base and context.current is not None:
            return bool(grammar.CHANGE.match(text, base.end(), stop))
    named = metric_at(text, place, stop)
    if named is None:
        return False
    own_figure = grammar.BASE.search(text, place, stop) or grammar.LEVEL.match(text, named.stop, stop)
    return bool(own_figure or named.unit or context.wholes)


def _state_distributed(context: ClauseContext, told: Distributed) -> list[Statement]:
    """A、B分别为1万元、2万元; 分别占…的40%和60% is of as many amounts as the sentence stated last."""
    stated: list[Statement] = []
    if not told.named and len(context.stated) >= len(told.figures):
        for level, figure in zip(context.stated[-len(told.figures) :], told.figures, strict=True):
            stated.append(state("share", level.subject, figure, fiscal_year=context.year, phase=level.phase))
    for named, figure in zip(told.named, told.figures, strict=False):
        context.speak_of(named)
        stated += state_levels(context, figure, context.memory.phase)
    return stated


def _read_clause(context: ClauseContext, start: int, stop: int, joined: bool) -> list[Statement]:
    """Resolve what words from ``start`` to ``stop`` mention."""
    begin = _open_lists(context, start, stop)
    if begin >= stop:
        return []
    base = base_in(context.text, begin, stop)
    year = grammar.YEAR.search(context.text, begin, base.start if base else stop)
    place, stated, bare = begin, [], False
    if year:
        context.year = int(year[1])
    if base and base.start == begin:
        stated = changes.resolve_base(context, ClauseHead(begin), base)
        place = _end(base, stated)
    stated += _claims(context, place, stop)
    metric = metric_in(context, place, stop)
    if metric is None:
        _without_name(context, joined, base is not None and base.start == begin)
        bare = _of_topic(context, begin, stop)
    elif base and _compares_another(context.text, place, base, metric):
        context.current = None
        return stated
    else:
        place = _name(context, metric, stop)
    return stated + _read_mentions(context, ClauseHead(begin, metric, bare), place, stop)


def _open_lists(context: ClauseContext, start: int, stop: int) -> int:
    """Open the lists that 其中 at the start of a clause opens; the place behind it."""
    place = behind_number(context.text, start) if start < stop else stop
    while opened := grammar.OF_WHICH.match(context.text, place, stop):
        context.open_list(opened.start())
        place = behind_number(context.text, opened.end())
    return place


def _compares_another(text: str, place: int, base: FigureMention, metric: MetricMention) -> bool:
    """Whether something unknown is compared with last year, not the metric behind it."""
    before = place <= base.start < metric.start
    return before and not _COMPARED.fullmatch(text[place : base.start])


def _claims(context: ClauseContext, place: int, stop: int) -> list[Statement]:
    """Claims of what was last named: that it is all of a kind, or not there."""
    current, stated = context.current, []
    whole = current.subjects if current else (context.memory.first,)
    part = only_part(context.text, place, stop) if len(whole) == 1 and whole[0] else ""
    if part and part != whole[0].rpartition("/")[2]:
        stated.append(claim(context, "claim_only", f"{whole[0]}/{part}", place, stop))
    absent = absent_item(context.text, place, stop, context.memory.fiscal_year)
    if absent and current is not None:
        stated += (claim(context, "no_such_budget", subject, *absent, "0") for subject in current.subjects)
    return stated


def _without_name(context: ClauseContext, joined: bool, compares: bool) -> None:
    """较上年增加 behind a list of several: of its whole, or of nobody knows what."""
    if not (compares and context.wholes and context.items > 1):
        return
    if joined:  # 其中A1万元、B2万元，较上年增加: the list is over, the whole is spoken of again
        *wholes, last = context.wholes
        context.wholes, context.current = tuple(wholes), last.current
    elif not context.compared:  # 其中A1万元，B2万元，较上年增加: of B, or of both?
        context.current = None


def _of_topic(context: ClauseContext, begin: int, stop: int) -> bool:
    """2031年预算安排5万元: of the topic where nothing else was named; whether the clause says no more."""
    if not grammar.BARE_YEAR.match(context.text, begin, stop):
        return False
    memory = context.memory
    if memory.topic and not memory.spoken_of and not context.stated:
        context.speak_of(memory.topic)
    return context.current is not None and not context.current.levels


def _name(context: ClauseContext, metric: MetricMention, stop: int) -> int:
    """Speak of what a clause names; the place behind it."""
    text, place = context.text, metric.stop
    context.speak_of(metric)
    context.named = context.memory.spoken_of = True
    if _AMONG.fullmatch(text, place, stop):
        context.wholes = (context.as_whole(),)
        return stop
    if opened := grammar.OF_WHICH.match(text, place, stop):
        context.open_list(opened.start())
        return opened.end()
    return place


def _read_mentions(context: ClauseContext, head: ClauseHead, place: int, stop: int) -> list[Statement]:
    """Resolve one mention after another, as far as the words are understood."""
    stated: list[Statement] = []
    while place < stop:
        candidates = mentions_at(context.text, place, stop)
        mention = next((one for one in candidates if _is_meant(context, head, one)), None)
        if mention is None or _is_of_several(context, mention):
            break
        more = _RESOLVE[mention.kind](context, head, mention)
        stated += more
        place = _end(mention, more)
    if _FIGURE.search(context.text, place, stop):
        context.current = None  # of something unknown: what follows may be about it
    return stated


def _is_meant(context: ClauseContext, head: ClauseHead, mention: FigureMention) -> bool:
    """Whether the words may mention that, after what was said before."""
    current = context.current
    if mention.kind == "base" or current is None:
        return mention.kind == "base"
    if mention.kind == "prior":
        return mention.start == head.begin and bool(current.levels) and not current.metric.unit
    if mention.kind == "bare_rate":
        before = mention.start - 1
        return before == context.change.stop and context.text[before] == "(" and context.base is not None
    return True


def _is_of_several(context: ClauseContext, mention: FigureMention) -> bool:
    """Whether each of several metrics has a figure of its own, in an order that only the reader knows."""
    several = mention.kind in _ONE_EACH and len(context.current.subjects) > 1
    return several and bool(grammar.SECOND_FIGURE.match(context.text, mention.stop))


def _end(mention: FigureMention, stated: list[Statement]) -> int:
    """Where the words of a mention end: behind the figure that goes with it, where that was stated too."""
    return mention.more.stop if mention.more and stated else mention.stop

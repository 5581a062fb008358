"""What words claim without a figure: all of a kind, not there, empty, one of the units; and reasons."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from budgetkit.rules.active import active, remembers
from budgetkit.rules.declared.words import MetricFile
from budgetkit.statements.context import ClauseContext
from budgetkit.statements.grammar import ONLY, REASON_LEAD
from budgetkit.statements.metrics import find_metric, metric_at
from budgetkit.statements.sentence import Statement
from budgetkit.tables.kind import kind_of_title
from budgetkit.text import normalise

CLAIMS = re.compile(
    r"持平|一致|相等|相同|等于|没有|未|无|原因|由于|因为|主要是|全部|均|只|仅|空表|为空|不涉及"
)
_TITLE = re.compile(r"[\u4e00-\u9fff、\d()《]{4,40}?(?<![本故该空附])表")
_EMPTY = re.compile(
    r"本表(?:为|是)?(?:空表?|无数据|无内容|没有数据)|(?:为|是|系)空表|空表(?:的)?(?:主要)?原因|无相关收支"
)
_NOTHING = re.compile(
    r"(?:本?(?:部门|单位)?(?:无|没有|不涉及|未安排)(?:此项|该项)?(?:内容|情况|支出|预算)?|不适用)"
)
_NO_SUCH_ITEM = re.compile(
    r"(?P<year>(?:上年|去年|以前年度|20\d\d年度?)(?:度|均)?)?(?:没有|无|未)(?:安排)?(?:此|该|这)(?:项|类|部分)(?:预算|收支|收入|支出|结转|资金|经费|内容|业务)+"
)
_FUND_OF_TABLE = (("政府性基金", "government_managed_funds"), ("国有资本经营", "state_capital_operations"))
# 同时… and 二是… as sentences of their own go on with a reason.
_FURTHER = re.compile(r"(?:同时|另外|[二三四五六]是)，?")
_CLAUSE = re.compile("[，,;:)]")

# Names of the units that a budget covers: a list inside a sentence, or one of numbered lines.
_OF_UNITS = re.compile(r"(?:预算|下属|所属|直属|二级|编制范围的|事业|行政)单位")
_UNITS_INSIDE = re.compile(
    r"(?:预算|下属|所属|直属|二级)(?:\d+(?:个|家))?(?:二级)?(?:预算|事业)?单位[^,，;:包有为]{0,8}?(?:，?(?:具体)?(?:包括|包含|分别为|分别是|有):?|:)"
    r"(?P<names>[^，,;:\d]+)(?:\d+(?:个|家)[\u4e00-\u9fff]*单位)?(?=$|[，,;])"
)
_UNITS_COUNTED = re.compile(
    r"(?:预算|编制范围的)单位(?:数|共|有|计|为)*(?:\d+|[一二三四五六七八九十]+)(?:个|家)，(?:具体)?(?:包括|包含|分别为|分别是|有|是):?"
    r"(?P<names>[^，,;:\d]+)(?=$|[，,;])"
)
_OPENS_LIST = re.compile(r"(?:包括|包含|如下|分别为|分别是|具体是|具体为|有):?$")
_OFFICES = re.compile("内设机构|处室|科室|职能")
_NUMBERED_UNIT = re.compile(
    r"(?:\d{1,2}[.、]|\(\d{1,2}\)|\([一二三四五六七八九十]+\))(?P<name>[^，,;:\d]+?)(?=[，,;]|$)"
)
_UNIT_NAME = re.compile(
    r"[\u4e00-\u9fff、·]{2,30}[局委院校会心厅部处所站队团馆社办司园场室署台级学](?:\((?:本级|机关|本部|[\u4e00-\u9fff]{2,12})\))?"
)


@remembers
@cache
def _absences() -> re.Pattern[str]:
    """Claims that a budget does not exist, one named group for each subject."""
    subjects = "|".join(
        f"(?P<{{side}}{rule.id}>{rule.pattern.pattern})" for rule in active().of(MetricFile).absence
    )
    before = subjects.replace("{side}", "a_")
    after = subjects.replace("{side}", "b_")
    return re.compile(
        rf"(?:没有|未|无|不存在|不涉及)(?:使用|安排|涉及|发生|有|负责|参与|管理|组织|财政拨款|的)*(?:{before})"
        r"(?![^，,;]{0,12}(?:变化|增减))(?![\u4e00-\u9fff]{0,20}的[，,])"
        rf"|(?:{after})[\u4e00-\u9fff]{{0,8}}?(?:没有安排|未安排|无安排|无预算)"
    )


class ClaimMention(NamedTuple):
    """Words that claim something of a subject; ``value`` is 0 where they claim that it is not there."""

    metric: str
    subject: str
    start: int
    stop: int
    value: str = ""


class Announced(NamedTuple):
    """What a sentence announces: the table whose title it prints last, and whether names of units follow."""

    title: str = ""
    units_follow: bool = False


def plain_claims(text: str, announced: Announced) -> tuple[list[ClaimMention], Announced]:
    """Empty tables and names of units in a sentence, in the light of what those before have announced."""
    claims = _empty_tables(text, announced.title)
    line = _name_of_line(text) if announced.units_follow else None
    for start, stop in [line] if line else _names_inside(text):
        claims.append(ClaimMention("unit_name", text[start:stop], start, stop))
    title = next(reversed(_TITLE.findall(text)), announced.title)
    return claims, Announced(title, bool(line) or _announces_units(text))


def _empty_tables(text: str, announced: str) -> list[ClaimMention]:
    """本表为空表: of the table whose title was printed last."""
    claims: dict[str, ClaimMention] = {}
    for found in _EMPTY.finditer(text):
        titles = _TITLE.findall(text, 0, found.start())
        title = titles[-1] if titles else announced
        fund = next((fund for words, fund in _FUND_OF_TABLE if words in title), "")
        subject = f"{fund}_expenditure" if fund else kind_of_title(title) if title else ""
        if subject not in ("", "other"):
            claims.setdefault(subject, ClaimMention("empty_table", subject, *found.span()))
    return list(claims.values())


def absences(text: str, section: str) -> list[ClaimMention]:
    """Claims that there is no such budget; 无此项内容 alone is of what the heading names."""
    if _NOTHING.fullmatch(text):
        named = list(_absences().finditer("无" + normalise(section)))[-1:]
        return [_absence(found, 0, len(text)) for found in named]
    claims = []
    for found in _absences().finditer(text):
        rest = _CLAUSE.search(text, found.end())
        claims.append(_absence(found, found.start(), rest.start() if rest else len(text)))
    return claims


def _absence(found: re.Match[str], start: int, stop: int) -> ClaimMention:
    return ClaimMention("no_such_budget", (found.lastgroup or "")[2:], start, stop, "0")


def absent_item(text: str, start: int, stop: int, fiscal_year: int | None) -> tuple[int, int] | None:
    """Place of 无此项收入, of what was last named; 上年无此项支出 tells nothing of this year."""
    found = _NO_SUCH_ITEM.search(text, start, stop)
    if found is None or (found["year"] and not found["year"].startswith(str(fiscal_year))):
        return None
    return found.span()


def only_part(text: str, place: int, stop: int) -> str:
    """全部为财政拨款: the part of which the whole that was last stated consists."""
    found = ONLY.match(text, place, stop)
    if found is None:
        return ""
    for part in active().of(MetricFile).part:
        if part.pattern.match(text, found.end(), stop):
            return part.id
    named = metric_at(text, found.end(), stop)
    if named is not None and len(named.ids) == 1:
        return named.detail if named.ids[0].startswith("functional_") else named.ids[0]
    return ""


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
    changed, named = context.memory.changed, context.current if outright else None
    if named is None or (changed and named.levels):
        return changed
    # 因公出国费用没有，原因是…: what was named since the last change, and has no amount, is meant
    lasting = {name.rpartition("/")[2] for name in changed}
    return changed if named.subjects[0].rpartition("/")[2] in lasting else named.subjects


def _explain(context: ClauseContext, start: int, stop: int) -> list[Statement]:
    absent = absent_item(context.text, start, stop, context.memory.fiscal_year)
    stated = []
    for subject in context.memory.explained:
        stated.append(claim(context, "reason", subject, start, stop))
        if absent:
            stated.append(claim(context, "no_such_budget", subject, start, stop, "0"))
    return stated


def _names_inside(text: str) -> list[tuple[int, int]]:
    """Places of the names that a sentence lists; a list that holds anything else has none."""
    places = []
    for found in (*_UNITS_INSIDE.finditer(text), *_UNITS_COUNTED.finditer(text)):
        parts, start = [], found.start("names")
        for part in found["names"].split("、"):
            parts.append((start, start + len(part)))
            start += len(part) + 1
        if all(_UNIT_NAME.fullmatch(text, *part) for part in parts):
            places += [part for part in parts if part not in places]
    return places


def _announces_units(text: str) -> bool:
    """Whether numbered lines with names of units follow a sentence."""
    return bool(_OPENS_LIST.search(text) and _OF_UNITS.search(text) and not _OFFICES.search(text))


def _name_of_line(text: str) -> tuple[int, int] | None:
    """Place of the name that starts a numbered line."""
    found = _NUMBERED_UNIT.match(text)
    return found.span("name") if found and _UNIT_NAME.fullmatch(found["name"]) else None

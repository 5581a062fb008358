"""Words that name a metric: those of the rules, classes by their mark, their code or their official name."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from budgetkit.rules.active import active, remembers
from budgetkit.rules.codes import code_names, former_class_names
from budgetkit.rules.declared.words import MetricFile, MetricWording
from budgetkit.statements.grammar import FILLER, any_of
from budgetkit.text import normalise

# A metric starts a clause, or follows a year, the end of a department's name, or a word that leads to it.
_BODY = "局委院校会心厅部处所室位门我学区市县省府站队团馆社台办司园场署组联协镇乡村"
BOUNDARY = re.compile(f"[{_BODY}年度中的:)为末共比级排关]")
_WIDE = re.compile("[算置括额]")
_GENERIC_BEFORE = re.compile(rf"(?:年|年度|年末|[{_BODY}]|本级|机关|^|其中:?|中|共)$")
PREFIX_BANNED = re.compile(
    r"增加|减少|扣除|剔除|不含|除|动用|用于|由于|因为|涉及|完成|占|压减|上年|去年|如|(?<!使)用[^车]|绩效|\d(?:万|亿)?元"
)

_COUNT_AHEAD = re.compile(rf"{FILLER}[\d一二两三四五六七八九十]")
_BRACKETED = re.compile(r"\([^()]*\)")
_NAMED = re.compile(
    r"(?P<name>[\u4e00-\u9fff、]{2,22}?支出)(?=\d|预算|决算|为|占|增|减|比|较|与|合计|总计|年初|共|\(类\))"
)
_LEVELLED = re.compile(
    r"(?:[\u4e00-\u9fff、()（）]{2,30}?\((?:\d{2,3})?(?:类|款|项)\)(?:支出)?)+|[\u4e00-\u9fff、]{2,25}(?:\([^()]{1,8}\))?(?=\((?:\d{7}|\d{5}|\d{3})\))"
)
_CODED = re.compile(
    r"\(?(?P<code>2\d{6}|2\d{4})\)?[-—:、]?(?P<name>[\u4e00-\u9fff][\u4e00-\u9fff、()]{1,28}?)(?=\d|为|年初|支出(?:预算|决算|\d)|预算|决算)"
)
_ECONOMIC = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,14}?(?:\([\u4e00-\u9fff]+\)费)?)(?:\([^()\d]*\))?(?=\d)")
_LEVEL_NAME = re.compile(r"([\u4e00-\u9fff、()]+?)\((?:\d{2,3})?(类|款|项)\)(支出)?")
_SHORT = re.compile(
    r"(?P<name>[\u4e00-\u9fff、]{2,20}?)(?:支出)?类?(?:科目)?(?=\d[\d,.]*(?:万|亿)?元(?P<share>，占)?)"
)
_LEVEL_METRICS = {"类": "functional_class", "款": "functional_group", "项": "functional_item"}
_CODE_METRICS = {3: "functional_class", 5: "functional_group", 7: "functional_item"}


class MetricMention(NamedTuple):
    """Words from ``start`` to ``stop`` that name metrics, with what the rule of these says of them."""

    ids: tuple[str, ...]
    start: int
    stop: int
    detail: str = ""
    unit: str = ""
    stock: bool = False
    beside: tuple[str, ...] = ()
    goes_on: tuple[str, ...] = ()


def metrics() -> tuple[MetricWording, ...]:
    """Metrics in order of precedence."""
    return active().of(MetricFile).metric


@remembers
@cache
def _any_metric() -> re.Pattern[str]:
    """All metrics in one pattern: at most places nothing starts, and one look is enough to know."""
    return any_of(rule.pattern.pattern for rule in metrics())


@remembers
@cache
def _class_names() -> dict[str, str]:
    """Official names that a clause may print without a mark, to their metric; a class wins over a group."""
    names = code_names("functional").items()
    return {name: _CODE_METRICS[size] for size in (5, 3) for code, name in names if len(code) == size}


@remembers
@cache
def _economic_names() -> dict[str, str]:
    names = (normalise(name) for code, name in code_names("dept_economic").items() if len(code) == 5)
    return dict.fromkeys(names, "economic_item")


def metric_at(text: str, place: int, stop: int) -> MetricMention | None:
    """Metric that words start with, or ``None``."""
    return _metric_at(text, place, place, stop, generic=True) if place < stop else None


def find_metric(text: str, start: int, stop: int) -> MetricMention | None:
    """First metric that a clause names, or ``None``; its words must start at a boundary."""
    clause = text[start:stop]
    # looked for once: most clauses hold no such word at all
    doubtful = "(" in clause or PREFIX_BANNED.search(clause)
    places = {start} | {found.end() for found in BOUNDARY.finditer(text, start, stop)}
    wide = {found.end() for found in _WIDE.finditer(text, start, stop)}
    for place in sorted((places | wide) - {stop}):
        if doubtful and place > start and PREFIX_BANNED.search(_BRACKETED.sub("", text[start:place])):
            return None
        named = _metric_at(text, place, start, stop, generic=place not in wide)
        if named is not None:
            return named
    return None


def _metric_at(text: str, place: int, start: int, stop: int, generic: bool) -> MetricMention | None:
    # most clauses have no bracket, and looking for a class with its mark takes long
    levelled = _LEVELLED.match(text, place, stop) if text.find("(", place, stop) > 0 else None
    if levelled:
        return _levelled(text, levelled, stop)
    at_start = place == start
    return (
        (at_start and (_coded(text, place, stop) or _short_class(text, place)))
        or _by_rule(text, place, start, stop, generic)
        or _official(_NAMED.match(text, place, stop), _class_names())
        or (at_start and _official(_ECONOMIC.match(text, place, stop), _economic_names()))
        or None
    )


def _coded(text: str, place: int, stop: int) -> MetricMention | None:
    """2010101行政运行: a class by its code, its name as far as the official one goes."""
    found = _CODED.match(text, place, stop)
    if found is None:
        return None
    name, known = found["name"], code_names("functional").get(found["code"], "")
    name = known if known and text.startswith(known, found.start("name")) else name
    end = found.start("name") + len(name)
    return MetricMention((_CODE_METRICS[len(found["code"])],), place, end, name)


def _by_rule(text: str, place: int, start: int, stop: int, generic: bool) -> MetricMention | None:
    """The first metric of the rules that fits."""
    for metric in metrics() if _any_metric().match(text, place, stop) else ():
        found = metric.pattern.match(text, place, stop)
        if not found or (metric.unit and not _COUNT_AHEAD.match(text, found.end(), stop)):
            continue
        if metric.generic and not (generic and _GENERIC_BEFORE.search(text[start:place])):
            continue
        detail = found.groupdict().get("detail") or ""
        more = (metric.beside, metric.goes_on)
        return MetricMention(metric.id, place, found.end(), detail, metric.unit, metric.stock, *more)
    return None


def _official(found: re.Match[str] | None, names: dict[str, str]) -> MetricMention | None:
    """教育支出, 办公费: an official name without any mark, of the metric that goes with it."""
    if found is None or found["name"] not in names:
        return None
    return MetricMention((names[found["name"]],), *found.span(), found["name"])


def _short_class(text: str, place: int) -> MetricMention | None:
    """一般公共服务12万元, 文化体育与传媒支出类科目3万元: an official or former name right before an amount.

    Names of two characters (教育, 其他) are common words: they count only before an amount with its share.
    """
    found = _SHORT.match(text, place)
    if found is None or (len(found["name"]) == 2 and (found["name"] == "其他" or not found["share"])):
        return None
    name = f"{found['name']}支出"
    if _class_names().get(name) != "functional_class" and name not in former_class_names():
        return None
    return MetricMention(("functional_class",), place, found.end(), name)


def _levelled(text: str, found: re.Match[str], stop: int) -> MetricMention | None:
    names = _LEVEL_NAME.findall(found[0])
    if names:
        path = "/".join(
            name + (tail if level == "类" and not name.endswith("支出") else "")
            for name, level, tail in names
        )
        return MetricMention((_LEVEL_METRICS[names[-1][1]],), found.start(), found.end(), path)
    code = re.compile(r"\((\d{3,7})\)").match(text, found.end(), stop)
    if code is None:
        return None
    if code[1].startswith(("3", "5")):
        return _economic(text, found, code)
    return MetricMention((_CODE_METRICS[len(code[1])],), found.start(), code.end(), found[0])


def _economic(text: str, found: re.Match[str], code: re.Match[str]) -> MetricMention | None:
    """工资福利支出（301）: a code of an economic class stands behind the name, not one of a function."""
    if len(code[1]) == 5 and code[1].startswith("3"):
        return MetricMention(("economic_item",), found.start(), code.end(), found[0])
    named = next((one for one in metrics() if one.pattern.fullmatch(found[0])), None)
    if named is None:
        return None
    return MetricMention(named.id, found.start(), code.end(), "", named.unit, named.stock, named.beside)

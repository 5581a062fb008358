"""Patterns of the prose: metrics from data, amounts, changes, shares and the base of a comparison."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from budgetkit.vocabulary import code_names

NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
MONEY = r"(?:万|亿)?元"
_YEAR = r"20\d\d年度?|上一?年度?|去年"

REASON = re.compile(
    r"(?:的)?主要(?:是|原因|用于(?!以下)|由于|包括|因)|(?:增加|减少|增长|下降|变动|变化)(?:的)?原因|原因(?:是|为|:)"
    r"|(?:是|系)?(?:由于|因为)|用于(?!以下)|反映|包括(?=[\u4e00-\u9fff]+、[\u4e00-\u9fff]+、)"
)
LISTED = re.compile(r"一是|二是|三是|①|②|1\.")
OF_WHICH = re.compile(r"其中:?|(?:具体)?包括:?|主要用于以下方面:?|其中")
CLAUSE_END = re.compile(
    r"[，;:]|,(?!(?<=\d,)\d{3}(?!\d))|(?<=[元%辆个家人套名])(?:、|\((?!含))|(?<=\))、|(?<=[元%辆个家人名])\)"
)
FILLER = (
    r"(?:预算|决算|支出|收入|费用|经费|费|总金额|总额|总量|总数|数量|数|金额|资金|安排|拨款|总计|合计|共计|共有|共|计|为|是|约|"
    r"达到|达|全年|全部|年初|年末|本年|当年|财政|补助|的|均|各|总体|20\d\d年度?|预计|执行|有|等|保有量|从|:|"
    r"\((?:以|含|不含|类|款|项|大写)[^()]*\)|\(\d{3,7}\))*"
)
_UP, _DOWN = "增加|增长|上升|提高|增幅|增", "减少|下降|降低|压减|降幅|压缩|减"
_EITHER = rf"(?P<either>(?:{_UP}|{_DOWN})\((?:{_UP}|{_DOWN})\))"
_VERB = rf"(?:{_EITHER}|(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|幅度)?(?:为|达|约)?"
_AFTER = r"(?=$|[()、,，]|占|与|比|较|同|用于|增|减|主要|设置|全部|均|和|等|下|上|完成)"

LEAD = re.compile(FILLER)
BASE = re.compile(
    rf"(?:与|和|同|比|较|相比于?|相较于?)(?P<year>{_YEAR})(?:部门|单位|同口径|同期)*"
    r"(?P<phase>(?:(?:年初|全年|调整)?(?:预算执行|预算|决算|执行))?)(?:安排)?(?:收支|收入|支出)?数?(?:,)?"
    r"(?:相比较?|相较|比较|对比|同期)?|(?P<same>同比)"
)
OWN_BUDGET = re.compile(r"(?:同|与|较|比|大于|小于|等于)(?:年初|全年|调整)?预算数?(?:相比)?")
LEVEL = re.compile(rf"{FILLER}(?P<value>{NUMBER})(?P<unit>{MONEY}){_AFTER}")
COUNT = re.compile(
    rf"{FILLER}(?P<value>\d+)(?P<unit>台\(套\)|台/套|台套|台|套|件|辆|个|家|人次|人|名|批次)(?=$|[()、,]|和|等)"
)
CHANGE = re.compile(rf"{FILLER}{_VERB}(?P<value>-?(?:{NUMBER}))(?P<unit>{MONEY}){_AFTER}")
RATE = re.compile(rf"{FILLER}{_VERB}(?P<value>-?(?:{NUMBER}))(?P<unit>%){_AFTER}")
APART = re.compile(
    rf"(?:本年数?)?(?:(?P<down>小于|低于|少于)|(?P<up>大于|高于|多于))(?P<year>{_YEAR})"
    rf"(?P<phase>(?:(?:年初|全年)?(?:预算执行|预算|决算|执行))?)数?(?P<value>{NUMBER})(?P<unit>{MONEY}){_AFTER}"
)
FLAT = re.compile(rf"{FILLER}(?:基本)?(?P<flat>持平|一致|相等|相同|无变化|没有变化|无增减变化|无增减|不变)")
SHARE = re.compile(
    rf"占(?:比|[\u4e00-\u9fff]{{0,16}}?)?(?:的)?(?:比例|比重|比)?(?:为|:)?(?P<value>{NUMBER})(?P<unit>%)"
)
COMPLETION = re.compile(rf"完成(?P<phase>年初|全年|调整)?预算数?(?:的)?(?P<value>{NUMBER})(?P<unit>%)")

YEAR = re.compile(r"(?<![自从])(20\d\d)年(?!(?:\d{1,2}月)?(?:起|以来))")
# A metric starts a clause, or follows a year, the end of a department's name, or a word that leads to it.
_BODY = "局委院校会心厅部处所室位门我学区市县省府站队团馆社台办司园场署组联协"
BOUNDARY = re.compile(f"[{_BODY}年度中的:)为末共比级排关]")
_WIDE = re.compile("[算置括额]")
_GENERIC_BEFORE = re.compile(rf"(?:年|年度|[{_BODY}]|本级|机关|^|其中:?|中|共)$")
PREFIX_BANNED = re.compile(
    r"增加|减少|扣除|剔除|不含|除|动用|用于|由于|因为|完成|占|压减|上年|去年|如|用[^车]|\d(?:万|亿)?元"
)

_NAMED = re.compile(
    r"(?P<name>[\u4e00-\u9fff、]{2,22}?支出)(?=\d|预算|决算|为|占|增|减|比|较|与|合计|总计|年初|共|\(类\))"
)
_LEVELLED = re.compile(
    r"(?:[\u4e00-\u9fff、()（）]{2,30}?\((?:类|款|项)\)(?:支出)?)+|[\u4e00-\u9fff、]{2,25}(?:\([^()]{1,8}\))?(?=\((?:\d{7}|\d{5}|\d{3})\))"
)
_LEVEL_NAME = re.compile(r"([\u4e00-\u9fff、()]+?)\((类|款|项)\)(支出)?")
_LEVEL_METRICS = {"类": "functional_class", "款": "functional_group", "项": "functional_item"}
_CODE_METRICS = {3: "functional_class", 5: "functional_group", 7: "functional_item"}


class Thing(NamedTuple):
    """What a clause speaks of: metric identifiers, detail for the subject, unit pattern, place."""

    ids: tuple[str, ...]
    detail: str
    unit: str
    stock: bool
    start: int
    stop: int


class _Metric(NamedTuple):
    ids: tuple[str, ...]
    pattern: re.Pattern[str]
    unit: str
    stock: bool
    generic: bool


@cache
def _data() -> dict:
    return tomllib.loads(files(__package__).joinpath("metrics.toml").read_text(encoding="utf-8"))


@cache
def metrics() -> tuple[_Metric, ...]:
    """Metrics in order of precedence."""
    return tuple(
        _Metric(
            tuple(rule["id"]),
            re.compile(rule["pattern"]),
            rule.get("unit", ""),
            rule.get("stock", False),
            rule.get("generic", False),
        )
        for rule in _data()["metric"]
    )


@cache
def _any_metric() -> re.Pattern[str]:
    """All metrics in one pattern: at most places nothing starts, and one look is enough to know."""
    return re.compile("|".join(rule["pattern"].replace("(?P<detail>", "(?:") for rule in _data()["metric"]))


@cache
def phrases() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Identifier, the identifier it must follow, and pattern of the figures told by whole phrases."""
    return tuple(
        (rule["id"], rule.get("follows", ""), re.compile(rule["pattern"])) for rule in _data()["phrase"]
    )


@cache
def absences() -> re.Pattern[str]:
    """Claims that a budget does not exist, one named group for each subject."""
    subjects = "|".join(f"(?P<{{side}}{rule['id']}>{rule['pattern']})" for rule in _data()["absence"])
    before = subjects.replace("{side}", "a_")
    after = subjects.replace("{side}", "b_")
    return re.compile(
        rf"(?:没有|未|无)(?:使用|安排|涉及|发生|有|负责|参与|管理|的)*(?:{before})(?!.{{0,12}}(?:变化|增减))"
        rf"|(?:{after})[\u4e00-\u9fff]{{0,8}}?(?:没有安排|未安排|无安排|无预算)"
    )


@cache
def _class_names() -> dict[str, str]:
    """Official names that a clause may print without a mark, to their metric; a class wins over a group."""
    names = code_names("functional").items()
    return {name: _CODE_METRICS[size] for size in (5, 3) for code, name in names if len(code) == size}


def find_thing(text: str, start: int, stop: int) -> Thing | None:
    """First metric that a clause names, or ``None``; its words must start at a boundary."""
    places = {start} | {found.end() for found in BOUNDARY.finditer(text, start, stop)}
    wide = {found.end() for found in _WIDE.finditer(text, start, stop)}
    for place in sorted(places | wide):
        if not start <= place < stop:
            continue
        if place > start and PREFIX_BANNED.search(text, start, place):
            return None
        thing = _thing_at(text, place, start, stop, generic=place not in wide)
        if thing is not None:
            return thing
    return None


def _thing_at(text: str, place: int, start: int, stop: int, generic: bool) -> Thing | None:
    levelled = _LEVELLED.match(text, place, stop)
    if levelled:
        return _levelled(text, levelled, stop)
    for metric in metrics() if _any_metric().match(text, place, stop) else ():
        found = metric.pattern.match(text, place, stop)
        if not found:
            continue
        if metric.generic and not (generic and _GENERIC_BEFORE.search(text[start:place])):
            continue
        detail = found.groupdict().get("detail") or ""
        return Thing(metric.ids, detail, metric.unit, metric.stock, place, found.end())
    named = _NAMED.match(text, place, stop)
    if named and named["name"] in _class_names():
        return Thing((_class_names()[named["name"]],), named["name"], "", False, place, named.end())
    return None


def _levelled(text: str, found: re.Match[str], stop: int) -> Thing | None:
    names = _LEVEL_NAME.findall(found[0])
    if names:
        path = "/".join(
            name + (tail if level == "类" and not name.endswith("支出") else "")
            for name, level, tail in names
        )
        return Thing((_LEVEL_METRICS[names[-1][1]],), path, "", False, found.start(), found.end())
    code = re.compile(r"\((\d{3,7})\)").match(text, found.end(), stop)
    if code is None:
        return None
    return Thing((_CODE_METRICS[len(code[1])],), found[0], "", False, found.start(), code.end())

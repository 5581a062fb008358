"""Patterns of a clause: amounts, counts, changes, shares, and the base of a comparison."""

from __future__ import annotations

import re
from collections.abc import Iterable

NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
MONEY = r"(?:万|亿)?元|[万亿]"
_YEAR = r"20\d\d年度?|上一?年度?|去年|前一年度?"

CAUSE = (
    r"(?:的)?(?<!用车)主要(?:是(?!用于)|原因|由于|因(?!公))|(?:增加|减少|增长|下降|变动|变化|差异)(?:的)?(?:主要)?原因|原因(?:是|为|:|，)"
    r"|(?:是|系)?(?:由于|因为)"
)
REASON = re.compile(
    rf"(?P<cause>{CAUSE})|主要(?:用于(?!以下)|包括)|用于(?!以下)|反映|包括(?=[\u4e00-\u9fff]+、[\u4e00-\u9fff]+、)"
)
REASON_LEAD = re.compile(r"(?:主要|原因|的|是|为|系|在于|由于|因为|:|，)*")
LISTED = re.compile(r"一是|二是|三是|①|②|1\.")
OF_WHICH = re.compile(r"其中:?|(?:具体)?包括:?|主要用于以下方面:?|其中|其他用车主要(?:是|包括):?")
CLAUSE_END = re.compile(
    r"[，;:]|,(?!(?<=\d,)\d{3}(?!\d))|(?<=[元万亿%辆个家人套名次批])(?:、|\((?!含\)|(?:以|含|不含)[^()\d]*\)))|(?<=\))、|(?:(?<=\d[元万亿%辆个家人名批])|(?<=\d[万亿]元)|(?<=\d[人批]次))\)"
)
FILLER = (
    r"(?:预算|决算|支出|收入|费用|经费|费|一般公共|总金额|总额|总量|总数|数量|数|金额|资金|安排|实际|实有数?|拨款|总计|合计|共计|共有|共|计|为|是|约|"
    r"达到|达|全年|全部|年初|年末|本年|当年|财政|补助|的|均|各|总体|20\d\d年度?|预计|执行|有|等(?!于)|保有量|从|:|"
    r"\((?:以|含|不含|类|款|项|大写)[^()]*\)|\(\d{3,7}\))*"
)
_UP = "增加|增长|上升|上涨|提高|增幅|升幅|涨幅|净增|调增|增收|增支|增"
_DOWN = "减少|下降|降低|压减|降幅|减幅|压缩|下滑|缩减|核减|净减|调减|少支出|减收|减支|减"
_EITHER = rf"(?P<either>(?:{_UP}|{_DOWN})\((?:{_UP}|{_DOWN})\))"
_VERB = rf"(?:{_EITHER}|(?P<up>{_UP})(?P=up)?|(?P<down>{_DOWN})(?P=down)?)(?:了|幅度|率|额)?(?:为|达|约)?"
_AFTER = r"(?=$|[()、,，]|占|与|比|较|同|用于|增|减|中|少支|主要|设置|全部|均|和|等|下|上|完成)"

LEAD = re.compile(FILLER)
BASE = re.compile(
    rf"(?:按?同口径)?(?<!经)(?<!经比)(?:与|和|同|对比|比|较|相比于?|相较于?)(?P<year>{_YEAR})(?:\([^()\d]*\))?(?:的|部门|单位|同口径|同期|收支|收入|支出|一般公共|财政拨款|三公经费|机关运行经费|政府采购)*"
    r"(?P<phase>(?:(?:年初|全年|调整)?(?:预算执行|预算|决算|执行))?)(?:安排|实际|完成|累计)*(?:收支|收入|支出)?(?:数字|总?[数额])?(?:,)?"
    r"(?:相比较?|相较|比较|对比|同期|相(?![等同近]))?|(?:按?同口径)?(?P<same>同比)"
)
OWN_BUDGET = re.compile(
    r"(?:同|与|和|较|比|大于|小于|等于)(?:本年|当年|20\d\d年度?)?(?P<phase>年初|全年|调整)?预算(?!执行)数?(?:相比较?|对比)?"
)
OWN_APART = re.compile(
    rf"(?:(?P<up>大于|高于|多于)|(?P<down>小于|低于|少于))(?:本年|当年)?(?P<phase>年初|全年|调整)?预算数?"
    rf"(?P<value>{NUMBER})(?P<unit>{MONEY}){_AFTER}"
)
LEVEL = re.compile(rf"{FILLER}(?P<value>{NUMBER})(?P<unit>{MONEY}){_AFTER}")
SECOND_FIGURE = re.compile(r"[、,，和及]\d[\d,.]*(?:%|(?:万|亿)?元)")
NOTHING = re.compile(
    r"(?:年初|全年|调整后?|本年|当年)?(?:支出|预算|决算|数)*为(?P<value>0)(?P<unit>)(?=$|[，;、])"
)
FIGURE = re.compile(rf"(?P<value>{NUMBER})(?P<unit>{MONEY}|%|)")
COUNT = re.compile(
    rf"{FILLER}(?P<value>\d[\d,]*(?:\.\d+(?=万?平))?|[一二两三四五六七八九十]{{1,3}})"
    rf"(?P<unit>台\(套\)|台/套|台套|台|套|件|辆|个|家|人次|人|名|批次|批|平方米|万平方米)(?=$|[()、,]|和|及|等)"
)
CHANGE = re.compile(rf"{FILLER}{_VERB}(?P<value>-?(?:{NUMBER}))(?P<unit>{MONEY}){_AFTER}")
RATE = re.compile(rf"{FILLER}{_VERB}(?P<value>-?(?:{NUMBER}))(?P<unit>%|倍){_AFTER}")
EARLIER = re.compile(
    rf"(?:三公经费|财政拨款|预算|决算|执行|总额|数|的|为)*(?P<value>{NUMBER})(?P<unit>{MONEY})(?={_UP}|{_DOWN}|多|少|相比|$)"
)
PRIOR = re.compile(
    rf"(?P<year>{_YEAR})(?:同期)?(?P<phase>(?:(?:年初|全年)?(?:预算执行|预算|决算|执行))?)数?(?:为|是|:)?(?P<value>{NUMBER})(?P<unit>{MONEY})(?=$|[()，,;])"
)
"""上年为12万元: the earlier figure as a clause of its own; what follows is compared with it."""
APART = re.compile(
    rf"(?:本年数?)?(?:(?P<down>小于|低于|少于)|(?P<up>大于|高于|多于))(?P<year>{_YEAR})"
    rf"(?P<phase>(?:(?:年初|全年)?(?:预算执行|预算|决算|执行))?)数?(?P<value>{NUMBER})(?P<unit>{MONEY}){_AFTER}"
)
FLAT = re.compile(
    rf"{FILLER}(?P<roughly>(?:基本|大致|大体|总体)(?:上)?)?(?P<flat>持平|一致|相等|相同|无变化|没有变化|未发生变化|没有发生变化|无增减变化|没有增减|无增减|无增长|零增长|不变)"
)
EQUALS = re.compile(
    rf"(?:本年数?)?等于(?P<year>{_YEAR})(?P<phase>(?:(?:年初|全年)?(?:预算执行|预算|决算|执行))?)数?(?P<flat>)"
)
SHARE = re.compile(
    rf"(?:占(?:比|[\u4e00-\u9fff]{{0,16}}?)?(?:的)?(?:比例|比重|比)?|比重|比例)(?:为|是|达|约|:)*(?P<value>{NUMBER})(?P<unit>%)"
)
COMPLETION = re.compile(
    rf"(?:(?P<done>完成)|占|为|是)?(?P<phase>年初|全年|调整后?)?预算数?"
    rf"(?:(?P<budget>{NUMBER})(?P<budget_unit>{MONEY}))?"
    rf"(?:的|(?:的)?(?:完成率|执行率)(?:为|达到|达)?|(?(done)|(?!)))(?:(?P<value>{NUMBER})(?P<unit>%)|-+%?)"
)
COMPLETION_RATE = re.compile(rf"(?:预算)?(?:完成率|执行率)(?:为|达到|达|是)?(?P<value>{NUMBER})(?P<unit>%)")
BARE_RATE = re.compile(rf"(?P<value>{NUMBER})(?P<unit>%)(?=\))")
"""减少2万元（10%）: the rate of the change that stands right before the bracket."""
OUTCOME = re.compile(r"(?:支出|收入)(?:决算|预算)|预算(?:支出|收入)")
"""年初预算8万元，支出决算6万元: the outcome of what is being spoken of, no total of its own."""
PLAIN_USES = re.compile(r"(?:本年)?支出(?:总计|合计|总额)")
BARE_YEAR = re.compile(
    rf"(?:20\d\d年度?|本年度?|当年)?(?:本?(?:部门|单位)|我局|我单位)?(?:(?:年初|全年|调整)?(?:预算|决算)数?|预算安排|计划安排|拟安排|安排预算|安排|支出|为)+(?:{NUMBER})(?:{MONEY})"
)
"""2031年预算安排5万元: of what the heading, or the head of the paragraph, names."""
PREFIX = re.compile(r"(?:20\d\d年度?|本年度?|当年)?(?:本?(?:部门|单位|级)|我局|我单位)?")
ONLY = re.compile(
    r"(?:全部|全|均|都|只|仅)(?:由|为|是|系|来自|来源于|用于|有|安排)+(?:本级|省级?|市级?|区级?|县级?|中央)?"
)

YEAR = re.compile(r"(?<![自从])(20\d\d)年(?!(?:\d{1,2}月)?(?:起|以来))")


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """All patterns in one, without the names of their groups: one look tells whether any of them matches."""
    return re.compile("|".join(re.sub(r"\(\?P<\w+>", "(?:", pattern) for pattern in patterns))

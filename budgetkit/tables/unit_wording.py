"""What printed words say of the unit of money: labels, lines of their own, notes, sentences for all tables.

All functions take text with its white space removed, as `budgetkit.text.normalise` gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_SPELLINGS = {"仟元": "千元", "佰元": "百元", "圆": "元"}
_BARE_UNIT = "(?:亿元|百万元|万元|[千仟]元|[百佰]元|元|圆)"
_UNIT = rf"(?:人民币|RMB|CNY)?[:(]*(?P<unit>{_BARE_UNIT})(?![月旦件素宵])(?:\(?人民币\)?)?"
_COUNTED = r"(?:平方米|人次|人|个|辆|台|套|家|户|次|项|件|㎡|%)"
"""What a line may count beside money: 单位:万元、人."""
_BESIDE = rf"(?:(?:[、,/;和及]?{_COUNTED})+[、,/;和及])?"
_NAMED = r"(?:计量|货币|金额|数据|数字|计价|核算|填报)*单位"


def _compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern.replace("{unit}", _UNIT)) for pattern in patterns)


_STATED = _compiled(rf"单位:?{_BESIDE}\(?{{unit}}\)?")
_LINE = _compiled(
    rf"^[(\[※*]*(?:本表|表内|币种:?人民币[,;、]?)?{_NAMED}(?:均|都|统一)?[为是]?[:(]*{_BESIDE}{{unit}}"
    rf"(?:[、,/;和及]{_COUNTED})*[)\].。]*$",
    r"^[(\[](?:金额:?)?{unit}[)\]]$",
    r"^(?:(?:金额|计量|币种|货币):?|(?=人民币|RMB|CNY)){unit}$",
)
_NOTED = _compiled(
    r"单位(?:,除[^。;]{0,20}外,?)?[^。;,:]{0,4}?(?:为|是|系|采用|使用|用|以|:)+\"?{unit}(?![以的级/])",
    r"(?:以|按|用)\"?{unit}\"?(?:为|作为|作)?(?:计|列|反|表|填|编|金额|货币|基本|单位)",
    r"(?:金额|数据|数字|数额|数值|款项)[^。;,:]{0,6}?(?:为|是|系|按|以|:){unit}(?![以的级/])",
    r"(?:计量|计价|币种|货币):?{unit}(?![以的])",
)
_IN_BRACKETS = re.compile(rf"[(\[](?:{_NAMED}[:为]?)?{_BESIDE}{_UNIT}(?:[、,/;]{_COUNTED})?[)\]]")
"""A unit in brackets behind a title or a label."""
_RATE = re.compile(rf"[(\[](?P<unit>{_BARE_UNIT})/[^()\[\]]{{1,8}}[)\]]")
"""Money for one of something: 标准(元/人)."""
_AT_END = re.compile(rf"(?:^|(?<=[数额算费款,:/]))(?P<unit>{_BARE_UNIT})$")
_TAIL = re.compile(
    rf"(?:[(\[](?:单位:)?{_BARE_UNIT}(?:/[^()\[\]]{{1,8}})?[)\]]|(?:^|(?<=[数额算费款,:/])){_BARE_UNIT})$"
)
_BY_DESIGN = re.compile(rf"单价|标准|价格|均|每|定额|{_BARE_UNIT}/")
"""Labels of columns whose figures are small by nature, whatever the unit of the table."""
_MONEY = re.compile(r"金额|总额|资金|预算|拨款|支出|结转|经费")
_OF_ALL = re.compile(
    r"各(?:张|类|个)?(?:报|附)?表|[本全整]套|(?:所有|全部|以下|以上|下列|下述|上述|其他|其余|公开|附件?)[^。;,]{0,6}表"
    r"|报表|表格|表中[^。;,]{0,6}均|文中|本文|本册|本报告|本公开|本说明|除[^。;,]{0,8}(?:注明|说明|标明|标注)"
)
_OF_ONE = re.compile(r"本表|此表|该表|上表|表内")
_LOOKS_BACK = re.compile(r"^[(\[※*]*(?:备注|注|说明)|以上|上述|上表|本表|此表|表内")
_LOOKS_AHEAD = re.compile(r"以下|下列|下述|下表|后附")
_SENTENCE_ENDS = re.compile(r"[。;]")
_LONGEST_SENTENCE = 90


def unit_in(text: str) -> str:
    """Unit that a label or a heading prints, such as 金额(万元); ``""`` if none."""
    return _unit(_IN_BRACKETS.search(text)) or _first(_STATED, text)


def unit_of_column(label: str) -> str:
    """Unit that the label of a column prints, also as 标准(元/人), 预算数万元, or the unit alone."""
    return unit_in(label) or _unit(_RATE.search(label) or _AT_END.search(label))


def unit_of_line(text: str) -> str:
    """Unit of a line that states it and nothing else; ``""`` for any other line."""
    return _first(_LINE, text)


def unit_above(text: str) -> str:
    """Unit that a part of a heading above a table states."""
    return _first(_STATED, text) or unit_of_line(text) or (text if re.fullmatch("[亿万千]元", text) else "")


def unit_noted(text: str) -> str:
    """Unit that a note below a table states for its figures; ``""`` if it speaks of following tables."""
    if looks_ahead(text):
        return ""
    return unit_of_line(text) or _first(_NOTED, text)


def unit_of_all(text: str) -> tuple[str, bool]:
    """Unit that a sentence states for many tables, and whether only those before it are meant."""
    for sentence in _SENTENCE_ENDS.split(text):
        if len(sentence) > _LONGEST_SENTENCE or not _OF_ALL.search(sentence) or _OF_ONE.search(sentence):
            continue
        if unit := unit_of_line(sentence) or _first(_NOTED, sentence):
            return unit, not looks_ahead(sentence) and bool(re.search("以上|上述", sentence))
    return "", False


def looks_back(text: str) -> bool:
    """Whether a line is a note, or says that it speaks of the table before it."""
    return bool(_LOOKS_BACK.search(text))


def looks_ahead(text: str) -> bool:
    """Whether a line says that it speaks of what follows."""
    return bool(_LOOKS_AHEAD.search(text))


def differs_by_design(label: str) -> bool:
    """Whether a column has a unit of its own by what it holds, such as 单价(元)."""
    return bool(_BY_DESIGN.search(label))


def says_money(label: str) -> bool:
    """Whether the label of a form speaks of money."""
    return bool(_MONEY.search(label))


def without_unit(text: str) -> str:
    """A title without the unit in brackets."""
    return _IN_BRACKETS.sub("", text)


def label_without_unit(label: str) -> str:
    """The label of a column without the unit behind it; ``""`` where it is nothing else."""
    return _TAIL.sub("", label)


def _first(patterns: Iterable[re.Pattern[str]], text: str) -> str:
    if "元" not in text and "圆" not in text:
        return ""
    return next((_unit(found) for pattern in patterns if (found := pattern.search(text))), "")


def _unit(found: re.Match[str] | None) -> str:
    return _SPELLINGS.get(found["unit"], found["unit"]) if found else ""

"""One printed performance target, such as 不低于90% or 力争6月底完成, to comparator, value and unit."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple


class Target(NamedTuple):
    """What one printed target asks for.

    Parameters
    ----------
    printed : str
        Text as printed, outer white space removed.
    comparator : str
        ``at_least``, ``at_most``, ``more_than``, ``less_than``, ``equal``, ``range``, or ``""`` where
        nothing but the bare value is printed.
    value, value_high : Decimal or None
        Exact figure with its printed decimals; ``value_high`` is the upper end of a range. ``None`` for
        dates, words and blanks: a word is never turned into a number.
    unit : str
        Printed unit (``%``, ``家``, ``万元``, ``次/年``); ``""`` where none is printed.
    value_type : {"number", "rate", "date", "qualitative", "blank"}
        ``rate`` is a number in %, ‰ or percentage points.
    """

    printed: str
    comparator: str = ""
    value: Decimal | None = None
    value_high: Decimal | None = None
    unit: str = ""
    value_type: str = "qualitative"


_SIGNS = str.maketrans(
    {"≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "﹥": ">", "﹤": "<", "～": "~", "—": "-", "－": "-"}
)
_BLANK = re.compile(r"[-/\\_.]*")
# A minus sign belongs to the number only where no word or figure stands before it.
_NUMBER = r"(?:(?<![\w%.])-)?(?:\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
# A year with or without month and day, a month with a day or a deadline word, a quarter, or 年底 by itself.
_MONTH = r"(?:1[0-2]|0?[1-9])月"
_DATE = re.compile(
    # from month to month, the year before either
    rf"(?:20\d\d年)?(?<!\d)(?:1[0-2]|0?[1-9])月?[-~至到](?:20\d\d年)?{_MONTH}(?:\d{{1,2}}[日号]|底|末|份)?(?:之?前|以前)?"
    r"|20\d\d(?:年度?(?:\d{1,2}月(?:\d{1,2}[日号])?)?|[-./]\d{1,2}[-./]\d{1,2}日?)"
    r"(?:[一二三四1-4]季度|上半年|下半年)?(?:年?底|末|初|份|[上中下]旬)*(?:之?前|以前|以?内)?"
    r"|(?<!\d)(?:1[0-2]|0?[1-9])月(?:\d{1,2}[日号]|底|末|初|份|[上中下]旬|(?=之?前|以前|完成))+(?:之?前|以前|以?内)?"
    r"|第?[一二三四1-4]季度(?:末|底)?(?:之?前|以前)?|(?:年|月|季度)[底末](?:之?前|以前)?"
)
_BEFORE = re.compile(r"前|内")
_PREFIXES = (
    ("at_least", r"≥|>=|=>|不(?:得)?(?:低|少|小|短)于|大于(?:或)?等于|高于(?:或)?等于|至少|最低|最少|优于"),
    (
        "at_most",
        r"≤|<=|=<|不(?:得)?(?:超过|超出|超|高于|大于|多于|长于|突破)|小于(?:或)?等于|低于(?:或)?等于|至多|最多|最高",
    ),
    ("more_than", r">|大于|高于|超过|多于|突破"),
    ("less_than", r"<|小于|低于|少于|不足|不到"),
    ("equal", r"=|等于"),
)
_SUFFIXES = (("at_least", r"及?以上|或以上|\+"), ("at_most", r"及?(?:以内|以下|之内)|内"))
_UNITS = (
    r"个百分点|百分点|[%‰]|(?:[十百千]?[万亿]|[百千])?(?:美元|美金|欧元|日元|英镑|港元|港币|元人民币|元|人民币|人次|人天|人|平方公里|平方千米|"
    r"平方米|立方米|公里|千米|公顷|公斤|千克|微克|毫克|米|吨|克|亩|千瓦时|千瓦|度|升|"
    r"家次|家|批次|批|场次|场|次|项|个月|个?工作日|个?自然日|个小时|个季度|个学期|个|份|篇|期|名|位|台套|台|套|件|条|册|本|辆|座|处|所|户|株|棵|头|只|"
    r"部|幅|块|组|支|班|届|宗|起|例|例次|卷|种|类|张|片|段|栋|间|床|里|天|日|小时|分钟|秒|周|月|年|分|倍|"
    r"节|课时|学时|门|村|县|市|省|校|店|TEU|GB|TB|MB|km|kg|mg|kW|MW|m2|m3|m|t|L|词|字|盏|艘|架|箱|包|瓶|人年|单|笔|"
    r"μg/m3|mg/L)(?:/[\u4e00-\u9fff]{1,3}(?:·[\u4e00-\u9fff]{1,2})?|每[\u4e00-\u9fff]{1,2})?|[万亿]"
)
_LATIN = r"TEU|[GTM]B|[kM]W|m[23]"
_PREFIX = "|".join(f"(?P<{name}>{words})" for name, words in _PREFIXES)
_FIGURE = re.compile(
    rf"(?:(?:{_PREFIX})(?:为|到|在|约|完成|开展|举办|组织|培训|达到?|实现|新增){{0,2}})?(?P<number>(?<![A-Za-z\d.])(?:{_NUMBER}))(?!\d|(?!{_LATIN})[A-HJ-Za-hj-z](?![a-z]*\b))"
    rf"(?P<more>余|多)?(?P<unit>{_UNITS})?(?P<more_after>余)?(?:[(（]含[^)）]{{0,6}}[)）])?(?:(?P<above>{_SUFFIXES[0][1]})|(?P<below>{_SUFFIXES[1][1]}))?"
)
_RANGE = re.compile(
    rf"(?<![A-Za-z\d.])(?P<low>{_NUMBER})(?P<unit_low>{_UNITS})?(?:-|~|至|到)(?P<high>{_NUMBER})(?P<unit>{_UNITS})?"
)
_ORDINAL = re.compile(r"第\d+|^[(]?\d{1,2}(?:[)、]|[.](?!\d))|《[^》]*》|〔[^〕]*〕")
_AROUND = re.compile(
    rf"(?P<middle>{_NUMBER})?(?P<unit_low>{_UNITS})?±(?P<width>\d+(?:\.\d+)?)(?P<unit>{_UNITS})?"
)
_BETWEEN = re.compile(
    rf"(?P<low>{_NUMBER})(?P<unit_low>{_UNITS})?[<≤][XxYy]?[<≤](?P<high>{_NUMBER})(?P<unit>{_UNITS})?"
)
_GRADE = re.compile(r"\d+A+级?")
_DIGITS = {word: value for value, word in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_WORDS = "零〇一二两三四五六七八九十百千"
_PER = re.compile(rf"(?P<per>百|千)分之(?P<words>[{_WORDS}]+(?:点[{_WORDS}]+)?)")
# Figures in words are read where they and their unit are the whole target; 一批 and 一套 say no number.
_IN_WORDS = re.compile(
    rf"(?P<before>\D{{0,6}}?)(?P<words>[{_WORDS}]+)(?P<unit>{_UNITS})(?P<after>及?以上|(?:以|之)内|以下)?"
)
_VAGUE = re.compile(r"[第前][一二三四五六七八九十]|[之同统唯每]一|一[批套体流系届组段片层天定般些种类户部]")
_RATES = frozenset(("%", "‰", "个百分点", "百分点"))


def _exact(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


def _normalise(text: str) -> str:
    return unicodedata.normalize("NFKC", re.sub(r"\s+", "", text).translate(_SIGNS)).translate(_SIGNS)


def in_digits(words: str) -> Decimal:
    """A Chinese figure below ten thousand, a decimal point as 点.

    >>> in_digits("九十五"), in_digits("一千零二"), in_digits("九十九点五")
    (Decimal('95'), Decimal('1002'), Decimal('99.5'))
    """
    whole, _, decimals = words.partition("点")
    total = figure = 0
    for word in whole:
        if word in _POWERS:
            total += (figure or 1) * _POWERS[word]
            figure = 0
        else:
            figure = figure * 10 + _DIGITS[word]
    digits = "".join(str(_DIGITS[word]) for word in decimals if word in _DIGITS)
    return Decimal(f"{total + figure}.{digits}" if digits else total + figure)


def _words_to_digits(plain: str) -> str:
    """Figures in words as digits: 百分之九十 anywhere, 不少于三次 where it is the whole text."""
    plain = _PER.sub(lambda f: f"{in_digits(f['words'])}{'%' if f['per'] == '百' else '‰'}", plain)
    found = _IN_WORDS.fullmatch(plain)
    if found is None or _VAGUE.search(plain):
        return plain
    return f"{found['before']}{in_digits(found['words'])}{found['unit']}{found['after'] or ''}"


def _numeric(printed: str, comparator: str, low: str, high: str | None, unit: str) -> Target:
    value_type = "rate" if unit in _RATES else "number"
    return Target(printed, comparator, _exact(low), _exact(high) if high else None, unit, value_type)


@lru_cache(maxsize=16384)
def read_target(text: str) -> Target:
    """Read one printed target value.

    Parameters
    ----------
    text : str
        Cell text as printed; full-width digits and signs, wrapped lines and thousands separators are fine.

    Returns
    -------
    Target
        A text with two figures that are not one range, such as 培训2期60人, and a sign on the wrong side
        of its figure (90%≥) are ``qualitative``: what is meant is not guessed.

    Examples
    --------
    >>> read_target("不低于92.5％")[1:]
    ('at_least', Decimal('92.5'), None, '%', 'rate')
    >>> read_target("新增12家企业")[1:]
    ('', Decimal('12'), None, '家', 'number')
    >>> read_target("3-5次")[1:]
    ('range', Decimal('3'), Decimal('5'), '次', 'number')
    >>> read_target("9月底前办结")[1:]
    ('at_most', None, None, '', 'date')
    >>> read_target("持续改善").value_type, read_target(" ").value_type
    ('qualitative', 'blank')
    """
    printed = text.strip()
    plain = _words_to_digits(_normalise(printed))
    if _BLANK.fullmatch(plain):
        return Target(printed, value_type="blank")
    dates = list(_DATE.finditer(plain))
    rest = _ORDINAL.sub(" ", _DATE.sub(" ", plain))
    if _GRADE.fullmatch(rest):
        return Target(printed)
    around, between = _AROUND.fullmatch(rest), _BETWEEN.fullmatch(rest)
    if around or between:
        return _read_around(printed, around) if around else _read_between(printed, between)
    ranges = list(_RANGE.finditer(rest))
    if len(ranges) == 1 and not re.search(r"\d", rest[: ranges[0].start()] + rest[ranges[0].end() :]):
        return _read_between(printed, ranges[0])
    figures = list(_FIGURE.finditer(rest))
    if re.search(r"[≥≤<>±]", _FIGURE.sub("", rest)):
        return Target(printed)
    if len(figures) == 1 and not ranges:
        return _read_figure(printed, figures[0])
    if len(figures) == 2 and not ranges:
        return _read_bounds(printed, figures)
    if dates and not figures:
        before = any(_BEFORE.search(found[0]) for found in dates) or re.match(r"≤|不晚于|不迟于", plain)
        return Target(printed, "at_most" if before else "", value_type="date")
    return Target(printed)


def read_figures(sentence: str) -> list[tuple[str, Target, str]]:
    """Figures of a sentence, each with the words before and after it up to the next figure.

    Dates, ordinals and titles of documents are no figures; two bounds of one range are one figure.

    >>> [(before, target.printed) for before, target, _ in read_figures("2031年办展12场，面积超过3万平方米")]
    [(' 办展', '12场'), (',面积', '超过3万平方米')]
    """
    plain = _ORDINAL.sub(" ", _DATE.sub(" ", _normalise(sentence)))
    found = sorted(
        [*_RANGE.finditer(plain), *_FIGURE.finditer(plain)], key=lambda one: (one.start(), -one.end())
    )
    ends, figures = [0], []
    for one in found:
        if one.start() >= ends[-1]:
            figures.append(one)
            ends.append(one.end())
    starts = [one.start() for one in figures[1:]] + [len(plain)]
    read = []
    for end, one, start in zip(ends, figures, starts, strict=False):
        target = _read_between(one[0], one) if one.re is _RANGE else _read_figure(one[0], one)
        if target.value is not None:
            read.append((plain[end : one.start()], target, plain[one.end() : start]))
    return read


def _read_between(printed: str, found: re.Match[str]) -> Target:
    unit = found["unit"] or found["unit_low"] or ""
    agree = unit.startswith(found["unit_low"] or "")
    if agree and _exact(found["low"]) < _exact(found["high"]):
        return _numeric(printed, "range", found["low"], found["high"], unit)
    return Target(printed)


def _read_around(printed: str, found: re.Match[str]) -> Target:
    """100±5个 is what lies between 95 and 105; ±5% what lies within 5 % of nothing."""
    unit = found["unit"] or found["unit_low"] or ""
    middle, width = _exact(found["middle"] or "0"), _exact(found["width"])
    if (found["unit_low"] or unit) != unit or not width:
        return Target(printed)
    return _numeric(printed, "range", str(middle - width), str(middle + width), unit)


def _comparator(figure: re.Match[str]) -> str:
    signed = next((name for name, _ in _PREFIXES if figure[name]), "")
    if signed:
        return signed
    if figure["more"] or figure["more_after"]:
        return "more_than"
    return "at_least" if figure["above"] else "at_most" if figure["below"] else ""


def _read_figure(printed: str, figure: re.Match[str]) -> Target:
    return _numeric(printed, _comparator(figure), figure["number"], None, figure["unit"] or "")


def _read_bounds(printed: str, figures: list[re.Match[str]]) -> Target:
    """Two figures are one target only where one bounds it from below and the other from above."""
    sides = [_comparator(figure) for figure in figures]
    units = {figure["unit"] for figure in figures if figure["unit"]}
    if len(units) > 1 or {side in ("at_least", "more_than") for side in sides} != {True, False}:
        return Target(printed)
    if not {side in ("at_most", "less_than") for side in sides} == {True, False}:
        return Target(printed)
    low, high = sorted((figure["number"] for figure in figures), key=_exact)
    return _numeric(printed, "range", low, high, units.pop() if units else "")

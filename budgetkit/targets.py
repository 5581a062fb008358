"""One printed performance target, such as 不低于90% or 力争6月底完成, to comparator, value and unit."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from budgetkit.text import normalise


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


# Units printed as one sign, and the other writing of the micro sign.
_UNIT_SIGNS = {"㎡": "m2", "㎥": "m3", "²": "2", "³": "3", "㎏": "kg", "㎎": "mg", "㎞": "km"}
_UNIT_SIGNS |= {"°C": "℃", "µ": "μ"}
_UNIT_SIGN = re.compile("|".join(_UNIT_SIGNS))
_BLANK = re.compile(r"[-/\\_.…]*")
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
    r"|第?[一二三四1-4]季度(?:末|底)?(?:之?前|以前)?|(?:年|月|季度)[底末](?:之?前|以前)?|(?<![\d去上])年初"
    # a year of two figures, where a month or its end follows
    rf"|(?<!\d)[23]\d年(?:{_MONTH}|年?[底末])(?:\d{{1,2}}[日号]|底|末)?(?:之?前|以前|以?内)?"
    # a day of each month, a half of the year, within the year
    r"|(?<!\d)月\d{1,2}[日号](?:之?前|以前|以?内)?|[上下]半年(?:末|底)?(?:之?前|以前)?"
    r"|(?<![\d一二两三四五六七八九十半个])年内"
)
_MONTHS = (
    rf"20\d\d[-./](?:1[0-2]|0?[1-9])|20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:20\d\d年)?{_MONTH}份?"
)
# Writings that are a date only where they are the whole target; 12个月 is a span, 12月 is none.
_WHOLE_DATE = re.compile(
    rf"(?:20\d\d年?度?[-~至到]20\d\d年度?|(?:{_MONTHS})(?:[-~至到、和及,](?:{_MONTHS}))*)(?:底|末)?(?P<before>之?前|以前)?(?:完成)?"
)
_NO_LATER = re.compile(r"^(?:[≤<=]+|不晚于|不迟于|早于)")
# A year by itself says when only where nothing else but the doing is told.
_FEAST = r"(?:春节|元旦|国庆节?|中秋节?|汛期|开学|年终)之?前"
_DOING = re.compile(
    rf"(?:力争|预计|计划|确保|全年|当年|本年|于|在|全部|按时|按期|及时|完成|实施|开展|执行|办结|结束|建成|{_FEAST}|[,。;])*"
)
_TIMES = re.compile(r"[月日号底末前内]|季度|半年|[-./]\d|旬|年初")
_BEFORE = re.compile(r"前|内")
_PREFIXES = (
    ("at_least", r"≥|>=|=>|不(?:得)?(?:低|少|小|短)于|大于(?:或)?等于|高于(?:或)?等于|至少|最低|最少|优于"),
    (
        "at_most",
        r"≤|<=|=<|[不未](?:得)?(?:超过|超出|超|高于|大于|多于|长于|突破)|小于(?:或)?等于|低于(?:或)?等于|至多|最多|最高",
    ),
    ("more_than", r">|大于|高于|超过|超出|超|逾|多于|突破"),
    ("less_than", r"<|小于|低于|少于|不足|不到"),
    ("equal", r"=|等于"),
    # to reach 90 % is to have 90 % or more
    ("reached", r"达到|达"),
)
_SUFFIXES = (("at_least", r"[及或]?以上|\+"), ("at_most", r"[及或]?(?:以内|以下|之内)|内"))
_UNITS = (
    r"个百分点|百分点|[%‰‱]|(?:[十百千]?[万亿]|[百千])?(?:美元|美金|欧元|日元|英镑|港元|港币|元人民币|元|人民币|人次|人天|人|平方公里|平方千米|"
    r"平方米|立方米|公里|千米|公顷|公斤|千克|微克|毫克|米|吨标准煤|吨|克|亩|千瓦时|千瓦|兆瓦|千伏安|度|升|平方|立方|分贝|"
    r"家次|家|批次|批|场次|场|次|项|个月|个?工作日|个?自然日|个小时|个季度|个学期|个|份|篇|期|名|位|台套|台次|台|套|件次|件|条|枚|列|趟|架次|架|班次|人份|标箱|学分|学年|眼|口|尾|羽|盆|盒|桶|册|本|辆|座|处|所|户|株|棵|头|只|"
    r"部|幅|块|组|支|班|届|宗|起|例|例次|卷|种|类|张|片|段|栋|间|床|里|天|日|学时|小时|分钟|秒|周岁|岁|周|月|年|分|倍|"
    r"节|课时|学时|门|村|县|市|省|校|店|TEU|GB|TB|MB|km|kg|mg|kW|MW|kWh|kVA|[KMG]bps|[kM]Pa|h|m2|m3|m|t|L|dB|℃|词|字|盏|艘|箱|包|瓶|人年|单|笔|"
    r"μg/m3|mg/L)(?:(?:/(?:(?![及或]?以[上下内])[\u4e00-\u9fff]){1,3}){1,2}(?:·[\u4e00-\u9fff]{1,2})?|每[\u4e00-\u9fff]{1,2})?|[万亿]"
)
_LATIN = r"TEU|[GTM]B|[kM]W|m[23]|dB|[KMG]bps|[kM]Pa|kVA"
_PREFIX = "|".join(f"(?P<{name}>{words})" for name, words in _PREFIXES)
_FIGURE = re.compile(
    rf"(?:(?:{_PREFIX})(?:为|到|在|约|预算(?:总?额|数)?的|(?:年度|批复|预算|控制)*数|总[额量数]的|完成|开展|举办|组织|培训|达到?|实现|新增){{0,2}})?(?P<number>(?<![A-Za-z\d.])(?:{_NUMBER}))(?!\d|(?!{_LATIN})[A-HJ-Za-hj-z](?![a-z]*\b))"
    rf"(?P<more>余|多)?(?P<unit>{_UNITS})?(?P<more_after>余)?(?:\((?P<without>不)?(?P<with>含)[^)]{{0,6}}\))?(?:(?P<above>{_SUFFIXES[0][1]})|(?P<below>{_SUFFIXES[1][1]}))?"
)
_RANGE = re.compile(
    rf"(?<![A-Za-z\d.])(?P<low>{_NUMBER})(?P<unit_low>{_UNITS})?(?:-|~|至|到)(?P<high>{_NUMBER})(?P<unit>{_UNITS})?"
)
# Places in a ranking, numbering, grades, standards and titles: figures that count nothing.
_ORDINAL = re.compile(
    r"[第前]\d+(?:[名位强](?:以内|之内|以上)?)?|^[(]?\d{1,2}(?:[)、]|[.](?!\d))|^(?:目标|指标|任务|内容)\d{1,2}[:、.]?"
    r"|\d+A*级(?:[及或]?以上)?|(?:GB|DB|HJ|JTG|CJJ|ISO|CMMI)(?:/T)? ?\d+(?:[-.]\d+)*|《[^》]*》|\[[^\]]*\]"
)
_CIRCLED = re.compile(r"^[①-⑳]")
_CURRENCY = re.compile(r"(?:RMB|CNY|人民币|¥)(?=\d)")
_UNIT_IN_BRACKETS = re.compile(rf"(?<=\d)\((?P<unit>{_UNITS})\)")
_AROUND = re.compile(
    rf"(?P<middle>{_NUMBER})?(?P<unit_low>{_UNITS})?±(?P<width>\d+(?:\.\d+)?)(?P<unit>{_UNITS})?"
)
_BETWEEN = re.compile(
    rf"(?P<low>{_NUMBER})(?P<unit_low>{_UNITS})?[<≤](?:[A-Za-z]|[\u4e00-\u9fff]{{1,6}})?[<≤](?P<high>{_NUMBER})(?P<unit>{_UNITS})?"
)
_GRADE = re.compile(r"\d+A+级?")
_DIGITS = {word: value for value, word in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PARTS = {"百": "%", "千": "‰", "万": "‱"}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_WORDS = "零〇一二两三四五六七八九十百千"
_PER = re.compile(rf"(?P<per>[百千万])分之(?P<words>[{_WORDS}]+(?:点[{_WORDS}]+)?)")
_TENS_OF_THOUSANDS = re.compile(rf"(?P<high>[{_WORDS}]+)万(?P<low>[{_WORDS}]+)")
_SHARE = re.compile(
    rf"(?P<before>\D{{0,6}}?)(?P<tenths>[{_WORDS}]|\d)成(?P<after>[及或]?以上|(?:以|之)内|以下|左右)?"
)
_BETWEEN_WORDS = re.compile(
    rf"(?P<before>\D{{0,6}}?)(?P<low>[{_WORDS}]+)(?P<to>[-~至到])(?P<high>[{_WORDS}]+)(?P<unit>{_UNITS})"
)
# Figures in words are read where they and their unit are the whole target; 一批 and 一套 say no number.
_IN_WORDS = re.compile(
    rf"(?P<before>\D{{0,6}}?)(?P<words>[{_WORDS}]+)(?P<more>[余多])?(?P<unit>{_UNITS})(?P<after>[及或]?以上|(?:以|之)?内|以下)?"
)
_VAGUE = re.compile(
    r"[数几上好近][十百千万]|[一二两三四五六七八九]{2}|[第前][一二三四五六七八九十]|[之同统唯每]一|一[批套体流系届组段片层天定般些种类户部]"
)
_WITHIN = {"more_than": "at_least", "less_than": "at_most"}
"""What a bound becomes by （含）, which counts the bound in."""
_PERIOD = re.compile(rf"[{_WORDS}]个?[年月周天日]")
_RATES = frozenset(("%", "‰", "‱", "个百分点", "百分点"))


def _exact(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


def _normalise(text: str) -> str:
    plain = _UNIT_SIGN.sub(
        lambda sign: _UNIT_SIGNS[sign[0]], _CIRCLED.sub("", normalise(text).replace("—", "-"))
    )
    return _UNIT_IN_BRACKETS.sub(r"\g<unit>", _CURRENCY.sub("", plain))


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
    plain = _PER.sub(lambda f: f"{in_digits(f['words'])}{_PARTS[f['per']]}", plain)
    share, between = _SHARE.fullmatch(plain), _BETWEEN_WORDS.fullmatch(plain)
    if share:
        tenths = share["tenths"]
        value = tenths if tenths.isdecimal() else in_digits(tenths)
        return f"{share['before']}{value}0%{share['after'] or ''}"
    if between and not _VAGUE.search(between["low"] + " " + between["high"]):
        low, high = in_digits(between["low"]), in_digits(between["high"])
        return f"{between['before']}{low}-{high}{between['unit']}"
    plain = _TENS_OF_THOUSANDS.sub(lambda f: str(in_digits(f["high"]) * 10000 + in_digits(f["low"])), plain)
    found = _IN_WORDS.fullmatch(plain)
    if found is None or _VAGUE.search(plain) or _PERIOD.search(found["before"]):
        return plain
    more, after = found["more"] or "", found["after"] or ""
    return f"{found['before']}{in_digits(found['words'])}{more}{found['unit']}{after}"


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
        of its figure (90%≥) are ``qualitative``: what is meant is not guessed. So are places in a ranking
        (前10名), grades, and a year that only says of when the work is (2024年预算编制). 达到90% asks for
        90 % or more; 约 and 左右 set no bound.

    Examples
    --------
    >>> read_target("不低于92.5％")[1:]
    ('at_least', Decimal('92.5'), None, '%', 'rate')
    >>> read_target("新增12家企业")[1:]
    ('', Decimal('12'), None, '家', 'number')
    >>> read_target("3-5次")[1:]
    ('range', Decimal('3'), Decimal('5'), '次', 'number')
    >>> read_target("合格率达到九成")[1:]
    ('at_least', Decimal('90'), None, '%', 'rate')
    >>> read_target("9月底前办结")[1:]
    ('at_most', None, None, '', 'date')
    >>> read_target("持续改善").value_type, read_target(" ").value_type
    ('qualitative', 'blank')
    """
    printed = text.strip()
    plain = _words_to_digits(_normalise(printed))
    if _BLANK.fullmatch(plain):
        return Target(printed, value_type="blank")
    date = _read_date(printed, plain)
    if date:
        return date
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
    return Target(printed)


def _read_date(printed: str, plain: str) -> Target | None:
    """A target that says when, with no figure beside; ``None`` for any other."""
    no_later = bool(_NO_LATER.match(plain))
    plain = _NO_LATER.sub("", plain)
    whole = _WHOLE_DATE.fullmatch(plain)
    if whole:
        return Target(printed, "at_most" if no_later or whole["before"] else "", value_type="date")
    dates = [found[0] for found in _DATE.finditer(plain)]
    rest = _ORDINAL.sub(" ", _DATE.sub(" ", plain))
    if not dates or _FIGURE.search(rest) or re.search(r"[≥≤<>±]", rest):
        return None
    if re.match(r"不[低少高多]于|[高低多少]于|超过", rest.strip()):
        return None  # 不低于2023年水平
    if not any(_TIMES.search(date) for date in dates) and not _DOING.fullmatch(rest.replace(" ", "")):
        return None  # 2024年预算编制工作
    before = no_later or any(map(_BEFORE.search, dates)) or bool(re.match(_FEAST, rest.strip()))
    return Target(printed, "at_most" if before else "", value_type="date")


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
    if signed in _WITHIN and figure["with"]:
        return signed if figure["without"] else _WITHIN[signed]
    if signed and signed != "reached":
        return signed
    if figure["more"] or figure["more_after"]:
        return "more_than"
    if figure["below"]:
        return "less_than" if figure["without"] else "at_most"
    if figure["above"]:
        return "more_than" if figure["without"] else "at_least"
    return "at_least" if signed else ""


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

"""Names of projects: normalised, compared, and told apart by years, phases and numbers."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from budgetkit.projects.contrasts import are_contrary, in_figures
from budgetkit.rules.active import remembers
from budgetkit.text import normalise

SIMILAR = 0.6
"""Names at least so alike may be one project, given the same unit and amount."""

LONGEST = 80
"""Characters of a name that are compared; what is longer is a text."""
LEAST_CUT = 8
"""Characters from which the beginning of a name is as good as the whole."""

_DIGIT = "一二三四五六七八九十"
_NUMBER = rf"(?:[{_DIGIT}]+|\d{{1,2}}|[ivx]+)"
# What sets one instalment of a project apart from another; a name may print none of it.
_MARKS = (
    ("year", re.compile(r"(?<!\d)(20\d\d)(?!\d)")),
    ("phase", re.compile(rf"第?({_NUMBER})(?:期|阶段)")),
    ("batch", re.compile(rf"第({_NUMBER})批")),
    ("lot", re.compile(rf"第?({_NUMBER}|[a-z])(?:标段|标包|包)")),
    (
        "number",
        re.compile(rf"(?:资金|专项|项目|经费|工程|之|计划)\(?([{_DIGIT}]{{1,3}}|\d{{1,2}})(?=[()\W]|$)"),
    ),
)
_VALUES = {
    word: str(value)
    for words in (_DIGIT, "i ii iii iv v vi vii viii ix x".split())
    for value, word in enumerate(words, 1)
}
_PUNCTUATION = re.compile(r"[\W_]+")
_YEAR = re.compile(r"(?<!\d)20\d\d(?:年?度?[-—~至]20\d\d)?(?!\d)年?度?")
_YEAR_IN_WORDS = re.compile(r"二[〇零○][〇零○一二三四五六七八九]{2}(?=年)")
_FIGURES = {ord(word): str(value) for value, word in enumerate("〇一二三四五六七八九")} | {
    ord(word): "0" for word in "零○"
}
_SUFFIX = re.compile(r"(?:工作)?(?:专项|资金|经费|项目)+(?=$|[()])")
# What is written either way or mistaken for each other by who reads a page, and what joins two words.
_LOOKALIKES = str.maketrans("帐它査间末士已巳曰入冶拨直菅", "账他查问未土己己日人治拔置管")
# Numbers that are printed as one sign: Ⅱ, ②.
_LOOKALIKES |= {0x2170 + at: word for at, word in enumerate("i ii iii iv v vi vii viii ix x".split())}
_LOOKALIKES |= {0x2460 + at: str(at + 1) for at in range(20)}
_SAME_WORD = re.compile(r"(?:监|检)测")
_JOINED = re.compile(r"以及|[和与及]")
_GENERIC = re.compile(r"专项|资金|经费|项目|支出|预算|工作|补助|费用|费(?=$)")


def _printed(name: str) -> str:
    """Name in one writing: lower case, a year in figures, one of two characters for the same word."""
    plain = normalise(name).lower().translate(_LOOKALIKES)
    plain = _SAME_WORD.sub("监测", plain)
    return _YEAR_IN_WORDS.sub(lambda year: year[0].translate(_FIGURES), plain)


@remembers
@lru_cache(maxsize=65536)
def plain_name(name: str) -> str:
    """Name in lower case without white space, punctuation, brackets and quotation marks."""
    return _PUNCTUATION.sub("", _printed(name))


@remembers
@lru_cache(maxsize=65536)
def core_name(name: str) -> str:
    """Name without years and without the words that any project may bear (专项, 资金, 经费, 项目).

    >>> core_name("2024年会展业发展专项资金")
    '会展业发展'
    """
    return _GENERIC.sub("", plain_name(_YEAR.sub("", _printed(name))))


@remembers
@lru_cache(maxsize=65536)
def bare_name(name: str) -> str:
    """Name without years, 和 and 与, and without 专项, 资金, 经费 or 项目 at its end or before a bracket.

    >>> bare_name("开放资金三（服务外包专项资金）") == bare_name("开放资金三（服务外包专项）")
    True
    >>> bare_name("人员培训与考核工作经费") == bare_name("2024年人员培训、考核经费")
    True
    """
    without_year = _YEAR.sub("", _printed(name))
    return _JOINED.sub("", plain_name(_SUFFIX.sub("", without_year))) or plain_name(name)


@remembers
@lru_cache(maxsize=65536)
def marks(name: str) -> dict[str, frozenset[str]]:
    """Years, phases, batches, lots and numbers that a name prints.

    >>> sorted(marks("滨河路改造（二期）2024年").items())
    [('phase', frozenset({'2'})), ('year', frozenset({'2024'}))]
    """
    plain = _printed(name)
    found = {}
    for kind, pattern in _MARKS:
        values = frozenset(_VALUES.get(value, value) for value in pattern.findall(plain))
        if values:
            found[kind] = values
    return found


def set_apart(one: str, other: str, *, aside: frozenset[str] = frozenset()) -> bool:
    """Whether two names print different years, phases or numbers, or words that exclude each other.

    Parameters
    ----------
    one, other : str
        Names as printed.
    aside : frozenset of str
        Kinds of marks that do not count.

    Examples
    --------
    >>> set_apart("道路改造一期", "道路改造二期"), set_apart("道路改造一期", "道路改造")
    (True, False)
    >>> set_apart("省级补助资金", "市级补助资金")
    True
    """
    if one == other:
        return False
    if marked_apart(one, other, aside=aside):
        return True
    one, other = bare_name(one), bare_name(other)
    return one != other and are_contrary(one, other)


@remembers
@lru_cache(maxsize=65536)
def reworded(one: str, other: str) -> bool:
    """Whether each of two names prints what the other lacks, words apart that any project may bear.

    A name that was cut, lengthened or turned round is the same; another word in the place of one may be a new
    name of a project, or the name of another.

    >>> reworded("惠民殡葬补贴", "殡葬惠民补贴资金"), reworded("民事审判经费", "刑事审判经费")
    (False, True)
    """
    ours, theirs = (Counter(in_figures(_JOINED.sub("", core_name(name)))) for name in (one, other))
    return bool(ours - theirs) and bool(theirs - ours)


def marked_apart(one: str, other: str, *, aside: frozenset[str] = frozenset()) -> bool:
    """Whether two texts print different years, phases or numbers of the same kind."""
    ours, theirs = marks(one), marks(other)
    return any(
        ours[kind].isdisjoint(theirs[kind]) for kind in ours.keys() & theirs.keys() if kind not in aside
    )


@remembers
@lru_cache(maxsize=65536)
def similarity(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1: twice the longest common subsequence over both lengths.

    The larger value of the whole names and of the names without generic words counts; a name that was cut
    short at its end (of eight characters at least) is as good as the whole.

    >>> similarity("商贸流通业发展专项", "商贸流通发展专项资金") > 0.8
    True
    """
    if bare_name(one) == bare_name(other):
        return 1.0
    cut, whole = sorted((plain_name(one), plain_name(other)), key=len)
    if len(cut) >= LEAST_CUT and whole.startswith(cut):
        return 0.95
    return max(ratio(plain_name(one), plain_name(other)), ratio(core_name(one), core_name(other)))


def ratio(one: str, other: str) -> float:
    """Twice the longest common subsequence over both lengths; below `SIMILAR` a bound of it."""
    one, other = one[:LONGEST], other[:LONGEST]
    size = len(one) + len(other)
    if not size:
        return 0.0
    most = 2 * sum((Counter(one) & Counter(other)).values()) / size
    return most if most < SIMILAR else 2 * _common(one, other) / size


def _common(one: str, other: str) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for letter in one:
        diagonal = 0
        for place, rival in enumerate(other, 1):
            above = row[place]
            row[place] = diagonal + 1 if letter == rival else max(above, row[place - 1])
            diagonal = above
    return row[-1]

"""Names of projects: normalised, compared, and told apart by years, phases and numbers."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from budgetkit.vocabulary import normalise

SIMILAR = 0.6
"""Names at least so alike may be one project, given the same unit and amount."""

_LONGEST = 80
"""Characters of a name that are compared; what is longer is a text."""

_DIGIT = "一二三四五六七八九十"
_NUMBER = rf"(?:[{_DIGIT}]+|\d{{1,2}}|[IVXⅠ-Ⅻ]+)"
# What sets one instalment of a project apart from another; a name may print none of it.
_MARKS = (
    ("year", re.compile(r"(20\d\d)")),
    ("phase", re.compile(rf"第?({_NUMBER})(?:期|阶段)")),
    ("batch", re.compile(rf"第({_NUMBER})批")),
    ("lot", re.compile(rf"第?({_NUMBER}|[A-Z])(?:标段|标包|包)")),
    (
        "number",
        re.compile(rf"(?:资金|专项|项目|经费|工程|之|计划)\(?([{_DIGIT}]{{1,3}}|\d{{1,2}})(?=[()\W]|$)"),
    ),
)
_CHINESE = {digit: str(value) for value, digit in enumerate(_DIGIT, 1)}
_PUNCTUATION = re.compile(r"[\W_]+")
_YEAR = re.compile(r"20\d\d(?:[-—~至]20\d\d)?年?度?")
_SUFFIX = re.compile(r"(?:专项|资金|经费|项目)+(?=$|[()])")
_GENERIC = re.compile(r"专项|资金|经费|项目|支出|预算|工作|补助|费用|费(?=$)")


@lru_cache(maxsize=16384)
def plain_name(name: str) -> str:
    """Name without white space, punctuation, brackets and quotation marks."""
    return _PUNCTUATION.sub("", normalise(name))


@lru_cache(maxsize=16384)
def core_name(name: str) -> str:
    """Name without years and without the words that any project may bear (专项, 资金, 经费, 项目).

    >>> core_name("2024年会展业发展专项资金")
    '会展业发展'
    """
    return _GENERIC.sub("", plain_name(_YEAR.sub("", normalise(name))))


@lru_cache(maxsize=16384)
def bare_name(name: str) -> str:
    """Name without years and without 专项, 资金, 经费 or 项目 at its end or before a bracket.

    >>> bare_name("开放资金三（服务外包专项资金）") == bare_name("开放资金三（服务外包专项）")
    True
    """
    without_year = _YEAR.sub("", normalise(name))
    return plain_name(_SUFFIX.sub("", without_year)) or plain_name(name)


@lru_cache(maxsize=16384)
def marks(name: str) -> dict[str, frozenset[str]]:
    """Years, phases, batches, lots and numbers that a name prints.

    >>> sorted(marks("滨河路改造（二期）2024年").items())
    [('phase', frozenset({'2'})), ('year', frozenset({'2024'}))]
    """
    plain = normalise(name)
    found = {}
    for kind, pattern in _MARKS:
        values = frozenset(_CHINESE.get(value, value) for value in pattern.findall(plain))
        if values:
            found[kind] = values
    return found


def set_apart(one: str, other: str, *, aside: frozenset[str] = frozenset()) -> bool:
    """Whether two names print different years, phases or numbers: then they are not one project.

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
    """
    ours, theirs = marks(one), marks(other)
    return any(
        ours[kind].isdisjoint(theirs[kind]) for kind in ours.keys() & theirs.keys() if kind not in aside
    )


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
    if len(cut) >= 8 and whole.startswith(cut):
        return 0.95
    return max(ratio(plain_name(one), plain_name(other)), ratio(core_name(one), core_name(other)))


def ratio(one: str, other: str) -> float:
    """Twice the longest common subsequence over both lengths; below `SIMILAR` a bound of it."""
    one, other = one[:_LONGEST], other[:_LONGEST]
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

"""What tells two names apart at the very place where they differ: excluding words, numbers, proper names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache, lru_cache

from budgetkit.rules.active import active, remembers
from budgetkit.rules.declared.words import ContrastFile
from budgetkit.targets import in_digits

_NUMBERS = re.compile(r"\d+|[〇零一二两三四五六七八九十百]+")
# 一批 and 统一 say no number.
_NO_NUMBER = re.compile(r"一[批套体流系些种类般]|[统唯]一")
_LETTERS = re.compile(r"[a-z]+")
_LONGEST_PROPER = 3


@remembers
@lru_cache(maxsize=65536)
def numbers(plain: str) -> frozenset[str]:
    """Numbers that a name prints, those in words as digits.

    >>> sorted(numbers("第二中学12号楼"))
    ['12', '2']
    """
    return frozenset(map(_figure, _NUMBERS.findall(_NO_NUMBER.sub(" ", plain))))


def in_figures(plain: str) -> str:
    """Name with its numbers in figures.

    >>> in_figures("第十二批")
    '第12批'
    """
    return _NUMBERS.sub(lambda number: _figure(number[0]), plain)


def _figure(number: str) -> str:
    return str(int(number)) if number.isdecimal() else str(in_digits(number))


@remembers
@cache
def _families() -> list[re.Pattern[str]]:
    words = [
        sorted(family.split(), key=len, reverse=True)
        for family in active().of(ContrastFile).families.values()
    ]
    return [re.compile("|".join(map(re.escape, family))) for family in words]


@remembers
@lru_cache(maxsize=65536)
def are_contrary(one: str, other: str) -> bool:
    """Whether two plain names exclude each other at a place where they differ.

    Parameters
    ----------
    one, other : str
        Names without years and punctuation, in lower case.

    Examples
    --------
    >>> are_contrary("小学教师培训", "中学教师培训"), are_contrary("水质监测站运维", "水质检测站运维")
    (True, False)
    >>> are_contrary("张庄村道路", "李庄村道路"), are_contrary("107国道", "207国道")
    (True, True)
    >>> are_contrary("道路", "1号道路")
    False
    """
    one, other = sorted((one, other))
    if numbers(one) - numbers(other) and numbers(other) - numbers(one):
        return True
    return any(
        _exclude(one, ours, other, theirs) or _are_proper(one, ours, other, theirs)
        for ours, theirs in _replaced(one, other)
    )


def _replaced(one: str, other: str) -> Iterator[tuple[range, range]]:
    """Places of both names at which other characters stand."""
    for tag, start, stop, begin, end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "replace":
            yield range(start, stop), range(begin, end)


def _exclude(one: str, ours: range, other: str, theirs: range) -> bool:
    if all(_LETTERS.fullmatch(text[span.start : span.stop]) for text, span in ((one, ours), (other, theirs))):
        return True
    for family in _families():
        first, second = _touched(family, one, ours), _touched(family, other, theirs)
        if first and second and first.isdisjoint(second):
            return True
    return False


def _touched(family: re.Pattern[str], text: str, span: range) -> set[str]:
    """Words of a family that hold a character of the span."""
    found = family.finditer(text)
    return {word[0] for word in found if word.start() < span.stop and word.end() > span.start}


def _are_proper(one: str, ours: range, other: str, theirs: range) -> bool:
    """Whether what differs are names of two places, by the word that follows both."""
    longest = max(len(ours), len(theirs))
    after = one[ours.stop :]
    if longest > _LONGEST_PROPER or not after:
        return False
    words = active().of(ContrastFile).places
    return after.startswith(tuple(words.long.split())) or (
        longest == 1 and after.startswith(tuple(words.short.split()))
    )

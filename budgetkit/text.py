"""Printed text, folded for comparing: the one table of what counts as the same.

Word processors on some systems write U+2E80 to U+2FD5 where ordinary characters are meant; they
print alike and compare unequal. Nothing else is folded: full-width digits, circled numbers and
units such as a square metre stay as printed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Unicode gives the Kangxi block (U+2F00 on) compatibility mappings, but hardly any to the supplement.
SUPPLEMENT = dict(
    zip(
        "⺁⺂⺃⺄⺅⺆⺈⺉⺊⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺶"
        "⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
        "厂乛乚乙亻冂刀刂卜小小兀尣尢巳幺彑彐忄㣺扌攵旡日月歺民氵氺灬爫爫丬牛犭王疋目示礻竹糹纟罓罒羊"
        "耂肀聿肉臼艹艹艹虎衤覀西见角讠贝足车辶辶辶阝钅長镸长门阝雨青韦页风飞食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀",
        strict=True,
    )
)
RADICAL = re.compile("[\u2e80-\u2fd5]")


def _fold_one(match: re.Match[str]) -> str:
    character = match.group()
    folded = SUPPLEMENT.get(character) or unicodedata.normalize("NFKC", character)
    # length is kept, so that every character stays at its place on the page
    return folded if len(folded) == 1 else character


def fold_radicals(text: str) -> str:
    """Fold look-alike radicals; the length of the text does not change.

    Examples
    --------
    >>> fold_radicals("⼀般公共预算⽀出，⻋辆 ①")
    '一般公共预算支出，车辆 ①'
    """
    return RADICAL.sub(_fold_one, text)


_FOLD = str.maketrans("（）：，．“”‘’＂＇﹙﹚", "():,.      ()")
_SPACE = re.compile(r"[\s\u3000\u200b\ufeff\xa0]+")
_ORDINAL = re.compile(
    r"^(?:其中[:]?)?(?:(?P<chinese>第?[一二三四五六七八九十]+[、.])|(?P<chinese_bracket>\([一二三四五六七八九十]+\)[、.]?)"
    r"|(?P<digit>\d{1,2}[、.](?!\d))|(?P<digit_bracket>\(\d{1,2}\)[、.]?)|(?P<circle>[①-⑳]))"
)
ORDINAL_LEVELS = ("chinese", "chinese_bracket", "digit", "digit_bracket", "circle")
"""Kinds of numbering from the outermost to the innermost: 一、 （一） 1. （1） ①."""


@lru_cache(maxsize=65536)
def normalise(text: str) -> str:
    """Label without white space and quotation marks, brackets and colons folded to half width."""
    return _SPACE.sub("", text.translate(_FOLD))


class Label(NamedTuple):
    """A row label taken apart: numbering level (0 = outermost, ``None``), 其中 flag, bare item."""

    level: int | None
    of_which: bool
    item: str


@lru_cache(maxsize=65536)
def read_label(text: str) -> Label:
    """Take numbering and 其中 off a printed row label.

    >>> read_label("其中：（1）公务用车运行维护费")
    Label(level=3, of_which=True, item='公务用车运行维护费')
    """
    plain = normalise(text)
    of_which = plain.startswith("其中")
    found = _ORDINAL.match(plain)
    level = None
    if found:
        level = next(place for place, name in enumerate(ORDINAL_LEVELS) if found[name])
        plain = plain[found.end() :]
    elif of_which:
        plain = plain[2:].lstrip(":")
    if plain.startswith("其中:"):
        of_which, plain = True, plain[3:]
    return Label(level, of_which, plain.strip(":"))

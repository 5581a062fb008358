"""Printed text, folded for comparing: the one table of what counts as the same.

What a table, a rule or a reader compares is folded here and nowhere else; what is shown to people stays as
printed, but for look-alike radicals. Compatibility forms that mean something of their own stay: circled
numbers (①), square metres (㎡), degrees (℃), titles in 《》.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Unicode gives the Kangxi block (U+2F00 on) compatibility mappings, but hardly any to the supplement.
_SUPPLEMENT = dict(
    zip(
        "⺁⺂⺃⺄⺅⺆⺈⺉⺊⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺶"
        "⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
        "厂乛乚乙亻冂刀刂卜小小兀尣尢巳幺彑彐忄㣺扌攵旡日月歺民氵氺灬爫爫丬牛犭王疋目示礻竹糹纟罓罒羊"
        "耂肀聿肉臼艹艹艹虎衤覀西见角讠贝足车辶辶辶阝钅長镸长门阝雨青韦页风飞食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀",
        strict=True,
    )
)
_RADICALS = {
    ord(mark): _SUPPLEMENT.get(mark) or unicodedata.normalize("NFKC", mark)
    for mark in map(chr, range(0x2E80, 0x2FD6))
}
_LOOKALIKE = re.compile("[\u2e80-\u2fd5]")
# Each line: marks as printed, and what they count as (one for all, or one each).
_MARKS = (
    ("".join(map(chr, range(0xFF01, 0xFF5F))), "".join(map(chr, range(0x21, 0x7F)))),  # full width
    ("﹐﹑﹒﹔﹕﹖﹗﹙﹚﹛﹜﹟﹠﹡﹢﹣﹤﹥﹦﹨﹩﹪﹫", ",、.;:?!(){}#&*+-<>=\\$%@"),  # small
    ("｡､￥", "。、¥"),
    ("〔〕【】〖〗﹝﹞", "[][][][]"),
    ("︵︶", "()"),
    ("‐‑‒–−", "-"),
    ("―─━﹘", "—"),
    ("≧⩾", "≥"),
    ("≦⩽", "≤"),
    ("“”„‟〝〞「」『』", '"'),
    ("‘’‚‛", "'"),
    ("".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u200b\u200c\u200d\u2060\ufeff", " "),
)
_FOLDED = _RADICALS | {
    ord(mark): one
    for marks, meant in _MARKS
    for mark, one in zip(marks, meant if len(meant) > 1 else meant * len(marks), strict=True)
}
_BARE = {mark: None if one in " \"'" else one for mark, one in _FOLDED.items()} | dict.fromkeys(b"\"'", None)


def fold_radicals(text: str) -> str:
    """Printed text to be shown: nothing but look-alike radicals folded, the length kept.

    Word processors on some systems write U+2E80 to U+2FD5 where ordinary characters are meant; they
    print alike and compare unequal.

    >>> fold_radicals("⼀般公共预算⽀出，⻋辆 ①")
    '一般公共预算支出，车辆 ①'
    """
    return text.translate(_RADICALS) if _LOOKALIKE.search(text) else text


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Text to be searched, character for character: place n of it is place n of the printed text.

    Full-width digits, letters and signs become those of half width, brackets of all kinds ``()`` or ``[]``,
    hyphens and minus signs ``-``, dashes and bars ``—`` (which part words, and stand for nothing in a cell),
    quotation marks ``"`` or ``'``, spaces and line breaks a space.

    >>> fold("２０２４年　“三公”经费（万元）：−１，２３４．５０％；财预〔2024〕①─②")
    '2024年 "三公"经费(万元):-1,234.50%;财预[2024]①—②'
    """
    return text.translate(_FOLDED)


@lru_cache(maxsize=65536)
def normalise(text: str) -> str:
    """Label to be compared: as `fold`, without white space and quotation marks.

    >>> normalise("因公出国 （境）\\n费用"), normalise("“三公”经费：２０２４年")
    ('因公出国(境)费用', '三公经费:2024年')
    """
    return text.translate(_BARE)


_ORDINAL = re.compile(
    r"^(?:其中[:]?)?(?:(?P<chinese>第?[一二三四五六七八九十]+[、.])|(?P<chinese_bracket>\([一二三四五六七八九十]+\)[、.]?)"
    r"|(?P<digit>\d{1,2}[、.](?!\d))|(?P<digit_bracket>\(\d{1,2}\)[、.]?)|(?P<circle>[①-⑳]))"
)
ORDINAL_LEVELS = ("chinese", "chinese_bracket", "digit", "digit_bracket", "circle")
"""Kinds of numbering from the outermost to the innermost: 一、 （一） 1. （1） ①."""


class RowLabel(NamedTuple):
    """A row label taken apart: numbering level (0 = outermost, ``None``), 其中 flag, bare item."""

    level: int | None
    of_which: bool
    item: str


@lru_cache(maxsize=65536)
def read_label(text: str) -> RowLabel:
    """Take numbering and 其中 off a printed row label.

    >>> read_label("其中：（1）公务用车运行维护费")
    RowLabel(level=3, of_which=True, item='公务用车运行维护费')
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
    return RowLabel(level, of_which, plain.strip(":"))


def display_width(text: str, wide: str = "WF") -> int:
    """Columns that a text takes where a Chinese character takes two.

    ``wide``: the classes of Unicode's East Asian width that take two; quotation marks and dashes (``A``) take
    one in a terminal and two in a Chinese font.

    >>> display_width("合计 12"), display_width("“三公”"), display_width("“三公”", wide="WFA")
    (7, 6, 8)
    """
    return sum(2 if unicodedata.east_asian_width(mark) in wide else 1 for mark in text)

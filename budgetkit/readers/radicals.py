"""CJK radicals that only look like characters, folded to the characters they look like.

Word processors on some systems write U+2E80 to U+2FD5 where ordinary characters are meant; they
print alike and compare unequal. Nothing else is folded: full-width digits, circled numbers and
units such as a square metre stay as printed.
"""

from __future__ import annotations

import re
import unicodedata

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

"""Title, unit and note of a table from the lines around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from budgetkit.model import Paragraph
from budgetkit.tables.unit_wording import looks_back, unit_above, unit_in, unit_of_line, without_unit
from budgetkit.text import normalise

_DEPARTMENT_LINE = re.compile(
    r"^(?:部门|单位|编制部门|编制单位|公开部门|填报单位|申报单位|预算单位|部门名称|单位名称|预算部门|填报部门)(?:\(单位\))?(?:名称)?:"
)
_TITLE = re.compile(r"(?:表|情况|汇总|明细|清单(?:目录)?|名单)(?:\(.{1,20}\))?$")
_TITLE_START = re.compile(
    r"^(?:附?表?\(?[一二三四五六七八九十\d]+\)?[、.:]|公开\d+表:?|附件?\d*[-—:]?\d*|表\d+[-:.、]?|20\d\d年)"
)
_FULL_LINE, _BARE_KIND = 14, 10
"""Characters from which a centred line may fill its page, and up to which a title may be its second line."""
_FORM_NUMBER = re.compile(
    r"^(?:公开|预算|财决|部门|附)*(?:表(\d{1,3}|[一二三四五六七八九十]{1,3}(?!般))|(\d{1,3})表)"
)
_ATTACHED = re.compile(r"^附件?\d+(?:-\d+)?(?=.)")
_DIGITS = "一二三四五六七八九"
_SUBTITLE = re.compile(r"^\(?20\d\d年?度?\)?$")
SENTENCE = re.compile(r"[。；;]|，.*，")
_EMPTY = re.compile(
    r"空表|为空|(?:无|没有|未(?:安排|涉及|发生))[^。]{0,24}(?:支出|预算|收支|拨款|安排|项目|资金|数据|经费)|不涉及"
    r"|(?:支出|预算|收支|拨款|安排|资金|经费)[^。]{0,10}为(?:0|零)"
)
_NOTE = re.compile(r"^(?:备注|注|说明|注释)\d?[:.、]?|^(?:本表|此表|本部门|本单位|我部门|我单位|我局|本年度)")
_BARE_START = re.compile(
    r"^(?:[-•·]|第[一二三四五六七八九十]+部分|附件?\d*:?|公开\d+表:?|附?表\d+[:.、-]?|附?表[一二三四五六七八九十]+(?!般)[:.、-]?|\d{1,2}[、.．]|[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\))+"
)
_BARE_END = re.compile(r"(?<=表)\([^()]{1,20}\)$")
_BARE_YEAR = re.compile(r"(?:20\d\d)年?度?")
_PUBLISHER = re.compile(
    r"^.{2,30}?(?:局|厅|委员会|委|办公室|办|中心|大会|会|院|所|大学|学校|署|处)"
    r"(?=部门|单位|一般|财政|收支|支出|收入|政府|国有|项目|三公)"
)
_FARTHEST = 10
"""Lines above a table among which its heading stands."""
_SHORT, _MOST_SKIPPED = 20, 2
"""Characters and number of lines between title and table: rest of a long department name, a date, a stamp."""


@dataclass(frozen=True, slots=True)
class TableHeading:
    """What the lines above a table say: title and unit of money; ``""`` when not printed.

    ``units`` are all that it states, the nearest first, where title and line state different ones.
    """

    title: str = ""
    amount_unit: str = ""
    units: tuple[str, ...] = ()


def read_heading(above: list[Paragraph]) -> TableHeading:
    """Read the lines between the previous table and this one, the nearest ones first."""
    title, lines = _lines_of_heading(above)
    texts = [line.text for line in lines if not looks_back(normalise(line.text))]
    parts = [part for text in texts for part in filter(None, map(normalise, text.split("\t")))]
    text = "".join(normalise(line.text) for line in reversed(title))
    stated = next(filter(None, map(unit_above, parts)), ""), unit_in(text)
    units = tuple(dict.fromkeys(filter(None, stated)))
    return TableHeading(without_unit(text), units[0] if units else "", units)


def _lines_of_heading(above: list[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """Lines of the title, and all lines that had to be looked at, both from the table upwards."""
    title: list[Paragraph] = []
    lines: list[Paragraph] = []
    skipped = 0
    for line in reversed(above[-_FARTHEST:]):
        lines.append(line)
        text = normalise(line.text)
        if _is_no_title(text) or (not title and _SUBTITLE.match(text)):
            if title:
                break
        elif title:
            if not _wraps(line, title[-1], text):
                break
            title.append(line)
        elif looks_like_title(without_unit(text)) and not SENTENCE.search(text):
            title.append(line)
        elif len(text) <= _SHORT and skipped < _MOST_SKIPPED and not SENTENCE.search(text):
            skipped += 1
        else:
            break
    return title, lines


def _is_no_title(text: str) -> bool:
    """Whether a line states unit, department or number of the form, and is no title with a unit behind it."""
    bare = without_unit(text)
    titled = bare != text and looks_like_title(bare)  # 收入决算表（单位：万元）
    unit = not titled and unit_above(text)
    return bool(unit or _DEPARTMENT_LINE.match(text) or is_form_code(_ATTACHED.sub("", text)))


def looks_like_title(text: str) -> bool:
    """Whether a line, white space removed, may be the title of a table."""
    return len(text) <= 60 and bool(_TITLE.search(text)) and not _EMPTY.search(text)


def _wraps(upper: Paragraph, lower: Paragraph, text: str) -> bool:
    """Whether ``upper`` is the first half of a title whose second half is ``lower``."""
    if _TITLE.search(text) or SENTENCE.search(text) or not upper.bbox or upper.page != lower.page:
        return False
    rest = normalise(lower.text)
    if len(text) >= _FULL_LINE and len(rest) <= _BARE_KIND and _centred(upper, lower):
        return abs(upper.size - lower.size) < 0.6 and lower.bbox[1] - upper.bbox[3] < 1.6 * upper.size
    starts = len(rest) <= 4 or (bool(_TITLE_START.match(text)) and not _TITLE_START.match(rest))
    # a quotation mark from another font makes a line look larger than it is
    same_size = abs(upper.size - lower.size) < (0.5 * lower.size if len(rest) <= 4 else 0.6)
    close = lower.bbox[1] - upper.bbox[3] < 1.6 * max(upper.size, 6)
    return starts and same_size and close


def _centred(upper: Paragraph, lower: Paragraph) -> bool:
    """Whether two lines stand over one middle and the lower one is the shorter."""
    middles = [(line.bbox[0] + line.bbox[2]) / 2 for line in (upper, lower) if line.bbox]
    return abs(middles[0] - middles[1]) < 0.5 * lower.size and lower.bbox[0] > upper.bbox[0] + lower.size


def is_form_code(text: str) -> bool:
    """Whether a text, white space removed, is the number of a form (公开01表) and nothing else."""
    found = _FORM_NUMBER.match(text)
    return found is not None and found.end() == len(text)


def form_number(text: str) -> int | None:
    """Number of a form with which a text, white space removed, begins (表8, 附表八, 公开08表).

    >>> form_number("表十二收入总表"), form_number("收入总表")
    (12, None)
    """
    found = _FORM_NUMBER.match(text)
    if found is None:
        return None
    number = found[1] or found[2]
    if number.isdigit():
        return int(number)
    tens, _, ones = number.rpartition("十")
    before = (
        _DIGITS.find(tens) + 1 if "十" in number else 0
    )  # 十 alone is one ten: the empty text is found first
    return 10 * before + (_DIGITS.find(ones) + 1 if ones else 0)


def is_heading_part(text: str) -> bool:
    """Whether a text, white space removed, is the number of a form, the department, or the unit of money."""
    return is_form_code(text) or bool(unit_of_line(text)) or bool(_DEPARTMENT_LINE.match(text))


def read_note(below: list[Paragraph]) -> str:
    """Note below a table, as printed; ``""`` if none. It ends where the next heading begins."""
    kept: list[str] = []
    for place, paragraph in enumerate(below[:12]):
        text = normalise(paragraph.text)
        if _NOTE.match(text) or (not kept and _EMPTY.search(text) and len(text) < 80):
            kept.append(paragraph.text.strip())
        elif kept and not looks_like_title(text) and not unit_above(text) and not kept[-1].endswith("。"):
            kept[-1] += paragraph.text.strip()
        elif kept and any(_NOTE.match(normalise(after.text)) for after in below[place + 1 : place + 2]):
            continue  # an instruction of the form, between its two notes
        else:
            break
    return " ".join(kept)


def says_empty(text: str) -> bool:
    """Whether a note states that there is nothing to print in the table."""
    return bool(_EMPTY.search(normalise(text)))


def bare_title(text: str) -> str:
    """Title without numbering, year and the publisher's name in front, for comparison.

    >>> bare_title("公开 03 表：2018年支出预算总表")
    '支出预算总表'
    """
    plain = _BARE_START.sub("", normalise(text))
    return _PUBLISHER.sub("", _BARE_YEAR.sub("", _BARE_END.sub("", plain)))

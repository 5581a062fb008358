"""Title, unit and note of a table from the lines around it, and the list of tables in the contents."""

from __future__ import annotations

import re
from dataclasses import dataclass

from budgetkit.model import Document, Grid, Paragraph
from budgetkit.text import normalise

_UNIT = re.compile(r"(?:金额)?单位:?(?:人民币)?\(?(亿元|百万元|万元|千元|百元|元)\)?")
_UNIT_IN_BRACKETS = re.compile(r"\((?:单位:)?(亿元|百万元|万元|千元|元)\)")
_DEPARTMENT_LINE = re.compile(
    r"^(?:部门|单位|编制部门|编制单位|公开部门|填报单位|申报单位|预算单位|部门名称|单位名称|预算部门|填报部门)(?:\(单位\))?(?:名称)?:"
)
_TITLE = re.compile(r"(?:表|情况|汇总|明细|清单(?:目录)?|名单)(?:\(.{1,20}\))?$")
_TITLE_START = re.compile(
    r"^(?:附?表?\(?[一二三四五六七八九十\d]+\)?[、.:]|公开\d+表:?|附件?\d*[-—:]?\d*|表\d+[-:.、]?|20\d\d年)"
)
_FULL_LINE, _BARE_KIND = 14, 10
"""Characters from which a centred line may fill its page, and up to which a title may be its second line."""
_FORM_CODE = re.compile(r"^(?:公开|预算|财决|部门|附)*(?:表\d{1,3}|\d{1,3}表)$")
_SUBTITLE = re.compile(r"^\(?20\d\d年?度?\)?$")
_ENTRY_START = re.compile(
    r"^(?:[-•·]|第[一二三四五六七八九十]+部分|附[件表]|公开\d+表|表\d+|\d{1,2}[、..．]|[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\)|20\d\d年)"
)
_ENTRY_LEVELS = tuple(
    map(
        re.compile,
        (
            r"第[一二三四五六七八九十]+(?:部分|章)",
            r"[一二三四五六七八九十]+[、.]",
            r"\([一二三四五六七八九十]+\)",
            r"\d{1,2}[、..．]",
            r"\(\d{1,2}\)",
        ),
    )
)
"""Numbering of the contents from the outermost to the innermost."""
_PART = re.compile(r"^(?:第.部分)?(?:部门|单位|学校|本级)?(?:预算|决算|预决算)?(?:公开)?(?:报|附)?表?$")
_SENTENCE = re.compile(r"[。；;]|，.*，")
_LEADER = re.compile(r"[.·…．\s]{2,}\d*$|\d+$")
_EMPTY = re.compile(
    r"空表|为空|(?:无|没有|未(?:安排|涉及|发生))[^。]{0,24}(?:支出|预算|收支|拨款|安排|项目|资金|数据|经费)|不涉及"
    r"|(?:支出|预算|收支|拨款|安排|资金|经费)[^。]{0,10}为(?:0|零)"
)
_NOTE = re.compile(r"^(?:备注|注|说明|注释)\d?[:.、]?|^(?:本表|此表|本部门|本单位|我部门|我单位|我局|本年度)")


@dataclass(frozen=True, slots=True)
class TableHeading:
    """What the lines above a table say: title, unit of money, department; ``""`` when not printed."""

    title: str = ""
    amount_unit: str = ""
    department: str = ""


def read_heading(above: list[Paragraph]) -> TableHeading:
    """Read the lines between the previous table and this one, the nearest ones first."""
    unit = department = ""
    skipped = 0
    title: list[Paragraph] = []
    for paragraph in reversed(above[-10:]):
        for part in filter(None, map(normalise, paragraph.text.split("\t"))):
            found = _UNIT.search(part)
            unit = unit or (found[1] if found else "")
            if _DEPARTMENT_LINE.match(part) and not department:
                # 部门：X 单位：万元 may stand in one run; only the name itself is wanted
                department = _UNIT.sub("", part.partition(":")[2]).strip(" :")
        text = normalise(paragraph.text)
        bare = _UNIT_IN_BRACKETS.sub("", text)
        titled = bare != text and _looks_like_title(bare)  # 收入决算表（单位：万元）
        heading_line = (
            (_UNIT.search(text) and not titled) or _DEPARTMENT_LINE.match(text) or _FORM_CODE.match(text)
        )
        if heading_line or (not title and _SUBTITLE.match(text)):
            if title:
                break
            continue
        if not title:
            if _looks_like_title(bare) and not _SENTENCE.search(text):
                title.append(paragraph)
            elif len(text) <= 20 and skipped < 2 and not _SENTENCE.search(text):
                skipped += 1  # the second line of a long department name, a date, a stamp
            else:
                break
        elif _wraps(paragraph, title[-1], text):
            title.append(paragraph)
        else:
            break
    text = "".join(normalise(paragraph.text) for paragraph in reversed(title))
    if not unit and text:
        found = _UNIT_IN_BRACKETS.search(text) or _UNIT.search(text)
        unit = found[1] if found else ""
    return TableHeading(_UNIT_IN_BRACKETS.sub("", text), unit, department)


def _looks_like_title(text: str) -> bool:
    return len(text) <= 60 and bool(_TITLE.search(text)) and not _EMPTY.search(text)


def _wraps(upper: Paragraph, lower: Paragraph, text: str) -> bool:
    """Whether ``upper`` is the first half of a title whose second half is ``lower``."""
    if _TITLE.search(text) or _SENTENCE.search(text) or not upper.bbox or upper.page != lower.page:
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
    return bool(_FORM_CODE.match(text))


def is_heading_part(text: str) -> bool:
    """Whether a text, white space removed, is the number of a form, the department, or the unit of money."""
    return is_form_code(text) or is_unit_line(text) or bool(_DEPARTMENT_LINE.match(text))


def is_unit_line(text: str) -> bool:
    """Whether a line, white space removed, states the unit of money and nothing else."""
    return bool(_UNIT.search(text)) and not _UNIT.sub("", text).strip("():,，")


def unit_in(text: str) -> str:
    """Unit of money that a header label or an in-table heading prints, such as 金额（万元）."""
    plain = normalise(text)
    found = _UNIT_IN_BRACKETS.search(plain) or _UNIT.search(plain)
    return found[1] if found else ""


def read_note(below: list[Paragraph]) -> str:
    """Note below a table, as printed; ``""`` if none. It ends where the next heading begins."""
    kept: list[str] = []
    for place, paragraph in enumerate(below[:12]):
        text = normalise(paragraph.text)
        if _NOTE.match(text) or (not kept and _EMPTY.search(text) and len(text) < 80):
            kept.append(paragraph.text.strip())
        elif kept and not _looks_like_title(text) and not _UNIT.search(text) and not kept[-1].endswith("。"):
            kept[-1] += paragraph.text.strip()
        elif kept and any(_NOTE.match(normalise(after.text)) for after in below[place + 1 : place + 2]):
            continue  # an instruction of the form, between its two notes
        else:
            break
    return " ".join(kept)


def says_empty(text: str) -> bool:
    """Whether a note states that there is nothing to print in the table."""
    return bool(_EMPTY.search(normalise(text)))


def read_contents(document: Document) -> list[str]:
    """Titles of tables that the table of contents lists, in order, without numbering and page.

    The contents are the first run of at least three such lines before the first table, or after a
    heading 目录. An entry may wrap onto a second line; names of whole parts (部门预算表) and headings of a
    group of entries (第二部分 …) do not count.
    """
    entries: list[str] = []
    for block in document.blocks:
        if isinstance(block, Grid):
            break
        text = _LEADER.sub("", normalise(block.text))
        if len(text) > 60 or _SENTENCE.search(text):
            entries.append("")
        elif entries and _is_cut(entries[-1]) and not _ENTRY_START.match(text):
            entries[-1] += text
        else:
            entries.append(text)
    titles: list[str] = []
    gap = 0
    for place, entry in enumerate(entries):
        bare = bare_title(entry)
        group = _heads_group(entry, entries[place + 1] if place + 1 < len(entries) else "")
        if entry.endswith("表") and not group and not _PART.match(bare) and bare not in titles:
            titles.append(bare)
            gap = 0
        elif titles:
            gap += 1
            if gap > 8 and len(titles) >= 3:
                break
            if gap > 8:
                titles, gap = [], 0
    return titles if len(titles) >= 3 else []


def _heads_group(entry: str, following: str) -> bool:
    """Whether an entry is numbered on a higher level than the table that the next entry names."""
    levels = [
        next((place for place, pattern in enumerate(_ENTRY_LEVELS) if pattern.match(text)), None)
        for text in (entry, following)
    ]
    if levels[0] is None or not following.endswith("表"):
        return False
    return levels[0] == 0 if levels[1] is None else levels[0] < levels[1]


def _is_cut(entry: str) -> bool:
    """An entry of the contents that is numbered but does not end like one."""
    return bool(_ENTRY_START.match(entry)) and not entry.endswith(("表", "明", "况", "释"))


_BARE_START = re.compile(
    r"^(?:[-•·]|第[一二三四五六七八九十]+部分|附件?\d*:?|公开\d+表:?|表\d+[:.、-]?|\d{1,2}[、.．]|[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\))+"
)
_BARE_END = re.compile(r"(?<=表)\([^()]{1,20}\)$")
_BARE_YEAR = re.compile(r"(?:20\d\d)年?度?")


def bare_title(text: str) -> str:
    """Title without numbering, year and the publisher's name in front, for comparison.

    >>> bare_title("公开 03 表：2018年支出预算总表")
    '支出预算总表'
    """
    plain = _BARE_START.sub("", normalise(text))
    plain = _BARE_YEAR.sub("", _BARE_END.sub("", plain))
    return re.sub(
        r"^.{2,30}?(?:局|厅|委员会|委|办公室|办|中心|大会|会|院|所|大学|学校|署|处)(?=部门|单位|一般|财政|收支|支出|收入|政府|国有|项目|三公)",
        "",
        plain,
    )

"""Tables that the contents promise: which of them are there, and where the absent ones belong."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import takewhile

from budgetkit.model import Document, Paragraph
from budgetkit.tables.heading import SENTENCE, bare_title
from budgetkit.tables.kind import kind_of_title
from budgetkit.tables.table import Table
from budgetkit.text import normalise

_ENTRY_START = re.compile(
    r"^(?:[-•·]|第[一二三四五六七八九十]+部分|附[件表]|公开\d+表|表\d+|\d{1,2}[、..．]|[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\)|20\d\d年)"
)
_ENTRY_LEVEL = re.compile(
    r"(第[一二三四五六七八九十]+(?:部分|章))|([一二三四五六七八九十]+[、.])|(\([一二三四五六七八九十]+\))"
    r"|(\d{1,2}[、..．])|(\(\d{1,2}\))"
)
"""Numbering of the contents, a group for each level from the outermost to the innermost."""
_PART = re.compile(r"^(?:第.部分)?(?:部门|单位|学校|本级)?(?:预算|决算|预决算)?(?:公开)?(?:报|附)?表?$")
_LEADER = re.compile(r"[.·…．\s]{2,}\d*$|\d+$")
_LONGEST_ENTRY = 60
"""Characters of an entry."""
_LEAST, _LONGEST_GAP = 3, 8
"""Tables that make a list, and lines between two of them."""


def read_contents(document: Document) -> list[str]:
    """Titles of tables that the table of contents lists, in order, without numbering and page.

    The contents are the first run of at least three such lines before the first table, or after a
    heading 目录. An entry may wrap onto a second line; names of whole parts (部门预算表) and headings of a
    group of entries (第二部分 …) do not count.
    """
    entries = _entries(document)
    titles: list[str] = []
    gap = 0
    for entry, following in zip(entries, [*entries[1:], ""], strict=False):
        bare = bare_title(entry)
        if entry.endswith("表") and not (
            _heads_group(entry, following) or _PART.match(bare) or bare in titles
        ):
            titles.append(bare)
            gap = 0
        elif titles:
            gap += 1
            if gap > _LONGEST_GAP and len(titles) >= _LEAST:
                break
            if gap > _LONGEST_GAP:
                titles, gap = [], 0
    return titles if len(titles) >= _LEAST else []


def _entries(document: Document) -> list[str]:
    """Lines before the first table, wrapped ones as one, without page numbers; sentences are blank."""
    entries: list[str] = []
    for block in takewhile(lambda block: isinstance(block, Paragraph), document.blocks):
        text = _LEADER.sub("", normalise(block.text))
        if len(text) > _LONGEST_ENTRY or SENTENCE.search(text):
            entries.append("")
        elif entries and _is_cut(entries[-1]) and not _ENTRY_START.match(text):
            entries[-1] += text
        else:
            entries.append(text)
    return entries


def _heads_group(entry: str, following: str) -> bool:
    """Whether an entry is numbered on a higher level than the table that the next entry names."""
    own, other = _ENTRY_LEVEL.match(entry), _ENTRY_LEVEL.match(following)
    if own is None or not following.endswith("表"):
        return False
    return own.lastindex == 1 if other is None else own.lastindex < other.lastindex


def _is_cut(entry: str) -> bool:
    """An entry of the contents that is numbered but does not end like one."""
    return bool(_ENTRY_START.match(entry)) and not entry.endswith(("表", "明", "况", "释"))


def place_absent(tables: list[Table], contents: list[str]) -> list[Table]:
    """Mark the tables that the contents list and insert those that are missing.

    ``contents`` are bare titles in order; each absent table stands before the next one that is there.
    """
    taken = _match_kinds(_match_titles(tables, contents), tables, contents)
    for place in taken.values():
        tables[place].listed_in_contents = True
    before: dict[int, list[Table]] = defaultdict(list)
    for entry, title in enumerate(contents):
        if entry not in taken:
            later = (place for other, place in taken.items() if other > entry)
            before[min(later, default=len(tables))].append(_absent(title, tables))
    return [
        table for place in range(len(tables) + 1) for table in (*before[place], *tables[place : place + 1])
    ]


def _match_titles(tables: list[Table], contents: list[str]) -> dict[int, int]:
    """Place of the table of an entry, by number of the entry: equal titles first, then those alike."""
    titles = [bare_title(table.title) for table in tables]
    taken: dict[int, int] = {}
    for same in (str.__eq__, _same_core, _one_ends_the_other):
        for entry, title in enumerate(contents):
            free = (place for place in range(len(tables)) if place not in taken.values() and titles[place])
            match = next((place for place in free if same(titles[place], title)), None)
            if entry not in taken and match is not None:
                taken[entry] = match
    return taken


def _match_kinds(taken: dict[int, int], tables: list[Table], contents: list[str]) -> dict[int, int]:
    """Give entries in another wording the first unlisted table of the kind that they name."""
    found = dict(taken)
    for entry, title in enumerate(contents):
        kind = "" if entry in found else kind_of_title(title)
        free = (place for place, table in enumerate(tables) if table.kind == kind)
        match = next((place for place in free if place not in found.values()), None)
        if kind and match is not None:
            found[entry] = match
    return found


def _same_core(printed: str, listed: str) -> bool:
    return len(_core(listed)) >= 4 and _core(printed) == _core(listed)


def _one_ends_the_other(printed: str, listed: str) -> bool:
    a, b = _core(printed), _core(listed)
    return min(len(a), len(b)) >= 4 and (a.endswith(b) or b.endswith(a))


def _core(title: str) -> str:
    for word in ("部门", "单位", "预算", "情况", "总体", "年初"):
        title = title.replace(word, "")
    return title


def _absent(title: str, tables: list[Table]) -> Table:
    period = (tables[0].fiscal_year, tables[0].phase) if tables else (None, "")
    table = Table("", kind_of_title(title) or "other", title, "", (), [], [], 0, "absent", engine="")
    table.listed_in_contents, (table.fiscal_year, table.phase) = True, period
    return table

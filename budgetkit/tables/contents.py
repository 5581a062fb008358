"""Tables that the contents promise: which of them are there, and where the absent ones belong."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from itertools import takewhile
from typing import NamedTuple

from budgetkit.model import Document, Grid, Paragraph
from budgetkit.records import Unread
from budgetkit.tables.heading import SENTENCE, bare_title, form_number, is_form_code, says_empty
from budgetkit.tables.kind import kind_of_title
from budgetkit.tables.table import Table
from budgetkit.tables.unit_wording import without_unit
from budgetkit.text import normalise

_ENTRY_START = re.compile(
    r"^(?:[-•·]|第[一二三四五六七八九十]+部分|附[件表]|公开\d+表|表\d+|表[一二三四五六七八九十]+(?!般)|\d{1,2}[、..．]|[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\)|20\d\d年)"
)
_ENTRY_LEVEL = re.compile(
    r"(第[一二三四五六七八九十]+(?:部分|章))|([一二三四五六七八九十]+[、.])|(\([一二三四五六七八九十]+\))"
    r"|(\d{1,2}[、..．])|(\(\d{1,2}\))"
)
"""Numbering of the contents, a group for each level from the outermost to the innermost."""
_HEAD = re.compile(r"^目录$")
_FIGURE = re.compile(r"\d[\d,]*\.\d|\d{1,3}(?:,\d{3})+|\t[\s\d,.]*\d")
"""A figure of money in a line that is no sentence."""
OUTSIDE = frozenset({"no_table_here", "image_only", "unmapped_font"})
"""Reasons of unread figures that stand outside of all tables that were read."""
_LEAST_FIGURES = 2
"""Unread figures on one page that may be a table."""
_PART = re.compile(r"^(?:第.部分)?(?:部门|单位|学校|本级)?(?:预算|决算|预决算)?(?:公开)?(?:报|附)?表?$")
_LEADER = re.compile(r"[.·…．\s]{2,}\d*$|\d+$")
_LONGEST_ENTRY = 60
"""Characters of an entry."""
_LEAST, _LONGEST_GAP = 3, 8
"""Tables that make a list, and lines between two of them."""


class Contents(NamedTuple):
    """Titles of tables that the contents list, in order, without numbering and page.

    ``numbered`` gives the title of a form by its number (表8) where the entries print it; ``last`` is the
    number of the block in which the list ends.
    """

    titles: list[str]
    numbered: dict[int, str]
    last: int

    def title_of(self, above: list[Paragraph]) -> str:
        """Title that the contents give to the number of the form in the lines above a table."""
        parts = (normalise(part) for line in above for part in line.text.split("\t"))
        numbers = {form_number(part) for part in parts if is_form_code(part)}
        return self.numbered.get(numbers.pop(), "") if len(numbers) == 1 else ""


def read_contents(document: Document) -> Contents:
    """Read the table of contents.

    It is the first run of at least three titles of tables before the first table, or after a
    heading 目录. An entry may wrap onto a second line; names of whole parts (部门预算表), headings of a
    group of entries (第二部分 …) and an unnumbered line over numbered ones do not count.
    """
    entries = _entries(document)
    found: list[tuple[str, str, int]] = []
    gap = 0
    for (entry, last), (following, _) in zip(entries, [*entries[1:], ("", 0)], strict=False):
        bare = bare_title(entry)
        if entry.endswith("表") and not (
            _heads_group(entry, following) or _PART.match(bare) or any(bare == title for title, _, _ in found)
        ):
            found.append((bare, entry, last))
            gap = 0
        elif found:
            gap += 1
            if gap > _LONGEST_GAP and len(found) >= _LEAST:
                break
            if gap > _LONGEST_GAP:
                found, gap = [], 0
    return _made_of(found)


def _made_of(found: list[tuple[str, str, int]]) -> Contents:
    """Contents of entries, each bare, as printed, and with the number of its block."""
    if len(found) < _LEAST:
        return Contents([], {}, -1)
    if not _ENTRY_START.match(found[0][1]) and all(_ENTRY_START.match(entry) for _, entry, _ in found[1:]):
        found = found[1:]  # the title of the whole
    numbers = [form_number(entry) for _, entry, _ in found]
    numbered = {
        number: title
        for number, (title, _, _) in zip(numbers, found, strict=True)
        if number is not None and numbers.count(number) == 1
    }
    return Contents([title for title, _, _ in found], numbered, found[-1][2])


def _entries(document: Document) -> list[tuple[str, int]]:
    """Lines before the first table, wrapped ones as one, without page numbers; sentences are blank.

    Each with the number of the block in which it ends.
    """
    entries: list[tuple[str, int]] = []
    for place, block in enumerate(takewhile(lambda block: isinstance(block, Paragraph), document.blocks)):
        text = _LEADER.sub("", normalise(block.text))
        if len(text) > _LONGEST_ENTRY or SENTENCE.search(text):
            entries.append(("", place))
        elif entries and _is_cut(entries[-1][0]) and not (_ENTRY_START.match(text) or _HEAD.match(text)):
            entries[-1] = (entries[-1][0] + text, place)
        else:
            entries.append((text, place))
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


def place_absent(tables: list[Table], contents: Contents, document: Document) -> list[Table]:
    """Mark the tables that the contents list and insert those that are missing.

    Each absent table stands before the next one that is there. One whose title stands on a page after the
    contents is not absent, whatever became of it; where the lines below say that it is empty, it is.
    """
    titles = contents.titles
    taken = _match_kinds(_match_titles(tables, titles), tables, titles)
    for place in taken.values():
        tables[place].listed_in_contents = True
    before: dict[int, list[Table]] = defaultdict(list)
    missing = {entry: title for entry, title in enumerate(titles) if entry not in taken}
    headings = _headings_below(document, contents.last) if missing else {}
    for entry, title in missing.items():
        heading = next((one for one in headings if one == title or _one_ends_the_other(one, title)), "")
        lacking = _without_rows(title, tables, headings[heading] if heading else None)
        if lacking is not None:
            later = (place for other, place in taken.items() if other > entry)
            before[min(later, default=len(tables))].append(lacking)
    return [
        table for place in range(len(tables) + 1) for table in (*before[place], *tables[place : place + 1])
    ]


def _headings_below(document: Document, last: int) -> dict[str, list[Paragraph]]:
    """Titles of tables that stand on the pages after the contents, each with it the lines to the next block.

    Of titles listed again one below the other none is a heading.
    """
    blocks = document.blocks[last + 1 :]
    titles = [_title_in(block) for block in blocks]
    found: dict[str, list[Paragraph]] = {}
    for place, title in enumerate(titles):
        if title and not (any(titles[max(0, place - 1) : place]) or any(titles[place + 1 : place + 2])):
            ends = (
                end for end in range(place + 1, len(blocks)) if titles[end] or isinstance(blocks[end], Grid)
            )
            found.setdefault(title, list(blocks[place : next(ends, len(blocks))]))
    return found


def _title_in(block: Grid | Paragraph) -> str:
    """The bare title of a table that a line prints, ``""`` if it prints none."""
    if isinstance(block, Grid):
        return ""
    text = without_unit(_LEADER.sub("", normalise(block.text)))
    named = text.endswith("表") and len(text) <= _LONGEST_ENTRY and not SENTENCE.search(text)
    return bare_title(text) if named else ""


def _without_rows(title: str, tables: list[Table], lines: list[Paragraph] | None) -> Table | None:
    """A listed table of which no grid was read: absent, empty by its note, or ``None`` where it was not read.

    ``lines`` are those from its heading to the next one, where it has a heading.
    """
    if lines is None:
        return _absent(title, tables)
    below = lines[1:]
    note = next((line.text.strip() for line in below if says_empty(line.text)), "")
    if not note or any(_FIGURE.search(line.text) for line in below):
        return None
    empty = _absent(title, tables)
    empty.state, empty.note, empty.pages = "empty_with_note", note, (lines[0].page,)
    return empty


def without_possible(tables: list[Table], unread: Iterable[Unread]) -> list[Table]:
    """Tables without those absent ones whose figures may be among the unread outside of all tables."""
    titles = {bare_title(table.title) for table in tables if table.state != "absent"}
    pages = Counter(one.page for one in unread if one.reason in OUTSIDE and may_be_untitled(one.near, titles))
    possible = any(count >= _LEAST_FIGURES for count in pages.values())
    return [table for table in tables if not (possible and table.state == "absent")]


def may_be_untitled(near: str, titles: Collection[str]) -> bool:
    """Whether unread figures have no title of their own: none, or that of a table that was read."""
    return not near or bare_title(near) in titles


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

"""What the contents list against what the document holds: sections of the text, and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from budgetkit.audit.case import Case
from budgetkit.audit.passages import Passages
from budgetkit.records import Finding, grouped
from budgetkit.rules.kinds import OTHER, kinds_with

_HEAD = re.compile("目[录次]")
_PART = re.compile("第[一二三四五六七八九十]{1,2}部分")
_NUMBERED = re.compile(
    r"(?:第[一二三四五六七八九十]{1,2}(?:部分|章)|附件\d*[:：]?|[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]、?"
    r"|\d{1,2}[.．、](?!\d))"
)
_LEADER = re.compile(r"(?:[.·．\-—]{3,}|…+)\d*$|(?<=[\u4e00-\u9fff”）)])\d{1,3}$")
_OF_TABLES = re.compile(r"表(?:[(（].{1,12}[)）])?$|附表|附件")
_EMPTY_WORDS = re.compile(
    r"20\d\d年?度?|关于|有关|情况|说明|总体|的|[“”\"‘’'《》。，,:：、()（）\s]|[(（].*?[)）]|和|及|与"
)
_LONGEST, _LONGEST_HEADING, _ALIKE = 60, 45, 0.4
_MOST_MISSING = 2
"""Where more sections than these seem to be missing, the headings were rather not understood."""


def find_contents(case: Case) -> list[Finding]:
    """Sections that the contents list and the text lacks; tables that they leave out."""
    start = next((at for at, (line, _) in enumerate(case.text.lines) if _HEAD.fullmatch(line)), None)
    if start is None:
        return []
    entries, stop = _entries(case.text, start)
    return [*_parts(case, start), *_sections(case, entries, stop), *_tables(case)]


def _entries(text: Passages, start: int) -> tuple[list[tuple[str, int]], int]:
    """Entries of the contents with their pages, second lines joined, and where the text begins."""
    found: list[tuple[str, int]] = []
    for at, (printed, page) in enumerate(text.lines[start + 1 :], start + 1):
        line = _LEADER.sub("", printed)
        if not line or line.isdigit():
            continue
        begins = not found or _NUMBERED.match(line)
        if _ends(line) or (found and _is_again(line, found[0][0])) or not (begins or _goes_on(found[-1][0])):
            return found, at
        if begins:
            found.append((line, page))
        else:
            found[-1] = (found[-1][0] + line, found[-1][1])
    return found, len(text.lines)


def _is_again(line: str, first: str) -> bool:
    """Whether a line is the first entry once more: there the text begins."""
    part = _PART.match(line)
    return line == first or (part[0] if part else "") == first[:4]


def _ends(line: str) -> bool:
    """Whether a line is a sentence, which no contents hold; a short one may end in a mark."""
    return len(line) > _LONGEST or bool(re.search("[。；;]$", line[:-1] if len(line) < 20 else line))


def _goes_on(entry: str) -> bool:
    """Whether an entry may go on in the next line."""
    return len(entry) > 14 and not re.search("(?:表|说明|情况|解释|概况)$", entry)


def _parts(case: Case, start: int) -> Iterator[Finding]:
    """Parts (第几部分) that the contents list and the text lacks, where it has headings for the others."""
    parts = {at: _PART.match(line) for at, (line, _) in enumerate(case.text.lines) if len(line) <= 40}
    places = grouped((at for at, found in parts.items() if found and at > start), lambda at: parts[at][0])
    again = [at[1] for at in places.values() if len(at) > 1]
    for at in places.values():
        line, page = case.text.lines[at[0]]
        tables = re.search("表|(?:预算|决算)$", line)  # the tables of a part speak for themselves
        if len(at) == 1 and len(again) > 1 and at[0] < min(again) and not tables:
            yield _missing(case, line, page)


def _sections(case: Case, entries: list[tuple[str, int]], stop: int) -> Iterator[Finding]:
    """Entries below the parts that no heading of the text comes near."""
    body = [_pairs(line[:_LONGEST_HEADING]) for line, _ in case.text.lines[stop:] if _may_head(line)]
    joined = zip(case.text.lines[stop:], case.text.lines[stop + 1 :], strict=False)
    body += [_pairs((a + b)[:_LONGEST_HEADING]) for (a, _), (b, _) in joined if _NUMBERED.match(a)]
    own = [entry for entry in entries if not _PART.match(entry[0]) and not _OF_TABLES.search(entry[0])]
    missing = [entry for entry in own if not any(_alike(_pairs(entry[0]), one) for one in body)]
    if len(own) - len(missing) < 3 or len(missing) > _MOST_MISSING:
        return
    for line, page in missing:
        yield _missing(case, line, page)


def _missing(case: Case, line: str, page: int) -> Finding:
    return case.tell("text-contents", [{"page": page, "quote": line}], quote=line)


def _may_head(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING or bool(_NUMBERED.match(line))


def _pairs(line: str) -> set[str]:
    """Pairs of letters that follow one another, numbering and empty words left out."""
    bare = _EMPTY_WORDS.sub("", _NUMBERED.sub("", line)).replace("收入支出", "收支")
    return {bare[at : at + 2] for at in range(len(bare) - 1)}


def _alike(entry: set[str], heading: set[str]) -> bool:
    """Whether a heading may be the one that the contents mean; one of very few letters is any."""
    if len(entry) < 2:
        return True
    common = len(entry & heading)
    return common >= _ALIKE * len(entry) or (len(heading) > 1 and common >= 0.8 * len(heading))


def _tables(case: Case) -> Iterator[Finding]:
    """Tables that the document prints and its contents leave out, where they list the others."""
    present = [table for table in case.tables.values() if table.state != "absent"]
    listed = {table.kind for table in case.tables.values() if table.listed_in_contents}
    apart = (OTHER, *kinds_with(form="project", year_is_over=False))
    left_out: dict[str, str] = {}
    for table in present:
        if table.kind not in {*listed, *apart} and table.title:
            left_out.setdefault(table.kind, table.table_id)
    if len(listed) < 5 or not left_out or len(left_out) > _MOST_MISSING:
        return
    places = [(table, -1, -1) for table in left_out.values()]
    yield case.tell("table-not-in-contents", places, list="、".join(map(case.title, left_out.values())))

"""Wording that betrays a slip: words of a template, years of another document, numbers of rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from budgetkit.audit.case import MOST_NAMED, Case
from budgetkit.audit.passages import AROUND, Passages
from budgetkit.records import Finding
from budgetkit.rules.active import active, remembers
from budgetkit.rules.declared.words import Law, SlipFile

_LAW_WINDOW = 60
_TITLE_YEAR = re.compile(r"^.{0,30}?(?P<year>20\d\d)年")
"""Projects have years of their own in their names; titles of the other tables name the year they cover."""
_SINCE = re.compile(r"从?(20\d\d)年(?:1月1日)?起")


def find_wording(case: Case) -> list[Finding]:
    """Slips of wording in prose and cells."""
    if not case.paragraphs:
        return []
    text = case.text
    found = [*_placeholders(case, text), *_left_out(case, text), *_laws(case, text)]
    if case.fiscal_year:
        found += _years(case)
    return found


def _placeholders(case: Case, text: Passages) -> Iterator[Finding]:
    places: list[dict] = []
    for entry in active().of(SlipFile).placeholder:
        places += [text.place(*found.span()) for found in entry.pattern.finditer(text.whole)]
    in_cells = _any_in_cells()
    # A template row without a target is told with the other targets that are missing.
    blank = {(one["table_id"], one["row"]) for one in case.indicators if one["value_type"] == "blank"}
    for table in case.tables.values():
        for number, row in enumerate(table.rows):
            if (table.table_id, number) in blank:
                continue
            for cell in row:
                if cell is not None and len(cell.text) > 2 and (found := in_cells.search(cell.text)):
                    start, stop = found.span()
                    quote = cell.text[max(0, start - AROUND) : stop + AROUND].replace("\n", "")
                    place = case.place((table.table_id, number, cell.column))
                    places.append(place | {"page": cell.page, "quote": quote})
    if places:
        shown = list(dict.fromkeys(f"“{place['quote']}”" for place in places))
        rest = "…" if len(shown) > MOST_NAMED else ""
        finding = case.notice(
            "text-placeholder", "", count=len(places), list="、".join(shown[:MOST_NAMED]) + rest
        )
        finding.places = places
        yield finding


def _left_out(case: Case, text: Passages) -> Iterator[Finding]:
    """Figures without unit or percent sign in sentences whose other figures have one."""
    places = []
    for entry in active().of(SlipFile).left_out:
        for found in entry.pattern.finditer(text.whole):
            start = text.whole.rfind("。", 0, found.start()) + 1
            stop = text.whole.find("。", found.end())
            sentence = text.whole[start : stop if stop >= 0 else len(text.whole)]
            if entry.printed_with.search(sentence.replace(found[0], "")):
                places.append(text.place(*found.span()) | {"quote": found[0]})
    if places:
        shown = list(dict.fromkeys(f"“{place['quote']}”" for place in places))
        rest = "…" if len(shown) > MOST_NAMED else ""
        words = {"count": len(places), "list": "、".join(shown[:MOST_NAMED]) + rest}
        finding = case.notice("text-unit-left-out", "", **words)
        finding.places = places
        yield finding


@remembers
@cache
def _any_in_cells() -> re.Pattern[str]:
    """All patterns in one: most cells hold nothing of the kind, and one look is enough to know."""
    own = (entry.pattern.pattern for entry in active().of(SlipFile).placeholder if entry.cells)
    return re.compile("|".join(own))


def _years(case: Case) -> Iterator[Finding]:
    seen: dict[tuple[str, str], dict] = {}
    for year, place in (*_years_of_text(case), *_years_of_titles(case)):
        seen.setdefault((year, place.pop("said", place["quote"])), place)
    for (year, _), place in seen.items():
        words = {"year": year, "own": str(case.fiscal_year), "page": str(place["page"])}
        yield case.tell("text-year", [place], **words, quote=place["quote"])


def _years_of_text(case: Case) -> Iterator[tuple[str, dict]]:
    """Wrong years of headings and sentences, with their place; ``said`` are the words with the year."""
    for entry in active().of(SlipFile).year:
        if entry.title:
            for line, page in case.text.lines:
                found = entry.pattern.search(line) if len(line) <= 60 else None
                if found and _wrong(case, found, line):
                    yield found["year"], {"page": page, "quote": line}
        else:
            for found in entry.pattern.finditer(case.text.whole):
                if _wrong(case, found, ""):
                    yield found["year"], case.text.place(*found.span()) | {"said": found[0]}


def _years_of_titles(case: Case) -> Iterator[tuple[str, dict]]:
    """Wrong years of titles of tables, with their place."""
    for table in case.tables.values():
        found = _TITLE_YEAR.search(table.title)
        own = table.kind != "other" and "project" not in table.kind and table.state != "absent"
        if found and own and _wrong(case, found, table.title):
            yield found["year"], case.place((table.table_id, -1, -1)) | {"quote": table.title}


def _wrong(case: Case, found: re.Match[str], title: str) -> bool:
    """Whether a year is another than that of the document, and nothing in the title explains it."""
    if int(found["year"]) == case.fiscal_year:
        return False
    return not any(entry.pattern.search(title) for entry in active().of(SlipFile).year_allowed)


def _laws(case: Case, text: Passages) -> Iterator[Finding]:
    for law in active().of(SlipFile).law:
        head, tail = re.split(r"20\d\d", law.number)
        numbered = re.compile(rf"{head[:-1]}[〔\[【(（]20\d\d[〕\]】)）]第?\d+号")
        for found in law.words.finditer(text.whole):
            window = text.whole[found.start() : found.end() + _LAW_WINDOW]
            number = numbered.search(window)
            if not number:
                continue
            if re.findall(r"\d+", number[0]) != re.findall(r"\d+", law.number):
                yield _law(case, text, found.start() + number.start(), len(number[0]), law, law.number)
                continue
            since = _SINCE.search(window, number.end())
            if since and law.since and int(since[1]) != law.since:
                start = found.start() + since.start()
                yield _law(case, text, start, len(since[0]), law, law.number, law.since)


def _law(
    case: Case, text: Passages, start: int, length: int, law: Law, right: str, since: int | None = None
) -> Finding:
    place = text.place(start, start + length)
    words = {"words": law.words.pattern.strip("《》"), "right": right, "page": str(place["page"])}
    words["since_zh"] = f"，自 {since} 年起施行" if since else ""
    words["since_en"] = f", in force since {since}" if since else ""
    words["since"] = ""
    finding = case.notice("text-law", "", quote=place["quote"], **words)
    finding.places = [place]
    return finding

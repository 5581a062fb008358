"""Years other than the document's: in headings and sentences, in titles, and of its own figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from budgetkit.amounts import FEN_PER_UNIT
from budgetkit.audit.case import Case, listed, quoted, stated_fen
from budgetkit.audit.progress import Explanation, Progress
from budgetkit.records import Finding
from budgetkit.rules.active import active
from budgetkit.rules.declared.words import SlipFile
from budgetkit.rules.kinds import OTHER, kinds_with
from budgetkit.tables import Table

_TITLE_YEAR = re.compile(r"^.{0,30}?(?P<year>20\d\d)年")
"""Projects have years of their own in their names; titles of the other tables name the year they cover."""
_YEAR = re.compile(r"20\d\d(?=年)")
_OTHER_TIMES = re.compile("上年|执行|结转|[-—～~至]20|以来|规划")
"""Titles that may well be about another year."""
_LEAST_ALIKE = 2
"""Titles that name the year of the document before one that does not is worth a word."""
_NEAR_YEARS = 2
"""Years on each side of the document's own that a slip may name; farther ones belong to other things."""


def find_wrong_years(case: Case) -> Iterator[Finding]:
    """One finding for each wrong year that headings, sentences and titles of tables name."""
    seen: dict[tuple[str, str], dict] = {}
    for year, place in (*_years_of_text(case), *_years_of_titles(case)) if case.paragraphs else ():
        seen.setdefault((year, place.pop("said", place["quote"])), place)
    for (year, _), place in seen.items():
        yield case.tell("text-year", [place], year=year, own=case.fiscal_year)


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
    apart = (OTHER, *kinds_with(row_is="project"), *kinds_with(form="project", year_is_over=False))
    for table in case.tables.values():
        found = _TITLE_YEAR.search(table.title)
        own = table.kind not in apart and table.state != "absent"
        if found and own and _wrong(case, found, table.title):
            yield found["year"], case.place((table.table_id, -1, -1)) | {"quote": table.title}


def _wrong(case: Case, found: re.Match[str], title: str) -> bool:
    """Whether a year is another than that of the document, and nothing in the title explains it."""
    if case.fiscal_year in (None, int(found["year"])):
        return False
    return not any(entry.pattern.search(title) for entry in active().of(SlipFile).year_allowed)


def find_titles(case: Case, progress: Progress) -> Iterator[Explanation]:
    """One finding for each table whose title names a year that is not the document's, unlike the others."""
    named = {table.table_id: year for table in case.tables.values() if (year := _year_of(table))}
    own = sum(year == case.fiscal_year for year in named.values())
    other = {
        table: year for table, year in named.items() if 0 < abs(year - (case.fiscal_year or 0)) <= _NEAR_YEARS
    }
    if own < max(_LEAST_ALIKE, 2 * len(other)):
        return
    quotes = progress.quotes()
    for table, year in other.items():
        title = case.tables[table].title
        if not any(quote in "".join(title.split()) for quote, _ in quotes):  # not told with the wording
            words = {"title": title, "year": year, "own": case.fiscal_year, "alike": own}
            yield Explanation(case.notice("title-of-another-year", table, **words))


def _year_of(table: Table) -> int | None:
    """The one year that a title names, where it is not about other times."""
    years = set(_YEAR.findall(table.title))
    if table.state == "absent" or len(years) != 1 or _OTHER_TIMES.search(table.title):
        return None
    return int(years.pop())


def find_sentences_of_another_year(case: Case, progress: Progress) -> Iterator[Explanation]:
    """One finding for all sentences whose figures are said to be of another year."""
    told, years, places = progress.quotes(), set(), []
    for year in _other_years(case) if case.fiscal_year else ():
        place = case.text.place(*year.span("year"))
        sentence = case.text.sentence(year.start(), year.start())
        if not any(page == place["page"] and quote in sentence for quote, page in told):
            years.add(year["year"])
            places.append(place)
    if places:
        words = {"years": "、".join(sorted(years)), "own": case.fiscal_year, "count": len(places)}
        words["list"] = listed(quoted(place["quote"] for place in places))
        yield Explanation(case.tell("sentence-of-another-year", places, **words))


def _other_years(case: Case) -> Iterator[re.Match[str]]:
    """Years other than the document's that stand as the year of an amount, with nothing to explain them."""
    rules = active().of(SlipFile).subject_year
    own = re.compile(rf"(?<!比)(?<!较)(?<!与)(?<!同)(?<!于){case.fiscal_year}年")
    for found in rules.pattern.finditer(case.text.whole):
        year = int(found["year"])
        if year == case.fiscal_year or abs(year - case.fiscal_year) > _NEAR_YEARS:
            continue
        sentence = case.text.sentence(found.start(), found.start())
        rest = sentence[sentence.find(found[0]) + 4 :]
        if not rules.aside.search(sentence) and not own.search(rest) and not _is_printed(case, year, found):
            yield found


def _is_printed(case: Case, year: int, found: re.Match[str]) -> bool:
    """Whether the tables print the stated amount for the named year; nothing is everywhere."""
    fen = int(stated_fen(found["value"], found["unit"]))
    half = FEN_PER_UNIT[found["unit"]] // 10 ** len(found["value"].partition(".")[2]) // 2
    return bool(fen) and any(
        abs(line.amount_fen - fen) <= max(half, line.step_fen // 2)
        for line in case.lines
        if line.fiscal_year == year
    )

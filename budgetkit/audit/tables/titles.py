"""Titles of tables that name another year than the titles of the other tables."""

from __future__ import annotations

import re

from budgetkit.audit.case import Case
from budgetkit.records import Finding

_YEAR = re.compile(r"20\d\d(?=年)")
_OTHER_TIMES = re.compile("上年|执行|结转|[-—～~至]20|以来|规划")
"""Titles that may well be about another year."""
_LEAST_ALIKE = 2
"""Titles that name the year of the document before one that does not is worth a word."""
_NEAR_YEARS = 2


def find_titles(case: Case) -> list[Finding]:
    """One finding for each table whose title names a year that is not the document's, unlike the others."""
    if not case.fiscal_year:
        return []
    named = {}
    for table in case.tables.values():
        years = set(_YEAR.findall(table.title))
        if table.state != "absent" and len(years) == 1 and not _OTHER_TIMES.search(table.title):
            named[table.table_id] = int(years.pop())
    own = sum(year == case.fiscal_year for year in named.values())
    other = {table: year for table, year in named.items() if 0 < abs(year - case.fiscal_year) <= _NEAR_YEARS}
    if own < _LEAST_ALIKE or own < 2 * len(other):
        return []
    quoted = {_plain(place["quote"]) for one in case.told for place in one.places if place.get("quote")}
    found = []
    for table, year in other.items():
        if any(quote and quote in _plain(case.tables[table].title) for quote in quoted):
            continue  # told with the wording of the text
        words = {"title": case.tables[table].title, "year": year, "own": case.fiscal_year, "alike": own}
        found.append(case.notice("title-of-another-year", table, **words))
    return found


def _plain(text: str) -> str:
    return "".join(text.split())

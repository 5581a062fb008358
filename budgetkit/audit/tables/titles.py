"""Titles of tables that name another year than the titles of the other tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from budgetkit.audit.case import Case
from budgetkit.audit.progress import Explanation, Progress
from budgetkit.tables import Table

_YEAR = re.compile(r"20\d\d(?=年)")
_OTHER_TIMES = re.compile("上年|执行|结转|[-—～~至]20|以来|规划")
"""Titles that may well be about another year."""
_LEAST_ALIKE = 2
"""Titles that name the year of the document before one that does not is worth a word."""
_NEAR_YEARS = 2


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

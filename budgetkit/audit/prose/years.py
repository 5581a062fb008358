"""Sentences that give figures of the document's year and name another year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from budgetkit.amounts import FEN_PER_UNIT
from budgetkit.audit.case import Case, listed, quoted
from budgetkit.audit.progress import Explanation, Progress
from budgetkit.rules.active import active
from budgetkit.rules.declared.words import SlipFile

_NEAR_YEARS = 2
"""Years on each side of the document's own that a slip may name; farther ones belong to other things."""


def find_years(case: Case, progress: Progress) -> Iterator[Explanation]:
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
    fen, half = _amount(found["value"], found["unit"])
    return bool(fen) and any(
        abs(line.amount_fen - fen) <= max(half, line.step_fen // 2)
        for line in case.lines
        if line.fiscal_year == year
    )


def _amount(value: str, unit: str) -> tuple[int, int]:
    """A stated amount in fen, and the half of its last digit."""
    whole, _, decimals = value.replace(",", "").partition(".")
    step = 10 ** len(decimals)
    return int(whole + decimals) * FEN_PER_UNIT[unit] // step, FEN_PER_UNIT[unit] // step // 2

"""Sentences that give figures of the document's year and name another year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from budgetkit.amounts import FEN_PER_UNIT
from budgetkit.audit.case import MOST_NAMED, Case
from budgetkit.audit.prose.passages import Passages
from budgetkit.records import Finding
from budgetkit.rules.files import load_toml

_NEAR_YEARS = 2
"""Years on each side of the document's own that a slip may name; farther ones belong to other things."""


class _Named(NamedTuple):
    """A year that a sentence is about, and where it stands in the text."""

    year: int
    start: int
    stop: int
    fen: int
    unit: str


def find_years(case: Case) -> list[Finding]:
    """One finding for all sentences whose figures are said to be of another year."""
    if not case.fiscal_year or not case.paragraphs:
        return []
    text = Passages(case.paragraphs)
    quoted = [place for finding in case.told for place in finding.places if place.get("quote")]
    found, places = [], []
    for named in _named(case, text.whole):
        place = text.place(named.start, named.stop)
        sentence = _sentence(text.whole, named.start)
        if not any(p["page"] == place["page"] and _plain(p["quote"]) in sentence for p in quoted):
            found.append(named)
            places.append(place)
    if not places:
        return []
    shown = list(dict.fromkeys(f"“{place['quote']}”" for place in places))
    rest = "…" if len(shown) > MOST_NAMED else ""
    words = {
        "years": "、".join(map(str, sorted({named.year for named in found}))),
        "own": str(case.fiscal_year),
        "count": len(places),
        "list": "、".join(shown[:MOST_NAMED]) + rest,
    }
    finding = case.notice("sentence-of-another-year", "", **words)
    finding.places = places
    return [finding]


def _named(case: Case, whole: str) -> Iterator[_Named]:
    """Years other than the document's that stand as the year of an amount, with nothing to explain them."""
    rules = load_toml("words/wording.toml")["subject_year"]
    subject, aside = re.compile(rules["pattern"]), re.compile(rules["aside"])
    own = re.compile(rf"(?<!比)(?<!较)(?<!与)(?<!同)(?<!于){case.fiscal_year}年")
    for found in subject.finditer(whole):
        year = int(found["year"])
        if year == case.fiscal_year or abs(year - case.fiscal_year) > _NEAR_YEARS:
            continue
        sentence = _sentence(whole, found.start())
        rest = sentence[sentence.find(found[0]) + 4 :]
        if aside.search(sentence) or own.search(rest):
            continue
        fen = _fen(found["value"], found["unit"])
        if fen and any(_agrees(line, fen, found) for line in case.lines if line.fiscal_year == year):
            continue
        yield _Named(year, found.start(), found.end("year"), fen, found["unit"])


def _sentence(whole: str, at: int) -> str:
    start = max(whole.rfind(mark, 0, at) for mark in "。；") + 1
    stop = whole.find("。", at)
    return whole[start : stop if stop >= 0 else len(whole)]


def _plain(quote: str) -> str:
    return "".join(quote.split())


def _fen(value: str, unit: str) -> int:
    whole, _, decimals = value.replace(",", "").partition(".")
    return int(whole + decimals) * FEN_PER_UNIT[unit] // 10 ** len(decimals)


def _agrees(line, fen: int, found: re.Match[str]) -> bool:
    """Whether a figure of the tables for the named year is the stated one."""
    decimals = len(found["value"].partition(".")[2])
    half = FEN_PER_UNIT[found["unit"]] // 10**decimals // 2
    return abs(line.amount_fen - fen) <= max(half, line.step_fen // 2)

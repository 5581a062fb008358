"""Fiscal year and phase that a document's own title prints."""

from __future__ import annotations

import re
from collections import Counter

from budgetkit.model import Document, Paragraph
from budgetkit.vocabulary import normalise

_YEAR = re.compile(r"(20\d\d)(?:年度?)?")
_TITLE_WORDS = re.compile(r"(?:部门|单位|区级|市级|省级)?(?:预算|决算)")


def read_period(document: Document) -> tuple[int | None, str]:
    """Fiscal year and phase of a document, from its cover and the titles of its tables.

    Returns
    -------
    fiscal_year : int or None
        The year of the first line that names a year together with 预算 or 决算; where no line does,
        the year most often printed with 年 in short lines; ``None`` when there is none.
    phase : str
        ``executed`` for 决算, ``approved`` for 预算, ``""`` when neither word is printed.
    """
    lines = [block for block in document.blocks if isinstance(block, Paragraph)]
    short = [text for block in lines if len(text := normalise(block.text)) <= 60]
    joined = [a + b for a, b in zip(short, [*short[1:], ""], strict=False)]
    year = phase = None
    for text in [*short[:6], *joined[:6], *short]:
        words = _TITLE_WORDS.search(text)
        found = _YEAR.search(text)
        if words and found and year is None:
            year, phase = int(found[1]), "executed" if "决算" in text else "approved"
            break
    if year is None:
        years = Counter(int(found) for text in short for found in re.findall(r"(20\d\d)年", text))
        year = max(years, key=lambda value: (years[value], value)) if years else None
    if phase is None:
        words = Counter(word for text in short for word in re.findall("预算|决算", text))
        phase = "" if not words else "executed" if words["决算"] > words["预算"] else "approved"
    return year, phase

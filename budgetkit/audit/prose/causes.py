"""Changes that the prose states without a cause, where the rule of disclosure or the document asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from budgetkit.audit.case import MOST_NAMED, Case
from budgetkit.audit.passages import Passages
from budgetkit.records import Finding
from budgetkit.rules.active import active
from budgetkit.rules.declared.words import SlipFile

_SENTENCE = re.compile("[。！？]")
_FEWEST_EXPLAINED = 3
"""So many changes must have their cause for a document to be one that gives causes."""


def find_causes(case: Case) -> list[Finding]:
    """One finding for the changes of a document that have no cause."""
    if not case.paragraphs:
        return []
    text = case.text
    explained, bare = _by_cause(case, text)
    official = active().of(SlipFile).cause.official
    wanted = [one for one in bare if _leaf(one) in official]
    if len(explained) >= _FEWEST_EXPLAINED:
        usual = active().of(SlipFile).cause.usual
        told = {_amount(one) for one in explained}  # the same change of another total is explained with it
        wanted += [one for one in bare if _leaf(one) in usual and _amount(one) not in told]
    wanted = list(_each(wanted))
    if not wanted:
        return []
    named = list(dict.fromkeys(f"“{one['quote']}”" for one in wanted))
    rest = "…" if len(named) > MOST_NAMED else ""
    words = {"count": len(named), "list": "、".join(named[:MOST_NAMED]) + rest}
    finding = case.notice("text-cause", "", **words)
    finding.places = [{"page": one["page"], "quote": one["quote"]} for one in wanted]
    return [finding]


def _by_cause(case: Case, text: Passages) -> tuple[list[dict], list[dict]]:
    """Changes with words near them that tell why, and those without; what the section explains counts."""
    rules = active().of(SlipFile).cause
    explained, bare = [], []
    told = {(one["section"], _leaf(one)) for one in case.statements if one["metric"] == "reason"}
    whole = {section for section, leaf in told if leaf in rules.wholes}
    for one in case.statements:
        amount = one["metric"] == "year_on_year_change" and not one["derived"]
        if not amount or not one["value"].strip("-0."):
            continue
        near = any(rules.words.search(passage) for passage in _around(text, one["quote"]))
        known = (one["section"], _leaf(one)) in told or one["section"] in whole
        (explained if near or known else bare).append(one)
    return explained, bare


def _around(text: Passages, quote: str) -> Iterator[str]:
    """The sentences that hold the words, each with the one before and the two behind it."""
    plain = re.sub(r"\s", "", quote)
    at = text.whole.find(plain)
    if at < 0:
        yield "原因"  # words that cannot be found again are no ground for a question
    while at >= 0:
        ends = [found.end() for found in _SENTENCE.finditer(text.whole, at)][:3]
        before = [found.end() for found in _SENTENCE.finditer(text.whole, max(0, at - 300), at)][-2:-1]
        yield text.whole[before[0] if before else max(0, at - 300) : ends[-1] if ends else len(text.whole)]
        at = text.whole.find(plain, at + 1)


def _amount(one: dict) -> tuple[str, str]:
    return one["value"].lstrip("-"), one["unit"]


def _leaf(one: dict) -> str:
    return one["subject"].rpartition("/")[2]


def _each(stated: list[dict]) -> Iterator[dict]:
    seen = set()
    for one in stated:
        key = (one["quote"], one["page"])
        if key not in seen:
            seen.add(key)
            yield one

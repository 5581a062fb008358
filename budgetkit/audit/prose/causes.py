"""Changes that the prose states without a cause, where the rule of disclosure or the document asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from budgetkit.audit.case import Case, leaf_of, listed, quotation, quoted
from budgetkit.audit.passages import Passages
from budgetkit.records import Finding
from budgetkit.rules.active import active
from budgetkit.rules.declared.words import CauseWords, SlipFile

_SENTENCE = re.compile("[。！？]")
_FEWEST_EXPLAINED = 3
"""So many changes must have their cause for a document to be one that gives causes."""


def find_causes(case: Case) -> list[Finding]:
    """One finding for the changes of a document that have no cause."""
    rules = active().of(SlipFile).cause
    explained, bare = _by_cause(case, rules)
    wanted = [one for one in bare if leaf_of(one) in rules.official]
    if len(explained) >= _FEWEST_EXPLAINED:
        told = {_amount(one) for one in explained}  # the same change of another total is explained with it
        wanted += [one for one in bare if leaf_of(one) in rules.usual and _amount(one) not in told]
    places = list({(one["quote"], one["page"]): quotation(one) for one in wanted}.values())
    named = quoted(one["quote"] for one in wanted)
    return [case.tell("text-cause", places, count=len(named), list=listed(named))] if wanted else []


def _by_cause(case: Case, rules: CauseWords) -> tuple[list[dict], list[dict]]:
    """Changes with words near them that tell why, and those without; what the section explains counts."""
    explained, bare = [], []
    told = {(one["section"], leaf_of(one)) for one in case.statements if one["metric"] == "reason"}
    whole = {section for section, leaf in told if leaf in rules.wholes}
    for one in case.statements:
        amount = one["metric"] == "year_on_year_change" and not one["derived"]
        if not amount or not one["value"].strip("-0."):
            continue
        near = any(rules.words.search(passage) for passage in _around(case.text, one["quote"]))
        known = (one["section"], leaf_of(one)) in told or one["section"] in whole
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

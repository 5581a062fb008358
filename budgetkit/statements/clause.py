"""A sentence to clauses, without looking at what they say."""

from __future__ import annotations

from typing import NamedTuple

from budgetkit.statements.grammar import CLAUSE_END
from budgetkit.statements.lists import Distributed, find_distributed


class Clause(NamedTuple):
    """Words from ``start`` to ``stop`` of a sentence.

    ``ending`` is the sign behind them. ``joined`` tells that the clause before ended a list whose items are
    joined by 、. ``told`` are figures told of several things at once that stand right behind the clause.
    """

    start: int
    stop: int
    ending: str = ""
    joined: bool = False
    told: Distributed | None = None


def split_clauses(text: str) -> list[Clause]:
    """Clauses of a sentence in reading order."""
    clauses: list[Clause] = []
    told = find_distributed(text)
    start, joined = 0, False
    while start < len(text):
        found = CLAUSE_END.search(text, start)
        stop = found.start() if found else len(text)
        if told and told[0].start < stop:
            one = told.pop(0)
            clauses.append(Clause(start, one.start, joined=joined, told=one))
            start, joined = one.stop, False
            continue
        ending = found[0] if found else ""
        clauses.append(Clause(start, stop, ending, joined))
        joined = ending == "、" or (joined and ending in (",", "，"))
        start = found.end() if found else len(text)
    return clauses

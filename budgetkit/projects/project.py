"""Projects, and whether two mentions of them can be of one unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from budgetkit.projects.mentions import Mention, authorities
from budgetkit.projects.names import plain_name
from budgetkit.rules.active import remembers

_OWN_OFFICE = re.compile(r"[局委厅部院办室会校]?(?:本级|机关|本部|本身|汇总|部门|行政)+")
"""What follows a department's name where its own office is meant, not a unit below it."""


@dataclass(slots=True, eq=False)
class Project:
    """One project of the document with all its mentions; the one of most authority speaks for it."""

    mentions: list[Mention] = field(default_factory=list)
    parts: list[Mention] = field(default_factory=list)
    project_id: str = ""

    @property
    def first(self) -> Mention:
        """Mention that tells name, unit and amount."""
        ranks = authorities()
        return min(self.mentions, key=lambda mention: (mention.amount is None, ranks.index(mention.kind)))

    @property
    def code(self) -> str:
        """Printed code, ``""`` where none is printed."""
        return next((mention.code for mention in self.mentions if mention.code), "")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A mention that is not certainly one project's.

    ``reason`` is ``two_candidates``, ``name_or_amount`` (the name says one project, the amount another),
    ``code_or_name`` (the code says a project that neither name nor amount fits), ``amount_differs`` or
    ``amount_missing`` (a similar name alone), ``other_words`` (an equal amount, a name with another word in
    it) or ``task_amount``, all of which leave the mention without a project; ``by_elimination`` (linked: the
    only ones left of a unit, equal in amount, unlike in name); or ``not_listed`` (a project of its own, which
    the project table does not have).
    """

    reason: str
    mention: Mention
    candidates: tuple[Project, ...] = ()


@dataclass(slots=True)
class Linking:
    """Projects of a document in printing order, and what is doubtful."""

    projects: list[Project] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def same_unit(one: Mention, other: Mention) -> bool:
    """Whether two mentions can be of one unit; a unit that is not printed can be any."""
    if one.unit_code and other.unit_code:
        short, long = sorted((one.unit_code, other.unit_code), key=len)
        if short == long:
            return True
        # 044 heads the table of a department, 044001 is the department's own office
        return long.startswith(short) and (not one.unit_name or not other.unit_name or _alike(one, other))
    if one.unit_name and other.unit_name:
        return _alike(one, other)
    return True


def _alike(one: Mention, other: Mention) -> bool:
    """Whether one name is the other, with a region before it or the word for the unit's own office behind."""
    return _named_alike(*sorted((plain_name(one.unit_name), plain_name(other.unit_name)), key=len))


@remembers
@lru_cache(maxsize=16384)
def _named_alike(short: str, long: str) -> bool:
    _, found, behind = long.rpartition(short)
    return bool(found) and (not behind or bool(_OWN_OFFICE.fullmatch(behind)))


def agree(one: Mention, other: Mention) -> bool:
    """Whether two mentions print amounts that may be the same."""
    return bool(one.amount and other.amount and one.amount.agrees(other.amount))

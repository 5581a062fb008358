"""Mentions to projects: by code, by unit and amount and name; a doubtful pair is a question, not a link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter

from budgetkit.projects.matching import Matching
from budgetkit.projects.mentions import Mention, authorities
from budgetkit.projects.names import core_name, marked_apart, plain_name
from budgetkit.projects.project import Doubt, Linking, Project, agree, same_unit
from budgetkit.records import grouped

_LEAST_CORE = 4
"""Characters of a task's subject that must stand in the name of a project."""


def link(mentions: Sequence[Mention]) -> Linking:
    """Link the mentions of one document.

    Notes
    -----
    Rules, in order: an equal code is the same project; then an equal name with an equal amount, a similar
    name (`names.SIMILAR`) with an equal amount of the same unit, an equal name in the same unit; last, what
    alone is left of a unit with an equal amount. A similar name with another word in it counts only where
    no other project has the amount. Different years, phases or numbers in the names, different
    codes, and different units rule a link out. A table speaks of a project once.
    """
    linking = Linking()
    shared = _codes_of_many(mentions)
    for kind in authorities():
        # what must be different projects: rows of one table, or all forms of a document
        own = (mention for mention in mentions if mention.kind == kind)
        for group in grouped(own, lambda one: "" if one.traits.form else one.table_id).values():
            Matching(linking, group, shared).run()
    parts = _Parts(linking, shared)
    for mention in mentions:
        if mention.traits.part_of_projects:
            parts.link(mention)
        elif mention.traits.form == "department":
            _link_task(linking, mention)
    return linking


def _codes_of_many(mentions: Iterable[Mention]) -> set[str]:
    """Codes that one table prints beside several names: they name a class, not a project."""
    coded = grouped((one for one in mentions if one.code), attrgetter("table_id", "code"))
    return {code for (_, code), found in coded.items() if len({plain_name(one.name) for one in found}) > 1}


class _Parts:
    """Rows of procurement: a project's by its code, or by its name within the unit."""

    def __init__(self, linking: Linking, shared: set[str]) -> None:
        self.shared = shared
        self.coded = grouped(linking.projects, attrgetter("code"))
        self.named: dict[str, list[Project]] = {}
        for project in linking.projects:
            for name in dict.fromkeys(plain_name(mention.name) for mention in project.mentions):
                self.named.setdefault(name, []).append(project)

    def link(self, mention: Mention) -> None:
        """Give a row to the one project that it can be of, or to none."""
        coded = self.coded.get(mention.code, []) if mention.code not in ("", *self.shared) else []
        found = coded or [
            project
            for project in self.named.get(plain_name(mention.name), ())
            if same_unit(mention, project.first) and not (mention.code and project.code)
        ]
        if len(found) == 1:
            found[0].parts.append(mention)


def _link_task(linking: Linking, mention: Mention) -> None:
    """A task is a project's where its subject stands in the name of one project alone."""
    subjects = [core for text in (mention.words, mention.name) if len(core := core_name(text)) >= _LEAST_CORE]
    near = [
        project
        for project in linking.projects
        if any(subject in core_name(other.name) for subject in subjects for other in project.mentions)
        and not any(marked_apart(text, project.first.name) for text in (mention.words, mention.name))
    ]
    agreeing = [project for project in near if agree(mention, project.first)]
    if len(agreeing) == 1:
        agreeing[0].parts.append(mention)
    elif len(near) == 1 and near[0].first.amount is not None:
        linking.doubts.append(Doubt("task_amount", mention, (near[0],)))
    elif len(agreeing) > 1:
        linking.doubts.append(Doubt("two_candidates", mention, tuple(agreeing)))

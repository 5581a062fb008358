"""Mentions to projects: by code, by unit and amount and name; a doubtful pair is a question, not a link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from budgetkit.projects.mentions import AUTHORITY, FORMS, LISTS, PARTS, TASKS, Mention
from budgetkit.projects.names import SIMILAR, bare_name, core_name, plain_name, set_apart, similarity

MARGIN = 0.05
"""Two candidates whose names are as alike as this are equally good."""
_LEAST_CORE = 4
"""Characters of a task's subject that must stand in the name of a project."""


@dataclass(slots=True, eq=False)
class Project:
    """One project of the document with all its mentions; the one of most authority speaks for it."""

    mentions: list[Mention] = field(default_factory=list)
    parts: list[Mention] = field(default_factory=list)
    project_id: str = ""

    @property
    def first(self) -> Mention:
        """Mention that tells name, unit and amount."""
        return min(self.mentions, key=lambda mention: (mention.amount is None, AUTHORITY.index(mention.kind)))

    @property
    def code(self) -> str:
        """Printed code, ``""`` where none is printed."""
        return next((mention.code for mention in self.mentions if mention.code), "")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A mention that is not certainly one project's.

    ``reason`` is ``two_candidates``, ``name_or_amount`` (the name says one project, the amount another),
    ``amount_differs`` or ``amount_missing`` (a similar name alone) or ``task_amount``, all of which leave
    the mention without a project; ``by_elimination`` (linked: the only ones left of a unit, equal in amount,
    unlike in name); or ``not_listed`` (a project of its own, which the project table does not have).
    """

    reason: str
    mention: Mention
    candidates: tuple[Project, ...] = ()


@dataclass(slots=True)
class Linking:
    """Projects of a document in printing order, and what is doubtful."""

    projects: list[Project] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def link(mentions: Sequence[Mention]) -> Linking:
    """Link the mentions of one document.

    Notes
    -----
    Rules, in order: an equal code is the same project; then an equal name with an equal amount, a similar
    name (`names.SIMILAR`) with an equal amount of the same unit, an equal name in the same unit; last, what
    alone is left of a unit with an equal amount. Different years, phases or numbers in the names, different
    codes, and different units rule a link out. A table speaks of a project once.
    """
    linking = Linking()
    shared = _codes_of_many(mentions)
    for kind in AUTHORITY:
        for group in _groups(mention for mention in mentions if mention.kind == kind):
            _Round(linking, group, shared).run()
    for mention in mentions:
        if mention.kind in PARTS:
            _link_part(linking, mention, shared)
        elif mention.kind == TASKS:
            _link_task(linking, mention)
    return linking


def _codes_of_many(mentions: Iterable[Mention]) -> set[str]:
    """Codes that one table prints beside several names: they name a class, not a project."""
    names: dict[tuple[str, str], set[str]] = {}
    for mention in mentions:
        if mention.code:
            names.setdefault((mention.table_id, mention.code), set()).add(plain_name(mention.name))
    return {code for (_, code), found in names.items() if len(found) > 1}


def _groups(mentions: Iterable[Mention]) -> list[list[Mention]]:
    """Mentions that must be different projects: rows of one table, or all forms of a document."""
    groups: dict[str, list[Mention]] = {}
    for mention in mentions:
        groups.setdefault("" if mention.kind in FORMS else mention.table_id, []).append(mention)
    return list(groups.values())


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
    short, long = sorted((plain_name(one.unit_name), plain_name(other.unit_name)), key=len)
    return short in long


def _is_twin(one: Mention, other: Mention) -> bool:
    keys = [(plain_name(m.name), m.code, m.unit_code, m.unit_name) for m in (one, other)]
    return keys[0] == keys[1] and (None in (one.amount, other.amount) or _agree(one, other))


def _agree(one: Mention, other: Mention) -> bool:
    return bool(one.amount and other.amount and one.amount.agrees(other.amount))


class _Round:
    """One table, or all forms, against the projects known so far."""

    def __init__(self, linking: Linking, group: list[Mention], shared: set[str]) -> None:
        self.linking, self.shared = linking, shared
        self.known = list(linking.projects)
        self.waiting, self.free = [], list(self.known)
        self.twins: dict[Mention, list[Mention]] = {}
        for mention in group:
            # a form that goes on in another table may repeat its head
            same = (one for one in self.waiting if mention.kind in FORMS and _is_twin(one, mention))
            first = next(same, mention)
            if first is mention:
                self.waiting.append(mention)
            self.twins.setdefault(first, []).append(mention)

    def run(self) -> None:
        """Match all that can be matched; what nothing resembles is a project of its own."""
        self._by_code()
        for test in (self._equal_and_agreeing, self._similar_and_agreeing, self._equal_name):
            self._match(test)
        self._by_elimination()
        self._ask_about_similar()
        listed = any(mention.kind in LISTS[:2] for project in self.known for mention in project.mentions)
        for mention in self.waiting:
            self.linking.projects.append(Project(self.twins[mention]))
            if listed and mention.kind not in LISTS[:2]:
                self.linking.doubts.append(Doubt("not_listed", mention))

    def _take(self, mention: Mention, project: Project) -> None:
        project.mentions += self.twins[mention]
        self.waiting.remove(mention)
        self.free.remove(project)

    def _set_aside(self, doubt: Doubt) -> None:
        self.linking.doubts.append(doubt)
        self.waiting.remove(doubt.mention)

    def _possible(self, mention: Mention, project: Project) -> bool:
        if mention.code and project.code and mention.code != project.code:
            return False
        return all(
            same_unit(mention, other) and not set_apart(mention.name, other.name)
            for other in project.mentions[:1]
        )

    def _by_code(self) -> None:
        for mention in list(self.waiting):
            if mention.code and mention.code not in self.shared:
                same = [project for project in self.free if project.code == mention.code]
                if len(same) == 1:
                    self._take(mention, same[0])

    def _equal_and_agreeing(self, mention: Mention, project: Project) -> float:
        return float(_equally_named(mention, project) and _agree(mention, project.first))

    def _similar_and_agreeing(self, mention: Mention, project: Project) -> float:
        if not _agree(mention, project.first):
            return 0.0
        alike = _likeness(mention, project)
        return alike if alike >= SIMILAR else 0.0

    def _equal_name(self, mention: Mention, project: Project) -> float:
        return float(_equally_named(mention, project))

    def _match(self, test) -> None:
        """Take the best pairs first; where a rival of either side is as good, neither is taken."""
        pairs = [
            (score, mention, project)
            for mention in self.waiting
            for project in self.free
            if (score := test(mention, project)) and self._possible(mention, project)
        ]
        pairs.sort(key=lambda pair: -pair[0])
        while pairs:
            score, mention, project = pairs[0]
            rivals = [
                pair
                for pair in pairs[1:]
                if score - pair[0] < MARGIN and (pair[1] is mention) != (pair[2] is project)
            ]
            named = self._better_named(mention, project)
            if named is not None:
                self._set_aside(Doubt("name_or_amount", mention, (project, named)))
                pairs = [pair for pair in pairs if pair[1] is not mention]
            elif not rivals:
                self._take(mention, project)
                pairs = [pair for pair in pairs if pair[1] is not mention and pair[2] is not project]
            else:
                unsure = [mention, *(pair[1] for pair in rivals if pair[1] is not mention)]
                for one in unsure:
                    candidates = tuple(
                        pair[2] for pair in pairs if pair[1] is one and score - pair[0] < MARGIN
                    )
                    self._set_aside(Doubt("two_candidates", one, candidates))
                pairs = [pair for pair in pairs if all(pair[1] is not one for one in unsure)]

    def _better_named(self, mention: Mention, project: Project) -> Project | None:
        """Another free project whose name fits clearly better than that of the one whose amount fits."""
        own = _likeness(mention, project)
        if own > 1 - 3 * MARGIN:
            return None
        others = [
            (alike, other)
            for other in self.free
            if other is not project and (alike := _likeness(mention, other)) >= max(SIMILAR, own + 3 * MARGIN)
            if self._possible(mention, other)
        ]
        return max(others, key=lambda pair: pair[0])[1] if others else None

    def _by_elimination(self) -> None:
        """The only ones left of a unit, equal in amount: one project under two names."""
        for mention in list(self.waiting):
            first = mention.unit_code or mention.unit_name
            rest = [other for other in self.waiting if (other.unit_code or other.unit_name) == first]
            left = [project for project in self.free if same_unit(mention, project.first)]
            if not first or len(rest) != 1 or len(left) != 1 or len(self.free) == len(self.known):
                continue
            if _agree(mention, left[0].first) and self._possible(mention, left[0]):
                mention.borrowed_name = True
                self.linking.doubts.append(Doubt("by_elimination", mention, (left[0],)))
                self._take(mention, left[0])

    def _ask_about_similar(self) -> None:
        for mention in list(self.waiting):
            near = [
                project
                for project in self.free
                if self._possible(mention, project) and _likeness(mention, project) >= SIMILAR
            ]
            if near:
                near.sort(key=lambda project: -_likeness(mention, project))
                missing = mention.amount is None or near[0].first.amount is None
                one = "amount_missing" if missing else "amount_differs"
                reason = one if len(near) == 1 else "two_candidates"
                self._set_aside(Doubt(reason, mention, tuple(near[:2])))


def _equally_named(mention: Mention, project: Project) -> bool:
    name = bare_name(mention.name)
    return any(bare_name(other.name) == name for other in project.mentions if not other.borrowed_name)


def _likeness(mention: Mention, project: Project) -> float:
    names = {other.name for other in project.mentions if not other.borrowed_name}
    return max(similarity(mention.name, name) for name in names)


def _link_part(linking: Linking, mention: Mention, shared: set[str]) -> None:
    """A row of procurement belongs to a project by its code, or by its name within the unit."""
    coded = [p for p in linking.projects if mention.code and p.code == mention.code and p.code not in shared]
    named = [
        project
        for project in linking.projects
        if same_unit(mention, project.first)
        and not (mention.code and project.code)
        and any(plain_name(mention.name) == plain_name(other.name) for other in project.mentions)
    ]
    found = coded or named
    if len(found) == 1:
        found[0].parts.append(mention)


def _link_task(linking: Linking, mention: Mention) -> None:
    """A task is a project's where its subject stands in the name of one project alone."""
    subjects = [core for text in (mention.words, mention.name) if len(core := core_name(text)) >= _LEAST_CORE]
    near = [
        project
        for project in linking.projects
        if any(subject in core_name(other.name) for subject in subjects for other in project.mentions)
        and not any(set_apart(text, project.first.name) for text in (mention.words, mention.name))
    ]
    agreeing = [project for project in near if _agree(mention, project.first)]
    if len(agreeing) == 1:
        agreeing[0].parts.append(mention)
    elif len(near) == 1 and near[0].first.amount is not None:
        linking.doubts.append(Doubt("task_amount", mention, (near[0],)))
    elif len(agreeing) > 1:
        linking.doubts.append(Doubt("two_candidates", mention, tuple(agreeing)))

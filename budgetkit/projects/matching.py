"""One table, or all forms, against the projects known so far."""

from __future__ import annotations

from collections import Counter
from operator import attrgetter

from budgetkit.projects.indexes import AmountIndex, NameIndex, by_side
from budgetkit.projects.mentions import Mention
from budgetkit.projects.names import SIMILAR, plain_name, reworded, set_apart, similarity
from budgetkit.projects.project import Doubt, Linking, Project, agree, same_unit
from budgetkit.records import grouped

MARGIN = 0.05
"""Two candidates whose names are as alike as this are equally good."""
_MANY = 20
"""Projects of one amount from which it is quicker to ask for the name."""
_Pair = tuple[float, Mention, Project]
"""How well a mention and a project fit."""


class Matching:
    """One table, or all forms, against the projects known so far."""

    def __init__(self, linking: Linking, group: list[Mention], shared: set[str]) -> None:
        self.linking, self.shared = linking, shared
        self.known = len(linking.projects)
        # what is still without a partner; both are kept in printing order
        self.free = dict.fromkeys(linking.projects)
        self.waiting: dict[Mention, None] = {}
        self.amounts_of_mentions = Counter(mention.amount.fen for mention in group if mention.amount)
        self.amounts_of_known = self._amounts()
        self.twins: dict[Mention, list[Mention]] = {}
        repeated: dict[tuple[str, ...], list[Mention]] = {}
        for mention in group:
            alike = repeated.setdefault(_keys_of(mention), []) if mention.traits.form else []
            # a form that goes on in another table may repeat its head
            first = next((one for one in alike if _agree_or_lack(one, mention)), mention)
            if first is mention:
                self.waiting[mention] = None
                alike.append(mention)
            self.twins.setdefault(first, []).append(mention)

    def run(self) -> None:
        """Match all that can be matched; what nothing resembles is a project of its own."""
        self._by_code()
        names = self._names()
        self._match(self._equally_named(names, agreeing=True))
        self._match(self._similar_and_agreeing())
        self._match(self._equally_named(names))
        self._by_elimination()
        self._ask_about_similar()
        known = [mention for project in self.linking.projects for mention in project.mentions]
        listed = any(mention.is_listed for mention in known)
        spoken = {_keys_of(one): project for project in self.linking.projects for one in project.mentions}
        for mention in self.waiting:
            if mention.traits.form and any(_keys_of(mention)[1:]) and _keys_of(mention) in spoken:
                # a second form of one project and unit, with another amount
                twice = Doubt("amount_differs", mention, (spoken[_keys_of(mention)],))
                self.linking.doubts.append(twice)
                continue
            self.linking.projects.append(Project(self.twins[mention]))
            spoken[_keys_of(mention)] = self.linking.projects[-1]
            if listed and not mention.is_listed:
                self.linking.doubts.append(Doubt("not_listed", mention))

    def _names(self) -> NameIndex[Project]:
        return NameIndex((project, _names_of(project)) for project in self.free)

    def _take(self, mention: Mention, project: Project) -> None:
        project.mentions += self.twins[mention]
        del self.waiting[mention], self.free[project]

    def _set_aside(self, doubt: Doubt) -> None:
        self.linking.doubts.append(doubt)
        del self.waiting[doubt.mention]

    def _possible(self, mention: Mention, project: Project) -> bool:
        if mention.code and project.code and mention.code != project.code:
            return False
        other = project.mentions[0]
        return same_unit(mention, other) and not set_apart(mention.name, other.name)

    def _by_code(self) -> None:
        coded = grouped(self.free, attrgetter("code"))
        for mention in list(self.waiting):
            if mention.code and mention.code not in self.shared:
                same = [project for project in coded.get(mention.code, ()) if project in self.free]
                if len(same) == 1 and _unlike(mention, same[0]):
                    self._set_aside(Doubt("code_or_name", mention, tuple(same)))
                elif len(same) == 1:
                    self._take(mention, same[0])

    def _equally_named(self, names: NameIndex[Project], *, agreeing: bool = False) -> list[_Pair]:
        return [
            (1.0, mention, project)
            for mention in self.waiting
            for project in names.equal(mention.name)
            if project in self.free and (not agreeing or agree(mention, project.first))
            if self._possible(mention, project)
        ]

    def _similar_and_agreeing(self) -> list[_Pair]:
        amounts, names = self._amounts(), self._names()
        pairs = []
        for mention in self.waiting:
            near = _agreeing(mention, amounts)
            if len(near) > _MANY:  # a round amount: fewer have the name
                alike = [project for project, _ in names.near(mention.name)]
                near = [project for project in alike if agree(mention, project.first)]
            scores = ((_likeness(mention, project), mention, project) for project in near)
            pairs += [pair for pair in scores if pair[0] >= SIMILAR and self._possible(mention, pair[2])]
        # other words in a name are of one project only where nothing else has the amount
        return [pair for pair in pairs if not _reworded(*pair[1:]) or self._telling(pair[1])]

    def _telling(self, mention: Mention) -> bool:
        """Whether the lists correspond elsewhere, and one mention and one project alone have this amount."""
        if len(self.free) == self.known or mention.amount is None:
            return False
        known = self.amounts_of_known.near(mention.amount.fen, mention.amount.step_fen)
        return len(known) == 1 and self.amounts_of_mentions[mention.amount.fen] == len(self.twins[mention])

    def _amounts(self) -> AmountIndex[Project]:
        first = ((project, project.first.amount) for project in self.free)
        return AmountIndex((project, amount.fen, amount.step_fen) for project, amount in first if amount)

    def _match(self, pairs: list[_Pair]) -> None:
        """Take the best pairs first; where a rival of either side is as good, neither is taken."""
        sides = by_side(pairs)
        names = self._names() if any(pair[0] < 1 for pair in pairs) else None
        for pair in sorted(pairs, key=lambda pair: -pair[0]):
            if not self._open(pair):
                continue
            _, mention, project = pair
            named = self._better_named(mention, project, names)
            rivals = [one for one in self._as_good(pair, sides[project]) if one is not pair]
            if named is not None:
                self._set_aside(Doubt("name_or_amount", mention, (project, named)))
            elif rivals or len(self._as_good(pair, sides[mention])) > 1:
                self._doubt([mention, *(rival for _, rival, _ in rivals)], pair, sides)
            else:
                self._take(mention, project)

    def _as_good(self, pair: _Pair, others: list[_Pair]) -> list[_Pair]:
        """Those still open that fit as well as a pair, itself among them."""
        return [other for other in others if self._open(other) and pair[0] - other[0] < MARGIN]

    def _doubt(
        self, mentions: list[Mention], pair: _Pair, sides: dict[Mention | Project, list[_Pair]]
    ) -> None:
        """Set mentions aside, each with the projects that fit it as well as a pair."""
        candidates = [[project for *_, project in self._as_good(pair, sides[one])] for one in mentions]
        for mention, projects in zip(mentions, candidates, strict=True):
            self._set_aside(Doubt("two_candidates", mention, tuple(projects)))

    def _open(self, pair: _Pair) -> bool:
        return pair[1] in self.waiting and pair[2] in self.free

    def _better_named(
        self, mention: Mention, project: Project, names: NameIndex[Project] | None
    ) -> Project | None:
        """Another free project whose name fits clearly better than that of the one whose amount fits."""
        own = _likeness(mention, project)
        if names is None or own > 1 - 3 * MARGIN:
            return None
        others = [
            (alike, other)
            for other, alike in names.near(mention.name, max(SIMILAR, own + 3 * MARGIN))
            if other is not project and other in self.free and self._possible(mention, other)
        ]
        return max(others, key=lambda pair: pair[0])[1] if others else None

    def _by_elimination(self) -> None:
        """The only ones left of a unit, equal in amount: one project under two names."""
        rest = Counter(mention.unit_code or mention.unit_name for mention in self.waiting)
        amounts = self._amounts()
        for mention in list(self.waiting):
            first = mention.unit_code or mention.unit_name
            if not first or rest[first] != 1 or len(self.free) == self.known:
                continue
            agreeing = (project for project in _agreeing(mention, amounts) if project in self.free)
            near = [project for project in agreeing if self._possible(mention, project)]
            if len(near) == 1 and not self._others_left(mention, near[0]):
                mention.borrowed_name = True
                self.linking.doubts.append(Doubt("by_elimination", mention, (near[0],)))
                self._take(mention, near[0])

    def _others_left(self, mention: Mention, project: Project) -> bool:
        """Whether more projects of the unit wait for a partner."""
        return any(other is not project and same_unit(mention, other.first) for other in self.free)

    def _ask_about_similar(self) -> None:
        names = self._names() if self.waiting else None
        for mention in list(self.waiting):
            near = [pair for pair in names.near(mention.name) if self._possible(mention, pair[0])]
            if near:
                best, *others = (project for project, _ in sorted(near, key=lambda pair: -pair[1]))
                reason = "two_candidates" if others else _what_differs(mention, best)
                self._set_aside(Doubt(reason, mention, (best, *others[:1])))


def _names_of(project: Project) -> list[str]:
    return [mention.name for mention in project.mentions if not mention.borrowed_name]


def _keys_of(mention: Mention) -> tuple[str, ...]:
    return plain_name(mention.name), mention.code, mention.unit_code, mention.unit_name


def _agree_or_lack(one: Mention, other: Mention) -> bool:
    return None in (one.amount, other.amount) or agree(one, other)


def _what_differs(mention: Mention, project: Project) -> str:
    if None in (mention.amount, project.first.amount):
        return "amount_missing"
    return "other_words" if agree(mention, project.first) else "amount_differs"


def _reworded(mention: Mention, project: Project) -> bool:
    return all(reworded(mention.name, name) for name in _names_of(project))


def _agreeing(mention: Mention, amounts: AmountIndex[Project]) -> list[Project]:
    if not mention.amount:
        return []
    near = amounts.near(mention.amount.fen, mention.amount.step_fen)
    return [project for project in near if agree(mention, project.first)]


def _unlike(mention: Mention, project: Project) -> bool:
    """Whether name and amount both speak against one project."""
    return not _agree_or_lack(mention, project.first) and (
        _likeness(mention, project) < SIMILAR or set_apart(mention.name, project.first.name)
    )


def _likeness(mention: Mention, project: Project) -> float:
    return max(similarity(mention.name, name) for name in set(_names_of(project)))

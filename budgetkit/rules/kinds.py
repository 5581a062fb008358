"""The kinds of tables: what each is, how it is recognised, and how it is read (``kinds.toml``)."""

from __future__ import annotations

from functools import cache

import attrs

from budgetkit.rules.active import active, remembers
from budgetkit.rules.declared.kinds import Kind, KindFile, Recognition
from budgetkit.rules.patterns import Patterns

OTHER = "other"
"""Id of a table of no known kind."""


@attrs.frozen
class Way:
    """A way to recognise a kind, ready to be tried; the kind is as this way tells it."""

    kind: Kind
    said: Recognition
    title: Patterns | None
    title_lacks: Patterns | None
    says: tuple[Patterns, ...]

    def fits_title(self, plain: str) -> bool:
        """Whether a title without white space names the kind."""
        return bool(plain) and self.title is not None and self.title.search(plain) and not self.refuses(plain)

    def refuses(self, plain: str) -> bool:
        """Whether a title holds words that tables of the kind do not bear."""
        return self.title_lacks is not None and self.title_lacks.search(plain)

    def fits_header(self, features: set[str], labels: frozenset[str]) -> bool:
        """Whether the features of a header, and its labels, are those of the kind."""
        return (
            self.said.needs <= features
            and not self.said.lacks & features
            and all(any(pattern.search(label) for label in labels) for pattern in self.says)
        )


@remembers
@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its id, in the order of the file; a table of no known kind comes last."""
    found = {kind.id: kind for kind in active().of(KindFile).kind}
    return found | {OTHER: Kind(id=OTHER, zh="未识别的表", en="table of no known kind")}


def kind_of(name: str) -> Kind:
    """The kind of an id; one that is not known is read like any other table."""
    return kinds().get(name) or kinds()[OTHER]


@remembers
@cache
def kinds_with(**traits: object) -> tuple[str, ...]:
    """Ids of the kinds with all of these traits; of a trait that is a list, one of its members."""
    return tuple(kind.id for kind in kinds().values() if all(_has(kind, *trait) for trait in traits.items()))


def _has(kind: Kind, name: str, wanted: object) -> bool:
    own = getattr(kind, name)
    return wanted in own if isinstance(own, tuple) else wanted == own


@remembers
@cache
def ways() -> tuple[Way, ...]:
    """All ways to recognise a table, in order of precedence."""
    found = [_way(kind, said) for kind in kinds().values() for said in kind.recognised]
    return tuple(sorted(found, key=lambda way: way.said.rank))


def _way(kind: Kind, said: Recognition) -> Way:
    names = ("fund", "fund_from_title", "nature", "direction")
    own = {name: value for name in names if (value := getattr(said, name)) is not None}
    rule = f"id={kind.id}"
    title = Patterns("kinds.toml/title", rule, said.title) if said.title else None
    lacks = Patterns("kinds.toml/title_lacks", rule, said.title_lacks) if said.title_lacks else None
    says = tuple(Patterns("kinds.toml/says", rule, (pattern,)) for pattern in said.says)
    return Way(attrs.evolve(kind, **own), said, title, lacks, says)

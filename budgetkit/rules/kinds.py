"""The kinds of tables: what each is, how it is recognised, and how it is read (``kinds.toml``)."""

from __future__ import annotations

from functools import cache
from typing import Literal

import attrs
import cattrs

from budgetkit.rules.files import load_toml
from budgetkit.rules.patterns import Patterns, entries_of

OTHER = "other"
"""Id of a table of no known kind."""
Measure = Literal[
    "expenditure", "basic_expenditure", "revenue", "three_public", "project_expenditure",
    "agency_operating_costs",
]  # fmt: skip
"""What is measured from one table of a document."""


@attrs.frozen
class Recognition:
    """One way to know a table of a kind; ``None`` where it says no more than the kind itself."""

    rank: int
    title: tuple[str, ...] = ()
    title_lacks: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    by_header: bool = False
    only_in: Literal["", "tables", "contents"] = ""
    fund: str | None = None
    fund_from_title: bool | None = None
    nature: str | None = None
    direction: Literal["", "revenue", "expenditure"] | None = None


@attrs.frozen
class Kind:
    """A kind of table with its traits, which `kinds.toml` explains."""

    id: str
    zh: str
    en: str
    direction: Literal["", "revenue", "expenditure"] = ""
    fund: str = "all"
    fund_from_title: bool = False
    nature: str = ""
    row_is: Literal[
        "", "label", "unit_and_item", "item", "economic_class", "expense", "project", "purchase", "service",
        "transfer", "indicator", "asset", "staff", "unit",
    ] = ""  # fmt: skip
    two_sided: bool = False
    labelled: bool = False
    nested_by_columns: bool = False
    holds: Literal["", "three_public"] = ""
    facts: tuple[Measure, ...] = ()
    facts_of_fund: tuple[str, ...] = ()
    totals: tuple[Literal["revenue", "expenditure"], ...] = ()
    prints_expenditure: bool = False
    part_of_expenditure: bool = False
    part_of_projects: bool = False
    form: Literal["", "project", "department"] = ""
    indicators: bool = False
    year_is_over: bool = False
    recognised: tuple[Recognition, ...] = ()


@attrs.frozen
class Way:
    """A way to recognise a kind, ready to be tried.

    Parameters
    ----------
    kind : Kind
        With what this way says of direction, fund and nature.
    said : Recognition
    title, title_lacks : Patterns or None
    says : tuple of Patterns
    """

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


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its id, in the order of the file; a table of no known kind comes last."""
    converter = cattrs.Converter(forbid_extra_keys=True)
    loaded = load_toml("kinds.toml")
    found = {entry["id"]: converter.structure(entry, Kind) for entry in loaded["kind"]}
    return found | {OTHER: Kind(OTHER, "未识别的表", "table of no known kind")}


def kind_of(name: str) -> Kind:
    """The kind of an id; one that is not known is read like any other table."""
    return kinds().get(name) or kinds()[OTHER]


@cache
def kinds_with(**traits: object) -> tuple[str, ...]:
    """Ids of the kinds with all of these traits; of a trait that is a list, one of its members.

    >>> kinds_with(facts="expenditure")
    ('expenditure_by_function', 'general_public_expenditure_by_function')
    """
    return tuple(kind.id for kind in kinds().values() if all(_has(kind, *trait) for trait in traits.items()))


def _has(kind: Kind, name: str, wanted: object) -> bool:
    own = getattr(kind, name)
    return wanted in own if isinstance(own, tuple) else wanted == own


@cache
def ways() -> tuple[Way, ...]:
    """All ways to recognise a table, in order of precedence."""
    found = [_way(kind, said) for kind in kinds().values() for said in kind.recognised]
    return tuple(sorted(found, key=lambda way: way.said.rank))


def _way(kind: Kind, said: Recognition) -> Way:
    names = ("fund", "fund_from_title", "nature", "direction")
    own = {name: value for name in names if (value := getattr(said, name)) is not None}
    title, title_lacks = (_patterns(kind, key, getattr(said, key)) for key in ("title", "title_lacks"))
    says = tuple(_patterns(kind, "says", (pattern,)) for pattern in said.says)
    return Way(attrs.evolve(kind, **own), said, title, title_lacks, says)


def _patterns(kind: Kind, key: str, patterns: tuple[str, ...]) -> Patterns | None:
    """Patterns of one key; ``None`` where it has none."""
    if not patterns:
        return None
    return Patterns(entries_of(f"kinds.toml/{key}", {"id": kind.id, key: patterns}, key))

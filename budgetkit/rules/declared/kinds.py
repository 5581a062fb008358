"""Records of the kinds of tables (``kinds.toml``): what each is, how it is recognised, and how it is read."""

from typing import Literal

import attrs

from budgetkit.rules.record import Pattern, record, unique
from budgetkit.rules.vocabulary import Direction, FactMeasure, Feature, Fund, Nature


@record
class Recognition:
    """One way to know a table of a kind; ``None`` where it says no more than the kind itself."""

    rank: int
    title: tuple[Pattern, ...] = ()
    title_lacks: tuple[Pattern, ...] = ()
    says: tuple[Pattern, ...] = ()
    needs: frozenset[Feature] = frozenset()
    lacks: frozenset[Feature] = frozenset()
    by_header: bool = False
    only_in: Literal["", "tables", "contents"] = ""
    fund: Fund | None = None
    fund_from_title: bool | None = None
    nature: Nature | None = None
    direction: Direction | None = None


@record
class Kind:
    """A kind of table with its traits, which `kinds.toml` explains."""

    id: str = unique()
    zh: str
    en: str
    direction: Direction = ""
    fund: Fund = "all"
    fund_from_title: bool = False
    nature: Nature = ""
    row_is: Literal[
        "", "label", "unit_and_item", "item", "economic_class", "expense", "project", "purchase", "service",
        "transfer", "indicator", "asset", "staff", "unit",
    ] = ""  # fmt: skip
    sums: tuple[Literal["row", "column"], ...] = ("row", "column")
    two_sided: bool = False
    labelled: bool = False
    nested_by_columns: bool = False
    holds: Literal["", "three_public"] = ""
    facts: tuple[FactMeasure, ...] = ()
    facts_of_fund: tuple[Fund, ...] = ()
    totals: tuple[Literal["revenue", "expenditure"], ...] = ()
    prints_expenditure: bool = False
    part_of_expenditure: bool = False
    part_of_projects: bool = False
    form: Literal["", "project", "department"] = ""
    indicators: bool = False
    year_is_over: bool = False
    recognised: tuple[Recognition, ...] = ()


@record
class KindFile:
    """``kinds.toml``; ``features`` says in words what headers may be asked for."""

    features: dict[str, str] = attrs.field(factory=dict)
    kind: tuple[Kind, ...]

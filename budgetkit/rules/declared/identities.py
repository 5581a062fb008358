"""Records of the identities: which printed figures must agree, and when (``identities/*.toml``)."""

from typing import Literal

import attrs

from budgetkit.rules.declared.notices import Notice
from budgetkit.rules.record import Pattern, record, unique
from budgetkit.rules.vocabulary import (
    Alignment,
    Along,
    Attribute,
    CatalogueRules,
    Category,
    CodeColumn,
    Condition,
    DepartmentEconomicCode,
    Direction,
    FunctionalCode,
    Fund,
    GovernmentEconomicCode,
    KindName,
    Measure,
    Nature,
    Pair,
    Payer,
    Phase,
    Relation,
    RowKind,
    RowRole,
    Scope,
    Severity,
)  # fmt: skip
from budgetkit.text import normalise

_PRINTED_IN_FULL = ("item", "subtotal", "total")


def _as_compared(words: tuple[str, ...]) -> tuple[str, ...]:
    """Printed words as labels are compared, so that a rule may hold them as they are printed."""
    return tuple(map(normalise, words))


@attrs.frozen(kw_only=True, cache_hash=True)
class Operand:
    """Which lines stand on one side of an identity.

    A line takes part when each attribute that is given (of `Line`, or one that the index of the checks
    derives: ``row_role``, ``head``, ``economic_group`` …) has one of the values.

    Parameters
    ----------
    sign : int
        ``-1`` for what is taken off.
    topmost : str
        Name of a code attribute: of a code and its sub-codes only the shortest printed one counts.
    """

    row_kind: tuple[RowKind, ...] = _PRINTED_IN_FULL
    column_kind: tuple[RowKind, ...] = _PRINTED_IN_FULL
    kind: tuple[KindName, ...] = ()
    direction: tuple[Direction, ...] = ()
    row_role: tuple[RowRole, ...] = ()
    head: tuple[bool, ...] = ()
    fund: tuple[Fund, ...] = ()
    nature: tuple[Nature, ...] = ()
    measure: tuple[Measure, ...] = ()
    functional_code: tuple[FunctionalCode, ...] = ()
    department_economic_code: tuple[DepartmentEconomicCode, ...] = ()
    economic_group: tuple[DepartmentEconomicCode, ...] = ()
    government_group: tuple[GovernmentEconomicCode, ...] = ()
    payer: tuple[Payer, ...] = ()
    label: tuple[str, ...] = attrs.field(default=(), converter=_as_compared)
    heading: tuple[str, ...] = attrs.field(default=(), converter=_as_compared)
    outer: tuple[str, ...] = attrs.field(default=(), converter=_as_compared)
    sign: int = 1
    topmost: Literal["", CodeColumn] = ""
    where: tuple[tuple[str, tuple], ...] = attrs.field(init=False, eq=False, repr=False)
    """The attributes that are given, with their values."""

    @where.default
    def _given(self) -> tuple[tuple[str, tuple], ...]:
        return tuple((name, getattr(self, name)) for name in _TESTED if getattr(self, name))

    @property
    def kinds(self) -> tuple[str, ...]:
        """Table kinds the operand names, empty when it names none."""
        return self.kind


_TESTED = tuple(
    field.name for field in attrs.fields(Operand) if field.name not in ("sign", "topmost", "where")
)


@attrs.frozen(kw_only=True, cache_hash=True)
class Identity:
    """One identity; see ``docs/identities.md`` for all of them in words."""

    id: str = unique()
    rule: CatalogueRules
    scope: Scope
    title_zh: str
    title_en: str
    kinds: tuple[KindName, ...] = ()
    relation: Relation = "sum"
    along: Along = ""
    align: Alignment = ""
    by: tuple[Attribute, ...] = ()
    conditions: tuple[Condition, ...] = ()
    needs_all: tuple[int, ...] = attrs.field(default=())
    total: tuple[Operand, ...] = ()
    parts: tuple[Operand, ...] = attrs.field()
    unless_printed: Operand | None = None
    not_stated: tuple[str, ...] = ()
    from_year: int = 0
    pair: Literal["", Pair] = attrs.field(default="")
    phases: tuple[Phase, ...] = ()
    severity: Severity = "error"
    category: Category = "document_error"
    by_default: bool = False

    @parts.default
    def _same_elsewhere(self) -> tuple[Operand, ...]:
        return self.total if self.scope == "documents" else ()

    @needs_all.validator
    def _must_be_parts(self, _: object, places: tuple[int, ...]) -> None:
        if any(not 0 <= place < len(self.parts) for place in places):
            raise ValueError(f"of {len(self.parts)} parts, counted from 0, these must all be printed")

    @pair.validator
    def _must_pair(self, _: object, pair: str) -> None:
        if bool(pair) != (self.scope == "documents"):
            raise ValueError("an identity between documents, and no other, names the pair that it holds for")


@record
class IdentityFile:
    """A file of identities."""

    identity: tuple[Identity, ...] = ()


@record
class ComparedColumn:
    """A printed column that compares others of its row: a change, a rate, a share."""

    id: str = unique()
    rule: CatalogueRules
    role: Literal["amount", "share", "twin"]
    pattern: Pattern
    says: Literal["difference", "growth", "completion", "share", "same"]
    title_zh: str
    title_en: str


@record
class ComparisonFile:
    """``identities/comparisons.toml``."""

    comparison: tuple[ComparedColumn, ...]


@record
class Tree:
    """How the columns of a row add up along a nature, a fund or a measure; ``paths`` are its members."""

    root: tuple[str, ...] = ()
    aside: tuple[Measure, ...] = ()
    optional: tuple[Measure, ...] = ()
    paths: tuple[str, ...] = ()
    above: dict[str, str] = attrs.field(factory=dict)

    def ancestors(self, path: str) -> list[str]:
        """Nodes over a path, nearest first; the whole comes last, as ``""``.

        >>> from budgetkit.rules.identities import trees
        >>> trees()["fund"].ancestors("general_public_budget/non_tax")
        ['general_public_budget', 'appropriation', '']
        """
        if path in self.root:
            return []
        found = []
        node = path
        while True:
            if "/" in node:
                node = node.rpartition("/")[0]
            elif node in self.above:
                node = self.above[node]
            else:
                break
            found.append(node)
        return [*found, ""] if self.root else found


@record
class FundTree(Tree):
    """The tree of funds."""

    above: dict[Fund, Fund] = attrs.field(factory=dict)


@record
class MeasureTree(Tree):
    """The tree of measures."""

    above: dict[Measure, Measure] = attrs.field(factory=dict)


@record
class TreeFile:
    """``identities/trees.toml``."""

    nature: Tree
    fund: FundTree
    measure: MeasureTree
    groups: dict[DepartmentEconomicCode, Nature]


@record
class CatalogueRuleText:
    """One accounting rule in words; what holds it is read from identities and notices."""

    id: str = unique()
    zh: str
    en: str
    when: str = ""
    open: str = ""
    unless_held: str = ""


@record
class CatalogueFile:
    """``identities/catalogue.toml``."""

    rule: tuple[CatalogueRuleText, ...]


@record
class Bound:
    """Bought things and what pays for them.

    Parameters
    ----------
    words, but : Pattern
        A row counts where one of its texts matches ``words`` and not ``but``; without words the total counts.
    wholes : tuple of tuple of Operand
        Alternatives; the operands of one are added up, and each must be printed.
    besides : Operand or None
        What is added where it is printed.
    """

    id: str = unique()
    rule: CatalogueRules
    words: Pattern
    but: Pattern
    wholes: tuple[tuple[Operand, ...], ...]
    besides: Operand | None = None
    title_zh: str
    title_en: str


@record
class UnitPrice:
    """Headings of the columns of quantity and unit price, whose product is the amount."""

    id: str
    rule: CatalogueRules
    quantity: Pattern
    price: Pattern
    title_zh: str
    title_en: str


@record
class PurchaseFile:
    """``identities/purchases.toml``."""

    bound: tuple[Bound, ...]
    product: UnitPrice
    notice: tuple[Notice, ...] = ()

"""Records of what findings say (``notices/*.toml``), and of how printed codes are compared."""

from string import Formatter

import attrs

from budgetkit.rules.record import Pattern, record, unique
from budgetkit.rules.vocabulary import (
    CatalogueRules,
    Category,
    Classification,
    CodeColumn,
    Confidence,
    NameColumn,
    Payer,
    Relation,
    Severity,
)  # fmt: skip


def _fills(_: object, __: object, sentence: str) -> None:
    list(Formatter().parse(sentence))


@record
class Message:
    """What is said in both languages; names in braces are filled in."""

    zh: str = attrs.field(validator=_fills)
    en: str = attrs.field(validator=_fills)


@record
class Notice(Message):
    """A finding that is no identity."""

    id: str = unique()
    rule: CatalogueRules = ""
    title_zh: str = ""
    category: Category
    severity: Severity


@record
class NoticeFile:
    """A file of notices."""

    notice: tuple[Notice, ...] = ()


@record
class FindingFile:
    """``notices/findings.toml``: sentences of identities by relation, of a cell that explains several."""

    relation: dict[Relation, Message]
    cell: Message
    notice: tuple[Notice, ...]


@record
class ProseNoticeFile:
    """``notices/prose.toml``; ``title`` names findings whose id is no notice."""

    title: dict[str, str]
    notice: tuple[Notice, ...]


@record
class CodeNames:
    """How names of codes are compared: what is left off, which names many share, which rows are sure."""

    aside: Pattern
    tail: Pattern
    generic: tuple[str, ...]
    shared: tuple[str, ...]
    sure: tuple[Confidence, ...]


@record
class CodeClassification:
    """A classification, the columns of its codes and names, and the lengths that its codes have."""

    id: Classification = unique()
    code: CodeColumn
    first: str
    name: NameColumn
    lengths: tuple[int, ...]
    incomplete: tuple[int, ...] = ()
    zh: str
    en: str


@record
class CodeSeries:
    """Codes that stand by their pattern from a year on."""

    classification: Classification
    code: Pattern
    name: str
    from_year: int


@record
class CodeRuleFile:
    """``notices/codes.toml``."""

    names: CodeNames
    payer: dict[Payer, Pattern]
    classification: tuple[CodeClassification, ...]
    series: tuple[CodeSeries, ...] = ()
    notice: tuple[Notice, ...] = ()

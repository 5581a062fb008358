"""Records of what the prose states, against the tables and against itself (``identities/prose.toml``)."""

from typing import Literal

from budgetkit.rules.declared.identities import Operand
from budgetkit.rules.record import Pattern, record, unique
from budgetkit.rules.vocabulary import CatalogueRules, KindName, Metric, OperandList, Severity, Subject


@record
class StatedFigure:
    """A stated amount and the lines that it must equal; the file says what each field means."""

    id: str = unique()
    rule: CatalogueRules
    metric: tuple[Metric, ...]
    title_zh: str
    title_en: str
    any: tuple[OperandList, ...] = ()
    all: tuple[OperandList, ...] = ()
    appropriation: tuple[OperandList, ...] = ()
    general_public_budget: tuple[OperandList, ...] = ()
    managed_funds: tuple[OperandList, ...] = ()
    otherwise: tuple[OperandList, ...] = ()
    summed: tuple[OperandList, ...] = ()
    perhaps: Metric = ""
    at_most: bool = False
    by_name: bool = False
    by_item: bool = False
    certain: bool = True
    certain_within: tuple[Metric, ...] = ()
    certain_words: Pattern | None = None
    without_carryover: bool = False


@record
class StatedSum:
    """Stated parts of a stated whole; an empty ``whole`` stands for any list whose shares make 100 %."""

    id: str = unique()
    rule: CatalogueRules
    whole: tuple[Metric, ...]
    needs: tuple[Metric, ...]
    title_zh: str
    title_en: str
    beside: tuple[Metric, ...] = ()
    through: tuple[Metric, ...] = ()
    listed: bool = False
    at_most: bool = False
    severity: Severity = "error"


@record
class StatedNone:
    """A subject that the prose says there is nothing of, and the lines and statements that would belie it."""

    subject: Subject = unique()
    lines: tuple[OperandList, ...]
    kinds: tuple[KindName, ...] = ()
    metric: tuple[Metric, ...] = ()


@record
class Sides:
    """Two totals that are equal change by the same amount."""

    pair: tuple[Metric, Metric]


@record
class StatedWhole:
    """What 占…% is a share of, by its words, where no list names the whole."""

    words: Pattern
    metric: tuple[Metric, ...]


@record
class ProseFile:
    """``identities/prose.toml``; ``scopes`` are the metrics whose figures cover these funds."""

    operands: dict[str, tuple[Operand, ...]]
    scopes: dict[
        Literal["all", "appropriation", "general_public_budget", "managed_funds"], tuple[Metric, ...]
    ]
    figure: tuple[StatedFigure, ...]
    whole: tuple[StatedWhole, ...]
    sum: tuple[StatedSum, ...]
    sides: tuple[Sides, ...]
    claim: tuple[StatedNone, ...]

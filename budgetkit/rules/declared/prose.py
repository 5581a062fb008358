"""Records of what the prose states, against the tables and against itself (``identities/prose.toml``)."""

from typing import Literal

from budgetkit.rules.declared.identities import Operand
from budgetkit.rules.structuring import Pattern, record, unique
from budgetkit.rules.vocabulary import CatalogueRules, KindName, Metric, OperandList, Severity, Subject


@record
class StatedFigure:
    """A stated amount and the lines that it must equal: any of the named lists of operands.

    Parameters
    ----------
    any, all, appropriation, general_public_budget, managed_funds : tuple of str
        Lists of operands by the funds that a figure covers; ``any`` fits whatever it covers.
    otherwise, summed : tuple of str
        What it equals where none of them is printed; ``summed``: the sum of the lines in one table.
    perhaps : str
        Metric whose figures it equals where none of these is printed either; it may also be less.
    at_most : bool
        The figure may be less.
    by_name, by_item : bool
        Only lines of the functional code, or of the economic item, that the subject names count.
    certain : bool
        Whether a mismatch may be called an error.
    certain_within, certain_words
        Only in a list of one of these wholes, or where the quoted words match the pattern.
    without_carryover : bool
        Only where the document carries nothing over: with carryover its words may mean either total.
    """

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
    """Stated parts of a stated whole; an empty ``whole`` stands for any list whose shares make 100 %.

    Parameters
    ----------
    needs, beside : tuple of str
        Metrics that must be stated, and those that count too where they are.
    through : tuple of str
        Other wholes whose lists may hold a part.
    listed : bool
        Only parts that stand in a list of the whole count, each by its own subject.
    at_most : bool
        The parts need not exhaust the whole.
    """

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

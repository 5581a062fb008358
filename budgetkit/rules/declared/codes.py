"""Records of the rows of codes and of the glossary (``codes/*.csv``, ``terms.tsv``)."""

from typing import Literal

from budgetkit.rules.record import record, unique
from budgetkit.rules.vocabulary import (
    Classification,
    Confidence,
    DepartmentEconomicCode,
    FunctionalCode,
    GovernmentEconomicCode,
    Payer,
)  # fmt: skip

Level = Literal["类", "款", "项"]


@record
class ListedCode:
    """A code and its name in the years in which it stands."""

    code: str = unique()
    name: str
    level: Level
    confidence: Confidence
    evidence: str = ""
    note: str = ""
    valid_from: int = 0
    valid_to: int = 0


@record
class ListedFunction(ListedCode):
    """A row of ``codes/functional.csv``."""

    parent: FunctionalCode = ""


@record
class ListedDepartmentClass(ListedCode):
    """A row of ``codes/dept_economic.csv``."""

    parent: DepartmentEconomicCode = ""
    basic_group: Literal["", "personnel", "public", "capital_construction", "other"] = ""


@record
class ListedGovernmentClass(ListedCode):
    """A row of ``codes/gov_economic.csv``."""

    parent: GovernmentEconomicCode = ""


@record
class FormerCode:
    """A code or name of earlier years."""

    classification: Classification = unique()
    code: str = unique()
    name: str = unique()
    valid_from: int = 0
    valid_to: int = 0
    confidence: Confidence
    evidence: str = ""


@record
class FormerClass:
    """A former name of a functional class."""

    code: FunctionalCode
    name: str = unique()
    note: str = ""


@record
class GenericItem:
    """A name that many functional items share, with the last two digits of their codes."""

    suffix: str
    name: str = unique()
    rule: str = ""


@record
class EconomicPair:
    """A department code, the government code that it goes with, and who pays so."""

    payer_type: Payer
    dept_code: DepartmentEconomicCode = unique()
    dept_name: str = ""
    gov_code: GovernmentEconomicCode = unique()
    gov_name: str = ""
    confidence: Confidence
    seen_in_print: Literal["", "yes"] = ""


@record
class FunctionalClass:
    """A functional class, its identifier and the nearest division of COFOG."""

    code: FunctionalCode = unique()
    chinese: str
    identifier: str
    nearest_cofog: str = ""
    exact: Literal["", "yes", "no", "nearly"] = ""


@record
class GlossaryTerm:
    """One Chinese term, one identifier."""

    group: str
    chinese: str
    identifier: str = unique()
    english: str
    definition: str
    basis: str = ""

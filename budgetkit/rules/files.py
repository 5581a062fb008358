"""The rule files, each with the record of what is in it, and how they are parsed."""

from __future__ import annotations

import csv
import re
import tomllib
from pathlib import Path
from typing import Any

import attrs

from budgetkit.errors import WrongRule, WrongUsage
from budgetkit.rules.compiled import files_below
from budgetkit.rules.declared.codes import (
    EconomicPair,
    FormerClass,
    FormerCode,
    FunctionalClass,
    GenericItem,
    GlossaryTerm,
    ListedDepartmentClass,
    ListedFunction,
    ListedGovernmentClass,
)  # fmt: skip
from budgetkit.rules.declared.completeness import CompletenessFile
from budgetkit.rules.declared.identities import (
    CatalogueFile,
    ComparisonFile,
    IdentityFile,
    PurchaseFile,
    TreeFile,
)  # fmt: skip
from budgetkit.rules.declared.kinds import KindFile
from budgetkit.rules.declared.notices import CodeRuleFile, FindingFile, NoticeFile, ProseNoticeFile
from budgetkit.rules.declared.prose import ProseFile
from budgetkit.rules.declared.words import (
    ContrastFile,
    GoalFile,
    HeaderFile,
    LabelFile,
    MetricFile,
    ProjectLabelFile,
    SectionFile,
    SlipFile,
)  # fmt: skip
from budgetkit.rules.structuring import nearest


@attrs.frozen
class RuleFile:
    """Files that hold entries of one record.

    Parameters
    ----------
    record : type
        Of the whole file, or of one row where the files are CSV or TSV.
    names : tuple of str
        Paths below ``data``, in the order in which their entries count.
    folder : str
        Folder in which a user may give files of this record any name.
    """

    record: type
    names: tuple[str, ...]
    folder: str = ""

    @property
    def has_rows(self) -> bool:
        """Whether the files are tables of rows."""
        return not self.names[0].endswith(".toml")


FILES = (
    RuleFile(KindFile, ("kinds.toml",)),
    RuleFile(HeaderFile, ("words/headers.toml",)),
    RuleFile(LabelFile, ("words/labels.toml",)),
    RuleFile(SectionFile, ("words/sections.toml",)),
    RuleFile(MetricFile, ("words/metrics.toml",)),
    RuleFile(ContrastFile, ("words/contrasts.toml",)),
    RuleFile(GoalFile, ("words/goals.toml",)),
    RuleFile(ProjectLabelFile, ("words/projects.toml",)),
    RuleFile(SlipFile, ("words/wording.toml",)),
    RuleFile(ComparisonFile, ("identities/comparisons.toml",)),
    RuleFile(TreeFile, ("identities/trees.toml",)),
    RuleFile(CatalogueFile, ("identities/catalogue.toml",)),
    RuleFile(PurchaseFile, ("identities/purchases.toml",)),
    RuleFile(ProseFile, ("identities/prose.toml",)),
    RuleFile(
        IdentityFile,
        tuple(
            f"identities/{name}.toml"
            for name in ("rows", "columns", "summaries", "forms", "between", "economic", "across")
        ),
        folder="identities",
    ),
    RuleFile(FindingFile, ("notices/findings.toml",)),
    RuleFile(CodeRuleFile, ("notices/codes.toml",)),
    RuleFile(ProseNoticeFile, ("notices/prose.toml",)),
    RuleFile(NoticeFile, ("notices/goals.toml", "notices/across.toml"), folder="notices"),
    RuleFile(CompletenessFile, ("completeness.toml",)),
    RuleFile(GlossaryTerm, ("terms.tsv",)),
    RuleFile(ListedFunction, ("codes/functional.csv",)),
    RuleFile(ListedDepartmentClass, ("codes/dept_economic.csv",)),
    RuleFile(ListedGovernmentClass, ("codes/gov_economic.csv",)),
    RuleFile(FormerCode, ("codes/former_codes.csv",)),
    RuleFile(FormerClass, ("codes/functional_class_aliases.csv",)),
    RuleFile(GenericItem, ("codes/functional_generic_items.csv",)),
    RuleFile(EconomicPair, ("codes/dept_to_gov_economic.csv",)),
    RuleFile(FunctionalClass, ("codes/functional_classes.tsv",)),
)
"""Every rule file, with the record of what is in it."""


@attrs.frozen
class Source:
    """One rule file as parsed: where it stands, its path below ``data``, what is in it, whose it is."""

    place: str
    name: str
    content: Any
    of_user: bool = False


_TOML_PLACE = re.compile(r"\(at (.*)\)$")


def read_source(path: Any, name: str, place: str = "", of_user: bool = False) -> Source:
    """Parse one file of rules.

    Parameters
    ----------
    path : Path or Traversable
    name : str
        Path below ``data``.
    place : str, optional
        What messages call the file; its ``name`` unless given.
    of_user : bool
        Whether the user's entries are in it.

    Raises
    ------
    WrongRule
        If the file is no UTF-8, no TOML, or has rows unlike its header.
    """
    place = place or name
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise WrongRule("is not written in UTF-8", place, advice="save it as UTF-8") from None
    if not name.endswith(".toml"):
        return Source(place, name, _read_rows(text, name, place), of_user)
    try:
        return Source(place, name, tomllib.loads(text), of_user)
    except tomllib.TOMLDecodeError as error:
        found = _TOML_PLACE.search(str(error))
        where = found[1] if found else ""
        raise WrongRule(f"is no TOML: {str(error).partition(' (at')[0]}", place, where) from None


def _read_rows(text: str, name: str, place: str) -> list[dict[str, str]]:
    reader = csv.reader(text.splitlines(), delimiter="\t" if name.endswith(".tsv") else ",")
    header = next(reader, [])
    rows = []
    for number, cells in enumerate(filter(None, reader), start=2):
        if len(cells) != len(header):
            problem = f"has {len(cells)} cells, but the header names {len(header)} columns"
            raise WrongRule(problem, place, f"row {number}")
        rows.append(dict(zip(header, cells, strict=True)))
    return rows


def declared_as(source: Source) -> RuleFile:
    """The declaration of a file.

    Raises
    ------
    WrongRule
        If there is no rule file of that name.
    """
    for file in FILES:
        if source.name in file.names:
            return file
    folder, _, name = source.name.rpartition("/")
    for file in FILES:
        if source.of_user and folder and folder == file.folder and name.endswith(".toml"):
            return file
    known = [name for file in FILES for name in file.names]
    raise WrongRule("is no file of rules", source.place, advice=nearest(source.name, known))


def read_sources(folder: Path | None = None) -> list[Source]:
    """Parsed files of the user, then those of the package."""
    own = []
    if folder is not None:
        if not folder.is_dir():
            raise WrongUsage(f"there is no folder of rules {folder}", advice="give a folder of rule files")
        own = [read_source(path, name, str(path), of_user=True) for name, path in files_below(folder)]
    shipped = Path(__file__).with_name("data")
    return own + [read_source(shipped.joinpath(name), name) for file in FILES for name in file.names]

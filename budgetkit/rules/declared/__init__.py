"""What every rule file may hold: a record an entry, and the list of the files."""

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
from budgetkit.rules.loading import RuleFile

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

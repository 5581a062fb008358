"""Words that rules refer to: closed sets as types, and words that one rule file defines and others name."""

from typing import Any, Literal, NewType

# --- closed sets: what the code knows to do something with ---

Scope = Literal["row", "column", "table", "document", "documents"]
Pair = Literal["other_period", "year_before", "units", "unit"]
Relation = Literal["sum", "equal", "at_most", "absent"]
Alignment = Literal["", "only", "row", "listed", "column", "side", "series"]
Condition = Literal[
    "projects_name_their_item", "payers_known", "no_carryover", "only_general_public_budget",
    "economic_table_of_general_public_budget",
]  # fmt: skip
Severity = Literal["error", "warning", "info"]
Category = Literal["document_error", "extraction_damage", "rounding", "question", "note"]
Direction = Literal["", "revenue", "expenditure"]
Phase = Literal["", "approved", "adjusted", "expected", "executed"]
RowKind = Literal["item", "subtotal", "total", "of_which"]
RowRole = Literal["current", "grand", "component", "balance", "total"]
ColumnRole = Literal[
    "", "amount", "text", "quantity", "share", "target", "indicator", "label_or_project", "unit_code",
    "unit_name", "unit_or_project_code", "unit_or_project_name", "project_code", "project_type", "code",
    "name", "level_1", "level_2", "level_3",
]  # fmt: skip
CodeColumn = Literal["functional_code", "department_economic_code", "government_economic_code"]
NameColumn = Literal["functional_name", "department_economic_name", "government_economic_name"]
Along = Literal["", "nature", "fund", "measure"]
Attribute = Literal[
    "kind", "covered", "direction", "nature", "unit", "functional_item", "functional_class", "measure",
    "department_economic_code", "government_economic_code", "government_group", "economic_group", "fund",
    "source", "project_class", "fiscal_year", "phase", "label", "heading", "outer", "item", "row_role",
]  # fmt: skip
"""What figures are compared by."""
Payer = Literal["organ", "institution", "any"]
Classification = Literal["functional", "dept_economic", "gov_economic"]
Confidence = Literal["V", "V2", "S", "K", "U"]
"""V and V2 verified against an official form, S seen in published disclosures, K from knowledge, U unsure."""
FactMeasure = Literal[
    "expenditure", "basic_expenditure", "revenue", "three_public", "project_expenditure",
    "agency_operating_costs",
]  # fmt: skip
"""What is measured from one table of a document."""

# --- words that rule files define ---

KindName = NewType("KindName", str)
Feature = NewType("Feature", str)
Term = NewType("Term", str)
Measure = NewType("Measure", str)
Metric = NewType("Metric", str)
Subject = NewType("Subject", str)
Fund = NewType("Fund", str)
Nature = NewType("Nature", str)
Section = NewType("Section", str)
OperandList = NewType("OperandList", str)
CatalogueRule = NewType("CatalogueRule", str)
CatalogueRules = NewType("CatalogueRules", str)
"""Several of them, joined by `, `."""
FunctionalCode = NewType("FunctionalCode", str)
DepartmentEconomicCode = NewType("DepartmentEconomicCode", str)
GovernmentEconomicCode = NewType("GovernmentEconomicCode", str)

SEVERAL = {CatalogueRules: CatalogueRule}

DEFINED: dict[Any, tuple[tuple[str, str], ...]] = {
    KindName: (("kinds.toml", "kind.id"),),
    Feature: (("kinds.toml", "features.*"),),
    Term: (("terms.tsv", "identifier"),),
    Measure: (("identities/trees.toml", "measure.paths"),),
    Metric: (("words/metrics.toml", "metric.id"), ("words/metrics.toml", "phrase.id")),
    Subject: (
        ("words/metrics.toml", "metric.id"), ("words/metrics.toml", "phrase.id"),
        ("words/metrics.toml", "absence.id"),
    ),
    Fund: (("identities/trees.toml", "fund.paths"), ("identities/trees.toml", "fund.root")),
    Nature: (("identities/trees.toml", "nature.paths"), ("identities/trees.toml", "nature.root")),
    Section: (("words/sections.toml", "section.id"),),
    OperandList: (("identities/prose.toml", "operands.*"),),
    CatalogueRule: (("identities/catalogue.toml", "rule.id"),),
    FunctionalCode: (("codes/functional.csv", "code"), ("codes/former_codes.csv", "code")),
    DepartmentEconomicCode: (("codes/dept_economic.csv", "code"), ("codes/former_codes.csv", "code")),
    GovernmentEconomicCode: (("codes/gov_economic.csv", "code"), ("codes/former_codes.csv", "code")),
}  # fmt: skip
"""Where the words of a type are defined: file, and the keys that lead to them (`*`: the keys themselves)."""

ALWAYS: dict[Any, tuple[str, ...]] = {
    KindName: ("other",),
    Measure: ("",),
    Metric: (
        "year_on_year_change", "year_on_year_rate", "functional_class", "functional_group",
        "functional_item", "economic_item",
    ),
    FunctionalCode: ("",),
}  # fmt: skip
"""Words that no file defines, because the code itself tells them."""

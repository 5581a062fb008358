"""All identities, rules and notices as a page of Markdown (``docs/identities.md``)."""

from __future__ import annotations

from budgetkit.rules.active import active
from budgetkit.rules.declared.identities import Bound, CatalogueFile, ComparedColumn, Identity, UnitPrice
from budgetkit.rules.declared.prose import StatedFigure, StatedSum
from budgetkit.rules.identities import bounds, comparisons, identities, product
from budgetkit.rules.notices import notices
from budgetkit.rules.prose import prose_rules


def describe() -> str:
    """All identities and notices as a page of Markdown (``docs/identities.md``)."""
    lines = [
        "# Identities",
        "",
        "Made from `budgetkit/rules/data` by `budgetkit.publish.rules_page.describe()`; do not edit.",
        "",
    ]
    headings = {
        "row": "Within a row",
        "column": "Within a column",
        "table": "Within a table",
        "document": "Between the tables of a document",
        "documents": "Between documents that are loaded together",
    }
    for scope, heading in headings.items():
        lines += [
            f"## {heading}",
            "",
            "| identity | rule | holds | 勾稽关系 | tables | if it fails |",
            "| --- | --- | --- | --- | --- | --- |",
        ]
        for identity in identities():
            if identity.scope == scope:
                lines.append(_described(identity))
        lines.append("")
    prose = prose_rules()
    lines += [
        "## What the prose states",
        "",
        "A stated amount may be off by half of its last digit. Percentages, directions and claims have no",
        "rule of their own here: they are recomputed from the stated amounts and the tables.",
        "",
        "| rule | of | holds | 勾稽关系 |",
        "| --- | --- | --- | --- |",
        *(_row(one) for one in (*dict.fromkeys(prose.figures.values()), *prose.sums)),
        "",
        "## What is bought",
        "",
        "Read from `purchases.toml`: a row of a procurement table counts by its printed words.",
        "",
        "| rule | of | holds | 勾稽关系 |",
        "| --- | --- | --- | --- |",
        *(_row(one) for one in (*bounds(), product())),
        "",
        "## Printed changes, rates and shares",
        "",
        "Read from `comparisons.toml`; a column is understood when most of its rows fit.",
        "",
        "| comparison | rule | holds | 勾稽关系 |",
        "| --- | --- | --- | --- |",
        *map(_row, comparisons()),
        "",
        *_described_rules(),
        "## Findings that are no identity",
        "",
        "| id | category | severity | says |",
        "| --- | --- | --- | --- |",
    ]
    lines += [f"| `{one.id}` | {one.category} | {one.severity} | {one.en} |" for one in notices().values()]
    return "\n".join(lines) + "\n"


def _row(one: ComparedColumn | StatedFigure | StatedSum | Bound | UnitPrice) -> str:
    return f"| `{one.id}` | {one.rule} | {one.title_en} | {one.title_zh} |"


def _described_rules() -> list[str]:
    """Every rule with what holds it, when, and what is left out, so that nothing is silently missing."""
    holders: dict[str, list[str]] = {}
    prose = prose_rules()
    figures = dict.fromkeys(prose.figures.values())
    holding = (*identities(), *comparisons(), *bounds(), *figures, *prose.sums, *notices().values())
    named = [(one.rule, one.id) for one in holding if one.rule]
    for rules, holder in named:
        for rule in rules.split(", "):
            holders.setdefault(rule, []).append(f"`{holder}`")
    lines = ["## Rules", "", "| rule | says | 勾稽 | held by | when | left out |", "| --- " * 6 + "|"]
    for rule in active().of(CatalogueFile).rule:
        held = ", ".join(dict.fromkeys(holders.get(rule.id, ()))) or "nothing"
        missing = rule.open if rule.id in holders else rule.unless_held
        cells = [rule.id, rule.en, rule.zh, held, rule.when, missing]
        lines.append(f"| {' | '.join(cells)} |")
    return [*lines, ""]


def _described(identity: Identity) -> str:
    kinds = identity.kinds or tuple(
        dict.fromkeys(k for o in (*identity.total, *identity.parts) for k in o.kinds)
    )
    when = f"; only when {', '.join(identity.conditions)}" if identity.conditions else ""
    since = f"; from {identity.from_year}" if identity.from_year else ""
    tables = ", ".join([*(f"`{kind}`" for kind in kinds), *["any other (question)"] * identity.by_default])
    verdict = f"{identity.category}, {identity.severity}"
    cells = [
        f"`{identity.id}`",
        identity.rule,
        f"{identity.title_en}{when}{since}",
        identity.title_zh,
        tables,
    ]
    return f"| {' | '.join([*cells, verdict])} |"

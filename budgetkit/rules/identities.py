"""The accounting identities as data: which printed figures must agree, and when.

The TOML files beside this module hold one entry an identity. An operand names what a line must be
(kind of table, row role, nature, fund, measure, code), never where it stands. ``checks.py`` evaluates
them; to add an identity, add an entry.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cache

from budgetkit.errors import WrongUsage
from budgetkit.rules.files import load_toml

SCOPES = ("row", "column", "table", "document", "documents")
PAIRS = ("other_period", "year_before", "units", "unit")
RELATIONS = ("sum", "equal", "at_most", "absent")
_FILES = (
    "rows.toml", "columns.toml", "summaries.toml", "forms.toml", "between.toml", "economic.toml",
    "across.toml",
)  # fmt: skip
_NOTICES: tuple[str, ...] = (
    "notices/codes.toml", "notices/prose.toml", "notices/goals.toml", "notices/across.toml",
    "identities/purchases.toml",
)  # fmt: skip
"""Files with the sentences of further findings, one a topic."""
_NOT_ATTRIBUTES = ("sign", "topmost")


@dataclass(frozen=True, slots=True)
class Operand:
    """Which lines stand on one side of an identity.

    Parameters
    ----------
    where : tuple of (name, values)
        A line takes part when each named attribute (of `Line`, or one that the index of ``checks.py``
        derives: ``row_role``, ``head``, ``economic_group``) has one of the values.
    sign : int
        ``-1`` for what is taken off.
    topmost : str
        Name of a code attribute: of a code and its sub-codes only the shortest printed one counts.
    """

    where: tuple[tuple[str, tuple], ...] = ()
    sign: int = 1
    topmost: str = ""

    @property
    def kinds(self) -> tuple[str, ...]:
        """Table kinds the operand names, empty when it names none."""
        return next((values for name, values in self.where if name == "kind"), ())


@dataclass(frozen=True, slots=True)
class Identity:
    """One identity; see ``docs/identities.md`` for all of them in words."""

    id: str
    rule: str
    scope: str
    title_zh: str
    title_en: str
    kinds: tuple[str, ...] = ()
    relation: str = "sum"
    along: str = ""
    align: str = ""
    by: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    needs_all: tuple[int, ...] = ()
    total: tuple[Operand, ...] = ()
    parts: tuple[Operand, ...] = ()
    unless_printed: Operand | None = None
    not_stated: tuple[str, ...] = ()
    from_year: int = 0
    pair: str = ""
    phases: tuple[str, ...] = ()
    severity: str = "error"
    category: str = "document_error"


@dataclass(frozen=True, slots=True)
class Tree:
    """How the columns of a row add up along ``nature``, ``fund`` or ``measure``."""

    root: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    above: dict[str, str] = field(default_factory=dict)

    def ancestors(self, path: str) -> list[str]:
        """Nodes over a path, nearest first; the whole comes last, as ``""``.

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


@cache
def identities() -> tuple[Identity, ...]:
    """All identities, in the order of the files.

    Raises
    ------
    WrongUsage
        If an entry names an unknown field, scope or relation, or an id stands twice.
    """
    found = tuple(
        _identity(entry, name) for name in _FILES for entry in load_toml(f"identities/{name}")["identity"]
    )
    names = [identity.id for identity in found]
    if len(names) != len(set(names)):
        raise WrongUsage(f"identity ids stand twice: {sorted(n for n in set(names) if names.count(n) > 1)}")
    return found


@cache
def trees() -> dict[str, Tree]:
    """The trees of natures, funds and measures."""
    return {
        name: Tree(
            tuple(entry["root"]), tuple(entry["aside"]), tuple(entry["optional"]), dict(entry["above"])
        )
        for name, entry in load_toml("identities/trees.toml").items()
        if name != "groups"
    }


@cache
def comparisons() -> tuple[dict, ...]:
    """Rules of printed changes, rates and shares (``comparisons.toml``)."""
    return tuple(load_toml("identities/comparisons.toml")["comparison"])


@cache
def code_rules() -> dict:
    """How printed codes are read and compared (``codes.toml``): ``names``, ``classification``, ``series``."""
    return load_toml("notices/codes.toml")


@cache
def group_natures() -> dict[str, str]:
    """Nature of each group (三位编码) of the department economic classification."""
    return load_toml("identities/trees.toml")["groups"]


@cache
def messages() -> dict:
    """Sentences of the findings: ``relation``, ``cell``, and ``notice`` by id."""
    loaded = load_toml("notices/findings.toml")
    notices = [*loaded["notice"]]
    for name in _NOTICES:
        notices += load_toml(name)["notice"]
    return loaded | {"notice": {notice["id"]: notice for notice in notices}}


def describe() -> str:
    """All identities and notices as a page of Markdown (``docs/identities.md``)."""
    lines = [
        "# Identities",
        "",
        "Made from `budgetkit/rules/data` by `budgetkit.rules.identities.describe()`; do not edit.",
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
    from budgetkit.rules.prose import describe_prose  # it reads its operands with this module

    lines += [
        "## What the prose states",
        "",
        "A stated amount may be off by half of its last digit. Percentages, directions and claims have no",
        "rule of their own here: they are recomputed from the stated amounts and the tables.",
        "",
        "| rule | of | holds | 勾稽关系 |",
        "| --- | --- | --- | --- |",
        *describe_prose(),
        "",
    ]
    from budgetkit.rules.purchases import describe_purchases

    lines += [
        "## What is bought",
        "",
        "Read from `purchases.toml`: a row of a procurement table counts by its printed words.",
        "",
        "| rule | of | holds | 勾稽关系 |",
        "| --- | --- | --- | --- |",
        *describe_purchases(),
        "",
        "## Printed changes, rates and shares",
        "",
        "Read from `comparisons.toml`; a column is understood when most of its rows fit.",
        "",
        "| comparison | rule | holds | 勾稽关系 |",
        "| --- | --- | --- | --- |",
        *(f"| `{c['id']}` | {c['rule']} | {c['title_en']} | {c['title_zh']} |" for c in comparisons()),
        "",
        *_described_rules(),
        "## Findings that are no identity",
        "",
        "| id | category | severity | says |",
        "| --- | --- | --- | --- |",
    ]
    lines += [
        f"| `{n['id']}` | {n['category']} | {n['severity']} | {n['en']} |"
        for n in messages()["notice"].values()
    ]
    return "\n".join(lines) + "\n"


def _described_rules() -> list[str]:
    """Every rule with what holds it, when, and what is left out, so that nothing is silently missing."""
    holders: dict[str, list[str]] = {}
    named = [(identity.rule, identity.id) for identity in identities()]
    named += [(entry["rule"], entry["id"]) for entry in comparisons()]
    named += [(entry["rule"], entry["id"]) for entry in load_toml("identities/purchases.toml")["bound"]]
    from budgetkit.rules.prose import prose_rules  # it reads its operands with this module

    prose = prose_rules()
    named += [(one.rule, one.id) for one in (*dict.fromkeys(prose.figures.values()), *prose.sums)]
    named += [(n["rule"], n["id"]) for n in messages()["notice"].values() if "rule" in n]
    for rules, holder in named:
        for rule in rules.split(", "):
            holders.setdefault(rule, []).append(f"`{holder}`")
    lines = ["## Rules", "", "| rule | says | 勾稽 | held by | when | left out |", "| --- " * 6 + "|"]
    for rule in load_toml("identities/catalogue.toml")["rule"]:
        held = ", ".join(dict.fromkeys(holders.get(rule["id"], ()))) or "nothing"
        missing = rule.get("open", "") if rule["id"] in holders else rule.get("unless_held", "")
        cells = [rule["id"], rule["en"], rule["zh"], held, rule.get("when", ""), missing]
        lines.append(f"| {' | '.join(cells)} |")
    return [*lines, ""]


def _described(identity: Identity) -> str:
    kinds = identity.kinds or tuple(
        dict.fromkeys(k for o in (*identity.total, *identity.parts) for k in o.kinds)
    )
    when = f"; only when {', '.join(identity.conditions)}" if identity.conditions else ""
    since = f"; from {identity.from_year}" if identity.from_year else ""
    tables = ", ".join(f"`{kind}`" for kind in kinds)
    verdict = f"{identity.category}, {identity.severity}"
    cells = [
        f"`{identity.id}`",
        identity.rule,
        f"{identity.title_en}{when}{since}",
        identity.title_zh,
        tables,
    ]
    return f"| {' | '.join([*cells, verdict])} |"


def _identity(entry: dict, file: str) -> Identity:
    known = {item.name for item in fields(Identity)}
    unknown = sorted(set(entry) - known)
    if unknown or entry.get("scope") not in SCOPES or entry.get("relation", "sum") not in RELATIONS:
        raise WrongUsage(
            f"identity {entry.get('id')!r} in {file} is not usable: {unknown or 'unknown scope or relation'}",
            advice=f"fields are {sorted(known)}, scopes {SCOPES}, relations {RELATIONS}",
        )
    ready = {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}
    for side in ("total", "parts"):
        operands = entry.get(side, [])
        ready[side] = tuple(_operand(o) for o in (operands if isinstance(operands, list) else [operands]))
    if entry["scope"] == "documents":
        if entry.get("pair") not in PAIRS:
            raise WrongUsage(f"identity {entry['id']!r} in {file} pairs nothing", advice=f"pairs are {PAIRS}")
        ready["parts"] = ready["parts"] or ready["total"]
    if "unless_printed" in entry:
        ready["unless_printed"] = _operand(entry["unless_printed"])
    return Identity(**ready)


def _operand(entry: dict) -> Operand:
    where = {"row_kind": ("item", "subtotal", "total"), "column_kind": ("item", "subtotal", "total")}
    where |= {
        name: tuple(value) if isinstance(value, list) else (value,)
        for name, value in entry.items()
        if name not in _NOT_ATTRIBUTES
    }
    return Operand(tuple(where.items()), entry.get("sign", 1), entry.get("topmost", ""))

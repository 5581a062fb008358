"""Rules for what the prose states, as data (``prose.toml``): loaded once, refused by name if misspelt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from budgetkit.errors import WrongUsage
from budgetkit.rules.files import load_toml
from budgetkit.rules.identities import Operand, _operand

EITHER = "any"
"""Scope of operands that fit whatever funds a figure covers."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A stated amount and the lines that it must equal.

    Parameters
    ----------
    operands : tuple of (scope, Operand)
        The figure may equal any of them.
    otherwise, summed : tuple of (scope, Operand)
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

    id: str
    rule: str
    metric: tuple[str, ...]
    title_zh: str
    title_en: str
    operands: tuple[tuple[str, Operand], ...] = ()
    otherwise: tuple[tuple[str, Operand], ...] = ()
    summed: tuple[tuple[str, Operand], ...] = ()
    perhaps: str = ""
    at_most: bool = False
    by_name: bool = False
    by_item: bool = False
    certain: bool = True
    certain_within: tuple[str, ...] = ()
    certain_words: str = ""
    without_carryover: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
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

    id: str
    rule: str
    whole: tuple[str, ...]
    needs: tuple[str, ...]
    title_zh: str
    title_en: str
    beside: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    listed: bool = False
    at_most: bool = False
    severity: str = "error"


@dataclass(frozen=True, slots=True)
class Claim:
    """A subject that the prose says there is nothing of, and the lines and statements that would belie it."""

    subject: str
    lines: tuple[Operand, ...]
    kinds: tuple[str, ...] = ()
    metric: tuple[str, ...] = ()


class Rules(NamedTuple):
    """All rules of the prose; ``scopes`` maps a metric to the funds that figures under it cover."""

    figures: dict[str, Figure]
    sums: tuple[Sum, ...]
    claims: dict[str, Claim]
    sides: tuple[tuple[str, str], ...]
    wholes: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]
    scopes: dict[str, str]


@cache
def prose_rules() -> Rules:
    """Load the rules.

    Raises
    ------
    WrongUsage
        If an entry names a field or a list of operands that does not exist.
    """
    data = load_toml("identities/prose.toml")
    lists = {name: tuple(_operand(entry) for entry in rows) for name, rows in data["operands"].items()}
    scopes = {metric: scope for scope, metrics in data["scopes"].items() for metric in metrics}
    figures: dict[str, Figure] = {}
    for entry in data["figure"]:
        own = dict(entry)
        operands = [
            (scope, operand)
            for scope in (EITHER, *data["scopes"])
            for name in own.pop(scope, ())
            for operand in _operands(lists, name, entry)
        ]
        more = {
            field: [
                (EITHER, operand) for name in own.pop(field, ()) for operand in _operands(lists, name, entry)
            ]
            for field in ("otherwise", "summed")
        }
        figure = _record(Figure, own | more | {"operands": operands})
        figures |= dict.fromkeys(figure.metric, figure)
    claims = {}
    for entry in data["claim"]:
        lines = [operand for name in entry["lines"] for operand in _operands(lists, name, entry)]
        claims[entry["subject"]] = _record(Claim, entry | {"lines": lines})
    return Rules(
        figures,
        tuple(_record(Sum, entry) for entry in data["sum"]),
        claims,
        tuple((entry["pair"][0], entry["pair"][1]) for entry in data["sides"]),
        tuple((re.compile(entry["words"]), tuple(entry["metric"])) for entry in data["whole"]),
        scopes,
    )


def _operands(lists: dict[str, tuple[Operand, ...]], name: str, entry: dict) -> tuple[Operand, ...]:
    if name not in lists:
        where = entry.get("id") or entry.get("subject")
        raise WrongUsage(f"{where!r} in prose.toml names {name!r}, which [operands] does not hold")
    return lists[name]


def _record(kind: type, entry: dict):
    unknown = sorted(set(entry) - set(kind.__slots__))
    if unknown:
        raise WrongUsage(
            f"{entry.get('id') or entry.get('subject')!r} in prose.toml is not usable: {unknown}",
            advice=f"fields are {sorted(kind.__slots__)}",
        )
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()})


def describe_prose() -> list[str]:
    """The rules of the prose as rows of Markdown, for ``docs/identities.md``."""
    rules = prose_rules()
    rows = [(one.id, one.rule, one.title_en, one.title_zh) for one in dict.fromkeys(rules.figures.values())]
    rows += [(one.id, one.rule, one.title_en, one.title_zh) for one in rules.sums]
    return [f"| `{name}` | {rule} | {english} | {chinese} |" for name, rule, english, chinese in rows]

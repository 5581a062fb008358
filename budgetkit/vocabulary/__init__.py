"""Terms, header and row labels, table kinds and classification codes: data files and their loader.

Nothing here is decided in code: `headers.toml`, `labels.toml` and `table_kinds.toml` hold patterns, the
CSV files the classification codes with the confidence of each row.
"""

from __future__ import annotations

import csv
import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from budgetkit.vocabulary.rules import Entry, Family, Patterns, entries_of, is_withheld, note, remembers

_FOLD = str.maketrans("（）：，．“”‘’＂＇﹙﹚", "():,.      ()")
_SPACE = re.compile(r"[\s\u3000\u200b\ufeff\xa0]+")
_ORDINAL = re.compile(
    r"^(?:其中[:]?)?(?:(?P<chinese>第?[一二三四五六七八九十]+[、.])|(?P<chinese_bracket>\([一二三四五六七八九十]+\)[、.]?)"
    r"|(?P<digit>\d{1,2}[、.](?!\d))|(?P<digit_bracket>\(\d{1,2}\)[、.]?)|(?P<circle>[①-⑳]))"
)
_TOTAL_TAIL = re.compile(r"[总合共]+计$")
ORDINAL_LEVELS = ("chinese", "chinese_bracket", "digit", "digit_bracket", "circle")
"""Kinds of numbering from the outermost to the innermost: 一、 （一） 1. （1） ①."""


@lru_cache(maxsize=65536)
def normalise(text: str) -> str:
    """Label without white space and quotation marks, brackets and colons folded to half width."""
    return _SPACE.sub("", text.translate(_FOLD))


class Label(NamedTuple):
    """A row label taken apart: numbering level (0 = outermost, ``None``), 其中 flag, bare item."""

    level: int | None
    of_which: bool
    item: str


@lru_cache(maxsize=65536)
def read_label(text: str) -> Label:
    """Take numbering and 其中 off a printed row label.

    >>> read_label("其中：（1）公务用车运行维护费")
    Label(level=3, of_which=True, item='公务用车运行维护费')
    """
    plain = normalise(text)
    of_which = plain.startswith("其中")
    found = _ORDINAL.match(plain)
    level = None
    if found:
        level = next(place for place, name in enumerate(ORDINAL_LEVELS) if found[name])
        plain = plain[found.end() :]
    elif of_which:
        plain = plain[2:].lstrip(":")
    if plain.startswith("其中:"):
        of_which, plain = True, plain[3:]
    return Label(level, of_which, plain.strip(":"))


def _toml(name: str) -> dict:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


@cache
def _families(name: str) -> dict[str, Family]:
    return {family: Family(f"{name}/{family}", rules) for family, rules in _toml(name).items()}


_LONGEST_HEADER = 400
"""Characters of a label; what is longer is text, and to search it takes the square of its length."""


@remembers
@lru_cache(maxsize=16384)
def header_says(family: str, label: str) -> dict | None:
    """What one header label says in one family (``role``, ``fund``, ``nature``, …), or ``None``.

    A measure that rows name (结转下年, 公务接待费) means the same over a column.
    """
    if len(label) > _LONGEST_HEADER:
        return None
    said = _families("headers.toml")[family].first(label)
    if said is None and family == "measure":
        row = _families("labels.toml")["measure"].first(label)
        return row if row and "row_kind" not in row else None
    return said


@remembers
@lru_cache(maxsize=16384)
def row_says(label: str) -> dict | None:
    """Measure and row kind that a bare row label names, or ``None``.

    Words for totals mean the same in a row as over a column (小计), and a nature with such a word behind it
    is the total of that nature (人员经费合计).
    """
    said = _families("labels.toml")["measure"].first(label)
    if said is not None:
        return said
    total = _TOTAL_TAIL.search(label)
    nature = header_says("nature", label[: total.start()]) if total else None
    if nature:
        return {"measure": "", "row_kind": "total", "nature": nature["nature"]}
    kind = header_says("column_kind", label)
    return (
        {"measure": "", "row_kind": kind["column_kind"]}
        if kind and kind["column_kind"] != "of_which"
        else None
    )


@cache
def kind_names() -> dict[str, str]:
    """Chinese name of each kind of table; ``other`` is a table of no known kind."""
    return {kind["id"]: kind["zh"] for kind in table_kinds()} | {"other": "未识别的表"}


@cache
def table_kinds() -> tuple[dict, ...]:
    """Table kinds in order of precedence; ``title``, ``title_lacks`` are `Patterns`, ``says`` several."""
    kinds = []
    for kind in _toml("table_kinds.toml")["kind"]:
        patterns = {
            key: Patterns(entries_of(f"table_kinds.toml/{key}", {"id": kind["id"], key: kind[key]}, key))
            for key in ("title", "title_lacks")
            if key in kind
        }
        says = tuple(
            Patterns(entries_of("table_kinds.toml/says", {"id": kind["id"], "says": [pattern]}, "says"))
            for pattern in kind.get("says", ())
        )
        kinds.append({**kind, **patterns, "says": says})
    return tuple(kinds)


def _rows(name: str) -> list[dict]:
    delimiter = "\t" if name.endswith(".tsv") else ","
    text = files(__package__).joinpath(name).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines(), delimiter=delimiter))


@cache
def code_names(classification: str) -> dict[str, str]:
    """Code to official name of ``functional``, ``dept_economic`` or ``gov_economic``."""
    return {row["code"]: row["name"] for row in _rows(f"{classification}.csv")}


class CodeName(NamedTuple):
    """One name of a code in the years in which it stands; ``0`` and ``9999`` are open ends.

    ``confidence``: V and V2 verified against an official form, S seen in published disclosures, K from
    knowledge, U unsure.
    """

    name: str
    confidence: str
    valid_from: int
    valid_to: int


@cache
def codes_in_force(classification: str) -> dict[str, tuple[CodeName, ...]]:
    """Codes of ``functional``, ``dept_economic`` or ``gov_economic`` with all their names, former ones too.

    A code without years of its own stands as long as the one above it.
    """
    rows = _rows(f"{classification}.csv")
    known = {row["code"]: row for row in rows}
    former = [row for row in _rows("former_codes.csv") if row["classification"] == classification]
    found: dict[str, tuple[CodeName, ...]] = {}
    for row in [*former, *rows]:
        above = [known[row["code"][:n]] for n in (5, 3) if n < len(row["code"]) and row["code"][:n] in known]
        bearing = [row] if row in former else [row, *above]
        since, until = (
            next((int(own[bound]) for own in bearing if own[bound]), default)
            for bound, default in (("valid_from", 0), ("valid_to", 9999))
        )
        name = CodeName(row["name"], row["confidence"], since, until)
        found[row["code"]] = (*found.get(row["code"], ()), name)
    return found


@cache
def generic_items() -> dict[str, str]:
    """Names that many functional items share, to the last two digits of their codes."""
    return {row["name"]: row["suffix"] for row in _rows("functional_generic_items.csv")}


@cache
def former_class_names() -> tuple[str, ...]:
    """Names that functional classes had in earlier years."""
    return tuple(row["name"] for row in _rows("functional_class_aliases.csv"))


@cache
def payers() -> dict[tuple[str, str], str]:
    """(department code, government code) to ``organ``, ``institution`` or ``any``."""
    return {
        (row["dept_code"], row["gov_code"]): row["payer_type"].partition("(")[0]
        for row in _rows("dept_to_gov_economic.csv")
    }


@cache
def terms() -> tuple[dict, ...]:
    """Rows of the glossary: group, chinese, identifier, english, definition, basis."""
    return tuple(_rows("terms.tsv"))


_CLASS_TAIL = re.compile(r"(支出|事务|等|类|\(类\)|及)+$")


def _class_key(name: str) -> str:
    key = _CLASS_TAIL.sub("", normalise(name).replace("(类)", "")).replace("与", "和")
    return key


@cache
def _functional_classes() -> tuple[dict[str, str], dict[str, Entry]]:
    names = {_class_key(name): code for code, name in code_names("functional").items() if len(code) == 3}
    aliases = {
        _class_key(row["name"]): Entry("functional_class_aliases.csv", row["code"], row["name"])
        for row in _rows("functional_class_aliases.csv")
    }
    return names, aliases


@remembers
@lru_cache(maxsize=4096)
def functional_class(label: str) -> str:
    """Three-digit code of the functional class that a bare row label names, or ``""``.

    Former official names of a class (``functional_class_aliases.csv``) count, and the same characters in
    another order (文化体育旅游…); a label that merely resembles a name does not.
    """
    names, aliases = _functional_classes()
    key = _class_key(label)
    if key in names:
        return names[key]
    alias = aliases.get(key)
    if alias is not None and not is_withheld(alias):
        note(alias)
        return alias.rule
    same = [code for name, code in names.items() if sorted(name) == sorted(key)]
    return same[0] if len(same) == 1 else ""

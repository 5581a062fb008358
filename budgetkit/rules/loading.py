"""The one loader of rule files: TOML and rows of CSV or TSV become typed records, or are refused by name.

A rule file is declared in two steps, in ``budgetkit/rules/declared``:

1. a record an entry, and one for the file with a field a table. The type of a field says what is known:
   text, numbers, `Pattern` (a regular expression), one of a closed set (``Literal``), or a word that
   another file defines (``KindName``, ``Metric``, ``Fund`` … of ``vocabulary.py``). A field without default
   must be given; `unique` marks what no two entries may share; one value may stand where a list may::

       @record
       class Section:
           id: str = unique()
           says: Pattern
           label_zh: str
           label_en: str

       @record
       class SectionFile:
           section: tuple[Section, ...] = ()

   A CSV or TSV file has one record, that of its rows, whose fields are its columns.
2. a line in ``FILES`` of ``files.py``: ``RuleFile(SectionFile, ("words/sections.toml",))``; and
   one in ``DEFINED`` of ``vocabulary.py`` where the file defines words that others refer to.

Then ``active().of(SectionFile).section`` are its entries (``active().rows(GlossaryTerm)`` those of a file of
rows), with those of the user before ours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args, get_origin

import attrs

from budgetkit.errors import WrongRule
from budgetkit.rules.compiled import write_compiled
from budgetkit.rules.files import FILES, RuleFile, Source, declared_as, read_sources
from budgetkit.rules.structuring import Refused, Structurer, nearest
from budgetkit.rules.vocabulary import ALWAYS, DEFINED, SEVERAL

REPLACES = "replaces"
"""Key of a user's entry that stands for the one of the same id that comes with the package."""


@attrs.frozen
class PlacedValue:
    """A structured value with its place; ``replaces`` where it is to count instead of ours."""

    source: Source
    label: str
    value: Any
    replaces: bool = False


def structure_source(source: Source, record: type, structurer: Structurer) -> dict[str, Any]:
    """Entries of a TOML file by key: lists of `PlacedValue` for entries and lone values, or tables of such.

    Raises
    ------
    WrongRule
        If the file holds a key or a value that is not known.
    """
    return dict(_structure_table(source, "", source.content, record, structurer))


def structure_rows(source: Source, record: type, structurer: Structurer) -> list[PlacedValue]:
    """Rows of a CSV or TSV file as records; an empty cell is not given where the column may be left out.

    Raises
    ------
    WrongRule
        If the header or a cell is not known.
    """
    optional = {field.name for field in attrs.fields(record) if field.default is not attrs.NOTHING}
    if source.content:
        _check_header(source, record, optional)
    entries = []
    for number, row in enumerate(source.content, start=2):
        cells = {name: cell for name, cell in row.items() if cell or name not in optional}
        entries.append(_entry(source, f"row {number}", cells, record, structurer))
    return entries


def _check_header(source: Source, record: type, optional: set[str]) -> None:
    header, columns = source.content[0], [field.name for field in attrs.fields(record)]
    for name in header:
        if name not in columns and name != REPLACES:
            raise WrongRule(
                f"“{name}” is no known column", source.place, "header", name, nearest(name, columns)
            )
    for name in columns:
        if name not in optional and name not in header:
            raise WrongRule(f"column “{name}” is missing", source.place, "header", name)


def _structure_table(
    source: Source, label: str, table: Mapping[str, Any], record: type, structurer: Structurer
) -> Iterator[tuple[str, Any]]:
    fields = {field.name: field.type for field in attrs.fields(record)}
    replaces = _taken(source, label, table)
    for key, value in table.items():
        if key == REPLACES:
            continue
        if key not in fields:
            where = label or f"[{key}]" if isinstance(value, Mapping | list) else label
            raise WrongRule(f"“{key}” is no known key", source.place, where, key, nearest(key, fields))
        yield key, _structure_value(source, label, key, value, fields[key], structurer, replaces)


def _structure_value(
    source: Source, label: str, key: str, value: Any, kind: Any, structurer: Structurer, replaces: bool
) -> Any:
    of = get_args(kind)
    if attrs.has(kind) and isinstance(value, Mapping):
        return dict(_structure_table(source, f"[{key}]", value, kind, structurer))
    if get_origin(kind) is dict and isinstance(value, Mapping):
        replaces = _taken(source, f"[{key}]", value) or replaces
        return {
            _one(source, f"[{key}]", name, name, of[0], structurer): PlacedValue(
                source, f"[{key}]", _one(source, f"[{key}]", name, one, of[1], structurer), replaces
            )
            for name, one in value.items()
            if name != REPLACES
        }
    if get_origin(kind) is tuple and attrs.has(of[0]) and isinstance(value, list):
        return [
            _entry(source, _label(key, number, entry), entry, of[0], structurer)
            for number, entry in enumerate(value, start=1)
        ]
    return PlacedValue(source, label, _one(source, label, key, value, kind, structurer), replaces)


def _entry(source: Source, label: str, raw: Any, record: type, structurer: Structurer) -> PlacedValue:
    replaces = isinstance(raw, dict) and _taken(source, label, raw)
    if isinstance(raw, dict) and REPLACES in raw:
        raw = {key: value for key, value in raw.items() if key != REPLACES}
    return PlacedValue(source, label, _one(source, label, "", raw, record, structurer), replaces)


def _one(source: Source, label: str, key: str, raw: Any, kind: Any, structurer: Structurer) -> Any:
    try:
        return structurer.structure(raw, kind)
    except Refused as refused:
        path = ".".join(filter(None, (key, refused.path)))
        raise WrongRule(refused.problem, source.place, label, path, refused.advice) from None


def _taken(source: Source, label: str, table: Mapping[str, Any]) -> bool:
    """Whether a table of the user says that it replaces; ours has nothing to replace."""
    if REPLACES not in table:
        return False
    if not source.of_user:
        raise WrongRule(f"“{REPLACES}” is for rules of the user", source.place, label, REPLACES)
    return table[REPLACES] in (True, "true")


def _label(key: str, number: int, entry: Any) -> str:
    name = entry.get("id", entry.get("subject", "")) if isinstance(entry, Mapping) else ""
    name = "/".join(map(str, name)) if isinstance(name, list) else str(name)
    return f"{key} “{name}”" if name else f"{key} {number}"


def combine(record: type, parts: Sequence[dict[str, Any]]) -> Any:
    """One record of all files, those of the user first: entries one behind the other, keys side by side.

    Raises
    ------
    WrongRule
        If an id or a key stands twice, or one is missing.
    """
    given: dict[str, Any] = {}
    for field in attrs.fields(record):
        values = [part[field.name] for part in parts if field.name in part]
        if values:
            given[field.name] = _combined(field.type, field.name, values)
        elif field.default is attrs.NOTHING:
            raise WrongRule(f"“{field.name}” is missing", key=field.name)
    return record(**given)


def _combined(kind: Any, key: str, values: list[Any]) -> Any:
    if attrs.has(kind):
        return combine(kind, values)
    if isinstance(values[0], list):
        return combine_entries([entry for value in values for entry in value])
    if isinstance(values[0], dict):
        return _combined_keys(values)
    if isinstance(values[0].value, tuple):
        replacing = next((number for number, entry in enumerate(values) if entry.replaces), len(values))
        return tuple(one for entry in values[: replacing + 1] for one in entry.value)
    first = values[0]
    for entry in values[1:]:
        first = _first(first, entry, key)
    return first.value


def _combined_keys(values: list[dict[Any, PlacedValue]]) -> dict[Any, Any]:
    found: dict[Any, PlacedValue] = {}
    for name, entry in (item for value in values for item in value.items()):
        found[name] = _first(found.get(name), entry, str(name))
    return {name: entry.value for name, entry in found.items()}


def combine_entries(entries: Sequence[PlacedValue]) -> tuple:
    """The records of entries, each unique one once."""
    if not entries:
        return ()
    names = [field.name for field in attrs.fields(type(entries[0].value)) if "unique" in field.metadata]
    if not names:
        return tuple(entry.value for entry in entries)
    found: dict[tuple, PlacedValue] = {}
    for entry in entries:
        key = tuple(getattr(entry.value, name) for name in names)
        found[key] = _first(found.get(key), entry, ", ".join(map(str, key)))
    return tuple(entry.value for entry in found.values())


def _first(before: PlacedValue | None, entry: PlacedValue, key: str) -> PlacedValue:
    """The entry that counts of two of one id: that of the user, where it says so."""
    if before is None or (before.replaces and not entry.source.of_user):
        return before or entry
    own = before.source.of_user and not entry.source.of_user
    advice = f"say {REPLACES} = true in yours, or choose another name" if own else "choose another name"
    twice, other = (before, entry) if own else (entry, before)
    problem = f"“{key}” stands already in {other.source.place}"
    raise WrongRule(problem, twice.source.place, twice.label, key, advice)


def structurer_of(sources: Sequence[Source]) -> Structurer:
    """The structurer that knows the words which the files define."""
    found: dict[Any, set[str]] = defaultdict(set)
    for kind, places in DEFINED.items():
        found[kind].update(ALWAYS.get(kind, ()))
        for source in sources:
            for name, path in places:
                if source.name == name:
                    found[kind].update(_words_at(source.content, path.split(".")))
    return Structurer(found, SEVERAL)


def _words_at(content: Any, path: list[str]) -> Iterator[str]:
    if isinstance(content, list):
        for one in content:
            yield from _words_at(one, path)
    elif path and isinstance(content, dict):
        if path[0] == "*":
            yield from content
        else:
            yield from _words_at(content.get(path[0], ()), path[1:])
    elif not path and isinstance(content, str):
        yield content


def _structured(file: RuleFile, sources: list[Source], structurer: Structurer) -> Any:
    # ours in the order of the declaration, behind those of the user in the order of their names
    sources = sorted(sources, key=lambda source: -1 if source.of_user else file.names.index(source.name))
    if file.has_rows:
        rows: list[PlacedValue] = []
        for source in sources:
            rows += structure_rows(source, file.record, structurer)
        return combine_entries(rows)
    parts = [structure_source(source, file.record, structurer) for source in sources]
    try:
        return combine(file.record, parts)
    except WrongRule as error:
        problem, place, *rest = error.args
        raise WrongRule(problem, place or file.names[0], *rest) from None


def read_records(folder: Path | None = None) -> dict[type, Any]:
    """Read and check every rule: what each file, or each row, is a record of, with all there is of it.

    Parameters
    ----------
    folder : Path, optional
        Rules of the user: files named like those in ``budgetkit/rules/data``.

    Raises
    ------
    WrongRule
        If any rule cannot be used; it names file, entry, key and the nearest known word.
    """
    sources = read_sources(folder)
    structurer = structurer_of(sources)
    declared = [(declared_as(source), source) for source in sources]
    return {
        file.record: _structured(file, [source for other, source in declared if other is file], structurer)
        for file in FILES
    }


def compiled_form() -> str:
    """What ``compiled.json`` is to say; see `budgetkit.rules.compiled`."""
    return write_compiled(read_records())

"""The compiled form of the rules of the package: records as plain data, good while no source has changed.

It spares a start the parsing and checking of every file. It stands in ``compiled.json`` under the sha256 of
all rule files and of all modules that read them; with any other byte in them it is passed over.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import attrs

from budgetkit.rules.record import Pattern

_PACKAGE = Path(__file__).parent
_RULES = (".toml", ".csv", ".tsv")


def files_below(folder: Path, suffixes: Collection[str] = _RULES) -> list[tuple[str, Path]]:
    """Files of a folder with their path below it, in the order of their names; rule files if not told."""
    found = ((path.relative_to(folder), path) for path in folder.rglob("*") if path.suffix in suffixes)
    return sorted(
        (name.as_posix(), path)
        for name, path in found
        if path.is_file() and not any(part.startswith(".") for part in name.parts)
    )


def fingerprint(folder: Path, suffixes: Collection[str] = _RULES) -> str:
    """Digest of the names and bytes of a folder of rules."""
    digest = hashlib.sha256()
    for name, path in files_below(folder, suffixes):
        data = path.read_bytes()
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


def write_compiled(records: dict[type, Any]) -> str:
    """The text of ``compiled.json``: the digest of its sources, then a line a record."""
    parts = {"sources": _sources()} | {of.__name__: _plain(value) for of, value in records.items()}
    lines = (f"{json.dumps(name)}: {json.dumps(part, ensure_ascii=False)}" for name, part in parts.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def read_compiled() -> dict[str, Any] | None:
    """Records by the name of their class as plain data; ``None`` if their sources are others by now."""
    path = _PACKAGE / "compiled.json"
    if not path.is_file():
        return None
    text = path.read_text(encoding="utf-8")
    return json.loads(text) if f'"sources": "{_sources()}"' in text[:100] else None


def _sources() -> str:
    return fingerprint(_PACKAGE, (*_RULES, ".py"))


def _plain(value: Any) -> Any:
    if attrs.has(type(value)):
        given = {field.name: getattr(value, field.name) for field in attrs.fields(type(value)) if field.init}
        defaults = {field.name: field.default for field in attrs.fields(type(value))}
        return {name: _plain(one) for name, one in given.items() if one != defaults[name]}
    if isinstance(value, Pattern):
        return value.pattern
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | frozenset):
        return [_plain(one) for one in (sorted(value) if isinstance(value, frozenset) else value)]
    return value


def restore(kind: Any, plain: Any) -> Any:
    """What was compiled, as a record again, or as a tuple of rows."""
    if isinstance(plain, list):
        return tuple(map(_builder(kind), plain))
    return _builder(kind)(plain)


@cache
def _builder(kind: Any) -> Callable[[Any], Any] | None:
    """Function that makes a value of a type of plain data; ``None`` where the data is the value."""
    of, origin = get_args(kind), get_origin(kind)
    if kind is Pattern:
        return Pattern
    if attrs.has(kind):
        built = {field.name: build for field in attrs.fields(kind) if (build := _builder(field.type))}
        return lambda raw: kind(
            **{name: built[name](one) if name in built else one for name, one in raw.items()}
        )
    if origin in (Union, UnionType):
        return _builder(of[0])
    if origin in (tuple, frozenset):
        one = _builder(of[0])
        return (lambda raw: origin(map(one, raw))) if one else origin
    if origin is dict and (one := _builder(of[1])):
        return lambda raw: {key: one(value) for key, value in raw.items()}
    return None

"""Who discloses what: the manifest first, then what the document prints, and where the two differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from budgetkit.disclosure.printed import read_printed
from budgetkit.model import Document
from budgetkit.records import Finding
from budgetkit.tables import Table

T = TypeVar("T")
_FROM_MANIFEST = ("entity_id", "region_code", "region_name", "government_level", "department_code")


def describe(
    document: Document, tables: list[Table], entry: Mapping[str, str], prose: Document | None = None
) -> dict:
    """Row of `documents`, without the shares that only the audit can tell.

    Where the text of the disclosure is a file of its own, ``prose``, it tells what the other leaves open.
    """
    own = _describe_file(document, tables, entry)
    if prose is None:
        return own | {"file_count": 1}
    other = _describe_file(prose, [], entry)
    filled = {name: other[name] if value in (None, "", []) else value for name, value in own.items()}
    return filled | {"file_count": 2}


def _describe_file(document: Document, tables: list[Table], entry: Mapping[str, str]) -> dict:
    printed = read_printed(document)
    year = _year(entry) or printed.fiscal_year or _agreed(table.fiscal_year for table in tables)
    phase = entry.get("phase") or printed.phase or _agreed(table.phase for table in tables) or ""
    scope = entry.get("scope") or printed.scope
    return {
        **{name: entry.get(name, "") for name in _FROM_MANIFEST},
        "document_id": document_id(document.sha256, entry, year, phase, scope),
        "department_name": _given_name(entry) or printed.department_name,
        "fiscal_year": year,
        "phase": phase,
        "scope": scope,
        "amount_units": _units(tables),
        "classification_edition": "" if year is None else "2018" if year >= 2018 else "2007",
    }


def _units(tables: list[Table]) -> list[str]:
    """Units of the amounts, each once."""
    units = (table.amount_unit for table in tables if table.state == "present" and table.amount_unit)
    return list(dict.fromkeys(units))


def _agreed(values: Iterable[T]) -> T | None:
    """The one value that all give who give any."""
    given = set(filter(None, values))
    return given.pop() if len(given) == 1 else None


def document_id(sha256: str, entry: Mapping[str, str], year: int | None, phase: str, scope: str) -> str:
    """Identifier of a document: from the manifest's region and department, else from the file's digest.

    >>> entry = {"region": "henan-zhumadian", "department": "commerce"}
    >>> document_id("ab" * 32, entry, 2024, "approved", "unit")
    'henan-zhumadian-commerce-2024-approved-unit'
    >>> document_id("ab" * 32, {}, 2024, "approved", "unit")
    'doc-abababababababab'
    """
    if given := _slug(entry.get("document_id", "")):
        return given
    parts = [_slug(entry.get(name, "")) for name in ("region", "department")]
    if not all(parts) or not year or not phase:
        return f"doc-{sha256[:16]}"
    return "-".join([*parts, str(year), phase, *(["unit"] if scope == "unit" else [])])


def _slug(text: str) -> str:
    """Lower-case ASCII with hyphens; empty when the text holds anything else, so that no name is guessed."""
    slug = re.sub(r"[\s_]+", "-", text.strip().lower())
    return slug if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) else ""


def _given_name(entry: Mapping[str, str]) -> str:
    """Name of the department in the manifest; a ``department`` that is no slug is a name."""
    department = entry.get("department", "")
    return entry.get("department_name", "") or ("" if _slug(department) else department)


def _year(entry: Mapping[str, str]) -> int | None:
    text = entry.get("fiscal_year", "").strip()
    return int(text) if re.fullmatch(r"(19|20)\d\d", text) else None


def disagreements(own: dict, document: Document, entry: Mapping[str, str]) -> list[Finding]:
    """What the manifest says and the printed title contradicts; the manifest stands, a person decides."""
    printed = read_printed(document)
    found = []
    for name in ("fiscal_year", "phase", "scope"):
        given, says = own[name], getattr(printed, name)
        if entry.get(name) and says and says != given:
            told = f"manifest.csv gives {name} {given}, the printed title says {says}; check which is right"
            told_zh = f"manifest.csv 记载 {name} 为 {given}，封面标题为 {says}，请核对"
            identity = f"manifest-{name.replace('_', '-')}"
            found.append(Finding(identity, "question", "warning", told, told_zh))
    return found

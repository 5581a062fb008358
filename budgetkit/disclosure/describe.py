"""Who discloses what: the manifest first, then what the document prints, and where the two differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

from budgetkit.model import Document
from budgetkit.records import Finding
from budgetkit.tables import Table
from budgetkit.text import normalise

T = TypeVar("T")
_FROM_MANIFEST = ("entity_id", "region_code", "region_name", "government_level", "department_code")
_CONTENTS = re.compile(r"^(目录|目次|第一部分|一、)")
_PAGE_NUMBER = re.compile(r"^[-—]?\d{1,3}[-—]?$")
_TITLE = re.compile(
    r"(?P<before>[^0-9]*?)(?P<year>20\d\d)年(?:度)?(?P<between>[^0-9]*?)(?P<scope>部门|单位)(?P<phase>预算|决算)"
)
_NAMED = re.compile(
    r"^(?:预算主管部门|主管部门|部门名称|编制部门|预算单位|单位名称|部门|填报单位|编制单位)[:](?P<name>.+)$"
)
# 单位：万元 heads the amounts, it does not name a unit.
_MONEY = re.compile(r"^(人民币)?[百千]?[百万亿]*元$")
# 上海市普陀区2025年区级部门预算: what stands around the year is the region and its level.
_LEVEL = re.compile(r"^(中央|省级|市级|区级|县级|市本级|区本级|县本级|省本级|本级|镇级|街道)$")
_COVER_LINES = 8
_LONGEST_NAME = 40

PHASES = {"预算": "approved", "决算": "executed"}
SCOPES = {"部门": "department", "单位": "unit"}


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


class Printed(NamedTuple):
    """What the cover and the table headings say; empty or ``None`` where they say nothing."""

    department_name: str = ""
    fiscal_year: int | None = None
    phase: str = ""
    scope: str = ""


def read_printed(document: Document) -> Printed:
    """Read who discloses what, from the cover first and from the headings of the tables where it is silent.

    A name counts only where the whole document agrees on it: two different 部门： leave it empty.
    """
    cover = _cover(document)
    title = _TITLE.search("".join(cover))
    named = [name for line in cover if (name := _named(line))]
    headings = {name for line in _headings(document) if (name := _named(line))}
    name = named[0] if named else _title_name(title)
    if not name and len(headings) == 1:
        name = headings.pop()
    if title is None:
        return Printed(department_name=name)
    return Printed(name, int(title["year"]), PHASES[title["phase"]], SCOPES[title["scope"]])


def _cover(document: Document) -> list[str]:
    """Lines before the table of contents, white space and page numbers removed."""
    lines: list[str] = []
    for paragraph in document.paragraphs:
        text = normalise(paragraph.text)
        if _CONTENTS.match(text) or len(lines) == _COVER_LINES:
            break
        if text and not _PAGE_NUMBER.match(text):
            lines.append(text)
    return lines


def _headings(document: Document) -> list[str]:
    """Heading lines, taken apart where a wide gap separates 部门 from 单位."""
    return [normalise(part) for paragraph in document.paragraphs for part in paragraph.text.split("\t")]


def _named(line: str) -> str:
    found = _NAMED.match(line)
    name = found["name"] if found else ""
    name = name.partition("单位:")[0].partition("金额单位")[0]
    return "" if _MONEY.match(name) or len(name) > _LONGEST_NAME else name


def _title_name(title: re.Match[str] | None) -> str:
    if title is None:
        return ""
    before, between = title["before"], title["between"]
    if _LEVEL.match(between):
        return ""
    name = before or between
    return "" if _LEVEL.match(name) or len(name) > _LONGEST_NAME else name

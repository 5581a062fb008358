"""What a disclosure prints about itself: department, fiscal year, phase, scope."""

from __future__ import annotations

import re
from typing import NamedTuple

from budgetkit.model import Document
from budgetkit.text import normalise

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

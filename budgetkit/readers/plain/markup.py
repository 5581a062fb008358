"""Marks that are no text: residue of HTML in cells, Markdown marks around lines, rule rows of tables."""

from __future__ import annotations

import html
import re

_TAG_NAMES = (
    "p|br|div|span|h[1-6]|ol|ul|li|table|tbody|thead|tr|td|th|b|i|u|em|strong|font|a|sup|sub|img|style|center"
)
# Only known tags: "<9万元" and "<前置>" are text.
_BREAK = re.compile(r"<br\s*/?>|</p>|</div>|</li>|</h[1-6]>|</tr>", re.IGNORECASE)
_END_OF_CELL = re.compile(r"</t[dh]>", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_TAG_NAMES})(?:\s[^<>]*)?/?>|<!--.*?-->", re.IGNORECASE)
_TAG_NAME = re.compile(rf"<({_TAG_NAMES})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\t]")
_LINES = re.compile(r"\s*\n\s*")

_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*$")
_BULLET = re.compile(r"^\s*[-*+]\s+(?=\S)")
# 〔2019〕**号 is a number that was not filled in, no emphasis.
_STRONG = re.compile(r"(?<![〕】\]])(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_RULE_LINE = re.compile(r"^\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|={3,})$")
_RULE_CELL = re.compile(r"^:?-{2,}:?$")
_PAGE_NUMBER = re.compile(r"^[-—–―·.\s]*(?:第?\s*\d{1,4}\s*页?(?:\s*共\s*\d+\s*页)?)[-—–―·.\s]*$")


def clean_text(text: str) -> str:
    """Text without HTML residue and Markdown emphasis, entities as the characters they stand for.

    The text is never read as markup: a tag is taken away, and what an entity spells stays as text.

    >>> clean_text("<p>依据一；</p> <p>A&amp;B &lt;5 万元</p>")
    '依据一；\\nA&B <5 万元'
    >>> clean_text("<tr><td>5.00</td><td>6.00</td></tr><tr><td>7.00</td></tr>")
    '5.00\\t6.00\\n7.00'
    """
    if "<" in text:
        text = _BREAK.sub("\n", _END_OF_CELL.sub("\t", text))
        text = _LINES.sub("\n", _TAG.sub("", text))
    if "&" in text:
        text = _CONTROL.sub(" ", _ENTITY.sub(lambda found: html.unescape(found[0]), text))
    if "**" in text or "__" in text:
        text = _STRONG.sub(r"\2", text)
    return text.strip()


def find_residue(text: str) -> list[str]:
    """Names of the tags and the entities that `clean_text` takes away, as ``<p>`` or ``&nbsp;``."""
    tags = [f"<{found[1].lower()}>" for found in _TAG_NAME.finditer(text)] if "<" in text else []
    return tags + (_ENTITY.findall(text) if "&" in text else [])


def plain_line(line: str) -> str:
    """A line outside tables without its Markdown marks; ``""`` for a blank line or a drawn rule."""
    if _RULE_LINE.match(line):
        return ""
    if is_page_number(line):
        return line.strip()
    heading = _HEADING.match(line)
    line = heading[1] if heading else _BULLET.sub("", line)
    return clean_text(line)


def is_page_number(line: str) -> bool:
    """Whether a line prints nothing but the number of a page, as ``- 12 -`` or 第 3 页."""
    return bool(_PAGE_NUMBER.match(line)) and "\t" not in line


def is_rule_row(cells: list[str]) -> bool:
    """Whether a row only draws the rule between a Markdown table's header and body (``----|---``)."""
    printed = [cell.strip() for cell in cells if cell.strip()]
    return len(printed) > 1 and all(_RULE_CELL.match(cell) for cell in printed)


def split_cells(line: str) -> list[str] | None:
    """Cells of a table line, tab-separated or between Markdown pipes; ``None`` for a line of prose."""
    bare = line.strip()
    if bare.startswith("|") and bare.count("|") > 1:
        inner = bare[1:-1] if bare.endswith("|") and not bare.endswith("\\|") else bare[1:]
        return [cell.replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inner)]
    return line.split("\t") if "\t" in line else None

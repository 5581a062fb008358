"""Standard sections of the prose: which of them a disclosure has, and on which page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from budgetkit.model import Document, Grid, Paragraph
from budgetkit.rules.active import active
from budgetkit.rules.declared.words import SectionFile, SectionWording
from budgetkit.text import fold, normalise

METRIC = "section"
"""``metric`` of the statements that tell of sections; their ``subject`` is the id of the section."""

_NO_FIGURE = {
    "base_year": None, "base_phase": "", "value": None, "unit": "", "decimals": None, "derived": False,
}  # fmt: skip
_NUMBERED = re.compile(
    r"\s*(?:第[一二三四五六七八九十]+(?:部分|章)|[一二三四五六七八九十]{1,3}\s*[、.]|\([一二三四五六七八九十\d]{1,3}\)"
    r"|\d{1,2}\s*[.、](?!\d))"
)
_LEADER = re.compile(r"[.·…]{3,}|\s\d{1,3}\s*$")
_ENDS = re.compile(r"[。;!?,]")
_EXPLAINS = re.compile(r":.{4,}")
_TABLE_TITLE = re.compile(r"表(\(.{1,12}\))?$")
_LONGEST_HEADING = 45
_LINES_LOOKED_AT = 5


def sections() -> tuple[SectionWording, ...]:
    """The standard sections of ``words/sections.toml``."""
    return active().of(SectionFile).section


def read_sections(document: Document, fiscal_year: int | None, phase: str) -> list[dict]:
    """Find the standard sections that have a text of their own.

    Parameters
    ----------
    document : Document
        As read.
    fiscal_year, phase
        Of the document.

    Returns
    -------
    list of dict
        One record of `statements` for each section found, with ``metric`` ``section``, the section's id as
        ``subject``, its heading as ``quote`` and no value. A heading that nothing follows, as in the
        contents, is no section; nor is the title of a table.
    """
    found: dict[str, dict] = {}
    of_document = {"metric": METRIC, "fiscal_year": fiscal_year, "phase": phase}
    for heading in _headings(document):
        said = normalise(heading.text)
        name = next((section.id for section in sections() if section.says.search(said)), "")
        if name and name not in found:
            quote = heading.text.strip()
            own = {"section": quote, "subject": name, "quote": quote, "page": heading.page}
            found[name] = of_document | own | _NO_FIGURE
    return list(found.values())


def _headings(document: Document) -> Iterator[Paragraph]:
    """Lines that stand over a text: numbered or alone on their line, with prose below them."""
    blocks = document.blocks
    for place, block in enumerate(blocks):
        if isinstance(block, Paragraph) and _is_heading(block.text) and _has_text(blocks[place + 1 :]):
            yield block


def _is_heading(text: str) -> bool:
    text = fold(text).strip()
    if _TABLE_TITLE.search(normalise(text)) or _EXPLAINS.search(text):
        return False
    return 0 < len(text) <= _LONGEST_HEADING and not _ENDS.search(text) and not _LEADER.search(text)


def _has_text(following: Sequence[Paragraph | Grid]) -> bool:
    """Whether prose, or a table of words, comes before the next heading but one.

    The first lines below may be numbered themselves, as duties and terms are; what tells prose from a list
    of headings is its punctuation.
    """
    for place, block in enumerate(following[:_LINES_LOOKED_AT]):
        if isinstance(block, Grid):
            return not any(re.search(r"\d[.,]\d", cell.text) for cell in block.cells)
        text = fold(block.text).strip()
        prose = bool(_ENDS.search(text) or _EXPLAINS.search(text))
        if prose or _LEADER.search(text) or (place and _NUMBERED.match(text)):
            return prose
    return False

"""ReportLab through the typesetter of tools/facsimile, in styles drawn at random."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version as package_version

from benchmarks.typeset.content import Content
from tools.facsimile import random_style
from tools.facsimile import typeset as typeset_disclosure


def version() -> str:
    return f"ReportLab {package_version('reportlab')}"


def typeset(content: Content, look: dict) -> bytes:
    style = random_style(content.seed)
    style = replace(
        style, orientation="by_table", page_number="", split_rows=False, repeat_title=False, continued=""
    )
    # One of the three prints each page inside of a form that the page calls with an offset.
    style = replace(style, form_xobject=content.seed % 3 == 2)
    tables = [table for sheet in content.sheets for table in sheet.tables]
    disclosure = {"title": f"truth {content.seed}", "blocks": [{"table": table} for table in tables]}
    return typeset_disclosure(disclosure, style)

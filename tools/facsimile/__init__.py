"""A typesetter for disclosures given as data: the shipped facsimile, test files and benchmarks.

``typeset(disclosure, style)`` gives the bytes of a PDF; ``load_document`` reads a disclosure from
``documents/<id>``, ``random_disclosure`` invents a consistent one.
"""

from tools.facsimile.documents import document_style, load_document, tables_of
from tools.facsimile.expected import ExpectedLine, expected_lines
from tools.facsimile.style import Style, random_style
from tools.facsimile.synthetic import random_disclosure
from tools.facsimile.typesetter import typeset

__all__ = [
    "ExpectedLine",
    "Style",
    "document_style",
    "expected_lines",
    "load_document",
    "random_disclosure",
    "random_style",
    "tables_of",
    "typeset",
]

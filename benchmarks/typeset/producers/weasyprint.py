"""WeasyPrint, from the same HTML as the browser."""

from __future__ import annotations

from importlib import import_module

from benchmarks.typeset.content import Content
from benchmarks.typeset.producers import Absent
from benchmarks.typeset.producers.html import page_html


def _weasyprint():
    try:
        return import_module("weasyprint")
    except (ImportError, OSError) as problem:
        raise Absent("weasyprint") from problem


def version() -> str:
    return f"WeasyPrint {_weasyprint().__version__}"


def typeset(content: Content, look: dict) -> bytes:
    return _weasyprint().HTML(string=page_html(content, look)).write_pdf()

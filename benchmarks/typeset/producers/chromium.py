"""Chromium's print to PDF (Skia), from HTML."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.typeset.content import Content
from benchmarks.typeset.producers import run_tool
from benchmarks.typeset.producers.html import page_html


def version() -> str:
    with tempfile.TemporaryDirectory() as folder:
        return " ".join(run_tool(["chromium", "--version"], Path(folder)).split()[:2])


def typeset(content: Content, look: dict) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source, printed = Path(folder) / "truth.html", Path(folder) / "truth.pdf"
        # Of a font without a bold face Skia draws one glyph by glyph, which would fill half a megabyte.
        source.write_text(page_html(content, look | {"bold": False}), encoding="utf-8")
        flags = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            "--disable-pdf-tagging",
        ]
        run_tool(["chromium", *flags, f"--print-to-pdf={printed}", source.as_uri()], Path(folder))
        return printed.read_bytes()

"""What the two LibreOffice producers share."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.typeset.producers import run_tool


def version() -> str:
    with tempfile.TemporaryDirectory() as folder:
        told = run_tool(
            ["soffice", "--version", f"-env:UserInstallation=file://{folder}/profile"], Path(folder)
        )
    return " ".join(told.split()[:2])


def print_office(content: bytes, ending: str) -> bytes:
    """Print an office file with LibreOffice in a profile of its own."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"truth.{ending}"
        source.write_bytes(content)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        run_tool(["soffice", profile, "--headless", "--convert-to", "pdf", source.name], Path(folder))
        return source.with_suffix(".pdf").read_bytes()

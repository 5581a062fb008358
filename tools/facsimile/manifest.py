"""``data/raw/manifest.csv``: what each raw file is, and its digest."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

COLUMNS = (
    "path",
    "sha256",
    "title",
    "department",
    "fiscal_year",
    "phase",
    "source",
    "note",
    "document_id",
    "region_code",
    "region_name",
    "government_level",
    "department_code",
)


def enter(manifest: Path, file: Path, content: bytes, disclosure: dict) -> None:
    """Write or replace the row of one file; other rows stay as they are, sorted by path."""
    rows: dict[str, dict[str, str]] = {}
    if manifest.is_file():
        with manifest.open(encoding="utf-8", newline="") as stream:
            rows = {row["path"]: row for row in csv.DictReader(stream)}
    row = {key: str(value) for key, value in disclosure.get("manifest", {}).items()}
    row |= {
        "path": file.relative_to(manifest.parent).as_posix(),
        "sha256": hashlib.sha256(content).hexdigest(),
        "title": disclosure["title"],
        "document_id": disclosure["id"],
    }
    rows[row["path"]] = row
    with manifest.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows[path] for path in sorted(rows))

"""From a line back to the file that prints it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from budgetkit.errors import WrongUsage
from budgetkit.manifest import read_manifest

if TYPE_CHECKING:
    from budgetkit.dataset import Dataset


def find_line(dataset: Dataset, line_id: str) -> Any:
    """The row of ``lines`` with an id, as a named tuple.

    Raises
    ------
    WrongUsage
        If there is none; the message names the nearest ids.
    """
    lines = dataset.lines
    found = lines[lines["line_id"] == line_id]
    if len(found):
        return next(found.itertuples(index=False))
    document_id, _, _ = line_id.partition("/")
    own = lines.loc[lines["document_id"] == document_id, "line_id"].tolist()
    known = own or dataset.documents["document_id"].tolist()
    near = get_close_matches(line_id if own else document_id, known, n=3, cutoff=0.6 if own else 0.4)
    what = "lines" if own else "documents"
    advice = f"the nearest {what} are {', '.join(near)}" if near else "see the column line_id of lines.csv"
    raise WrongUsage(f"there is no line {line_id}", advice=advice)


def source_files(dataset: Dataset, line: Any) -> list[Any]:
    """Rows of ``files`` that a line may come from; a disclosure may stand in two files."""
    files = dataset.files
    rows = files[(files["document_id"] == line.document_id) & files["status"].isin(["ok", "partial"])]
    fits = rows if pd.isna(line.page) else rows[~(rows["pages"] < line.page).fillna(False)]
    return list((fits if len(fits) else rows).itertuples(index=False))


def locate(file: Any, raw: str | Path) -> Path:
    """Where the bytes of a row of ``files`` stand, whatever the file is called now.

    Raises
    ------
    WrongUsage
        If no file under ``raw`` has the digest; a file in its place that was changed is named.
    """
    raw = Path(raw)
    expected = raw if raw.is_file() else raw / file.path
    changed = False
    for path in _candidates(raw, expected):
        try:
            if path == expected or path.stat().st_size == file.byte_count:
                with open(path, "rb") as stream:
                    if hashlib.file_digest(stream, "sha256").hexdigest() == file.sha256:
                        return path
                changed |= path == expected
        except OSError:
            continue
    if changed:
        advice = "restore the file, or build the data again"
        raise WrongUsage(f"{expected} was changed: its sha256 is not {file.sha256}", advice=advice)
    advice = f"put the file with sha256 {file.sha256} there, or name its folder with --raw"
    raise WrongUsage(f"the source file {file.path} is not under {raw}", advice=advice)


def _candidates(raw: Path, expected: Path) -> Iterator[Path]:
    if expected.is_file():
        yield expected
    if raw.is_dir():
        yield from (path for path in sorted(raw.rglob("*")) if path.is_file() and path != expected)


def manifest_entry(file: Any, raw: str | Path) -> dict[str, str]:
    """What the manifest of the raw folder says of a file; empty where it is not at hand or says nothing."""
    raw = Path(raw)
    rows = read_manifest(raw.parent if raw.is_file() else raw)
    names = {file.path, file.path.rpartition("/")[2]}
    by_digest = [row for row in rows if row.get("sha256", "").lower() == file.sha256]
    by_name = [row for row in rows if not row.get("sha256") and row.get("path") in names]
    return next(iter(by_digest + by_name), {})

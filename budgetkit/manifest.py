"""``manifest.csv``: what people write beside the raw files, one row a file; it stands above printed words."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path, PurePosixPath

from budgetkit.errors import WrongUsage
from budgetkit.schema import columns

MANIFEST = "manifest.csv"


def read_manifest(folder: Path) -> list[dict[str, str]]:
    """Rows of the manifest of a folder, names of columns in lower case; no manifest gives none.

    Raises
    ------
    WrongUsage
        If the manifest cannot be read.
    """
    return _read(folder / MANIFEST)[1]


def entries_by_path(folder: Path) -> dict[str, dict[str, str]]:
    """Rows of the manifest of a folder by the path of their file, each checked.

    Raises
    ------
    WrongUsage
        If the manifest cannot be read, names no paths or one twice, or says what no dataset could hold.
    """
    path = folder / MANIFEST
    names, rows = _read(path)
    if "path" not in names:
        raise WrongUsage(f"{path} has no column 'path'", advice="see docs/data-dictionary.md for its columns")
    twice = [name for name, count in Counter(row["path"] for row in rows).items() if count > 1]
    if twice:
        raise WrongUsage(f"{path} names {twice[0]} more than once", advice="keep one row a file")
    for row in rows:
        _check_row(row, path)
    return {PurePosixPath(row["path"]).as_posix(): row for row in rows if row["path"]}


def _read(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """Names of the columns, and the rows."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ["path"], []
    except (OSError, UnicodeDecodeError) as problem:
        reason = getattr(problem, "strerror", None) or "it is not UTF-8"
        raise WrongUsage(f"cannot read {path}: {reason}", advice="save it as UTF-8 CSV") from None
    reader = csv.DictReader(io.StringIO(text, newline=""))
    names = [name.strip().lower().replace(" ", "_") for name in reader.fieldnames or []]
    reader.fieldnames = names
    return names, [{key: (value or "").strip() for key, value in row.items() if key} for row in reader]


def _check_row(row: dict[str, str], path: Path) -> None:
    """Refuse what the clean dataset could not hold; a manifest is written by hand."""
    for column in columns("documents"):
        value = row.get(column.name, "")
        if not column.allows(value):
            known = ", ".join(column.allowed)
            raise WrongUsage(
                f"{path}: {column.name} {value!r} of {row['path']} is not known", advice=f"use one of {known}"
            )
    year = row.get("fiscal_year", "")
    if year and not (year.isdecimal() and year.isascii() and len(year) == 4):
        raise WrongUsage(
            f"{path}: fiscal_year {year!r} of {row['path']} is no year", advice="use four digits"
        )

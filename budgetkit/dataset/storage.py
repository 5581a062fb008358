"""Read a clean dataset back, exactly, and only when it is what was written."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from budgetkit.dataset.cells import read_csv_records
from budgetkit.dataset.descriptor import NAME
from budgetkit.dataset.writing import CSV_DIGEST
from budgetkit.errors import InvalidDataset
from budgetkit.schema import TABLES
from budgetkit.schema.frames import arrow_schema, arrow_table


class Resource(NamedTuple):
    """Digest of a CSV file, and how many rows it has."""

    sha256: str
    rows: int


_REBUILD = "build it again with `budgetkit build`"


def verify(folder: Path) -> dict[str, Resource]:
    """What a dataset holds, after comparing every CSV file with the descriptor.

    Raises
    ------
    InvalidDataset
        If the folder is no dataset, or a file is missing or was changed.
    """
    if not folder.is_dir():
        raise InvalidDataset(f"there is no folder {folder}", advice=_REBUILD)
    try:
        package = json.loads((folder / NAME).read_text(encoding="utf-8"))
        stated = {
            entry["name"]: Resource(entry["hash"].removeprefix("sha256:"), int(entry["rowCount"]))
            for entry in package["resources"]
        }
    except FileNotFoundError:
        raise InvalidDataset(f"{folder} has no {NAME}, so it is no clean dataset", advice=_REBUILD) from None
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as problem:
        raise InvalidDataset(f"cannot read {folder / NAME}: {problem}", advice=_REBUILD) from None
    for table in TABLES:
        path = folder / f"{table}.csv"
        if table not in stated:
            raise InvalidDataset(f"{folder / NAME} does not list {path.name}", advice=_REBUILD)
        if _digest(path) != stated[table].sha256:
            advice = f"write corrections to data/corrections.yml, not into the data, and {_REBUILD}"
            raise InvalidDataset(
                f"{path} is not the file that {NAME} describes: it was changed", advice=advice
            )
    return stated


def read_table(folder: Path, table: str, csv_sha256: str) -> pa.Table:
    """One clean table: from Parquet where that is a copy of the CSV file, else from the CSV file.

    Raises
    ------
    InvalidDataset
        If a file does not hold what the schema says.
    """
    copy = folder / f"{table}.parquet"
    if _is_copy(copy, csv_sha256):
        try:
            return pq.read_table(copy, schema=arrow_schema(table), page_checksum_verification=True)
        except (OSError, pa.ArrowException) as problem:
            advice = f"delete it, the CSV file beside it holds the same, or {_REBUILD}"
            raise InvalidDataset(f"{copy} is damaged: {problem}", advice=advice) from None
    path = folder / f"{table}.csv"
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return arrow_table(table, read_csv_records(table, text))
    except (OSError, ValueError, ArithmeticError, LookupError, pa.ArrowException) as problem:
        raise InvalidDataset(f"cannot read {path}: {problem}", advice=_REBUILD) from None


def _is_copy(path: Path, csv_sha256: str) -> bool:
    """Tell whether a Parquet file was written together with the CSV file of that digest."""
    try:
        metadata = pq.read_metadata(path).metadata or {}
    except (OSError, pa.ArrowException):
        return False
    return metadata.get(CSV_DIGEST, b"").decode() == csv_sha256


def _digest(path: Path) -> str:
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        raise InvalidDataset(f"cannot read {path}: {problem.strerror}", advice=_REBUILD) from None

"""Write a clean dataset: CSV, Parquet, descriptor and codebook, a batch at a time."""

from __future__ import annotations

import hashlib
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq

from budgetkit.dataset.cells import csv_header, csv_rows
from budgetkit.dataset.descriptor import CODEBOOK, NAME, describe
from budgetkit.schema import TABLES
from budgetkit.schema.codebook import codebook
from budgetkit.schema.frames import arrow_schema

CSV_DIGEST = b"budgetkit.csv_sha256"
"""Key in the metadata of a Parquet file: digest of the CSV file that it is a copy of."""

# Rows of a row group: enough to compress well, few enough to keep memory flat.
_GROUP = 8_192
# Tables that wait for their row group; each holds the whole file that it came from until it is copied.
_LOOSE = 64


class DatasetWriter:
    """Writes the clean tables into a folder, rows in the order in which they are given.

    Use it as a context manager; the descriptor is written last, when all went well, so that a folder
    without one is not a dataset.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._tables = {table: _TableWriter(folder, table) for table in TABLES}

    def __enter__(self) -> DatasetWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for writer in self._tables.values():
            writer.close(complete=kind is None)
        if kind is None:
            resources = {table: writer.resource for table, writer in self._tables.items()}
            (self.folder / CODEBOOK).write_text(codebook(), encoding="utf-8", newline="\n")
            (self.folder / NAME).write_text(describe(resources), encoding="utf-8", newline="\n")

    def add(self, table: str, rows: pa.Table) -> None:
        """Append rows to a clean table."""
        self._tables[table].add(rows)


class _TableWriter:
    """CSV and Parquet file of one clean table."""

    def __init__(self, folder: Path, table: str) -> None:
        self.table = table
        self.csv = open(folder / f"{table}.csv", "wb")
        self.digest, self.byte_count, self.rows = hashlib.sha256(), 0, 0
        schema = arrow_schema(table)
        self.parquet = pq.ParquetWriter(
            folder / f"{table}.parquet",
            schema,
            compression="zstd",
            write_page_checksum=True,
            store_schema=False,
        )
        self.waiting: list[pa.Table] = []
        self._write(csv_header(table))

    @property
    def resource(self) -> tuple[int, str, int]:
        return self.byte_count, self.digest.hexdigest(), self.rows

    def add(self, rows: pa.Table) -> None:
        if not rows.num_rows:
            return
        self.rows += rows.num_rows
        self._write(csv_rows(self.table, rows))
        self.waiting.append(rows)
        if sum(part.num_rows for part in self.waiting) >= _GROUP:
            self._flush()
        elif len(self.waiting) >= _LOOSE:
            self.waiting = [pa.concat_tables(self.waiting).combine_chunks()]

    def close(self, complete: bool) -> None:
        self.csv.close()
        if complete:
            self._flush()
            self.parquet.add_key_value_metadata({CSV_DIGEST: self.digest.hexdigest().encode()})
        self.parquet.close()

    def _write(self, text: str) -> None:
        raw = text.encode("utf-8")
        self.digest.update(raw)
        self.byte_count += len(raw)
        self.csv.write(raw)

    def _flush(self) -> None:
        if self.waiting:
            self.parquet.write_table(pa.concat_tables(self.waiting).combine_chunks(), row_group_size=1 << 24)
            self.waiting = []
            # Arrow keeps what it no longer needs; given back, memory stays flat as the corpus grows.
            pa.default_memory_pool().release_unused()

"""``datapackage.json``: a Fiscal Data Package that names every file, column, type and digest."""

from __future__ import annotations

import json
from typing import Any

from budgetkit.rules.active import fingerprint_in_force
from budgetkit.schema import KEYS, LABELS, MEANINGS, TABLES, CleanColumn, columns

NAME = "datapackage.json"
CODEBOOK = "codebook.md"
PACKAGE = "budgetkit-clean"
_FILES = {NAME, CODEBOOK, *(f"{table}.{suffix}" for table in TABLES for suffix in ("csv", "parquet"))}

_TYPES = {
    "text": "string",
    "json": "string",
    "list": "string",
    "integer": "integer",
    "number": "number",
    "money": "number",
    "decimal": "number",
    "boolean": "boolean",
}
# What holds for every row and is therefore no column of the files.
_EXTRA = [
    {"name": "currency", "type": "string", "columnType": "value-currency:code", "constant": "CNY"},
    {"name": "factor", "type": "number", "columnType": "unknown:number", "constant": 1},
]


def is_file_of_dataset(name: str) -> bool:
    """Whether a clean dataset has a file of this name."""
    return name in _FILES


def describe(resources: dict[str, tuple[int, str, int]]) -> str:
    """Text of the descriptor.

    Parameters
    ----------
    resources : dict
        Table to the bytes, the SHA-256 and the rows of its CSV file.

    Notes
    -----
    Without a date, a version or a path of the machine: the same data gives the same bytes. Parquet files
    are copies of the CSV files and carry the digest of their original, so they are not listed.
    ``rules`` is the digest of the rules of the user that were in force, where there were any.
    """
    package = {
        "name": PACKAGE,
        "title": "Department budget disclosures, clean 部门预算公开数据",
        "profile": "fiscal-data-package",
        "countryCode": "CN",
        "resources": [_resource(table, *resources[table]) for table in TABLES],
    }
    if fingerprint := fingerprint_in_force():
        package["rules"] = {"hash": f"sha256:{fingerprint}"}
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(table: str, byte_count: int, sha256: str, rows: int) -> dict[str, Any]:
    zh, en = LABELS[table]
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in columns(table)],
        "missingValues": [""],
    }
    if table in KEYS:
        schema["primaryKey"] = list(KEYS[table])
    if table == "lines":
        schema["extraFields"] = _EXTRA
    return {
        "name": table,
        "title": f"{zh} {en}",
        "description": MEANINGS[table],
        "path": f"{table}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "bytes": byte_count,
        "hash": f"sha256:{sha256}",
        "rowCount": rows,
        "schema": schema,
    }


def _field(column: CleanColumn) -> dict[str, Any]:
    kind = _TYPES[column.dtype]
    field: dict[str, Any] = {
        "name": column.name,
        "title": f"{column.label_zh} {column.label_en}",
        "type": kind,
        "columnType": column.column_type or f"unknown:{kind}",
        "description": column.meaning,
    }
    if column.unit:
        field["unit"] = column.unit
    if column.dtype == "list":
        field["separator"] = ";"
    if column.dtype == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    if column.allowed and not any(value.endswith("*") for value in column.allowed):
        field["constraints"] = {"enum": list(column.allowed)}
    return field

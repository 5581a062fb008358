"""Every column of the clean dataset once: name, type, unit, meaning, allowed values, labels.

The columns stand in ``columns.tsv``, in the order in which they are written; everything that needs
to know a column (frames, files, descriptor, codebook, display) asks here.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LABELS = {
    "files": ("输入文件", "input files"),
    "documents": ("公开文档", "documents"),
    "tables": ("表格", "tables"),
    "lines": ("金额明细", "lines"),
    "projects": ("项目", "projects"),
    "indicators": ("绩效指标", "indicators"),
    "statements": ("文字陈述", "statements"),
    "findings": ("审核发现", "findings"),
    "repairs": ("修复记录", "repairs"),
    "unread": ("未读金额", "unread figures"),
}
"""Clean tables in the order in which they are written, with a label in Chinese and in English."""

MEANINGS = {
    "files": "One row for every input, unsupported and broken ones too.",
    "documents": "One row for every disclosure that was understood.",
    "tables": "One row for every table, absent ones too when the contents list them.",
    "lines": "One row for every printed money figure of a table.",
    "projects": "One row for every project of a document and unit.",
    "indicators": "One row for every performance target.",
    "statements": "One row for every figure that the prose states.",
    "findings": "One row for every identity that does not simply hold, and every other finding.",
    "repairs": "One row for every repaired row of a table.",
    "unread": "One row for every printed money figure that could not be read for certain.",
}
"""What one row of each clean table is."""

KEYS = {
    "files": ("path",),
    "documents": ("document_id",),
    "tables": ("document_id", "table_id"),
    "lines": ("line_id",),
    "projects": ("project_id",),
    "statements": ("statement_id",),
    "findings": ("finding_id",),
}
"""Primary keys; tables that are not listed have none."""

TABLES = tuple(LABELS)


@dataclass(frozen=True, slots=True)
class CleanColumn:
    """One column of a clean table.

    Parameters
    ----------
    name : str
        English identifier.
    dtype : {"text", "integer", "number", "boolean", "money", "decimal", "list", "json"}
        ``money`` is exact yuan with two decimals, ``decimal`` an exact figure with six; ``list`` is a
        list of texts, ``json`` a text that holds JSON.
    unit : str
        Unit of measure, empty where there is none.
    column_type : str
        ``columnType`` of the Fiscal Data Package, empty where the taxonomy has none.
    label_zh, label_en : str
        Short labels for people.
    allowed : tuple of str
        Allowed values besides the empty text; ``prefix/*`` allows anything below a prefix. Empty when
        any value is allowed.
    meaning : str
        What a value says, and what a missing one says.
    """

    name: str
    dtype: str
    unit: str
    column_type: str
    label_zh: str
    label_en: str
    allowed: tuple[str, ...]
    meaning: str

    def allows(self, value: str) -> bool:
        """Tell whether a text may stand in the column."""
        if not self.allowed or not value or value in self.allowed:
            return True
        return any(value.startswith(entry[:-1]) for entry in self.allowed if entry.endswith("/*"))


@cache
def columns(table: str) -> tuple[CleanColumn, ...]:
    """Columns of a clean table, in the order in which they are written.

    Raises
    ------
    KeyError
        If there is no such table.
    """
    return _all_columns()[table]


def names(table: str) -> list[str]:
    """Names of the columns of a clean table."""
    return [column.name for column in columns(table)]


@cache
def _all_columns() -> dict[str, tuple[CleanColumn, ...]]:
    text = (files(__name__) / "columns.tsv").read_text(encoding="utf-8")
    found: dict[str, list[CleanColumn]] = {table: [] for table in TABLES}
    for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        allowed = tuple(filter(None, row["allowed"].split(";")))
        table = row.pop("table")
        found[table].append(CleanColumn(**{**row, "allowed": allowed}))
    return {table: tuple(entries) for table, entries in found.items()}

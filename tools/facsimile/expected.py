"""What a table as data says, amount by amount: the truth for round trips and for counting."""

from __future__ import annotations

import re
from typing import NamedTuple

from tools.facsimile.layout import merge_cells

AMOUNT = re.compile(r"-?\d[\d,]*\.\d+")
"""A printed amount of a table in this folder: money has decimals there, codes and counts have none."""


class ExpectedLine(NamedTuple):
    """One printed amount: kind of table, row label, code, header path, and the characters printed."""

    kind: str
    label: str
    code: str
    column: str
    printed: str


def header_paths(table: dict) -> list[str]:
    """The header of each column from top to bottom, joined by `` / ``."""
    count = table.get("header_rows", 1)
    header = table["rows"][:count]
    paths: list[list[str]] = [[] for _ in header[0]] if header else []
    for box in sorted(merge_cells(header), key=lambda box: box.row):
        for column in range(box.column, box.column + box.column_span):
            if box.text:
                paths[column].append(box.text)
    return [" / ".join(path) for path in paths]


def expected_lines(table: dict) -> list[ExpectedLine]:
    """List the amounts of a table in reading order.

    Parameters
    ----------
    table : dict
        With ``kind``, ``labels`` (columns that name a row; the nearest on the left names an amount) and
        ``codes`` (columns whose digits together are the code) beside what ``typeset`` needs.
    """
    paths, lines = header_paths(table), []
    for row in table["rows"][table.get("header_rows", 1) :]:
        code = "".join(row[column] for column in table.get("codes", []))
        for column, text in enumerate(row):
            if AMOUNT.fullmatch(text):
                label = next((row[at] for at in reversed(table["labels"]) if at < column and row[at]), "")
                lines.append(ExpectedLine(table["kind"], label, code, paths[column], text))
    return lines

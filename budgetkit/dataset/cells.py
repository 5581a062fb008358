"""Clean tables as CSV text and back, exactly."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pyarrow as pa

from budgetkit.schema import CleanColumn, columns

_DANGEROUS = frozenset("=+-@\t\r")
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?%?")

# The longest cell is a quote or a list of lines; the default of the csv module is too short for neither.
csv.field_size_limit(1 << 27)


def guard(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula.

    A text that begins with ``'`` gets another one, so that taking one off gives every text back.

    >>> guard("=1+1"), guard("-1,204.50"), guard("—"), guard("'quoted")
    ("'=1+1", '-1,204.50', '—', "''quoted")
    """
    first = text[:1]
    if first == "'" or (first in _DANGEROUS and not is_plain_number(text)):
        return "'" + text
    return text


def unguard(text: str) -> str:
    """Give back what `guard` was given."""
    return text[1:] if text.startswith("'") else text


def is_plain_number(text: str) -> bool:
    """Tell whether a text is a number and nothing else, so that a spreadsheet may take it as one."""
    return any(character.isdigit() for character in text) and _NUMBER.fullmatch(text) is not None


def csv_header(table: str) -> str:
    """First row of the CSV file of a clean table, byte order mark included."""
    return "\ufeff" + ",".join(column.name for column in columns(table)) + "\n"


def csv_rows(table: str, arrow: pa.Table) -> str:
    """Rows of a clean table as CSV text, without the header."""
    printers = [_PRINTERS.get(column.dtype, str) for column in columns(table)]
    printed = [
        ["" if value is None else printer(value) for value in arrow.column(place).to_pylist()]
        for place, printer in enumerate(printers)
    ]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(zip(*printed, strict=True))
    # The csv module leaves a lone carriage return unquoted, which readers take for the end of a row.
    if "\r" in text.getvalue():
        return "".join(",".join(map(_quoted, row)) + "\n" for row in zip(*printed, strict=True))
    return text.getvalue()


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(mark in cell for mark in ',"\r\n') else cell


def read_csv_records(table: str, text: str) -> Iterator[dict[str, Any]]:
    """Records of the CSV file of a clean table, typed.

    Raises
    ------
    ValueError
        If the header is not the one of the table, or a value does not fit its column.
    """
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    expected = [column.name for column in columns(table)]
    header = next(reader, [])
    if header != expected:
        raise ValueError(f"its columns are {', '.join(header) or 'missing'}, not {', '.join(expected)}")
    parsers = [_parser(column) for column in columns(table)]
    for number, row in enumerate(reader, 2):
        if len(row) != len(expected):
            raise ValueError(f"row {number} has {len(row)} cells, not {len(expected)}")
        yield {name: parse(value) for name, parse, value in zip(expected, parsers, row, strict=True)}


def _print_list(values: list[str]) -> str:
    return guard(";".join(value.replace("\\", "\\\\").replace(";", "\\;") for value in values))


def _parse_list(text: str) -> list[str]:
    if not text:
        return []
    values, current, characters = [], "", iter(unguard(text))
    for character in characters:
        if character == ";":
            values.append(current)
            current = ""
        else:
            current += next(characters, "") if character == "\\" else character
    return [*values, current]


def _parser(column: CleanColumn) -> Callable[[str], Any]:
    parse = _PARSERS.get(column.dtype)
    if parse is None:
        return unguard
    if column.dtype == "list":
        return parse
    return lambda text: None if text == "" else parse(text)


def _parse_boolean(text: str) -> bool:
    return {"true": True, "false": False}[text]


_PRINTERS: dict[str, Callable[[Any], str]] = {
    "text": guard,
    "json": guard,
    "money": lambda value: f"{value:.2f}",
    "decimal": lambda value: f"{value:f}".rstrip("0").rstrip("."),
    "number": repr,
    "boolean": lambda value: "true" if value else "false",
    "list": _print_list,
}
_PARSERS: dict[str, Callable[[str], Any]] = {
    "integer": int,
    "money": Decimal,
    "decimal": Decimal,
    "number": float,
    "boolean": _parse_boolean,
    "list": _parse_list,
}

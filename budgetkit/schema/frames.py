"""Typed tables: records to Arrow, Arrow to the frames that a user sees, exact money to plain numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

import pandas as pd
import pyarrow as pa

from budgetkit.schema import columns

MONEY = pa.decimal128(20, 2)

_ARROW = {
    "text": pa.string(),
    "json": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "money": MONEY,
    "decimal": pa.decimal128(24, 6),
    "list": pa.list_(pa.string()),
}
_PANDAS = {
    pa.string(): pd.StringDtype(),
    pa.int64(): pd.Int64Dtype(),
    pa.float64(): pd.Float64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
    MONEY: pd.ArrowDtype(MONEY),
    _ARROW["decimal"]: pd.ArrowDtype(_ARROW["decimal"]),
    _ARROW["list"]: pd.ArrowDtype(_ARROW["list"]),
}


def arrow_schema(table: str) -> pa.Schema:
    """Names and Arrow types of the columns of a clean table."""
    return pa.schema([(column.name, _ARROW[column.dtype]) for column in columns(table)])


def yuan(fen: int | None) -> Decimal | None:
    """Exact yuan of an amount in fen; ``None`` stays ``None``.

    >>> yuan(444010000)
    Decimal('4440100.00')
    """
    return None if fen is None else Decimal(fen).scaleb(-2)


def arrow_table(table: str, records: Iterable[Mapping]) -> pa.Table:
    """Make a clean table from records.

    Parameters
    ----------
    table : str
        Name of the clean table.
    records : iterable of mapping
        Column name to value; money as ``Decimal`` yuan. A column that a record lacks is missing; a
        missing text is the empty text, a missing list the empty list.

    Raises
    ------
    KeyError
        If a record holds a column that the table does not have.
    pyarrow.ArrowInvalid
        If a value does not fit its column.
    """
    schema = arrow_schema(table)
    records = list(records)
    unknown = {name for record in records for name in record} - set(schema.names)
    if unknown:
        raise KeyError(f"table {table} has no column {', '.join(sorted(unknown))}")
    arrays = []
    for column, field in zip(columns(table), schema, strict=True):
        blank = {"text": "", "list": []}.get(column.dtype)
        values = [record.get(column.name) for record in records]
        if blank is not None:
            values = [blank if value is None else value for value in values]
        arrays.append(pa.array(values, field.type))
    return pa.Table.from_arrays(arrays, schema=schema)


def frame(arrow: pa.Table) -> pd.DataFrame:
    """Frame of a clean table with exact types.

    Texts are ``string`` and never missing, integers ``Int64``, money ``decimal128(20, 2)[pyarrow]``.
    """
    return arrow.replace_schema_metadata(None).to_pandas(types_mapper=_PANDAS.get)


def empty_frame(table: str) -> pd.DataFrame:
    """A clean table without rows, every column typed."""
    return frame(arrow_schema(table).empty_table())


def in_yuan(amounts: pd.Series) -> pd.Series:
    """Exact amounts as plain numbers in yuan, for plots and ratios (float64; missing stays missing)."""
    return pd.Series(amounts).astype("float64")


def unexpected_values(table: str, arrow: pa.Table) -> list[str]:
    """Values that the schema does not allow, as ``column: value``; empty when all are allowed."""
    return [
        f"{column.name}: {value}"
        for column in columns(table)
        if column.allowed
        for value in arrow.column(column.name).unique().to_pylist()
        if not column.allows(value or "")
    ]

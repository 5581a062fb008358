"""One table as a Stata file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pandas as pd

from budgetkit.errors import WrongUsage
from budgetkit.publish.sheets import Sheet
from budgetkit.publish.workbook import joined

# Format 118, read by Stata 14 and later: the first with Chinese text.
_VERSION = 118
_LONGEST_NAME, _LONGEST_LABEL, _LONGEST_TEXT = 32, 80, 2045
_CREATED = datetime(2000, 1, 1)
_LARGEST_INTEGER = 2**31 - 28


def write_stata(sheet: Sheet, path: Path) -> None:
    """Write a table as ``.dta``: amounts are doubles in yuan, truth values 0 and 1, lists joined by ``;``.

    Raises
    ------
    WrongUsage
        If the table has no rows, which Stata's format cannot hold.
    """
    if sheet.rows.empty:
        raise WrongUsage(f"{sheet.name} has no rows to export", advice="choose another with --table")
    data, labels, long = {}, {}, []
    for field in sheet.fields:
        values = sheet.rows[field.name]
        name = field.name[:_LONGEST_NAME]
        labels[name] = f"{field.label_zh} {field.label_en}"[:_LONGEST_LABEL]
        if field.kind in ("text", "json", "list"):
            texts = [joined(value) if field.kind == "list" else _text(value) for value in values]
            data[name] = pd.Series(texts, dtype=object)
            if max(len(text.encode()) for text in texts) > _LONGEST_TEXT:
                long.append(name)
        else:
            data[name] = _numbers(values, field.kind)
    df = pd.DataFrame(data)
    df.to_stata(
        path,
        version=_VERSION,
        write_index=False,
        time_stamp=_CREATED,
        data_label=f"budgetkit {sheet.name} {sheet.label_zh}"[:_LONGEST_LABEL],
        variable_labels=labels,
        convert_strl=long,
    )


def _text(value: object) -> str:
    # A text of Stata ends at its first NUL.
    return "" if value is None or value is pd.NA else str(value).replace("\0", "")


def _numbers(values: pd.Series, kind: str) -> pd.Series:
    numbers = values.astype("float64").reset_index(drop=True)
    whole = kind in ("integer", "boolean") and numbers.notna().all()
    small = whole and numbers.abs().max() < _LARGEST_INTEGER
    return numbers.astype("int32" if kind == "integer" else "int8") if small else numbers

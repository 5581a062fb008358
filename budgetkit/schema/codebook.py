"""The data dictionary as Markdown, for ``codebook.md`` beside the data and for the documentation."""

from __future__ import annotations

from budgetkit.schema import KEYS, LABELS, MEANINGS, TABLES, columns

_PREFACE = """\
# Data dictionary 数据字典

Every clean table is written as UTF-8 CSV with a byte order mark and, by `budgetkit build`, as Parquet.
This page is generated from `budgetkit/schema/columns.tsv`.

- Money (`money`) is exact: yuan with two decimals (`decimal128(20, 2)` in Parquet, plain text in CSV).
- Exact figures of other units (`decimal`) have up to six decimals.
- A text is never missing; an empty one says that nothing is printed, or that nothing is known. A missing
  number, amount or year is an empty cell in CSV and null in Parquet. Blank is not zero.
- Lists (`list`) are joined by `;` in CSV (a `;` or `\\` of their own has a `\\` before it) and are lists in
  Parquet; `json` is a text that holds JSON.
- A text that starts with `=`, `+`, `-`, `@`, tab or carriage return and is not a number has a `'` before it
  in CSV, so that no spreadsheet takes it for a formula; so has one that itself starts with `'`.
  `budgetkit.load` takes it off again.
- Pages count from 1, rows and columns from 0 in the table as joined over its pages.

What people write beside the raw files in `manifest.csv`, one row a file: `path` (relative, with `/`),
`sha256` (checked at every build), `title`, `source`, `note`, and what stands above the printed words:
`region` and `department` (lower-case ASCII, for the `document_id`), `department_name`, `department_code`,
`region_code`, `region_name`, `government_level`, `entity_id`, `fiscal_year`, `phase`, `scope`. Only `path`
must be there.
"""


def codebook() -> str:
    """The data dictionary: one section a table, one row a column."""
    sections = [_PREFACE]
    for table in TABLES:
        zh, en = LABELS[table]
        key = ", ".join(f"`{name}`" for name in KEYS.get(table, ())) or "none"
        sections.append(f"## `{table}` {zh}（{en}）\n\n{MEANINGS[table]} Primary key: {key}.\n")
        rows = [
            "| column | label | type | unit | meaning | allowed |",
            "| --- | --- | --- | --- | --- | --- |",
        ]
        for column in columns(table):
            allowed = ", ".join(f"`{value}`" for value in column.allowed)
            meaning = column.meaning.replace("|", "\\|")
            label = f"{column.label_zh} / {column.label_en}"
            cells = f"`{column.name}` | {label} | {column.dtype} | {column.unit} | {meaning} | {allowed}"
            rows.append(f"| {cells} |")
        sections.append("\n".join(rows) + "\n")
    return "\n".join(sections)

"""Frames and findings as escaped HTML: small, readable, in a light and in a dark theme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from budgetkit.schema import LABELS, TABLES, columns

ROWS_SHOWN = 10
"""Rows of a frame that are shown before the rest is only counted."""

_LONGEST_TEXT = 120

# Colours come from the page: borders and shades are made of the text colour itself, so that the same
# rules read well on white and on black.
STYLE = (
    "<style>.budgetkit{font-size:90%;line-height:1.45}"
    ".budgetkit table{border-collapse:collapse;margin:.4em 0}"
    ".budgetkit th,.budgetkit td{padding:.2em .6em;text-align:left;vertical-align:top;"
    "border-bottom:1px solid color-mix(in srgb,currentColor 25%,transparent)}"
    ".budgetkit td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}"
    ".budgetkit small{opacity:.7}</style>"
)

SEVERITIES = {
    "error": ("✗", "错误", "error"),
    "warning": ("!", "警告", "warning"),
    "info": ("·", "提示", "info"),
}
"""Sign and labels of a severity; the sign tells them apart without colour."""


def wan_yuan(amount: Any) -> str:
    """Exact yuan as 万元 with thousands separators, every digit kept; empty for a missing amount.

    >>> from decimal import Decimal
    >>> wan_yuan(Decimal("4440100.00")), wan_yuan(Decimal("-0.05"))
    ('444.01', '-0.000005')
    """
    if amount is None or pd.isna(amount):
        return ""
    figure = f"{amount.scaleb(-4):,f}".rstrip("0")
    whole, _, decimals = figure.partition(".")
    return f"{whole}.{decimals:0<2}"


def show_frame(df: pd.DataFrame, table: str = "", rows: int = ROWS_SHOWN) -> str:
    """A frame as an HTML table with bilingual heads, amounts in 万元, everything escaped.

    Parameters
    ----------
    df : DataFrame
        Any frame; columns that the clean table ``table`` knows get its labels and formats.
    table : str
        Name of a clean table, empty for none.
    rows : int
        Rows shown; the rest is counted in a note.
    """
    known = {column.name: column for column in columns(table)} if table in TABLES else {}
    heads, kinds = [], []
    for name in df.columns:
        column = known.get(name)
        money = column is not None and column.dtype == "money"
        label = column.label_zh.replace("（元）", "") + ("（万元）" if money else "") if column else str(name)
        small = f"<br><small>{escape(str(name))}</small>" if column else ""
        heads.append(f"<th>{escape(label)}{small}</th>")
        kinds.append("money" if money else column.dtype if column else "")
    body = "".join(
        "<tr>" + "".join(_cell(value, kind) for value, kind in zip(row, kinds, strict=True)) + "</tr>"
        for row in df.head(rows).itertuples(index=False, name=None)
    )
    more = (
        f"<p><small>{len(df) - rows:,} more rows 另有 {len(df) - rows:,} 行</small></p>"
        if len(df) > rows
        else ""
    )
    return f"<table><thead><tr>{''.join(heads)}</tr></thead><tbody>{body}</tbody></table>{more}"


def show_findings(findings: pd.DataFrame, rows: int = ROWS_SHOWN) -> str:
    """Findings as HTML, errors first, with both messages."""
    order = {severity: place for place, severity in enumerate(SEVERITIES)}
    ranked = findings.assign(rank=findings["severity"].map(order)).sort_values("rank", kind="stable")
    chosen = ["severity", "document_id", "message_zh", "message_en", "expected", "printed", "difference"]
    shown = ranked[chosen].assign(severity=[severity_label(value) for value in ranked["severity"]])
    return _page(f"<p>{escape(_counted(findings))}</p>" + show_frame(shown, "findings", rows))


def show_dataset(
    rows: Mapping[str, int], documents: pd.DataFrame, files: pd.DataFrame, findings: pd.DataFrame
) -> str:
    """A dataset at a glance: what it holds (``rows`` of each table), its documents, what the audit says."""
    counts = [(*LABELS[name], rows[name]) for name in TABLES]
    parts = [
        f"<p>{' · '.join(f'{escape(zh)} <small>{escape(en)}</small> {n:,}' for zh, en, n in counts)}</p>"
    ]
    parts.append(show_frame(_overview(documents), "documents"))
    set_aside = files[~files["status"].isin(["ok", "duplicate"])]
    if len(set_aside):
        parts.append("<p>需要留意的文件 <small>files to look at</small></p>")
        parts.append(show_frame(set_aside[["path", "status", "reason"]], "files"))
    parts.append(f"<p>{escape(_counted(findings))}</p>")
    return _page("".join(parts))


def show_disclosure(documents: pd.DataFrame, tables: pd.DataFrame, findings: pd.DataFrame) -> str:
    """A disclosure at a glance: who, when, its tables, its findings."""
    chosen = ["table_id", "kind", "title", "amount_unit", "first_page", "last_page", "state"]
    parts = [
        show_frame(_overview(documents), "documents"),
        show_frame(tables[chosen], "tables", rows=30),
        show_findings(findings),
    ]
    return _page("".join(parts))


def severity_label(severity: str) -> str:
    """Sign and both names of a severity."""
    return " ".join(SEVERITIES.get(severity, ("?", severity, "")))


def _overview(documents: pd.DataFrame) -> pd.DataFrame:
    chosen = [
        "document_id",
        "department_name",
        "fiscal_year",
        "phase",
        "scope",
        "unread_count",
        "verified_share",
        "error_count",
    ]
    return documents[chosen]


def _counted(findings: pd.DataFrame) -> str:
    found = findings["severity"].value_counts()
    counts = [f"{severity_label(severity)}: {found.get(severity, 0):,}" for severity in SEVERITIES]
    return "审核发现 findings — " + ", ".join(counts)


def _page(body: str) -> str:
    """Wrap a body once; a part that is wrapped already loses its own wrapping."""
    inner = body.replace(STYLE, "")
    return f'{STYLE}<div class="budgetkit">{inner}</div>'


def _cell(value: Any, kind: str) -> str:
    if kind == "money":
        return f'<td class="n">{escape(wan_yuan(value))}</td>'
    if kind == "list" or isinstance(value, (list, tuple)):
        return f"<td>{escape(_shortened('; '.join(map(str, _items(value)))))}</td>"
    if value is None or pd.isna(value):
        return "<td></td>"
    if kind == "number" and 0 <= value <= 1:
        return f'<td class="n">{value:.1%}</td>'
    css = ' class="n"' if kind in ("integer", "number") else ""
    return f"<td{css}>{escape(_shortened(str(value)))}</td>"


def _items(value: Any) -> Sequence[Any] | Iterable[Any]:
    return [] if value is None or value is pd.NA else value


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"

"""Findings of a dataset as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pandas as pd

from budgetkit.analysis.wording import clean_text
from budgetkit.dataset import Dataset
from budgetkit.display import SEVERITIES, wan_yuan
from budgetkit.publish.unread import tell_unread
from budgetkit.schema import columns


def findings_json(dataset: Dataset) -> str:
    """Files, documents, findings and unread figures as in the clean tables; places and lists are lists."""
    told = ("files", "documents", "findings", "unread")
    content = {name: _records(getattr(dataset, name), name) for name in told}
    return json.dumps(content, ensure_ascii=False)


def findings_text(dataset: Dataset) -> str:
    """Findings of every document, the worst first, each with its places, and what was not read."""
    parts = []
    for document, files, findings in audited_documents(dataset):
        lines = [heading(document, files), "  " + _verdict(document, findings)]
        answer, unread = tell_unread(dataset, document["document_id"])
        if answer:
            lines += [f"  {answer.chinese}", f"  {answer.english}"]
        for finding in findings:
            sign, zh, en = SEVERITIES[finding["severity"]]
            lines.append(f"  {sign} {zh} {en} [{finding['identity']}, {finding['category']}]")
            lines += [f"      {finding[name]}" for name in ("message_zh", "message_en") if finding[name]]
            if figures := figures_text(finding):
                lines.append(f"      {figures}")
            lines += [f"      - {place}" for place in finding["where"]]
        lines += [line for figure in unread for line in _unread_text(figure)]
        parts.append("\n".join(lines))
    return "\n\n".join([*parts, set_aside(dataset)]).strip() or "no document was understood"


def _unread_text(figure: dict[str, Any]) -> list[str]:
    """An unread figure in words, and the entry of ``data/corrections.yml`` that gives it."""
    near = f", {clean_text(figure['near'])}" if figure["near"] else ""
    printed = f": {clean_text(figure['printed'])}" if figure["printed"] else ""
    place = f"page {figure['page']}{near}{printed}"
    reason = f"{figure['reason_zh']} {figure['reason_en']} [{figure['reason']}]"
    entry = [f"        {line}" for line in figure["entry"].splitlines()]
    return [f"  ? 未读 unread {place}", f"      {reason}", *entry]


def audited_documents(dataset: Dataset) -> Iterator[tuple[dict, list[str], list[dict]]]:
    """Every document with its files and its findings, the worst first; each finding knows ``where``."""
    order = list(SEVERITIES)
    findings = _by_document(dataset.findings, "findings")
    titles = {(row.document_id, row.table_id): row.title for row in dataset.tables.itertuples()}
    beside = {place.get("document") for own in findings.values() for one in own for place in one["places"]}
    touched = dataset.lines[dataset.lines["document_id"].isin({*findings, *beside})]
    lines = {document_id: _labels(group) for document_id, group in touched.groupby("document_id")}
    paths: dict[str, list[str]] = {}
    for row in dataset.files.itertuples():
        if row.status in ("ok", "partial"):
            paths.setdefault(row.document_id, []).append(row.path)
    documents = _records(dataset.documents, "documents")
    names = {one["document_id"]: heading(one, []) for one in documents}
    for document in documents:
        name = document["document_id"]
        own = sorted(findings.get(name, []), key=lambda finding: order.index(finding["severity"]))
        for finding in own:
            finding["where"] = [
                _where(place, at, titles, lines.get(at, {}))
                + (f" ({names.get(at, at)})" if at != name else "")
                for place in finding["places"]
                for at in [place.get("document", name)]
            ]
        yield document, paths.get(name, []), own


def _labels(lines: pd.DataFrame) -> dict[tuple, str]:
    """Row and column labels, and printed figures, by table and position."""
    labels: dict[tuple, str] = {}
    for line in lines.itertuples():
        labels.setdefault((line.table_id, "row", line.row), line.item)
        # a table of two sides has two labels in a row
        labels[line.table_id, "row", line.row, line.column] = line.item
        labels.setdefault((line.table_id, "column", line.column), line.column_label)
        labels[line.table_id, line.row, line.column] = f"{line.printed} {line.printed_unit}".strip()
    return labels


def _where(place: dict[str, Any], document_id: str, titles: dict, labels: dict[tuple, str]) -> str:
    """One place in words: page, table, row, column, and what is printed there."""
    parts = [f"page {place['page']}"] if place.get("page") is not None else []
    table, row, column = (place.get(name) for name in ("table", "row", "column"))
    if table:
        parts.append(f"{table} {titles.get((document_id, table), '')}".strip())
    if row is not None:
        label = labels.get((table, "row", row, column)) or labels.get((table, "row", row), "")
        parts.append(f"row {row} {label}".strip())
    if column is not None:
        parts.append(f"column {column} {labels.get((table, 'column', column), '')}".strip())
    if quote := place.get("quote"):
        parts.append(f"“{quote}”")
    printed = labels.get((table, row, column))
    return ", ".join(parts) + (f": {printed}" if printed else "")


def figures_text(finding: dict[str, Any]) -> str:
    """Expected, printed and difference in 万元, every digit kept."""
    names = (("应为 expected", "expected"), ("实际 printed", "printed"), ("差额 difference", "difference"))
    amounts = [(label, finding[name]) for label, name in names if finding[name] is not None]
    return ", ".join(f"{label} {wan_yuan(Decimal(str(amount)))}" for label, amount in amounts) + (
        " 万元" if amounts else ""
    )


def heading(document: dict[str, Any], files: list[str]) -> str:
    """Files of a document, and what it is."""
    facts = [
        document["department_name"],
        str(document["fiscal_year"] or ""),
        document["phase"],
        document["scope"],
    ]
    return f"{' + '.join(files) or document['document_id']} ({' '.join(filter(None, facts))})".replace(
        " ()", ""
    )


def _verdict(document: dict[str, Any], findings: list[dict]) -> str:
    counts = [(en, sum(finding["severity"] == en for finding in findings)) for en in SEVERITIES]
    said = ", ".join(f"{SEVERITIES[en][1]} {en} {count}" for en, count in counts)
    share = document["verified_share"]
    return said + (
        "; no figure to verify" if share is None else f"; 勾稽通过 verified {share:.1%} of the figures"
    )


def set_aside(dataset: Dataset) -> str:
    """Files that are not in the dataset, each with its reason."""
    aside = dataset.files[dataset.files["status"] == "quarantined"]
    return "\n".join(f"{row.path}: {row.reason}" for row in aside.itertuples())


def _by_document(df: pd.DataFrame, table: str) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {}
    for record in _records(df, table):
        found.setdefault(record["document_id"], []).append(record)
    return found


def _records(df: pd.DataFrame, table: str) -> list[dict[str, Any]]:
    """Rows as plain JSON values; a missing value is ``None``."""
    values = {
        column.name: [_plain(value, column.dtype) for value in df[column.name]] for column in columns(table)
    }
    return [dict(zip(values, row, strict=True)) for row in zip(*values.values(), strict=True)]


def _plain(value: Any, dtype: str) -> Any:
    if dtype == "list":
        return list(value)
    if pd.isna(value):
        return None
    if dtype == "json":
        return json.loads(value or "[]")
    convert = {"integer": int, "number": float, "money": float, "decimal": float, "boolean": bool}
    return convert.get(dtype, str)(value)

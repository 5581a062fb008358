"""A figure with everything that leads back to its printed cell, ready to paste."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from budgetkit import __version__
from budgetkit.publish.source import find_line, manifest_entry, source_files

if TYPE_CHECKING:
    from budgetkit.dataset import Dataset

_PHASES = {
    "approved": ("年初预算", "approved budget"),
    "adjusted": ("调整预算", "adjusted budget"),
    "expected": ("预算执行数", "expected outturn"),
    "executed": ("决算", "final accounts"),
}
_WORDS = {
    "row": ("“{}”行", "row “{}”"),
    "column": ("“{}”栏", "column “{}”"),
    "figure": ("（所列为{}数）", "a figure of {}"),
    "page": ("第{}页", "page {}"),
}
_SCOPES = {"department": ("部门", "department"), "unit": ("单位", "unit")}


def cite_line(dataset: Dataset, line_id: str, raw: str | Path = "data/raw") -> str:
    """One citation in Chinese and one in English, a line each.

    Parameters
    ----------
    dataset : Dataset
        The data that the line stands in.
    line_id : str
        Such as ``henan-zhumadian-commerce-2024-approved/t03/r5c6``.
    raw : path
        Folder of the source files, for what its manifest says: title, address and note. Without it the
        citation has none of them.

    Raises
    ------
    WrongUsage
        If there is no such line, or the manifest cannot be read.
    """
    line = find_line(dataset, line_id)
    documents = dataset.documents
    document = documents[documents["document_id"] == line.document_id].iloc[0]
    tables = dataset.tables
    table = tables[(tables["document_id"] == line.document_id) & (tables["table_id"] == line.table_id)]
    title = " ".join(table["title"].iloc[0].split()) if len(table) else ""
    files = source_files(dataset, line)
    entries = [(file, manifest_entry(file, raw)) for file in files]
    touched = _worst_finding(dataset, line_id)
    return "\n".join(
        _sentence(language, line, document, title or line.kind, entries, touched) for language in (0, 1)
    )


def _sentence(
    language: int, line: Any, document: Any, title: str, entries: list[tuple[Any, dict]], touched: str
) -> str:
    zh = language == 0
    printed, amount = f"{line.printed} {line.printed_unit}".strip(), f"{line.amount_yuan:,.2f}"
    places = filter(None, _places(line, document, title, language))
    if zh:
        head = "，".join(places) + f"：{printed}（{amount}元）"
    else:
        head = ", ".join(places) + f": {printed} ({amount} yuan)"
    sources = [_source(file, entry, zh) for file, entry in entries]
    name = "行编号" if zh else "line"
    mark = f"{name} {line.line_id}{'，' if zh else ', '}budgetkit {__version__}"
    return _joined([head, *sources, *_remarks(line, touched, zh), mark], zh)


def _places(line: Any, document: Any, title: str, language: int) -> list[str]:
    """From the document down to the cell; what is not known or need not be said is empty."""
    name = document.department_name or document.document_id
    own = _period(document.fiscal_year, document.phase, language)
    figure = _period(line.fiscal_year, line.phase, language)
    figure = "" if figure == own else figure
    scope = _SCOPES.get(document.scope, ("", ""))[language]
    page = "" if pd.isna(line.page) else str(line.page)
    named = {"row": _row(line), "column": " ".join(line.column_label.split()), "figure": figure, "page": page}
    words = [forms[language].format(named[of]) if named[of] else "" for of, forms in _WORDS.items()]
    if language == 0:
        return [f"{name}{f'（{scope}）' if scope else ''}{own}", f"《{title}》", *words]
    return [f"{name}{f' ({scope})' if scope else ''}, {own}", f"table “{title}”", *words]


def _joined(parts: list[str], zh: bool) -> str:
    return ("。" if zh else ". ").join(filter(None, parts)) + ("。" if zh else ".")


def _period(year: Any, phase: str, language: int) -> str:
    name = _PHASES.get(phase, ("", ""))[language]
    if pd.isna(year):
        return name or ("年度不详", "year unknown")[language]
    return f"{year}年{name or '（阶段不详）'}" if language == 0 else f"{year} {name or '(phase unknown)'}"


def _row(line: Any) -> str:
    """Label of the row with its code: the innermost thing that it is about."""
    pairs = [
        (line.item, ""),
        (line.department_economic_name, line.department_economic_code),
        (line.government_economic_name, line.government_economic_code),
        (line.functional_name, line.functional_code),
        (line.unit_name, line.unit_code),
    ]
    label = next((name for name, _ in pairs if name), "")
    code = next((code for _, code in pairs if code), "")
    return " ".join(f"{label} {code}".split())


def _source(file: Any, entry: dict[str, str], zh: bool) -> str:
    title, address, note = (" ".join(entry.get(name, "").split()) for name in ("title", "source", "note"))
    # A bilingual note has its English after a slash.
    halves = note.split(" / ")
    note = halves[0 if zh else -1] if len(halves) == 2 else note
    names = {"来源": address, "标题": title} if zh else {"Source": address, "title": title}
    parts = [f"{name}{'：' if zh else ': '}{value}" for name, value in names.items() if value]
    parts.append(f"{'文件' if zh else 'file'} {file.path}{'，' if zh else ', '}sha256 {file.sha256}")
    parts.append(note)
    return ("；" if zh else "; ").join(filter(None, parts)).rstrip("。.")


def _remarks(line: Any, touched: str, zh: bool) -> list[str]:
    """What a reader must know before relying on the figure."""
    remarks = []
    if line.repaired:
        remarks.append(
            "该行经过有依据的修复，见 repairs 表" if zh else "Its row was repaired with proof, see repairs"
        )
    if touched:
        level = {"error": "错误", "warning": "警告"}[touched]
        remarks.append(f"审核发现涉及此数（{level}）" if zh else f"An audit finding touches it ({touched})")
    elif not line.verified:
        remarks.append("没有勾稽关系验证此数" if zh else "No accounting identity verifies it")
    return remarks


def _worst_finding(dataset: Dataset, line_id: str) -> str:
    findings = dataset.findings
    for severity in ("error", "warning"):
        ids = findings.loc[findings["severity"] == severity, "line_ids"]
        if any(line_id in own for own in ids):
            return severity
    return ""

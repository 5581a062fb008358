"""Self-contained pages, nothing fetched from elsewhere: an executed notebook, and the index of a report."""

from __future__ import annotations

import html
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd

from budgetkit import __version__
from budgetkit.amounts import print_amount
from budgetkit.analysis import overview_answer, unread_answer
from budgetkit.analysis.evidence import fen
from budgetkit.analysis.labels import UNREAD
from budgetkit.analysis.survey import SEVERITIES
from budgetkit.analysis.wording import SEVERITIES as SEVERITY_NAMES
from budgetkit.analysis.wording import clean_text, document_names, percent, unit_for
from budgetkit.report.execute import question_before

FOOTER = "<footer>budgetkit"
"""Begins the last line of the first page of every report."""

MOST_UNREAD = 200
"""Unread figures of one document that are listed; the rest is counted."""
_KEY_FIGURES = {
    "revenue_yuan": "收入",
    "expenditure_yuan": "支出",
    "basic_yuan": "基本支出",
    "project_yuan": "项目支出",
}


def notebook_page(notebook, name: str) -> tuple[str, str]:
    """Turn an executed notebook into a page.

    Returns
    -------
    tuple of str
        Title and HTML. Code is folded away behind its question; pictures have it as their text.
    """
    from jinja2 import DictLoader
    from nbconvert import HTMLExporter

    title = question_before(notebook, len(notebook.cells[:1])) or name
    for place, cell in enumerate(notebook.cells):
        if cell.cell_type == "code":
            cell.metadata["question"] = question_before(notebook, place)
    template = _resource("notebook.html.j2")
    exporter = HTMLExporter(
        extra_loaders=[DictLoader({"page.html.j2": template})],
        template_file="page.html.j2",
        mathjax_url="",
        require_js_url="",
        jquery_url="",
        mermaid_js_url="",
    )
    resources = {"page_title": title, "page_style": _style(), "package_version": __version__}
    page, _ = exporter.from_notebook_node(notebook, resources=resources)
    return title, page


def index_page(
    survey: pd.DataFrame, findings: pd.DataFrame, titles: dict[str, str], unread: pd.DataFrame
) -> str:
    """Make the first page of a report.

    Parameters
    ----------
    survey : DataFrame
        From ``overview(dataset)``.
    findings : DataFrame
        From ``findings_by_severity(dataset)``.
    titles : dict
        Name of each notebook's page to its title.
    unread : DataFrame
        From ``unread_figures(dataset)``; the section about them stands there only where there are any.
    """
    links = "".join(
        f'<li><a href="{_safe(name)}.html">{_safe(title)}</a></li>' for name, title in titles.items()
    )
    counts = findings.groupby(["document_id", "severity"])["finding_count"].sum()
    names = document_names(survey)
    cards = "".join(_card(row, names[row.Index], counts) for row in survey.itertuples())
    answer = overview_answer(survey)
    body = f"""
<header><h1>部门预算公开数据报告</h1><p lang="en">Department budget disclosures: report</p></header>
<main>
<section class="lead"><p>{_safe(answer.chinese)}</p><p lang="en">{_safe(answer.english)}</p></section>
{_unread_section(unread, survey, names)}
<section><h2>问题与回答 <small lang="en">Questions</small></h2><ol class="questions">{links}</ol></section>
<section><h2>文件 <small lang="en">Documents</small></h2><div class="cards">{cards}</div></section>
</main>
"""
    return _page("部门预算公开数据报告", body)


def _unread_section(unread: pd.DataFrame, survey: pd.DataFrame, names: pd.Series) -> str:
    """Figures that could not be read, document by document, each with its page and reason."""
    if unread.empty:
        return ""
    titles = dict(zip(survey["document_id"], names, strict=True))
    groups = unread.groupby("document_id", sort=False)
    parts = "".join(_unread_of_document(titles[document], own) for document, own in groups)
    return f"""<section class="unread"><h2>未读出的金额 <small lang="en">Figures not read</small></h2>
{parts}</section>"""


def _unread_of_document(title: str, own: pd.DataFrame) -> str:
    answer = unread_answer(own)
    rows = "".join(_unread_row(row) for row in own.head(MOST_UNREAD).itertuples())
    rest = len(own) - MOST_UNREAD
    more = (
        f'<p>另有 {rest:,} 个，见 unread.csv <small lang="en">and as many more</small></p>'
        if rest > 0
        else ""
    )
    return f"""<h3>{_safe(title)}</h3>
<p>{_safe(answer.chinese)} <span lang="en">{_safe(answer.english)}</span></p>
<details><summary>逐个列出 <span lang="en">see each</span></summary>
<div class="outputs"><table>
<thead><tr><th>页 page</th><th>原文 printed</th><th>原因 reason</th><th>附近标题 near</th></tr></thead>
<tbody>{rows}</tbody></table></div>{more}</details>"""


def _unread_row(row: Any) -> str:
    chinese, english = UNREAD.get(row.reason, (row.reason, row.reason))
    page = "" if pd.isna(row.page) else int(row.page)
    return (
        f"<tr><td>{page}</td><td>{_safe(row.printed)}</td>"
        f'<td>{_safe(chinese)} <small lang="en">{_safe(english)}</small></td><td>{_safe(row.near)}</td></tr>'
    )


def _card(row: Any, name: str, counts: pd.Series) -> str:
    amounts = {label: getattr(row, column) for column, label in _KEY_FIGURES.items()}
    in_fen = fen(pd.Series(list(amounts.values()), dtype=object))
    unit = unit_for(in_fen)
    figures = "".join(
        f"<div><dt>{label}</dt><dd>{_amount(amount, unit)}</dd></div>"
        for label, amount in zip(amounts, in_fen, strict=True)
    )
    badges = "".join(
        f'<span class="badge {severity if number else "none"}">{SEVERITY_NAMES[severity]} {number}</span>'
        for severity in SEVERITIES
        for number in [int(counts.get((row.document_id, severity), 0))]
    )
    absent = f"，缺 {row.tables_absent} 张" if row.tables_absent else ""
    tables = f"表 {row.tables_present + row.tables_empty_with_note + row.tables_empty} 张{absent}"
    portion = 0 if pd.isna(row.verified_share) else 100 * float(row.verified_share)
    return f"""<article class="card"><h3>{_safe(name)}</h3><p class="id">{_safe(row.document_id)}</p>
<dl class="figures">{figures}</dl>
<p class="meter"><span class="bar"><span style="width:{portion:.1f}%"></span></span>
已核实 {percent(row.verified_share)}（{row.line_count + row.unread_count:,} 个金额）· {tables}</p>
<p class="badges">{badges}</p></article>"""


def _amount(amount: int | None, unit: str) -> str:
    if pd.isna(amount):
        return '<span class="missing">缺</span>'
    return f"{print_amount(int(amount), unit)} <small>{unit}</small>"


def _page(title: str, body: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{_safe(title)}</title>
<style>
{_style()}</style>
</head>
<body>{body}{FOOTER} {_safe(__version__)}</footer></body>
</html>
"""


def _safe(text: object) -> str:
    return html.escape(clean_text(text))


@cache
def _resource(name: str) -> str:
    return (files("budgetkit.report") / name).read_text(encoding="utf-8")


@cache
def _style() -> str:
    from pygments.formatters import HtmlFormatter

    return _resource("style.css") + HtmlFormatter(style="friendly").get_style_defs(".highlight") + "\n"

"""The audit as one page to work through: findings, the pages they stand on, what is covered."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

from budgetkit.amounts import print_amount
from budgetkit.analysis.coverage import STATES, coverage, uncovered_lines
from budgetkit.analysis.wording import CATEGORIES
from budgetkit.dataset import Dataset
from budgetkit.display import SEVERITIES, wan_yuan
from budgetkit.publish.audit_page.places import Album, Box
from budgetkit.publish.findings import audited_documents, figures_text, heading, set_aside
from budgetkit.publish.unread import pasted, tell_unread
from budgetkit.rules.notices import titles

OF_TWO_CELLS = ("figures-swapped",)
"""Findings that the correction of one cell alone would not put right."""
MOST_SHOWN = 18
"""Characters of the title of an identity in the list to choose from."""
STATE_NAMES = {
    "verified": ("勾稽通过", "verified"),
    "failing": ("勾稽不符", "checked but failing"),
    "uncovered": ("无勾稽关系覆盖", "in no identity"),
    "unread": ("未读出", "not read"),
}
TO_DO = {
    "document_error": ("对照原页，属实即发布者之误", "compare with the page; if so, the publisher erred"),
    "extraction_damage": ("对照原页，以原页为准", "compare with the page, which counts"),
    "rounding": ("不必处理", "nothing to do"),
    "question": ("请判断", "for you to judge"),
    "note": ("供参考", "for information"),
}
"""What a reader is to do about a finding of each cause."""
MOST_UNCOVERED = 100
"""Uncovered figures listed for one document; the rest is counted."""
MOST_UNREAD = 300
"""Unread figures listed for one document; the rest is counted."""


def findings_page(dataset: Dataset, raw: Sequence[str | Path] = ("data/raw",)) -> str:
    """One HTML page with the findings of every document, that needs nothing else.

    Each finding shows the source page of its places with the cells outlined; findings are filtered by
    severity, cause, identity, document and words, and ticked off (the browser remembers it). Every text of
    a document is escaped, and a policy in the page forbids all scripts but its own.

    Parameters
    ----------
    dataset : Dataset
        What was audited.
    raw : sequence of paths
        Folders of the source files, or the files; where one is missing the page says so.

    Returns
    -------
    str
        HTML.
    """
    from jinja2 import Environment

    album = Album(dataset, raw)
    shares = coverage(dataset).set_index("document_id")
    documents = []
    for document, paths, findings in audited_documents(dataset):
        name = document["document_id"]
        own = dataset.lines[dataset.lines["document_id"] == name]
        rows = [_finding(finding, album, own) for finding in findings]
        covered = shares.loc[name]
        bars = [
            {
                "state": state,
                "zh": STATE_NAMES[state][0],
                "en": STATE_NAMES[state][1],
                "count": int(covered[f"{state}_count"]),
                "share": _share(covered[f"{state}_share"]),
                "amount_share": _share(covered.get(f"{state}_amount_share")),
            }
            for state in STATES
            if state != "unread" or covered["unread_count"]
        ]
        answer, unread = tell_unread(dataset, name)
        uncovered = _uncovered(dataset, name)
        documents.append(
            {
                "id": name,
                "heading": heading(document, paths),
                "findings": rows,
                "bars": bars,
                "tally": _tally(rows),
                "uncovered": uncovered[:MOST_UNCOVERED],
                "uncovered_more": max(0, len(uncovered) - MOST_UNCOVERED),
                "problem": album.problems.get(name, ""),
                "figure_count": int(covered["line_count"] + covered["unread_count"]),
                "answer": answer,
                "unread": [_unread(figure, name, album) for figure in unread[:MOST_UNREAD]],
                "unread_more": max(0, len(unread) - MOST_UNREAD),
            }
        )
    everything = [finding for document in documents for finding in document["findings"]]
    script = _resource("script.js")
    page = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
        _resource("page.html.j2")
    )
    return page.render(
        documents=documents,
        aside=set_aside(dataset),
        pictures=list(album.pictures.values()),
        total=len(everything),
        severities=_tally(everything),
        categories=_choices((f["category"] for f in everything), CATEGORIES),
        identities=_choices((f["identity"] for f in everything), _short_titles()),
        style=_resource("style.css"),
        script=script,
        script_digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


def _finding(finding: dict[str, Any], album: Album, lines: pd.DataFrame) -> dict[str, Any]:
    places = []
    for text, place in zip(finding["where"], finding["places"], strict=True):
        found = album.find(finding, place)
        picture, boxes = found or (None, [])
        places.append({"text": text, "picture": picture.name if picture else "", "boxes": _told(boxes)})
    sign, zh, _ = SEVERITIES[finding["severity"]]
    return {
        **finding,
        "sign": sign,
        "severity_zh": zh,
        "todo_zh": TO_DO.get(finding["category"], ("", ""))[0],
        "todo_en": TO_DO.get(finding["category"], ("", ""))[1],
        "title": titles().get(finding["identity"], ""),
        "category_zh": CATEGORIES.get(finding["category"], finding["category"]),
        "figures": figures_text(finding),
        "places": places,
        "correction": _correction(finding, lines),
    }


def _unread(figure: dict[str, Any], document_id: str, album: Album) -> dict[str, Any]:
    """An unread figure with the picture of its page."""
    figure = {**figure, "id": f"{document_id}/u{figure['number']:03d}"}
    picture, boxes = album.find_unread(figure, document_id) or (None, [])
    return {**figure, "picture": picture.name if picture else "", "boxes": _told(boxes)}


def _tally(findings: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """How many findings there are of each severity, the gravest first."""
    counts = Counter(finding["severity"] for finding in findings)
    return [
        {"id": name, "sign": sign, "zh": zh, "count": counts[name]}
        for name, (sign, zh, _) in SEVERITIES.items()
    ]


def _short_titles() -> dict[str, str]:
    """What identities are about, short enough for a list to choose from."""
    return {
        name: f"{title[:MOST_SHOWN]}{'…' if len(title) > MOST_SHOWN else ''} · {name}"
        for name, title in titles().items()
        if title
    }


def _told(boxes: list[Box]) -> str:
    """Boxes as numbers for the script: left, top, width and height in percent, joined by ``;``."""
    return ";".join(" ".join(f"{value:.3f}" for value in box) for box in boxes)


def _correction(finding: dict[str, Any], lines: pd.DataFrame) -> str:
    """An entry of ``corrections.yml`` for the one cell that a finding blames, ready but for the reason."""
    blamed = finding["places"][0] if finding["places"] else {}
    if finding["identity"] in OF_TWO_CELLS or finding["category"] == "extraction_damage":
        return ""  # what was lost or moved in reading is no figure that the publisher printed wrong
    if finding["expected"] is None or finding["printed"] is None or blamed.get("column") is None:
        return ""
    line_id = f"{finding['document_id']}/{blamed['table']}/r{blamed['row']}c{blamed['column']}"
    found = lines[lines["line_id"] == line_id]
    if line_id not in finding["line_ids"] or found.empty:
        return ""
    line = next(found.itertuples())
    amount = round(Decimal(str(finding["expected"])) * 100)
    corrected = print_amount(amount, line.printed_unit, int(line.decimals))
    told = {"line": line_id, "printed": line.printed, "corrected": corrected, "reason": "…"}
    return pasted(told)


def _uncovered(dataset: Dataset, document_id: str) -> list[dict[str, Any]]:
    """Figures in no identity, in the order of the document; zeros are left out."""
    lines = dataset.lines[dataset.lines["document_id"] == document_id]
    titles = dataset.tables[dataset.tables["document_id"] == document_id]
    titles = dict(zip(titles["table_id"], titles["title"], strict=True))
    return [
        {
            "page": "" if pd.isna(line.page) else int(line.page),
            "table": f"{line.table_id} {titles.get(line.table_id, '')}".strip(),
            "item": line.item,
            "column": line.column_label,
            "amount": wan_yuan(line.amount_yuan),
            "line_id": line.line_id,
        }
        for line in uncovered_lines(lines).itertuples()
    ]


def _choices(values: Any, names: dict[str, str]) -> list[dict[str, Any]]:
    return [{"id": v, "name": names.get(v, v), "count": n} for v, n in sorted(Counter(values).items())]


def _share(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


@cache
def _resource(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")

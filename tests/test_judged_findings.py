"""The findings that were judged by hand (docs/judged-findings.md) are frozen: a change of them is seen.

Errors and warnings by identity, severity, table, row and column, with the figures of the message, printed
and expected, one list a document in ``tests/expected/<document>-findings.tsv``; quoted words are left out.
Write them anew with ``python -m tests.test_judged_findings`` after judging what has changed.
"""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

import budgetkit
from budgetkit.corpus import examine

REPOSITORY = Path(__file__).resolve().parents[1]
EXPECTED = REPOSITORY / "tests" / "expected"
RAW = REPOSITORY / "data" / "raw"
FIELDS = ["identity", "category", "severity", "title", "page", "row", "column", "figures"]
FIGURE = re.compile(r"[≥≤<>]?-?\d[\d,]*(?:\.\d+)?\s?(?:%|万元|亿美元|亿元|亿|元|家|次)")
TWO_FILES = "jiangsu-peoples-congress-2019"


def judged(paths: list[Path]) -> list[dict[str, str]]:
    """Errors and warnings of one disclosure, as `FIELDS`."""
    dataset = examine(paths) if len(paths) > 1 else budgetkit.read(paths[0])
    findings, tables, lines = dataset.findings, dataset.tables, dataset.lines
    titles = dict(zip(tables["table_id"], tables["title"], strict=True))
    kinds = dict(zip(tables["table_id"], tables["kind"], strict=True))
    found = []
    for finding in findings[findings["severity"] != "info"].to_dict("records"):
        place = next((p for p in json.loads(finding["places"]) if "table" in p), None) or {}
        first = json.loads(finding["places"])[0]
        table, row, column = place.get("table", ""), place.get("row"), place.get("column")
        own = lines[(lines["table_id"] == table) & (lines["row"] == row)]
        cell = own[own["column"] == column]
        named = cell if len(cell) else own
        found.append(
            {
                "identity": finding["identity"],
                "category": finding["category"],
                "severity": finding["severity"],
                "title": titles.get(table) or kinds.get(table, ""),
                "page": first.get("page"),
                "row": named["item"].iloc[0] if len(named) else row,
                "column": cell["column_label"].iloc[0] if len(cell) else column,
                "figures": ";".join(FIGURE.findall(finding["message_zh"])),
            }
        )
    return [{name: _text(one[name]) for name in FIELDS} for one in found]


def _text(value: object) -> str:
    return "" if value is None or value != value else str(value)


def expected(stem: str) -> list[dict[str, str]]:
    with (EXPECTED / f"{stem}-findings.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def facsimiles() -> dict[str, list[Path]]:
    return {path.stem: [path] for path in sorted(RAW.glob("*.pdf"))}


def documents_of(folder: Path, pattern: str) -> dict[str, list[Path]]:
    """Files by the name of the list; the two files of one disclosure together."""
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.glob(pattern)):
        found.setdefault(TWO_FILES if path.stem.startswith(TWO_FILES) else path.stem, []).append(path)
    return found


@pytest.mark.parametrize("stem", sorted(facsimiles()))
def test_findings_of_a_facsimile_are_those_judged(stem):
    assert judged(facsimiles()[stem]) == expected(stem)


def test_findings_of_the_seeds_are_those_judged(seeds):
    for stem, paths in documents_of(seeds, "*.txt").items():
        assert judged(paths) == expected(stem), stem


def test_findings_of_the_samples_are_those_judged(samples):
    for stem, paths in documents_of(samples, "*.pdf").items():
        assert judged(paths) == expected(stem), stem


def test_every_list_of_judged_findings_names_no_words_of_the_documents():
    for path in EXPECTED.glob("*-findings.tsv"):
        for one in expected(path.stem.removesuffix("-findings")):
            assert list(one) == FIELDS
            assert not any(mark in value for value in one.values() for mark in "。；"), (path.name, one)


def main() -> None:
    """Write all lists anew."""
    shared = REPOSITORY.parent / "shared"
    every = facsimiles() | documents_of(shared / "seeds", "*.txt") | documents_of(shared / "samples", "*.pdf")
    for stem, paths in every.items():
        with (EXPECTED / f"{stem}-findings.tsv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, FIELDS, delimiter="\t", lineterminator="\n")
            writer.writeheader()
            writer.writerows(judged(paths))


if __name__ == "__main__":
    main()

"""What became of every money figure that the raw text of files prints, counted without our readers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import budgetkit
from benchmarks.page import table
from budgetkit.errors import BudgetkitError
from tests.printed_figures import Fates, fates_of, of_kind, printed_figures, unexplained

ROOT = Path(__file__).parents[1]
GROUPS = {
    "fates": ROOT / "tests" / "fates" / "cases",
    "hard": ROOT / "tests" / "hard" / "cases",
    "cases": ROOT.parent / "shared" / "cases",
    "samples": ROOT.parent / "shared" / "samples",
    "seeds": ROOT.parent / "shared" / "seeds",
    "raw": ROOT / "data" / "raw",
    "corpus": ROOT.parent / "shared" / "corpus",
}
"""Folders of documents; what is absent is left out."""
SUFFIXES = (".pdf", ".txt", ".md", ".html")
HEADER = ["figures", "read", "told", "target or label", "without a fate", "exempt", "refused"]


def count_document(path: Path, tell: Callable[[str], None] | None = None) -> dict[str, int]:
    """How many figures of a file have which fate; of a refused file all are told."""
    counted, exempt = printed_figures(path)
    try:
        fates, refused = fates_of(budgetkit.read(path), path.suffix.lower() != ".pdf"), 0
    except BudgetkitError:
        fates, refused = Fates({}, {}, {}), 1
    totals = of_kind(fates, counted) | {"exempt": exempt, "refused": refused}
    if refused:
        totals |= {"told": totals["figures"], "without": 0}
    elif tell:
        for page, left in unexplained(fates, counted).items():
            tell(f"{path.name} page {page}: " + ", ".join(f"{one} x{n}" for one, n in sorted(left.items())))
    return totals


def inputs(paths: Iterable[Path]) -> list[Path]:
    """The documents among files and folders."""
    found = [one for path in paths for one in (sorted(path.glob("*")) if path.is_dir() else [path])]
    return [one for one in found if one.suffix.lower() in SUFFIXES and one.stem != "README"]


def count_groups(paths: list[Path], workers: int = 2) -> dict[str, dict[str, dict[str, int]]]:
    """Counts of each document of each group, or of the given files and folders."""
    groups = {"given": inputs(paths)} if paths else {name: inputs([one]) for name, one in GROUPS.items()}
    with ProcessPoolExecutor(min(workers, os.cpu_count() or 1)) as pool:
        return {
            name: dict(zip([one.name for one in files], pool.map(count_document, files), strict=True))
            for name, files in groups.items()
        }


def describe_counts(found: dict[str, dict[str, dict[str, int]]], each: bool = False) -> str:
    """One row a group, or one row a document with anything to say, as Markdown; counts and no texts."""
    rows = []
    for name, documents in found.items():
        totals = list(documents.values())
        if each:
            rows += [[one, *total.values()] for one, total in documents.items() if total["without"]]
        if totals:
            rows.append(
                [f"{name} ({len(totals)})", *map(sum, zip(*(t.values() for t in totals), strict=True))]
            )
    return table(["document" if each else "group", *HEADER], rows)

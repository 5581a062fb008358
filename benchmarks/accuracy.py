"""Strict cell F1 and exact tables of every engine on the files whose truth is known."""

from __future__ import annotations

from benchmarks.scoring import Score, Table, fold, score_page
from benchmarks.true_files import TrueFile
from benchmarks.workers import Worker


def _folded(tables: list[Table]) -> list[Table]:
    return [
        Table(table.rows, table.columns, {place: fold(text) for place, text in table.cells.items()})
        for table in tables
    ]


def measure_accuracy(workers: dict[str, Worker], files: list[TrueFile]) -> dict:
    """Read every page of the files with every engine.

    Returns
    -------
    dict
        ``strict`` and ``folded``: producer to engine to `Score`, the second with look-alike radicals
        forgiven; ``failed``: engine to number of pages at which it raised an error.
    """
    strict: dict[str, dict[str, Score]] = {}
    folded: dict[str, dict[str, Score]] = {}
    failed = {name: 0 for name in workers}
    for file in files:
        pages = list(range(1, len(file.grids) + 1))
        truth = file.pages
        for name, worker in workers.items():
            found, broken = worker.tables(str(file.path), pages)
            failed[name] += len(broken)
            for page, true in zip(pages, truth, strict=True):
                predicted = found.get(page, [])
                for scores, change in ((strict, list), (folded, _folded)):
                    row = scores.setdefault(file.producer, {})
                    row[name] = row.get(name, Score()) + score_page(change(predicted), true)
    return {"strict": strict, "folded": folded, "failed": failed}


def overall(scores: dict[str, dict[str, Score]], engine: str) -> Score:
    """The sum over all producers."""
    return sum((row[engine] for row in scores.values()), Score())

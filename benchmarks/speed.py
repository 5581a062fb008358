"""CPU time and memory of every engine on the same pages, taking turns."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from benchmarks.workers import Worker

Work = list[tuple[str, list[int]]]
"""Files, each with the pages to read, counted from 1."""


def ruled_pages(files: list[Path], pages_per_file: int) -> Work:
    """The pages on which budgetkit finds a ruled table, at most so many of each file, spread over it."""
    from budgetkit.readers import read_document

    work = []
    for file in files:
        pages = sorted({grid.page for grid in read_document(file).grids})
        step = max(1, -(-len(pages) // pages_per_file))
        if pages:
            work.append((str(file), pages[::step]))
    return work


def measure_speed(workers: dict[str, Worker], work: Work, rounds: int, tell=lambda text: None) -> dict:
    """Median CPU seconds of each engine for each file, added up over the files.

    Engines take turns file by file, in another order each time; quick ones read a file three times a turn.
    """
    seconds: dict[str, dict[str, list[float]]] = {name: {path: [] for path, _ in work} for name in workers}
    names = list(workers)
    for name in names:  # imports and caches are not the engine's speed
        workers[name].time(work[0][0], work[0][1][:1])
    for number in range(rounds):
        tell(f"speed, round {number + 1} of {rounds}")
        for path, pages in work:
            for name in names:
                times = 1 if workers[name].engine.slow else 3
                seconds[name][path] += [workers[name].time(path, pages) for _ in range(times)]
            names.append(names.pop(0))
    return {name: sum(map(median, taken.values())) for name, taken in seconds.items()}

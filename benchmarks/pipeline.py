"""The whole way from file to audited lines, on documents whose truth nobody knows."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def measure_pipeline(files: list[Path]) -> dict:
    """Read and audit every file in a process of its own.

    Returns
    -------
    dict
        ``files``, ``pages``, ``tables``, ``cells`` (with text), ``lines``, ``verified`` (lines that an
        identity holds for), ``seconds`` (CPU time, reading included), ``memory`` (peak in megabytes).
    """
    command = [sys.executable, "-m", "benchmarks.pipeline"]
    done = subprocess.run(
        command, input=json.dumps([str(file) for file in files]), capture_output=True, text=True, cwd=ROOT
    )
    if done.returncode:
        raise RuntimeError(f"the pipeline failed: {done.stderr[-800:]}")
    return json.loads(done.stdout.splitlines()[-1])


def _measure(paths: list[str]) -> dict:
    import time

    import budgetkit
    from benchmarks.workers import peak_memory

    budgetkit.read(paths[0])  # imports and caches are not its speed
    total = dict.fromkeys(("pages", "tables", "cells", "lines", "verified"), 0)
    seconds = 0.0
    for path in paths:
        start = time.process_time()
        read = budgetkit.read(path)
        lines, tables = read.lines, read.tables
        len(read.findings)
        seconds += time.process_time() - start
        total["pages"] += read.document.pages
        total["cells"] += sum(bool(cell.text) for grid in read.document.grids for cell in grid.cells)
        total["tables"] += len(tables)
        total["lines"] += len(lines)
        total["verified"] += int(lines["verified"].sum())
    return total | {"files": len(paths), "seconds": seconds, "memory": peak_memory()}


if __name__ == "__main__":
    print(json.dumps(_measure(json.load(sys.stdin))))

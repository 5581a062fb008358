"""One process for each engine: asked over a pipe, it reads, times itself, and tells what it found and used.

All stay alive through a run, so that engines can take turns on each file and a busy moment of the machine
hits all of them alike; only one works at a time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import warnings
from pathlib import Path

from benchmarks.engines import ENGINES, Engine, Pages
from benchmarks.scoring import Table

ROOT = Path(__file__).parents[1]
# Idle threads of numerical libraries would count as CPU time of the engines that load them.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}


class Worker:
    """The process of one engine."""

    def __init__(self, name: str) -> None:
        self.name, self.engine = name, ENGINES[name]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.workers", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
            env={**os.environ, **ONE_THREAD, "PYTHONUTF8": "1"},
        )

    def _ask(self, **task: object) -> dict:
        self.process.stdin.write(json.dumps(task) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the process of {self.name} ended with status {self.process.wait()}")
        return json.loads(answer)

    def time(self, path: str, pages: list[int]) -> float:
        """CPU seconds of one read; a read that fails costs what it took until then."""
        return self._ask(path=path, pages=pages, show=False)["seconds"]

    def tables(self, path: str, pages: list[int]) -> tuple[Pages, list[int]]:
        """Tables by page, and the pages at which the engine failed."""
        answer = self._ask(path=path, pages=pages, show=True)
        found = {
            int(page): [
                Table(rows, columns, {(row, column): text for row, column, text in cells})
                for rows, columns, cells in tables
            ]
            for page, tables in answer["tables"].items()
        }
        return found, answer["failed"]

    def memory(self) -> float:
        """Peak memory of the process so far, in megabytes."""
        return self._ask(memory=True)["memory"]

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=60)


def peak_memory() -> float:
    """Peak memory of this process in megabytes; not a number where the system does not tell."""
    status = Path("/proc/self/status")
    if status.exists():  # the figure of getrusage starts from that of the parent process
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    try:
        import resource
    except ImportError:  # Windows
        return float("nan")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)


def _read(engine: Engine, path: str, pages: list[int], show: bool) -> dict:
    start, found, failed = time.process_time(), {}, []
    try:
        given = engine.read(path, pages)
        seconds = time.process_time() - start
        if show and engine.tables:
            found = engine.tables(given)
    except Exception:  # a foreign engine may fail on a page; that is a result too
        seconds = time.process_time() - start
        if show and len(pages) > 1:  # the other pages count all the same
            parts = [_read(engine, path, [page], show) for page in pages]
            found = {page: tables for part in parts for page, tables in part["found"].items()}
            failed = [page for part in parts for page in part["failed"]]
        else:
            failed = pages
    return {"seconds": seconds, "found": found, "failed": failed}


def _serve(name: str) -> None:
    warnings.simplefilter("ignore")
    engine = ENGINES[name]
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints must not mix with the answers
    for line in sys.stdin:
        task = json.loads(line)
        if task.get("memory"):
            answer = {"memory": peak_memory()}
        else:
            read = _read(engine, task["path"], task["pages"], task["show"])
            tables = {
                page: [
                    (table.rows, table.columns, [(*place, text) for place, text in table.cells.items()])
                    for table in found
                ]
                for page, found in read["found"].items()
            }
            answer = {"seconds": read["seconds"], "failed": read["failed"], "tables": tables}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    _serve(sys.argv[1])

"""A corpus of a thousand documents: first and second build, two cores, memory as it grows."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
DISTINCT = 25
"""Documents really typeset; the others differ from them in a comment at the end of the file."""


def make_corpus(folder: Path, count: int) -> int:
    """Write so many invented disclosures, in a process of its own; the number of their pages."""
    command = [sys.executable, "-m", "benchmarks.corpus", str(folder), str(count)]
    return int(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)


def _make_corpus(folder: Path, count: int) -> int:
    import pypdfium2

    from tools.facsimile import random_disclosure, random_style, typeset

    folder.mkdir(parents=True)
    distinct = []
    for seed in range(min(DISTINCT, count)):
        pdf = typeset(random_disclosure(seed, items=10), random_style(seed))
        distinct.append((pdf, len(pypdfium2.PdfDocument(pdf))))
    pages = 0
    for number in range(count):
        pdf, length = distinct[number % len(distinct)]
        # A comment makes other bytes, so that each file is read by itself, as a thousand documents would be.
        (folder / f"disclosure-{number:04d}.pdf").write_bytes(pdf + b"%% %d\n" % number)
        pages += length
    return pages


def build(folder: Path, jobs: int) -> dict[str, float]:
    """Run `budgetkit build` once over a folder of ``raw`` files.

    Returns
    -------
    dict
        ``wall`` and ``cpu`` in seconds, the second with that of all processes; ``memory``, the peak of the
        largest process in megabytes.
    """
    command = [sys.executable, "-m", "budgetkit", "build", str(folder / "raw"), "--jobs", str(jobs)]
    command += ["--out", str(folder / "clean"), "--cache", str(folder / "cache")]
    start = time.perf_counter()
    with open(folder / "build.log", "w", encoding="utf-8") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        told = (folder / "build.log").read_text(encoding="utf-8")
        raise RuntimeError(f"budgetkit build ended with status {process.returncode}: {told[-500:]}")
    # What a process starts from counts as its own peak; this one stays small for that reason.
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return {"wall": wall, "cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / unit}


def measure_corpus(documents: int = 1000, tell=lambda text: None) -> dict:
    """Build corpora of growing size, one unchanged once more, and one with one and with two processes.

    Raises
    ------
    NotImplementedError
        On Windows, which does not tell what a finished process used.
    """
    if not hasattr(os, "wait4"):
        raise NotImplementedError("the corpus is measured on Linux and macOS only")
    result: dict = {"documents": documents, "growth": []}
    with tempfile.TemporaryDirectory() as place:
        for share in (10, 3, 1):
            count = max(1, documents // share)
            folder = Path(place) / str(count)
            pages = make_corpus(folder / "raw", count)
            tell(f"corpus, {count} documents, {pages} pages")
            first = build(folder, jobs=2)
            result["growth"].append({"documents": count, "pages": pages, **first})
        result["second"] = min((build(folder, jobs=2) for _ in range(3)), key=lambda run: run["wall"])
        count = max(2, documents // 5)
        walls: dict[int, list[float]] = {1: [], 2: []}
        make_corpus(Path(place) / "scaling" / "raw", count)
        for attempt in range(3):
            for jobs in (1, 2):
                tell(f"corpus, {count} documents, {jobs} processes, attempt {attempt + 1}")
                folder = Path(place) / f"scaling-{jobs}-{attempt}"
                folder.mkdir()
                (folder / "raw").symlink_to(Path(place) / "scaling" / "raw")
                walls[jobs].append(build(folder, jobs)["wall"])
        result["scaling"] = {"documents": count, "one": min(walls[1]), "two": min(walls[2])}
        result["load"] = os.getloadavg()[0]
    return result


if __name__ == "__main__":
    print(_make_corpus(Path(sys.argv[1]), int(sys.argv[2])))

"""Measure budgetkit: ``python -m benchmarks [engines | corpus | faults | fates | counter] [--quick]``.

``engines`` (the default): accuracy on files of known truth, then speed and memory, of budgetkit and of the
engines that could replace its reader, all in one run. ``corpus``: builds of a thousand documents. ``faults``:
which of the faults put into consistent disclosures the audit finds. ``fates``: what becomes of every figure
that a folder of cases prints. ``counter``: what becomes of the figures that the raw text of any file prints
(``--files``: these files or folders in place of all; ``--cases``: one row a document).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks import page
from benchmarks.accuracy import measure_accuracy
from benchmarks.corpus import measure_corpus
from benchmarks.counter import count_groups, describe_counts
from benchmarks.engines import ENGINES
from benchmarks.fates import FOLDER, describe_fates, measure_fates
from benchmarks.faults import describe_faults, file_sources, measure_audit, measure_faults, random_sources
from benchmarks.pipeline import measure_pipeline
from benchmarks.speed import measure_speed, ruled_pages
from benchmarks.true_files import load_truth
from benchmarks.workers import Worker

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT.parent / "shared" / "samples"
SHIPPED = ROOT / "data" / "raw"


def tell(text: str) -> None:
    """Say what goes on, apart from the result."""
    print(text, file=sys.stderr, flush=True)


def run_engines(options: argparse.Namespace) -> str:
    """Everything about reading, as Markdown."""
    chosen = options.only or list(ENGINES)
    for name in [name for name in chosen if ENGINES[name].version is None]:
        tell(f"{name}: not installed, left out")
    workers = {name: Worker(name) for name in chosen if ENGINES[name].version}
    truth = load_truth()
    real = options.files or sorted(SAMPLES.glob("*.pdf")) or sorted(SHIPPED.glob("**/*.pdf"))
    if options.quick:
        truth, real = truth[::3], real[:2]
    try:
        readers = {name: worker for name, worker in workers.items() if worker.engine.tables}
        tell(f"accuracy, {len(truth)} files")
        accuracy = measure_accuracy(readers, truth) if readers else None
        most = 1 if options.quick else options.pages_per_file
        rounds = 1 if options.quick else options.rounds
        sets = {}
        for name, files in (("typeset", [file.path for file in truth]), ("real", real)):
            work = ruled_pages(files, most)
            if work:
                pages = sum(len(numbers) for _, numbers in work)
                sets[name] = {"pages": pages, "seconds": measure_speed(workers, work, rounds, tell)}
        memory = {name: worker.memory() for name, worker in workers.items()}
    finally:
        for worker in workers.values():
            worker.close()
    parts = [page.describe_setting(list(workers))]
    if "budgetkit" in workers:
        parts += ["### Goals", page.describe_goals(accuracy, sets, memory)]
    if accuracy:
        pages = sum(len(file.grids) for file in truth)
        tables = sum(len(grids) for file in truth for grids in file.grids)
        parts += ["### Accuracy", page.describe_accuracy(accuracy, list(readers), pages, tables)]
    parts += ["### Speed and memory", page.describe_speed(sets, memory)]
    if "budgetkit" in workers and real:
        tell("the whole way from file to audited lines")
        parts += ["### File to audited lines", page.describe_pipeline(measure_pipeline(real))]
    return "\n\n".join(parts)


def run_faults(options: argparse.Namespace) -> str:
    """Seeded faults in invented and in real documents, as Markdown."""
    most = 1 if options.quick else options.most
    real = options.files or sorted(SAMPLES.glob("*.pdf"))
    sets = {
        "invented": random_sources(2 if options.quick else 24),
        "shipped": file_sources(sorted(SHIPPED.glob("**/*.pdf"))[: 1 if options.quick else None]),
        "real": file_sources(real[: 1 if options.quick else None]),
    }
    parts = []
    for name, sources in sets.items():
        if sources:
            parts.append(
                describe_faults(name, *measure_faults(sources, most, tell=tell, workers=options.workers))
            )
    timed = [*sets["shipped"], *sets["real"]]
    return "\n\n".join([*parts, measure_audit(timed)])


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument(
        "what", nargs="?", choices=["engines", "corpus", "faults", "fates", "counter"], default="engines"
    )
    parser.add_argument(
        "--files", nargs="+", type=Path, help="real PDF files (default: the samples, or data/raw)"
    )
    parser.add_argument("--only", action="append", choices=list(ENGINES), help="engine to run; repeatable")
    parser.add_argument("--rounds", type=int, default=3, help="turns of every engine on every file")
    parser.add_argument("--pages-per-file", type=int, default=6, help="pages of a file that are timed")
    parser.add_argument("--documents", type=int, default=1000, help="size of the corpus")
    parser.add_argument("--most", type=int, default=12, help="faults of one sort in one document")
    parser.add_argument("--workers", type=int, default=2, help="processes that audit documents with faults")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="cases whose figures have a known fate")
    parser.add_argument("--cases", action="store_true", help="one row a case instead of one a kind")
    parser.add_argument("--quick", action="store_true", help="see that it works; the figures mean little")
    parser.add_argument("--write", action="store_true", help="put the result into docs/benchmarks.md")
    options = parser.parse_args(arguments)
    if options.what == "engines":
        text = run_engines(options)
    elif options.what == "faults":
        text = run_faults(options)
    elif options.what == "fates":
        most = 3 if options.quick else None
        text = describe_fates(measure_fates(options.folder, most, tell), options.cases)
    elif options.what == "counter":
        text = describe_counts(count_groups(options.files or [], options.workers), options.cases)
    else:
        text = page.describe_corpus(measure_corpus(10 if options.quick else options.documents, tell))
    print(text)
    if options.write:
        page.write_part(options.what, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())

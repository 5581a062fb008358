"""A folder of disclosures to a clean dataset, thousands at a time and only what changed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor
from pathlib import Path

from budgetkit.corpus.across import compare_documents
from budgetkit.corpus.cache import Cache, Progress
from budgetkit.corpus.inputs import DigestIndex, Input, gather
from budgetkit.corpus.merge import CORRECTIONS, plan, revise_members, write
from budgetkit.corpus.parts import Part
from budgetkit.corpus.workers import default_jobs
from budgetkit.corrections import as_plain, load_corrections
from budgetkit.dataset import Dataset, load
from budgetkit.dataset.descriptor import NAME, is_file_of_dataset
from budgetkit.dataset.writing import DatasetWriter
from budgetkit.errors import WrongUsage
from budgetkit.output import check_folder, replaced_folder
from budgetkit.rules.active import using
from budgetkit.schema import TABLES

__all__ = ["build", "default_jobs", "examine"]


def build(
    paths: str | Path | Iterable[str | Path] = "data/raw",
    out: str | Path = "data/clean",
    cache: str | Path = ".budgetkit",
    jobs: int = 1,
    executor: Executor | None = None,
    force: bool = False,
    progress: Progress | None = None,
    corrections: str | Path = CORRECTIONS,
    rules: str | Path | None = None,
) -> Dataset:
    """Turn every file under the paths into the clean dataset.

    Parameters
    ----------
    paths : path or iterable of paths
        Files and folders.
    out : path
        Folder of the dataset; replaced as a whole when all is written, else untouched.
    cache : path
        Folder that remembers what was read, so that only changed files are read again.
    jobs : int
        Processes; 1 works in this one. With more, call it below ``if __name__ == "__main__"``.
    executor : Executor, optional
        Runs the reading instead of own processes; anything with the ``submit`` of ``concurrent.futures``.
    force : bool
        Read every file again.
    progress : callable, optional
        Called with how many files are done, how many there are, and the name of the last one.

    corrections : path
        The user's corrections, see `budgetkit.corrections`; a missing file holds none. Those of documents
        that are not among the inputs are named in a warning.
    rules : path, optional
        Folder of rules of your own, see `budgetkit.rules.active`.

    Returns
    -------
    Dataset
        What stands in ``out`` now; `Dataset.files` says of every input what became of it.

    Raises
    ------
    WrongUsage
        If a path does not exist, nothing is to be read, or ``out`` holds something else; or a correction
        does not fit what its document prints.
    NothingWritten
        If the dataset cannot be written; what stood there before is untouched.
    """
    paths = [paths] if isinstance(paths, (str, Path)) else list(paths)
    if jobs < 1:
        raise WrongUsage(f"cannot work with {jobs} processes", advice="give 1 or more")
    out, wanted = Path(out), load_corrections(corrections)
    with using(rules), Cache(Path(cache), force) as store:
        index = DigestIndex(store.folder / "index.json", forget=force)
        entries = gather(paths, index)
        check_folder(out, "dataset", lambda folder: (folder / NAME).exists())
        first: dict[str, Input] = {}
        for entry in entries:
            if not entry.problem:
                first.setdefault(entry.sha256, entry)
        readable = list(first.values())
        fresh = store.read(readable, jobs, executor, progress)
        index.save()
        fingerprint = store.fingerprint(entries, as_plain(wanted))
        if not fresh and (dataset := store.unchanged(out, fingerprint)) is not None:
            return dataset
        understood = [entry for entry in readable if store.part(entry).tables]
        members = plan(understood, store.part)
        revise_members(members, wanted, store.part)
        ids = {part.entry.sha256: part.document_id for member in members for part in (member, *member.joins)}
        across = compare_documents(members, store.part, store.recall)
        store.save_recalled()
        with replaced_folder(out, is_file_of_dataset) as folder, DatasetWriter(folder) as writer:
            rows = (_file_row(entry, first, store.part, ids) for entry in entries)
            write(writer, rows, members, store.part, across)
        store.remember(out, fingerprint)
    return load(out)


def _file_row(
    entry: Input, first: Mapping[str, Input], part_of: Callable[[Input], Part], ids: dict[str, str]
) -> dict:
    """Row of `files`: what became of one input."""
    row = {"path": entry.name, "sha256": entry.sha256, "byte_count": entry.byte_count}
    if entry.problem:
        return {**row, "status": "quarantined", "reason": entry.problem}
    original = first[entry.sha256]
    part = part_of(original)
    row |= {"format": part.format, "pages": part.pages, "document_id": ids.get(entry.sha256, "")}
    # a file that nobody could read stays quarantined wherever it lies again
    if original is not entry and part.status != "quarantined":
        return {**row, "status": "duplicate", "reason": f"the same bytes as {original.name}"}
    return {**row, "status": part.status, "reason": part.reason}


def examine(
    paths: str | Path | Iterable[str | Path],
    progress: Progress | None = None,
    corrections: str | Path = CORRECTIONS,
    rules: str | Path | None = None,
) -> Dataset:
    """Understand every file under the paths in this process and leave nothing behind.

    Parameters
    ----------
    paths : path or iterable of paths
        Files and folders.
    progress, corrections, rules
        As for `build`.

    Returns
    -------
    Dataset
        Held in memory.
    """
    with tempfile.TemporaryDirectory(prefix="budgetkit-") as folder:
        passing = Path(folder)
        dataset = build(
            paths,
            out=passing / "clean",
            cache=passing / "cache",
            progress=progress,
            corrections=corrections,
            rules=rules,
        )
        return Dataset({table: getattr(dataset, table) for table in TABLES})

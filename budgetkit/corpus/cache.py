"""What was read before, so that only changed files are read again."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

from budgetkit.corpus.inputs import Input, read_kept
from budgetkit.corpus.parts import (
    Part,
    code_version,
    decode,
    encode,
    part_key,
    read_part,
    read_part_elsewhere,
)
from budgetkit.corpus.workers import run
from budgetkit.dataset import Dataset, load
from budgetkit.errors import InvalidDataset
from budgetkit.output import write_file
from budgetkit.rules.active import fingerprint_in_force, folder_in_force

Progress = Callable[[int, int, str], None]
_BUILDS = "builds.json"
"""File that keeps what datasets were built, and from what."""
_ACROSS = "across.json"
"""File that keeps what documents were found to say of one another."""


class Cache:
    """Parts of files that were read before; where it cannot be written, a passing folder takes its place.

    Parameters
    ----------
    folder : Path
        Made when it is not there.
    force : bool
        Count everything as unread.
    """

    def __init__(self, folder: Path, force: bool = False) -> None:
        self.folder, self.force = folder, force
        self._passing: Path | None = None
        self._paths: dict[tuple, Path] = {}
        self._unlasting: dict[str, Part] = {}
        self._recalled: dict[str, list] | None = None
        self._told: dict[str, list] = {}

    def __enter__(self) -> Cache:
        try:
            self._parts.mkdir(parents=True, exist_ok=True)
            usable = os.access(self._parts, os.W_OK) and os.access(self.folder, os.W_OK)
        except OSError:
            usable = False
        if not usable:
            self._passing = self.folder = Path(tempfile.mkdtemp(prefix="budgetkit-"))
            self._parts.mkdir(parents=True)
        # Parts that other code made are never asked for again.
        for other in self._parts.parent.iterdir():
            if other != self._parts:
                shutil.rmtree(other, ignore_errors=True)
        return self

    def __exit__(self, *_: object) -> None:
        if self._passing is not None:
            shutil.rmtree(self._passing, ignore_errors=True)

    @property
    def _parts(self) -> Path:
        return self.folder / "parts" / code_version()[:16]

    def _path(self, entry: Input) -> Path:
        key = (entry.name, entry.entry.get("corrections", ""), entry.prose)
        if key not in self._paths:
            self._paths[key] = self._parts / part_key(entry.sha256, entry.name, entry.entry, entry.prose)
        return self._paths[key]

    def part(self, entry: Input) -> Part:
        """What is known of a file that was read; a damaged part is read again."""
        if entry.name in self._unlasting:
            return self._unlasting[entry.name]
        try:
            return decode(self._path(entry).read_bytes())
        except (OSError, ValueError):
            part = read_part(str(entry.path), entry.name, entry.entry, entry.prose)
            self._keep(entry, part)
            return part

    def read(
        self,
        entries: Sequence[Input],
        jobs: int = 1,
        executor: Executor | None = None,
        progress: Progress | None = None,
    ) -> int:
        """Read every file that the cache does not know, and return how many these were."""
        known = set() if self.force else {path.name for path in self._parts.iterdir()}
        waiting = {entry.name: entry for entry in entries if self._path(entry).name not in known}
        work = [(str(entry.path), entry.name, entry.entry) for entry in waiting.values()]
        elsewhere = partial(read_part_elsewhere, folder_in_force(), fingerprint_in_force())
        reading = read_part if executor is None and min(jobs, len(work)) <= 1 else elsewhere
        done = len(entries) - len(waiting)
        for (_, name, _), part in run(reading, work, min(jobs, len(work)), executor, _died):
            self._keep(waiting[name], part)
            done += 1
            if progress is not None:
                progress(done, len(entries), name)
        return len(waiting)

    def _keep(self, entry: Input, part: Part) -> None:
        if part.lasting:
            write_file(self._path(entry), encode(part))
        else:
            self._unlasting[entry.name] = part

    def recall(self, facts: list, make: Callable[[], list]) -> list:
        """What was made of the same facts by the same code before, else made now; plain JSON values."""
        if self._recalled is None:
            self._recalled = {} if self.force else read_kept(self._parts / _ACROSS)
        facts = [*facts, *filter(None, [fingerprint_in_force()])]
        key = hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()
        if key not in self._told:
            self._told[key] = self._recalled[key] if key in self._recalled else make()
        return self._told[key]

    def save_recalled(self) -> None:
        """Write what was recalled or made in this build; the rest is forgotten."""
        if self._told and self._told != self._recalled:
            write_file(self._parts / _ACROSS, json.dumps(self._told, ensure_ascii=False).encode())

    def fingerprint(self, entries: Sequence[Input], corrections: list[dict]) -> str:
        """Digest of all inputs, the corrections and the code: the same gives the same dataset."""
        facts = [
            code_version(),
            corrections,
            [(entry.name, entry.sha256, entry.entry, entry.problem) for entry in entries],
            *filter(None, [fingerprint_in_force()]),
        ]
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()

    def unchanged(self, out: Path, fingerprint: str) -> Dataset | None:
        """The dataset in ``out`` when it was built from the same inputs and nobody touched it since."""
        try:
            last = read_kept(self.folder / _BUILDS)[str(out.resolve())]
            if last["fingerprint"] == fingerprint and last["files"] == _stamps(out):
                return load(out)
        except (OSError, LookupError, TypeError, InvalidDataset):
            pass
        return None

    def remember(self, out: Path, fingerprint: str) -> None:
        """Note what was built, and from what."""
        builds = read_kept(self.folder / _BUILDS) | {
            str(out.resolve()): {"fingerprint": fingerprint, "files": _stamps(out)}
        }
        write_file(self.folder / _BUILDS, json.dumps(builds, indent=0, sort_keys=True).encode())


def _stamps(folder: Path) -> dict[str, list[int]]:
    """Size and time of every file of a dataset."""
    found = {path.name: path.stat() for path in folder.iterdir()}
    return {name: [status.st_size, status.st_mtime_ns] for name, status in sorted(found.items())}


def _died(job: tuple) -> Part:
    cause = "as damaged files or lack of memory can cause"
    return Part("quarantined", f"the process that read this file died, {cause}; try it alone", lasting=False)

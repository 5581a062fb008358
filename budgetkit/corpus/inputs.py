"""The inputs of a build: files under the given paths, what the manifest says of them, their digests."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from budgetkit.errors import WrongUsage
from budgetkit.manifest import MANIFEST, entries_by_path
from budgetkit.model import written_name
from budgetkit.output import write_file

_NOT_INPUTS = ("readme", "license")


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read.

    ``name`` is the path that the dataset shows; ``problem`` is why the file cannot be read at all, empty
    when it seems that it can.
    """

    name: str
    path: Path
    sha256: str = ""
    byte_count: int | None = None
    entry: dict[str, str] = field(default_factory=dict)
    problem: str = ""
    prose: tuple[str, str, str] = ()
    """Path, name and digest of the file with the text of the same disclosure, where it is another one."""


def read_kept(path: Path) -> dict:
    """What a file of the cache keeps; nothing where it is missing or damaged."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


class DigestIndex:
    """Digests of files that were seen before, known by size, times and inode.

    Parameters
    ----------
    path : Path
        File of the index in the cache; a broken one counts as empty.
    forget : bool
        Take the digest of every file anew.
    """

    def __init__(self, path: Path, forget: bool = False) -> None:
        self._path = path
        self._used: dict[str, list] = {}
        self._known = {} if forget else read_kept(path)

    def digest(self, path: Path) -> tuple[str, int]:
        """SHA-256 and size of a file.

        Raises
        ------
        OSError
            If the file cannot be read.
        """
        status = path.stat()
        stamp = [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]
        key = str(path.resolve())
        known = self._known.get(key)
        if isinstance(known, list) and known[:-1] == stamp and os.access(path, os.R_OK):
            sha256 = known[-1]
        else:
            with open(path, "rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        self._used[key] = [*stamp, sha256]
        return sha256, status.st_size

    def save(self) -> None:
        """Write the index; files that were not asked for are forgotten."""
        write_file(self._path, json.dumps(self._used, indent=0, sort_keys=True).encode())


def gather(paths: Iterable[str | Path], index: DigestIndex) -> list[Input]:
    """Every input under the paths, sorted by name, with its digest and its row of the manifest.

    Hidden files, ``manifest.csv``, README and LICENSE files are not inputs; whatever else lies there is, so
    that nothing is left out silently.

    Raises
    ------
    WrongUsage
        If a path does not exist, or there is no input under any of them.
    """
    found: dict[Path, Input] = {}
    for root in paths:
        for entry in _inputs(Path(root)):
            found.setdefault(Path(os.path.abspath(entry.path)), entry)
    if not found:
        places = ", ".join(str(path) for path in paths)
        raise WrongUsage(
            f"there is no file to read under {places}", advice="put disclosures there, as PDF or text"
        )
    return sorted(
        (_digested(entry, index) for entry in _distinct(list(found.values()))), key=lambda entry: entry.name
    )


def _inputs(root: Path) -> Iterator[Input]:
    try:
        if not root.exists():
            raise WrongUsage(f"there is no file or folder {root}", advice="check the spelling of the path")
        if not root.is_dir():
            name = written_name(root.name)
            yield Input(name, root, entry=entries_by_path(root.parent).get(name, {}))
            return
    except PermissionError as problem:
        raise WrongUsage(
            f"may not read {root}: {problem.strerror}", advice="change its permissions"
        ) from None
    manifest = entries_by_path(root)
    seen = set()
    for path, problem in _walk(root):
        name = written_name(path.relative_to(root).as_posix())
        seen.add(name)
        yield Input(name, path, entry=manifest.get(name, {}), problem=problem)
    for name in sorted(set(manifest) - seen):
        problem = f"{MANIFEST} names this file, but it is not there; restore it or take its row out"
        yield Input(name, root / name, entry=manifest[name], problem=problem)


def _walk(root: Path) -> Iterator[tuple[Path, str]]:
    """Files below a folder, and what keeps one from being read; a closed folder stands for its files."""
    refused: list[OSError] = []
    for folder, subfolders, names in os.walk(root, onerror=refused.append):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted(names):
            # nothing is before the first point in the name of a hidden file
            is_input = name.lower().partition(".")[0] not in ("", *_NOT_INPUTS)
            if is_input and not (name == MANIFEST and Path(folder) == root):
                yield Path(folder, name), ""
    for problem in refused:
        yield Path(problem.filename), f"may not open the folder: {problem.strerror}; change its permissions"


def _distinct(entries: list[Input]) -> list[Input]:
    """Inputs with names of their own: where two folders hold the same name, the folders go before it."""
    counts = Counter(entry.name for entry in entries)
    depth = 1
    while any(count > 1 for count in counts.values()):
        names = [_longer(entry, depth) if counts[entry.name] > 1 else entry.name for entry in entries]
        depth += 1
        if len(set(names)) == len(names) or depth > 64:
            return [replace(entry, name=name) for entry, name in zip(entries, names, strict=True)]
    return entries


def _longer(entry: Input, depth: int) -> str:
    parts = Path(written_name(os.path.abspath(entry.path))).parts[1:]
    return "/".join(parts[-(len(entry.name.split("/")) + depth) :])


def _digested(entry: Input, index: DigestIndex) -> Input:
    if entry.problem:
        return entry
    try:
        if not entry.path.is_file():
            return replace(entry, problem="it is no regular file; only files can be read")
        sha256, byte_count = index.digest(entry.path)
    except OSError as problem:
        return replace(entry, problem=f"cannot open the file: {problem.strerror}; check its permissions")
    entry = replace(entry, sha256=sha256, byte_count=byte_count)
    stated = entry.entry.get("sha256", "").lower()
    if stated and stated != sha256:
        problem = f"the raw file was changed: {MANIFEST} says sha256 {stated}, the file has {sha256}"
        return replace(entry, problem=f"{problem}; restore the file, or correct its row in {MANIFEST}")
    return entry

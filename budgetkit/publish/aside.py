"""Files and folders that come to be in one step: written aside, then renamed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from budgetkit.errors import BudgetkitError, NothingWritten


@contextmanager
def written_aside(path: Path) -> Iterator[Path]:
    """A draft beside a path that takes its place when all went well; else what stood there stays.

    Raises
    ------
    NothingWritten
        If the draft cannot be written or cannot take the place.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if path.is_dir():
            raise NothingWritten(f"{path} is a folder", advice="name a file")
        path.parent.mkdir(parents=True, exist_ok=True)
        yield draft
        os.replace(draft, path)
    except BudgetkitError:
        raise
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise NothingWritten(f"cannot write {path}: {reason}", advice="choose another place") from problem
    finally:
        with suppress(OSError):
            draft.unlink()


@contextmanager
def folder_aside(path: Path) -> Iterator[Path]:
    """The same for a folder; the folder that stood there is taken away last.

    Raises
    ------
    NothingWritten
        If the folder cannot be written.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    old = path.with_name(f".{path.name}.{os.getpid()}.old")
    try:
        draft.mkdir(parents=True)
        yield draft
        if path.exists():
            os.replace(path, old)
        try:
            os.replace(draft, path)
        except OSError:
            if old.exists():
                os.replace(old, path)
            raise
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise NothingWritten(f"cannot write {path}: {reason}", advice="choose another place") from problem
    finally:
        for leftover in (draft, old):
            shutil.rmtree(leftover, ignore_errors=True)

"""A folder is replaced as a whole or not at all."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from budgetkit.dataset.descriptor import NAME
from budgetkit.errors import NothingWritten, WrongUsage
from budgetkit.schema import TABLES

_OWN = {NAME, "codebook.md", *(f"{table}.{suffix}" for table in TABLES for suffix in ("csv", "parquet"))}
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


def check_place(out: Path) -> None:
    """Refuse a place that holds something else than a dataset.

    Raises
    ------
    WrongUsage
        If ``out`` is a file, or a folder with content that is no dataset.
    """
    restore(out)
    if not out.exists():
        return
    if not out.is_dir():
        raise WrongUsage(f"{out} is a file, not a folder", advice="choose another folder with --out")
    try:
        held = [path.name for path in out.iterdir() if not path.name.startswith(".")]
    except OSError as problem:
        raise NothingWritten(
            f"may not open {out}: {problem.strerror}", advice="change its permissions"
        ) from None
    if held and NAME not in held:
        raise WrongUsage(
            f"{out} holds other things ({sorted(held)[0]}) and no dataset",
            advice="choose an empty or a new folder with --out, nothing there was touched",
        )


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """Give a new folder to write into, and put it in the place of ``out`` when all went well.

    What stood in ``out`` stays until the new folder is complete on disk; then both change places in one
    step where the system can do that, else by two renames that `restore` completes after a crash. Files
    that are none of ours are carried over.

    Raises
    ------
    NothingWritten
        If the folder cannot be written; what stood there before is untouched.
    """
    out = out.resolve()
    fresh = out.with_name(f".{out.name}.new-{os.getpid()}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _sweep(out)
        fresh.mkdir()
        yield fresh
        _carry_over(out, fresh)
        _swap(fresh, out)
    except OSError as problem:
        place = problem.filename or out
        advice = "check the permissions and the space on the disk, or choose another folder with --out"
        raise NothingWritten(f"cannot write {place}: {problem.strerror or problem}", advice=advice) from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def restore(out: Path) -> None:
    """Put back what a killed build left aside between its two renames."""
    out = out.resolve()
    aside = _aside(out)
    if not out.exists() and aside.is_dir():
        os.replace(aside, out)


def _aside(out: Path) -> Path:
    return out.with_name(f".{out.name}.old")


def _swap(fresh: Path, out: Path) -> None:
    if not out.exists():
        os.replace(fresh, out)
    elif not _exchange(fresh, out):
        aside = _aside(out)
        shutil.rmtree(aside, ignore_errors=True)
        os.replace(out, aside)
        try:
            os.replace(fresh, out)
        except OSError:
            os.replace(aside, out)
            raise
        shutil.rmtree(aside, ignore_errors=True)
    _sync_folder(out.parent)


def _exchange(first: Path, second: Path) -> bool:
    """Let two folders change places in one step; false where the system or the file system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return rename(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE) == 0


def _carry_over(out: Path, fresh: Path) -> None:
    if not out.is_dir():
        return
    for path in out.iterdir():
        if path.name in _OWN:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, fresh / path.name, symlinks=True)
        else:
            shutil.copy2(path, fresh / path.name, follow_symlinks=False)


def _sweep(out: Path) -> None:
    """Remove what builds left behind that were killed while they wrote."""
    for left in out.parent.glob(f".{out.name}.new-*"):
        number = left.name.rpartition("-")[2]
        if number.isdigit() and not _is_running(int(number)):
            shutil.rmtree(left, ignore_errors=True)


def _is_running(number: int) -> bool:
    if os.name == "nt":
        return True
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return number != os.getpid()


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""Files and folders that are written as a whole or not at all.

What is new is written beside its place, flushed to the disk, and takes the place in one step; until then
what stood there is untouched.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from budgetkit.errors import NothingWritten, WrongUsage

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_ADVICE = "check the permissions and the space on the disk, or choose another place"


@contextmanager
def replaced_file(path: Path) -> Iterator[Path]:
    """Give a draft to write, and put it in the place of ``path`` when all went well.

    Raises
    ------
    NothingWritten
        If the draft cannot be written or cannot take the place.
    """
    if path.is_dir():
        raise NothingWritten(f"{path} is a folder", advice="name a file")
    draft = _draft(path)
    with _refusals(path, draft):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            yield draft
            _flush(draft)
            os.replace(draft, path)
        finally:
            with suppress(OSError):
                draft.unlink()


def write_file(path: Path, content: bytes) -> None:
    """Write a file in one step; raises as `replaced_file`."""
    with replaced_file(path) as draft:
        draft.write_bytes(content)


@contextmanager
def replaced_folder(path: Path, is_ours: Callable[[str], bool]) -> Iterator[Path]:
    """Give a new folder to write into, and put it in the place of ``path`` when all went well.

    Both change places in one step where the system can do that, else by two renames that `restore` completes
    after a crash.

    Parameters
    ----------
    path : Path
        Made when missing, with the folders above it.
    is_ours : callable
        Tells by its name what is replaced; all else that stands in the folder is carried over.

    Raises
    ------
    NothingWritten
        If the folder cannot be written or cannot take the place.
    """
    path = path.resolve()
    if Path.cwd().is_relative_to(path):
        raise NothingWritten(f"cannot replace {path} from inside of it", advice="choose a folder in it")
    draft = _draft(path)
    with _refusals(path, draft):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _sweep(path)
            draft.mkdir()
            yield draft
            _carry_over(path, draft, is_ours)
            for written in [*draft.rglob("*"), draft]:
                _flush(written)
            _swap(draft, path)
            _flush(path.parent)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def check_folder(path: Path, what: str, holds_it: Callable[[Path], bool]) -> None:
    """Refuse a place for a folder that holds something else than ``what``, such as a dataset.

    Raises
    ------
    WrongUsage
        If ``path`` is a file, or a folder that is neither empty nor passes ``holds_it``.
    """
    restore(path)
    if not path.exists():
        return
    if not path.is_dir():
        raise WrongUsage(f"{path} is a file, not a folder", advice="choose another folder")
    try:
        held = sorted(name for name in os.listdir(path) if not name.startswith("."))
    except OSError as problem:
        message = f"may not open {path}: {problem.strerror}"
        raise NothingWritten(message, advice="change its permissions") from None
    if held and not holds_it(path):
        advice = "choose an empty or a new folder, nothing there was touched"
        raise WrongUsage(f"{path} holds other things ({held[0]}) and no {what}", advice=advice)


def restore(path: Path) -> None:
    """Put back the folder that a killed process left aside between two renames."""
    path = path.resolve()
    if not path.exists() and _aside(path).is_dir():
        os.replace(_aside(path), path)


@contextmanager
def _refusals(path: Path, draft: Path) -> Iterator[None]:
    """What the system refuses, told for people."""
    try:
        yield
    except OSError as problem:
        place = os.fsdecode(problem.filename) if problem.filename else ""
        place = str(path) if not place or draft.name in place else place
        raise NothingWritten(f"cannot write {place}: {problem.strerror or problem}", advice=_ADVICE) from None


def _draft(path: Path) -> Path:
    return path.with_name(f".{path.name}.new-{os.getpid()}")


def _aside(path: Path) -> Path:
    return path.with_name(f".{path.name}.old")


def _swap(draft: Path, path: Path) -> None:
    if not path.exists():
        os.replace(draft, path)
    elif not _exchange(draft, path):
        aside = _aside(path)
        shutil.rmtree(aside, ignore_errors=True)
        os.replace(path, aside)
        try:
            os.replace(draft, path)
        except OSError:
            os.replace(aside, path)
            raise
        shutil.rmtree(aside, ignore_errors=True)


def _exchange(first: Path, second: Path) -> bool:
    """Let two folders change places in one step; false where the system or the file system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return rename(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE) == 0


def _carry_over(path: Path, draft: Path, is_ours: Callable[[str], bool]) -> None:
    if not path.is_dir():
        return
    shutil.copymode(path, draft)
    for kept in path.iterdir():
        if is_ours(kept.name):
            continue
        if kept.is_dir() and not kept.is_symlink():
            shutil.copytree(kept, draft / kept.name, symlinks=True)
        else:
            shutil.copy2(kept, draft / kept.name, follow_symlinks=False)


def _sweep(path: Path) -> None:
    """Remove what processes left behind that were killed while they wrote."""
    for left in path.parent.glob(f".{path.name}.new-*"):
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


def _flush(path: Path) -> None:
    """Have a file or a folder on the disk, not only in memory."""
    is_folder = path.is_dir()
    if path.is_symlink() or not (is_folder or path.is_file()) or (is_folder and os.name == "nt"):
        return
    descriptor = os.open(path, os.O_RDONLY if is_folder or os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

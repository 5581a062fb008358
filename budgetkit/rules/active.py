"""The rules in force: those of the package, with those of a folder of the user where one is named."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from budgetkit.errors import WrongUsage
from budgetkit.rules.compiled import fingerprint, read_compiled, restore

Record = TypeVar("Record")
Function = TypeVar("Function", bound=Callable)

_forget: list[Callable[[], None]] = []


class RuleSet:
    """All rules, checked.

    Parameters
    ----------
    records : mapping of type to record
    compiled : mapping of str to plain data
        Records that are made when they are first asked for, by the name of their class.
    folder : Path, optional
        Where the files of the user stand.
    """

    def __init__(
        self, records: Mapping[type, Any], compiled: Mapping[str, Any], folder: Path | None = None
    ) -> None:
        self._records, self._compiled = dict(records), compiled
        self.folder, self.fingerprint = folder, fingerprint(folder) if folder else ""

    def of(self, record: type[Record]) -> Record:
        """The record of a TOML file, such as ``of(SectionFile)``."""
        if record not in self._records:
            self._records[record] = restore(record, self._compiled[record.__name__])
        return self._records[record]

    def rows(self, record: type[Record]) -> tuple[Record, ...]:
        """The rows of a CSV or TSV file, such as ``rows(GlossaryTerm)``."""
        return self.of(record)  # type: ignore[return-value]


def read_rules(folder: Path | None = None) -> RuleSet:
    """Rules of the package, as they were compiled unless they changed since, or with those of a folder.

    Parameters
    ----------
    folder : Path, optional
        Rules of the user: files named like those in ``budgetkit/rules/data``.

    Raises
    ------
    WrongRule
        If any rule cannot be used; it names file, entry, key and the nearest known word.
    """
    if folder is None and (compiled := read_compiled()):
        return RuleSet({}, compiled)
    from budgetkit.rules.loading import read_records  # slow to import, as it checks everything

    return RuleSet(read_records(folder), {}, folder)


VARIABLE = "BUDGETKIT_RULES"
"""Of the environment: names a folder of rules for the whole process, such as the kernel of a report."""

_standing: RuleSet | None = None
_using: RuleSet | None = None


def active() -> RuleSet:
    """The rules in force; read and checked on first use."""
    global _standing
    if _using is not None:
        return _using
    if _standing is None:
        named = os.environ.get(VARIABLE)
        _standing = read_rules(Path(named) if named else None)
    return _standing


@contextmanager
def using(folder: Path | str | None) -> Iterator[RuleSet]:
    """Read with the rules of a folder beside those of the package while the block runs.

    Parameters
    ----------
    folder : path or None
        ``None`` changes nothing.
    """
    global _using
    if folder is None:
        yield active()
        return
    before, _using = _using, read_rules(Path(folder))
    forget_answers()
    try:
        yield _using
    finally:
        _using = before
        forget_answers()


def fingerprint_in_force() -> str:
    """Digest of the rules of the user in force; empty where there are none."""
    return active().fingerprint


def folder_in_force() -> str:
    """Folder of the rules of the user in force; empty where there are none."""
    folder = active().folder
    return str(folder.resolve()) if folder else ""


def adopt(folder: str, wanted: str) -> None:
    """Take over, in a worker, the rules of a folder that are in force where the work was given out.

    Parameters
    ----------
    folder, wanted : str
        As `folder_in_force` and `fingerprint_in_force` told there.

    Raises
    ------
    WrongUsage
        If other files stand in the folder here.
    """
    global _using
    if fingerprint_in_force() == wanted:
        return
    rules = read_rules(Path(folder)) if wanted else None
    if rules is not None and rules.fingerprint != wanted:
        raise WrongUsage(
            f"the rules in {folder} are others here", advice="share one folder between all workers"
        )
    _using = rules
    forget_answers()


def remembers(function: Function) -> Function:
    """Register a cached function whose answers depend on the rules: other rules, other answers."""
    _forget.append(function.cache_clear)
    return function


def forget_answers() -> None:
    """Forget every answer that depends on the rules."""
    for forget in _forget:
        forget()

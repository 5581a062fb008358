"""The rules in force: those of the package, with those of a folder of the user where one is named."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from budgetkit.errors import WrongRule, WrongUsage
from budgetkit.rules.declared import FILES
from budgetkit.rules.loading import (
    PlacedValue,
    RuleFile,
    Source,
    combine,
    combine_entries,
    files_below,
    read_source,
    structure_rows,
    structure_source,
)  # fmt: skip
from budgetkit.rules.structuring import Structurer, nearest
from budgetkit.rules.vocabulary import SEVERAL, read_words

Record = TypeVar("Record")
Function = TypeVar("Function", bound=Callable)

_forget: list[Callable[[], None]] = []


class Rules:
    """All rules, checked.

    Parameters
    ----------
    sources : list of Source
        Parsed files, those of the user first.
    folder : Path, optional
        Where the files of the user stand.
    fingerprint : str
        Digest of the files of the user; empty where there are none.
    """

    def __init__(self, sources: list[Source], folder: Path | None = None, fingerprint: str = "") -> None:
        self.folder, self.fingerprint = folder, fingerprint
        self.structurer = Structurer(read_words(sources), SEVERAL)
        self._records: dict[type, Any] = {}
        for file in FILES:
            own = [source for source in sources if declared_as(source) is file]
            self._records[file.record] = _structured(file, own, self.structurer)

    def of(self, record: type[Record]) -> Record:
        """The record of a TOML file, such as ``of(SectionFile)``."""
        return self._records[record]

    def rows(self, record: type[Record]) -> tuple[Record, ...]:
        """The rows of a CSV or TSV file, such as ``rows(GlossaryTerm)``."""
        return self._records[record]


def _structured(file: RuleFile, sources: list[Source], structurer: Structurer) -> Any:
    # ours in the order of the declaration, behind those of the user in the order of their names
    sources = sorted(sources, key=lambda source: -1 if source.of_user else file.names.index(source.name))
    if file.has_rows:
        rows: list[PlacedValue] = []
        for source in sources:
            rows += structure_rows(source, file.record, structurer)
        return combine_entries(rows)
    parts = [structure_source(source, file.record, structurer) for source in sources]
    try:
        return combine(file.record, parts)
    except WrongRule as error:
        problem, place, *rest = error.args
        raise WrongRule(problem, place or file.names[0], *rest) from None


def declared_as(source: Source) -> RuleFile:
    """The declaration of a file.

    Raises
    ------
    WrongRule
        If there is no rule file of that name.
    """
    for file in FILES:
        if source.name in file.names:
            return file
    folder, _, name = source.name.rpartition("/")
    for file in FILES:
        if source.of_user and folder and folder == file.folder and name.endswith(".toml"):
            return file
    known = [name for file in FILES for name in file.names]
    raise WrongRule("is no file of rules", source.place, advice=nearest(source.name, known))


def read_sources(folder: Path | None = None) -> list[Source]:
    """Parsed files of the user, then those of the package."""
    own = []
    if folder is not None:
        if not folder.is_dir():
            raise WrongUsage(f"there is no folder of rules {folder}", advice="give a folder of rule files")
        own = [read_source(path, name, str(path), of_user=True) for name, path in files_below(folder)]
    shipped = files(__package__).joinpath("data")
    return own + [read_source(shipped.joinpath(name), name) for file in FILES for name in file.names]


def read_rules(folder: Path | None = None) -> Rules:
    """Read and check every rule.

    Parameters
    ----------
    folder : Path, optional
        Rules of the user: files named like those in ``budgetkit/rules/data``.

    Raises
    ------
    WrongRule
        If any rule cannot be used; it names file, entry, key and the nearest known word.
    """
    return Rules(read_sources(folder), folder, fingerprint(folder) if folder else "")


def fingerprint(folder: Path) -> str:
    """Digest of the names and bytes of a folder of rules."""
    digest = hashlib.sha256()
    for name, path in files_below(folder):
        data = path.read_bytes()
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


_shipped: Rules | None = None
_using: Rules | None = None


def active() -> Rules:
    """The rules in force; read and checked on first use."""
    global _shipped
    if _using is not None:
        return _using
    if _shipped is None:
        _shipped = read_rules()
    return _shipped


@contextmanager
def using(folder: Path | str | None) -> Iterator[Rules]:
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
    return _using.fingerprint if _using is not None else ""


def folder_in_force() -> str:
    """Folder of the rules of the user in force; empty where there are none."""
    return str(_using.folder.resolve()) if _using is not None and _using.folder is not None else ""


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

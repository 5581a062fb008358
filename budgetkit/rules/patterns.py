"""Rules as data: patterns that say what a printed label means, and a way to measure without some of them.

A rule is a table of a TOML file; it answers for every label that one of its patterns finds. What recognition
owes to single patterns is measured by `recorded` (which patterns decided?) and `withheld` (what if they
were not there?); `benchmarks/generalisation.py` does both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import NamedTuple


class Entry(NamedTuple):
    """One pattern of one rule, or one row of a table of aliases.

    Parameters
    ----------
    source : str
        File and family, such as ``headers.toml/fund``.
    rule : str
        What the rule says of a label, such as ``fund=special_account``.
    pattern : str
        The regular expression, or the alias itself.
    """

    source: str
    rule: str
    pattern: str


_missing: frozenset[Entry] = frozenset()
_record: set[Entry] | None = None
_forget: list[Callable[[], None]] = []


class Patterns:
    """The patterns of a rule; finds a label like one regular expression.

    Parameters
    ----------
    entries : sequence of Entry
        In the order of the file.
    """

    def __init__(self, entries: Collection[Entry]) -> None:
        self.entries = tuple(entries)
        self._single = [(entry, re.compile(entry.pattern)) for entry in self.entries]
        self._any = re.compile("|".join(f"(?:{entry.pattern})" for entry in self.entries))

    def search(self, label: str) -> bool:
        """Whether a pattern that is not withheld finds something in the label."""
        if _record is None and not _missing:
            return self._any.search(label) is not None
        for entry, pattern in self._single:
            if entry not in _missing and pattern.search(label):
                note(entry)
                return True
        return False


class Family:
    """Rules of which the first that fits a label answers."""

    def __init__(self, source: str, rules: list[dict]) -> None:
        self.rules = [(Patterns(entries_of(source, rule)), rule) for rule in rules]

    def first(self, label: str) -> dict | None:
        """The first rule that fits, or ``None``."""
        return next((rule for patterns, rule in self.rules if patterns.search(label)), None)


def entries_of(source: str, rule: dict, key: str = "patterns") -> list[Entry]:
    """The entries of one rule, one for each pattern under ``key``."""
    said = ",".join(f"{name}={value}" for name, value in rule.items() if isinstance(value, str) and value)
    return [Entry(source, said, pattern) for pattern in rule[key]]


def remembers(function: Callable) -> Callable:
    """Register a cached function whose answers depend on the rules."""
    _forget.append(function.cache_clear)
    return function


def note(entry: Entry) -> None:
    """Tell a running `recorded` that an entry decided."""
    if _record is not None:
        _record.add(entry)


def is_withheld(entry: Entry) -> bool:
    """Whether the entry is left out at present."""
    return entry in _missing


@contextmanager
def recorded() -> Iterator[set[Entry]]:
    """Collect the entries that decide something while the block runs.

    Yields
    ------
    set of Entry
        Filled while the block runs. Reading the same labels again inside the block adds nothing new.
    """
    global _record
    before, _record = _record, set()
    _forget_answers()
    try:
        yield _record
    finally:
        _record = before


@contextmanager
def withheld(entries: Collection[Entry]) -> Iterator[None]:
    """Recognise as if these entries did not stand in the vocabulary, while the block runs.

    Parameters
    ----------
    entries : collection of Entry
    """
    global _missing
    before, _missing = _missing, frozenset(entries)
    _forget_answers()
    try:
        yield
    finally:
        _missing = before
        _forget_answers()


def _forget_answers() -> None:
    for forget in _forget:
        forget()

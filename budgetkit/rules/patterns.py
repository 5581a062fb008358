"""Rules as data: patterns that say what a printed label means, and a way to measure without some of them.

A rule is a table of a TOML file; it answers for every label that one of its patterns finds. What recognition
owes to single patterns is measured by `recorded` (which patterns decided?) and `withheld` (what if they
were not there?); `benchmarks/generalisation.py` does both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Generic, NamedTuple, TypeVar

import attrs

from budgetkit.rules.active import forget_answers
from budgetkit.rules.declared.words import Wording
from budgetkit.rules.record import Pattern

Rule = TypeVar("Rule", bound=Wording)


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


class Patterns:
    """The patterns of a rule; finds a label like one regular expression.

    Parameters
    ----------
    source, rule : str
        As of `Entry`.
    patterns : sequence of Pattern
        In the order of the file.
    """

    def __init__(self, source: str, rule: str, patterns: Sequence[Pattern]) -> None:
        self.entries = tuple(Entry(source, rule, pattern.pattern) for pattern in patterns)
        self._single = tuple(zip(self.entries, patterns, strict=True))
        any_of = "|".join(f"(?:{pattern.pattern})" for pattern in patterns)
        self._any = patterns[0] if len(patterns) == 1 else Pattern(any_of)

    def search(self, label: str) -> bool:
        """Whether a pattern that is not withheld finds something in the label."""
        if _record is None and not _missing:
            return self._any.search(label) is not None
        for entry, pattern in self._single:
            if entry not in _missing and pattern.search(label):
                note(entry)
                return True
        return False


class Wordings(Generic[Rule]):
    """Rules of which the first that fits a label answers.

    Parameters
    ----------
    source : str
        File and family, such as ``headers.toml/fund``.
    rules : sequence of Wording
        In the order of the file.
    """

    def __init__(self, source: str, rules: Sequence[Rule]) -> None:
        self.rules = [(Patterns(source, _said(rule), rule.patterns), rule) for rule in rules]

    def first(self, label: str) -> Rule | None:
        """The first rule that fits, or ``None``."""
        return next((rule for patterns, rule in self.rules if patterns.search(label)), None)


def _said(rule: Wording) -> str:
    words = ((field.name, getattr(rule, field.name)) for field in attrs.fields(type(rule)))
    return ",".join(f"{name}={word}" for name, word in words if isinstance(word, str) and word)


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
    forget_answers()
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
    forget_answers()
    try:
        yield
    finally:
        _missing = before
        forget_answers()

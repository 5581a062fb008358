"""What records of rules are made of; light to import, because checked rules need no more than this."""

from __future__ import annotations

import re
from typing import Any

import attrs


def record(cls: type) -> type:
    """Make a class one of immutable records whose fields are given by name, each equal to itself only."""
    return attrs.frozen(cls, kw_only=True, slots=False, eq=False, repr=False)


def unique(**options: Any) -> Any:
    """A field whose value no two entries may share; several together are one key."""
    return attrs.field(metadata={"unique": True}, **options)


class Refused(Exception):
    """A value that is refused: what is wrong, what to do, and the keys that lead to it."""

    def __init__(self, problem: str, advice: str = "", path: str = "") -> None:
        self.problem, self.advice, self.path = problem, advice, path
        super().__init__(problem, advice, path)


class Pattern:
    """A regular expression that is compiled when it is first searched.

    Parameters
    ----------
    pattern : str
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        # ``search``, ``sub`` and the like of the compiled one become this one's own: asked only once
        found = getattr(re.compile(self.pattern), name)
        setattr(self, name, found)
        return found

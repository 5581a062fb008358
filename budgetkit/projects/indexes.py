"""What may be one project, found by amount or by characters, not by comparing each with each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from budgetkit.projects.names import LEAST_CUT, LONGEST, SIMILAR, bare_name, core_name, plain_name, similarity

Thing, Other = TypeVar("Thing"), TypeVar("Other")


class AmountIndex(Generic[Thing]):
    """Things by their amount in fen, each off by half of its last digit.

    Parameters
    ----------
    amounts : iterable of (thing, fen, step_fen)
    """

    def __init__(self, amounts: Iterable[tuple[Thing, int, int]]) -> None:
        listed = list(amounts)
        placed = ((fen, place, thing) for place, (thing, fen, _) in enumerate(listed))
        self._sorted = sorted(placed, key=lambda entry: entry[:2])
        self._fen = [fen for fen, _, _ in self._sorted]
        self._widest = max((step for _, _, step in listed), default=0)

    def near(self, fen: int, step_fen: int) -> list[Thing]:
        """Things whose amount may be the same, in the order in which they were given."""
        off = (step_fen + self._widest) // 2 + 1
        found = self._sorted[bisect_left(self._fen, fen - off) : bisect_right(self._fen, fen + off)]
        return [thing for _, _, thing in sorted(found, key=lambda entry: entry[1])]


class NameIndex(Generic[Thing]):
    """Things by their names; finds all that `similarity` calls alike, and compares few that it does not.

    Names alike to a share need so many characters in common: the characters of a name are looked up, and
    only what has enough of them is compared.

    Parameters
    ----------
    names : iterable of (thing, names)
    """

    def __init__(self, names: Iterable[tuple[Thing, Iterable[str]]]) -> None:
        self._things: list[Thing] = []
        self._names: list[tuple[int, str]] = []
        self._bare: dict[str, list[int]] = {}
        self._begin: dict[str, list[int]] = {}
        self._holding: tuple[dict[tuple[str, int], list[int]], ...] = ({}, {})
        self._length: tuple[list[int], list[int]] = ([], [])
        for thing, printed in names:
            self._things.append(thing)
            for name in dict.fromkeys(printed):
                self._enter(name)

    def _enter(self, name: str) -> None:
        place = len(self._names)
        self._names.append((len(self._things) - 1, name))
        self._bare.setdefault(bare_name(name), []).append(place)
        self._begin.setdefault(plain_name(name)[:LEAST_CUT], []).append(place)
        for text, holding, length in zip(_forms(name), self._holding, self._length, strict=True):
            length.append(len(text))
            for letter in _letters(text):
                holding.setdefault(letter, []).append(place)

    def near(self, name: str, least: float = SIMILAR) -> list[tuple[Thing, float]]:
        """Things with a name at least so alike, each with its best likeness, in the order given."""
        best: dict[int, float] = {}
        for place in self._places(name, least):
            number, other = self._names[place]
            alike = similarity(name, other)
            if alike >= least:
                best[number] = max(alike, best.get(number, 0.0))
        return [(self._things[number], best[number]) for number in sorted(best)]

    def equal(self, name: str) -> list[Thing]:
        """Things with a name that says the same."""
        numbers = dict.fromkeys(self._names[place][0] for place in self._bare.get(bare_name(name), ()))
        return [self._things[number] for number in numbers]

    def _places(self, name: str, least: float) -> set[int]:
        found = set(self._bare.get(bare_name(name), ()))
        found.update(self._begin.get(plain_name(name)[:LEAST_CUT], ()))
        for text, holding, length in zip(_forms(name), self._holding, self._length, strict=True):
            shared = Counter(place for letter in _letters(text) for place in holding.get(letter, ()))
            size = len(text)
            found.update(
                place for place, count in shared.items() if 2 * count >= least * (size + length[place])
            )
        return found


def by_side(pairs: Iterable[tuple[float, Thing, Other]]) -> dict[Thing | Other, list[tuple]]:
    """Pairs of how well two things fit and the two, by each of the two."""
    sides: dict[Thing | Other, list[tuple]] = {}
    for pair in pairs:
        for side in pair[1:]:
            sides.setdefault(side, []).append(pair)
    return sides


def _forms(name: str) -> tuple[str, str]:
    """Both texts that `similarity` compares."""
    return plain_name(name)[:LONGEST], core_name(name)[:LONGEST]


def _letters(text: str) -> Iterator[tuple[str, int]]:
    """Characters, the second of a kind being another than the first."""
    seen: Counter[str] = Counter()
    for letter in text:
        seen[letter] += 1
        yield letter, seen[letter]

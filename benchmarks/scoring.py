"""How well predicted tables agree with true ones: strict cell F1 and exact tables.

A hit is a non-empty true cell whose anchor, the row and column of its upper left corner in the grid, holds
exactly its text, white space removed. Precision counts every predicted cell with text on the page, recall
every true one. A table is exact when it has the true number of rows and columns and exactly the true cells.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

RADICALS = range(0x2E80, 0x2FE0)
"""Code points of radicals that look like characters; some producers write them in place of the characters."""


@dataclass(slots=True)
class Table:
    """One table as text by anchor; blank cells are left out."""

    rows: int
    columns: int
    cells: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass(slots=True)
class Score:
    """Counts that add up over pages and files."""

    hits: int = 0
    predicted: int = 0
    true: int = 0
    exact: int = 0
    tables: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @property
    def precision(self) -> float:
        return self.hits / self.predicted if self.predicted else float(self.true == 0)

    @property
    def recall(self) -> float:
        return self.hits / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        whole = self.predicted + self.true
        return 2 * self.hits / whole if whole else 1.0


def squeeze(text: str | None) -> str:
    """Text without white space."""
    return "".join((text or "").split())


def fold(text: str) -> str:
    """Text with radicals that look like characters replaced by the characters."""
    return "".join(unicodedata.normalize("NFKC", c) if ord(c) in RADICALS else c for c in text)


def make_table(
    rows: int, columns: int, cells: Iterable[tuple[int, int, str | None]], change: Callable[[str], str] = str
) -> Table:
    """A table of the cells that hold text; ``change`` is applied to each text."""
    squeezed = ((row, column, change(squeeze(text))) for row, column, text in cells)
    return Table(rows, columns, {(row, column): text for row, column, text in squeezed if text})


def score_page(predicted: list[Table], true: list[Table]) -> Score:
    """Compare the tables of one page.

    Each true table is set against at most one predicted table and the other way round, such that the hits
    are as many as possible, then the exact tables.
    """
    gains = [[_gain(one, other) for other in predicted] for one in true]
    hits, exact = _best_assignment(gains)
    return Score(
        hits,
        sum(len(table.cells) for table in predicted),
        sum(len(table.cells) for table in true),
        exact,
        len(true),
    )


def _gain(true: Table, predicted: Table) -> tuple[int, int]:
    """Hits, and whether the tables are equal."""
    hits = sum(predicted.cells.get(anchor) == text for anchor, text in true.cells.items())
    return hits, int(true == predicted)


def _best_assignment(gains: list[list[tuple[int, int]]]) -> tuple[int, int]:
    """The greatest sum of gains with no column used twice; pages hold few tables, so all ways are tried."""
    best: dict[frozenset[int], tuple[int, int]] = {frozenset(): (0, 0)}
    for row in gains:
        further = dict(best)
        for used, (hits, exact) in best.items():
            for column, (more_hits, more_exact) in enumerate(row):
                if column in used or (more_hits, more_exact) == (0, 0):
                    continue
                key, total = used | {column}, (hits + more_hits, exact + more_exact)
                further[key] = max(further.get(key, (0, 0)), total)
        best = further
    return max(best.values())

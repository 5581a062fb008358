"""The rows of the clean tables while they are being made: lines, findings, repairs.

Plain slotted records, because a build makes hundreds of thousands of them; the frames that a
user sees are made from them once, at the end (``schema.py`` names their columns).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, fields
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Item = TypeVar("Item")


def grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    """Items by what they have in common, in the order in which each first stands."""
    groups: dict[Key, list[Item]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups


@dataclass(slots=True, kw_only=True)
class RowLabels:
    """Unit, classes and project that a row names, each with its code; ``""`` where it prints none."""

    unit_code: str = ""
    unit_name: str = ""
    functional_code: str = ""
    functional_name: str = ""
    department_economic_code: str = ""
    department_economic_name: str = ""
    government_economic_code: str = ""
    government_economic_name: str = ""
    project_name: str = ""
    project_code: str = ""
    project_type: str = ""

    def labels(self) -> dict[str, str]:
        """These fields alone, by name."""
        return {name: getattr(self, name) for name in _LABELS}


_LABELS = tuple(each.name for each in fields(RowLabels))


@dataclass(slots=True)
class Line(RowLabels):
    """One printed money figure of a table.

    Text fields are ``""`` where nothing is known. ``amount_fen`` is exact; ``step_fen`` is the
    value of one unit of the last printed digit, so the true figure lies within half of it.
    ``measure`` is the identifier of ``rules/data/terms.tsv`` that the row or column label names
    (``total_sources``, ``opening_carryover``, ``three_public`` …); it serves the
    identities and is not a column of the clean dataset.
    """

    table_id: str
    kind: str
    page: int
    row: int
    column: int
    amount_fen: int
    step_fen: int
    printed: str
    printed_unit: str
    decimals: int
    bbox: tuple[float, ...] = ()
    item: str = ""
    column_label: str = ""
    measure: str = ""
    direction: str = ""
    fund: str = ""
    nature: str = ""
    fiscal_year: int | None = None
    phase: str = ""
    row_kind: str = "item"
    column_kind: str = "item"
    project_id: str = ""
    document_id: str = ""
    line_id: str = ""
    side: int = 0
    """Block of a table printed side by side, from the left."""
    parent_row: int | None = None
    """Row of the line's parent in the row hierarchy (其中, numbered labels); ``None`` at the top."""
    repaired: bool = False
    unread: bool = False
    """Whether the cell prints a figure that could not be read: no line of the dataset, but an operand of the
    identities, which then say nothing."""
    checks: int = 0
    failures: int = 0

    @property
    def unit(self) -> str:
        """Code of the unit whose figure it is, else its name."""
        return self.unit_code or self.unit_name

    @property
    def period(self) -> tuple[int | None, str]:
        """Year and phase that it is of."""
        return self.fiscal_year, self.phase

    @property
    def place(self) -> tuple[str, int, int]:
        """Table, row and column of its cell."""
        return self.table_id, self.row, self.column


@dataclass(slots=True)
class Finding:
    """What an identity says when it does not simply hold; amounts in fen, ``None`` if there is none.

    ``places`` are dictionaries with ``table``, ``page``, ``row``, ``column`` (or ``quote``);
    ``lines`` are the ``(table_id, row, column)`` of the lines that take part.
    """

    identity: str
    category: str
    severity: str
    message_en: str
    message_zh: str
    expected_fen: int | None = None
    printed_fen: int | None = None
    difference_fen: int | None = None
    tolerance_fen: int | None = None
    places: list[dict] = field(default_factory=list)
    lines: list[tuple[str, int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Repair:
    """One repair of a table: ``before`` and ``after`` are the cell texts joined by `` | ``."""

    table_id: str
    row: int
    kind: str
    before: str
    after: str
    proof: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A printed money figure that could not be read for certain, where it stands and why.

    ``reason`` is a value that the column ``reason`` of `unread` allows; ``place`` is table, row and column
    of its cell where it stands in one.
    """

    page: int
    printed: str
    reason: str
    bbox: tuple[float, ...] = ()
    near: str = ""
    place: tuple[str, int, int] | None = None


def share_of_figures(count: int, lines: int, unread: int) -> float | None:
    """Which share of the printed figures ``count`` lines are: of all lines and of what was not read.

    The one denominator of what is verified, failing or uncovered; ``None`` where there is no figure.

    >>> share_of_figures(3, 4, 2), share_of_figures(0, 0, 0)
    (0.5, None)
    """
    figures = int(lines) + int(unread)
    return int(count) / figures if figures else None

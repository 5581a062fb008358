"""Try a supposed slip: which failed checks would hold without it, and which sound ones would not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from budgetkit.audit.case import Case
from budgetkit.checks import Check, Place

Changes = Mapping[Place, int]
"""What would be added to the figures of cells, in fen; a blank cell counts as zero."""


class Effect(NamedTuple):
    """Failed checks that hold after some changes, and how many sound ones they break."""

    explained: list[Check]
    broken: int

    @property
    def gain(self) -> int:
        """Checks put right less checks broken."""
        return len(self.explained) - self.broken


class Trial:
    """The checks of a case by the cells that they rest on, blank ones too.

    Parameters
    ----------
    case : Case
        All checks of the document; those that hold speak against a change.
    failed : sequence of Check
        Failed checks that nothing else explains.
    """

    def __init__(self, case: Case, failed: Sequence[Check]) -> None:
        self.case, self.failed = case, failed
        still = set(map(id, failed))
        checks = [check for check in case.checks if id(check) in still or check.vouches]
        self._rows, self._columns = _rows_summed(checks), _columns_summed(checks)
        self._signs = {id(check): self._signs_of(check) for check in checks}
        self._failed: dict[Place, list[Check]] = defaultdict(list)
        self._held: dict[Place, list[Check]] = defaultdict(list)
        for check in checks:
            where = self._failed if id(check) in still else self._held
            for place in self._signs[id(check)]:
                where[place].append(check)

    def weigh(self, changes: Changes) -> Effect:
        """What some changes explain and break."""
        explained = [check for check in _touched(self._failed, changes) if self._holds(check, changes)]
        broken = sum(not self._holds(check, changes) for check in _touched(self._held, changes))
        return Effect(explained, broken)

    def failing_at(self, places: Iterable[Place]) -> list[Check]:
        """Failed checks that rest on any of the cells."""
        return _touched(self._failed, places)

    def wishes(self) -> dict[Place, set[int]]:
        """Changes of single cells that would each satisfy a failed check exactly."""
        found: dict[Place, set[int]] = defaultdict(set)
        for check in self.failed:
            for place, sign in self._signs.get(id(check), {}).items():
                found[place].add(sign * check.difference_fen)
        return found

    def _signs_of(self, check: Check) -> dict[Place, int]:
        """How each cell moves what the parts make; blank cells between printed parts are parts of nothing."""
        column, blank = _column_of(check), []
        if column is not None:
            blank = [(check.table_id, row, column) for row in self._rows[_sum_of(check)]]
        elif check.identity.scope == "row" and check.relation == "sum":
            blank = [(check.table_id, check.row, column) for column in self._columns[_equation_of(check)]]
        known = dict(check.signs())
        return known | {place: 1 for place in blank if place not in known}

    def _holds(self, check: Check, changes: Changes) -> bool:
        known = self._signs[id(check)]
        off = check.difference_fen - sum(known.get(place, 0) * change for place, change in changes.items())
        if check.relation == "at_most":
            return off >= -check.tolerance_fen
        return abs(off) <= check.tolerance_fen


def _rows_summed(checks: Iterable[Check]) -> dict[tuple, set[int]]:
    """Rows that print a part in any of the columns of a sum."""
    rows: dict[tuple, set[int]] = defaultdict(set)
    for check in checks:
        rows[_sum_of(check)].update(line.row for line in check.parts)
    return rows


def _columns_summed(checks: Iterable[Check]) -> dict[tuple, set[int]]:
    """Columns that hold a part in any of the rows of an equation."""
    columns: dict[tuple, set[int]] = defaultdict(set)
    for check in checks:
        if check.identity.scope == "row":
            columns[_equation_of(check)].update(line.column for line in check.parts)
            columns[_equation_of(check)].update(column for _, column in check.blanks)
    return columns


def _sum_of(check: Check) -> tuple:
    """The whole of which the sums in several columns are one each."""
    return check.table_id, check.identity.id, check.row


def _equation_of(check: Check) -> tuple:
    """The equation of a row, which is one for all rows of a table."""
    return check.table_id, check.identity.id, check.column


def _column_of(check: Check) -> int | None:
    """The column that a check sums down; ``None`` for every other check."""
    if check.identity.scope not in ("column", "table") or check.relation != "sum" or check.row < 0:
        return None
    columns = {line.column for line in check.parts}
    return columns.pop() if len(columns) == 1 and check.column in columns else None


def _touched(index: Mapping[Place, list[Check]], places: Iterable[Place]) -> list[Check]:
    return list({id(check): check for place in places for check in index.get(place, ())}.values())

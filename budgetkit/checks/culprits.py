"""Which cell is to blame: the one whose change would satisfy most failed checks and break fewest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from budgetkit.checks.check import Check, Place
from budgetkit.rules.identities import SCOPES

_FAR = 10**18


class Culprit(NamedTuple):
    """A cell, the change of its figure in fen, and the failed checks which that change satisfies."""

    place: Place
    change: int
    explained: list[Check]


class _Wanted(NamedTuple):
    """Change of a cell that satisfies a check best, the smallest and the largest that do."""

    change: int
    low: int
    high: int
    check: Check


def find_culprits(checks: Sequence[Check], failed: Sequence[Check]) -> Iterator[Culprit]:
    """Name cells that explain several failed checks, the best first, until none is left that does.

    Parameters
    ----------
    checks : sequence of Check
        All checks of the document; those that hold speak for their figures.
    failed : sequence of Check
        Failed checks that nothing else explains.

    Yields
    ------
    Culprit
        Its checks are left out of the search for the next.
    """
    sound = _sound_checks(checks)
    wanted = _wanted_changes(failed)
    printed = {line.place: line.amount_fen for check in failed for line in (*check.total, *check.parts)}
    rated = {place: _rate(place, wishes, sound, printed.get(place, 0)) for place, wishes in wanted.items()}
    while rated:
        (gain, _), culprit = max(rated.values(), key=itemgetter(0))
        if gain <= 0:
            return
        explained = culprit.explained
        explained.sort(key=lambda check: SCOPES.index(check.identity.scope))
        yield culprit
        done = set(map(id, explained))
        for touched in {cell for check in explained for cell, _ in check.signs()}:
            wanted[touched] = [wish for wish in wanted[touched] if id(wish.check) not in done]
            rated[touched] = _rate(touched, wanted[touched], sound, printed.get(touched, 0))


def _sound_checks(checks: Iterable[Check]) -> dict[Place, list[tuple[int, Check]]]:
    """Checks that hold by the cells that they rest on, each with the sign of the cell."""
    sound: dict[Place, list[tuple[int, Check]]] = defaultdict(list)
    for check in checks:
        if check.vouches:
            for place, sign in check.signs():
                sound[place].append((sign, check))
    return sound


def find_unvouched(checks: Sequence[Check], failed: Check) -> Culprit | None:
    """Of a check that fails alone, the one part that no sound check vouches for; the others have one.

    Parameters
    ----------
    checks : sequence of Check
        All checks of the document.
    failed : Check
        A sum or an equality.

    Returns
    -------
    Culprit or None
        ``None`` where several figures may be wrong, or the whole may.
    """
    if failed.relation not in ("sum", "equal") or not failed.total or not failed.parts:
        return None
    cells = dict(failed.signs())
    doubtful = cells.keys() - {place for check in checks if check.vouches for place, _ in check.signs()}
    blank = {(failed.table_id, row, column) for row, column in failed.blanks}
    if failed.difference_fen < 0:  # a figure that was lost would make the whole smaller still
        doubtful -= blank
    if len(doubtful) != 1 or doubtful & (blank | {line.place for line in failed.total}):
        return None
    (place,) = doubtful
    return Culprit(place, cells[place] * failed.difference_fen, [failed])


def _rate(
    place: Place, wanted: list[_Wanted], sound: dict[Place, list[tuple[int, Check]]], printed: int
) -> tuple[tuple[int, int], Culprit]:
    """How well a cell explains: checks satisfied less checks broken, then checks satisfied."""
    explained, change = _agreeing(wanted)
    # A figure that would have to be less than nothing is no misprint, but for a sign that was lost.
    impossible = printed >= 0 > printed + change != -printed
    if len(explained) < 2 or impossible:
        return (0, 0), Culprit(place, change, explained)
    broken = sum(abs(c.difference_fen - sign * change) > c.tolerance_fen for sign, c in sound.get(place, ()))
    return (len(explained) - broken, len(explained)), Culprit(place, change, explained)


def _wanted_changes(failed: Iterable[Check]) -> dict[Place, list[_Wanted]]:
    wanted: dict[Place, list[_Wanted]] = defaultdict(list)
    for check in failed:
        if check.relation == "absent":
            continue
        room = check.tolerance_fen
        for place, sign in check.signs():
            change = sign * check.difference_fen
            below = _FAR if check.relation == "at_most" and sign > 0 else room
            above = _FAR if check.relation == "at_most" and sign < 0 else room
            wanted[place].append(_Wanted(change, change - below, change + above, check))
    return dict(sorted(wanted.items()))


def _agreeing(wanted: list[_Wanted]) -> tuple[list[Check], int]:
    """The most checks that one change satisfies, and that change."""
    changes = [wish.change for wish in sorted(wanted, key=lambda wish: wish.high - wish.low)]
    tried = (([wish.check for wish in wanted if wish.low <= one <= wish.high], one) for one in changes)
    return max(tried, key=lambda each: len(each[0]), default=([], 0))

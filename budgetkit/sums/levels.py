"""Levels of a bare list of figures: which are wholes over the figures right after them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

MOST_FIGURES = 150
"""Figures of a list whose levels are looked for."""
MOST_READINGS = 20_000


def find_levels(amounts: Sequence[int], total: int) -> dict[int, int]:
    """Figures by the whole right above them, so that every whole adds up and the list makes the total.

    Parameters
    ----------
    amounts : sequence of int
        Figures in printed order.
    total : int
        What those of the highest level add up to.

    Returns
    -------
    dict of int to int
        Place of a figure to the place of its whole; empty where no reading adds up, or the list is too long.

    Examples
    --------
    >>> find_levels([50, 20, 30, 7], 57)
    {1: 0, 2: 0}
    """
    if not 0 < len(amounts) <= MOST_FIGURES:
        return {}
    readings = _Readings(amounts)
    if len(amounts) not in readings.ends(0, total):
        return {}
    return dict(readings.wholes(0, total, len(amounts), None))


class _Readings:
    """Ways to read figures as wholes and parts, each stretch of the list looked at once."""

    def __init__(self, amounts: Sequence[int]) -> None:
        self._amounts = amounts
        self._known: dict[tuple[int, int], dict[int, tuple[int, bool]]] = {}

    def ends(self, start: int, rest: int) -> dict[int, tuple[int, bool]]:
        """Where figures from ``start`` that make ``rest`` can end.

        For each, where the first of them ends with its parts, and whether it has any.
        """
        if (start, rest) in self._known or len(self._known) > MOST_READINGS:
            return self._known.get((start, rest), {})
        found = self._known[start, rest] = {start: (start, False)} if rest == 0 else {}
        if rest > 0 and start < len(self._amounts) and 0 <= self._amounts[start] <= rest:
            own = self._amounts[start]
            below = self.ends(start + 1, own) if own else {}
            for end, whole in [*((end, True) for end in below), (start + 1, False)]:
                for last in self.ends(end, rest - own):
                    found.setdefault(last, (end, whole))
        return found

    def wholes(self, start: int, rest: int, last: int, above: int | None) -> Iterator[tuple[int, int]]:
        """Each figure from ``start`` to ``last`` with its whole, ``above`` for the highest level."""
        while start != last:
            end, whole = self.ends(start, rest)[last]
            if above is not None:
                yield start, above
            if whole:
                yield from self.wholes(start + 1, self._amounts[start], end, start)
            start, rest = end, rest - self._amounts[start]

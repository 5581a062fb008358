"""Measures of how unequal amounts are: concentration ratios, Herfindahl, entropy, Gini, Theil, Lorenz.

All take exact integers of fen. A negative amount (money taken back) has no share: every measure is missing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence


def concentration_ratio(amounts: Sequence[int], largest: int) -> float | None:
    """Share of the largest few: CR_n = sum of the n largest / sum of all (Hannah and Kay 1977).

    Parameters
    ----------
    amounts : sequence of int
        One amount a project, in fen.
    largest : int
        How many are the few.

    Returns
    -------
    float or None
        0 to 1; ``None`` when there are fewer than ``largest``, or nothing can be shared.

    Examples
    --------
    >>> concentration_ratio([50, 30, 20], 1), concentration_ratio([50, 30, 20], 4)
    (0.5, None)
    """
    if not _can_be_shared(amounts) or len(amounts) < largest:
        return None
    return sum(sorted(amounts, reverse=True)[:largest]) / sum(amounts)


def herfindahl(amounts: Sequence[int]) -> float | None:
    """Sum of squared shares: HHI = sum of s_i^2, from 1/N to 1 (Hirschman 1945, Herfindahl 1950).

    >>> herfindahl([50, 50])
    0.5
    """
    if not _can_be_shared(amounts):
        return None
    return sum(amount * amount for amount in amounts) / sum(amounts) ** 2


def normalised_herfindahl(amounts: Sequence[int]) -> float | None:
    """HHI* = (HHI - 1/N) / (1 - 1/N): 0 for equal amounts, 1 for one alone, whatever N is.

    Missing for a single amount, whose equality cannot be judged.

    >>> normalised_herfindahl([50, 50]), normalised_herfindahl([7])
    (0.0, None)
    """
    index, count = herfindahl(amounts), len(amounts)
    return None if index is None or count < 2 else (index - 1 / count) / (1 - 1 / count)


def effective_number(amounts: Sequence[int]) -> float | None:
    """1/HHI: how many equal amounts would be as concentrated (Hannah and Kay 1977).

    >>> effective_number([10, 10, 10, 10])
    4.0
    """
    index = herfindahl(amounts)
    return None if index is None else 1 / index


def entropy(amounts: Sequence[int]) -> float | None:
    """Shannon entropy in nats: -sum of s_i ln s_i, from 0 (one alone) to ln N (all equal).

    >>> round(entropy([1, 1]), 4)
    0.6931
    """
    if not _can_be_shared(amounts):
        return None
    shares = [amount / sum(amounts) for amount in amounts if amount]
    return sum(share * math.log(1 / share) for share in shares)


def gini(amounts: Sequence[int]) -> float | None:
    """G = sum of (2i - n - 1) x_i / (n sum x), amounts in rising order (Cowell 2011, section 2.3).

    0 for equal amounts, (n - 1)/n for one that takes all.

    >>> gini([1, 1]), gini([0, 1])
    (0.0, 0.5)
    """
    if not _can_be_shared(amounts):
        return None
    count = len(amounts)
    weighted = sum((2 * place - count - 1) * amount for place, amount in enumerate(sorted(amounts), start=1))
    return weighted / (count * sum(amounts))


def theil(amounts: Sequence[int]) -> float | None:
    """T = (1/n) sum of (x/mean) ln(x/mean), from 0 to ln n (Theil 1967; Cowell 2011, section 3.4).

    >>> round(theil([0, 1]), 4)
    0.6931
    """
    own = entropy(amounts)
    return None if own is None else max(0.0, math.log(len(amounts)) - own)


def theil_between(groups: Sequence[Sequence[int]]) -> float | None:
    """The part of `theil` that lies between groups: sum of S_g ln(S_g / (n_g/n)).

    ``S_g`` is the share of group g in the money, ``n_g/n`` its share in the number; the rest is within.

    >>> round(theil_between([[0, 0], [1, 1]]), 4), theil_between([[1, 1], [1, 1]])
    (0.6931, 0.0)
    """
    everything = [amount for group in groups for amount in group]
    if not _can_be_shared(everything):
        return None
    total, count = sum(everything), len(everything)
    shares = [(sum(group) / total, len(group) / count) for group in groups if group]
    return sum(money * math.log(money / number) for money, number in shares if money)


def lorenz_points(amounts: Sequence[int]) -> list[tuple[float, float]]:
    """Points of the Lorenz curve: share of the smallest so many, share of their money (Lorenz 1905).

    >>> lorenz_points([3, 1])
    [(0.0, 0.0), (0.5, 0.25), (1.0, 1.0)]
    """
    if not _can_be_shared(amounts):
        return []
    points, running, total = [(0.0, 0.0)], 0, sum(amounts)
    for place, amount in enumerate(sorted(amounts), start=1):
        running += amount
        points.append((place / len(amounts), running / total))
    return points


def _can_be_shared(amounts: Sequence[int]) -> bool:
    return len(amounts) > 0 and min(amounts) >= 0 and sum(amounts) > 0

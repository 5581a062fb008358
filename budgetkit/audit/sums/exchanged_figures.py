"""Two figures that changed places, and one that stands in another cell: one finding instead of several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from budgetkit.audit.case import Case, compared, printed_money
from budgetkit.audit.progress import Explanation, Progress
from budgetkit.audit.sums.trial import Effect, Trial
from budgetkit.checks import Place, leave_out
from budgetkit.records import Finding

_LEAST_EXPLAINED = 2
"""Failed checks that an exchange must put right; one alone is put right by one figure."""

Pair = tuple[Place, Place]


def find_exchanged_figures(case: Case, progress: Progress) -> Iterator[Explanation]:
    """Pairs of cells of one row or one column for which all that fails holds once they are exchanged."""
    failed = progress.failed
    while len(failed) >= _LEAST_EXPLAINED:
        trial = Trial(case, failed)
        effects = {pair: effect for pair in _pairs(case, trial) if (effect := _effect(case, trial, pair))}
        if not effects:
            break
        pair = max(effects, key=lambda pair: (effects[pair].gain, len(effects[pair].explained)))
        equal = [other for other, effect in effects.items() if _is_same(effect, effects[pair])]
        yield Explanation(_finding(case, pair, effects[pair], equal), tuple(effects[pair].explained))
        failed = leave_out(failed, effects[pair].explained)


def _is_same(one: Effect, other: Effect) -> bool:
    return one.gain == other.gain and set(map(id, one.explained)) == set(map(id, other.explained))


def _pairs(case: Case, trial: Trial) -> Iterator[Pair]:
    """Cells of one row or column each of which should print what the other one prints."""
    wishes = trial.wishes()
    ranks: dict[tuple, list[Place]] = defaultdict(list)
    for place in wishes:
        table, row, column = place
        ranks[table, "row", row].append(place)
        ranks[table, "column", column].append(place)
    for (_, way, _), places in ranks.items():
        for one, other in combinations(places, 2):
            change = _amount(case, other) - _amount(case, one)
            # A blank cell of the same column belongs to another row, which has a figure of its own.
            may = way == "row" or (one in case.at and other in case.at)
            if change and may and change in wishes[one] and -change in wishes[other]:
                yield one, other


def _amount(case: Case, place: Place) -> int:
    line = case.at.get(place)
    return line.amount_fen if line else 0


def _effect(case: Case, trial: Trial, pair: Pair) -> Effect | None:
    """What the exchange explains, if that is more than either figure alone does, and nothing is broken."""
    one, other = pair
    change = _amount(case, other) - _amount(case, one)
    both = trial.weigh({one: change, other: -change})
    alone = [trial.weigh({one: change}), trial.weigh({other: -change})]
    more = all(len(both.explained) > len(single.explained) for single in alone)
    better = all(both.gain > single.gain for single in alone)
    return both if more and better and both.broken == 0 else None


def _finding(case: Case, pair: Pair, effect: Effect, equal: list[Pair]) -> Finding:
    one, other = sorted(pair)
    if one not in case.at or other not in case.at:
        return _astray(case, *((one, other) if one in case.at else (other, one)), effect)
    tables = dict.fromkeys(twin[0][0] for twin in equal if twin[0][0] != one[0])
    others = "、".join(map(case.title, tables))
    second, line, there = case.names(other), case.at[one], case.at[other]
    words = {
        "count": len(effect.explained),
        "printed": printed_money(line),
        "other_row": second["row"],
        "other_column": second["column"],
        "other": printed_money(there),
        "or": (f"；或者{others}的两处互换了位置", f"; or those of {others} did") if others else "",
    }
    places = [one, other, *(place for twin in equal for place in sorted(twin))]
    return compared(case.tell("figures-swapped", places, **words), line.amount_fen, there.amount_fen, 0)


def _astray(case: Case, printed: Place, blank: Place, effect: Effect) -> Finding:
    words = {"count": len(effect.explained), "printed": printed_money(case.at[printed])}
    return case.tell("figure-astray", [printed, blank], right=case.names(blank)["column"], **words)

"""Figures that changed places, stand in another cell or are gone: one finding instead of several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from budgetkit.audit.case import Case, compared, listed, printed_money
from budgetkit.audit.progress import Explanation, Progress
from budgetkit.audit.sums.trial import Changes, Effect, Trial
from budgetkit.checks import Check, Place, leave_out
from budgetkit.records import Finding

_LEAST_OF_EXCHANGE = 2
"""Failed checks that an exchange must put right; one alone is put right by one figure."""
_LEAST_ROWS = 2
"""Blank cells of one column, each wanted by a sum of its own row."""
_LEAST_OF_BLANKS = 3
"""Failed checks that their figures must put right, one that crosses the rows among them.

Where a column prints no figure at all there is no sum to cross them.
"""

Pair = tuple[Place, Place]


def find_exchanged_figures(case: Case, progress: Progress) -> Iterator[Explanation]:
    """Pairs of cells of one row or one column for which all that fails holds once they are exchanged."""
    failed = progress.failed
    while len(failed) >= _LEAST_OF_EXCHANGE:
        trial = Trial(case, failed)
        effects = {pair: effect for pair in _pairs(case, trial) if (effect := _effect(case, trial, pair))}
        if not effects:
            break
        pair = max(effects, key=lambda pair: (effects[pair].gain, len(effects[pair].explained)))
        equal = [other for other, effect in effects.items() if _is_same(effect, effects[pair])]
        yield Explanation(_exchanged(case, pair, effects[pair], equal), tuple(effects[pair].explained))
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


def _exchanged(case: Case, pair: Pair, effect: Effect, equal: list[Pair]) -> Finding:
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


def find_blanked_figures(case: Case, progress: Progress) -> Iterator[Explanation]:
    """Blank cells of a column for which all that fails holds once they print what their rows lack."""
    failed = progress.failed
    trial = Trial(case, failed)
    columns = {key: cells for key, cells in _wanted(failed).items() if len(cells) >= _LEAST_ROWS}
    for key in sorted(columns, key=lambda key: (-trial.weigh(columns[key]).gain, key)):
        effect = Trial(case, failed).weigh(columns[key])
        if _is_told(case, key, effect):
            yield Explanation(_blanked(case, columns[key], effect), tuple(effect.explained))
            failed = leave_out(failed, effect.explained)


def _wanted(failed: Iterable[Check]) -> dict[tuple[str, int], dict[Place, int]]:
    """Figures that sums of rows lack where a cell is blank, by table and column."""
    wanted: dict[tuple[str, int], dict[Place, int]] = defaultdict(dict)
    for check in failed:
        if check.identity.scope == "row" and check.relation == "sum" and check.total:
            for row, column in check.blanks:
                wanted[check.table_id, column].setdefault((check.table_id, row, column), check.difference_fen)
    return wanted


def _is_told(case: Case, column: tuple[str, int], effect: Effect) -> bool:
    """Whether the figures put enough right, break nothing, and a sum down the column speaks for them."""
    if effect.broken or len(effect.explained) < _LEAST_OF_BLANKS:
        return False
    if any(check.identity.scope != "row" for check in effect.explained):
        return True
    return not any((place[0], place[2]) == column for place in case.at)


def _blanked(case: Case, changes: Changes, effect: Effect) -> Finding:
    rows = [row for _, row, _ in sorted(changes)]
    lines = sorted({line.place for check in effect.explained for line in check.total})
    words = {"rows": listed(rows), "count": len(rows), "tried": len(effect.explained)}
    return case.tell("figures-lost", sorted(changes), lines, **words)

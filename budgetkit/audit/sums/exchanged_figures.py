"""Two figures that changed places, and one that stands in another cell: one finding instead of several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from budgetkit.amounts import print_amount
from budgetkit.audit.case import Case
from budgetkit.audit.sums.trial import Trial, Verdict
from budgetkit.checks import Check, Place, leave_out
from budgetkit.records import Finding

_LEAST_EXPLAINED = 2
"""Failed checks that an exchange must put right; one alone is put right by one figure."""


def find_swapped(case: Case, failed: list[Check]) -> tuple[list[Finding], list[Check]]:
    """Pairs of cells of one row or one column for which all that fails holds once they are exchanged."""
    found = []
    while len(failed) >= _LEAST_EXPLAINED:
        trial = Trial(case, failed)
        tried = [(pair, _verdict(case, trial, *pair)) for pair in _pairs(case, trial)]
        tried = [(pair, verdict) for pair, verdict in tried if verdict is not None]
        if not tried:
            break
        best = max(tried, key=lambda each: (each[1].gain, len(each[1].explained), each[0][2:]))
        equal = [pair for pair, verdict in tried if _same(verdict, best[1])]
        found.append(_finding(case, best[0], best[1], equal))
        failed = leave_out(failed, best[1].explained)
    return found, failed


def _same(one: Verdict, other: Verdict) -> bool:
    return one.gain == other.gain and set(map(id, one.explained)) == set(map(id, other.explained))


def _pairs(case: Case, trial: Trial) -> Iterator[tuple[Place, Place]]:
    """Cells of one row or column each of which should print what the other one prints."""
    wishes = trial.wishes()
    lines: dict[tuple, list[Place]] = defaultdict(list)
    for place in wishes:
        table, row, column = place
        lines[table, "row", row].append(place)
        lines[table, "column", column].append(place)
    for (_, way, _), places in lines.items():
        for number, one in enumerate(places):
            for other in places[number + 1 :]:
                change = _amount(case, other) - _amount(case, one)
                # A blank cell of the same column belongs to another row, which has a figure of its own.
                printed = one in case.at and other in case.at
                if (
                    change
                    and (printed or way == "row")
                    and change in wishes[one]
                    and -change in wishes[other]
                ):
                    yield one, other


def _amount(case: Case, place: Place) -> int:
    line = case.at.get(place)
    return line.amount_fen if line else 0


def _verdict(case: Case, trial: Trial, one: Place, other: Place) -> Verdict | None:
    """What the exchange explains, if that is more than either figure alone does, and little is broken."""
    change = _amount(case, other) - _amount(case, one)
    both = trial.weigh({one: change, other: -change})
    alone = [trial.weigh({one: change}), trial.weigh({other: -change})]
    more = all(len(both.explained) > len(single.explained) for single in alone)
    better = all(both.gain > single.gain for single in alone)
    return both if more and better and both.broken == 0 else None


def _finding(case: Case, pair: tuple[Place, Place], verdict: Verdict, equal: list) -> Finding:
    one, other = sorted(pair)
    if one not in case.at or other not in case.at:
        return _astray(case, *((one, other) if one in case.at else (other, one)), verdict)
    second = case.names(other)
    words = {
        "count": len(verdict.explained),
        "printed": _money(case, one),
        "other_row": second["row"],
        "other_column": second["column"],
        "other": _money(case, other),
    }
    tables = dict.fromkeys(pair[0][0] for pair in equal if pair[0][0] != one[0])
    others = "、".join(case.names((table, -1, -1))["table"] for table in tables)
    words |= {
        "or": "",
        "or_zh": f"；或者{others}的两处互换了位置" if others else "",
        "or_en": f"; or those of {others} did" if others else "",
    }
    finding = case.notice("figures-swapped", one[0], cell=one, **words)
    places = dict.fromkeys([one, other, *(place for each in equal for place in sorted(each))])
    finding.places = [case.place(place) for place in places]
    finding.lines = [place for place in places if place in case.at]
    line = case.at[one]
    finding.printed_fen, finding.expected_fen = line.amount_fen, case.at[other].amount_fen
    finding.difference_fen, finding.tolerance_fen = finding.printed_fen - finding.expected_fen, 0
    return finding


def _astray(case: Case, printed: Place, blank: Place, verdict: Verdict) -> Finding:
    words = {"count": len(verdict.explained), "printed": _money(case, printed)}
    words["right"] = case.names(blank)["column"]
    finding = case.notice("figure-astray", printed[0], cell=printed, **words)
    finding.places = [case.place(printed), case.place(blank)]
    return finding


def _money(case: Case, place: Place) -> str:
    line = case.at[place]
    return f"{print_amount(line.amount_fen, line.printed_unit, line.decimals)} {line.printed_unit}"

"""The borders of the audit: evidence stays as it is, and a failed check is explained once, in any order."""

import random
from dataclasses import replace

import pytest
from attrs.exceptions import FrozenInstanceError
from small_disclosure import disclosure

from budgetkit.audit import EXPLAINING, Case, explain
from budgetkit.checks import evaluate


def faulty_case(seed: int) -> Case:
    """A disclosure with a row lost, two figures exchanged and three others wrong."""
    chance = random.Random(seed)
    tables, lines = disclosure()
    lost = chance.choice([line for line in lines if line.row_kind == "item"])
    lines = [line for line in lines if line.place[:2] != lost.place[:2]]
    one, other, *wrong = chance.sample(lines, 5)
    one.amount_fen, other.amount_fen = other.amount_fen, one.amount_fen
    for line in wrong:
        line.amount_fen += chance.randrange(1, 9) * 10**6
    checks = evaluate(lines, columns={table.table_id: table.columns for table in tables})
    return Case(tables, lines, checks, fiscal_year=2024)


@pytest.mark.parametrize("seed", range(12))
def test_finders_in_another_order_explain_each_failed_check_once(seed):
    case, said = faulty_case(seed), []

    def keep(find):
        return lambda *known: said.extend(found := list(find(*known))) or found

    before = [replace(line) for line in case.lines]
    finders = random.Random(seed).sample(EXPLAINING, len(EXPLAINING))
    progress = explain(case, [[keep(find)] for find in finders])
    explained = [id(check) for one in said for check in one.checks]
    failed = {id(check) for check in case.checks if check.state == "fails"}
    assert said and len(explained) == len(set(explained))
    assert failed.issuperset(explained) and not set(explained).intersection(map(id, progress.failed))
    assert before == list(case.lines)


def test_the_evidence_cannot_be_assigned():
    case = faulty_case(0)
    for name in ("lines", "tables", "checks", "findings"):
        with pytest.raises(FrozenInstanceError):
            setattr(case, name, ())

"""A disclosure typeset in any style reads back as it was made: same lines, nothing to find."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("reportlab")

import budgetkit  # noqa: E402
from budgetkit.vocabulary import normalise  # noqa: E402
from tools.facsimile import random_disclosure, random_style, typeset  # noqa: E402


def read_back(tmp_path_factory, disclosure, style):
    path = tmp_path_factory.mktemp("typeset") / "made.pdf"
    path.write_bytes(typeset(disclosure, style))
    return budgetkit.read(path)


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**6), look=st.integers(0, 10**6), items=st.integers(3, 30))
def test_a_consistent_disclosure_reads_back_without_a_finding(tmp_path_factory, seed, look, items):
    made = random_disclosure(seed, items=items)
    read = read_back(tmp_path_factory, made, random_style(look))
    printed = [(each.kind, normalise(each.column), each.printed) for each in made["expected"]]
    lines = read.lines
    found = [
        (line.kind, normalise(line.column_label), line.printed.replace("\n", ""))
        for line in lines.itertuples()
    ]
    assert sorted(found) == sorted(printed)
    assert list(read.findings["message_en"]) == []
    # every sum that a table prints was checked and holds
    assert not ((lines["row_kind"] == "total") & ~lines["verified"]).any()


def test_the_same_disclosure_in_another_layout_gives_the_same_lines(tmp_path_factory):
    made = random_disclosure(29, items=9)
    about = ["kind", "item", "functional_code", "department_economic_code", "fund", "nature", "amount_yuan"]
    frames = [
        read_back(tmp_path_factory, made, random_style(look))
        .lines[about]
        .sort_values(about, ignore_index=True)
        for look in (1, 2, 3)
    ]
    assert frames[0].equals(frames[1]) and frames[0].equals(frames[2])

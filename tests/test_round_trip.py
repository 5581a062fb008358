"""A disclosure typeset in any style reads back as it was made: same lines, nothing to find."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

pytest.importorskip("reportlab")

import budgetkit  # noqa: E402
from budgetkit.text import normalise, read_label
from tests.exploring import examples  # noqa: E402
from tools.facsimile import random_disclosure, random_style, typeset  # noqa: E402

PHASES = [Phase.explicit, Phase.reuse, Phase.generate]
"""Without shrinking: a smaller disclosure is no clearer, and each takes a second to typeset."""


def read_back(tmp_path_factory, disclosure, style):
    path = tmp_path_factory.mktemp("typeset") / "made.pdf"
    path.write_bytes(typeset(disclosure, style))
    return budgetkit.read(path)


def findings_of(read):
    """What there is to find, apart from the note that rows cut by a page break were rejoined."""
    rejoined = (
        set(read.repairs["kind"]) <= {"row_rejoined", "header_rejoined", "figure_rejoined"}
        if len(read.repairs)
        else True
    )
    assert rejoined, sorted(set(read.repairs["kind"]))
    findings = read.findings
    return list(findings[findings["identity"] != "table-repaired"]["message_en"])


@settings(max_examples=examples(12), phases=PHASES, suppress_health_check=[HealthCheck.too_slow])
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
    assert findings_of(read) == []
    # every sum that a table prints was checked and holds
    assert not ((lines["row_kind"] == "total") & ~lines["verified"]).any()


def broken_style(look):
    """A look with low pages: rows, headers and figures break anywhere, tables begin anywhere on a page."""
    draw = random.Random(f"broken-{look}")
    return replace(
        random_style(look),
        page_size=draw.choice([(842.0, 420.0), (842.0, 595.0), (700.0, 400.0), (1190.0, 420.0)]),
        orientation="portrait",
        margin=36.0,
        split_rows=draw.random() < 0.7,
        repeat_header=draw.random() < 0.5,
        flow=draw.random() < 0.6,
        loose_header=draw.random() < 0.6,
    )


def lines_with_items(read, made):
    """Lines found and lines made, with kind, heading, row label and printed figure."""
    found = Counter(
        (line.kind, normalise(line.column_label), normalise(line.item), line.printed.replace("\n", ""))
        for line in read.lines.itertuples()
    )
    printed = Counter(
        (each.kind, normalise(each.column), read_label(each.label).item if each.label else "", each.printed)
        for each in made["expected"]
    )
    return found, printed


@settings(max_examples=examples(5), phases=PHASES, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**6), look=st.integers(0, 10**6), items=st.integers(3, 30))
def test_page_breaks_anywhere_change_no_line(tmp_path_factory, seed, look, items):
    made = random_disclosure(seed, items=items)
    read = read_back(tmp_path_factory, made, broken_style(look))
    found, printed = lines_with_items(read, made)
    assert found - printed == Counter() and printed - found == Counter()
    assert findings_of(read) == []
    assert len(read.tables) == 9


@pytest.mark.parametrize("look", [5, 7, 19, 24])
def test_rows_cut_by_a_page_break_are_whole_and_told(tmp_path_factory, look):
    made = random_disclosure(look, items=24)
    style = replace(broken_style(look), split_rows=True, table_size=9.0, page_size=(600.0, 400.0))
    read = read_back(tmp_path_factory, made, style)
    found, printed = lines_with_items(read, made)
    assert found == printed
    assert (read.repairs["kind"] == "row_rejoined").any()
    assert findings_of(read) == []


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

"""Tables of the real documents as a person sees them on the rendered pages.

``tests/expected/samples-tables.tsv`` and ``seeds-tables.tsv`` were written down looking at every page with a
table. Titles are compared without numbering, year and publisher; columns with neighbours of one role merged.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.generalisation import TRUTH, agreements, describe_table, expected_tables, pair
from budgetkit.readers import read_document
from budgetkit.tables import recognise

SAMPLES, SEEDS = (expected_tables([path]) for path in TRUTH)
KNOWN_WRONG = {
    # forms of projects that a page break cuts, whose title wraps, or whose unit stands in the frame
    ("southwest-university-2023", "performance_project_form"),
    ("000_3d4e5118cf9b163f", "performance_department_form"),
}
"""Kinds of tables of a file whose title, unit and extent are not yet read as printed."""


def misread(name: str, path: Path, expected: list[dict[str, str]]) -> list[str]:
    """What differs between the page and the recognised tables, in words."""
    found = [describe_table(name, table) for table in recognise(read_document(path)) if table.pages]
    wrong = []
    for wanted, have in pair(expected, found):
        if (name, wanted["kind"]) in KNOWN_WRONG:
            continue
        place = f"{name}, page {wanted['first_page']}, {wanted['title'] or wanted['kind']}"
        if have is None:
            wrong.append(f"{place}: not found")
            continue
        differs = [what for what, (right, count) in agreements(wanted, have).items() if right != count]
        differs += [what for what in ("last_page", "state") if wanted[what] != have[what]]
        wrong += [f"{place}: {what} is {have[what]!r}, printed {wanted[what]!r}" for what in differs]
    return wrong


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_tables_of_a_sample_are_what_its_pages_print(samples: Path, name):
    assert misread(name, samples / f"{name}.pdf", SAMPLES[name]) == []


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_tables_of_a_text_are_what_it_prints(seeds: Path, name):
    assert misread(name, seeds / f"{name}.txt", SEEDS[name]) == []


def test_no_sample_with_tables_is_left_out(samples: Path):
    with_tables = {
        path.stem for path in samples.glob("*.pdf") if any(t.pages for t in recognise(read_document(path)))
    }
    assert with_tables == set(SAMPLES)


def test_each_project_of_the_central_university_has_one_form():
    forms = [row for row in SAMPLES["southwest-university-2023"] if row["kind"] == "performance_project_form"]
    assert len(forms) == 24
    assert len({row["title"] for row in forms}) == 24

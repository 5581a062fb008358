"""Own prose in the wording of many places: what it states is marked in the text (see ``marked_prose``)."""

from __future__ import annotations

import pytest

from budgetkit.disclosure import understand
from budgetkit.model import Document, Paragraph
from tests.marked_prose import FOLDER, compare, read_marked, read_text, wrongly_backed_out

RECALL = 0.95
TEXTS = sorted(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("path", TEXTS, ids=[path.stem for path in TEXTS])
def test_what_own_prose_states_is_read_and_nothing_else(path):
    marked = read_marked(path)
    records = read_text(marked)
    missed, wrong, _ = compare(marked, records)
    stated = sum(not one.optional for one in marked.truth)
    assert wrong == []
    assert wrongly_backed_out(marked, records) == []
    assert len(missed) <= (1 - RECALL) * stated, missed


def test_texts_are_there_and_hold_much():
    assert len(TEXTS) >= 12
    assert all(len(read_marked(path).truth) >= 40 for path in TEXTS)


@pytest.mark.parametrize("path", TEXTS, ids=[path.stem for path in TEXTS])
def test_own_prose_whose_figures_agree_has_no_finding_but_notes(path):
    marked = read_marked(path)
    final = "决算" if marked.phase == "executed" else "预算"
    lines = [f"示例市示例局{marked.year}年度部门{final}", *marked.text.split("\n")]
    document = Document("own.txt", "", "text", 1, tuple(Paragraph(1, line) for line in lines))
    found = understand(document, {}).arrow["findings"].to_pylist()
    assert {one["identity"] for one in found} <= {"text-cause", "text-growth-from-zero"}
    assert {one["severity"] for one in found} <= {"info"}

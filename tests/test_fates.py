"""Inputs whose every figure has a known fate are what their drawings make; the scorer counts fates."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal

import pytest

pytest.importorskip("reportlab")

from benchmarks.fates import Figure, Outcome, describe_fates, load_cases, measure_fates, score_case  # noqa: E402
from tests.fates.all_cases import CASES, FOLDER, write_case  # noqa: E402

TRUTHS = {path.name: truth for path, truth in load_cases()}
QUICK = [name for name in CASES if not name.startswith("boxes_")][::6]
"""Drawings made anew by the test; those with a font of their own take long."""


@pytest.mark.parametrize("name", QUICK)
def test_a_committed_input_is_what_its_drawing_makes(name, tmp_path):
    for path in write_case(CASES[name](), tmp_path):
        assert path.read_bytes() == (FOLDER / path.name).read_bytes()


def test_every_drawing_has_its_files_and_every_kind_some_cases():
    assert sorted(CASES) == sorted(name.partition(".")[0] for name in TRUTHS)
    assert len(list(FOLDER.iterdir())) == 2 * len(CASES)
    assert min(Counter(truth["kind"] for truth in TRUTHS.values()).values()) >= 3


@pytest.mark.parametrize("name", TRUTHS)
def test_a_truth_is_well_formed(name):
    truth = TRUTHS[name]
    assert set(truth) == {"kind", "what", "right"}
    right = truth["right"]
    assert set(right) == {"amounts", "unread_allowed", "must_not", "absent_tables", "findings_errors"}
    assert right["amounts"]
    for page, printed, yuan in right["amounts"]:
        assert int(str(page).rpartition(":")[2]) >= 1
        assert printed.strip()
        assert yuan is None or Decimal(yuan) == Decimal(yuan).quantize(Decimal("0.01"))


def truth_of(*amounts, must_not=(), allowed=False):
    right = {"amounts": list(amounts), "unread_allowed": allowed, "must_not": list(must_not)}
    return {"kind": "mini", "what": "", "right": {**right, "absent_tables": [], "findings_errors": 0}}


def figure(printed, yuan, page=1):
    return Figure(page, printed, Decimal(yuan))


def test_a_figure_is_right_one_lost_and_one_forbidden():
    truth = truth_of([1, "5.00", "50000.00"], [1, "7.10", "71000.00"], must_not=["9.99"])
    fates = score_case(truth, Outcome(lines=[figure("5.00", "50000"), figure("9.99", "99900")]))
    assert (fates.right, fates.lost, fates.forbidden, fates.wrong, fates.whole) == (1, 1, 1, 0, 0)
    assert fates.invented == 1


def test_figures_count_as_often_as_they_are_printed_and_on_their_page():
    truth = truth_of([1, "5.00", "50000.00"], [1, "5.00", "50000.00"], [2, "5.00", "50000.00"])
    fates = score_case(truth, Outcome(lines=[figure("5.00", "50000")] * 3))
    assert (fates.right, fates.lost) == (2, 1)


def test_another_amount_on_the_same_text_is_wrong_and_so_is_any_where_nobody_could_tell():
    truth = truth_of([1, "▲1,200", "-1200.00"], [1, "300", None], must_not=["1200.00"])
    fates = score_case(truth, Outcome(lines=[figure("▲1,200", "1200"), figure("300", "300")]))
    assert (fates.right, fates.wrong, fates.forbidden) == (0, 2, 1)


def test_a_told_figure_is_no_fault_where_nobody_could_tell_it():
    truth = truth_of([1, "####", None], [1, "8.00", "80000.00"])
    told = [(1, "####")]
    fates = score_case(truth, Outcome(statements=[figure("", "80000")], told=told))
    assert (fates.right, fates.told, fates.whole) == (1, 1, 1)
    fates = score_case(truth, Outcome(told=[*told, (1, "收入18.00万元，支出8.00万元")]))
    assert (fates.told, fates.lost, fates.whole) == (2, 0, 0)


def test_errors_and_absences_beyond_the_truth_are_faults():
    truth = truth_of([1, "1.00", "10000.00"])
    outcome = Outcome(lines=[figure("1.00", "10000")], errors=2, absent=["“三公”经费支出表", "收入总表"])
    fates = score_case(truth, outcome, "2025年三公经费预算支出情况表")
    assert (fates.accusing, fates.absent, fates.whole) == (2, 1, 0)


def test_a_folder_is_read_and_told_by_kind_and_by_case(tmp_path):
    rows = "| 科目编码 | 科目名称 | 合计 |\n| --- | --- | --- |\n| 201 | 一般公共服务支出 | 5.00 |\n"
    rows += "| | 合计 | 5.00 |\n"
    (tmp_path / "one.md").write_text(f"支出总表\n\n单位：万元\n\n{rows}", encoding="utf-8")
    truth = truth_of(*[[1, "5.00", "50000.00"]] * 2)
    (tmp_path / "one.json").write_text(json.dumps(truth), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no case", encoding="utf-8")
    found = measure_fates(tmp_path, tell=lambda text: None)
    assert found["one.md"][1].figures == found["one.md"][1].right == 2
    assert "| mini | 1 |" in describe_fates(found)
    assert "| one.md | 1 |" in describe_fates(found, each=True)

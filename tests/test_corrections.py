"""The user's corrections: guarded, told, and never silent."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from budgetkit.cli import WRONG_USAGE, main
from budgetkit.corpus import build, parts
from budgetkit.corrections import CorrectionRefused, load_corrections
from budgetkit.errors import WrongUsage
from budgetkit.model import Document
from tests.small_documents import BY_FUNCTION, TITLE, document

WRONG = [["2011301" == row[0] and column == 2 and "41.00" or text for column, text in enumerate(row)]
         for row in BY_FUNCTION]  # fmt: skip
"""The table with 41.00 printed where its row and its column make 40.00."""


def read_wrong(path, name=None) -> Document:
    return document(WRONG, title=TITLE, seed=path and open(path, encoding="utf-8").read())


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "read_document", read_wrong)
    (tmp_path / "raw").mkdir()
    for name in "ab":
        (tmp_path / "raw" / f"{name}.pdf").write_text(name, encoding="utf-8")
    return tmp_path


def built(folder, **options):
    return build(folder / "raw", folder / "clean", folder / "cache", corrections=folder / "c.yml", **options)


def entry(dataset, printed="41.00", corrected="40.00", **more) -> dict:
    lines = dataset.lines
    line = lines[lines["printed"] == "41.00"].iloc[0]
    found = {"line": line["line_id"], "printed": printed, "corrected": corrected, "reason": "行列均为40.00"}
    return found | more


def write(folder, *entries):
    (folder / "c.yml").write_text(json.dumps(list(entries), ensure_ascii=False), encoding="utf-8")


def test_a_corrected_figure_agrees_and_says_so(folder):
    before = built(folder)
    name = before.documents["document_id"][0]
    assert (before.findings[before.findings["document_id"] == name]["severity"] == "error").any()
    write(folder, entry(before))
    after = built(folder)
    line = after.lines.set_index("line_id").loc[entry(before)["line"]]
    assert (str(line["amount_yuan"]), line["printed"], line["repaired"]) == ("400000.00", "41.00", True)
    assert line["verified"]
    own = after.findings[after.findings["document_id"] == name]
    assert own["identity"].tolist() == ["corrected-by-user"]
    assert "行列均为40.00" in own["message_zh"].iloc[0] and own["line_ids"].iloc[0] == [entry(before)["line"]]
    repair = after.repairs[after.repairs["document_id"] == name].iloc[0]
    assert repair[["kind", "before", "after", "proof"]].tolist() == [
        "by_hand", "41.00", "40.00", "行列均为40.00",
    ]  # fmt: skip
    other = after.documents["document_id"][1]
    assert (after.findings[after.findings["document_id"] == other]["severity"] == "error").any()


def test_a_correction_taken_back_leaves_the_data_as_they_were(folder):
    before = built(folder)
    lines = (folder / "clean" / "lines.csv").read_bytes()
    write(folder, entry(before))
    built(folder)
    assert (folder / "clean" / "lines.csv").read_bytes() != lines
    write(folder)
    built(folder)
    assert (folder / "clean" / "lines.csv").read_bytes() == lines


def test_only_the_corrected_file_is_read_again(folder):
    before = built(folder)
    write(folder, entry(before))
    read = []
    built(folder, progress=lambda done, total, name: read.append(name))
    assert read == []


@pytest.mark.parametrize(
    "change",
    [
        {"printed": "42.00"},
        {"corrected": "viele"},
        {"corrected": " - 1 - "},
        {"line": "doc/t01/r99c2"},
    ],
)
def test_a_guard_that_does_not_hold_fails_the_build_and_changes_nothing(folder, change):
    before = built(folder)
    lines = (folder / "clean" / "lines.csv").read_bytes()
    good = entry(before)
    if "line" in change:
        change = {"line": good["line"].replace("r4c2", "r99c2")}
    write(folder, good | change)
    with pytest.raises(CorrectionRefused, match="row"):
        built(folder)
    assert (folder / "clean" / "lines.csv").read_bytes() == lines


def test_a_label_is_corrected_for_its_whole_row(folder):
    before = built(folder)
    write(folder, entry(before, printed="行政运行", corrected="事业运行", field="functional_name"))
    lines = built(folder).lines
    row = lines[lines["functional_code"] == "2011301"]
    assert sorted(row["functional_name"].unique()) == sorted(["事业运行", "行政运行"])  # the other document's
    assert (row["functional_name"] == "事业运行").sum() == 2


def test_a_correction_of_a_document_that_is_not_there_is_told(folder):
    before = built(folder)
    write(folder, entry(before, line="elsewhere-2020-approved/t01/r1c1"))
    with pytest.warns(UserWarning, match="elsewhere-2020-approved"):
        built(folder)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[1]", "entry 1: '1' is no table of keys"),
        ("a: b", "no list"),
        ("- {line: x/t1/r1c1, printed: '1', corrected: '2'}", "“reason” is missing"),
        ("- {line: x, printed: '1', corrected: '2', reason: r}", "no line_id"),
        ("- {line: x/t1/r1c1, printed: '1', corrected: '2', reason: r, why: not}", "“why” is no known key"),
        ("- {line: x/t1/r1c1, printed: '1', corrected: '2', reason: r, field: amount_yuan}", "amount_yuan"),
        ("- {line: x/t1/r1c1, printed: '1', corrected: '2', reason: r}\n" * 2, "twice"),
        ("- [", "cannot read"),
    ],
)
def test_a_file_that_is_no_list_of_corrections_is_told(tmp_path, text, says):
    path = tmp_path / "corrections.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WrongUsage, match=says):
        load_corrections(path)


def test_figures_keep_their_digits(tmp_path):
    path = tmp_path / "corrections.yml"
    path.write_text("- {line: x/t1/r1c1, printed: 9645.50, corrected: 1_0, reason: yes}", encoding="utf-8")
    (correction,) = load_corrections(path)
    assert (correction.printed, correction.corrected, correction.reason) == ("9645.50", "1_0", "yes")


def test_the_command_ends_with_one_line(folder):
    write(folder, {"line": "no id", "printed": "1", "corrected": "2", "reason": "r"})
    arguments = [folder / "raw", "--out", folder / "clean", "--cache", folder / "cache"]
    result = CliRunner().invoke(main, ["build", *map(str, arguments), "--corrections", str(folder / "c.yml")])
    assert result.exit_code == WRONG_USAGE and "no line_id" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_shipped_file_holds_no_correction(repository):
    assert load_corrections(repository / "data" / "corrections.yml") == ()

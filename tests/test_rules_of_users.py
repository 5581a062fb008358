"""Rules of the user: a folder of small files teaches a kind of table, and nothing of it stays behind."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import budgetkit
from budgetkit.analysis import readable
from budgetkit.cli import main
from budgetkit.corpus import build, examine
from budgetkit.report.execute import _environment
from budgetkit.rules.active import VARIABLE, active, using
from budgetkit.rules.kinds import kinds
from budgetkit.rules.notices import titles
from budgetkit.rules.words import header_word

CASES = Path(__file__).resolve().parents[2] / "shared" / "cases"

GUIDE = re.compile(r"<!-- rules of a user: (\S+) -->\n```toml\n(.*?)```", re.DOTALL)
MADE = """\
# 某某省示例厅 2024 年部门预算

## 2024年示例产业奖补资金分配表

单位：万元

| 序号 | 地区 | 奖补资金合计 | 国家奖补 | 省级奖补 | 其中：预拨资金 |
| --- | --- | --- | --- | --- | --- |
|  | 合计 | 90.00 | 60.00 | 30.00 | 15.00 |
| 1 | 子市 | 40.00 | 30.00 | {first} | 5.00 |
| 2 | 丑县 | 50.00 | 30.00 | 20.00 | 10.00 |
"""


@pytest.fixture
def rules(tmp_path: Path, repository: Path) -> Path:
    """The two files of the walk-through in CONTRIBUTING.md."""
    folder = tmp_path / "rules"
    for name, text in GUIDE.findall((repository / "CONTRIBUTING.md").read_text(encoding="utf-8")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def made(tmp_path: Path) -> Path:
    path = tmp_path / "made.md"
    path.write_text(MADE.format(first="10.00"), encoding="utf-8")
    return path


def names_of(findings) -> list[str]:
    own = findings[findings["severity"] != "info"]
    return [one for one in own["identity"] if one.startswith("grant")]


def check_right(path: Path, rules: Path) -> None:
    read = budgetkit.read(path, rules=rules)
    assert set(read.lines["kind"]) == {"grant_allocation"}
    assert (read.lines["checks"] > 0).all() and not names_of(read.findings)


def check_wrong(path: Path, rules: Path, label: str, column: str) -> None:
    read = budgetkit.read(path, rules=rules)
    (finding,) = read.findings[read.findings["severity"] != "info"].itertuples()
    place = json.loads(finding.places)[0] if isinstance(finding.places, str) else finding.places[0]
    lines = read.lines[(read.lines["row"] == place["row"]) & (read.lines["column"] == place["column"])]
    assert lines[["item", "column_label"]].values.tolist() == [[label, column]]


def test_a_kind_of_the_user_is_recognised_and_checked(rules, made):
    check_right(made, rules)
    assert "grant_allocation" not in set(budgetkit.read(made).lines["kind"])


def test_one_wrong_figure_of_it_is_one_finding(rules, made):
    made.write_text(MADE.format(first="11.00"), encoding="utf-8")
    check_wrong(made, rules, "子市", "省级奖补")


@pytest.mark.skipif(not CASES.is_dir(), reason="the shared cases are not here")
def test_the_shared_case(rules):
    for path in rules.rglob("*.toml"):
        text = path.read_text(encoding="utf-8").replace("奖补", "补助").replace("国家", "中央")
        path.write_text(text, encoding="utf-8")
    check_right(CASES / "allocation-table.md", rules)
    check_wrong(CASES / "allocation-table-wrong.md", rules, "甲市", "省级补助")


def test_other_rules_leave_no_answer_behind(rules):
    headers = rules / "words" / "headers.toml"
    headers.parent.mkdir()
    headers.write_text('[[fund]]\npatterns = ["^部门奖补"]\nfund = "carryover"\n', encoding="utf-8")
    before = header_word("fund", "部门奖补"), len(kinds())
    with using(rules):
        assert header_word("fund", "部门奖补") == "carryover" and "grant_allocation" in kinds()
        assert active().fingerprint
    assert (header_word("fund", "部门奖补"), len(kinds())) == before and not active().fingerprint


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_build_reads_with_them_and_says_so(tmp_path, rules, made, jobs):
    raw = tmp_path / "raw"
    raw.mkdir()
    made.rename(raw / "made.md")
    (raw / "other.md").write_text(MADE.format(first="11.00"), encoding="utf-8")
    out, cache = tmp_path / "clean", tmp_path / "cache"
    plain = build([raw], out, cache, jobs=jobs)
    assert "grant_allocation" not in set(plain.lines["kind"])
    assert "rules" not in json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    own = build([raw], out, cache, jobs=jobs, rules=rules)
    assert set(own.lines["kind"]) == {"grant_allocation"}
    stated = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))["rules"]["hash"]
    assert stated.startswith("sha256:")
    again = build([raw], out, cache, jobs=jobs)
    assert "grant_allocation" not in set(again.lines["kind"])


def test_files_are_examined_with_them(rules, made):
    assert set(examine([made], rules=rules).lines["kind"]) == {"grant_allocation"}


def test_their_labels_reach_what_is_shown(rules, made):
    lines = budgetkit.read(made, rules=rules).lines
    with using(rules):
        assert set(readable(lines, "kind").frame.iloc[:, 0]) == {kinds()["grant_allocation"].zh}
        assert any(name.startswith("grant") for name in titles())
        assert _environment("")[VARIABLE] == str(rules)
    assert set(readable(lines, "kind").frame.iloc[:, 0]) == {"grant_allocation"}


def test_the_environment_names_them_for_a_whole_process(rules):
    program = "from budgetkit.rules.kinds import kinds; print('grant_allocation' in kinds())"
    told = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, VARIABLE: str(rules)},
    )
    assert told.stdout.strip() == "True"


@pytest.mark.parametrize("name", sorted(set(main.commands)))
def test_every_command_takes_them_and_refuses_a_folder_that_is_none(name, tmp_path, made):
    nowhere = tmp_path / "nowhere"
    given = {"tables": [str(made)], "export": ["x.xlsx"], "show": ["a/b/r0c0"], "cite": ["a/b/r0c0"]}
    result = CliRunner().invoke(main, [name, *given.get(name, []), "--rules", str(nowhere)])
    assert result.exit_code == 2 and "there is no folder of rules" in result.stderr

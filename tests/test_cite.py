"""A citation leads back to the printed cell."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from budgetkit import __version__, cli, load
from budgetkit.errors import WrongUsage
from budgetkit.publish import cite_line
from tests.example_dataset import DOCUMENT, dataset, document, example, finding, line

SHIPPED = "henan-zhumadian-commerce-2024-approved/t03/r5c7"


def test_a_figure_of_the_shipped_data(repository):
    chinese, english = cite_line(
        load(repository / "data/clean"), SHIPPED, repository / "data/raw"
    ).splitlines()
    for said in ("驻马店市商务局", "2024年年初预算", "2024年部门支出总体情况表", "行政运行 2011301", "第9页"):
        assert said in chinese
    assert "基本支出 / 人员经费 / 工资福利支出" in chinese and "444.01 万元（4,440,100.00元）" in chinese
    assert "2024 approved budget" in english and "444.01 万元 (4,440,100.00 yuan)" in english
    for sentence in (chinese, english):
        assert "sha256 fc488fc5092dce64" in sentence and SHIPPED in sentence and __version__ in sentence
    # What the manifest says of the file is passed on, each half to the readers of its language.
    assert "并非原件" in chinese and "not the original" in english and "并非原件" not in english


def test_without_the_raw_folder_there_is_no_address(tmp_path):
    said = cite_line(example(), f"{DOCUMENT}/t03/r4c5", tmp_path)
    assert "来源" not in said and f"文件 {DOCUMENT}.pdf，sha256 {'ab' * 32}" in said


def test_the_address_is_found_by_digest_not_by_name(tmp_path):
    rows = [f"a.pdf,{'ab' * 32},https://example.org/a", f"{DOCUMENT}.pdf,{'cd' * 32},https://wrong"]
    text = "\n".join(["path,sha256,source", *rows])
    (tmp_path / "manifest.csv").write_text(text, encoding="utf-8")
    said = cite_line(example(), f"{DOCUMENT}/t03/r4c5", tmp_path)
    assert "https://example.org/a" in said and "wrong" not in said


def test_a_manifest_that_is_no_text_is_told(tmp_path):
    (tmp_path / "manifest.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(WrongUsage, match="manifest.csv: it is not UTF-8"):
        cite_line(example(), f"{DOCUMENT}/t03/r4c5", tmp_path)


def test_what_weakens_a_figure_is_said(tmp_path):
    lines = [
        line("t03", "expenditure_by_function", 4, 5, "1.00", repaired=True, fiscal_year=2023),
        line("t03", "expenditure_by_function", 5, 5, "2.00", verified=False),
    ]
    found = [finding("f1", [f"{DOCUMENT}/t03/r4c5"], severity="warning")]
    own = dataset(lines, [document()], found)
    touched = cite_line(own, f"{DOCUMENT}/t03/r4c5", tmp_path)
    assert "修复" in touched and "警告" in touched and "An audit finding touches it (warning)" in touched
    assert "所列为2023年年初预算数" in touched and "a figure of 2023 approved budget" in touched
    assert "No accounting identity verifies it" in cite_line(own, f"{DOCUMENT}/t03/r5c5", tmp_path)


@pytest.mark.parametrize(
    ("line_id", "said"),
    [
        (f"{DOCUMENT}/t03/r4c55", f"the nearest lines are {DOCUMENT}/t03/r4c5"),
        ("example-commerce-2023-approved/t03/r4c5", f"the nearest documents are {DOCUMENT}"),
        ("?", "see the column line_id"),
    ],
)
def test_an_unknown_line_names_the_nearest(line_id, said):
    with pytest.raises(WrongUsage, match="there is no line") as caught:
        cite_line(example(), line_id)
    assert said in str(caught.value)


def test_the_command(repository, monkeypatch):
    monkeypatch.chdir(repository)
    result = CliRunner().invoke(cli.main, ["cite", SHIPPED])
    assert result.exit_code == cli.DONE and result.stdout.count("\n") == 2
    result = CliRunner().invoke(cli.main, ["cite", "x"])
    assert result.exit_code == cli.WRONG_USAGE and result.stderr.count("\n") == 1
    assert CliRunner().invoke(cli.main, ["cite", SHIPPED, "--data", "none"]).exit_code == cli.WRONG_USAGE

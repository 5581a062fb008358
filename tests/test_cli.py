"""The command line: exit statuses, one clear line for every bad file, never a traceback."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from reportlab.pdfgen.canvas import Canvas

from budgetkit import cli
from budgetkit.corpus import parts
from tests.small_documents import BY_FUNCTION, TITLE, document, read_small, write_small

TIMES_TEN = TITLE.replace("2024", "2023")


def invoke(*arguments: str | Path):
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments])


def pdf(encrypted: bool = False) -> bytes:
    """One page of text as a PDF."""
    page = io.BytesIO()
    canvas = Canvas(page, encrypt="secret" if encrypted else None)
    canvas.drawString(72, 720, "budget")
    canvas.save()
    return page.getvalue()


BAD = {
    "empty.pdf": b"",
    "junk.pdf": b"\x00\x01\x02 not a pdf",
    "cut.pdf": pdf()[:300],
    "locked.pdf": pdf(encrypted=True),
    "picture.heic": b"\x00\x00\x00\x18ftypheic",
}


@pytest.fixture(params=sorted(BAD))
def bad_file(request, tmp_path):
    """A file that no reader can open."""
    path = tmp_path / "raw" / request.param
    path.parent.mkdir()
    path.write_bytes(BAD[request.param])
    return path


def assert_one_line_for(path: Path, stderr: str) -> None:
    lines = [line for line in stderr.splitlines() if line.startswith("budgetkit: ")]
    assert len(lines) == 1 and path.name in lines[0], stderr
    assert "Traceback" not in stderr and "please report" not in stderr


@pytest.mark.parametrize("command", ["tables", "audit", "build"])
def test_a_file_that_cannot_be_read_is_told_in_one_line(command, bad_file, tmp_path):
    options = (
        ["--out", tmp_path / "clean", "--cache", tmp_path / "cache", "--jobs", "1"]
        if command == "build"
        else []
    )
    result = invoke(command, bad_file, *options)
    assert result.exit_code == cli.QUARANTINED
    assert_one_line_for(bad_file, result.stderr)


def test_a_text_that_is_no_disclosure_is_told(tmp_path):
    path = tmp_path / "hello.txt"
    path.write_text("hello\n", encoding="utf-8")
    result = invoke("audit", path)
    assert result.exit_code in (cli.DONE, cli.QUARANTINED)
    assert_one_line_for(path, result.stderr)


@pytest.mark.parametrize("command", ["tables", "audit", "build"])
def test_a_path_that_is_not_there_is_wrong_usage(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = invoke(command, "absent.pdf")
    assert result.exit_code == cli.WRONG_USAGE
    assert result.stderr.startswith("budgetkit: there is no file or folder absent.pdf")
    assert list(tmp_path.iterdir()) in ([], [tmp_path / ".budgetkit"])


@pytest.mark.parametrize("command", ["audit", "build"])
def test_an_empty_folder_is_wrong_usage(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw").mkdir()
    result = invoke(command, "raw")
    assert result.exit_code == cli.WRONG_USAGE
    assert "there is no file to read under raw" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [["build", "--jobs", "0"], ["tables"], ["audit", "--fail-on", "info"], ["report", "--format", "odt"]],
)
def test_wrong_options_are_wrong_usage(arguments):
    assert invoke(*arguments).exit_code == cli.WRONG_USAGE


@pytest.fixture
def raw(tmp_path, monkeypatch):
    """Two small disclosures, one with a wrong digit, and a broken file."""

    def read(path, name=None):
        if Path(path).name == "wrong.pdf":
            rows = [list(row) for row in BY_FUNCTION]
            rows[4][2] = "41.00"
            return document(rows, title=TIMES_TEN, seed="wrong")
        return read_small(path, name)

    monkeypatch.setattr(parts, "read_document", read)
    return write_small(tmp_path / "raw", right=TITLE, wrong=TIMES_TEN, zbroken="broken")


def build(raw: Path, *options: str | Path):
    out = raw.parent / "clean"
    return invoke("build", raw, "--out", out, "--cache", raw.parent / "cache", "--jobs", "1", *options)


def test_build_names_what_is_wrong_and_goes_on(raw, tmp_path):
    result = build(raw)
    assert result.exit_code == cli.QUARANTINED
    assert "budgetkit: zbroken.pdf: quarantined: the file is cut off; fetch it again" in result.stderr
    assert "3/3 zbroken.pdf" in result.stderr
    assert "2 documents, " in result.stdout and result.stdout.count("\n") == 1
    (raw / "zbroken.pdf").unlink()
    assert build(raw).exit_code == cli.DONE


def test_build_of_nothing_but_broken_files_says_so(raw, tmp_path):
    for name in ("right", "wrong"):
        (raw / f"{name}.pdf").unlink()
    assert build(raw).exit_code == cli.QUARANTINED
    result = invoke("audit", tmp_path / "clean", "--format", "json")
    assert result.exit_code == cli.QUARANTINED
    assert [file["status"] for file in json.loads(result.stdout)["files"]] == ["quarantined"]


def test_build_into_a_place_that_cannot_be_written(raw, tmp_path):
    place = raw / "right.pdf" / "clean"
    result = invoke("build", raw, "--out", place, "--cache", tmp_path / "cache", "--jobs", "1")
    assert result.exit_code == cli.NOTHING_WRITTEN
    assert "cannot write" in result.stderr and "Traceback" not in result.stderr


def test_audit_of_files_and_of_a_dataset_agree(raw, tmp_path):
    build(raw)
    from_files = json.loads(invoke("audit", raw, "--format", "json").stdout)
    from_dataset = json.loads(invoke("audit", tmp_path / "clean", "--format", "json").stdout)
    assert from_files == from_dataset
    assert [file["path"] for file in from_files["files"]] == ["right.pdf", "wrong.pdf", "zbroken.pdf"]
    assert {finding["severity"] for finding in from_files["findings"]} >= {"error"}


def test_fail_on_comes_before_quarantined(raw):
    assert invoke("audit", raw).exit_code == cli.QUARANTINED
    assert invoke("audit", raw, "--fail-on", "error").exit_code == cli.FAIL_ON
    assert invoke("audit", raw / "right.pdf", "--fail-on", "error").exit_code == cli.DONE


def test_audit_as_text_and_as_html(raw):
    text = invoke("audit", raw / "wrong.pdf")
    assert "wrong.pdf (示例市商务局 2023 approved department)" in text.stdout
    page = invoke("audit", raw / "wrong.pdf", "--format", "html")
    assert page.stdout.startswith("<!doctype html>")


def test_audit_of_a_changed_dataset_is_refused(raw, tmp_path):
    build(raw)
    (tmp_path / "clean" / "findings.csv").write_text("", encoding="utf-8")
    result = invoke("audit", tmp_path / "clean")
    assert result.exit_code == cli.WRONG_USAGE
    assert "findings.csv" in result.stderr and "Traceback" not in result.stderr


def test_tables_of_a_file(tmp_path, monkeypatch):
    monkeypatch.setattr("budgetkit.readers.read_document", read_small)
    path = write_small(tmp_path, a=TITLE) / "a.pdf"
    raw_grids = json.loads(invoke("tables", path, "--raw", "--format", "json").stdout)
    assert [grid["page"] for grid in raw_grids["grids"]] == [2]
    tables = json.loads(invoke("tables", path, "--format", "json").stdout)["tables"]
    assert [table["kind"] for table in tables] == ["expenditure_by_function"]
    assert "expenditure_by_function" in invoke("tables", path).stdout


def test_report_hands_over_what_it_was_given(monkeypatch):
    given = []

    def write_report(data, out, document=None, formats=("html",)):
        given.append((data, out, document, formats))
        return [Path("reports/index.html")]

    monkeypatch.setattr("budgetkit.report.write_report", write_report)
    result = invoke("report", "--data", "d", "--document", "x", "--format", "html, pdf")
    assert result.exit_code == cli.DONE and result.stdout == "reports/index.html\n"
    assert given == [("d", "reports", "x", ("html", "pdf"))]


def test_output_is_utf_8_under_any_locale(tmp_path, repository):
    environment = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(repository), "PATH": ""}
    command = [sys.executable, "-m", "budgetkit", "tables", "不存在.pdf"]
    result = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True)
    assert result.returncode == cli.WRONG_USAGE
    assert "不存在.pdf" in result.stderr.decode("utf-8")


def test_public_face_is_fetched_when_asked_for():
    late = "assert 'pandas' not in sys.modules; budgetkit.load; assert 'pandas' in sys.modules"
    program = f"import sys, budgetkit; {late}"
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(cli.__file__).parents[1])
    import budgetkit

    assert {"read", "build", "load", "Dataset", "Disclosure"} <= set(dir(budgetkit))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = budgetkit.nothing


def test_a_copy_of_an_unreadable_file_is_quarantined_too(tmp_path):
    from budgetkit.corpus import examine

    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.pdf").write_bytes(b"")
    (raw / "b.pdf").write_bytes(b"")
    assert examine([raw]).files["status"].tolist() == ["quarantined", "quarantined"]


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="file names are Unicode there")
def test_a_file_name_in_gbk_is_read_and_written_as_text(tmp_path):
    """Archives packed in China leave names that are no UTF-8 on other systems."""
    folder = tmp_path / "unpacked"
    folder.mkdir()
    name = "部门预算.txt"
    with open(os.fsencode(folder) + b"/" + name.encode("gbk"), "wb") as file:
        file.write("2024年部门预算\n收入总计100.00万元。\n".encode())
    result = invoke("audit", folder, "--format", "json")
    assert result.exit_code == cli.DONE, result.stderr
    assert [row["path"] for row in json.loads(result.stdout)["files"]] == [name]

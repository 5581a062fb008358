"""A folder of files to one dataset: complete, the same every time, and never half written."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from budgetkit import output
from budgetkit.corpus import build, cache, examine, parts
from budgetkit.corpus.inputs import DigestIndex, gather
from budgetkit.corpus.workers import run
from budgetkit.dataset import load
from budgetkit.errors import NothingWritten, WrongUsage
from budgetkit.model import Remark
from budgetkit.schema import TABLES
from budgetkit.schema.frames import unexpected_values
from tests.small_documents import TITLE, document, exit_at_once_on_bad, read_small, write_small


@pytest.fixture(autouse=True)
def small_reader(monkeypatch):
    """Files of the tests are small disclosures, not PDFs."""
    monkeypatch.setattr(parts, "read_document", read_small)


@pytest.fixture
def raw(tmp_path):
    """Two disclosures, one broken file, one file twice."""
    texts = {"b": TITLE, "a": TITLE.replace("示例", "样例"), "c": "broken", "d": TITLE}
    return write_small(tmp_path / "raw", **texts)


def built(tmp_path: Path, name: str = "clean", **options):
    return build(tmp_path / "raw", out=tmp_path / name, cache=tmp_path / "cache", **options)


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_every_input_is_listed_with_what_became_of_it(raw, tmp_path):
    (raw / "README.md").write_text("about", encoding="utf-8")
    (raw / ".hidden").write_text("x", encoding="utf-8")
    files = built(tmp_path).files.set_index("path")
    assert files["status"].to_dict() == {
        "a.pdf": "ok",
        "b.pdf": "ok",
        "c.pdf": "quarantined",
        "d.pdf": "duplicate",
    }
    assert files.loc["c.pdf", "reason"] == "the file is cut off; fetch it again"
    assert files.loc["d.pdf", "reason"] == "the same bytes as b.pdf"
    assert files.loc["d.pdf", "document_id"] == files.loc["b.pdf", "document_id"] != ""
    assert files.loc["c.pdf", "document_id"] == ""
    assert files.loc["b.pdf", "sha256"] == hashlib.sha256((raw / "b.pdf").read_bytes()).hexdigest()


def test_same_input_same_bytes_in_any_order_and_with_any_executor(raw, tmp_path):
    built(tmp_path, "one")
    with ThreadPoolExecutor(3) as executor:
        built(tmp_path, "two", executor=executor, force=True)
    build(
        [raw / "d.pdf", raw / "b.pdf", raw / "c.pdf", raw / "a.pdf"],
        out=tmp_path / "three",
        cache=tmp_path / "x",
    )
    assert content(tmp_path / "one") == content(tmp_path / "two") == content(tmp_path / "three")


def test_rows_keep_to_the_schema_and_their_keys(raw, tmp_path):
    dataset = built(tmp_path)
    assert dataset.lines["line_id"].is_unique and dataset.documents["document_id"].is_unique
    assert set(dataset.lines["document_id"]) == set(dataset.documents["document_id"])
    from budgetkit.dataset.storage import read_table, verify

    resources = verify(tmp_path / "clean")
    for table in TABLES:
        assert not unexpected_values(table, read_table(tmp_path / "clean", table, resources[table].sha256))


def test_only_changed_files_are_read_again(raw, tmp_path, monkeypatch):
    read = []
    monkeypatch.setattr(cache, "read_part", lambda *job: read.append(job[1]) or parts.read_part(*job))
    built(tmp_path)
    assert sorted(read) == ["a.pdf", "b.pdf", "c.pdf"]
    before = content(tmp_path / "clean")
    stamp = (tmp_path / "clean" / "lines.csv").stat().st_mtime_ns
    read.clear()
    built(tmp_path)
    assert read == [] and (tmp_path / "clean" / "lines.csv").stat().st_mtime_ns == stamp
    (raw / "a.pdf").write_text(TITLE.replace("2024", "2023"), encoding="utf-8")
    dataset = built(tmp_path)
    assert read == ["a.pdf"] and set(dataset.documents["fiscal_year"]) == {2023, 2024}
    assert content(tmp_path / "clean") != before
    read.clear()
    built(tmp_path, force=True)
    assert len(read) == 3


def test_a_dataset_that_was_touched_is_written_again(raw, tmp_path):
    built(tmp_path)
    before = content(tmp_path / "clean")
    (tmp_path / "clean" / "lines.csv").write_text("spoilt", encoding="utf-8")
    built(tmp_path)
    assert content(tmp_path / "clean") == before


def test_a_damaged_cache_is_no_harm(raw, tmp_path):
    built(tmp_path)
    before = content(tmp_path / "clean")
    for path in (tmp_path / "cache").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:7])
    built(tmp_path)
    assert content(tmp_path / "clean") == before


def test_a_fault_of_the_program_costs_one_file(raw, tmp_path, monkeypatch):
    def fail(path, name=None):
        if Path(path).name == "a.pdf":
            raise ZeroDivisionError("by zero")
        return read_small(path, name)

    monkeypatch.setattr(parts, "read_document", fail)
    dataset = built(tmp_path)
    reasons = dataset.files.set_index("path")["reason"]
    assert reasons["a.pdf"].startswith("budgetkit failed on this file (ZeroDivisionError: by zero at ")
    assert len(dataset.documents) == 1
    monkeypatch.setattr(parts, "read_document", read_small)
    assert len(built(tmp_path).documents) == 2


def test_a_worker_that_dies_costs_one_file():
    jobs = [(number, 3) for number in range(6)]
    results = dict(run(exit_at_once_on_bad, jobs, workers=2, died=lambda job: -1))
    assert results == {(number, 3): number * number if number != 3 else -1 for number in range(6)}


def test_manifest_is_checked_and_names_the_documents(raw, tmp_path):
    digest = hashlib.sha256((raw / "a.pdf").read_bytes()).hexdigest()
    rows = [f"a.pdf,{digest},henan,commerce,2024,approved", f"b.pdf,{'0' * 64},,,,", "lost.pdf,,,,,"]
    header = "path,sha256,region,department,fiscal_year,phase"
    (raw / "manifest.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    files = built(tmp_path).files.set_index("path")
    assert files.loc["a.pdf", "document_id"] == "henan-commerce-2024-approved"
    assert files.loc["b.pdf", "status"] == "quarantined"
    assert f"manifest.csv says sha256 {'0' * 64}, the file has " in files.loc["b.pdf", "reason"]
    assert "not there" in files.loc["lost.pdf", "reason"]
    assert "manifest.csv" not in files.index


@pytest.mark.parametrize(
    "text",
    [
        "file,sha256\na.pdf,\n",
        "path\na.pdf\na.pdf\n",
        "path,phase\na.pdf,预算\n",
        "path,fiscal year\na.pdf,24\n",
        b"\xff\xfe\x00path".decode("latin1"),
    ],
)
def test_a_manifest_that_cannot_be_used_is_told(raw, tmp_path, text):
    (raw / "manifest.csv").write_text(text, encoding="utf-8")
    with pytest.raises(WrongUsage, match=r"manifest\.csv"):
        built(tmp_path)


def test_prose_and_tables_of_one_disclosure_become_one_document(tmp_path):
    raw = write_small(tmp_path / "raw", tables=TITLE, text=f"{TITLE}|prose")
    dataset = build(raw, out=tmp_path / "clean", cache=tmp_path / "cache")
    assert dataset.documents["file_count"].tolist() == [2]
    assert set(dataset.files["document_id"]) == set(dataset.documents["document_id"])
    assert dataset.findings["finding_id"].is_unique


def test_two_documents_of_one_name_keep_apart(tmp_path):
    raw = write_small(tmp_path / "raw", a=TITLE, b=f"{TITLE}|again")
    header = "path,region,department\na.pdf,henan,commerce\nb.pdf,henan,commerce\n"
    (raw / "manifest.csv").write_text(header, encoding="utf-8")
    dataset = build(raw, out=tmp_path / "clean", cache=tmp_path / "cache")
    first, second = dataset.documents["document_id"]
    assert first == "henan-commerce-2024-approved" and second.startswith(f"{first}-")
    assert dataset.lines["line_id"].is_unique
    own = dataset.lines[dataset.lines["document_id"] == second]
    assert own["line_id"].str.startswith(f"{second}/t").all()


def test_equal_names_under_two_folders_stay_apart(tmp_path):
    first, second = (
        write_small(tmp_path / "x", a=TITLE),
        write_small(tmp_path / "y", a=TITLE + " ", b="broken"),
    )
    files = build([first, second, first / "a.pdf"], out=tmp_path / "clean", cache=tmp_path / "cache").files
    assert files["path"].tolist() == ["b.pdf", "x/a.pdf", "y/a.pdf"]


@pytest.mark.parametrize("what", ["absent", "empty"])
def test_nothing_to_read_is_wrong_usage(tmp_path, what):
    (tmp_path / "empty").mkdir()
    with pytest.raises(WrongUsage, match="there is no file"):
        build(tmp_path / what, out=tmp_path / "clean", cache=tmp_path / "cache")
    assert not (tmp_path / "clean").exists()


def test_a_folder_with_other_things_is_not_replaced(raw, tmp_path):
    (tmp_path / "clean").mkdir()
    (tmp_path / "clean" / "thesis.docx").write_text("years of work", encoding="utf-8")
    with pytest.raises(WrongUsage, match="holds other things"):
        built(tmp_path)
    assert content(tmp_path / "clean") == {"thesis.docx": b"years of work"}


def test_files_beside_the_dataset_are_carried_over(raw, tmp_path):
    built(tmp_path)
    (tmp_path / "clean" / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "clean" / ".gitkeep").write_text("", encoding="utf-8")
    built(tmp_path, force=True)
    assert {"notes.txt", ".gitkeep"} <= set(content(tmp_path / "clean"))


def test_what_cannot_be_written_leaves_the_old_untouched(raw, tmp_path, monkeypatch):
    built(tmp_path)
    before = content(tmp_path / "clean")
    (raw / "e.pdf").write_text(TITLE.replace("商务", "财政"), encoding="utf-8")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("budgetkit.dataset.writing.describe", full)
    with pytest.raises(NothingWritten, match="No space left on device.*space on the disk"):
        built(tmp_path)
    assert content(tmp_path / "clean") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "clean", "raw"]
    with pytest.raises(NothingWritten):
        build(raw, out=raw / "a.pdf" / "clean", cache=tmp_path / "cache")


@pytest.mark.parametrize("exchange", [True, False])
def test_a_kill_never_loses_the_old_dataset(raw, tmp_path, monkeypatch, exchange):
    built(tmp_path)
    before = content(tmp_path / "clean")
    if not exchange:
        monkeypatch.setattr(output, "_exchange", lambda first, second: False)
    steps = []
    rename = os.replace

    def killed(source, target):
        rename(source, target)
        if str(target).endswith(".clean.old"):
            steps.append("killed between the two renames")
            raise KeyboardInterrupt

    monkeypatch.setattr(output.os, "replace", killed)
    (raw / "e.pdf").write_text(TITLE.replace("商务", "财政"), encoding="utf-8")
    try:
        built(tmp_path)
    except KeyboardInterrupt:
        monkeypatch.setattr(output.os, "replace", rename)
        output.restore(tmp_path / "clean")
        assert content(tmp_path / "clean") == before
    assert bool(steps) is not exchange or sys.platform != "linux"
    load(tmp_path / "clean")


def test_leftovers_of_a_killed_build_are_swept(raw, tmp_path):
    left = tmp_path / ".clean.new-99999999"
    left.mkdir()
    built(tmp_path)
    assert not left.exists()


def test_an_unwritable_cache_is_replaced_for_the_time(raw, tmp_path):
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    assert len(built(tmp_path).documents) == 2


def test_files_that_cannot_be_opened_are_listed(raw, tmp_path, monkeypatch):
    real = DigestIndex.digest

    def refuse(self, path):
        if path.name == "a.pdf":
            raise PermissionError(13, "Permission denied")
        return real(self, path)

    monkeypatch.setattr(DigestIndex, "digest", refuse)
    row = built(tmp_path).files.set_index("path").loc["a.pdf"]
    assert row["status"] == "quarantined" and "Permission denied; check its permissions" in row["reason"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may open every folder")
def test_folders_that_cannot_be_opened_are_listed(raw, tmp_path):
    closed = raw / "closed"
    closed.mkdir(mode=0)
    try:
        files = built(tmp_path).files.set_index("path")
    finally:
        closed.chmod(0o700)
    assert "may not open the folder" in files.loc["closed", "reason"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_no_file_and_does_not_stop_the_build(raw, tmp_path):
    os.mkfifo(raw / "pipe.pdf")
    assert "no regular file" in built(tmp_path).files.set_index("path").loc["pipe.pdf", "reason"]


def test_examine_leaves_nothing_behind(raw, tmp_path):
    before = sorted(path.name for path in tmp_path.rglob("*"))
    dataset = examine([raw])
    assert len(dataset.documents) == 2 and len(dataset.lines) > 0 and dataset.folder is None
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_inputs_come_sorted_whatever_the_order_of_the_paths(raw, tmp_path):
    index = DigestIndex(tmp_path / "index.json")
    names = [entry.name for entry in gather([raw / "d.pdf", raw], index)]
    assert names == ["a.pdf", "b.pdf", "c.pdf", "d.pdf"]


BUILD = """
from budgetkit.corpus import build, parts
from tests.small_documents import read_small
parts.read_document = read_small
build({raw!r}, out={out!r}, cache={cache!r})
"""


def test_locale_and_hash_seed_do_not_change_a_byte(raw, tmp_path, repository):
    for seed, locale in (("1", "C"), ("2", "C.UTF-8")):
        paths = {name: str(tmp_path / f"{name}-{seed}") for name in ("out", "cache")}
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONPATH": str(repository)}
        program = BUILD.format(raw=str(raw), **paths)
        subprocess.run([sys.executable, "-c", program], env=environment, cwd=tmp_path, check=True)
    assert content(tmp_path / "out-1") == content(tmp_path / "out-2")


@pytest.mark.parametrize(
    ("note", "status"), [(Remark("page 2: turned"), "ok"), ("page 2: image only", "partial")]
)
def test_only_what_is_missing_makes_a_file_partial(tmp_path, monkeypatch, note, status):
    """A stamp left out or a page turned is told, but nothing is missing from the data."""
    monkeypatch.setattr(parts, "read_document", lambda *job: document(seed="a", notes=(note,)))
    raw = write_small(tmp_path / "raw", a=TITLE)
    files = build(raw, out=tmp_path / "clean", cache=tmp_path / "cache").files
    assert files[["status", "reason"]].values.tolist() == [[status, str(note)]]

"""Files and folders are written as a whole or not at all, whoever writes them."""

from __future__ import annotations

import os

import pytest

from budgetkit import output
from budgetkit.errors import NothingWritten, WrongUsage
from budgetkit.output import check_folder, replaced_file, replaced_folder, write_file


def content(folder) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def full(*_):
    raise OSError(28, "No space left on device")


def test_a_file_comes_in_one_step_and_is_on_the_disk_before(tmp_path, monkeypatch):
    steps = []
    replace, fsync = os.replace, os.fsync
    monkeypatch.setattr(os, "replace", lambda *pair: (steps.append("replace"), replace(*pair)))
    monkeypatch.setattr(os, "fsync", lambda number: (steps.append("flush"), fsync(number)))
    write_file(tmp_path / "deep" / "a.txt", b"new")
    assert content(tmp_path / "deep") == {"a.txt": "new"} and steps == ["flush", "replace"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path, monkeypatch, step):
    (tmp_path / "a.txt").write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, step, full)
    with pytest.raises(NothingWritten, match=r"cannot write .*a\.txt: No space left.*space on the disk"):
        write_file(tmp_path / "a.txt", b"new")
    assert content(tmp_path) == {"a.txt": "old"}


def test_a_folder_is_no_place_for_a_file(tmp_path):
    with pytest.raises(NothingWritten, match="is a folder"), replaced_file(tmp_path):
        pass


@pytest.mark.parametrize("exchange", [True, False])
def test_a_folder_is_replaced_as_a_whole_and_keeps_what_is_not_ours(tmp_path, monkeypatch, exchange):
    if not exchange:
        monkeypatch.setattr(output, "_exchange", lambda first, second: False)
    place = tmp_path / "place"
    place.mkdir()
    for name in ("ours.txt", "gone.txt", "mine.txt"):
        (place / name).write_text("old", encoding="utf-8")
    with replaced_folder(place, lambda name: name != "mine.txt") as draft:
        (draft / "ours.txt").write_text("new", encoding="utf-8")
        assert len(content(place)) == 3
    assert content(place) == {"ours.txt": "new", "mine.txt": "old"}
    assert os.listdir(tmp_path) == ["place"]


@pytest.mark.parametrize("step", ["replace", "fsync"])
def test_a_folder_that_cannot_be_written_leaves_the_old_one(tmp_path, monkeypatch, step):
    place = tmp_path / "place"
    place.mkdir()
    (place / "a.txt").write_text("old", encoding="utf-8")
    monkeypatch.setattr(output, "_exchange", lambda first, second: False)
    monkeypatch.setattr(os, step, full)
    with (
        pytest.raises(NothingWritten, match=r"cannot write .*place: No space left"),
        replaced_folder(place, lambda name: True) as draft,
    ):
        (draft / "a.txt").write_text("new", encoding="utf-8")
    assert content(place) == {"a.txt": "old"} and os.listdir(tmp_path) == ["place"]


def test_the_folder_one_works_in_stays(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for place in (tmp_path, tmp_path.parent):
        with pytest.raises(NothingWritten, match="from inside"), replaced_folder(place, lambda name: True):
            pass


def test_a_folder_of_something_else_is_refused(tmp_path):
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(WrongUsage, match=r"holds other things \(letter.txt\) and no report"):
        check_folder(tmp_path, "report", lambda folder: False)
    with pytest.raises(WrongUsage, match="is a file"):
        check_folder(tmp_path / "letter.txt", "report", lambda folder: True)
    check_folder(tmp_path, "report", lambda folder: True)
    check_folder(tmp_path / "new", "report", lambda folder: False)

"""From notebooks to pages: parameters, execution, self-contained HTML, the same bytes again."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

import nbformat
import pytest
from example_dataset import DOCUMENT, write_example

from budgetkit.errors import NothingWritten, WrongUsage
from budgetkit.report import write_report
from budgetkit.report.execute import assigned_names, execute, with_parameters

EVIL = "示例<script>alert(1)</script>局"
NOTEBOOKS = ("00-start-here", "01-personnel-and-public-expense")
PARAMETERS = 'data = "../data/clean"\ndocument = ""'


def notebook(*sources: str, tags: tuple[str, ...] = ("parameters",)):
    """A notebook of code cells, a question before each; the first one carries the tags."""
    cells = []
    for number, source in enumerate(sources):
        cells.append(nbformat.v4.new_markdown_cell(f"# 问题 {number}?\n*Question {number}?*"))
        cells.append(nbformat.v4.new_code_cell(source, metadata={"tags": list(tags) if number == 0 else []}))
    return nbformat.v4.new_notebook(cells=cells)


def save(folder: Path, name: str, content) -> Path:
    folder.mkdir(exist_ok=True)
    nbformat.write(content, folder / name)
    return folder


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    return write_example(tmp_path_factory.mktemp("data") / "clean", department_name=EVIL)


@pytest.fixture(scope="module")
def pages(data, repository) -> dict[str, str]:
    """The report of the example, made with two notebooks; test_notebooks.py runs them all."""
    folder = data.parent / "notebooks"
    folder.mkdir()
    for name in NOTEBOOKS:
        shutil.copy(repository / "notebooks" / f"{name}.ipynb", folder)
    written = write_report(data, data.parent / "reports", notebooks=folder)
    return {path.name: path.read_text(encoding="utf-8") for path in written}


def test_there_is_an_index_and_a_page_for_every_notebook(pages):
    assert list(pages) == ["index.html", *(f"{name}.html" for name in NOTEBOOKS)]
    for name in NOTEBOOKS:
        assert f'href="{name}.html"' in pages["index.html"]


def test_the_pages_carry_the_answers(pages):
    headline = pages["01-personnel-and-public-expense.html"]
    assert "1,707.78 万元，占 94.4%" in headline and "16.98 倍" in headline
    assert "591.48 万元，占人员经费 34.6%" in headline
    start = pages["00-start-here.html"]
    assert "18,808,600.00" in start and f"{DOCUMENT}/t03/r4c5" in start
    assert "1,880.86 <small>万元</small>" in pages["index.html"]
    assert 'class="badge error">错误 1<' in pages["index.html"]


def test_every_chart_question_has_its_picture(pages):
    assert pages["00-start-here.html"].count("data:image/png;base64,") == 2
    assert pages["01-personnel-and-public-expense.html"].count("data:image/png;base64,") == 3
    assert 'alt="各功能科目（项）的人员经费占比是多少？"' in pages["01-personnel-and-public-expense.html"]


def test_pages_need_nothing_from_elsewhere(pages):
    for name, page in pages.items():
        assert not re.search(r"<script|<link|<iframe|@import|url\(|src=\"(?!data:)", page), name
        assert not re.search(r"https?://", page), name
        assert page.startswith("<!DOCTYPE html>") and page.rstrip().endswith("</html>")


def test_what_documents_print_is_escaped_and_no_place_of_this_machine_is_told(pages, data):
    for name, page in pages.items():
        assert "alert(1)" in page, name
        assert "<script" not in page
        assert str(data) not in page and "most recent call" not in page


def test_the_same_dataset_gives_the_same_bytes(data, tmp_path):
    source = (
        "import numpy as np\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);\nprint(data, {'b', 'a', 'c'})"
    )
    folder = save(tmp_path / "notebooks", "00-a.ipynb", notebook(PARAMETERS, source))
    one, two = (write_report(data, tmp_path / out, notebooks=folder) for out in ("one", "two/deeper"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
    assert "data:image/png" in one[1].read_text(encoding="utf-8")


def test_parameters_come_right_after_their_cell():
    made = with_parameters(notebook(PARAMETERS, "data"), "a.ipynb", {"data": "x", "document": "y"})
    assert made.cells[2].source == "data = 'x'\ndocument = 'y'"
    assert made.cells[2].metadata.tags == ["injected-parameters"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (notebook("data = 1"), "no parameter 'document'; it knows: data"),
        (notebook(PARAMETERS, tags=()), "a.ipynb has 0 cells tagged 'parameters'"),
    ],
)
def test_a_notebook_that_does_not_know_its_parameters_is_refused(content, message):
    with pytest.raises(WrongUsage, match=message):
        with_parameters(content, "a.ipynb", {"data": "x", "document": "y"})


def test_names_of_parameters_are_read_not_run():
    assert assigned_names("# text\na = 1\nb: str = ''\nc = d = 2\nprint(1)") == ["a", "b", "c", "d"]


def test_a_failing_cell_is_named_with_its_question_and_nothing_is_written(data, tmp_path):
    folder = save(tmp_path / "notebooks", "07-broken.ipynb", notebook(PARAMETERS, "1", "{}['colour']"))
    out = tmp_path / "reports"
    with pytest.raises(
        NothingWritten, match=r"07-broken\.ipynb, cell 7 \(问题 2\?\) failed: KeyError: 'colour'"
    ):
        write_report(data, out, notebooks=folder)
    assert not out.exists()


def test_notebooks_run_in_their_folder_with_this_interpreter(tmp_path):
    source = "import os, sys\nprint(os.path.basename(os.getcwd()), sys.executable)"
    (tmp_path / "place").mkdir()
    done = execute(notebook(PARAMETERS, source), "a.ipynb", {}, tmp_path / "place")
    assert done.cells[-1].outputs[0].text.split() == ["place", sys.executable]


def test_stderr_is_for_the_person_at_the_machine(tmp_path):
    source = "import sys\nprint('seen')\nprint('unseen', file=sys.stderr)"
    done = execute(notebook(PARAMETERS, source), "a.ipynb", {}, tmp_path)
    assert [output.name for output in done.cells[-1].outputs] == ["stdout"]


def test_unknown_formats_documents_and_folders_are_refused(data, tmp_path, repository):
    known = {"notebooks": repository / "notebooks"}
    with pytest.raises(WrongUsage, match="docx"):
        write_report(data, tmp_path, formats=("html", "docx"), **known)
    with pytest.raises(WrongUsage, match=DOCUMENT):
        write_report(data, tmp_path, document="example-2020", **known)
    with pytest.raises(WrongUsage, match="no notebooks in"):
        write_report(data, tmp_path, notebooks=tmp_path)
    save(tmp_path / "broken", "00-a.ipynb", notebook(PARAMETERS))
    (tmp_path / "broken" / "00-a.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(WrongUsage, match="00-a.ipynb is not a notebook"):
        write_report(data, tmp_path, notebooks=tmp_path / "broken")


@pytest.mark.skipif(os.name == "nt", reason="needs a path below a file")
def test_a_place_that_cannot_be_written_is_named(data, tmp_path):
    folder = save(tmp_path / "notebooks", "00-a.ipynb", notebook(PARAMETERS))
    (tmp_path / "file").write_text("here", encoding="utf-8")
    with pytest.raises(NothingWritten, match="cannot write"):
        write_report(data, tmp_path / "file" / "reports", notebooks=folder)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "here"


def test_a_report_is_replaced_as_a_whole_and_nothing_else_is(data, tmp_path):
    folder = save(tmp_path / "notebooks", "00-a.ipynb", notebook(PARAMETERS))
    out = tmp_path / "reports"
    write_report(data, out, notebooks=folder)
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    (out / "00-a.html").write_text("half a page", encoding="utf-8")
    write_report(data, out, notebooks=folder)
    assert sorted(path.name for path in out.iterdir()) == ["00-a.html", "index.html", "notes.txt"]
    assert "half a page" not in (out / "00-a.html").read_text(encoding="utf-8")
    with pytest.raises(WrongUsage, match="holds other things"):
        write_report(data, folder, notebooks=folder)

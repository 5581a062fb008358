"""The form of every notebook, and its execution on the shipped data."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from budgetkit.report import write_report

NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("*.ipynb"))
LONGEST_CELL = 12


def cells(path: Path, kind: str = "") -> list[dict]:
    found = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in found if not kind or cell["cell_type"] == kind]


def source(cell: dict) -> str:
    return "".join(cell["source"])


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request) -> Path:
    return request.param


def test_there_are_notebooks():
    assert NOTEBOOKS and len({path.name[:2] for path in NOTEBOOKS}) == len(NOTEBOOKS)


def test_names_are_two_digits_and_a_question(notebook):
    assert re.fullmatch(r"\d\d(-[a-z0-9]+)+\.ipynb", notebook.name)


def test_the_first_cell_has_title_question_data_and_answer(notebook):
    first = cells(notebook)[0]
    text = source(first)
    assert first["cell_type"] == "markdown" and text.startswith("# ")
    for word in ("Question", "Data", "Answer"):
        assert f"{word}**" in text
    answer = text.split("Answer**")[1]
    assert not re.search(r"\d", answer), "an answer with numbers is computed, not written"


def test_parameters_come_first_then_all_imports(notebook):
    code = cells(notebook, "code")
    assert code[0]["metadata"].get("tags") == ["parameters"]
    names = [target.id for node in ast.parse(source(code[0])).body for target in node.targets]
    assert names == ["data", "document"]
    assert {type(node) for node in ast.parse(source(code[1])).body} <= {ast.Import, ast.ImportFrom}
    for cell in code[2:]:
        assert not [
            node
            for node in ast.walk(ast.parse(source(cell)))
            if isinstance(node, (ast.Import, ast.ImportFrom))
        ]


def test_a_question_stands_before_every_code_cell(notebook):
    before = None
    for cell in cells(notebook):
        if cell["cell_type"] == "code" and "parameters" not in cell["metadata"].get("tags", []):
            assert before["cell_type"] == "markdown"
            assert source(before).splitlines()[0].rstrip().endswith(("？", "?"))
        before = cell


def test_code_is_short_and_defines_and_writes_nothing(notebook):
    banned = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.With)
    assigned: list[str] = []
    for cell in cells(notebook, "code"):
        assert len(source(cell).splitlines()) <= LONGEST_CELL
        tree = ast.parse(source(cell))
        assert not [node for node in ast.walk(tree) if isinstance(node, banned)]
        calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
        called = {func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "") for func in calls}
        assert not [name for name in called if name == "open" or name.startswith(("to_", "write", "save"))]
        stored = [
            node for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        ]
        assigned += [node.id for node in stored]
    assert len(assigned) == len(set(assigned)), "a name is overwritten across cells"


def test_the_last_cell_is_provenance(notebook):
    last = cells(notebook)[-1]
    assert last["cell_type"] == "code" and "provenance(dataset, document)" in source(last)


def test_nothing_of_a_run_or_a_machine_is_stored(notebook):
    content = json.loads(notebook.read_text(encoding="utf-8"))
    assert set(content["metadata"]) == {"kernelspec", "language_info"}
    assert content["metadata"]["language_info"] == {"name": "python"}
    assert content["metadata"]["kernelspec"]["name"] == "python3"
    for cell in content["cells"]:
        assert set(cell["metadata"]) <= {"tags"}
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [] and cell["execution_count"] is None
    assert "/home/" not in notebook.read_text(encoding="utf-8")


def test_every_notebook_runs_on_the_shipped_data(repository, tmp_path):
    data = repository / "data" / "clean"
    if not (data / "datapackage.json").is_file():
        pytest.skip("needs data/clean: run budgetkit build")
    written = write_report(data, tmp_path / "reports", notebooks=repository / "notebooks")
    assert [path.stem for path in written] == ["index", *(path.stem for path in NOTEBOOKS)]
    for path in written:
        page = path.read_text(encoding="utf-8")
        assert "most recent call" not in page and "http://" not in page and "https://" not in page

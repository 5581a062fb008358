"""The house stays in order: one direction of imports, small modules, light start."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools import house

REPOSITORY = Path(__file__).resolve().parents[1]
PACKAGE = REPOSITORY / "budgetkit"

# In the order of import: a module imports only from those before it. A package counts as one module.
PIPELINE = """
errors output text model records amounts rules schema readers sums tables rows lines display dataset
targets statements indicators projects ledger checks repair corrections audit completeness disclosure manifest
corpus analysis plots report publish cli
""".split()

# The public face and the entry point stand outside of the line: they may import from anywhere.
OUTSIDE = {"__init__", "__main__"}
FACE = {"__init__.py", "__main__.py"}

SOURCES = house.sources()
GRAPH = house.imports(SOURCES)

LARGEST_MODULE = 400
LARGEST_CORE = 10_000
"""Lines of code that a script of the core alone needs, without the readers of text."""

# Slow or heavy to import; fetched by the function that needs them.
HEAVY = ["camelot", "cv2", "seaborn", "matplotlib", "onnxruntime", "rapidocr", "IPython", "nbconvert"]


# Files that are written by a function of the package: what they say is what the code says.
GENERATED = {
    "budgetkit/rules/compiled.json": "budgetkit.rules.loading:compiled_form",
    "docs/data-dictionary.md": "budgetkit.schema.codebook:codebook",
    "docs/identities.md": "budgetkit.publish.rules_page:describe",
}


def modules() -> dict[str, list[Path]]:
    """Every module of the package by name, with the files that make it up."""
    found = {}
    for path in PACKAGE.iterdir():
        if path.suffix == ".py" and path.stem not in OUTSIDE:
            found[path.stem] = [path]
        elif path.is_dir() and any(path.rglob("*.py")):
            found[path.name] = sorted(path.rglob("*.py"))
    return found


@pytest.mark.parametrize(
    ("source", "package", "expected"),
    [
        ("import budgetkit.amounts", "budgetkit", {"budgetkit.amounts"}),
        ("from budgetkit.readers.pdf import read", "budgetkit", {"budgetkit.readers.pdf.read"}),
        ("from budgetkit import errors, model", "budgetkit", {"budgetkit.errors", "budgetkit.model"}),
        ("from .checks import evaluate", "budgetkit", {"budgetkit.checks.evaluate"}),
        ("from . import checks", "budgetkit", {"budgetkit.checks"}),
        ("from ..errors import Place", "budgetkit.readers", {"budgetkit.errors.Place"}),
        ("from .edges import snap", "budgetkit.readers", {"budgetkit.readers.edges.snap"}),
        ("def late():\n    from budgetkit.cli import main", "budgetkit", {"budgetkit.cli.main"}),
        ("import budgetkit", "budgetkit", {"budgetkit"}),
        ("if TYPE_CHECKING:\n    from budgetkit import cli", "budgetkit", {"budgetkit.cli"}),
        ("from budgetkit import __version__\nimport budgetkit_other, json", "budgetkit", set()),
    ],
)
def test_imports_are_seen_in_every_spelling(source, package, expected):
    assert house.imported(source, package) == expected


@pytest.mark.parametrize("name", [name for name in PIPELINE if name in modules()])
def test_modules_import_only_from_above(name):
    rooms = {house.room(one) for path, found in GRAPH.items() if house.room(path) == name for one in found}
    below = rooms - {name, *PIPELINE[: PIPELINE.index(name)]}
    assert not below, f"{name} imports from below, or from the public face: {sorted(below)}"


def test_no_module_imports_itself_through_others():
    """Annotations included: whoever reads one module of a circle must read them all."""
    graph = {path: found for path, found in GRAPH.items() if path not in FACE}
    assert not list(house.circles(graph))


def test_the_core_imports_no_layer_and_stays_small():
    assert PIPELINE[: len(house.CORE)] == house.CORE
    needed = house.core_closure(GRAPH)
    assert {house.room(path) for path in needed} <= set(house.CORE)
    counted = {path: SOURCES[path] for path in needed if not path.startswith("readers/plain")}
    assert house.code_count(counted) <= LARGEST_CORE


def test_functions_are_simple():
    assert not [one for one in house.functions(SOURCES) if one[0] > house.MOST_BRANCHED]


def test_every_class_has_a_name_of_its_own():
    assert not [name for name, count in house.class_names(SOURCES).items() if count > 1]


def test_the_line_names_exactly_the_modules_there_are():
    assert sorted(modules()) == sorted(PIPELINE)


def test_modules_are_short_and_named_for_what_they_own():
    folders = [PACKAGE, *(REPOSITORY / name for name in ("tests", "tools", "benchmarks"))]
    files = [REPOSITORY / "dev.py", *(path for folder in folders for path in folder.rglob("*.py"))]
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    too_long = {str(path): length for path, length in lengths.items() if length > LARGEST_MODULE}
    assert not too_long
    assert not [str(path) for path in files if path.stem in {"utils", "util", "helpers", "misc", "common"}]


def loaded_after(statement: str) -> set[str]:
    """Top-level modules in memory after a fresh Python ran the statement."""
    program = f"{statement}\nimport sys\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    command = [sys.executable, "-c", program]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=REPOSITORY)
    assert result.returncode == 0, result.stderr
    return set(result.stdout.split())


def test_importing_the_package_leaves_heavy_libraries_alone():
    assert not loaded_after("import budgetkit").intersection(HEAVY)


def test_the_command_answers_before_any_heavy_library_is_loaded():
    heavy = {*HEAVY, "pandas", "numpy", "pyarrow", "pypdfium2"}
    help_text = "try:\n    budgetkit.cli.main(['--help'])\nexcept SystemExit:\n    pass"
    silent = "import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()):\n    "
    statement = "import budgetkit.cli\n" + silent + help_text.replace("\n", "\n    ")
    assert not loaded_after(statement).intersection(heavy)


def test_the_package_runs_as_a_module():
    command = [sys.executable, "-m", "budgetkit", "--help"]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=REPOSITORY)
    assert result.returncode == 0, result.stderr
    for name in ("build", "tables", "audit", "report", "show", "export", "cite"):
        assert name in result.stdout


@pytest.mark.generated
@pytest.mark.parametrize("page", GENERATED)
def test_generated_pages_are_fresh(page):
    module, function = GENERATED[page].split(":")
    fresh = getattr(importlib.import_module(module), function)()
    stored = (REPOSITORY / page).read_text(encoding="utf-8")
    assert stored == fresh, f"{page} is stale: write it anew with {module}.{function}()"


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_map_in_the_readme_names_every_room_once(page):
    rows = [
        line for line in (REPOSITORY / page).read_text(encoding="utf-8").splitlines() if line[:3] == "| `"
    ]
    rooms = [name for line in rows for name in re.findall(r"`(\w+)(?:/|\.py)`", line.split("|")[1])]
    assert sorted(rooms) == sorted(PIPELINE)

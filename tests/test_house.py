"""The house stays in order: one direction of imports, small modules, light start."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
PACKAGE = REPOSITORY / "budgetkit"

# In the order of import: a module imports only from those before it. A package counts as one module.
PIPELINE = """
errors output text model records amounts rules schema readers sums tables rows lines display dataset
targets statements indicators projects checks repair corrections audit completeness disclosure corpus
analysis plots report publish cli
""".split()

# The public face and the entry point stand outside of the line: they may import from anywhere.
OUTSIDE = {"__init__", "__main__"}

LARGEST_MODULE = 400

# Slow or heavy to import; fetched by the function that needs them.
HEAVY = ["camelot", "cv2", "seaborn", "matplotlib", "onnxruntime", "rapidocr", "IPython", "nbconvert"]


# Pages that are written by a function of the package: what they say is what the code says.
GENERATED = {
    "docs/data-dictionary.md": "budgetkit.schema.codebook:codebook",
    "docs/identities.md": "budgetkit.rules.identities:describe",
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


def imported_modules(source: str, package: str) -> set[str]:
    """Names of budgetkit's modules that a source text imports, anywhere in it, by any spelling.

    ``package`` is the dotted name of the package the source stands in. What comes out of the public face
    (``from budgetkit import load``) is named like a module; the version, a plain text, is free for all. Names
    for annotations alone (under ``if TYPE_CHECKING``) are no import: nothing is loaded for them.
    """
    targets, tree = [], ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING"):
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            targets += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*parents, node.module] if node.module else parents)
            targets += [f"{base}.{alias.name}" for alias in node.names]
    inside = [target.split(".") for target in targets if target.split(".")[0] == "budgetkit"]
    return {(parts[1:] or ["__init__"])[0] for parts in inside} - {"__version__"}


def imports_of(name: str, files: list[Path]) -> set[str]:
    """What a module, with all of its files, imports from the rest of the house."""
    found = set()
    for path in files:
        package = ".".join(path.relative_to(REPOSITORY).parent.parts)
        found |= imported_modules(path.read_text(encoding="utf-8"), package)
    return found - {name}


@pytest.mark.parametrize(
    ("source", "package", "expected"),
    [
        ("import budgetkit.amounts", "budgetkit", {"amounts"}),
        ("from budgetkit.readers.pdf import read", "budgetkit", {"readers"}),
        ("from budgetkit import errors, model", "budgetkit", {"errors", "model"}),
        ("from .checks import evaluate", "budgetkit", {"checks"}),
        ("from . import checks", "budgetkit", {"checks"}),
        ("from ..errors import Place", "budgetkit.readers", {"errors"}),
        ("from .edges import snap", "budgetkit.readers", {"readers"}),
        ("def late():\n    from budgetkit.cli import main", "budgetkit", {"cli"}),
        ("from budgetkit import load", "budgetkit", {"load"}),
        ("import budgetkit", "budgetkit", {"__init__"}),
        ("if TYPE_CHECKING:\n    from budgetkit.dataset import Dataset", "budgetkit", set()),
        ("if not TYPE_CHECKING:\n    from budgetkit import cli", "budgetkit", {"cli"}),
        ("from budgetkit import __version__\nimport budgetkit_other, json", "budgetkit", set()),
    ],
)
def test_imports_are_seen_in_every_spelling(source, package, expected):
    assert imported_modules(source, package) == expected


@pytest.mark.parametrize("name", [name for name in PIPELINE if name in modules()])
def test_modules_import_only_from_above(name):
    below = imports_of(name, modules()[name]) - set(PIPELINE[: PIPELINE.index(name)])
    assert not below, f"{name} imports from below, or from the public face: {sorted(below)}"


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

"""The house in figures: ``python -m tools.house [--functions N]``.

Lines and modules of the package, what the core needs, how long and how branched its functions are, class
names that stand twice, kinds of tables that Python names. `tests/test_house.py` holds the rules themselves.
"""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "budgetkit"
_BRANCHES = (
    ast.If,
    ast.IfExp,
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.ExceptHandler,
    ast.Assert,
    ast.match_case,
)


def complexity(function: ast.AST) -> int:
    """Cyclomatic complexity (McCabe 1976) of a function with all that is defined in it.

    One more than its branches: conditions, loops, handlers, operands of ``and`` and ``or`` after the first,
    loops and conditions of comprehensions.
    """
    found = 1
    for node in ast.walk(function):
        found += isinstance(node, _BRANCHES)
        if isinstance(node, ast.BoolOp):
            found += len(node.values) - 1
        elif isinstance(node, ast.comprehension):
            found += 1 + len(node.ifs)
    return found


def sources(folder: Path = PACKAGE) -> dict[str, str]:
    """Text of every module of a package by its path from the package."""
    paths = sorted(folder.rglob("*.py"))
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def functions(modules: dict[str, str]) -> list[tuple[int, str, str]]:
    """Complexity, module and name of every function, the most branched first."""
    found = [
        (complexity(node), name, node.name)
        for name, text in modules.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    return sorted(found, reverse=True)


def class_names(modules: dict[str, str]) -> Counter[str]:
    """How often each class name stands in the package."""
    trees = (ast.parse(text) for text in modules.values())
    return Counter(node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def constants(text: str) -> list[str]:
    """The texts that a module writes as values (no docstrings, which are longer than any identifier)."""
    return [
        node.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def named(modules: dict[str, str], names: frozenset[str]) -> dict[str, list[str]]:
    """The modules that write one of the names as a value, with what they write."""
    found = {
        module: [value for value in constants(text) if value in names] for module, text in modules.items()
    }
    return {module: values for module, values in found.items() if values}

"""The house in figures: ``python -m tools.house [--worst N]``.

Lines and modules of the package, what the core needs, how branched its functions are, class names that stand
twice, kinds of tables that Python names. `tests/test_house.py` holds the rules themselves.
"""

from __future__ import annotations

import argparse
import ast
import io
import tokenize
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median

PACKAGE = Path(__file__).resolve().parents[1] / "budgetkit"

# What the small package is: a PDF to tables and lines not yet checked, and a dataset to frames.
CORE = """
errors output text model records amounts rules schema readers sums tables rows lines display dataset
""".split()
ENTRANCES = ("readers.pdf", "tables", "lines", "dataset")
"""What a script of the core alone imports."""

MOST_BRANCHED = 15

_NO_CODE = (
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER,
)  # fmt: skip
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


def line_count(modules: dict[str, str]) -> int:
    """Lines of the modules, blank ones, comments and docstrings included."""
    return sum(len(text.splitlines()) for text in modules.values())


def code_count(modules: dict[str, str]) -> int:
    """Lines that hold code: no blank lines, comments or docstrings, which a core may have plenty of."""
    found = 0
    for text in modules.values():
        written = {
            number
            for token in tokenize.generate_tokens(io.StringIO(text).readline)
            if token.type not in _NO_CODE
            for number in range(token.start[0], token.end[0] + 1)
        }
        found += len(written - _documented(ast.parse(text)))
    return found


def _documented(tree: ast.Module) -> set[int]:
    """Numbers of the lines that hold texts alone: docstrings of modules, classes, functions and values."""
    texts = (
        node for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    )
    return {number for node in texts for number in range(node.lineno, (node.end_lineno or 0) + 1)}


def room(path: str) -> str:
    """Name of the room that a module stands in: its first folder, or the module itself."""
    return path.partition("/")[0].removesuffix(".py")


def imported(source: str, package: str) -> set[str]:
    """Dotted names that a source text imports from budgetkit: anywhere in it, in any spelling.

    ``package`` is the dotted name of the package the source stands in. Names for annotations alone count like
    all others; the version, a plain text, is free for all.
    """
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*parents, node.module] if node.module else parents)
            found |= {f"{base}.{alias.name}" for alias in node.names}
    own = {name for name in found if name.split(".")[0] == "budgetkit"}
    return own - {"budgetkit.__version__"}


def imports(modules: dict[str, str]) -> dict[str, set[str]]:
    """What each module imports from the others, all by their paths; a package stands for its ``__init__``."""
    named = {}
    for path in modules:
        parts = ["budgetkit", *path.removesuffix(".py").split("/")]
        named[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path

    def home(name: str) -> str:
        while name not in named:
            name = name.rpartition(".")[0]
        return named[name]

    return {
        path: {home(name) for name in imported(text, ".".join(("budgetkit", *path.split("/")[:-1])))} - {path}
        for path, text in modules.items()
    }


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Groups of modules that import each other, directly or through others."""
    reached = {start: reach(graph, [start]) for start in graph}
    groups = {tuple(sorted(other for other in reached[start] if start in reached[other])) for start in graph}
    return sorted(list(group) for group in groups if len(group) > 1)


def reach(graph: dict[str, set[str]], starts: Iterable[str]) -> set[str]:
    """The modules that some modules need, themselves among them."""
    found, waiting = set(), list(starts)
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            waiting += graph.get(module, ())
    return found


def core_closure(graph: dict[str, set[str]]) -> set[str]:
    """The modules that the entrances of the core need, with the packages that they stand in."""
    starts = [f"{name.replace('.', '/')}.py" for name in ENTRANCES]
    starts = [path if path in graph else path.replace(".py", "/__init__.py") for path in starts]
    # The public face fetches what it names when it is asked for.
    with_packages = {path: found | set(_packages(path, graph)) for path, found in graph.items()}
    return reach({path: found - {"__init__.py"} for path, found in with_packages.items()}, starts)


def _packages(path: str, graph: dict[str, set[str]]) -> Iterator[str]:
    parts = path.split("/")[:-1]
    for depth in range(1, len(parts) + 1):
        yield "/".join([*parts[:depth], "__init__.py"])


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


def _sizes(modules: dict[str, str]) -> str:
    return f"{line_count(modules):,} lines, {code_count(modules):,} of code, in {len(modules)} modules"


def figures(worst: int = 10) -> Iterator[str]:
    """What the command prints, line by line."""
    from budgetkit.rules.kinds import kinds

    modules = sources()
    lengths = {path: line_count({path: text}) for path, text in modules.items()}
    longest = max(lengths, key=lengths.__getitem__)
    yield f"package: {_sizes(modules)}"
    yield f"median module {median(lengths.values()):.0f} lines, longest {lengths[longest]} ({longest})"
    core = {path: text for path, text in modules.items() if room(path) in CORE}
    plain = {path: text for path, text in core.items() if path.startswith("readers/plain")}
    yield f"core without the readers of text: {_sizes({p: t for p, t in core.items() if p not in plain})}"
    needed = {path: modules[path] for path in core_closure(imports(modules))}
    yield f"closure of {', '.join(ENTRANCES)}: {_sizes(needed)}"
    every = functions(modules)
    for most in (12, MOST_BRANCHED):
        over = sum(found > most for found, _, _ in every)
        yield f"functions over {most}: {over} of {len(every):,} ({over / len(every):.1%})"
    yield from (f"  {found:3} {path} {name}" for found, path, name in every[:worst])
    twice = sorted(name for name, count in class_names(modules).items() if count > 1)
    yield f"class names that stand twice: {len(twice)} {' '.join(twice)}".rstrip()
    for group in circles(imports(modules)):
        yield f"circle: {' '.join(group)}"
    kinds = named(modules, frozenset(kinds()) - {"other"})
    yield f"kinds named in Python: {sum(map(len, kinds.values()))} times in {len(kinds)} modules"
    yield from (f"  {len(values):3} {path}" for path, values in kinds.items())


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--worst", type=int, default=10, help="how many of the most branched functions")
    print("\n".join(figures(arguments.parse_args().worst)))

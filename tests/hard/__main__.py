"""Draw the hard cases again: ``python -m tests.hard [name ...]``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from . import cases_of_files, cases_of_layout, cases_of_pages, cases_of_paint, cases_of_rules, cases_of_text  # noqa: F401
from .sheet import CASES

FOLDER = Path(__file__).parent / "cases"


def main(names: list[str]) -> None:
    FOLDER.mkdir(exist_ok=True)
    for name in names or CASES:
        content, truth = CASES[name]()
        (FOLDER / f"{name}.pdf").write_bytes(content)
        (FOLDER / f"{name}.json").write_text(_json(truth), encoding="utf-8")
        print(f"{name}: {len(content)} bytes")


def _json(truth: dict) -> str:
    """One cell a line, so that a change of a truth is read in a few lines."""
    parts = []
    for grid in truth["grids"]:
        head = ", ".join(f"{json.dumps(key)}: {json.dumps(grid[key])}" for key in grid if key != "cells")
        cells = ",\n".join("   " + json.dumps(cell, ensure_ascii=False) for cell in grid["cells"])
        parts.append(f'  {{{head}, "cells": [\n{cells}\n  ]}}')
    lists = {"grids": parts}
    for key in ("lines", "notes"):
        lists[key] = ["  " + json.dumps(item, ensure_ascii=False) for item in truth[key]]
    texts = [f' "{key}": [\n' + ",\n".join(items) + "\n ]" for key, items in lists.items()]
    return "{\n" + ",\n".join(texts) + "\n}\n"


if __name__ == "__main__":
    main(sys.argv[1:])

"""Make the inputs again: ``python -m tests.fates [name ...]``."""

from __future__ import annotations

import sys

from .all_cases import CASES, FOLDER, write_case


def main(names: list[str]) -> None:
    FOLDER.mkdir(exist_ok=True)
    for name in names or CASES:
        print(", ".join(path.name for path in write_case(CASES[name](), FOLDER)))


if __name__ == "__main__":
    main(sys.argv[1:])

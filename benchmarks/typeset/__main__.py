"""Write the truth files anew.

``python -m benchmarks.typeset [--producer NAME] [--seed N] [--out FOLDER]``
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.typeset.content import invent_content
from benchmarks.typeset.producers import NAMES, Absent, producer, random_look
from benchmarks.typeset.truth import Untrue, true_pages, write_truth

TRUTH = Path(__file__).parents[1] / "truth"
SEEDS = {name: tuple(range(10 * place + 1, 10 * place + 4)) for place, name in enumerate(NAMES)}
"""Three documents of each producer."""


def make(name: str, seed: int, out: Path) -> str:
    """Typeset one document and write it with its truth; what to tell the user."""
    module, content, look = producer(name), invent_content(seed), random_look(name, seed)
    version = module.version()
    pdf = module.typeset(content, look)
    path = out / f"{name}-{seed}.pdf"
    path.write_bytes(pdf)
    pages = true_pages(content, pdf)
    command = f"python -m benchmarks.typeset --producer {name} --seed {seed}"
    write_truth(path.with_suffix(".json"), {"producer": version, "command": command}, pages)
    cells = sum(bool(cell[4]) for grids in pages for grid in grids for cell in grid["cells"])
    return f"{path.name}: {version}, {len(pages)} pages, {cells} cells with text, {len(pdf) // 1024} KB"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--producer", action="append", choices=NAMES, help="only this one; repeatable")
    parser.add_argument("--seed", type=int, help="only this document")
    parser.add_argument("--out", type=Path, default=TRUTH)
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    status = 0
    for name in options.producer or NAMES:
        for seed in SEEDS[name] if options.seed is None else (options.seed,):
            try:
                print(make(name, seed, options.out), flush=True)
            except Absent as absent:
                print(f"{name}: {absent} is not installed here; its files stay as they are", file=sys.stderr)
                break
            except Untrue as problem:
                print(f"{name}-{seed}: {problem}", file=sys.stderr)
                status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())

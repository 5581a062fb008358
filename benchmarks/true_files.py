"""The committed truth: typeset PDFs and what every cell of their tables holds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scoring import Table, make_table

FOLDER = Path(__file__).parent / "truth"


@dataclass(slots=True)
class TrueFile:
    """One typeset file.

    ``grids`` has, for each page, the grids with all their cells, each ``[row, column, row span, column span,
    text]``; ``pages`` the same as tables for the scorer.
    """

    path: Path
    producer: str
    command: str
    grids: list[list[dict]]

    @property
    def pages(self) -> list[list[Table]]:
        return [[as_table(grid) for grid in page] for page in self.grids]


def as_table(grid: dict) -> Table:
    """A grid of a truth file as the scorer wants it."""
    cells = ((row, column, text) for row, column, _, _, text in grid["cells"])
    return make_table(grid["rows"], grid["columns"], cells)


def load_truth(folder: Path = FOLDER) -> list[TrueFile]:
    """All truth files, by name."""
    files = []
    for path in sorted(folder.glob("*.json")):
        known = json.loads(path.read_text(encoding="utf-8"))
        grids = [page["grids"] for page in known["pages"]]
        files.append(TrueFile(path.with_suffix(".pdf"), known["producer"], known["command"], grids))
    return files

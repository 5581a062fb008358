"""Every case by its name, and a case as the files that stand in the folder."""

from __future__ import annotations

from pathlib import Path

from . import (  # noqa: F401
    cases_of_cells,
    cases_of_codes,
    cases_of_continuations,
    cases_of_damage,
    cases_of_files,
    cases_of_frames,
    cases_of_grids,
    cases_of_halves,
    cases_of_marks,
    cases_of_pages,
    cases_of_printed_units,
    cases_of_prose,
    cases_of_proved_units,
    cases_of_rows,
    cases_of_sides,
    cases_of_titles,
    cases_of_units,
    cases_of_unruled,
    cases_of_unseen,
    cases_of_words,
)
from .case import CASES, Case

__all__ = ["CASES", "FOLDER", "write_case"]

FOLDER = Path(__file__).parent / "cases"


def write_case(case: Case, folder: Path) -> list[Path]:
    """Write the input and its truth; the files."""
    paths = [folder / f"{case.name}.{case.extension}", folder / f"{case.name}.json"]
    for path, content in zip(paths, (case.content, case.truth().encode()), strict=True):
        path.write_bytes(content)
    return paths

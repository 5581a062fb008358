"""The data for other programs: Excel, Stata, or a data package folder."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from budgetkit.dataset.descriptor import CODEBOOK, NAME, PACKAGE, is_file_of_dataset
from budgetkit.errors import WrongUsage
from budgetkit.output import check_folder, replaced_file, replaced_folder
from budgetkit.publish.sheets import CHOICES, PANEL, read_sheet
from budgetkit.schema import TABLES

if TYPE_CHECKING:
    from budgetkit.dataset import Dataset

_FORMATS = "formats are .xlsx, .dta, and a folder (a name without a suffix) for a data package"


def export(dataset: Dataset, destination: str | Path, tables: Sequence[str] = ()) -> Path:
    """Write a dataset for another program; the suffix of the destination tells which.

    Parameters
    ----------
    dataset : Dataset
        What to write.
    destination : path
        ``.xlsx``: a workbook; ``.dta``: one table for Stata; without a suffix: a folder with CSV files and
        ``datapackage.json``. Written aside and renamed; the same data gives the same bytes.
    tables : sequence of str
        Clean tables or ``panel``; by default all clean tables, and ``lines`` for Stata.

    Raises
    ------
    WrongUsage
        For an unknown format or table, or a folder that holds something else.
    NothingWritten
        If the destination cannot be written; what stood there is untouched.
    """
    path = Path(destination)
    tables = tuple(dict.fromkeys(tables))
    unknown = [table for table in tables if table not in CHOICES]
    if unknown:
        raise WrongUsage(f"there is no table {unknown[0]!r}", advice=f"tables are {', '.join(CHOICES)}")
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        return _workbook(dataset, path, tables or TABLES)
    if suffix == ".dta":
        return _stata(dataset, path, tables or ("lines",))
    if suffix and not path.is_dir():
        raise WrongUsage(f"budgetkit does not export {suffix} files", advice=_FORMATS)
    return _package(dataset, path, tables or TABLES)


def _workbook(dataset: Dataset, path: Path, tables: Sequence[str]) -> Path:
    from budgetkit.publish.workbook import write_workbook

    sheets = [read_sheet(dataset, table) for table in tables]
    with replaced_file(path) as draft:
        write_workbook(sheets, draft, dataset.row_count("documents"))
    return path


def _stata(dataset: Dataset, path: Path, tables: Sequence[str]) -> Path:
    from budgetkit.publish.stata import write_stata

    if len(tables) != 1:
        raise WrongUsage("a .dta file holds one table", advice="name one with --table")
    sheet = read_sheet(dataset, tables[0])
    with replaced_file(path) as draft:
        write_stata(sheet, draft)
    return path


def _package(dataset: Dataset, path: Path, tables: Sequence[str]) -> Path:
    if PANEL in tables:
        raise WrongUsage("the panel is no part of a data package", advice="export it to .xlsx or .dta")
    if dataset.folder is None:
        advice = "build it into a folder and load it, or export .xlsx or .dta"
        raise WrongUsage("a data package is copied from a dataset on disk", advice=advice)
    source = Path(dataset.folder)
    if path.resolve() in (source.resolve(), *source.resolve().parents):
        raise WrongUsage(f"{path} is, or holds, the data itself", advice="name another folder")
    check_folder(path, "data package", _holds_package)
    package = json.loads((source / NAME).read_text(encoding="utf-8"))
    package["resources"] = [entry for entry in package["resources"] if entry["name"] in tables]
    with replaced_folder(path, is_file_of_dataset) as draft:
        for entry in package["resources"]:
            shutil.copyfile(source / entry["path"], draft / entry["path"])
        if (source / CODEBOOK).is_file():
            shutil.copyfile(source / CODEBOOK, draft / CODEBOOK)
        text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
        (draft / NAME).write_text(text, encoding="utf-8", newline="\n")
    return path


def _holds_package(folder: Path) -> bool:
    """A folder is replaced only when all that it holds is an earlier package."""
    try:
        package = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    own = isinstance(package, dict) and package.get("name") == PACKAGE
    return own and all(is_file_of_dataset(path.name) for path in folder.iterdir())

"""Notebooks with parameters to a report: executed, converted to self-contained pages, with an index."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from budgetkit.analysis import findings_by_severity, overview, unread_figures
from budgetkit.analysis.evidence import chosen_documents
from budgetkit.dataset import load
from budgetkit.errors import WrongUsage
from budgetkit.output import check_folder, replaced_folder
from budgetkit.report.execute import execute, read_notebook
from budgetkit.report.pages import FOOTER, index_page, notebook_page

FORMATS = ("html",)

# Kernels that run side by side; each takes some 200 MB.
_MOST_KERNELS = 4

_BESIDE_PACKAGE = Path(__file__).resolve().parents[2] / "notebooks"


def write_report(
    data: str | Path,
    out: str | Path,
    document: str | None = None,
    formats: Iterable[str] = ("html",),
    notebooks: str | Path | None = None,
) -> list[Path]:
    """Execute the notebooks on a clean dataset and write the report.

    Parameters
    ----------
    data : path
        Folder of the clean dataset.
    out : path
        Folder for the pages; made when missing. A report that stands there is replaced as a whole; other
        files beside its pages are carried over.
    document : str, optional
        ``document_id`` that the report is about; all documents by default.
    formats : iterable of {"html"}
        Kinds of pages.
    notebooks : path, optional
        Folder of the notebooks; ``notebooks`` in the current folder or beside the package by default.

    Returns
    -------
    list of Path
        ``index.html`` first, then one page a notebook, in the order of their names. The same dataset
        gives the same bytes.

    Raises
    ------
    WrongUsage
        If a format, the document, the notebooks, or a parameter of a notebook is not known, or ``out`` holds
        something else.
    InvalidDataset
        If ``data`` holds no clean dataset.
    NothingWritten
        If a notebook fails or the pages cannot be written; what stood in ``out`` is untouched.
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        advice = "take html; a browser prints the pages to PDF, with a print style of their own"
        raise WrongUsage(f"reports cannot be written as {unknown[0]!r}", advice=advice)
    folder = _notebook_folder(notebooks)
    sources = {path.stem: read_notebook(path) for path in sorted(folder.glob("*.ipynb"))}
    dataset = load(data)
    chosen_documents(dataset, document or "")
    check_folder(Path(out), "report", _holds_report)
    parameters = {"data": _seen_from(folder, Path(data)), "document": document or ""}

    def page(name: str) -> tuple[str, str]:
        return notebook_page(execute(sources[name], f"{name}.ipynb", parameters, folder), name)

    # Every notebook has a process of its own; the threads only wait for them.
    with ThreadPoolExecutor(max_workers=min(os.cpu_count() or 1, _MOST_KERNELS)) as threads:
        pages = dict(zip(sources, threads.map(page, sources), strict=True))
    titles = {name: title for name, (title, _) in pages.items()}
    survey = overview(dataset, document or "")
    counts, unread = findings_by_severity(dataset, document or ""), unread_figures(dataset, document or "")
    index = index_page(survey, counts, titles, unread)
    return _write(Path(out), {"index": index, **{name: page for name, (_, page) in pages.items()}})


def _notebook_folder(notebooks: str | Path | None) -> Path:
    choices = [Path(notebooks)] if notebooks else [Path("notebooks"), _BESIDE_PACKAGE]
    for folder in choices:
        if any(folder.glob("*.ipynb")):
            return folder.resolve()
    advice = "name their folder, or work in a copy of the repository"
    raise WrongUsage(f"no notebooks in {choices[0]}", advice=advice)


def _seen_from(folder: Path, data: Path) -> str:
    """Path of the data as the notebooks see it; relative, so that no page names a place on this machine."""
    try:
        return Path(os.path.relpath(data.resolve(), folder)).as_posix()
    except ValueError:  # another drive
        return data.resolve().as_posix()


def _holds_report(folder: Path) -> bool:
    try:
        return FOOTER in (folder / "index.html").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def _write(out: Path, pages: dict[str, str]) -> list[Path]:
    files = {f"{name}.html": page for name, page in pages.items()}
    with replaced_folder(out, files.__contains__) as draft:
        for name, page in files.items():
            (draft / name).write_text(page, encoding="utf-8", newline="\n")
    return [out / name for name in files]
